import re
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from landsea.kernel.geo import Position, Precision
from landsea.kernel.money import Money
from landsea.library.engine.vocabulary import Confidence, ResourceKind, ResourceState
from landsea.library.pages import coordinates
from landsea.library.queries import PAGE_SIZE
from tests.factories.library import NOW, make_element, make_owner, make_place

pytestmark = pytest.mark.django_db

LIST = "/en/places/"
IN_THE_DISTRICT = Position(29.7005, 105.7153, Precision.DISTRICT, 26.0)


def read(client: Client, address: str, **headers: str) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def headings(page: str) -> list[str]:
    found = re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", page)
    return [re.sub("<[^>]*>", "", each) for each in found]


@pytest.mark.parametrize("query", ["大足", "Dazu"])
@pytest.mark.parametrize(
    ("language", "name"), [("en", "Dazu Rock Carvings"), ("zh-hans", "大足石刻景区")]
)
def test_a_search_finds_dazu_in_either_script_and_language(
    client: Client, query: str, language: str, name: str
) -> None:
    make_place("1")
    make_place("2", names={"en": "Chongqing Zoo", "zh-Hans": "重庆动物园"})

    page = read(client, f"/{language}/places/?q={query}")

    assert headings(page) == [name]


def test_a_name_in_another_language_than_the_page_says_which(client: Client) -> None:
    make_place(names={"vi": "Chợ Bến Thành"})

    page = read(client, LIST)

    assert '<span lang="vi" data-tongue="VI" title="Vietnamese">Chợ Bến Thành</span>' in page


def test_a_name_without_latin_letters_is_romanised_and_says_so(client: Client) -> None:
    place = make_place(names={"zh-Hans": "四面山景区"})

    listed = read(client, LIST)
    shown = read(client, f"{LIST}{place.public_id}/")

    romanised = (
        '<span lang="zh-Latn-pinyin" data-tongue="romanised" title="Chinese">'
        "Simian Shan Jingqu</span>"
    )
    assert romanised in listed
    assert romanised in shown
    assert '<span lang="zh-Hans">四面山景区</span>' in shown


def test_a_reader_of_chinese_meets_no_romanised_name(client: Client) -> None:
    place = make_place(names={"zh-Hans": "四面山景区"})

    page = read(client, f"/zh-hans/places/{place.public_id}/")

    assert "Simian" not in page


def test_an_unverified_record_says_so_in_the_list_and_on_its_page(client: Client) -> None:
    sure = make_place("1", names={"en": "A listed hall"})
    unsure = make_place("2", names={"en": "A compiled hall"}, confidence=Confidence.B)

    listed = read(client, LIST)

    assert listed.count("</svg>unverified</span>") == 1
    assert headings(listed) == ["A listed hall", "A compiled hall"]
    assert "Unverified: no official list" in read(client, f"{LIST}{unsure.public_id}/")
    assert "Unverified: no official list" not in read(client, f"{LIST}{sure.public_id}/")


def test_intangible_heritage_is_shown_by_name_and_listing_only(client: Client) -> None:
    element = make_element(names={"en": "Khon"}, note="a secret of the masters")

    listed = read(client, LIST)
    shown = read(client, f"{LIST}{element.public_id}/")

    assert "UNESCO Representative List (2018)" in listed
    assert "Price not known" not in listed
    assert "UNESCO Representative List<small>since 2018</small>" in shown
    assert "its community has not yet agreed to more" in shown
    assert "a secret of the masters" not in shown
    assert "Add to a trip" not in shown


