"""The demonstration is loaded once, as a whole, and says of itself what it is."""

import csv
from importlib.resources import files

import pytest
from django.test import Client

from landsea.cards import queries as cards
from landsea.demo import loader
from landsea.demo.loader import load_demo, venue_ids
from landsea.demo.roles import DEMO_ROLES
from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import User
from landsea.insight import queries as insight
from landsea.library import queries as library
from landsea.members import queries as members
from landsea.members.models import RoleAssignment
from tests.factories.members import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def rows_of(name: str) -> list[dict[str, str]]:
    text = (files("landsea.demo") / "data" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_the_demonstration_is_loaded_once_and_left_alone_after() -> None:
    first = load_demo(now=NOW)
    again = load_demo(now=NOW)

    assert first.is_new
    assert (first.places, first.events, first.observations) == (
        len(rows_of("places.csv")) + len(rows_of("heritage.csv")),
        len(rows_of("events.csv")),
        len(rows_of("arrivals.csv")),
    )
    assert not again.is_new
    assert library.list_places().total == first.places
    assert insight.count_observations() == first.observations


def test_whatever_is_invented_says_so() -> None:
    load_demo(now=NOW)

    assert all(each.is_demo for each in members.list_organisations())
    assert all(each.is_demo for each in members.list_alliances())
    (programme,) = cards.list_programmes(now=NOW)
    assert programme.is_demo
    benefits = [benefit for product in programme.products for benefit in product.benefits]
    assert len(benefits) == 2 * len(rows_of("benefits.csv"))
    assert all(benefit.is_sample for benefit in benefits)


def test_each_role_is_played_by_somebody_who_can_not_sign_in_with_a_password() -> None:
    load_demo(now=NOW)

    people = {user.email: user for user in User.objects.all()}
    held = {
        role.key: {grant.role for grant in members.list_grants_of(people[role.email].pk)}
        for role in DEMO_ROLES
    }
    assert held == {
        "gate": {Role.GATE},
        "editor": {Role.EDITOR},
        "member": {Role.OFFICE},
        "market-agent": {Role.MARKET_AGENT},
        "office": {Role.OFFICE},
        "clearing-officer": {Role.CLEARING_OFFICER},
        "statistician": {Role.STATISTICIAN},
    }
    assert not any(user.has_usable_password() for user in people.values())


def test_the_office_has_an_application_to_decide_about() -> None:
    load_demo(now=NOW)

    alliance = next(each for each in members.list_alliances() if each.slug == "demo")
    ((membership, application),) = members.list_applications(alliance.id, actor=Actor.system())
    assert membership.organisation.slug == "demo-lakeside-hotel"
    assert "An invented hotel" in application


def test_a_demonstration_of_an_older_release_gets_the_people_that_it_lacks() -> None:
    load_demo(now=NOW)
    RoleAssignment.objects.filter(person__email="gate@demo.invalid").update(withdrawn_at=NOW)
    User.objects.filter(email__startswith="editor@").delete()

    report = load_demo(now=NOW)

    people = {user.email: user.pk for user in User.objects.all()}
    assert not report.is_new
    assert {grant.role for grant in members.list_grants_of(people["editor@demo.invalid"])} == {
        Role.EDITOR
    }
    # A visitor took it away; it stays away.
    assert members.list_grants_of(people["gate@demo.invalid"]) == frozenset()


def test_each_venue_of_the_sample_benefits_is_in_the_library() -> None:
    load_demo(now=NOW)

    ids = venue_ids()

    assert len(set(ids)) == len(rows_of("benefits.csv"))
    assert len(library.list_places_by_ids(ids)) == len(ids)


def test_a_loading_that_is_stopped_half_way_starts_from_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(loader, "_load_figures", stop)
        with pytest.raises(KeyboardInterrupt):
            load_demo(now=NOW)
    left = (members.list_organisations(), library.list_places().total)

    report = load_demo(now=NOW)

    assert left == ([], 0)
    assert report.is_new


@pytest.mark.parametrize("language", ["en", "zh-hans", "de", "fr", "th", "vi"])
def test_every_public_page_shows_the_demonstration_in_each_language(
    client: Client, language: str
) -> None:
    load_demo(now=NOW)

    pages = (
        *("", "about/", "places/", "trips/", "trips/new/", "cards/", "figures/"),
        *("calendar/", "organisations/", "alliances/demo/", "alliances/demo-liaoning/"),
    )

    assert [client.get(f"/{language}/{page}").status_code for page in pages] == [200] * len(pages)


def test_the_demonstration_is_of_two_alliances() -> None:
    load_demo(now=NOW)

    members_of = {
        each.slug: {one.slug.removeprefix("demo-") for one in members.list_members(each.id)}
        for each in members.list_alliances()
    }
    assert set(members_of) == {"demo", "demo-liaoning"}
    assert {"chongqing", "singapore", "thailand", "vietnam"} < members_of["demo"]
    assert len(members_of["demo-liaoning"] - {"liaoning"}) == 14


def test_what_no_official_list_stands_behind_is_marked() -> None:
    load_demo(now=NOW)

    holdings = library.count_holdings()
    rows = [*rows_of("places.csv"), *rows_of("heritage.csv")]
    assert holdings.verified == sum(row["confidence"] == "A" for row in rows)
    assert holdings.unverified == sum(row["confidence"] == "B" for row in rows)
    assert holdings.withheld == len(rows_of("heritage.csv"))


@pytest.mark.parametrize("name", ["places.csv", "heritage.csv", "events.csv"])
def test_no_row_is_doubted_by_its_source_or_bound_to_share_alike(name: str) -> None:
    rows = rows_of(name)

    assert {row["confidence"] for row in rows} <= {"A", "B"}
    assert all(row["source"] for row in rows)
    terms = " ".join(f"{row['licence']} {row.get('coord_source', '')}" for row in rows)
    assert [word for word in ("ODbL", "OpenStreetMap", "CC BY-SA") if word in terms] == []


def test_hours_and_prices_that_are_doubted_are_left_out() -> None:
    rows = rows_of("places.csv")

    doubted = [row["id"] for row in rows if "(C" in row["note"] or "unverified" in row["grade"]]
    told = [
        row["id"]
        for row in rows
        if row["region"] == "Liaoning" and (row["opening_hours"] or row["ticket_price"])
    ]
    assert (doubted, told) == ([], [])


def test_intangible_heritage_comes_by_name_and_listing_only() -> None:
    kept = {"id", "kind", "listing", "listing_year", "city", "district", "region", "country"}
    kept |= {"confidence", "source", "source_url", "licence", "district_en"}

    told = {
        column
        for row in rows_of("heritage.csv")
        for column, value in row.items()
        if value and not column.startswith(("name_", "city_"))
    }

    assert told == kept
