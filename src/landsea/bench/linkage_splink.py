"""The same records linked by splink, if it is installed: what a general tool does with them."""

import time
from collections.abc import Iterator, Sequence

from landsea.bench.linkage_duplicates import Labelled
from landsea.library.engine.linkage.records import Record

LEAST_PROBABILITY = 0.5


class NotInstalled(ImportError):
    """splink is not installed."""


def link_with_splink(labelled: Labelled) -> tuple[set[tuple[str, str]], float]:
    """Returns the pairs that splink finds, and its CPU seconds; raises NotInstalled.

    Set up as its guide shows: names by Jaro–Winkler and position by distance; kind and area
    exactly; blocks by the beginning of the name, by area and by place; u from random pairs, m by
    expectation maximisation.
    """
    try:
        import pandas as pd  # noqa: PLC0415 -- optional dependency
        import splink.comparison_library as levels  # noqa: PLC0415 -- optional dependency
        from splink import (  # noqa: PLC0415 -- optional dependency
            DuckDBAPI,
            Linker,
            SettingsCreator,
            block_on,
        )
    except ImportError as error:
        raise NotInstalled(str(error)) from error

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
        api.register(pd.DataFrame(list(_rows(records))), name)
        for records, name in ((labelled.left, "left_side"), (labelled.right, "right_side"))
    ]
    linker = Linker(tables, settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("name")], recall=0.3
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("start"), block_on("cell")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=LEAST_PROBABILITY)
    pairs = {
        _turned(row.unique_id_l, row.unique_id_r, row.source_dataset_l)
        for row in found.as_pandas_dataframe().itertuples()
    }
    return pairs, time.process_time() - begun


def _turned(one: str, other: str, source: str) -> tuple[str, str]:
    return (one, other) if source == "left_side" else (other, one)


def _rows(records: Sequence[Record]) -> Iterator[dict[str, object]]:
    for record in records:
        position = record.position
        name = record.names[0][1] if record.names else ""
        yield {
            "unique_id": record.id,
            "name": name.casefold(),
            "start": name.casefold()[:3],
            "lat": position.latitude if position else None,
            "lon": position.longitude if position else None,
            "cell": f"{position.latitude:.1f} {position.longitude:.1f}" if position else None,
            "kind": record.kind or None,
            "area": record.areas[0] if record.areas else None,
            "wikidata": dict(record.external_ids).get("wikidata"),
        }
