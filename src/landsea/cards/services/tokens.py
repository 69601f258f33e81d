"""The signed text that a card shows as a QR code."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from landsea.cards.engine import token
from landsea.cards.models import Card
from landsea.cards.services.gate import KEY_PURPOSE
from landsea.foundation import keys
from landsea.kernel.errors import NotFound


def token_of(card_id: UUID, *, now: datetime) -> str:
    """Returns the text of a card's QR code: the same card and key give the same text."""
    cards = Card.objects.unscoped("the caller has the card").select_related("product__programme")
    card = cards.filter(public_id=card_id).first()
    if card is None:
        raise NotFound
    programme = card.product.programme
    pair = keys.ensure_signing_key(KEY_PURPOSE, programme.public_id, now=now)
    public_key = Ed25519PrivateKey.from_private_bytes(pair.private_key).public_key()
    claims = token.TokenClaims(
        card_id=card.public_id,
        programme_id=programme.public_id,
        product_id=card.product.public_id,
        issued_at=card.taken_at,
        valid_from=_midnight(card.valid_from, programme.time_zone),
        valid_until=_midnight(card.ends_on, programme.time_zone),
    )
    return token.sign(
        claims,
        kid=pair.kid,
        private_key=pair.private_key,
        public_key=public_key.public_bytes_raw(),
    )


def _midnight(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(time_zone))
