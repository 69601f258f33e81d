"""The audit trail: who changed what, for those whom it concerns; changes are taken back here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from landsea.foundation import history, tasks, undo
from landsea.foundation.csv_files import write_csv
from landsea.foundation.history import BatchValue, ChangeValue, Doer, HistoryFilter
from landsea.foundation.ids import uuid7
from landsea.foundation.requests import Request
from landsea.foundation.shown import shown
from landsea.kernel.errors import InvalidInput, LandseaError, NotAllowed, NotFound
from landsea.kernel.texts import LocalisedText
from landsea.members.queries.audit import list_body_names, list_person_names
from landsea.web import audit_words as words
from landsea.web.tasks import take_back_batch

CHANGES_ON_A_PAGE = 50
#: The most lines that one table gives.
CSV_LINES = 10_000

_Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class BatchLine:
    """What was changed together, as the list shows it."""

    batch: BatchValue
    who: str
    person: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of one row, field by field."""

    change: ChangeValue
    row: str
    act: str
    name: LocalisedText | None
    fields: tuple[words.FieldChange, ...]
    #: Says whether the row can be brought back to how it was after this.
    can_restore: bool

    @property
    def row_id(self) -> str:
        return f"{self.change.row_label}:{self.change.row_key}"


@never_cache
@require_GET
def audit(request: Request) -> HttpResponse:
    """Lists what was changed together, the latest first, narrowed by kind, act, role and day."""
    _require_reader(request)
    wanted = _read_filter(request.GET)
    page = history.list_batches(request.actor, wanted, before=_read_batch(request.GET))
    names = _names_of([batch.by for batch in page.batches], request)
    row = (wanted.row_label, wanted.row_key)
    return render(
        request,
        "web/audit.html",
        {
            "lines": [_batch_line(batch, names) for batch in page.batches],
            "wanted": wanted,
            "is_narrowed": wanted != HistoryFilter(),
            "row": words.row_words(wanted.row_label) if wanted.row_key else "",
            "row_name": undo.describe_rows([row], request.actor).get(row),
            "rows": sorted((words.row_words(each), each) for each in words.ROWS),
            "acts": _acts(wanted.action),
            "roles": words.list_roles(),
            "query": _without(request.GET, "before"),
            "next": page.next,
            "csv_lines": CSV_LINES,
        },
    )


@never_cache
@require_GET
def batch(request: Request, batch_id: UUID) -> HttpResponse:
    """Shows what was changed together field by field, and whether it can be taken back."""
    _require_reader(request)
    actor = request.actor
    found = history.get_batch(batch_id, actor=actor)
    offset = _read_offset(request.GET)
    changes = history.list_changes(
        actor, HistoryFilter(batch=batch_id), offset=offset, limit=CHANGES_ON_A_PAGE
    )
    next_offset = offset + CHANGES_ON_A_PAGE
    why_not = undo.why_not(batch_id, actor=actor)
    return render(
        request,
        "web/audit_batch.html",
        {
            "line": _batch_line(found, _names_of([found.by], request)),
            "lines": _change_lines(changes, request),
            "bodies": list_body_names(_bodies(changes)).values(),
            "why_not": _(why_not) if why_not else "",
            "undone_by": history.find_undoing_batch(batch_id, actor=actor),
            "next_offset": next_offset if next_offset < found.change_count else None,
        },
    )


@require_POST
def take_back(request: Request, batch_id: UUID) -> HttpResponse:
    """Takes a batch back: a small one at once, a large one behind the page."""
    _require_reader(request)
    actor = request.actor
    try:
        if undo.count_changes(batch_id, actor=actor) > undo.MAX_CHANGES:
            # Refused now, if it is to be refused, and not an hour later.
            undo.plan_undo(batch_id, by=actor)
            task = take_back_batch.on_behalf_of(owner=None, subject=actor.subject)
            return redirect("audit-work", task.enqueue(str(batch_id), str(uuid7())).id)
        undoing = undo.undo_batch(batch_id, by=actor, now=timezone.now())
    except (NotFound, NotAllowed):
        raise
    except LandseaError as error:
        messages.error(request, str(shown(error)))
        return redirect("audit-batch", batch_id)
    messages.success(request, _("It is taken back. Here you can take that back in turn."))
    return redirect("audit-batch", undoing)


@require_POST
def restore(request: Request, batch_id: UUID) -> HttpResponse:
    """Brings one record back to how it was after a batch."""
    _require_reader(request)
    label, key = _read_row(request.POST.get("row", ""))
    try:
        restoring = undo.restore_record(
            label, key, to=batch_id, by=request.actor, now=timezone.now()
        )
    except (NotFound, NotAllowed):
        raise
    except LandseaError as error:
        messages.error(request, str(shown(error)))
        return redirect("audit-batch", batch_id)
    messages.success(request, _("The record is as it was then."))
    return redirect("audit-batch", restoring)


