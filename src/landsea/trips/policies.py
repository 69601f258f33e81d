"""Who may do what with trips."""

from uuid import UUID

from landsea.foundation.actor import Actor


def can_see_trip(actor: Actor, traveller: UUID) -> bool:
    """Says whether the actor may see a trip: its traveller's own."""
    return actor.is_system or actor.subject == traveller
