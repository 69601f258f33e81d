"""`landsea bench search`: how well and how fast known records are found, beside plain SQLite."""

import json
import resource
import statistics
import sys
import time
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import landsea
from landsea.bench.search_baselines import TOKENIZERS, PlainSearch
from landsea.bench.search_queries import KnownItem, make_queries, read_queries
from landsea.bench.search_records import records_for
from landsea.library.engine.search.analysis import analyse_names
from landsea.library.engine.search.finding import find
from landsea.library.engine.search.folding import fold
from landsea.library.engine.search.memory import MemoryIndex
from landsea.library.engine.search.records import NameRole, SearchRecord
from landsea.library.engine.search.suggesting import suggest

_DEMONSTRATION = Path(landsea.__file__).parent / "demo/data/places.csv"
_DEPTH = 10
#: Results read to fill ten places when records with the same name share one.
_READ = 40
#: Records that are analysed once more to learn what that costs alone.
_SAMPLE = 5_000

Search = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """One query answered: the place of the right record (0 when not in ten), and the cost."""

    item: KnownItem
    place: int
    cpu_ms: float

    @property
    def reciprocal(self) -> float:
        return 1 / self.place if self.place else 0.0


def main(argv: list[str]) -> int:
    """Builds the index, asks all queries, and prints the figures."""
    options = _parse(argv)
    figures = run(options)
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    if options.json == "-":
        print(text)
    elif options.json:
        Path(options.json).write_text(text + "\n", encoding="utf-8")
    else:
        _print(figures)
    return 0


