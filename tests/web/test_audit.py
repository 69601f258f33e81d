import ast
import csv
import io
import re
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.cards.services.selling import block_card
from landsea.foundation.actor import Actor, ActorKind, Role, RoleGrant
from landsea.foundation.models import Change, TaskRun, TaskState, User
from landsea.foundation.worker import Worker
from landsea.kernel.clock import FixedClock, SystemClock
from landsea.library.models import Resource
from landsea.library.services.imports import import_places
from landsea.members.services.people import grant_role
from landsea.web import audit_words
from tests.factories.cards import make_card, make_programme, scan_card
from tests.factories.library import NOW, make_owner, make_row
from tests.factories.members import make_alliance, make_member
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

AUDIT = "/en/audit/"
ROOT = Path(__file__).parents[2]


def read(client: Client, address: str, **headers: str) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def sign_in_editor(client: Client, slug: str = "dazu-research-academy") -> Actor:
    """Signs an editor in and returns the actor that the pages see."""
    owner = make_owner(slug)
    user = sign_in(client, Role.EDITOR, organisation_id=owner.id)
    return Actor(
        kind=ActorKind.PERSON,
        subject=user.subject,
        user_id=user.pk,
        grants=frozenset([RoleGrant(Role.EDITOR, owner.id)]),
    )


def name_of(actor: Actor) -> str:
    return User.objects.get(subject=str(actor.subject)).name


def take(*rows: dict[str, str], by: Actor, owner: str = "dazu-research-academy") -> UUID:
    import_places(rows, owner=make_owner(owner), by=by, now=NOW)
    return Change.objects.filter(row_label="library.resource").latest("id").batch


def work() -> None:
    Worker(clock=FixedClock(timezone.now() + timedelta(seconds=1))).run_until_idle()


class ClockOfTheEnd:
    """A clock at whose stroke a worker is told to stop, once it has taken the first piece back."""

    def __init__(self, worker: Worker, batch: UUID) -> None:
        self.worker, self.batch = worker, batch

    def now(self) -> datetime:
        if Change.objects.filter(undoes=self.batch).exists():
            self.worker.stopping.set()
        return SystemClock().now()


def test_the_list_says_what_was_changed_together_when_and_in_which_role(client: Client) -> None:
    editor = sign_in_editor(client)
    batch = take(make_row(), make_row(id="cq-0002"), by=editor)

    page = read(client, AUDIT)

    assert f'<a href="{AUDIT}{batch}/">2 × place: made</a>' in page
    assert f"editor · {name_of(editor)}" in page
    assert "24 Nov 2026, 02:00" in page


def test_a_person_whom_the_reader_may_not_see_is_a_few_signs(client: Client) -> None:
    editor = sign_in_editor(client)
    take(make_row(), by=editor)
    sign_in(client, Role.CLEARING_OFFICER, organisation_id=make_owner().id)

    page = read(client, AUDIT)

    assert f"editor · {str(editor.subject)[:8]}" in page
    assert f"editor · {name_of(editor)}" not in page
    assert str(editor.subject) not in page


def test_the_office_of_an_organisation_reads_names(client: Client) -> None:
    editor = sign_in_editor(client)
    take(make_row(), by=editor)
    User.objects.filter(subject=str(editor.subject)).update(name="Edith Editor")
    sign_in(client, Role.OFFICE, organisation_id=make_owner().id)

    assert "editor · Edith Editor" in read(client, AUDIT)


def test_a_batch_is_shown_field_by_field_in_the_readers_language(client: Client) -> None:
    editor = sign_in_editor(client)
    take(make_row(), by=editor)
    batch = take(make_row(name_zh="大足石窟", visit_minutes_estimated="120"), by=editor)

    page = read(client, f"{AUDIT}{batch}/")

    assert (
        '<tr><th scope="row">name <span class="quiet">zh-Hans</span></th>'
        '<td lang="zh-Hans">大足石刻景区</td><td lang="zh-Hans">大足石窟</td></tr>'
    ) in page
    assert '<tr><th scope="row">minutes of a visit</th><td>90</td><td>120</td></tr>' in page
    assert "Dazu Rock Carvings</td>" not in page  # the English name stayed


