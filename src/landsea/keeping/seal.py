"""A file whose last bytes are the digest of all that comes before them."""

import hashlib
from typing import BinaryIO

CHUNK_BYTES = 256 * 1024
DIGEST_LENGTH = 64
#: Holds the digest's place while the file is written.
PLACE = b"0" * DIGEST_LENGTH


class SealedWriter:
    """Writes once through, from start to end, and knows the digest of all but the last bytes.

    It can't be sought in: an archive that is written to it stays in one order.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._held = b""

    def write(self, data: bytes) -> int:
        known = self._held + bytes(data)
        self._digest.update(known[:-DIGEST_LENGTH])
        self._held = known[-DIGEST_LENGTH:]
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def seal(self) -> str:
        """Writes the digest over the place that was held for it, and returns it."""
        if self._held != PLACE:
            raise ValueError("The file does not end with the place of its digest.")
        sealed = self._digest.hexdigest()
        self._file.seek(-DIGEST_LENGTH, 2)
        self._file.write(sealed.encode())
        return sealed


def is_sealed(file: BinaryIO) -> bool:
    """Says whether a file ends with the digest of what is before, byte for byte."""
    digest, held = hashlib.sha256(), b""
    file.seek(0)
    while chunk := file.read(CHUNK_BYTES):
        known = held + chunk
        digest.update(known[:-DIGEST_LENGTH])
        held = known[-DIGEST_LENGTH:]
    return held == digest.hexdigest().encode()
