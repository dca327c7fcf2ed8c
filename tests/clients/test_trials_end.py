"""The end of the trials: every client of the TE office and the trials is the employment area's of the home municipality.

Areas are those of the digest on the organisation, section 8.2; act 383/2023, sections 5 and 7.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from tests.clients.actors import TE_OFFICE, TRANSFER, adviser
from tests.clients.codes import codes
from tests.clients.handing import LACKS, OULU, client, in_trial, stays

from toimi.clients.actions import Ending, end
from toimi.clients.contacts import NewDetail, tell
from toimi.clients.handover import Transfer, hand_over
from toimi.clients.looking import history, show
from toimi.clients.models import Detail, Handover, Person, Stay
from toimi.clients.notices import organisations_told
from toimi.clients.problems import Refused
from toimi.clients.states import Ground
from toimi.clients.trials_end import Moved, end_of_trials, still_open, when_due
from toimi.office.access import Extent, NotAllowed
from toimi.office.actors import HELSINKI, Reason
from toimi.office.audit import AuditRow
from toimi.office.officials import Role
from toimi.server.jobs import JOBS

pytestmark = pytest.mark.usefixtures("db")
AUTUMN, LAST = date(2024, 10, 1), date(2024, 12, 31)
OFFICE = replace(adviser(TRANSFER, where="keha"), role=Role.AUTOMATION)
AREAS = {
    "564": "area-oulu", "785": "area-oulu", "563": "area-raahe", "678": "area-raahe", "977": "area-ylivieska-kalajoki-nivala",
    "535": "area-ylivieska-kalajoki-nivala", "305": "area-kainuu-koillismaa",
}  # fmt: skip
"""Oulu, Vaala, Oulainen (which was in the trial of Ylivieska), Raahe, Ylivieska, Nivala, Kuusamo."""


def test_everybody_goes_to_the_area_of_the_home_municipality() -> None:
    people = {home: client(code, AUTUMN, home) for home, code in zip(AREAS, codes(len(AREAS)))}
    hand_over([Transfer(people["564"], LACKS), Transfer(people["563"], LACKS)], who=adviser(date(2024, 11, 1)))
    assert end_of_trials(who=OFFICE) == Moved(moved=7)
    assert {home: stays(person)[-1] for home, person in people.items()} == {
        home: (area, False, TRANSFER, None) for home, area in AREAS.items()
    }
    assert [one[:2] for one in stays(people["563"])] == [
        (TE_OFFICE, False), ("trial-municipality-563", True), ("area-raahe", False),
    ]  # fmt: skip
    row = Handover.objects.filter(person=people["564"]).last()
    assert row
    assert (row.direction, row.ground, row.since, row.basis) == (
        "to_area",
        "trials_end",
        TRANSFER,
        ["383/2023 §§ 5, 7"],
    )
    assert row.known == {"home_municipality": "564"}
    assert organisations_told(row) == [OULU, "area-oulu"]
    assert AuditRow.objects.filter(what="clients.end_of_trials", role="automation").count() == 7


def test_the_old_organisation_sees_the_client_on_the_last_day_and_the_new_one_from_the_first() -> None:
    person = client(codes(1)[0], AUTUMN)
    hand_over([Transfer(person, LACKS)], who=adviser(date(2024, 11, 1)))
    end_of_trials(who=OFFICE)
    for day, where, sees in (
        (LAST, OULU, True),
        (TRANSFER, OULU, False),
        (LAST, "area-oulu", False),
        (TRANSFER, "area-oulu", True),
    ):
        who = adviser(day, where=where)
        assert (show(who, [person])[person].decision.extent is Extent.WHOLE) is sees
    assert [one.direction for one in history(adviser(TRANSFER), person).rows] == ["to_trial", "to_area"]


def test_who_has_no_known_municipality_or_authority_stays_and_goes_when_it_is_known() -> None:
    one, two, three = codes(3)
    unknown, elsewhere, home = client(one, AUTUMN, ""), client(two, AUTUMN), client(three, AUTUMN)
    tell([NewDetail(elsewhere, Detail.MUNICIPALITY, "091", AUTUMN)], who=adviser(AUTUMN))
    assert end_of_trials(who=OFFICE) == Moved(moved=1, without_municipality=1, without_authority=1)
    assert [stays(person)[-1][0] for person in (unknown, elsewhere, home)] == [TE_OFFICE, TE_OFFICE, "area-oulu"]
    assert end_of_trials(who=OFFICE) == Moved(without_municipality=1, without_authority=1)
    assert Handover.objects.count() == 1
    tell([NewDetail(unknown, Detail.MUNICIPALITY, "535", AUTUMN)], who=adviser(date(2025, 1, 2), where=TE_OFFICE))
    assert end_of_trials(who=OFFICE) == Moved(moved=1, without_authority=1)
    assert stays(unknown)[-1] == ("area-ylivieska-kalajoki-nivala", False, TRANSFER, None)


def test_whose_search_has_ended_goes_nowhere_and_a_restart_in_2025_is_with_the_area() -> None:
    (code,) = codes(1)
    person = client(code, AUTUMN)
    hand_over([Transfer(person, LACKS)], who=adviser(date(2024, 11, 1)))
    end([Ending(person, Ground.OWN_WISH, date(2024, 12, 15))], who=in_trial(date(2024, 12, 15)))
    assert end_of_trials(who=OFFICE) == Moved()
    client(code, date(2025, 1, 15))
    assert stays(person)[-1] == ("area-oulu", False, date(2025, 1, 15), None)


def test_of_a_client_who_was_merged_the_municipality_of_the_one_who_is_kept_counts() -> None:
    one, two = codes(2)
    kept, absorbed = client(one, AUTUMN, "535"), client(two, AUTUMN, "564")
    Person.objects.filter(pk=absorbed).update(merged_into=kept)
    end_of_trials(who=OFFICE)
    assert stays(absorbed)[-1][0] == "area-ylivieska-kalajoki-nivala"


def test_it_is_not_before_2025_and_not_for_officials() -> None:
    client(codes(1)[0], AUTUMN)
    with pytest.raises(Refused, match="handover_before_2025"):
        end_of_trials(who=replace(OFFICE, at=datetime.combine(LAST, time(12), HELSINKI)))
    for who in (adviser(TRANSFER), replace(OFFICE, role=Role.MANAGER), replace(OFFICE, reason=Reason.MATTER)):
        with pytest.raises(NotAllowed, match="nothing_allows_it"), transaction.atomic():
            end_of_trials(who=who)
    assert Stay.objects.filter(organisation="area-oulu").count() == 0


def test_who_waits_is_counted_in_the_log_and_neither_locked_nor_audited_hour_by_hour(
    caplog: pytest.LogCaptureFixture,
) -> None:
    one, two, three = codes(3)
    unknown, _, home = client(one, AUTUMN, ""), client(two, AUTUMN, ""), client(three, AUTUMN)
    job = next(job for job in JOBS if job.do is when_due)
    last, first = (datetime.combine(LAST, time(23, 59), HELSINKI), datetime.combine(TRANSFER, time(), HELSINKI))
    with CaptureQueriesContext(connection) as before:
        job.do(last)
    assert (len(before), caplog.messages, stays(home)[-1][0]) == (0, [], TE_OFFICE)
    job.do(first)
    assert stays(home)[-1] == ("area-oulu", False, TRANSFER, None)
    assert caplog.messages == [
        "The end of the trials: 1 clients moved, 2 wait since no home municipality is known of them, 0 since nobody here "
        "serves theirs."
    ]
    with CaptureQueriesContext(connection) as again:
        job.do(first)
    assert not [one for one in again if "FOR UPDATE" in one["sql"] or "office_auditrow" in one["sql"]]
    trace = AuditRow.objects.filter(what="clients.end_of_trials")
    assert list(trace.values_list("whose", "organisation", "role")) == [(str(home), "keha", "automation")]
    tell([NewDetail(unknown, Detail.MUNICIPALITY, "564", AUTUMN)], who=adviser(date(2025, 1, 2), where=TE_OFFICE))
    job.do(first)
    assert stays(unknown)[-1][0] == "area-oulu"
    assert caplog.messages[-1].startswith("The end of the trials: 1 clients moved, 1 wait")


def test_the_hours_after_read_the_open_stays_alone() -> None:
    """Of two thousand who were clients of the office one is still, and the plan of the database goes by what is open."""
    people = Person.objects.bulk_create(Person(request_key=uuid.uuid4()) for _ in range(2_000))
    gone = DateRange(date(2021, 3, 1), date(2022, 3, 1))
    Stay.objects.bulk_create(Stay(person=one, organisation_id=TE_OFFICE, days=gone) for one in people)
    person = client(codes(1)[0], AUTUMN)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE clients_stay")
    assert [one.person_id for one in still_open(TE_OFFICE)] == [person]
    assert "Index Scan using stay_open" in still_open(TE_OFFICE)[:1_000].explain()


def test_batches_are_bounded_and_their_size_changes_nothing_but_the_number_of_queries() -> None:
    people = [client(code, AUTUMN) for code in codes(7)]
    with transaction.atomic():
        with CaptureQueriesContext(connection) as whole:
            assert end_of_trials(who=OFFICE) == Moved(moved=7)
        transaction.set_rollback(True)
    with CaptureQueriesContext(connection) as small:
        assert end_of_trials(who=OFFICE, batch=3) == Moved(moved=7)
    moved = [one for one in small if one["sql"].lstrip().startswith("WITH ended")]
    assert len(moved) == 3
    assert len(whole) < len(small)
    (last,) = [client(code, AUTUMN) for code in codes(8)[7:]]
    with CaptureQueriesContext(connection) as one:
        assert end_of_trials(who=OFFICE) == Moved(moved=1)
    assert len(one) == len(whole)
    people.append(last)
    assert {stays(person)[-1][0] for person in people} == {"area-oulu"}
