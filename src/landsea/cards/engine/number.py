"""Card numbers that people read out and type: ten characters and a check character."""

import secrets

#: Crockford's base 32: no I, L, O or U, so that nothing is mistaken for 1 or 0.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 10
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def make_card_number() -> str:
    """Returns a new random number of 50 bits with its check character, without hyphens."""
    while True:
        body = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        # Five of the 37 check values have no letter or digit: such numbers are not given out.
        if check := _check_character(body):
            return body + check


def read_card_number(typed: str) -> str | None:
    """Returns the number that somebody typed, or None when its check character is wrong.

    The check modulo 37 finds every single wrong character and every swap of two neighbours.
    """
    text = typed.strip().upper().translate(_MISREAD)
    body, check = text[:-1], text[-1:]
    if len(body) != _LENGTH or any(character not in _ALPHABET for character in body):
        return None
    return text if check and _check_character(body) == check else None


def grouped(number: str) -> str:
    """Returns the number in groups that are easy to read out: 7K3F-9Q2M-XTC."""
    return "-".join((number[:4], number[4:8], number[8:]))


def _check_character(body: str) -> str:
    value = 0
    for character in body:
        value = value * 32 + _ALPHABET.index(character)
    return _ALPHABET[value % 37 : value % 37 + 1]
