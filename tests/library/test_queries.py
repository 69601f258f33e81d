from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from landsea.kernel.errors import NotFound
from landsea.kernel.geo import Position, Precision
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText
from landsea.library.engine.vocabulary import ResourceKind, ResourceState
from landsea.library.queries import (
    PlaceFilter,
    count_facets,
    find_suggestions,
    get_place,
    list_candidates_near,
    list_featured,
    list_place_ids_by_source,
    list_places,
    list_places_by_ids,
    list_places_by_pks,
    list_sources,
)
from tests.factories.library import DAZU, make_owner, make_place

pytestmark = pytest.mark.django_db

CHONGQING = Position(29.56, 106.55)


def names_found(query: str) -> list[str]:
    return [str(place.names) for place in list_places(PlaceFilter(query=query)).places]


@pytest.mark.parametrize(
    "query",
    ["大足", "dazu", "DAZU", " Dazu  rock ", "dázú", "ＤＡＺＵ", "rock dazu", "Dazu-Rock", "石刻"],
)
def test_dazu_is_found_in_either_script_and_however_it_is_typed(query: str) -> None:
    make_place("1")
    make_place("2", names={"en": "Chongqing Zoo", "zh-Hans": "重庆动物园"})

    assert names_found(query) == ["Dazu Rock Carvings"]


def test_what_is_featured_takes_turns_among_markets() -> None:
    for number, market in enumerate(("CN", "CN", "CN", "SG", "SG", "TH")):
        make_place(str(number), names={"en": f"Place {number}"}, market=market)

    featured = [place.market for place in list_featured(limit=5)]

    assert featured == ["CN", "SG", "TH", "CN", "SG"]


@pytest.mark.parametrize("query", ["da nang", "Đà Nẵng", "DANANG", "Ðà nang"])
def test_vietnamese_is_found_with_and_without_its_marks(query: str) -> None:
    make_place(names={"vi": "Bảo tàng Đà Nẵng"})

    found = names_found(query)

    # The last one is written with the Icelandic letter, which is another one.
    assert found == ([] if "Ð" in query else ["Bảo tàng Đà Nẵng"])


@pytest.mark.parametrize("query", ["%", "_", "D%u", "da_u", "\\", "%dazu%"])
def test_wildcards_are_taken_literally(query: str) -> None:
    make_place()

    assert names_found(query) == []


def test_a_percent_sign_in_a_name_is_found_by_itself() -> None:
    make_place("1", names={"en": "100% Design Museum"})
    make_place("2", names={"en": "100 Design Museum"})

    assert names_found("100%") == ["100% Design Museum"]


@pytest.mark.parametrize("query", ["nowhere", "·—", "museum of dazu", "x" * 5000])
def test_a_name_that_nobody_has_finds_nothing(query: str) -> None:
    make_place()

    assert names_found(query) == []


def test_an_equal_name_comes_before_a_beginning_and_that_before_the_middle() -> None:
    make_place("1", names={"en": "Old Dazu Gate"}, world_heritage="WHS 1")
    make_place("2", names={"en": "Dazu Museum"}, grade="4A")
    make_place("3", names={"en": "Dazu Caves"}, grade="5A")
    make_place("4", names={"en": "Dazu"})

    assert names_found("dazu") == ["Dazu", "Dazu Caves", "Dazu Museum", "Old Dazu Gate"]


def test_lists_without_a_query_go_by_standing_and_then_by_name() -> None:
    for number, (name, grade, heritage) in enumerate(
        [
            ("zeta", "", "WHS 1"),
            ("Beta", "4A", ""),
            ("alpha", "4A", ""),
            ("A", "", ""),
            ("ß", "5A", ""),
        ]
    ):
        make_place(str(number), names={"en": name}, grade=grade, world_heritage=heritage)

    assert names_found("") == ["zeta", "ß", "alpha", "Beta", "A"]


def test_a_former_name_still_finds_the_place() -> None:
    make_place(names={"en": "River Wonders"}, former_names={"en": "River Safari"})

    assert names_found("safari") == ["River Wonders"]


def test_a_place_that_matches_by_two_names_is_listed_and_counted_once() -> None:
    make_place(names={"en": "Dazu", "fr": "Dazu", "de": "Dazu Felsen"})

    page = list_places(PlaceFilter(query="dazu"))

    assert (len(page.places), page.total) == (1, 1)


def test_a_draft_is_told_to_nobody() -> None:
    draft = make_place(state=ResourceState.DRAFT)

    assert list_places().total == 0
    assert list_places_by_ids([draft.public_id]) == {}
    assert find_suggestions("dazu") == ()
    assert list_candidates_near(DAZU, radius_km=10) == []
    assert count_facets().kinds == {}
    with pytest.raises(NotFound):
        get_place(draft.public_id)


def test_pages_of_a_list_hold_each_place_once() -> None:
    for number in range(5):
        make_place(str(number), names={"en": "Same name"})

    pages = [list_places(limit=2, offset=offset) for offset in (0, 2, 4)]

    assert len({place.pk for page in pages for place in page.places}) == 5
    assert [(page.first_number, page.last_number) for page in pages] == [(1, 2), (3, 4), (5, 5)]
    assert [page.next_offset for page in pages] == [2, 4, None]
    assert [page.previous_offset for page in pages] == [None, 0, 2]


