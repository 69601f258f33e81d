"""The change log in words: what kinds of rows, acts and fields are called, and how values read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from landsea.foundation import formats
from landsea.foundation.actor import ActorKind, Role
from landsea.foundation.history import ChangeValue, Doer
from landsea.kernel.texts import N_, canonical_tag
from landsea.members.engine.labels import ROLE_LABELS

ROWS: Mapping[str, str] = {
    "library.resource": N_("place"),
    "members.organisation": N_("organisation"),
    "members.alliance": N_("alliance"),
    "members.membership": N_("membership"),
    "members.roleassignment": N_("role"),
    "members.invitation": N_("invitation"),
    "members.apitoken": N_("key of a program"),
    "cards.cardprogramme": N_("card programme"),
    "cards.cardproduct": N_("kind of card"),
    "cards.benefit": N_("benefit at a venue"),
    "cards.gate": N_("device at a gate"),
    "cards.card": N_("card"),
    "cards.redemption": N_("admission"),
    "insight.vintage": N_("published figures"),
    "market.listing": N_("listing"),
    "market.project": N_("project"),
    "market.projectsum": N_("sum of projects"),
    "trips.trip": N_("trip"),
    "foundation.user": N_("person"),
}
ACTS: Mapping[str, str] = {
    "accept-invitation": N_("accepted"),
    "admit": N_("admitted"),
    "apply": N_("applied"),
    "block": N_("blocked"),
    "change-profile": N_("changed"),
    "close": N_("closed"),
    "create": N_("made"),
    "edit": N_("changed"),
    "end": N_("ended"),
    "enrol": N_("enrolled"),
    "erase": N_("erased"),
    "found": N_("founded"),
    "give-up-role": N_("given up"),
    "grant-role": N_("given"),
    "invite": N_("sent"),
    "invite-again": N_("sent again"),
    "leave": N_("left"),
    "load": N_("loaded"),
    "pay": N_("paid"),
    "publish": N_("published"),
    "put-back": N_("shown again"),
    "refuse": N_("refused"),
    "register": N_("registered"),
    "reinstate": N_("reinstated"),
    "restore": N_("put back"),
    "revoke": N_("revoked"),
    "suspend": N_("suspended"),
    "take": N_("taken"),
    "take-down": N_("taken down"),
    "take-over": N_("taken over"),
    "unblock": N_("freed"),
    "update": N_("changed"),
    "void": N_("taken back"),
    "withdraw": N_("withdrawn"),
    "withdraw-invitation": N_("withdrawn"),
    "withdraw-role": N_("withdrawn"),
}
FIELDS: Mapping[str, str] = {
    "names": N_("name"),
    "titles": N_("title"),
    "texts": N_("text"),
    "side": N_("side"),
    "languages": N_("languages"),
    "market_codes": N_("markets"),
    "place": N_("place"),
    "contact_url": N_("web address"),
    "take_down_reason": N_("reason"),
    "published_at": N_("published"),
    "stage": N_("stage"),
    "year": N_("year"),
    "sector": N_("sector"),
    "amount_minor": N_("amount in the smallest coin"),
    "kind": N_("kind"),
    "state": N_("state"),
    "city": N_("city"),
    "city_names": N_("city"),
    "district_names": N_("district"),
    "market": N_("market"),
    "opening_hours": N_("opening hours"),
    "hours_note": N_("note on the hours"),
    "price": N_("price"),
    "price_minor": N_("price in the smallest coin"),
    "low_season_price_minor": N_("low season's price in the smallest coin"),
    "currency": N_("currency"),
    "latitude": N_("latitude"),
    "longitude": N_("longitude"),
    "visit_minutes": N_("minutes of a visit"),
    "themes": N_("themes"),
    "grade": N_("grade"),
    "note": N_("note"),
    "source": N_("source"),
    "licence": N_("licence"),
    "role": N_("role"),
    "reason": N_("reason"),
    "void_reason": N_("reason"),
    "starts_on": N_("from"),
    "ends_on": N_("until"),
    "paid_at": N_("paid"),
    "blocked_at": N_("blocked"),
    "voided_at": N_("taken back"),
    "revoked_at": N_("revoked"),
    "venue": N_("venue"),
    "card": N_("card"),
    "product": N_("kind of card"),
    "rate": N_("paid for an admission"),
    "name": N_("name"),
    "scopes": N_("may"),
    "age_band": N_("for whom"),
    "method": N_("how it was scanned"),
    "rows": N_("rows"),
    "file_name": N_("file"),
}
ACTORS: Mapping[str, str] = {
    ActorKind.ANONYMOUS: N_("traveller"),
    ActorKind.PERSON: N_("person without a role"),
    ActorKind.DEVICE: N_("device"),
    ActorKind.INTEGRATION: N_("program"),
    ActorKind.SYSTEM: N_("the installation"),
}
#: Columns that follow from others: a reader learns nothing from them.
_DERIVED = frozenset({"sort_name", "standing"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, in words; of a text in one language, in which."""

    label: str
    language: str
    before: str
    after: str


def row_words(label: str) -> str:
    """Returns what a kind of row is called."""
    return _(ROWS[label]) if label in ROWS else label


def act_words(action: str) -> str:
    """Returns what was done."""
    return _(ACTS[action]) if action in ACTS else action


def field_words(name: str) -> str:
    """Returns what a field is called; rare ones are named as in the table."""
    return _(FIELDS[name]) if name in FIELDS else name.replace("_", " ")


def doer_words(by: Doer) -> str:
    """Returns under which roles somebody acted, or what sort of actor it was."""
    if by.roles:
        return ", ".join(_(ROLE_LABELS[role]) for role in by.roles if role in ROLE_LABELS)
    return _(ACTORS[by.kind]) if by.kind in ACTORS else by.kind


def list_roles() -> list[tuple[str, str]]:
    """Lists the roles that the log may be narrowed to."""
    return [(role.value, _(ROLE_LABELS[role.value])) for role in Role]


def field_changes(change: ChangeValue) -> list[FieldChange]:
    """Lists what became of each field; a text in several languages language by language."""
    return [
        each
        for name, (before, after) in change.patch.items()
        if name not in _DERIVED
        for each in _of_field(field_words(name), before, after)
    ]


def _of_field(label: str, before: object, after: object) -> Iterator[FieldChange]:
    if isinstance(before, dict) or isinstance(after, dict):
        old = before if isinstance(before, dict) else {}
        new = after if isinstance(after, dict) else {}
        for tag in sorted(old.keys() | new.keys()):
            if old.get(tag) != new.get(tag):
                yield FieldChange(
                    label, canonical_tag(tag), value_words(old.get(tag)), value_words(new.get(tag))
                )
        return
    yield FieldChange(label, "", value_words(before), value_words(after))


def value_words(value: object) -> str:
    """Returns a value as the reader's language writes it; nothing for none."""
    language = get_language() or "en"
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value_words(each) for each in value)
    if isinstance(value, int):
        return formats.number(value, language)
    text = str(value)
    if _INSTANT.fullmatch(text):
        return f"{formats.instant(datetime.fromisoformat(text), language)} UTC"
    if _DAY.fullmatch(text):
        return formats.day_long(date.fromisoformat(text), language)
    return text[:8] if _UUID.fullmatch(text) else text
