from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from landsea.foundation import undo
from landsea.foundation.actor import Actor, Role
from landsea.foundation.history import HistoryFilter, find_undoing_batch, list_batches, list_changes
from landsea.foundation.models import Change
from landsea.foundation.undo import (
    ChangedSince,
    NothingToRestore,
    NotReversible,
    TakenBackBefore,
    restore_record,
    undo_batch,
    why_not,
)
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.library.engine.vocabulary import ResourceState
from landsea.library.models import Resource
from landsea.library.queries import find_suggestions, list_places
from landsea.library.services.imports import import_places
from tests.factories.library import NOW, make_owner, make_row
from tests.factories.members import make_actor, make_member

pytestmark = pytest.mark.django_db


def make_editor(slug: str = "dazu-research-academy") -> Actor:
    return make_actor(Role.EDITOR, organisation_id=make_owner(slug).id)


def take(*rows: dict[str, str], by: Actor) -> UUID:
    """Imports rows for the editor's organisation and returns the batch."""
    import_places(rows, owner=make_owner(), by=by, now=NOW)
    return Change.objects.filter(row_label="library.resource").latest("id").batch


def name() -> str:
    return str(Resource.objects.get().names)


def test_an_import_that_changed_places_is_taken_back_with_their_names() -> None:
    editor = make_editor()
    take(make_row(), by=editor)
    batch = take(make_row(name_en="Wrong name", opening_hours="24/7"), by=editor)

    undoing = undo_batch(batch, by=editor, now=NOW)

    place = Resource.objects.get()
    assert (str(place.names), place.opening_hours) == ("Dazu Rock Carvings", "Mo-Su 08:30-17:00")
    assert place.sort_name == "dazurockcarvings"
    assert find_suggestions("Wrong") == ()
    assert [each.text for each in find_suggestions("Dazu")] == ["Dazu Rock Carvings"]
    (change,) = Change.objects.filter(batch=undoing)
    assert (change.action, change.undoes, change.actor_subject) == (
        "restore",
        batch,
        editor.subject,
    )
    assert change.patch["opening_hours"] == ["24/7", "Mo-Su 08:30-17:00"]
    assert change.organisation == make_owner().public_id


def test_a_taking_back_is_taken_back_too() -> None:
    editor = make_editor()
    take(make_row(), by=editor)
    batch = take(make_row(name_en="Second name"), by=editor)
    undoing = undo_batch(batch, by=editor, now=NOW)

    redoing = undo_batch(undoing, by=editor, now=NOW)

    assert name() == "Second name"
    assert find_undoing_batch(batch, actor=editor) is None
    assert find_undoing_batch(undoing, actor=editor) == redoing
    undo_batch(batch, by=editor, now=NOW)
    assert name() == "Dazu Rock Carvings"


def test_places_that_were_new_are_drafts_afterwards_and_come_back_as_they_were() -> None:
    editor = make_editor()
    batch = take(make_row(), make_row(id="cq-0002", name_en="Second"), by=editor)

    undoing = undo_batch(batch, by=editor, now=NOW)
    hidden = list_places().total
    undo_batch(undoing, by=editor, now=NOW)

    assert hidden == 0
    assert list_places().total == 2
    assert not Resource.objects.exclude(state=ResourceState.PUBLISHED).exists()


def test_what_was_taken_back_is_not_taken_back_again() -> None:
    editor = make_editor()
    take(make_row(), by=editor)
    batch = take(make_row(name_en="Second name"), by=editor)
    undo_batch(batch, by=editor, now=NOW)

    with pytest.raises(TakenBackBefore):
        undo_batch(batch, by=editor, now=NOW)
    assert why_not(batch, actor=editor) == TakenBackBefore.message


def test_a_later_change_of_the_same_field_is_named_and_nothing_is_taken_back() -> None:
    editor = make_editor()
    other = make_row(id="cq-0002", name_en="Untouched")
    take(make_row(), other, by=editor)
    batch = take(make_row(name_en="Second name"), other | {"name_en": "New"}, by=editor)
    take(make_row(name_en="Third name"), by=editor)

    with pytest.raises(ChangedSince) as told:
        undo_batch(batch, by=editor, now=NOW)

    assert "1 records were changed since: Third name." in str(told.value)
    assert Resource.objects.filter(names__en="New").exists()


def test_a_later_change_of_another_field_stays() -> None:
    editor = make_editor()
    take(make_row(), by=editor)
    batch = take(make_row(name_en="Second name"), by=editor)
    take(make_row(name_en="Second name", opening_hours="24/7"), by=editor)

    undo_batch(batch, by=editor, now=NOW)

    assert (name(), Resource.objects.get().opening_hours) == ("Dazu Rock Carvings", "24/7")


