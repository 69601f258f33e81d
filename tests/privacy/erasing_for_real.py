"""Run by a test in a process and a database of its own: fills them, erases, looks for the rest.

What it logs goes to standard error, as with any other command.
"""

import json
import sys
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.db import connection  # noqa: E402 -- after the apps are ready

from landsea.cards.models import Posting  # noqa: E402
from landsea.foundation.models import Change  # noqa: E402
from landsea.foundation.worker import Worker  # noqa: E402
from tests.factories.cards import make_card  # noqa: E402
from tests.privacy.people import close_account, make_known_person  # noqa: E402
from tests.privacy.searching import find_in_database, find_in_files  # noqa: E402

WRITTEN_AFTER = 300


def main() -> None:
    """Prints what was found before and after, and the sums of the ledger at both times."""
    known = make_known_person()
    # Pages of the file are split and filled, as they are in use.
    for _ in range(WRITTEN_AFTER):
        make_card(known.programme, is_paid=False, now=datetime.now(UTC) - timedelta(minutes=1))
    before = list(Posting.objects.unscoped("test").order_by("id").values_list())
    found = {
        "database before": find_in_database(*known.markers),
        "files before": find_in_files(*known.markers),
    }
    page = close_account(known.client)
    Worker().run_until_idle()
    after = list(Posting.objects.unscoped("test").order_by("id").values_list())
    found["database"] = find_in_database(*known.markers)
    # PostgreSQL's files are the server's own.
    found["files"] = find_in_files(*known.markers) if connection.vendor == "sqlite" else []
    changes = Change.objects.unscoped("test").filter(action="erase").count()
    json.dump(
        {
            "status": page.status_code,
            "found": found,
            "markers": known.markers,
            "is_ledger_equal": before == after and len(after) > 2,
            "changes": changes,
        },
        sys.stdout,
    )


main()
