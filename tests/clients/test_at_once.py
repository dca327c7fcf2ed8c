"""Registrations at once, each by a thread with a connection of its own: one person once, and nobody lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from threading import Barrier

import pytest
from django.db import connection
from tests.clients.actors import adviser, new_client
from tests.clients.codes import codes

from toimi.clients.actions import Ending, Registered, end, register
from toimi.clients.checking import NewFact
from toimi.clients.facts import record
from toimi.clients.models import JobSearch, KnownFact, Person
from toimi.clients.problems import Refused
from toimi.clients.requests import HELSINKI, SearchRequest
from toimi.clients.states import Channel, Ground

AT_ONCE, PEOPLE = 50, 2_000
DAY = date(2020, 3, 16)
MOMENT = datetime(2020, 3, 16, 10, tzinfo=HELSINKI)


@pytest.fixture
def fifty_connections(own_database: str) -> Iterator[str]:
    """As many connections as threads: nobody waits for one."""
    options = connection.settings_dict["OPTIONS"]
    kept = options["pool"]
    connection.close()
    connection.close_pool()
    options["pool"] = {**kept, "max_size": AT_ONCE + 1, "timeout": 60.0}
    yield own_database
    connection.close()
    connection.close_pool()
    options["pool"] = kept


def registered(people: Sequence[str], moment: datetime = MOMENT) -> list[Registered]:
    """By a thread of its own, whose connection goes back at the end."""
    try:
        return register(
            [SearchRequest(moment, Channel.ELECTRONIC, True, identity_code=code) for code in people],
            who=adviser(moment.date()), test_range=True,
        )  # fmt: skip
    finally:
        connection.close()


def test_fifty_registrations_of_one_person_at_once_make_one_client_and_one_search(fifty_connections: str) -> None:
    (code,) = codes(1)
    together = Barrier(AT_ONCE)

    def one(_: int) -> Registered:
        together.wait(timeout=60)
        return registered([code])[0]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        results = list(threads.map(one, range(AT_ONCE)))
    assert sum(result.is_new for result in results) == 1
    assert len({(result.person, result.search) for result in results}) == 1
    assert (Person.objects.count(), JobSearch.objects.count(), KnownFact.objects.count()) == (1, 1, 2)


def test_fifty_restarts_of_a_person_who_is_there_make_one_search(fifty_connections: str) -> None:
    """Nobody waits for a new client's row here: only the lock on the old one keeps them in line."""
    (code,) = codes(1)
    (first,) = registered([code])
    end([Ending(first.person, Ground.OWN_WISH, date(2020, 6, 30))], who=adviser(date(2020, 6, 30)))
    together = Barrier(AT_ONCE)

    def again(_: int) -> Registered:
        together.wait(timeout=60)
        return registered([code], datetime(2020, 8, 3, 8, tzinfo=HELSINKI))[0]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        results = list(threads.map(again, range(AT_ONCE)))
    assert sum(result.is_new for result in results) == 1
    assert {result.person for result in results} == {first.person}
    assert (Person.objects.count(), JobSearch.objects.count()) == (1, 2)


def test_two_thousand_people_with_fifty_in_flight_lose_nothing(fifty_connections: str) -> None:
    people = codes(PEOPLE)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        results = [result for (result,) in threads.map(registered, [[code] for code in people])]
    assert all(result.is_new for result in results)
    whose = dict(Person.objects.values_list("identity_code", "pk"))
    assert [whose[code] for code in people] == [result.person for result in results]
    assert len(whose) == PEOPLE
    assert set(JobSearch.objects.values_list("pk", "person_id")) == {(one.search, one.person) for one in results}
    assert KnownFact.objects.count() == 2 * PEOPLE


def test_lists_with_the_same_people_in_any_order_never_wait_for_each_other_forever(fifty_connections: str) -> None:
    """Half of the people are there already; lists that overlap run in both directions."""
    people = codes(200)
    registered(people[::2])
    lists = [people[first : first + 60][:: 1 if first % 20 else -1] for first in range(0, 150, 10)] * 3
    with ThreadPoolExecutor(len(lists)) as threads:
        results = [one for result in threads.map(registered, lists) for one in result]
    assert sum(one.is_new for one in results) == 100
    assert (Person.objects.count(), JobSearch.objects.count()) == (200, 200)


def test_fifty_corrections_of_one_fact_at_once_leave_one_and_refuse_the_others_by_name(fifty_connections: str) -> None:
    person = new_client(codes(1)[0])
    first = NewFact(person, "benefit", {"id": "claim", "from": "2020-03-16", "kind": "basic"})
    record([first], who=adviser(DAY))
    together = Barrier(AT_ONCE)

    def correct(_: int) -> str:
        together.wait(timeout=60)
        try:
            record([replace(first, said={**first.said, "id": "other"}, corrects="claim")], who=adviser(DAY))
        except Refused as refused:
            return refused.problems[0].code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as threads:
        said = Counter(threads.map(correct, range(AT_ONCE)))
    assert said == {"done": 1, "fact_name_taken": AT_ONCE - 1}
    assert KnownFact.objects.count() == 2
