"""Names and addresses of people stay in the tables of people, whatever people do.

Somebody with a name and an address like no other signs up, works, travels, makes mistakes; then
every table, file, log line and download is searched for them.
"""

import json
import logging
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from landsea.cards.models import Card
from landsea.foundation import outbox
from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import KeptMail, User
from landsea.foundation.worker import Worker
from landsea.members.queries import list_organisations_by_ids
from landsea.members.services.people import grant_role
from landsea.web.logs import JsonFormatter
from tests.factories.cards import Programme, make_card, make_programme
from tests.factories.library import make_place
from tests.factories.sessions import prove_second_factor, sign_in
from tests.factories.trips import QUICK_SECONDS
from tests.privacy.searching import find_in_database, find_in_files, find_in_logs

pytestmark = pytest.mark.django_db

EMAIL, NAME = "zzmarker.person@people.example", "Zzmarker Wanderstein"
SECOND_EMAIL = "zzmarker.second@people.example"
MARKERS = (EMAIL, SECOND_EMAIL, "zzmarker", "Wanderstein")
PASSWORD = "four walls and a roof"
#: The only columns in which people may be found: tables of people, and mail that is kept.
PEOPLE = {
    "account_emailaddress.email",
    "django_session, decoded",
    "foundation_keptmail.recipient",
    "foundation_keptmail.subject",
    "foundation_keptmail.text",
    "foundation_user.email",
    "foundation_user.name",
    "members_invitation.email",
}


@pytest.fixture(autouse=True)
def as_shipped(settings: Settings) -> None:
    """Keeps mail as an installation without a mail server does, and lets the designer hurry."""
    settings.EMAIL_BACKEND = "landsea.foundation.mail.KeptMailBackend"
    settings.LANDSEA_DESIGN_SECONDS = QUICK_SECONDS


def newest_mail(pattern: str) -> str:
    text = KeptMail.objects.order_by("-id")[0].text
    (found,) = re.findall(pattern, text, re.MULTILINE)
    return str(found)


def sign_up(browser: Client) -> User:
    browser.post("/en/account/login/", {"login": EMAIL, "password": "not this"})
    browser.post("/en/account/signup/", {"email": EMAIL, "password1": PASSWORD})
    code = newest_mail(r"^\d{3}-\d{3}-\d{3}$")
    browser.post("/en/account/confirm-email/", {"code": "000-000-000"})
    browser.post("/en/account/confirm-email/", {"code": code})
    browser.post("/en/account/", {"name": NAME, "language": "de"})
    user = User.objects.unscoped("test").get(email=EMAIL)
    assert user.name == NAME
    # Forgets the password, and asks for a new address.
    Client().post("/en/account/password/reset/", {"email": EMAIL})
    browser.post("/en/account/email/", {"email": SECOND_EMAIL, "action_add": ""})
    return user


def be_invited_and_work(browser: Client, user: User, programme: Programme) -> None:
    owner = programme.venue.owner_id
    place = list_organisations_by_ids([owner])[owner].public_id
    office = Client()
    sign_in(office, Role.OFFICE, organisation_id=owner)
    people = f"/en/desk/{place}/people/"
    office.post(people, {"act": "invite", "email": EMAIL, "role": "gate"})
    browser.post(newest_mail(r"https?://testserver(/\S+)"))
    office.post(people, {"act": "invite", "email": SECOND_EMAIL, "role": "editor"})
    office.post(people, {"act": "invite", "email": "zzmarker, no address", "role": "editor"})
    office.post(f"/en/desk/{place}/keys/new/", {"name": "till", "scope": "gate:scan"})
    grant_role(user.pk, Role.OFFICE, organisation_id=owner, by=Actor.system(), now=timezone.now())
    prove_second_factor(browser, user)
    for address in ("/en/desk/", people, "/en/audit/", f"/en/desk/{place}/keys/"):
        assert browser.get(address).status_code == 200, address
    _work_at_the_gate(browser, programme)


