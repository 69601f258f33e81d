"""When the price of a card is earned: day by day over its validity, exact in the end."""

from dataclasses import dataclass
from datetime import date

from landsea.kernel.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLot:
    """Cards of one product that one issuer sold on one day for one validity.

    `net_minor` is what is left of all their prices after tax and commission, in minor units of
    the programme's currency.
    """

    issuer: int
    sold_on: date
    validity: Period
    count: int
    net_minor: int

    def __post_init__(self) -> None:
        if self.count < 1 or self.net_minor < 0:
            raise ValueError(f"A lot holds cards, sold for no less than nothing: {self}.")


def earned_minor(lot: SoldLot, *, before: date) -> int:
    """Returns what of a lot's net price is earned before a day, in minor units, rounded down.

    Straight line over the days of validity (IFRS 15, B18: a stand-ready obligation is met evenly
    over time), so that differences between days add up to the whole without a remainder.
    """
    days = len(lot.validity)
    passed = min(max((before - lot.validity.starts_on).days, 0), days)
    return lot.net_minor * passed // days


def earned_in(lot: SoldLot, period: Period) -> int:
    """Returns what of a lot's net price is earned within a period, in minor units.

    What was earned before the day of sale (a card taken in the middle of a season that counts
    from its first day) is earned in the period of the sale.
    """
    if lot.sold_on >= period.ends_on:
        return 0
    end = earned_minor(lot, before=period.ends_on)
    if lot.sold_on >= period.starts_on:
        return end
    return end - earned_minor(lot, before=period.starts_on)
