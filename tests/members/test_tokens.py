"""Keys of the interface: who makes which, and who revokes them."""

from datetime import timedelta

import pytest

from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import Change
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.members.engine.scopes import SCOPE_LABELS, Scope, grants_of
from landsea.members.models import ApiToken
from landsea.members.queries.tokens import find_token, list_tokens
from landsea.members.services.tokens import (
    NewToken,
    TokenEndsTooEarly,
    TokenNeedsName,
    TokenNeedsScope,
    create_token,
    note_use,
    revoke_token,
)
from tests.factories.library import make_owner
from tests.factories.members import NOW, make_actor, make_alliance, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> int:
    return make_member()


@pytest.fixture
def office(organisation: int) -> Actor:
    return make_actor(Role.OFFICE, organisation_id=organisation)


def make(organisation: int, by: Actor, *scopes: Scope, alliance: str = "") -> NewToken:
    alliance_id = make_alliance(alliance).id if alliance else None
    return create_token(organisation, "till", scopes, alliance_id=alliance_id, by=by, now=NOW)


def test_an_office_makes_keys_for_its_own_organisation(organisation: int, office: Actor) -> None:
    made = make(organisation, office, Scope.GATE_SCAN)

    found = find_token(made.secret, now=NOW)

    assert found is not None
    assert (found.organisation_id, found.value) == (organisation, made.value)
    assert found.grants == grants_of(
        [Scope.GATE_SCAN], organisation_id=organisation, alliance_id=None
    )
    assert list_tokens(organisation, actor=office) == [made.value]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_no_other_role_makes_keys(organisation: int, role: Role) -> None:
    by = make_actor(role, organisation_id=organisation)

    with pytest.raises(NotAllowed):
        make(organisation, by, Scope.GATE_SCAN)


def test_an_office_makes_no_keys_for_others(office: Actor) -> None:
    with pytest.raises(NotAllowed):
        make(make_owner("other").id, office, Scope.GATE_SCAN)


def test_an_organisations_office_gives_nothing_of_the_alliances(
    organisation: int, office: Actor
) -> None:
    with pytest.raises(NotAllowed):
        make(organisation, office, Scope.GATE_SCAN, Scope.ALLIANCE_RUN, alliance="land-sea")
    with pytest.raises(NotAllowed):
        make(organisation, office, Scope.ALLIANCE_RUN)


def test_an_alliances_office_gives_what_is_the_alliances_and_no_more(organisation: int) -> None:
    by = make_actor(Role.OFFICE, alliance_id=make_alliance().id)

    made = make(organisation, by, Scope.ALLIANCE_RUN, alliance="land-sea")

    assert made.value.is_alliance_wide
    with pytest.raises(NotAllowed):
        make(organisation, by, Scope.GATE_SCAN, alliance="land-sea")
    with pytest.raises(NotAllowed):
        make(organisation, by, Scope.ALLIANCE_RUN, alliance="other")


def test_only_a_member_gets_a_key_that_reaches_over_the_alliance() -> None:
    by = make_actor(Role.OFFICE, alliance_id=make_alliance().id)

    with pytest.raises(NotAllowed):
        make(make_owner("outsider").id, by, Scope.ALLIANCE_RUN, alliance="land-sea")


def test_a_key_has_a_name_a_scope_and_a_future(organisation: int, office: Actor) -> None:
    for name in ("", "  ", "\x00", "x" * 81):
        with pytest.raises(TokenNeedsName):
            create_token(organisation, name, [Scope.GATE_SCAN], by=office, now=NOW)
    with pytest.raises(TokenNeedsScope):
        create_token(organisation, "till", [], by=office, now=NOW)
    with pytest.raises(TokenEndsTooEarly):
        create_token(organisation, "till", [Scope.GATE_SCAN], ends_at=NOW, by=office, now=NOW)
    assert not ApiToken.objects.unscoped("test").exists()


def test_a_key_works_until_its_end(organisation: int, office: Actor) -> None:
    made = create_token(
        organisation,
        "till",
        [Scope.GATE_SCAN],
        ends_at=NOW + timedelta(hours=1),
        by=office,
        now=NOW,
    )

    assert find_token(made.secret, now=NOW + timedelta(minutes=59)) is not None
    assert find_token(made.secret, now=NOW + timedelta(hours=1)) is None


def test_a_revoked_key_is_over_at_once_and_stays_so(organisation: int, office: Actor) -> None:
    made = make(organisation, office, Scope.GATE_SCAN)

    revoke_token(made.value.public_id, by=office, now=NOW)
    revoke_token(made.value.public_id, by=office, now=NOW + timedelta(days=1))

    assert find_token(made.secret, now=NOW) is None
    (told,) = list_tokens(organisation, actor=office)
    assert told.revoked_at == NOW
    actions = Change.objects.unscoped("test").filter(row_label="members.apitoken")
    assert [change.action for change in actions.order_by("id")] == ["create", "revoke"]


def test_a_key_of_others_is_not_there(organisation: int, office: Actor) -> None:
    made = make(organisation, office, Scope.GATE_SCAN)
    other = make_actor(Role.OFFICE, organisation_id=make_member("other"))

    with pytest.raises(NotFound):
        revoke_token(made.value.public_id, by=other, now=NOW)
    assert list_tokens(organisation, actor=other) == []
    assert find_token(made.secret, now=NOW) is not None


def test_the_log_of_a_key_holds_no_secret(organisation: int, office: Actor) -> None:
    made = make(organisation, office, Scope.GATE_SCAN)

    logged = str(list(Change.objects.unscoped("test").values()))

    assert made.secret not in logged
    assert made.secret.removeprefix("lsk_") not in logged


def test_a_use_is_noted_to_the_minute(organisation: int, office: Actor) -> None:
    made = make(organisation, office, Scope.GATE_SCAN)
    noted = []

    for seconds in (0, 59, 60, 61):
        now = NOW + timedelta(seconds=seconds)
        found = find_token(made.secret, now=now)
        assert found is not None
        note_use(found, now=now)
        noted.append(ApiToken.objects.unscoped("test").get().used_at)

    assert noted == [NOW, NOW, NOW + timedelta(minutes=1), NOW + timedelta(minutes=1)]


def test_every_scope_is_called_something() -> None:
    assert set(SCOPE_LABELS) == set(Scope)
