"""Who is erased is nowhere to be found, and the accounts are right."""

import logging
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db.models import Sum
from django.test import Client

from landsea.cards.models import Card, Posting, Redemption
from landsea.cards.queries import list_statements
from landsea.foundation.actor import Actor
from landsea.foundation.erasing import (
    digest_of,
    erase_again,
    erase_person,
    finish_erasures,
    list_erasures,
)
from landsea.foundation.models import Change, Erasure, TaskRun, User
from landsea.foundation.personal_data import Person, find_person
from landsea.foundation.worker import Worker
from landsea.kernel.errors import LandseaError
from landsea.members.models import RoleAssignment
from landsea.members.queries import list_organisations_by_ids
from landsea.trips.models import Trip
from tests.factories.cards import make_card, make_programme
from tests.factories.members import make_actor
from tests.factories.trips import make_trip
from tests.privacy.people import (
    KnownPerson,
    close_account,
    make_account,
    make_known_person,
    sign_in_as,
)
from tests.privacy.searching import find_in_database, find_in_logs


def erase(person: Person, now: datetime | None = None) -> None:
    erase_person(person, by=Actor.system(), now=now or datetime.now(UTC))
    finish_erasures()


def accounts() -> list[tuple[object, ...]]:
    """Returns what the ledger says: each account with its sums, and each line."""
    sums = Posting.objects.unscoped("test").order_by("debit", "credit")
    lines = Posting.objects.unscoped("test").order_by("id")
    return [
        *sums.values_list("debit", "credit", "currency").annotate(Sum("amount_minor")),
        *lines.values_list(),
    ]


