"""How bodies of the JSON interface are read and written."""

from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from pydantic_core import from_json

from landsea.foundation.api.problems import BadRequest, WrongMediaType
from landsea.foundation.api.writing import to_bytes


class StrictParser(Parser):
    """Reads JSON as RFC 8259 has it: no NaN, no half characters, no other kind of content."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401 -- whatever JSON holds
        if request.content_type != "application/json":
            raise WrongMediaType
        try:
            return from_json(request.body, allow_inf_nan=False)
        except ValueError as error:
            raise BadRequest from error


class PlainRenderer(BaseRenderer):
    """Writes JSON the way stored answers are written, so that both read alike."""

    media_type = "application/json"

    def render(
        self,
        request: HttpRequest,
        data: Any,  # noqa: ANN401 -- the base class's signature
        *,
        response_status: int,
    ) -> bytes:
        return to_bytes(data)
