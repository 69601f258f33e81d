import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from landsea.cards.models import Card, Posting, PostingKind, Redemption, ScanMethod
from landsea.cards.services.tokens import token_of
from landsea.foundation.actor import Role
from landsea.foundation.models import Change, OutboxEntry, SigningKey
from landsea.library.models import Resource
from tests.factories.cards import Programme, make_card, make_programme, scan_card
from tests.factories.library import make_owner, make_place
from tests.factories.members import make_alliance
from tests.factories.pictures import blank_picture, picture_of
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

GATE = "/en/gate/"


def read(client: Client, address: str = GATE) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def programme() -> Programme:
    return make_programme()


@pytest.fixture
def staff(client: Client, programme: Programme) -> Client:
    sign_in(client, Role.GATE, organisation_id=programme.venue.owner_id)
    return client


def send(client: Client, **fields: object) -> str:
    """Sends the gate's form and returns the page that comes back."""
    response = client.post(GATE, fields)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def upload(content: bytes, name: str = "code.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def verdict(page: str) -> tuple[str, str]:
    """Returns the outcome and the rule that a gate's page shows."""
    ((outcome, rule),) = re.findall(r'data-outcome="([\w-]+)" data-rule="([\w-]+)"', page)
    return outcome, rule


def words(page: str) -> list[str]:
    """Returns what the verdict says: heading, reason, what to tell the visitor."""
    (section,) = re.findall(r'<section class="verdict.*?</section>', page)
    return re.findall(r"<(?:h2|p|p class=\"say\")>(.*?)</(?:h2|p)>", section)


def row_counts() -> dict[str, int]:
    """Returns how many rows each table has in which a scan could leave something."""
    models: list[type[Model]] = [
        *apps.get_app_config("cards").get_models(),
        OutboxEntry,
        Change,
    ]
    return {model._meta.label: model._default_manager.count() for model in models}


def make_paid_card(programme: Programme, *, now: datetime | None = None) -> Card:
    return make_card(programme, now=now or timezone.now())


def token(card: Card) -> str:
    return token_of(card.public_id, now=timezone.now())


def test_a_scanner_types_the_code_and_the_gate_admits(staff: Client, programme: Programme) -> None:
    page = send(staff, code=token(make_paid_card(programme)) + "\r\n")

    assert verdict(page) == ("admitted", "benefit")
    assert words(page) == ["Admitted", "Free entry with this card.", "Say: “Welcome.”"]
    assert Redemption.objects.get().method == ScanMethod.SCANNER


def test_a_number_that_is_typed_as_it_is_read_out_admits(
    staff: Client, programme: Programme
) -> None:
    number = make_paid_card(programme).number
    read_out = f" {number[:4]}-{number[4:8]} {number[8:]} ".lower()

    page = send(staff, code=read_out)

    assert verdict(page) == ("admitted", "benefit")
    assert Redemption.objects.get().method == ScanMethod.TYPED


def test_a_picture_of_the_code_admits(staff: Client, programme: Programme) -> None:
    picture = picture_of(token(make_paid_card(programme)))

    page = send(staff, picture=upload(picture))

    assert verdict(page) == ("admitted", "benefit")
    assert Redemption.objects.get().method == ScanMethod.IMAGE


def test_a_second_scan_is_refused_with_the_time_of_the_first(
    staff: Client, programme: Programme
) -> None:
    card = make_paid_card(programme)
    send(staff, code=token(card))

    page = send(staff, code=token(card))

    assert verdict(page) == ("refused", "once-a-day")
    heading, reason, say = words(page)
    assert heading == "Not admitted"
    assert re.fullmatch(
        r"Already used here today: .{0,20}\d\d:\d\d\. This card opens this door once a day\.",
        reason,
    )
    assert say == "Say: “Please come back tomorrow, or buy a single ticket.”"
    assert Redemption.objects.count() == 1


def test_a_form_that_is_sent_twice_admits_once(staff: Client, programme: Programme) -> None:
    fields = {"code": token(make_paid_card(programme)), "scan_id": str(uuid4())}

    pages = [send(staff, **fields), send(staff, **fields)]

    assert [verdict(page) for page in pages] == [("admitted", "benefit")] * 2
    assert Redemption.objects.count() == 1


def test_each_page_has_a_scan_id_of_its_own(staff: Client) -> None:
    found = [re.findall(r'name="scan_id" value="([0-9a-f-]{36})"', read(staff)) for _ in range(2)]

    assert (len(found[0]), len(found[1])) == (1, 1)
    assert found[0] != found[1]


def test_the_verdict_is_in_the_language_of_the_staff(staff: Client, programme: Programme) -> None:
    card = make_paid_card(programme)

    response = staff.post("/zh-hans/gate/", {"code": token(card)})

    page = response.content.decode()
    assert '<html lang="zh-Hans">' in page
    assert 'data-outcome="admitted"' in page
    assert "大足石刻景区" in page


def of_another_programme(programme: Programme) -> str:
    there = make_programme("there", venue=make_place("there", owner=make_owner("other-owner")))
    return token(make_paid_card(there))


def expired(programme: Programme) -> str:
    return token(make_paid_card(programme, now=timezone.now() - timedelta(days=500)))


def unreadable(programme: Programme) -> str:
    return token(make_paid_card(programme))[:-20]


def forged(programme: Programme) -> str:
    text = token(make_paid_card(programme))
    SigningKey.objects.update(public_key=bytes(32))
    return text


def of_nobody(programme: Programme) -> str:
    card = make_card(programme, is_paid=False, now=timezone.now())
    number = card.number
    Card.objects.filter(pk=card.pk).update(number="0" * 11)
    return number


def blocked(programme: Programme) -> str:
    card = make_paid_card(programme)
    Card.objects.filter(pk=card.pk).update(blocked_at=timezone.now())
    return token(card)


def too_early(programme: Programme) -> str:
    card = make_paid_card(programme)
    tomorrow = timezone.localdate() + timedelta(days=2)
    Card.objects.filter(pk=card.pk).update(valid_from=tomorrow)
    return token(card)


def unpaid(programme: Programme) -> str:
    return token(make_card(programme, is_paid=False, now=timezone.now()))


def empty(programme: Programme) -> str:
    return ""


def odd(programme: Programme) -> str:
    return "\x00\ud7ff大足\U0001f600"


@pytest.mark.parametrize(
    ("shown", "expected", "reason"),
    [
        (
            of_another_programme,
            ("refused", "programme"),
            "This is a card of another programme, which has no agreement with this venue.",
        ),
        (expired, ("refused", "expired"), r"This card was valid until .+\."),
        (unreadable, ("refused", "readable"), r"This can&#x27;t be read as a card\."),
        (
            forged,
            ("refused", "signature"),
            "The signature of this code is false: no programme known here has made it.",
        ),
        (of_nobody, ("refused", "known"), r"No card has this number\."),
        (blocked, ("refused", "blocked"), r"This card is blocked\."),
        (too_early, ("wait", "not-yet-valid"), r"This card is valid from .+\."),
        (unpaid, ("wait", "paid"), r"This card is not paid yet\."),
        (empty, ("refused", "readable"), r"This can&#x27;t be read as a card\."),
        (odd, ("refused", "readable"), r"This can&#x27;t be read as a card\."),
    ],
)
def test_a_card_that_is_not_admitted_says_why_and_changes_nothing(
    staff: Client,
    programme: Programme,
    shown: Callable[[Programme], str],
    expected: tuple[str, str],
    reason: str,
) -> None:
    code = shown(programme)
    before = row_counts()

    page = send(staff, code=code, venue=str(programme.venue.public_id))

    assert verdict(page) == expected
    assert re.fullmatch(reason, words(page)[1])
    assert words(page)[2].startswith("Say: “")
    assert row_counts() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (blank_picture(), "No QR code could be read in this picture."),
        (b"%PDF-1.7 not a picture", "This file can&#x27;t be opened as a picture."),
        (b"\x89PNG\r\n\x1a\n", "This file can&#x27;t be opened as a picture."),
        (picture_of("cut" * 50)[:300], "This file can&#x27;t be opened as a picture."),
        (blank_picture(10_000, 5_001), "This file can&#x27;t be opened as a picture."),
        (blank_picture(20_000, 20_000), "This file can&#x27;t be opened as a picture."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This file can&#x27;t be opened as"),
    ],
)
def test_a_picture_that_can_not_be_read_says_so_and_changes_nothing(
    staff: Client, programme: Programme, content: bytes, sentence: str
) -> None:
    make_paid_card(programme)
    before = row_counts()

    page = send(staff, picture=upload(content))

    assert sentence in page
    assert "data-outcome" not in page
    assert row_counts() == before


