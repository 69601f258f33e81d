"""Who may do what with figures."""

from landsea.foundation.actor import Actor, Role


def can_load_published(actor: Actor) -> bool:
    """Says whether the actor loads published figures into the installation."""
    return actor.is_system or bool(actor.alliance_ids(Role.STATISTICIAN, Role.OFFICE))
