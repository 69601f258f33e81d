"""Acts that are done once, however often the request for them is sent."""

import json
import re
from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone
from pydantic import BaseModel

from landsea.foundation.api.callers import KeyRequest
from landsea.foundation.idempotency import Answer, run_once
from landsea.kernel.errors import InvalidInput, LandseaError
from landsea.kernel.texts import N_

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


class KeyMissing(LandseaError):
    """A request that makes something came without an idempotency key."""

    code = "idempotency-key-missing"
    http_status = 400
    message = N_("This request makes something, and has no idempotency key.")
    mend = N_("Send “Idempotency-Key” with a new random text, and the same one when you try again.")


class KeyUnusable(InvalidInput):
    """The idempotency key is too long, or has letters that a header should not have."""

    code = "idempotency-key-unusable"
    message = N_("This idempotency key can't be used.")
    mend = N_("Use 1 to 200 printable ASCII characters without spaces, say a UUID.")


def once(
    request: KeyRequest,
    act: Callable[[], BaseModel],
    *,
    route: str,
    status: int = 201,
    location: str = "",
) -> HttpResponse:
    """Does an act under the request's idempotency key and answers, or repeats the first answer.

    The answer is stored in the act's transaction, with the key, the route and what was sent; an
    act that is refused stores nothing. `location` may name fields of the answer.
    """
    key = request.headers.get(HEADER, "").strip()
    if not key:
        raise KeyMissing
    if not _KEY.fullmatch(key):
        raise KeyUnusable(field=HEADER, value=key[:40])
    answer = run_once(
        # As text: PostgreSQL would give an object back in another order.
        lambda: Answer(status, act().model_dump_json()),
        scope=f"{request.auth.name} {route}",
        key=key,
        # With the address: the same words about another record are another request.
        body=f"{request.path}\n".encode() + request.body,
        now=timezone.now(),
    )
    return _response(answer, location)


def _response(answer: Answer, location: str) -> HttpResponse:
    response = HttpResponse(
        answer.body, status=answer.status, content_type="application/json; charset=utf-8"
    )
    response[REPLAYED] = "true" if answer.is_replay else "false"
    if location:
        response["Location"] = location.format_map(json.loads(answer.body))
    return response
