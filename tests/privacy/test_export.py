"""What is held about somebody, as a file and as a page."""

import json
import re
import stat
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from landsea.cards.models import Card
from landsea.foundation.actor import Actor
from landsea.foundation.personal_data import (
    EXPORT_FORMAT,
    Person,
    find_person,
    list_holdings,
    write_export,
)
from landsea.members.models import RoleAssignment
from tests.factories.cards import Programme, make_card, make_programme
from tests.factories.members import NOW
from tests.factories.trips import make_trip
from tests.privacy.people import PASSWORD, make_account, make_known_person, sign_in_as

pytestmark = pytest.mark.django_db

PAGE = "/en/account/my-data/"
FILE = "/en/account/my-data/file/"


def export(person: Person) -> dict[str, object]:
    """Returns the file as a program reads it."""
    found: dict[str, object] = json.loads("".join(write_export(person, now=NOW)))
    return found


def download(client: Client) -> dict[str, object]:
    response = client.get(FILE)
    assert response.status_code == 200
    found: dict[str, object] = json.loads(response.getvalue())
    return found


def test_everything_that_is_held_is_in_the_file() -> None:
    known = make_known_person()

    told = export(find_person(known.user.email))

    held = told["holdings"]
    assert isinstance(held, dict)
    assert list(held) == [each.name for each in list_holdings()]
    assert [name for name, rows in held.items() if not rows] == ["keys-made", "membership-steps"]
    assert (told["format"], told["subject"]) == (EXPORT_FORMAT, str(known.user.subject))
    assert told["addresses"] == [known.user.email]


def test_dates_in_the_file_are_iso_8601_and_ids_are_those_of_addresses() -> None:
    programme = make_programme()
    card = make_card(programme, holder=(user := make_account()).subject)

    told = export(find_person(str(user.subject)))

    (row,) = told["holdings"]["cards"]  # type: ignore[index]
    assert told["made_at"] == "2026-11-24T02:00:00Z"
    assert (row["id"], row["valid_from"], row["taken_at"]) == (
        str(card.public_id),
        "2026-11-24",
        "2026-11-24T02:00:00Z",
    )


def test_no_secret_is_in_the_file() -> None:
    known = make_known_person()

    text = "".join(write_export(find_person(known.user.email), now=NOW))

    assert known.user.password not in text
    assert "JBSWY3DPEHPK3PXP" not in text
    assert "secret" not in text
    assert str(known.client.session.session_key) not in text


def test_nothing_of_others_is_in_the_file() -> None:
    known, other = make_known_person(), make_account("Other")
    make_card(known.programme, holder=other.subject)

    text = "".join(write_export(find_person(other.email), now=NOW))

    assert not any(marker in text for marker in known.markers)


def test_somebody_of_whom_nothing_is_known_gets_empty_lists() -> None:
    told = export(Person(subject=uuid4()))

    assert set(map(len, told["holdings"].values())) == {0}  # type: ignore[attr-defined]


def test_a_person_reads_it_on_a_page_and_takes_it_as_a_file_after_the_password() -> None:
    known = make_known_person()

    page = known.client.get(PAGE).content.decode()
    asked = known.client.get(FILE)
    known.client.post(f"/en/account/reauthenticate/?next={FILE}", {"password": PASSWORD})
    told = download(known.client)

    assert known.user.email in page
    assert "Cards, and where they were admitted" in page
    assert (asked.status_code, asked["Location"].startswith("/en/account/reauthenticate/")) == (
        302,
        True,
    )
    assert told["subject"] == str(known.user.subject)


def test_the_file_is_named_and_kept_by_no_cache() -> None:
    known = make_known_person()
    known.client.post(f"/en/account/reauthenticate/?next={FILE}", {"password": PASSWORD})

    response = known.client.get(FILE)

    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert "no-store" in response["Cache-Control"]


def test_a_traveller_without_an_account_reads_what_the_browser_did(client: Client) -> None:
    programme = make_programme()
    client.post(f"/en/cards/take/{programme.product_id}/")
    card = Card.objects.unscoped("test").get()

    page = re.sub(r"\s+", " ", client.get(PAGE).content.decode())
    told = download(client)

    assert str(card.public_id) in page
    assert "Remove what is mine" in page
    assert told["subject"] == str(card.holder_subject)