def test_dates_and_amounts_read_as_the_language_writes_them(client: Client) -> None:
    programme = make_programme()
    card = make_card(programme)
    sign_in(client, Role.OFFICE, alliance_id=make_alliance().id)
    batch = Change.objects.get(action="pay").batch

    english = read(client, f"{AUDIT}{batch}/")
    german = read(client, f"/de/audit/{batch}/")

    assert "<td>24 Nov 2026, 02:00 UTC</td>" in english
    assert "<td>24.11.2026, 02:00 UTC</td>" in german
    assert str(card.public_id)[:9] in english


def test_an_import_is_taken_back_from_its_page_and_that_too(client: Client) -> None:
    editor = sign_in_editor(client)
    take(make_row(), by=editor)
    batch = take(make_row(name_en="Wrong name"), by=editor)

    response = client.post(f"{AUDIT}{batch}/take-back/", follow=True)

    undoing = response.redirect_chain[-1][0].rstrip("/").rsplit("/", 1)[-1]
    assert str(Resource.objects.get().names) == "Dazu Rock Carvings"
    assert "Takes an earlier change back." in response.content.decode()
    assert "This was taken back." in read(client, f"{AUDIT}{batch}/")
    client.post(f"{AUDIT}{undoing}/take-back/")
    assert str(Resource.objects.get().names) == "Wrong name"


def test_a_conflict_names_the_places_that_were_changed_since(client: Client) -> None:
    editor = sign_in_editor(client)
    take(make_row(), by=editor)
    batch = take(make_row(name_en="Wrong name"), by=editor)
    take(make_row(name_en="Right name"), by=editor)

    response = client.post(f"{AUDIT}{batch}/take-back/", follow=True)

    assert "1 records were changed since: Right name." in response.content.decode()
    assert str(Resource.objects.get().names) == "Right name"


def test_what_stays_says_why_and_offers_no_button(client: Client) -> None:
    programme = make_programme()
    scan_card(make_card(programme), programme)
    sign_in(client, Role.OFFICE, alliance_id=make_alliance().id)
    batch = Change.objects.get(action="admit", row_label="cards.redemption").batch

    page = read(client, f"{AUDIT}{batch}/")

    assert "This can't be taken back here. The visitor is inside." in page
    assert "Take it back" not in page
    assert client.post(f"{AUDIT}{batch}/take-back/").status_code == 302
    assert not Change.objects.filter(undoes=batch).exists()


def test_a_large_batch_is_taken_back_behind_the_page(client: Client) -> None:
    editor = sign_in_editor(client)
    rows = [make_row(id=f"cq-{number:04}", name_en=f"Place {number}") for number in range(205)]
    batch = take(*rows, by=editor)

    response = client.post(f"{AUDIT}{batch}/take-back/")
    address = response["Location"]
    before = read(client, address, HX_Request="true")
    work()

    work_waits = '<div class="stack" id="work" data-state="ready" data-hx-get='
    assert before.lstrip().startswith(work_waits)
    assert "It is taken back." in read(client, address)
    assert Resource.objects.filter(state="draft").count() == 205
    assert len(set(Change.objects.filter(undoes=batch).values_list("batch"))) == 1


def test_a_large_taking_back_that_was_cut_off_goes_on_where_it_was(client: Client) -> None:
    editor = sign_in_editor(client)
    rows = [make_row(id=f"cq-{number:04}", name_en=f"Place {number}") for number in range(205)]
    batch = take(*rows, by=editor)
    client.post(f"{AUDIT}{batch}/take-back/")
    first = Worker()
    first.clock = ClockOfTheEnd(first, batch)
    first.run_until_idle()
    half_way = Resource.objects.filter(state="draft").count()

    work()

    assert half_way == 200
    assert TaskRun.objects.get().state == TaskState.SUCCEEDED
    assert Resource.objects.filter(state="draft").count() == 205
    assert Change.objects.filter(undoes=batch).count() == 205


