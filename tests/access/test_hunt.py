"""The hunt: nothing that is shown to one organisation tells of another's private rows.

Each example adds rows of another side, asks everything that can be asked, takes the rows away and
asks again. The answers are the same, byte for byte: so no text, number, count, error or search told
that there was something.
"""

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from landsea.cards.models import Card
from landsea.foundation.models import Change
from landsea.foundation.scoping import Public, list_scopes
from tests.access.asking import (
    Answer,
    Question,
    ask,
    forget_new,
    ids_in_addresses,
    list_foreign_questions,
    list_own_questions,
    list_routes,
)
from tests.access.makers import MAKERS, Mark, admissions
from tests.access.world import Side, Watcher, World, make_watchers, make_world

#: Tables that not everybody reads.
HIDDEN = [model for model, scope in list_scopes().items() if not isinstance(scope, Public)]
Make = Callable[[Side, Mark], Iterator[Model]]
#: What one maker makes together.
GROUPS: dict[Make, set[type[Model]]] = {}
for _model, _maker in MAKERS.items():
    GROUPS.setdefault(_maker.make, set()).add(_model)
#: Sums of visits over a city and a month are public, and so is how many visits there were.
COUNTS = {
    "/en/",
    "/en/figures/",
    "/en/figures/admissions.csv",
    "/api/v1/figures/admissions",
}
IS_PROOF = settings.get_current_profile_name() == "proof"

texts = st.text(alphabet="abcMNO大足ž<&'\"=@ ", min_size=1, max_size=12).map(
    lambda drawn: f"zq-hunted {drawn.strip()} zq"
)
marks = st.builds(Mark, texts, st.integers(min_value=7_000_000, max_value=9_999_999))


def _name_of(make: Make) -> str:
    return make.__name__


@dataclass(slots=True)
class Ground:
    """The world in which the hunt goes on, with what each watcher was told before."""

    world: World
    watchers: list[Watcher]
    own: dict[str, object]
    before: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def answer_before(self, watcher: Watcher, question: Question) -> Answer:
        """Returns an answer of the world without foreign rows; asked once."""
        key = (watcher.name, str(question))
        if key not in self.before:
            self.before[key] = ask(watcher, question)
        return self.before[key]


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    """Makes one world for all hunts; each takes its own rows away again."""
    limits = {"LANDSEA_RATE_KEY": 10**6, "LANDSEA_RATE_ANONYMOUS": 10**6}
    with django_db_blocker.unblock(), override_settings(**limits), transaction.atomic():
        world = make_world()
        watchers = make_watchers(world)
        made = _collect(row for make in GROUPS for row in make(world.own, Mark("of our own", 1234)))
        own_batch = Change.objects.filter(organisation=world.own.organisation.public_id)[0].batch
        logging.disable(logging.ERROR)  # thousands of refusals are what is asked for
        yield Ground(world, watchers, ids_in_addresses(world.own, made | {"batch": [own_batch]}))
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


def _collect(rows: Iterable[Model]) -> dict[str, list[UUID]]:
    """Returns the public ids of rows by the name of their table, and of changes the batches."""
    made: dict[str, list[UUID]] = {}
    for row in rows:
        if isinstance(row, Change):
            made.setdefault("batch", []).append(row.batch)
        public_id = getattr(row, "public_id", None)
        if public_id is not None:
            made.setdefault(row._meta.label_lower, []).append(public_id)
    return made


def test_every_table_that_is_not_public_has_a_maker() -> None:
    assert set(MAKERS) == set(HIDDEN)


@pytest.mark.django_db
@pytest.mark.parametrize("make", GROUPS, ids=_name_of)
def test_a_maker_makes_rows_of_its_tables(ground: Ground, make: Make) -> None:
    with transaction.atomic():
        made = {type(row) for row in make(ground.world.sibling, Mark("zq", 7_000_000))}
        transaction.set_rollback(True)

    assert made >= GROUPS[make]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("make", GROUPS, ids=_name_of)
