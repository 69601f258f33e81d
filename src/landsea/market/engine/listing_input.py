"""What somebody writes about a listing, and what is wrong with it."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from landsea.foundation.faults import FieldFault, InvalidFields
from landsea.kernel.periods import Period, add_months
from landsea.kernel.texts import LANGUAGES, N_, LocalisedText, canonical_tag
from landsea.market.engine.listings import ListingKind, Side

LONGEST_TITLE = 120
LONGEST_TEXT = 4000
LONGEST_PLACE = 200
LONGEST_ADDRESS = 300
MOST_MARKETS = 20
#: A listing that nobody looks after ends within this many months.
LONGEST_MONTHS = 24

AnyChoice = TypeVar("AnyChoice", bound=StrEnum)

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
#: As numbers are written across borders, of mobile phones in China, and with an area code.
_TELEPHONE = re.compile(
    r"\+\d(?:[ ()/-]{0,2}\d){7,14}|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingInput:
    """A listing as it was written, right or wrong."""

    kind: str = ""
    side: str = ""
    #: By language tag.
    titles: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    languages: Sequence[str] = ()
    markets: Sequence[str] = ()
    place: str = ""
    contact_url: str = ""
    #: ISO 8601 dates; the last day still counts.
    first_day: str = ""
    last_day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingDraft:
    """A listing that can be kept."""

    kind: ListingKind
    side: Side
    titles: LocalisedText
    texts: LocalisedText
    #: In which languages the organisation answers.
    languages: tuple[str, ...]
    #: The markets that it is about (ISO 3166-1).
    markets: tuple[str, ...]
    place: str
    contact_url: str
    period: Period


def read_listing(given: ListingInput, *, market_codes: Collection[str]) -> ListingDraft:
    """Returns what was written; raises InvalidFields with everything that is wrong with it."""
    reader = _Reader()
    kind = reader.choice("kind", given.kind, ListingKind)
    side = reader.choice("side", given.side, Side)
    titles = reader.texts("titles", given.titles, longest=LONGEST_TITLE)
    texts = reader.texts("texts", given.texts, longest=LONGEST_TEXT)
    languages = reader.languages(given.languages)
    markets = reader.markets(given.markets, market_codes)
    place = reader.text("place", given.place, longest=LONGEST_PLACE)
    contact_url = reader.address(given.contact_url)
    period = reader.period(given.first_day, given.last_day)
    if not titles and not any(each.field == "titles" for each in reader.faults):
        reader.fault(
            "titles", N_("The title is missing."), N_("Write it in at least one language.")
        )
    if kind is None or side is None or period is None or reader.faults:
        raise InvalidFields(reader.faults)
    return ListingDraft(
        kind=kind,
        side=side,
        titles=titles,
        texts=texts,
        languages=languages,
        markets=markets,
        place=place,
        contact_url=contact_url,
        period=period,
    )


@dataclass(slots=True)
class _Reader:
    """Reads field by field while it notes what is wrong."""

    faults: list[FieldFault] = field(default_factory=list)

    def fault(self, name: str, what: str, mend: str, **params: str | int) -> None:
        known = tuple((key, str(value)) for key, value in params.items())
        self.faults.append(FieldFault(name, what, mend, known))

    def choice(self, name: str, value: str, choices: type[AnyChoice]) -> AnyChoice | None:
        if value in set(choices):
            return choices(value)
        self.fault(name, N_("Nothing was chosen."), N_("Choose one of the list."))
        return None

    def text(self, name: str, value: str, *, longest: int) -> str:
        text = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
        if len(text) > longest:
            self.fault(
                name,
                N_("This text is too long."),
                N_("Shorten it to {longest} characters."),
                longest=longest,
            )
        elif _CONTROL.search(text):
            self.fault(name, N_("This holds control characters."), N_("Write plain text only."))
        elif _MAIL_ADDRESS.search(text) or _TELEPHONE.search(text):
            # A listing is the organisation's: what stands in it may be kept for years.
            self.fault(
                name,
                N_("An e-mail address or a telephone number stands here."),
                N_("Leave it out: readers reach your organisation, not a person."),
            )
        return text

    def texts(self, name: str, given: Mapping[str, str], *, longest: int) -> LocalisedText:
        kept: dict[str, str] = {}
        for tag, value in given.items():
            if not value.strip():
                continue
            if not _TAG.fullmatch(tag) or canonical_tag(tag) in kept:
                self.fault(
                    name,
                    N_("This is not a language, or it stands here twice."),
                    N_("Use its tag by BCP 47, say “en” or “zh-Hans”."),
                )
                continue
            kept[canonical_tag(tag)] = self.text(name, value, longest=longest)
        return LocalisedText.of(kept)

    def languages(self, given: Sequence[str]) -> tuple[str, ...]:
        if not given or set(given) - set(LANGUAGES):
            self.fault(
                "languages",
                N_("No language was chosen in which you answer."),
                N_("Choose at least one."),
            )
        return tuple(tag for tag in LANGUAGES if tag in given)

    def markets(self, given: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
        codes = sorted({code.strip().upper() for code in given if code.strip()})
        if not codes or len(codes) > MOST_MARKETS or set(codes) - set(known):
            self.fault(
                "markets",
                N_("It is not said which markets this is about."),
                N_("Choose 1 to {most} markets."),
                most=MOST_MARKETS,
            )
        return tuple(codes)

    def address(self, value: str) -> str:
        address = value.strip()
        if not address:
            return ""
        try:
            parts = urlsplit(address)
            is_sound = parts.scheme == "https" and "." in (parts.hostname or "")
            is_sound = is_sound and parts.username is None and address.isprintable()
        except ValueError:
            is_sound = False
        if not is_sound or len(address) > LONGEST_ADDRESS or " " in address:
            self.fault(
                "contact_url",
                N_("This is not a web address that can be opened."),
                N_("Write one that begins with https://, or leave it empty."),
            )
        return address

    def period(self, first_day: str, last_day: str) -> Period | None:
        first, last = self.day("first_day", first_day), self.day("last_day", last_day)
        if first is None or last is None:
            return None
        if last < first:
            self.fault(
                "last_day", N_("The last day is before the first."), N_("Choose a later one.")
            )
            return None
        if last > add_months(first, LONGEST_MONTHS):
            self.fault(
                "last_day",
                N_("This is longer than a listing stays open."),
                N_("Choose a last day within {months} months; you can move it later."),
                months=LONGEST_MONTHS,
            )
            return None
        return Period.days(first, (last - first).days + 1)

    def day(self, name: str, value: str) -> date | None:
        try:
            day = date.fromisoformat(value.strip())
        except ValueError:
            day = None
        # The calendar has no room for sums of months at its ends.
        if day is None or not 2000 <= day.year <= 2999:
            self.fault(name, N_("This is not a date."), N_("Write it like this: 2026-11-30."))
            return None
        return day
