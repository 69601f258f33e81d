"""The data of the first release is all there after an upgrade, and there is a way back."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keeping.places import (
    Place,
    is_on_postgres,
    manifest_of,
    own_place,
    sqlite_place,
    unpack_previous,
)
from tests.races.server import serve

pytestmark = pytest.mark.slow

#: What tools/previous_release.py has lived through with the first release.
ROWS = {
    "cards_card": 3,
    "cards_redemption": 4,
    "cards_posting": 7,
    "members_membership": 4,
    "members_organisation": 4,
    "members_roleassignment": 5,
    "foundation_user": 3,
    "library_resource": 65,
    "trips_trip": 1,
    "trips_tripstop": 6,
    "insight_visitfact": 4,
    "insight_publishedobservation": 1977,
    "foundation_storedfile": 1,
}
LEDGER = [("admission", "CNY", 4, 13200), ("reversal", "CNY", 1, 1400), ("sale", "CNY", 2, 28600)]
#: Asked in a process of the new version.
LOOK = """
import json
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
from landsea.cards.engine import token
from landsea.cards.models import Card
from landsea.cards.services.gate import KEY_PURPOSE
from landsea.cards.services.tokens import token_of
from landsea.foundation import files, keys
from landsea.foundation.actor import Actor
from landsea.foundation.models import StoredFile
from landsea.members.models import Membership

public = [(key.kid, key.public_key) for key in keys.list_public_keys(KEY_PURPOSE)]
cards = list(Card.objects.unscoped("all of them").order_by("id"))
claims = [token.verify(token_of(card.public_id, now=now()), public) for card in cards]
members = Membership.objects.unscoped("all of them").order_by("id")
stored = StoredFile.objects.unscoped("the one").get()
with files.open_file(stored.public_id, by=Actor.system()) as content:
    first_line = content.readline().decode()
pages = ["/en/", "/zh-hans/", "/en/places/", "/en/figures/", "/en/cards/", "/en/trips/", "/healthz"]
print(json.dumps({
    "verified": [claim.card_id == card.public_id for claim, card in zip(claims, cards)],
    "bands": [card.age_band for card in cards],
    "members": [
        [member.state, member.public_id.version, [step.after for step in member.changes.all()]]
        for member in members
    ],
    "first_line": first_line[:20],
    "pages": {page: Client().get(page).status_code for page in pages},
}))
"""


on_sqlite = pytest.mark.skipif(is_on_postgres(), reason="The first release's file is SQLite's.")


@pytest.fixture
def previous(tmp_path: Path) -> Iterator[Place]:
    """An installation of the first release, on SQLite."""
    unpack_previous(tmp_path / "previous")
    with sqlite_place(tmp_path / "previous") as place:
        yield place


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The first release's data on the engine under test, brought to this version."""
    folder = tmp_path_factory.mktemp("upgraded")
    unpack_previous(folder / "previous")
    with sqlite_place(folder / "previous") as old:
        file = folder / "previous.zip"
        old.do("backup", file)
        with own_place(folder / "data") as place:
            place.do("restore", file, "--as-it-was")
            place.do("upgrade")
            yield place


def test_every_row_is_there_after_an_upgrade(upgraded: Place) -> None:
    counts = {table: upgraded.value(f"SELECT count(*) FROM {table}") for table in ROWS}  # noqa: S608 -- named above

    assert counts == ROWS
    assert (
        upgraded.rows(
            "SELECT kind, currency, count(*), CAST(sum(amount_minor) AS integer) FROM cards_posting"
            " GROUP BY kind, currency ORDER BY kind"
        )
        == LEDGER
    )


def test_cards_memberships_files_and_pages_work_after_an_upgrade(upgraded: Place) -> None:
    seen = json.loads(upgraded.script(LOOK).splitlines()[-1])

    assert seen["verified"] == [True] * 3
    assert seen["bands"] == ["adult"] * 3
    assert seen["members"] == [
        *[["admitted", 7, ["admitted"]]] * 3,
        ["suspended", 7, ["suspended"]],
    ]
    assert seen["first_line"] == "destination,residenc"
    assert set(seen["pages"].values()) == {200}, seen["pages"]


