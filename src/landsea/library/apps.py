"""The module as a Django app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "landsea.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from landsea.library import holdings, tasks  # noqa: F401, PLC0415 -- app ready
        from landsea.library.services import restoring  # noqa: PLC0415 -- app ready

        holdings.register()
        restoring.register()
