"""Visits that were counted here, figures that offices published, and visits that are made up."""

from django.db import models
from django.db.models import F, Q

from landsea.foundation.actor import Actor, Role
from landsea.foundation.fields import LocalisedTextField
from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import Private, Public, ScopedQuerySet, Scopes, public_ids
from landsea.insight.engine.arrivals import CounterpartKind, ObservationStatus
from landsea.insight.engine.lines import Measure


class VisitFact(models.Model):
    """One admission, or its taking back, as a count; append-only, of nobody in particular."""

    event_id = models.UUIDField(unique=True)
    admission_id = models.UUIDField()
    #: Visitors, or as many with a minus when the admission was taken back.
    visits = models.SmallIntegerField()
    venue_id = models.UUIDField()
    place_names = LocalisedTextField()
    city = models.CharField(max_length=100)
    city_names = LocalisedTextField()
    market = models.CharField(max_length=2)
    programme_id = models.UUIDField()
    product_id = models.UUIDField()
    organisation_id = models.UUIDField()
    #: The venue's date, under which the visit counts.
    local_date = models.DateField()
    admitted_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_fact_counts_somebody", condition=~Q(visits=0)),
            models.UniqueConstraint(
                fields=["admission_id"],
                condition=Q(visits__gt=0),
                name="an_admission_counts_once",
            ),
            models.UniqueConstraint(
                fields=["admission_id"],
                condition=Q(visits__lt=0),
                name="an_admission_is_taken_back_once",
            ),
        ]
        indexes = [models.Index(fields=["city", "local_date"], name="visits_by_city_and_day")]

    def __str__(self) -> str:
        return f"{self.admission_id}: {self.visits}"


