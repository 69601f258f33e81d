"""Invitations: somebody is asked by mail to take a role."""

from django.db import models
from django.db.models import F, Q

from landsea.foundation.actor import Role
from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet


class Invitation(models.Model):
    """A role offered to an e-mail address for a time; holds personal data until it is answered."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    #: Emptied when the invitation is accepted, withdrawn or over.
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    organisation = models.ForeignKey(
        "members.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    alliance = models.ForeignKey(
        "members.Alliance",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    #: Of the link's secret, which is in the mail only.
    secret_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.UUIDField(null=True, blank=True)
    invited_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_invitation_is_to_one_place",
                condition=Q(organisation__isnull=True, alliance__isnull=False)
                | Q(organisation__isnull=False, alliance__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_role_known", condition=Q(role__in=[role.value for role in Role])
            ),
            models.CheckConstraint(
                name="an_invitation_lasts", condition=Q(ends_at__gt=F("invited_at"))
            ),
            models.CheckConstraint(
                name="an_invitation_has_one_end",
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="an_answered_invitation_names_nobody",
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True) | Q(email=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} until {self.ends_at}"
