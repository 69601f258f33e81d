"""Who may do what on the market."""

from landsea.foundation.actor import Actor, Role
from landsea.market.models.visibility import WRITERS


def list_own_organisations(actor: Actor) -> frozenset[int]:
    """Returns the organisations whose listings the actor writes."""
    return actor.organisation_ids(*WRITERS)


def can_write_listings_of(actor: Actor, organisation_id: int) -> bool:
    """Says whether the actor writes, publishes and ends an organisation's listings."""
    return actor.is_system or organisation_id in list_own_organisations(actor)


def can_take_down(actor: Actor, alliance_id: int) -> bool:
    """Says whether the actor takes listings down in an alliance, and puts them back."""
    return actor.is_system or alliance_id in actor.alliance_ids(Role.OFFICE)


def can_write_register(actor: Actor, alliance_id: int) -> bool:
    """Says whether the actor writes an alliance's register of projects."""
    return actor.is_system or alliance_id in actor.alliance_ids(Role.OFFICE)
