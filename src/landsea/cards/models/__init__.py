"""The tables of cards."""

from landsea.cards.models.card import AgeBand, Card, Entitlement
from landsea.cards.models.ledger import Account, Posting, PostingKind
from landsea.cards.models.programme import Benefit, CardProduct, CardProgramme, ProductKind
from landsea.cards.models.redemption import Gate, Redemption, ScanMethod
from landsea.cards.models.visibility import SCOPES

__all__ = [
    "SCOPES",
    "Account",
    "AgeBand",
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
