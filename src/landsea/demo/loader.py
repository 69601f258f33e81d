"""Loads the demonstration: real places and figures, invented organisations and sample benefits."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from landsea.cards.engine.rules import QuotaPeriod
from landsea.cards.services.gate import KEY_PURPOSE
from landsea.cards.services.programmes import add_benefit, create_product, create_programme
from landsea.demo.figures import load_lines_and_made_up_visits
from landsea.demo.market import load_market
from landsea.demo.names import in_all_languages
from landsea.demo.roles import DEMO_ROLES
from landsea.foundation import keys
from landsea.foundation.actor import Actor, Role
from landsea.insight import queries as insight
from landsea.insight.services import load_published
from landsea.kernel.money import Money
from landsea.kernel.periods import Period
from landsea.library import queries as library
from landsea.library.services.events import import_events
from landsea.library.services.holidays import import_holidays
from landsea.library.services.imports import ImportReport, import_places
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
_CITY_ALLIANCE = "demo-liaoning"
#: Which invented organisation keeps the records of a region; those of Liaoning go by city.
_KEEPERS = {
    "Chongqing": "demo-chongqing",
    "SG": "demo-singapore",
    "TH": "demo-thailand",
    "VN": "demo-vietnam",
    "MY": "demo-neighbours",
    "ID": "demo-neighbours",
    "LA": "demo-neighbours",
}
_CITIES = {
    "Shenyang": "沈阳",
    "Dalian": "大连",
    "Anshan": "鞍山",
    "Fushun": "抚顺",
    "Benxi": "本溪",
    "Dandong": "丹东",
    "Jinzhou": "锦州",
    "Yingkou": "营口",
    "Fuxin": "阜新",
    "Liaoyang": "辽阳",
    "Panjin": "盘锦",
    "Tieling": "铁岭",
    "Chaoyang": "朝阳",
    "Huludao": "葫芦岛",
}
#: Cities that are in the first alliance too, so that the sample card opens doors of theirs.
_CITIES_WITH_CARD = ("Dalian", "Benxi", "Anshan")
_OFFICE = (
    "demo-office",
    OrganisationKind.OFFICE,
    "CN",
    {"en": "Alliance office (demonstration)", "zh-Hans": "联盟办公室（演示）"},
)
_ORGANISATIONS = (
    (
        "demo-chongqing",
        OrganisationKind.ATTRACTION,
        "CN",
        {"en": "Chongqing venues (demonstration)", "zh-Hans": "重庆景区（演示）"},
    ),
    (
        "demo-singapore",
        OrganisationKind.ATTRACTION,
        "SG",
        {"en": "Singapore venues (demonstration)", "zh-Hans": "新加坡景区（演示）"},
    ),
    (
        "demo-thailand",
        OrganisationKind.TOURISM_BOARD,
        "TH",
        {
            "en": "Thailand places (demonstration)",
            "zh-Hans": "泰国景点（演示）",
            "th": "สถานที่ในไทย (สาธิต)",
        },
    ),
    (
        "demo-vietnam",
        OrganisationKind.TOURISM_BOARD,
        "VN",
        {
            "en": "Vietnam places (demonstration)",
            "zh-Hans": "越南景点（演示）",
            "vi": "Điểm đến Việt Nam (bản trình diễn)",
        },
    ),
    (
        "demo-neighbours",
        OrganisationKind.ASSOCIATION,
        "MY",
        {
            "en": "Malaysia, Indonesia and Laos (demonstration)",
            "zh-Hans": "马来西亚、印度尼西亚、老挝（演示）",
        },
    ),
)
_CITY_OFFICE = (
    "demo-liaoning",
    OrganisationKind.OFFICE,
    "CN",
    {"en": "Liaoning alliance office (demonstration)", "zh-Hans": "辽宁联盟办公室（演示）"},
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
#: Roles that are held in one keeper; the others, but for the gate's, are held in the alliance.
_IN_THE_FIRST_KEEPER = {
    "editor": Role.EDITOR,
    "member": Role.OFFICE,
    "market-agent": Role.MARKET_AGENT,
}
_PLACE_SOURCE = "places"
_HERITAGE_SOURCE = "heritage"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReport:
    """What was loaded; nothing new when the demonstration was there."""

    is_new: bool
    places: int = 0
    events: int = 0
    benefits: int = 0
    observations: int = 0


def load_demo(*, now: datetime) -> DemoReport:
    """Loads the demonstration into an empty installation; leaves one that has it alone."""
    by = Actor.system()
    if members.find_organisation_by_slug(_OFFICE[0]) is not None:
        with transaction.atomic():
            _load_people(by, now)
            load_lines_and_made_up_visits(by=by, now=now)
            load_market(by=by, now=now)
        return DemoReport(is_new=False)
    # One transaction: a set-up that is stopped half-way starts from nothing the next time.
    with transaction.atomic():
        alliance, organisations = _load_members(by, now)
        _load_people(by, now)
        place_count = _load_places(organisations, by, now)
        event_count = _load_calendar(organisations, by, now)
        benefit_count = _load_programme(alliance, by, now)
        observation_count = _load_figures(by, now)
        load_lines_and_made_up_visits(by=by, now=now)
        load_market(by=by, now=now)
    return DemoReport(
        is_new=True,
        places=place_count,
        events=event_count,
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
    alliance = found_alliance(_ALLIANCE, in_all_languages(names), is_demo=True, by=by, now=now)
    organisations = {
        each[0]: _register(*each, by=by, now=now)
        for each in (_OFFICE, *_ORGANISATIONS, _CITY_OFFICE, *_city_organisations())
    }
    first = [_OFFICE[0], *(each[0] for each in _ORGANISATIONS), *map(_slug, _CITIES_WITH_CARD)]
    for slug in first:
        admit_member(organisations[slug].id, alliance.id, from_day=now.date(), by=by, now=now)
    _load_cities(organisations, by, now)
    slug, kind, market, texts = _APPLICANT
    applicant = _register(slug, kind, market, texts, by=by, now=now)
    apply_for_membership(applicant.id, alliance.id, application=_APPLICATION, by=by, now=now)
    return alliance, organisations


def _load_cities(organisations: dict[str, OrganisationValue], by: Actor, now: datetime) -> None:
    """Founds the alliance of Liaoning's fourteen cities."""
    names = {
        "en": "Fourteen Cities of Liaoning (demonstration)",
        "zh-Hans": "辽宁十四城联盟（演示）",
    }
    alliance = found_alliance(_CITY_ALLIANCE, in_all_languages(names), is_demo=True, by=by, now=now)
    for slug in (_CITY_OFFICE[0], *map(_slug, _CITIES)):
        admit_member(organisations[slug].id, alliance.id, from_day=now.date(), by=by, now=now)


