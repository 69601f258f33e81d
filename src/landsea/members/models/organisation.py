"""Organisations of every kind that make up an alliance."""

from django.db import models

from landsea.foundation.fields import LocalisedTextField
from landsea.foundation.ids import uuid7
from landsea.members.engine.kinds import OrganisationKind


class Organisation(models.Model):
    """A body that can belong to alliances and own records."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    names = LocalisedTextField()
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in OrganisationKind]
    )
    #: ISO 3166-1 code of the market the organisation is in.
    market = models.CharField(max_length=2)
    #: Invented for the demonstration; said wherever the organisation is shown.
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_kind_known",
                condition=models.Q(kind__in=[kind.value for kind in OrganisationKind]),
            )
        ]

    def __str__(self) -> str:
        return str(self.names)
