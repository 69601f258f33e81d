"""Walks the table of routes: every line, as everybody.

Each request is asked in a transaction that is taken back, so that all of them find the same world.
"""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import resolve
from pytest_django.plugin import DjangoDbBlocker

from tests.access.asking import Answer, Question, ask, list_routes
from tests.access.forms import FORMS, OBJECTS, form_of, object_of
from tests.access.furnished import Furnished, furnish
from tests.access.personas import Persona, list_people, list_programs
from tests.access.table import Line, read_table
from tests.access.writing import list_tables, take_fingerprints, written_tables

LINES = read_table()
#: Of whom everybody knows that they are there.
PUBLIC_WORDS = {"organisation", "alliance", "programme", "venue", "product"}
#: Shown to everybody, by the demonstration alone.
EVERYTHING = "*"
MARK = re.compile(r"zq-[a-z]+-[a-z]+")
SIGN_IN = re.compile(r"/(sign-in|account/login|account/reauthenticate)/")
SETTINGS = {
    "LANDSEA_RATE_KEY": 10**6,
    "LANDSEA_RATE_ANONYMOUS": 10**6,
    "LANDSEA_DESIGN_SECONDS": 0.02,
    "ROOT_URLCONF": "tests.demo.urls",
}
OWN_TABLES = {model._meta.db_table for model in list_tables()}


@dataclass(slots=True)
class Ground:
    """The furnished world, everybody in it, and its rows before anything is done."""

    made: Furnished
    people: list[Persona]
    programs: list[Persona]
    fingerprints: dict[str, str]
    #: The state of the place that programs change.
    etag: str = ""

    def of(self, line: Line) -> list[Persona]:
        """Lists those whom a line has a column for."""
        return self.programs if line.is_of_programs else self.people


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    """Makes the world once: whatever is done in it is taken back."""
    with django_db_blocker.unblock(), override_settings(**SETTINGS), transaction.atomic():
        made = furnish()
        people, programs = list(list_people(made)), list(list_programs(made))
        logging.disable(logging.ERROR)
        owner = next(each for each in programs if each.column == "library:write")
        yield Ground(made, people, programs, take_fingerprints(), _read_etag(owner, made))
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


def _read_etag(owner: Persona, made: Furnished) -> str:
    """Returns the state in which the owner's program reads its place."""
    headers = {"Authorization": f"Bearer {owner.watcher.secret}"}
    address = f"/api/v1/places/{made.values['place']}"
    return str(owner.watcher.client.get(address, headers=headers)["ETag"])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a request was answered, and which tables are other afterwards."""

    answer: Answer
    changed: frozenset[str]


def try_line(
    ground: Ground, line: Line, persona: Persona, values: dict[str, str] | None = None
) -> Outcome:
    """Asks what a line says, as somebody, and takes back what it wrote."""
    values = values or ground.made.values | persona.values
    body = object_of(line, values) if line.is_of_programs else form_of(line, values)
    etag = ground.etag if line.method == "PATCH" else ""
    question = Question(line.method, line.fill(values), body, etag)
    with transaction.atomic():
        with written_tables() as tables:
            answer = ask(persona.watcher, question, takes_back=False)
        changed: frozenset[str] = frozenset()
        if tables & OWN_TABLES:
            after = take_fingerprints()
            changed = frozenset(name for name in after if after[name] != ground.fingerprints[name])
        transaction.set_rollback(True)
    return Outcome(answer, changed)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_line_of_the_table_is_true(ground: Ground, line: Line) -> None:
    for persona in ground.of(line):
        expected = line.expects(persona.column, persona.distance)
        outcome = try_line(ground, line, persona)
        answer, who = outcome.answer, f"{persona} at {line}"

        assert answer.status == expected.status, f"{who}: {answer.text[-600:]}"
        assert bool(SIGN_IN.search(answer.location)) == expected.is_led_to_sign_in, who
        assert line.shows == EVERYTHING or set(MARK.findall(answer.text)) <= persona.marks, who
        assert outcome.changed == (line.writes if expected.is_done else set()), who
        is_shown = expected.status == 200 and persona.distance == 0
        if line.shows not in {"", EVERYTHING} and is_shown:
            assert line.shows in answer.text, who
        if line.is_of_programs and expected.status >= 400:
            assert json.loads(answer.text)["status"] == expected.status, who
        if expected.status == 404:
            assert_as_of_nothing(ground, line, persona, answer)


def assert_as_of_nothing(ground: Ground, line: Line, persona: Persona, answer: Answer) -> None:
    """Asserts that a row which is not to be seen is answered like one that is not there."""
    private = [name for name in line.names if name not in PUBLIC_WORDS]
    nothing = ground.made.values["nothing"]
    there = ground.made.values | persona.values
    missing = there | dict.fromkeys(private, nothing)

    other = try_line(ground, line, persona, missing).answer

    # The page's own address is in its links to other languages.
    expected = other.text
    for name in private:
        expected = expected.replace(nothing, there[name])
    assert (answer.status, answer.text) == (other.status, expected), f"{persona} at {line}"


def test_every_route_has_a_line_and_every_line_a_route() -> None:
    with override_settings(ROOT_URLCONF="tests.demo.urls"):
        routes = {route.path: route for route in list_routes()}
        told = {(_route_of(line), line.method) for line in LINES}

    assert {path for path, _method in told} == set(routes)
    of_programs = [route for path, route in routes.items() if path.startswith("api/v1/")]
    asked = {(route.path, method) for route in of_programs for method in route.methods}
    assert asked <= told


def _route_of(line: Line) -> str:
    words = dict.fromkeys(line.names, "00000000-0000-7000-8000-000000000000")
    return resolve(line.fill(words).partition("?")[0]).route


@pytest.mark.slow
@pytest.mark.django_db
def test_what_no_line_speaks_of_is_not_allowed(ground: Ground) -> None:
    told = {(_route_of(line), line.method): line for line in LINES}
    office = next(each for each in ground.people if each.column == "office")
    wrong = []
    for (route, _method), line in told.items():
        for method in ("GET", "POST"):
            if (route, method) in told:
                continue
            values = ground.made.values | office.values
            question = Question(method, line.fill(values))
            status = ask(office.watcher, question).status
            wrong += [f"{method} {route}: {status}"] if status != 405 else []

    assert "; ".join(wrong) == ""


def test_every_form_is_of_a_line() -> None:
    assert FORMS.keys() | OBJECTS.keys() <= {str(line) for line in LINES}


@pytest.mark.django_db
def test_everybody_has_a_column(ground: Ground) -> None:
    for line in LINES:
        assert set(line.expected) == {persona.column for persona in ground.of(line)}