def test_with_its_communitys_consent_more_is_told_of_intangible_heritage(client: Client) -> None:
    element = make_element(note="played by masks", consent_on=NOW.date())

    shown = read(client, f"{LIST}{element.public_id}/")

    assert "played by masks" in shown
    assert "its community has not yet agreed" not in shown


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Anshan Hall", "Élite Hall", "Zoo"]),
        ("zh-hans", ["Zoo", "鞍山厅", "精英厅"]),
        ("vi", ["Anshan Hall", "Élite Hall", "Zoo"]),
    ],
)
def test_a_list_is_ordered_as_its_readers_expect(
    client: Client, language: str, expected: list[str]
) -> None:
    make_place("1", names={"en": "Zoo"})
    make_place("2", names={"en": "Élite Hall", "zh-Hans": "精英厅"})
    make_place("3", names={"en": "Anshan Hall", "zh-Hans": "鞍山厅"})

    page = read(client, f"/{language}/places/")

    assert headings(page) == expected


def test_what_was_typed_stays_and_is_escaped(client: Client) -> None:
    page = read(client, f'{LIST}?q="><script>alert(1)</script>')

    assert "<script>alert" not in page
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page


def test_nothing_found_says_what_was_looked_for_and_what_to_do(client: Client) -> None:
    make_place()

    page = read(client, f"{LIST}?q=Nowhere")

    assert "No place has “Nowhere” in its name" in page
    assert "Show all places" in page
    assert headings(page) == []


def test_an_empty_library_says_how_places_come_in(client: Client) -> None:
    assert "The library holds no places yet." in read(client, LIST)


def test_filters_narrow_the_list_and_stay_chosen(client: Client) -> None:
    make_place("1")
    make_place("2", names={"en": "A museum"}, kind=ResourceKind.MUSEUM)
    make_place("3", names={"en": "A zoo"}, kind=ResourceKind.ZOO, market="SG", city="Singapore")

    by_kind = read(client, f"{LIST}?kind=museum")
    by_market = read(client, f"{LIST}?market=SG")
    by_city = read(client, f"{LIST}?city=Singapore&kind=museum")

    assert (headings(by_kind), headings(by_market)) == (["A museum"], ["A zoo"])
    assert '<option value="museum" selected>Museum (1)</option>' in by_kind
    assert headings(by_city) == []
    assert '<option value="Singapore" selected>' in by_city


def test_a_kind_that_is_none_is_named(client: Client) -> None:
    response = client.get(f"{LIST}?kind=pagoda")

    assert response.status_code == 422
    assert "pagoda" in response.content.decode()


@pytest.mark.parametrize(
    "address", [f"{LIST}?q=%00", f"{LIST}?from=-1", f"{LIST}?from=x", f"{LIST}?from=999999"]
)
def test_odd_addresses_are_answered(client: Client, address: str) -> None:
    make_place()

    assert "<h1>Places</h1>" in read(client, address)


def test_a_long_list_has_pages_that_keep_the_search(client: Client) -> None:
    for number in range(PAGE_SIZE + 1):
        make_place(str(number))

    first = read(client, f"{LIST}?q=dazu")
    second = read(client, f"{LIST}?q=dazu&from={PAGE_SIZE}")

    assert (len(headings(first)), len(headings(second))) == (PAGE_SIZE, 1)
    assert f'href="/en/places/?q=dazu&amp;from={PAGE_SIZE}" rel="next"' in first
    assert 'href="/en/places/?q=dazu" rel="prev"' in second


