"""Alliances are founded, organisations registered and admitted."""

from datetime import date, datetime

from django.db import transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.kernel.errors import Conflict, NotAllowed
from landsea.kernel.texts import N_, LocalisedText
from landsea.members import policies
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.models import (
    Alliance,
    Membership,
    MembershipState,
    Organisation,
)
from landsea.members.queries import (
    AllianceValue,
    OrganisationValue,
    alliance_value,
    organisation_value,
)


class AlreadyMember(Conflict):
    """The organisation belongs to the alliance, or its application waits."""

    code = "already-member"
    message = N_("“{organisation}” already has a membership in this alliance.")
    mend = N_("Change the membership that is there.")


def found_alliance(
    slug: str, names: LocalisedText, *, is_demo: bool = False, by: Actor, now: datetime
) -> AllianceValue:
    """Founds an alliance; only the installation itself may."""
    if not by.is_system:
        raise NotAllowed
    with transaction.atomic():
        row = Alliance.objects.create(slug=slug, names=names, is_demo=is_demo, created_at=now)
        changelog.record(row, action="found", by=by, now=now, patch={"slug": [None, slug]})
    return alliance_value(row)


def register_organisation(
    slug: str,
    names: LocalisedText,
    kind: OrganisationKind,
    market: str,
    *,
    is_demo: bool = False,
    by: Actor,
    now: datetime,
) -> OrganisationValue:
    """Writes an organisation into the installation."""
    if not policies.can_register_organisations(by):
        raise NotAllowed
    with transaction.atomic():
        row = Organisation.objects.create(
            slug=slug, names=names, kind=kind, market=market, is_demo=is_demo, created_at=now
        )
        changelog.record(
            row,
            action="register",
            by=by,
            now=now,
            organisation=row.public_id,
            patch={"slug": [None, slug], "names": [None, names], "kind": [None, kind.value]},
        )
    return organisation_value(row)


def admit_member(
    organisation_id: int, alliance_id: int, *, from_day: date, by: Actor, now: datetime
) -> None:
    """Admits an organisation to an alliance from a day on."""
    if not policies.can_run_alliance(by, alliance_id):
        raise NotAllowed
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(id=organisation_id)
        present = Membership.objects.filter(
            organisation=organisation, alliance_id=alliance_id
        ).exclude(state=MembershipState.LEFT)
        if present.exists():
            raise AlreadyMember(organisation=str(organisation))
        row = Membership.objects.create(
            organisation=organisation,
            alliance_id=alliance_id,
            state=MembershipState.ADMITTED,
            starts_on=from_day,
        )
        changelog.record(
            row,
            action="admit",
            by=by,
            now=now,
            organisation=organisation.public_id,
            patch={"state": [None, MembershipState.ADMITTED.value], "starts_on": [None, from_day]},
        )
