"""The reference of commands shows the help that each command prints."""

import argparse
import re
from collections.abc import Iterator

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from landsea.__main__ import main
from tests.docs.reading import ROOT, list_code

REFERENCE = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
SECTIONS = dict(
    re.findall(r"^## landsea ([a-z_ ]+)\n.*?```text\n(.*?)```", REFERENCE, re.MULTILINE | re.DOTALL)
)
#: Options that every command of Django's has; said once in the reference.
COMMON = set(BaseCommand().create_parser("landsea", "any")._option_string_actions) - {"-h"}


def list_own_commands() -> Iterator[str]:
    """Lists Landsea's own commands; the demo has its own settings, so its app is always there."""
    for name, app in sorted(get_commands().items()):
        if str(app).startswith("landsea."):
            yield name


def help_of(name: str) -> str:
    """Returns a command's help without the options that all commands have."""
    command = load_command_class(get_commands()[name], name)
    parser = command.create_parser("landsea", name)
    for action in parser._actions:
        if COMMON.intersection(action.option_strings):
            action.help = argparse.SUPPRESS
    return parser.format_help()


@pytest.fixture(autouse=True)
def wide_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.parametrize("name", sorted(list_own_commands()))
def test_the_help_of_a_command_stands_in_the_reference(name: str) -> None:
    assert SECTIONS.get(name) == help_of(name)


@pytest.mark.parametrize("name", ["clearing", "linkage", "pages", "search", "trips"])
def test_the_help_of_a_benchmark_stands_in_the_reference(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["bench", name, "--help"])

    assert SECTIONS.get(f"bench {name}") == capsys.readouterr().out


def test_every_command_is_in_the_reference_and_no_other() -> None:
    _own, others = REFERENCE.split("## Django's own")

    own = {name for name in SECTIONS if not name.startswith("bench ")}
    documented = own | set(list_code(others))

    assert documented == set(get_commands())