def test_htmx_gets_the_list_with_its_filters_and_a_reload_the_whole_page(client: Client) -> None:
    make_place()

    part = read(client, LIST, **{"HX-Request": "true"})
    restored = read(client, LIST, **{"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert part.strip().startswith('<div id="results">')
    assert "<html" not in part
    assert '<div class="filters" id="filters" data-hx-swap-oob="true">' in part
    assert "hx-swap-oob" not in restored
    assert "<html" in restored


def test_a_list_tells_free_from_unknown_and_exact_from_rough(client: Client) -> None:
    make_place("1", price=Money(0, "CNY"), grade="5A")
    make_place("2", opening_hours="", position=IN_THE_DISTRICT, grade="4A")
    make_place(
        "3", price=Money(2500, "CNY"), position=Position(29.55, 106.4, Precision.ROUNDED, 8.0)
    )

    articles = read(client, LIST).split('<article class="place">')[1:]

    assert [re.findall(r"Free|Price not known|CN¥[0-9.]+", each) for each in articles] == [
        ["Free"],
        ["Price not known"],
        ["CN¥25.00"],
    ]
    assert "Hours not known" in articles[1]
    assert "Only the area is known" in articles[1]
    assert "Position known to about 8 km" in articles[2]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_however_many_places_are_on_it(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_place(str(number))

    # The places, how many there are, and three filters.
    with django_assert_num_queries(5):
        read(client, f"{LIST}?q=dazu")


def test_a_place_is_shown_in_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = make_place()

    # The place, and what is on there.
    with django_assert_num_queries(2):
        read(client, f"{LIST}{place.public_id}/")


def test_a_place_tells_its_facts_how_surely_and_where_they_come_from(client: Client) -> None:
    place = make_place(
        names={"en": "Dazu Rock Carvings", "zh-Hans": "大足石刻景区", "fr": "Sculptures"},
        world_heritage="WHS 912 (1999)",
        grade="5A",
        owner=make_owner("academy", is_demo=True),
    )

    page = read(client, f"{LIST}{place.public_id}/")

    assert '<span lang="zh-Hans">大足石刻景区</span><span lang="fr">Sculptures</span>' in page
    assert "World Heritage since 1999" in page
    assert "estimated from its kind" in page
    assert "29.70111° N, 105.70500° E" in page
    assert "The position is exact" in page
    assert "the national list" in page
    assert "the source states none" in page
    assert "to be checked" in page
    assert "This does not mean that it is free." in page
    assert "Kept in the library by Academy. This organisation is made up" in page
    assert f'href="/en/trips/new/?must={place.public_id}"' in page
    assert 'href="/en/cards/"' in page


def test_a_place_of_which_only_the_district_is_known_shows_no_point(client: Client) -> None:
    place = make_place(position=IN_THE_DISTRICT)

    page = read(client, f"{LIST}{place.public_id}/")

    assert "Somewhere in Dazu District: only the area is known, not the point." in page
    assert "The position is exact" not in page
    assert ">exact<" not in page
    # The map is given the middle of the area, and that it is an area; nobody reads it as a point.
    read_by_people = re.sub(r'<script.*?</script>|data-features="[^"]*"', "", page)
    assert re.findall(r"29\.7\d*|105\.7\d*", read_by_people) == []


def test_a_rounded_position_has_no_more_decimals_than_it_is_worth(client: Client) -> None:
    place = make_place(position=Position(29.5512, 106.4321, Precision.ROUNDED, 8.0))

    page = read(client, f"{LIST}{place.public_id}/")

    assert "29.6° N, 106.4° E" in page
    assert "within about 8 km of this point" in page


@pytest.mark.parametrize(
    ("position", "shown"),
    [
        (Position(-8.43401, -105.5), "8.43401° S, 105.50000° W"),
        (Position(29.564, 106.55, Precision.ROUNDED, 1.0), "29.56° N, 106.55° E"),
        (IN_THE_DISTRICT, ""),
        (None, ""),
    ],
)
def test_coordinates_are_written_for_the_reader(position: Position | None, shown: str) -> None:
    assert coordinates(position) == shown


def test_a_place_without_position_hours_and_price_says_so(client: Client) -> None:
    place = make_place(position=None, opening_hours="")

    page = read(client, f"{LIST}{place.public_id}/")

    assert "Its position is not known." in page
    assert page.count("not known") >= 4


def test_a_free_place_is_called_free(client: Client) -> None:
    place = make_place(price=Money(0, "CNY"))

    page = read(client, f"{LIST}{place.public_id}/")

    assert "<dt>Price</dt><dd>free</dd>" in page


@pytest.mark.parametrize("state", [None, ResourceState.DRAFT])
def test_an_unknown_place_and_a_draft_are_not_found(
    client: Client, state: ResourceState | None
) -> None:
    public_id = make_place(state=state).public_id if state else uuid4()

    response = client.get(f"{LIST}{public_id}/")

    assert response.status_code == 404
    assert "There is no such place in the library." in response.content.decode()
