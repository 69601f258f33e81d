"""Somebody of whom everything is held that can be held."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

from landsea.cards.models import Card, ScanMethod
from landsea.cards.services.gate import GateVenue, scan
from landsea.cards.services.voiding import void_admission
from landsea.foundation import files, mail
from landsea.foundation.actor import Actor, ActorKind, Role
from landsea.foundation.models import User
from landsea.members.engine.bodies import Body
from landsea.members.models import Invitation
from landsea.members.queries import list_grants_of
from landsea.members.services.people import grant_role
from tests.factories.cards import Programme, make_card, make_programme
from tests.factories.sessions import prove_second_factor
from tests.factories.trips import make_trip, make_wishes
from tests.foundation import sample_tasks

PASSWORD = "four walls and a roof"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """A person with work, trips and cards, and the browser that the person is signed in with."""

    user: User
    actor: Actor
    client: Client
    programme: Programme
    #: Cards that the person holds.
    cards: list[Card]
    #: What must not be found once the person is erased.
    markers: tuple[str, ...]


def make_account(name: str = "Marker", *, email: str = "") -> User:
    """Returns an account as sign-up leaves it, its address confirmed."""
    address = email or f"{name.lower()}-{uuid4().hex[:8]}@people.example"
    user = get_user_model().objects.create_user(address, PASSWORD, name=name, language="de")
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user


def actor_of(user: User) -> Actor:
    """Returns the account as an actor with its roles."""
    return Actor(
        kind=ActorKind.PERSON,
        subject=user.subject,
        user_id=user.pk,
        grants=list_grants_of(user.pk),
        request_id=uuid4().hex,
    )


def sign_in_as(user: User) -> Client:
    """Returns a browser in which the person has just signed in by password."""
    client = Client()
    page = client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert page.status_code == 302, page.content.decode()
    prove_second_factor(client, user)
    return client


def close_account(browser: Client) -> HttpResponse:
    """Closes the account of whoever is signed in, as the pages ask for it."""
    address = "/en/account/close/"
    browser.post(f"/en/account/reauthenticate/?next={address}", {"password": PASSWORD})
    return browser.post(address, {"sure": "yes"})  # type: ignore[return-value]  # as Django says


def make_known_person(now: datetime | None = None) -> KnownPerson:
    """Returns somebody who uses everything: work for an organisation, trips, cards, mail."""
    now = now or datetime.now(UTC)
    user = make_account(f"Wandering {uuid4().hex[:8]}", email=f"w-{uuid4().hex[:8]}@people.example")
    programme = make_programme()
    body = Body(organisation_id=programme.venue.owner_id)
    _give_roles(user, make_account("Colleague"), body, now)
    client = sign_in_as(user)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    actor = actor_of(user)
    _work(actor, programme, now)
    make_invitation(user.email, body, by=Actor.system(), now=now)
    make_trip(make_wishes(starts_on=now.date() + timedelta(days=2)), actor=actor, now=now)
    cards = [make_card(programme, holder=user.subject, now=now) for _ in range(2)]
    _admit(cards[0], programme, by=programme.staff, now=now)
    return KnownPerson(
        user=user,
        actor=actor,
        client=client,
        programme=programme,
        cards=cards,
        markers=(user.email, user.name, user.password, str(user.subject), user.subject.hex),
    )


def make_invitation(email: str, body: Body, *, by: Actor, now: datetime) -> Invitation:
    """Returns an open invitation to an address."""
    return Invitation.objects.create(
        email=email,
        role=Role.EDITOR.value,
        secret_sha256=uuid4().hex * 2,
        invited_by=by.subject,
        invited_at=now,
        ends_at=now + timedelta(days=14),
        **body.lookup,
    )


def _give_roles(user: User, colleague: User, body: Body, now: datetime) -> None:
    for role in (Role.OFFICE, Role.GATE):
        for each in (user, colleague):
            grant_role(
                each.pk,
                role,
                organisation_id=body.organisation_id,
                by=Actor.system(),
                now=now,
            )


def _work(actor: Actor, programme: Programme, now: datetime) -> None:
    """Leaves the traces that work leaves."""
    body = Body(organisation_id=programme.venue.owner_id)
    admitted = _admit(make_card(programme, now=now), programme, by=actor, now=now)
    _admit(make_card(programme, now=now), programme, by=actor, now=now)
    void_admission(admitted, reason="mistaken", by=actor, now=now)
    make_invitation("new@people.example", body, by=actor, now=now)
    files.store_file(
        b"a table",
        name="table.csv",
        media_type="text/csv",
        owner=None,
        by=actor,
        now=now,
        max_bytes=100,
    )
    sample_tasks.add.on_behalf_of(owner=None, subject=actor.subject).enqueue(1, 2)
    assert actor.user_id is not None
    user = get_user_model().objects.get(pk=actor.user_id)
    for text, to in ((f"Dear {user.name}, …", user.email), (f"{user.email} asked.", "o@x.example")):
        # Tests keep mail in memory otherwise.
        kept = EmailMessage("News", text, to=[to], connection=mail.KeptMailBackend())
        mail.send(kept)


def _admit(card: Card, programme: Programme, *, by: Actor, now: datetime) -> UUID:
    scan_id = uuid4()
    result = scan(
        card.number,
        at=GateVenue(place=programme.gate.place),
        scan_id=scan_id,
        method=ScanMethod.TYPED,
        by=by,
        now=now,
    )
    assert result.verdict.is_admitted, result
    return scan_id
