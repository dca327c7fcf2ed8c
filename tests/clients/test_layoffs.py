"""What an employer told waits for the client's word: found by the whole code, decisive once confirmed, corrected in turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection
from tests.clients.actors import adviser, new_client
from tests.employers.actors import DAY, PEKKA, SOFIA, agent_of, company, granted, layoff, official
from tests.office.behind_the_wall import let_in, log_in_as

from toimi.book.facts import Source
from toimi.clients.actions import register
from toimi.clients.case import load
from toimi.clients.checking import NewFact
from toimi.clients.facts import record
from toimi.clients.layoffs import Confirmation, Proposal, confirm, proposed
from toimi.clients.models import KnownFact
from toimi.clients.people import Merge, merge
from toimi.clients.problems import Refused
from toimi.clients.requests import SearchRequest
from toimi.clients.states import Channel
from toimi.employers.layoffs import give
from toimi.employers.models import LayoffNotice
from toimi.office.access import NotAllowed
from toimi.office.actors import Reason
from toimi.office.audit import AuditRow
from toimi.office.officials import Role
from toimi.office.row_security import WEB, acting, acting_for_oneself
from toimi.server.postgres import Postgres

SINCE = date(2019, 8, 1)
ANOTHERS = {
    "batch": official().official, "organisation_id": "area-raahe", "identity_code": SOFIA, "since": DAY, "extent": "full",
    "ground": "temporary_reduction", "basis": "employer_decision", "given_on": DAY, "recorded_on": DAY, "recorded_by": "x",
}  # fmt: skip


@pytest.fixture
def firm(db: None) -> int:
    one = company()
    granted(one)
    return one


def told(firm: int, code: str | None = PEKKA, **more: object) -> int:
    (number,) = give([layoff(firm, code, **{"employed_since": SINCE, **more})], who=agent_of(firm), test_range=True)
    return number


def open_to(person: int) -> list[Proposal]:
    return proposed(adviser(DAY), [person])[person].rows


def said(person: int, notice: int, **more: str) -> Confirmation:
    return Confirmation(person, notice, "by telephone", **more)


def rows(person: int) -> list[tuple[str, str, str, bool]]:
    found = KnownFact.objects.filter(person=person).order_by("pk")
    return [(row.kind, row.name, row.source, row.withdrawn) for row in found]


def test_who_registers_finds_the_notice_and_it_decides_nothing_until_confirmed(firm: int) -> None:
    number = told(firm)
    told(firm, None, name="Pekka Nimekäs", birth_date=date(1990, 1, 1))  # without a code it is nobody's
    at = datetime(2020, 3, 20, 8, tzinfo=UTC)
    wish = SearchRequest(at, Channel.ELECTRONIC, True, identity_code=PEKKA)
    (one,) = register([wish], who=adviser(DAY), test_range=True)
    (proposal,) = open_to(one.person)
    assert (proposal.notice.pk, proposal.company_name, proposal.corrects) == (number, "Oulun Ravintola Oy", None)
    assert [row[0] for row in rows(one.person)] == ["person", "job_search"]
    (name,) = confirm([said(one.person, number)], who=adviser(DAY))
    assert name == f"layoff-notice-{number}"
    assert rows(one.person)[2:] == [
        ("employment", f"employment-layoff-notice-{number}", "employer", False),
        ("layoff", f"layoff-notice-{number}", "employer", False),
    ]
    assert open_to(one.person) == []
    traces = AuditRow.objects.filter(whose=str(one.person), what__in=("clients.layoffs", "clients.confirm_layoffs"))
    assert [trace.what for trace in traces.order_by("pk")] == [
        "clients.layoffs",
        "clients.confirm_layoffs",
        "clients.layoffs",
    ]


def test_a_known_job_is_chosen_and_a_job_that_is_not_known_is_not(firm: int) -> None:
    person, number = new_client(PEKKA), told(firm, employed_since=None)
    for one, code in (
        (said(person, number), "layoff_without_job"),
        (said(person, number, job="kitchen"), "layoff_job_not_there"),
        (replace(said(person, number), evidence=" "), "layoff_confirmed_by_nobody"),
        (said(person, number + 1), "layoff_not_proposed"),
    ):
        with pytest.raises(Refused, match=f"^0: {code}"):
            confirm([one], who=adviser(DAY))
    job = {"id": "e1", "job": "kitchen", "from": SINCE, "hours_share": 100}
    record([NewFact(person, "employment", job, Source.PERSON)], who=adviser(DAY))
    with pytest.raises(Refused, match=r"^1: layoff_not_proposed"):
        confirm([said(person, number, job="kitchen")] * 2, who=adviser(DAY))
    confirm([said(person, number, job="kitchen")], who=adviser(DAY))
    assert [row[:2] for row in rows(person)] == [("employment", "e1"), ("layoff", f"layoff-notice-{number}")]
    with pytest.raises(Refused, match=r"^0: layoff_not_proposed"):
        confirm([said(person, number, job="kitchen")], who=adviser(DAY))


def test_a_correction_and_a_withdrawal_are_proposed_in_turn(firm: int) -> None:
    person, first = new_client(PEKKA), told(firm)
    second = told(firm, until=date(2020, 6, 1), corrects=first)
    assert [row.notice.pk for row in open_to(person)] == [second]  # what was never confirmed is not corrected
    confirm([said(person, second)], who=adviser(DAY))
    third = told(firm, until=None, corrects=second)
    (proposal,) = open_to(person)
    assert (proposal.notice.pk, proposal.corrects) == (third, f"layoff-notice-{second}")
    confirm([said(person, third)], who=adviser(DAY))
    last = told(firm, corrects=third, withdraws=True)
    confirm([said(person, last)], who=adviser(DAY))
    assert [row[3] for row in rows(person) if row[0] == "layoff"] == [False, False, True]
    assert open_to(person) == []
    facts = KnownFact.objects.filter(person=person, kind="layoff").order_by("pk")
    assert [(row.days.upper, row.corrects) for row in facts] == [
        (date(2020, 6, 1), None),
        (None, f"layoff-notice-{second}"),
        (None, f"layoff-notice-{third}"),
    ]


def test_what_was_withdrawn_before_anybody_confirmed_it_is_not_proposed(firm: int) -> None:
    person, first = new_client(PEKKA), told(firm)
    told(firm, corrects=first, withdraws=True)
    assert open_to(person) == []


def test_notices_of_one_who_was_merged_are_the_others_too(firm: int) -> None:
    kept, absorbed, number = new_client(None), new_client(PEKKA), told(firm)
    merge([Merge(kept, absorbed, "the code was found")], who=adviser(DAY))
    assert [row.notice.pk for row in open_to(kept)] == [number]
    confirm([said(kept, number)], who=adviser(DAY))
    assert open_to(kept) == []


def test_who_does_not_serve_the_client_is_proposed_nothing_and_confirms_nothing(firm: int) -> None:
    person, number = new_client(PEKKA), told(firm)
    for who in (adviser(DAY, where="trial-municipality-564"), official(role=Role.AUDITOR), agent_of(firm)):
        assert proposed(who, [person])[person].rows == []
        with pytest.raises(NotAllowed):
            confirm([said(person, number)], who=who)
    manager = official(role=Role.MANAGER, reason=Reason.CONTROL)
    assert len(proposed(manager, [person])[person].rows) == 1


def test_behind_the_wall_who_sees_the_client_sees_the_notice_whoever_received_it(
    own_database: str, postgres: Postgres
) -> None:
    firm = company()
    granted(firm)
    person, number = new_client(PEKKA), told(firm)
    told(firm, SOFIA)
    later = adviser(date(2025, 3, 3))  # of the area, which did not receive it
    let_in(postgres)
    owner = connection.settings_dict["USER"]
    log_in_as(WEB)
    try:
        with acting(later):
            assert [row.notice.pk for row in proposed(later, [person])[person].rows] == [number]
        with acting(later):
            confirm([said(person, number)], who=later)
        with acting(later):
            (table,) = load([person], known_at=later.day)
        (known,), (job,) = table.column("layoff").to_pylist()[0], table.column("employment").to_pylist()[0]
        assert (known["from"], known["until"], known["extent"]) == (date(2020, 4, 6), date(2020, 7, 1), "full")
        assert (job["from"], job["job"]) == (SINCE, known["job"])
        for who in (
            replace(later, role=Role.AUDITOR),
            replace(later, role=Role.PAYER_SYSTEM),
            adviser(date(2025, 3, 3), where="area-raahe"),
        ):
            with acting(who):
                assert LayoffNotice.objects.count() == 0
        with acting_for_oneself(str(person)):
            assert [row.pk for row in LayoffNotice.objects.all()] == [number]
        with pytest.raises(DatabaseError, match="row-level security"), acting(later):
            LayoffNotice.objects.create(company_id=firm, **ANOTHERS)
    finally:
        log_in_as(owner)
