"""Keys of the interface for tests."""

from collections.abc import Iterable

from django.utils import timezone

from landsea.foundation.actor import Actor
from landsea.members.engine.scopes import Scope
from landsea.members.services.tokens import NewToken, create_token


def make_token(
    organisation_id: int, *scopes: Scope, alliance_id: int | None = None, name: str = "till"
) -> NewToken:
    """Returns a new key of an organisation, with its secret."""
    return create_token(
        organisation_id,
        name,
        scopes,
        alliance_id=alliance_id,
        by=Actor.system(),
        now=timezone.now(),
    )


def every_scope(*, of_alliance: bool = False) -> Iterable[Scope]:
    """Lists the scopes that an organisation gives, with or without those of an alliance."""
    return [scope for scope in Scope if of_alliance or not scope.is_alliance_wide]
