"""The member's desk: what is ours, and what waits for us."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from landsea.cards import queries as cards
from landsea.foundation import tasks
from landsea.foundation.actor import Actor, Role
from landsea.foundation.requests import Request
from landsea.kernel.errors import NotAllowed
from landsea.library import queries as library
from landsea.market import queries as market
from landsea.members import queries as members

#: Work that failed longer ago waits for nobody any more.
_FAILED_SINCE = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits, with the page where it goes on."""

    icon: str
    title: str
    text: str
    address: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnOrganisation:
    """An organisation with what its reader there may know of it."""

    organisation: members.OrganisationValue
    roles: list[Role]
    memberships: list[members.MembershipValue]
    records: library.RecordCounts
    device_count: int
    people_count: int
    key_count: int
    invitation_count: int
    #: Of those who write them; None for others.
    listing_count: int | None
    #: Whether an alliance of its keeps accounts with it that the reader may read.
    has_statement: bool

    @property
    def is_office(self) -> bool:
        return Role.OFFICE in self.roles

    @property
    def writes_records(self) -> bool:
        return Role.EDITOR in self.roles or self.is_office

    @property
    def sees_devices(self) -> bool:
        return Role.GATE in self.roles or self.is_office


@never_cache
@require_GET
def desk(request: Request) -> HttpResponse:
    """Shows people with a role what is theirs and what waits for them."""
    if not request.actor.grants:
        raise NotAllowed
    now = timezone.now()
    own = list_own(request.actor, now=now)
    alliances = members.list_alliances_by_ids(request.actor.alliance_ids(*Role))
    return render(
        request,
        "web/desk.html",
        {
            "own": own,
            "waiting": [*list_waiting(own), *list_failed(request.actor, now=now)],
            "alliances": [
                (alliance, [role for role in Role if key in request.actor.alliance_ids(role)])
                for key, alliance in alliances.items()
            ],
        },
    )


def list_own(actor: Actor, *, now: datetime) -> list[OwnOrganisation]:
    """Lists the organisations in which the actor has a role, by slug."""
    ids = actor.organisation_ids(*Role)
    organisations = members.list_organisations_by_ids(ids)
    memberships = members.list_memberships_of(ids, actor=actor)
    records = library.count_records(ids, actor=actor)
    devices = cards.count_devices(ids, actor=actor)
    people = members.count_people(ids, actor=actor)
    keys = members.count_keys(ids, actor=actor, now=now)
    invited = members.count_open_invitations(organisation_ids=ids, actor=actor, now=now)
    listings = market.count_own(ids, actor=actor)
    holders = {each.id for each in cards.list_statement_holders(actor)}
    return [
        OwnOrganisation(
            organisation=organisation,
            roles=[role for role in Role if key in actor.organisation_ids(role)],
            memberships=memberships[key],
            records=records[key],
            device_count=devices[key],
            people_count=people.get(key, 0),
            key_count=keys.get(key, 0),
            invitation_count=invited.organisations.get(key, 0),
            listing_count=listings.get(key),
            has_statement=key in holders,
        )
        for key, organisation in sorted(organisations.items(), key=lambda pair: pair[1].slug)
    ]


def list_waiting(own: list[OwnOrganisation]) -> Iterator[Waiting]:
    """Lists what waits in one's organisations, what hurts most first."""
    for each in own:
        yield from _memberships_waiting(each)
    for each in own:
        yield from _work_waiting(each)


def list_failed(actor: Actor, *, now: datetime) -> Iterator[Waiting]:
    """Lists one's own background work that came to nothing."""
    for task in tasks.list_failed(by=actor, since=now - _FAILED_SINCE):
        yield Waiting(icon="warning", title=_("Background work failed"), text=failure_words(task))


def failure_words(task: tasks.FailedTask) -> str:
    """Returns which work failed, and of what."""
    return f"{task.name}: {task.error}"


def _memberships_waiting(each: OwnOrganisation) -> Iterator[Waiting]:
    name = _name(each)
    address = reverse("members:memberships", args=[each.organisation.public_id])
    for membership in each.memberships:
        alliance = str(membership.alliance.names.in_language(get_language() or "en"))
        if membership.state is members.MembershipState.SUSPENDED:
            yield Waiting(
                icon="lock",
                title=_("%(name)s is suspended") % {"name": name},
                text=_("Nothing new of yours goes on cards of: %(alliance)s.")
                % {"alliance": alliance},
                address=address,
                label=_("Read why"),
            )
        if membership.state is members.MembershipState.APPLIED:
            yield Waiting(
                icon="clock",
                title=_("The application of %(name)s waits") % {"name": name},
                text=_("It is with the office of: %(alliance)s.") % {"alliance": alliance},
                address=address,
                label=_("Look at it"),
            )
    if each.is_office and not each.memberships:
        yield Waiting(
            icon="stamp",
            title=_("%(name)s belongs to no alliance") % {"name": name},
            text=_("Only venues of members can be put on cards."),
            address=address,
            label=_("Apply"),
        )


def _work_waiting(each: OwnOrganisation) -> Iterator[Waiting]:
    if each.writes_records and each.records.drafts:
        yield Waiting(
            icon="edit",
            title=ngettext(
                "%(count)s record is a draft", "%(count)s records are drafts", each.records.drafts
            )
            % {"count": each.records.drafts},
            text=_("Only the people of %(name)s see it.") % {"name": _name(each)},
            address=reverse("organisation", args=[each.organisation.public_id]),
            label=_("Look at it"),
        )
    if each.invitation_count:
        yield Waiting(
            icon="people",
            title=ngettext(
                "%(count)s invitation is not answered",
                "%(count)s invitations are not answered",
                each.invitation_count,
            )
            % {"count": each.invitation_count},
            text=_name(each),
            address=reverse("members:people", args=[each.organisation.public_id]),
            label=_("Look at it"),
        )


def _name(each: OwnOrganisation) -> str:
    return str(each.organisation.names.in_language(get_language() or "en"))
