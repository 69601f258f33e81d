import zlib
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cwt import COSE, COSEKey
from hypothesis import given
from hypothesis import strategies as st

from landsea.cards.engine import base45, token

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key().public_bytes_raw()
KEYS = [("ab12", PUBLIC)]
CLAIMS = token.TokenClaims(
    card_id=UUID(int=1),
    programme_id=UUID(int=2),
    product_id=UUID(int=3),
    issued_at=datetime(2026, 11, 24, 2, tzinfo=UTC),
    valid_from=datetime(2026, 11, 23, 16, tzinfo=UTC),
    valid_until=datetime(2027, 11, 23, 16, tzinfo=UTC),
)


def sign(claims: token.TokenClaims = CLAIMS, kid: str = "ab12") -> str:
    return token.sign(claims, kid=kid, private_key=bytes(range(32)), public_key=PUBLIC)


def test_a_token_says_what_was_signed() -> None:
    assert token.verify(sign(), KEYS) == CLAIMS


def test_the_same_card_gives_the_same_text() -> None:
    assert sign() == sign()


def test_a_plain_reader_of_cose_reads_it() -> None:
    message = zlib.decompress(base45.decode(sign().removeprefix("LS1:")))
    key = COSEKey.new({1: 1, 3: -8, -1: 6, 2: b"ab12", -2: PUBLIC})

    claims = cbor2.loads(COSE.new().decode(message, key))

    assert claims[7] == CLAIMS.card_id.bytes
    assert claims[4] == int(CLAIMS.valid_until.timestamp())


def test_it_fits_the_alphanumeric_mode_of_a_qr_code_of_version_9() -> None:
    # ISO/IEC 18004: version 9 holds 262 alphanumeric characters at error correction M.
    assert len(sign()) <= 262


def test_a_token_of_an_unknown_key_is_forged() -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()

    for keys in ([("ab12", other)], [("cd34", PUBLIC)], []):
        with pytest.raises(token.Forged):
            token.verify(sign(), keys)


def test_changed_claims_are_forged() -> None:
    message = cbor2.loads(zlib.decompress(base45.decode(sign().removeprefix("LS1:"))))
    claims = cbor2.loads(message.value[2])
    claims[4] += 86_400
    parts = [
        message.value[0],
        message.value[1],
        cbor2.dumps(claims, canonical=True),
        message.value[3],
    ]
    packed = zlib.compress(cbor2.dumps(cbor2.CBORTag(18, parts)))

    with pytest.raises(token.Forged):
        token.verify("LS1:" + base45.encode(packed), KEYS)


@given(st.data())
def test_no_changed_character_gets_through(data: st.DataObject) -> None:
    text = sign()
    place = data.draw(st.integers(0, len(text) - 1))
    character = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"))
    changed = text[:place] + character + text[place + 1 :]

    if changed == text:
        assert token.verify(changed, KEYS) == CLAIMS
    else:
        with pytest.raises((token.Forged, token.Unreadable)):
            token.verify(changed, KEYS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "LS1:",
        "hello",
        "LS1:hello",
        "LS1:" + "A" * 4000,  # noise
        sign()[:-9],  # cut
        "LS1:" + base45.encode(zlib.compress(b"\x00" * 100_000)),  # unpacks to too much
        "LS1:" + base45.encode(zlib.compress(b"not cbor")),
        "LS1:" + base45.encode(zlib.compress(cbor2.dumps({1: 2}))),
    ],
)
def test_what_is_no_token_is_unreadable(text: str) -> None:
    with pytest.raises(token.Unreadable):
        token.verify(text, KEYS)


@given(st.text(max_size=200))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    for shown in (text, "LS1:" + text):
        with pytest.raises((token.Forged, token.Unreadable)):
            token.verify(shown, KEYS)


def test_a_signed_message_without_our_claims_is_unreadable() -> None:
    key = COSEKey.new({1: 1, 3: -8, -1: 6, 2: b"ab12", -2: PUBLIC, -4: bytes(range(32))})
    signer = COSE.new(alg_auto_inclusion=True, kid_auto_inclusion=True)
    signed = signer.encode(cbor2.dumps({1: "somebody else"}), key)

    with pytest.raises(token.Unreadable):
        token.verify("LS1:" + base45.encode(zlib.compress(signed)), KEYS)


def test_a_token_from_the_future_is_read_for_the_rules_to_refuse() -> None:
    later = replace(CLAIMS, valid_from=datetime(2030, 1, 1, tzinfo=UTC))

    assert token.verify(sign(later), KEYS) == later