def test_a_browser_that_did_nothing_is_told_so_and_gets_no_session(client: Client) -> None:
    page = client.get(PAGE)

    assert "Nothing is held about you in this browser." in page.content.decode()
    assert "sessionid" not in page.cookies


def test_nobody_reads_what_is_held_about_another(client: Client) -> None:
    known = make_known_person()
    client.force_login(make_account("Other"))

    page = client.get(PAGE, {"person": known.user.pk, "user_id": known.user.pk})

    assert not any(marker in page.content.decode() for marker in known.markers)


def test_the_page_shows_the_first_rows_and_says_that_there_are_more(client: Client) -> None:
    user, programme = make_account(), make_programme()
    for _ in range(21):
        make_card(programme, holder=user.subject)
    client.force_login(user)

    page = client.get(PAGE).content.decode()

    (part,) = re.findall(r'<section class="stack"><h2 id="h-cards">.*?</section>', page, re.DOTALL)
    assert part.count("<tr>") == 21
    assert "There is more; the file has all." in part


@pytest.mark.parametrize("language", ["zh-hans", "de", "fr", "th", "vi"])
def test_the_page_is_there_in_every_language(client: Client, language: str) -> None:
    response = client.get(f"/{language}/account/my-data/")

    assert (response.status_code, response["Content-Language"]) == (200, language)


def count_queries(cards: int, programme: Programme) -> int:
    user = make_account()
    for _ in range(cards):
        make_card(programme, holder=user.subject)
        make_trip(actor=Actor(subject=user.subject))
    client = sign_in_as(user)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == 200
    return len(asked)


def test_three_cards_and_trips_ask_the_database_as_often_as_one() -> None:
    programme = make_programme()

    assert count_queries(1, programme) == count_queries(3, programme)


def test_an_operator_writes_a_file_that_others_can_not_read(tmp_path: Path) -> None:
    known = make_known_person()
    file = tmp_path / "answer.json"

    call_command("export_person", known.user.email.upper(), output=file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text(encoding="utf-8"))["subject"] == str(known.user.subject)


def test_an_operators_file_is_never_written_over(tmp_path: Path) -> None:
    known = make_known_person()
    file = tmp_path / "answer.json"
    file.write_text("kept")

    with pytest.raises(CommandError, match="can't be written"):
        call_command("export_person", known.user.email, output=file)

    assert file.read_text() == "kept"


def test_an_operator_is_told_when_nothing_is_held(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Nothing is held"):
        call_command("export_person", "nobody@people.example", output=tmp_path / "answer.json")

    assert not list(tmp_path.iterdir())


def test_an_operator_erases_after_a_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    user = make_account()
    answers = iter(["no", "erase"])
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))

    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command("erase_person", user.email)
    before = find_person(user.email).user_id
    call_command("erase_person", user.email)

    assert (before, find_person(user.email).user_id) == (user.pk, None)
    assert capsys.readouterr().out.count("1  account") == 2


def test_an_operator_can_not_leave_an_office_alone() -> None:
    known = make_known_person(timezone.now())
    call_command("erase_person", "--yes", _colleague_of(known.user.email))

    with pytest.raises(CommandError, match="Nobody else runs the office of Dazu Research Academy"):
        call_command("erase_person", "--yes", known.user.email)


def _colleague_of(email: str) -> str:
    roles = RoleAssignment.objects.unscoped("test").exclude(person__email=email)
    return str(roles.values_list("person__email", flat=True)[0])


def test_an_operator_takes_the_list_of_the_erased_to_an_older_state(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    user = make_account()
    call_command("erase_person", "--yes", user.email)
    capsys.readouterr()
    call_command("erase_again")
    listed = tmp_path / "erased.txt"
    listed.write_text(capsys.readouterr().out)
    # As an older backup would bring it back.
    again = make_account()
    type(user).objects.unscoped("test").filter(pk=again.pk).update(subject=user.subject)

    call_command("erase_again", listed)

    assert "Erased again: 1 of 1" in capsys.readouterr().out
    assert find_person(str(user.subject)).user_id is None


def test_tidying_says_how_many_of_each_kind_went(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("tidy")

    lines = capsys.readouterr().out.splitlines()
    assert "       0  kept mail" in lines
