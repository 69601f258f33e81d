"""Identifiers that are shown to the world: UUIDs that sort by the time they were made."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """Returns a version 7 UUID: milliseconds since 1970, then 74 random bits (RFC 9562, 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    random_bits = int.from_bytes(os.urandom(10), "big")
    high, low = random_bits >> 68, random_bits & ((1 << 62) - 1)
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
    return UUID(int=value)
