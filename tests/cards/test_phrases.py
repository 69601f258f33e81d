from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.utils import translation

from landsea.cards.engine.rules import Detail, Outcome, Rule, Verdict
from landsea.cards.phrases import words_for

FACTS: dict[str, Detail] = {
    "uses": 2,
    "last_used": datetime(2026, 11, 24, 2, tzinfo=UTC),
    "first_day": date(2026, 12, 1),
    "last_day": date(2027, 2, 28),
}


@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_rule_has_its_words_in_each_language(rule: Rule, language: str) -> None:
    with translation.override(language):
        words = words_for(Verdict(Outcome.REFUSED, rule, FACTS))

    assert all((words.heading, words.reason, words.say))
    assert "%(" not in words.reason + words.say


def test_dates_and_counts_are_the_readers() -> None:
    with translation.override("zh-hans"):
        words = words_for(Verdict.refused(Rule.EXPIRED, last_day=date(2027, 2, 28)))

    assert "2027年2月28日" in words.reason
