"""Which matter comes first: by examples, by a reader of the words of the order, and by what PostgreSQL does with 20,000."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.clients.actors import TE_OFFICE
from tests.matters.waiting import DAY, matter, official

from toimi.clients.models import ContactDetail, Detail
from toimi.matters.holding import take_next
from toimi.matters.models import Holding, Matter
from toimi.matters.problems import Refused
from toimi.matters.queue import Wanted, listed, offers, query
from toimi.matters.states import State
from toimi.matters.subjects import Kind
from toimi.office.audit import AuditRow
from toimi.office.officials import Conflict, Ground, Official, Role

AINO = official(2)
EVERYTHING = Wanted()


def in_order(wanted=EVERYTHING, who=AINO) -> list[int]:
    return [one.pk for some in offers(who, wanted) for one in some]


def days(number: int) -> date:
    return DAY + timedelta(days=number)


@pytest.mark.usefixtures("db")
def test_clock_then_income_then_effort() -> None:
    due_tomorrow = matter(due_on=days(1))
    overdue = matter(due_on=days(-1))
    without_clock = matter(opened_on=days(-13))  # the office's own 14th day: tomorrow
    longest_unpaid = matter(due_on=days(1), unpaid_since=days(-40))
    unpaid = matter(due_on=days(1), unpaid_since=days(-10))
    expert = matter(due_on=days(1), unpaid_since=days(-10), kind=Kind.EXPERT)
    of_two = matter(due_on=days(1), unpaid_since=days(-10), subjects=["job_seeker", "unemployment"])
    assert in_order() == [
        one.pk for one in (overdue, longest_unpaid, unpaid, of_two, expert, due_tomorrow, without_clock)
    ]


@pytest.mark.usefixtures("db")
def test_filters_and_what_does_not_wait_for_an_official() -> None:
    plain = matter()
    swedish = matter(language="sv", opened_on=days(-30))
    expert = matter(kind=Kind.EXPERT, subjects=["job_seeker", "study"])
    ContactDetail.objects.bulk_create(
        ContactDetail(
            person_id=expert.person_id,
            kind=Detail.MUNICIPALITY,
            value=value,
            since=days(-number),
            recorded_on=DAY,
            recorded_by="1",
        )
        for number, value in ((20, "564"), (10, "748"), (-5, "564"))
    )
    for state in (State.OPENED, State.AWAITING_CLARIFICATION, State.ISSUED, State.SENT, State.CLOSED):
        matter(state=state)
    assert sorted(in_order()) == [plain.pk, swedish.pk, expert.pk]
    assert in_order(Wanted(language="sv")) == in_order(Wanted(waiting_days=30)) == [swedish.pk]
    assert in_order(Wanted(kind=Kind.EXPERT)) == in_order(Wanted(subject="study")) == [expert.pk]
    assert (in_order(Wanted(municipality="748")), in_order(Wanted(municipality="564"))) == ([expert.pk], [])
    take_next(Wanted(language="sv"), who=official(2))
    assert in_order(Wanted(only_mine=True)) == [swedish.pk]
    assert swedish.pk not in in_order()
    assert in_order(Wanted(only_mine=True), official(3)) == []


@pytest.mark.usefixtures("db")
def test_who_may_not_have_a_matter_is_passed_over_without_a_word() -> None:
    mine, protected, free = matter(due_on=days(1)), matter(due_on=days(2)), matter(due_on=days(3))
    elsewhere = matter(due_on=days(0))
    Matter.objects.filter(pk=elsewhere.pk).update(organisation="area-raahe")
    Conflict.objects.create(
        official=Official.objects.create(pk=official(2).official, subject="2", name="Aino"),
        person=str(mine.person_id), ground=Ground.KIN, days=DateRange(None, None),
    )  # fmt: skip
    ContactDetail.objects.create(
        person_id=protected.person_id,
        kind=Detail.NON_DISCLOSURE,
        value="yes",
        since=days(-9),
        recorded_on=DAY,
        recorded_by="1",
    )
    assert in_order() == [protected.pk, free.pk]
    assert listed(AINO, EVERYTHING, limit=1) == [protected]
    assert list(AuditRow.objects.filter(what="matters.queue").values_list("whose", "about")) == [
        (str(protected.person_id), f"matter:{protected.pk}")
    ]
    assert in_order(who=official(3, Role.ADVISER)) == [mine.pk, free.pk]
    assert in_order(who=official(4, Role.MANAGER)) == []
    assert take_next(who=official(2)) == protected
    assert AuditRow.objects.filter(what="matters.take", whose=str(protected.person_id), is_allowed=True).count() == 1
    assert not AuditRow.objects.filter(whose=str(mine.person_id)).exists()


def test_what_cannot_be_wanted_is_refused_with_what_can() -> None:
    with pytest.raises(Refused) as refused:
        query(official(2), Wanted(subject="astrology", waiting_days=-1), limit=1)
    assert [one.code for one in refused.value.problems] == ["no_such_subject", "no_such_wait"]
    assert all("study" in refused.value.problems[0].text(language) for language in ("fi", "sv", "en"))


RISKS = st.none() | st.integers(-60, 0)
PLACES = st.tuples(
    st.none() | st.integers(-3, 3), RISKS, st.sampled_from(list(Kind)), st.integers(1, 3), st.integers(-20, 0)
)


@pytest.mark.usefixtures("db")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PLACES, min_size=2, max_size=8))
def test_the_order_is_total_and_the_one_that_is_written(places) -> None:
    with transaction.atomic():
        made = [
            matter(
                due_on=None if due is None else days(due), unpaid_since=None if since is None else days(since), kind=kind,
                subjects=["job_seeker", "unemployment", "study"][:about], opened_on=days(opened),
            )
            for due, since, kind, about, opened in places
        ]  # fmt: skip
        expected = sorted(
            zip(made, places),
            key=lambda pair: (
                pair[1][0] if pair[1][0] is not None else pair[1][4] + 14,
                (pair[1][1] is None, pair[1][1] or 0),
                ["basic", "expert", "entrepreneur"].index(pair[1][2]), pair[1][3], pair[0].pk,
            ),
        )  # fmt: skip
        assert in_order() == [one.pk for one, _ in expected] == in_order()
        transaction.set_rollback(True)


MANY = """
WITH people AS (INSERT INTO clients_person (request_key) SELECT gen_random_uuid() FROM generate_series(1, 20000) RETURNING id),
stays AS (INSERT INTO clients_stay (person_id, organisation_id, is_guest, days)
    SELECT id, %(office)s, false, daterange('2020-01-01', NULL) FROM people)