class Vintage(models.Model):
    """One state of a collection of published figures: the latest complete one is current."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    dataset = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    row_count = models.PositiveIntegerField()
    begun_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dataset"],
                condition=Q(completed_at__isnull=False, superseded_at__isnull=True),
                name="one_current_vintage",
            ),
            models.UniqueConstraint(
                fields=["dataset", "sha256"],
                condition=Q(completed_at__isnull=True),
                name="a_file_is_loaded_once_at_a_time",
            ),
            models.CheckConstraint(
                name="only_a_complete_vintage_is_superseded",
                condition=Q(superseded_at__isnull=True) | Q(completed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.sha256[:8]}"


class PublishedObservation(models.Model):
    """A figure as an office published it, with the definition that it has there."""

    vintage = models.ForeignKey(Vintage, on_delete=models.CASCADE, related_name="observations")
    row = models.PositiveIntegerField()
    reference_area = models.CharField(max_length=40)
    counterpart_area = models.CharField(max_length=80)
    counterpart_kind = models.CharField(
        max_length=8, choices=[(kind.value, kind.value) for kind in CounterpartKind]
    )
    counterpart_iso2 = models.CharField(max_length=2, blank=True)
    period = models.CharField(max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField()
    frequency = models.CharField(max_length=1)
    measure = models.CharField(max_length=100)
    value = models.BigIntegerField()
    status = models.CharField(
        max_length=1, choices=[(status.value, status.value) for status in ObservationStatus]
    )
    source = models.CharField(max_length=500)
    licence = models.CharField(max_length=300)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "vintage",
                    "reference_area",
                    "counterpart_area",
                    "period",
                    "measure",
                    "source",
                ],
                name="a_figure_stands_once_in_a_vintage",
            ),
            models.UniqueConstraint(fields=["vintage", "row"], name="a_row_is_loaded_once"),
            models.CheckConstraint(
                name="a_published_figure_is_not_negative",
                condition=Q(value__gte=0, ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="a_published_figure_is_of_known_kinds",
                condition=Q(
                    counterpart_kind__in=[kind.value for kind in CounterpartKind],
                    frequency__in=["A", "M"],
                    status__in=[status.value for status in ObservationStatus],
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["vintage", "reference_area", "counterpart_area", "frequency", "starts_on"],
                name="figures_of_a_series",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference_area} {self.counterpart_area} {self.period}"


class PublishedLine(models.Model):
    """A single figure that an office stated, with period, measure and day; in no series."""

    vintage = models.ForeignKey(Vintage, on_delete=models.CASCADE, related_name="lines")
    row = models.PositiveIntegerField()
    area = models.CharField(max_length=10)
    area_names = LocalisedTextField()
    period = models.CharField(max_length=21)
    starts_on = models.DateField()
    ends_on = models.DateField()
    measure = models.CharField(
        max_length=20, choices=[(measure.value, measure.value) for measure in Measure]
    )
    value = models.DecimalField(max_digits=17, decimal_places=2)
    #: ISO 4217; empty for visitor-times.
    currency = models.CharField(max_length=3, blank=True)
    #: On the year before, as the office stated it: nothing is worked out here.
    change_percent = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    published_on = models.DateField()
    status = models.CharField(
        max_length=1, choices=[(status.value, status.value) for status in ObservationStatus]
    )
    source = models.CharField(max_length=500)
    address = models.CharField(max_length=500, blank=True)
    licence = models.CharField(max_length=300)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vintage", "area", "period", "measure", "source"],
                name="a_line_stands_once_in_a_vintage",
            ),
            models.CheckConstraint(
                name="a_line_is_a_figure_of_a_period",
                condition=Q(value__gte=0, ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="a_line_is_of_known_kinds",
                condition=Q(
                    measure__in=[measure.value for measure in Measure],
                    status__in=[status.value for status in ObservationStatus],
                ),
            ),
            models.CheckConstraint(
                name="only_money_has_a_currency",
                condition=Q(
                    measure__in=[measure.value for measure in Measure if measure.is_money],
                    currency__gt="",
                )
                | Q(
                    measure__in=[measure.value for measure in Measure if not measure.is_money],
                    currency="",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.period} {self.measure}"


class GeneratedVisit(models.Model):
    """A card admission that was made up for a demonstration; nothing happened, nobody is owed.

    A table of its own: no sum over what was counted can take it in by mistake.
    """

    seed = models.PositiveIntegerField()
    venue_id = models.UUIDField()
    city = models.CharField(max_length=100)
    city_names = LocalisedTextField()
    market = models.CharField(max_length=2)
    visits = models.SmallIntegerField(default=1)
    local_date = models.DateField()
    #: On the venue's clock, in minutes from midnight.
    minute = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_made_up_visit_is_of_somebody", condition=Q(visits__gt=0, minute__lt=1440)
            )
        ]
        indexes = [models.Index(fields=["local_date", "city"], name="made_up_by_day_and_city")]

    def __str__(self) -> str:
        return f"generated {self.local_date} {self.city}"


def fact_seen_by(actor: Actor) -> Q:
    """The organisation that was visited, and the office and clearing officer of the alliance."""
    roles = (Role.GATE, Role.EDITOR, Role.STATISTICIAN, Role.CLEARING_OFFICER, Role.OFFICE)
    officers = actor.alliance_ids(Role.OFFICE, Role.CLEARING_OFFICER)
    organisations = public_ids("members.Organisation", pk__in=actor.organisation_ids(*roles))
    programmes = public_ids("cards.CardProgramme", alliance_id__in=officers)
    return Q(organisation_id__in=organisations) | Q(programme_id__in=programmes)


#: Who may see which rows of figures.
SCOPES: Scopes = {
    # In sums over a city and a month facts are public; each for itself is not.
    "VisitFact": Private(owner="organisation_id", alliance="programme_id", seen_by=fact_seen_by),
    "Vintage": Public("A collection of figures that offices published is public as they are."),
    "PublishedObservation": Public("Offices published these figures."),
    "PublishedLine": Public("Offices stated these figures."),
    "GeneratedVisit": Public("It was made up: it is of nobody, and each row says so."),
}
