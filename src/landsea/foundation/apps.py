"""The foundation as a Django app."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "landsea.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from landsea.foundation import holdings, periods, tidying  # noqa: F401, PLC0415 -- app ready

        holdings.register()
        periods.register()
