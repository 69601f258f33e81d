"""The signed text in a card's QR code: a CBOR Web Token under COSE (RFC 8392, RFC 9052).

Text = "LS1:" + base45(zlib(COSE_Sign1(claims))), the packing of the EU's health certificates
(eHealth Network, HCERT 1.0.5), which fits a card into QR version 9 and needs no network to check.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import cbor2
from cwt import COSE, COSEKey
from cwt.exceptions import CWTError

from landsea.cards.engine import base45

PREFIX = "LS1:"
#: Longest text that is looked at; a real one has about 300 characters.
MAX_LENGTH = 2000
_MAX_BYTES = 4000

# Claim labels: CWT's registered ones, and two from its range for private use.
_EXPIRES, _NOT_BEFORE, _ISSUED, _ID = 4, 5, 6, 7
_PROGRAMME, _PRODUCT = -70001, -70002


class Unreadable(ValueError):
    """The text is not a card token at all."""


class Forged(ValueError):
    """The token's signature does not hold under any key that we know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenClaims:
    """What a card's QR code states."""

    card_id: UUID
    programme_id: UUID
    product_id: UUID
    issued_at: datetime
    valid_from: datetime
    valid_until: datetime


def sign(claims: TokenClaims, *, kid: str, private_key: bytes, public_key: bytes) -> str:
    """Returns the token text for claims, signed with an Ed25519 key (32 raw bytes each)."""
    key = COSEKey.new({1: 1, 3: -8, -1: 6, 2: kid.encode(), -2: public_key, -4: private_key})
    payload = cbor2.dumps(
        {
            _EXPIRES: int(claims.valid_until.timestamp()),
            _NOT_BEFORE: int(claims.valid_from.timestamp()),
            _ISSUED: int(claims.issued_at.timestamp()),
            _ID: claims.card_id.bytes,
            _PROGRAMME: claims.programme_id.bytes,
            _PRODUCT: claims.product_id.bytes,
        },
        canonical=True,
    )
    signed = COSE.new(alg_auto_inclusion=True, kid_auto_inclusion=True).encode(payload, key)
    return PREFIX + base45.encode(zlib.compress(signed, 9))


def verify(text: str, keys: Iterable[tuple[str, bytes]]) -> TokenClaims:
    """Returns the claims of a token signed by one of the keys (key id, public key).

    Says nothing about time: whether the card is valid now is a rule of admission.
    Raises Unreadable for what is no token and Forged for a signature that does not hold.
    """
    signed = _unpack(text)
    known = [COSEKey.new({1: 1, 3: -8, -1: 6, 2: kid.encode(), -2: key}) for kid, key in keys]
    if not known:
        raise Forged("There is no key that a card could have been signed with.")
    try:
        payload = COSE.new().decode(signed, known)
    except (CWTError, ValueError) as error:
        raise Forged(str(error)) from error
    return _claims(payload)


def _unpack(text: str) -> bytes:
    if not text.startswith(PREFIX) or len(text) > MAX_LENGTH:
        raise Unreadable("This is not the text of a card.")
    try:
        packed = base45.decode(text.removeprefix(PREFIX))
        unpacker = zlib.decompressobj()
        signed = unpacker.decompress(packed, _MAX_BYTES)
        message = cbor2.loads(signed)
    except (ValueError, zlib.error, cbor2.CBORDecodeError, EOFError) as error:
        raise Unreadable(str(error)) from error
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise Unreadable("The text of the card is cut or too long.")
    if not isinstance(message, cbor2.CBORTag) or message.tag != 18:
        raise Unreadable("This is not a signed message.")
    return signed


def _claims(payload: bytes) -> TokenClaims:
    try:
        claims = cbor2.loads(payload)
        return TokenClaims(
            card_id=UUID(bytes=claims[_ID]),
            programme_id=UUID(bytes=claims[_PROGRAMME]),
            product_id=UUID(bytes=claims[_PRODUCT]),
            issued_at=datetime.fromtimestamp(claims[_ISSUED], UTC),
            valid_from=datetime.fromtimestamp(claims[_NOT_BEFORE], UTC),
            valid_until=datetime.fromtimestamp(claims[_EXPIRES], UTC),
        )
    except (KeyError, TypeError, ValueError, OverflowError, cbor2.CBORDecodeError) as error:
        raise Unreadable(f"The card's claims can't be read: {error}.") from error
