"""`landsea record_consent ID --given WORDS | --withdrawn`: what a community lets be shown."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from landsea.foundation.actor import Actor
from landsea.kernel.clock import SystemClock
from landsea.kernel.errors import LandseaError
from landsea.library.management.tables import NOT_UNDERSTOOD
from landsea.library.services.consents import record_consent, withdraw_consent


class Command(BaseCommand):
    """Records a consent or takes it back; exit code 2 when there is no such element."""

    help = (
        "Notes that the community of an element of intangible heritage agreed to more being shown "
        "than its name and listing, or that it took that back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("record", type=UUID, help="public id of the element's record")
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--given", help="who spoke for the community, and how it was asked")
        way.add_argument("--withdrawn", action="store_true", help="the community took it back")

    def handle(self, *args: str, **options: Any) -> None:
        by, now = Actor.system(), SystemClock().now()
        try:
            if options["withdrawn"]:
                withdraw_consent(options["record"], by=by, now=now)
            else:
                record_consent(options["record"], note=options["given"], by=by, now=now)
        except LandseaError as error:
            raise CommandError(str(error), returncode=NOT_UNDERSTOOD) from error
        self.stdout.write("Written.")
