"""The guided tour: begun, left, resumed, and led to where the next thing is done."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from landsea.demo.guide import find_next, guide, list_titles
from landsea.demo.pages import change_role
from landsea.demo.roles import TRAVELLER, find_role_of
from landsea.demo.tour import find_progress, find_state, keep_state, start_tour
from landsea.foundation.requests import Request

#: Says to htmx that there is nothing more to ask for.
_STOP_ASKING = 286


@never_cache
@require_GET
def tour(request: Request) -> HttpResponse:
    """Says what the tour shows, and offers to begin, to go on or to begin again."""
    state = find_state(request.session)
    progress = find_progress(request, state) if state else None
    return render(
        request,
        "demo/tour.html",
        {"titles": list_titles(), "was_begun": state is not None, "progress": progress},
    )


@require_POST
def change_tour(request: Request) -> HttpResponse:
    """Begins a tour, leaves it for now, or goes on with it."""
    state = find_state(request.session)
    act = request.POST.get("act", "")
    if act == "start":
        start_tour(request.session, now=timezone.now())
        if find_role_of(request.user) is not None:
            change_role(request, TRAVELLER)
        return redirect("library:list")
    if state is None:
        raise Http404
    if act == "leave":
        keep_state(request.session, replace(state, is_open=False))
        return redirect("home")
    if act != "resume":
        raise Http404
    keep_state(request.session, replace(state, is_open=True))
    return go_on(request)


@require_POST
def go_on(request: Request) -> HttpResponse:
    """Takes the role that the next thing needs, and leads to where it is done."""
    state = find_state(request.session)
    if state is None:
        raise Http404
    then = find_next(find_progress(request, state))
    taken = find_role_of(request.user)
    if then.role is not None and then.role != (taken.key if taken else TRAVELLER):
        change_role(request, then.role)
    return redirect(then.address)


@never_cache
@require_GET
def tour_now(request: Request) -> HttpResponse:
    """Says what is to be done now, for a bar that waits for the worker."""
    state = find_state(request.session)
    if state is None:
        raise Http404
    found = guide(request, state, find_progress(request, state))
    status = 200 if found.is_waiting else _STOP_ASKING
    return render(request, "demo/_tour_now.html", {"tour": found}, status=status)
