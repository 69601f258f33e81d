"""What the acts of the table of routes send: forms by their address and what is said after it."""

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from landsea.foundation.ids import uuid7
from landsea.trips.engine.problem import Pace
from tests.access.table import Line
from tests.factories.insight import make_arrivals_row, table_of

#: A listing as a form sends it: its days are not over when it is written.
LISTING: Mapping[str, str] = {
    "alliance": "near",
    "kind": "tour",
    "side": "supply",
    "title-en": "A new title",
    "language": "en",
    "market": "CN",
    "first_day": "2026-11-01",
    "last_day": "2027-11-01",
}
#: Values in braces are those of the table's addresses.
FORMS: Mapping[str, Mapping[str, str]] = {
    "POST /en/account/": {"name": "Li", "language": "de"},
    "POST /en/account/login/": {"login": "nobody@example.org", "password": "wrong"},
    "POST /en/account/signup/": {"email": "no address"},
    "POST /en/demo/tour/change/": {"act": "start"},
    "POST /en/account/roles/": {"role": "{nothing}"},
    "POST /en/trips/new/": {
        "town": "chongqing",
        "starts_on": "2027-03-02",
        "days": "1",
        "pace": Pace.STEADY.value,
        "leaves": "08:30",
        "back": "19:00",
        "must": "{venue}",
    },
    "POST /en/cards/take/{product}/": {"band": "adult"},
    "POST /en/gate/": {"venue": "{venue}", "code": "{free number}", "scan_id": "{new}"},
    "POST /en/gate/pay/{unpaid card}/": {"venue": "{venue}"},
    "POST /en/gate/pay/{unpaid card}/ at one's own venue": {"venue": "{my venue}"},
    "POST /en/gate/void/{admission}/": {"venue": "{venue}", "reason": "scanned twice"},
    "POST /en/gate/void/{admission}/ from one's own venue": {
        "venue": "{my venue}",
        "reason": "scanned twice",
    },
    "POST /en/figures/load/": {"file": "{table}"},
    "POST /en/organisations/{organisation}/edit/": {
        "name-en": "New name",
        "kind": "museum",
        "market": "CN",
    },
    "POST /en/market/{listing}/ publish": {"act": "publish"},
    "POST /en/market/{open listing}/ take down": {"act": "take-down", "reason": "Not ours."},
    "POST /en/market/{listing}/edit/": LISTING,
    "POST /en/desk/{organisation}/listings/new/": LISTING,
    "POST /en/desk/{organisation}/people/ invite": {
        "act": "invite",
        "email": "new@example.org",
        "role": "gate",
    },
    "POST /en/desk/{organisation}/people/ withdraw a role": {
        "act": "withdraw-role",
        "assignment": "{assignment}",
    },
    "POST /en/desk/{organisation}/people/ withdraw an invitation": {
        "act": "withdraw",
        "invitation": "{invitation}",
    },
    "POST /en/desk/{organisation}/keys/new/": {"name": "till", "scope": "cards:sell"},
    "POST /en/desk/{organisation}/membership/ leave": {
        "act": "leave",
        "membership": "{membership}",
    },
    "POST /en/desk/{organisation}/membership/ withdraw": {
        "act": "withdraw",
        "membership": "{application}",
    },
    "POST /en/office/{alliance}/people/ invite": {
        "act": "invite",
        "email": "new@example.org",
        "role": "statistician",
    },
    "POST /en/office/{alliance}/register/": {
        "name-en": "Newly founded",
        "kind": "hotel",
        "market": "CN",
    },
    "POST /en/office/{alliance}/members/{membership}/ suspend": {
        "act": "suspend",
        "reason": "Two complaints.",
    },
    "POST /en/audit/{first import}/restore/": {"row": "library.resource:{imported}"},
}
OBJECTS: Mapping[str, Mapping[str, object]] = {
    "POST /api/v1/memberships": {"alliance": "far", "application": "Let us in."},
    "POST /api/v1/memberships/{membership}/decisions suspend": {
        "decision": "suspend",
        "reason": "Two complaints.",
    },
    "POST /api/v1/memberships/{membership}/decisions leave": {"decision": "leave"},
    "POST /api/v1/places": {
        "key": "hall-7",
        "kind": "museum",
        "names": {"en": "Hall Seven"},
        "country": "CN",
        "source": "our own survey",
    },
    "POST /api/v1/listings": {
        "alliance": "near",
        "kind": "tour",
        "side": "supply",
        "titles": {"en": "A tour"},
        "languages": ["en"],
        "markets": ["CN"],
        "first_day": "2026-11-01",
        "last_day": "2027-11-01",
    },
    "POST /api/v1/listings/{listing}/acts publish": {"act": "publish"},
    "POST /api/v1/listings/{open listing}/acts take down": {
        "act": "take-down",
        "reason": "Not ours.",
    },
    "PATCH /api/v1/places/{place}": {"note": "new"},
    "POST /api/v1/cards": {"product": "{product}"},
    "POST /api/v1/cards/{card}/block": {"reason": "lost"},
    "POST /api/v1/admissions/{admission}/void": {"reason": "scanned twice"},
    "POST /api/v1/gate/scans": {"scan_id": "{new}", "code": "{free number}"},
}
_FILE = "{table}"


def form_of(line: Line, values: Mapping[str, str]) -> dict[str, object]:
    """Returns what a line's act sends as a form."""
    filled: dict[str, object] = {}
    for name, text in FORMS.get(str(line), {}).items():
        if text == _FILE:
            filled[name] = SimpleUploadedFile("a.csv", table_of(make_arrivals_row()))
        else:
            filled[name] = _fill(text, values)
    return filled


def object_of(line: Line, values: Mapping[str, str]) -> dict[str, object]:
    """Returns what a program sends."""
    return {
        name: _fill(value, values) if isinstance(value, str) else value
        for name, value in OBJECTS.get(str(line), {}).items()
    }


def _fill(text: str, values: Mapping[str, str]) -> str:
    if text == "{new}":
        return str(uuid7())
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
