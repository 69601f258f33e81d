"""The embedded payment provider: the traveller pays at a member's counter."""

from uuid import UUID

from landsea.cards.ports import PaymentState, PaymentStep
from landsea.kernel.money import Money


class PayAtTheCounter:
    """Leaves the card unpaid until a member's staff has taken the money."""

    def request(self, *, card_id: UUID, amount: Money) -> PaymentStep:
        return PaymentStep(PaymentState.DUE_AT_COUNTER)
