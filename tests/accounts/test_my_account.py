"""My account: name and language, and the way to everything else about it."""

import pytest
from allauth.account.models import EmailAddress
from django.forms.models import model_to_dict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.models import Change, User
from tests.factories.accounts import make_account, sign_in_by_password

pytestmark = pytest.mark.django_db

ACCOUNT = "/en/account/"


def test_only_its_owner_sees_an_account(client: Client) -> None:
    answer = client.get(ACCOUNT)

    assert (answer.status_code, answer["Location"]) == (
        302,
        "/en/account/login/?next=/en/account/",
    )


def test_name_and_language_are_changed_and_the_log_does_not_tell_the_name(client: Client) -> None:
    user = make_account()
    sign_in_by_password(client)

    answer = client.post(ACCOUNT, {"name": "李雷", "language": "zh-Hans"})

    user.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, ACCOUNT)
    assert (user.name, user.language) == ("李雷", "zh-Hans")
    (line,) = Change.objects.filter(action="change-profile")
    assert line.patch == {"language": ["en", "zh-Hans"]}
    assert line.actor_subject == user.subject


@pytest.mark.parametrize(
    ("name", "language"), [("x" * 201, "en"), ("Li", "tlh"), ("Li", ""), ("Li\x00", "en")]
)
def test_what_can_not_be_kept_is_refused_and_stays_typed(
    client: Client, name: str, language: str
) -> None:
    user = make_account()
    sign_in_by_password(client)

    answer = client.post(ACCOUNT, {"name": name, "language": language})

    user.refresh_from_db()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert f'value="{name}"' in answer.content.decode()
    assert (user.name, user.language) == ("", "en")


def test_the_form_changes_no_other_field_and_no_other_account(client: Client) -> None:
    user, other = make_account(), make_account("wang@example.org")
    sign_in_by_password(client)
    user.refresh_from_db()
    before = model_to_dict(user)
    more = {
        "email": "boss@example.org",
        "is_staff": "1",
        "is_superuser": "1",
        "is_active": "",
        "subject": str(other.subject),
        "id": other.pk,
        "pk": other.pk,
        "password": "x",
    }

    client.post(ACCOUNT, {"name": "Li", "language": "de", **more})

    user.refresh_from_db()
    assert model_to_dict(user) == {**before, "name": "Li", "language": "de"}
    assert User.objects.get(pk=other.pk).name == ""
    assert EmailAddress.objects.filter(email="boss@example.org").count() == 0


def test_the_page_leads_to_all_that_belongs_to_the_account(client: Client) -> None:
    make_account()
    sign_in_by_password(client)

    page = client.get(ACCOUNT).content.decode()

    for address in ("account/email/", "account/password/change/", "account/2fa/"):
        assert f'href="/en/{address}"' in page
    assert 'action="/en/sign-out/"' in page


def test_the_page_is_kept_by_no_cache_and_asks_the_database_little(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_account()
    sign_in_by_password(client)

    # Session, account, roles, second factor.
    with django_assert_num_queries(4):
        response = client.get(ACCOUNT)

    assert "no-store" in response["Cache-Control"]
