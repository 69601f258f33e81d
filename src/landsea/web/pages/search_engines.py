"""The files that search engines ask for: robots.txt and the sitemap in its parts."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from landsea.web import search_engines

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_HOUR = 3600


@require_GET
@cache_control(public=True, max_age=_HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    """Lets every robot read: a page that is not to be listed says so itself, and must be read."""
    lines = ["User-agent: *", "Disallow: /api/v1/"]
    if settings.LANDSEA_INDEX:
        lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_GET
@cache_control(public=True, max_age=_HOUR)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Lists the parts of the sitemap (sitemaps.org)."""
    parts = (
        request.build_absolute_uri(reverse("sitemap-part", args=name.rsplit("-", 1)))
        for name in search_engines.list_files()
    )
    body = "".join(f"<sitemap><loc>{escape(part)}</loc></sitemap>\n" for part in parts)
    return _xml(f"<sitemapindex {_SITEMAP}>\n{body}</sitemapindex>\n")


@require_GET
@cache_control(public=True, max_age=_HOUR)
def sitemap_part(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """Lists pages in every language, each with its addresses in all of them."""
    if f"{section}-{number}" not in search_engines.list_files():
        raise Http404
    site = request.build_absolute_uri("/").rstrip("/")
    body = "".join(
        _entries(site, path, updated_at)
        for path, updated_at in search_engines.list_addresses(section, number)
    )
    return _xml(f"<urlset {_SITEMAP} {_LINKS}>\n{body}</urlset>\n")


def _entries(site: str, path: str, updated_at: datetime | None) -> str:
    addresses = [(tag, f"{site}{each}") for tag, each in search_engines.in_languages(path)]
    any_language = ("x-default", site + search_engines.without_language(path))
    links = "".join(_link(tag, each) for tag, each in (*addresses, any_language))
    changed = f"<lastmod>{updated_at:%Y-%m-%d}</lastmod>" if updated_at else ""
    return "".join(_entry(address, changed + links) for _tag, address in addresses)


def _entry(address: str, rest: str) -> str:
    return f"<url><loc>{escape(address)}</loc>{rest}</url>\n"


def _link(tag: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(address)}"/>'


def _xml(body: str) -> HttpResponse:
    return HttpResponse(f"{_HEAD}{body}", content_type="application/xml")
