"""Each column that can lead to a person is named by the module that keeps it."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from landsea.foundation.personal_data import EXPORT_FORMAT, list_holdings
from tests.docs.reading import ROOT, list_code, list_rows
from tests.privacy.people import make_known_person
from tests.privacy.searching import find_in_database

REFERENCE = (ROOT / "docs/reference/personal-data.md").read_text(encoding="utf-8")
#: Names of columns that stand for a person, whatever their type.
TELLING = re.compile(
    r"(^|_)(by|subject|traveller|holder|person|user|email|recipient|phone|ip)(_|$)|session_data"
)
#: Columns whose name or target sounds like a person and that lead to none.
HARMLESS = {
    "account.EmailConfirmation.email_address": "goes with the address",
    "foundation.TaskRun.leased_by": "a worker's process",
    "cards.Card.sold_by": "an organisation",
    "foundation.Erasure.subject": "emptied when the erasure is finished",
    "foundation.Erasure.subject_sha256": "a digest of a random id",
}


def list_models() -> Iterator[type[models.Model]]:
    """Lists all tables, those of the libraries too, but no copies of others."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy and model._meta.managed:
            yield model


def list_telling_columns() -> Iterator[str]:
    """Lists columns that can lead to a person, by their name or by what they point to."""
    user = get_user_model()
    for model in list_models():
        for field in model._meta.concrete_fields:
            leads_to_person = field.related_model is user or (
                isinstance(field, models.EmailField) or TELLING.search(field.name)
            )
            if leads_to_person and model._meta.label != "foundation.User":
                yield f"{model._meta.label}.{field.name}"


def covered() -> set[str]:
    columns = {column for holding in list_holdings() for column in holding.columns}
    # Rows between two tables that go with one of them.
    goes_with_the_account = {
        f"{model._meta.label}.{field.name}"
        for model in list_models()
        if model._meta.label.startswith("foundation.User_")
        for field in model._meta.concrete_fields
    }
    return columns | goes_with_the_account | HARMLESS.keys()


def test_no_column_that_can_lead_to_a_person_is_forgotten() -> None:
    assert sorted(set(list_telling_columns()) - covered()) == []


def test_every_column_that_is_named_exists() -> None:
    for path in sorted({*covered(), *HARMLESS}):
        label, _, field = path.rpartition(".")
        assert apps.get_model(label)._meta.get_field(field), path


def test_rows_that_stay_are_known_by_a_subject_alone() -> None:
    for holding in list_holdings():
        if not holding.is_trace:
            continue
        for path in holding.columns:
            label, _, field = path.rpartition(".")
            assert isinstance(apps.get_model(label)._meta.get_field(field), models.UUIDField), path


@pytest.mark.django_db
def test_all_columns_in_which_somebody_is_found_are_named() -> None:
    known = make_known_person()
    tables = {model._meta.db_table: model for model in list_models()}

    found = find_in_database(*known.markers)

    named = {column.lower() for holding in list_holdings() for column in holding.columns}
    unnamed = []
    for place in found:
        table, _, column = place.partition(".")
        if table not in tables:
            continue
        field = next(each for each in tables[table]._meta.concrete_fields if each.column == column)
        path = f"{tables[table]._meta.label}.{field.name}"
        if path.lower() not in named:
            unnamed.append(path)
    assert len(found) > 10
    assert unnamed == []


def test_the_reference_names_each_holding_with_its_columns_and_fate() -> None:
    rows = {list_code(cells[0])[0]: cells for cells in list_rows(REFERENCE) if len(cells) == 4}

    documented = {
        name: (set(list_code(cells[2])), cells[3].replace("`", "")) for name, cells in rows.items()
    }

    assert documented == {
        holding.name: (set(holding.columns), holding.fate) for holding in list_holdings()
    }
    assert f"`{EXPORT_FORMAT}`" in REFERENCE