def _work_at_the_gate(browser: Client, programme: Programme) -> None:
    card = make_card(programme, is_paid=False, now=timezone.now() - timedelta(minutes=1))
    venue, scan_id = str(programme.venue.public_id), str(uuid4())
    told = {"venue": venue, "code": card.number, "scan_id": scan_id}
    browser.post("/en/gate/", told)
    browser.post(f"/en/gate/pay/{card.public_id}/", told)
    page = browser.post("/en/gate/", told)
    assert "Admitted" in page.content.decode()
    browser.post("/en/gate/", {"venue": venue, "code": NAME, "scan_id": str(uuid4())})
    browser.post(f"/en/gate/void/{scan_id}/", {"venue": venue, "reason": "mistaken"})


def travel(browser: Client, programme: Programme) -> None:
    tomorrow = (timezone.now() + timedelta(days=2)).date().isoformat()
    wishes = {"town": "chongqing", "starts_on": tomorrow, "days": "1"}
    trip = browser.post("/en/trips/new/", wishes)
    assert trip.status_code == 302, trip.content.decode()
    browser.post("/en/trips/new/", {**wishes, "town": NAME, "days": EMAIL})
    browser.post(f"/en/cards/take/{programme.product_id}/", {"trip": EMAIL, "band": "child"})
    browser.get("/en/places/", {"q": NAME})
    browser.get(f"/en/{EMAIL}/")
    assert Card.objects.unscoped("test").filter(age_band="child").count() == 1


def use_the_interface() -> None:
    program = Client()
    headers = {"authorization": f"Bearer {EMAIL}", "idempotency-key": "zzmarker-key"}
    program.get("/api/v1/places", {"q": NAME}, headers=headers)
    program.post(
        "/api/v1/gate/scans",
        json.dumps({"code": EMAIL, "scan_id": str(uuid4())}),
        content_type="application/json",
        headers=headers,
    )


def test_people_are_found_in_the_tables_of_people_alone(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    make_place("near", names={"en": "A museum near"})
    programme, browser = make_programme(), Client(raise_request_exception=False)
    user = sign_up(browser)
    be_invited_and_work(browser, user, programme)
    travel(browser, programme)
    use_the_interface()

    outbox.deliver(now=timezone.now())
    Worker().run_until_idle()
    call_command("tidy")

    found = set(find_in_database(*MARKERS))
    assert found >= {
        "foundation_user.email",
        "foundation_user.name",
        "foundation_keptmail.recipient",
        "members_invitation.email",
    }
    assert found - PEOPLE == set()
    assert [path for path in find_in_files(*MARKERS) if "sqlite" not in path] == []
    # Django's own record of a request that was refused carries the request; what is written of it
    # is its route, and addresses in it are masked (tests/security/test_logs.py).
    told = [record for record in caplog.records if not hasattr(record, "request")]
    assert find_in_logs(told, *MARKERS) == []
    written = [JsonFormatter().format(record) for record in caplog.records]
    assert not any(address in line for line in written for address in (EMAIL, SECOND_EMAIL))
    assert not any(marker in capsys.readouterr().out for marker in MARKERS)


def test_what_organisations_and_the_public_take_away_names_nobody() -> None:
    programme, browser = make_programme(), Client(raise_request_exception=False)
    user = sign_up(browser)
    be_invited_and_work(browser, user, programme)
    travel(browser, programme)
    outbox.deliver(now=timezone.now())
    owner = programme.venue.owner_id
    place = list_organisations_by_ids([owner])[owner].public_id
    clearing = Client()
    sign_in(clearing, Role.CLEARING_OFFICER, organisation_id=owner)

    addresses = [
        (clearing, f"/en/statements/{place}/"),
        (clearing, "/en/statements/"),
        (Client(), "/en/figures/"),
        (Client(), f"/en/organisations/{place}/"),
        (Client(), "/api/v1/openapi.json"),
        (Client(), "/api/v1/places"),
        (Client(), "/api/v1/organisations"),
    ]
    for each, address in addresses:
        text = each.get(address).content.decode()

        assert not any(marker in text for marker in MARKERS), address
