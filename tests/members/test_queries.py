from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from landsea.kernel.errors import NotFound
from landsea.members.queries import (
    find_organisation_by_slug,
    get_organisation,
    list_alliances,
    list_members,
    list_organisations,
    list_organisations_by_ids,
)
from tests.factories.library import make_owner
from tests.factories.members import make_alliance, make_member

pytestmark = pytest.mark.django_db


def test_an_organisation_is_found_by_its_public_id_its_slug_and_its_key() -> None:
    owner = make_owner()

    assert get_organisation(owner.public_id) == owner
    assert find_organisation_by_slug(owner.slug) == owner
    assert list_organisations_by_ids([owner.id, owner.id, 0]) == {owner.id: owner}


def test_an_organisation_that_nobody_registered_is_not_found() -> None:
    make_owner()

    assert find_organisation_by_slug("nobody") is None
    with pytest.raises(NotFound):
        get_organisation(uuid4())


@pytest.mark.parametrize("count", [1, 3])
def test_lists_go_by_slug_and_take_one_query_each(
    django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    slugs = ["venue-c", "venue-a", "venue-b"][:count]
    for slug in slugs:
        make_member(slug)
        make_alliance(f"alliance-{slug}")
    alliance = make_alliance()

    with django_assert_num_queries(3):
        organisations, members, alliances = (
            list_organisations(),
            list_members(alliance.id),
            list_alliances(),
        )

    assert [each.slug for each in organisations] == sorted(slugs)
    assert members == organisations
    assert [each.slug for each in alliances] == [
        *(f"alliance-{slug}" for slug in sorted(slugs)),
        "land-sea",
    ]
