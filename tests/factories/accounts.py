"""Accounts for tests, the codes that their mails hold, and those that an app would show."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Sequence

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.mail import EmailMessage
from django.test import Client

from landsea.foundation.models import User

PASSWORD = "tall green river"
STEP_SECONDS = 30


def make_account(
    email: str = "li@example.org", *, is_confirmed: bool = True, language: str = "en"
) -> User:
    """Returns an account with a password, whose address was confirmed by a code or not yet."""
    user = User.objects.create_user(email, PASSWORD, language=language)
    EmailAddress.objects.create(user=user, email=email, verified=is_confirmed, primary=True)
    return user


def sign_in_by_password(client: Client, email: str = "li@example.org") -> None:
    """Signs the browser in on the page, as its person would."""
    response = client.post("/en/account/login/", {"login": email, "password": PASSWORD})
    assert response.status_code == 302, response.content.decode()


def confirm_password(client: Client) -> None:
    """Types the password once more, as is asked before what is worth an attack."""
    response = client.post("/en/account/reauthenticate/?next=/en/", {"password": PASSWORD})
    assert response.status_code == 302, response.content.decode()


def add_second_factor(user: User) -> str:
    """Turns the second factor on and returns the secret that the app has."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def list_recovery_codes(user: User) -> list[str]:
    """Lists the codes that an account has left."""
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return RecoveryCodes(row).get_unused_codes()


def code_of_app(secret: str, *, steps_ago: int = 0) -> str:
    """Returns what an app shows (RFC 6238), written apart from the library under test."""
    counter = int(time.time()) // STEP_SECONDS - steps_ago
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", counter), "sha1")
    offset = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 10**6:06}"


def code_in(mails: Sequence[EmailMessage]) -> str:
    """Returns the code in the newest mail."""
    (code,) = re.findall(r"^\d{3}-\d{3}-\d{3}$", str(mails[-1].body), re.MULTILINE)
    return str(code)
