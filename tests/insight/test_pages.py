import csv
import io
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from landsea.foundation.actor import Role
from landsea.foundation.models import Change, TaskRun, TaskState
from landsea.foundation.worker import Worker
from landsea.insight.line_queries import list_lines
from landsea.insight.models import PublishedObservation
from landsea.kernel.clock import FixedClock
from landsea.members.models import RoleAssignment
from tests.factories.cards import make_programme
from tests.factories.insight import (
    LINE_ROW,
    count_visit,
    load,
    load_some_lines,
    make_arrivals_row,
    make_line_row,
    make_up,
    table_of,
)
from tests.factories.library import make_place
from tests.factories.members import make_alliance
from tests.factories.sessions import sign_in
from tests.foundation.sample_tasks import add

pytestmark = pytest.mark.django_db

FIGURES = "/en/figures/"


def read(client: Client, address: str, **headers: str) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def values(page: str, table: str) -> list[int]:
    (found,) = re.findall(f'<table class="table" id="{table}">(.*?)</table>', page)
    return [int(each) for each in re.findall(r'data-value="(-?\d+)"', found)]


@pytest.fixture
def statistician(client: Client) -> Client:
    sign_in(client, Role.STATISTICIAN, alliance_id=make_alliance().id)
    return client


def send(client: Client, content: bytes, name: str = "arrivals.csv") -> UUID:
    """Hands a file in and returns the task that loads it."""
    response = client.post(f"{FIGURES}load/", {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()
    return UUID(response["Location"].rstrip("/").rsplit("/", 1)[-1])


def work() -> None:
    Worker(clock=FixedClock(timezone.now() + timedelta(seconds=1))).run_until_idle()


def test_counted_and_published_figures_stand_apart_and_say_what_they_are(client: Client) -> None:
    load([make_arrivals_row(destination="CN", period="2026-11")])
    count_visit(make_programme())

    page = read(client, FIGURES)

    assert (values(page, "admissions"), values(page, "published")) == ([1], [1200])
    assert "counted by this installation" in page
    assert "published by the offices named below" in page
    said = re.sub(r"</?span[^>]*>", "", page)
    assert "Source: the tourism board. Licence: as stated." in said


def test_an_installation_without_figures_says_how_they_come_in(client: Client) -> None:
    page = read(client, FIGURES)

    assert "No admission was counted yet." in page
    assert "No published figure is loaded." in page
    assert "figures/load/" not in page


def test_a_series_is_chosen_by_destination_and_residence(client: Client) -> None:
    load(
        [
            make_arrivals_row(),
            make_arrivals_row(residence="China", visitors="300"),
            make_arrivals_row(destination="TH", visitors="4000"),
            make_arrivals_row(destination="TH", residence="Austria", visitors="50"),
        ]
    )

    assert values(read(client, f"{FIGURES}?to=SG&from=China"), "published") == [300]
    assert values(read(client, f"{FIGURES}?to=TH&from=ALL"), "published") == [4000]
    # The residence chosen before is none of the destination's own: its total is shown.
    assert values(read(client, f"{FIGURES}?to=TH&from=China"), "published") == [4000]
    assert values(read(client, f"{FIGURES}?to=XX&from=%00"), "published") == [1200]


def test_a_destination_without_a_total_shows_its_first_residence(client: Client) -> None:
    load([make_arrivals_row(residence="China", visitors="300")])

    assert values(read(client, FIGURES), "published") == [300]


def test_the_table_of_months_goes_from_the_oldest_to_the_latest_of_two_years(
    client: Client,
) -> None:
    rows = [
        make_arrivals_row(period=f"{year}-{month:02}", visitors=f"{year}{month:02}")
        for year in (2022, 2023, 2024)
        for month in range(1, 13)
    ]
    load(rows)

    shown = values(read(client, FIGURES), "published")

    assert (len(shown), shown[0], shown[-1]) == (24, 202301, 202412)


def test_the_files_say_in_each_row_whether_it_was_counted_or_published(client: Client) -> None:
    load([make_arrivals_row(note="provisional"), make_arrivals_row(period="2024-03", visitors="0")])
    count_visit(make_programme())

    counted = client.get(f"{FIGURES}admissions.csv")
    published = client.get(f"{FIGURES}published.csv?to=SG&from=ALL")

    assert counted.content.decode() == (
        "kind,market,city,month,card_admissions\r\ncounted,CN,Chongqing,2026-11,1\r\n"
    )
    first, second = csv.DictReader(io.StringIO(published.content.decode(), newline=""))
    assert (first["kind"], first["visitors"], first["status"]) == ("published", "1200", "P")
    assert (second["period"], second["visitors"], second["status"]) == ("2024-03", "0", "A")
    assert first["year_on_year_percent"] == ""
    assert published["Content-Disposition"] == 'attachment; filename="published-arrivals.csv"'


def test_a_statistician_loads_published_lines_by_the_same_page(statistician: Client) -> None:
    table = "\n".join([",".join(LINE_ROW), ",".join(LINE_ROW.values())]).encode()
    task_id = send(statistician, table, "lines.csv")
    work()

    assert "1 figures are loaded." in read(statistician, f"{FIGURES}load/{task_id}/")
    assert [line.value for line in list_lines()] == [171000000]


def test_names_in_the_files_are_never_formulas(client: Client) -> None:
    load([make_arrivals_row(source="=1+1", measure="@SUM(A1)")])

    (row,) = csv.DictReader(
        io.StringIO(client.get(f"{FIGURES}published.csv").content.decode(), newline="")
    )

    assert (row["source"], row["measure"]) == ("'=1+1", "'@SUM(A1)")


def test_without_published_figures_there_is_no_file_of_them(client: Client) -> None:
    assert client.get(f"{FIGURES}published.csv").status_code == 404


def test_a_statistician_loads_a_file_behind_the_page(statistician: Client) -> None:
    task_id = send(statistician, table_of(make_arrivals_row(), make_arrivals_row(period="2025-04")))
    waiting = read(statistician, f"{FIGURES}load/{task_id}/")
    seen_before = PublishedObservation.objects.count()

    work()

    assert ("Waiting for the worker" in waiting, seen_before) == (True, 0)
    done = read(statistician, f"{FIGURES}load/{task_id}/")
    assert "2 figures are loaded." in done
    assert 'hx-trigger="every 1s"' in waiting
    assert "hx-get" not in done
    assert values(read(statistician, FIGURES), "published") == [1200, 1200]


def test_the_same_file_again_is_said_to_have_changed_nothing(statistician: Client) -> None:
    send(statistician, table_of(make_arrivals_row()))
    again = send(statistician, table_of(make_arrivals_row()))

    work()

    page = read(statistician, f"{FIGURES}load/{again}/")
    assert "These figures were loaded before; nothing has changed." in page


def test_a_file_with_faults_names_row_column_and_value_of_each(statistician: Client) -> None:
    task_id = send(
        statistician,
        table_of(make_arrivals_row(), make_arrivals_row(period="2025-04", visitors="<b>-3</b>")),
    )

    work()

    page = read(statistician, f"{FIGURES}load/{task_id}/")
    assert "Nothing was loaded: the file has faults." in page
    assert (
        '<tr><td class="n">3</td><td>visitors</td><td>&lt;b&gt;-3&lt;/b&gt;</td>'
        "<td>This is not a number of visitors. Write digits only, without separators;"
        " leave out rows that have no figure.</td></tr>"
    ) in page
    assert not PublishedObservation.objects.exists()


def test_a_file_that_is_not_in_utf_8_says_how_to_save_it(statistician: Client) -> None:
    task_id = send(statistician, "目的地,客源地\n".encode("gb18030"))

    work()

    page = read(statistician, f"{FIGURES}load/{task_id}/")
    assert "This file is not a table in UTF-8. Save it as “CSV UTF-8” and send it again." in page


def test_the_page_that_polls_gets_the_fragment_only(statistician: Client) -> None:
    task_id = send(statistician, table_of(make_arrivals_row()))

    fragment = read(statistician, f"{FIGURES}load/{task_id}/", HX_Request="true")

    assert fragment.lstrip().startswith('<div class="stack" id="loading" data-state="ready"')
    assert "<html" not in fragment


def test_a_loading_that_is_stopped_leaves_the_figures_of_before(statistician: Client) -> None:
    load([make_arrivals_row(visitors="7")])
    task_id = send(statistician, table_of(make_arrivals_row(visitors="8")))

    response = statistician.post(f"{FIGURES}load/{task_id}/cancel/")
    work()

    assert response["Location"] == f"{FIGURES}load/{task_id}/"
    page = read(statistician, f"{FIGURES}load/{task_id}/")
    assert "Stopped. Readers see the figures of before." in page
    assert values(read(statistician, FIGURES), "published") == [7]


def test_a_loading_that_failed_says_so(statistician: Client) -> None:
    task_id = send(statistician, table_of(make_arrivals_row()))
    TaskRun.objects.update(
        state=TaskState.FAILED, error="RuntimeError: x", finished_at=timezone.now()
    )

    page = read(statistician, f"{FIGURES}load/{task_id}/")

    assert "The loading failed; readers see the figures of before." in page
    assert "RuntimeError" not in page


def test_a_form_without_a_file_says_what_is_missing(statistician: Client) -> None:
    response = statistician.post(f"{FIGURES}load/")

    assert response.status_code == 422
    assert "“File” can&#x27;t be used: no file was chosen." in response.content.decode()
    assert not TaskRun.objects.exists()


def test_a_file_that_is_too_large_is_refused(statistician: Client, settings: Settings) -> None:
    settings.LANDSEA_MAX_UPLOAD = 1_000_000

    response = statistician.post(
        f"{FIGURES}load/", {"file": SimpleUploadedFile("a.csv", b"x" * 1_000_001)}
    )

    assert response.status_code == 422
    assert "This is larger than the 1 MB that are taken." in response.content.decode()
    assert not TaskRun.objects.exists()


def test_the_log_names_whoever_loaded_a_file(client: Client) -> None:
    alliance = make_alliance()
    person = sign_in(client, Role.STATISTICIAN, alliance_id=alliance.id)
    send(client, table_of(make_arrivals_row()))

    work()

    change = Change.objects.get(action="load")
    assert (change.actor_kind, change.actor_subject) == ("person", person.subject)
    assert (change.actor_roles, change.alliance) == ("statistician", alliance.public_id)


def test_a_file_is_not_loaded_for_somebody_whose_role_was_withdrawn(client: Client) -> None:
    sign_in(client, Role.STATISTICIAN, alliance_id=make_alliance().id)
    task_id = send(client, table_of(make_arrivals_row()))
    RoleAssignment.objects.update(withdrawn_at=timezone.now())

    work()

    assert TaskRun.objects.get(public_id=task_id).state == TaskState.FAILED
    assert not PublishedObservation.objects.exists()


def test_another_statistician_does_not_see_or_stop_a_loading(client: Client) -> None:
    sign_in(client, Role.STATISTICIAN, alliance_id=make_alliance().id)
    task_id = send(client, table_of(make_arrivals_row()))
    sign_in(client, Role.STATISTICIAN, alliance_id=make_alliance("elsewhere").id)

    seen = client.get(f"{FIGURES}load/{task_id}/")
    stopped = client.post(f"{FIGURES}load/{task_id}/cancel/")

    assert (seen.status_code, stopped.status_code) == (404, 404)
    assert TaskRun.objects.get(public_id=task_id).state == TaskState.READY


@pytest.mark.parametrize("role", [None, Role.GATE, Role.EDITOR])
def test_who_may_not_load_figures_is_told_so(client: Client, role: Role | None) -> None:
    if role:
        sign_in(client, role, organisation_id=make_place().owner_id)
    task_id = uuid4()

    statuses = [
        client.get(f"{FIGURES}load/").status_code,
        client.post(f"{FIGURES}load/").status_code,
        client.get(f"{FIGURES}load/{task_id}/").status_code,
        client.post(f"{FIGURES}load/{task_id}/cancel/").status_code,
    ]

    assert statuses == [403, 403, 403, 403]


def test_a_loading_that_nobody_began_is_not_found(statistician: Client) -> None:
    assert statistician.get(f"{FIGURES}load/{uuid4()}/").status_code == 404
    assert statistician.post(f"{FIGURES}load/{uuid4()}/cancel/").status_code == 404


def test_another_task_is_neither_seen_nor_stopped_here(statistician: Client) -> None:
    result = add.enqueue(1, 2)

    seen = statistician.get(f"/en/figures/load/{result.id}/")
    stopped = statistician.post(f"/en/figures/load/{result.id}/cancel/")

    assert (seen.status_code, stopped.status_code) == (404, 404)
    assert TaskRun.objects.get().state == TaskState.READY


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_figures_asks_the_database_as_often_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    load([make_arrivals_row(period=f"2025-0{number}") for number in range(1, count + 1)])
    for number in range(count):
        venue = make_place(str(number), city=f"City {number}")
        programme = make_programme(f"card-{number}", venue=venue)
        count_visit(programme)
        make_up(programme, count=300)
    load_some_lines(*[make_line_row(period=f"202{number}") for number in range(count)])

    with django_assert_num_queries(9):
        page = read(client, FIGURES)

    assert (len(values(page, "admissions")), len(values(page, "published"))) == (count, count)
    assert (len(values(page, "lines")), len(values(page, "generated"))) == (count, 12 * count)


@pytest.mark.parametrize("count", [1, 3])
def test_the_files_ask_the_database_as_often_whatever_their_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    load([make_arrivals_row(period=f"2025-0{number}") for number in range(1, count + 1)])
    for number in range(count):
        venue = make_place(str(number), city=f"City {number}")
        count_visit(make_programme(f"card-{number}", venue=venue))

    with django_assert_num_queries(2):
        counted = client.get(f"{FIGURES}admissions.csv").content
    with django_assert_num_queries(3):
        published = client.get(f"{FIGURES}published.csv").content

    assert (counted.count(b"\r\n"), published.count(b"\r\n")) == (count + 1, count + 1)
