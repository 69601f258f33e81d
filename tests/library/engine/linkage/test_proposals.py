from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.kernel.geo import Position, Precision
from landsea.library.engine.linkage.levels import Field
from landsea.library.engine.linkage.pairs import propose_pairs
from landsea.library.engine.linkage.records import Record
from tests.library.engine.linkage.making import (
    BESIDE,
    HERE,
    find_pair,
    level,
    make_record,
    propose,
    rounded,
)

FAR_AWAY = Position(39.9, 116.4)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("大足石刻", "Dazu Rock Carvings"),
        ("大足石刻景区", "dazu shike"),
        ("大足石刻", "Dàzú Shíkè"),
        ("大足石刻", "DAZUSHIKE"),
        ("大足石刻", "大足石刻風景名勝區"),
        ("瀋陽故宮", "沈阳故宫"),
        ("重庆中国三峡博物馆", "Three Gorges Museum, Chongqing"),
        ("小雁塔", "Small Wild Goose Pagoda"),
        ("玉龙雪山", "Jade Dragon Snow Mountain"),
        ("Cầu Vàng", "Golden Bridge"),
        ("Chùa Một Cột", "One Pillar Pagoda"),
        ("Bưu điện trung tâm Sài Gòn", "Saigon Central Post Office"),
        ("Chua Mot Cot", "Chùa Một Cột"),
        ("สวนลุมพินี", "Lumphini Park"),
        ("หาดจอมเทียน", "Jomtien Beach"),
        ("อุทยานแห่งชาติเอราวัณ", "Erawan National Park"),
        ("Musée du Louvre", "Louvre Museum"),
        ("경복궁", "Gyeongbokgung Palace"),
        ("Ancient Town of Laitan", "Laitan Ancient Town"),
        ("Beihai Park", "Behai Park"),
        ("Sai Gon Zoo", "Saigon Zoo"),
        ("The Palace Museum (Forbidden City)", "Palace Museum"),
    ],
)
def test_one_place_is_proposed_whatever_language_it_is_written_in(one: str, other: str) -> None:
    left = make_record(one)
    right = make_record(other, source="right", position=BESIDE)

    assert list(propose(left, to=(right,))) == [("1", "1")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Old Street North Gate", "Old Street South Gate"),
        ("Zhengyang Old Street", "Zhengyang Old Street South Gate"),
        ("磁器口古镇", "磁器口古镇停车场"),
        ("上老街", "下老街"),
        ("第一人民医院", "第二人民医院"),
        ("Changi Terminal 2", "Changi Terminal 3"),
        ("上海博物馆", "上海博物馆东馆"),
        ("Little India", "Little India Station"),
        ("Wat Chalong", "Wat Chalong ที่จอดรถ"),
        ("Hồ Tây cổng Bắc", "Hồ Tây cổng Nam"),
        ("朝阳寺", "清凉洞"),
        ("National Museum of Singapore", "Singapore Art Museum"),
    ],
)
def test_neighbours_are_not_proposed_for_names_that_a_word_parts(one: str, other: str) -> None:
    left = make_record(one)
    right = make_record(other, source="right", position=BESIDE)

    assert propose(left, to=(right,)) == {}


def test_a_hotel_is_not_a_part_of_itself() -> None:
    left = make_record("Marina Bay Sands", kind="hotel")
    right = make_record("Marina Bay Sands Hotel", kind="hotel", source="right", position=BESIDE)

    assert list(propose(left, to=(right,))) == [("1", "1")]


def test_the_same_name_in_another_town_is_another_place() -> None:
    left = make_record("Zhongshan Park", kind="park")
    right = make_record("Zhongshan Park", kind="park", source="right", position=FAR_AWAY)

    assert propose(left, to=(right,)) == {}


def test_the_same_name_in_two_countries_is_two_places() -> None:
    left = make_record("Chinatown", position=None, country="SG")
    right = make_record("Chinatown", position=None, country="TH", source="right")

    assert propose(left, to=(right,)) == {}


