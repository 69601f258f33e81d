"""What the database holds of the market, whatever the code above it does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from landsea.market.models import Listing, Project, ProjectSum
from tests.factories.market import import_rows, make_listing, make_register_row, make_sum_row

pytestmark = pytest.mark.django_db


def is_refused(write: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "moon"},
        {"side": "both"},
        {"state": "lost"},
        {"state": "taken-down"},
        {"take_down_reason": "Because."},
        {"published_at": None},
    ],
)
def test_a_listing_is_of_known_words_and_taken_down_for_a_reason(
    values: dict[str, object],
) -> None:
    make_listing()

    assert is_refused(lambda: Listing.objects.update(**values))


def test_a_listing_is_open_for_a_day_at_least() -> None:
    row = make_listing()

    assert is_refused(lambda: Listing.objects.update(ends_on=row.starts_on))
    assert is_refused(lambda: Listing.objects.update(ends_at=row.starts_at))
    assert not is_refused(lambda: Listing.objects.update(ends_on=row.starts_on + timedelta(days=1)))


@pytest.mark.parametrize(
    "values",
    [
        {"stage": "hoped"},
        {"sector": "moon"},
        {"amount_minor": None},
        {"amount_minor": 0},
        {"currency": ""},
    ],
)
def test_a_line_of_the_register_is_of_known_words_and_has_an_amount_or_none(
    values: dict[str, object],
) -> None:
    import_rows(make_register_row(), make_sum_row())

    assert is_refused(lambda: Project.objects.update(**values))
    assert is_refused(lambda: ProjectSum.objects.update(**values))


def test_a_key_stands_once_in_an_alliances_register() -> None:
    import_rows(make_register_row(), make_register_row(key="b"))
    import_rows(make_register_row(), alliance="far")

    assert is_refused(lambda: Project.objects.filter(key="b").update(key="spa-1"))
    assert Project.objects.filter(key="spa-1").count() == 2


def test_a_sum_is_over_projects() -> None:
    import_rows(make_sum_row())

    assert is_refused(lambda: ProjectSum.objects.update(project_count=0))
