"""The tables of cards."""

from landsea.cards.models.card import Card, Entitlement
from landsea.cards.models.ledger import Account, Posting, PostingKind
from landsea.cards.models.programme import Benefit, CardProduct, CardProgramme, ProductKind
from landsea.cards.models.redemption import Gate, Redemption, ScanMethod

__all__ = [
    "Account",
    "Benefit",
    "Card",
    "CardProduct",
    "CardProgramme",
    "Entitlement",
    "Gate",
    "Posting",
    "PostingKind",
    "ProductKind",
    "Redemption",
    "ScanMethod",
]
