"""What is compared: one source's record of a place, and the pairs that may be of one place."""

from dataclasses import dataclass

from landsea.kernel.geo import Position
from landsea.kernel.texts import canonical_tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One source's record of a place. `source` and `id` together are its own; all else may lack."""

    id: str
    source: str
    #: Pairs of a BCP 47 tag and a name; a language may stand more than once.
    names: tuple[tuple[str, str], ...] = ()
    former_names: tuple[tuple[str, str], ...] = ()
    position: Position | None = None
    #: A word of the vocabulary of kinds; an unknown one tells only that it is the same or not.
    kind: str = ""
    #: ISO 3166-1 alpha-2.
    country: str = ""
    #: Names of the areas around the place in any language: district, city, province.
    areas: tuple[str, ...] = ()
    #: Street and house number in one line.
    address: str = ""
    #: Pairs of a scheme and an id in it: ("wikidata", "Q1"). Two ids of one scheme are two places.
    external_ids: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        for tag, name in (*self.names, *self.former_names):
            if tag != canonical_tag(tag) or not name.strip():
                raise ValueError(f"Not a language tag with a name: {tag!r}: {name!r}.")
        for scheme, value in self.external_ids:
            if not scheme or not value:
                raise ValueError(f"Not an external id: {scheme!r}: {value!r}.")

    @property
    def key(self) -> tuple[str, str]:
        """What tells this record from all others."""
        return self.source, self.id


def contradict_by_id(one: Record, other: Record) -> bool:
    """Says whether both know an id of the same scheme, and none of them is the same."""
    if not one.external_ids or not other.external_ids:
        return False
    shared_schemes = {scheme for scheme, _ in one.external_ids} & {
        scheme for scheme, _ in other.external_ids
    }
    return any(
        not {value for scheme, value in one.external_ids if scheme == shared}
        & {value for scheme, value in other.external_ids if scheme == shared}
        for shared in shared_schemes
    )
