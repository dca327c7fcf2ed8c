"""Job searches: where they begin and end, what is refused, and that asking again changes nothing.

Days and grounds are those of the digest of the acts: JTYPL 2:1 to 2022-05-01, 2:1–3 of 1379/2021 from 2022-05-02,
380/2023 sections 27–29 from 2025.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from tests.clients.actors import TE_OFFICE, adviser, new_client
from tests.clients.codes import codes

from toimi.clients.actions import Ending, Registered, end, register
from toimi.clients.checking import NewFact
from toimi.clients.facts import record
from toimi.clients.models import JobSearch, KnownFact, Person, Stay
from toimi.clients.problems import Refused
from toimi.clients.requests import HELSINKI, SearchRequest
from toimi.clients.selectors import states_on
from toimi.clients.states import FOLLOWING, Channel, Ground, State, rule_of, state_after

pytestmark = pytest.mark.usefixtures("db")
CODE, OTHER = codes(2)


def at(text: str) -> datetime:
    """A moment in Helsinki."""
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


def asks(moment: str = "2020-03-16 10:00", **more: Any) -> SearchRequest:
    given = {"identity_code": CODE, "channel": Channel.ELECTRONIC, "contact_details_complete": True}
    return SearchRequest(at(moment), **(given | more))


def registered(*requests: SearchRequest, day: date | None = None) -> list[Registered]:
    who = adviser(day or max(request.asked_on for request in requests))
    return register(requests, who=who, test_range=True)


def problems(*requests: SearchRequest, day: date | None = None) -> list[tuple[int, str]]:
    before = JobSearch.objects.count(), Person.objects.count(), KnownFact.objects.count()
    with pytest.raises(Refused) as refused, transaction.atomic():
        registered(*requests, day=day)
    assert (JobSearch.objects.count(), Person.objects.count(), KnownFact.objects.count()) == before
    assert all(problem.text(language) for problem in refused.value.problems for language in ("fi", "sv", "en"))
    return [(problem.place, problem.code) for problem in refused.value.problems]


def ended(ground: Ground, last_day: str, *, day: str | None = None) -> list[int]:
    person = Person.objects.get(identity_code=CODE).pk
    last = date.fromisoformat(last_day)
    return end([Ending(person, ground, last)], who=adviser(date.fromisoformat(day) if day else last))


def end_problem(ground: Ground, last_day: str, *, day: str | None = None) -> str:
    with pytest.raises(Refused) as refused:
        ended(ground, last_day, day=day)
    (problem,) = refused.value.problems
    return problem.code


def days() -> list[tuple[str, str | None]]:
    found = [search.days for search in JobSearch.objects.order_by("days")]
    return [(str(one.lower), one.upper and str(one.upper)) for one in found]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2020, 3, 15, 21, 59, tzinfo=UTC), "2020-03-15"),  # winter: two hours ahead of UTC
        (datetime(2020, 3, 15, 22, 0, tzinfo=UTC), "2020-03-16"),
        (datetime(2020, 6, 15, 20, 59, tzinfo=UTC), "2020-06-15"),  # summer: three
        (datetime(2020, 6, 15, 21, 0, tzinfo=UTC), "2020-06-16"),
    ],
)
def test_the_search_begins_on_the_day_of_asking_in_helsinki(moment: datetime, day: str) -> None:
    registered(replace(asks(), asked_at=moment))
    assert days() == [(day, None)]


def test_a_registration_makes_a_client_a_search_and_their_facts() -> None:
    (one,) = registered(asks(contact_details_complete=False))
    assert one.is_new
    facts = {fact.kind: fact for fact in KnownFact.objects.filter(person=one.person)}
    assert set(facts) == {"person", "job_search"}
    assert facts["person"].attributes == {"birth_date": "1990-01-01"}
    assert facts["job_search"].attributes == {"contact_details_complete": False}
    assert facts["job_search"].days == DateRange(date(2020, 3, 16), None)


def test_asking_again_gives_the_same_search() -> None:
    (one,) = registered(asks())
    again = registered(asks("2020-04-01 09:00"))
    assert again == [Registered(one.person, one.search, is_new=False)]
    assert registered(asks("2020-05-01 09:00"), asks("2020-05-01 09:01")) == again * 2
    assert KnownFact.objects.count() == 2


def test_one_list_may_hold_one_person_twice() -> None:
    first, second, other = registered(asks(), asks(), asks(identity_code=OTHER))
    assert (first.person, first.search, second.is_new) == (second.person, second.search, False)
    assert other.person != first.person


def test_people_without_a_code_are_never_taken_for_one() -> None:
    key, another = uuid.uuid4(), uuid.uuid4()
    first, second, again = registered(*(asks(identity_code=None, key=one) for one in (key, another, key)))
    assert first.person != second.person
    assert (again.person, again.search) == (first.person, first.search)
    assert not KnownFact.objects.filter(kind="person").exists()


@pytest.mark.parametrize("blank", ["", "   "])
def test_a_blank_code_is_refused_and_matches_nobody(blank: str) -> None:
    assert problems(asks(identity_code=blank, key=uuid.uuid4())) == [(0, "identity_code_form")]


def test_every_problem_of_a_list_is_told_and_nothing_is_written() -> None:
    assert problems(
        asks(),
        asks(identity_code="010190-9010"),
        asks(identity_code=None),
        replace(asks(), asked_at=datetime(2020, 3, 16, 10)),
        day=date(2020, 3, 16),
    ) == [(1, "identity_code_control"), (2, "request_without_key"), (3, "request_without_zone")]


def test_evidence_that_the_database_cannot_keep_is_refused_by_name() -> None:
    assert problems(asks(evidence="form\x00")) == [(0, "text")]


def test_a_search_is_not_dated_back_to_a_day_before_it_was_asked_for() -> None:
    assert problems(asks(wished_from=date(2020, 3, 15))) == [(0, "request_back_dated")]
    assert problems(asks(wished_from=date(2020, 3, 17))) == [(0, "request_ahead")]
    assert problems(asks(), day=date(2020, 3, 15)) == [(0, "request_from_the_future")]


def test_a_request_recorded_late_keeps_its_day_if_it_is_shown() -> None:
    assert problems(asks(), day=date(2020, 3, 20)) == [(0, "request_late_without_evidence")]
    registered(asks(evidence="form received at the counter"), day=date(2020, 3, 20))
    assert days() == [("2020-03-16", None)]
    assert KnownFact.objects.get(kind="job_search").recorded_on == date(2020, 3, 20)


def test_a_request_from_before_a_search_needs_an_official_to_look() -> None:
    registered(asks())
    early = asks("2020-03-10 10:00", evidence="letter")
    assert problems(early, day=date(2020, 3, 17)) == [(0, "request_before_a_search")]


def test_an_end_leaves_the_days_and_what_was_known_before() -> None:
    (one,) = registered(asks(contact_details_complete=False))
    assert ended(Ground.NO_CONTACT, "2020-06-30", day="2020-07-03") == [one.search]
    assert days() == [("2020-03-16", "2020-07-01")]
    begun, closed = KnownFact.objects.filter(kind="job_search").order_by("id")
    assert (begun.days.upper, closed.days.upper) == (None, date(2020, 7, 1))
    assert (closed.corrects, closed.recorded_on, closed.attributes) == (begun.name, date(2020, 7, 3), begun.attributes)
    lapse = KnownFact.objects.get(kind="search_lapse")
    assert (lapse.days.lower, lapse.attributes) == (date(2020, 7, 1), {"ground": "no_contact"})


def test_the_same_end_twice_is_one_and_another_is_refused() -> None:
    registered(asks())
    ended(Ground.OWN_WISH, "2020-06-30")
    count = KnownFact.objects.count()
    ended(Ground.OWN_WISH, "2020-06-30")
    assert KnownFact.objects.count() == count
    assert end_problem(Ground.OWN_WISH, "2020-06-29", day="2020-06-30") == "end_without_search"


def test_ends_that_cannot_be_are_refused() -> None:
    registered(asks())
    assert end_problem(Ground.OWN_WISH, "2020-03-15", day="2020-03-17") == "end_before_start"
    assert end_problem(Ground.OWN_WISH, "2020-04-02", day="2020-04-01") == "end_in_the_future"
    assert end_problem(Ground.OWN_WISH, "9999-12-31", day="2020-04-01") == "end_in_the_future"
    assert end_problem(Ground.PLAN_NOT_REPORTED, "2022-05-02") == "end_ground_not_then"
    assert days() == [("2020-03-16", None)]


def test_the_names_that_the_register_gives_are_free_whatever_an_official_has_recorded() -> None:
    """The fact of the person may have its name before the code makes it; those of the searches are the register's."""
    person = Person.objects.create(identity_code=CODE)
    Stay.objects.create(person=person, organisation_id=TE_OFFICE, days=DateRange(date(2020, 3, 1), date(2020, 3, 5)))
    said = {"id": "person", "birth_date": "1990-01-01", "citizenship": "finland"}
    assert record([NewFact(person.pk, "person", said)], who=adviser(date(2020, 3, 2))) == ["person"]
    for month in ("04", "05"):
        (one,) = registered(asks(f"2020-{month}-01 10:00"))
        ended(Ground.OWN_WISH, f"2020-{month}-20")
        names = [f"search-{one.search}", f"search-{one.search}-ended", f"search-{one.search}-lapse"]
        assert list(KnownFact.objects.order_by("id").values_list("name", flat=True))[-3:] == names
    assert KnownFact.objects.filter(kind="person").count() == 1


