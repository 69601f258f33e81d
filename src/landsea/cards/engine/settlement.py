"""Which admissions are paid, when gates admitted without a network and told of it later.

The scans that arrived are a set that only grows (a G-set: Shapiro et al. 2011, "Conflict-free
Replicated Data Types"), and what is paid is a function of the set and of the closings alone. So
gates may send their scans in any order, in parts and more than once: whatever arrived before the
same closing settles the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class Standing(StrEnum):
    """What became of a scan."""

    PAYABLE = "payable"  #: on the statement of its venue
    CONFLICT = "conflict"  #: admitted beyond what the card allows: the clearing officer decides
    VOIDED = "voided"  #: taken back before its period was closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """An admission as its gate recorded it."""

    #: Made at the gate.
    id: UUID
    entitlement_id: int
    #: Over which uses are counted together: "ever", a date, a year.
    window: str
    device: str
    #: Counts up on each device.
    sequence: int
    gate_at: datetime
    #: What the device's clock was behind the server's when it sent the scan.
    clock_behind: timedelta = timedelta(0)

    @property
    def corrected_at(self) -> datetime:
        return self.gate_at + self.clock_behind

    @property
    def order(self) -> tuple[datetime, str, int, int]:
        """What decides who was first; whole, so that no two scans are level."""
        return (self.corrected_at, self.device, self.sequence, self.id.int)


class ScanChanged(ValueError):
    """Two scans with one id differ: one of them was made up or damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a period's statement says of one scan."""

    scan: Scan
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPeriod:
    """A period that is settled for good."""

    name: str
    lines: tuple[Line, ...]
    #: Scans paid in an earlier period and taken back since.
    reversals: tuple[Scan, ...]


@dataclass(slots=True)
class Book:
    """All that arrived for a programme, and the periods that are closed.

    `period_of` is the name of the period a scan belongs to by its corrected time; names sort by
    time ("2026-11"). A scan whose period is closed belongs to the first that is still open.
    """

    #: How often an entitlement may be used in one window.
    uses: Mapping[int, int]
    scans: dict[UUID, Scan] = field(default_factory=dict)
    voids: set[UUID] = field(default_factory=set)
    closed: list[ClosedPeriod] = field(default_factory=list)

    def receive(self, scans: Iterable[Scan], voids: Iterable[UUID] = ()) -> int:
        """Takes scans and takings back in; returns how many scans are new.

        Raises ScanChanged, and takes nothing, when a known id comes with another content.
        """
        new: dict[UUID, Scan] = {}
        for scan in scans:
            known = self.scans.get(scan.id) or new.get(scan.id)
            if known is not None and known != scan:
                raise ScanChanged(f"Scan {scan.id} came before with another content.")
            if known is None:
                new[scan.id] = scan
        self.scans |= new
        self.voids |= set(voids)
        return len(new)

    def settle(self, period: str) -> ClosedPeriod:
        """Returns how a period settles with what has arrived; the closed ones before it stand.

        Scans are taken in the order of corrected gate time, device and sequence; as many as the
        entitlement's uses in their window are payable, those already paid counted, the others
        stand in conflict. No scan is left out.
        """
        if self.closed and period <= self.closed[-1].name:
            raise ValueError(f"Period {period} is closed.")
        used = self._used()
        lines = []
        for scan in sorted(self._present(period), key=lambda each: each.order):
            key = (scan.entitlement_id, scan.window)
            if scan.id in self.voids:
                lines.append(Line(scan=scan, standing=Standing.VOIDED))
            elif used[key] < self.uses[scan.entitlement_id]:
                used[key] += 1
                lines.append(Line(scan=scan, standing=Standing.PAYABLE))
            else:
                lines.append(Line(scan=scan, standing=Standing.CONFLICT))
        return ClosedPeriod(name=period, lines=tuple(lines), reversals=self._reversals())

    def close(self, period: str) -> ClosedPeriod:
        """Settles a period for good."""
        settled = self.settle(period)
        self.closed.append(settled)
        return settled

    def _present(self, period: str) -> list[Scan]:
        settled = {line.scan.id for each in self.closed for line in each.lines}
        return [
            scan
            for scan in self.scans.values()
            if scan.id not in settled and period_of(scan) <= period
        ]

    def _used(self) -> dict[tuple[int, str], int]:
        """Counts what is paid and stands: a use that was taken back is free again."""
        used: dict[tuple[int, str], int] = defaultdict(int)
        for scan in self._paid():
            if scan.id not in self.voids:
                used[scan.entitlement_id, scan.window] += 1
        return used

    def _paid(self) -> Sequence[Scan]:
        return [
            line.scan
            for each in self.closed
            for line in each.lines
            if line.standing is Standing.PAYABLE
        ]

    def _reversals(self) -> tuple[Scan, ...]:
        reversed_before = {scan.id for each in self.closed for scan in each.reversals}
        taken_back = [
            scan
            for scan in self._paid()
            if scan.id in self.voids and scan.id not in reversed_before
        ]
        return tuple(sorted(taken_back, key=lambda each: each.order))


def period_of(scan: Scan) -> str:
    """Returns the month that a scan belongs to, by its corrected time."""
    return f"{scan.corrected_at:%Y-%m}"
