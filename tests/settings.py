"""The settings that tests run with: the shipped ones, in a data folder that is thrown away."""

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

# Before the shipped settings are read: a test must never touch the data of the person who runs it.
_folder = Path(tempfile.mkdtemp(prefix="landsea-test-"))
_owner = os.getpid()
os.environ["LANDSEA_DATA"] = str(_folder)

# Compiled code is kept between runs, but only while no engine has changed: numba does not notice
# that a function which another file calls was edited.
_root = Path(__file__).resolve().parent.parent
_digest = hashlib.sha256()
for _source in sorted(_root.glob("src/landsea/*/engine/**/*.py")):
    _digest.update(_source.read_bytes())
# Out of bounds, an index ends the test with an error, not the process or a figure with another's.
os.environ["NUMBA_BOUNDSCHECK"] = "1"
_compiled = _root / ".pytest_cache/compiled-with-bounds"
os.environ["NUMBA_CACHE_DIR"] = str(_compiled / _digest.hexdigest()[:16])
for _stale in set(_compiled.glob("*")) - {Path(os.environ["NUMBA_CACHE_DIR"])}:
    shutil.rmtree(_stale, ignore_errors=True)


def _remove_folder() -> None:
    # A forked child ends too, while the tests still go on.
    if os.getpid() == _owner:
        shutil.rmtree(_folder, ignore_errors=True)


atexit.register(_remove_folder)

from landsea.settings import *  # noqa: E402, F403 -- after the folder is set
from landsea.settings import DATABASES  # noqa: E402

# Slow on purpose in the shipped settings; no test is about the hash itself.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: only a file has the locks that the shipped database has.
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
