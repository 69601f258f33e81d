"""The register: projects from signing to opening, and sums that were published over several."""

from django.db import models
from django.db.models import Q

from landsea.foundation.fields import LocalisedTextField
from landsea.foundation.ids import uuid7
from landsea.market.engine.projects import Sector, Stage


class RegisterRow(models.Model):
    """What a line of the register says, with where it is known from."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    alliance = models.ForeignKey("members.Alliance", on_delete=models.PROTECT, related_name="+")
    #: The line's own id in the files that it comes with.
    key = models.CharField(max_length=100)
    names = LocalisedTextField()
    stage = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Stage])
    #: In which it reached the stage; null when the source does not tell.
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    #: Null: not known.
    amount_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    #: Empty when the source does not tell.
    sector = models.CharField(
        max_length=12, blank=True, choices=[(each.value, each.value) for each in Sector]
    )
    place_names = LocalisedTextField(blank=True)
    #: ISO 3166-1 code; empty when the source does not tell.
    market = models.CharField(max_length=2, blank=True)
    source = models.TextField()
    source_url = models.CharField(max_length=500, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    #: As exact as the source tells it: a year, a month or a day.
    as_of = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.names)


def _rules(name: str) -> "list[models.BaseConstraint]":
    """Returns what the database holds of both kinds of lines; constraints have names of their own.

    Django would fill in a name of an abstract table's, and too long a one.
    """
    return [
        models.UniqueConstraint(fields=["alliance", "key"], name=f"{name}_stands_once"),
        models.CheckConstraint(
            name=f"{name}_is_at_a_known_stage",
            condition=Q(stage__in=[each.value for each in Stage]),
        ),
        models.CheckConstraint(
            name=f"{name}_is_of_a_known_sector",
            condition=Q(sector__in=["", *(each.value for each in Sector)]),
        ),
        models.CheckConstraint(
            name=f"{name}_has_amount_and_currency_or_none",
            condition=Q(amount_minor__isnull=True, currency="")
            # Named, for a comparison with nothing known would let the row pass.
            | (Q(amount_minor__isnull=False, amount_minor__gt=0) & ~Q(currency="")),
        ),
    ]


class ProjectSum(RegisterRow):
    """A number of projects that was published together; none of them is made up to fill it."""

    project_count = models.PositiveIntegerField()

    class Meta(RegisterRow.Meta):
        abstract = False
        constraints = [
            *_rules("a_project_sum"),
            models.CheckConstraint(
                name="a_project_sum_is_over_projects", condition=Q(project_count__gte=1)
            ),
        ]


class Project(RegisterRow):
    """One project."""

    #: The published sum that it is among.
    part_of = models.ForeignKey(
        ProjectSum, null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )

    class Meta(RegisterRow.Meta):
        abstract = False
        constraints = _rules("a_project")
