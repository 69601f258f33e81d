"""The reference of the JSON interface, drawn from its own description."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from landsea.web.api import api

Described = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, a header or a field of a body."""

    name: str
    place: str
    type: str
    is_required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A status with which an endpoint answers, and the schema of what it says."""

    status: str
    text: str
    schema: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One thing that can be asked of the interface."""

    key: str
    method: str
    path: str
    summary: str
    text: str
    #: None: no key is needed. Empty: any key.
    scopes: tuple[str, ...] | None
    is_for_devices: bool
    fields: tuple[Field, ...]
    example: str
    answers: tuple[Answer, ...]
    refusals: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Endpoints about one matter."""

    name: str
    text: str
    endpoints: tuple[Endpoint, ...]


@dataclass(frozen=True, slots=True)
class SchemaShown:
    """A kind of value that is sent or answered."""

    name: str
    text: str
    fields: tuple[Field, ...]
    example: str


@require_GET
def api_docs(request: HttpRequest) -> HttpResponse:
    """Shows every endpoint with what it takes and answers; readable without script."""
    groups, _schemas = _reference()
    language = get_language() or "en"
    context = {"groups": groups, "reference": _written(language)}
    return render(request, "web/api_docs.html", context)


@cache
def _written(_language: str) -> SafeString:
    """Returns the reference as it stands on the page, with its few words in a language."""
    groups, schemas = _reference()
    context = {"groups": groups, "schemas": schemas}
    return render_to_string("web/_api_reference.html", context)


@cache
def _reference() -> tuple[tuple[Group, ...], tuple[SchemaShown, ...]]:
    """Returns what the page shows; the description stands still while the process runs."""
    described = api.get_openapi_schema()
    schemas = described["components"]["schemas"]
    every = list(_endpoints(described, schemas))
    groups = tuple(
        Group(
            tag["name"],
            tag["description"],
            tuple(endpoint for name, endpoint in every if name == tag["name"]),
        )
        for tag in described["tags"]
    )
    shown = tuple(
        SchemaShown(
            name,
            schema.get("description", ""),
            tuple(_fields(schema, "")),
            _example(schema),
        )
        for name, schema in sorted(schemas.items())
    )
    return groups, shown


def _endpoints(described: Described, schemas: Described) -> Iterator[tuple[str, Endpoint]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield operation["tags"][0], _endpoint(path, method, operation, schemas)


def _endpoint(path: str, method: str, operation: Described, schemas: Described) -> Endpoint:
    security = operation["security"]
    names = [name for each in security for name in each]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema: Described = schemas[_name_of(body["schema"])] if body else {}
    answers = [_answer(status, answer) for status, answer in operation["responses"].items()]
    return Endpoint(
        key=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        text=operation.get("description", ""),
        scopes=None if {} in security else tuple(s for each in security for s in _scopes(each)),
        is_for_devices="DeviceKey" in names,
        fields=(
            *(_parameter(each) for each in operation["parameters"]),
            *_fields(schema, "body"),
        ),
        example=_example(schema),
        answers=tuple(each for each in answers if each.status < "400"),
        refusals=tuple(each for each in answers if each.status >= "400"),
    )


def _scopes(requirement: Mapping[str, list[str]]) -> list[str]:
    return [scope for scopes in requirement.values() for scope in scopes]


def _parameter(parameter: Described) -> Field:
    return Field(
        parameter["name"],
        parameter["in"],
        _type_of(parameter["schema"]),
        parameter["required"],
        parameter.get("description", ""),
    )


def _fields(schema: Described, place: str) -> Iterator[Field]:
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        yield Field(name, place, _type_of(field), name in required, field.get("description", ""))


def _answer(status: str, answer: Described) -> Answer:
    content = answer.get("content", {})
    schema: Described = next((each["schema"] for each in content.values()), {})
    return Answer(status, answer["description"], _name_of(schema))


def _name_of(schema: Described) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _type_of(schema: Described) -> str:
    """Returns a type in a few words: `string (uuid)`, `list of PlaceOut`, `integer or null`."""
    if "anyOf" in schema:
        return " or ".join(_type_of(each) for each in schema["anyOf"])
    if "allOf" in schema:
        return _type_of(schema["allOf"][0])
    if "$ref" in schema:
        return _name_of(schema)
    if "enum" in schema or "const" in schema:
        return ", ".join(str(each) for each in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"list of {_type_of(schema.get('items', {}))}"
    words = str(schema.get("type", "any"))
    return f"{words} ({schema['format']})" if "format" in schema else words


def _example(schema: Described) -> str:
    examples = schema.get("examples", [])
    return json.dumps(examples[0], ensure_ascii=False, indent=2) if examples else ""
