import pytest

from landsea.members.engine.steps import Step


@pytest.mark.parametrize(
    ("before", "after", "has_reason", "step"),
    [
        ("", "applied", False, Step.APPLIED),
        ("", "admitted", False, Step.ADMITTED),
        ("applied", "admitted", False, Step.ADMITTED),
        ("applied", "left", True, Step.REFUSED),
        ("applied", "left", False, Step.WITHDRAWN),
        ("admitted", "suspended", True, Step.SUSPENDED),
        ("suspended", "admitted", False, Step.REINSTATED),
        ("suspended", "admitted", True, Step.REINSTATED),
        ("admitted", "left", False, Step.LEFT),
        ("suspended", "left", False, Step.LEFT),
        ("admitted", "left", True, Step.ENDED),
        ("suspended", "left", True, Step.ENDED),
        # What the first release left behind.
        ("", "suspended", True, Step.SUSPENDED),
    ],
)
def test_a_step_is_named_after_where_it_leads_from_and_to_and_who_had_to_say_why(
    before: str, after: str, has_reason: bool, step: Step
) -> None:
    assert Step.between(before, after, has_reason=has_reason) is step
