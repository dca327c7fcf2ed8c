"""Who has a matter in hand: two officials at once, what went on since it was seen, and what is left half done: nothing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.matters.waiting import DAY, matter, official, seen

from toimi.clients.models import ContactDetail, Detail
from toimi.matters.actions import go
from toimi.matters.holding import Assigned, Seen, assign, give_back, sleep, take, take_next
from toimi.matters.models import Holding, Matter
from toimi.matters.problems import Refused
from toimi.matters.queue import Wanted
from toimi.matters.states import By, State
from toimi.matters.taking import taken
from toimi.office import problems as office
from toimi.office.access import NotAllowed
from toimi.office.audit import AuditRow
from toimi.office.officials import Conflict, Ground, Official, Post, Role
from toimi.office.officials import assign as give_role

AINO, ONNI = official(2), official(3)
NEXT_DAY = DAY + timedelta(days=1)


def codes(do: Callable[[], object]) -> list[tuple[str, int]]:
    """What is refused; nothing of it is written."""
    before = list(Matter.objects.order_by("pk").values()), Holding.objects.count()
    with pytest.raises(Refused) as refused:
        do()
    assert before == (list(Matter.objects.order_by("pk").values()), Holding.objects.count())
    assert all(one.text(language) for one in refused.value.problems for language in ("fi", "sv", "en"))
    return [(one.code, one.matter) for one in refused.value.problems]


def told() -> list[tuple[int, str, str, str]]:
    return [(one.matter_id, one.what, str(one.official), one.because) for one in Holding.objects.order_by("pk")]


@pytest.mark.usefixtures("own_database")
def test_ten_officials_at_once_take_ten_matters_and_of_one_matter_one_has_it() -> None:
    numbers = {matter().pk for _ in range(9)}
    one = matter()
    ready = Barrier(8)

    def next_one(number: int) -> int | None:
        try:
            ready.wait(timeout=60)
            found = take_next(who=official(number))
            return found and found.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        taken = [*threads.map(next_one, range(8)), *threads.map(next_one, range(8, 16))]
    assert {number for number in taken if number} == numbers | {one.pk}
    assert sorted(map(bool, taken)) == [False] * 6 + [True] * 10

    Matter.objects.update(holder=None, held_until=None)
    as_seen = seen(one)

    def this_one(number: int) -> str:
        try:
            ready.wait(timeout=60)
            take([as_seen], who=official(number))
        except Refused as refused:
            return refused.problems[0].code
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(this_one, range(8))) == ["in_other_hands"] * 7 + ["taken"]


@pytest.mark.usefixtures("db")
def test_what_went_on_or_is_in_other_hands_is_refused_with_the_remedy() -> None:
    mine, theirs, gone, closed = matter(), matter(), matter(), matter(state=State.CLOSED)
    as_seen = [seen(one) for one in (mine, theirs, gone, closed)]
    take([seen(theirs)], who=ONNI)
    go({gone.pk: (State.PROPOSED, State.IN_PROCESSING)}, by=By.OFFICIAL, who=ONNI)
    assert codes(lambda: take(as_seen, who=AINO)) == [
        ("matter_went_on", gone.pk), ("matter_is_decided", closed.pk), ("in_other_hands", theirs.pk),
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        take([seen(theirs)], who=AINO)
    assert "2024-03-05 12:00" in refused.value.problems[0].text("en")
    Matter.objects.filter(pk=mine.pk).update(organisation="area-raahe")
    with pytest.raises(NotAllowed):
        take(as_seen[:1], who=AINO)
    assert codes(lambda: take([Seen(0, 1)], who=AINO)) == [("no_matter", 0)]
    assert codes(lambda: give_back([seen(gone)], because="Liian vaikea.", who=AINO)) == [("not_in_hand", gone.pk)]
    assert codes(lambda: give_back([seen(theirs)], because="  ", who=ONNI)) == [("reason_missing", 0)]
    assert codes(lambda: sleep([seen(gone)], because="Odottaa.", wakes_on=DAY, who=AINO)) == [("no_day_to_wake", 0)]


@pytest.mark.usefixtures("db")
def test_what_an_official_has_in_hand_no_other_works_on_but_the_clock_goes_on_and_answers_come_in() -> None:
    one = matter()
    take([seen(one)], who=AINO)
    with pytest.raises(Refused, match="in_other_hands"), transaction.atomic():
        taken([one.pk], who=ONNI, what="matters.ask")
    with transaction.atomic():
        taken([one.pk], who=ONNI, what="matters.receive", decided_too=True)
        taken([one.pk], who=official(9, Role.AUTOMATION), what="matters.expire")
        taken([one.pk], who=AINO, what="matters.ask")


@pytest.mark.usefixtures("db")
def test_a_protected_clients_matter_is_for_few_also_if_it_is_named() -> None:
    one = matter()
    ContactDetail.objects.create(
        person_id=one.person_id, kind=Detail.NON_DISCLOSURE, value="yes", since=DAY, recorded_on=DAY, recorded_by="1"
    )
    with pytest.raises(NotAllowed, match="protected_client"):
        take([seen(one)], who=official(3, Role.ADVISER))
    assert take([seen(one)], who=AINO) == [one]


@pytest.mark.usefixtures("db")
def test_a_hold_that_nothing_happens_in_runs_out_and_one_that_something_happens_in_goes_on() -> None:
    one = matter()
    assert take_next(who=official(2, hour=8)) == one
    with transaction.atomic():
        taken([one.pk], who=official(2, hour=15), what="matters.ask")
    assert take_next(who=official(3, day=NEXT_DAY, hour=14)) is None
    assert take_next(who=official(3, day=NEXT_DAY, hour=15)) == one  # 24 hours after the last of it
    assert codes(lambda: take([seen(one)], who=official(2, day=NEXT_DAY, hour=16))) == [("in_other_hands", one.pk)]
    assert [(what, who) for _, what, who, _ in told()] == [("taken", str(AINO.official)), ("taken", str(ONNI.official))]


@pytest.mark.usefixtures("db")
def test_what_is_given_back_is_free_and_what_sleeps_stays_with_whoever_put_it_to_sleep() -> None:
    one = matter()
    take([seen(one)], who=AINO)
    give_back([seen(one)], because="Vaatii yrittäjäosaamista.", who=AINO)
    sleep([seen(one)], because="Odottaa palkkatodistusta.", wakes_on=DAY + timedelta(days=10), who=ONNI)
    waking = DAY + timedelta(days=10)
    for day, who, found in ((5, 2, None), (5, 3, None), (10, 2, None), (11, 2, one)):
        assert take_next(who=official(who, day=DAY + timedelta(days=day))) == found
        Matter.objects.filter(pk=one.pk, holder=AINO.official).update(holder=ONNI.official)
    Matter.objects.update(
        holder=ONNI.official, held_until=official(3, day=waking + timedelta(days=1)).at, wakes_on=waking
    )
    mine = Wanted(only_mine=True)
    assert take_next(mine, who=official(3, day=waking - timedelta(days=1))) is None
    assert take_next(mine, who=official(3, day=waking)) == one
    assert [what for _, what, _, _ in told()][:4] == ["taken", "given_back", "taken", "asleep"]
    assert told()[1][3] == "Vaatii yrittäjäosaamista."


@pytest.mark.usefixtures("db")
def test_work_is_dealt_out_by_a_manager_after_a_preview_that_writes_nothing() -> None:
    rows = [
        matter(due_on=DAY + timedelta(days=number), kind="expert" if number == 3 else "basic") for number in range(5)
    ]
    Official.objects.create(pk=AINO.official, subject="2", name="Aino")
    give_role([Post(AINO.official, Role.DECIDER, AINO.organisation, date(2024, 1, 1), date(2025, 1, 1))])
    Conflict.objects.create(
        official_id=AINO.official, person=str(rows[1].person_id), ground=Ground.KIN, days=DateRange(None, None)
    )
    manager = official(4, Role.MANAGER)
    traces = AuditRow.objects.count()
    found = assign(AINO.official, Role.DECIDER, wanted=Wanted(), limit=3, who=manager, preview=True)
    assert found == Assigned([rows[0].pk, rows[2].pk, rows[3].pk], {"basic": 2, "expert": 1})
    assert (Holding.objects.count(), AuditRow.objects.count()) == (0, traces)
    assert not Matter.objects.filter(holder__isnull=False).exists()
    assert assign(AINO.official, Role.DECIDER, wanted=Wanted(), limit=3, who=manager) == found
    assert set(Matter.objects.filter(holder=AINO.official).values_list("pk", flat=True)) == set(found.matters)
    assert {what for _, what, _, _ in told()} == {"assigned"}
    assert AuditRow.objects.filter(what="matters.assign", who=str(manager.official)).count() == 3
    with pytest.raises(NotAllowed):
        assign(AINO.official, Role.DECIDER, wanted=Wanted(), limit=1, who=AINO)
    with pytest.raises(office.Refused, match="does not have this role"):
        assign(uuid.uuid4(), Role.DECIDER, wanted=Wanted(), limit=1, who=manager)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("said", [{"because": ""}, {"wakes_on": None}, {"what": "taken"}])
def test_the_database_refuses_to_let_a_matter_sleep_without_reason_and_day(said) -> None:
    row = {"what": "asleep", "because": "Odottaa.", "wakes_on": DAY, **said}
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(matter=matter(), official=AINO.official, who=AINO.official, at=AINO.at, **row)
