"""Spans of days, half-open: the day after the last one ends them."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


def add_months(day: date, count: int) -> date:
    """Returns the same day some months on, or the last day of a month that lacks it."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `starts_on` up to, but without, `ends_on`."""

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on <= self.starts_on:
            raise ValueError(f"A period ends after it starts: {self.starts_on} – {self.ends_on}.")

    @classmethod
    def days(cls, starts_on: date, count: int) -> "Period":
        return cls(starts_on, starts_on + timedelta(days=count))

    @classmethod
    def months(cls, starts_on: date, count: int) -> "Period":
        return cls(starts_on, add_months(starts_on, count))

    @classmethod
    def month_of(cls, day: date) -> "Period":
        return cls.months(day.replace(day=1), 1)

    @property
    def last_day(self) -> date:
        return self.ends_on - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on

    def __len__(self) -> int:
        return (self.ends_on - self.starts_on).days

    def dates(self) -> Iterator[date]:
        return (self.starts_on + timedelta(days=count) for count in range(len(self)))

    def overlaps(self, other: "Period") -> bool:
        return self.starts_on < other.ends_on and other.starts_on < self.ends_on
