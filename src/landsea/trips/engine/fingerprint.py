"""Which compiled code this is, told without loading the compiler."""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from sys import version_info


def kernel_fingerprint() -> str:
    """Returns a name for the kernels' source, numba's and Python's version: a key for the cache.

    numba looks only at the time and size of a file, so a cache folder of each fingerprint's own is
    what keeps a changed kernel from being answered by an old one.
    """
    source = Path(__file__).with_name("kernels.py").read_bytes()
    tools = f"numba {version('numba')} python {version_info.major}.{version_info.minor}"
    return sha256(source + tools.encode()).hexdigest()[:16]