def test_without_positions_the_area_decides() -> None:
    left = make_record("虎峰山景区", position=None, areas=("高新区", "重庆"))
    near = make_record("Hufeng Shan", position=None, areas=("Chongqing", "高新"), source="right")
    far = replace(near, id="2", areas=("Shenyang", "沈河区"))

    found = propose(left, to=(near, far))

    assert list(found) == [("1", "1")]


def test_a_former_name_counts_as_a_name() -> None:
    left = make_record("Reunification Palace", former_name="Norodom Palace")
    right = make_record("Palais Norodom", source="right", position=BESIDE)

    assert list(propose(left, to=(right,))) == [("1", "1")]


def test_records_without_a_name_are_found_by_an_external_id() -> None:
    left = make_record("", position=None, external_ids=(("wikidata", "Q5"),))
    right = replace(left, source="right")

    assert list(propose(left, to=(right,))) == [("1", "1")]


def test_an_id_that_a_source_gives_to_many_places_tells_little() -> None:
    ids = (("whs", "1248"),)
    lefts = (
        make_record("Wulong", external_ids=ids),
        make_record("Jinfoshan", id="2", external_ids=ids, position=FAR_AWAY),
    )
    right = make_record("South China Karst", source="right", position=None, external_ids=ids)

    assert propose(*lefts, to=(right,)) == {}


@given(st.sampled_from(["wikidata", "osm"]), st.integers(1, 9), st.integers(1, 9))
def test_records_with_two_ids_of_one_scheme_are_never_a_pair(
    scheme: str, one: int, other: int
) -> None:
    left = make_record(external_ids=((scheme, str(one)),))
    right = make_record(source="right", external_ids=((scheme, str(other)),))

    pairs = propose_pairs([left], [right], least_probability=0.0)

    assert bool(pairs) == (one == other)


NAMES = ("大足石刻", "Dazu Rock Carvings", "Wat Arun", "วัดอรุณ", "Cầu Rồng", "Dragon Bridge")
PLACES = st.builds(
    make_record,
    st.sampled_from(NAMES),
    position=st.sampled_from([None, HERE, BESIDE, rounded(HERE, 8.0), FAR_AWAY]),
    kind=st.sampled_from(["", "heritage", "temple", "hotel"]),
    areas=st.sampled_from([(), ("大足区",), ("Dazu District", "Chongqing")]),
    external_ids=st.sampled_from([(), (("wikidata", "Q1"),), (("wikidata", "Q2"),)]),
)
SIDES = st.lists(PLACES, min_size=1, max_size=6)


def numbered(records: list[Record], source: str) -> list[Record]:
    return [replace(record, id=str(number), source=source) for number, record in enumerate(records)]


@given(SIDES, SIDES)
def test_it_does_not_matter_which_side_a_record_is_on(
    left: list[Record], right: list[Record]
) -> None:
    lefts, rights = numbered(left, "a"), numbered(right, "b")

    there = {
        (pair.left_id, pair.right_id, pair.probability) for pair in propose_pairs(lefts, rights)
    }
    back = {
        (pair.right_id, pair.left_id, pair.probability) for pair in propose_pairs(rights, lefts)
    }

    assert there == back


@given(SIDES, SIDES, st.randoms(use_true_random=False))
def test_it_does_not_matter_in_what_order_records_come(
    left: list[Record], right: list[Record], randomly: object
) -> None:
    lefts, rights = numbered(left, "a"), numbered(right, "b")
    shuffled = [list(lefts), list(rights)]
    for side in shuffled:
        randomly.shuffle(side)  # type: ignore[attr-defined]

    assert propose_pairs(*shuffled) == propose_pairs(lefts, rights)


@given(PLACES)
def test_a_record_is_proposed_with_itself_in_another_source(record: Record) -> None:
    placed = replace(record, position=record.position or HERE)
    again = replace(placed, id="again", source="right")

    assert list(propose(placed, to=(again,))) == [("1", "again")]


