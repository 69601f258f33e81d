"""Identifiers."""

import time

from landsea.foundation.ids import uuid7


def test_an_id_is_a_version_7_uuid_of_its_millisecond() -> None:
    before = time.time_ns() // 1_000_000

    made = uuid7()

    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000


def test_ids_sort_by_the_time_they_were_made() -> None:
    earlier = uuid7()
    time.sleep(0.002)

    later = uuid7()

    assert earlier < later
    assert str(earlier) < str(later)


def test_ids_of_one_moment_differ() -> None:
    made = {uuid7() for _ in range(10_000)}

    assert len(made) == 10_000
