"""The register is written from files, line by line, and read with its totals."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.actor import Role
from landsea.foundation.csv_files import write_csv
from landsea.foundation.models import Change
from landsea.kernel.errors import NotAllowed
from landsea.kernel.money import Money
from landsea.market import queries
from landsea.market.engine.projects import Stage
from landsea.market.models import Project, ProjectSum
from landsea.market.services.register import Outcome, import_register
from tests.factories.library import make_owner
from tests.factories.market import import_rows, make_register_row, make_sum_row
from tests.factories.members import NOW, make_actor, make_alliance

pytestmark = pytest.mark.django_db

PART = make_register_row(part_of="signed")


def write_file(folder: Path, *rows: dict[str, str]) -> str:
    """Returns the path of a file with some rows."""
    header = list(make_register_row())
    path = folder / "projects.csv"
    text = write_csv(header, [[row[name] for name in header] for row in rows])
    path.write_text(text, "utf-8")
    return str(path)


def test_a_file_is_written_once_and_changes_what_is_other() -> None:
    first = import_rows(PART, make_sum_row())
    again = import_rows(PART, make_sum_row())
    changed = import_rows(PART | {"stage": "building"})

    assert first.count(Outcome.NEW) == 2
    assert again.count(Outcome.UNCHANGED) == 2
    assert changed.count(Outcome.CHANGED) == 1
    row = Project.objects.select_related("part_of").get()
    assert (row.stage, row.part_of and row.part_of.key) == ("building", "signed")
    change = Change.objects.filter(row_label="market.project").latest("id")
    assert (change.action, change.patch) == ("update", {"stage": ["signed", "building"]})
    assert change.alliance == make_alliance().public_id


def test_a_project_joins_a_sum_that_came_before() -> None:
    import_rows(make_sum_row())

    import_rows(PART)

    assert ProjectSum.objects.get().projects.count() == 1


def test_a_file_with_a_fault_writes_nothing() -> None:
    report = import_rows(make_register_row(), make_register_row(key="b", amount="much"))

    assert [(fault.row, fault.column, fault.value) for fault in report.faults] == [
        (3, "amount", "much")
    ]
    assert not Project.objects.exists()


def test_a_sum_does_not_become_a_project_under_the_same_key() -> None:
    import_rows(make_sum_row())

    report = import_rows(make_register_row(key="signed"))

    assert [(fault.row, fault.column) for fault in report.faults] == [(2, "key")]


def test_the_register_is_written_by_the_alliances_office() -> None:
    alliance = make_alliance()
    owner = make_owner()
    import_register(
        [make_register_row()],
        alliance=alliance,
        by=make_actor(Role.OFFICE, alliance_id=alliance.id),
        now=NOW,
    )

    for by in (
        make_actor(),
        make_actor(Role.OFFICE, organisation_id=owner.id),
        make_actor(Role.OFFICE, alliance_id=make_alliance("far").id),
        make_actor(Role.STATISTICIAN, alliance_id=alliance.id),
    ):
        with pytest.raises(NotAllowed):
            import_register([], alliance=alliance, by=by, now=NOW)


def test_totals_are_of_one_alliance_each() -> None:
    import_rows(make_sum_row(), PART)
    import_rows(make_register_row(amount="5", currency="SGD"), alliance="far")

    register = queries.read_register()

    told = {
        alliance.slug: [(each.project_count, each.amount, each.listed_amount) for each in totals]
        for alliance, totals in register.totals
    }
    assert told == {
        "land-sea": [(30, Money.of(53_200_000_000, "CNY"), Money.of(1_200_000_000, "CNY"))],
        "far": [(1, Money.of(5, "SGD"), Money.of(5, "SGD"))],
    }


def test_sums_stand_before_projects_and_a_filter_leaves_some() -> None:
    import_rows(PART, make_sum_row(), make_register_row(key="open", stage="open"))

    assert [line.key for line in queries.read_register().lines] == ["signed", "spa-1", "open"]
    assert [line.key for line in queries.read_register(stage=Stage.OPEN).lines] == ["open"]
    assert queries.read_register(alliance="nowhere").lines == ()


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_the_database_as_often_however_long_it_is(
    django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    import_rows(
        *(make_register_row(key=str(number), part_of="signed") for number in range(count)),
        make_sum_row(),
    )

    with django_assert_num_queries(3):
        register = queries.read_register()

    assert len(register.lines) == count + 1


def test_the_command_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_alliance()
    path = write_file(tmp_path, make_sum_row(), PART)

    call_command("import_projects", path, "--alliance", "land-sea")
    call_command("import_projects", path, "--alliance", "land-sea")

    assert capsys.readouterr().out.splitlines() == [
        "2 new, 0 changed, 0 unchanged.",
        "0 new, 0 changed, 2 unchanged.",
    ]


def test_the_command_names_file_row_column_and_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_alliance()
    path = write_file(tmp_path, make_register_row(), make_register_row(key="b", stage="hoped"))

    with pytest.raises(CommandError) as refused:
        call_command("import_projects", path, "--alliance", "land-sea")

    assert refused.value.returncode == 1
    assert capsys.readouterr().err == (
        f"{path}, row 3, stage, “hoped”: This word is not known here. Use one of these: presented,"
        " signed, building, open, ended.\n"
    )


@pytest.mark.parametrize(
    ("name", "alliance", "code"),
    [("none.csv", "land-sea", 2), ("projects.csv", "nowhere", 2), ("text.csv", "land-sea", 1)],
)
def test_the_command_tells_what_it_does_not_understand(
    tmp_path: Path, name: str, alliance: str, code: int
) -> None:
    make_alliance()
    write_file(tmp_path, make_register_row())
    (tmp_path / "text.csv").write_bytes(b"\xff")

    with pytest.raises(CommandError) as refused:
        call_command("import_projects", str(tmp_path / name), "--alliance", alliance)

    assert refused.value.returncode == code


def test_what_is_exported_is_imported_again_as_it_was(client: Client, tmp_path: Path) -> None:
    import_rows(PART, make_sum_row(), make_register_row(key="c", amount="", currency="", year=""))
    path = tmp_path / "export.csv"

    path.write_bytes(client.get("/en/market/projects.csv").content)
    call_command("import_projects", str(path), "--alliance", "land-sea")

    assert Change.objects.filter(row_label__startswith="market.", action="update").count() == 0
    assert Project.objects.count() == 2
