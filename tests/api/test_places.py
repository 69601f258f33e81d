"""Places through the interface."""

from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.actor import Actor
from landsea.foundation.models import Change
from landsea.library.engine.vocabulary import ResourceKind, ResourceState
from landsea.library.models import Resource, ResourceName
from landsea.members.engine.scopes import Scope
from landsea.members.models import Membership
from landsea.members.services.standing import suspend_member
from tests.api.calling import Program
from tests.factories.keys import make_token
from tests.factories.library import make_owner, make_place
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db

NEW = {
    "key": "hall-7",
    "kind": "museum",
    "names": {"en": "Hall Seven", "zh-Hans": "七号厅"},
    "country": "CN",
    "city": "Chongqing",
    "latitude": 29.56,
    "longitude": 106.55,
    "position_level": "approx_0.01deg",
    "opening_hours": "Tu-Su 09:00-17:00",
    "source": "our own survey",
    "licence": "CC BY 4.0",
}


@pytest.fixture
def editor() -> Program:
    """A program of the owner of places."""
    return Program(make_token(make_member(), Scope.LIBRARY_WRITE).secret)


@pytest.fixture
def rival() -> Program:
    """A program of another member."""
    return Program(make_token(make_member("other-museum"), Scope.LIBRARY_WRITE).secret)


def test_a_place_is_told_with_where_it_comes_from(anybody: Program) -> None:
    place = make_place()

    reply = anybody.get(f"places/{place.public_id}")

    assert reply.status == 200
    body = reply.body
    assert body["names"] == {"en": "Dazu Rock Carvings", "zh-Hans": "大足石刻景区"}
    assert body["provenance"]["source"] == "the national list"
    assert body["provenance"]["licence_state"] == "none-stated"
    assert body["position"]["precision"] == "exact"
    assert (body["price"], body["state"], body["owner"]["is_demo"]) == (None, "published", False)


def test_places_are_found_by_name_kind_market_and_city(anybody: Program) -> None:
    make_place("1")
    make_place("2", names={"en": "Aquarium"}, kind=ResourceKind.AQUARIUM, city="Singapore")

    def found(query: str) -> list[str]:
        return [each["names"]["en"] for each in anybody.get(f"places?{query}").body["items"]]

    assert found("q=rock") == ["Dazu Rock Carvings"]
    assert found("kind=aquarium") == ["Aquarium"]
    assert found("city=Singapore") == ["Aquarium"]
    assert found("market=TH") == []


@pytest.mark.parametrize("query", ["", "q=hall", "q=7"])
def test_a_walk_through_the_pages_gives_the_whole_list(anybody: Program, query: str) -> None:
    for number in range(17):
        grade = ("5A", "", "4A")[number % 3]
        make_place(str(number), names={"en": f"Hall {number * 7 % 10}"}, grade=grade)

    whole = anybody.get(f"places?{query}").body["items"]
    walked = anybody.walk(f"places?{query}", limit=2)

    assert walked == whole
    assert len({each["id"] for each in walked}) == len(walked) > 1


def test_a_place_that_is_added_meanwhile_moves_no_other(anybody: Program) -> None:
    for number in range(4):
        make_place(str(number), names={"en": f"Hall {number}"})
    first = anybody.get("places?limit=2").body

    make_place("new", names={"en": "Annex"})
    second = anybody.get(f"places?limit=2&cursor={first['next']}").body

    names = [each["names"]["en"] for each in first["items"] + second["items"]]
    assert names == ["Hall 0", "Hall 1", "Hall 2", "Hall 3"]


@pytest.mark.parametrize("cursor", ["x", "a:b", "%00", "é", "0" * 1999])
def test_a_cursor_that_is_none_is_told_so(anybody: Program, cursor: str) -> None:
    assert anybody.get(f"places?cursor={cursor}").problem[0] == 422