def test_nothing_tells_of_the_rows_of_others(ground: Ground, make: Make) -> None:
    sides = (ground.world.sibling, ground.world.stranger)
    pairs = [(side, each) for side in sides for each in ground.watchers if _hides(make, side, each)]

    @settings(
        max_examples=40 if IS_PROOF else 3,
        deadline=None,
        # An example takes seconds: the first that fails is told as it is.
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(mark=marks, pair=st.sampled_from(pairs))
    def hunt(mark: Mark, pair: tuple[Side, Watcher]) -> None:
        _hunt(ground, [make], mark, *pair)

    hunt()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("position", range(5))
@pytest.mark.parametrize("name", ["sibling", "stranger"])
def test_nothing_tells_of_all_rows_of_others_together(
    ground: Ground, name: str, position: int
) -> None:
    side, watcher = getattr(ground.world, name), ground.watchers[position]
    hidden = [make for make in GROUPS if _hides(make, side, watcher)]

    _hunt(ground, hidden, Mark("zq-hunted <大足 ž\"'&> zq", 7_654_321), side, watcher)


def _hides(make: Make, side: Side, watcher: Watcher) -> bool:
    """Says whether rows are to be hidden: the officers of an alliance may see what is its own."""
    maker = MAKERS[next(iter(GROUPS[make]))]
    return not (maker.is_alliances and side.alliance.slug == "near" and "alliance" in watcher.name)


def _hunt(ground: Ground, makes: list[Make], mark: Mark, side: Side, watcher: Watcher) -> None:
    is_program = watcher.is_program
    routes = [each for each in list_routes() if each.path.startswith("api/v1/") == is_program]
    questions = list_own_questions(routes, ground.own)
    with transaction.atomic():
        rows = [row for make in makes for row in make(side, mark)]
        made = _collect(rows)
        if side is ground.world.sibling:
            # Whoever has a card's number or id was shown the card: a counter of the same
            # programme then sees it. What it is told of it is the test below.
            made.pop("cards.card", None)
        ids = ids_in_addresses(side, made)
        foreign = [
            each
            for each in list_foreign_questions(routes, ground.own, ids, made, mark)
            if each.address.startswith("/api/") == is_program
        ]
        told = [ask(watcher, question) for question in questions]
        told_of_foreign = [ask(watcher, question) for question in foreign]
        transaction.set_rollback(True)

    counts_in_public = any(MAKERS[next(iter(GROUPS[make]))].counts_in_public for make in makes)
    for question, answer in zip(questions, told, strict=True):
        assert mark.text not in answer.text, f"{watcher.name}: {question}"
        if not (counts_in_public and question.path in COUNTS):
            before = ground.answer_before(watcher, question)
            assert _told(answer) == _told(before), f"{watcher.name}: {question}"
    for question, answer in zip(foreign, told_of_foreign, strict=True):
        if counts_in_public and question.path in COUNTS:
            continue
        # The rows are gone by now: this is the answer about nothing.
        assert _told(answer) == _told(ask(watcher, question)), f"{watcher.name}: {question}"


@pytest.mark.django_db
def test_a_counter_is_not_told_where_else_a_card_was_shown(ground: Ground) -> None:
    program = next(each for each in ground.watchers if each.name == "program")
    with transaction.atomic():
        rows = admissions(ground.world.sibling, Mark("zq", 7_000_000))
        cards = {row.public_id for row in rows if isinstance(row, Card)}
        answers = [ask(program, Question("GET", f"/api/v1/cards/{card}")) for card in cards]
        transaction.set_rollback(True)

    used = {
        (each["venue"] == str(ground.world.own.venue.public_id), each["used"])
        for answer in answers
        for each in json.loads(answer.text)["entitlements"]
    }
    assert used == {(True, 0), (False, None)}


def _told(answer: Answer) -> tuple[int, str, str]:
    return answer.status, forget_new(answer.location), forget_new(answer.text)