def test_a_new_place_that_somebody_improved_since_is_not_hidden() -> None:
    editor = make_editor()
    batch = take(make_row(), by=editor)
    improving = take(make_row(opening_hours="24/7"), by=editor)

    with pytest.raises(ChangedSince):
        undo_batch(batch, by=editor, now=NOW)
    undo_batch(improving, by=editor, now=NOW)
    undo_batch(batch, by=editor, now=NOW)

    assert Resource.objects.get().state == ResourceState.DRAFT


def test_a_change_that_no_log_tells_of_is_found_too() -> None:
    editor = make_editor()
    take(make_row(), by=editor)
    batch = take(make_row(opening_hours="24/7"), by=editor)
    Resource.objects.update(opening_hours="Mo-Fr 10:00-12:00")

    with pytest.raises(ChangedSince):
        undo_batch(batch, by=editor, now=NOW)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.EDITOR])
def test_the_owners_office_takes_back_what_an_editor_did(role: Role) -> None:
    editor = make_editor()
    take(make_row(), by=editor)
    batch = take(make_row(name_en="Second name"), by=editor)
    somebody = make_actor(role, organisation_id=make_owner().id)

    if role is Role.EDITOR:  # sees what the editor herself did, not what others did
        with pytest.raises(NotFound):
            undo_batch(batch, by=somebody, now=NOW)
        return
    undo_batch(batch, by=somebody, now=NOW)

    assert name() == "Dazu Rock Carvings"


def test_a_clearing_officer_reads_of_a_change_and_may_not_take_it_back() -> None:
    batch = take(make_row(), by=make_editor())
    officer = make_actor(Role.CLEARING_OFFICER, organisation_id=make_owner().id)

    with pytest.raises(NotAllowed):
        undo_batch(batch, by=officer, now=NOW)
    assert Resource.objects.get().state == ResourceState.PUBLISHED


def test_another_organisation_is_not_told_that_there_is_such_a_batch() -> None:
    batch = take(make_row(), by=make_editor())
    other = make_actor(Role.OFFICE, organisation_id=make_member("another"))

    for unseen in (batch, uuid4()):
        with pytest.raises(NotFound):
            undo_batch(unseen, by=other, now=NOW)
    assert list_changes(other, HistoryFilter(row_label="library.resource")) == []
    assert [each.id for each in list_batches(other).batches if each.id == batch] == []


def test_a_batch_of_which_the_actor_sees_a_part_only_is_not_taken_back() -> None:
    editor = make_editor()
    batch = take(make_row(), by=editor)
    line = Change.objects.get(batch=batch)
    line.pk, line.organisation = None, make_owner("another").public_id
    line.save()

    with pytest.raises(NotReversible):
        undo_batch(batch, by=editor, now=NOW)
    assert why_not(batch, actor=editor) == "It also changed what you may not see."


def test_a_record_is_brought_back_to_how_it_was_at_a_moment() -> None:
    editor = make_editor()
    first = take(make_row(), by=editor)
    second = take(make_row(name_en="Second name", opening_hours="24/7"), by=editor)
    take(make_row(name_en="Third name", opening_hours="24/7"), by=editor)
    key = str(Resource.objects.get().public_id)

    restore_record("library.resource", key, to=second, by=editor, now=NOW)
    after_second = (name(), Resource.objects.get().opening_hours)
    restore_record("library.resource", key, to=first, by=editor, now=NOW)

    assert after_second == ("Second name", "24/7")
    assert (name(), Resource.objects.get().opening_hours) == (
        "Dazu Rock Carvings",
        "Mo-Su 08:30-17:00",
    )


def test_a_record_that_is_as_it_was_then_is_left_alone() -> None:
    editor = make_editor()
    batch = take(make_row(), by=editor)
    key = str(Resource.objects.get().public_id)

    with pytest.raises(NothingToRestore):
        restore_record("library.resource", key, to=batch, by=editor, now=NOW)
    with pytest.raises(NotFound):
        restore_record("library.resource", key, to=uuid4(), by=editor, now=NOW)


def test_taking_back_asks_the_database_as_often_however_many_places_there_are() -> None:
    editor = make_editor()
    counts = []
    for size in (1, 3):
        rows = [make_row(id=f"{size}-{number}") for number in range(size)]
        take(*rows, by=editor)
        batch = take(*[row | {"name_en": "Second name"} for row in rows], by=editor)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            undo_batch(batch, by=editor, now=NOW)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_rows_are_called_by_name_for_whoever_may_see_them() -> None:
    take(make_row(), by=make_editor())
    place = Resource.objects.get()
    row = ("library.resource", str(place.public_id))
    Resource.objects.update(state=ResourceState.DRAFT)

    told = undo.describe_rows([row], make_editor())
    untold = undo.describe_rows([row], make_actor())

    assert {key: str(text) for key, text in told.items()} == {row: "Dazu Rock Carvings"}
    assert untold == {}
