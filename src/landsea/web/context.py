"""What every page knows: its address in each language."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from landsea.foundation.actor import Actor, Role
from landsea.kernel.texts import canonical_tag
from landsea.web import search_engines

#: Each language by its own name: whoever looks for it may read no other.
OWN_NAMES = {
    "en": "English",
    "zh-hans": "简体中文",
    "de": "Deutsch",
    "fr": "Français",
    "th": "ไทย",
    "vi": "Tiếng Việt",
}


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """One language of the page."""

    code: str
    tag: str
    own_name: str
    address: str
    #: The address without what was searched for.
    path: str
    is_current: bool


def _roles(request: HttpRequest) -> frozenset[str]:
    """Returns what the reader does for anybody: which work the navigation offers."""
    return frozenset(grant.role.value for grant in _actor(request).grants)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = getattr(request, "actor", Actor())
    return actor


def _address_in(code: str, address: str) -> str:
    """Returns an address in another language: only what it begins with changes."""
    bare = search_engines.without_language(address)
    return f"/{code}{bare}" if bare != address else translate_url(address, code)


def page(request: HttpRequest) -> dict[str, object]:
    """Gives templates the languages with this page's address in each."""
    current = get_language()
    address = request.get_full_path()
    languages = [
        PageLanguage(
            code=code,
            tag=canonical_tag(code),
            own_name=OWN_NAMES[code],
            address=_address_in(code, address),
            path=_address_in(code, request.path),
            is_current=code == current,
        )
        for code, _name in settings.LANGUAGES
    ]
    is_listed = search_engines.is_listed(request)
    return {
        "languages": languages,
        # Filters of a list are no pages of their own.
        "canonical": request.build_absolute_uri(request.path) if is_listed else "",
        "any_language": search_engines.without_language(request.path),
        "site": request.build_absolute_uri("/").rstrip("/") if is_listed else "",
        "roles": _roles(request),
        "runs_alliance": bool(_actor(request).alliance_ids(Role.OFFICE)),
        "current_language": next((each for each in languages if each.is_current), languages[0]),
    }
