from itertools import pairwise

import pytest

from landsea.library.engine.search.finding import find
from landsea.library.engine.search.memory import MemoryIndex
from landsea.library.engine.search.queries import analyse_query
from landsea.library.engine.search.ranking import MatchKind, rank
from landsea.library.engine.search.stores import Candidate
from landsea.library.engine.search.terms import terms_of
from tests.library.engine.search.libraries import make_record, named


def order(query: str, *names: str, language: str = "") -> list[str]:
    """Returns names in the order in which a query ranks records with them."""
    found = find(named(*names), query, language=language)
    return [each.name.text for each in found.results]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        # Nearer before farther: the name, with accents before without, then as it begins.
        ("Đà Lạt", ["Đà Lạt", "Da Lat", "Đà Lạt Station"]),
        ("park", ["Park", "Park Road", "Park Road North", "Old Park"]),
        ("dazu", ["Dazu", "Dazu Rock", "New Dazu"]),
        # One error in a whole name before other words; less of other things before more.
        ("botanic gardn", ["Botanic Garden", "Botanic House Garden", "Botanic House"]),
        # A rare word tells more than a common one.
        (
            "zebra museum",
            ["Zebra Museum of Art", "Zebra House", "City Museum", "Old City Museum"],
        ),
    ],
)
def test_the_better_a_name_meets_the_query_the_earlier_it_comes(
    query: str, names: list[str]
) -> None:
    ranked = order(query, *names[::-1])

    assert ranked == [name for name in names if name in ranked]
    assert ranked[0] == names[0]


def test_of_names_that_meet_alike_the_famous_comes_first() -> None:
    index = MemoryIndex.of(
        make_record(f"{fame}", {"en": "West Gate Park"}, fame=fame) for fame in (10, 90, 50)
    )

    results = find(index, "west gate").results

    assert [each.candidate.id for each in results] == ["90", "50", "10"]


def test_fame_does_not_lift_a_poor_match_over_the_name_itself() -> None:
    index = MemoryIndex.of(
        [
            make_record("named", {"en": "West Gate"}, fame=0),
            make_record("famous", {"en": "West Gate Park"}, fame=100),
        ]
    )

    assert find(index, "west gate").results[0].candidate.id == "named"


def test_a_name_of_today_comes_before_a_name_of_the_past() -> None:
    index = MemoryIndex.of(
        [
            make_record("a-former", {"en": "Mint", "former": "Central Gate"}),
            make_record("b-today", {"en": "Central Gate Hall"}),
            make_record("c-former", {"en": "Hall", "former": "Central Gate Hall"}),
        ]
    )

    results = find(index, "central ga").results

    assert [each.candidate.id for each in results] == ["a-former", "b-today", "c-former"]


def test_what_is_written_in_the_readers_language_comes_first() -> None:
    index = MemoryIndex.of(
        [make_record("a", {"fr": "Orange Park"}), make_record("b", {"en": "Orange Park"})]
    )

    results = find(index, "orange", language="en").results

    assert [each.candidate.id for each in results] == ["b", "a"]


def test_letters_inside_a_word_count_less_than_a_word() -> None:
    assert order("art", "Zoo of Art", "Party Hall Art", "Bart") == ["Zoo of Art", "Party Hall Art"]


def test_the_name_that_was_met_is_told() -> None:
    index = MemoryIndex.of([make_record("x", {"zh-Hans": "大足石刻", "en": "Rock Carvings"})])

    told = {query: find(index, query).results[0] for query in ("rock carvings", "dazu", "大足")}

    assert [(each.name.text, each.kind) for each in told.values()] == [
        ("Rock Carvings", MatchKind.EXACT),
        ("大足石刻", MatchKind.START),
        ("大足石刻", MatchKind.START),
    ]


def test_ranking_needs_no_order_among_the_candidates() -> None:
    index = named("West Gate", "West Gate Park", "Gate West", "Gate")
    query = analyse_query("west gate")
    terms = terms_of(query, index)
    candidates = list(index.load(index.ids))

    assert rank(query, terms, candidates) == rank(query, terms, candidates[::-1])


def test_points_fall_from_one_result_to_the_next() -> None:
    results = find(named("Gate", "Gates", "Gate West", "Old Gate", "Gale"), "gate").results

    assert all(first.points >= second.points for first, second in pairwise(results))


def test_a_record_with_nothing_but_areas_is_no_result() -> None:
    candidate = Candidate("x", 0, ())
    query = analyse_query("gate")

    assert rank(query, terms_of(query, named("Gate")), [candidate]) == []
