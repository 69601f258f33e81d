"""`landsea bench NAME …`: runs one benchmark."""

import sys

from landsea.bench import trips

_BENCHMARKS = {"trips": trips.main}


def main(argv: list[str]) -> int:
    """Runs the benchmark that the first argument names and returns its exit code."""
    if not argv or argv[0] not in _BENCHMARKS:
        print(f"usage: landsea bench {{{','.join(_BENCHMARKS)}}} …", file=sys.stderr)
        return 2
    return _BENCHMARKS[argv[0]](argv[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
