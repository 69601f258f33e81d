"""Records for the tests of record linkage: one place in two sources, nothing more told."""

from landsea.kernel.geo import Position, Precision
from landsea.library.engine.linkage.levels import Field
from landsea.library.engine.linkage.pairs import ProposedPair, propose_pairs
from landsea.library.engine.linkage.records import Record

HERE = Position(29.7011, 105.705)
#: A few metres away: another source's point for the same place.
BESIDE = Position(29.7012, 105.7051)


def make_record(
    name: str = "Dazu Rock Carvings",
    *,
    id: str = "1",  # noqa: A002 -- the record's own word
    source: str = "left",
    position: Position | None = HERE,
    kind: str = "heritage",
    country: str = "",
    areas: tuple[str, ...] = (),
    address: str = "",
    external_ids: tuple[tuple[str, str], ...] = (),
    former_name: str = "",
) -> Record:
    return Record(
        id=id,
        source=source,
        names=(("und", name),) if name else (),
        former_names=(("und", former_name),) if former_name else (),
        position=position,
        kind=kind,
        country=country,
        areas=areas,
        address=address,
        external_ids=external_ids,
    )


def rounded(position: Position, error_km: float) -> Position:
    return Position(position.latitude, position.longitude, Precision.ROUNDED, error_km)


def propose(*left: Record, to: tuple[Record, ...]) -> dict[tuple[str, str], float]:
    """Returns the probabilities of the proposed pairs by the ids of both sides."""
    pairs = propose_pairs(left, to)
    return {(pair.left_id, pair.right_id): pair.probability for pair in pairs}


def find_pair(one: Record, other: Record) -> ProposedPair:
    """Returns what is found about two records, however unlikely they are one place."""
    (pair,) = propose_pairs([one], [other], least_probability=0.0)
    return pair


def level(pair: ProposedPair, field: Field) -> str:
    """Returns the name of the level that a pair reaches in a field; empty where nothing is told."""
    return next((each.level.name for each in pair.evidence if each.field is field), "")