def test_a_restart_is_a_new_search_and_the_days_between_stay_lost() -> None:
    registered(asks())
    ended(Ground.NO_CONTACT, "2020-06-30")
    assert registered(asks("2020-07-06 08:00"))[0].is_new
    assert days() == [("2020-03-16", "2020-07-01"), ("2020-07-06", None)]


def test_asked_for_on_its_last_day_the_next_search_begins_the_day_after() -> None:
    registered(asks())
    ended(Ground.OWN_WISH, "2020-06-30")
    registered(asks("2020-06-30 15:00"))
    assert days() == [("2020-03-16", "2020-07-01"), ("2020-07-01", None)]


def test_a_client_with_a_stay_and_no_search_keeps_the_stay() -> None:
    """As where the search of one who was merged ended and the other's stay goes on."""
    person = new_client(CODE)
    before = list(Stay.objects.filter(person=person).values_list("organisation", "days"))
    assert registered(asks(municipality="678"), day=date(2020, 3, 16))[0].is_new
    assert list(Stay.objects.filter(person=person).values_list("organisation", "days")) == before


def test_a_replay_of_the_first_request_after_the_end_begins_nothing() -> None:
    (one,) = registered(asks())
    ended(Ground.OWN_WISH, "2020-06-30")
    (again,) = registered(asks(evidence="replay"), day=date(2020, 8, 1))
    assert (again.search, again.is_new) == (one.search, False)


