"""Who may do what with figures."""

from landsea.foundation.actor import Actor, Role


def can_load_published(actor: Actor) -> bool:
    """Says whether the actor loads published figures into the installation."""
    return actor.is_system or bool(list_loading_alliances(actor))


def list_loading_alliances(actor: Actor) -> frozenset[int]:
    """Returns the alliances for which the actor loads published figures."""
    return actor.alliance_ids(Role.STATISTICIAN, Role.OFFICE)
