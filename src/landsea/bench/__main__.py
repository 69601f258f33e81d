"""`landsea bench NAME …`: runs one benchmark."""

import sys
from collections.abc import Callable
from importlib import import_module

_BENCHMARKS = ("clearing", "linkage", "pages", "search", "trips")


def main(argv: list[str]) -> int:
    """Runs the benchmark that the first argument names and returns its exit code."""
    if not argv or argv[0] not in _BENCHMARKS:
        print(f"usage: landsea bench {{{','.join(_BENCHMARKS)}}} …", file=sys.stderr)
        return 2
    # One benchmark never pays in time or memory for what another imports.
    run: Callable[[list[str]], int] = import_module(f"landsea.bench.{argv[0]}").main
    return run(argv[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
