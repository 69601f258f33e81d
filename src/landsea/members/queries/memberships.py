"""Who belongs to which alliance, in which state, and who may therefore do what."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotFound
from landsea.members import policies
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.errors import OrganisationSuspended
from landsea.members.models import Membership, MembershipChange, MembershipState, Organisation
from landsea.members.queries.values import (
    MembershipStep,
    MembershipValue,
    OrganisationValue,
    membership_value,
    organisation_value,
    step_value,
)

_BELONGING = (MembershipState.ADMITTED.value, MembershipState.SUSPENDED.value)
_FOR_RULES = "rules for all: who belongs decides what is sold and written"


def list_alliance_ids_of(organisation_ids: Iterable[int]) -> frozenset[int]:
    """Returns the alliances to which any of the organisations belongs, unsuspended."""
    rows = Membership.objects.unscoped(_FOR_RULES).filter(
        organisation_id__in=set(organisation_ids), state=MembershipState.ADMITTED
    )
    return frozenset(rows.order_by("id").values_list("alliance_id", flat=True))


def list_members(alliance_id: int) -> list[OrganisationValue]:
    """Lists the organisations that belong to an alliance now, unsuspended, by slug."""
    rows = Organisation.objects.filter(
        id__in=_organisation_ids(alliance_id, [MembershipState.ADMITTED.value])
    )
    return [organisation_value(row) for row in rows.order_by("slug")]


def list_active_member_ids(alliance_id: int, on: date) -> frozenset[int]:
    """Returns the organisations that belong on a day and are not suspended: who may be sold."""
    return list_active_members([alliance_id], on)[alliance_id]


def list_active_members(alliance_ids: Iterable[int], on: date) -> dict[int, frozenset[int]]:
    """Returns by alliance the organisations that belong on a day and are not suspended."""
    found: dict[int, set[int]] = {each: set() for each in alliance_ids}
    rows = Membership.objects.unscoped(_FOR_RULES).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on),
        alliance_id__in=found,
        state=MembershipState.ADMITTED,
        starts_on__lte=on,
    )
    for alliance_id, key in rows.order_by("id").values_list("alliance_id", "organisation_id"):
        found[alliance_id].add(key)
    return {alliance_id: frozenset(keys) for alliance_id, keys in found.items()}


def list_members_ever(alliance_id: int) -> list[OrganisationValue]:
    """Lists who belongs to an alliance, suspended or not, and who belonged once, by slug."""
    rows = Organisation.objects.filter(
        id__in=_ever_admitted().filter(alliance_id=alliance_id).values("organisation_id")
    )
    return [organisation_value(row) for row in rows.order_by("slug")]


def list_alliance_ids_ever_of(organisation_id: int) -> frozenset[int]:
    """Returns the alliances to which an organisation belongs or belonged once."""
    rows = _ever_admitted().filter(organisation_id=organisation_id)
    return frozenset(rows.order_by("id").values_list("alliance_id", flat=True))


def list_belonged_alliance_ids(organisation_id: int) -> frozenset[int]:
    """Returns the alliances to which an organisation belongs, suspended or not."""
    return _alliance_ids(organisation_id, _BELONGING)


def list_concerned_alliance_ids(organisation_id: int) -> frozenset[int]:
    """Returns the alliances to which an organisation belongs or has applied."""
    return _alliance_ids(organisation_id, (*_BELONGING, MembershipState.APPLIED.value))


def find_office_organisation(alliance_id: int) -> OrganisationValue | None:
    """Returns the member of an alliance that is its office, the first one admitted."""
    row = (
        Membership.objects.unscoped(_FOR_RULES)
        .filter(
            alliance_id=alliance_id,
            state=MembershipState.ADMITTED,
            organisation__kind=OrganisationKind.OFFICE.value,
        )
        .select_related("organisation")
        .order_by("starts_on", "id")
        .first()
    )
    return organisation_value(row.organisation) if row else None


def list_suspended_everywhere(organisation_ids: Iterable[int]) -> frozenset[int]:
    """Returns those that are suspended in every alliance they belong to.

    An organisation that belongs to none is not suspended.
    """
    rows = Membership.objects.unscoped(_FOR_RULES).filter(
        organisation_id__in=set(organisation_ids), state__in=_BELONGING
    )
    states: dict[int, set[str]] = {}
    for organisation_id, state in rows.order_by("id").values_list("organisation_id", "state"):
        states.setdefault(organisation_id, set()).add(state)
    suspended = {MembershipState.SUSPENDED.value}
    return frozenset(key for key, held in states.items() if held == suspended)


def is_suspended_everywhere(organisation_id: int) -> bool:
    """Says whether an organisation belongs to alliances and is suspended in all of them."""
    return organisation_id in list_suspended_everywhere([organisation_id])


def require_may_write(organisation_id: int, *, by: Actor) -> None:
    """Refuses staff of an organisation that is suspended wherever it belongs."""
    if not by.is_system and is_suspended_everywhere(organisation_id):
        raise OrganisationSuspended


def may_edit_organisation(organisation_id: int, *, actor: Actor) -> bool:
    """Says whether the actor changes what an organisation is called."""
    belongs_to = list_belonged_alliance_ids(organisation_id)
    return policies.can_edit_organisation(actor, organisation_id, belongs_to)


def list_memberships_of(
    organisation_ids: Iterable[int], *, actor: Actor
) -> dict[int, list[MembershipValue]]:
    """Returns the present memberships of organisations that the actor may see, oldest first."""
    ids = set(organisation_ids)
    rows = _visible(actor).filter(organisation_id__in=ids).exclude(state=MembershipState.LEFT)
    found: dict[int, list[MembershipValue]] = {each: [] for each in ids}
    for row in rows.order_by("starts_on", "id"):
        found[row.organisation_id].append(membership_value(row))
    return found


def list_memberships_in(
    alliance_id: int, *states: MembershipState, actor: Actor
) -> list[MembershipValue]:
    """Lists an alliance's memberships in some states that the actor may see, by slug."""
    rows = _visible(actor).filter(
        alliance_id=alliance_id, state__in=[each.value for each in states]
    )
    return [membership_value(row) for row in rows.order_by("organisation__slug", "id")]


