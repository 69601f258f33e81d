"""Names for the audit trail: of people, for whoever may see them, and of organisations."""

from collections.abc import Collection
from uuid import UUID

from landsea.foundation.actor import Actor
from landsea.kernel.texts import LocalisedText
from landsea.members.models import Alliance, Organisation, RoleAssignment


def list_person_names(subjects: Collection[UUID], *, actor: Actor) -> dict[UUID, str]:
    """Returns the names of people whose roles the actor may see, by subject."""
    rows = RoleAssignment.objects.visible_to(actor).filter(person__subject__in=subjects)
    named = rows.exclude(person__name="").order_by("id")
    return dict(named.values_list("person__subject", "person__name"))


def list_body_names(public_ids: Collection[UUID]) -> dict[UUID, LocalisedText]:
    """Returns the names of organisations and alliances by public id."""
    names: dict[UUID, LocalisedText] = {}
    for row in Organisation.objects.filter(public_id__in=public_ids).order_by("id"):
        names[row.public_id] = row.names
    for alliance in Alliance.objects.filter(public_id__in=public_ids).order_by("id"):
        names[alliance.public_id] = alliance.names
    return names
