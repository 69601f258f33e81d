from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

import landsea.demo
from landsea.foundation import changelog
from landsea.foundation.actor import Actor, ActorKind, Role, RoleGrant
from landsea.foundation.models import Change
from landsea.kernel.errors import NotAllowed
from landsea.library.engine.csv_table import read_csv
from landsea.library.engine.place_rows import REQUIRED_COLUMNS
from landsea.library.models import Resource, ResourceName
from landsea.library.services import imports
from landsea.library.services.imports import ImportReport, import_places
from tests.factories.library import NOW, make_owner, make_row

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system()
PLACES = Path(landsea.demo.__file__).parent / "data/places.csv"
#: What tests compare a library by; keys and instants are left out.
FIELDS = [
    field.name
    for field in Resource._meta.concrete_fields
    if field.name not in ("id", "public_id", "created_at", "updated_at")
]


def take(*rows: dict[str, str], later: int = 0) -> ImportReport:
    now = NOW + timedelta(days=later)
    return import_places(rows, owner=make_owner(), by=SYSTEM, now=now)


def count_rows() -> tuple[int, int, int]:
    changes = Change.objects.filter(row_label="library.resource")
    return Resource.objects.count(), ResourceName.objects.count(), changes.count()


def test_a_sound_row_becomes_a_published_place_with_names_and_a_line_in_the_change_log() -> None:
    report = take(make_row())

    row = Resource.objects.get()
    assert report == ImportReport(new=1)
    assert (row.source_name, row.source_key, row.state) == ("places", "cq-0001", "published")
    assert (row.price_minor, row.low_season_price_minor, row.currency) == (11500, 8000, "CNY")
    assert sorted(row.name_rows.values_list("language", "folded")) == [
        ("en", "dazurockcarvings"),
        ("zh-Hans", "大足石刻景区"),
    ]
    assert [change.action for change in changelog.list_changes_of(row)] == ["create"]


def test_the_same_rows_again_change_nothing() -> None:
    rows = read_csv(PLACES.read_bytes(), required=REQUIRED_COLUMNS)
    take(*rows)
    before = list(Resource.objects.order_by("id").values()), count_rows()

    report = take(*rows, later=1)

    assert report == ImportReport(unchanged=len(rows))
    assert (list(Resource.objects.order_by("id").values()), count_rows()) == before


def test_a_changed_row_changes_that_place_and_says_what_was_before() -> None:
    take(make_row(), make_row(id="cq-0002"))

    report = take(
        make_row(ticket_price="120", name_en="Dazu Grottoes"), make_row(id="cq-0002"), later=1
    )

    row = Resource.objects.get(source_key="cq-0001")
    changes = changelog.list_changes_of(row)
    assert report == ImportReport(changed=1, unchanged=1)
    assert changes[-1].patch["price_minor"] == [11500, 12000]
    assert changes[-1].patch["names"][0]["en"] == "Dazu Rock Carvings"
    assert sorted(changes[-1].patch) == ["names", "price_minor", "sort_name"]
    assert row.updated_at == NOW + timedelta(days=1)
    assert set(row.name_rows.values_list("text", flat=True)) == {"Dazu Grottoes", "大足石刻景区"}


def test_a_price_that_is_no_longer_known_is_not_left_behind() -> None:
    take(make_row())

    take(make_row(ticket_price="", ticket_price_low_season="", ticket_currency=""))

    row = Resource.objects.get()
    assert (row.price_minor, row.low_season_price_minor, row.currency) == (None, None, "")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"lat": "105.705", "lon": "29.70111"}, "lat"),
        ({"ticket_price": "-1"}, "ticket_price"),
        ({"opening_hours": "9-5, mostly"}, "opening_hours"),
        ({"id": "cq-0001"}, "id"),
        ({"name_en": "<b>Dazu</b>"}, "name_en"),
    ],
)
def test_one_bad_row_keeps_the_whole_file_out(cells: dict[str, str], column: str) -> None:
    make_owner()
    before = count_rows()

    report = take(make_row(), make_row(**({"id": "cq-0002"} | cells)), make_row(id="cq-0003"))

    assert [(fault.row, fault.column) for fault in report.broken] == [(3, column)]
    assert report.is_refused
    assert count_rows() == before


