"""How often each caller of the JSON interface may ask."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.throttling import BaseThrottle

from landsea.foundation import rates
from landsea.foundation.api.callers import Caller, KeyRequest
from landsea.foundation.api.problems import problem_of


class LimitedRequest(KeyRequest):
    """A request that was counted."""

    allowance: rates.Allowance


class RateLimit(BaseThrottle):
    """Counts requests of a key, or of an address without one, by the minute.

    Gates are left out: a device is enrolled by its venue, and can be revoked; to turn a visitor
    away because a queue moved fast would be worse than the load, and each scan would cost one
    more statement.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        caller: object = cast(KeyRequest, request).auth
        return not isinstance(caller, Caller) or not count(request, caller.name).is_over


def count(request: HttpRequest, caller: str) -> rates.Allowance:
    """Counts a request and keeps what is left on it."""
    is_key = caller.startswith("key:")
    limit = settings.LANDSEA_RATE_KEY if is_key else settings.LANDSEA_RATE_ANONYMOUS
    allowance = rates.count_request(f"api:{caller}", limit=limit, now=timezone.now())
    cast(LimitedRequest, request).allowance = allowance
    return allowance


def refuse(request: HttpRequest) -> HttpResponse:
    """Returns the answer to a request that was one too many."""
    allowance = cast(LimitedRequest, request).allowance
    response = problem_of(
        rates.TooManyRequests(limit=allowance.limit, seconds=allowance.seconds_left)
    )
    response["Retry-After"] = str(allowance.seconds_left)
    return response


def tell(request: HttpRequest, response: HttpResponse) -> None:
    """Says in the answer's headers how much is left (draft-ietf-httpapi-ratelimit-headers)."""
    allowance = getattr(request, "allowance", None)
    if isinstance(allowance, rates.Allowance):
        window = int(rates.WINDOW.total_seconds())
        response["RateLimit-Policy"] = f'"minute";q={allowance.limit};w={window}'
        response["RateLimit"] = f'"minute";r={allowance.remaining};t={allowance.seconds_left}'
