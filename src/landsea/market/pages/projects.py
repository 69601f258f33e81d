"""The register of projects: totals that mix no currencies, its lines, and the same as a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from landsea.foundation.csv_files import write_csv
from landsea.foundation.requests import Request
from landsea.kernel.texts import LANGUAGES
from landsea.market import queries
from landsea.market.engine.labels import STAGE_LABELS
from landsea.market.engine.projects import Stage
from landsea.market.engine.register_rows import COLUMNS, PROJECT, SUM
from landsea.market.pages.reading import read_choice
from landsea.market.queries import Register, RegisterLine


@require_GET
def projects(request: Request) -> HttpResponse:
    """Shows what is known of projects, and what it comes to."""
    stage = read_choice(request, "stage", Stage)
    alliance = request.GET.get("alliance", "")
    register = _read(request)
    return render(
        request,
        "market/projects.html",
        {
            "register": register,
            "stage": stage,
            "alliance": alliance,
            "is_narrowed": bool(stage or alliance),
            "stages": STAGE_LABELS.items(),
        },
    )


@require_GET
def register_csv(request: Request) -> HttpResponse:
    """Gives the register as the table from which it can be imported."""
    rows = [_cells(line) for line in _read(request).lines]
    response = HttpResponse(write_csv(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="projects.csv"'
    return response


def _read(request: Request) -> Register:
    stage = read_choice(request, "stage", Stage)
    return queries.read_register(alliance=request.GET.get("alliance", ""), stage=stage)


def _cells(line: RegisterLine) -> list[object]:
    names = [line.names.find(tag) or "" for tag in LANGUAGES]
    places = [line.place_names.find(tag) or "" for tag in LANGUAGES]
    return [
        *(line.key, SUM if line.is_sum else PROJECT, *names),
        *(line.stage.value, line.year or "", line.project_count or ""),
        line.amount.decimal if line.amount else "",
        line.amount.currency if line.amount else "",
        *(line.sector.value if line.sector else "", *places, line.market, line.part_of),
        *(line.source, line.source_url, line.licence, line.as_of, line.note),
    ]