def test_all_faults_of_a_file_are_told_in_the_order_of_its_rows() -> None:
    report = take(
        make_row(kind="pagoda"),
        make_row(id="cq-0002"),
        make_row(id="cq-0002", lat="", grade="x" * 70),
    )

    assert [(fault.row, fault.column) for fault in report.broken] == [
        (2, "kind"),
        (4, "lat"),
        (4, "grade"),
        (4, "id"),
    ]
    assert report.broken[-1].advice == "Row 3 has it too: keep one, or give each its own."


def test_a_record_of_another_organisation_is_not_taken_over() -> None:
    take(make_row())

    report = import_places(
        [make_row(name_en="Ours now")], owner=make_owner("another"), by=SYSTEM, now=NOW
    )

    assert [(fault.row, fault.column, fault.value) for fault in report.broken] == [
        (2, "id", "cq-0001")
    ]
    assert str(Resource.objects.get().names) == "Dazu Rock Carvings"


def test_the_same_key_in_another_collection_is_another_place() -> None:
    take(make_row())

    report = import_places(
        [make_row()], owner=make_owner("another"), by=SYSTEM, now=NOW, source_name="another list"
    )

    assert report == ImportReport(new=1)


def test_only_an_editor_of_the_owner_imports_its_places() -> None:
    owner, other = make_owner(), make_owner("another")
    editor_elsewhere = Actor(
        kind=ActorKind.PERSON, grants=frozenset({RoleGrant(Role.EDITOR, other.id)})
    )
    editor = Actor(kind=ActorKind.PERSON, grants=frozenset({RoleGrant(Role.EDITOR, owner.id)}))

    with pytest.raises(NotAllowed):
        import_places([make_row()], owner=owner, by=editor_elsewhere, now=NOW)
    report = import_places([make_row()], owner=owner, by=editor, now=NOW)

    assert report == ImportReport(new=1)


def test_an_import_in_several_batches_is_one_batch_of_the_change_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(imports, "BATCH_SIZE", 2)
    monkeypatch.setattr(imports, "PAUSE_SECONDS", 0)

    report = take(*(make_row(id=f"cq-{number}") for number in range(5)))

    batches = Change.objects.filter(row_label="library.resource").values_list("batch", flat=True)
    assert report == ImportReport(new=5)
    assert (len(batches), len(set(batches))) == (5, 1)


def test_an_import_cut_off_between_batches_ends_with_the_same_library_when_started_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [make_row(id=f"cq-{number}") for number in range(5)]
    monkeypatch.setattr(imports, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(imports, "BATCH_SIZE", 2)
    take(*rows[:2])

    report = take(*rows)

    assert report == ImportReport(new=3, unchanged=2)


@pytest.mark.parametrize("count", [1, 20])
def test_a_batch_costs_the_same_queries_however_many_places_are_in_it(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner = make_owner()
    rows = [make_row(id=f"cq-{number}") for number in range(count)]

    # Others' keys; a savepoint and its end; known rows; rows, names (old out, new in), change log.
    with django_assert_num_queries(8):
        import_places(rows, owner=owner, by=SYSTEM, now=NOW)


def test_values_come_back_from_the_database_as_they_went_in() -> None:
    rows = read_csv(PLACES.read_bytes(), required=REQUIRED_COLUMNS)
    take(*rows)
    before = list(Resource.objects.order_by("source_key").values_list(*FIELDS))
    Resource.objects.all().delete()

    take(*rows)

    assert list(Resource.objects.order_by("source_key").values_list(*FIELDS)) == before
