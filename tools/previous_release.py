"""Makes the data folder of an earlier release, for the tests of upgrading from it.

`python -m tools.previous_release OUTPUT.tar.gz [COMMIT]` takes the sources of a commit (the tag
v0.1.0 unless another is named), runs them with the libraries of this environment, loads their
demonstration, lives a day in it, and packs what is left in the data folder. Run once for each
release; what it made is kept, because a clone need not have the tag.
"""

import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Nobody can take it for a secret that protects something.
SECRET = "the-secret-of-a-test-fixture-that-protects-nothing-at-all"  # noqa: S105 -- as it says

#: A day with the first release, by its own services. In a text, because it is run by those sources.
LIFE = """
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files as resources
from uuid import UUID

import django

django.setup()

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import override_settings
from landsea.cards.models import CardProduct, ScanMethod
from landsea.cards.services.gate import GateVenue, scan
from landsea.cards.services.issuing import take_card, take_payment
from landsea.cards.services.programmes import enrol_gate
from landsea.cards.services.tokens import token_of
from landsea.cards.services.voiding import void_admission
from landsea.demo.loader import load_demo, venue_ids
from landsea.foundation import files
from landsea.foundation.actor import Actor, ActorKind
from landsea.insight.tasks import load_published_file
from landsea.library import queries as library
from landsea.members import queries as members
from landsea.members.models import Membership
from landsea.trips.services import design_trip
from landsea.trips.towns import find_town
from landsea.trips.wishes import TripWishes

NOW = datetime(2026, 11, 18, 2, 0, 0, 123456, tzinfo=UTC)
TRAVELLER, OTHER = UUID(int=7), UUID(int=8)

call_command("migrate", verbosity=0)
load_demo(now=NOW)
system = Actor.system()
traveller = Actor(kind=ActorKind.PERSON, subject=TRAVELLER)
gate = get_user_model().objects.get(email="gate@demo.invalid")
staff = Actor(
    kind=ActorKind.PERSON,
    subject=gate.subject,
    user_id=gate.pk,
    grants=members.list_grants_of(gate.pk),
)
places = library.list_places_by_ids(venue_ids())
first, second = (places[venue_ids()[position]] for position in (0, 2))
annual, season = (CardProduct.objects.get(slug=slug).public_id for slug in ("annual", "season"))
wishes = TripWishes(
    town=find_town("chongqing"),
    starts_on=date(2026, 11, 19),
    day_count=2,
    must_see=(first.public_id,),
)
with override_settings(LANDSEA_DESIGN_SECONDS=0.2):
    trip = design_trip(wishes, traveller=TRAVELLER, by=traveller, now=NOW)
enrol_gate(first.public_id, "Main entrance", by=system, now=NOW)


def take(product, holder, trip=None):
    return take_card(product, holder=holder, trip=trip, by=traveller, now=NOW)


def pay(card):
    take_payment(card, organisation_id=first.owner_id, by=staff, now=NOW + timedelta(minutes=1))


def admit(card, place, number, hours):
    now = NOW + timedelta(hours=hours)
    result = scan(
        token_of(card, now=now),
        at=GateVenue(place=place),
        scan_id=UUID(int=number),
        method=ScanMethod.SCANNER,
        by=staff,
        now=now,
    )
    assert result.verdict.is_admitted, result


year, quarter = take(annual, TRAVELLER, trip), take(season, TRAVELLER)
take(annual, OTHER)
pay(year)
pay(quarter)
admit(year, first, 1001, hours=1)
admit(year, second, 1002, hours=2)
void_admission(
    UUID(int=1002), reason="scanned twice", by=staff, now=NOW + timedelta(hours=2, minutes=1)
)
admit(quarter, second, 1003, hours=3)

figures = (resources("landsea.demo") / "data" / "arrivals.csv").read_text("utf-8").splitlines()
stored = files.store_file(
    "\\n".join(figures[:40]).encode(),
    name="arrivals-corrected.csv",
    media_type="text/csv",
    owner=None,
    by=system,
    now=NOW,
    max_bytes=1_000_000,
)
load_published_file.enqueue(str(stored.public_id))
call_command("worker", "--once")
Membership.objects.filter(organisation__slug="demo-singapore").update(state="suspended")
# The worker has ended: this event still waits when the next release takes over.
admit(year, first, 1004, hours=26)
"""


def main(arguments: list[str]) -> int:
    """Writes the packed data folder and says how large it is."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    output, commit = Path(arguments[0]), (arguments[1:] or ["v0.1.0"])[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        take_sources(commit, folder / "sources")
        live(folder / "sources", folder / "data")
        pack(folder / "data", output)
    print(f"{output}: {output.stat().st_size:,} bytes")
    return 0


def take_sources(commit: str, folder: Path) -> None:
    """Unpacks the sources of a commit, without touching the checkout."""
    archive = folder.with_suffix(".tar")
    subprocess.run(["git", "archive", f"--output={archive}", commit], cwd=ROOT, check=True)
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")


def live(sources: Path, data: Path) -> None:
    """Runs the earlier release in a data folder."""
    data.mkdir()
    (data / "secret.key").write_text(SECRET + "\n")
    environment = {
        **os.environ,
        "PYTHONPATH": str(sources / "src"),
        "DJANGO_SETTINGS_MODULE": "landsea.settings",
        "LANDSEA_DATA": str(data),
        "DATABASE_URL": "",
        "LANDSEA_SECRETS": "",
        "LANDSEA_DEMO": "1",
    }
    subprocess.run([sys.executable, "-c", LIFE], env=environment, cwd=sources, check=True)


def pack(data: Path, output: Path) -> None:
    """Packs what an upgrade finds: the database in one file, the secret, stored files."""
    database = data / "landsea.sqlite3"
    with closing(sqlite3.connect(database, isolation_level=None)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        file.execute("VACUUM")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    output.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(output, "w:gz", compresslevel=9) as packed:
        for name in ("landsea.sqlite3", "secret.key", "files"):
            packed.add(data / name, arcname=name, filter=without_owner)


def without_owner(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Returns a member as anybody's."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o700 if info.isdir() else 0o600
    return info


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
