"""What an endpoint adds to its description: headers that it asks for, and how it may refuse."""

from landsea.foundation.api.creating import HEADER

#: Under this word a description keeps the statuses that only this endpoint refuses with.
REFUSALS = "x-refusals"

_KEY = {
    "in": "header",
    "name": HEADER,
    "required": True,
    "description": (
        "A new random text for each new request, say a UUID. The same request sent again with the "
        "same key has no second effect and gets the first answer."
    ),
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$", "minLength": 1, "maxLength": 200},
    "example": "6f7e0c1a-2d1f-4c36-9d3e-2a4f8f3b7a10",
}
_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the record as it was read; “*” changes it whatever it is.",
    "schema": {"type": "string", "minLength": 1},
    "example": "*",
}


def makes(*refusals: int) -> dict[str, object]:
    """Describes an endpoint that does something once under an idempotency key."""
    return {"parameters": [dict(_KEY)], REFUSALS: [400, *refusals]}


def changes(*refusals: int) -> dict[str, object]:
    """Describes an endpoint that changes a record in the state in which it was read."""
    return {"parameters": [dict(_MATCH)], REFUSALS: [412, 428, *refusals]}


def refuses(*refusals: int) -> dict[str, object]:
    """Describes with what else an endpoint may refuse."""
    return {REFUSALS: [*refusals]}
