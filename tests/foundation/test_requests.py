"""The subject under which a browser's traveller acts."""

from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore

from landsea.foundation.actor import Actor, ActorKind
from landsea.foundation.requests import (
    Request,
    ensure_visitor_subject,
    find_visitor_subject,
    keep_visitor_subject,
)

pytestmark = pytest.mark.django_db


def make_request(actor: Actor) -> Request:
    request = Request()
    request.session = SessionStore()
    request.actor = actor
    return request


def test_a_traveller_keeps_one_subject_from_act_to_act() -> None:
    request = make_request(Actor())

    subjects = [ensure_visitor_subject(request), ensure_visitor_subject(request)]

    assert subjects[0] == subjects[1] == find_visitor_subject(request)


def test_two_browsers_are_two_travellers() -> None:
    first, second = make_request(Actor()), make_request(Actor())

    assert ensure_visitor_subject(first) != ensure_visitor_subject(second)


def test_reading_leaves_no_session_behind() -> None:
    request = make_request(Actor())

    found = find_visitor_subject(request)

    assert (found, request.session.modified) == (None, False)


def test_an_accounts_subject_goes_before_the_browsers() -> None:
    account = UUID(int=9)
    request = make_request(Actor(kind=ActorKind.PERSON, subject=account))

    assert ensure_visitor_subject(request) == account
    assert find_visitor_subject(request) is None


def test_a_subject_that_was_kept_goes_on() -> None:
    request, subject = make_request(Actor()), uuid4()

    keep_visitor_subject(request, subject)

    assert ensure_visitor_subject(request) == subject
