"""`landsea clearing verify`: adds a period's sums up again, from its bundle alone."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from landsea.cards.engine.bundle import BundleDamaged, read_bundle
from landsea.cards.engine.recompute import find_differences


class Command(BaseCommand):
    """Verifies bundles; needs no database, so any member can run it on a machine of its own."""

    help = "Adds up again what a period's clearing came to, from its recomputation bundle."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        verify = acts.add_parser("verify", help="compare every amount of a bundle")
        verify.add_argument("bundle", type=Path, metavar="BUNDLE")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["bundle"]
        try:
            with path.open("rb") as source:
                terms, visits, result = read_bundle(source)
        except OSError as error:
            raise CommandError(f"{path} can't be read: {error.strerror}.") from error
        except BundleDamaged as error:
            raise CommandError(
                f"{path} is not as it was written. {error} Ask its sender for it again."
            ) from error
        if differences := find_differences(terms, visits, result):
            raise CommandError(
                "The amounts are not what terms and visits come to:\n  " + "\n  ".join(differences)
            )
        self.stdout.write(
            f"{terms['programme']}, {terms['starts_on']} to {terms['ends_on']}:"
            f" {len(visits)} visits, every amount is right."
            f" Shares, reserve and rounding are the pool of {result['pool']}."
        )
