"""My account: who I am here, how I sign in, what I may do."""

from typing import TYPE_CHECKING, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from landsea.foundation.profiles import change_profile
from landsea.foundation.requests import Request
from landsea.kernel.texts import canonical_tag
from landsea.web.context import OWN_NAMES
from landsea.web.second_factor import asks_second_factor, is_required

if TYPE_CHECKING:
    from landsea.foundation.models import User


class ProfileForm(forms.Form):
    """What people say of themselves; how they sign in is changed on pages of its own."""

    name = forms.CharField(max_length=200, required=False)
    language = forms.ChoiceField(
        choices=[(canonical_tag(code), OWN_NAMES[code]) for code, _name in settings.LANGUAGES]
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def account(request: Request) -> HttpResponse:
    """Shows one's own account, and changes name and language."""
    user = cast("User", request.user)
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial={"name": user.name, "language": user.language or "en"},
    )
    if form.is_valid():
        change_profile(
            name=form.cleaned_data["name"],
            language=form.cleaned_data["language"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Saved."))
        return redirect("account")
    return render(
        request,
        "account/account.html",
        {
            "form": form,
            "has_second_factor": is_mfa_enabled(user, [Authenticator.Type.TOTP]),
            "asks_second_factor": is_required() and asks_second_factor(request.actor.grants),
        },
        status=422 if form.errors else 200,
    )
