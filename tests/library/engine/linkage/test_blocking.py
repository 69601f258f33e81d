from dataclasses import replace
from time import process_time

import numpy as np

from landsea.kernel.geo import Position, Precision
from landsea.library.engine.linkage.blocking import list_candidates
from landsea.library.engine.linkage.encoding import encode
from landsea.library.engine.linkage.records import Record
from tests.library.engine.linkage.making import HERE, make_record


def count_candidates(lefts: list[Record], rights: list[Record]) -> int:
    encoded = encode([*lefts, *rights])
    is_left = [record.source == "left" for record in encoded.records]
    side = np.where(is_left, -1, 1).astype(np.int8)
    one, _other = list_candidates(encoded, side)
    return len(one)


def test_a_name_that_everything_has_does_not_bring_every_pair() -> None:
    lefts = [make_record("Museum of the City", id=str(number)) for number in range(1000)]
    rights = [replace(record, source="right") for record in lefts]

    assert count_candidates(lefts, rights) < 50_000


def test_records_at_one_wrong_point_do_not_bring_every_pair() -> None:
    lefts = [make_record(f"Na{number:04}me", id=str(number)) for number in range(1000)]
    rights = [replace(record, source="right") for record in lefts]

    assert 1000 <= count_candidates(lefts, rights) < 100_000


def test_a_common_name_is_compared_where_both_records_lie() -> None:
    lefts = [
        make_record("Zhongshan Park", id=str(number), position=Position(20 + number / 50, 110))
        for number in range(200)
    ]
    rights = [replace(record, source="right") for record in lefts]
    encoded = encode([*lefts, *rights])
    side = np.where([record.source == "left" for record in encoded.records], -1, 1).astype(np.int8)

    one, other = list_candidates(encoded, side)

    pairs = {
        frozenset((encoded.records[mine].id, encoded.records[theirs].id))
        for mine, theirs in zip(one, other, strict=True)
    }
    assert all(frozenset((record.id,)) in pairs for record in lefts)


def test_neighbours_across_the_date_line_meet() -> None:
    left = make_record("Reef", position=Position(-16.8, 179.9995))
    right = make_record("Récif", source="right", position=Position(-16.8, -179.9995))

    assert count_candidates([left], [right]) == 1


def test_a_vague_position_meets_an_exact_one_by_its_name() -> None:
    vague = Position(29.4, 106.5, Precision.DISTRICT, 26.0)
    left = make_record("涞滩古镇", position=vague)
    right = make_record("Laitan", source="right", position=HERE)

    assert count_candidates([left], [right]) == 1


def test_a_thousand_records_are_encoded_in_less_than_a_second() -> None:
    records = [
        make_record(f"Lake {number} of Hà Nội 沈阳", id=str(number)) for number in range(1000)
    ]
    encode(records)

    begun = process_time()
    encode(records)

    assert process_time() - begun < 1.0
