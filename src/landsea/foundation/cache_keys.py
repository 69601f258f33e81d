"""Keys of the cache that tell nothing: rate limits are kept by address and by account."""

import hmac

from django.conf import settings


def opaque_key(key: str, prefix: str, version: int) -> str:
    """Returns what stands in the table in place of a key; only the installation can make it."""
    named = f"{prefix}:{version}:{key}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), b"cache " + named, "sha256").hex()
