"""In the demonstration, a visitor takes a role by one click, and reads the mails that are sent."""

import re

from django.contrib import messages
from django.contrib.auth import get_user_model, login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from landsea.demo.roles import TRAVELLER, DemoRole, find_demo_role
from landsea.demo.tour import find_state, keep_state
from landsea.foundation.mail import list_kept_mails
from landsea.foundation.requests import Request, find_visitor_subject, keep_visitor_subject

#: So many mails are shown.
_MAILS = 50


@require_POST
def take_demo_role(request: Request) -> HttpResponse:
    """Signs the visitor in as the demo person of a role, or out again as traveller.

    The traveller's subject stays in the session, so that trips and cards are there again on
    the way back.
    """
    role = change_role(request, request.POST.get("role", ""))
    return redirect(role.start if role else "home")


def change_role(request: Request, key: str) -> DemoRole | None:
    """Takes a role, and carries over what the session of a traveller on a tour keeps."""
    subject = find_visitor_subject(request)
    tour = find_state(request.session)
    role = find_demo_role(key)
    if key == TRAVELLER:
        logout(request)
    else:
        people = get_user_model().objects.unscoped("the people of the demonstration are its own")
        user = people.filter(email=role.email).first() if role else None
        if user is None:
            raise Http404
        # Not django-allauth's way in: no code is asked, and nothing comes along to the account.
        login(request, user)
        messages.info(request, _("Now you are: %(role)s") % {"role": role.title if role else ""})
    if subject is not None:
        keep_visitor_subject(request, subject)
    if tour is not None:
        keep_state(request.session, tour)
    return role


@never_cache
@require_GET
def kept_mail(request: Request) -> HttpResponse:
    """Shows the mails that would have been sent, newest first, to whoever looks."""
    mails = [
        (mail, link_own(mail.text, request.get_host())) for mail in list_kept_mails(limit=_MAILS)
    ]
    return render(request, "demo/mail.html", {"mails": mails})


def link_own(text: str, host: str) -> SafeString:
    """Returns a text whose links to a host can be clicked; any other link stays text."""
    own = re.compile(rf"(?<!\S)(https?://{re.escape(host)}(?:/\S*)?)(?=\s|$)")
    parts = own.split(text)
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a href="{0}">{0}</a>', part) if own.fullmatch(part) else part,)
            for part in parts
        ),
    )