def test_a_record_is_brought_back_to_how_it_was(client: Client) -> None:
    editor = sign_in_editor(client)
    first = take(make_row(), by=editor)
    take(make_row(name_en="Second name"), by=editor)
    place = Resource.objects.get()

    response = client.post(
        f"{AUDIT}{first}/restore/", {"row": f"library.resource:{place.public_id}"}, follow=True
    )

    assert "The record is as it was then." in response.content.decode()
    assert str(Resource.objects.get().names) == "Dazu Rock Carvings"


def test_the_history_of_a_record_is_one_link_away(client: Client) -> None:
    editor = sign_in_editor(client)
    take(make_row(), make_row(id="cq-0002", name_en="Other"), by=editor)
    batch = take(make_row(name_en="Second name"), by=editor)
    (address,) = re.findall(
        r'<a href="(/en/audit/\?row=[^"]+)">History', read(client, f"{AUDIT}{batch}/")
    )

    page = read(client, address)

    assert page.count('<li><div><p><a href="/en/audit/') == 2
    assert "place: Second name" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("kind=library.resource", 2),
        ("kind=cards.card", 0),
        ("act=update", 1),
        ("act=create&kind=library.resource", 1),
        ("role=editor", 2),
        ("role=office", 0),
        ("day=2026-11-24", 2),
        ("day=2026-11-25", 0),
        ("row=library.resource:none", 0),
    ],
)
def test_the_list_is_narrowed(client: Client, query: str, count: int) -> None:
    editor = sign_in_editor(client)
    take(make_row(), by=editor)
    take(make_row(name_en="Second name"), by=editor)

    page = read(client, f"{AUDIT}?{query}")

    assert page.count('<li><div><p><a href="/en/audit/') == count
    assert ("No change is like this." in page) == (count == 0)


def test_the_role_office_is_not_found_in_clearing_officer(client: Client) -> None:
    user = sign_in(client, Role.OFFICE, organisation_id=make_owner().id)
    Change.objects.filter(actor_roles="system").update(actor_roles="clearing-officer,editor")

    assert "No change is like this." in read(client, f"{AUDIT}?role=office")
    assert "clearing officer, editor" in read(client, f"{AUDIT}?role=editor")
    assert user.is_active


@pytest.mark.parametrize("query", ["day=soon", "day=2026-13-01", "before=x"])
def test_a_filter_that_can_not_be_read_is_told(client: Client, query: str) -> None:
    sign_in_editor(client)

    assert client.get(f"{AUDIT}?{query}").status_code == 422


def test_a_long_list_goes_on_on_the_next_page(client: Client) -> None:
    editor = sign_in_editor(client)
    for number in range(41):
        take(make_row(id=str(number)), by=editor)

    first = read(client, f"{AUDIT}?role=editor")
    (more,) = re.findall(r'href="(\?[^"]+before=[^"]+)"', first)
    second = read(client, AUDIT + more.replace("&amp;", "&"))

    pages = [re.findall(r'<a href="/en/audit/([0-9a-f-]{36})/"', page) for page in (first, second)]
    assert (len(pages[0]), len(pages[1])) == (40, 1)
    assert not set(pages[0]) & set(pages[1])


