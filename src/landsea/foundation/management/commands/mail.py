"""`landsea mail`: the mails that were kept because no mail server is set."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from landsea.foundation.mail import list_kept_mails


class Command(BaseCommand):
    """Prints the mails that were kept, the newest last."""

    help = "Prints the mails that were kept because no mail server is set, the newest last."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--last", type=int, default=10, metavar="COUNT", help="how many")

    def handle(self, *args: Any, **options: Any) -> None:
        mails = list_kept_mails(limit=max(options["last"], 0))
        if not mails:
            self.stdout.write("No mail was kept.")
        for mail in reversed(mails):
            self.stdout.write(
                f"To: {mail.recipient}\n"
                f"Subject: {mail.subject}\n"
                f"Date: {mail.written_at:%Y-%m-%d %H:%M:%S} UTC\n\n"
                f"{mail.text}\n{'-' * 70}"
            )
