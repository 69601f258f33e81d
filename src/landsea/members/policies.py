"""Who may do what with members."""

from landsea.foundation.actor import Actor, Role


def can_run_alliance(actor: Actor, alliance_id: int) -> bool:
    """Says whether the actor decides for an alliance."""
    return actor.is_system or alliance_id in actor.alliance_ids(Role.OFFICE)


def can_register_organisations(actor: Actor) -> bool:
    """Says whether the actor may write new organisations and people into the installation."""
    return actor.is_system or bool(actor.alliance_ids(Role.OFFICE))
