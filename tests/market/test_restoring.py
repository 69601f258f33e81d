"""Changes of listings are taken back by those who may do what puts them right."""

from uuid import UUID

import pytest

from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import Change
from landsea.foundation.undo import (
    ChangedSince,
    NotReversible,
    restore_record,
    undo_batch,
    why_not,
)
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.market.engine.listings import Act, ListingState
from landsea.market.errors import NotOfferingHere
from landsea.market.models import Listing
from landsea.market.services.listings import edit_listing
from landsea.market.services.steps import take_step
from tests.factories.library import make_owner
from tests.factories.market import import_rows, make_input, make_listing, make_register_row, reread
from tests.factories.members import NOW, make_actor, make_alliance, suspend

pytestmark = pytest.mark.django_db


def own_office() -> Actor:
    return make_actor(Role.OFFICE, organisation_id=make_owner().id)


def alliance_office() -> Actor:
    return make_actor(Role.OFFICE, alliance_id=make_alliance().id)


def latest(label: str = "market.listing") -> UUID:
    return Change.objects.filter(row_label=label).latest("id").batch


def edit(row: Listing, **fields: object) -> UUID:
    edit_listing(row.public_id, make_input(**fields), by=own_office(), now=NOW)
    return latest()


def test_an_edit_is_taken_back_with_what_follows_from_it() -> None:
    row = make_listing()
    batch = edit(row, titles={"en": "Wrong"}, last_day="2026-12-01")

    undo_batch(batch, by=own_office(), now=NOW)

    after = reread(row.public_id)
    assert (after.titles, after.ends_on) == (row.titles, row.ends_on)
    assert (after.ends_at, after.folded) == (row.ends_at, row.folded)


def test_taking_back_is_taken_back() -> None:
    row = make_listing()
    batch = edit(row, place="Beishan")

    undoing = undo_batch(batch, by=own_office(), now=NOW)
    undo_batch(undoing, by=own_office(), now=NOW)

    assert reread(row.public_id).place == "Beishan"


def test_a_listing_that_was_edited_again_is_not_put_back() -> None:
    row = make_listing()
    batch = edit(row, place="Beishan")
    edit(row, place="Baodingshan")

    with pytest.raises(ChangedSince, match="Two days among the carvings"):
        undo_batch(batch, by=own_office(), now=NOW)


def test_a_new_listing_that_is_taken_back_goes_out_of_sight() -> None:
    row = make_listing(is_published=False)

    undo_batch(latest(), by=own_office(), now=NOW)

    assert reread(row.public_id).state == ListingState.WITHDRAWN


@pytest.mark.parametrize(
    ("act", "before"),
    [(Act.CLOSE, ListingState.PUBLISHED), (Act.WITHDRAW, ListingState.PUBLISHED)],
)
def test_an_end_is_taken_back(act: Act, before: ListingState) -> None:
    row = make_listing()
    take_step(row.public_id, act, by=own_office(), now=NOW)

    undo_batch(latest(), by=own_office(), now=NOW)

    assert reread(row.public_id).state == before


def test_publishing_is_taken_back_to_the_draft() -> None:
    row = make_listing()

    undo_batch(latest(), by=own_office(), now=NOW)

    assert reread(row.public_id).state == ListingState.DRAFT


def test_a_suspended_member_does_not_publish_by_taking_an_end_back() -> None:
    row = make_listing()
    take_step(row.public_id, Act.WITHDRAW, by=own_office(), now=NOW)
    suspend(row.organisation_id)

    with pytest.raises(NotOfferingHere):
        undo_batch(latest(), by=own_office(), now=NOW)

    assert reread(row.public_id).state == ListingState.WITHDRAWN


def test_the_office_takes_its_taking_down_back_and_puts_it_down_again() -> None:
    row = make_listing()
    take_step(row.public_id, Act.TAKE_DOWN, reason="Not ours.", by=alliance_office(), now=NOW)

    undoing = undo_batch(latest(), by=alliance_office(), now=NOW)
    between = reread(row.public_id)
    undo_batch(undoing, by=alliance_office(), now=NOW)

    assert (between.state, between.take_down_reason) == (ListingState.PUBLISHED, "")
    after = reread(row.public_id)
    assert (after.state, after.take_down_reason) == (ListingState.TAKEN_DOWN, "Not ours.")


def test_the_organisation_does_not_take_a_taking_down_back() -> None:
    row = make_listing()
    take_step(row.public_id, Act.TAKE_DOWN, reason="Not ours.", by=alliance_office(), now=NOW)
    batch = latest()

    with pytest.raises(NotAllowed):
        undo_batch(batch, by=own_office(), now=NOW)
    with pytest.raises(NotAllowed):
        restore_record(
            "market.listing",
            str(row.public_id),
            to=Change.objects.get(action="publish").batch,
            by=own_office(),
            now=NOW,
        )

    assert reread(row.public_id).state == ListingState.TAKEN_DOWN


def test_the_alliances_office_does_not_find_what_an_organisation_did() -> None:
    row = make_listing()
    batch = edit(row, place="Beishan")

    with pytest.raises(NotFound):
        undo_batch(batch, by=alliance_office(), now=NOW)


def test_a_listing_is_brought_back_to_how_it_was() -> None:
    row = make_listing()
    edit(row, place="Beishan")
    edit(row, place="Baodingshan", titles={"en": "Other"})
    first = Change.objects.get(action="publish").batch

    restore_record("market.listing", str(row.public_id), to=first, by=own_office(), now=NOW)

    after = reread(row.public_id)
    assert (after.place, after.titles) == (row.place, row.titles)


def test_the_register_says_that_it_follows_its_files() -> None:
    import_rows(make_register_row())
    batch = latest("market.project")

    with pytest.raises(NotReversible):
        undo_batch(batch, by=alliance_office(), now=NOW)
    assert why_not(batch, actor=alliance_office()) == (
        "The register follows its files: correct the file and import it again."
    )
