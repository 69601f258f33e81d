"""The pages of cards: shop, card, gate, statements."""

from landsea.cards.pages.cards import card, shop, take
from landsea.cards.pages.gate import gate, pay, void
from landsea.cards.pages.statements import statement, statements

__all__ = ["card", "gate", "pay", "shop", "statement", "statements", "take", "void"]
