"""What is over goes, what is not stays, and the page for people says the same as the code."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from pytest_django import DjangoAssertNumQueries

from landsea.foundation import idempotency, retention
from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import (
    CacheEntry,
    Erasure,
    IdempotentAnswer,
    KeptMail,
    OutboxEntry,
    RateCount,
    ReceivedEvent,
    TaskRun,
)
from landsea.foundation.retention import Retention, list_retentions, sweep_all
from landsea.foundation.rows import all_rows
from landsea.members.engine.bodies import Body
from landsea.members.models import Invitation
from landsea.members.services.people import grant_role
from landsea.trips.models import Trip
from tests.docs.reading import ROOT, list_rows
from tests.factories.cards import make_programme
from tests.factories.library import make_owner
from tests.factories.members import make_actor
from tests.factories.trips import make_trip, make_wishes
from tests.foundation import sample_tasks
from tests.privacy.people import make_account, make_invitation

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
REFERENCE = (ROOT / "docs/reference/retention.md").read_text(encoding="utf-8")


def days(count: int) -> timedelta:
    return timedelta(days=count)


def make_mail(at: datetime) -> KeptMail:
    return KeptMail.objects.create(recipient="a@people.example", written_at=at)


def make_session(at: datetime) -> Session:
    return Session.objects.create(session_key=uuid4().hex, session_data="", expire_date=at)


def make_answer(at: datetime) -> IdempotentAnswer:
    return IdempotentAnswer.objects.create(scope="s", key=uuid4().hex, created_at=at)


def make_task(at: datetime) -> TaskRun:
    run = sample_tasks.add.enqueue(1, 2)
    TaskRun.objects.unscoped("test").filter(public_id=run.id).update(
        state="succeeded", finished_at=at
    )
    return TaskRun.objects.unscoped("test").get(public_id=run.id)


def make_event(at: datetime) -> OutboxEntry:
    entry = OutboxEntry.objects.create(
        event_name="e", payload={}, recorded_at=at, due_at=at, delivered_at=at
    )
    ReceivedEvent.objects.create(event_id=entry.event_id, receiver="r", received_at=at)
    return entry


def make_count(at: datetime) -> RateCount:
    return RateCount.objects.create(key=uuid4().hex, window_starts_at=at)


def make_cache_entry(at: datetime) -> CacheEntry:
    return CacheEntry.objects.create(cache_key=uuid4().hex, value="", expires=at)


def make_erasure(at: datetime) -> Erasure:
    return Erasure.objects.create(subject_sha256=uuid4().hex, erased_at=at)


def make_offer(ends_at: datetime) -> Invitation:
    body = Body(organisation_id=make_owner().id)
    offer = make_invitation("b@people.example", body, by=Actor.system(), now=ends_at - days(14))
    assert offer.ends_at == ends_at
    return offer


#: Makes a row that was over at an instant, and how long such rows are kept.
ROWS = {
    "sessions": (make_session, days(0)),
    "kept mail": (make_mail, days(30)),
    "idempotent answers": (make_answer, days(7)),
    "finished tasks": (make_task, days(90)),
    "delivered events": (make_event, days(30)),
    "counts of requests": (make_count, days(1)),
    "cache": (make_cache_entry, days(0)),
    "erasures": (make_erasure, days(400)),
    "invitations": (make_offer, days(30)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROWS)
def test_a_row_goes_when_its_time_is_over_and_not_a_minute_before(name: str) -> None:
    make, keeps = ROWS[name]
    over, not_yet = make(NOW - keeps - A_MINUTE), make(NOW - keeps + A_MINUTE)

    counts = sweep_all(now=NOW)

    left = list(all_rows(type(over)).values_list("pk", flat=True))
    assert (counts[name], left) == (1, [not_yet.pk])


@pytest.mark.django_db
def test_the_proof_that_an_event_was_taken_in_goes_with_the_event() -> None:
    over, not_yet = make_event(NOW - days(31)), make_event(NOW - days(29))

    sweep_all(now=NOW)

    kept = list(ReceivedEvent.objects.values_list("event_id", flat=True))
    assert kept == [not_yet.event_id]
    assert over.event_id != not_yet.event_id


@pytest.mark.django_db
def test_what_waits_or_runs_is_never_over() -> None:
    sample_tasks.add.enqueue(1, 2)
    old = NOW - days(1000)
    OutboxEntry.objects.create(event_name="e", payload={}, recorded_at=old, due_at=old)

    sweep_all(now=datetime.now(UTC) + days(1000))

    assert (TaskRun.objects.unscoped("test").count(), OutboxEntry.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_an_invitation_loses_its_address_when_it_is_over() -> None:
    over, open_still = make_offer(NOW - A_MINUTE), make_offer(NOW + A_MINUTE)

    sweep_all(now=NOW)

    kept = Invitation.objects.unscoped("test").order_by("id").values_list("id", "email")
    assert list(kept) == [(over.id, ""), (open_still.id, "b@people.example")]


@pytest.mark.django_db
def test_sign_ups_that_nobody_confirmed_go_and_no_other_account() -> None:
    owner = make_owner()
    names = ("Never", "Young", "Confirmed", "Seen", "Works")
    people = {name: make_account(name) for name in names}
    users = get_user_model().objects.unscoped("test")
    users.update(joined_at=NOW - days(8))
    users.filter(pk=people["Young"].pk).update(joined_at=NOW - days(6))
    users.filter(pk=people["Seen"].pk).update(last_login=NOW - days(8))
    all_rows("account.EmailAddress").exclude(user=people["Confirmed"]).update(verified=False)
    grant_role(people["Works"].pk, Role.GATE, organisation_id=owner.id, by=Actor.system(), now=NOW)

    counts = sweep_all(now=NOW)

    left = users.order_by("pk").values_list("name", flat=True)
    assert (counts["unconfirmed sign-ups"], list(left)) == (1, list(names[1:]))


@pytest.mark.django_db
@pytest.mark.parametrize(("day_count", "over"), [(1, 365), (3, 365)])
def test_a_trip_without_an_account_goes_a_year_after_its_last_day(
    day_count: int, over: int
) -> None:
    make_programme()
    wishes = make_wishes(day_count=day_count)
    make_trip(wishes)
    last_day = datetime.combine(wishes.starts_on, datetime.min.time(), UTC) + days(day_count - 1)

    early = sweep_all(now=last_day + days(over))
    late = sweep_all(now=last_day + days(over + 1))

    name = "trips of travellers without an account"
    assert (early[name], late[name]) == (0, 1)


@pytest.mark.django_db
def test_a_trip_with_an_account_stays() -> None:
    make_programme()
    make_trip(actor=Actor(subject=make_account().subject))
    make_trip(actor=make_actor())

    sweep_all(now=NOW + days(1000))

    assert Trip.objects.unscoped("test").count() == 1


@pytest.mark.django_db
def test_much_goes_in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH_SIZE", 2)
    monkeypatch.setattr(retention, "PAUSE_SECONDS", 0)
    KeptMail.objects.bulk_create(
        KeptMail(recipient="a@people.example", written_at=NOW - days(31)) for _ in range(5)
    )
    steps: list[int] = []

    counts = sweep_all(now=NOW, between=lambda: steps.append(KeptMail.objects.count()))

    assert (counts["kept mail"], steps) == (5, [3, 1])


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_a_step_asks_the_database_as_often_for_one_row_as_for_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        make_mail(NOW - days(31))
    (kept_mail,) = (each for each in list_retentions() if each.name == "kept mail")
    assert kept_mail.sweep is not None

    # A savepoint and its end, the keys, the rows.
    with django_assert_num_queries(4):
        removed = kept_mail.sweep(NOW, 1000)

    assert removed == count


@pytest.mark.django_db
def test_an_answer_that_is_swept_is_no_answer_any_more() -> None:
    def ask(now: datetime) -> bool:
        return idempotency.run_once(
            lambda: idempotency.Answer(201, {}), scope="s", key="k", body=b"", now=now
        ).is_replay

    first, again = ask(NOW), ask(NOW + days(6))
    sweep_all(now=NOW + days(8))

    assert (first, again, ask(NOW + days(8))) == (False, True, False)


def test_a_period_without_a_sweep_is_refused() -> None:
    with pytest.raises(ValueError, match="a period needs a sweep"):
        Retention(name="x", tables=(), keeps=days(1))


def test_every_table_belongs_to_one_kind() -> None:
    tables = [table for each in list_retentions() for table in each.tables]
    known = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }

    assert sorted(tables) == sorted(set(tables))
    assert known - set(tables) == set()
    assert set(tables) - known == set()


def test_the_page_says_of_each_kind_how_long_it_is_kept() -> None:
    rows = [cells for cells in list_rows(REFERENCE) if len(cells) in (3, 4)]
    told = {cells[0]: int(cells[1].split()[0]) if len(cells) == 4 else None for cells in rows}

    assert told == {
        each.name: each.keeps.days if each.keeps is not None else None for each in list_retentions()
    }


def test_models_of_this_test_are_those_of_the_kinds() -> None:
    swept = {each.name for each in list_retentions() if each.sweep and each.tables}

    assert swept - ROWS.keys() == {"trips of travellers without an account"}
