"""Merging and splitting clients: everything stays where it was recorded, and the one who is kept has it all."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from tests.clients.actors import adviser
from tests.clients.codes import codes

from toimi.book.tables import read_people
from toimi.clients.actions import Ending, end, register
from toimi.clients.case import load
from toimi.clients.checking import NewFact
from toimi.clients.facts import record
from toimi.clients.models import IdentityChange, JobSearch, KnownFact, Person
from toimi.clients.people import Merge, Split, merge, split
from toimi.clients.problems import Refused
from toimi.clients.requests import HELSINKI, SearchRequest
from toimi.clients.states import Channel, Ground
from toimi.days.line import offset_of
from toimi.office.access import NotAllowed
from toimi.office.actors import Reason

CODE, OTHER = codes(2)
DAY = date(2020, 9, 1)
KEY = uuid.UUID(int=1)


def registered(code: str | None, moment: str = "2020-03-16 10:00", key: uuid.UUID = KEY) -> int:
    asked = datetime.fromisoformat(moment).replace(tzinfo=HELSINKI)
    request = SearchRequest(asked, Channel.ELECTRONIC, True, identity_code=code, key=None if code else key)
    (one,) = register([request], who=adviser(asked.date()), test_range=True)
    return one.person


def ended(person: int, last_day: date) -> None:
    end([Ending(person, Ground.OWN_WISH, last_day)], who=adviser(last_day))


def merged(kept: int, absorbed: int, reason: str = "the code was found", *, changed: bool = False) -> None:
    merge([Merge(kept, absorbed, reason, changed)], who=adviser(DAY, Reason.CORRECTION))


def problems(action: Callable[[], None]) -> list[str]:
    with pytest.raises(Refused) as refused, transaction.atomic():
        action()
    assert all(problem.text(language) for problem in refused.value.problems for language in ("fi", "sv", "en"))
    return [problem.code for problem in refused.value.problems]


@pytest.fixture
def two(db: None) -> tuple[int, int]:
    """One who came without a code in spring and left, and one with a code from summer on, who is the same."""
    without = registered(None)
    ended(without, date(2020, 6, 30))
    return registered(CODE, "2020-08-03 09:00"), without


def test_after_a_merge_the_one_who_is_kept_holds_all_searches(two: tuple[int, int]) -> None:
    kept, absorbed = two
    merged(kept, absorbed)
    assert set(JobSearch.objects.values_list("holder_id", "person_id")) == {(kept, absorbed), (kept, kept)}
    change = IdentityChange.objects.get()
    assert (change.kept_id, change.absorbed_id, change.is_split, change.decided_on) == (kept, absorbed, False, DAY)


def test_who_asks_under_the_old_name_is_the_one_who_was_kept(two: tuple[int, int]) -> None:
    kept, absorbed = two
    merged(kept, absorbed)
    assert registered(None, "2020-09-02 09:00") == kept
    assert JobSearch.objects.count() == 2


def test_a_split_gives_back_what_each_had(two: tuple[int, int]) -> None:
    kept, absorbed = two
    before = sorted(KnownFact.objects.values_list("pk", "person_id"))
    merged(kept, absorbed)
    split([Split(absorbed, "two people after all")], who=adviser(DAY, Reason.CORRECTION))
    assert set(JobSearch.objects.values_list("holder_id", "person_id")) == {(kept, kept), (absorbed, absorbed)}
    assert sorted(KnownFact.objects.values_list("pk", "person_id")) == before
    assert not Person.objects.filter(merged_into__isnull=False).exists()
    assert list(IdentityChange.objects.order_by("id").values_list("is_split", flat=True)) == [False, True]
    assert registered(None, "2020-09-02 09:00") == absorbed


def test_two_with_valid_searches_on_one_day_are_not_merged_and_the_database_says_so_too(db: None) -> None:
    one, other = registered(CODE), registered(None)
    assert problems(lambda: merged(one, other)) == ["identity_two_searches"]
    with pytest.raises(DatabaseError, match="search_one_a_day"), transaction.atomic():
        JobSearch.objects.filter(holder=other).update(holder=one)


def test_two_codes_are_one_person_only_if_the_register_says_so(db: None) -> None:
    old = registered(OTHER)
    ended(old, date(2020, 6, 30))
    new = registered(CODE, "2020-08-03 09:00")
    assert problems(lambda: merged(new, old)) == ["identity_two_codes"]
    merged(new, old, changed=True)
    assert registered(OTHER, "2020-09-02 09:00") == new


def test_merges_that_cannot_be_are_refused(two: tuple[int, int]) -> None:
    kept, absorbed = two
    assert problems(lambda: merged(kept, absorbed, " ")) == ["identity_without_reason"]
    with pytest.raises(NotAllowed, match="no_matter"):
        merged(kept, kept + absorbed)  # nobody: not told apart from somebody else's client
    assert problems(lambda: merged(kept, kept)) == ["identity_two_codes", "identity_two_searches", "identity_twice"]
    assert problems(lambda: split([Split(kept, "x")], who=adviser(DAY, Reason.CORRECTION))) == ["identity_not_merged"]
    merged(kept, absorbed)
    third = registered(None, "2020-08-05 10:00", uuid.UUID(int=2))
    for pair in ((kept, absorbed), (absorbed, third), (third, absorbed)):
        assert problems(lambda pair=pair: merged(*pair)) == ["identity_merged_already"]
    assert problems(lambda: merged(third, kept)) == ["identity_merged_already", "identity_two_searches"]


@pytest.mark.parametrize(
    "change", ["UPDATE clients_identitychange SET reason = 'x'", "DELETE FROM clients_identitychange"]
)
def test_the_history_of_identities_is_never_changed(two: tuple[int, int], change: str) -> None:
    merged(*two)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {change}")


def test_the_loader_reads_the_facts_of_both_for_the_one_who_is_kept(own_database: str) -> None:
    """Names that both use do not meet, links and corrections stay with their own, and the birth date is there."""
    without, june = registered(None), date(2020, 6, 30)
    kept = registered(CODE, "2020-08-03 09:00")
    for person, first, day in ((without, "2019-01-01", june), (kept, "2020-07-01", DAY)):
        job = {"id": "job-1", "job": "mill", "from": first, "through": first, "hours_share": 100}
        gone = {"id": "end-1", "job": "mill", "on": first, "manner": "dismissed"}
        record([NewFact(person, "employment", job), NewFact(person, "employment_end", gone)], who=adviser(day))
    ended(without, june)
    merged(kept, without)
    (batch,) = load(known_at=DAY, asked=(date(2020, 1, 1), date(2020, 12, 31)))
    (row,) = batch.to_pylist()
    assert row["person"] == str(kept)
    assert row["birth_date"] == date(1990, 1, 1)
    assert {(job["id"], job["job"]) for job in row["employment"]} == {
        ("job-1", "mill"),
        (f"{without}/job-1", f"{without}/mill"),
    }
    assert {one["job"] for one in row["employment_end"]} == {"mill", f"{without}/mill"}
    corrections = [one for one in row["job_search"] if one["corrects"]]
    assert {one["corrects"] for one in corrections} <= {one["id"] for one in row["job_search"]}
    people = read_people(batch, known_at=offset_of(DAY))
    assert people.problems == []
    assert len(people.caseload.rows["job_search"]) == 2
    with pytest.raises(LookupError):
        list(load([without], known_at=DAY))
