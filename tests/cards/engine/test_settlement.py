"""Whatever the order in which gates tell of their admissions, the same is paid."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.cards.engine.settlement import Book, Scan, ScanChanged, Standing

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def make_scan(number: int, **changes: object) -> Scan:
    values: dict[str, object] = {
        "id": UUID(int=number),
        "entitlement_id": 1,
        "window": "ever",
        "device": "north",
        "sequence": number,
        "gate_at": NOON + timedelta(minutes=number),
    }
    return Scan(**(values | changes))  # type: ignore[arg-type]


@st.composite
def scan_lists(draw: st.DrawFn) -> list[Scan]:
    """Scans of few cards at few gates with wrong clocks, so that they meet often."""
    count = draw(st.integers(1, 14))
    return [
        make_scan(
            number,
            entitlement_id=draw(st.integers(1, 3)),
            window=draw(st.sampled_from(["ever", "2026-11-22"])),
            device=draw(st.sampled_from(["north", "south", "west"])),
            gate_at=NOON + timedelta(hours=draw(st.integers(-24 * 30, 24 * 30))),
            clock_behind=timedelta(minutes=draw(st.sampled_from([-90, 0, 0, 5]))),
        )
        for number in range(1, count + 1)
    ]


USES = {1: 1, 2: 2, 3: 3}
MONTHS = ("2026-10", "2026-11", "2026-12")


def settled(book: Book) -> list[tuple[str, UUID, Standing]]:
    return [
        (period.name, line.scan.id, line.standing)
        for period in book.closed
        for line in period.lines
    ]


@given(scan_lists(), st.sets(st.integers(1, 14)), st.randoms())
def test_any_interleaving_of_the_same_scans_settles_the_same(
    scans: list[Scan], voided: set[int], random: Random
) -> None:
    voids = [UUID(int=number) for number in sorted(voided)]
    at_once, in_parts = Book(USES), Book(USES)
    at_once.receive(scans, voids)
    parcels: list[tuple[list[Scan], list[UUID]]] = [([scan], []) for scan in scans * 2]
    parcels += [([], [void]) for void in voids]
    random.shuffle(parcels)

    for part, part_voids in parcels:
        in_parts.receive(part, part_voids)
        in_parts.settle("2026-11")  # looking at it in between changes nothing
    for book in (at_once, in_parts):
        for month in MONTHS:
            book.close(month)

    assert settled(in_parts) == settled(at_once)


@given(scan_lists(), st.sets(st.integers(1, 14)), st.randoms())
def test_whatever_comes_late_nothing_is_lost_and_no_use_is_paid_twice(
    scans: list[Scan], voided: set[int], random: Random
) -> None:
    book = Book(USES)
    arrivals = [(scan, random.choice(MONTHS)) for scan in scans]
    void_arrivals = [(UUID(int=number), random.choice(MONTHS)) for number in sorted(voided)]

    for month in MONTHS:
        book.receive(
            [scan for scan, when in arrivals if when == month],
            [void for void, when in void_arrivals if when == month],
        )
        book.close(month)
    book.close("2027-01")

    lines = [line for period in book.closed for line in period.lines]
    assert Counter(line.scan.id for line in lines) == Counter(scan.id for scan in scans)
    paid: Counter[tuple[int, str]] = Counter()
    for period in book.closed:
        paid.subtract((scan.entitlement_id, scan.window) for scan in period.reversals)
        paid.update(
            (line.scan.entitlement_id, line.scan.window)
            for line in period.lines
            if line.standing is Standing.PAYABLE
        )
        assert all(0 <= count <= USES[key[0]] for key, count in paid.items())


def test_of_two_gates_that_admitted_one_entry_the_first_is_paid_and_the_other_open() -> None:
    book = Book({1: 1})
    book.receive([make_scan(2, device="south"), make_scan(1, device="north")])

    closed = book.close("2026-11")

    assert [(line.scan.device, line.standing) for line in closed.lines] == [
        ("north", Standing.PAYABLE),
        ("south", Standing.CONFLICT),
    ]


def test_who_was_first_is_told_by_the_corrected_clock() -> None:
    fast = make_scan(1, device="fast", clock_behind=timedelta(minutes=-60), gate_at=NOON)
    right = make_scan(2, device="right", gate_at=NOON - timedelta(minutes=30))
    book = Book({1: 1})
    book.receive([right, fast])

    closed = book.close("2026-11")

    assert [line.scan.device for line in closed.lines] == ["fast", "right"]


def test_a_scan_that_comes_after_its_period_was_closed_goes_to_the_next_and_displaces_nobody() -> (
    None
):
    book = Book({1: 1})
    book.receive([make_scan(5)])
    book.close("2026-11")
    book.receive([make_scan(1)])

    next_month = book.close("2026-12")

    assert [line.standing for line in next_month.lines] == [Standing.CONFLICT]


def test_an_admission_taken_back_after_its_period_was_closed_is_reversed_once() -> None:
    book = Book({1: 1})
    book.receive([make_scan(1)])
    book.close("2026-11")
    book.receive([], [UUID(int=1)])

    december, january = book.close("2026-12"), book.close("2027-01")

    assert [scan.id for scan in december.reversals] == [UUID(int=1)]
    assert january.reversals == ()


def test_a_scan_that_comes_again_changed_is_refused_with_all_that_came_with_it() -> None:
    book = Book({1: 1})
    book.receive([make_scan(1)])

    with pytest.raises(ScanChanged):
        book.receive([make_scan(2), make_scan(1, device="other")])

    assert list(book.scans) == [UUID(int=1)]


def test_a_closed_period_can_not_be_settled_again() -> None:
    book = Book({})
    book.close("2026-11")

    with pytest.raises(ValueError, match="closed"):
        book.settle("2026-11")
