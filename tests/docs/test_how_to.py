"""The how-to guides do what they say."""

import re

import pytest
from django.utils import timezone

from landsea.cards.queries import list_programmes
from landsea.members.queries import find_organisation_by_slug
from tests.docs.reading import ROOT


@pytest.mark.django_db
def test_the_guide_founds_an_alliance_with_a_card_on_sale(
    capsys: pytest.CaptureFixture[str],
) -> None:
    guide = (ROOT / "docs/how-to/run-for-real.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)

    exec(compile(code, "run-for-real.md", "exec"), {})  # noqa: S102 -- our own guide

    museum = find_organisation_by_slug("our-museum")
    assert museum is not None
    assert capsys.readouterr().out.strip() == str(museum.public_id)
    assert [str(programme.names) for programme in list_programmes(now=timezone.now())] == [
        "Our card"
    ]
