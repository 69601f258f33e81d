"""Compiled code is named by its source, without loading the compiler."""

import subprocess
import sys
from pathlib import Path

import pytest

from landsea.trips.engine import fingerprint


def test_a_changed_kernel_file_has_another_fingerprint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = fingerprint.kernel_fingerprint()
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"another kernel")

    assert fingerprint.kernel_fingerprint() != before


@pytest.mark.slow
def test_the_fingerprint_is_told_without_the_compiler() -> None:
    program = (
        "import sys\n"
        "from landsea.trips.engine.fingerprint import kernel_fingerprint\n"
        "kernel_fingerprint()\n"
        "sys.exit('numba' in sys.modules)\n"
    )

    finished = subprocess.run([sys.executable, "-c", program], check=False)

    assert finished.returncode == 0
