"""m and u fitted to given records, without labels.

u comes from random pairs, almost all of which are of two places; m from expectation maximisation
over the candidates, with u of the candidates fitted beside it (Winkler 1988, "Using the EM
algorithm for weight computation in the Fellegi–Sunter model"; Linacre et al. 2022, "Splink").
Both lean on the given weights where the records tell little.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from landsea.library.engine.linkage.blocking import list_candidates
from landsea.library.engine.linkage.comparison import compare
from landsea.library.engine.linkage.encoding import Encoded, encode
from landsea.library.engine.linkage.levels import FIELDS, LEVELS, Field, NameLevel, SourceLevel
from landsea.library.engine.linkage.records import Record
from landsea.library.engine.linkage.weights import DEFAULT_WEIGHTS, Weights

Floats = NDArray[np.float64]
Levels = NDArray[np.int8]

RANDOM_PAIRS = 50_000
_MOST_CANDIDATES = 500_000
_STEPS = 50
_TOLERANCE = 1e-5
#: How many pairs the given weights count for.
_GIVEN_PAIRS = 50.0
_LEAST_BITS = -12.0
#: What these say is set by rule: neighbours differ in nothing but a qualifier.
_FIXED = frozenset({Field.QUALIFIER, Field.SOURCE, Field.EXTERNAL_ID})
#: Levels of one row are alternatives of each other; names of one and of two scripts are two rows.
_FIRST_READ_LEVEL = NameLevel.READ_DIFFERENT


def estimate_weights(
    left: Iterable[Record],
    right: Iterable[Record] | None = None,
    *,
    seed: int,
    start: Weights = DEFAULT_WEIGHTS,
) -> Weights:
    """Returns weights fitted to records, starting from others; the same seed, the same weights.

    Raises ValueError with fewer than two records on a side. Fields that no pair tells keep theirs.
    """
    lefts, rights = list(left), [] if right is None else list(right)
    if len(lefts) < 2 or (right is not None and len(rights) < 2):
        raise ValueError("Weights are fitted to two records or more on each side.")
    encoded = encode([*lefts, *rights])
    left_keys = {record.key for record in lefts}
    is_left = np.array([record.key in left_keys for record in encoded.records], np.bool_)
    side = (np.zeros(len(is_left)) if right is None else np.where(is_left, -1, 1)).astype(np.int8)
    u = _count_random(encoded, side, seed, start)
    candidates = compare(encoded, *list_candidates(encoded, side), start, least_bits=_LEAST_BITS)
    levels = candidates.levels[:_MOST_CANDIDATES]
    m, share = _maximise(levels, start)
    total = len(lefts) * len(rights) if right is not None else len(lefts) * (len(lefts) - 1) / 2
    prior = min(0.1, max(1e-9, share * len(candidates.one) / total))
    return Weights(
        m_and_u={
            field: dict(start.m_and_u[field])
            if field in _FIXED
            else {
                level: (float(m[field][level]), float(u[field][level])) for level in LEVELS[field]
            }
            for field in FIELDS
        },
        prior=prior,
    )


def _count_random(
    encoded: Encoded, side: NDArray[np.int8], seed: int, start: Weights
) -> dict[Field, Floats]:
    """Returns how often random pairs reach each level."""
    random = np.random.default_rng(seed)
    lefts = np.flatnonzero(side <= 0)
    rights = np.flatnonzero(side >= 0)
    one, other = random.choice(lefts, RANDOM_PAIRS), random.choice(rights, RANDOM_PAIRS)
    lower, higher = np.minimum(one, other)[one != other], np.maximum(one, other)[one != other]
    found = compare(encoded, lower.astype(np.int32), higher.astype(np.int32), start)
    weight = np.ones(len(found.one))
    return {
        field: _shares(field, found.levels[:, column], weight, _given(start, field, 1))
        for column, field in enumerate(FIELDS)
    }


def _maximise(levels: Levels, start: Weights) -> tuple[dict[Field, Floats], float]:
    """Returns m by field and level, and the share of the candidates that are of one place."""
    m = {field: _given(start, field, 0) for field in FIELDS}
    u = {field: _given(start, field, 1) for field in FIELDS}
    columns = {field: levels[:, column] for column, field in enumerate(FIELDS)}
    share = 0.2
    for _step in range(_STEPS):
        odds = np.full(len(levels), np.log(share / (1 - share)))
        for field, column in columns.items():
            odds += np.log(m[field][column] / u[field][column])
        matched = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
        new_share = min(0.99, max(1e-4, float(matched.mean()) if len(matched) else share))
        for field, column in columns.items():
            if field not in _FIXED:
                m[field] = _shares(field, column, matched, _given(start, field, 0))
                u[field] = _shares(field, column, 1 - matched, _given(start, field, 1))
        if abs(new_share - share) < _TOLERANCE:
            break
        share = new_share
    return m, share


def _given(weights: Weights, field: Field, which: int) -> Floats:
    return np.array([weights.m_and_u[field][level][which] for level in sorted(LEVELS[field])])


def _shares(field: Field, column: Levels, weight: Floats, given: Floats) -> Floats:
    """Returns the share of each level among its alternatives; level 0, not known, says nothing."""
    counts = np.bincount(column, weights=weight, minlength=len(given)).astype(float)
    shares = given.copy()
    first = 0 if LEVELS[field] is SourceLevel else 1
    rows = [slice(first, len(given))]
    if field is Field.NAME:
        rows = [slice(first, _FIRST_READ_LEVEL), slice(_FIRST_READ_LEVEL, len(given))]
    for row in rows:
        expected = given[row] / given[row].sum() * _GIVEN_PAIRS
        shares[row] = np.maximum(
            (counts[row] + expected) / (counts[row].sum() + _GIVEN_PAIRS), 1e-9
        )
    return shares