def test_a_cursor_belongs_to_its_list_and_filters(anybody: Program) -> None:
    make_place("1")
    make_place("2")
    cursor = anybody.get("places?limit=1").body["next"]

    assert anybody.get(f"places?limit=1&cursor={cursor}").status == 200
    assert anybody.get(f"places?limit=1&market=CN&cursor={cursor}").problem == (
        422,
        "cursor-unreadable",
    )
    assert anybody.get(f"organisations?cursor={cursor}").problem == (422, "cursor-unreadable")


@pytest.mark.parametrize("query", ["kind=palace", "limit=0", "limit=201", "limit=x", "q=%00"])
def test_filters_that_can_not_be_read_are_named(anybody: Program, query: str) -> None:
    reply = anybody.get(f"places?{query}")

    assert reply.problem == (422, "invalid-input")
    assert reply.body["faults"][0]["field"] == f"query.{query.partition('=')[0]}"


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_database_as_often_however_long_it_is(
    anybody: Program, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_place(str(number))
    anybody.get("places")

    # The count of requests, and the places.
    with django_assert_num_queries(2):
        reply = anybody.get("places")

    assert len(reply.body["items"]) == count


def test_an_editor_adds_a_draft_that_the_public_does_not_see(
    editor: Program, rival: Program, anybody: Program
) -> None:
    reply = editor.post("places", NEW)

    assert (reply.status, reply.body["state"]) == (201, "draft")
    assert reply.body["position"]["error_km"] == 0.8
    address = reply.header("Location")
    assert address == f"/api/v1/places/{reply.body['id']}"
    assert editor.get(address).body == reply.body
    hidden = anybody.get(address)
    assert hidden.problem == (404, "place-not-found")
    assert rival.get(address).body == hidden.body
    assert anybody.get(f"places/{uuid4()}").body == hidden.body


def test_an_editor_publishes_a_draft(editor: Program, anybody: Program) -> None:
    address = editor.post("places", NEW).header("Location")

    reply = editor.patch(address, {"state": "published"}, If_Match="*")

    assert (reply.status, reply.body["state"]) == (200, "published")
    assert anybody.get(address).status == 200
    assert [each["names"]["en"] for each in anybody.get("places?q=seven").body["items"]] == [
        "Hall Seven"
    ]


def test_a_record_with_faults_is_refused_with_all_of_them(editor: Program) -> None:
    body = NEW | {"opening_hours": "always", "country": "FR", "position_level": "", "note": "<b>"}

    reply = editor.post("places", body)

    assert reply.problem == (422, "invalid-fields")
    fields = {fault["field"] for fault in reply.body["faults"]}
    assert fields == {"opening_hours", "country", "note", "position_level"}
    assert not Resource.objects.unscoped("test").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"names": {}},
        {"names": {"xx": "Halle"}},
        {"kind": "palace"},
        {"latitude": 91},
        {"colour": "red"},
        {"key": ""},
        {"key": "a\x00"},
    ],
)
def test_a_body_that_can_not_be_read_is_refused(editor: Program, wrong: dict[str, object]) -> None:
    assert editor.post("places", NEW | wrong).problem == (422, "invalid-input")


def test_a_key_of_a_record_is_given_once(editor: Program) -> None:
    first = editor.post("places", NEW)

    assert first.status == 201
    assert editor.post("places", NEW).problem == (409, "record-exists")
    assert Resource.objects.unscoped("test").count() == 1


def test_a_change_is_made_in_the_state_that_was_read(editor: Program) -> None:
    place = make_place()
    address = f"places/{place.public_id}"
    read = editor.get(address)
    change = {"opening_hours": "Mo-Su 09:00-18:00", "hours_confidence": "A"}

    reply = editor.patch(address, change, If_Match=read.header("ETag"))

    assert reply.status == 200
    after = editor.get(address)
    assert after.body == reply.body
    assert after.header("ETag") == reply.header("ETag") != read.header("ETag")
    assert after.body == read.body | change
    logged = Change.objects.unscoped("test").latest("id")
    assert (logged.action, logged.actor_kind) == ("update", "integration")
    assert logged.patch["opening_hours"] == ["Mo-Su 08:30-17:00", "Mo-Su 09:00-18:00"]


