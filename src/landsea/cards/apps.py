"""The module as a Django app."""

from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "landsea.cards"
    label = "cards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from landsea.cards import holdings  # noqa: PLC0415 -- app ready
        from landsea.cards.services import restoring  # noqa: PLC0415 -- app ready
        from landsea.cards.services.holders import take_over_cards  # noqa: PLC0415 -- app ready
        from landsea.foundation.subjects import register_takeover  # noqa: PLC0415 -- app ready

        register_takeover(take_over_cards)
        holdings.register()
        restoring.register()
