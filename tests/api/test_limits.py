"""How often a caller may ask."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from landsea.foundation import rates
from landsea.foundation.models import RateCount
from landsea.members.engine.scopes import Scope
from tests.api.calling import Program
from tests.factories.keys import make_token
from tests.factories.members import make_member
from tests.foundation.processes import OwnDatabase

NOW = datetime(2026, 11, 24, 2, 0, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_a_caller_is_told_how_much_is_left(anybody: Program, settings: Settings) -> None:
    settings.LANDSEA_RATE_ANONYMOUS = 3

    replies = [anybody.get("alliances") for _ in range(5)]

    # A minute may end in between; what counts is that nothing past the limit is answered.
    answered = [reply for reply in replies if reply.status == 200]
    refused = [reply for reply in replies if reply.status == 429]
    assert len(answered) + len(refused) == 5
    assert answered[0].header("RateLimit-Policy") == '"minute";q=3;w=60'
    assert answered[0].header("RateLimit").startswith('"minute";r=2;t=')
    for reply in refused:
        assert reply.problem == (429, "too-many-requests")
        assert 1 <= int(reply.header("Retry-After")) <= 60
        assert reply.header("Retry-After") in reply.body["detail"]


@pytest.mark.django_db
def test_the_fourth_request_in_a_minute_is_one_too_many() -> None:
    counts = [rates.count_request("x", limit=3, now=NOW) for _ in range(4)]

    assert [each.is_over for each in counts] == [False, False, False, True]
    assert [each.remaining for each in counts] == [2, 1, 0, 0]
    assert counts[0].seconds_left == 30


@pytest.mark.django_db
def test_a_new_minute_begins_anew_and_forgets_the_old_ones() -> None:
    for minutes in range(5):
        rates.count_request("x", limit=3, now=NOW + timedelta(minutes=minutes))

    counted = rates.count_request("x", limit=3, now=NOW + timedelta(minutes=4))

    assert counted.count == 2
    assert RateCount.objects.count() == 2


@pytest.mark.django_db
def test_counting_is_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    rates.count_request("x", limit=3, now=NOW)

    with django_assert_num_queries(1):
        rates.count_request("x", limit=3, now=NOW)


@pytest.mark.django_db
def test_each_key_and_each_address_is_counted_for_itself(
    anybody: Program, settings: Settings
) -> None:
    settings.LANDSEA_RATE_ANONYMOUS = settings.LANDSEA_RATE_KEY = 1
    keys = [Program(make_token(make_member(), Scope.GATE_SCAN).secret) for _ in range(2)]

    assert [each.get("me").status for each in keys] == [200, 200]
    assert anybody.get("alliances").status == 200
    assert RateCount.objects.count() == 3


@pytest.mark.django_db
def test_who_tries_keys_is_counted_by_address(anybody: Program, settings: Settings) -> None:
    settings.LANDSEA_RATE_ANONYMOUS = 1

    statuses = {
        anybody.get("me", Authorization=f"Bearer lsk_{number}").status for number in range(9)
    }

    assert statuses == {401, 429}


@pytest.mark.django_db
def test_an_address_is_not_kept(anybody: Program) -> None:
    anybody.get("alliances")

    (count,) = RateCount.objects.all()
    assert "127.0.0.1" not in count.key
    assert len(count.key) == len("api:address:") + 32


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("", "no address", True),
    ],
)
def test_a_caller_without_a_key_is_its_network(one: str, other: str, is_same: bool) -> None:
    requests = [RequestFactory().get("/", REMOTE_ADDR=address) for address in (one, other)]

    names = {rates.address_caller(request) for request in requests}

    assert (len(names) == 1) is is_same


def test_only_proxies_of_ours_say_where_a_request_comes_from(settings: Settings) -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": "10.0.0.9, 192.0.2.7"})

    told = []
    for proxies in (0, 1, 2, 3):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
        told.append(rates.client_address(request))

    assert told == ["127.0.0.1", "192.0.2.7", "10.0.0.9", "127.0.0.1"]


AT_ONCE = """
import threading
from datetime import UTC, datetime
from django.db import connection
from landsea.foundation import rates

counts = []

def ask():
    for _ in range(20):
        counts.append(rates.count_request("x", limit=9, now=datetime(2026, 5, 1, tzinfo=UTC)).count)
    connection.close()

threads = [threading.Thread(target=ask) for _ in range(5)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(sorted(counts) == list(range(1, 101)))
"""


@pytest.mark.slow
def test_requests_at_once_are_each_counted_once(own_complete_database: OwnDatabase) -> None:
    assert own_complete_database.script(AT_ONCE) == "True"
