"""An installation that is set up as the guide says has nothing to complain about."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.reading import ROOT

pytestmark = pytest.mark.slow

SETTINGS = {
    "LANDSEA_HOSTS": "cards.example.org",
    "LANDSEA_ORIGINS": "https://cards.example.org",
    "LANDSEA_TLS": "1",
    "DJANGO_SETTINGS_MODULE": "landsea.settings",
}
#: A browser's request to an installation behind a proxy that ends TLS, and one that came by HTTP.
ASK = """
import json
import django
django.setup()
from django.conf import settings
from django.test import Client
secure = {"secure": True, "headers": {"host": "cards.example.org"}}
page = Client().get("/en/", **secure)
form = Client().get("/en/account/login/", **secure)
plain = Client().get("/en/", headers={"host": "cards.example.org"})
print(json.dumps({
    "hsts": page["Strict-Transport-Security"],
    "token": {key: form.cookies["csrftoken"][key] for key in ("secure", "samesite", "domain")},
    "session": [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY],
    "plain": [plain.status_code, plain["Location"]],
}))
"""


def run(folder: Path, *command: str, **more: str) -> "subprocess.CompletedProcess[str]":
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LANDSEA_", "DJ"))
    }
    return subprocess.run(
        [sys.executable, *command],
        env={**kept, **SETTINGS, "LANDSEA_DATA": str(folder), "DATABASE_URL": "", **more},
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


def test_djangos_own_checks_of_a_deployment_find_nothing(tmp_path: Path) -> None:
    checked = run(tmp_path, "-m", "landsea", "check", "--deploy", "--fail-level", "WARNING")

    assert checked.returncode == 0, checked.stderr
    # What is silenced has its reason in settings.py: W021, the browsers' list of whole domains.
    assert "no issues (1 silenced)" in checked.stdout + checked.stderr


def test_the_checks_would_complain_without_tls(tmp_path: Path) -> None:
    checked = run(
        tmp_path, "-m", "landsea", "check", "--deploy", "--fail-level", "WARNING", LANDSEA_TLS="0"
    )

    assert checked.returncode == 1
    assert "security.W004" in checked.stderr
    assert "security.W012" in checked.stderr


def test_behind_tls_cookies_are_secure_and_browsers_are_told_to_stay_there(tmp_path: Path) -> None:
    migrated = run(tmp_path, "-m", "landsea", "migrate", "--skip-checks")
    asked = run(tmp_path, "-c", ASK)

    assert migrated.returncode == 0, migrated.stderr
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.strip() == (
        '{"hsts": "max-age=31536000; includeSubDomains",'
        ' "token": {"secure": true, "samesite": "Lax", "domain": ""},'
        ' "session": [true, true],'
        ' "plain": [301, "https://cards.example.org/en/"]}'
    )


def test_the_secret_that_is_made_by_itself_is_long_and_its_owners_alone(tmp_path: Path) -> None:
    run(tmp_path, "-m", "landsea", "check")

    secret = tmp_path / "secret.key"
    assert (secret.stat().st_mode & 0o777, len(secret.read_text().strip())) == (0o600, 64)