def test_a_picture_that_is_too_large_is_refused_before_it_is_opened(
    staff: Client, settings: Settings
) -> None:
    settings.LANDSEA_MAX_UPLOAD = 1_000_000

    page = send(staff, picture=upload(b"x" * 1_000_001))

    assert "This is larger than the 1 MB that are taken." in page


def test_a_card_is_paid_at_the_gate_and_then_admitted(staff: Client, programme: Programme) -> None:
    card = make_card(programme, is_paid=False, now=timezone.now())
    code = token(card)

    waits = send(staff, code=code)
    paid = staff.post(
        f"{GATE}pay/{card.public_id}/", {"venue": str(programme.venue.public_id), "code": code}
    )
    after = read(staff, paid["Location"])
    (pending,) = re.findall(r'name="code"[^>]* value="([^"]*)"', after)
    admitted = send(staff, code=pending)

    assert verdict(waits) == ("wait", "paid")
    assert "I have taken CN¥198.00" in waits
    assert "The money is taken. Check the card again to admit." in after
    assert pending == code
    assert verdict(admitted) == ("admitted", "benefit")
    kinds = Posting.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == [PostingKind.SALE, PostingKind.ADMISSION]


def test_a_card_that_is_paid_is_not_paid_again(staff: Client, programme: Programme) -> None:
    card = make_paid_card(programme)

    response = staff.post(f"{GATE}pay/{card.public_id}/")

    assert response.status_code == 409
    assert "This card is paid." in response.content.decode()
    assert Posting.objects.count() == 1


