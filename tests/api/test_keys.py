"""Who calls the interface: keys, sessions, and what each is told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.actor import Actor, Role
from landsea.members.engine.scopes import Scope
from landsea.members.models import ApiToken, Membership
from landsea.members.services.standing import suspend_member
from tests.api.calling import Program
from tests.factories.keys import make_token
from tests.factories.members import make_alliance, make_member
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


def test_a_key_is_told_whose_it_is_and_what_it_may_do() -> None:
    organisation = make_member()
    token = make_token(organisation, Scope.GATE_SCAN, Scope.LIBRARY_WRITE, name="turnstiles")

    reply = Program(token.secret).get("me")

    assert reply.status == 200
    owner = reply.body["organisation"]
    assert owner["slug"] == "dazu-research-academy"
    assert reply.body == {
        "kind": "integration",
        "name": "turnstiles",
        "organisation": owner,
        "scopes": ["gate:scan", "library:write"],
        "grants": [
            {"role": "editor", "organisation": owner["id"], "alliance": None},
            {"role": "gate", "organisation": owner["id"], "alliance": None},
        ],
        "ends_at": None,
    }


def test_a_key_of_the_alliances_office_decides_for_the_alliance() -> None:
    alliance = make_alliance()
    token = make_token(make_member(), Scope.ALLIANCE_RUN, alliance_id=alliance.id)

    reply = Program(token.secret).get("me")

    assert reply.body["grants"] == [
        {"role": "office", "organisation": None, "alliance": str(alliance.public_id)}
    ]


def test_a_key_decides_for_an_alliance_only_while_its_organisation_belongs_to_it() -> None:
    alliance = make_alliance()
    token = make_token(make_member(), Scope.ALLIANCE_RUN, alliance_id=alliance.id)
    membership = Membership.objects.unscoped("test").get()
    suspend_member(membership.public_id, reason="fees", by=Actor.system(), now=timezone.now())

    reply = Program(token.secret).get("me")

    assert reply.body["grants"] == []


@pytest.mark.parametrize(
    "sent",
    ["", "Bearer", "Bearer ", "Bearer lsk_unknown", "Basic bHNrOng=", "lsk_x", "Bearer é\x7f"],
)
def test_without_a_key_in_force_nobody_is_known(anybody: Program, sent: str) -> None:
    make_token(make_member(), Scope.GATE_SCAN)

    reply = anybody.get("me", Authorization=sent)

    assert reply.problem == (401, "not-authenticated")
    assert reply.header("WWW-Authenticate") == "Bearer"


def test_an_unknown_key_is_refused_also_where_none_is_needed(anybody: Program) -> None:
    assert anybody.get("places", Authorization="Bearer lsk_unknown").problem[0] == 401
    assert anybody.get("places").status == 200


def test_a_revoked_key_opens_nothing() -> None:
    token = make_token(make_member(), Scope.GATE_SCAN)
    ApiToken.objects.unscoped("test").update(revoked_at=timezone.now())

    assert Program(token.secret).get("me").problem[0] == 401


def test_a_key_that_is_over_opens_nothing() -> None:
    token = make_token(make_member(), Scope.GATE_SCAN)
    now = timezone.now()
    ApiToken.objects.unscoped("test").update(created_at=now - timedelta(days=2), ends_at=now)

    assert Program(token.secret).get("me").problem[0] == 401


def test_a_session_of_the_office_is_nobody_here(client: Client) -> None:
    organisation = make_member()
    sign_in(client, Role.OFFICE, organisation_id=organisation)
    with_session = Program(client=client)

    assert with_session.get("me").problem[0] == 401
    assert with_session.get("admissions").problem[0] == 401
    reply = with_session.get("memberships?state=applied")
    assert (reply.status, reply.body["items"]) == (200, [])
    assert "Cookie" not in reply.header("Vary")


def test_a_key_lacks_what_its_scopes_do_not_say() -> None:
    token = make_token(make_member(), Scope.STATEMENTS_READ)

    reply = Program(token.secret).get("admissions")

    assert reply.problem == (403, "scope-missing")
    assert "gate:scan" in reply.body["detail"]


def test_a_scope_that_is_none_any_more_gives_nothing() -> None:
    token = make_token(make_member(), Scope.GATE_SCAN)
    ApiToken.objects.unscoped("test").update(scopes=["gate:everything"])

    reply = Program(token.secret).get("me")

    assert (reply.status, reply.body["scopes"], reply.body["grants"]) == (200, [], [])


def test_the_last_use_is_written_once_a_minute(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    program = Program(make_token(make_member(), Scope.GATE_SCAN).secret)
    first = program.get("me")
    used_at = ApiToken.objects.unscoped("test").get().used_at

    # The key, its count, and the organisation.
    with django_assert_num_queries(3):
        second = program.get("me")

    assert (first.status, second.status) == (200, 200)
    assert used_at is not None
    assert ApiToken.objects.unscoped("test").get().used_at == used_at


def test_a_secret_is_kept_as_its_digest_only() -> None:
    token = make_token(make_member(), Scope.GATE_SCAN)

    kept = str(list(ApiToken.objects.unscoped("test").values()))

    assert token.secret.startswith("lsk_")
    assert len(token.secret) == len("lsk_") + 43
    assert token.secret not in kept
    assert token.secret[:12] in kept
