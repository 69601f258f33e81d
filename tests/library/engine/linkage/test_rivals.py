from dataclasses import replace

from landsea.library.engine.linkage.pairs import propose_pairs
from tests.library.engine.linkage.making import BESIDE, HERE, make_record, rounded

VAGUE = rounded(HERE, 8.0)


def test_the_better_of_two_partners_in_one_source_takes_the_pair() -> None:
    left = make_record("Baiyun Temple of the Dawn", kind="temple")
    better = make_record("Baiyun Temple of the Dawn", kind="temple", source="b", position=BESIDE)
    worse = make_record("Baiyun Temple", id="2", kind="temple", source="b", position=VAGUE)

    alone = propose_pairs([left], [worse], least_probability=0.0)
    both = propose_pairs([left], [better, worse], least_probability=0.0)

    by_id = {pair.right_id: pair for pair in both}
    assert by_id["1"].probability > 0.99
    assert "2" not in by_id or by_id["2"].probability < alone[0].probability / 2


def test_partners_in_two_sources_are_no_rivals() -> None:
    left = make_record()
    partners = [make_record(source=source, position=BESIDE) for source in ("b", "c")]

    found = propose_pairs([left], partners)

    assert [pair.rival_bits for pair in found] == [0.0, 0.0]


def test_one_place_listed_twice_in_a_source_is_no_rival_of_itself() -> None:
    left = make_record()
    once = make_record(source="b", position=BESIDE)

    found = propose_pairs([left], [once, replace(once, id="2")])

    assert [pair.probability > 0.95 for pair in found] == [True, True]
