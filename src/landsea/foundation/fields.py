"""Model fields that hold the kernel's values."""

import json
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from landsea.kernel.texts import LocalisedText


class LocalisedTextField(models.JSONField):
    """A `LocalisedText` kept as JSON: a language more needs no migration."""

    description = "Text in several languages"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> LocalisedText:
        return _read(value) if isinstance(value, str) else LocalisedText.of(value or {})

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(_plain(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(_plain(value), connection, prepared)

    def to_python(self, value: Any) -> LocalisedText:
        if isinstance(value, LocalisedText):
            return value
        try:
            return LocalisedText.of(value or {})
        except (AttributeError, TypeError, ValueError) as error:
            raise ValidationError(f"Not a text in languages: {value!r} ({error}).") from error

    def value_to_string(self, obj: models.Model) -> Any:
        return _plain(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(self.to_python(value).as_dict(), model_instance)


@lru_cache(maxsize=4096)
def _read(stored: str) -> LocalisedText:
    """Returns a stored text; lists show the same cities and districts again and again."""
    return LocalisedText.of(json.loads(stored) or {})


def _plain(value: Any) -> Any:
    return value.as_dict() if isinstance(value, LocalisedText) else value
