"""Who is acting."""

from landsea.foundation.actor import Actor, ActorKind, Role, RoleGrant

GRANTS = frozenset(
    {
        RoleGrant(Role.EDITOR, organisation_id=1),
        RoleGrant(Role.GATE, organisation_id=2),
        RoleGrant(Role.OFFICE, alliance_id=7),
    }
)


def test_a_role_counts_only_where_it_is_held() -> None:
    actor = Actor(kind=ActorKind.PERSON, grants=GRANTS)

    assert actor.organisation_ids(Role.EDITOR) == {1}
    assert actor.organisation_ids(Role.EDITOR, Role.GATE) == {1, 2}
    assert actor.alliance_ids(Role.OFFICE) == {7}
    assert actor.alliance_ids(Role.EDITOR) == frozenset()
    assert (actor.has_role(Role.OFFICE), actor.has_role(Role.STATISTICIAN)) == (True, False)


def test_the_log_names_roles_in_a_fixed_order_or_the_kind_of_actor() -> None:
    assert Actor(kind=ActorKind.PERSON, grants=GRANTS).roles_text == "editor,gate,office"
    assert Actor.system().roles_text == "system"
    assert Actor().roles_text == "anonymous"


def test_only_the_installation_itself_is_the_system() -> None:
    assert (Actor.system().is_system, Actor(kind=ActorKind.DEVICE).is_system) == (True, False)
