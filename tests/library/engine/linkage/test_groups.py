from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from landsea.library.engine.linkage.groups import EXTERNAL_ID, REJECTED, WEAK, group_records
from landsea.library.engine.linkage.pairs import ProposedPair
from landsea.library.engine.linkage.records import Record
from tests.library.engine.linkage.making import make_record

A, B, C, D = (make_record(source=source) for source in "abcd")


def pair(left: Record, right: Record, probability: float = 0.95) -> ProposedPair:
    return ProposedPair(
        left=left,
        right=right,
        probability=probability,
        evidence=(),
        names=None,
        distance_km=None,
        rival_bits=0.0,
    )


def test_records_that_are_all_pairs_of_each_other_are_one_group() -> None:
    found = group_records([pair(A, B), pair(B, C), pair(A, C)])

    assert found.groups == ((A, B, C),)
    assert found.cuts == ()


def test_a_chain_of_three_holds_and_of_four_does_not() -> None:
    three = group_records([pair(A, B), pair(B, C)])
    four = group_records([pair(A, B), pair(B, C), pair(C, D)])

    assert three.groups == ((A, B, C),)
    assert max(len(group) for group in four.groups) < 4
    assert {cut.reason for cut in four.cuts} == {WEAK}


def test_a_weak_link_is_cut_from_a_strong_pair() -> None:
    found = group_records([pair(A, B, 0.99), pair(B, C, 0.6)])

    assert found.groups == ((A, B),)
    assert [(cut.left, cut.right, cut.reason) for cut in found.cuts] == [(B.key, C.key, WEAK)]


def test_no_group_holds_two_ids_of_one_scheme() -> None:
    one = make_record(source="a", external_ids=(("wikidata", "Q1"),))
    between = make_record(source="b")
    other = make_record(source="c", external_ids=(("wikidata", "Q2"),))

    found = group_records([pair(one, between, 0.99), pair(between, other, 0.98)])

    assert found.groups == ((one, between),)
    assert [cut.reason for cut in found.cuts] == [EXTERNAL_ID]


def test_what_a_person_rejected_is_never_in_one_group() -> None:
    found = group_records(
        [pair(A, B), pair(B, C), pair(A, C)], rejected=[(C.key, A.key), (B.key, C.key)]
    )

    assert found.groups == ((A, B),)
    assert {cut.reason for cut in found.cuts} == {REJECTED}


def test_what_a_person_confirmed_is_a_group_without_any_pair() -> None:
    found = group_records([pair(A, B, 0.99)], confirmed=[(B, C)])

    assert found.groups == ((A, B, C),)


ALL = list(combinations((A, B, C, D), 2))


@given(
    st.lists(st.tuples(st.sampled_from(ALL), st.floats(0.5, 1.0)), unique_by=lambda each: each[0]),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_pairs_does_not_matter(
    chosen: list[tuple[tuple[Record, Record], float]], randomly: object
) -> None:
    pairs = [pair(*both, probability) for both, probability in chosen]
    shuffled = list(pairs)
    randomly.shuffle(shuffled)  # type: ignore[attr-defined]

    assert group_records(shuffled).groups == group_records(pairs).groups
