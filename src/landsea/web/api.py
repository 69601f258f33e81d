"""The JSON interface: mounts the modules' routers."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from landsea import __version__
from landsea.cards.http import router as cards
from landsea.insight.http import router as figures
from landsea.library.http import router as places
from landsea.market.http import router as market
from landsea.members.api_keys import ApiKey
from landsea.members.http import me
from landsea.members.http import router as members
from landsea.web.api_changes import router as changes
from landsea.web.api_errors import answer_errors
from landsea.web.api_limits import RateLimit
from landsea.web.api_openapi import ABOUT, complete
from landsea.web.api_reading import PlainRenderer, StrictParser


class LandseaApi(NinjaAPI):
    """An interface whose description also says what all its endpoints share."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        return self._described

    @cached_property
    def _described(self) -> OpenAPISchema:
        return complete(super().get_openapi_schema(), dict(self._scopes()))

    def _scopes(self) -> Iterator[tuple[str, list[str]]]:
        """Lists the scopes of which each operation needs one."""
        for router in self._get_bound_routers():
            for view in router.path_operations.values():
                for operation in view.operations:
                    for auth in operation.auth_callbacks:
                        if isinstance(auth, ApiKey) and auth.scopes:
                            yield str(operation.operation_id), [each.value for each in auth.scopes]


api = LandseaApi(
    title="Landsea",
    version=__version__,
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,
    parser=StrictParser(),
    renderer=PlainRenderer(),
    throttle=[RateLimit()],
)
answer_errors(api)
api.add_router("/me", me)
api.add_router("", members)
api.add_router("/places", places)
api.add_router("/figures", figures)
api.add_router("", cards)
api.add_router("", market)
api.add_router("/changes", changes)
