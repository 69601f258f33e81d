"""The pages of figures: what was counted here, what offices published, what is made up."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from landsea.foundation import files, tasks
from landsea.foundation.csv_files import write_csv
from landsea.foundation.requests import Request
from landsea.foundation.shown import ShownError, shown
from landsea.insight import policies, queries
from landsea.insight.generated_queries import (
    GeneratedTable,
    list_generated_months,
    tabulate,
)
from landsea.insight.line_queries import list_lines, list_lines_of_latest_quarter
from landsea.insight.queries import CityMonth, Series
from landsea.insight.tasks import load_published_file
from landsea.kernel.errors import InvalidInput, LandseaError, NotAllowed, NotFound


@require_GET
def figures(request: Request) -> HttpResponse:
    """Shows card admissions counted here and, apart from them, what is published or made up."""
    every = queries.list_series()
    chosen = _chosen(every, request)
    months = queries.list_published_months(chosen) if chosen else []
    lines = list_lines()
    return render(
        request,
        "insight/figures.html",
        {
            "admissions": queries.list_card_admissions(),
            "generated": _draw_generated(tabulate(list_generated_months()), get_language() or "en"),
            "lines": lines,
            "quarter": list_lines_of_latest_quarter(lines),
            "series": every,
            "chosen": chosen,
            "months": months,
            "oldest_first": queries.with_gaps(months),
            "sources": list(dict.fromkeys((each.source, each.licence) for each in months)),
            "may_load": policies.can_load_published(request.actor),
        },
    )


@lru_cache(maxsize=16)
def _draw_generated(table: GeneratedTable | None, _language: str) -> str:
    """Returns the part about made-up visits: much to write, and the same until others are made."""
    return render_to_string("insight/_generated.html", {"generated": table}) if table else ""


@require_GET
def admissions_csv(request: Request) -> HttpResponse:
    """Gives the card admissions as a table; each row says that they were counted."""
    return _admissions("card-admissions.csv", queries.list_card_admissions())


@require_GET
def generated_csv(request: Request) -> HttpResponse:
    """Gives the made-up visits as a table; each row says that they were generated."""
    return _admissions("generated-visits.csv", list_generated_months())


@require_GET
def lines_csv(request: Request) -> HttpResponse:
    """Gives the published lines as a table; each row says who stated it, when and where."""
    rows = [
        [
            each.kind.value,
            each.area,
            str(each.area_names),
            each.period_text,
            each.measure.value,
            f"{each.value.normalize():f}",
            each.unit,
            "" if each.change_percent is None else each.change_percent,
            each.published_on.isoformat(),
            each.status.value,
            each.source,
            each.address,
            each.licence,
            each.note,
        ]
        for each in list_lines()
    ]
    header = [
        *("kind", "area", "area_name", "period", "measure", "value", "unit", "change_percent"),
        *("published_on", "status", "source", "address", "licence", "note"),
    ]
    return _csv("published-lines.csv", header, rows)


@require_GET
def published_csv(request: Request) -> HttpResponse:
    """Gives one published series as a table; each row says that it was published, and by whom."""
    chosen = _chosen(queries.list_series(), request)
    if chosen is None:
        raise NotFound
    rows = [
        [
            each.figure.kind.value,
            chosen.reference_area,
            chosen.counterpart_area,
            each.period,
            each.figure.value,
            # A number, not a text: a text with a minus would be kept from being a formula.
            "" if each.growth.percent is None else each.growth.percent,
            each.status.value,
            each.measure,
            each.source,
            each.licence,
        ]
        for each in queries.list_published_months(chosen, limit=1000)
    ]
    header = [
        *("kind", "destination", "residence", "period", "visitors", "year_on_year_percent"),
        *("status", "measure", "source", "licence"),
    ]
    return _csv("published-arrivals.csv", header, rows)


@never_cache
@require_http_methods(["GET", "POST"])
def load(request: Request) -> HttpResponse:
    """Takes a file of published arrivals and loads it behind the page."""
    if not policies.can_load_published(request.actor):
        raise NotAllowed
    fault: ShownError | None = None
    if request.method == "POST":
        try:
            return _start(request)
        except LandseaError as error:
            fault = shown(error)
    return render(request, "insight/load.html", {"fault": fault}, status=422 if fault else 200)


@never_cache
@require_GET
def loading(request: Request, task_id: UUID) -> HttpResponse:
    """Shows how far a loading is, and what came of it; polls while it goes on."""
    progress = _loading(request, task_id)
    outcome = None
    if progress.has_succeeded:
        outcome = load_published_file.get_result(str(task_id)).return_value
    template = (
        "insight/_loading.html" if request.headers.get("HX-Request") else "insight/loading.html"
    )
    return render(request, template, {"progress": progress, "outcome": outcome, "task_id": task_id})


@require_POST
def cancel(request: Request, task_id: UUID) -> HttpResponse:
    """Asks a loading to stop; what readers see stays the figures of before."""
    _loading(request, task_id)
    tasks.ask_to_cancel(task_id, by=request.actor, now=timezone.now())
    return redirect("insight:loading", task_id=task_id)


def _loading(request: Request, task_id: UUID) -> tasks.TaskProgress:
    """Returns how far a loading is; other tasks are not to be seen or stopped here."""
    if not policies.can_load_published(request.actor):
        raise NotAllowed
    progress = tasks.get_progress(task_id, by=request.actor)
    if progress.task_path != load_published_file.module_path:
        raise NotFound
    return progress


def _start(request: Request) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        raise InvalidInput(field=_("File"), value=_("no file was chosen"))
    stored = files.store_file(
        cast(BinaryIO, upload.file),
        name=upload.name or "",
        media_type="text/csv",
        owner=None,
        by=request.actor,
        now=timezone.now(),
        max_bytes=settings.LANDSEA_MAX_UPLOAD,
    )
    task = load_published_file.on_behalf_of(owner=None, subject=request.actor.subject)
    result = task.enqueue(str(stored.public_id))
    return redirect("insight:loading", task_id=result.id)


def _chosen(every: list[Series], request: Request) -> Series | None:
    wanted = Series(request.GET.get("to", ""), request.GET.get("from", ""))
    if wanted in every:
        return wanted
    # Another destination may not tell of this market; its total is next to what was asked for.
    totals = [each for each in every if each.counterpart_area == "ALL"]
    there = [each for each in totals if each.reference_area == wanted.reference_area]
    return next(iter([*there, *totals, *every]), None)


def _admissions(name: str, months: Iterable[CityMonth]) -> HttpResponse:
    header = ["kind", "market", "city", "month", "card_admissions"]
    rows = [
        [
            each.figure.kind.value,
            each.market,
            each.city,
            each.month.isoformat()[:7],
            each.figure.value,
        ]
        for each in months
    ]
    return _csv(name, header, rows)


def _csv(name: str, header: list[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    response = HttpResponse(write_csv(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
