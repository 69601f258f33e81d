"""Who may do what with cards."""

from collections.abc import Collection

from landsea.cards.models.visibility import OFFICERS, STATEMENT_READERS
from landsea.foundation.actor import Actor, Role


def list_gate_organisations(actor: Actor) -> frozenset[int]:
    """Returns the organisations at whose venues the actor admits cards."""
    return actor.organisation_ids(Role.GATE, Role.OFFICE)


def can_work_gate(actor: Actor, organisation_id: int) -> bool:
    """Says whether the actor admits cards at an organisation's venues."""
    return organisation_id in list_gate_organisations(actor)


def can_take_payment(actor: Actor, organisation_id: int) -> bool:
    """Says whether the actor takes money for cards in an organisation's name."""
    return can_work_gate(actor, organisation_id)


def can_sell(
    actor: Actor, organisation_id: int, alliance_id: int, belongs_to: Collection[int]
) -> bool:
    """Says whether the actor sells an alliance's cards in an active member's name."""
    return can_work_gate(actor, organisation_id) and alliance_id in belongs_to


def can_block(actor: Actor, alliance_id: int) -> bool:
    """Says whether the actor blocks and frees an alliance's cards."""
    return actor.is_system or alliance_id in actor.alliance_ids(Role.OFFICE)


def can_read_statement(actor: Actor, organisation_id: int, alliance_id: int) -> bool:
    """Says whether the actor reads an organisation's statement of an alliance's programme."""
    return (
        actor.is_system
        or organisation_id in actor.organisation_ids(*STATEMENT_READERS)
        or alliance_id in actor.alliance_ids(*OFFICERS)
    )


def can_trace(actor: Actor, alliance_id: int) -> bool:
    """Says whether the actor follows an admission from end to end."""
    return actor.is_system or alliance_id in actor.alliance_ids(Role.OFFICE)


def can_write_programmes(actor: Actor, alliance_id: int) -> bool:
    """Says whether the actor makes programmes, products and benefits."""
    return actor.is_system or alliance_id in actor.alliance_ids(Role.OFFICE)
