"""The change log through the interface."""

import pytest
from pytest_django import DjangoAssertNumQueries

from landsea.members.engine.scopes import Scope
from tests.api.calling import Program
from tests.factories.keys import make_token
from tests.factories.library import make_owner, make_place
from tests.factories.members import make_alliance, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Program:
    scopes = (Scope.CHANGES_READ, Scope.LIBRARY_WRITE)
    return Program(make_token(make_member(), *scopes).secret)


def test_a_change_tells_who_did_what_and_when(reader: Program) -> None:
    place = make_place()
    done = reader.patch(f"places/{place.public_id}", {"note": "new roof"}, If_Match="*")

    (told,) = reader.get(f"changes?row=library.resource&key={place.public_id}").body["items"]

    assert told["patch"] == {"note": ["", "new roof"]}
    assert told["by"] == {
        "kind": "integration",
        "roles": ["clearing-officer", "editor"],
        "subject": None,
    }
    assert told["request_id"] == done.header("X-Request-ID")
    assert reader.get(f"changes?batch={told['batch']}").body["items"] == [told]
    assert reader.get("changes?action=burn").body["items"] == []


def test_a_log_is_for_those_whom_it_concerns(reader: Program) -> None:
    place = make_place()
    reader.patch(f"places/{place.public_id}", {"note": "new roof"}, If_Match="*")
    other = Program(make_token(make_member("other-museum"), Scope.CHANGES_READ).secret)
    stranger = Program(
        make_token(
            make_member("stranger", alliance="other"),
            Scope.ALLIANCE_RUN,
            alliance_id=make_alliance("other").id,
        ).secret
    )

    keys = [
        {each["key"] for each in program.get("changes").body["items"]}
        for program in (reader, other, stranger)
    ]

    assert [str(place.public_id) in found for found in keys] == [True, False, False]


def test_a_walk_through_the_pages_gives_the_whole_log(reader: Program) -> None:
    place = make_place()
    for number in range(5):
        reader.patch(f"places/{place.public_id}", {"note": f"{number}"}, If_Match="*")

    walked = reader.walk("changes?action=update", limit=2)

    assert [each["patch"]["note"][1] for each in walked] == ["4", "3", "2", "1", "0"]


def test_a_cursor_is_of_one_key(reader: Program) -> None:
    place = make_place()
    for number in range(2):
        reader.patch(f"places/{place.public_id}", {"note": f"{number}"}, If_Match="*")
    cursor = reader.get("changes?limit=1").body["next"]
    other = Program(make_token(make_owner().id, Scope.CHANGES_READ).secret)

    assert other.get(f"changes?limit=1&cursor={cursor}").problem == (422, "cursor-unreadable")


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_asks_the_database_as_often_however_long_it_is(
    reader: Program, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    place = make_place()
    for number in range(count):
        reader.patch(f"places/{place.public_id}", {"note": f"{number}"}, If_Match="*")

    with django_assert_num_queries(3):
        reply = reader.get("changes?action=update")

    assert len(reply.body["items"]) == count
