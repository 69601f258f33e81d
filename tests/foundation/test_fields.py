"""The field of texts in several languages."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from landsea.foundation.fields import LocalisedTextField
from landsea.foundation.models import User
from landsea.kernel.texts import LocalisedText

TEXT = LocalisedText.of({"en": "Dazu “carvings”", "zh-Hans": "大足石刻", "th": "ต้าจู๋"})


@pytest.mark.django_db
@pytest.mark.parametrize("text", [TEXT, LocalisedText.of({})])
def test_a_text_comes_back_from_the_database_as_it_was(text: LocalisedText) -> None:
    User.objects.create_user("reader@dazu.example")

    # The stored form of the field, through the database and back.
    kept = User.objects.annotate(kept=models.Value(text, output_field=LocalisedTextField()))

    assert kept.get().kept == text


@pytest.mark.parametrize(
    "raw", [{"en": "Dazu", "zh-hans": "大足"}, LocalisedText.of({"en": "Dazu", "zh-Hans": "大足"})]
)
def test_plain_objects_and_texts_are_read_alike(raw: object) -> None:
    assert LocalisedTextField().to_python(raw).as_dict() == {"en": "Dazu", "zh-Hans": "大足"}


@pytest.mark.parametrize("raw", ["Dazu", ["Dazu"], {"en": 5}, 7])
def test_what_is_no_text_in_languages_is_refused(raw: object) -> None:
    with pytest.raises(ValidationError):
        LocalisedTextField().to_python(raw)


def test_a_required_text_is_not_empty() -> None:
    with pytest.raises(ValidationError):
        LocalisedTextField().clean(LocalisedText.of({}), None)
