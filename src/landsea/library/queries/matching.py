"""Which published places a search and its filters leave, and how well each fits."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import (
    Case,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Collate

from landsea.kernel.texts import LANGUAGES, canonical_tag
from landsea.library.engine.names import fold_name, fold_words
from landsea.library.engine.vocabulary import ResourceKind, ResourceState
from landsea.library.models import Resource, ResourceName

MAX_QUERY_LENGTH = 100
MAX_QUERY_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFilter:
    """What a list of places is narrowed to; empty means all."""

    query: str = ""
    kind: ResourceKind | None = None
    market: str = ""
    city: str = ""


def published() -> QuerySet[Resource]:
    rows = Resource.objects.unscoped("what is published is for everybody")
    return rows.filter(state=ResourceState.PUBLISHED)


def matching(wanted: PlaceFilter, rows: QuerySet[Resource] | None = None) -> QuerySet[Resource]:
    """Returns what a filter leaves, with `tier` when there is a query: how well the name fits.

    Of the published places, unless other rows are given.
    """
    rows = published() if rows is None else rows
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.market:
        rows = rows.filter(market=wanted.market)
    if wanted.city:
        rows = rows.filter(city=wanted.city)
    query = wanted.query.strip()[:MAX_QUERY_LENGTH]
    if not query:
        return rows
    folded, words = fold_name(query), fold_words(query)[:MAX_QUERY_WORDS]
    if not folded:
        return rows.none().alias(tier=F("standing"))
    holds_all_words = Q()
    for word in words:
        holds_all_words &= Q(folded__contains=word)
    best = (
        ResourceName.objects.unscoped("of places that the outer query has limited")
        .filter(Q(folded__contains=folded) | holds_all_words, resource=OuterRef("pk"))
        .annotate(tier=tier_of(folded))
        .order_by("tier")
        .values("tier")[:1]
    )
    return rows.alias(tier=Subquery(best)).filter(tier__isnull=False)


def tier_of(folded: str) -> Case:
    return Case(
        When(folded=folded, then=Value(0)),
        When(folded__startswith=folded, then=Value(1)),
        When(folded__contains=folded, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )


def by_code_point(field: str) -> Collate:
    """Orders a text by code point, so that both engines agree."""
    return Collate(F(field), "C" if connection.vendor == "postgresql" else "BINARY")


def by_reader(language: str) -> Collate:
    """Orders names as readers of a language expect it, by the key that was made for them."""
    tag = canonical_tag(language)
    key = KeyTextTransform(tag if tag in LANGUAGES else LANGUAGES[0], "sort_keys")
    in_order = Coalesce(key, F("sort_name"), output_field=TextField())
    return Collate(in_order, "C" if connection.vendor == "postgresql" else "BINARY")
