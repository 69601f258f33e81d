"""Keeps the language that a reader chose, for addresses that name none."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_path

_YEAR_SECONDS = 365 * 24 * 3600


class ChosenLanguageMiddleware:
    """Remembers a choice: who goes from one of our pages to one in another language has made it.

    The address decides for the page that is asked for, then the choice, then the browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        chosen = find_choice(request)
        if chosen and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != chosen:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                max_age=_YEAR_SECONDS,
                secure=settings.USE_TLS,
                httponly=True,
                samesite="Lax",
            )
        return response


def find_choice(request: HttpRequest) -> str | None:
    """Returns the language that the reader has just chosen, if this request is such a choice."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if request.method != "GET" or came_from.netloc != request.get_host():
        return None
    before = get_language_from_path(came_from.path)
    now = get_language_from_path(request.path_info)
    return now if before and before != now else None
