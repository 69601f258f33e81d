"""How many places each filter would leave, and where all places come from."""

from dataclasses import replace

from django.db.models import Count, Max, Min, Q

from landsea.kernel.texts import LocalisedText
from landsea.library.engine.places import CityCount, PlaceFacets, SourceCount
from landsea.library.engine.vocabulary import Confidence, LicenceState, ResourceKind
from landsea.library.queries.matching import PlaceFilter, by_code_point, matching, published


def count_facets(wanted: PlaceFilter | None = None) -> PlaceFacets:
    """Returns how many places each kind, market and city would leave, the other filters kept."""
    wanted = wanted or PlaceFilter()
    kinds = matching(replace(wanted, kind=None)).values_list("kind")
    markets = matching(replace(wanted, market="", city="")).values_list("market")
    return PlaceFacets(
        kinds={
            ResourceKind(kind): count
            for kind, count in kinds.annotate(count=Count("pk")).order_by("-count", "kind")
        },
        markets=dict(markets.annotate(count=Count("pk")).order_by("-count", "market")),
        cities=_count_cities(replace(wanted, city="")),
    )


def list_sources() -> list[SourceCount]:
    """Lists where the published places come from, the sources of most places first."""
    rows = (
        published()
        .values_list("source", "licence", "licence_state")
        .annotate(first=Min("source_url"), last=Max("source_url"))
        .annotate(count=Count("pk"), unverified=Count("pk", filter=~Q(confidence=Confidence.A)))
        .order_by("-count", by_code_point("source"), by_code_point("licence"))
    )
    return [
        SourceCount(
            source=source,
            # One source may be many pages.
            url=first if first == last else "",
            licence=licence,
            licence_state=LicenceState(state),
            count=count,
            unverified=unverified,
        )
        for source, licence, state, first, last, count, unverified in rows
    ]


def _count_cities(wanted: PlaceFilter) -> tuple[CityCount, ...]:
    rows = (
        matching(wanted)
        .exclude(city="")
        .values_list("city", "market", "city_names")
        .annotate(count=Count("pk"))
        .order_by("-count", by_code_point("city"), "market")
    )
    cities: dict[tuple[str, str], CityCount] = {}
    for city, market, names, count in rows:
        known = cities.get((city, market))
        cities[city, market] = CityCount(
            city=city,
            # Records of one city may tell its name in different languages: most are shown.
            names=max(known.names, names, key=_language_count) if known else names,
            market=market,
            count=count + (known.count if known else 0),
        )
    return tuple(sorted(cities.values(), key=lambda each: (-each.count, each.city, each.market)))


def _language_count(names: LocalisedText) -> int:
    return len(names.languages)
