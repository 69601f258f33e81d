"""What a period's clearing starts from: terms of venues and issuers, sales, visits, rates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from landsea.cards.engine.recognition import SoldLot
from landsea.kernel.periods import Period


class Basis(StrEnum):
    """By what a venue is paid."""

    FIXED = "fixed"  #: so much for a card's first visit there, so much for each further one
    POOL = "pool"  #: a share of the pool, by ticket price times visits


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueTerms:
    """What is agreed with a venue, amounts in minor units.

    Fixed amounts are of the member's currency; ticket price, cap and guarantee of the
    programme's. Cap and guarantee are of the period.
    """

    venue: str
    member: str
    basis: Basis
    first_minor: int = 0
    further_minor: int = 0
    ticket_minor: int = 0
    cap_minor: int | None = None
    guarantee_minor: int = 0
    #: Version of the rule, which postings name.
    version: int = 1

    def __post_init__(self) -> None:
        amounts = (self.first_minor, self.further_minor, self.ticket_minor, self.guarantee_minor)
        if min(amounts) < 0 or (self.cap_minor is not None and self.cap_minor < 0):
            raise ValueError(f"No amount agreed with a venue is negative: {self}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerTerms:
    """What an issuer keeps of each sale, in thousandths of the price without tax."""

    issuer: str
    commission_permille: int

    def __post_init__(self) -> None:
        if not 0 <= self.commission_permille <= 1000:
            raise ValueError(f"A commission is between nothing and all: {self}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """Cards that an issuer sold on a day at one price for one validity, tax included."""

    issuer: int  #: place in the issuers' tuple
    sold_on: date
    validity: Period
    count: int
    price_minor: int

    def __post_init__(self) -> None:
        if self.count < 1 or self.price_minor < 0:
            raise ValueError(f"A sale is of a card at least, at no negative price: {self}.")


@dataclass(frozen=True, slots=True)
class Visits:
    """The period's payable admissions as columns of equal length, in no particular order."""

    venue: NDArray[np.int32]  #: place in the venues' tuple
    day: NDArray[np.int32]  #: proleptic Gregorian ordinal of the venue's date
    #: Which visit of its card at this venue, from 1 on, over the card's life.
    number: NDArray[np.int32]
    #: The card under its pseudonym of the period.
    card: NDArray[np.uint64]

    def __post_init__(self) -> None:
        columns = (self.venue, self.day, self.number, self.card)
        if len({column.shape for column in columns}) != 1 or self.venue.ndim != 1:
            raise ValueError("The columns of visits have one length.")

    def __len__(self) -> int:
        return len(self.venue)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingProblem:
    """One programme's period to be cleared."""

    programme: str
    #: ISO 4217; sales, pool and reserve are in it.
    currency: str
    period: Period
    venues: tuple[VenueTerms, ...]
    issuers: tuple[IssuerTerms, ...]
    #: Each member's currency.
    currencies: Mapping[str, str]
    sales: tuple[Sale, ...]
    visits: Visits
    #: Minor units of the programme's currency that one minor unit of another was worth on a day.
    rates: Mapping[tuple[str, date], Fraction]
    #: Tax included in prices, in thousandths of the price without it.
    tax_permille: int = 0
    #: Which part of what is earned goes to the venues; the rest is the programme's.
    pool_permille: int = 1000
    #: What members have had in advance and not yet earned, in minor units of their currency.
    advances: Mapping[str, int] = field(default_factory=dict)
    #: At a year's end what is left of an advance is claimed back.
    is_year_end: bool = False

    def __post_init__(self) -> None:
        if not (0 <= self.pool_permille <= 1000 and self.tax_permille >= 0):
            raise ValueError("Tax and pool are shares in thousandths.")
        if len({each.venue for each in self.venues}) != len(self.venues):
            raise ValueError("A venue has one set of terms in a period.")
        if missing := {each.member for each in self.venues} - set(self.currencies):
            raise ValueError(f"Members without a currency: {sorted(missing)}.")
        if any(not 0 <= sale.issuer < len(self.issuers) for sale in self.sales):
            raise ValueError("A sale names an issuer that has no terms.")
        self._check_visits()

    def _check_visits(self) -> None:
        if not len(self.visits):
            return
        first, last = int(self.visits.day.min()), int(self.visits.day.max())
        if first < self.period.starts_on.toordinal() or last >= self.period.ends_on.toordinal():
            raise ValueError("A visit lies outside the period.")
        if self.visits.venue.min() < 0 or self.visits.venue.max() >= len(self.venues):
            raise ValueError("A visit names a venue that has no terms.")
        if self.visits.number.min() < 1:
            raise ValueError("Visits are counted from one.")

    def rate(self, currency: str, on: date) -> Fraction:
        """Returns what one minor unit of a currency was worth; raises ValueError without a rate."""
        if currency == self.currency:
            return Fraction(1)
        try:
            return self.rates[currency, on]
        except KeyError:
            raise ValueError(f"No rate of {currency} in {self.currency} for {on}.") from None


def net_lot(sale: Sale, issuer: IssuerTerms, tax_permille: int) -> tuple[SoldLot, int, int]:
    """Returns a sale's lot, its tax and its commission in minor units.

    Tax and commission are rounded half to even on the whole sale.
    """
    gross = sale.count * sale.price_minor
    tax = round(Fraction(gross * tax_permille, 1000 + tax_permille))
    commission = round(Fraction((gross - tax) * issuer.commission_permille, 1000))
    lot = SoldLot(
        issuer=sale.issuer,
        sold_on=sale.sold_on,
        validity=sale.validity,
        count=sale.count,
        net_minor=gross - tax - commission,
    )
    return lot, tax, commission