@pytest.mark.parametrize(
    ("begun", "ground", "last", "restart", "code"),
    [
        ("2020-03-16 10:00", Ground.EXAMINATION_MISSED, "2020-06-30", "2020-07-06 08:00", "restart_needs_commitment"),
        ("2022-06-16 10:00", Ground.MISSING_INFORMATION, "2022-09-30", "2022-10-06 08:00", "restart_needs_information"),
        ("2025-03-03 10:00", Ground.MISSING_INFORMATION, "2025-04-30", "2025-05-05 08:00", "restart_needs_information"),
    ],
)
def test_some_grounds_want_something_before_the_search_begins_anew(
    begun: str, ground: Ground, last: str, restart: str, code: str
) -> None:
    registered(asks(begun))
    ended(ground, last)
    assert problems(asks(restart)) == [(0, code)]
    assert registered(asks(restart, restart_need_met=True))[0].is_new


@pytest.mark.parametrize(
    ("ground", "first", "last"),
    [
        (Ground.PLAN_NOT_REPORTED, "2013-01-01", "2022-05-01"),
        (Ground.EXAMINATION_MISSED, "2013-01-01", "2022-05-01"),
        (Ground.OWN_WISH, "2013-01-01", None),
        (Ground.NO_CONTACT, "2013-01-01", None),
        (Ground.MISSING_INFORMATION, "2013-01-01", None),
        (Ground.FOREIGNERS_PRECONDITION, "2013-01-01", None),
    ],
)
def test_a_ground_is_known_on_its_days_by_one_rule_at_a_time(ground: Ground, first: str, last: str | None) -> None:
    edges = ["2012-12-31", "2013-01-01", "2022-05-01", "2022-05-02", "2024-12-31", "2025-01-01", "2026-11-24"]
    known = [day for day in edges if rule_of(ground, date.fromisoformat(day))]
    assert known == [day for day in edges if day >= first and (last is None or day <= last)]