def test_a_change_of_another_state_is_refused(editor: Program) -> None:
    address = f"places/{make_place().public_id}"
    read = editor.get(address).header("ETag")
    editor.patch(address, {"note": "first"}, If_Match=read)

    second = editor.patch(address, {"note": "second"}, If_Match=read)

    assert second.problem == (412, "changed-meanwhile")
    assert editor.get(address).body["note"] == "first"


def test_a_tag_that_compression_made_weak_still_names_the_state(editor: Program) -> None:
    address = f"places/{make_place().public_id}"
    read = editor.get(address, Accept_Encoding="gzip").header("ETag")

    assert read.startswith("W/")
    assert editor.patch(address, {"note": "kept"}, If_Match=read).status == 200


def test_a_change_names_the_state_that_it_is_for(editor: Program) -> None:
    reply = editor.patch(f"places/{make_place().public_id}", {"note": "x"})

    assert reply.problem == (428, "if-match-missing")


def test_names_are_changed_and_found_at_once(editor: Program, anybody: Program) -> None:
    place = make_place()

    reply = editor.patch(
        f"places/{place.public_id}", {"names": {"en": "Great Carvings", "de": " "}}, If_Match="*"
    )

    assert reply.body["names"] == {"en": "Great Carvings"}
    names = ResourceName.objects.unscoped("test").values_list("text", flat=True)
    assert list(names) == ["Great Carvings"]
    assert len(anybody.get("places?q=great").body["items"]) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"opening_hours": "always"}, "opening_hours"),
        ({"names": {"english please": "Hall"}}, "names.english please"),
        ({"names": {"en": "Hall", "EN": "Room"}}, "names.EN"),
        ({"names": {"en": "x" * 301}}, "names.en"),
        ({"names": {"en": "<i>"}}, "names.en"),
        ({"names": {"en": "  "}}, "names"),
        ({"note": "<script>"}, "note"),
    ],
)
def test_a_change_that_can_not_be_made_is_named(
    editor: Program, change: dict[str, object], field: str
) -> None:
    reply = editor.patch(f"places/{make_place().public_id}", change, If_Match="*")

    assert reply.problem == (422, "invalid-fields")
    assert [fault["field"] for fault in reply.body["faults"]] == [field]


def test_only_the_owner_changes_a_record(editor: Program, rival: Program) -> None:
    address = f"places/{make_place().public_id}"
    draft = make_place("draft", state=ResourceState.DRAFT)

    assert rival.patch(address, {"note": "x"}, If_Match="*").problem == (403, "not-allowed")
    hidden = rival.patch(f"places/{draft.public_id}", {"note": "x"}, If_Match="*")
    missing = rival.patch(f"places/{uuid4()}", {"note": "x"}, If_Match="*")
    assert hidden.problem == (404, "place-not-found")
    assert hidden.body == missing.body


def test_a_suspended_owner_writes_nothing_and_reads_its_drafts(editor: Program) -> None:
    address = editor.post("places", NEW).header("Location")
    membership = Membership.objects.unscoped("test").get()
    suspend_member(membership.public_id, reason="fees", by=Actor.system(), now=timezone.now())

    changed = editor.patch(address, {"note": "x"}, If_Match="*")
    added = editor.post("places", NEW | {"key": "hall-8"})

    assert changed.problem == added.problem == (409, "organisation-suspended")
    assert editor.get(address).status == 200


def test_hours_that_are_taken_away_have_no_confidence(editor: Program) -> None:
    reply = editor.patch(f"places/{make_place().public_id}", {"opening_hours": ""}, If_Match="*")

    assert (reply.body["opening_hours"], reply.body["hours_confidence"]) == ("", None)


def test_a_key_of_another_scope_writes_nothing(anybody: Program) -> None:
    organisation = make_owner().id
    make_member()
    reader = Program(make_token(organisation, Scope.STATEMENTS_READ).secret)

    assert reader.post("places", NEW).problem == (403, "scope-missing")
    assert anybody.post("places", NEW).problem == (401, "not-authenticated")
    assert not Resource.objects.unscoped("test").exists()
