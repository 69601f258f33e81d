"""Signing keys."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import IntegrityError
from pytest_django import Settings

from landsea.foundation import keys
from landsea.foundation.models import SigningKey
from tests.foundation.processes import OwnDatabase

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
PROGRAMME, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.django_db
def test_a_scope_signs_with_one_key_until_it_is_rotated() -> None:
    first = keys.ensure_signing_key("card", PROGRAMME, now=NOW)
    again = keys.ensure_signing_key("card", PROGRAMME, now=NOW)
    rotated = keys.rotate_signing_key("card", PROGRAMME, now=NOW + timedelta(days=1))
    after = keys.ensure_signing_key("card", PROGRAMME, now=NOW + timedelta(days=2))

    assert first == again
    assert rotated == after != first


@pytest.mark.django_db
def test_scopes_and_purposes_have_keys_of_their_own() -> None:
    made = [
        keys.ensure_signing_key("card", PROGRAMME, now=NOW),
        keys.ensure_signing_key("card", OTHER, now=NOW),
        keys.ensure_signing_key("badge", PROGRAMME, now=NOW),
    ]

    assert len({key.kid for key in made}) == 3
    assert [key.kid for key in keys.list_public_keys("card")] == [made[0].kid, made[1].kid]


@pytest.mark.django_db
def test_what_an_old_key_signed_is_still_verified_after_rotation() -> None:
    old = keys.ensure_signing_key("card", PROGRAMME, now=NOW)
    signature = Ed25519PrivateKey.from_private_bytes(old.private_key).sign(b"card")
    keys.rotate_signing_key("card", PROGRAMME, now=NOW)

    public = {key.kid: key.public_key for key in keys.list_public_keys("card")}

    assert len(public) == 2
    Ed25519PublicKey.from_public_bytes(public[old.kid]).verify(signature, b"card")
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(public[old.kid]).verify(signature, b"crad")


@pytest.mark.django_db
def test_a_revoked_key_counts_no_more_and_is_replaced() -> None:
    stolen = keys.ensure_signing_key("card", PROGRAMME, now=NOW)
    SigningKey.objects.update(revoked_at=NOW)

    following = keys.ensure_signing_key("card", PROGRAMME, now=NOW)

    assert following.kid != stolen.kid
    assert [key.kid for key in keys.list_public_keys("card")] == [following.kid]


@pytest.mark.django_db
def test_the_private_half_is_stored_sealed() -> None:
    key = keys.ensure_signing_key("card", PROGRAMME, now=NOW)

    row = SigningKey.objects.get()

    assert key.private_key not in bytes(row.sealed_private_key)


@pytest.mark.django_db
def test_keys_outlive_a_change_of_the_secret_once_they_are_sealed_anew(
    settings: Settings,
) -> None:
    settings.LANDSEA_SECRETS = ["old" * 20]
    key = keys.ensure_signing_key("card", PROGRAMME, now=NOW)

    settings.LANDSEA_SECRETS = ["new" * 20, "old" * 20]
    resealed = keys.reseal_all()
    settings.LANDSEA_SECRETS = ["new" * 20]

    assert resealed == 1
    assert keys.ensure_signing_key("card", PROGRAMME, now=NOW) == key


@pytest.mark.django_db
def test_a_key_can_not_be_opened_with_another_secret(settings: Settings) -> None:
    settings.LANDSEA_SECRETS = ["old" * 20]
    keys.ensure_signing_key("card", PROGRAMME, now=NOW)
    settings.LANDSEA_SECRETS = ["new" * 20]

    with pytest.raises(InvalidToken):
        keys.ensure_signing_key("card", PROGRAMME, now=NOW)


@pytest.mark.django_db
def test_the_database_refuses_a_second_key_that_signs_for_a_scope() -> None:
    keys.ensure_signing_key("card", PROGRAMME, now=NOW)
    row = SigningKey.objects.get()
    row.pk, row.kid = None, "other"

    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


RACE = """
import threading
from uuid import UUID
from django.db import connection
from landsea.foundation import keys

made = []

def make():
    made.append(keys.ensure_signing_key("card", UUID(int=1), now=now()).kid)
    connection.close()

threads = [threading.Thread(target=make) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(made), len(set(made)))
"""


@pytest.mark.slow
def test_eight_that_need_the_first_key_at_once_get_the_same(database: OwnDatabase) -> None:
    assert database.script(RACE) == "8 1"
