"""The module as a Django app."""

from django.apps import AppConfig


class MarketConfig(AppConfig):
    name = "landsea.market"
    label = "market"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from landsea.market import holdings  # noqa: PLC0415 -- app ready
        from landsea.market.services import restoring  # noqa: PLC0415 -- app ready

        holdings.register()
        restoring.register()
