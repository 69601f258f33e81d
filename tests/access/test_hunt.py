"""The hunt: nothing that is shown to one organisation tells of another's private rows.

Each example adds rows of another side, asks everything that can be asked, takes the rows away and
asks again. The answers are the same, byte for byte: so no text, number, count, error or search told
that there was something.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from landsea.foundation.models import Change
from landsea.foundation.scoping import Public, list_scopes
from tests.access.asking import (
    Answer,
    Question,
    ask,
    forget_new,
    list_foreign_questions,
    list_own_questions,
    list_routes,
    own_ids,
)
from tests.access.makers import MAKERS, Mark, ids_of, make_for
from tests.access.world import Side, Watcher, World, make_watchers, make_world

#: Tables that not everybody reads.
HIDDEN = [model for model, scope in list_scopes().items() if not isinstance(scope, Public)]
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
        made = _furnish(world.own)
        logging.disable(logging.ERROR)  # thousands of refusals are what is asked for
        yield Ground(world, watchers, own_ids(world.own, made))
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


def _furnish(side: Side) -> dict[str, list[UUID]]:
    """Gives a side rows of every table, so that each page has something to show."""
    made: dict[str, list[UUID]] = {}
    mark = Mark("of our own", 123_456)
    for maker in {each.make: each for each in MAKERS.values()}.values():
        rows = list(maker.make(side, mark))
        for label, ids in ids_of(rows).items():
            made.setdefault(label, []).extend(ids)
    made["batch"] = [Change.objects.filter(organisation=side.organisation.public_id)[0].batch]
    return made


def _foreign_ids(side: Side, rows: list[Model]) -> dict[str, object]:
    made: dict[str, list[UUID]] = {label: list(ids) for label, ids in ids_of(rows).items()}
    batches = [row.batch for row in rows if isinstance(row, Change)]
    made["batch"] = list(batches)
    more = {"assignment": "members.roleassignment", "invitation": "members.invitation"}
    numbers = [row.number for row in rows if row._meta.label == "cards.Card"]  # type: ignore[attr-defined]
    return own_ids(side, made) | {
        **{name: made[label][0] for name, label in more.items() if label in made},
        **({"number": numbers[0]} if numbers else {}),
    }


def test_every_table_that_is_not_public_has_a_maker() -> None:
    assert set(MAKERS) == set(HIDDEN)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("model", HIDDEN, ids=lambda model: model._meta.label)
def test_nothing_tells_of_the_rows_of_others(ground: Ground, model: type[Model]) -> None:
    maker = MAKERS[model]
    sides = (ground.world.sibling, ground.world.stranger)
    pairs = [
        (side, watcher)
        for side in sides
        for watcher in ground.watchers
        # The officers of an alliance may see what is its own.
        if not (maker.is_alliances and side is ground.world.sibling and "alliance" in watcher.name)
    ]

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
        _hunt(ground, model, mark, *pair)

    hunt()


def _hunt(ground: Ground, model: type[Model], mark: Mark, side: Side, watcher: Watcher) -> None:
    maker = MAKERS[model]
    routes = [
        route
        for route in list_routes()
        if watcher.is_program == route.path.startswith("api/v1/") and route.path != "healthz"
    ]
    questions = list_own_questions(routes, ground.own)
    with transaction.atomic():
        rows = make_for(model, side, mark)
        foreign = list_foreign_questions(routes, ground.own, _foreign_ids(side, rows), mark)
        foreign = [
            each for each in foreign if each.address.startswith("/api/") == watcher.is_program
        ]
        told = [ask(watcher, question) for question in questions]
        told_of_foreign = [ask(watcher, question) for question in foreign]
        transaction.set_rollback(True)

    for question, answer in zip(questions, told, strict=True):
        assert mark.text not in answer.text, f"{watcher.name}: {question}"
        if not (maker.counts_in_public and question.address in COUNTS):
            before = ground.answer_before(watcher, question)
            assert _told(answer) == _told(before), f"{watcher.name}: {question}"
    for question, answer in zip(foreign, told_of_foreign, strict=True):
        # The rows are gone: so would be an answer about nothing.
        assert _told(answer) == _told(ask(watcher, question)), f"{watcher.name}: {question}"


def _told(answer: Answer) -> tuple[int, str, str]:
    return answer.status, forget_new(answer.location), forget_new(answer.text)
