"""Keys at rest are sealed, and rotated by a command."""

import pytest
from cryptography.fernet import InvalidToken
from django.core.management import call_command
from pytest_django import Settings

from landsea.cards.services.tokens import token_of
from landsea.foundation import keys
from landsea.foundation.models import SigningKey
from tests.factories.cards import make_card, make_programme, scan_card
from tests.factories.members import NOW
from tests.privacy.people import make_account

pytestmark = pytest.mark.django_db

OLD, NEW = "old" * 20, "new" * 20


def test_a_card_that_an_old_key_signed_still_opens_the_gate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    programme = make_programme()
    card = make_card(programme)
    code = token_of(card.public_id, now=NOW)

    call_command("rotate_keys")

    assert capsys.readouterr().out.splitlines() == [
        "New signing keys: 1",
        "Sealed with the first secret: 2",
    ]
    assert token_of(card.public_id, now=NOW) != code
    assert scan_card(card, programme, code=code).verdict.is_admitted


def test_after_the_command_the_old_secret_can_be_dropped(settings: Settings) -> None:
    settings.LANDSEA_SECRETS = [OLD]
    programme = make_programme()
    card = make_card(programme)
    code = token_of(card.public_id, now=NOW)
    settings.LANDSEA_SECRETS = [NEW, OLD]

    call_command("rotate_keys", "--seal-only")
    settings.LANDSEA_SECRETS = [NEW]

    assert token_of(card.public_id, now=NOW) == code
    assert SigningKey.objects.count() == 1


def test_without_the_command_the_old_secret_is_needed(settings: Settings) -> None:
    settings.LANDSEA_SECRETS = [OLD]
    card = make_card(make_programme())
    token_of(card.public_id, now=NOW)
    settings.LANDSEA_SECRETS = [NEW]

    with pytest.raises(InvalidToken):
        token_of(card.public_id, now=NOW)


def test_each_scope_gets_a_key_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    scopes = [make_account().subject for _ in range(3)]
    before = [keys.ensure_signing_key("card", scope, now=NOW).kid for scope in scopes]

    call_command("rotate_keys")
    after = [keys.ensure_signing_key("card", scope, now=NOW).kid for scope in scopes]

    assert len({*before, *after}) == 6
    assert "New signing keys: 3" in capsys.readouterr().out
