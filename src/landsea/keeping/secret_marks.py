"""By what an installation's secrets are known again, without telling them."""

import os
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_MARK_BYTES = 8


def secret_path() -> Path:
    """Returns where the installation keeps the secret that it has made itself."""
    return Path(settings.LANDSEA_DATA) / "secret.key"


def brought_secret_path() -> Path:
    """Returns where a restore puts a secret beside those that the deployer gives."""
    return Path(settings.LANDSEA_DATA) / "secret-of-backup.key"


def are_secrets_given() -> bool:
    """Says whether the deployer gives the secrets; if not, the installation made one itself."""
    given = os.environ.get("LANDSEA_SECRETS") or ""
    return any(word.strip() for word in given.split(","))


def present_marks() -> tuple[str, ...]:
    """Returns the marks of the secrets in use, newest first."""
    return tuple(mark_of(secret) for secret in settings.LANDSEA_SECRETS)


def mark_of(secret: str) -> str:
    """Returns a mark of a secret: the same for the same secret, and no way back."""
    derived = HKDF(
        algorithm=hashes.SHA256(), length=_MARK_BYTES, salt=None, info=b"landsea mark of a secret"
    )
    return derived.derive(secret.encode()).hex()