def run(options: Namespace) -> dict[str, object]:
    """Returns MRR@10 and CPU milliseconds a query: in all, by language and kind, of plain FTS5."""
    places = options.places or [_DEMONSTRATION]
    records = list(records_for(places, options.records, options.seed))
    queries = (
        read_queries(options.queries, records)
        if options.queries
        else make_queries(records, options.each, options.seed)
    )
    names = {record.id: _own_name(record) for record in records}
    _say(f"{len(records)} records, {len(queries)} queries")
    begun = time.process_time()
    index = MemoryIndex.of(records)
    build_ms = 1000 * (time.process_time() - begun)
    _say(f"indexed in {build_ms / 1000:.0f} CPU s")

    def search(text: str) -> list[str]:
        return [each.candidate.id for each in find(index, text, limit=_READ).results]

    search("warm")
    answers = list(_answers(queries, search, names))
    figures = {
        "records": len(records),
        "queries": len(queries),
        **_summary(answers),
        "suggestion_ms": _suggestion_costs(index, queries),
        "analysis_ms_per_record": _analysis_cost(records),
        "index_ms_per_record": round(build_ms / len(records), 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        **_parts(answers),
        "baselines": _baselines(records, queries, names, options.without_baselines),
    }
    if options.misses:
        _write_misses(options.misses, answers)
    return figures


def _baselines(
    records: Sequence[SearchRecord],
    queries: Sequence[KnownItem],
    names: dict[str, str],
    is_left_out: bool,
) -> dict[str, object]:
    figures: dict[str, object] = {}
    for tokenizer in () if is_left_out else TOKENIZERS:
        plain = PlainSearch(tokenizer, records)
        answers = list(_answers(queries, lambda text: plain.find(text, _READ), names))  # noqa: B023 -- used at once
        figures[tokenizer] = _summary(answers) | _parts(answers)
    return figures


def _answers(
    queries: Iterable[KnownItem], search: Search, names: dict[str, str]
) -> Iterable[Answer]:
    for item in queries:
        begun = time.process_time()
        found = search(item.query)
        cpu_ms = 1000 * (time.process_time() - begun)
        yield Answer(item, _place(item, found, names), cpu_ms)


def _place(item: KnownItem, found: Iterable[str], names: dict[str, str]) -> int:
    """Returns the place of the first right answer, records with the same name sharing one place."""
    passed: set[str] = set()
    for each in found:
        if each in item.ids:
            return len(passed) + 1 if len(passed) < _DEPTH else 0
        passed.add(names.get(each, each))
    return 0


def _own_name(record: SearchRecord) -> str:
    """Returns all names of a record in loose form: who shares them is a near-duplicate."""
    own = (name.text for name in record.names if name.role is not NameRole.AREA)
    return "/".join(sorted(fold(text).key for text in own))


def _summary(answers: Sequence[Answer]) -> dict[str, float]:
    costs = sorted(answer.cpu_ms for answer in answers) or [0.0]
    reciprocals = [answer.reciprocal for answer in answers] or [0.0]
    return {
        "mrr_at_10": round(statistics.fmean(reciprocals), 4),
        "cpu_ms_median": round(statistics.median(costs), 2),
        "cpu_ms_p95": round(costs[min(len(costs) - 1, int(0.95 * len(costs)))], 2),
    }


def _parts(answers: Sequence[Answer]) -> dict[str, object]:
    return {
        "by_kind": _by(answers, lambda item: item.kind),
        "by_language": _by(answers, lambda item: item.language),
        "by_language_and_kind": _by(answers, lambda item: f"{item.language} {item.kind}"),
    }


def _by(answers: Iterable[Answer], group: Callable[[KnownItem], str]) -> dict[str, object]:
    groups: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[group(answer.item)].append(answer)
    return {
        name: _summary(groups[name]) | {"queries": len(groups[name])} for name in sorted(groups)
    }


def _suggestion_costs(index: MemoryIndex, queries: Sequence[KnownItem]) -> dict[str, float]:
    """Returns the cost of suggestions after the first letters of each query, as it is typed."""
    costs = []
    for number, item in enumerate(queries):
        typed = item.query[: 1 + number % 10]
        begun = time.process_time()
        suggest(index, typed)
        costs.append(1000 * (time.process_time() - begun))
    costs.sort()
    return {
        "median": round(statistics.median(costs), 2) if costs else 0.0,
        "p95": round(costs[min(len(costs) - 1, int(0.95 * len(costs)))], 2) if costs else 0.0,
    }


def _analysis_cost(records: Sequence[SearchRecord]) -> float:
    sample = records[:: max(1, len(records) // _SAMPLE)]
    begun = time.process_time()
    for record in sample:
        analyse_names(record.names)
    return round(1000 * (time.process_time() - begun) / len(sample), 3)


def _write_misses(path: Path, answers: Iterable[Answer]) -> None:
    lines = [
        json.dumps(
            {
                "query": answer.item.query,
                "language": answer.item.language,
                "kind": answer.item.kind,
                "ids": sorted(answer.item.ids),
                "place": answer.place,
                "cpu_ms": round(answer.cpu_ms, 2),
            },
            ensure_ascii=False,
        )
        for answer in answers
        if answer.place != 1
    ]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def _print(figures: dict[str, object], indent: str = "") -> None:
    for name, figure in figures.items():
        if not isinstance(figure, dict):
            print(f"{indent}{name}: {figure}")
        elif any(isinstance(value, dict) for value in figure.values()):
            print(f"{indent}{name}:")
            _print(figure, indent + "  ")
        else:
            print(f"{indent}{name}: " + ", ".join(f"{key} {figure[key]}" for key in figure))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parse(argv: list[str]) -> Namespace:
    parser = ArgumentParser(prog="landsea bench search", description=__doc__)
    parser.add_argument(
        "--places",
        type=Path,
        action="append",
        help="CSV with id, name_zh, name_en …; may be given again; else the demonstration's",
    )
    parser.add_argument("--records", type=int, default=200_000, help="real ones and made-up ones")
    parser.add_argument("--queries", type=Path, help="file of queries with their answers")
    parser.add_argument("--each", type=int, default=100, help="names asked for in each language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-baselines", action="store_true", help="leave plain FTS5 out")
    parser.add_argument("--misses", type=Path, help="file for queries not answered first")
    parser.add_argument("--json", help="file for the figures, or - for the screen")
    return parser.parse_args(argv)
