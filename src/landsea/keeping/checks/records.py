"""What the rows say: books, events, tasks, stored files, keys."""

from datetime import datetime, timedelta
from itertools import islice

from landsea.cards.queries.books import audit_books
from landsea.foundation import health
from landsea.keeping.checks.findings import Findings, attention, bad, ok

#: A worker that runs has taken an event or a task long before.
PATIENCE = timedelta(minutes=10)
_FAILED_WITHIN = timedelta(days=7)
_NAMED = 5


def check_books() -> Findings:
    """Looks whether the ledger adds up."""
    books = audit_books()
    if books.are_right:
        yield ok("books", f"{books.postings:,} postings, all balanced, every admission posted")
        return
    yield bad(
        "books",
        f"{books.mixed_currencies} postings of mixed currency, {books.crooked_reversals} crooked"
        f" reversals, {books.unposted_admissions} admissions without a posting,"
        f" {books.unreversed_voids} voided ones not taken back",
        "Stop the gates and restore the last sound backup, or correct by hand with an auditor.",
    )


def check_events(*, now: datetime) -> Findings:
    """Looks whether events are delivered."""
    events = health.look_at_events(now=now, patience=PATIENCE)
    if events.refused:
        yield bad(
            "events",
            f"{events.refused} are refused by a receiver, the last: {events.last_error}",
            "Mend what the error says; the worker tries again by itself.",
        )
    elif events.late:
        yield attention("events", f"{events.late} wait to be delivered", "Start a worker.")
    else:
        yield ok("events", "none is late")


def check_tasks(*, now: datetime) -> Findings:
    """Looks whether background tasks are worked on."""
    tasks = health.look_at_tasks(now=now, patience=PATIENCE, failed_since=now - _FAILED_WITHIN)
    if stuck := tasks.waiting + tasks.abandoned:
        yield attention("tasks", f"{stuck} wait for a worker", "Start a worker.")
    if tasks.failed:
        yield attention(
            "tasks",
            f"{tasks.failed} have failed in the last {_FAILED_WITHIN.days} days",
            "Read their errors in the log.",
        )
    if not stuck and not tasks.failed:
        yield ok("tasks", "none is late, none has failed lately")


def check_files() -> Findings:
    """Looks whether stored files have their content."""
    lost = list(health.list_lost_files())
    if lost:
        yield bad(
            "stored files",
            f"{len(lost)} have lost their content: {', '.join(lost[:_NAMED])}",
            "Take `content/…` of these names out of a backup, and put it into files/content.",
        )
    else:
        orphans = health.count_orphans()
        said = f", {orphans} without a row go with the next tidying" if orphans else ""
        yield ok("stored files", f"all have their content{said}")


def check_keys() -> Findings:
    """Looks whether the present secrets open what was sealed."""
    closed = list(islice(health.list_sealed_for_ever(), _NAMED + 1))
    if closed:
        more = " and more" if len(closed) > _NAMED else ""
        yield bad(
            "sealed keys",
            f"no present secret opens {', '.join(closed[:_NAMED])}{more}",
            "Put the secret that sealed them into LANDSEA_SECRETS, behind a comma.",
        )
    else:
        yield ok("sealed keys", "all can be opened")
