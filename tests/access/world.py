"""Organisations that must not learn of each other, and everybody who might look."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.test import Client

from landsea.cards.engine.rules import QuotaPeriod
from landsea.cards.services.programmes import add_benefit
from landsea.foundation.actor import Actor, ActorKind, Role, RoleGrant
from landsea.foundation.models import User
from landsea.kernel.money import Money
from landsea.library.models import Resource
from landsea.members.queries import AllianceValue, OrganisationValue
from landsea.members.services.people import grant_role
from tests.factories.cards import Programme, make_programme
from tests.factories.keys import every_scope, make_token
from tests.factories.library import make_owner, make_place
from tests.factories.members import NOW, ensure_member, make_actor, make_alliance, make_person
from tests.factories.sessions import prove_second_factor

#: What an admission is paid at every venue but the watcher's own: an amount like no other.
FOREIGN_RATE = Money.of("731.93", "CNY")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An organisation in its alliance, with a published venue and a card that opens it."""

    slug: str
    organisation: OrganisationValue
    alliance: AllianceValue
    venue: Resource
    programme: Programme
    #: A traveller without an account who holds its cards.
    traveller: UUID = field(default_factory=uuid4)

    @property
    def staff(self) -> Actor:
        return make_actor(Role.GATE, organisation_id=self.organisation.id)

    @property
    def officer(self) -> Actor:
        """Returns the office of its alliance."""
        return make_actor(Role.OFFICE, alliance_id=self.alliance.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Who looks, and the two at whom nobody of theirs may look."""

    own: Side
    #: Another organisation of the same alliance.
    sibling: Side
    #: An organisation of another alliance.
    stranger: Side


def make_world() -> World:
    """Makes two alliances with three organisations; all that is in it is public."""
    own = _make_side("own-venues", "near")
    sibling = _make_side("sibling-venues", "near", shares=own.programme)
    stranger = _make_side("stranger-venues", "far")
    make_alliance("third")
    return World(own=own, sibling=sibling, stranger=stranger)


def _make_side(slug: str, alliance: str, *, shares: Programme | None = None) -> Side:
    owner = make_owner(slug)
    venue = make_place(slug, names={"en": f"Venue of {slug}"}, owner=owner)
    ensure_member(owner.id, alliance=alliance)
    rate = None if slug.startswith("own") else FOREIGN_RATE
    if shares is None:
        programme = make_programme(f"card-{alliance}", venue=venue, rate=rate, alliance=alliance)
    else:
        add_benefit(
            shares.product_id,
            venue.public_id,
            uses=1,
            per=QuotaPeriod.DAY,
            rate=rate or Money.of(52, "CNY"),
            by=Actor.system(),
            now=NOW,
        )
        programme = Programme(
            public_id=shares.public_id,
            product_id=shares.product_id,
            venue=venue,
            staff=make_actor(Role.GATE, organisation_id=owner.id),
        )
    return Side(
        slug=slug,
        organisation=owner,
        alliance=make_alliance(alliance),
        venue=venue,
        programme=programme,
    )


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who asks: a browser, or a program with a key."""

    name: str
    client: Client
    secret: str = ""

    @property
    def is_program(self) -> bool:
        return bool(self.secret)


def browser_of(*grants: RoleGrant, email: str) -> Client:
    """Returns the browser of somebody with roles, signed in with a second factor."""
    client = Client()
    person = make_person(email, "Wat Cher")
    for grant in grants:
        grant_role(
            person,
            grant.role,
            organisation_id=grant.organisation_id,
            alliance_id=grant.alliance_id,
            by=Actor.system(),
            now=NOW,
        )
    user = User.objects.get(pk=person)
    client.force_login(user)
    prove_second_factor(client, user)
    return client


def browser_of_traveller(subject: UUID) -> Client:
    """Returns the browser in which a traveller without an account took cards."""
    client = Client()
    session = client.session
    session["subject"] = str(subject)
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    return client


def actor_with(*grants: RoleGrant) -> Actor:
    """Returns somebody with roles, who is nobody in particular."""
    return Actor(kind=ActorKind.PERSON, subject=uuid4(), grants=frozenset(grants))


def make_watchers(world: World) -> list[Watcher]:
    """Returns those who see most: every role in the own organisation, and in its alliance too."""
    own = world.own
    organisation_id, alliance_id = own.organisation.id, own.alliance.id
    here = [RoleGrant(role, organisation_id) for role in Role]
    above = [RoleGrant(role, alliance_id=alliance_id) for role in Role]
    scopes = every_scope(of_alliance=True)
    return [
        Watcher("traveller", browser_of_traveller(own.traveller)),
        Watcher("organisation", browser_of(*here, email="here@example.org")),
        Watcher("alliance", browser_of(*here, *above, email="above@example.org")),
        Watcher("program", Client(), make_token(organisation_id, *every_scope()).secret),
        Watcher(
            "program of the alliance",
            Client(),
            make_token(organisation_id, *scopes, alliance_id=alliance_id).secret,
        ),
    ]
