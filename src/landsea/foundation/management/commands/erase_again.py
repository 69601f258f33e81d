"""`landsea erase_again`: keeps erasures after an older backup was restored."""

import re
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from landsea.foundation.erasing import erase_again, finish_erasures, list_erasures

_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


class Command(BaseCommand):
    """Lists the digests of erased subjects, or erases those whose digests a file lists."""

    help = "Lists who was erased, by digests that name nobody; or erases all of a list again."

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="such a list; without it, the list is printed"
        )

    def handle(self, *, file: Path | None, **_options: object) -> None:
        if file is None:
            for erasure in list_erasures():
                self.stdout.write(f"{erasure.digest} {erasure.erased_at.isoformat()}")
            return
        try:
            digests = _DIGEST.findall(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeError) as error:
            raise CommandError(f"{file} can't be read: {error}") from error
        count = erase_again(digests, now=timezone.now())
        finish_erasures()
        self.stdout.write(f"Erased again: {count} of {len(set(digests))}")
