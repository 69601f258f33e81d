"""The same records linked by splink, if it is installed: what a general tool does with them."""

import logging
import time
from collections.abc import Iterator, Sequence

from landsea.bench.linkage_duplicates import Labelled
from landsea.library.engine.linkage.records import Record

LEAST_PROBABILITY = 0.5


class NotInstalled(ImportError):
    """splink is not installed."""


def link_with_splink(labelled: Labelled) -> tuple[dict[tuple[str, str], float], float]:
    """Returns splink's pairs with their probabilities, and its CPU seconds; raises NotInstalled.

    Set up as its guide shows: names by Jaro–Winkler and position by distance; kind and area
    exactly; blocks by the beginning of the name, by area and by place; u from random pairs, m by
    expectation maximisation.
    """
    try:
        import splink.comparison_library as levels  # noqa: PLC0415 -- optional dependency
        from splink import (  # noqa: PLC0415 -- optional dependency
            DuckDBAPI,
            Linker,
            SettingsCreator,
            block_on,
        )
    except ImportError as error:
        raise NotInstalled(str(error)) from error

    logging.getLogger("splink").setLevel(logging.ERROR)
    begun = time.process_time()
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            levels.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.7]),
            levels.DistanceInKMAtThresholds("lat", "lon", [0.2, 1, 10, 50]),
            levels.ExactMatch("kind"),
            levels.ExactMatch("area"),
            levels.ExactMatch("wikidata"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("start"),
            block_on("cell"),
            block_on("area"),
            block_on("wikidata"),
        ],
    )
    api = DuckDBAPI()
    tables = [
        api.register(list(_rows(records, side)))
        for records, side in ((labelled.left, "1"), (labelled.right, "2"))
    ]
    linker = Linker(tables, settings)
    linker.training.estimate_probability_two_random_records_match([block_on("name")], recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("start"), block_on("cell")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=LEAST_PROBABILITY)
    pairs = {
        _turned(row["unique_id_l"], row["unique_id_r"]): float(row["match_probability"])
        for row in found.as_record_list()
    }
    return pairs, time.process_time() - begun


def _turned(one: str, other: str) -> tuple[str, str]:
    """Returns the ids of a pair, the left side's first."""
    (_, left_id), (_, right_id) = sorted((one.split(" ", 1), other.split(" ", 1)))
    return left_id, right_id


def _rows(records: Sequence[Record], side: str) -> Iterator[dict[str, object]]:
    for record in records:
        position = record.position
        name = record.names[0][1] if record.names else ""
        yield {
            # Its side stands before the id: splink names the tables as it likes.
            "unique_id": f"{side} {record.id}",
            "name": name.casefold(),
            "start": name.casefold()[:3],
            "lat": position.latitude if position else None,
            "lon": position.longitude if position else None,
            "cell": f"{position.latitude:.1f} {position.longitude:.1f}" if position else None,
            "kind": record.kind or None,
            "area": record.areas[0] if record.areas else None,
            "wikidata": dict(record.external_ids).get("wikidata"),
        }