def admit(staff: Client, programme: Programme) -> UUID:
    """Admits a card through the page and returns the admission."""
    send(staff, code=token(make_paid_card(programme)))
    return Redemption.objects.get().public_id


def test_a_mistaken_scan_is_taken_back_with_its_reason(staff: Client, programme: Programme) -> None:
    admission_id = admit(staff, programme)

    response = staff.post(f"{GATE}void/{admission_id}/", {"reason": "wrong <card>"}, follow=True)

    page = response.content.decode()
    assert "The scan is taken back. The card can be used here again." in page
    assert "taken back: wrong &lt;card&gt;" in page
    redemption = Redemption.objects.get()
    assert (redemption.void_reason, redemption.voided_at is None) == ("wrong <card>", False)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_scan_is_not_taken_back_without_a_reason(
    staff: Client, programme: Programme, reason: str
) -> None:
    admission_id = admit(staff, programme)

    response = staff.post(f"{GATE}void/{admission_id}/", {"reason": reason}, follow=True)

    assert "A scan is not taken back without a reason." in response.content.decode()
    assert Redemption.objects.get().voided_at is None


def test_a_reason_may_hold_whatever_a_keyboard_sends(staff: Client, programme: Programme) -> None:
    admission_id = admit(staff, programme)

    staff.post(f"{GATE}void/{admission_id}/", {"reason": "odd\x00 大足 " + "x" * 300})

    reason = Redemption.objects.get().void_reason
    assert (reason[:7], len(reason)) == ("odd 大足 ", 200)


