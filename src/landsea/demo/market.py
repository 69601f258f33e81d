"""The demonstration's market: sample listings of invented organisations, and real projects."""

import csv
from collections.abc import Iterator
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
    """Loads both where they are missing, also into a demonstration of an older release."""
    for organisation in members.list_organisations():
        samples = [row for row in _rows("listings.csv") if row["organisation"] == organisation.slug]
        if samples and not market.list_own(organisation.id, actor=by, now=now):
            _publish(samples, organisation.id, by, now)
    for alliance in members.list_alliances():
        if alliance.is_demo and not market.read_register().lines:
            report = import_register(_rows("projects.csv"), alliance=alliance, by=by, now=now)
            if report.faults:
                raise RuntimeError(f"projects.csv has faults: {report.faults[:3]}")


def _publish(samples: list[dict[str, str]], organisation_id: int, by: Actor, now: datetime) -> None:
    """Publishes an organisation's samples in each alliance that it belongs to, in turn."""
    _organisation, alliances = market.list_places_to_offer(organisation_id, now=now)
    for number, row in enumerate(samples if alliances else ()):
        listing_id = write_listing(
            ListingInput(
                kind=row["kind"],
                side=row["side"],
                titles={"en": row["title_en"], "zh-Hans": row["title_zh"]},
                texts={"en": row["text_en"], "zh-Hans": row["text_zh"]},
                languages=row["languages"].split(";"),
                markets=row["markets"].split(";"),
                place=row["place"],
                # A day earlier in UTC is today already in the markets of the demonstration.
                first_day=(now - timedelta(days=1)).date().isoformat(),
                last_day=(now + timedelta(days=int(row["days"]))).date().isoformat(),
            ),
            organisation_id=organisation_id,
            alliance_id=alliances[number % len(alliances)].id,
            by=by,
            now=now,
        )
        take_step(listing_id, Act.PUBLISH, by=by, now=now)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("landsea.demo") / "data" / name).read_text("utf-8")
    return iter(csv.DictReader(text.splitlines()))
