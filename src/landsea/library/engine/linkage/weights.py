"""How much each level of agreement tells: Fellegi and Sunter's m and u.

m is how often pairs of one place reach a level, u how often pairs of two places do; the evidence
in bits is log2(m / u) (Fellegi and Sunter 1969, "A theory for record linkage"). The defaults hold
for a registry of some ten thousand places over several provinces. They are judgements checked
against generated duplicates, not against any one table; `estimate.estimate_weights` fits them to
other records.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp2, isfinite, log2

import numpy as np
from numpy.typing import NDArray

from landsea.library.engine.linkage.levels import (
    FIELDS,
    LEVELS,
    AddressLevel,
    AreaLevel,
    ExternalIdLevel,
    Field,
    KindLevel,
    NameLevel,
    PositionLevel,
    QualifierLevel,
    SourceLevel,
)

#: A level for which m and u are the same says nothing: the value is not known.
_NOTHING = (1.0, 1.0)

_DEFAULTS: dict[Field, dict[int, tuple[float, float]]] = {
    Field.NAME: {
        NameLevel.NONE: _NOTHING,
        NameLevel.DIFFERENT: (0.03, 0.96),
        NameLevel.LITTLE: (0.04, 0.032),
        NameLevel.PARTLY: (0.08, 0.0076),
        NameLevel.CONTAINED: (0.10, 5e-4),
        NameLevel.CLOSE_COMMON: (0.05, 3e-4),
        NameLevel.CLOSE: (0.20, 5e-5),
        NameLevel.SAME_COMMON: (0.10, 2e-4),
        NameLevel.SAME: (0.40, 6e-6),
        NameLevel.READ_DIFFERENT: (0.12, 0.93),
        NameLevel.READ_LITTLE: (0.12, 0.065),
        NameLevel.READ_PARTLY: (0.20, 4e-3),
        NameLevel.READ_ALIKE_COMMON: (0.12, 4e-4),
        NameLevel.READ_ALIKE: (0.44, 5e-5),
    },
    # Neighbours are alike in name, position, kind and area together; only these words part them.
    # So they must outweigh all of that, and count for more than they do alone.
    Field.QUALIFIER: {
        QualifierLevel.NONE: (0.94, 0.65),
        QualifierLevel.EXTRA: (0.05, 0.20),
        QualifierLevel.PART: (1e-6, 0.10),
        QualifierLevel.CONTRADICTING: (1e-8, 0.05),
    },
    Field.POSITION: {
        PositionLevel.UNKNOWN: _NOTHING,
        PositionLevel.SPOT: (0.40, 1.6e-4),
        PositionLevel.NEAR: (0.20, 4e-4),
        PositionLevel.AROUND: (0.14, 1.5e-3),
        PositionLevel.AREA: (0.10, 4.4e-3),
        PositionLevel.REGION: (0.08, 0.014),
        PositionLevel.BROAD: (0.04, 0.02),
        PositionLevel.BEYOND: (0.02, 0.008),
        PositionLevel.APART: (0.0025, 0.16),
        PositionLevel.FAR: (0.0006, 0.29),
        PositionLevel.ELSEWHERE: (0.0001, 0.49),
    },
    Field.KIND: {
        KindLevel.UNKNOWN: _NOTHING,
        KindLevel.SAME: (0.65, 0.15),
        KindLevel.RELATED: (0.28, 0.35),
        KindLevel.OTHER: (0.06, 0.42),
        KindLevel.OPPOSED: (0.005, 0.08),
    },
    Field.AREA: {
        AreaLevel.UNKNOWN: _NOTHING,
        AreaLevel.SAME: (0.50, 0.02),
        AreaLevel.SAME_ONE: (0.25, 0.05),
        AreaLevel.PARTLY: (0.10, 0.13),
        AreaLevel.OTHER_ONE: (0.13, 0.30),
        AreaLevel.OTHER: (0.019, 0.45),
        AreaLevel.OTHER_COUNTRY: (0.001, 0.05),
    },
    Field.ADDRESS: {
        AddressLevel.UNKNOWN: _NOTHING,
        AddressLevel.SAME: (0.55, 0.01),
        AddressLevel.ALIKE: (0.20, 0.04),
        AddressLevel.OTHER_NUMBER: (0.05, 0.15),
        AddressLevel.OTHER: (0.20, 0.80),
    },
    Field.EXTERNAL_ID: {
        ExternalIdLevel.UNKNOWN: _NOTHING,
        ExternalIdLevel.SAME: (0.94, 2e-5),
        ExternalIdLevel.SHARED: (0.05, 1e-2),
        # Vetoed before weights are asked; the value keeps the table whole.
        ExternalIdLevel.CONTRADICTING: (0.01, 0.98998),
    },
    Field.SOURCE: {
        SourceLevel.OTHER: _NOTHING,
        SourceLevel.SAME: (0.06, 1.0),
    },
}

#: The share of all pairs of two sources that are of one place.
_DEFAULT_PRIOR = 2.0**-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """m and u by field and level, and the share of all pairs that are of one place."""

    m_and_u: Mapping[Field, Mapping[int, tuple[float, float]]]
    prior: float

    def __post_init__(self) -> None:
        if not 0 < self.prior < 1:
            raise ValueError(f"A share lies between 0 and 1: {self.prior}.")
        for field in FIELDS:
            levels = self.m_and_u[field]
            if set(levels) != set(LEVELS[field]):
                raise ValueError(f"Not the levels of {field}: {sorted(levels)}.")
            if any(not (0 < m <= 1 and 0 < u <= 1) for m, u in levels.values()):
                raise ValueError(f"m and u of {field} lie between 0 and 1.")

    def bits(self, field: Field, level: int) -> float:
        """Returns what a level tells, in bits: positive for one place, negative for two."""
        m, u = self.m_and_u[field][level]
        return log2(m / u)

    @property
    def prior_bits(self) -> float:
        """Returns the log odds, in bits, that any pair is of one place."""
        return log2(self.prior / (1 - self.prior))

    def table(self, field: Field) -> NDArray[np.float64]:
        """Returns the bits of a field's levels, one number for each."""
        return np.array([self.bits(field, level) for level in sorted(LEVELS[field])])


DEFAULT_WEIGHTS = Weights(m_and_u=_DEFAULTS, prior=_DEFAULT_PRIOR)


def probability_of(bits: float) -> float:
    """Returns the probability of log odds in bits."""
    if not isfinite(bits):
        raise ValueError(f"Not log odds: {bits}.")
    return 1.0 / (1.0 + exp2(min(60.0, -bits)))
