"""The linter of isolation refuses each way round, where it is, and lets the ways in pass."""

from pathlib import Path

import pytest

from tools.isolation import list_faults, main

SCOPES = """
SCOPES: Scopes = {
    "Place": Public("Everybody reads it."),
    "Wish": Private(owner="place", seen_by=wish_seen_by),
    "User": Private(owner="subject", seen_by=user_seen_by),
}
"""
MODELS = """
from django.db import models

class Place(models.Model):
    pass

class Wish(models.Model):
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="wishes")
    maker = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
"""
HEAD = "from landsea.shop.models import Place, Wish\nWHY = 'the worker does all'\n"


def lint(root: Path, source: str, *, at: str = "shop/queries.py") -> list[str]:
    """Returns what is found in one file of a module whose tables are a place and its wishes."""
    sources = root / "src/landsea"
    for name, text in {
        "shop/models/visibility.py": SCOPES,
        "shop/models/tables.py": MODELS,
        at: source if at.endswith(".html") else HEAD + source,
    }.items():
        path = sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return [str(fault) for fault in list_faults(root)]


@pytest.mark.parametrize(
    "source",
    [
        "Wish.objects.filter(pk=1)",
        "Wish.objects.all()",
        "Wish.objects.get(pk=1)",
        "Wish.objects.get_or_create(pk=1)",
        "Wish.objects.select_related('place').visible_to(actor)",
        "list(Wish.objects)",
        "rows = Wish.objects",
        "Wish._default_manager.visible_to(actor)",
        "Wish._base_manager.all()",
        "models.Wish.objects.all()",
        "from landsea.shop.models import Wish as Hope\nHope.objects.all()",
        "get_user_model().objects.all()",
    ],
)
def test_a_private_table_is_not_entered_by_hand(tmp_path: Path, source: str) -> None:
    (fault,) = lint(tmp_path, source)

    assert fault.startswith("src/landsea/shop/queries.py:")
    assert "is private: go in by visible_to(actor) or unscoped(why)" in fault


@pytest.mark.parametrize(
    "source",
    [
        "Wish.objects.visible_to(actor).filter(pk=1)",
        "Wish.objects.unscoped('the worker does all').all()",
        "Wish.objects.unscoped(WHY).all()",
        "Wish.objects.create(pk=1)",
        "Wish.objects.bulk_create([])",
        "Wish.objects.bulk_update([], ['place'])",
        "Place.objects.filter(pk=1)",
        "get_user_model().objects.create_user('a@example.org')",
        "place.wishes.visible_to(actor).count()",
        "place.wishes.unscoped('whether there is one').exists()",
        "trip.days.index(3)",
        "from elsewhere import Row\nRow.objects.all()",
    ],
)
def test_the_ways_in_pass(tmp_path: Path, source: str) -> None:
    assert lint(tmp_path, source) == []


def test_a_table_behind_a_variable_is_not_guessed(tmp_path: Path) -> None:
    (fault,) = lint(tmp_path, "def count(model):\n    return model.objects.count()\n")

    assert fault.endswith("nobody can tell whose rows `model.objects` are")


@pytest.mark.parametrize(
    "source",
    [
        "Wish.objects.unscoped()",
        "Wish.objects.unscoped('')",
        "Wish.objects.unscoped(' ')",
        "Wish.objects.unscoped(f'{reason}')",
        "Wish.objects.unscoped(reason)",
        "Wish.objects.unscoped(reason='x')",
        "place.wishes.unscoped()",
    ],
)
def test_a_way_round_has_its_reason_beside_it(tmp_path: Path, source: str) -> None:
    (fault,) = lint(tmp_path, source)

    assert fault == "src/landsea/shop/queries.py:3: unscoped rows need a reason, written out"


@pytest.mark.parametrize("method", ["all()", "filter(pk=1)", "count()", "first()", "exists()"])
def test_private_rows_are_not_reached_by_the_row_they_hang_on(tmp_path: Path, method: str) -> None:
    (fault,) = lint(tmp_path, f"place.wishes.{method}")

    assert "`.wishes` leads to private rows" in fault


@pytest.mark.parametrize(
    "source",
    [
        "Place.objects.filter(wishes__pk=1)",
        "Place.objects.order_by('id').values_list('wishes__pk')",
        "Place.objects.annotate(count=Count('wishes'))",
        "Place.objects.filter(Q(wish__maker=1))",
        "list(Place.objects.prefetch_related('wishes'))",
    ],
)
def test_a_public_table_is_no_door_to_a_private_one(tmp_path: Path, source: str) -> None:
    (fault,) = lint(tmp_path, source)

    assert "from Place, which is public" in fault


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("cursor.execute('SELECT * FROM shop_wish')", "SQL by hand on shop_wish"),
        ("cursor.execute(f'DELETE FROM shop_wish WHERE {a}')", "SQL by hand on shop_wish"),
        ("rows.raw('SELECT 1')", "raw writes SQL by hand"),
        ("rows.extra(where=['1'])", "extra writes SQL by hand"),
        ("RawSQL('SELECT 1', [])", "RawSQL writes SQL by hand"),
        ("QuerySet(model).all()", "QuerySet reaches a table past its manager"),
        ("apps.get_model('shop.Wish')", "get_model reaches a table past its manager"),
        ("get_object_or_404(Wish, pk=1)", "get_object_or_404 limits rows to nobody"),
    ],
)
def test_other_ways_to_a_table_are_refused(tmp_path: Path, source: str, what: str) -> None:
    (fault,) = lint(tmp_path, source)

    assert what in fault


@pytest.mark.parametrize("place", ["foundation/erasing.py", "keeping/rows.py"])
def test_what_is_about_tables_as_such_may_name_them(tmp_path: Path, place: str) -> None:
    assert lint(tmp_path, "cursor.execute('SELECT * FROM shop_wish')", at=place) == []


@pytest.mark.parametrize("place", ["shop/pages.py", "shop/pages/list.py", "shop/http/wishes.py"])
def test_a_page_never_goes_in_unscoped(tmp_path: Path, place: str) -> None:
    (fault,) = lint(tmp_path, "Wish.objects.unscoped('for a reason')", at=place)

    assert "pages and endpoints show what somebody may see" in fault


@pytest.mark.parametrize("place", ["shop/migrations/0001.py", "shop/models/tables_too.py"])
def test_migrations_and_models_are_left_alone(tmp_path: Path, place: str) -> None:
    assert lint(tmp_path, "Wish.objects.all()", at=place) == []


def test_a_template_asks_the_database_nothing(tmp_path: Path) -> None:
    page = "<p>\n{% for wish in place.wishes.all %}{{ wish }}{% endfor %}"

    (fault,) = lint(tmp_path, page, at="shop/templates/shop/list.html")

    assert fault == "src/landsea/shop/templates/shop/list.html:2: a template asks the database"


def test_the_sources_have_no_way_round(capsys: pytest.CaptureFixture[str]) -> None:
    status = main()

    assert capsys.readouterr().out == ""
    assert status == 0
