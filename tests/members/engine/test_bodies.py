import pytest

from landsea.members.engine.bodies import Body


def test_a_body_finds_the_rows_of_its_organisation_or_of_its_alliance() -> None:
    assert Body(organisation_id=7).lookup == {"organisation_id": 7}
    assert Body(alliance_id=7).lookup == {"alliance_id": 7}


@pytest.mark.parametrize("keys", [{}, {"organisation_id": 1, "alliance_id": 2}])
def test_a_body_is_an_organisation_or_an_alliance_and_not_both(keys: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="one organisation or one alliance"):
        Body(**keys)
