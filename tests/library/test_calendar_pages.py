"""The calendar: what is on in a month, and one event."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.library.engine.vocabulary import Confidence, ResourceState
from tests.factories.library import make_event, make_holiday, make_place

pytestmark = pytest.mark.django_db

APRIL = "/en/calendar/?month=2026-04"


def read(client: Client, address: str) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def headings(page: str) -> list[str]:
    found = re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", page)
    return [re.sub("<[^>]*>", "", each) for each in found]


def test_a_month_shows_its_events_by_day_and_those_of_unknown_days_after(client: Client) -> None:
    make_event("1", names={"en": "Some feast"}, rule="FREQ=YEARLY;BYMONTH=4")
    make_event("2", names={"en": "Songkran"})
    make_event("3", names={"en": "Race"}, rule="FREQ=YEARLY;BYMONTH=4;BYDAY=1SU")
    make_event("4", names={"en": "May fair"}, rule="FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1")

    page = read(client, APRIL)

    assert headings(page) == ["Race", "Songkran", "Some feast"]
    assert "<h1>What is on in April 2026</h1>" in page
    assert "13–15 Apr 2026" in page
    assert "The sources tell the month, not the day." in page


def test_an_event_that_goes_on_from_the_month_before_is_still_on(client: Client) -> None:
    make_event(rule="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=25;DURATION=P14D")

    assert headings(read(client, APRIL)) == ["Songkran"]


def test_dates_by_the_moon_say_that_they_are_computed(client: Client) -> None:
    event = make_event(rule="RSCALE=VIETNAMESE;FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=6", market="VN")

    assert "by the lunar calendar: can be a day off" in read(client, APRIL)
    assert "by the lunar calendar: can be a day off" in read(
        client, f"/en/calendar/{event.public_id}/"
    )


def test_an_unverified_event_says_so(client: Client) -> None:
    event = make_event(confidence=Confidence.B)

    assert "</svg>unverified</span>" in read(client, APRIL)
    assert "Unverified: no official list" in read(client, f"/en/calendar/{event.public_id}/")


def test_a_city_shows_its_own_events_and_those_of_its_whole_market(client: Client) -> None:
    make_event("1", names={"en": "Everywhere in Thailand"})
    make_event("2", names={"en": "In Chiang Mai"}, city="Chiang Mai")
    make_event("3", names={"en": "In Phuket"}, city="Phuket")
    make_event("4", names={"en": "In Vietnam"}, market="VN")

    by_city = read(client, f"{APRIL}&where=TH/Chiang%20Mai")
    by_market = read(client, f"{APRIL}&where=TH")

    assert headings(by_city) == ["Everywhere in Thailand", "In Chiang Mai"]
    assert headings(by_market) == ["Everywhere in Thailand", "In Chiang Mai", "In Phuket"]
    assert '<option value="TH/Chiang Mai" selected>Thailand: Chiang Mai</option>' in by_city


def test_the_months_beside_it_keep_the_place(client: Client) -> None:
    page = read(client, f"{APRIL}&where=TH")

    assert 'href="/en/calendar/?month=2026-03&amp;where=TH" rel="prev"' in page
    assert 'href="/en/calendar/?month=2026-05&amp;where=TH" rel="next"' in page


def test_public_holidays_stand_in_the_background(client: Client) -> None:
    make_holiday(date(2026, 4, 5), name="Tomb-Sweeping Day")
    make_holiday(date(2026, 4, 13), market="TH", name="Songkran Festival")
    make_holiday(date(2026, 5, 1), name="Labour Day")

    everywhere = read(client, APRIL)
    in_thailand = read(client, f"{APRIL}&where=TH")

    assert ("Tomb-Sweeping Day" in everywhere, "Labour Day" in everywhere) == (True, False)
    assert "Tomb-Sweeping Day" not in in_thailand
    assert "Songkran Festival" in in_thailand


def test_an_empty_month_says_so_and_leads_on(client: Client) -> None:
    page = read(client, f"{APRIL}&where=TH")

    assert "We know of nothing there in this month." in page
    assert 'href="/en/calendar/?month=2026-04">Show everywhere' in page


@pytest.mark.parametrize(
    "query", ["month=2026-13", "month=x", "month=2026-04&where=%00", "where=ZZ/%3Cb%3E"]
)
def test_odd_addresses_are_answered(client: Client, query: str) -> None:
    page = read(client, f"/en/calendar/?{query}")

    assert "What is on in" in page
    assert "<b>" not in page


def test_the_calendar_ends_with_its_century(client: Client) -> None:
    assert 'rel="next"' not in read(client, "/en/calendar/?month=2099-12")


def test_an_event_tells_when_it_comes_where_and_from_whom(client: Client) -> None:
    place = make_place(names={"en": "Wat Pho"})
    event = make_event(venue=place, note="bring a towel")

    page = read(client, f"/en/calendar/{event.public_id}/")

    year = timezone.localdate().year
    assert '<h1 class="display">Songkran</h1>' in page
    assert f"13–15 Apr {year + 1}" in page
    assert "the same rule each year" in page
    assert f'href="/en/places/{place.public_id}/"' in page
    assert '<q lang="en">what the source says</q>' in page
    assert ("the calendar of an office" in page, "bring a towel" in page) == (True, True)


def test_a_place_tells_what_is_on_there(client: Client) -> None:
    place = make_place()
    make_event(venue=place)

    page = read(client, f"/en/places/{place.public_id}/")

    assert headings(page) == ["Songkran"]


def test_a_withdrawn_place_is_not_named_by_its_event(client: Client) -> None:
    place = make_place(names={"en": "A hidden hall"}, state=ResourceState.DRAFT)
    event = make_event(venue=place)

    assert "A hidden hall" not in read(client, f"/en/calendar/{event.public_id}/")


@pytest.mark.parametrize("state", [None, ResourceState.DRAFT])
def test_an_unknown_event_and_a_draft_are_not_found(
    client: Client, state: ResourceState | None
) -> None:
    public_id = make_event(state=state).public_id if state else uuid4()

    response = client.get(f"/en/calendar/{public_id}/")

    assert response.status_code == 404
    assert "There is no such event in the library." in response.content.decode()


def test_a_draft_is_on_no_list(client: Client) -> None:
    make_event(state=ResourceState.DRAFT, market="ID")

    page = read(client, APRIL)

    assert headings(page) == []
    assert "Indonesia" not in page


def test_the_front_page_tells_what_comes_next_each_event_once(client: Client) -> None:
    make_event("1", names={"en": "Race"}, rule="FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=2")
    make_event("2", names={"en": "Songkran"})

    page = read(client, "/en/")

    assert "What is on" in page
    assert sorted(each for each in headings(page) if each in {"Race", "Songkran"}) == [
        "Race",
        "Songkran",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_calendar_asks_the_database_three_times(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    place = make_place()
    for number in range(count):
        make_event(str(number), venue=place)
        make_holiday(date(2026, 4, number + 1))

    # Dates with their events, holidays, where events are held.
    with django_assert_num_queries(3):
        read(client, APRIL)


@pytest.mark.parametrize("count", [1, 3])
def test_an_event_asks_the_database_twice(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    events = [make_event(str(each), venue=make_place(str(each))) for each in range(count)]

    # The event with its owner and place, and its coming days.
    with django_assert_num_queries(2):
        read(client, f"/en/calendar/{events[0].public_id}/")
