"""In the demonstration, a visitor takes a role by one click."""

from django.contrib import messages
from django.contrib.auth import get_user_model, login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from landsea.demo.roles import TRAVELLER, find_demo_role
from landsea.foundation.requests import Request, find_visitor_subject, keep_visitor_subject


@require_POST
def take_demo_role(request: Request) -> HttpResponse:
    """Signs the visitor in as the demo person of a role, or out again as traveller.

    The traveller's subject stays in the session, so that trips and cards are there again on
    the way back.
    """
    key = request.POST.get("role", "")
    subject = find_visitor_subject(request)
    role = find_demo_role(key)
    if key == TRAVELLER:
        logout(request)
    else:
        user = get_user_model().objects.filter(email=role.email).first() if role else None
        if user is None:
            raise Http404
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        messages.info(request, _("Now you are: %(role)s") % {"role": role.title if role else ""})
    if subject is not None:
        keep_visitor_subject(request, subject)
    return redirect(role.start if role else "home")
