"""The library on a map: the page with its list beside it, and the places that it draws."""

import gzip
import json
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from landsea.foundation.actor import Role
from landsea.foundation.requests import Request
from landsea.library.engine.labels import KIND_LABELS
from landsea.library.engine.map_features import features_of
from landsea.library.pages import (
    FILTERS,
    HtmxRequest,
    address_of,
    list_choices,
    read_filter,
    read_offset,
    with_filters,
)
from landsea.library.queries import (
    MAX_QUERY_LENGTH,
    PAGE_SIZE,
    PlaceFilter,
    count_facets,
    find_map_version,
    list_map_places,
    list_places,
)

#: An answer of which nobody asks any more is not kept longer.
_KEPT_SECONDS = 3600


@require_GET
def places_map(request: HtmxRequest) -> HttpResponse:
    """Shows places on a map with a list of them; for htmx the list and its filters only."""
    wanted = read_filter(request)
    page = list_places(wanted, offset=read_offset(request), limit=PAGE_SIZE)
    is_fragment = bool(request.htmx) and not request.htmx.history_restore_request
    context = {
        "wanted": wanted,
        "is_narrowed": wanted != PlaceFilter(),
        "page": page,
        "points_address": with_filters(request, "library:map-points"),
        "list_address": with_filters(request, "library:list"),
        "all_address": reverse("library:map"),
        "next_address": address_of(request, page.next_offset),
        "previous_address": address_of(request, page.previous_offset),
        "choices": list_choices(count_facets(wanted), wanted),
        "kinds": json.dumps({kind.value: _(label) for kind, label in KIND_LABELS.items()}),
        "max_query_length": MAX_QUERY_LENGTH,
        "is_fragment": is_fragment,
    }
    template = "library/_map_list.html" if is_fragment else "library/map.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def points(request: Request) -> HttpResponse:
    """Returns the places that have a position as GeoJSON, in the language of the address.

    The browser keeps it and asks again each time, which is answered by 304 while nothing that the
    reader may see has changed.
    """
    wanted = read_filter(request)
    etag = _etag_of(request)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    is_shared = not (request.actor.organisation_ids(Role.EDITOR, Role.OFFICE) or wanted.query)
    body = _shared_body(request, wanted, etag) if is_shared else _body(request, wanted)
    response = HttpResponse(body, content_type="application/geo+json", headers={"ETag": etag})
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _etag_of(request: Request) -> str:
    # The order of the filters makes no other map.
    asked = "&".join(f"{name}={request.GET.get(name, '')}" for name in FILTERS)
    version = find_map_version(actor=request.actor)
    return f'"{sha256(f"{version} {get_language()} {asked}".encode()).hexdigest()[:32]}"'


def _shared_body(request: Request, wanted: PlaceFilter, etag: str) -> bytes:
    """Returns what everybody without drafts of their own is shown, made once for all of them."""
    key = f"map {etag}"
    kept = cache.get(key)
    if kept is None:
        kept = gzip.compress(_body(request, wanted))
        cache.set(key, kept, _KEPT_SECONDS)
    return gzip.decompress(kept)


def _body(request: Request, wanted: PlaceFilter) -> bytes:
    found = list_map_places(wanted, actor=request.actor)
    collection = features_of(found, get_language() or "en")
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
