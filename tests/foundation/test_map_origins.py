import os
import subprocess
import sys
from pathlib import Path

import pytest

from landsea.foundation.map_origins import list_map_origins

PRINT_POLICY = (
    "from landsea.settings import CONTENT_SECURITY_POLICY as policy;"
    "print(policy['DIRECTIVES']['connect-src'], policy['DIRECTIVES']['img-src'])"
)


@pytest.mark.parametrize(
    ("style", "further", "origins"),
    [
        ("", [], []),
        ("/static/map/style.json", [], []),
        ("https://maps.example/style.json", [], ["https://maps.example"]),
        (
            "https://maps.example/style.json",
            ["https://*.tiles.example", "https://maps.example/"],
            ["https://maps.example", "https://*.tiles.example"],
        ),
        ("http://127.0.0.1:9000/style.json", [], ["http://127.0.0.1:9000"]),
    ],
)
def test_the_origins_of_a_style_and_of_what_it_loads_are_allowed(
    style: str, further: list[str], origins: list[str]
) -> None:
    assert list_map_origins(style, further) == origins


@pytest.mark.parametrize(
    "origin", ["maps.example", "javascript:alert(1)", "https://a.example;script-src *", "data:"]
)
def test_what_is_no_origin_is_refused_at_the_start(origin: str) -> None:
    with pytest.raises(ValueError, match="Not an origin for a map"):
        list_map_origins("", [origin])


def test_the_policy_of_pages_follows_the_setting(tmp_path: Path) -> None:
    environment = os.environ | {
        "LANDSEA_DATA": str(tmp_path),
        "LANDSEA_MAP_STYLE": "https://maps.example/style.json",
        "LANDSEA_MAP_ORIGINS": "https://tiles.example",
    }

    printed = subprocess.run(
        [sys.executable, "-c", PRINT_POLICY], env=environment, capture_output=True, check=True
    ).stdout.decode()

    assert printed.split("] [") == [
        "[\"'self'\", 'https://maps.example', 'https://tiles.example'",
        "\"'self'\", 'data:', 'https://maps.example', 'https://tiles.example']\n",
    ]
