"""`landsea rotate_keys`: new keys sign from now on, and all are sealed with the first secret."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from landsea.foundation import keys


class Command(BaseCommand):
    """Rotates signing keys; what the old ones signed stays valid."""

    help = (
        "Makes new signing keys (what the old ones signed stays valid), and seals all keys and"
        " second factors with the first of LANDSEA_SECRETS."
    )

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--seal-only", action="store_true", help="keep the keys, seal them anew"
        )

    def handle(self, *, seal_only: bool, **_options: object) -> None:
        if not seal_only:
            self.stdout.write(f"New signing keys: {keys.rotate_all(now=timezone.now())}")
        self.stdout.write(f"Sealed with the first secret: {keys.reseal_all()}")
