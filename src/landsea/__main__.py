"""The `landsea` command: Landsea's own commands and Django's."""

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["bench"]:
        from landsea.bench.__main__ import main as bench  # noqa: PLC0415 -- slow import

        return bench(arguments[1:])
    if arguments[:1] == ["demo"]:
        # Before the settings are read: the demo's ribbon and roles exist under this setting only.
        os.environ["LANDSEA_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "landsea.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- slow import

    execute_from_command_line(["landsea", *arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main())
