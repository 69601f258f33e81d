"""What the database itself refuses, on both engines."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from landsea.cards.models import Account, Posting, PostingKind, Redemption
from tests.factories.cards import make_card, make_programme, scan_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting() -> Posting:
    programme = make_programme()
    scan_card(make_card(programme), programme)
    return Posting.objects.get(kind=PostingKind.ADMISSION)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        act()
    return str(error.value)


def test_a_posting_is_never_changed(posting: Posting) -> None:
    assert "never changed or deleted: reverse it" in refused(
        lambda: Posting.objects.update(amount_minor=1)
    )


def test_a_posting_is_never_deleted(posting: Posting) -> None:
    def delete() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM cards_posting")

    assert "never changed or deleted: reverse it" in refused(delete)


def test_both_accounts_are_in_the_postings_currency(posting: Posting) -> None:
    baht = Account.objects.create(
        programme=posting.debit.programme, kind=posting.debit.kind, currency="THB"
    )

    message = refused(
        lambda: Posting.objects.create(
            kind=PostingKind.REVERSAL,
            debit=posting.credit,
            credit=baht,
            amount_minor=1,
            currency="CNY",
            reverses=posting,
            accounted_on=posting.accounted_on,
            posted_at=posting.posted_at,
        )
    )

    assert "in its currency" in message


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"amount_minor": 0}, "a_posting_moves_something"),
        ({"amount_minor": -5}, "a_posting_moves_something"),
        ({}, "an_admission_is_posted_once"),
        ({"redemption": None}, "a_posting_names_its_cause"),
        ({"rule_version": None}, "a_posting_names_its_cause"),
    ],
)
def test_a_wrong_posting_is_refused(
    posting: Posting, changes: dict[str, object], constraint: str
) -> None:
    fields: dict[str, object] = {
        "kind": PostingKind.ADMISSION,
        "debit": posting.debit,
        "credit": posting.credit,
        "amount_minor": 5200,
        "currency": "CNY",
        "redemption": posting.redemption,
        "rule_version": 1,
        "accounted_on": posting.accounted_on,
        "posted_at": posting.posted_at,
    }

    message = refused(lambda: Posting.objects.create(**(fields | changes)))

    # SQLite names the column of a unique index, not the index.
    assert constraint in message or "cards_posting.redemption_id" in message


def test_one_use_is_redeemed_once_whatever_the_code_does(posting: Posting) -> None:
    first = posting.redemption
    assert first is not None

    message = refused(
        lambda: Redemption.objects.create(
            entitlement=first.entitlement,
            organisation=first.organisation,
            method=first.method,
            admitted_at=first.admitted_at,
            time_zone=first.time_zone,
            local_date=first.local_date,
            quota_window=first.quota_window,
            use_number=first.use_number,
        )
    )

    assert "a_use_is_redeemed_once" in message or "cards_redemption.use_number" in message
