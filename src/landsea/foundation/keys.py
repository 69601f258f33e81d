"""Signing keys: made, rotated, revoked; private halves sealed with the installation's secrets."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.fernet import InvalidToken, MultiFernet
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError, models, transaction

from landsea.foundation.models import SigningKey
from landsea.foundation.seals import sealer
from landsea.foundation.second_factors import reseal_second_factors

_RAW = serialization.Encoding.Raw


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A key that signs: its id and the 32 raw bytes of an Ed25519 private key."""

    kid: str
    private_key: bytes


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that verifies: its id and the 32 raw bytes of an Ed25519 public key."""

    kid: str
    public_key: bytes


def ensure_signing_key(purpose: str, scope: UUID, *, now: datetime) -> KeyPair:
    """Returns the key that signs for a scope, making the first one."""
    row = _current(purpose, scope)
    if row is None:
        try:
            with transaction.atomic():
                row = _create(purpose, scope, now)
        except IntegrityError:  # another process made it in the same moment
            row = _rows(purpose, scope).get(retired_at__isnull=True)
    return KeyPair(row.kid, _sealer().decrypt(bytes(row.sealed_private_key)))


def rotate_signing_key(purpose: str, scope: UUID, *, now: datetime) -> KeyPair:
    """Retires the key that signs and makes the next; what the old one signed stays valid."""
    with transaction.atomic():
        _rows(purpose, scope).filter(retired_at__isnull=True).update(retired_at=now)
        row = _create(purpose, scope, now)
    return KeyPair(row.kid, _sealer().decrypt(bytes(row.sealed_private_key)))


def rotate_all(*, now: datetime) -> int:
    """Makes a new key for each scope that has one; returns for how many."""
    with transaction.atomic():
        current = SigningKey.objects.filter(retired_at__isnull=True, revoked_at__isnull=True)
        scopes = list(current.order_by("id").values_list("purpose", "scope"))
        for purpose, scope in scopes:
            rotate_signing_key(purpose, scope, now=now)
    return len(scopes)


def list_public_keys(purpose: str) -> list[PublicKey]:
    """Lists the keys whose signatures count, in all scopes, oldest first."""
    rows = SigningKey.objects.filter(purpose=purpose, revoked_at__isnull=True).order_by("id")
    return [PublicKey(row.kid, bytes(row.public_key)) for row in rows]


def opens(key: SigningKey) -> bool:
    """Says whether one of the present secrets opens a key."""
    try:
        _sealer().decrypt(bytes(key.sealed_private_key))
    except InvalidToken:
        return False
    return True


def reseal_all() -> int:
    """Seals all keys and second factors anew, after a new secret was put before the others."""
    rotating = _sealer()
    with transaction.atomic():
        rows = list(SigningKey.objects.order_by("id"))
        for row in rows:
            row.sealed_private_key = rotating.rotate(bytes(row.sealed_private_key))
        SigningKey.objects.bulk_update(rows, ["sealed_private_key"])
        return len(rows) + reseal_second_factors()


def _rows(purpose: str, scope: UUID) -> models.QuerySet[SigningKey]:
    return SigningKey.objects.filter(purpose=purpose, scope=scope, revoked_at__isnull=True)


def _current(purpose: str, scope: UUID) -> SigningKey | None:
    return _rows(purpose, scope).filter(retired_at__isnull=True).order_by("-id").first()


def _create(purpose: str, scope: UUID, now: datetime) -> SigningKey:
    private_key = Ed25519PrivateKey.generate()
    raw = private_key.private_bytes(
        _RAW, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    )
    return SigningKey.objects.create(
        kid=secrets.token_hex(4),
        purpose=purpose,
        scope=scope,
        public_key=private_key.public_key().public_bytes(_RAW, serialization.PublicFormat.Raw),
        sealed_private_key=_sealer().encrypt(raw),
        created_at=now,
    )


def _sealer() -> MultiFernet:
    return sealer("landsea signing keys")
