"""Change on the same period a year before."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

_TENTH = Decimal("0.1")


class NoGrowth(StrEnum):
    """Why no change can be told."""

    NO_BASE = "no-base"  #: nobody has told the year before
    BASE_IS_ZERO = "base-is-zero"  #: there was nothing a year before
    OTHER_MEASURE = "other-measure"  #: the two are defined differently
    INCOMPLETE = "incomplete"  #: days are missing in one of the two


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """A value with what makes it comparable."""

    value: int
    measure: str
    #: Who published it: two offices count differently even under one name.
    source: str
    #: False where days of the period are missing, or may be.
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class Growth:
    """A change in per cent, or why there is none."""

    percent: Decimal | None
    reason: NoGrowth | None = None


def year_on_year(now: Observed, year_before: Observed | None) -> Growth:
    """Returns the change in per cent, rounded half to even at one decimal.

    The usual comparison of tourism statistics, for it leaves the seasons out (UN IRTS 2008, 8.22).
    Only figures of one measure from one source are compared, and only whole periods.
    """
    if year_before is None:
        return Growth(None, NoGrowth.NO_BASE)
    if (now.measure, now.source) != (year_before.measure, year_before.source):
        return Growth(None, NoGrowth.OTHER_MEASURE)
    if not (now.is_complete and year_before.is_complete):
        return Growth(None, NoGrowth.INCOMPLETE)
    if year_before.value == 0:
        return Growth(None, NoGrowth.BASE_IS_ZERO)
    change = (Decimal(now.value) / Decimal(year_before.value) - 1) * 100
    return Growth(change.quantize(_TENTH, ROUND_HALF_EVEN))
