"""django-allauth's forms: no password is asked for twice, and no code counts twice."""

from typing import Any

from allauth.account import forms
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_factor_forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse


class SignUpForm(forms.SignupForm):
    """Asks for an e-mail address and a password."""

    def try_save(self, request: HttpRequest) -> tuple[AbstractBaseUser | None, HttpResponse | None]:
        """Makes the account, or lets it look so when the address has one already."""
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    return self.save(request), None
            except IntegrityError:  # made with the same address in the same moment
                self.account_already_exists = True
        user, response = super().try_save(request)
        return user, response


class _TypedOnce:
    """Leaves the second field of a new password out: who mistyped it sets a new one."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **kwargs)
        del self.fields["password2"]


class ChangePasswordForm(_TypedOnce, forms.ChangePasswordForm):
    """Asks for the present password and a new one."""


class SetPasswordForm(_TypedOnce, forms.SetPasswordForm):
    """Asks for the first password of an account that was made without one."""


class ResetPasswordForm(_TypedOnce, forms.ResetPasswordKeyForm):
    """Asks for a new password after the code from the mail."""


class _CountsOnce(second_factor_forms.BaseAuthenticateForm):
    """Refuses a code that was taken before, for as long as an app's code is valid.

    django-allauth forgets it after one step of the clock, but the steps before and after count too.
    """

    def clean_code(self) -> str:
        code = super().clean_code()
        steps = 1 + 2 * app_settings.TOTP_TOLERANCE
        key = f"second-factor:{self.authenticator.pk}:{normalize_user_code(code)}"
        if not cache.add(key, 1, timeout=steps * app_settings.TOTP_PERIOD):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_CountsOnce, second_factor_forms.AuthenticateForm):
    """Asks for the second factor while signing in."""


class ReauthenticateForm(_CountsOnce, second_factor_forms.ReauthenticateForm):
    """Asks for the second factor once more."""
