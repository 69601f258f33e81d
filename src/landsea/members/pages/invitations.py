"""An invitation is read and accepted."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from landsea.foundation.requests import Request
from landsea.members import queries
from landsea.members.services.invitations import accept_invitation


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: Request, secret: str) -> HttpResponse:
    """Shows who invites to what; whoever is signed in accepts."""
    now = timezone.now()
    back = urlencode({"next": request.path})
    if request.method == "POST":
        if request.actor.user_id is None:  # signed out meanwhile
            return redirect(f"{reverse('sign-in')}?{back}")
        accept_invitation(secret, by=request.actor, now=now)
        messages.success(request, _("The role is yours. Here is what there is to do."))
        return redirect("desk")
    found = queries.get_invitation(secret, now=now)
    return render(request, "members/invitation.html", {"invitation": found, "back": back})
