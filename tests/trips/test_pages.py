import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from landsea.foundation import formats
from landsea.foundation.actor import Actor, Role
from landsea.kernel.geo import Position
from landsea.library.engine.vocabulary import ResourceKind
from landsea.trips.models import Trip
from landsea.trips.pages import INTERESTS
from landsea.trips.phrases import reason_sentence
from tests.factories.library import make_place
from tests.factories.sessions import sign_in
from tests.factories.trips import QUICK_SECONDS, make_trip, make_wishes

pytestmark = pytest.mark.django_db

TRIPS = "/en/trips/"
NEW = f"{TRIPS}new/"
CENTRE = Position(29.5603, 106.5577)
SINGAPORE = Position(1.2966, 103.8485)


@pytest.fixture(autouse=True)
def quick_designer(settings: Settings) -> None:
    settings.LANDSEA_DESIGN_SECONDS = QUICK_SECONDS


def read(client: Client, address: str) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def make_form(**fields: object) -> dict[str, object]:
    """Returns a form that can be designed, with other fields."""
    day = timezone.localdate() + timedelta(days=7)
    form: dict[str, object] = {
        "town": "chongqing",
        "starts_on": day.isoformat(),
        "days": "1",
        "pace": "steady",
        "leaves": "08:30",
        "back": "19:00",
    }
    return form | fields


def design(client: Client, **fields: object) -> str:
    """Designs a trip through its page and returns the trip's address."""
    response = client.post(NEW, make_form(**fields))
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def test_a_trip_shows_arrivals_waits_visits_and_ways(client: Client) -> None:
    make_place("1", position=CENTRE, opening_hours="Mo-Su 10:00-18:00")

    page = read(client, design(client))

    # Out at 8:30 at the earliest, and there before it opens; the wait is told.
    assert re.search(r"<h1>1 day from Chongqing</h1>", page)
    assert "Dazu Rock Carvings" in page
    assert "Open 10:00–18:00" in page
    assert re.search(r"Back in Chongqing after \d", page)
    assert "Lunch until" in page
    assert "Travel times are estimates" in page


def test_a_wait_is_told_where_a_place_opens_later(client: Client) -> None:
    make_place("1", position=CENTRE, opening_hours="Mo-Su 08:30-10:30")
    make_place("2", position=CENTRE, opening_hours="Mo-Su 15:00-18:00")

    page = read(client, design(client, leaves="08:30"))

    assert re.search(r"Wait .{1,20} until it opens", page)


def test_a_trip_can_be_asked_for_and_read_in_chinese(client: Client) -> None:
    place = make_place()

    response = client.post("/zh-hans/trips/new/", make_form(must=str(place.public_id)))

    address = response["Location"]
    assert address.startswith("/zh-hans/trips/")
    page = read(client, address)
    assert '<html lang="zh-Hans">' in page
    assert "大足石刻景区" in page
    assert "Dazu Rock Carvings" not in page


def test_hours_that_are_assumed_say_so(client: Client) -> None:
    make_place(position=CENTRE, kind=ResourceKind.MARKET, opening_hours="")

    page = read(client, design(client))

    assert "hours assumed" in page
    assert (
        "Nobody has told its hours; 08:00–20:00 is usual for its kind. Ask before you go." in page
    )


def test_a_wished_place_that_nobody_can_find_says_why_it_is_out(client: Client) -> None:
    nowhere = make_place("1", position=None, names={"en": "Lost Temple"})
    make_place("2", position=CENTRE)

    page = read(client, design(client, must=str(nowhere.public_id)))

    assert (
        '<li><strong>Lost Temple</strong><span class="quiet">'
        "Nobody has told where it is, so no way to it can be planned.</span></li>"
    ) in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"days": "0"}, "A trip has 1 to 14 days, not 0."),
        ({"days": "15"}, "A trip has 1 to 14 days, not 15."),
        ({"days": "two"}, "“Days” can’t be used: two."),
        ({"days": "-1"}, "“Days” can’t be used: -1."),
        ({"days": "²"}, "“Days” can’t be used: ²."),
        ({"starts_on": "2026-13-45"}, "“First day” can’t be used: 2026-13-45."),
        ({"starts_on": "soon"}, "“First day” can’t be used: soon."),
        ({"starts_on": "9999-12-31"}, "The trip would start on 31 December 9999: nobody knows"),
        ({"leaves": "25:00"}, "“Leave at” can’t be used: 25:00."),
        ({"leaves": "19:00", "back": "08:30"}, "You would leave at 19:00 and be back at 08:30."),
        ({"town": "atlantis"}, "“atlantis” is not a town in which a trip can start."),
        ({"pace": "gallop"}, "“Pace” can’t be used: gallop."),
        ({"must": "x"}, "“Must see” can’t be used: x."),
        ({"must": str(uuid4())}, "There is no such place in the library."),
    ],
)
def test_a_form_that_can_not_be_designed_says_what_is_wrong(
    client: Client, fields: dict[str, object], sentence: str
) -> None:
    make_place(position=CENTRE)

    response = client.post(NEW, make_form(**fields))

    assert response.status_code == 422
    assert sentence in response.content.decode().replace("&#x27;", "’").replace("can't", "can’t")
    assert not Trip.objects.exists()


