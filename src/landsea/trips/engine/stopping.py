"""When the designer stops: by CPU time, iterations, a target, or whatever a callback says."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a running design is."""

    iterations: int
    score: float
    #: CPU time of the calling thread since the design began.
    cpu_seconds: float


#: Returns True when the designer is to stop with what it has.
StopRule = Callable[[Progress], bool]


@dataclass(frozen=True, slots=True)
class CpuSeconds:
    """Stops after so much CPU time of the calling thread, preparations included."""

    seconds: float

    def __call__(self, progress: Progress) -> bool:
        return progress.cpu_seconds >= self.seconds


@dataclass(frozen=True, slots=True)
class MaxIterations:
    """Stops after exactly so many iterations: replays a design that stopped for another reason."""

    iterations: int

    def __call__(self, progress: Progress) -> bool:
        return progress.iterations >= self.iterations


@dataclass(frozen=True, slots=True)
class TargetScore:
    """Stops when the trip is this good."""

    score: float

    def __call__(self, progress: Progress) -> bool:
        return progress.score >= self.score


class FirstOf:
    """Stops when any of several rules says so."""

    __slots__ = ("rules",)

    def __init__(self, *rules: StopRule) -> None:
        self.rules = rules

    def __call__(self, progress: Progress) -> bool:
        # Every rule is asked each time: a callback may count on hearing of all progress.
        answers = [rule(progress) for rule in self.rules]
        return any(answers)


def iteration_limit(stop: StopRule) -> int | None:
    """Returns the iterations that a rule never goes past, if it names any."""
    if isinstance(stop, MaxIterations):
        return stop.iterations
    if isinstance(stop, FirstOf):
        limits = [limit for rule in stop.rules if (limit := iteration_limit(rule)) is not None]
        return min(limits, default=None)
    return None
