"""The public list of organisations, by kind, market, alliance and name."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from landsea.members.engine.kinds import OrganisationKind
from landsea.members.models import Membership, MembershipState, Organisation
from landsea.members.queries.values import (
    MembershipValue,
    OrganisationValue,
    membership_value,
    organisation_value,
)

PAGE_SIZE = 50
LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFilter:
    """Which organisations are asked for; empty fields ask for all."""

    query: str = ""
    kind: OrganisationKind | None = None
    market: str = ""
    #: Slug of an alliance.
    alliance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """An organisation with the alliances it belongs to."""

    organisation: OrganisationValue
    memberships: tuple[MembershipValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPage:
    """A part of the list; each filter's counts are of what the other filters leave."""

    rows: tuple[OrganisationRow, ...]
    total: int
    offset: int
    kinds: dict[str, int]
    markets: dict[str, int]
    alliances: dict[str, int]

    @property
    def next_offset(self) -> int | None:
        following = self.offset + PAGE_SIZE
        return following if following < self.total else None

    @property
    def previous_offset(self) -> int | None:
        return max(0, self.offset - PAGE_SIZE) if self.offset else None


def list_directory(wanted: OrganisationFilter, *, offset: int = 0) -> OrganisationPage:
    """Lists organisations by name.

    Names are compared here and not by the database: there are hundreds, in every script.
    """
    memberships = list_admitted()
    rows = [
        OrganisationRow(
            organisation=organisation_value(row), memberships=tuple(memberships.get(row.id, ()))
        )
        for row in Organisation.objects.order_by("id")
    ]
    tests = _tests(wanted)
    found = [row for row in rows if all(test(row) for test in tests.values())]
    found.sort(key=lambda row: (str(row.organisation.names).casefold(), row.organisation.id))

    def left_by_others(name: str) -> list[OrganisationRow]:
        others = [test for key, test in tests.items() if key != name]
        return [row for row in rows if all(test(row) for test in others)]

    slugs = (
        membership.alliance.slug
        for row in left_by_others("alliance")
        for membership in row.memberships
    )
    return OrganisationPage(
        rows=tuple(found[offset : offset + PAGE_SIZE]),
        total=len(found),
        offset=offset,
        kinds=_counts(row.organisation.kind for row in left_by_others("kind")),
        markets=_counts(row.organisation.market for row in left_by_others("market")),
        alliances=_counts(slugs),
    )


def list_admitted(
    organisation_ids: Iterable[int] | None = None,
) -> dict[int, list[MembershipValue]]:
    """Returns what is public of memberships: who belongs where, unsuspended, since when."""
    rows = Membership.objects.unscoped("that an organisation belongs is for everybody").filter(
        state=MembershipState.ADMITTED
    )
    if organisation_ids is not None:
        rows = rows.filter(organisation_id__in=set(organisation_ids))
    found: dict[int, list[MembershipValue]] = {}
    for row in rows.select_related("organisation", "alliance").order_by("starts_on", "id"):
        found.setdefault(row.organisation_id, []).append(membership_value(row))
    return found


def list_admitted_to(alliance_id: int) -> list[MembershipValue]:
    """Lists who belongs to an alliance, unsuspended, oldest members first."""
    rows = Membership.objects.unscoped("that an organisation belongs is for everybody").filter(
        alliance_id=alliance_id, state=MembershipState.ADMITTED
    )
    ordered = rows.select_related("organisation", "alliance").order_by("starts_on", "id")
    return [membership_value(row) for row in ordered]


def _tests(wanted: OrganisationFilter) -> dict[str, Callable[[OrganisationRow], bool]]:
    words = wanted.query.casefold().split()

    def is_named(row: OrganisationRow) -> bool:
        names = [text.casefold() for _tag, text in row.organisation.names]
        return any(all(word in name for word in words) for name in names)

    def is_in_alliance(row: OrganisationRow) -> bool:
        return any(each.alliance.slug == wanted.alliance for each in row.memberships)

    tests: dict[str, Callable[[OrganisationRow], bool]] = {}
    if words:
        tests["query"] = is_named
    if wanted.kind:
        tests["kind"] = lambda row: row.organisation.kind == wanted.kind
    if wanted.market:
        tests["market"] = lambda row: row.organisation.market == wanted.market
    if wanted.alliance:
        tests["alliance"] = is_in_alliance
    return tests


def _counts(values: Iterable[str]) -> dict[str, int]:
    """Returns how often each value stands there, the most frequent first."""
    counted = Counter(values)
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
