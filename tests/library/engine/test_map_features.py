from typing import cast
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.kernel.geo import Position, Precision, great_circle_km
from landsea.kernel.texts import LocalisedText
from landsea.library.engine.map_features import (
    AreaProperties,
    MapPlace,
    PlaceProperties,
    decimals_of,
    features_of,
)
from landsea.library.engine.vocabulary import ResourceKind

DISTRICT = Position(29.70051, 105.71531, Precision.DISTRICT, 26.0)


def make_map_place(
    number: int = 1,
    position: Position | None = None,
    *,
    names: dict[str, str] | None = None,
    district: str = "Dazu District",
    is_draft: bool = False,
) -> MapPlace:
    return MapPlace(
        public_id=UUID(int=number),
        kind=ResourceKind.HERITAGE,
        names=LocalisedText.of(names or {"en": f"Place {number}"}),
        city="Chongqing",
        city_names=LocalisedText.of({"en": "Chongqing", "zh-Hans": "重庆"}),
        district_names=LocalisedText.of({"en": district} if district else {}),
        market="CN",
        position=position or Position(29.70111, 105.705),
        is_draft=is_draft,
    )


def properties_of(*places: MapPlace, language: str = "en") -> list[PlaceProperties]:
    features = features_of(places, language)["features"]
    return [cast(PlaceProperties, feature["properties"]) for feature in features]


def areas_of(*places: MapPlace) -> list[AreaProperties]:
    features = features_of(places, "en")["features"]
    return [cast(AreaProperties, feature["properties"]) for feature in features]


def test_an_exact_place_is_a_point_without_an_error() -> None:
    [feature] = features_of([make_map_place()], "en")["features"]

    assert feature == {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": (105.705, 29.70111)},
        "properties": {
            "id": str(UUID(int=1)),
            "name": "Place 1",
            "kind": "heritage",
            "city": "Chongqing",
        },
    }


def test_a_rounded_place_says_its_error() -> None:
    place = make_map_place(position=Position(29.7, 105.7, Precision.ROUNDED, 8.0))

    [told] = properties_of(place)

    assert told["error_km"] == 8.0


def test_places_of_one_district_are_one_area_and_none_of_them_has_a_point() -> None:
    places = [make_map_place(number, DISTRICT) for number in (1, 2)]

    [feature] = features_of(places, "en")["features"]
    [told] = areas_of(*places)

    assert feature["geometry"]["coordinates"] == (105.72, 29.7)
    assert (told["area"], told["error_km"]) == ("Dazu District", 26.0)
    assert [each["name"] for each in told["places"]] == ["Place 1", "Place 2"]
    assert [sorted(each) for each in told["places"]] == [["city", "id", "kind", "name"]] * 2


def test_places_of_two_districts_are_two_areas() -> None:
    other = Position(30.1, 106.2, Precision.DISTRICT, 26.0)

    told = areas_of(
        make_map_place(1, DISTRICT), make_map_place(2, other, district="Hechuan District")
    )

    assert [each["area"] for each in told] == ["Dazu District", "Hechuan District"]


def test_an_area_without_a_district_bears_the_name_of_its_city() -> None:
    [told] = areas_of(make_map_place(1, DISTRICT, district=""))

    assert told["area"] == "Chongqing"


def test_a_name_in_another_language_than_the_readers_says_which() -> None:
    place = make_map_place(names={"zh-Hans": "大足石刻景区"})

    [english] = properties_of(place)
    [chinese] = properties_of(place, language="zh-hans")

    assert (english["name"], english["lang"]) == ("大足石刻景区", "zh-Hans")
    assert (chinese["city"], "lang" in chinese) == ("重庆", False)


def test_a_draft_says_that_it_is_one() -> None:
    [told] = properties_of(make_map_place(is_draft=True))

    assert told["draft"]


def test_dots_keep_the_order_of_the_list_and_areas_follow() -> None:
    told = properties_of(make_map_place(1, DISTRICT), make_map_place(2), make_map_place(3))

    assert [each.get("name") for each in told] == ["Place 2", "Place 3", None]


@pytest.mark.parametrize(
    ("error_km", "decimals"), [(0.0, 5), (0.08, 4), (0.8, 3), (8.0, 2), (26.0, 2), (80.0, 1)]
)
def test_a_position_is_told_with_no_more_decimals_than_it_is_good_for(
    error_km: float, decimals: int
) -> None:
    assert decimals_of(error_km) == decimals


@given(
    latitude=st.floats(-85, 85),
    longitude=st.floats(-179, 179),
    error_km=st.floats(0.08, 250),
    precision=st.sampled_from([Precision.ROUNDED, Precision.DISTRICT]),
)
def test_rounding_never_leads_far_out_of_the_error(
    latitude: float, longitude: float, error_km: float, precision: Precision
) -> None:
    given_position = Position(latitude, longitude, precision, error_km)

    [feature] = features_of([make_map_place(1, given_position)], "en")["features"]

    east, north = feature["geometry"]["coordinates"]
    assert great_circle_km(given_position, Position(north, east)) <= 0.11 * error_km
    assert feature["properties"]["error_km"] == error_km
