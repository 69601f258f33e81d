"""Cards through the JSON interface."""

from ninja import Router

from landsea.cards.http.accounts import router as accounts
from landsea.cards.http.cards import router as cards
from landsea.cards.http.gate import router as gate
from landsea.cards.http.programmes import router as programmes

router = Router()
router.add_router("/programmes", programmes)
router.add_router("/cards", cards)
router.add_router("", accounts)
router.add_router("/gate", gate)

__all__ = ["router"]