INSERT INTO matters_matter (person_id, organisation_id, benefit, first_day, trigger, kind, subjects, state, language, opened_on,
    due_on, unpaid_since, is_open_to_rerun, holder, held_until)
SELECT id, %(office)s, 'basic', '2024-03-01', 'registration', (ARRAY['basic', 'basic', 'basic', 'expert', 'entrepreneur'])[1 + id %% 5],
    ARRAY['job_seeker'], 'proposed', 'fi', date '2024-03-04' - (id %% 30)::int,
    CASE WHEN id %% 3 = 0 THEN date '2024-03-04' + (id %% 20)::int END, date '2024-03-04' - (id %% 50)::int, false,
    CASE WHEN id %% 7 = 0 THEN gen_random_uuid() END, CASE WHEN id %% 7 = 0 THEN timestamptz '2024-03-05' END
FROM people
"""


def nodes(plan: dict) -> list[dict]:
    return [plan, *(node for one in plan.get("Plans", ()) for node in nodes(one))]


@pytest.mark.usefixtures("db")
def test_twenty_thousand_pending_matters_are_neither_read_through_nor_sorted() -> None:
    who = official(2)
    with connection.cursor() as cursor:
        cursor.execute(MANY, {"office": TE_OFFICE})
        cursor.execute("ANALYZE matters_matter")
        for wanted in (Wanted(), Wanted(kind=Kind.EXPERT), Wanted(subject="study"), Wanted(only_mine=True)):
            text, values = query(who, wanted, limit=20)
            cursor.execute(f"EXPLAIN (FORMAT JSON) {text} FOR NO KEY UPDATE OF m SKIP LOCKED", values)
            (plan,) = cursor.fetchone()
            found = nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
            index, unwanted = (
                ("matter_in_hand", {"Seq Scan"}) if wanted.only_mine else ("matter_queue", {"Seq Scan", "Sort"})
            )
            assert index in {node.get("Index Name") for node in found}
            assert not {node["Node Type"] for node in found} & unwanted
    with CaptureQueriesContext(connection) as queries:
        taken = take_next(who=who)
    assert taken is not None
    free = Matter.objects.filter(held_until__isnull=True) | Matter.objects.filter(pk=taken.pk)
    rows = free.values_list("due_on", "opened_on", "unpaid_since", "pk")
    first = min((due or opened + timedelta(days=14), since, pk) for due, opened, since, pk in rows)
    assert (taken.due_on or taken.opened_on + timedelta(days=14), taken.unpaid_since) == first[:2]
    assert len([one for one in queries if "SAVEPOINT" not in one["sql"]]) <= 20
    assert Holding.objects.count() == 1
