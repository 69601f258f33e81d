"""Intangible heritage belongs to its community: more than name and listing needs its consent."""

import io
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotAllowed
from landsea.library.engine.place_rows import read_place_row
from landsea.library.models import Resource
from landsea.library.queries import PlaceNotFound, get_place
from landsea.library.services.consents import (
    ConsentWithoutWords,
    NotIntangible,
    record_consent,
    withdraw_consent,
)
from tests.factories.library import NOW, make_element, make_place, make_row

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system()
ELEMENT_ROW = make_row(
    id="ich-1",
    kind="intangible",
    listing="national",
    listing_year="2006",
    unesco="",
    grade="",
    **dict.fromkeys(
        ("lat", "lon", "coord_level", "opening_hours", "ticket_price", "ticket_currency"), ""
    ),
    **dict.fromkeys(("ticket_price_low_season", "visit_minutes_estimated", "themes", "note"), ""),
)


def test_a_consent_opens_what_is_written_and_taking_it_back_closes_it_again() -> None:
    element = make_element(note="played by masks")

    record_consent(element.public_id, note="the troupe's assembly", by=SYSTEM, now=NOW)
    opened = get_place(element.public_id)
    withdraw_consent(element.public_id, by=SYSTEM, now=NOW)
    closed = get_place(element.public_id)

    assert (opened.note, opened.is_withheld) == ("played by masks", False)
    assert (closed.note, closed.is_withheld) == ("", True)
    assert [change.action for change in changelog.list_changes_of(element)] == ["update"] * 2


def test_a_consent_says_who_gave_it() -> None:
    element = make_element()

    with pytest.raises(ConsentWithoutWords):
        record_consent(element.public_id, note="  ", by=SYSTEM, now=NOW)


def test_the_database_holds_no_consent_without_words() -> None:
    make_element()

    with pytest.raises(IntegrityError), transaction.atomic():
        Resource.objects.update(consent_on=NOW.date())


def test_a_museum_needs_no_consent() -> None:
    with pytest.raises(NotIntangible):
        record_consent(make_place().public_id, note="x", by=SYSTEM, now=NOW)


def test_only_the_owners_editors_record_a_consent() -> None:
    with pytest.raises(NotAllowed):
        record_consent(make_element().public_id, note="x", by=Actor(), now=NOW)


def test_there_is_nothing_to_record_for_a_record_that_is_none() -> None:
    with pytest.raises(PlaceNotFound):
        withdraw_consent(uuid4(), by=SYSTEM, now=NOW)


def test_a_row_of_intangible_heritage_needs_its_listing() -> None:
    faults = read_place_row(ELEMENT_ROW | {"listing": ""}, 2)

    assert isinstance(faults, tuple)
    assert [(fault.column, fault.what) for fault in faults] == [
        ("listing", "This word is not known here.")
    ]


@pytest.mark.parametrize("column", ["lat", "opening_hours", "themes", "note"])
def test_a_table_can_not_tell_more_of_it_than_name_and_listing(column: str) -> None:
    value = {"lat": "29.7", "opening_hours": "24/7"}.get(column, "words")

    faults = read_place_row(ELEMENT_ROW | {column: value}, 2)

    assert isinstance(faults, tuple)
    assert (column, "Empty this cell: more needs the consent of its community.") in {
        (fault.column, fault.mend) for fault in faults
    }


def test_a_consent_is_recorded_from_the_command_line() -> None:
    element = make_element(note="played by masks")
    out = io.StringIO()

    call_command("record_consent", str(element.public_id), given="its assembly", stdout=out)

    assert (out.getvalue(), get_place(element.public_id).is_withheld) == ("Written.\n", False)


def test_the_command_names_what_is_wrong() -> None:
    with pytest.raises(CommandError, match="There is no such place in the library") as raised:
        call_command("record_consent", str(uuid4()), withdrawn=True)

    assert raised.value.returncode == 2
