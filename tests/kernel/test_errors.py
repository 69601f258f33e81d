"""Errors that say what happened and how to mend it."""

from collections.abc import Iterator
from string import Formatter

import pytest

from landsea.kernel.errors import (
    Conflict,
    InvalidInput,
    LandseaError,
    NotAllowed,
    NotFound,
    TooLarge,
)


def all_errors(of: type[LandseaError] = LandseaError) -> Iterator[type[LandseaError]]:
    yield of
    for narrower in of.__subclasses__():
        yield from all_errors(narrower)


@pytest.mark.parametrize(
    ("error", "code", "http_status"),
    [
        (InvalidInput, "invalid-input", 422),
        (NotFound, "not-found", 404),
        (NotAllowed, "not-allowed", 403),
        (Conflict, "conflict", 409),
        (TooLarge, "too-large", 413),
        (LandseaError, "error", 500),
    ],
)
def test_each_kind_of_error_has_its_code_and_status(
    error: type[LandseaError], code: str, http_status: int
) -> None:
    assert (error.code, error.http_status) == (code, http_status)


def test_an_error_fills_its_sentence_from_its_parameters() -> None:
    error = InvalidInput(field="starts_on", value="yesterday")

    assert str(error) == "“starts_on” can't be used: yesterday. Change it and send it again."
    assert error.params == {"field": "starts_on", "value": "yesterday"}


def test_braces_in_what_was_sent_are_shown_and_not_read() -> None:
    error = InvalidInput(field="name", value="{oops} {0}")

    assert str(error) == "“name” can't be used: {oops} {0}. Change it and send it again."


def test_every_error_says_what_happened_and_how_to_mend_it() -> None:
    for error in all_errors():
        for sentence in (error.message, error.mend):
            assert sentence.endswith("."), error
            names = [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
            assert all(name.isidentifier() for name in names), error


def test_two_errors_never_share_a_code() -> None:
    codes = [error.code for error in set(all_errors())]

    assert sorted(codes) == sorted(set(codes))
