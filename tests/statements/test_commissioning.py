"""A commissioning decision is drafted from the book, approved by two, and holds only as long as it may (906/2019 § 28 d)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.statements.deciding import DAY, LIISA, SIMPLE, TE_OFFICE, TIMO, WATCHED, commission, lawyer, plan, tried, who

from toimi.law.book import BOOK
from toimi.office import approvals
from toimi.office.officials import Role
from toimi.office.problems import Refused as OfficeRefused
from toimi.statements.commissioning import Remedy, approve, draft, in_force, standing_on, withdraw
from toimi.statements.commissioning_document import page_of
from toimi.statements.commissioning_plan import Plan, ScopeRow, Tried
from toimi.statements.models import Commissioning, ScopeExit
from toimi.statements.problems import Refused, texts
from toimi.statements.touched_provisions import law_digest, touched

pytestmark = pytest.mark.usefixtures("db")
ROWS = plan().rows
LATER = date(2025, 1, 1)
"""On this day the services of Act 380/2023 came into provisions that the subjects read."""


def problem(on: date = DAY) -> Remedy | None:
    """What keeps the one decision there is from being in force."""
    (one,) = standing_on(on, TE_OFFICE)
    return one.problem


def test_it_is_in_force_once_two_officials_approved_it() -> None:
    (number,) = draft([plan()], tried(plan()), who=lawyer())
    assert problem() is Remedy.NOT_APPROVED
    with pytest.raises(OfficeRefused, match="own proposal"):
        approve([number], who=lawyer())
    approve([number], who=lawyer(official=TIMO))
    assert [(one.decision.pk, one.subjects) for one in in_force(DAY, TE_OFFICE)] == [(number, frozenset(SIMPLE))]
    assert in_force(DAY - timedelta(days=1), TE_OFFICE) == []
    assert in_force(DAY, "area-oulu") == []


def test_an_approval_that_is_taken_back_ends_it() -> None:
    commission(plan())
    (approval,) = approvals.Approval.objects.filter(kind="commissioning")
    approvals.revoke([approval.pk], who=lawyer(), since=DAY, reason="Arvioidaan uudelleen")
    assert problem() is Remedy.NOT_APPROVED


def test_only_a_manager_or_a_lawyer_drafts_one() -> None:
    with pytest.raises(OfficeRefused, match="cannot be proposed"):
        draft([plan()], tried(plan()), who=who(DAY, Role.DECIDER, LIISA))


def test_it_stops_by_itself_when_the_law_changes_within_its_subjects(monkeypatch: pytest.MonkeyPatch) -> None:
    """906/2019 § 28 d: a new decision on changes that need reassessment; here 380/2023, and another text of a provision."""
    commission(plan())
    assert (problem(LATER - timedelta(days=1)), problem(LATER)) == (None, Remedy.LAW_CHANGED)
    monkeypatch.setattr("toimi.statements.commissioning.law_digest", lambda subjects, day: "0" * 64)
    assert problem() is Remedy.LAW_CHANGED


def test_a_change_elsewhere_in_the_law_leaves_it_in_force() -> None:
    """14:1c counts months of work from 2 September 2024 for work obligations, which these subjects do not touch."""
    simple = frozenset(SIMPLE)
    assert BOOK.find("TTL 14:1c")
    assert not any(one.provision.citation.startswith("TTL 14:1c") for one in touched(simple, date(2024, 9, 2)))
    assert law_digest(simple, date(2024, 9, 1)) == law_digest(simple, date(2024, 9, 2))


def test_after_the_law_changed_a_new_decision_takes_its_place() -> None:
    commission(plan())
    number = commission(plan(first_day=LATER), day=LATER)
    assert [one.decision.pk for one in in_force(LATER, TE_OFFICE)] == [number]


def test_of_a_subject_and_a_day_there_is_one_decision() -> None:
    number = commission(plan(until=date(2024, 7, 1)))
    with pytest.raises(Refused, match="scope_overlaps"):
        draft([plan("job_seeker", first_day=date(2024, 6, 1))], tried(plan()), who=lawyer())
    assert Commissioning.objects.count() == 1
    draft([plan("foreigner"), plan(first_day=date(2024, 7, 1))], tried(plan(*SIMPLE, "foreigner")), who=lawyer())
    withdraw([number], who=lawyer())
    assert problem_of(number) is Remedy.WITHDRAWN
    draft([plan(until=date(2024, 7, 1))], tried(plan()), who=lawyer())


def problem_of(number: int) -> Remedy | None:
    """What keeps a decision from being in force."""
    return {one.decision.pk: one.problem for one in standing_on(DAY, TE_OFFICE)}[number]


def test_it_is_withdrawn_once_and_not_by_anybody() -> None:
    number = commission(plan())
    for other in (who(DAY, Role.ADVISER, LIISA), lawyer(), lawyer()):
        if other.role is Role.LAWYER and not ScopeExit.objects.exists():
            withdraw([number], who=other)
            continue
        with pytest.raises(Refused, match="scope_not_to_withdraw"):
            withdraw([number], who=other)
    assert problem() is Remedy.WITHDRAWN


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (replace(plan(), rows=()), "scope_without_rows"),
        (replace(plan(), rows=(*ROWS, ROWS[0])), "scope_subject_twice"),
        (replace(plan(), rows=(ScopeRow("weather", "53f.2", WATCHED),)), "scope_subject_unknown"),
        (replace(plan(), rows=(ScopeRow("job_seeker", "", WATCHED),)), "scope_without_basis"),
        (replace(plan(), rows=(ScopeRow("job_seeker", "53f.1", WATCHED),)), "scope_basis_closed"),
        (
            replace(plan(), rows=(ScopeRow("job_seeker", "53f.2", replace(WATCHED, share=0)),)),
            "scope_without_monitoring",
        ),
        (
            replace(plan(), rows=(ScopeRow("job_seeker", "53f.2", replace(WATCHED, bound=839)),)),
            "scope_bound_out_of_reach",
        ),
        (plan(first_day=date(2023, 4, 30)), "scope_before_its_basis"),
        (plan(first_day=date(2024, 3, 3)), "scope_backwards"),
        (plan(until=DAY), "scope_without_days"),
        (plan(contact=" "), "scope_without_names"),
        (plan(address="http://example.fi"), "scope_without_address"),
    ],
)
def test_a_plan_that_lacks_something_is_refused_with_the_remedy(given: Plan, code: str) -> None:
    with pytest.raises(Refused) as refused:
        draft([given], tried(plan()), who=lawyer())
    assert [one.code for one in refused.value.problems] == [code]
    assert all(refused.value.problems[0].text(language) for language in ("fi", "sv", "en"))
    assert not Commissioning.objects.exists()


@pytest.mark.parametrize(
    ("tests", "code"),
    [
        (Tried({}, {"texts": 0}, DAY), "scope_untested"),
        (replace(tried(plan()), checks={}), "scope_check_not_passed"),
        (replace(tried(plan()), checks={"texts": 1}), "scope_check_not_passed"),
    ],
)
def test_what_was_not_tried_is_not_taken_into_use(tests: Tried, code: str) -> None:
    """906/2019 § 28 b: quality is checked before use."""
    with pytest.raises(Refused, match=code):
        draft([plan()], tests, who=lawyer())


def test_each_remedy_is_told_in_three_languages() -> None:
    assert all(texts()[remedy].keys() == {"fi", "sv", "en"} for remedy in Remedy)


def test_the_document_says_what_the_act_asks_for_in_three_languages() -> None:
    """906/2019 § 28 d: grounds, provisions, planned day, decider, contact; §§ 28 a–c: who answers for what."""
    commission(plan())
    (one,) = Commissioning.objects.all()
    pages = {language: page_of(one.document, one.digest, language) for language in ("fi", "sv", "en")}
    for page in pages.values():
        for said in ("Johtaja Jaana", "kirjaamo@example.fi", "Maija Esihenkilö", "TTL 2:1.3", BOOK.digest, one.digest):
            assert said in page
        assert "https://example.fi/automaatio" in page
    assert "4 March 2024" in pages["en"]
    assert "Käyttöönottopäätös" in pages["fi"]
    assert "100 %" in pages["sv"]
    assert not any(re.search(r"\{\w+\}", page) for page in pages.values())


def test_the_database_refuses_what_has_no_basis() -> None:
    commission(plan())
    (one,) = Commissioning.objects.all()
    one.pk = None
    one.days = (date(2023, 4, 30), None)
    with pytest.raises(IntegrityError, match="commissioning_has_a_basis"), transaction.atomic():
        one.save()
