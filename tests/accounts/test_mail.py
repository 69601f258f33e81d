"""Mail is sent by the server that is set, or kept."""

from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from landsea.foundation import mail
from landsea.foundation.mail_url import read_mail_url
from landsea.foundation.models import KeptMail
from tests.factories.accounts import PASSWORD

KEPT = "landsea.foundation.mail.KeptMailBackend"


def test_the_address_of_a_mail_server_says_all_that_django_asks() -> None:
    read = read_mail_url("smtp://li%40example.org:p%2Fw@mail.example.org:2525/?tls=1")

    assert read == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": 2525,
        "EMAIL_HOST_USER": "li@example.org",
        "EMAIL_HOST_PASSWORD": "p/w",
        "EMAIL_USE_TLS": True,
        "EMAIL_USE_SSL": False,
        "EMAIL_TIMEOUT": 10,
    }


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://h", 25, False, False),
        ("smtp://h/?tls=0", 25, False, False),
        ("smtp://h/?tls=1", 587, True, False),
        ("smtps://h", 465, False, True),
        ("smtps://h:4650/?tls=1", 4650, False, True),
    ],
)
def test_ports_follow_from_how_the_server_is_spoken_to(
    url: str, port: int, tls: bool, ssl: bool
) -> None:
    read = read_mail_url(url)

    assert (read["EMAIL_PORT"], read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"]) == (port, tls, ssl)


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_what_is_no_address_of_a_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="LANDSEA_MAIL_URL reads smtp://"):
        read_mail_url(url)


def test_without_a_server_mail_is_kept() -> None:
    assert read_mail_url("") == {"EMAIL_BACKEND": KEPT}


@pytest.mark.django_db
def test_a_kept_mail_is_there_once_for_each_recipient(settings: Settings) -> None:
    settings.EMAIL_BACKEND = KEPT

    mail.send(
        EmailMessage("Code", "123", "us@example.org", ["a@example.org"], bcc=["b@example.org"])
    )

    assert list(KeptMail.objects.order_by("id").values_list("recipient", "subject", "text")) == [
        ("a@example.org", "Code", "123"),
        ("b@example.org", "Code", "123"),
    ]


@pytest.mark.django_db
def test_the_command_prints_the_newest_mails_in_their_order(settings: Settings) -> None:
    settings.EMAIL_BACKEND = KEPT
    for number in range(3):
        mail.send(EmailMessage(f"Mail {number}", "123-456-789", None, ["a@example.org"]))
    printed, nothing = StringIO(), StringIO()

    call_command("mail", "--last", "2", stdout=printed)
    KeptMail.objects.all().delete()
    call_command("mail", stdout=nothing)

    text = printed.getvalue()
    assert "Mail 0" not in text
    assert text.index("Subject: Mail 1") < text.index("Subject: Mail 2")
    assert "To: a@example.org" in text
    assert nothing.getvalue() == "No mail was kept.\n"


@pytest.mark.django_db
def test_a_server_that_does_not_answer_gets_a_page_and_no_address_into_the_log(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    answer = client.post("/en/account/signup/", {"email": "mei@example.org", "password1": PASSWORD})

    assert answer.status_code == 503
    assert "The mail could not be sent." in answer.content.decode()
    assert "A mail could not be sent: ConnectionRefusedError" in caplog.text
    assert "mei@" not in caplog.text
