"""What guards every answer and every request: rules for browsers, and limits of size."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from landsea.foundation.api.problems import problem_of
from landsea.kernel.errors import TooLarge
from landsea.web import errors
from landsea.web.api_edge import PATH

GetResponse = Callable[[HttpRequest], HttpResponse]

#: Pages use none of these, so no script that gets into one may either.
_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
    )
)
#: What a form sends beside its file: names of fields and bounds between them.
_AROUND_A_FILE = 100_000


class BrowserRulesMiddleware:
    """Tells browsers which of a machine's parts no page of ours asks for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        return response


class UploadLimitMiddleware:
    """Refuses what is larger than any file we take before a byte of it is kept."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without this header the server passes on no body at all.
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) <= settings.LANDSEA_MAX_UPLOAD + _AROUND_A_FILE:
            return self.get_response(request)
        return too_large(request, settings.LANDSEA_MAX_UPLOAD)


def too_large(request: HttpRequest, limit: int) -> HttpResponse:
    """Says that more was sent than is taken, to a reader or to a program."""
    error = TooLarge(limit=f"{limit // 1_000_000} MB")
    if request.path.startswith(PATH):
        return problem_of(error)
    return errors.error_page(request, error)