def test_the_table_has_a_line_for_each_field_and_no_formulas(client: Client) -> None:
    editor = sign_in_editor(client)
    take(make_row(), by=editor)
    batch = take(make_row(name_en="=1+1", opening_hours="24/7"), by=editor)

    response = client.get(f"{AUDIT}changes.csv?act=update")

    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    hours = next(row for row in rows if row["field"] == "opening_hours")
    assert (hours["before"], hours["after"]) == ("Mo-Su 08:30-17:00", "24/7")
    assert {row["batch"] for row in rows} == {str(batch)}
    names = next(row for row in rows if row["field"] == "names")
    assert names["after"].startswith("en: =1+1")
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize("path", ["", "changes.csv"])
def test_whoever_works_for_nobody_reads_nothing(client: Client, path: str) -> None:
    assert client.get(AUDIT + path).status_code == 403


def test_a_batch_of_others_is_as_one_that_is_not_there(client: Client) -> None:
    batch, missing = take(make_row(), by=Actor.system()), uuid4()
    sign_in(client, Role.OFFICE, organisation_id=make_member("another"))

    answers = [
        [
            client.get(f"{AUDIT}{each}/"),
            client.post(f"{AUDIT}{each}/take-back/"),
            client.post(f"{AUDIT}{each}/restore/", {"row": "library.resource:x"}),
        ]
        for each in (batch, missing)
    ]

    for mine, theirs in zip(*answers, strict=True):
        assert (mine.status_code, theirs.status_code) == (404, 404)
        # The page's address in other languages is in it.
        expected = theirs.content.decode().replace(str(missing), str(batch))
        assert without_tokens(mine.content.decode()) == without_tokens(expected)
    assert str(batch) not in read(client, AUDIT)


def test_an_alliances_office_reads_what_concerns_its_alliance_only(client: Client) -> None:
    programme = make_programme()
    card = make_card(programme)
    office = Actor(
        kind=ActorKind.PERSON,
        grants=frozenset([RoleGrant(Role.OFFICE, alliance_id=make_alliance().id)]),
    )
    block_card(card.public_id, reason="stolen-marker", by=office, now=NOW)
    batch = Change.objects.get(action="block").batch
    sign_in(client, Role.OFFICE, alliance_id=make_alliance().id)
    mine = read(client, f"{AUDIT}{batch}/")

    sign_in(client, Role.OFFICE, alliance_id=make_alliance("elsewhere").id)

    assert "stolen-marker" in mine
    assert client.get(f"{AUDIT}{batch}/").status_code == 404
    assert "stolen" not in client.get(f"{AUDIT}changes.csv").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    editor = sign_in_editor(client)
    for number in range(count):
        take(make_row(id=str(number)), by=editor)

    # Session, account and roles; which batches, what is in them, and names of people.
    with django_assert_num_queries(6):
        page = read(client, AUDIT)

    assert page.count('<li><div><p><a href="/en/audit/') == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_asks_the_database_as_often_whatever_is_in_it(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    editor = sign_in_editor(client)
    batch = take(*[make_row(id=str(number)) for number in range(count)], by=editor)

    with django_assert_num_queries(14):
        page = read(client, f"{AUDIT}{batch}/")

    assert page.count("History of this record") == count


def test_a_role_that_was_given_is_named_with_its_person(client: Client) -> None:
    office = sign_in(client, Role.OFFICE, organisation_id=make_owner().id)
    person = User.objects.create_user("new@example.org", name="Nora New")
    by = Actor(
        kind=ActorKind.PERSON,
        subject=office.subject,
        user_id=office.pk,
        grants=frozenset([RoleGrant(Role.OFFICE, make_owner().id)]),
    )
    grant_role(person.pk, Role.GATE, organisation_id=make_owner().id, by=by, now=NOW)
    batch = Change.objects.filter(action="grant-role").latest("id").batch

    page = read(client, f"{AUDIT}{batch}/")

    assert "1 × role: given" in page
    assert "Nora New" in page


def test_every_act_and_kind_of_row_that_is_recorded_has_words() -> None:
    acts = set()
    for path in (ROOT / "src/landsea").glob("*/services*/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "action":
                acts |= {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
    recorded = {act for act in acts if isinstance(act, str)}

    assert recorded
    assert recorded - audit_words.ACTS.keys() == set()
