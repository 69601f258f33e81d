"""What the library holds, counted from its tables: for the page about the data."""

from django.db.models import Count, Q, QuerySet

from landsea.library.engine.places import Holdings, SourceCount
from landsea.library.engine.vocabulary import (
    Confidence,
    LicenceState,
    ResourceKind,
    ResourceState,
)
from landsea.library.models import Event, PublicHoliday
from landsea.library.queries.matching import by_code_point, published


def count_holdings() -> Holdings:
    """Returns how many records are published, how sure and how exact they are."""
    verified = Q(confidence=Confidence.A)
    withheld = Q(kind=ResourceKind.INTANGIBLE, consent_on__isnull=True)
    counts = published().aggregate(
        verified=Count("pk", filter=verified),
        unverified=Count("pk", filter=~verified),
        withheld=Count("pk", filter=withheld),
    )
    positions = (
        published()
        .exclude(kind=ResourceKind.INTANGIBLE)
        .order_by("position_precision")
        .values_list("position_precision")
        .annotate(count=Count("pk"))
    )
    return Holdings(
        verified=counts["verified"],
        unverified=counts["unverified"],
        withheld=counts["withheld"],
        positions=dict(positions),
        events=_published_events().count(),
        holidays=PublicHoliday.objects.count(),
    )


def list_calendar_sources() -> list[SourceCount]:
    """Lists where the calendar's events and holidays come from, those of most rows first."""
    events = (
        _published_events()
        .values_list("source", "source_url", "licence", "licence_state")
        .annotate(count=Count("pk"))
        .order_by("-count", by_code_point("source"), by_code_point("source_url"))
    )
    holidays = (
        PublicHoliday.objects.values_list("source", "licence")
        .annotate(count=Count("pk"))
        .order_by("-count", by_code_point("source"))
    )
    return [
        *(
            SourceCount(
                source=source,
                url=url,
                licence=licence,
                licence_state=LicenceState(state),
                count=count,
            )
            for source, url, licence, state, count in events
        ),
        *(
            SourceCount(
                source=source,
                url="",
                licence=licence,
                licence_state=LicenceState.STATED if licence else LicenceState.UNKNOWN,
                count=count,
            )
            for source, licence, count in holidays
        ),
    ]


def _published_events() -> QuerySet[Event]:
    rows = Event.objects.unscoped("what is published is for everybody")
    return rows.filter(state=ResourceState.PUBLISHED)
