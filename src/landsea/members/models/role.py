"""Which person holds which role where."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from landsea.foundation.actor import Role
from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet


class RoleAssignment(models.Model):
    """A role that a person holds in one organisation or in one alliance, until it is withdrawn."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles"
    )
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    organisation = models.ForeignKey(
        "members.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="roles",
    )
    alliance = models.ForeignKey(
        "members.Alliance", null=True, blank=True, on_delete=models.PROTECT, related_name="roles"
    )
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_role_is_held_in_one_place",
                condition=Q(organisation__isnull=True, alliance__isnull=False)
                | Q(organisation__isnull=False, alliance__isnull=True),
            ),
            models.CheckConstraint(
                name="role_known", condition=Q(role__in=[role.value for role in Role])
            ),
            models.UniqueConstraint(
                fields=["person", "role", "organisation"],
                condition=Q(withdrawn_at__isnull=True, organisation__isnull=False),
                name="one_role_in_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "alliance"],
                condition=Q(withdrawn_at__isnull=True, alliance__isnull=False),
                name="one_role_in_an_alliance",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role}"
