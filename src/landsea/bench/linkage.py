"""`landsea bench linkage`: duplicates found among places, and what finding them costs."""

import json
import resource
import sys
import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from importlib.resources import files
from pathlib import Path

from landsea.bench.linkage_duplicates import Labelled, make_duplicates
from landsea.bench.linkage_labels import FORMAT, UnreadablePairs, read_pairs
from landsea.bench.linkage_places import make_places, read_places
from landsea.bench.linkage_splink import NotInstalled, link_with_splink
from landsea.library.engine.linkage.pairs import LEAST_PROBABILITY, propose_pairs

_EMBEDDED = Path(str(files("landsea.demo").joinpath("data/places.csv")))
#: Records of each side that are linked first, so that compiling is not counted as linking.
_WARM_RECORDS = 60


def main(argv: list[str]) -> int:
    """Links generated or labelled records and prints how well that went, and its cost."""
    options = _parse(argv)
    try:
        labelled = _read(options)
    except (OSError, UnreadablePairs) as error:
        print(f"landsea bench linkage: {error}", file=sys.stderr)
        return 2
    figures = run(labelled, options)
    if options.json == "-":
        json.dump(figures, sys.stdout, indent=1)
        print()
    elif options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    else:
        for name, figure in figures.items():
            print(f"{name}: {figure}")
    return 0


def run(labelled: Labelled, options: Namespace) -> dict[str, object]:
    """Returns precision, recall, CPU seconds and memory of this process, and splink's beside them.

    Of generated records every pair is labelled. Of a pairs file only labelled pairs are judged;
    `unlabelled` counts the other pairs that were proposed.
    """
    begun = time.process_time()
    propose_pairs(labelled.left[:_WARM_RECORDS], labelled.right[:_WARM_RECORDS])
    warmed = time.process_time()
    proposed = propose_pairs(
        labelled.left, labelled.right, least_probability=options.least_probability
    )
    cpu_seconds = time.process_time() - warmed
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pairs = {(pair.left_id, pair.right_id) for pair in proposed}
    return {
        "left": len(labelled.left),
        "right": len(labelled.right),
        "matches": len(labelled.matches),
        **judge(pairs, labelled),
        "cpu_seconds": round(cpu_seconds, 2),
        "compile_cpu_seconds": round(warmed - begun, 2),
        "peak_mb": round(peak_mb),
        "splink": "not asked for" if options.without_splink else _splink(labelled),
    }


def judge(pairs: set[tuple[str, str]], labelled: Labelled) -> dict[str, object]:
    """Returns precision and recall of the proposed pairs; None where there is nothing to judge."""
    right = len(pairs & labelled.matches)
    judged = pairs if labelled.is_complete else pairs & (labelled.matches | labelled.others)
    return {
        "proposed": len(judged),
        "precision": round(right / len(judged), 4) if judged else None,
        "recall": round(right / len(labelled.matches), 4) if labelled.matches else None,
        "unlabelled": len(pairs - judged),
    }


def _splink(labelled: Labelled) -> object:
    """Returns splink's figures at its own probability of a half, and at the one that suits it best.

    The latter is chosen by the labels, in splink's favour.
    """
    try:
        found, cpu_seconds = link_with_splink(labelled)
    except NotInstalled:
        return "not installed"
    best: dict[str, object] = {}
    most = -1.0
    for least in sorted(set(found.values())):
        figures = judge({pair for pair, chance in found.items() if chance >= least}, labelled)
        precision, recall = figures["precision"], figures["recall"]
        if isinstance(precision, float) and isinstance(recall, float) and precision + recall:
            score = 2 * precision * recall / (precision + recall)
            if score > most:
                most, best = score, {"least_probability": least, **figures}
    return {
        **judge(set(found), labelled),
        "cpu_seconds": round(cpu_seconds, 2),
        "at_its_best": best,
    }


def _read(options: Namespace) -> Labelled:
    if options.pairs:
        return read_pairs(options.pairs, read_places(options.places))
    places = read_places(options.places)
    if options.records:
        places = make_places(places, options.records, options.seed)
    return make_duplicates(places, options.seed)


def _parse(argv: list[str]) -> Namespace:
    parser = ArgumentParser(
        prog="landsea bench linkage",
        description=__doc__,
        epilog=FORMAT,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--pairs", type=Path, help="CSV file of pairs that people labelled")
    parser.add_argument(
        "--places",
        type=Path,
        default=_EMBEDDED,
        help="CSV file of places that duplicates are made of, in place of the embedded one",
    )
    parser.add_argument(
        "--records", type=int, help="so many made-up places of the same words, in place of its rows"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--least-probability",
        type=float,
        default=LEAST_PROBABILITY,
        help="from which on a pair is proposed",
    )
    parser.add_argument("--without-splink", action="store_true", help="leave the comparison out")
    parser.add_argument("--json", help="file for the figures, or - for the screen")
    return parser.parse_args(argv)
