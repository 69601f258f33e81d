"""Mail: sent, or kept here to be read where no mail server is set."""

import logging
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from landsea.foundation.models import KeptMail
from landsea.kernel.clock import SystemClock
from landsea.kernel.errors import LandseaError
from landsea.kernel.texts import N_

logger = logging.getLogger(__name__)


class MailNotSent(LandseaError):
    """The mail server did not take the mail."""

    code = "mail-not-sent"
    http_status = 503
    message = N_("The mail could not be sent.")
    mend = N_("Nothing is lost. Try again in a few minutes.")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMailValue:
    """A mail that was kept, as a page or a command shows it."""

    recipient: str
    subject: str
    text: str
    written_at: datetime


def send(message: EmailMessage) -> None:
    """Sends a mail, or keeps it; raises MailNotSent when the server does not take it."""
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        # The server's answer names the recipient: only its kind goes into the log.
        logger.error("A mail could not be sent: %s", type(error).__name__)
        raise MailNotSent from error


def list_kept_mails(*, limit: int) -> list[KeptMailValue]:
    """Lists the mails that were kept, newest first."""
    return [
        KeptMailValue(
            recipient=row.recipient,
            subject=row.subject,
            text=row.text,
            written_at=row.written_at,
        )
        for row in KeptMail.objects.order_by("-id")[:limit]
    ]


class KeptMailBackend(BaseEmailBackend):
    """Keeps each mail as a row for each of its recipients; nothing leaves the machine."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        # Django's interface has no place for the time.
        now = SystemClock().now()
        for message in email_messages:
            KeptMail.objects.bulk_create(
                KeptMail(
                    recipient=recipient,
                    subject=str(message.subject)[:300],
                    text=str(message.body),
                    written_at=now,
                )
                for recipient in message.recipients()
            )
        return len(email_messages)
