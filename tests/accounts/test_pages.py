"""Every page and mail about accounts is ours, in each language, under the site's policy."""

import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import pytest
from django.core.mail import EmailMessage
from django.template.loader import get_template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

import landsea
from landsea.kernel.texts import canonical_tag
from tests.factories.accounts import (
    PASSWORD,
    add_second_factor,
    code_in,
    code_of_app,
    confirm_password,
    make_account,
    sign_in_by_password,
)

LANGUAGES = ("en", "zh-hans", "de", "fr", "th", "vi")
OURS = Path(landsea.__file__).parent
THEIRS = Path(allauth.__file__).parent
#: Open to everybody.
OPEN = ("login/", "signup/", "inactive/", "password/reset/")
#: Open to whoever is signed in.
OWN = (
    "",
    "logout/",
    "email/",
    "password/change/",
    "reauthenticate/",
    "2fa/",
    "2fa/reauthenticate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/totp/deactivate/",
)
#: Parts of django-allauth that this site leaves out, and pages whose step never comes here.
LEFT_OUT = ("phone", "webauthn", "passkey", "login_code", "/trust", "socialaccount", "provider")
#: Mails for what is not done here: several addresses, links in place of codes.
NEVER_SENT = {"account/email/email_deleted", "account/email/password_reset_key"}


def list_patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from list_patterns(each)
        else:
            yield each


def list_page_templates() -> set[str]:
    """Returns the templates of django-allauth's pages that have an address here."""
    found = set()
    for pattern in list_patterns():
        view = getattr(pattern.callback, "view_class", None)
        if view is not None and view.__module__.startswith("allauth."):
            found.add(str(getattr(view, "template_name", "")))
    return found - {""}


def list_texts_named(folder: str) -> set[str]:
    """Returns the names in a folder of templates that django-allauth's sources use."""
    used = set()
    for path in (*THEIRS.glob("account/**/*.py"), *THEIRS.glob("mfa/**/*.py")):
        used.update(re.findall(rf'"((?:account|mfa)/{folder}/[a-z_.]+)"', path.read_text("utf-8")))
    return {name for name in used if not any(each in name for each in LEFT_OUT)}


def is_ours(template: str) -> bool:
    return Path(get_template(template).template.origin.name).is_relative_to(OURS)  # type: ignore[attr-defined]


def test_every_page_with_an_address_is_drawn_by_a_template_of_ours() -> None:
    pages = {
        name for name in list_page_templates() if not any(each in name for each in LEFT_OUT)
    } | {
        # Chosen while a page is answered.
        "account/confirm_email_verification_code.html",
        "account/signup_closed.html",
    }
    pages -= {"mfa/recovery_codes/download.txt"}  # holds no word

    assert len(pages) > 15
    assert [name for name in sorted(pages) if not is_ours(name)] == []


def test_every_mail_that_can_be_sent_is_ours() -> None:
    mails = list_texts_named("email") - NEVER_SENT

    parts = [f"{mail}_{part}.txt" for mail in sorted(mails) for part in ("subject", "message")]

    assert len(mails) > 8
    assert [name for name in parts if not is_ours(name)] == []


def test_every_message_that_can_be_shown_is_ours() -> None:
    messages = list_texts_named("messages")

    assert len(messages) > 8
    assert [name for name in sorted(messages) if not is_ours(name)] == []


def check(text: str, language: str) -> None:
    """Looks at what holds for every page."""
    assert f'<html lang="{canonical_tag(language)}">' in text
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", text) == []
    assert [each for each in re.findall(r"<script[^>]*>", text) if " src=" not in each] == []
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', text))
    inputs = re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', text)
    assert set(inputs) <= labelled
    assert len(re.findall(r"<h1[ >]", text)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_for_everybody_keep_the_rules_in_each_language(client: Client, language: str) -> None:
    for page in OPEN:
        response = client.get(f"/{language}/account/{page}")

        assert response.status_code == 200, page
        check(response.content.decode(), language)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_ones_own_keep_the_rules_in_each_language(client: Client, language: str) -> None:
    user = make_account()
    secret = add_second_factor(user)
    sign_in_by_password(client)
    asked = client.get(f"/{language}/account/2fa/authenticate/")
    client.post("/en/account/2fa/authenticate/", {"code": code_of_app(secret)})
    confirm_password(client)

    check(asked.content.decode(), language)
    for page in OWN:
        response = client.get(f"/{language}/account/{page}")

        assert response.status_code == 200, page
        assert "no-store" in response["Cache-Control"], page
        check(response.content.decode(), language)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_on_the_way_keep_the_rules_in_each_language(
    client: Client, language: str, mailoutbox: list[EmailMessage]
) -> None:
    root = f"/{language}/account"
    client.post(f"{root}/signup/", {"email": "li@example.org", "password1": PASSWORD})
    confirm = client.get(f"{root}/confirm-email/")
    client.post(f"{root}/confirm-email/", {"code": code_in(mailoutbox)})
    client.post(f"{root}/reauthenticate/?next={root}/", {"password": PASSWORD})
    set_up = client.get(f"{root}/2fa/totp/activate/")
    client.post("/en/sign-out/")
    client.post(f"{root}/password/reset/", {"email": "li@example.org"})
    reset = client.get(f"{root}/password/reset/confirm/")
    client.post(f"{root}/password/reset/confirm/", {"code": code_in(mailoutbox)})
    anew = client.get(f"{root}/password/reset/complete/")
    client.post(f"{root}/password/reset/complete/", {"password1": "wide blue harbour"})
    done = client.get(f"{root}/password/reset/done/")

    for response in (confirm, set_up, reset, anew, done):
        assert response.status_code == 200
        check(response.content.decode(), language)