def _city_organisations() -> Iterator[tuple[str, OrganisationKind, str, dict[str, str]]]:
    for city, chinese in _CITIES.items():
        texts = {"en": f"{city} (demonstration)", "zh-Hans": f"{chinese}（演示）"}
        yield _slug(city), OrganisationKind.TOURISM_BOARD, "CN", texts


def _slug(city: str) -> str:
    return f"demo-{city.lower()}"


def _register(
    slug: str,
    kind: OrganisationKind,
    market: str,
    texts: dict[str, str],
    *,
    by: Actor,
    now: datetime,
) -> OrganisationValue:
    names = in_all_languages(texts)
    return register_organisation(slug, names, kind, market, is_demo=True, by=by, now=now)


def _keeper_of(row: dict[str, str]) -> str:
    """Returns which organisation keeps a record, by where it is."""
    if row["country"] != "CN":
        return _KEEPERS[row["country"]]
    return _slug(row["city"]) if row["region"] == "Liaoning" else _KEEPERS[row["region"]]


def _by_keeper(rows: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    kept: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        kept.setdefault(_keeper_of(row), []).append(row)
    return kept


def _load_people(by: Actor, now: datetime) -> None:
    """Makes the people whose role a visitor may take, those that an older release lacked.

    Who is there already is left alone: visitors may have taken a role away.
    """
    keeper_ids = _keeper_ids()
    alliance_id = next(each.id for each in members.list_alliances() if each.slug == _ALLIANCE)
    known = get_user_model().objects.unscoped("people of the demonstration, who are nobody")
    for role in DEMO_ROLES:
        if known.filter(email=role.email).exists():
            continue
        person = register_person(role.email, str(role.title).capitalize(), by=by)
        if role.key == "gate":
            for key in keeper_ids:
                grant_role(person, Role.GATE, organisation_id=key, by=by, now=now)
        elif held := _IN_THE_FIRST_KEEPER.get(role.key):
            grant_role(person, held, organisation_id=keeper_ids[0], by=by, now=now)
        else:
            grant_role(person, Role(role.key), alliance_id=alliance_id, by=by, now=now)


def _keeper_ids() -> list[int]:
    """Lists whose gates the card opens; also an older release's one keeper of Liaoning."""
    slugs = (*dict.fromkeys(_KEEPERS.values()), *map(_slug, _CITIES_WITH_CARD), _CITY_OFFICE[0])
    keepers = [members.find_organisation_by_slug(slug) for slug in slugs]
    return [keeper.id for keeper in keepers if keeper is not None]


def _load_places(organisations: dict[str, OrganisationValue], by: Actor, now: datetime) -> int:
    count = 0
    for name, source in (("places.csv", _PLACE_SOURCE), ("heritage.csv", _HERITAGE_SOURCE)):
        for slug, rows in _by_keeper(_rows(name)).items():
            owner = organisations[slug]
            _accept(import_places(rows, owner=owner, by=by, now=now, source_name=source), name)
            count += len(rows)
    return count


def _load_calendar(organisations: dict[str, OrganisationValue], by: Actor, now: datetime) -> int:
    count = 0
    for slug, rows in _by_keeper(_rows("events.csv")).items():
        _accept(import_events(rows, owner=organisations[slug], by=by, now=now), "events.csv")
        count += len(rows)
    _accept(import_holidays(_rows("holidays.csv"), by=by), "holidays.csv")
    return count


def _accept(report: ImportReport, name: str) -> None:
    if report.is_refused:
        raise RuntimeError(f"{name} has faults: {report.broken[:3]}")


def _load_programme(alliance: AllianceValue, by: Actor, now: datetime) -> int:
    programme_id = create_programme(
        "land-sea-card",
        in_all_languages({"en": "Land-Sea Card (sample)", "zh-Hans": "陆海旅游卡（示例）"}),
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
        in_all_languages({"en": "Annual card", "zh-Hans": "年卡"}),
        price=Money.of(198, "CNY"),
        by=by,
        now=now,
    )
    seasonal = create_product(
        programme_id,
        "season",
        in_all_languages({"en": "Season card", "zh-Hans": "季卡"}),
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
