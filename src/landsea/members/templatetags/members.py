"""What kinds, roles, states and steps are called in the reader's language."""

from django import template
from django.utils.translation import gettext as _

from landsea.foundation.actor import Role
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.engine.labels import KIND_LABELS, ROLE_LABELS, STATE_LABELS, STEP_LABELS
from landsea.members.engine.steps import Step

register = template.Library()


@register.filter
def kind_words(kind: str) -> str:
    """Returns what sort of organisation this is."""
    return _(KIND_LABELS[OrganisationKind(kind)])


@register.filter
def role_words(role: str) -> str:
    """Returns what a role is called."""
    return _(ROLE_LABELS[Role(role)])


@register.filter
def state_words(state: str) -> str:
    """Returns where a membership stands."""
    return _(STATE_LABELS[state])


@register.filter
def step_words(step: Step) -> str:
    """Returns what happened to a membership."""
    return _(STEP_LABELS[step])
