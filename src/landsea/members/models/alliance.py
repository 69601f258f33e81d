"""Alliances and who belongs to them."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from landsea.foundation.fields import LocalisedTextField
from landsea.foundation.ids import uuid7
from landsea.foundation.scoping import ScopedQuerySet


class Alliance(models.Model):
    """A destination alliance: organisations that run one market together."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    names = LocalisedTextField()
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.names)


class MembershipState(StrEnum):
    """Where an organisation stands in an alliance."""

    APPLIED = "applied"  #: asked to join, not decided
    ADMITTED = "admitted"  #: belongs
    SUSPENDED = "suspended"  #: belongs, but may not act for a time
    LEFT = "left"  #: belonged


class Membership(models.Model):
    """An organisation's membership in an alliance, over a half-open span of days."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    alliance = models.ForeignKey(Alliance, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, related_name="memberships"
    )
    state = models.CharField(
        max_length=12, choices=[(state.value, state.value) for state in MembershipState]
    )
    #: What the applicant says for itself.
    application = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "organisation"],
                condition=~Q(state=MembershipState.LEFT.value),
                name="one_present_membership",
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="membership_state_known",
                condition=Q(state__in=[state.value for state in MembershipState]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.alliance_id}: {self.state}"


class MembershipChange(models.Model):
    """One step of a membership from state to state, with its reason; never changed."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="changes")
    #: Empty for the first step.
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(
        max_length=12, choices=[(state.value, state.value) for state in MembershipState]
    )
    reason = models.CharField(max_length=500, blank=True)
    changed_by = models.UUIDField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_step_leads_elsewhere", condition=~Q(before=F("after"))),
            models.CheckConstraint(
                name="a_step_leads_to_a_known_state",
                condition=Q(after__in=[state.value for state in MembershipState]),
            ),
            models.CheckConstraint(
                name="a_suspension_has_a_reason",
                condition=~Q(after=MembershipState.SUSPENDED.value) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["membership", "id"], name="steps_of_a_membership")]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.before} → {self.after}"
