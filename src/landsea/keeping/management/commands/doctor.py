"""`landsea doctor`: looks the installation over and says what to do."""

import json
import textwrap
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from landsea.keeping.checks.findings import Finding, State
from landsea.keeping.doctor import examine
from landsea.kernel.clock import SystemClock


class Command(BaseCommand):
    """Examines; exit code 0 nothing is bad, 1 something is."""

    help = "Looks the installation over: versions, settings, database, books, files, keys, backups."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs to read")

    def handle(self, *args: str, **options: Any) -> None:
        findings = examine(now=SystemClock().now())
        if options["json"]:
            self.stdout.write(json.dumps([asdict(each) for each in findings], ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_line(each) for each in findings))
        count = sum(each.state is State.BAD for each in findings)
        if count:
            raise CommandError(f"{count} bad.", returncode=1)


def _line(finding: Finding) -> str:
    line = f"{finding.state.value:<10} {finding.check}: {finding.said}"
    return f"{line}\n{textwrap.indent(finding.mend, ' ' * 11)}" if finding.mend else line