def test_after_ten_minutes_a_scan_stands(staff: Client, programme: Programme) -> None:
    admission_id = admit(staff, programme)
    Redemption.objects.update(admitted_at=timezone.now() - timedelta(minutes=11))

    page = read(staff)
    response = staff.post(f"{GATE}void/{admission_id}/", {"reason": "late"}, follow=True)

    assert "Take it back" not in page
    assert "A scan can be taken back for 10 minutes; this one is older." in (
        response.content.decode()
    )
    assert Redemption.objects.get().voided_at is None


@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.STATISTICIAN])
def test_who_works_at_no_gate_is_told_so(
    client: Client, programme: Programme, role: Role | None
) -> None:
    if role:
        sign_in(client, role, organisation_id=programme.venue.owner_id)
    card = make_card(programme, is_paid=False, now=timezone.now())
    before = row_counts()

    responses = [
        client.get(GATE),
        client.post(GATE, {"code": token(card)}),
        client.post(f"{GATE}pay/{card.public_id}/"),
        client.post(f"{GATE}void/{uuid4()}/", {"reason": "x"}),
    ]

    assert [response.status_code for response in responses] == [403] * 4
    assert "This is not a venue of your organisation." in responses[0].content.decode()
    assert row_counts() == before


def test_staff_do_not_scan_at_a_venue_of_somebody_else(staff: Client, programme: Programme) -> None:
    there = make_programme("there", venue=make_place("there", owner=make_owner("other-owner")))
    card = make_paid_card(there)

    response = staff.post(
        GATE, {"code": token(card), "venue": str(there.venue.public_id), "scan_id": str(uuid4())}
    )

    assert response.status_code == 403
    assert not Redemption.objects.exists()


def test_staff_of_two_venues_choose_where_they_are(client: Client) -> None:
    first = make_programme("one", venue=make_place("1", names={"en": "Hall"}))
    second = make_programme("two", venue=make_place("2", names={"en": "Gate"}))
    sign_in(client, Role.GATE, organisation_id=first.venue.owner_id)

    page = read(client, f"{GATE}?venue={first.venue.public_id}")

    assert "<h1>Hall</h1>" in page
    assert f'<option value="{first.venue.public_id}" selected>Hall</option>' in page
    assert f'<option value="{second.venue.public_id}">Gate</option>' in page
    assert client.get(f"{GATE}?venue={uuid4()}").status_code == 403


def test_no_admission_is_told_of_another_venue(client: Client) -> None:
    here = make_programme("one", venue=make_place("1", names={"en": "Hall"}))
    there = make_programme("two", venue=make_place("2", names={"en": "Gate"}))
    scan_card(make_paid_card(there), there, now=timezone.now())
    sign_in(client, Role.GATE, organisation_id=here.venue.owner_id)

    assert "Nobody yet in the last twelve hours." in read(
        client, f"{GATE}?venue={here.venue.public_id}"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_gate_asks_the_database_as_often_however_many_were_admitted(
    staff: Client,
    programme: Programme,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for _ in range(count):
        scan_card(make_paid_card(programme), programme, now=timezone.now())
    for number in range(count - 1):
        make_programme(f"card-{number}", venue=make_place(f"venue-{number}"))
    address = f"{GATE}?venue={programme.venue.public_id}"

    # Session, account and roles; venues by their benefits; admissions and their venues.
    with django_assert_num_queries(7):
        page = read(staff, address)

    assert page.count("Take it back") == count
    assert Resource.objects.count() == count


def test_the_office_of_the_alliance_is_no_gate(client: Client, programme: Programme) -> None:
    sign_in(client, Role.OFFICE, alliance_id=make_alliance().id)

    assert client.get(GATE).status_code == 403
