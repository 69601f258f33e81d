"""Makes up visits of the past, the same ones for the same seed, to see the software at scale.

Nothing of it happened. The shape is plain: a level of each venue, seasons by climate, weekends and
the long holidays of early May and October. It is not fitted to anybody's figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from landsea.kernel.periods import Period

#: Gates admit between these minutes of the day, most often about the middle of them.
_OPENS_MINUTE, _CLOSES_MINUTE = 8 * 60 + 30, 17 * 60
_SATURDAY = 5
_WEEKEND = 1.7
_LONG_HOLIDAY = 2.6
#: What a year adds to the level of the year before.
_GROWTH_OF_A_YEAR = 1.12


class Climate(StrEnum):
    """Which months of a year draw visitors."""

    NORTHERN = "northern"  #: full summers, a second season of ice and hot springs
    INLAND = "inland"  #: spring and autumn; midsummer is too hot
    TROPICAL = "tropical"  #: even, with the school holidays of June and December


_SEASONS = {
    Climate.NORTHERN: (0.8, 0.7, 0.5, 0.8, 1.2, 1.3, 1.7, 1.8, 1.2, 1.1, 0.4, 0.5),
    Climate.INLAND: (0.6, 0.9, 1.2, 1.4, 1.3, 0.9, 0.9, 0.9, 1.0, 1.5, 0.9, 0.5),
    Climate.TROPICAL: (0.9, 0.9, 0.9, 0.9, 1.0, 1.2, 1.1, 1.0, 0.8, 0.9, 1.0, 1.4),
}


@dataclass(frozen=True, slots=True)
class GeneratedVenue:
    """A venue for which visits are made up."""

    climate: Climate
    #: How much it draws beside the others.
    weight: float


@dataclass(frozen=True, slots=True)
class MadeUpVisit:
    """One card admission that did not take place."""

    venue: int  #: its place in what was asked for
    on: date
    minute: int  #: of the venue's day


def make_up_visits(
    venues: Sequence[GeneratedVenue], *, span: Period, count: int, seed: int
) -> Iterator[MadeUpVisit]:
    """Yields about `count` visits in the order of days; the same seed gives the same ones.

    Each venue and day has an expected number, and the visits of a day are Poisson about it.
    """
    random = np.random.default_rng(seed)
    days = list(span.dates())
    draw = np.array([[_draw(venue, day, span) for venue in venues] for day in days])
    if draw.sum() == 0:
        return
    counts = random.poisson(draw * (count / draw.sum()))
    for day, of_day in zip(days, counts, strict=True):
        for venue, visits in enumerate(of_day):
            shares = np.sort(random.beta(2.2, 2.6, size=int(visits)))
            for share in shares:
                minute = _OPENS_MINUTE + int(share * (_CLOSES_MINUTE - _OPENS_MINUTE))
                yield MadeUpVisit(venue, day, minute)


def _draw(venue: GeneratedVenue, day: date, span: Period) -> float:
    years = (day - span.starts_on).days / 365.25
    growth: float = _GROWTH_OF_A_YEAR**years
    draw = venue.weight * _SEASONS[venue.climate][day.month - 1] * growth
    if venue.climate is not Climate.TROPICAL and _is_long_holiday(day):
        return draw * _LONG_HOLIDAY
    return draw * (_WEEKEND if day.weekday() >= _SATURDAY else 1.0)


def _is_long_holiday(day: date) -> bool:
    # Those with fixed dates; what moves with the moon is left out.
    return (day.month == 5 and day.day <= 5) or (day.month == 10 and day.day <= 7)
