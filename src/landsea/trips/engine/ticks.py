"""Minutes as whole ticks, so that feasibility is exact and never flattered by rounding."""

import numpy as np
from numpy.typing import NDArray

TICKS_PER_MINUTE = 100
#: What float arithmetic may add to a number of ticks that was meant to be whole.
_NOISE = 1e-6


def ticks_up(minutes: float) -> int:
    """Returns the ticks of a duration or an earliest time, rounded up."""
    return int(np.ceil(minutes * TICKS_PER_MINUTE - _NOISE))


def ticks_down(minutes: float) -> int:
    """Returns the ticks of a latest time, rounded down."""
    return int(np.floor(minutes * TICKS_PER_MINUTE + _NOISE))


def matrix_ticks(minutes: NDArray[np.float64], *, longest: int) -> NDArray[np.int32]:
    """Returns travel times in ticks, rounded up; beyond `longest` they are all the same."""
    ticks = np.ceil(minutes * TICKS_PER_MINUTE - _NOISE)
    return np.ascontiguousarray(np.clip(ticks, 0, longest), dtype=np.int32)


def minutes_of(ticks: int) -> float:
    return int(ticks) / TICKS_PER_MINUTE
