"""Base45 (RFC 9285): bytes in the characters that a QR code packs best."""

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}


def encode(data: bytes) -> str:
    """Returns the text for some bytes: three characters for two bytes, two for a last one."""
    characters: list[str] = []
    for start in range(0, len(data) - 1, 2):
        upper, low = divmod(data[start] * 256 + data[start + 1], 45)
        high, middle = divmod(upper, 45)
        characters += _ALPHABET[low], _ALPHABET[middle], _ALPHABET[high]
    if len(data) % 2:
        middle, low = divmod(data[-1], 45)
        characters += _ALPHABET[low], _ALPHABET[middle]
    return "".join(characters)


def decode(text: str) -> bytes:
    """Returns the bytes of a text; raises ValueError for anything that `encode` can't give."""
    if len(text) % 3 == 1:
        raise ValueError("Base45 text of this length is cut.")
    try:
        values = [_VALUES[character] for character in text]
    except KeyError as error:
        raise ValueError(f"Not a base45 character: {error.args[0]!r}.") from None
    data = bytearray()
    for start in range(0, len(values), 3):
        group = values[start : start + 3]
        number = sum(value * 45**place for place, value in enumerate(group))
        size = len(group) - 1
        if number >= 256**size:
            raise ValueError("Base45 group is too large.")
        data += number.to_bytes(size, "big")
    return bytes(data)