@never_cache
@require_GET
def work(request: Request, task_id: UUID) -> HttpResponse:
    """Shows how far the taking back of a large batch is; polls while it goes on."""
    _require_reader(request)
    progress = tasks.get_progress(task_id, by=request.actor)
    if progress.task_path != take_back_batch.module_path:
        raise NotFound
    undoing = None
    if progress.has_succeeded:
        undoing = take_back_batch.get_result(str(task_id)).return_value
    template = (
        "web/_audit_work.html" if request.headers.get("HX-Request") else "web/audit_work.html"
    )
    return render(request, template, {"progress": progress, "undoing": undoing, "task_id": task_id})


@never_cache
@require_GET
def changes_csv(request: Request) -> HttpResponse:
    """Gives the changes as a table, a line for each field, narrowed as the page is."""
    _require_reader(request)
    changes = history.list_changes(request.actor, _read_filter(request.GET), limit=CSV_LINES)
    names = _names_of([change.by for change in changes], request)
    rows = [
        [
            change.changed_at.isoformat(),
            str(change.batch),
            change.row_label,
            change.row_key,
            change.action,
            name,
            _cell(before),
            _cell(after),
            change.by.kind,
            " ".join(change.by.roles),
            _person(change.by, names),
            _cell(change.organisation),
            _cell(change.alliance),
            _cell(change.undoes),
        ]
        for change in changes
        for name, (before, after) in (change.patch or {"": ["", ""]}).items()
    ]
    header = [
        *("changed_at", "batch", "record_kind", "record", "act", "field", "before", "after"),
        *("actor", "roles", "person", "organisation", "alliance", "takes_back"),
    ]
    response = HttpResponse(
        write_csv(header, rows[:CSV_LINES]), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="changes.csv"'
    return response


def _require_reader(request: Request) -> None:
    """Refuses whoever works for nobody: nothing in the log is for them."""
    if not request.actor.grants:
        raise NotAllowed


def _read_filter(given: QueryDict) -> HistoryFilter:
    label, key = _read_row(given.get("row", ""))
    return HistoryFilter(
        row_label=label or _word(given, "kind"),
        row_key=key,
        action=_word(given, "act"),
        role=_word(given, "role"),
        day=_read_day(given.get("day", "")),
    )


def _word(given: QueryDict, name: str) -> str:
    # PostgreSQL's text holds no NUL.
    return given.get(name, "").replace("\x00", "")[:100]


def _read_day(text: str) -> date | None:
    try:
        day = parse_date(text) if text else None
    except ValueError:
        day = None
    if text and day is None:
        raise InvalidInput(field=_("Day"), value=text[:20])
    return day


def _read_row(text: str) -> _Row:
    label, _colon, key = text.replace("\x00", "")[:200].partition(":")
    return label, key


def _read_batch(given: QueryDict) -> UUID | None:
    text = given.get("before", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise InvalidInput(field="before", value=text[:40]) from None


def _read_offset(given: QueryDict) -> int:
    text = given.get("from", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _without(given: QueryDict, name: str) -> str:
    kept = given.copy()
    kept.pop(name, None)
    return kept.urlencode()


def _acts(chosen: str) -> list[tuple[str, str]]:
    """Lists acts by what they are called; of those with one word for several, each by its own."""
    named: dict[str, str] = {}
    for act in words.ACTS:
        named.setdefault(words.act_words(act), act)
    return sorted(
        (word, chosen if chosen and words.act_words(chosen) == word else act)
        for word, act in named.items()
    )


def _names_of(doers: Iterable[Doer], request: Request) -> dict[UUID, str]:
    subjects = {by.subject for by in doers if by.subject is not None}
    return list_person_names(subjects, actor=request.actor) if subjects else {}


def _person(by: Doer, names: dict[UUID, str]) -> str:
    """Returns the name of whoever acted, or a few signs by which the same person is recognised."""
    if by.subject is None:
        return ""
    return names.get(by.subject, str(by.subject)[:8])


def _batch_line(batch: BatchValue, names: dict[UUID, str]) -> BatchLine:
    parts = tuple(
        _("%(count)s × %(row)s: %(act)s")
        % {"count": count, "row": words.row_words(label), "act": words.act_words(action)}
        for label, action, count in batch.counts
    )
    return BatchLine(batch, words.doer_words(batch.by), _person(batch.by, names), parts)


def _change_lines(changes: list[ChangeValue], request: Request) -> list[ChangeLine]:
    rows = {(change.row_label, change.row_key) for change in changes}
    names = undo.describe_rows(rows, request.actor)
    return [
        ChangeLine(
            change,
            words.row_words(change.row_label),
            words.act_words(change.action),
            names.get((change.row_label, change.row_key)),
            tuple(words.field_changes(change)),
            undo.restores_records(change.row_label),
        )
        for change in changes
    ]


def _bodies(changes: Iterable[ChangeValue]) -> set[UUID]:
    concerned = ((change.organisation, change.alliance) for change in changes)
    return {body for pair in concerned for body in pair if body is not None}


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{tag}: {text}" for tag, text in value.items())
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    return "" if value is None else str(value)
