"""How often somebody may ask: counted in the database, so that all processes count together."""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from landsea.foundation.models import RateCount
from landsea.kernel.errors import LandseaError
from landsea.kernel.texts import N_

WINDOW = timedelta(minutes=1)


class TooManyRequests(LandseaError):
    """The caller has asked as often as it may in this minute."""

    code = "too-many-requests"
    http_status = 429
    message = N_("You have asked {limit} times in this minute, which is the most.")
    mend = N_("Wait {seconds} seconds, then go on.")


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much of a window is left to a caller."""

    limit: int
    count: int
    seconds_left: int

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.count)

    @property
    def is_over(self) -> bool:
        return self.count > self.limit


def count_request(caller: str, *, limit: int, now: datetime) -> Allowance:
    """Counts one request of a caller and returns what is left; one statement, whoever else counts.

    Windows are fixed: somebody who asks at the end of one and the beginning of the next may have
    twice the limit within a minute, and never more. What is over is removed by whoever opens a
    window.
    """
    window = _window_of(now)
    table = RateCount._meta.db_table
    statement = (
        f"INSERT INTO {table} "  # noqa: S608 -- the name of our own table
        '("key", window_starts_at, count) VALUES (%s, %s, 1) '
        f'ON CONFLICT ("key", window_starts_at) DO UPDATE SET count = {table}.count + 1 '
        "RETURNING count"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [caller, connection.ops.adapt_datetimefield_value(window)])
        ((count,),) = cursor.fetchall()
    if count == 1:
        RateCount.objects.filter(window_starts_at__lt=window - WINDOW).delete()
    seconds = (window + WINDOW - now).total_seconds()
    return Allowance(limit, count, max(1, round(seconds)))


def address_caller(request: HttpRequest) -> str:
    """Returns a name for the address that a request comes from; it does not tell the address.

    All of a /64 of IPv6 is one caller, for it is what one customer is given (RFC 6177).
    """
    text = client_address(request)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        known = "unknown"
    else:
        length = 64 if address.version == 6 else 32
        known = str(ipaddress.ip_network((address, length), strict=False))
    return f"address:{salted_hmac('landsea.rates', known).hexdigest()[:32]}"


def client_address(request: HttpRequest) -> str:
    """Returns where a request comes from: behind proxies, what the outermost of ours says."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if 0 < proxies <= len(forwarded) and (address := forwarded[-proxies].strip()):
        return address
    return str(request.META.get("REMOTE_ADDR", ""))


def _window_of(now: datetime) -> datetime:
    seconds = int(WINDOW.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)