def count_applications(alliance_ids: Iterable[int], *, actor: Actor) -> dict[int, int]:
    """Returns by alliance how many applications wait that the actor may see."""
    rows = (
        Membership.objects.visible_to(actor)
        .filter(alliance_id__in=set(alliance_ids), state=MembershipState.APPLIED)
        .order_by()
        .values_list("alliance_id")
        .annotate(count=Count("id"))
    )
    return dict(rows)


def get_membership(public_id: UUID, *, actor: Actor) -> MembershipValue:
    """Returns a membership that the actor may see."""
    row = _visible(actor).filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return membership_value(row)


def list_histories(
    organisation_id: int, *, actor: Actor
) -> list[tuple[MembershipValue, list[MembershipStep], str]]:
    """Lists an organisation's memberships, newest first, with their steps and applications."""
    steps: dict[int, list[MembershipStep]] = {}
    changes = MembershipChange.objects.visible_to(actor).filter(
        membership__organisation_id=organisation_id
    )
    for change in changes.order_by("id"):
        steps.setdefault(change.membership_id, []).append(step_value(change))
    rows = _visible(actor).filter(organisation_id=organisation_id, id__in=steps)
    return [(membership_value(row), steps[row.id], row.application) for row in rows.order_by("-id")]


def get_history(
    public_id: UUID, *, actor: Actor
) -> tuple[MembershipValue, list[MembershipStep], str]:
    """Returns a membership with its steps, oldest first, and what the applicant said."""
    changes = MembershipChange.objects.visible_to(actor).filter(membership__public_id=public_id)
    steps = [step_value(change) for change in changes.order_by("id")]
    row = _visible(actor).filter(public_id=public_id).first()
    # Who sees that an organisation belongs may still not read how it came to.
    if row is None or not steps:
        raise NotFound
    return membership_value(row), steps, row.application


def list_applications(alliance_id: int, *, actor: Actor) -> list[tuple[MembershipValue, str]]:
    """Lists the applications that wait in an alliance, oldest first, with what they say."""
    rows = _visible(actor).filter(alliance_id=alliance_id, state=MembershipState.APPLIED)
    return [(membership_value(row), row.application) for row in rows.order_by("id")]


def _visible(actor: Actor) -> QuerySet[Membership]:
    return Membership.objects.visible_to(actor).select_related("organisation", "alliance")


def _organisation_ids(alliance_id: int, states: list[str]) -> QuerySet[Membership, object]:
    rows = Membership.objects.unscoped(_FOR_RULES)
    return rows.filter(alliance_id=alliance_id, state__in=states).values("organisation_id")


def _alliance_ids(organisation_id: int, states: Iterable[str]) -> frozenset[int]:
    rows = Membership.objects.unscoped(_FOR_RULES).filter(
        organisation_id=organisation_id, state__in=states
    )
    return frozenset(rows.order_by("id").values_list("alliance_id", flat=True))


def _ever_admitted() -> QuerySet[Membership]:
    admissions = MembershipChange.objects.unscoped(_FOR_RULES).filter(
        membership=OuterRef("pk"), after=MembershipState.ADMITTED
    )
    return Membership.objects.unscoped(_FOR_RULES).filter(
        Q(state__in=_BELONGING) | Exists(admissions)
    )
