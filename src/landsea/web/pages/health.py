"""Whether this process can serve: asked by supervisors and balancers."""

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from landsea import __version__


@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """Answers 200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})
