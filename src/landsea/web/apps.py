"""The module as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "landsea.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from landsea.web import receivers  # noqa: F401, PLC0415 -- app ready
