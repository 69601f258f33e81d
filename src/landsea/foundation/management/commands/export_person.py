"""`landsea export_person`: answers somebody who asks what is held about them."""

import os
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from landsea.foundation.personal_data import find_person, list_holdings, write_export

PERSON_HELP = "e-mail address, or the subject of a traveller without an account"


class Command(BaseCommand):
    """Writes what is held about a person to a file that only its owner can read."""

    help = "Writes what is held about a person as JSON."

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", help=PERSON_HELP)
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *, person: str, output: Path, **_options: object) -> None:
        found = find_person(person)
        if not any(True for holding in list_holdings() for _row in holding.find(found)):
            raise CommandError("Nothing is held about this person.")
        try:
            # Never over another file, and never readable for others, not even for a moment.
            handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{output} can't be written: {error.strerror}") from error
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(write_export(found, now=timezone.now()))
        self.stdout.write(f"Written: {output}")
