from datetime import timedelta

import pytest

from landsea.cards.errors import AlreadyVoided, VoidNeedsReason, VoidTooLate
from landsea.cards.models import Posting, PostingKind, Redemption
from landsea.cards.queries import list_statements
from landsea.cards.services.voiding import void_admission
from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import Change, OutboxEntry
from landsea.kernel.errors import LandseaError, NotFound
from landsea.kernel.money import Money
from landsea.members.queries import list_organisations_by_ids
from tests.factories.cards import Programme, make_card, make_programme, scan_card
from tests.factories.library import make_owner
from tests.factories.members import NOW, make_actor

pytestmark = pytest.mark.django_db


def admit(programme: Programme) -> Redemption:
    scan_card(make_card(programme), programme)
    return Redemption.objects.get()


def test_a_scan_taken_back_frees_the_use_and_reverses_the_posting() -> None:
    programme = make_programme()
    card = make_card(programme)
    first = scan_card(card, programme)

    void_admission(first.scan_id, reason="scanned twice", by=programme.staff, now=NOW)

    postings = list(Posting.objects.exclude(kind=PostingKind.SALE).order_by("id"))
    assert [posting.kind for posting in postings] == ["admission", "reversal"]
    assert postings[1].reverses == postings[0]
    assert (postings[1].debit, postings[1].credit) == (postings[0].credit, postings[0].debit)
    assert OutboxEntry.objects.filter(event_name="cards.admission-voided").count() == 1
    assert Change.objects.filter(action="void").count() == 1
    assert scan_card(card, programme).verdict.is_admitted


def test_the_statement_shows_both_lines_and_their_sum_is_nothing() -> None:
    programme = make_programme()
    redemption = admit(programme)
    void_admission(redemption.public_id, reason="wrong card", by=programme.staff, now=NOW)
    owner = list_organisations_by_ids([programme.venue.owner_id])[programme.venue.owner_id]

    statement = list_statements(owner.public_id, actor=Actor.system())[0]

    amounts = [line.amount.amount_minor for line in statement.lines]
    assert amounts == [-19800, 5200, -5200]
    assert statement.totals == (Money(-19800, "CNY"),)


@pytest.mark.parametrize(
    ("minutes", "error"), [(0, None), (10, None), (10.01, VoidTooLate), (600, VoidTooLate)]
)
def test_a_scan_can_be_taken_back_for_ten_minutes(
    minutes: float, error: type[LandseaError] | None
) -> None:
    programme = make_programme()
    redemption = admit(programme)
    later = NOW + timedelta(minutes=minutes)

    if error is None:
        void_admission(redemption.public_id, reason="mistake", by=programme.staff, now=later)
    else:
        with pytest.raises(error):
            void_admission(redemption.public_id, reason="mistake", by=programme.staff, now=later)

    redemption.refresh_from_db()
    assert (redemption.voided_at is None) == (error is not None)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_scan_is_not_taken_back_without_a_reason(reason: str) -> None:
    programme = make_programme()
    redemption = admit(programme)

    with pytest.raises(VoidNeedsReason):
        void_admission(redemption.public_id, reason=reason, by=programme.staff, now=NOW)


def test_a_scan_is_taken_back_once() -> None:
    programme = make_programme()
    redemption = admit(programme)
    void_admission(redemption.public_id, reason="mistake", by=programme.staff, now=NOW)

    with pytest.raises(AlreadyVoided):
        void_admission(redemption.public_id, reason="mistake", by=programme.staff, now=NOW)

    assert Posting.objects.filter(kind=PostingKind.REVERSAL).count() == 1


def test_staff_of_another_venue_may_not_take_it_back() -> None:
    programme = make_programme()
    redemption = admit(programme)
    stranger = make_actor(Role.GATE, organisation_id=make_owner("other-owner").id)

    with pytest.raises(NotFound):
        void_admission(redemption.public_id, reason="mistake", by=stranger, now=NOW)

    redemption.refresh_from_db()
    assert redemption.voided_at is None


def test_what_was_never_admitted_can_not_be_taken_back() -> None:
    programme = make_programme()

    with pytest.raises(NotFound):
        void_admission(programme.public_id, reason="mistake", by=programme.staff, now=NOW)
