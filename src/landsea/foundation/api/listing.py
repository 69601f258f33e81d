"""Lists of the JSON interface, a page at a time."""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from landsea.foundation.api.schemas import Text
from landsea.foundation.pagination import Position, Slice, read_cursor, write_cursor

Out = TypeVar("Out", bound=BaseModel)
Item = TypeVar("Item")

MOST = 200


class PageQuery(BaseModel):
    """Which page of a list."""

    cursor: Text | None = Field(
        None,
        max_length=2000,
        description="The “next” of the page before, with the same filters; none for the first.",
    )
    limit: int = Field(50, ge=1, le=MOST, description="How many items a page has at most.")

    def after(self, of: str) -> Position | None:
        """Returns where the page begins in a list, None for its beginning."""
        return read_cursor(self.cursor, of=of) if self.cursor else None


class Page(BaseModel, Generic[Out]):
    """A page of a list."""

    items: list[Out]
    next: str | None = Field(
        description="The cursor of the page that follows; null on the last page.",
    )


def page_of(
    found: Slice[Item],
    as_out: Callable[[Item], Out],
    *,
    of: str,
    request: HttpRequest,
    response: HttpResponse,
) -> tuple[list[Out], str | None]:
    """Returns a page's items and the cursor of the next one, which the Link header names too.

    RFC 8288: a program may follow the link without knowing what a cursor is.
    """
    cursor = write_cursor(found.next, of=of) if found.next is not None else None
    if cursor is not None:
        query = request.GET.copy()
        query["cursor"] = cursor
        response["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
    return [as_out(item) for item in found.items], cursor
