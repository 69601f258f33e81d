"""Events and public holidays come in from tables; the days of events are kept ready."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.kernel.errors import NotAllowed
from landsea.library.engine.vocabulary import ResourceState
from landsea.library.models import Event, EventDate, PublicHoliday
from landsea.library.services.events import import_events, renew_dates
from landsea.library.services.holidays import import_holidays
from landsea.library.services.imports import ImportReport
from tests.factories.library import NOW, make_event, make_event_row, make_owner, make_place

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system()
HOLIDAY_ROW = {
    "country": "TH",
    "date": "2026-04-13",
    "name_en": "Songkran Festival",
    "name_th": "วันสงกรานต์",
    "source": "the official gazette",
    "licence": "MIT",
}


def take(*rows: Mapping[str, str], later: int = 0) -> ImportReport:
    """Imports rows for the usual owner, some days later."""
    return import_events(rows, owner=make_owner(), by=SYSTEM, now=NOW + timedelta(days=later))


def starts_of(event: Event) -> list[date]:
    return list(event.dates.order_by("starts_on").values_list("starts_on", flat=True))


def test_an_imported_event_has_its_days_from_last_year_on() -> None:
    report = take(make_event_row())

    event = Event.objects.get()
    assert report == ImportReport(new=1)
    assert (event.source_name, event.state, event.confidence) == ("events", "published", "A")
    assert starts_of(event) == [date(year, 4, 13) for year in range(2025, 2032)]
    assert [change.action for change in changelog.list_changes_of(event)] == ["create"]


def test_the_same_rows_again_change_nothing() -> None:
    take(make_event_row())
    before = list(Event.objects.values()), list(EventDate.objects.order_by("id").values())

    report = take(make_event_row(), later=1)

    assert report == ImportReport(unchanged=1)
    assert (list(Event.objects.values()), list(EventDate.objects.order_by("id").values())) == before


def test_another_rule_moves_the_days() -> None:
    take(make_event_row())

    report = take(make_event_row(rule="FREQ=YEARLY;BYMONTH=5;BYDAY=2SA"), later=1)

    event = Event.objects.get()
    assert report == ImportReport(changed=1)
    assert date(2026, 5, 9) in starts_of(event)
    assert all(start.month == 5 for start in starts_of(event))
    assert list(changelog.list_changes_of(event)[-1].patch) == ["rule"]


@pytest.mark.parametrize(
    ("cells", "column", "advice"),
    [
        ({"rule": "every summer"}, "rule", "Write it as iCalendar does"),
        ({"rule": ""}, "rule", "Fill it in: each row needs it."),
        ({"kind": "party"}, "kind", "Use one of these: festival"),
        ({"country": "XX"}, "country", "Use one of these: CN"),
        ({"name_en": "", "name_zh": ""}, "name_en", "Give it at least one name."),
        ({"name_en": "<b>Songkran</b>"}, "name_en", "Write plain text only."),
        ({"source": ""}, "source", "Fill it in: each row needs it."),
        ({"source_url": "javascript:alert(1)"}, "source_url", "Begin it with https://."),
        ({"place": "cq-9999"}, "place", "Import the place first, or empty this cell."),
        ({"id": "ev-011"}, "id", "Row 2 has it too"),
    ],
)
def test_a_table_with_a_fault_is_refused_as_a_whole_and_says_how_to_mend_it(
    cells: dict[str, str], column: str, advice: str
) -> None:
    report = take(make_event_row(), make_event_row(**({"id": "ev-012"} | cells)))

    (fault,) = report.broken
    assert (fault.row, fault.column, fault.advice.startswith(advice)) == (3, column, True)
    assert Event.objects.count() == 0


def test_an_event_stands_at_a_place_of_the_library() -> None:
    place = make_place("cq-0001")
    type(place).objects.update(source_name="places")

    take(make_event_row(place="cq-0001"))

    assert Event.objects.get().venue == place


def test_anothers_published_event_is_not_taken_over() -> None:
    take(make_event_row())

    report = import_events(
        [make_event_row()], owner=make_owner("somebody-else"), by=SYSTEM, now=NOW
    )

    assert [fault.what for fault in report.broken] == [
        "This record belongs to another organisation."
    ]


def test_anothers_draft_is_nobodys_business() -> None:
    take(make_event_row())
    Event.objects.update(state=ResourceState.DRAFT)

    report = import_events(
        [make_event_row()], owner=make_owner("somebody-else"), by=SYSTEM, now=NOW
    )

    assert report == ImportReport(new=1)


def test_only_an_editor_of_the_owner_imports() -> None:
    with pytest.raises(NotAllowed):
        import_events([make_event_row()], owner=make_owner(), by=Actor(), now=NOW)


def test_as_years_go_by_the_days_of_later_ones_are_worked_out_once() -> None:
    event = make_event()

    first, again = (renew_dates(today=date(2027, 1, 1)) for _time in range(2))

    assert (first, again) == (1, 0)
    assert starts_of(event)[-1] == date(2032, 4, 13)


@pytest.mark.parametrize("count", [1, 3])
def test_an_import_asks_the_database_as_often_for_three_events_as_for_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner = make_owner()
    rows = [make_event_row(id=f"ev-{number}") for number in range(count)]

    # Others' keys; a savepoint and its end; known rows; rows, their days (known, new), change log.
    with django_assert_num_queries(8):
        import_events(rows, owner=owner, by=SYSTEM, now=NOW)


def test_holidays_are_written_once_and_changed_by_the_next_table() -> None:
    first = import_holidays([HOLIDAY_ROW], by=SYSTEM)
    again = import_holidays([HOLIDAY_ROW], by=SYSTEM)
    changed = import_holidays([HOLIDAY_ROW | {"name_en": "Songkran"}], by=SYSTEM)

    assert (first, again, changed) == (
        ImportReport(new=1),
        ImportReport(unchanged=1),
        ImportReport(changed=1),
    )
    holiday = PublicHoliday.objects.get()
    assert holiday.names.as_dict() == {"en": "Songkran", "th": "วันสงกรานต์"}


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"date": "13 April"}, "date"),
        ({"date": "2026-02-30"}, "date"),
        ({"country": "ZZ"}, "country"),
    ],
)
def test_a_faulty_table_of_holidays_is_refused(cells: dict[str, str], column: str) -> None:
    report = import_holidays([HOLIDAY_ROW | cells], by=SYSTEM)

    assert [(fault.row, fault.column) for fault in report.broken] == [(2, column)]
    assert PublicHoliday.objects.count() == 0


def test_a_market_has_a_day_once_in_a_table() -> None:
    report = import_holidays([HOLIDAY_ROW, HOLIDAY_ROW], by=SYSTEM)

    assert [fault.what for fault in report.broken] == [
        "This market has this day twice in the file."
    ]


def test_holidays_are_loaded_by_the_installations_keeper_alone() -> None:
    with pytest.raises(NotAllowed):
        import_holidays([HOLIDAY_ROW], by=Actor())