@given(
    st.floats(0, 360),
    st.floats(0, 1),
    st.sampled_from([0.8, 8.0, 26.0]),
    st.sampled_from(["museum", "nature"]),
)
def test_a_point_moved_within_its_stated_error_tells_the_same(
    bearing: float, share: float, error_km: float, kind: str
) -> None:
    from math import cos, radians, sin  # noqa: PLC0415 -- of this test alone

    moved = rounded(
        Position(
            HERE.latitude + 0.99 * share * error_km * cos(radians(bearing)) / 111.2,
            HERE.longitude
            + 0.99 * share * error_km * sin(radians(bearing)) / 111.2 / cos(radians(HERE.latitude)),
        ),
        error_km,
    )
    left = make_record(kind=kind)
    there = make_record(kind=kind, source="right", position=rounded(HERE, error_km))

    at_first = find_pair(left, there)
    after = find_pair(left, replace(there, position=moved))

    assert after.probability == at_first.probability


def test_the_vaguer_the_positions_the_less_their_agreement_tells() -> None:
    errors = (0.3, 1.5, 8.0, 26.0, 200.0)

    found = [
        find_pair(make_record(), make_record(source="right", position=rounded(HERE, error)))
        for error in errors
    ]

    assert all(one.probability > other.probability for one, other in pairwise(found))


def test_within_one_list_records_of_one_source_are_less_likely_one_place() -> None:
    left = make_record(position=rounded(HERE, 8.0))
    (mixed,) = propose_pairs([left, replace(left, source="right")])
    (alone,) = propose_pairs([left, replace(left, id="2")])

    assert alone.probability < mixed.probability


def test_the_evidence_adds_up_to_the_probability() -> None:
    pair = find_pair(make_record(), make_record("大足石刻", source="right", position=BESIDE))

    bits = -12 + sum(each.bits for each in pair.evidence) + pair.rival_bits

    assert pair.probability == pytest.approx(1 / (1 + 2**-bits), rel=1e-3)


def test_the_evidence_says_which_names_and_how_far_apart() -> None:
    left = replace(make_record(), names=(("en", "Baodingshan"), ("zh-Hans", "大足石刻")))
    right = make_record("Dazu Rock Carvings", source="right", position=BESIDE, kind="attraction")

    pair = find_pair(left, right)

    assert pair.names == ("大足石刻", "Dazu Rock Carvings")
    assert pair.distance_km == pytest.approx(0.015, abs=0.002)
    assert [level(pair, field) for field in (Field.NAME, Field.POSITION, Field.KIND)] == [
        "READ_ALIKE",
        "SPOT",
        "RELATED",
    ]


def test_the_evidence_is_turned_with_the_sides() -> None:
    one, other = make_record("大足石刻", source="z"), make_record(source="a")

    pair = find_pair(one, other)

    assert (pair.left, pair.right, pair.names) == (one, other, ("大足石刻", "Dazu Rock Carvings"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("5 Jalan Besar", "5 Jalan Besar, Singapore", "SAME"),
        ("渝中区人民路100号", "100 Renmin Road, Yuzhong", "SAME"),
        ("5 Jalan Besar", "75 Jalan Besar", "OTHER_NUMBER"),
        ("5 Jalan Besar", "Jalan Besar", "ALIKE"),
        ("5 Jalan Besar", "9 Orchard Boulevard", "OTHER"),
        ("5 Jalan Besar", "", ""),
    ],
)
def test_addresses_are_compared_by_street_and_number(one: str, other: str, expected: str) -> None:
    pair = find_pair(make_record(address=one), make_record(source="right", address=other))

    assert level(pair, Field.ADDRESS) == expected


def test_two_records_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="same source and id"):
        propose_pairs([make_record()], [make_record()])


def test_no_records_make_no_pairs() -> None:
    assert propose_pairs([], []) == propose_pairs([]) == propose_pairs([make_record()]) == []


def test_a_name_needs_text_and_an_id_a_scheme() -> None:
    with pytest.raises(ValueError, match="language tag with a name"):
        Record(id="1", source="a", names=(("en", " "),))
    with pytest.raises(ValueError, match="external id"):
        Record(id="1", source="a", external_ids=(("", "Q1"),))


def test_a_district_s_centre_is_no_proof_of_nearness() -> None:
    centre = Position(29.4, 106.5, Precision.DISTRICT, 26.0)
    left = make_record("天坑寨子", position=centre, kind="nature")
    right = make_record("铜锣花谷", position=centre, kind="nature", source="right")

    assert propose(left, to=(right,)) == {}
