"""How django-allauth behaves here: its sentences, its mails, and what it must not do."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.utils import build_absolute_uri
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from landsea.foundation import mail, second_factors
from landsea.kernel.texts import canonical_tag
from landsea.members import queries as members
from landsea.web.second_factor import asks_second_factor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from landsea.foundation.models import User

#: What a mail calls the site, beside the name of its host.
SITE_NAME = "Landsea"

#: In our words for two reasons: django-allauth has no Vietnamese and Django's Thai has gaps.
_SENTENCES: dict[str, "StrOrPromise"] = {
    "account_inactive": _("This account is closed."),
    "email_password_mismatch": _(
        "E-mail address and password do not belong together. Check both and try again."
    ),
    "email_taken": _("This address belongs to another account."),
    "duplicate_email": _("This is your address already."),
    "same_as_current": _("This is your address already."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_password": _("This is not your present password."),
    "incorrect_code": _("This code is not right. Look at the newest one."),
    "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
    "rate_limited": _("Too many attempts. Wait a minute and try again."),
}
_SECOND_FACTOR_SENTENCES: dict[str, "StrOrPromise"] = {
    "cannot_delete_authenticator": _("Your role asks for a second factor. It stays on."),
    "cannot_generate_recovery_codes": _("Turn the second factor on first."),
    "incorrect_code": _("This code is not right. Look at the newest one."),
    "unverified_email": _("Confirm your e-mail address first."),
}
_PASSWORD_SENTENCES: dict[str, "StrOrPromise"] = {
    "password_too_short": _("Too short: take at least %(min_length)d characters."),
    "password_too_common": _("Too easy to guess: many people use it."),
    "password_entirely_numeric": _("Too easy to guess: digits alone are not enough."),
    "password_too_similar": _("Too easy to guess: it is like your e-mail address."),
}
_NO_SUCH_DOMAIN = _("No mail can reach this address.")


class AccountAdapter(DefaultAccountAdapter):
    """What django-allauth asks the site about accounts."""

    error_messages = {**DefaultAccountAdapter.error_messages, **_SENTENCES}

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: BaseForm, commit: bool = True
    ) -> AbstractBaseUser:
        """Notes the language in which somebody signed up: mails are written in it."""
        cast("User", user).language = canonical_tag(get_language() or "en")
        return super().save_user(request, user, form, commit)

    def clean_email(self, email: str) -> str:
        """Refuses addresses that can't be anybody's (RFC 2606), such as the demonstration's."""
        if email.lower().endswith(".invalid"):
            raise ValidationError(_NO_SUCH_DOMAIN, code="unreachable_email")
        return email

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """Says in our words what is wrong with a new password."""
        try:
            return super().clean_password(password, user)
        except ValidationError as refusal:
            raise ValidationError([_in_our_words(each) for each in refusal.error_list]) from None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes a mail in the language of whoever will read it."""
        with translation.override(_language_of_reader(email, context.get("user"))):
            written = {
                **context,
                "email": email,
                "site_name": SITE_NAME,
                "host": self.request.get_host(),
                # Made here, so that they lead to pages in the reader's language.
                "signup_url": build_absolute_uri(self.request, reverse("account_signup")),
                "password_reset_url": build_absolute_uri(
                    self.request, reverse("account_reset_password")
                ),
            }
            message: EmailMessage = self.render_mail(template_prefix, email, written)
        mail.send(message)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Lets the mail know for whom it is, also when it goes to a former address."""
        super().send_notification_mail(
            template_prefix, user, {**(context or {}), "user": user}, email
        )

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        if self.request.user.is_authenticated:
            return reverse("account")
        return str(super().get_email_verification_redirect_url(email_address))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def is_ajax(self, request: HttpRequest) -> bool:
        """Says that pages are asked for as pages: nothing here needs the JSON answers."""
        return False


class AccountPagesMiddleware:
    """Keeps django-allauth's pages out of every cache: they show secrets, codes and addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match and match.func.__module__.startswith("allauth."):
            add_never_cache_headers(response)
        return response


class SecondFactorAdapter(DefaultMFAAdapter):
    """What django-allauth asks the site about second factors."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        **_SECOND_FACTOR_SENTENCES,
    }

    def get_totp_issuer(self) -> str:
        return SITE_NAME

    def encrypt(self, text: str) -> str:
        return second_factors.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return second_factors.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Says that whoever holds an office keeps the second factor."""
        return not asks_second_factor(members.list_grants_of(authenticator.user_id))


def _in_our_words(refusal: ValidationError) -> ValidationError:
    sentence = _PASSWORD_SENTENCES.get(refusal.code or "")
    return ValidationError(sentence, refusal.code, refusal.params) if sentence else refusal


def _language_of_reader(email: str, user: "User | None") -> str:
    """Returns the language of the account that a mail goes to, else that of the page."""
    found = user or (
        get_user_model().objects.unscoped("its language only").filter(email=email).first()
    )
    return (found.language.lower() if found else "") or get_language() or "en"
