"""Who may do what with cards."""

from landsea.foundation.actor import Actor, Role

#: Roles that read their own organisation's statement.
_STATEMENT_READERS = (Role.GATE, Role.EDITOR, Role.CLEARING_OFFICER, Role.OFFICE)


def can_work_gate(actor: Actor, organisation_id: int) -> bool:
    """Says whether the actor admits cards at an organisation's venues."""
    return organisation_id in actor.organisation_ids(Role.GATE, Role.OFFICE)


def can_take_payment(actor: Actor, organisation_id: int) -> bool:
    """Says whether the actor takes money for cards in an organisation's name."""
    return can_work_gate(actor, organisation_id)


def can_read_statement(actor: Actor, organisation_id: int, alliance_id: int) -> bool:
    """Says whether the actor reads an organisation's statement of an alliance's programme."""
    return (
        actor.is_system
        or organisation_id in actor.organisation_ids(*_STATEMENT_READERS)
        or alliance_id in actor.alliance_ids(Role.OFFICE, Role.CLEARING_OFFICER)
    )


def can_trace(actor: Actor, alliance_id: int) -> bool:
    """Says whether the actor follows an admission from end to end."""
    return actor.is_system or alliance_id in actor.alliance_ids(Role.OFFICE)


def can_write_programmes(actor: Actor, alliance_id: int) -> bool:
    """Says whether the actor makes programmes, products and benefits."""
    return actor.is_system or alliance_id in actor.alliance_ids(Role.OFFICE)
