"""The recomputation bundle: a period's terms, visits and result as text that proves itself.

One file of UTF-8 lines: a line that names the format, one with the terms (JSON), the visits in
blocks, one with the result (JSON), a closing line. Each block, and the whole, ends with the SHA-256
of what it holds, so that a changed byte is found and its lines are named. The file is open text:
whoever has it can add the sums up with tools of their own.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import IO

import numpy as np
from numpy.typing import NDArray

from landsea.cards.engine.clearing_period import ClearingResult
from landsea.cards.engine.clearing_terms import ClearingProblem, Visits
from landsea.kernel.money import Money

FORMAT = "landsea-clearing/1"
BLOCK_LINES = 4096
_HASH = "#sha256 "

Json = Mapping[str, object]


class BundleDamaged(ValueError):
    """The bundle is not what was written; says which lines are not."""


@dataclass(frozen=True, slots=True)
class OpenedBundle:
    """A bundle's parts, each checked against its hash."""

    terms: Json
    #: Card, venue, day and number of each visit.
    visits: Iterator[tuple[str, int, str, int]]
    result: Json


def write_bundle(target: IO[bytes], problem: ClearingProblem, result: ClearingResult) -> str:
    """Writes a bundle and returns the SHA-256 that its last line holds."""
    writer = _Writer(target)
    writer.block([FORMAT, _json(terms_of(problem))])
    for lines in _visit_blocks(problem.visits):
        writer.block(lines)
    writer.block([_json(result_of(result))])
    return writer.end()


def read_bundle(source: IO[bytes]) -> tuple[Json, list[tuple[str, int, str, int]], Json]:
    """Returns a bundle's terms, visits and result; raises BundleDamaged naming the lines."""
    blocks = list(_read_blocks(source))
    if len(blocks) < 2 or len(blocks[0]) != 2 or blocks[0][0] != FORMAT or len(blocks[-1]) != 1:
        raise BundleDamaged(f"This is not a bundle of the format {FORMAT}.")
    visits = [_visit(line) for block in blocks[1:-1] for line in block]
    return json.loads(blocks[0][1]), visits, json.loads(blocks[-1][0])


def terms_of(problem: ClearingProblem) -> Json:
    """Returns what a period is cleared by, without its visits, as JSON."""
    return {
        "programme": problem.programme,
        "currency": problem.currency,
        "starts_on": problem.period.starts_on.isoformat(),
        "ends_on": problem.period.ends_on.isoformat(),
        "tax_permille": problem.tax_permille,
        "pool_permille": problem.pool_permille,
        "is_year_end": problem.is_year_end,
        "members": [
            {
                "member": member,
                "currency": currency,
                "advance_minor": problem.advances.get(member, 0),
            }
            for member, currency in sorted(problem.currencies.items())
        ],
        "venues": [
            {
                "venue": each.venue,
                "member": each.member,
                "basis": each.basis.value,
                "first_minor": each.first_minor,
                "further_minor": each.further_minor,
                "ticket_minor": each.ticket_minor,
                "cap_minor": each.cap_minor,
                "guarantee_minor": each.guarantee_minor,
                "version": each.version,
            }
            for each in problem.venues
        ],
        "issuers": [
            {"issuer": each.issuer, "commission_permille": each.commission_permille}
            for each in problem.issuers
        ],
        "sales": [
            {
                "issuer": each.issuer,
                "sold_on": each.sold_on.isoformat(),
                "valid_from": each.validity.starts_on.isoformat(),
                "valid_before": each.validity.ends_on.isoformat(),
                "count": each.count,
                "price_minor": each.price_minor,
            }
            for each in problem.sales
        ],
        "rates": [
            {"currency": currency, "on": on.isoformat(), "rate": _fraction(rate)}
            for (currency, on), rate in sorted(problem.rates.items())
        ],
    }


def result_of(result: ClearingResult) -> Json:
    """Returns a result as JSON."""
    return {
        "gross_sales": _money(result.gross_sales),
        "tax": _money(result.tax),
        "commissions": {
            issuer: _money(amount) for issuer, amount in sorted(result.commissions.items())
        },
        "earned": _money(result.earned),
        "pool": _money(result.pool),
        "to_reserve": _money(result.to_reserve),
        "rounding": _money(result.rounding),
        "venues": [
            {
                "venue": each.venue,
                "first_visits": each.first_visits,
                "further_visits": each.further_visits,
                "charge": _money(each.charge),
                "top_up": _money(each.top_up),
                "payable": _money(each.payable),
            }
            for each in result.venues
        ],
        "members": [
            {
                "member": each.member,
                "payable": _money(each.payable),
                "set_off": _money(each.set_off),
                "claimed_back": _money(each.claimed_back),
                "due": _money(each.due),
                "advance_left": _money(each.advance_left),
            }
            for each in result.members
        ],
    }


class _Writer:
    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._whole = hashlib.sha256()

    def block(self, lines: Iterable[str]) -> None:
        text = "".join(f"{line}\n" for line in lines).encode()
        self._put(text + f"{_HASH}{hashlib.sha256(text).hexdigest()}\n".encode())

    def end(self) -> str:
        digest = self._whole.hexdigest()
        self._target.write(f"#end {digest}\n".encode())
        return digest

    def _put(self, text: bytes) -> None:
        self._whole.update(text)
        self._target.write(text)


def _visit_blocks(visits: Visits) -> Iterator[list[str]]:
    # Sorted, so that the file tells nothing of who came when beyond the day, and so that the same
    # visits give the same file.
    order = np.lexsort((visits.number, visits.card, visits.venue, visits.day))
    days = {
        ordinal: date.fromordinal(ordinal).isoformat() for ordinal in np.unique(visits.day).tolist()
    }
    for start in range(0, len(order), BLOCK_LINES):
        part: NDArray[np.int64] = order[start : start + BLOCK_LINES]
        rows = zip(
            visits.card[part].tolist(),
            visits.venue[part].tolist(),
            visits.day[part].tolist(),
            visits.number[part].tolist(),
            strict=True,
        )
        yield [f"{card:016x},{venue},{days[day]},{number}" for card, venue, day, number in rows]


def _read_blocks(source: IO[bytes]) -> Iterator[list[str]]:
    whole, block = hashlib.sha256(), hashlib.sha256()
    lines: list[bytes] = []
    first = number = 1
    for number, line in enumerate(source, start=1):
        if line.startswith(b"#end "):
            if line != f"#end {whole.hexdigest()}\n".encode() or lines:
                raise BundleDamaged(f"Line {number}: the closing hash is not that of the file.")
            if source.read(1):
                raise BundleDamaged(f"Line {number + 1}: something follows the closing line.")
            return
        whole.update(line)
        if line.startswith(_HASH.encode()):
            if line != f"{_HASH}{block.hexdigest()}\n".encode():
                raise BundleDamaged(f"Lines {first} to {number}: changed since they were written.")
            yield [each.decode().rstrip("\n") for each in lines]
            lines, block, first = [], hashlib.sha256(), number + 1
        else:
            block.update(line)
            lines.append(line)
            if len(lines) > BLOCK_LINES:
                raise BundleDamaged(f"Lines {first} to {number}: the hash of a block is missing.")
    raise BundleDamaged(f"Lines {first} to {number}: the file is cut off or its end was changed.")


def _visit(line: str) -> tuple[str, int, str, int]:
    card, venue, day, number = line.split(",")
    return card, int(venue), day, int(number)


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _money(amount: Money) -> str:
    return f"{amount.amount_minor} {amount.currency}"


def _fraction(rate: Fraction) -> str:
    return f"{rate.numerator}/{rate.denominator}"
