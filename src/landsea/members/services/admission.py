"""Alliances are founded, organisations registered; they apply and are admitted or refused."""

import re
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.kernel.errors import InvalidInput, NotAllowed, NotFound
from landsea.kernel.texts import LocalisedText
from landsea.members import policies
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.errors import AlreadyMember, NameNeeded, NotApplied, SlugTaken
from landsea.members.models import Alliance, Membership, MembershipState, Organisation
from landsea.members.queries.memberships import list_concerned_alliance_ids
from landsea.members.queries.roles import list_organisations_without_office
from landsea.members.queries.values import (
    AllianceValue,
    OrganisationValue,
    alliance_value,
    organisation_value,
)
from landsea.members.services.steps import (
    lock_membership,
    read_reason,
    require_state,
    take_step,
)

LONGEST_APPLICATION = 4000
_MARKET = re.compile(r"[A-Z]{2}")


def found_alliance(
    slug: str, names: LocalisedText, *, is_demo: bool = False, by: Actor, now: datetime
) -> AllianceValue:
    """Founds an alliance; only the installation itself may."""
    if not by.is_system:
        raise NotAllowed
    with transaction.atomic():
        row = Alliance.objects.create(slug=slug, names=names, is_demo=is_demo, created_at=now)
        changelog.record(
            row,
            action="found",
            by=by,
            now=now,
            alliance=row.public_id,
            patch={"slug": [None, slug]},
        )
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
    require_sound(names, market)
    with transaction.atomic():
        if Organisation.objects.filter(slug=slug).exists():
            raise SlugTaken
        row = Organisation.objects.create(
            slug=slug, names=names, kind=kind, market=market, is_demo=is_demo, created_at=now
        )
        changelog.record(
            row,
            action="register",
            by=by,
            now=now,
            organisation=row.public_id,
            patch={
                "slug": [None, slug],
                "names": [None, names],
                "kind": [None, kind.value],
                "market": [None, market],
            },
        )
    return organisation_value(row)


def apply_for_membership(
    organisation_id: int, alliance_id: int, *, application: str = "", by: Actor, now: datetime
) -> UUID:
    """Puts an organisation's application before an alliance's office; returns the membership's id.

    The organisation's own office applies; for one that has none yet, the alliance's office.
    """
    if not (
        policies.can_run_organisation(by, organisation_id)
        or policies.can_run_alliance(by, alliance_id)
    ):
        raise NotAllowed
    with transaction.atomic():
        organisation = _lock_organisation(organisation_id)
        if not policies.can_run_organisation(by, organisation_id):
            _require_may_speak_for(organisation_id, by)
        if _present(organisation_id, alliance_id) is not None:
            raise AlreadyMember(organisation=str(organisation))
        row = Membership(
            organisation=organisation,
            alliance=_alliance(alliance_id),
            application=application.replace("\x00", "").strip()[:LONGEST_APPLICATION],
        )
        take_step(
            row,
            MembershipState.APPLIED,
            action="apply",
            starts_on=now.date(),
            by=by,
            now=now,
        )
    return row.public_id


def withdraw_application(membership_id: UUID, *, by: Actor, now: datetime) -> None:
    """Takes an application back, by the organisation's own office."""
    with transaction.atomic():
        row = lock_membership(membership_id, by=by)
        if not policies.can_run_organisation(by, row.organisation_id):
            raise NotAllowed
        require_state(row, MembershipState.APPLIED)
        take_step(row, MembershipState.LEFT, action="withdraw", by=by, now=now)


def admit_member(
    organisation_id: int, alliance_id: int, *, from_day: date, by: Actor, now: datetime
) -> None:
    """Admits an organisation to an alliance from a day on: its application, or without one.

    Without an application only an organisation that has no office of its own: nobody is made a
    member who could have been asked.
    """
    if not policies.can_run_alliance(by, alliance_id):
        raise NotAllowed
    with transaction.atomic():
        organisation = _lock_organisation(organisation_id)
        row = _present(organisation_id, alliance_id)
        if row is None:
            _require_may_speak_for(organisation_id, by)
            row = Membership(organisation=organisation, alliance=_alliance(alliance_id))
        elif row.state != MembershipState.APPLIED:
            raise AlreadyMember(organisation=str(organisation))
        take_step(row, MembershipState.ADMITTED, action="admit", starts_on=from_day, by=by, now=now)


def refuse_application(membership_id: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    """Says no to an application, with the reason that the applicant reads."""
    with transaction.atomic():
        row = lock_membership(membership_id, by=by)
        if not policies.can_run_alliance(by, row.alliance_id):
            raise NotAllowed
        require_state(row, MembershipState.APPLIED)
        kept = read_reason(reason)
        take_step(row, MembershipState.LEFT, action="refuse", reason=kept, by=by, now=now)


def require_sound(names: LocalisedText, market: str) -> None:
    """Refuses an organisation without a name, or in a market that is none."""
    if not names:
        raise NameNeeded
    if not _MARKET.fullmatch(market):
        raise InvalidInput(field="market", value=market[:20])


def _lock_organisation(organisation_id: int) -> Organisation:
    row = Organisation.objects.select_for_update().filter(id=organisation_id).first()
    if row is None:
        raise NotFound
    return row


def _alliance(alliance_id: int) -> Alliance:
    row = Alliance.objects.filter(id=alliance_id).first()
    if row is None:
        raise NotFound
    return row


def _present(organisation_id: int, alliance_id: int) -> Membership | None:
    rows = Membership.objects.unscoped("an organisation is in an alliance once, whoever asks")
    return (
        rows.select_related("organisation", "alliance")
        .filter(organisation_id=organisation_id, alliance_id=alliance_id)
        .exclude(state=MembershipState.LEFT)
        .first()
    )


def _require_may_speak_for(organisation_id: int, by: Actor) -> None:
    if not policies.can_speak_for(
        by,
        concerned=list_concerned_alliance_ids(organisation_id),
        has_office=not list_organisations_without_office([organisation_id]),
    ):
        raise NotApplied
