"""What registers tell beside what is known: recorded once, with its source, and overwriting nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.clients.actors import AINO, AREA, adviser, new_client
from tests.office.behind_the_wall import let_in, log_in_as
from tests.registers.running import business, job, records, registers, resident, right, studies

from toimi.book.facts import Source
from toimi.clients.checking import NewFact
from toimi.clients.contacts import NewDetail, tell
from toimi.clients.facts import record
from toimi.clients.from_registers import ask as ask_all
from toimi.clients.from_registers import ask_registers, codes_to_ask, record_answers
from toimi.clients.models import ContactDetail, Detail, KnownFact, Person
from toimi.clients.problems import LANGUAGES, Refused
from toimi.clients.register_answers import Outcome
from toimi.clients.selectors import details_on
from toimi.office.access import NotAllowed
from toimi.office.audit import looks_at
from toimi.office.row_security import WEB, acting
from toimi.registers.answers import NotKnown, NotThere, Told, Why
from toimi.server.postgres import Postgres

CODE, OTHER = "070385-901X", "150590-9021"
DAY, LATER = date(2022, 6, 1), date(2022, 7, 1)


@pytest.fixture
def person(db: None) -> int:
    return new_client(CODE)


def ask(person: int, register: str, folder: Path, told: Any, day: date = DAY) -> Outcome:
    """Ask one register that holds one record."""
    with registers("--register", register, *records(folder, **{register: {CODE: told}})):
        (outcome,) = ask_registers([person], [register], who=adviser(day), issue="matter:1")
    return outcome


def known(person: int) -> list[tuple[str, str, str | None, str | None, dict[str, Any]]]:
    """Rows as they were recorded: kind, name, first day, first day after, attributes."""
    return [
        (
            row.kind,
            row.name,
            row.days.lower and str(row.days.lower),
            row.days.upper and str(row.days.upper),
            row.attributes,
        )
        for row in KnownFact.objects.filter(person=person).order_by("pk")
    ]


def codes(outcome: Outcome) -> list[tuple[str, str, str]]:
    """What an official must look at: the problem, the kind and the row that stands."""
    return [(one.problem.code, one.problem.values.get("kind", ""), one.known) for one in outcome.contradictions]


# --- the words of the vocabulary (law/facts.py) ---------------------------------------------------------------------------


def test_population_tells_birth_date_and_citizenship(person: int, tmp_path: Path) -> None:
    outcome = ask(person, "population", tmp_path, resident())
    assert known(person) == [
        ("person", "population/person", None, None, {"birth_date": "1985-03-07", "citizenship": "finland"})
    ]
    row = KnownFact.objects.get(person=person)
    assert (row.source, row.recorded_on, row.recorded_by) == ("register", DAY, str(AINO))
    assert row.evidence == f"population register, request {outcome.answer.request}" and outcome.answer.request
    assert outcome.written == ("population/person",) and codes(outcome) == []


@pytest.mark.parametrize(
    ("citizenships", "group"),
    [
        ([("FI", None)], "finland"),
        ([("FI", "1985-03-07"), ("US", None)], "finland"),
        ([("EE", None)], "eu_or_eea"),
        ([("UA", None), ("NO", "2015-01-01")], "eu_or_eea"),
        ([("GB", None)], "other"),
        ([("CH", None)], "other"),
        ([("FI", "2021-05-04"), ("UA", None)], None),
        ([], None),
    ],
)
def test_citizenship_is_one_for_all_days_or_not_known(
    citizenships: list[tuple[str, str | None]], group: str | None, person: int, tmp_path: Path
) -> None:
    """Who became a Finn was a foreigner before (TTL 2:2 asks day by day): that is not said of all days."""
    given = [{"country": country, "since": since} for country, since in citizenships]
    ask(person, "population", tmp_path, resident(citizenships=given))
    (row,) = known(person)
    assert row[4].get("citizenship") == group


def test_companies_tell_businesses_positions_and_bankruptcies(person: int, tmp_path: Path) -> None:
    entries = [
        {"register": "prepayment", "since": "2019-01-25", "through": None},
        {"register": "vat", "since": "2020-04-01", "through": None},
        {"register": "vat", "since": "2019-03-01", "through": "2019-12-31"},
    ]
    company = business(
        ("managing_director", "2018-01-01", "2019-05-31"), ("board_member", "2019-01-01", "2019-06-30"),
        ("deputy_member", "2017-01-01", "2021-12-31"), ("board_member", "2019-07-01", "2019-07-31"),
        ("board_member", "2020-02-01", "2021-06-30"), business_id="test-2", form="limited_company",
        bankruptcy_on="2021-06-30",
    )  # fmt: skip
    ask(person, "companies", tmp_path, {"businesses": [business(entries=entries), company]})
    assert known(person) == [
        ("business", "companies/business-test-1", "2019-02-01", None, {
            "kind": "business", "form": "sole_trader", "prepayment_registered_on": "2019-01-25",
            "vat_registered_on": "2019-03-01"}),
        ("business", "companies/business-test-2", "2018-01-01", "2021-07-01", {"kind": "business", "form": "limited_company"}),
        ("business_share", "companies/business-test-2/position-1", "2018-01-01", "2019-08-01", {
            "leading_position": True, "business": "companies/business-test-2"}),
        ("business_share", "companies/business-test-2/position-2", "2020-02-01", "2021-07-01", {
            "leading_position": True, "business": "companies/business-test-2"}),
        ("business_closing", "companies/business-test-2/closing", "2021-06-30", "2021-07-01", {
            "bankruptcy_on": "2021-06-30", "business": "companies/business-test-2"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "role"),
    [
        ("housing_company", "board_member"), ("association", "board_member"), ("foundation", "managing_director"),
        ("limited_partnership", "silent_partner"), ("limited_company", "deputy_member"), ("other", "sole_trader"),
    ],
)  # fmt: skip
def test_a_role_that_makes_nobody_an_entrepreneur_is_no_fact(form: str, role: str, person: int, tmp_path: Path) -> None:
    outcome = ask(person, "companies", tmp_path, {"businesses": [business((role, "2019-02-01", None), form=form)]})
    assert known(person) == [] and isinstance(outcome.answer, Told)


def test_incomes_tell_jobs_and_their_ends_and_not_why_they_ended(person: int, tmp_path: Path) -> None:
    """The register only opens the case: the manner and the ground stay not known (sanctions digest, 2a:1)."""
    part = job(job_id="j2", since="2019-08-01", hours="part_time", part_time_percent="62.50")
    told = {
        "jobs": [job(through="2019-07-31"), part],
        "wages": [{"employer_id": "test-9", "month": "2019-07", "paid": "2800.00"}],
    }
    ask(person, "incomes", tmp_path, told)
    assert known(person) == [
        ("employment", "incomes/job-j1", "2017-01-09", "2019-08-01", {"job": "incomes/job-j1", "hours_share": "100"}),
        ("employment_end", "incomes/job-j1/end", "2019-07-31", "2019-08-01", {"job": "incomes/job-j1"}),
        ("employment", "incomes/job-j2", "2019-08-01", None, {"job": "incomes/job-j2", "hours_share": "62.5"}),
    ]


def test_kela_tells_claims_and_pensions(person: int, tmp_path: Path) -> None:
    claim = {"claim_id": "c1", "benefit": "labour_market_subsidy", "since": "2020-03-16", "through": "2020-08-31"}
    pension = {"pension_id": "p1", "since": "2021-01-01", "through": None}
    ask(person, "kela", tmp_path, {"claims": [claim], "disability_pensions": [pension]})
    assert known(person) == [
        ("benefit", "kela/claim-c1", "2020-03-16", "2020-09-01", {"kind": "labour_market_subsidy"}),
        ("disability_pension", "kela/pension-p1", "2021-01-01", None, {"extent": "full"}),
    ]


def test_studies_tell_rights_their_ends_and_what_was_completed(person: int, tmp_path: Path) -> None:
    ended = right(through="2021-05-12", term_end="2021-07-31")
    done = {"completed_id": "d1", "level": "vocational", "on": "2005-05-31"}
    ask(person, "studies", tmp_path, studies([ended], [done]))
    assert known(person) == [
        ("study", "studies/right-r1", "2018-08-01", "2021-05-13", {"goal": "university_degree", "provider": "other"}),
        (
            "study_end",
            "studies/right-r1/end",
            "2021-05-12",
            "2021-05-13",
            {"term_end": "2021-07-31", "study": "studies/right-r1"},
        ),
        ("qualification", "studies/completed-d1", "2005-05-31", "2005-06-01", {"level": "vocational"}),
    ]


# --- twice, later, and beside what others know ----------------------------------------------------------------------------

EVERYTHING = {
    "population": resident(),
    "companies": {"businesses": [business(("board_member", "2019-02-01", None), form="limited_company", liquidation_on="2021-01-15")]},
    "incomes": {"jobs": [job(through="2021-01-15", hours="part_time", part_time_percent="33.33")], "wages": []},
    "kela": {"claims": [{"claim_id": "c1", "benefit": "basic", "since": "2021-01-18", "through": None}],
             "disability_pensions": []},
    "studies": studies([right(through="2020-05-31")], [{"completed_id": "d1", "level": "university", "on": "2020-05-31"}]),
}  # fmt: skip


def test_what_is_told_twice_is_recorded_once(person: int, tmp_path: Path) -> None:
    told = {name: {CODE: one} for name, one in EVERYTHING.items()}
    with registers(*records(tmp_path, **told)):
        first, second = (
            ask_registers([person], list(EVERYTHING), who=adviser(day), issue="matter:1") for day in (DAY, LATER)
        )
    assert [len(one.written) for one in first] == [1, 3, 2, 1, 3]
    assert [(one.written, one.contradictions) for one in second] == [((), ())] * 5
    assert KnownFact.objects.filter(person=person).count() == 10


def test_a_register_that_tells_it_otherwise_later_corrects_its_own_row(person: int, tmp_path: Path) -> None:
    """Both rows stay, each with the day from which it was known."""
    ask(person, "studies", tmp_path, studies([right()]))
    outcome = ask(person, "studies", tmp_path, studies([right(through="2022-06-20")]), LATER)
    assert outcome.written == ("studies/right-r1/2", "studies/right-r1/end") and codes(outcome) == []
    third = ask(person, "studies", tmp_path, studies([right(through="2022-06-21")]), date(2022, 8, 1))
    assert third.written == ("studies/right-r1/3", "studies/right-r1/end/2")
    rows = KnownFact.objects.filter(person=person, kind="study").order_by("pk")
    assert [(row.corrects, row.recorded_on) for row in rows] == [
        (None, DAY), ("studies/right-r1", LATER), ("studies/right-r1/2", date(2022, 8, 1))
    ]  # fmt: skip
    ends = KnownFact.objects.filter(person=person, kind="study_end").order_by("pk")
    assert [row.attributes["study"] for row in ends] == ["studies/right-r1", "studies/right-r1"]


def test_a_register_does_not_overrule_an_official_who_corrected_it(person: int, tmp_path: Path) -> None:
    ask(person, "studies", tmp_path, studies([right()]))
    fixed = {"id": "as found", "from": "2018-08-01", "through": "2021-12-31", "goal": "university_degree"}
    record([NewFact(person, "study", fixed, corrects="studies/right-r1")], who=adviser(DAY))
    before = known(person)
    outcome = ask(person, "studies", tmp_path, studies([right()]), LATER)
    assert codes(outcome) == [("register_differs", "study", "as found")]
    assert (outcome.written, known(person)) == ((), before)


def test_what_an_official_withdrew_does_not_come_back(person: int, tmp_path: Path) -> None:
    ask(person, "incomes", tmp_path, {"jobs": [job()], "wages": []})
    record([NewFact(person, "employment", corrects="incomes/job-j1", withdraws=True)], who=adviser(DAY))
    outcome = ask(person, "incomes", tmp_path, {"jobs": [job(through="2022-06-10")], "wages": []}, LATER)
    assert [code for code, _, _ in codes(outcome)] == ["register_differs"]
    assert outcome.written == ()


def test_a_job_that_the_person_told_of_is_not_counted_twice(person: int, tmp_path: Path) -> None:
    """Which of the two days is right, an official finds out; neither is changed, and the end is not told of either."""
    mine = {"id": "shop", "job": "shop", "from": "2017-02-01", "hours_share": 100}
    record([NewFact(person, "employment", mine, Source.PERSON)], who=adviser(DAY))
    outcome = ask(person, "incomes", tmp_path, {"jobs": [job(through="2021-12-31")], "wages": []}, LATER)
    assert codes(outcome) == [("register_differs", "employment", "shop")]
    assert [row[1] for row in known(person)] == ["shop"]


def test_a_job_that_the_person_told_of_in_the_same_way_is_no_news(person: int, tmp_path: Path) -> None:
    mine = {"id": "shop", "job": "shop", "from": "2017-01-09", "hours_share": 100, "pay_month": 2800}
    record([NewFact(person, "employment", mine, Source.PERSON)], who=adviser(DAY))
    outcome = ask(person, "incomes", tmp_path, {"jobs": [job()], "wages": []}, LATER)
    assert codes(outcome) == [] and outcome.written == ()


def test_things_on_other_days_or_of_another_sort_are_things_of_their_own(person: int, tmp_path: Path) -> None:
    mine = [
        NewFact(
            person, "study", {"id": "old", "from": "2010-08-01", "through": "2012-05-31", "goal": "university_degree"}
        ),
        NewFact(person, "study", {"id": "open", "from": "2019-01-01", "goal": "open_studies"}),
        NewFact(person, "qualification", {"id": "school", "on": "2001-05-31", "level": "basic_education"}),
    ]
    record(mine, who=adviser(DAY))
    told = studies([right()], [{"completed_id": "d1", "level": "matriculation", "on": "2004-06-05"}])
    outcome = ask(person, "studies", tmp_path, told, LATER)
    assert outcome.written == ("studies/right-r1", "studies/completed-d1") and codes(outcome) == []


def test_the_same_completion_on_another_day_is_a_contradiction(person: int, tmp_path: Path) -> None:
    record(
        [NewFact(person, "qualification", {"id": "mine", "on": "2004-06-01", "level": "vocational"})],
        who=adviser(DAY),
    )
    told = studies([], [{"completed_id": "d1", "level": "vocational", "on": "2005-05-31"}])
    outcome = ask(person, "studies", tmp_path, told, LATER)
    assert codes(outcome) == [("register_differs", "qualification", "mine")]


def test_what_a_register_tells_no_longer_stays_and_is_named(person: int, tmp_path: Path) -> None:
    ask(person, "companies", tmp_path, {"businesses": [business()]})
    outcome = ask(person, "companies", tmp_path, {"businesses": []}, LATER)
    assert codes(outcome) == [("register_tells_no_longer", "business", "companies/business-test-1")]
    assert len(known(person)) == 1


def test_a_row_before_birth_is_named_and_not_recorded(person: int, tmp_path: Path) -> None:
    """It would make everything about the person unreadable."""
    ask(person, "population", tmp_path, resident())
    told = studies([], [{"completed_id": "d1", "level": "vocational", "on": "1984-05-31"}])
    outcome = ask(person, "studies", tmp_path, told)
    assert codes(outcome) == [("register_before_birth", "qualification", "")]
    assert len(known(person)) == 1


# --- the person as such: one row ------------------------------------------------------------------------------------------


def of_the_code(person: int, **more: Any) -> None:
    """What registering a job seeker records of the identity code."""
    said = {"id": "person", "birth_date": "1985-03-07", **more}
    record([NewFact(person, "person", said, Source.REGISTER, "identity code")], who=adviser(DAY))


def test_citizenship_joins_the_birth_date_of_the_identity_code(person: int, tmp_path: Path) -> None:
    of_the_code(person)
    outcome = ask(person, "population", tmp_path, resident(), LATER)
    row = KnownFact.objects.get(person=person, name="population/person")
    assert row.corrects == "person" and codes(outcome) == []
    assert row.attributes == {"birth_date": "1985-03-07", "citizenship": "finland"}


def test_another_birth_date_overwrites_nothing(person: int, tmp_path: Path) -> None:
    of_the_code(person)
    outcome = ask(person, "population", tmp_path, resident(birth_date="1985-03-08"), LATER)
    assert codes(outcome) == [("register_differs", "person", "person")]
    assert len(known(person)) == 1


def test_a_citizenship_that_an_official_recorded_is_not_overruled_but_kept_and_named(
    person: int, tmp_path: Path
) -> None:
    of_the_code(person, citizenship="other")
    silent = ask(person, "population", tmp_path, resident(citizenships=[]), LATER)
    assert (silent.written, codes(silent)) == ((), [])
    outcome = ask(person, "population", tmp_path, resident(), LATER)
    assert codes(outcome) == [("register_differs", "person", "person")]
    assert known(person)[-1][4]["citizenship"] == "other"


def test_a_register_may_change_its_own_mind_about_the_person(person: int, tmp_path: Path) -> None:
    of_the_code(person)
    ask(person, "population", tmp_path, resident(citizenships=[{"country": "UA", "since": None}]))
    outcome = ask(person, "population", tmp_path, resident(), LATER)
    assert outcome.written == ("population/person/2",) and codes(outcome) == []
    assert known(person)[-1][4] == {"birth_date": "1985-03-07", "citizenship": "finland"}


# --- where somebody lives, and who may not know ---------------------------------------------------------------------------


def test_a_ban_on_disclosing_takes_effect_at_once_and_a_home_is_dated(person: int, tmp_path: Path) -> None:
    outcome = ask(person, "population", tmp_path, resident(is_protected=True))
    assert set(outcome.details) == {Detail.NON_DISCLOSURE, Detail.MUNICIPALITY}
    rows = ContactDetail.objects.filter(person=person).order_by("kind")
    assert [(row.kind, row.value, row.since) for row in rows] == [
        ("municipality", "564", date(2019, 5, 1)), ("non_disclosure", "yes", DAY)
    ]  # fmt: skip
    again = ask(person, "population", tmp_path, resident(is_protected=True), LATER)
    assert (again.details, codes(again)) == ((), [])


def test_a_register_lifts_no_ban_that_stands_here(person: int, tmp_path: Path) -> None:
    tell([NewDetail(person, Detail.NON_DISCLOSURE, "yes", DAY)], who=adviser(DAY))
    outcome = ask(person, "population", tmp_path, resident(), LATER)
    assert codes(outcome) == [("register_differs", "non_disclosure", "")]
    assert details_on([person], LATER)[person][Detail.NON_DISCLOSURE] == "yes"


def test_a_move_is_a_new_home_and_an_older_one_contradicts_what_was_told_since(person: int, tmp_path: Path) -> None:
    ask(person, "population", tmp_path, resident())
    moved = [
        {"code": "564", "since": "2019-05-01", "through": "2022-06-14"}, {"code": "678", "since": "2022-06-15", "through": None}
    ]  # fmt: skip
    outcome = ask(person, "population", tmp_path, resident(homes=moved), LATER)
    assert (outcome.details, codes(outcome)) == ((Detail.MUNICIPALITY,), [])
    assert [details_on([person], day)[person][Detail.MUNICIPALITY] for day in (DAY, LATER)] == ["564", "678"]
    tell([NewDetail(person, Detail.MUNICIPALITY, "305", LATER)], who=adviser(LATER))
    outcome = ask(person, "population", tmp_path, resident(homes=moved), LATER)
    assert (outcome.details, codes(outcome)) == ((), [("register_differs", "municipality", "")])


# --- who may ask ----------------------------------------------------------------------------------------------------------


def test_who_may_not_record_of_a_client_may_not_ask_about_one(person: int, tmp_path: Path) -> None:
    """Nothing leaves the house: the register gets no request."""
    log = tmp_path / "log"
    stranger = adviser(DAY, where=AREA)
    with registers("--log", str(log), *records(tmp_path, kela={})), pytest.raises(NotAllowed):
        ask_registers([person], ["kela"], who=stranger, issue="matter:1")
    assert not log.exists() and known(person) == []


def test_the_web_asks_in_three_steps_from_behind_its_wall(
    own_database: str, postgres: Postgres, tmp_path: Path
) -> None:
    """The first and the last are transactions that say who acts; between them none is open."""
    person, who, names = new_client(CODE), adviser(DAY), list(EVERYTHING)
    let_in(postgres)
    owner = connection.settings_dict["USER"]
    log_in_as(WEB)
    try:
        with registers(*records(tmp_path, **{name: {CODE: one} for name, one in EVERYTHING.items()})):
            with acting(who):
                asked = codes_to_ask([person], names, who=who)
            told = ask_all(asked, names, who=who, issue="matter:1")
            with acting(who):
                outcomes = record_answers(told, who=who)
            with acting(replace(who, organisation=AREA)), pytest.raises(NotAllowed):
                codes_to_ask([person], names, who=replace(who, organisation=AREA))
    finally:
        log_in_as(owner)
    assert [len(one.written) for one in outcomes] == [1, 3, 2, 1, 3]
    assert KnownFact.objects.filter(person=person).count() == 10


def test_asking_leaves_a_trace_of_each_person_and_register(person: int, tmp_path: Path) -> None:
    """Also where the register does not answer."""
    ask(person, "population", tmp_path, resident())
    ask_registers([person], ["kela"], who=adviser(LATER), issue="matter:1")
    traces = [(row.what, row.who, row.at.date()) for row in looks_at(str(person)) if row.what.startswith("registers.")]
    assert traces == [("registers.kela", str(AINO), LATER), ("registers.population", str(AINO), DAY)]


def test_a_replaced_identity_code_is_named_and_nobody_is_merged(person: int, tmp_path: Path) -> None:
    outcome = ask(person, "population", tmp_path, resident(replaced_by=OTHER))
    assert codes(outcome) == [("identity_code_replaced", "", "")]
    assert Person.objects.get(pk=person).identity_code == CODE
    assert all(len(outcome.contradictions[0].problem.text(language)) > 20 for language in LANGUAGES)


# --- without an answer ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("register", ["population", "companies", "incomes", "kela"])
def test_an_outage_writes_nothing_where_silence_is_not_no(register: str, person: int, tmp_path: Path) -> None:
    with registers("--register", register, "--fails", "access_denied", *records(tmp_path)):
        (outcome,) = ask_registers([person], [register], who=adviser(DAY), issue="matter:1")
    assert isinstance(outcome.answer, NotKnown) and outcome.answer.why is Why.REFUSED
    assert known(person) == [] and outcome.written == ()


def test_an_outage_takes_nothing_away_from_what_was_told_before(person: int, tmp_path: Path) -> None:
    ask(person, "studies", tmp_path, studies([right()]))
    before = known(person)
    with registers("--register", "studies", "--fails", "no_json", *records(tmp_path)):
        (outcome,) = ask_registers([person], ["studies"], who=adviser(LATER), issue="matter:1")
    assert isinstance(outcome.answer, NotKnown)
    assert known(person) == before


def test_two_outages_are_remembered_once(person: int, tmp_path: Path) -> None:
    for day in (DAY, LATER):
        ask_registers([person], ["studies", "kela"], who=adviser(day), issue="matter:1")
    assert [row[1] for row in known(person)] == ["studies/not-known"]


def test_what_an_official_found_out_during_an_outage_stays(person: int, tmp_path: Path) -> None:
    ask_registers([person], ["studies"], who=adviser(DAY), issue="matter:1")
    found = {"id": "shown", "on": "2005-05-31", "level": "vocational"}
    record([NewFact(person, "qualification", found, corrects="studies/not-known")], who=adviser(DAY))
    outcome = ask(person, "studies", tmp_path, studies(), LATER)
    assert outcome.written == () and known(person)[-1][1] == "shown"


def test_who_has_no_identity_code_is_not_asked_about(db: None, tmp_path: Path) -> None:
    stranger = new_client()
    known_here = new_client(CODE)
    log = tmp_path / "log"
    with registers("--log", str(log), *records(tmp_path, population={CODE: resident()})):
        first, second = ask_registers([stranger, known_here], ["population"], who=adviser(DAY), issue="matter:1")
    assert first.answer == NotKnown(Why.NO_IDENTITY_CODE) and isinstance(second.answer, Told)


def test_one_persons_broken_record_keeps_nobody_elses_from_being_recorded(db: None, tmp_path: Path) -> None:
    one, other = (new_client(code) for code in (CODE, OTHER))
    told = {CODE: resident(birth_date="then"), OTHER: resident(birth_date="1990-05-15")}
    with registers(*records(tmp_path, population=told)):
        outcomes = ask_registers([one, other], ["population"], who=adviser(DAY), issue="matter:1")
    assert [type(outcome.answer) for outcome in outcomes] == [NotKnown, Told]
    assert (len(known(one)), len(known(other))) == (0, 1)


def test_many_are_recorded_some_at_a_time(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outcomes are in the order of the people, register by register within those who are recorded together."""
    monkeypatch.setattr("toimi.clients.from_registers.TOGETHER", 1)
    one, other = (new_client(code) for code in (CODE, OTHER))
    told = {CODE: resident(), OTHER: resident(birth_date="1990-05-15")}
    with registers(*records(tmp_path, population=told, studies={CODE: studies(), OTHER: studies()})):
        outcomes = ask_registers([one, other], ["population", "studies"], who=adviser(DAY), issue="matter:1")
    assert [(outcome.person, outcome.register) for outcome in outcomes] == [
        (one, "population"), (one, "studies"), (other, "population"), (other, "studies")
    ]  # fmt: skip
    assert (len(known(one)), len(known(other))) == (1, 1)


def test_somebody_who_is_not_there_refuses_the_whole_list(person: int) -> None:
    with pytest.raises(Refused, match="1: person_not_there"):
        ask_registers([person, person + 1_000], ["kela"], who=adviser(DAY), issue="matter:1")
    assert known(person) == []


def test_nobody_by_the_code_is_no_answer_about_the_person(person: int, tmp_path: Path) -> None:
    with registers(*records(tmp_path)):
        outcomes = ask_registers([person], ["studies", "kela"], who=adviser(DAY), issue="matter:1")
    assert all(isinstance(outcome.answer, NotThere) for outcome in outcomes)
    assert [row[1] for row in known(person)] == ["studies/not-known"]
