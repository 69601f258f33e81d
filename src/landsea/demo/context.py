"""What the demonstration adds to each page."""

from typing import cast

from django.http import HttpRequest

from landsea.demo.guide import guide
from landsea.demo.roles import DEMO_ROLES, find_role_of
from landsea.demo.tour import find_progress, find_state
from landsea.foundation.requests import Request


def demo(request: HttpRequest) -> dict[str, object]:
    """Gives templates the roles that a visitor may take, the one that was taken, and the tour."""
    state = find_state(request.session)
    tour = None
    if state is not None and state.is_open:
        asked = cast(Request, request)
        tour = guide(asked, state, find_progress(asked, state))
    return {
        "demo": True,
        "demo_roles": DEMO_ROLES,
        "demo_role": find_role_of(request.user),
        "tour": tour,
        "has_left_tour": state is not None and not state.is_open,
    }
