"""The description of the interface, and the page that is drawn from it."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client

from landsea.foundation.actor import RoleGrant
from landsea.members.engine.scopes import Scope
from landsea.web.api import api
from tests.api.calling import Program

#: As a program reads it.
DESCRIBED: dict[str, Any] = api.get_openapi_schema()
SCHEMAS: dict[str, Any] = DESCRIBED["components"]["schemas"]


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in DESCRIBED["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_the_description_is_what_the_interface_gives_out(anybody: Program) -> None:
    reply = anybody.get("openapi.json")

    assert reply.status == 200
    assert reply.body["openapi"] == "3.1.0"
    assert set(reply.body["paths"]) == set(DESCRIBED["paths"])


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_value_shows_an_example_of_itself(name: str) -> None:
    schema = SCHEMAS[name]
    if "enum" in schema:
        return

    assert schema["description"]
    whole = schema | {"components": DESCRIBED["components"]}
    reader = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    assert schema["examples"]
    for example in schema["examples"]:
        reader.validate(example)


@pytest.mark.parametrize(
    "operation", [each for _path, _method, each in operations()], ids=lambda op: op["operationId"]
)
def test_an_endpoint_says_how_it_refuses(operation: dict[str, Any]) -> None:
    refusals = {
        status: answer for status, answer in operation["responses"].items() if status >= "400"
    }

    assert {"500"} <= set(refusals)
    for answer in refusals.values():
        content = answer["content"]["application/problem+json"]
        assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
        assert answer["description"]
    assert operation["description"]
    assert operation["tags"][0] in {tag["name"] for tag in DESCRIBED["tags"]}


def test_endpoints_ask_for_scopes_that_exist_and_for_each_that_exists() -> None:
    asked = {
        scope
        for _path, _method, operation in operations()
        for each in operation["security"]
        for scope in each.get("ApiKey", [])
    }

    assert asked == {scope.value for scope in Scope}


def test_keys_and_gates_are_told_apart() -> None:
    schemes = DESCRIBED["components"]["securitySchemes"]

    assert {name: (each["type"], each["scheme"]) for name, each in schemes.items()} == {
        "ApiKey": ("http", "bearer"),
        "DeviceKey": ("http", "bearer"),
    }
    named = {
        (name, path == "/api/v1/gate/scans")
        for path, _method, operation in operations()
        for each in operation["security"]
        for name in each
    }
    assert named == {("ApiKey", False), ("DeviceKey", True)}


def test_what_a_gate_is_told_and_what_a_page_shows_names_no_person() -> None:
    words = {
        name
        for schema in SCHEMAS.values()
        for name in schema.get("properties", {})
        if re.search(r"e_?mail|phone|birth|first_?name|last_?name", name)
    }

    assert words == set()


def test_a_scope_stands_for_a_role_in_one_place() -> None:
    grants = {scope: RoleGrant(scope.role) for scope in Scope}

    assert set(grants) == set(Scope)
    assert [scope for scope in Scope if scope.is_alliance_wide] == [Scope.ALLIANCE_RUN]


@pytest.mark.django_db
def test_the_page_shows_every_endpoint_and_value_without_script(client: Client) -> None:
    response = client.get("/en/api/")

    text = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r'<article class="section stack" id="(\w+)"', text) == sorted(
        (operation["operationId"] for _path, _method, operation in operations()),
        key=lambda key: text.index(f'id="{key}"'),
    )
    for name in SCHEMAS:
        assert f'id="s-{name}"' in text
    links = set(re.findall(r'href="#([\w-]+)"', text))
    assert links <= set(re.findall(r'id="([\w-]+)"', text))


@pytest.mark.django_db
def test_the_page_is_found_without_a_language(client: Client) -> None:
    response = client.get("/api/", follow=True)

    assert response.redirect_chain == [("/en/api/", 302)]
    assert response.status_code == 200
