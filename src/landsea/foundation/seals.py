"""Seals what must not be readable in a table, with the installation's secrets."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def sealer(purpose: str) -> MultiFernet:
    """Returns what seals for one purpose: the first secret seals, the others still open."""
    return MultiFernet([_fernet(secret, purpose) for secret in settings.LANDSEA_SECRETS])


def _fernet(secret: str, purpose: str) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(
        secret.encode()
    )
    return Fernet(base64.urlsafe_b64encode(derived))
