"""`landsea tidy`: removes what is over."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from landsea.foundation.erasing import finish_erasures
from landsea.foundation.retention import sweep_all


class Command(BaseCommand):
    """Holds to the periods of docs/reference/retention.md."""

    help = "Removes what is over: sessions, kept mail, finished tasks and so on, in small steps."

    requires_system_checks = ()

    def handle(self, **_options: object) -> None:
        finish_erasures()
        for name, count in sweep_all(now=timezone.now()).items():
            self.stdout.write(f"{count:>8}  {name}")
