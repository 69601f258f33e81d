"""Input of many fields of which some can't be used: each is named with what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from landsea.kernel.errors import InvalidInput
from landsea.kernel.texts import N_


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with a field and how to mend it; the sentences are marked for translation."""

    field: str
    what: str
    mend: str
    #: What `mend` is filled in with.
    params: tuple[tuple[str, str], ...] = ()


class InvalidFields(InvalidInput):
    """Some fields can't be used, and nothing was done."""

    code = "invalid-fields"
    message = N_("Some fields can't be used.")
    mend = N_("Correct them and send it again; nothing was changed.")

    def __init__(self, faults: Sequence[FieldFault]) -> None:
        self.faults = tuple(faults)
        super().__init__()

    def renamed(self, names: Mapping[str, str]) -> "InvalidFields":
        """Returns the same error under the names that the sender has for the fields."""
        return InvalidFields(
            [replace(each, field=names.get(each.field, each.field)) for each in self.faults]
        )
