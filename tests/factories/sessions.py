"""Browsers of people with roles, for tests of pages."""

from django.contrib.auth import get_user_model
from django.test import Client

from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import User
from landsea.members.services.people import grant_role, register_person
from landsea.web.second_factor import SESSION_KEY
from tests.factories.members import NOW


def sign_in(
    client: Client,
    role: Role,
    *,
    organisation_id: int | None = None,
    alliance_id: int | None = None,
) -> User:
    """Signs the browser in as somebody who holds the role, and returns the account."""
    email = f"{role.value}-{organisation_id or 0}-{alliance_id or 0}@example.org"
    user_id = register_person(email, role.value, by=Actor.system())
    grant_role(
        user_id,
        role,
        organisation_id=organisation_id,
        alliance_id=alliance_id,
        by=Actor.system(),
        now=NOW,
    )
    user = get_user_model().objects.get(pk=user_id)
    client.force_login(user)
    prove_second_factor(client, user)
    return user


def prove_second_factor(client: Client, user: User) -> None:
    """Lets the browser's session stand as one in which a second factor was shown."""
    session = client.session
    session[SESSION_KEY] = user.pk
    session.save()
