from collections.abc import Iterator

import pytest
from django.db import models
from django.db.models.constants import LOOKUP_SEP

from landsea.foundation.actor import Actor
from landsea.foundation.models import KeptMail
from landsea.foundation.scoping import (
    Private,
    ScopedQuerySet,
    list_scopes,
)
from landsea.library.models import Resource
from tests.factories.library import make_place

PRIVATE = {model: scope for model, scope in list_scopes().items() if isinstance(scope, Private)}


def _fields(model: type[models.Model], lookup: str) -> Iterator["models.Field[object, object]"]:
    """Walks the columns of a lookup, from the model on."""
    for name in lookup.split(LOOKUP_SEP):
        field = model._meta.get_field(name)
        assert isinstance(field, models.Field)
        yield field
        if field.related_model is not None:
            assert isinstance(field.related_model, type)
            model = field.related_model


def test_every_table_says_who_sees_its_rows() -> None:
    undeclared = sorted(model._meta.label for model, scope in list_scopes().items() if not scope)

    assert undeclared == []


def test_nothing_is_declared_that_is_no_table() -> None:
    modules = {model._meta.app_config.models_module for model in list_scopes()}
    declared = {name for module in modules for name in getattr(module, "SCOPES", {})}

    assert declared == {model.__name__ for model in list_scopes()}


@pytest.mark.parametrize("model", PRIVATE, ids=lambda model: model.__name__)
def test_a_private_table_is_entered_by_visible_to(model: type[models.Model]) -> None:
    assert isinstance(model._default_manager.get_queryset(), ScopedQuerySet)


@pytest.mark.parametrize("model", PRIVATE, ids=lambda model: model.__name__)
def test_a_private_row_has_an_owner(model: type[models.Model]) -> None:
    scope = PRIVATE[model]
    owners = [scope.owner] if isinstance(scope.owner, str) else list(scope.owner)
    nullable = [each for each in owners if any(field.null for field in _fields(model, each))]

    is_held_by_the_table = len(owners) > 1 and any(
        isinstance(each, models.CheckConstraint) and all(owner in str(each) for owner in owners)
        for each in model._meta.constraints
    )
    assert not nullable or is_held_by_the_table or scope.ownerless


@pytest.mark.parametrize("model", PRIVATE, ids=lambda model: model.__name__)
def test_the_alliance_of_a_private_row_is_found(model: type[models.Model]) -> None:
    lookup = PRIVATE[model].alliance

    assert not lookup or list(_fields(model, lookup))


@pytest.mark.parametrize("model", PRIVATE, ids=lambda model: model.__name__)
def test_who_sees_a_row_is_told_in_a_sentence(model: type[models.Model]) -> None:
    assert (PRIVATE[model].seen_by.__doc__ or "").strip().endswith(".")


@pytest.mark.django_db
def test_the_installation_itself_sees_all_rows() -> None:
    make_place()

    assert Resource.objects.visible_to(Actor.system()).count() == 1


def test_a_reason_is_not_left_out() -> None:
    with pytest.raises(ValueError, match="Say why"):
        Resource.objects.unscoped(" ")


def test_an_internal_table_is_visible_to_nobody() -> None:
    rows: ScopedQuerySet[KeptMail] = ScopedQuerySet(KeptMail)

    with pytest.raises(TypeError, match="KeptMail"):
        rows.visible_to(Actor())
