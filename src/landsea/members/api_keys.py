"""The key of the JSON interface, as each endpoint asks for it."""

from typing import cast

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from landsea.foundation import rates
from landsea.foundation.actor import Actor, ActorKind
from landsea.foundation.api.callers import Caller, KeyRequest
from landsea.foundation.api.problems import NotAuthenticated, ScopeMissing
from landsea.members.engine.scopes import Scope
from landsea.members.queries.tokens import PresentedToken, find_token
from landsea.members.services.tokens import PREFIX, note_use


class ApiKey(HttpBearer):
    """A key of an organisation, with one of the scopes that an endpoint names."""

    openapi_bearerFormat = PREFIX  # noqa: N815 -- OpenAPI's word
    openapi_description = (
        "A key of an organisation, made by its office on the page “Keys” of its desk. "
        "What it may do are its scopes; sessions of browsers are not accepted."
    )

    def __init__(self, *scopes: Scope) -> None:
        super().__init__()
        #: One of them is needed; none named: any key will do.
        self.scopes = scopes

    def __call__(self, request: HttpRequest) -> Caller:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise NotAuthenticated
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        now = timezone.now()
        found = find_token(token, now=now)
        if found is None:
            raise NotAuthenticated
        note_use(found, now=now)
        caller = _caller_with(found, cast(KeyRequest, request).request_id)
        cast(KeyRequest, request).actor = caller.actor
        if self.scopes and not caller.scopes & set(self.scopes):
            raise ScopeMissing(scope=" / ".join(scope.value for scope in self.scopes))
        return caller


class KeyOrNobody(ApiKey):
    """A key if one is sent, else nobody in particular: the public is told less."""

    def __call__(self, request: HttpRequest) -> Caller:
        if "Authorization" in request.headers:
            return super().__call__(request)
        # Also for a browser with a session: nobody is led into acting here by a link.
        asked = cast(KeyRequest, request)
        asked.actor = Actor(request_id=asked.request_id)
        return Caller(name=rates.address_caller(request), actor=asked.actor)


def _caller_with(token: PresentedToken, request_id: str) -> Caller:
    return Caller(
        name=f"key:{token.id}",
        actor=Actor(kind=ActorKind.INTEGRATION, grants=token.grants, request_id=request_id),
        label=token.value.name,
        scopes=frozenset(scope.value for scope in token.value.scopes),
        ends_at=token.value.ends_at,
        organisation_id=token.organisation_id,
        organisation=token.organisation,
    )
