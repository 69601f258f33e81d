"""Whether a card admits at a venue: rules over values, each of which can say why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from landsea.kernel.periods import Period


class Outcome(StrEnum):
    """What the gate tells its staff at a glance."""

    ADMITTED = "admitted"  #: let the visitor in
    REFUSED = "refused"  #: don't
    WAIT = "wait"  #: not now, but it can be mended here or later


class Rule(StrEnum):
    """The rule that decided."""

    BENEFIT = "benefit"  #: the card's benefit here admits
    READABLE = "readable"  #: what was shown can't be read as a card
    SIGNATURE = "signature"  #: the signature does not hold
    PROGRAMME = "programme"  #: a card of another programme
    KNOWN = "known"  #: no card has this number
    PAID = "paid"  #: the card is taken but not paid
    BLOCKED = "blocked"  #: the card was blocked
    NOT_YET_VALID = "not-yet-valid"  #: its first day is to come
    EXPIRED = "expired"  #: its last day is over
    COVERED = "covered"  #: the card has no benefit at this venue
    ONCE = "once"  #: all uses of the benefit are spent
    ONCE_A_DAY = "once-a-day"  #: all uses of this day are spent


class QuotaPeriod(StrEnum):
    """Over which time a benefit's uses are counted."""

    EVER = "ever"  #: over the card's life
    DAY = "day"  #: on each date of the venue


Detail = str | int | date


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gate decides, the rule that decided, and the facts that a sentence needs."""

    outcome: Outcome
    rule: Rule
    details: Mapping[str, Detail] = field(default_factory=dict)

    @classmethod
    def admitted(cls) -> "Verdict":
        return cls(Outcome.ADMITTED, Rule.BENEFIT)

    @classmethod
    def refused(cls, rule: Rule, **details: Detail) -> "Verdict":
        return cls(Outcome.REFUSED, rule, details)

    @classmethod
    def wait(cls, rule: Rule, **details: Detail) -> "Verdict":
        return cls(Outcome.WAIT, rule, details)

    @property
    def is_admitted(self) -> bool:
        return self.outcome is Outcome.ADMITTED


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What is known of the card that is shown."""

    validity: Period
    is_paid: bool = True
    is_blocked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitlementFacts:
    """The card's benefit at this venue and how far it is used."""

    uses: int
    per: QuotaPeriod
    used: int  #: uses in the window that counts for this visit, voided ones left out
    #: When the last of these was, on the venue's clock.
    last_used: datetime | None = None

    def __post_init__(self) -> None:
        if self.uses < 1 or self.used < 0:
            raise ValueError(f"A benefit has uses, and none is negative: {self}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A card shown at a venue on the venue's date."""

    card: CardFacts
    entitlement: EntitlementFacts | None
    on: date


def quota_window(per: QuotaPeriod, on: date) -> str:
    """Returns the name of the window in which uses are counted: "ever" or the venue's date."""
    return "ever" if per is QuotaPeriod.EVER else on.isoformat()


def paid(visit: Visit) -> Verdict | None:
    return None if visit.card.is_paid else Verdict.wait(Rule.PAID)


def not_blocked(visit: Visit) -> Verdict | None:
    return Verdict.refused(Rule.BLOCKED) if visit.card.is_blocked else None


def within_validity(visit: Visit) -> Verdict | None:
    validity = visit.card.validity
    if visit.on < validity.starts_on:
        return Verdict.wait(Rule.NOT_YET_VALID, first_day=validity.starts_on)
    if visit.on >= validity.ends_on:
        return Verdict.refused(Rule.EXPIRED, last_day=validity.last_day)
    return None


def covered(visit: Visit) -> Verdict | None:
    return None if visit.entitlement else Verdict.refused(Rule.COVERED)


def quota_left(visit: Visit) -> Verdict | None:
    entitlement = visit.entitlement
    if entitlement is None or entitlement.used < entitlement.uses:
        return None
    rule = Rule.ONCE if entitlement.per is QuotaPeriod.EVER else Rule.ONCE_A_DAY
    return Verdict.refused(rule, uses=entitlement.uses, **_last_use(entitlement))


def _last_use(entitlement: EntitlementFacts) -> dict[str, Detail]:
    return {"last_used": entitlement.last_used} if entitlement.last_used else {}


#: In the order in which a person at the gate would ask.
RULES: tuple[Callable[[Visit], Verdict | None], ...] = (
    not_blocked,
    within_validity,
    covered,
    paid,
    quota_left,
)


def admits(visit: Visit) -> Verdict:
    """Says whether the card admits, and by which rule it does not."""
    for rule in RULES:
        if verdict := rule(visit):
            return verdict
    return Verdict.admitted()
