"""The demonstration's market: samples that say so, and projects with their sources."""

import csv
from importlib.resources import files

import pytest
from django.utils import timezone

from landsea.demo.market import load_market
from landsea.foundation.actor import Actor
from landsea.kernel.money import Money
from landsea.market import queries
from landsea.market.engine.projects import Stage
from landsea.market.models import Listing
from landsea.market.queries import ListingFilter
from tests.factories.library import make_owner
from tests.factories.members import make_alliance, make_member

pytestmark = pytest.mark.django_db

DATA = files("landsea.demo") / "data"
SAMPLES = list(csv.DictReader((DATA / "listings.csv").read_text("utf-8").splitlines()))


def load() -> None:
    load_market(by=Actor.system(), now=timezone.now())


@pytest.fixture
def members() -> None:
    """The organisations and alliances of the samples."""
    for row in SAMPLES:
        make_owner(row["organisation"], is_demo=True)
        make_member(row["organisation"], alliance=row["alliance"])


def test_samples_of_each_kind_and_side_are_open_in_both_alliances(members: None) -> None:
    load()

    page = queries.list_open(ListingFilter(), now=timezone.now())
    assert page.total == len(SAMPLES)
    assert {each.alliance.slug for each in page.listings} == {"demo", "demo-liaoning"}
    assert {each.kind for each in page.listings} == {"tour", "project", "post", "licence"}
    assert {each.side for each in page.listings} == {"supply", "demand"}


def test_each_sample_says_in_its_title_that_it_is_one(members: None) -> None:
    load()

    words = {"en": "(sample)", "zh-Hans": "（示例）", "th": "(ตัวอย่าง)", "vi": "(mẫu)"}
    for row in Listing.objects.all():
        assert row.organisation.is_demo
        assert {"en", "zh-Hans"} <= set(row.titles.languages)
        assert [text for tag, text in row.titles if not text.endswith(words[tag])] == []


def test_the_register_holds_what_was_published_and_makes_nothing_up(members: None) -> None:
    load()

    register = queries.read_register()
    told = {
        alliance.slug: [
            (each.stage, each.year, each.project_count, each.amount, each.listed_count)
            for each in totals
        ]
        for alliance, totals in register.totals
    }
    assert told == {
        "demo-liaoning": [(Stage.SIGNED, 2024, 30, Money.of(53_200_000_000, "CNY"), 0)],
        "demo": [(Stage.PRESENTED, 2025, 2, None, 2)],
    }
    assert all(line.source and line.licence for line in register.lines)


def test_what_is_there_is_left_alone(members: None) -> None:
    load()
    Listing.objects.update(place="Elsewhere")

    load()

    assert Listing.objects.filter(place="Elsewhere").count() == len(SAMPLES)
    assert Listing.objects.count() == len(SAMPLES)


def test_an_older_demonstration_gets_what_its_organisations_have() -> None:
    make_member("demo-chongqing", alliance="demo")
    make_alliance("demo-liaoning")

    load()

    owners = {row.organisation.slug for row in Listing.objects.select_related("organisation")}
    assert owners == {"demo-chongqing"}
