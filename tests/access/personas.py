"""Everybody whom the table of routes has a column for."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.test import Client

from landsea.foundation.actor import Role, RoleGrant
from landsea.foundation.models import User
from landsea.members.engine.scopes import Scope
from tests.access.furnished import Furnished, mark_of, task_of
from tests.access.world import Side, Watcher, browser_of, browser_of_traveller
from tests.factories.keys import make_token

LOADING = "landsea.insight.tasks.load_published_file"
UNDOING = "landsea.web.tasks.take_back_batch"
#: Roles that are held in an organisation, by the name of their column.
ROLES = {
    "office": Role.OFFICE,
    "editor": Role.EDITOR,
    "agent": Role.MARKET_AGENT,
    "gate": Role.GATE,
    "clearing": Role.CLEARING_OFFICER,
    "statistician": Role.STATISTICIAN,
    "ambassador": Role.AMBASSADOR,
}
#: And in an alliance; the rest of them do nothing there.
ALLIANCE_ROLES = {
    "a-office": (Role.OFFICE,),
    "a-clearing": (Role.CLEARING_OFFICER,),
    "a-statistician": (Role.STATISTICIAN,),
    "a-rest": (Role.EDITOR, Role.MARKET_AGENT, Role.GATE, Role.AMBASSADOR),
}


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of a column: of the own organisation, of its sibling or of a stranger's."""

    column: str
    #: 0: of the own organisation or alliance; then those of others.
    distance: int
    watcher: Watcher
    #: The only marks that may stand in an answer.
    marks: frozenset[str]
    #: Ids of what this very person asked for, and of the own venue.
    values: dict[str, str]

    def __str__(self) -> str:
        return f"{self.column} {self.distance}"


def list_people(made: Furnished) -> Iterator[Persona]:
    """Makes the people of the columns of pages."""
    world = made.world
    sides = (world.own, world.sibling, world.stranger)
    yield _persona("nobody", 0, Client(), ())
    yield _persona("person", 0, browser_of(email="person@example.org"), ())
    yield _persona(
        "traveller",
        0,
        browser_of_traveller(world.own.traveller),
        (mark_of(world.own, "traveller"),),
    )
    for column, role in ROLES.items():
        for distance, side in enumerate(sides):
            grant = RoleGrant(role, side.organisation.id)
            yield _signed_in(column, distance, (grant,), _marks(side), side)
    near = tuple(mark_of(side, "alliances") for side in (world.own, world.sibling))
    far = (mark_of(world.stranger, "alliances"),)
    for column, roles in ALLIANCE_ROLES.items():
        for distance, (side, marks) in enumerate(((world.own, near), (world.stranger, far))):
            grants = tuple(RoleGrant(role, alliance_id=side.alliance.id) for role in roles)
            yield _signed_in(column, distance, grants, marks, side)


def list_programs(made: Furnished) -> Iterator[Persona]:
    """Makes the programs of the columns of the interface: a column for each scope."""
    world = made.world
    yield _persona("no key", 0, Client(), ())
    for distance, secret in enumerate((made.device, made.sibling_device)):
        yield _program("device", distance, secret, ())
    for scope in Scope:
        if scope.is_alliance_wide:
            near = tuple(mark_of(side, "alliances") for side in (world.own, world.sibling))
            far = (mark_of(world.stranger, "alliances"),)
            for distance, (side, marks) in enumerate(((world.own, near), (world.stranger, far))):
                secret = make_token(
                    side.organisation.id, scope, alliance_id=side.alliance.id
                ).secret
                yield _program(scope.value, distance, secret, marks)
            continue
        for distance, side in enumerate((world.own, world.sibling, world.stranger)):
            secret = make_token(side.organisation.id, scope).secret
            yield _program(scope.value, distance, secret, _marks(side))


def _marks(side: Side) -> tuple[str, ...]:
    return mark_of(side, "own"), mark_of(side, "alliances")


def _persona(column: str, distance: int, client: Client, marks: tuple[str, ...]) -> Persona:
    values = {"my loading": str(uuid4()), "my undoing": str(uuid4()), "my venue": str(uuid4())}
    return Persona(column, distance, Watcher(column, client), frozenset(marks), values)


def _program(column: str, distance: int, secret: str, marks: tuple[str, ...]) -> Persona:
    return Persona(column, distance, Watcher(column, Client(), secret), frozenset(marks), {})


def _signed_in(
    column: str,
    distance: int,
    grants: tuple[RoleGrant, ...],
    marks: tuple[str, ...],
    side: Side,
) -> Persona:
    email = f"{column}-{side.slug}@example.org"
    client = browser_of(*grants, email=email)
    subject: UUID = User.objects.get(email=email).subject
    values = {
        "my loading": task_of(subject, LOADING),
        "my undoing": task_of(subject, UNDOING),
        "my venue": str(side.venue.public_id),
    }
    return Persona(column, distance, Watcher(column, client), frozenset(marks), values)
