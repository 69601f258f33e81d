"""Lists in pieces."""

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landsea.foundation.models import RateCount
from landsea.foundation.pagination import (
    CursorUnreadable,
    Position,
    read_cursor,
    slice_rows,
    write_cursor,
)
from tests.factories.members import NOW

ORDERS = (("id",), ("-id",), ("count", "id"), ("-count", "-key", "id"), ("key", "-id"))


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    counts=st.lists(st.integers(0, 3), max_size=9),
    order=st.sampled_from(ORDERS),
    limit=st.integers(1, 4),
)
def test_pieces_put_together_are_the_list(
    counts: list[int], order: tuple[str, ...], limit: int
) -> None:
    RateCount.objects.all().delete()
    for number, count in enumerate(counts):
        RateCount.objects.create(key=f"k{number:02}", window_starts_at=NOW, count=count)
    rows = RateCount.objects.all()

    pieces: list[list[str]] = []
    after: Position | None = None
    while True:
        piece = slice_rows(rows, *order, after=after, limit=limit)
        pieces.append([row.key for row in piece.items])
        after = piece.next and read_cursor(write_cursor(piece.next, of="x"), of="x")
        if after is None:
            break

    whole = [row.key for row in rows.order_by(*order)]
    assert [key for piece in pieces for key in piece] == whole
    assert {len(piece) for piece in pieces[:-1]} <= {limit}


@pytest.mark.django_db
def test_a_row_that_comes_and_one_that_goes_move_no_other() -> None:
    for number in range(6):
        RateCount.objects.create(key=f"k{number}", window_starts_at=NOW, count=number)
    first = slice_rows(RateCount.objects.all(), "count", "id", after=None, limit=2)

    RateCount.objects.create(key="new", window_starts_at=NOW, count=0)
    RateCount.objects.filter(key="k1").delete()
    second = slice_rows(RateCount.objects.all(), "count", "id", after=first.next, limit=2)

    assert [row.key for row in second.items] == ["k2", "k3"]


@given(st.text(max_size=60))
def test_what_nobody_here_has_written_is_no_cursor(text: str) -> None:
    with pytest.raises(CursorUnreadable):
        read_cursor(text, of="places")


def test_a_cursor_is_of_one_list() -> None:
    cursor = write_cursor((1, "a"), of="places")

    assert read_cursor(cursor, of="places") == (1, "a")
    with pytest.raises(CursorUnreadable):
        read_cursor(cursor, of="cards")
    with pytest.raises(CursorUnreadable):
        read_cursor(cursor[:-1] + ("A" if cursor[-1] != "A" else "B"), of="places")


def test_a_cursor_outlives_a_new_secret_while_the_old_one_is_kept() -> None:
    with override_settings(SECRET_KEY="old", SECRET_KEY_FALLBACKS=[]):
        cursor = write_cursor((7,), of="places")

    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["old"]):
        assert read_cursor(cursor, of="places") == (7,)
