"""What cards ask of the world outside: somebody who takes the traveller's money."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from landsea.kernel.money import Money


class PaymentState(StrEnum):
    """How far a payment is."""

    DUE_AT_COUNTER = "due-at-counter"  #: any member of the programme takes it in cash
    PAID = "paid"  #: the money has come


@dataclass(frozen=True, slots=True)
class PaymentStep:
    """What the payment provider says must happen next."""

    state: PaymentState


class Payments(Protocol):
    """A payment provider."""

    def request(self, *, card_id: UUID, amount: Money) -> PaymentStep:
        """Asks for a card's price; called in the transaction that makes the card."""
        ...


@cache
def payments() -> Payments:
    """Returns the provider that the installation has chosen."""
    return cast(Payments, import_string(settings.LANDSEA_PORTS["payments"])())
