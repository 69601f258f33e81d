"""Who acts, found again when what somebody asked for is done later."""

from uuid import UUID

from django.contrib.auth import get_user_model

from landsea.foundation.actor import Actor, ActorKind
from landsea.members.queries.roles import list_grants_of


def actor_of_subject(subject: UUID | None) -> Actor:
    """Returns a person as actor, with the roles of this moment; without a subject, nobody.

    A role that was withdrawn between the asking and the doing is not there any more.
    """
    if subject is None:
        return Actor()
    people = get_user_model().objects.unscoped("makes the actor by whom the others are limited")
    user_id = people.filter(subject=subject, is_active=True).values_list("pk", flat=True).first()
    if user_id is None:
        return Actor(subject=subject)
    return Actor(
        kind=ActorKind.PERSON, subject=subject, user_id=user_id, grants=list_grants_of(user_id)
    )
