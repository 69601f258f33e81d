"""Loads the demonstration: real places and figures, invented organisations and sample benefits."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from landsea.cards.engine.rules import QuotaPeriod
from landsea.cards.services.gate import KEY_PURPOSE
from landsea.cards.services.programmes import add_benefit, create_product, create_programme
from landsea.demo.roles import DEMO_ROLES
from landsea.foundation import keys
from landsea.foundation.actor import Actor, Role
from landsea.insight import queries as insight
from landsea.insight.services import load_published
from landsea.kernel.money import Money
from landsea.kernel.periods import Period
from landsea.kernel.texts import LocalisedText
from landsea.library import queries as library
from landsea.library.services.imports import import_places
from landsea.members import queries as members
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.queries import AllianceValue, OrganisationValue
from landsea.members.services.admission import (
    admit_member,
    apply_for_membership,
    found_alliance,
    register_organisation,
)
from landsea.members.services.people import grant_role, register_person

_ALLIANCE = "demo"
#: Which invented organisation keeps the records of a region.
_KEEPERS = {
    "Chongqing": "demo-chongqing",
    "Liaoning": "demo-liaoning",
    "Singapore": "demo-singapore",
}
_ORGANISATIONS = (
    (
        "demo-office",
        OrganisationKind.OFFICE,
        "CN",
        {"en": "Alliance office (demonstration)", "zh-Hans": "联盟办公室（演示）"},
    ),
    (
        "demo-chongqing",
        OrganisationKind.ATTRACTION,
        "CN",
        {"en": "Chongqing venues (demonstration)", "zh-Hans": "重庆景区（演示）"},
    ),
    (
        "demo-liaoning",
        OrganisationKind.ATTRACTION,
        "CN",
        {"en": "Liaoning venues (demonstration)", "zh-Hans": "辽宁景区（演示）"},
    ),
    (
        "demo-singapore",
        OrganisationKind.ATTRACTION,
        "SG",
        {"en": "Singapore venues (demonstration)", "zh-Hans": "新加坡景区（演示）"},
    ),
)
#: Asks to be admitted, so that the office's home has something to decide.
_APPLICANT = (
    "demo-lakeside-hotel",
    OrganisationKind.HOTEL,
    "CN",
    {"en": "Lakeside hotel (demonstration)", "zh-Hans": "湖畔酒店（演示）"},
)
_APPLICATION = (
    "An invented hotel: 120 rooms beside a lake, ten minutes from the next venue of this alliance."
    " We would like to offer a breakfast to holders of the card."
)
_PLACE_SOURCE = "places"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReport:
    """What was loaded; nothing new when the demonstration was there."""

    is_new: bool
    places: int = 0
    benefits: int = 0
    observations: int = 0


def load_demo(*, now: datetime) -> DemoReport:
    """Loads the demonstration into an empty installation; leaves one that has it alone."""
    by = Actor.system()
    if members.find_organisation_by_slug(_ORGANISATIONS[0][0]) is not None:
        with transaction.atomic():
            _load_people(by, now)
        return DemoReport(is_new=False)
    # One transaction: a set-up that is stopped half-way starts from nothing the next time.
    with transaction.atomic():
        alliance, organisations = _load_members(by, now)
        _load_people(by, now)
        place_count = _load_places(organisations, by, now)
        benefit_count = _load_programme(alliance, by, now)
        observation_count = _load_figures(by, now)
    return DemoReport(
        is_new=True,
        places=place_count,
        benefits=benefit_count,
        observations=observation_count,
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("landsea.demo") / "data" / name).read_text("utf-8")
    return iter(csv.DictReader(text.splitlines()))


def _load_members(by: Actor, now: datetime) -> tuple[AllianceValue, dict[str, OrganisationValue]]:
    names = {
        "en": "Land-Sea Alliance (demonstration)",
        "zh-Hans": "陆海联盟（演示）",
    }
    alliance = found_alliance(_ALLIANCE, LocalisedText.of(names), is_demo=True, by=by, now=now)
    organisations = {
        slug: register_organisation(
            slug, LocalisedText.of(names), kind, market, is_demo=True, by=by, now=now
        )
        for slug, kind, market, names in _ORGANISATIONS
    }
    for organisation in organisations.values():
        admit_member(organisation.id, alliance.id, from_day=now.date(), by=by, now=now)
    slug, kind, market, texts = _APPLICANT
    applicant = register_organisation(
        slug, LocalisedText.of(texts), kind, market, is_demo=True, by=by, now=now
    )
    apply_for_membership(applicant.id, alliance.id, application=_APPLICATION, by=by, now=now)
    return alliance, organisations


def _load_people(by: Actor, now: datetime) -> None:
    """Makes the people whose role a visitor may take, those that an older release lacked.

    Who is there already is left alone: visitors may have taken a role away.
    """
    keepers = [members.find_organisation_by_slug(slug) for slug in _KEEPERS.values()]
    keeper_ids = [keeper.id for keeper in keepers if keeper is not None]
    alliance_id = next(each.id for each in members.list_alliances() if each.slug == _ALLIANCE)
    known = get_user_model().objects.unscoped("people of the demonstration, who are nobody")
    for role in DEMO_ROLES:
        if known.filter(email=role.email).exists():
            continue
        person = register_person(role.email, str(role.title).capitalize(), by=by)
        match role.key:
            case "gate":
                for key in keeper_ids:
                    grant_role(person, Role.GATE, organisation_id=key, by=by, now=now)
            case "editor":
                grant_role(person, Role.EDITOR, organisation_id=keeper_ids[0], by=by, now=now)
            case "member":
                grant_role(person, Role.OFFICE, organisation_id=keeper_ids[0], by=by, now=now)
            case "office":
                grant_role(person, Role.OFFICE, alliance_id=alliance_id, by=by, now=now)
            case "statistician":
                grant_role(person, Role.STATISTICIAN, alliance_id=alliance_id, by=by, now=now)


def _load_places(organisations: dict[str, OrganisationValue], by: Actor, now: datetime) -> int:
    rows = list(_rows("places.csv"))
    for region, slug in _KEEPERS.items():
        report = import_places(
            [row for row in rows if row["region"] == region],
            owner=organisations[slug],
            by=by,
            now=now,
        )
        if report.is_refused:
            raise RuntimeError(f"places.csv has faults: {report.broken[:3]}")
    return len(rows)


def _load_programme(alliance: AllianceValue, by: Actor, now: datetime) -> int:
    programme_id = create_programme(
        "land-sea-card",
        LocalisedText.of({"en": "Land-Sea Card (sample)", "zh-Hans": "陆海旅游卡（示例）"}),
        alliance_id=alliance.id,
        currency="CNY",
        time_zone="Asia/Shanghai",
        is_demo=True,
        by=by,
        now=now,
    )
    keys.ensure_signing_key(KEY_PURPOSE, programme_id, now=now)
    annual = create_product(
        programme_id,
        "annual",
        LocalisedText.of({"en": "Annual card", "zh-Hans": "年卡"}),
        price=Money.of(198, "CNY"),
        by=by,
        now=now,
    )
    seasonal = create_product(
        programme_id,
        "season",
        LocalisedText.of({"en": "Season card", "zh-Hans": "季卡"}),
        price=Money.of(88, "CNY"),
        season=_season(now.date()),
        by=by,
        now=now,
    )
    rows = list(_rows("benefits.csv"))
    venues = library.list_place_ids_by_source(_PLACE_SOURCE, [row["source_key"] for row in rows])
    for row in rows:
        for product_id, name in ((annual, "annual"), (seasonal, "seasonal")):
            add_benefit(
                product_id,
                venues[row["source_key"]],
                uses=int(row[f"uses_{name}"]),
                per=QuotaPeriod(row[f"per_{name}"]),
                rate=Money(int(row["rate_minor"]), "CNY"),
                is_sample=True,
                by=by,
                now=now,
            )
    return 2 * len(rows)


def _season(today: date) -> Period:
    """Returns the quarter of the year that a day is in, and the one after it."""
    first_month = (today.month - 1) // 3 * 3 + 1
    return Period.months(today.replace(month=first_month, day=1), 6)


def _load_figures(by: Actor, now: datetime) -> int:
    report = load_published(_rows("arrivals.csv"), source_file="arrivals.csv", by=by, now=now)
    if report.faults:
        raise RuntimeError(f"arrivals.csv has faults: {report.faults[:3]}")
    return insight.count_observations()


def venue_ids() -> list[UUID]:
    """Lists the demonstration's venues in the order of the sample benefits."""
    keys_in_order = [row["source_key"] for row in _rows("benefits.csv")]
    found = library.list_place_ids_by_source(_PLACE_SOURCE, keys_in_order)
    return [found[key] for key in keys_in_order]
