"""Where roles are held: in an organisation or in an alliance."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One organisation or one alliance, by its bigint key."""

    organisation_id: int | None = None
    alliance_id: int | None = None

    def __post_init__(self) -> None:
        if (self.organisation_id is None) == (self.alliance_id is None):
            raise ValueError("A body is one organisation or one alliance.")

    @property
    def lookup(self) -> dict[str, int]:
        """What finds the rows of this body in a table that has a column for each."""
        if self.organisation_id is not None:
            return {"organisation_id": self.organisation_id}
        return {"alliance_id": self.alliance_id or 0}
