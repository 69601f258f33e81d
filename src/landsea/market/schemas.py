"""Listings and projects as the JSON interface writes and reads them."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field

from landsea.foundation.api import examples
from landsea.foundation.api.listing import Page
from landsea.foundation.api.schemas import (
    Body,
    MoneyOut,
    PeriodOut,
    Text,
    Texts,
    like,
    texts,
)
from landsea.market.engine.listing_input import (
    LONGEST_ADDRESS,
    LONGEST_PLACE,
    MOST_MARKETS,
    ListingInput,
)
from landsea.market.engine.listings import Act, ListingKind, ListingState, Side, Standing
from landsea.market.engine.projects import Sector, Stage
from landsea.market.queries import ListingValue, RegisterLine

_ORGANISATION = {
    "id": str(examples.ORGANISATION),
    "names": {"en": "Dazu Research Academy"},
    "is_demo": True,
}
_LISTING = {
    "id": str(examples.LISTING),
    "organisation": _ORGANISATION,
    "alliance": examples.ALLIANCE_SLUG,
    "kind": "tour",
    "side": "supply",
    "state": "published",
    "standing": "open",
    "titles": {"en": "Two days among the carvings", "zh-Hans": "石刻两日游"},
    "texts": {"en": "For groups of ten or more."},
    "languages": ["en", "zh-Hans"],
    "markets": ["CN", "SG"],
    "place": "Dazu",
    "contact_url": "https://example.org/groups",
    "period": {"starts_on": "2026-11-24", "ends_on": "2027-02-22"},
    "time_zone": "Asia/Shanghai",
}


class OfferingOut(BaseModel):
    """The organisation to which readers of a listing turn."""

    model_config = like(_ORGANISATION)

    id: UUID
    names: Texts
    is_demo: bool = Field(description="Invented for a demonstration, and so is what it offers.")


class ListingOut(BaseModel):
    """What an organisation offers to the members of an alliance, or looks for among them."""

    model_config = like(_LISTING)

    id: UUID
    organisation: OfferingOut
    alliance: str = Field(description="The alliance's short name.")
    kind: ListingKind
    side: Side
    state: ListingState
    standing: Standing = Field(description="What its state and its period come to now.")
    titles: Texts
    texts: Texts
    languages: list[str] = Field(description="In which it is answered (BCP 47).")
    markets: list[str] = Field(description="Which it is about (ISO 3166-1).")
    place: str
    contact_url: str = Field(description="A page of the organisation's; empty for none.")
    period: PeriodOut
    time_zone: str = Field(description="On whose clock the days begin and end.")

    @classmethod
    def of(cls, listing: ListingValue) -> "ListingOut":
        owner = listing.organisation
        return cls(
            id=listing.public_id,
            organisation=OfferingOut(
                id=owner.public_id, names=texts(owner.names), is_demo=owner.is_demo
            ),
            alliance=listing.alliance.slug,
            kind=listing.kind,
            side=listing.side,
            state=listing.state,
            standing=listing.standing,
            titles=texts(listing.titles),
            texts=texts(listing.texts),
            languages=list(listing.languages),
            markets=list(listing.markets),
            place=listing.place,
            contact_url=listing.contact_url,
            period=PeriodOut.of(listing.period),
            time_zone=listing.time_zone,
        )


class ListingList(Page[ListingOut]):
    """A page of listings."""

    model_config = like({"items": [_LISTING], "next": None})


class ListingQuery(BaseModel):
    """What a list of listings is narrowed to."""

    q: Text = Field("", max_length=100, description="Words of the title or text.")
    kind: ListingKind | None = Field(None, description="What it is about.")
    side: Side | None = Field(None, description="Offered or wanted.")
    alliance: Text = Field("", max_length=80, description="An alliance's short name.")
    market: Text = Field("", max_length=2, description="ISO 3166-1.", examples=["CN"])
    organisation: UUID | None = Field(None, description="Whose it is.")


_NEW = {
    "alliance": examples.ALLIANCE_SLUG,
    "kind": "tour",
    "side": "supply",
    "titles": {"en": "Two days among the carvings"},
    "texts": {"en": "For groups of ten or more."},
    "languages": ["en"],
    "markets": ["CN"],
    "first_day": "2026-11-24",
    "last_day": "2027-02-21",
}


class ListingIn(Body):
    """A new listing, which becomes a draft."""

    model_config = like(_NEW)

    alliance: Text = Field(max_length=80, description="The alliance's short name.")
    kind: ListingKind
    side: Side
    titles: dict[Text, Text] = Field(min_length=1, max_length=50, description="By language.")
    texts: dict[Text, Text] = Field({}, max_length=50, description="Plain text by language.")
    languages: list[Text] = Field(max_length=20, description="In which you answer (BCP 47).")
    markets: list[Text] = Field(max_length=MOST_MARKETS, description="ISO 3166-1.")
    place: Text = Field("", max_length=LONGEST_PLACE)
    contact_url: Text = Field("", max_length=LONGEST_ADDRESS, description="With https://.")
    first_day: date
    last_day: date = Field(description="Still counts.")

    def as_input(self) -> ListingInput:
        """Returns the listing as a form would send it."""
        return ListingInput(
            kind=self.kind.value,
            side=self.side.value,
            titles=self.titles,
            texts=self.texts,
            languages=self.languages,
            markets=self.markets,
            place=self.place,
            contact_url=self.contact_url,
            first_day=self.first_day.isoformat(),
            last_day=self.last_day.isoformat(),
        )


class ListingActIn(Body):
    """What is to be done with a listing."""

    model_config = like(
        {"act": "publish"}, {"act": "take-down", "reason": "It is not of this alliance."}
    )

    act: Act = Field(description="The last two are of the alliance's office.")
    reason: Text = Field("", max_length=500, description="Why it is taken down.")


_PROJECT = {
    "id": str(examples.PROJECT),
    "alliance": examples.ALLIANCE_SLUG,
    "key": "spa-1",
    "names": {"en": "Hot spring resort"},
    "stage": "signed",
    "year": 2026,
    "amount": {"minor": 120_000_000_000, "currency": "CNY"},
    "sector": "wellness",
    "place_names": {"en": "Chongqing"},
    "market": "CN",
    "source": "the alliance's notice of signing",
    "source_url": "https://example.org/notice",
    "licence": "none stated",
    "as_of": "2026-11",
    "note": "",
}
_PART = _PROJECT | {"part_of": ""}
_SUM = _PROJECT | {"id": str(examples.PROJECT_SUM), "key": "signed-2026", "project_count": 30}


class RegisterOut(BaseModel):
    """What a line of the register says, with its source."""

    model_config = like(_PROJECT)

    id: UUID
    alliance: str = Field(description="The alliance's short name.")
    key: str
    names: Texts
    stage: Stage
    year: int | None = Field(description="In which it reached the stage; null: not told.")
    amount: MoneyOut | None = Field(description="Null: not known.")
    sector: Sector | None
    place_names: Texts
    market: str = Field(description="ISO 3166-1; empty when it is not told.")
    source: str
    source_url: str
    licence: str
    as_of: str = Field(description="A year, month or day; empty when it is not told.")
    note: str


class ProjectOut(RegisterOut):
    """One project of the register."""

    model_config = like(_PART)

    part_of: str = Field(description="The key of the published sum that it is among.")

    @classmethod
    def of(cls, line: RegisterLine) -> "ProjectOut":
        return cls(part_of=line.part_of, **_common(line).model_dump())


class ProjectSumOut(RegisterOut):
    """A number of projects that was published together, without its items."""

    model_config = like(_SUM)

    project_count: int

    @classmethod
    def of(cls, line: RegisterLine) -> "ProjectSumOut":
        return cls(project_count=line.project_count or 0, **_common(line).model_dump())


class ProjectList(Page[ProjectOut]):
    """A page of projects."""

    model_config = like({"items": [_PART], "next": None})


class ProjectSumList(Page[ProjectSumOut]):
    """A page of published sums."""

    model_config = like({"items": [_SUM], "next": None})


class RegisterQuery(BaseModel):
    """What a part of the register is narrowed to."""

    alliance: Text = Field("", max_length=80, description="An alliance's short name.")
    stage: Stage | None = Field(None, description="How far a project is.")


def _common(line: RegisterLine) -> RegisterOut:
    return RegisterOut(
        id=line.public_id,
        alliance=line.alliance.slug,
        key=line.key,
        names=texts(line.names),
        stage=line.stage,
        year=line.year,
        amount=MoneyOut.of(line.amount) if line.amount else None,
        sector=line.sector,
        place_names=texts(line.place_names),
        market=line.market,
        source=line.source,
        source_url=line.source_url,
        licence=line.licence,
        as_of=line.as_of,
        note=line.note,
    )
