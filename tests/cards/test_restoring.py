from uuid import UUID

import pytest

from landsea.cards.models import Card
from landsea.cards.services.selling import block_card
from landsea.foundation.actor import Role
from landsea.foundation.models import Change
from landsea.foundation.undo import NotReversible, undo_batch, why_not
from tests.factories.cards import make_card, make_programme, scan_card
from tests.factories.members import NOW, make_actor, make_alliance

pytestmark = pytest.mark.django_db


def latest(action: str) -> UUID:
    return Change.objects.filter(action=action).latest("id").batch


def test_a_blocked_card_is_freed_and_blocked_again() -> None:
    card = make_card(make_programme())
    office = make_actor(Role.OFFICE, alliance_id=make_alliance().id)
    block_card(card.public_id, reason="stolen", by=office, now=NOW)

    undoing = undo_batch(latest("block"), by=office, now=NOW)
    freed = Card.objects.get().blocked_at
    undo_batch(undoing, by=office, now=NOW)

    assert freed is None
    assert Card.objects.get().blocked_at == NOW


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("admit", "The visitor is inside. A scan is taken back at the gate, with a reason."),
        ("pay", "A card that was taken or paid stays: block it."),
    ],
)
def test_money_and_admissions_say_why_they_stay(action: str, reason: str) -> None:
    programme = make_programme()
    scan_card(make_card(programme), programme)
    office = make_actor(Role.OFFICE, alliance_id=make_alliance().id)

    with pytest.raises(NotReversible):
        undo_batch(latest(action), by=office, now=NOW)
    assert why_not(latest(action), actor=office) == reason
