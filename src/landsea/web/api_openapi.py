"""What the description of the JSON interface says beyond what each endpoint says of itself."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from landsea.foundation.api import creating, examples, problems
from landsea.foundation.api.described import REFUSALS

ABOUT = """\
The interface of a destination alliance's market system.

Errors are problem details (RFC 9457). Long lists come in pages: follow `next`. Answers to GET \
have an entity tag. Every POST that makes something asks for an `Idempotency-Key`. Instants are in \
UTC unless they say otherwise, amounts are whole minor units, names are by language (BCP 47).\
"""

Described = dict[str, Any]

_TAGS = {
    "places": "The library's records.",
    "members": "Alliances, organisations and who belongs where.",
    "cards": "Programmes, cards, admissions and statements.",
    "market": "What members offer and look for, and the register of projects.",
    "gate": "For enrolled gates, each with a key of its own.",
    "figures": "Published and counted figures: kinds that are never added.",
    "changes": "Who changed what.",
    "me": "The key that asks.",
}
_REQUEST_ID = {"X-Request-ID": "The id under which the log tells of this request."}
_LIMITS = {
    "RateLimit-Policy": "How many requests a minute are taken.",
    "RateLimit": "How many of them are left, and for how many seconds.",
}
_FRESHNESS = {
    "ETag": "Names what was answered: send it as If-None-Match, or as If-Match with a change.",
    "Cache-Control": "Who may keep the answer, and how long.",
}
_LINK = {"Link": "The next page, as rel=“next”; left out on the last page."}
_ONCE = {creating.REPLAYED: "Whether the first answer to this key is repeated."}
_DONE = {200: "Done.", 201: "Made."}
_REFUSED = {
    400: "The request is not JSON, or lacks the header that makes it safe to repeat.",
    401: "No valid key was sent.",
    403: "The caller may not do this, or the key lacks the scope.",
    404: "There is no such thing, or it is not for this caller.",
    409: "The present state does not allow it.",
    412: "Somebody else has changed the record meanwhile.",
    413: "The body is longer than is read.",
    415: "The body is not JSON.",
    422: "Some fields, the cursor or the idempotency key can't be used.",
    428: "If-Match is missing.",
    429: "More requests than are taken in a minute.",
    500: "A fault of ours.",
}
_OF_REFUSAL = {
    401: {"WWW-Authenticate": "How to send a key."},
    429: {"Retry-After": "Seconds to wait."},
}
_OPTIONAL_KEY: list[Described] = [{"ApiKey": []}, {}]
_EXAMPLES = {
    "place_id": str(examples.PLACE),
    "organisation_id": str(examples.ORGANISATION),
    "programme_id": str(examples.PROGRAMME),
    "card_id": str(examples.CARD),
    "admission_id": str(examples.ADMISSION),
    "membership_id": str(examples.MEMBERSHIP),
    "listing_id": str(examples.LISTING),
    "project_id": str(examples.PROJECT),
    "slug": examples.ALLIANCE_SLUG,
}


def complete(described: OpenAPISchema, scopes: Mapping[str, Sequence[str]]) -> OpenAPISchema:
    """Adds to a description the refusals, headers and tags that all endpoints share.

    `scopes` are those of which one is needed, by the operation's id.
    """
    components = described["components"]
    problem = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components["schemas"] |= problem.pop("$defs") | {"Problem": problem}
    components["securitySchemes"].pop("KeyOrNobody", None)
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            _complete_operation(path, method, operation)
            _name(operation, scopes.get(operation["operationId"], ()))
    _drop_unused(described)
    described["tags"] = [{"name": name, "description": text} for name, text in _TAGS.items()]
    return described


def _drop_unused(described: OpenAPISchema) -> None:
    """Takes away values that nothing names: those whose fields became parameters."""
    schemas = described["components"]["schemas"]
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(described)))
    for name in sorted(set(schemas) - named):
        del schemas[name]


def _complete_operation(path: str, method: str, operation: Described) -> None:
    refusals = {*operation.pop(REFUSALS, ()), *_refusals_of(path, operation)}
    for parameter in operation["parameters"]:
        _show(parameter)
    security = operation["security"]
    is_open = any("KeyOrNobody" in each for each in security)
    if is_open:
        operation["security"] = _OPTIONAL_KEY
    is_limited = not any("DeviceKey" in each for each in security)
    if is_limited:
        refusals.add(429)
    headers = _REQUEST_ID | (_LIMITS if is_limited else {})
    if _header_named(operation, creating.HEADER):
        headers |= _ONCE
    if method in ("get", "patch"):
        headers |= _FRESHNESS
    responses = {str(status): answer for status, answer in operation["responses"].items()}
    for status, answer in responses.items():
        answer["description"] = _DONE[int(status)]
        answer["headers"] = _headers(headers)
        if _is_list(answer):
            answer["headers"] |= _headers(_LINK, is_required=False)
    if method == "get":
        responses["304"] = {
            "description": "The client has it already.",
            "headers": _headers(_REQUEST_ID | _FRESHNESS),
        }
    responses |= {str(status): _refusal(status) for status in refusals}
    operation["responses"] = dict(sorted(responses.items()))


def _show(parameter: Described) -> None:
    """Gives a parameter an example: what the schema shows, or the record of all examples."""
    # A list of examples is right in a schema, and wrong beside it.
    shown = parameter.pop("examples", [])
    example = _EXAMPLES.get(parameter["name"]) if parameter["in"] == "path" else None
    if example or shown:
        parameter["example"] = example or shown[0]


def _name(operation: Described, scopes: Sequence[str]) -> None:
    """Calls an operation by words, and says of which scopes one is needed."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", operation["operationId"])
    operation["summary"] = words[0].upper() + words[1:].lower()
    if scopes:
        operation["security"] = [{"ApiKey": [scope]} for scope in scopes]


def _refusals_of(path: str, operation: Described) -> Iterable[int]:
    """Returns the statuses with which an endpoint refuses for what it asks for."""
    yield 500
    if any(each for each in operation["security"]):
        yield 401
    if not any("KeyOrNobody" in each or "DeviceKey" in each for each in operation["security"]):
        yield 403
    if "{" in path:
        yield 404
    if operation["parameters"]:
        yield 422
    if "requestBody" in operation:
        yield from (400, 413, 415, 422)


def _refusal(status: int) -> Described:
    headers = _headers(_REQUEST_ID | _OF_REFUSAL.get(status, {}))
    content = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": _REFUSED[status], "headers": headers, "content": content}


def _headers(names: Mapping[str, str], *, is_required: bool = True) -> Described:
    return {
        name: {"description": text, "required": is_required, "schema": {"type": "string"}}
        for name, text in names.items()
    }


def _header_named(operation: Described, name: str) -> bool:
    return any(each["name"] == name for each in operation["parameters"])


def _is_list(answer: Described) -> bool:
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return str(schema.get("$ref", "")).endswith("List")
