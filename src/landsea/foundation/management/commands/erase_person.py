"""`landsea erase_person`: does for somebody what the page `account/close/` does."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from landsea.foundation.actor import Actor
from landsea.foundation.erasing import erase_person, finish_erasures
from landsea.foundation.management.commands.export_person import PERSON_HELP
from landsea.foundation.personal_data import find_person, list_holdings
from landsea.kernel.errors import LandseaError


class Command(BaseCommand):
    """Erases a person at once, with everything that a worker would do afterwards."""

    help = "Erases a person; what belongs to the accounts stays, without a link to the person."

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", help=PERSON_HELP)
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, person: str, yes: bool, **_options: object) -> None:
        found = find_person(person)
        held = {
            holding.name: count
            for holding in list_holdings()
            if (count := sum(1 for _row in holding.find(found)))
        }
        if not held:
            raise CommandError("Nothing is held about this person.")
        for name, count in held.items():
            self.stdout.write(f"{count:>8}  {name}")
        if not yes and input("Type “erase” to erase this person for good: ") != "erase":
            raise CommandError("Nothing was erased.")
        try:
            erase_person(found, by=Actor.system(), now=timezone.now())
        except LandseaError as error:
            raise CommandError(error.sentence) from error
        finish_erasures()
        self.stdout.write("Erased.")
