"""The page on which an office makes and revokes keys."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.actor import Role
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.engine.scopes import Scope
from landsea.members.models import ApiToken, Organisation
from landsea.members.queries.tokens import find_token
from tests.factories.keys import make_token
from tests.factories.members import make_alliance, make_member
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return Organisation.objects.get(pk=make_member())


def address(organisation: Organisation, act: str = "") -> str:
    return f"/en/desk/{organisation.public_id}/keys/{act}"


def test_an_office_makes_a_key_and_sees_its_secret_once(
    client: Client, organisation: Organisation
) -> None:
    sign_in(client, Role.OFFICE, organisation_id=organisation.pk)

    made = client.post(
        address(organisation, "new/"),
        {"name": "ticket office", "scope": ["cards:sell", "gate:scan"], "last_day": "2099-12-31"},
    )

    (secret,) = re.findall(r'id="secret">([^<]+)<', made.content.decode())
    found = find_token(secret, now=timezone.now())
    assert found is not None
    assert found.value.scopes == (Scope.CARDS_SELL, Scope.GATE_SCAN)
    assert str(found.value.ends_at) == "2100-01-01 00:00:00+00:00"
    assert "no-store" in made["Cache-Control"]
    page = client.get(address(organisation)).content.decode()
    assert secret not in page
    assert secret[:12] in page
    assert "ticket office" in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": " "}, "The name is missing"),
        ({"scope": []}, "Nothing is chosen"),
        ({"scope": ["gate:everything"]}, "can&#x27;t be used"),
        ({"last_day": "2001-01-01"}, "would be over at once"),
        ({"last_day": "soon"}, "can&#x27;t be used"),
        ({"last_day": "9999-12-31"}, "can&#x27;t be used"),
    ],
)
def test_what_was_typed_is_kept_beside_the_fault(
    client: Client, organisation: Organisation, wrong: dict[str, object], message: str
) -> None:
    sign_in(client, Role.OFFICE, organisation_id=organisation.pk)
    typed = {"name": "till", "scope": ["gate:scan"], "last_day": "2099-12-31"} | wrong

    response = client.post(address(organisation, "new/"), typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert f'value="{typed["name"]}"' in page
    assert ('value="gate:scan" checked' in page) is (typed["scope"] == ["gate:scan"])
    assert not ApiToken.objects.unscoped("test").exists()


def test_a_key_is_revoked_with_one_press(client: Client, organisation: Organisation) -> None:
    sign_in(client, Role.OFFICE, organisation_id=organisation.pk)
    token = make_token(organisation.pk, Scope.GATE_SCAN)

    response = client.post(address(organisation, f"{token.value.public_id}/revoke/"), follow=True)

    page = response.content.decode()
    assert "The key is revoked" in page
    assert ">revoked<" in page
    assert find_token(token.secret, now=timezone.now()) is None


def test_only_the_own_office_opens_the_page(client: Client, organisation: Organisation) -> None:
    token = make_token(organisation.pk, Scope.GATE_SCAN)
    sign_in(client, Role.GATE, organisation_id=organisation.pk)
    staff = [
        client.get(address(organisation)).status_code,
        client.post(address(organisation, "new/"), {"name": "x"}).status_code,
        client.post(address(organisation, f"{token.value.public_id}/revoke/")).status_code,
    ]
    stranger = Client()
    sign_in(stranger, Role.OFFICE, organisation_id=make_member("other"))

    assert staff == [403] * 3
    assert stranger.get(address(organisation)).status_code == 404
    assert find_token(token.secret, now=timezone.now()) is not None


def test_an_alliances_office_makes_keys_for_the_alliance_in_its_own_organisation(
    client: Client, organisation: Organisation
) -> None:
    office = Organisation.objects.get(pk=make_member("the-office"))
    Organisation.objects.filter(pk=office.pk).update(kind=OrganisationKind.OFFICE.value)
    alliance = make_alliance()
    sign_in(client, Role.OFFICE, alliance_id=alliance.id)

    page = client.get(address(office)).content.decode()
    made = client.post(address(office, "new/"), {"name": "desk", "scope": ["alliance:run"]})

    assert re.findall(r'name="scope" value="([\w:]+)"', page) == ["alliance:run"]
    assert made.status_code == 200
    assert ApiToken.objects.unscoped("test").get().alliance_id == alliance.id
    assert client.get(address(organisation)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_however_many_keys_there_are(
    client: Client,
    organisation: Organisation,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    sign_in(client, Role.OFFICE, organisation_id=organisation.pk)
    for number in range(count):
        make_token(organisation.pk, Scope.GATE_SCAN, name=f"till {number}")
    client.get(address(organisation))

    with django_assert_max_num_queries(7):
        response = client.get(address(organisation))

    assert response.content.decode().count("data-key=") == count