def test_an_event_that_waited_is_delivered_by_the_new_version(upgraded: Place) -> None:
    waiting = "SELECT count(*) FROM foundation_outboxentry WHERE delivered_at IS NULL"
    facts = "SELECT count(*) FROM insight_visitfact"
    before = (upgraded.value(waiting), upgraded.value(facts))

    upgraded.do("worker", "--once")

    assert before == (1, 4)
    assert (upgraded.value(waiting), upgraded.value(facts)) == (0, 5)


@on_sqlite
def test_an_upgrade_says_what_it_does_and_takes_a_backup_first(previous: Place) -> None:
    printed = previous.do("upgrade")

    assert printed.startswith("Landsea 0.1.0 → ")
    assert "members 0003_fill_memberships" in printed
    assert "ok         books: 7 postings" in printed
    (backup,) = (previous.folder / "backups").iterdir()
    assert f"Backup of before: {backup}" in printed
    assert manifest_of(backup)["version"] == "0.1.0"
    assert oct((previous.folder / "backups").stat().st_mode)[-3:] == "700"


def test_an_upgrade_without_anything_to_do_changes_nothing(upgraded: Place) -> None:
    printed = upgraded.do("upgrade")

    assert "nothing to migrate" in printed
    assert "Backup" not in printed


def test_a_new_database_is_upgraded_from_nothing(empty_place: Place) -> None:
    printed = empty_place.do("upgrade")

    assert printed.startswith("A new database for Landsea")
    assert not (empty_place.folder / "backups").exists()


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, str]]:
    """The first release's data after an upgrade that has failed, and what it said."""
    folder = tmp_path_factory.mktemp("failed") / "data"
    unpack_previous(folder)
    with sqlite_place(folder) as place:
        place.rows("CREATE TABLE members_apitoken (id integer)")
        done = place.landsea("upgrade")
        assert done.returncode == 1
        yield place, done.stderr


@on_sqlite
def test_an_upgrade_that_fails_tells_the_way_back_and_the_way_leads_back(
    failed: tuple[Place, str], tmp_path: Path
) -> None:
    place, said = failed
    (backup,) = (place.folder / "backups").iterdir()

    with sqlite_place(tmp_path / "back") as back:
        back.do("restore", backup, "--as-it-was")
        again = tmp_path / "again.zip"
        back.do("backup", again)

    assert "The upgrade stopped at members 0002_people_and_keys" in said
    assert "already exists" in said
    assert f"landsea restore {backup} --as-it-was" in said
    assert manifest_of(again)["tables"] == manifest_of(backup)["tables"]
    assert manifest_of(again)["version"] == "0.1.0"


@on_sqlite
def test_an_upgrade_goes_on_where_it_failed(failed: tuple[Place, str]) -> None:
    place, _said = failed
    place.rows("DROP TABLE members_apitoken")

    printed = place.do("upgrade", "--no-backup")

    assert printed.startswith("Landsea 0.1.0 → ")
    assert "ok         tables: those of Landsea" in printed


@on_sqlite
def test_an_upgrade_is_refused_while_somebody_uses_the_database(previous: Place) -> None:
    with previous.connected():
        refused = previous.landsea("upgrade")

    assert refused.returncode == 1
    assert "The database is in use" in refused.stderr
    assert not (previous.folder / "backups").exists()
    assert "members_apitoken" not in previous.tables()


@on_sqlite
@pytest.mark.skipif(sys.platform != "linux", reason="The server's processes are found in /proc.")
def test_an_upgrade_finds_a_server_that_nobody_has_asked_for_anything(
    previous: Place, tmp_path: Path
) -> None:
    with serve(previous, tmp_path) as server:
        refused = previous.landsea("upgrade", PORT=str(server.port))

    assert refused.returncode == 1
    assert "The database is in use: another process has" in refused.stderr
