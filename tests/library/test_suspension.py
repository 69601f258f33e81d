"""Who is suspended wherever it belongs writes nothing; what it wrote stays."""

import pytest

from landsea.foundation.actor import Actor, Role
from landsea.library.engine.vocabulary import ResourceState
from landsea.library.models import Resource
from landsea.library.queries import RecordCounts, count_records, list_owned_places, list_places
from landsea.library.services.imports import import_places
from landsea.members.errors import OrganisationSuspended
from tests.factories.library import NOW, make_owner, make_place, make_row
from tests.factories.members import make_actor, make_member, suspend

pytestmark = pytest.mark.django_db


def import_row(by: Actor) -> None:
    import_places([make_row()], owner=make_owner(), by=by, now=NOW)


def editor() -> Actor:
    return make_actor(Role.EDITOR, organisation_id=make_owner().id)


def test_a_suspended_organisation_imports_nothing_and_its_places_stay_public() -> None:
    place = make_place("here")
    make_member()
    suspend(make_owner().id)

    with pytest.raises(OrganisationSuspended):
        import_row(editor())

    assert [each.public_id for each in list_places().places] == [place.public_id]


def test_who_is_suspended_in_one_alliance_of_two_goes_on_writing() -> None:
    make_member()
    make_member(alliance="other")
    suspend(make_owner().id)

    import_row(editor())

    assert Resource.objects.count() == 1


def test_who_belongs_to_no_alliance_writes() -> None:
    import_row(editor())

    assert Resource.objects.count() == 1


def test_drafts_are_listed_and_counted_for_the_people_of_their_owner_only() -> None:
    owner_id = make_owner().id
    make_place("published")
    make_place("draft", state=ResourceState.DRAFT, names={"en": "A plan"})

    mine = list_owned_places(owner_id, actor=editor(), limit=10)
    others = list_owned_places(owner_id, actor=Actor(), limit=10)

    assert [(str(each.place.names), each.is_draft) for each in mine] == [
        ("Dazu Rock Carvings", False),
        ("A plan", True),
    ]
    assert [each.is_draft for each in others] == [False]
    assert count_records([owner_id], actor=editor()) == {
        owner_id: RecordCounts(published=1, drafts=1)
    }
    assert count_records([owner_id], actor=Actor()) == {owner_id: RecordCounts(published=1)}
    assert len(list_owned_places(owner_id, actor=editor(), limit=1)) == 1
