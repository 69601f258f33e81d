"""Who may do what in the library."""

from landsea.foundation.actor import Actor, Role


def can_edit_records_of(actor: Actor, organisation_id: int) -> bool:
    """Says whether the actor writes records that an organisation owns."""
    return actor.is_system or organisation_id in actor.organisation_ids(Role.EDITOR)


def can_put_back_records_of(actor: Actor, organisation_id: int) -> bool:
    """Says whether the actor takes changes of an organisation's records back: its office too."""
    mine = actor.organisation_ids(Role.EDITOR, Role.OFFICE)
    return actor.is_system or organisation_id in mine