def test_a_date_before_today_says_so_and_keeps_nothing(client: Client) -> None:
    make_place(position=CENTRE)
    today = timezone.localdate()
    before = today - timedelta(days=2)

    response = client.post(NEW, make_form(starts_on=before.isoformat()))

    assert response.status_code == 422
    assert (
        f"The trip would start on {formats.day_long(before, 'en')}, but today is"
        in response.content.decode()
    )
    assert "Choose today or a later day." in response.content.decode()
    assert not Trip.objects.exists()
    assert "sessionid" not in response.cookies or not list_trip_links(client)


def list_trip_links(client: Client) -> list[str]:
    return re.findall(r'<a href="(/en/trips/[0-9a-f-]{36}/)">', read(client, TRIPS))


def test_what_was_typed_is_kept_beside_the_fault(client: Client) -> None:
    place = make_place(position=CENTRE)
    far = make_place("far", position=SINGAPORE, names={"en": "Merlion"})
    form = make_form(
        days="15",
        pace="brisk",
        leaves="09:15",
        back="20:45",
        interest=["nature", "food"],
        must=[str(place.public_id), str(far.public_id)],
    )

    page = client.post(NEW, form).content.decode()

    assert re.search(r'name="days"[^>]* value="15"', page)
    assert re.search(r'name="leaves"[^>]* value="09:15"', page)
    assert re.search(r'name="back"[^>]* value="20:45"', page)
    assert re.search(rf'name="starts_on"[^>]* value="{form["starts_on"]}"', page)
    assert re.findall(r'name="pace" value="(\w+)" checked', page) == ["brisk"]
    assert re.findall(r'name="interest" value="(\w+)" checked', page) == ["nature", "food"]
    assert set(re.findall(r'name="must" value="([0-9a-f-]+)" checked', page)) == {
        str(place.public_id),
        str(far.public_id),
    }


def test_what_was_typed_is_escaped(client: Client) -> None:
    page = client.post(NEW, make_form(days='"><script>alert(1)</script>')).content.decode()

    assert "<script>alert" not in page
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page


@pytest.mark.parametrize(
    ("position", "opening_hours", "cause"),
    [
        (SINGAPORE, "Mo-Su 08:30-17:00", r"There, the visit and back take [\d,]+ minutes"),
        (CENTRE, "Mo-Su 08:00-08:20", r"A visit takes 90 minutes, but it is open 20 minutes"),
    ],
)
def test_a_must_see_that_can_not_be_in_is_named_with_why_and_how_to_mend_it(
    client: Client, position: Position, opening_hours: str, cause: str
) -> None:
    make_place("near", position=CENTRE, names={"en": "Hall"})
    must = make_place(position=position, opening_hours=opening_hours)

    response = client.post(NEW, make_form(must=str(must.public_id)))

    page = re.sub(r"\s+", " ", response.content.decode())
    assert response.status_code == 422
    assert "No trip can hold all of these must stops: Dazu Rock Carvings." in page
    assert "Drop one of them, add a day, start earlier or come home later." in page
    assert re.search(cause, page)
    assert not Trip.objects.exists()


def test_a_must_see_that_can_not_be_in_is_named_in_the_readers_language(client: Client) -> None:
    make_place("near", position=CENTRE)
    must = make_place(position=SINGAPORE)

    response = client.post("/zh-hans/trips/new/", make_form(must=str(must.public_id)))

    (fault,) = re.findall(r'role="alert">.*?</div></div>', response.content.decode(), re.DOTALL)
    assert "大足石刻景区" in fault
    assert "Dazu" not in fault


