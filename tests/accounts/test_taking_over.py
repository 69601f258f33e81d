"""What somebody did before signing in comes along to the account, and to no other."""

from uuid import UUID

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from landsea.cards.models import Card
from landsea.foundation import subjects
from landsea.foundation.actor import Actor, ActorKind
from landsea.foundation.models import Change, User
from landsea.trips.models import Trip
from tests.factories.accounts import PASSWORD, code_in, make_account, sign_in_by_password
from tests.factories.cards import make_programme
from tests.factories.members import NOW, make_actor
from tests.factories.trips import make_trip

pytestmark = pytest.mark.django_db


def travel(client: Client) -> UUID:
    """Takes a card and keeps a trip in a browser; returns the subject that it got."""
    client.post(f"/en/cards/take/{make_programme().product_id}/")
    subject = UUID(client.session["subject"])
    make_trip(actor=Actor(kind=ActorKind.ANONYMOUS, subject=subject))
    return subject


def owners() -> tuple[UUID, UUID]:
    """Returns whose the card and the trip are."""
    return Card.objects.get().holder_subject, Trip.objects.get().traveller


def test_who_signs_up_finds_trips_and_cards_in_the_account(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    before = travel(client)
    client.post("/en/account/signup/", {"email": "li@example.org", "password1": PASSWORD})
    meanwhile = owners()

    client.post("/en/account/confirm-email/", {"code": code_in(mailoutbox)})

    user = User.objects.get()
    assert meanwhile == (before, before)
    assert owners() == (user.subject, user.subject)
    assert str(Trip.objects.get().public_id) in client.get("/en/trips/").content.decode()
    assert str(Card.objects.get().public_id) in client.get("/en/cards/").content.decode()


def test_who_signs_in_finds_them_beside_those_of_before(client: Client) -> None:
    user = make_account()
    travel(client)
    make_trip(actor=Actor(kind=ActorKind.PERSON, subject=user.subject))

    sign_in_by_password(client)

    assert set(Trip.objects.values_list("traveller", flat=True)) == {user.subject}
    assert Trip.objects.count() == 2
    assert "subject" not in client.session


def test_the_account_keeps_its_subject_and_the_browsers_one_owns_nothing_any_more(
    client: Client,
) -> None:
    user = make_account()
    subject = user.subject
    before = travel(client)
    copy = Client()  # a second session that knows the browser's subject
    session = copy.session
    session["subject"] = str(before)
    session.save()
    copy.cookies["sessionid"] = str(session.session_key)

    sign_in_by_password(client)

    user.refresh_from_db()
    assert user.subject == subject
    assert str(Trip.objects.get().public_id) not in copy.get("/en/trips/").content.decode()
    assert str(Card.objects.get().public_id) not in copy.get("/en/cards/").content.decode()


def test_a_failed_attempt_moves_nothing(client: Client) -> None:
    make_account()
    before = travel(client)

    client.post("/en/account/login/", {"login": "li@example.org", "password": "wrong"})

    assert owners() == (before, before)
    assert client.session["subject"] == str(before)


def test_what_others_did_stays_theirs(client: Client) -> None:
    make_account()
    stranger, other = Client(), make_actor()
    elsewhere = travel(stranger)
    make_trip(actor=other)

    sign_in_by_password(client)

    assert Card.objects.get().holder_subject == elsewhere
    assert set(Trip.objects.values_list("traveller", flat=True)) == {elsewhere, other.subject}


def test_who_signs_out_leaves_no_subject_behind_for_the_next(client: Client) -> None:
    make_account()
    travel(client)
    sign_in_by_password(client)

    client.post("/en/sign-out/")

    assert "subject" not in client.session
    assert str(Trip.objects.get().public_id) not in client.get("/en/trips/").content.decode()


def test_the_log_tells_that_they_came_along_without_naming_the_old_subject(client: Client) -> None:
    user = make_account()
    before = travel(client)

    sign_in_by_password(client)

    lines = Change.objects.filter(action="take-over").order_by("row_label")
    assert [line.row_label for line in lines] == ["cards.card", "trips.trip"]
    assert {line.actor_subject for line in lines} == {user.subject}
    assert not any(str(before) in str(line.patch) for line in lines)


def test_all_comes_along_or_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = travel(client)

    def refuse(before: UUID, after: UUID, **_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(subjects, "_takeovers", [*vars(subjects)["_takeovers"], refuse])
    with pytest.raises(RuntimeError):
        subjects.take_over(before, UUID(int=7), by=Actor.system(), now=NOW)

    assert owners() == (before, before)
