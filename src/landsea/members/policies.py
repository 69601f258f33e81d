"""Who may do what with members."""

from collections.abc import Collection

from landsea.foundation.actor import Actor, Role
from landsea.members.engine.bodies import Body

#: Roles that give something to do in an organisation, and in an alliance, as menus show them.
ORGANISATION_ROLES = (
    Role.OFFICE,
    Role.EDITOR,
    Role.GATE,
    Role.CLEARING_OFFICER,
    Role.MARKET_AGENT,
    Role.AMBASSADOR,
)
ALLIANCE_ROLES = (Role.OFFICE, Role.CLEARING_OFFICER, Role.STATISTICIAN)


def can_run_alliance(actor: Actor, alliance_id: int) -> bool:
    """Says whether the actor decides for an alliance."""
    return actor.is_system or alliance_id in actor.alliance_ids(Role.OFFICE)


def can_run_organisation(actor: Actor, organisation_id: int) -> bool:
    """Says whether the actor decides for an organisation: its own office."""
    return actor.is_system or organisation_id in actor.organisation_ids(Role.OFFICE)


def can_run(actor: Actor, body: Body) -> bool:
    """Says whether the actor gives and takes roles in an organisation or an alliance."""
    if body.organisation_id is not None:
        return can_run_organisation(actor, body.organisation_id)
    return can_run_alliance(actor, body.alliance_id or 0)


def can_register_organisations(actor: Actor) -> bool:
    """Says whether the actor may write new organisations and people into the installation."""
    return actor.is_system or bool(actor.alliance_ids(Role.OFFICE))


def can_edit_organisation(actor: Actor, organisation_id: int, belongs_to: Collection[int]) -> bool:
    """Says whether the actor changes an organisation's names: its own office, or an alliance's."""
    return can_run_organisation(actor, organisation_id) or bool(
        actor.alliance_ids(Role.OFFICE).intersection(belongs_to)
    )


def can_speak_for(actor: Actor, *, concerned: Collection[int], has_office: bool) -> bool:
    """Says whether an alliance's office acts in place of an organisation's own.

    Only while the organisation has none, and no alliance is concerned but the actor's: else the
    office of one alliance could take over a member of another.
    """
    if actor.is_system:
        return True
    mine = actor.alliance_ids(Role.OFFICE)
    return bool(mine) and not has_office and mine.issuperset(concerned)


def can_offer(actor: Actor, role: Role, body: Body) -> bool:
    """Says whether a role exists in an organisation or alliance, and the actor offers it."""
    exists = role in (ALLIANCE_ROLES if body.organisation_id is None else ORGANISATION_ROLES)
    return exists and can_run(actor, body)


def can_name_an_office(actor: Actor) -> bool:
    """Says whether the actor decides which organisations are alliances' offices."""
    return can_register_organisations(actor)


def is_staff(actor: Actor, organisation_id: int) -> bool:
    """Says whether the actor has any role in an organisation."""
    return actor.is_system or organisation_id in actor.organisation_ids(*Role)


def can_make_tokens(actor: Actor, organisation_id: int) -> bool:
    """Says whether the actor makes keys for an organisation's programs: its own office."""
    return can_run_organisation(actor, organisation_id)
