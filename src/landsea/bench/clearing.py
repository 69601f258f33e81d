"""`landsea bench clearing`: a programme's year cleared month by month, and added up again."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np

from landsea.cards.engine.bundle import write_bundle
from landsea.cards.engine.clearing_period import clear
from landsea.cards.engine.clearing_terms import (
    Basis,
    ClearingProblem,
    IssuerTerms,
    Sale,
    VenueTerms,
    Visits,
)
from landsea.kernel.periods import Period, add_months

_CURRENCIES = ("CNY", "VND", "THB")
_ISSUERS = 5
_YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))


def main(argv: list[str]) -> int:
    """Clears a year, verifies each month's bundle in another process, and prints the cost."""
    options = _parse(argv)
    figures = run(options)
    if options.json == "-":
        json.dump(figures, sys.stdout, indent=1)
        print()
    elif options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1) + "\n")
    else:
        for name, figure in figures.items():
            print(f"{name}: {figure}")
    return 0 if figures["verified_months"] == 12 else 1


def run(options: Namespace) -> dict[str, object]:
    """Returns the CPU time and memory of clearing a year and of writing and checking its bundles.

    `cpu_seconds` is of this process, from problems to written bundles; `verify_cpu_seconds` of
    the processes that add the sums up again with code of their own. Making up the year's visits
    is not counted.
    """
    cpu_seconds = 0.0
    verified = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, problem in enumerate(months(options)):
            path = _bundle_path(options.bundle, number, Path(folder))
            begun = time.process_time()
            with path.open("wb") as target:
                write_bundle(target, problem, clear(problem))
            cpu_seconds += time.process_time() - begun
            print(f"{problem.period.starts_on:%Y-%m}: {len(problem.visits)}", file=sys.stderr)
            verified += _verifies(path)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "redemptions": options.redemptions,
        "cpu_seconds": round(cpu_seconds, 2),
        "peak_mb": round(max(own.ru_maxrss, others.ru_maxrss) / 1024),
        "verify_cpu_seconds": round(others.ru_utime + others.ru_stime, 2),
        "verified_months": verified,
    }


def months(options: Namespace) -> Iterator[ClearingProblem]:
    """Yields the problem of each month of a made-up year, with the visits of that month."""
    random = np.random.default_rng(options.seed)
    members = {f"m{number:03}": _CURRENCIES[number % 3] for number in range(options.venues)}
    venues = tuple(
        VenueTerms(
            venue=f"v{number:03}",
            member=f"m{number:03}",
            basis=Basis.POOL if number % 2 else Basis.FIXED,
            first_minor=int(random.integers(500, 3_000)),
            further_minor=int(random.integers(100, 500)),
            ticket_minor=int(random.integers(1_000, 20_000)),
            cap_minor=int(random.integers(10_000_000, 90_000_000)) if number % 5 == 0 else None,
            guarantee_minor=100_000 if number % 7 == 0 else 0,
        )
        for number in range(options.venues)
    )
    sales = tuple(
        Sale(
            issuer=int(random.integers(0, _ISSUERS)),
            sold_on=day,
            validity=Period.months(day, 12),
            count=int(random.integers(1, 1_000)),
            price_minor=19_800,
        )
        for day in _YEAR.dates()
    )
    for number in range(12):
        period = Period.month_of(add_months(_YEAR.starts_on, number))
        count = options.redemptions * (number + 1) // 12 - options.redemptions * number // 12
        yield ClearingProblem(
            programme="bench",
            currency="CNY",
            period=period,
            venues=venues,
            issuers=tuple(
                IssuerTerms(issuer=f"i{each}", commission_permille=20 * each)
                for each in range(_ISSUERS)
            ),
            currencies=members,
            sales=sales,
            visits=_visits(random, period, count, options.venues),
            rates=_rates(period),
            tax_permille=60,
            is_year_end=number == 11,
        )


def _visits(random: np.random.Generator, period: Period, count: int, venues: int) -> Visits:
    first = period.starts_on.toordinal()
    return Visits(
        venue=random.integers(0, venues, count, dtype=np.int32),
        day=random.integers(first, first + len(period), count, dtype=np.int32),
        number=random.choice(np.array([1, 1, 1, 2, 3], np.int32), count),
        card=random.integers(0, 2**63, count, dtype=np.uint64),
    )


def _rates(period: Period) -> dict[tuple[str, date], Fraction]:
    return {
        (currency, day): Fraction(base + day.day, 10_000)
        for currency, base in (("VND", 27), ("THB", 2_170))
        for day in period.dates()
    }


def _bundle_path(wanted: Path | None, number: int, folder: Path) -> Path:
    """Returns where a month's bundle goes: the file asked for holds the last month."""
    return wanted if wanted is not None and number == 11 else folder / f"{number + 1:02}.bundle"


def _verifies(path: Path) -> bool:
    answer = subprocess.run(  # noqa: S603 -- our own interpreter and command
        [sys.executable, "-m", "landsea", "clearing", "verify", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        print(answer.stderr, file=sys.stderr)
    return answer.returncode == 0


def _parse(argv: list[str]) -> Namespace:
    parser = ArgumentParser(prog="landsea bench clearing", description=__doc__)
    parser.add_argument("--redemptions", type=int, default=2_000_000, help="of the whole year")
    parser.add_argument("--venues", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bundle", type=Path, help="file for the bundle of the last month")
    parser.add_argument("--json", help="file for the figures, or - for the screen")
    return parser.parse_args(argv)
