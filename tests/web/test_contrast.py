"""The colours of the style sheet can be told apart: WCAG 2.2, 1.4.3 and 1.4.11."""

import re
from itertools import combinations
from math import dist
from pathlib import Path

import pytest

import landsea.web

TOKENS = Path(landsea.web.__file__).parent / "static/web/tokens.css"
SCHEMES = ("light", "dark")
TEXTS = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("ground", "surface")),
    *(("ink", f"{name}-wash") for name in ("indigo", "celadon", "turmeric", "lacquer")),
    *((name, "ground") for name in ("indigo", "celadon", "turmeric", "lacquer")),
    *((name, f"{name}-wash") for name in ("indigo", "celadon", "turmeric", "lacquer")),
    *((f"gate-on-{name}", f"gate-{name}") for name in ("yes", "no", "wait")),
    ("ink", "sunken"),
    ("ink-3", "sunken"),
    ("indigo-deep", "indigo-wash"),
    ("on-indigo", "indigo"),
]
SHAPES = [
    ("edge", "ground"),
    ("edge", "surface"),
    ("focus", "ground"),
    *((f"chart-{place}", "ground") for place in range(7)),
]
#: Machado, Oliveira and Fernandes 2009, severity 1.0, in linear sRGB.
SIGHTS = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
#: Ottosson 2020, "A perceptual color space for image processing".
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)

Vector = tuple[float, ...]


def read_colours(scheme: str) -> dict[str, Vector]:
    """Returns the tokens of one scheme as linear sRGB."""
    source = TOKENS.read_text(encoding="utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", source)
    chosen = {name: (light, dark)[SCHEMES.index(scheme)] for name, light, dark in pairs}
    chosen |= dict(re.findall(r"--(gate[\w-]+): (#\w+)", source))
    return {name: linear(colour) for name, colour in chosen.items()}


def linear(colour: str) -> Vector:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return tuple(
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )


def times(matrix: tuple[Vector, ...], vector: Vector) -> Vector:
    return tuple(
        sum(factor * each for factor, each in zip(row, vector, strict=True)) for row in matrix
    )


def contrast(first: Vector, second: Vector) -> float:
    luminances = [
        0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (first, second)
    ]
    return (max(luminances) + 0.05) / (min(luminances) + 0.05)


def oklab(colour: Vector) -> Vector:
    within = tuple(min(1, max(0, each)) for each in colour)
    return times(TO_OKLAB, tuple(each ** (1 / 3) for each in times(TO_CONES, within)))


def difference(first: Vector, second: Vector) -> float:
    return dist(first, second)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read_on_its_ground(text: str, ground: str, scheme: str) -> None:
    colours = read_colours(scheme)

    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_controls_and_charts_stand_out_from_their_ground(
    shape: str, ground: str, scheme: str
) -> None:
    colours = read_colours(scheme)

    assert contrast(colours[shape], colours[ground]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_the_first_four_series_of_a_chart_stay_apart(sight: str, scheme: str) -> None:
    colours = read_colours(scheme)
    seen = [oklab(times(SIGHTS[sight], colours[f"chart-{place}"])) for place in range(1, 5)]

    nearest = min(difference(one, other) for one, other in combinations(seen, 2))

    assert nearest >= 0.13
