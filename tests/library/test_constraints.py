import pytest
from django.db import IntegrityError, transaction

from landsea.library.models import Resource
from tests.factories.library import make_place

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"latitude": None},
        {"longitude": None},
        {"position_precision": ""},
        {"position_error_km": None},
        {"latitude": None, "longitude": None},
        {"latitude": 90.5},
        {"longitude": -181},
        {"position_error_km": 1.0},
        {"position_precision": "rounded"},
        {"position_precision": "about"},
        {"position_precision": "rounded", "position_error_km": -1},
        {"price_minor": 100},
        {"price_minor": -1, "currency": "CNY"},
        {"low_season_price_minor": 100},
        {"kind": "pagoda"},
        {"state": "hidden"},
        {"confidence": "D"},
        {"licence_state": "perhaps"},
        {"visit_minutes": 0},
    ],
)
def test_the_database_holds_what_a_resource_may_say(wrong: dict[str, object]) -> None:
    place = make_place()

    with pytest.raises(IntegrityError), transaction.atomic():
        Resource.objects.filter(pk=place.pk).update(**wrong)


def test_a_source_tells_of_a_place_once() -> None:
    make_place("cq-0001")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_place("cq-0001")