@pytest.mark.django_db
def test_nothing_of_an_erased_person_is_found_and_the_accounts_stay_as_they_were(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    known = make_known_person()
    statement = list_statements(organisation_of(known), actor=Actor.system())
    before = accounts()
    assert find_in_database(*known.markers)

    page = close_account(known.client)
    Worker().run_until_idle()

    assert page.status_code == 302, page.content.decode()
    assert find_in_database(*known.markers) == []
    assert find_in_logs(caplog.records, *known.markers) == []
    assert accounts() == before
    assert list_statements(organisation_of(known), actor=Actor.system()) == statement


def organisation_of(known: KnownPerson) -> UUID:
    owner = known.programme.venue.owner_id
    return list_organisations_by_ids([owner])[owner].public_id


@pytest.mark.django_db
def test_an_erased_persons_cards_no_longer_belong_together() -> None:
    known = make_known_person()

    erase(find_person(known.user.email))

    cards = Card.objects.unscoped("test").filter(pk__in=[card.pk for card in known.cards])
    holders = set(cards.values_list("holder_subject", flat=True))
    acts = Change.objects.unscoped("test").filter(
        row_label="cards.card", row_key__in=[str(card.public_id) for card in known.cards]
    )
    assert len(holders) == 2
    assert known.user.subject not in holders
    assert set(acts.filter(action="take").values_list("actor_subject", flat=True)) == {None}


@pytest.mark.django_db
def test_the_work_of_an_erased_person_is_still_one_persons() -> None:
    known = make_known_person()
    mine = Redemption.objects.unscoped("test").filter(scanned_by=known.user.subject)
    keys = list(mine.values_list("pk", flat=True))

    erase(find_person(known.user.email))

    hands = Redemption.objects.unscoped("test").filter(pk__in=keys).values_list("scanned_by")
    assert len(keys) == 2
    assert len(set(hands)) == 1
    assert (known.user.subject,) not in set(hands)


@pytest.mark.django_db
def test_others_keep_what_is_theirs() -> None:
    known = make_known_person()
    other = make_account("Other")
    browser = sign_in_as(other)
    make_trip(actor=make_actor())
    make_card(known.programme, holder=other.subject)
    before = Trip.objects.unscoped("test").count()

    erase(find_person(known.user.email))

    assert User.objects.unscoped("test").filter(pk=other.pk).exists()
    assert browser.get("/en/account/").status_code == 200
    assert Trip.objects.unscoped("test").count() == before - 1
    assert Card.objects.unscoped("test").filter(holder_subject=other.subject).count() == 1


@pytest.mark.django_db
def test_every_browser_of_an_erased_person_is_signed_out() -> None:
    known = make_known_person()
    elsewhere = sign_in_as(known.user)

    close_account(known.client)

    assert elsewhere.get("/en/account/").status_code == 302
    assert not any(
        each.get_decoded().get("_auth_user_id") == str(known.user.pk)
        for each in Session.objects.order_by("pk")
    )


@pytest.mark.django_db
def test_an_office_is_not_left_alone() -> None:
    known = make_known_person()
    others = RoleAssignment.objects.unscoped("test").exclude(person=known.user)
    others.update(withdrawn_at=datetime.now(UTC))

    page = close_account(known.client)

    text = page.content.decode()
    assert page.status_code == 409
    assert "Nobody else runs the office of Dazu Research Academy." in text
    assert User.objects.unscoped("test").filter(pk=known.user.pk).exists()
    assert known.client.get("/en/account/").status_code == 200


@pytest.mark.django_db
def test_nothing_goes_when_the_last_step_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    known = make_known_person()
    before = find_in_database(*known.markers)
    monkeypatch.setattr(Erasure.objects.__class__, "update_or_create", _broken)

    with pytest.raises(LandseaError):
        erase(find_person(known.user.email))

    # Sessions end first, for finding them takes long; everything else is one transaction.
    assert find_in_database(*known.markers) == [
        place for place in before if place != "django_session, decoded"
    ]


def _broken(*_arguments: object, **_named: object) -> None:
    raise LandseaError


@pytest.mark.django_db
def test_a_traveller_without_an_account_is_erased_with_trips_and_cards(client: Client) -> None:
    programme = make_programme()
    client.post(f"/en/cards/take/{programme.product_id}/")
    subject = Card.objects.unscoped("test").get().holder_subject
    make_trip(actor=Actor(subject=subject))

    page = client.post("/en/account/close/", {"sure": "yes"})
    finish_erasures()

    assert page.status_code == 302
    assert find_in_database(str(subject), subject.hex) == []
    assert not Trip.objects.unscoped("test").exists()
    assert Card.objects.unscoped("test").count() == 1
    assert "Nothing is held about you" in client.get("/en/account/my-data/").content.decode()


@pytest.mark.django_db
def test_an_address_that_was_only_written_to_is_erased() -> None:
    known = make_known_person()

    erase(find_person("New@people.example"))

    assert find_in_database("new@people.example") == []
    assert User.objects.unscoped("test").filter(pk=known.user.pk).exists()


@pytest.mark.django_db
def test_an_erasure_is_noted_without_saying_who() -> None:
    known = make_known_person()

    erase(find_person(known.user.email))

    change = Change.objects.unscoped("test").get(action="erase")
    assert (change.row_label, change.row_key, change.patch) == ("foundation.user", "", {})
    assert [each.digest for each in list_erasures()] == [digest_of(known.user.subject)]
    assert not Erasure.objects.filter(subject__isnull=False).exists()


@pytest.mark.django_db
def test_an_erasure_that_was_broken_off_is_finished_by_the_next_worker() -> None:
    known = make_known_person()
    erase_person(find_person(known.user.email), by=Actor.system(), now=datetime.now(UTC))
    half_way = find_in_database(known.user.subject.hex, str(known.user.subject))

    Worker().run_until_idle()

    assert half_way
    assert find_in_database(*known.markers) == []
    assert TaskRun.objects.unscoped("test").filter(state="failed").count() == 0


@pytest.mark.django_db
def test_who_comes_back_with_an_older_backup_is_erased_again() -> None:
    known, stays = make_known_person(), make_account("Stays")
    digests = [digest_of(known.user.subject), "0" * 64]

    count = erase_again(digests, now=datetime.now(UTC))
    finish_erasures()

    assert count == 1
    assert find_in_database(*known.markers) == []
    assert get_user_model().objects.unscoped("test").filter(pk=stays.pk).exists()
    assert erase_again(digests, now=datetime.now(UTC)) == 0
