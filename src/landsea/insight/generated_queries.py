"""Made-up visits for pages and other readers; never together with what was counted."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import CharField, Count, Max, Sum
from django.db.models.functions import Cast, Left

from landsea.insight.engine.figures import DataKind, Figure
from landsea.insight.models import GeneratedVisit
from landsea.insight.queries import CityMonth
from landsea.kernel.texts import LocalisedText


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedTable:
    """Made-up visits by month and city, for one chart."""

    cities: tuple[LocalisedText, ...]
    #: The oldest month first; one figure for each city.
    months: tuple[tuple[date, tuple[Figure, ...]], ...]
    total: Figure


def list_generated_months() -> list[CityMonth]:
    """Lists made-up admissions by month, latest first, and city."""
    made = GeneratedVisit.objects.aggregate(
        last=Max("id"), count=Count("id"), visits=Sum("visits"), until=Max("local_date")
    )
    # Years of days, made up once: they are added up again only when others were made up.
    return list(_months_of(tuple(made.values()))) if made["count"] else []


@lru_cache(maxsize=1)
def _months_of(_made: tuple[object, ...]) -> tuple[CityMonth, ...]:
    rows = list(
        # By its text: SQLite would call Python for each of the many days.
        GeneratedVisit.objects.annotate(month=Left(Cast("local_date", CharField()), 7))
        .values("city", "market", "month")
        .annotate(total=Sum("visits"))
        .order_by("-month", "-total", "city")
    )
    names = {
        (city, market): names
        for city, market, names in GeneratedVisit.objects.order_by("city", "market")
        .values_list("city", "market", "city_names")
        .distinct()
    }
    return tuple(
        CityMonth(
            city=row["city"],
            city_names=names[row["city"], row["market"]],
            market=row["market"],
            month=date.fromisoformat(f"{row['month']}-01"),
            figure=Figure(row["total"], DataKind.GENERATED),
        )
        for row in rows
    )


def tabulate(months: list[CityMonth]) -> GeneratedTable | None:
    """Returns months and cities crossed, the largest city first; None when nothing is made up."""
    nothing = Figure(0, DataKind.GENERATED)
    cities: dict[tuple[str, str], Figure] = {}
    names: dict[tuple[str, str], LocalisedText] = {}
    cells: dict[date, dict[tuple[str, str], Figure]] = {}
    for each in reversed(months):
        key = (each.city, each.market)
        cities[key] = cities.get(key, nothing) + each.figure
        names[key] = each.city_names
        cells.setdefault(each.month, {})[key] = each.figure
    if not cities:
        return None
    ordered = sorted(cities, key=lambda key: (-cities[key].value, key))
    total = nothing
    for figure in cities.values():
        total = total + figure
    return GeneratedTable(
        cities=tuple(names[key] for key in ordered),
        months=tuple(
            (month, tuple(of_month.get(key, nothing) for key in ordered))
            for month, of_month in sorted(cells.items())
        ),
        total=total,
    )


def has_generated_visits() -> bool:
    """Says whether any visit is made up here."""
    return GeneratedVisit.objects.exists()