def test_filters_narrow_the_list_and_facets_count_what_each_would_leave() -> None:
    make_place("1")
    make_place("2", kind=ResourceKind.MUSEUM)
    make_place("3", kind=ResourceKind.MUSEUM, city="Shenyang")
    make_place("4", kind=ResourceKind.ZOO, city="Singapore", market="SG")
    wanted = PlaceFilter(kind=ResourceKind.MUSEUM, market="CN")

    page, facets = list_places(wanted), count_facets(wanted)

    assert page.total == 2
    assert facets.kinds == {ResourceKind.MUSEUM: 2, ResourceKind.HERITAGE: 1}
    assert facets.markets == {"CN": 2}
    assert [(city.city, city.count) for city in facets.cities] == [
        ("Chongqing", 1),
        ("Shenyang", 1),
    ]


def test_a_city_that_records_name_differently_is_counted_once_with_its_fullest_name() -> None:
    make_place("1")
    row = make_place("2")
    row.city_names = LocalisedText.of({"en": "Chongqing", "zh-Hans": "重庆"})
    row.save()

    (city,) = count_facets().cities

    assert (city.count, city.names.languages) == (2, ("en", "zh-Hans"))


def test_facets_follow_the_query() -> None:
    make_place("1")
    make_place("2", names={"en": "Zoo"}, kind=ResourceKind.ZOO)

    assert count_facets(PlaceFilter(query="dazu")).kinds == {ResourceKind.HERITAGE: 1}


def test_a_place_is_told_with_its_owner_and_its_sources() -> None:
    row = make_place(owner=make_owner("academy", is_demo=True), price=Money(11500, "CNY"))

    detail = get_place(row.public_id)

    assert detail.place.price == Money(11500, "CNY")
    assert (str(detail.owner.names), detail.owner.is_demo) == ("Academy", True)
    assert (detail.source, detail.licence_label) == ("the national list", "the source states none")
    assert detail.place.is_exact


def test_a_free_place_is_not_one_of_unknown_price() -> None:
    make_place("1", names={"en": "Free"}, price=Money(0, "CNY"))
    make_place("2", names={"en": "Unknown"})

    assert [place.price for place in list_places().places] == [Money(0, "CNY"), None]


def test_an_unknown_place_is_not_found() -> None:
    with pytest.raises(NotFound):
        get_place(uuid4())


def test_a_place_that_was_withdrawn_is_still_told_to_those_who_hold_its_key() -> None:
    draft = make_place(state=ResourceState.DRAFT)

    assert str(list_places_by_pks([draft.pk, 0])[draft.pk].names) == "Dazu Rock Carvings"


def test_places_are_found_by_the_keys_of_their_collection() -> None:
    place = make_place("cq-0001")
    make_place("cq-0002")

    assert list_place_ids_by_source("tests", ["cq-0001", "none"]) == {"cq-0001": place.public_id}
    assert list_place_ids_by_source("another", ["cq-0001"]) == {}


def test_suggestions_begin_with_what_was_typed_before_those_that_hold_it() -> None:
    make_place("1", names={"en": "Old Dazu"})
    place = make_place("2", names={"en": "Dazu Museum", "fr": "Musée de Dazu"})

    suggestions = find_suggestions("DÀ")

    assert [each.text for each in suggestions] == ["Dazu Museum", "Old Dazu"]
    assert suggestions[0].public_id == place.public_id


@pytest.mark.parametrize("beginning", ["", " ", "·", "%"])
def test_nothing_typed_suggests_nothing(beginning: str) -> None:
    make_place()

    assert find_suggestions(beginning) == ()


def test_candidates_are_near_enough_exact_enough_and_nearest_first() -> None:
    make_place("far", position=DAZU)
    make_place("near", names={"en": "Near"}, position=Position(29.57, 106.55))
    make_place(
        "rough", names={"en": "Rough"}, position=Position(29.6, 106.5, Precision.ROUNDED, 8.0)
    )
    make_place("too rough", position=Position(29.6, 106.5, Precision.ROUNDED, 80.0))
    make_place("district", position=Position(29.56, 106.55, Precision.DISTRICT, 26.0))
    make_place("unknown", position=None)

    near = list_candidates_near(CHONGQING, radius_km=50)

    assert [str(place.names) for place in near] == ["Near", "Rough"]
    assert len(list_candidates_near(CHONGQING, radius_km=120)) == 3
    assert len(list_candidates_near(CHONGQING, radius_km=50, max_error_km=1000)) == 3


@pytest.mark.parametrize(
    ("centre", "place"),
    [
        (Position(0, 179.9), Position(0, -179.9)),
        (Position(89.9, 0), Position(89.9, 180)),
        (Position(0, 0), Position(0.3, 0.3)),
    ],
)
def test_distances_hold_across_the_date_line_and_at_the_pole(
    centre: Position, place: Position
) -> None:
    make_place(position=place)

    assert len(list_candidates_near(centre, radius_km=50)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_two_queries_and_facets_three_however_many_places(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_place(str(number))

    with django_assert_num_queries(2):
        page = list_places(PlaceFilter(query="dazu"))
    with django_assert_num_queries(3):
        count_facets(PlaceFilter(query="dazu"))

    assert page.total == count


def test_sources_are_listed_with_their_terms_and_how_many_places_rest_on_them() -> None:
    make_place("1")
    make_place("2")
    make_place("3", state=ResourceState.DRAFT)

    (source,) = list_sources()

    assert (source.source, source.licence_label, source.count) == (
        "the national list",
        "the source states none",
        2,
    )
