"""How the JSON interface writes its answers: what is stored to be repeated reads no different."""

from pydantic_core import to_json


def to_bytes(value: object) -> bytes:
    """Returns a value as JSON in UTF-8: instants in ISO 8601, identifiers as text."""
    return to_json(value)
