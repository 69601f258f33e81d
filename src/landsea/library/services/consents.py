"""What a community lets be shown of its intangible heritage; it may take its consent back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.kernel.errors import Conflict, InvalidInput, NotAllowed
from landsea.kernel.texts import N_
from landsea.library import policies
from landsea.library.engine.vocabulary import ResourceKind
from landsea.library.models import Resource
from landsea.library.queries.places import PlaceNotFound
from landsea.members import queries as members

_LONGEST_NOTE = 2000


class NotIntangible(Conflict):
    """Only intangible heritage needs a consent."""

    code = "not-intangible"
    message = N_("This record is not intangible heritage: it needs no consent.")
    mend = N_("Choose a record of intangible heritage.")


class ConsentWithoutWords(InvalidInput):
    """A consent says who gave it."""

    code = "consent-without-words"
    message = N_("It is not said who spoke for the community, and how it was asked.")
    mend = N_("Write both down in a sentence; name the body, not a person.")


def record_consent(public_id: UUID, *, note: str, by: Actor, now: datetime) -> None:
    """Notes that the community of an element agreed to more being shown than name and listing."""
    words = note.strip()[:_LONGEST_NOTE]
    if not words:
        raise ConsentWithoutWords(field="note", value=note)
    _write(public_id, {"consent_on": now.date(), "consent_note": words}, by=by, now=now)


def withdraw_consent(public_id: UUID, *, by: Actor, now: datetime) -> None:
    """Takes a consent back: from now on only name and listing are shown again."""
    _write(public_id, {"consent_on": None, "consent_note": ""}, by=by, now=now)


def _write(public_id: UUID, values: dict[str, object], *, by: Actor, now: datetime) -> None:
    with transaction.atomic():
        row = (
            Resource.objects.visible_to(by)
            .select_related("owner")
            .select_for_update(of=("self",))
            .filter(public_id=public_id)
            .first()
        )
        if row is None:
            raise PlaceNotFound
        if not policies.can_edit_records_of(by, row.owner_id):
            raise NotAllowed
        members.require_may_write(row.owner_id, by=by)
        if row.kind != ResourceKind.INTANGIBLE:
            raise NotIntangible
        patch = {
            name: [getattr(row, name), value]
            for name, value in values.items()
            if getattr(row, name) != value
        }
        for name, value in values.items():
            setattr(row, name, value)
        row.updated_at = max(now, row.created_at)
        row.save(update_fields=[*values, "updated_at"])
        changelog.record(
            row, action="update", by=by, now=now, organisation=row.owner.public_id, patch=patch
        )