def test_the_form_begins_with_what_an_address_asks_for(client: Client) -> None:
    place = make_place()

    page = read(client, f"{NEW}?must={place.public_id}&must=x&town=nowhere&days=3")

    assert re.findall(r'name="must" value="([0-9a-f-]+)" checked', page) == [str(place.public_id)]
    assert re.search(r'name="days"[^>]* value="3"', page)
    assert '<option value="chongqing" selected>' in page


def test_the_form_offers_what_lies_round_the_town(client: Client) -> None:
    make_place("1", names={"en": "Hall"}, position=CENTRE)
    make_place("2", names={"en": "Merlion"}, position=SINGAPORE)

    here = read(client, f"{NEW}?town=chongqing")
    there = read(client, f"{NEW}?town=singapore")

    assert ("Hall" in here, "Merlion" in here) == (True, False)
    assert ("Hall" in there, "Merlion" in there) == (False, True)


def test_each_interest_has_a_box(client: Client) -> None:
    page = read(client, NEW)

    assert re.findall(r'name="interest" value="(\w+)"', page) == [key for key, _ in INTERESTS]


def test_a_trip_is_listed_for_its_traveller_and_for_nobody_else(client: Client) -> None:
    make_place(position=CENTRE)
    address = design(client)
    other = Client()

    assert list_trip_links(client) == [address]
    assert list_trip_links(other) == []
    assert other.get(address).status_code == 404
    assert other.post(f"{address}delete/").status_code == 404


def test_the_office_does_not_see_travellers_trips(client: Client) -> None:
    make_place(position=CENTRE)
    address = design(client)
    office = Client()
    sign_in(office, Role.OFFICE, organisation_id=make_place("2").owner_id)

    assert office.get(address).status_code == 404


def test_a_trip_that_its_traveller_removes_is_gone(client: Client) -> None:
    make_place(position=CENTRE)
    address = design(client)

    response = client.post(f"{address}delete/", follow=True)

    assert "The trip is gone." in response.content.decode()
    assert client.get(address).status_code == 404


def test_a_trip_is_not_removed_by_following_a_link(client: Client) -> None:
    make_place(position=CENTRE)
    address = design(client)

    assert client.get(f"{address}delete/").status_code == 405
    assert Trip.objects.count() == 1


def test_reading_the_pages_leaves_no_session_behind(client: Client) -> None:
    client.get(TRIPS)
    client.get(NEW)

    assert "sessionid" not in client.cookies


def test_an_installation_without_places_says_that_none_is_near(client: Client) -> None:
    page = read(client, NEW)

    assert "The library has no place near this town to which a way can be planned." in page


@pytest.mark.parametrize("language", ["en", "zh-hans", "de", "fr", "th", "vi"])
def test_the_pages_are_there_in_each_language(client: Client, language: str) -> None:
    make_place(position=CENTRE)

    address = design(client).replace("/en/", f"/{language}/")

    assert client.get(address).status_code == 200
    assert client.get(f"/{language}/trips/new/").status_code == 200


def test_each_parameter_of_a_reason_is_shown_for_the_reader() -> None:
    displaced = [{"en": "Hall"}, {"en": "Gate"}]

    assert reason_sentence("displaced", {"cost": 3, "displaced": displaced}) == (
        "Putting it in would cost 3 points: Hall, Gate would fall out."
    )
    assert reason_sentence("breaks-in-the-way", {"date": "2026-11-25"}) == (
        "It fits only without the meals and rests of the day; 25 November 2026 suits best."
    )


def make_trips(client: Client, count: int) -> None:
    design(client)
    traveller = UUID(client.session["subject"])
    wishes = make_wishes(starts_on=timezone.localdate() + timedelta(days=7))
    for _ in range(count - 1):
        make_trip(wishes, actor=Actor(subject=traveller), now=timezone.now())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    make_place(position=CENTRE)
    make_trips(client, count)

    # The session, and the trips.
    with django_assert_num_queries(2):
        links = list_trip_links(client)

    assert len(links) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_trip_asks_the_database_as_often_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_place(str(number), position=CENTRE)
    address = design(client, days=str(count), leaves="08:00", back="21:00")

    # The session, the trip, its days, their stops, their rests, what is out, the places.
    with django_assert_num_queries(7):
        page = read(client, address)

    assert (page.count('class="ball"'), page.count('class="day"')) == (count, count)


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_asks_the_database_as_often_whatever_it_offers(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_place(str(number), position=CENTRE)

    with django_assert_num_queries(1):
        page = read(client, NEW)

    assert page.count('name="must"') == count
