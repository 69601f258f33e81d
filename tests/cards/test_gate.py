from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from landsea.cards.engine.rules import Outcome, QuotaPeriod, Rule
from landsea.cards.errors import NoSuchVenueHere, ScanIdReused
from landsea.cards.events import AdmissionRecorded
from landsea.cards.models import Posting, PostingKind, Redemption
from landsea.cards.services.gate import ScanResult
from landsea.cards.services.tokens import token_of
from landsea.foundation import keys
from landsea.foundation.actor import Role
from landsea.foundation.models import OutboxEntry, SigningKey
from landsea.kernel.money import Money
from landsea.kernel.periods import Period
from tests.factories.cards import make_card, make_programme, scan_card
from tests.factories.library import make_owner, make_place
from tests.factories.members import NOW, make_actor

pytestmark = pytest.mark.django_db


def outcome(result: ScanResult) -> tuple[Outcome, Rule]:
    return result.verdict.outcome, result.verdict.rule


def nothing_was_written() -> bool:
    admissions = Posting.objects.filter(kind=PostingKind.ADMISSION)
    return not (Redemption.objects.exists() or admissions.exists() or OutboxEntry.objects.exists())


def test_an_admission_writes_redemption_posting_and_event_together() -> None:
    programme = make_programme(rate=Money.of(52, "CNY"))
    card = make_card(programme)

    result = scan_card(card, programme)

    assert outcome(result) == (Outcome.ADMITTED, Rule.BENEFIT)
    redemption = Redemption.objects.get()
    assert redemption.public_id == result.scan_id
    assert redemption.local_date.isoformat() == "2026-11-24"
    posting = Posting.objects.get(kind=PostingKind.ADMISSION)
    assert (posting.redemption, posting.amount_minor, posting.currency) == (redemption, 5200, "CNY")
    assert posting.credit.organisation_id == programme.venue.owner_id
    entry = OutboxEntry.objects.get()
    event = AdmissionRecorded.from_payload(entry.payload)
    assert (event.admission_id, event.venue_id) == (result.scan_id, programme.venue.public_id)


def test_the_number_admits_like_the_code() -> None:
    programme = make_programme()
    card = make_card(programme)

    result = scan_card(card, programme, code=card.number.lower())

    assert result.verdict.is_admitted


def test_a_second_scan_on_the_same_day_is_refused_with_the_time_of_the_first() -> None:
    programme = make_programme()
    card = make_card(programme)
    scan_card(card, programme)

    result = scan_card(card, programme, now=NOW + timedelta(hours=1))

    assert outcome(result) == (Outcome.REFUSED, Rule.ONCE_A_DAY)
    assert result.verdict.details == {"uses": 1, "last_used": NOW}
    assert Redemption.objects.count() == 1


def test_once_a_day_is_counted_on_the_venues_date() -> None:
    # 15:50 and 16:10 UTC are 23:50 and 00:10 in Chongqing: two days there, one in London.
    programme = make_programme()
    card = make_card(programme)
    evening = datetime(2026, 11, 24, 15, 50, tzinfo=UTC)
    scan_card(card, programme, now=evening)

    result = scan_card(card, programme, now=evening + timedelta(minutes=20))

    assert result.verdict.is_admitted


def test_a_single_use_is_gone_the_next_day_too() -> None:
    programme = make_programme(per=QuotaPeriod.EVER)
    card = make_card(programme)
    scan_card(card, programme)

    result = scan_card(card, programme, now=NOW + timedelta(days=1))

    assert outcome(result) == (Outcome.REFUSED, Rule.ONCE)


def test_the_same_scan_sent_again_gets_the_same_answer_and_admits_nobody_twice() -> None:
    programme = make_programme(per=QuotaPeriod.EVER)
    card = make_card(programme)
    scan_id = uuid4()
    scan_card(card, programme, scan_id=scan_id)

    again = scan_card(card, programme, scan_id=scan_id)

    assert again.verdict.is_admitted
    assert again.is_replay
    assert Redemption.objects.count() == 1
    assert OutboxEntry.objects.count() == 1


def test_a_scan_id_is_not_lent_to_another_card() -> None:
    programme = make_programme()
    scan_id = uuid4()
    scan_card(make_card(programme), programme, scan_id=scan_id)

    with pytest.raises(ScanIdReused):
        scan_card(make_card(programme), programme, scan_id=scan_id)

    assert Redemption.objects.count() == 1


def test_an_unpaid_card_waits() -> None:
    programme = make_programme()
    card = make_card(programme, is_paid=False)

    result = scan_card(card, programme)

    assert outcome(result) == (Outcome.WAIT, Rule.PAID)
    assert nothing_was_written()


def test_an_expired_card_is_refused_with_its_last_day() -> None:
    programme = make_programme()
    card = make_card(programme)

    result = scan_card(card, programme, now=NOW + timedelta(days=400))

    assert outcome(result) == (Outcome.REFUSED, Rule.EXPIRED)
    assert result.verdict.details == {"last_day": date(2027, 11, 23)}
    assert nothing_was_written()


def test_a_season_to_come_waits() -> None:
    winter = Period.months(NOW.date().replace(month=12, day=1), 3)
    programme = make_programme(season=winter)
    card = make_card(programme)

    result = scan_card(card, programme)

    assert outcome(result) == (Outcome.WAIT, Rule.NOT_YET_VALID)
    assert nothing_was_written()


def test_a_card_of_another_programme_is_told_so() -> None:
    here = make_programme("here")
    there = make_programme("there", venue=make_place("other", owner=make_owner("other-owner")))

    result = scan_card(make_card(there), here)

    assert outcome(result) == (Outcome.REFUSED, Rule.PROGRAMME)
    assert nothing_was_written()


@pytest.mark.parametrize("code", ["", "hello", "LS1:", "LS1:%%%", "x" * 5000, "大足"])
def test_what_is_no_card_is_unreadable(code: str) -> None:
    programme = make_programme()
    card = make_card(programme)

    result = scan_card(card, programme, code=code)

    assert outcome(result) == (Outcome.REFUSED, Rule.READABLE)
    assert nothing_was_written()


def test_a_code_signed_with_a_key_of_somebody_else_is_forged() -> None:
    programme = make_programme()
    card = make_card(programme)
    text = token_of(card.public_id, now=NOW)
    SigningKey.objects.update(public_key=bytes(32))

    result = scan_card(card, programme, code=text)

    assert outcome(result) == (Outcome.REFUSED, Rule.SIGNATURE)
    assert nothing_was_written()


def test_after_a_rotation_cards_shown_before_are_still_admitted() -> None:
    programme = make_programme()
    card = make_card(programme)
    text = token_of(card.public_id, now=NOW)
    keys.rotate_signing_key("card", programme.public_id, now=NOW)

    assert scan_card(card, programme, code=text).verdict.is_admitted
    assert token_of(card.public_id, now=NOW) != text


def test_staff_of_another_venue_may_not_scan_here() -> None:
    programme = make_programme()
    card = make_card(programme)
    other = make_owner("other-owner")
    stranger = make_actor(Role.GATE, organisation_id=other.id)

    with pytest.raises(NoSuchVenueHere):
        scan_card(
            card,
            type(programme)(
                public_id=programme.public_id,
                product_id=programme.product_id,
                venue=programme.venue,
                staff=stranger,
            ),
        )

    assert nothing_was_written()
