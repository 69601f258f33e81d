"""The installation's own secret, made at the first start when the deployer gives none."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def load_or_create_secret(folder: Path) -> str:
    """Returns the secret kept in the data folder, making it readable by its owner only."""
    path = folder / "secret.key"
    if not path.exists():
        _create(path)
    return path.read_text().strip()


def replace_secret(path: Path, secret: str) -> None:
    """Writes a secret that another installation has made, over the one that may be there."""
    _draft(path, secret.strip()).replace(path)


def _create(path: Path) -> None:
    draft = _draft(path, secrets.token_urlsafe(48))
    try:
        with suppress(FileExistsError):  # another process was faster: its secret counts
            path.hardlink_to(draft)
    finally:
        draft.unlink()


def _draft(path: Path, secret: str) -> Path:
    # Written in full before it gets its name: server and worker start in the same moment, and
    # neither may read half a secret, nor an empty one. `mkstemp` lets its owner alone read.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    draft = Path(name)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secret + "\n")
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink()
        raise
    return draft
