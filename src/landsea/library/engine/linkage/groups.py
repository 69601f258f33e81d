"""Groups of records that are of one place, made of pairs; no chain of weak links holds one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from landsea.library.engine.linkage.pairs import ProposedPair
from landsea.library.engine.linkage.records import Record

Key = tuple[str, str]

#: Two groups become one if their records are of one place this likely on average; a pair that was
#: never proposed counts as none. Single links in a row fall below it from the third on.
LEAST_MEAN = 0.45


@dataclass(frozen=True, slots=True)
class Cut:
    """A pair that is in no group together, and why."""

    left: Key
    right: Key
    reason: str  #: one of `EXTERNAL_ID`, `REJECTED`, `WEAK`


EXTERNAL_ID, REJECTED, WEAK = "external-id", "rejected", "weak"


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of two records and more, and the pairs that were cut."""

    groups: tuple[tuple[Record, ...], ...]
    cuts: tuple[Cut, ...]


@dataclass(slots=True)
class _Groups:
    """The state of the grouping: which records are together, and what stands against more."""

    members: dict[Key, list[Record]]
    probabilities: Mapping[tuple[Key, Key], float]
    rejected: frozenset[tuple[Key, Key]]
    cuts: list[Cut] = field(default_factory=list)

    def join(self, one: Key, other: Key, *, is_confirmed: bool) -> None:
        mine, theirs = self.members[one], self.members[other]
        if mine is theirs:
            return
        reason = self._objection(mine, theirs, is_confirmed=is_confirmed)
        if reason:
            self.cuts.append(Cut(one, other, reason))
            return
        mine += theirs
        for record in theirs:
            self.members[record.key] = mine

    def _objection(self, mine: list[Record], theirs: list[Record], *, is_confirmed: bool) -> str:
        pairs = [_ordered(one.key, other.key) for one in mine for other in theirs]
        if any(pair in self.rejected for pair in pairs):
            return REJECTED
        if _have_two_ids(mine, theirs):
            return EXTERNAL_ID
        mean = sum(self.probabilities.get(pair, 0.0) for pair in pairs) / len(pairs)
        return WEAK if mean < LEAST_MEAN and not is_confirmed else ""


def group_records(
    pairs: Iterable[ProposedPair],
    *,
    confirmed: Collection[tuple[Record, Record]] = (),
    rejected: Collection[tuple[Key, Key]] = (),
) -> Grouping:
    """Returns the groups that pairs make; average linkage, from the likeliest pair down.

    What a person confirmed is joined first, as certain; what a person rejected is never in one
    group. Nor are two ids of one external scheme. The order of the pairs does not matter.
    Method: agglomerative clustering of match probabilities (Hassanzadeh et al. 2009, "Framework
    for evaluating clustering algorithms in duplicate detection").
    """
    proposed = sorted(pairs, key=lambda pair: (-pair.probability, _keys_of(pair)))
    certain = sorted(confirmed, key=lambda pair: _ordered(pair[0].key, pair[1].key))
    probabilities = {_keys_of(pair): pair.probability for pair in proposed}
    probabilities |= {_ordered(one.key, other.key): 1.0 for one, other in certain}
    records = {record.key: record for pair in proposed for record in (pair.left, pair.right)}
    records |= {record.key: record for pair in certain for record in pair}
    groups = _Groups(
        members={key: [record] for key, record in records.items()},
        probabilities=probabilities,
        rejected=frozenset(_ordered(one, other) for one, other in rejected),
    )
    for one, other in certain:
        groups.join(one.key, other.key, is_confirmed=True)
    for pair in proposed:
        groups.join(*_keys_of(pair), is_confirmed=False)
    return _result(groups)


def _result(groups: _Groups) -> Grouping:
    distinct = {id(members): members for members in groups.members.values()}
    found = [tuple(sorted(each, key=_key)) for each in distinct.values() if len(each) > 1]
    apart = [
        cut for cut in groups.cuts if groups.members[cut.left] is not groups.members[cut.right]
    ]
    return Grouping(groups=tuple(sorted(found, key=lambda group: group[0].key)), cuts=tuple(apart))


def _have_two_ids(mine: list[Record], theirs: list[Record]) -> bool:
    """Says whether the joined group would hold records whose ids of one scheme contradict."""
    by_scheme: dict[str, list[set[str]]] = {}
    for record in (*mine, *theirs):
        own: dict[str, set[str]] = {}
        for scheme, value in record.external_ids:
            own.setdefault(scheme, set()).add(value)
        for scheme, values in own.items():
            by_scheme.setdefault(scheme, []).append(values)
    return any(not set.intersection(*values) for values in by_scheme.values())


def _key(record: Record) -> Key:
    return record.key


def _keys_of(pair: ProposedPair) -> tuple[Key, Key]:
    return _ordered(pair.left.key, pair.right.key)


def _ordered(one: Key, other: Key) -> tuple[Key, Key]:
    return (one, other) if one <= other else (other, one)
