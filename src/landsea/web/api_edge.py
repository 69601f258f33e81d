"""What each request to the JSON interface passes first and last."""

import logging
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_vary_headers

from landsea.foundation import conditional
from landsea.foundation.api.callers import Caller
from landsea.foundation.api.problems import MethodNotAllowed, problem_of
from landsea.web import api_limits

logger = logging.getLogger("landsea.api")

PATH = "/api/"
#: How long a cache may answer in our place what anybody may read.
_PUBLIC_SECONDS = 60


class ApiMiddleware:
    """Gives answers of the interface their entity tag and limits, and writes each to the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PATH):
            return self.get_response(request)
        started = perf_counter()
        response = self._answer(request)
        logger.info(
            "request",
            extra={
                "method": request.method,
                "route": request.resolver_match.route if request.resolver_match else "",
                "status": response.status_code,
                "ms": round((perf_counter() - started) * 1000, 1),
                "caller": _kind_of(request),
            },
        )
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        is_head = request.method == "HEAD"
        if is_head:
            # The same answer without its body (RFC 9110, 9.3.2).
            request.method = "GET"
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response = _not_allowed(request, response)
        api_limits.tell(request, response)
        if request.method == "GET" and response.status_code == 200:
            response = _conditional(request, response)
        else:
            response.setdefault("Cache-Control", "no-store")
            if request.method == "PATCH" and response.status_code == 200:
                # Of the record as it is now, for the next change.
                response["ETag"] = conditional.etag_of(response.content)
        if is_head:
            request.method, length = "HEAD", len(response.content)
            response.content = b""
            response["Content-Length"] = str(length)
        return response


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Returns the answer with its entity tag, or only that the client has it already."""
    etag = conditional.etag_of(response.content)
    if conditional.is_known(request, etag):
        known = HttpResponse(status=304)
        for name in ("Vary", "Link", "RateLimit", "RateLimit-Policy", "Content-Language"):
            if name in response:
                known[name] = response[name]
        del known["Content-Type"]
        response = known
    response["ETag"] = etag
    # Whoever may see more than the public asks each time, and no other cache keeps the answer.
    is_public = "Authorization" not in request.headers
    response["Cache-Control"] = (
        f"public, max-age={_PUBLIC_SECONDS}" if is_public else "private, no-cache"
    )
    patch_vary_headers(response, ["Authorization"])
    return response


def _not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    allowed = {each.strip() for each in response["Allow"].split(",")}
    if "GET" in allowed:
        allowed.add("HEAD")
    words = ", ".join(sorted(allowed))
    answer = problem_of(MethodNotAllowed(method=request.method or "", allowed=words))
    answer["Allow"] = words
    return answer


def _kind_of(request: HttpRequest) -> str:
    """Returns what sort of caller asked, without saying who."""
    caller = getattr(request, "auth", None)
    if isinstance(caller, Caller):
        return caller.actor.kind.value
    return "device" if caller is not None else "anonymous"
