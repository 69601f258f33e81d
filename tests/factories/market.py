"""Listings and lines of the register for tests."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from landsea.foundation.actor import Actor
from landsea.market.engine.listing_input import ListingInput
from landsea.market.engine.listings import Act
from landsea.market.models import Listing
from landsea.market.services.listings import write_listing
from landsea.market.services.register import RegisterReport, import_register
from landsea.market.services.steps import take_step
from tests.factories.members import NOW, make_alliance, make_member

SYSTEM = Actor.system()
#: A sound listing; tests change single fields.
LISTING = ListingInput(
    kind="tour",
    side="supply",
    titles={"en": "Two days among the carvings", "zh-Hans": "石刻两日游"},
    texts={"en": "For groups of ten or more."},
    languages=["en", "zh-Hans"],
    markets=["CN", "SG"],
    place="Dazu",
    contact_url="https://example.org/groups",
    first_day="2026-11-24",
    last_day="2027-02-21",
)
#: A sound row of the register's file.
REGISTER_ROW = {
    "key": "spa-1",
    "type": "project",
    "name_en": "Hot spring resort",
    "name_zh": "温泉度假区",
    "stage": "signed",
    "year": "2026",
    "projects": "",
    "amount": "1200000000",
    "currency": "CNY",
    "sector": "wellness",
    "place_en": "Chongqing",
    "market": "CN",
    "part_of": "",
    "source": "the alliance's notice of signing",
    "source_url": "https://example.org/notice",
    "licence": "none stated",
    "as_of": "2026-11",
    "note": "",
}


def make_input(**fields: object) -> ListingInput:
    """Returns a sound listing as it is written, with other fields."""
    return replace(LISTING, **fields)  # type: ignore[arg-type]


def make_listing(
    given: ListingInput = LISTING,
    *,
    owner: str = "dazu-research-academy",
    alliance: str = "land-sea",
    is_published: bool = True,
    now: datetime = NOW,
) -> Listing:
    """Writes a listing of a member, published unless it is not to be."""
    listing_id = write_listing(
        given,
        organisation_id=make_member(owner, alliance=alliance),
        alliance_id=make_alliance(alliance).id,
        by=SYSTEM,
        now=now,
    )
    if is_published:
        take_step(listing_id, Act.PUBLISH, by=SYSTEM, now=now)
    return reread(listing_id)


def make_open(**fields: object) -> Listing:
    """Writes a listing that is open by the clock of the machine, as pages read it."""
    today = timezone.now().date()
    days = {
        "first_day": (today - timedelta(days=2)).isoformat(),
        "last_day": (today + timedelta(days=30)).isoformat(),
    }
    owner = str(fields.pop("owner", "dazu-research-academy"))
    alliance = str(fields.pop("alliance", "land-sea"))
    return make_listing(
        make_input(**(days | fields)), owner=owner, alliance=alliance, now=timezone.now()
    )


def reread(listing_id: UUID) -> Listing:
    """Returns a listing's row as it is now."""
    return Listing.objects.get(public_id=listing_id)


def make_register_row(**cells: str) -> dict[str, str]:
    """Returns a sound row of the register's file, with other cells."""
    return REGISTER_ROW | cells


def make_sum_row(**cells: str) -> dict[str, str]:
    """Returns a sound row of a published sum."""
    return make_register_row(
        **{"key": "signed", "type": "sum", "projects": "30", "amount": "53200000000"} | cells
    )


def import_rows(*rows: Mapping[str, str], alliance: str = "land-sea") -> RegisterReport:
    """Imports rows into an alliance's register."""
    return import_register(rows, alliance=make_alliance(alliance), by=SYSTEM, now=NOW)