def test_states_follow_each_other_as_the_table_says() -> None:
    until = date(2020, 7, 1)
    assert state_after(None, None, date(2020, 4, 1)) is State.VALID
    assert state_after(Ground.OWN_WISH, until, date(2020, 6, 30)) is State.VALID
    assert state_after(Ground.OWN_WISH, until, until) is State.ENDED
    assert state_after(Ground.NO_CONTACT, until, until) is State.LAPSED
    assert State.LAPSED not in FOLLOWING[State.ENDED]
    assert {state for following in FOLLOWING.values() for state in following} == set(State) - {State.NEVER}


def test_the_state_of_a_day_is_that_of_the_latest_search_by_then() -> None:
    (one,) = registered(asks())
    ended(Ground.NO_CONTACT, "2020-06-30")
    registered(asks("2020-08-03 10:00"))
    ended(Ground.OWN_WISH, "2020-08-31")
    said = {
        "2020-03-15": State.NEVER, "2020-03-16": State.VALID, "2020-06-30": State.VALID, "2020-07-01": State.LAPSED,
        "2020-08-02": State.LAPSED, "2020-08-03": State.VALID, "2020-09-01": State.ENDED,
    }  # fmt: skip
    assert {day: states_on([one.person], date.fromisoformat(day))[one.person] for day in said} == said
    assert states_on([one.person + 1], date(2020, 9, 1)) == {one.person + 1: State.NEVER}


@pytest.mark.parametrize("moment", [datetime.max, datetime.min, datetime(1900, 12, 31)])
def test_a_moment_outside_the_line_of_days_is_refused(moment: datetime) -> None:
    assert problems(replace(asks(), asked_at=moment.replace(tzinfo=UTC)), day=date(2020, 3, 16)) == [
        (0, "request_moment")
    ]


def test_the_database_refuses_two_searches_on_one_day() -> None:
    registered(asks())
    search = JobSearch.objects.get()
    search.pk = None
    with pytest.raises(IntegrityError, match="search_one_a_day"), transaction.atomic():
        search.save(force_insert=True)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE clients_jobsearch SET days = daterange('2020-03-01', NULL)",
        "UPDATE clients_jobsearch SET asked_at = now()",
        "DELETE FROM clients_jobsearch",
    ],
)
def test_the_database_refuses_to_change_how_a_search_began(change: str) -> None:
    registered(asks())
    with pytest.raises(DatabaseError, match="only the end"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {change}")


def test_a_list_costs_the_database_as_many_questions_as_one_person() -> None:
    """Registered, ended and registered anew: one by one it would be a multiple."""
    many = codes(30)
    counted = []
    for group in (many[:1], many[1:]):
        with CaptureQueriesContext(connection) as asked:
            made = registered(*(asks(identity_code=code) for code in group))
            endings = [Ending(one.person, Ground.OWN_WISH, date(2020, 6, 30)) for one in made]
            end(endings, who=adviser(date(2020, 6, 30)))
            registered(*(asks("2020-08-03 10:00", identity_code=code) for code in group))
        counted.append(len(asked))
    assert counted[0] == counted[1]
