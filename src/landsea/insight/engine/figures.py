"""Figures that know what they are: published, counted or generated, and never added up."""

from dataclasses import dataclass
from enum import StrEnum


class DataKind(StrEnum):
    """Where a figure comes from."""

    PUBLISHED = "published"  #: an office published it
    COUNTED = "counted"  #: this installation counted it
    GENERATED = "generated"  #: made for demonstration; nothing happened


class KindsMixed(ValueError):
    """Figures of different kinds were to be added."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of visitor-times with its kind."""

    value: int
    kind: DataKind

    def __add__(self, other: "Figure") -> "Figure":
        if self.kind is not other.kind:
            raise KindsMixed(f"{self.kind} and {other.kind} figures are never added.")
        return Figure(self.value + other.value, self.kind)
