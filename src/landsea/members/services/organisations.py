"""Applicants are registered by the alliance's office; names of organisations are kept right."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.kernel.texts import LocalisedText
from landsea.members import policies
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.engine.organisation_names import slug_of
from landsea.members.models import Organisation
from landsea.members.queries.memberships import list_belonged_alliance_ids
from landsea.members.services.admission import (
    apply_for_membership,
    register_organisation,
    require_sound,
)


def register_applicant(
    names: LocalisedText,
    kind: OrganisationKind,
    market: str,
    *,
    alliance_id: int,
    application: str = "",
    by: Actor,
    now: datetime,
) -> UUID:
    """Registers an organisation with its application to an alliance; returns the membership's id.

    Its short name comes from its names; two organisations of one name are told apart by hand.
    """
    if not policies.can_run_alliance(by, alliance_id):
        raise NotAllowed
    with transaction.atomic():
        organisation = register_organisation(
            slug_of(names) or f"{kind.value}-{secrets.token_hex(4)}",
            names,
            kind,
            market,
            by=by,
            now=now,
        )
        return apply_for_membership(
            organisation.id, alliance_id, application=application, by=by, now=now
        )


def edit_organisation(
    public_id: UUID,
    *,
    names: LocalisedText,
    kind: OrganisationKind,
    market: str,
    by: Actor,
    now: datetime,
) -> None:
    """Changes what an organisation is called, what it is and where; the same again is nothing."""
    with transaction.atomic():
        row = Organisation.objects.select_for_update().filter(public_id=public_id).first()
        if row is None:
            raise NotFound
        if not policies.can_edit_organisation(by, row.id, list_belonged_alliance_ids(row.id)):
            raise NotAllowed
        require_sound(names, market)
        wanted = {"names": names, "kind": kind.value, "market": market}
        patch = {
            field: [getattr(row, field), value]
            for field, value in wanted.items()
            if getattr(row, field) != value
        }
        becomes_office = OrganisationKind.OFFICE.value in patch.get("kind", ())
        if becomes_office and not policies.can_name_an_office(by):
            raise NotAllowed
        if not patch:
            return
        for field, value in wanted.items():
            setattr(row, field, value)
        row.save(update_fields=sorted(patch))
        changelog.record(
            row, action="edit", by=by, now=now, organisation=row.public_id, patch=patch
        )
