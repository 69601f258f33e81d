"""Who holds an office's or a clearing officer's role shows a second factor before anything else."""

import pytest
from django.test import Client
from pytest_django import Settings

from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import User
from landsea.members.services.people import grant_role
from tests.factories.accounts import (
    add_second_factor,
    code_of_app,
    confirm_password,
    make_account,
    sign_in_by_password,
)
from tests.factories.library import make_owner
from tests.factories.members import NOW, make_alliance
from tests.factories.sessions import prove_second_factor

pytestmark = pytest.mark.django_db

SET_UP = "/en/account/2fa/totp/activate/"
PROVE = "/en/account/2fa/reauthenticate/"
ASK = "/en/account/2fa/authenticate/"


def give(user: User, role: Role, *, in_alliance: bool = True) -> None:
    """Gives a person a role in an alliance or in an organisation."""
    place = (
        {"alliance_id": make_alliance().id} if in_alliance else {"organisation_id": make_owner().id}
    )
    grant_role(user.pk, role, by=Actor.system(), now=NOW, **place)


@pytest.mark.parametrize("in_alliance", [True, False])
@pytest.mark.parametrize("role", list(Role))
def test_offices_and_clearing_officers_are_led_to_set_one_up_and_others_are_not(
    client: Client, role: Role, in_alliance: bool
) -> None:
    give(make_account(), role, in_alliance=in_alliance)
    sign_in_by_password(client)

    answer = client.get("/en/places/?q=Dazu")

    if role in (Role.OFFICE, Role.CLEARING_OFFICER):
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"{SET_UP}?next=%2Fen%2Fplaces%2F%3Fq%3DDazu",
        )
    else:
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "path", ["account/", "account/email/", "account/password/change/", "account/2fa/"]
)
def test_the_account_itself_can_be_reached_and_left_without(client: Client, path: str) -> None:
    give(make_account(), Role.OFFICE)
    sign_in_by_password(client)

    confirm_password(client)

    assert client.get(f"/en/{path}").status_code == 200
    assert client.get(SET_UP).status_code == 200
    assert client.get("/healthz").status_code == 200
    assert client.post("/en/sign-out/")["Location"] == "/en/"


def test_nothing_is_done_without(client: Client) -> None:
    give(make_account(), Role.OFFICE)
    sign_in_by_password(client)

    acted = client.post("/en/trips/new/", {})
    asked_by_script = client.get("/en/places/", headers={"hx-request": "true"})

    assert (acted.status_code, acted["Location"]) == (302, SET_UP)
    assert asked_by_script["HX-Redirect"] == SET_UP


def test_who_signs_in_with_one_goes_on(client: Client) -> None:
    user = make_account()
    give(user, Role.OFFICE)
    secret = add_second_factor(user)
    sign_in_by_password(client)

    client.post(ASK, {"code": code_of_app(secret)})

    assert client.get("/en/places/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_who_sets_one_up_goes_on(client: Client) -> None:
    give(make_account(), Role.OFFICE)
    sign_in_by_password(client)
    confirm_password(client)
    client.get(SET_UP)

    client.post(SET_UP, {"code": code_of_app(client.session["mfa.totp.secret"])})

    assert client.get("/en/places/").status_code == 200


def test_a_session_that_began_with_the_password_alone_has_to_show_it(client: Client) -> None:
    user = make_account()
    give(user, Role.OFFICE)
    sign_in_by_password(client)
    secret = add_second_factor(user)  # meanwhile, on another device

    asked = client.get("/en/places/")
    client.post(asked["Location"], {"code": code_of_app(secret)})

    assert asked["Location"] == f"{PROVE}?next=%2Fen%2Fplaces%2F"
    assert client.get("/en/places/").status_code == 200


def test_what_one_person_showed_does_not_count_for_the_next_in_the_same_browser(
    client: Client,
) -> None:
    first, second = make_account(), make_account("wang@example.org")
    for user in (first, second):
        give(user, Role.OFFICE)
    secret = add_second_factor(first)
    sign_in_by_password(client)
    client.post(ASK, {"code": code_of_app(secret)})

    client.post("/en/sign-out/")
    sign_in_by_password(client, "wang@example.org")

    assert client.get("/en/places/").status_code == 302


def test_a_proof_of_somebody_else_in_the_session_does_not_count(client: Client) -> None:
    user, other = make_account(), make_account("wang@example.org")
    give(user, Role.OFFICE)
    sign_in_by_password(client)

    prove_second_factor(client, other)

    assert client.get("/en/places/").status_code == 302


def test_it_can_not_be_turned_off_while_the_role_is_held(client: Client) -> None:
    user = make_account()
    give(user, Role.OFFICE)
    secret = add_second_factor(user)
    sign_in_by_password(client)
    client.post(ASK, {"code": code_of_app(secret)})
    confirm_password(client)

    page = client.post("/en/account/2fa/totp/deactivate/").content.decode()

    assert "Your role asks for a second factor. It stays on." in page
    assert user.authenticator_set.count() == 2


def test_an_installation_may_go_without(client: Client, settings: Settings) -> None:
    settings.LANDSEA_SECOND_FACTOR = False
    give(make_account(), Role.OFFICE)
    sign_in_by_password(client)

    assert client.get("/en/places/").status_code == 200


def test_the_demonstration_never_asks(client: Client, settings: Settings) -> None:
    settings.LANDSEA_DEMO = True
    give(make_account(), Role.OFFICE)
    sign_in_by_password(client)

    assert client.get("/en/places/").status_code == 200
