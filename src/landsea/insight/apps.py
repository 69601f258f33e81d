"""The module as a Django app."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "landsea.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from landsea.insight import holdings, receivers  # noqa: F401, PLC0415 -- app ready

        holdings.register()
