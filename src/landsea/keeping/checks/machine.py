"""The machine and the installation on it: versions, disk, secrets, clock, settings, backups."""

import os
import re
import shutil
import stat
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from django.conf import settings

from landsea import __version__
from landsea.keeping.backups import read_journal
from landsea.keeping.checks.findings import Finding, Findings, attention, bad, ok
from landsea.keeping.secret_marks import are_secrets_given, secret_path

#: The version that the lock was made for and that everything is tested on.
PYTHON = (3, 11)
#: Beside the sources, where this is a checkout.
_LOCK = Path(__file__).parents[4] / "requirements.lock"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_LEAST_FREE_BYTES = 200_000_000
_ENOUGH_FREE_BYTES = 1_000_000_000
_SHORT_SECRET = 32
_LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]", "testserver"}
_OLD_BACKUP = timedelta(days=2)
#: No machine that runs this is in an earlier year.
_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)


def check_versions() -> Findings:
    """Looks whether Python and the libraries are those that Landsea is tested with."""
    python = ".".join(str(number) for number in sys.version_info[:3])
    if sys.version_info[:2] == PYTHON:
        yield ok("versions", f"Landsea {__version__}, Python {python}")
    else:
        wanted = ".".join(str(number) for number in PYTHON)
        yield attention(
            "versions",
            f"Landsea {__version__} runs on Python {python}",
            f"Use Python {wanted}, on which it is tested.",
        )
    if missing := list(_list_missing()):
        yield bad("libraries", f"missing: {', '.join(missing)}", "Install Landsea anew.")
    if not _LOCK.is_file():
        return
    others = list(_list_others(_LOCK.read_text(encoding="utf-8")))
    if others:
        yield attention(
            "libraries",
            f"other versions than in requirements.lock: {', '.join(others)}",
            "Run `make environment`.",
        )
    elif not missing:
        yield ok("libraries", "as in requirements.lock")


def check_data_folder() -> Findings:
    """Looks whether the data folder can be written to, has room, and is closed to others."""
    folder = Path(settings.LANDSEA_DATA)
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"landsea")
    except OSError as error:
        yield bad("data folder", f"{folder}: {error.strerror}", "Let Landsea write to it.")
        return
    free = shutil.disk_usage(folder).free
    said = f"{folder}, {free / 1e9:,.1f} GB free"
    if free < _LEAST_FREE_BYTES:
        yield bad("data folder", said, "Make room: admissions will soon fail.")
    elif free < _ENOUGH_FREE_BYTES:
        yield attention("data folder", said, "Make room.")
    else:
        yield ok("data folder", said)
    if _is_open_to_others(folder):
        yield attention(
            "data folder", "other users of this machine can look into it", f"chmod 700 {folder}"
        )


def check_secrets() -> Findings:
    """Looks whether the secrets are long and closed to others."""
    if any(len(secret) < _SHORT_SECRET for secret in settings.LANDSEA_SECRETS):
        yield attention(
            "secrets",
            f"one of them has fewer than {_SHORT_SECRET} characters",
            "Put a longer one before it, seal anew (`landsea rotate_keys --seal-only`),"
            " then drop the short one.",
        )
    if are_secrets_given():
        yield ok("secrets", f"{len(settings.LANDSEA_SECRETS)}, from LANDSEA_SECRETS")
    elif _is_open_to_others(secret_path()):
        yield bad(
            "secrets",
            f"others can read {secret_path()}",
            f"chmod 600 {secret_path()}, and make new keys: `landsea rotate_keys`.",
        )
    else:
        yield ok("secrets", f"{secret_path()}, for its owner only")


def check_settings() -> Findings:
    """Looks for settings that are dangerous where others can reach Landsea."""
    hosts = set(settings.ALLOWED_HOSTS)
    faults = list(_list_setting_faults(hosts, is_public=bool(hosts - _LOCAL_HOSTS)))
    yield from faults
    if not faults:
        yield ok("settings", f"hosts: {', '.join(sorted(hosts))}")


def check_backups(*, now: datetime) -> Findings:
    """Looks when the last backup was taken on this machine."""
    last = read_journal()
    if settings.LANDSEA_DEMO:
        yield ok("backups", "a demonstration needs none")
    elif last is None:
        yield attention(
            "backups",
            "none was taken on this machine",
            "Run `landsea backup FILE` every day, and keep the files on another machine.",
        )
    else:
        taken_at, file = last
        said = f"the last one {taken_at:%Y-%m-%d %H:%M} UTC, {file}"
        if now - taken_at > _OLD_BACKUP:
            yield attention("backups", said, "See why no newer one was taken.")
        else:
            yield ok("backups", said)


def check_clock(*, now: datetime, latest: datetime | None) -> Findings:
    """Looks whether the machine's clock can be right; `latest` is the newest time in the rows."""
    said = f"{now:%Y-%m-%d %H:%M:%S} UTC"
    mend = "Set the machine's clock, and let it follow a time server."
    if now < _EARLIEST:
        yield bad("clock", said, mend)
    elif latest is not None and latest > now + timedelta(minutes=5):
        yield bad("clock", f"{said}, but a row was written {latest:%Y-%m-%d %H:%M:%S} UTC", mend)
    else:
        yield ok("clock", said)


def _list_setting_faults(hosts: set[str], *, is_public: bool) -> Iterator[Finding]:
    if "*" in hosts:
        yield bad("settings", "LANDSEA_HOSTS takes every name", "Name the hosts.")
    if settings.DEBUG:
        judge = bad if is_public else attention
        yield judge("settings", "LANDSEA_DEBUG is on", "Set it off: errors show their inside.")
    if settings.LANDSEA_DEMO and is_public:
        yield bad(
            "settings",
            "LANDSEA_DEMO is on, with hosts that others can reach",
            "Set it off where there are real people: any visitor may take any role.",
        )
    if is_public and not settings.USE_TLS:
        yield attention(
            "settings",
            "LANDSEA_TLS is off, with hosts that others can reach",
            "Put a proxy in front that ends TLS, and set LANDSEA_TLS.",
        )


def _list_missing() -> Iterator[str]:
    try:
        wanted = requires("landsea") or []
    except PackageNotFoundError:  # run from its sources
        return
    for requirement in wanted:
        name = _NAME.match(requirement)
        if name is not None and "extra ==" not in requirement and _version(name[0]) is None:
            yield name[0]


def _list_others(lock: str) -> Iterator[str]:
    locked: defaultdict[str, set[str]] = defaultdict(set)
    for name, each in _LOCKED.findall(lock):
        locked[name].add(each)  # one for each version of Python
    for name, versions in locked.items():
        installed = _version(name)
        if installed is not None and installed not in versions:
            yield f"{name} {installed}, not {' or '.join(sorted(versions))}"


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _is_open_to_others(path: Path) -> bool:
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
