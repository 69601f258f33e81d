"""The demonstration's market: sample listings of invented organisations, and real projects."""

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib.resources import files

from landsea.foundation.actor import Actor
from landsea.market import queries as market
from landsea.market.engine.listing_input import ListingInput
from landsea.market.engine.listings import Act
from landsea.market.services.listings import write_listing
from landsea.market.services.register import import_register
from landsea.market.services.steps import take_step
from landsea.members import queries as members


def load_market(*, by: Actor, now: datetime) -> None:
    """Loads both where they are missing, also into a demonstration of an older release.

    Such a demonstration lacks some organisations and an alliance: what is theirs is left out.
    """
    _load_listings(by, now)
    known = {line.alliance.slug for line in market.read_register().lines}
    for alliance in members.list_alliances():
        rows = [row for row in _rows("projects.csv") if row["alliance"] == alliance.slug]
        if rows and alliance.slug not in known:
            report = import_register(rows, alliance=alliance, by=by, now=now)
            if report.faults:
                raise RuntimeError(f"projects.csv has faults: {report.faults[:3]}")


def _load_listings(by: Actor, now: datetime) -> None:
    organisations = {each.slug: each.id for each in members.list_organisations()}
    alliances = {each.slug: each.id for each in members.list_alliances()}
    active = members.list_active_members(alliances.values(), now.date())
    written = {
        slug for slug, key in organisations.items() if market.list_own(key, actor=by, now=now)
    }
    for row in _rows("listings.csv"):
        slug, alliance_id = row["organisation"], alliances.get(row["alliance"], 0)
        key = organisations.get(slug, 0)
        if slug in written or key not in active.get(alliance_id, ()):
            continue
        listing_id = write_listing(
            _read(row, now), organisation_id=key, alliance_id=alliance_id, by=by, now=now
        )
        take_step(listing_id, Act.PUBLISH, by=by, now=now)


def _read(row: Mapping[str, str], now: datetime) -> ListingInput:
    tags = {"en": "en", "zh": "zh-Hans", "th": "th", "vi": "vi"}
    return ListingInput(
        kind=row["kind"],
        side=row["side"],
        titles={tag: row[f"title_{name}"] for name, tag in tags.items()},
        texts={"en": row["text_en"], "zh-Hans": row["text_zh"]},
        languages=row["languages"].split(";"),
        markets=row["markets"].split(";"),
        place=row["place"],
        # The day before in UTC: today has begun then in every market of the demonstration.
        first_day=(now - timedelta(days=1)).date().isoformat(),
        last_day=(now + timedelta(days=int(row["days"]))).date().isoformat(),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("landsea.demo") / "data" / name).read_text("utf-8")
    return iter(csv.DictReader(text.splitlines()))
