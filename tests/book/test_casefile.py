"""A case file read: what the facts mean, and everything that is said of a file that cannot be taken."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

import toimi.law.facts  # noqa: F401  (declares the vocabulary)
from law.people import random_case
from toimi.book.casefile import CaseError, fields_of, read_case, read_cases, ref_names
from toimi.book.caseload import Problem
from toimi.book.decision import facts_of
from toimi.book.facts import KINDS

LAST = 65_535
"""The place after the last day of the line: no end."""
ASKED = {"from": "2020-03-16", "through": "2020-06-30"}
FORM_OF_DAY = "Write year-month-day, as 2020-03-16."
FORM_OF_ASKED = "Write asked: {from: 2020-03-16, through: 2020-06-30}."
PAIRS = ("this should be a list of named values", "Write name: value pairs.")
EVERY_KIND = (
    "benefit, answered_for, job_search, search_lapse, seeks_full_time_work, disability_pension, work_right, unpaid_work, "
    "unpaid_work_nature, qualification, study_application, study_place, employment, layoff, equated_stop, other_stop, "
    "requested_leave, commute, job_outside_skills, counted_work, study, "
    "study_break, study_end, matriculation_tests, employment_end, job_refusal, business, business_closing, work_in_business, "
    "business_share, entrepreneur_status, equivalent_control, end_of_work_cause, reduced_capacity, "
    "business_income, business_workload, valid_reason, own_fault, contest_unfounded, study_content, work_beside_study, "
    "study_exception, disease_effect, activity_over, work_condition_met, service, support, tyokanava_right, plan, appointment, "
    "review_period, conduct, authority_delay, service_cost, cure"
)
SUBJECTS = "List what was answered for: work, stops, study, business."


def place(text: str) -> int:
    """How many days after 1 January 1900."""
    return (date.fromisoformat(text) - date(1900, 1, 1)).days


TODAY = place("2026-11-24")


def case(**facts: Any) -> dict[str, Any]:
    """A person with these facts."""
    return {"asked": ASKED, "facts": facts}


def said(data: Any, known_at: int = TODAY) -> list[tuple[str, str, str]]:
    """What is said of a file that cannot be taken."""
    with pytest.raises(CaseError) as bad:
        read_case(data, known_at=known_at)
    assert str(bad.value) == "; ".join(f"{one.place}: {one.what}" for one in bad.value.problems)
    assert {one.block for one in bad.value.problems} == {0}
    return [(one.place, one.what, one.remedy) for one in bad.value.problems]


def rows(data: Any, kind: str, known_at: int = TODAY) -> Any:
    """The rows of a kind of a good case."""
    found = read_case(data, known_at=known_at).caseload.of(kind)
    assert found is not None
    return found


# --- What is good -----------------------------------------------------------------------------------------------------


def test_a_state_is_written_with_both_days_and_kept_half_open() -> None:
    """``through`` is the last day; without it the state goes on, and so if it is *never* or left empty."""
    layoff = rows(
        case(
            layoff=[
                {"from": "2020-03-16", "through": "2020-03-16"},
                {"from": "2020-03-17"},
                {"from": "2020-03-18", "through": "never"},
                {"from": "2020-03-19", "through": None},
                {"from": "2020-03-20", "through": "2079-06-05"},
                {"from": {"earliest": "2020-03-21", "latest": "2020-03-23"}, "through": {"earliest": "2020-03-25"}},
                {"from": "2020-03-22", "through": "unknown"},
            ]
        ),
        "layoff",
    )
    first = place("2020-03-16")
    assert layoff.start.lo.tolist() == [first + number for number in range(7)]
    assert layoff.start.hi.tolist() == [first, first + 1, first + 2, first + 3, first + 4, first + 7, first + 6]
    assert layoff.end.lo.tolist() == [first + 1, LAST, LAST, LAST, LAST, first + 10, 1]
    assert layoff.end.hi.tolist() == [first + 1, *[LAST] * 6]
    assert layoff.number.tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_a_happening_has_one_day() -> None:
    """``on``; it ends the next day, and no later than the line."""
    end = rows(
        case(
            employment_end=[
                {"on": "2020-03-16"}, {"on": {"earliest": "2020-03-17", "latest": "2020-03-20"}}, {"on": "2079-06-05"},
                {"on": {"earliest": "2079-06-05", "latest": "never"}},
            ]
        ),
        "employment_end",
    )  # fmt: skip
    first = place("2020-03-16")
    assert list(zip(end.start.lo.tolist(), end.start.hi.tolist())) == [
        (first, first), (first + 1, first + 4), (LAST - 1, LAST - 1), (LAST - 1, LAST),
    ]  # fmt: skip
    assert list(zip(end.end.lo.tolist(), end.end.hi.tolist())) == [
        (first + 1, first + 1), (first + 2, first + 5), (LAST, LAST), (LAST, LAST),
    ]  # fmt: skip


def test_values_are_read_by_their_declaration() -> None:
    """A number in its smallest part, a choice as a mask, and what is left out as the vocabulary declares."""
    job = rows(
        case(
            employment=[
                {"from": "2019-01-01", "pay_month": Decimal("2150.50"), "hours_share": 80, "regular_work_agreed": "yes"},
                {"from": "2019-01-02", "pay_month": {"at_least": 2000}, "hours_cut_by": ["nobody", "person"]},
            ]
        ),
        "employment",
    )  # fmt: skip
    pay, hours, agreed, cut = (
        job.columns[name] for name in ("pay_month", "hours_share", "regular_work_agreed", "hours_cut_by")
    )
    assert (pay.lo.tolist(), pay.hi.tolist()) == ([215_050, 200_000], [215_050, 2**40])
    assert (hours.lo.tolist(), hours.hi.tolist()) == ([8000, 0], [8000, 2**40])
    assert (agreed.lo.tolist(), agreed.hi.tolist()) == ([True, False], [True, True])
    assert cut.mask.tolist() == [0b01, 0b11]  # nobody, if nothing is said
    end = rows(case(employment_end=[{"on": "2020-03-16"}, {"on": "2020-03-17", "act_on": "unknown"}]), "employment_end")
    act, notice = end.columns["act_on"], end.columns["notice_given_on"]
    assert act.applies.tolist() == [False, True]
    assert (act.lo[1], act.hi[1]) == (0, place("2020-03-17"))  # not after the row
    assert (notice.lo.tolist(), notice.hi.tolist()) == ([0, 0], [place("2020-03-16"), place("2020-03-17")])
    assert end.columns["contested_on"].lo.tolist() == [LAST, LAST]


def test_the_days_asked_about_are_half_open_inside() -> None:
    """A single day too, and up to the last day of the line."""
    for first, last, end in (
        ("2020-03-16", "2020-03-16", place("2020-03-17")),
        ("1900-01-01", "2079-06-05", LAST),
    ):
        found = read_case({"asked": {"from": first, "through": last}}, known_at=TODAY).caseload
        assert (found.asked_from.tolist(), found.asked_until.tolist()) == ([place(first)], [end])


def test_the_person_has_attributes_and_no_period() -> None:
    """The birth date may be known, in a range, or not known at all."""
    for written, bounds in (
        ({"birth_date": "1995-04-02"}, (place("1995-04-02"), place("1995-04-02"))),
        ({"birth_date": {"earliest": "1995-01-01", "latest": "1995-12-31"}}, (place("1995-01-01"), place("1995-12-31"))),
        ({}, (0, LAST)),
    ):  # fmt: skip
        person = rows({"asked": ASKED, "person": written}, "person")
        birth = person.columns["birth_date"]
        assert (birth.lo.tolist(), birth.hi.tolist()) == ([bounds[0]], [bounds[1]])
        assert (person.start.lo.tolist(), person.end.lo.tolist()) == ([0], [LAST])


def test_an_answer_is_one_row_for_each_subject() -> None:
    """Whatever the file groups together; both keep their place in the file, and their id."""
    answered = [
        {"from": "2020-03-01", "subjects": ["study", "work"]},
        {"id": "later", "from": "2020-04-01", "through": "2020-04-30", "subjects": ["stops", "business"]},
    ]
    found = read_case(case(answered_for=answered), known_at=TODAY)
    row = found.caseload.rows["answered_for"]
    assert row.number.tolist() == [0, 0, 1, 1]
    assert row.start.lo.tolist() == [place("2020-03-01")] * 2 + [place("2020-04-01")] * 2
    assert row.end.lo.tolist() == [LAST, LAST, place("2020-05-01"), place("2020-05-01")]
    assert row.columns["subjects"].lo.tolist() == [2, 0, 1, 3]  # of work, stops, study, business
    assert found.ids == {("answered_for", 1): "later"}


def test_a_case_has_the_name_it_gives_or_the_name_of_its_file() -> None:
    """And no name, if neither is there."""
    assert read_case({"case": "A cook", "asked": ASKED}, known_at=TODAY, name="file").name == "A cook"
    assert read_case({"case": 2020, "asked": ASKED}, known_at=TODAY).name == "2020"
    assert read_case({"asked": ASKED}, known_at=TODAY, name="file").name == "file"
    assert read_case({"asked": ASKED}, known_at=TODAY).name == ""


def test_ids_are_kept_by_kind_and_place() -> None:
    """Text or a whole number, whichever is written; a reference may be either too."""
    data = case(
        employment=[{"id": 7, "from": "2019-01-01"}, {"from": "2018-01-01"}], layoff=[{"id": "L", "job": "7", "from": "2020-03-16"}]
    )  # fmt: skip
    found = read_case(data, known_at=TODAY)
    assert found.ids == {("employment", 0): "7", ("layoff", 0): "L"}
    assert found.caseload.rows["layoff"].links["job"].tolist() == [1]  # rows are in the order of their first days


def test_empty_parts_are_no_facts() -> None:
    """A kind without rows, or with nothing written under it."""
    for facts in ({}, {"layoff": []}, {"layoff": None}):
        assert list(read_case({"asked": ASKED, "facts": facts}, known_at=TODAY).caseload.rows) == ["person"]


def test_every_kind_says_which_fields_it_has() -> None:
    """States have from and through, happenings on, and those that point at others the names of that."""
    common = ("recorded_on", "corrects", "withdrawn")
    assert fields_of(KINDS["layoff"]) == ("id", "from", "through", *common)
    assert fields_of(KINDS["employment_end"]) == ("id", "on", *common)
    assert fields_of(KINDS["person"]) == ()
    assert ref_names(KINDS["layoff"]) == ("job",)
    assert ref_names(KINDS["employment"]) == ("connected_business", "job")
    assert ref_names(KINDS["own_fault"]) == ("about",)
    assert ref_names(KINDS["benefit"]) == ()


# --- What is not ------------------------------------------------------------------------------------------------------


WHOLE: list[tuple[str, Any, list[tuple[str, str, str]]]] = [
    ("a list", [1], [("the file", *PAIRS), ("asked.from", "the days asked about are missing", FORM_OF_ASKED)]),
    ("nothing", None, [("the file", *PAIRS), ("asked.from", "the days asked about are missing", FORM_OF_ASKED)]),
    (
        "an unknown part",
        {"asked": ASKED, "fact": {}},
        [("fact", "'fact' is not known here", "Did you mean facts?")],
    ),
    (
        "a part like nothing",
        {"asked": ASKED, "zzzzz": {}},
        [("zzzzz", "'zzzzz' is not known here", "Use one of: case, asked, person, facts.")],
    ),
    (
        "a part with a number for a name",
        {"asked": ASKED, 7: {}},
        [("7", "'7' is not known here", "Use one of: case, asked, person, facts.")],
    ),
    ("a list for a name", {"case": ["x"], "asked": ASKED}, [("case", "'list' is not a name", "Write a name, as layoff-1.")]),
    ("no name after case", {"case": None, "asked": ASKED}, [("case", "'NoneType' is not a name", "Write a name, as layoff-1.")]),
    ("nothing asked", {}, [("asked.from", "the days asked about are missing", FORM_OF_ASKED)]),
    ("asked empty", {"asked": {}}, [("asked.from", "the days asked about are missing", FORM_OF_ASKED)]),
    ("asked from", {"asked": {"from": "2020-03-16"}}, [("asked.through", "the days asked about are missing", FORM_OF_ASKED)]),
    ("asked through", {"asked": {"through": "2020-03-16"}}, [("asked.from", "the days asked about are missing", FORM_OF_ASKED)]),
    (
        "asked as text",
        {"asked": "2020-03-16"},
        [("asked", *PAIRS), ("asked.from", "the days asked about are missing", FORM_OF_ASKED)],
    ),
    (
        "asked until",
        {"asked": {**ASKED, "until": "2020-07-01"}},
        [("asked.until", "'until' is not known here", "Use one of: from, through.")],
    ),
    (
        "asked backwards",
        {"asked": {"from": "2020-03-16", "through": "2020-03-15"}},
        [("asked", "the days asked about end before they begin", "Correct one of the two days.")],
    ),
    (
        "asked on days that are none",
        {"asked": {"from": "2020-02-30", "through": "2020-31-12"}},
        [
            ("asked.from", "'2020-02-30' is not a day", FORM_OF_DAY),
            ("asked.through", "'2020-31-12' is not a day", FORM_OF_DAY),
        ],
    ),
    (
        "asked without end",
        {"asked": {"from": "unknown", "through": "never"}},
        [("asked.from", "'unknown' is not a day", FORM_OF_DAY), ("asked.through", "'never' is not a day", FORM_OF_DAY)],
    ),
    (
        "asked in ranges",
        {"asked": {"from": {"earliest": "2020-03-16"}, "through": "not_applicable"}},
        [("asked.from", "'dict' is not a day", FORM_OF_DAY), ("asked.through", "'not_applicable' is not a day", FORM_OF_DAY)],
    ),
    (
        "asked too late",
        {"asked": {"from": "2020-03-16", "through": "2079-06-06"}},
        [
            (
                "asked.through",
                "2079-06-06 is not between 1900-01-01 and 2079-06-05",
                "Use a day from 1900-01-01 to 2079-06-05.",
            )
        ],
    ),
    ("the person a list", {"asked": ASKED, "person": ["1995-04-02"]}, [("person", *PAIRS)]),
    ("the person nothing", {"asked": ASKED, "person": None}, [("person", *PAIRS)]),
    (
        "a person's attribute unknown",
        {"asked": ASKED, "person": {"birthdate": "1995-04-02"}},
        [("person.birthdate", "'birthdate' is not known here", "Did you mean birth_date?")],
    ),
    (
        "a person with a period",
        {"asked": ASKED, "person": {"from": "1995-04-02"}},
        [("person.from", "'from' is not known here", "Use one of: birth_date, citizenship.")],
    ),
    (
        "a birth date that is none",
        {"asked": ASKED, "person": {"birth_date": "2.4.1995"}},
        [("person.birth_date", "'2.4.1995' is not a day", FORM_OF_DAY)],
    ),
    ("facts a list", {"asked": ASKED, "facts": [{"layoff": []}]}, [("facts", *PAIRS)]),
    ("facts nothing", {"asked": ASKED, "facts": None}, [("facts", *PAIRS)]),
    ("an unknown kind", case(layof=[]), [("facts.layof", "'layof' is not known here", "Did you mean layoff?")]),
    (
        "a kind like nothing",
        case(zzzzz=[]),
        [("facts.zzzzz", "'zzzzz' is not known here", f"Use one of: {EVERY_KIND}.")],
    ),
    (
        "facts of a kind not a list",
        case(layoff={"from": "2020-03-16"}),
        [("facts.layoff", "this should be a list of facts", "Begin each fact with a dash.")],
    ),
    (
        "answers not a list",
        case(answered_for="work"),
        [("facts.answered_for", "this should be a list of facts", "Begin each fact with a dash.")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), [one[1:] for one in WHOLE], ids=[one[0] for one in WHOLE])
def test_a_file_of_another_shape_is_refused(data: Any, expected: list[tuple[str, str, str]]) -> None:
    """With the place, what is wrong, and what to do."""
    assert said(data) == expected


def test_the_person_is_not_among_the_facts() -> None:
    """The person is a kind of its own, in a part of its own."""
    ((where, what, _),) = said(case(person=[]))
    assert (where, what) == ("facts.person", "'person' is not known here")


DAY = {"on": "2020-03-20"}
FROM = {"from": "2020-03-16"}
JOB = {"from": "2019-01-01"}
ROW: list[tuple[str, str, Any, tuple[str, str, str]]] = [
    ("text for a fact", "layoff", "full", ("", "this should be one fact with named values", "Write {from: …} or {on: …}.")),
    ("a list for a fact", "layoff", [], ("", "this should be one fact with named values", "Write {from: …} or {on: …}.")),
    ("nothing for a fact", "layoff", None, ("", "this should be one fact with named values", "Write {from: …} or {on: …}.")),
    ("an attribute misspelt", "layoff", {**FROM, "exten": "full"}, (".exten", "'exten' is not an attribute of layoff", "Did you mean extent?")),
    ("an attribute unknown", "layoff", {**FROM, "qqqq": 1}, (".qqqq", "'qqqq' is not an attribute of layoff",
        "Use one of: id, from, through, recorded_on, corrects, withdrawn, extent, job.")),
    ("a number for an attribute", "layoff", {**FROM, 5: 1}, (".5", "'5' is not an attribute of layoff",
        "Use one of: id, from, through, recorded_on, corrects, withdrawn, extent, job.")),
    ("a field of a happening", "layoff", {**FROM, "on": "2020-03-16"}, (".on", "'on' is not an attribute of layoff",
        "Use one of: id, from, through, recorded_on, corrects, withdrawn, extent, job.")),
    ("a field of a state", "employment_end", {**DAY, "through": "2020-03-20"},
        (".through", "'through' is not an attribute of employment_end",
        "Use one of: id, on, recorded_on, corrects, withdrawn, manner, ground, notice_given_on, notice_given_by, act_on, "
        "would_have_lasted, contested_on, contest_final_on, contest_result, job.")),
    ("a judgement as an attribute", "study", {**FROM, "exception_applies": True}, (".exception_applies",
        "'exception_applies' is not an attribute of study",
        "Use one of: id, from, through, recorded_on, corrects, withdrawn, goal, provider, arranged_by, full_syllabus, "
        "boarding_school, syllabus_courses, courses_a_year, credits_a_month, competence_points_a_month, hours_week, "
        "lessons_week, days_week, planned_end, service.")),
    ("no first day", "layoff", {}, (".from", "from is missing", "Say on which day: from: 2020-03-16.")),
    ("no day", "employment_end", {}, (".on", "on is missing", "Say on which day: on: 2020-03-16.")),
    ("a first day that is none", "layoff", {"from": "2020-02-30"}, (".from", "'2020-02-30' is not a day", FORM_OF_DAY)),
    ("a first day that is empty", "layoff", {"from": None}, (".from", "'NoneType' is not a day", FORM_OF_DAY)),
    ("a first day that never comes", "layoff", {"from": "never"}, (".from", "'never' is not a day", FORM_OF_DAY)),
    ("a day that never comes", "employment_end", {"on": "never"}, (".on", "'never' is not a day", FORM_OF_DAY)),
    ("a first day that does not apply", "layoff", {"from": "not_applicable"}, (".from", "'not_applicable' is not a day", FORM_OF_DAY)),
    ("a last day that does not apply", "layoff", {**FROM, "through": "not_applicable"},
        (".through", "'not_applicable' is not a day", FORM_OF_DAY)),
    ("a last day that is none", "layoff", {**FROM, "through": "31.3.2020"}, (".through", "'31.3.2020' is not a day", FORM_OF_DAY)),
    ("a first day too early", "layoff", {"from": "1899-12-31"}, (".from", "1899-12-31 is not between 1900-01-01 and 2079-06-05",
        "Use a day from 1900-01-01 to 2079-06-05.")),
    ("a range of days backwards", "layoff", {"from": {"earliest": "2020-03-17", "latest": "2020-03-16"}},
        (".from", "earliest is later than latest", "Correct one of the two.")),
    ("a range of days misspelt", "layoff", {**FROM, "through": {"lates": "2020-03-16"}},
        (".through", "'lates' is not known here", "Did you mean latest?")),
    ("an option misspelt", "layoff", {**FROM, "extent": "ful"}, (".extent", "'ful' is not one of the options", "Did you mean full?")),
    ("an option of a list misspelt", "layoff", {**FROM, "extent": ["full", "shortened_week", "shortened_day"]},
        (".extent", "'shortened_day' is not one of the options", "Did you mean shortened_week?")),
    ("an option that is a number", "layoff", {**FROM, "extent": 1},
        (".extent", "'1' is not one of the options", "Use one of: full, shortened_hours, shortened_week.")),
    ("not a number", "employment", {**JOB, "pay_month": Decimal("NaN")},
        (".pay_month", "'NaN' is not a number", "Leave the value out if it is not known.")),
    ("infinity", "employment", {**JOB, "pay_month": Decimal("Infinity")},
        (".pay_month", "'Infinity' is not a number", "Leave the value out if it is not known.")),
    ("a negative number", "employment", {**JOB, "pay_month": -1}, (".pay_month", "'-1' is negative or too large", "Correct the number.")),
    ("too many decimals", "employment", {**JOB, "pay_month": Decimal("1.005")},
        (".pay_month", "'1.005' has too many decimals", "Give at most 2 decimals.")),
    ("decimals of a count", "study", {**FROM, "syllabus_courses": Decimal("75.5")},
        (".syllabus_courses", "'75.5' has too many decimals", "Give at most 0 decimals.")),
    ("text for a number", "employment", {**JOB, "pay_month": "2150.00"},
        (".pay_month", "'2150.00' is not a number", "Write a number, as 12 or 1089.67, or unknown.")),
    ("a truth for a number", "employment", {**JOB, "pay_month": True},
        (".pay_month", "'True' is not a number", "Write a number, as 12 or 1089.67, or unknown.")),
    ("a range of numbers backwards", "employment", {**JOB, "pay_month": {"at_least": 2, "at_most": 1}},
        (".pay_month", "at_least is larger than at_most", "Correct one of the two.")),
    ("a range of numbers misspelt", "employment", {**JOB, "pay_month": {"at_last": 2}},
        (".pay_month", "'at_last' is not known here", "Did you mean at_least?")),
    ("a number for a truth", "employment", {**JOB, "regular_work_agreed": 1},
        (".regular_work_agreed", "'1' is neither yes, no nor unknown", "Write yes, no or unknown.")),
    ("a list for an id", "layoff", {**FROM, "id": ["a"]}, (".id", "'list' is not a name", "Write a name, as layoff-1.")),
    ("nothing for an id", "layoff", {**FROM, "id": None}, (".id", "'NoneType' is not a name", "Write a name, as layoff-1.")),
    ("a truth for a reference", "layoff", {**FROM, "job": True}, (".job", "'True' is not a name", "Write a name, as layoff-1.")),
    ("decimals for what it is about", "own_fault", {**DAY, "about": Decimal("1.5")},
        (".about", "'1.5' is not a name", "Write a name, as layoff-1.")),
    ("names for what it corrects", "layoff", {**FROM, "corrects": {}}, (".corrects", "'dict' is not a name", "Write a name, as layoff-1.")),
    ("a day of record that is none", "layoff", {**FROM, "recorded_on": "soon"}, (".recorded_on", "'soon' is not a day", FORM_OF_DAY)),
    ("a day of record not known", "layoff", {**FROM, "recorded_on": "unknown"}, (".recorded_on", "'unknown' is not a day", FORM_OF_DAY)),
    ("a day of record in a range", "layoff", {**FROM, "recorded_on": {"latest": "2020-03-16"}},
        (".recorded_on", "'dict' is not a day", FORM_OF_DAY)),
    ("withdrawn perhaps", "layoff", {**FROM, "withdrawn": "unknown"},
        (".withdrawn", "'unknown' is neither yes nor no", "Write yes or no.")),
    ("withdrawn once", "layoff", {**FROM, "withdrawn": 1}, (".withdrawn", "'1' is neither yes nor no", "Write yes or no.")),
    ("withdrawn empty", "layoff", {**FROM, "withdrawn": None}, (".withdrawn", "'NoneType' is neither yes nor no", "Write yes or no.")),
    ("no subjects", "answered_for", FROM, (".subjects", "the subjects are missing", SUBJECTS)),
    ("an empty list of subjects", "answered_for", {**FROM, "subjects": []}, (".subjects", "the subjects are missing", SUBJECTS)),
    ("text for subjects", "answered_for", {**FROM, "subjects": "work"}, (".subjects", "the subjects are missing", SUBJECTS)),
    ("a subject misspelt", "answered_for", {**FROM, "subjects": ["work", "studies"]},
        (".subjects", "'studies' is not one of the subjects", "Did you mean study?")),
    ("a subject that is none", "answered_for", {**FROM, "subjects": ["unknown"]},
        (".subjects", "'unknown' is not one of the subjects", "Use one of: work, stops, study, business.")),
    ("a list for a subject", "answered_for", {**FROM, "subjects": [["work"]]},
        (".subjects", "'list' is not one of the subjects", "Did you mean work?")),
    ("the end before the beginning", "layoff", {**FROM, "through": "2020-03-15"},
        (".through", "the period ends (2020-03-15) before it begins (2020-03-16)", "Correct one of the two days.")),
    ("the end before the beginning in any case", "layoff",
        {"from": {"earliest": "2020-03-16", "latest": "2020-04-16"}, "through": {"latest": "2020-03-15"}},
        (".through", "the period ends (2020-03-15) before it begins (2020-03-16)", "Correct one of the two days.")),
    ("a reference to nothing", "layoff", {**FROM, "job": "kitchn"},
        (".job", "no fact with the id 'kitchn' is among the person's facts of the right kind", "Correct the id, or add the fact.")),
    ("no business of an income", "business_income", FROM,
        (".business", "business is missing", "Say which business it belongs to, by its id.")),
    ("no job of a way", "commute", FROM, (".job", "job is missing", "Say which employment it belongs to, by its id.")),
    ("a judgement about nothing", "own_fault", DAY, (".about", "about is missing", "Say by id what the judgement is about.")),
    ("a judgement about what is not there", "own_fault", {**DAY, "about": "end"},
        (".about", "no fact with the id 'end' is among the person's facts of the right kind", "Correct the id, or add the fact.")),
    ("a correction of what is not there", "layoff", {**FROM, "corrects": "layof"},
        (".corrects", "no fact with the id 'layof' is among the person's facts of the right kind", "Correct the id, or add the fact.")),
    ("a correction of itself", "layoff", {**FROM, "id": "L", "corrects": "L"},
        (".corrects", "the fact corrects itself", "Name the fact that it replaces.")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "row", "expected"), [one[1:] for one in ROW], ids=[one[0] for one in ROW])
def test_a_fact_that_cannot_be_is_refused_at_its_place(kind: str, row: Any, expected: tuple[str, str, str]) -> None:
    """The place counts from 0 in the list of its kind; good rows before and after it are not spoken of."""
    where, what, remedy = expected
    good: dict[str, Any] = {"from": "2016-01-01", "through": "2016-01-31"}
    if kind == "answered_for":
        good["subjects"] = ["work"]
    if kind in ("employment_end", "own_fault"):
        good = {"on": "2016-01-31"}
    facts: dict[str, Any] = {kind: [good, row]}
    if kind == "own_fault":
        facts = {"employment_end": [{"id": "other end", **good}], kind: [{**good, "about": "other end"}, row]}
    if kind == "business_income":
        facts = {"business": [{"id": "cafe", **good}], kind: [{**good, "business": "cafe"}, row]}
    if kind == "commute":
        facts = {"employment": [{"id": "shop", **good}], kind: [{**good, "job": "shop"}, row]}
    assert said(case(**facts)) == [(f"facts.{kind}[1]{where}", what, remedy)]


def test_an_answer_that_is_no_fact_lacks_its_subjects_too() -> None:
    """Both are said."""
    assert said(case(answered_for=["work"])) == [
        ("facts.answered_for[0]", "this should be one fact with named values", "Write {from: …} or {on: …}."),
        ("facts.answered_for[0].subjects", "the subjects are missing", SUBJECTS),
    ]


def test_every_problem_is_told_at_once() -> None:
    """In the order of the parts of the file: all of its form, and only then how its facts fit together."""
    data = {
        "asked": {"from": "2020-03-16", "through": "2020-3-17"},
        "persn": {},
        "facts": {
            "layoff": [{"from": "2020-03-16", "job": "nowhere", "extent": "ful"}, {"from": "2020-03-16", "exten": "full"}],
            "employment": [{"pay_month": -1}],
        },
    }  # fmt: skip
    assert [where for where, _, _ in said(data)] == [
        "persn", "asked.through", "facts.employment[0].from", "facts.employment[0].pay_month", "facts.layoff[0].extent",
        "facts.layoff[1].exten",
    ]  # fmt: skip


TWICE = "Give each its own id."
ELSEWHERE = "End the first the day before the second begins, or mark which corrects which."
TOGETHER: list[tuple[str, dict[str, Any], list[tuple[str, str, str]]]] = [
    (
        "the same id twice in a kind",
        {"layoff": [{"id": "L", **FROM}, {"id": "M", **FROM}, {"id": "L", **FROM}]},
        [("facts.layoff[2].id", "the id 'L' is used for two facts", TWICE)],
    ),
    (
        "the same id in two kinds",
        {"layoff": [{"id": "L", **FROM}], "study": [{"id": "L", **FROM}]},
        [("facts.study[0].id", "the id 'L' is used for two facts", TWICE)],
    ),
    (
        "the same id three times",
        {"study": [{"id": 7, **FROM}, {"id": "7", **FROM}, {"id": 7, **FROM}]},
        [
            ("facts.study[1].id", "the id '7' is used for two facts", TWICE),
            ("facts.study[2].id", "the id '7' is used for two facts", TWICE),
        ],
    ),
    (
        "the id of what is corrected",
        {"layoff": [{"id": "L", **FROM}, {"id": "L", **FROM, "recorded_on": "2020-04-01"}]},
        [("facts.layoff[1].id", "the id 'L' is used for two facts", TWICE)],
    ),
    (
        "two job searches on a day",
        {"job_search": [{"from": "2020-05-31"}, {"from": "2020-01-01", "through": "2020-05-31"}]},
        [("facts.job_search[0].from", "two rows of job_search hold on the same day: see row 1 too", ELSEWHERE)],
    ),
    (
        "two stretches of a job on a day",
        {
            "employment": [
                {"job": "kitchen", "from": "2018-01-01"},
                {"job": "shop", "from": "2018-01-01"},
                {"job": "kitchen", "from": "2019-01-01"},
            ]
        },
        [("facts.employment[2].from", "two stretches of one job hold on the same day: see row 0 too", ELSEWHERE)],
    ),
    (
        "two incomes of a business in a month",
        {
            "business": [{"id": "cafe", "from": "2012-05-01"}, {"id": "shop", "from": "2012-05-01"}],
            "business_income": [
                {"business": "cafe", "from": "2020-03-01", "through": "2020-03-31"},
                {"business": "shop", "from": "2020-03-01", "through": "2020-03-31"},
                {"business": "cafe", "from": "2020-03-31", "through": "2020-04-30"},
            ],
        },
        [("facts.business_income[2].from", "two rows of business_income hold on the same day: see row 0 too", ELSEWHERE)],
    ),
    (
        "a reference to a fact of another kind",
        {"study": [{"id": "degree", **FROM}], "layoff": [{"job": "degree", **FROM}]},
        [
            (
                "facts.layoff[0].job",
                "no fact with the id 'degree' is among the person's facts of the right kind",
                "Correct the id, or add the fact.",
            )
        ],
    ),
    (
        "a judgement about a fact of another kind",
        {"study": [{"id": "degree", **FROM}], "valid_reason": [{**DAY, "about": "degree"}]},
        [
            (
                "facts.valid_reason[0].about",
                "no fact with the id 'degree' is among the person's facts of the right kind",
                "Correct the id, or add the fact.",
            )
        ],
    ),
    (
        "a judgement about a fact of the right kind with another id",
        {
            "employment_end": [{"id": "end", **DAY}],
            "equated_stop": [FROM],
            "own_fault": [{**DAY, "about": "ende"}, {**DAY, "about": "end"}],
        },
        [
            (
                "facts.own_fault[0].about",
                "no fact with the id 'ende' is among the person's facts of the right kind",
                "Correct the id, or add the fact.",
            )
        ],
    ),
    (
        "two judgements about a fact",
        {
            "employment_end": [{"id": "end", **DAY}],
            "own_fault": [{"on": "2020-04-02", "about": "end"}, {"on": "2020-04-01", "about": "end"}],
        },
        [
            (
                "facts.own_fault[0].about",
                "two judgements about the same fact are in force",
                "Say with corrects which one the later replaces.",
            )
        ],
    ),
    (
        "two judgements about a fact, and one about another",
        {
            "employment_end": [{"id": "end", **DAY}, {"id": "other", "on": "2020-05-01"}],
            "own_fault": [
                {"on": "2020-04-02", "about": "end"},
                {"on": "2020-04-01", "about": "end"},
                {"on": "2020-05-02", "about": "other"},
            ],
        },
        [
            (
                "facts.own_fault[0].about",
                "two judgements about the same fact are in force",
                "Say with corrects which one the later replaces.",
            )
        ],
    ),
    (
        "a judgement that does not say what it is about, where nothing has an id",
        {"employment_end": [DAY], "own_fault": [{"on": "2020-04-02"}]},
        [("facts.own_fault[0].about", "about is missing", "Say by id what the judgement is about.")],
    ),
    (
        "overlapping stretches of the second job",
        {
            "employment": [
                {"id": "a", "job": "kitchen", "from": "2018-01-01", "through": "2018-12-31"},
                {"id": "b", "job": "shop", "from": "2018-01-01", "through": "2019-01-31"},
                {"id": "c", "job": "shop", "from": "2019-01-01"},
            ]
        },
        [
            (
                "facts.employment[2].from",
                "two stretches of one job hold on the same day: see row 1 too",
                "End the first the day before the second begins, or mark which corrects which.",
            )
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "expected"), [one[1:] for one in TOGETHER], ids=[one[0] for one in TOGETHER])
def test_facts_that_cannot_stand_together_are_refused(
    facts: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    """The row that is said to be wrong is the later one, or the one that points nowhere."""
    assert said(case(**facts)) == expected


def test_facts_that_may_stand_together_are_taken() -> None:
    """One ends the day before the next begins; other jobs, other businesses and other kinds do not matter."""
    month = {"from": "2020-03-01", "through": "2020-03-31"}
    read_case(
        case(
            job_search=[{"from": "2020-06-01"}, {"from": "2020-01-01", "through": "2020-05-31"}],
            employment=[
                {"id": "k1", "job": "kitchen", "from": "2018-01-01", "through": "2018-12-31"},
                {"id": "k2", "job": "kitchen", "from": "2019-01-01"},
                {"id": "s1", "job": "shop", "from": "2018-01-01"},
                {"from": "2018-01-01"},
                {"from": "2018-01-01"},
            ],
            business=[{"id": "cafe", "from": "2012-05-01"}, {"id": "shop", "from": "2012-05-01"}],
            business_income=[{"business": "cafe", **month}, {"business": "shop", **month}],
            layoff=[FROM, FROM],
        ),
        known_at=TODAY,
    )


def test_nothing_is_before_the_person_is_born() -> None:
    """The first day of a state, the day of a happening; on the day of birth itself anything may begin."""
    data = {
        **case(study=[{"from": "1999-12-31"}, {"from": "2000-01-01"}], employment_end=[{"on": "1998-01-01"}]),
        "person": {"birth_date": "2000-01-01"},
    }
    what, remedy = "it begins before the person is born (2000-01-01)", "Correct the birth date or the day."
    assert said(data) == [("facts.study[0].from", what, remedy), ("facts.employment_end[0].on", what, remedy)]
    perhaps = {**case(study=[{"from": "1999-12-31"}]), "person": {"birth_date": {"earliest": "1999-12-31"}}}
    read_case(perhaps, known_at=TODAY)
    read_case({**perhaps, "person": {}}, known_at=TODAY)


def test_a_problem_says_its_place_as_a_path() -> None:
    """Of the file, of a part, of the person, of a kind, of a row, of a value."""
    for kind, row, name, path in (
        ("", None, None, "the file"), ("", None, "asked.from", "asked.from"), ("person", 0, None, "person"),
        ("person", 0, "birth_date", "person.birth_date"), ("layoff", None, None, "facts.layoff"),
        ("layoff", 2, None, "facts.layoff[2]"), ("layoff", 0, "extent", "facts.layoff[0].extent"),
    ):  # fmt: skip
        assert Problem(0, kind, row, name, "what", "remedy").place == path


# --- Many at once -----------------------------------------------------------------------------------------------------


def test_many_people_have_the_facts_that_each_has_alone() -> None:
    """In one caseload, whoever else is in it, and under the same names of jobs and studies."""
    many = [random_case(random.Random(seed)) for seed in range(300)]
    many.insert(100, {"asked": ASKED})
    found, problems = read_cases(many, known_at=TODAY, names=["first"])
    assert problems == []
    assert [one.name for one in found] == [data.get("case", "") for data in many]
    assert len({id(one.caseload) for one in found}) == 1
    for block, data in enumerate(many):
        alone = read_case(data, known_at=TODAY)
        assert facts_of(found[block].caseload, block) == facts_of(alone.caseload, 0), data
        assert found[block].ids == alone.ids


def test_problems_of_many_people_say_whose_they_are() -> None:
    """Those of the form first; if there are none, how the facts of each fit together."""
    good = case(layoff=[FROM])
    twice = case(layoff=[{"id": "L", **FROM}, {"id": "L", **FROM}])
    _, form = read_cases([good, case(layoff=[{}]), twice, None], known_at=TODAY)
    assert [(one.block, one.place) for one in form] == [
        (1, "facts.layoff[0].from"), (3, "the file"), (3, "asked.from"),
    ]  # fmt: skip
    _, together = read_cases([good, twice, good, twice], known_at=TODAY)
    assert [(one.block, one.place) for one in together] == [(1, "facts.layoff[1].id"), (3, "facts.layoff[1].id")]


def test_nobody_is_a_caseload_too() -> None:
    """Of no people and no facts."""
    assert read_cases([], known_at=TODAY) == ([], [])


def test_rows_are_in_the_order_of_their_days_however_they_are_written() -> None:
    """By first day, those of one first day by their earliest end."""
    long = {"from": "2020-01-01", "through": {"earliest": "2020-02-01", "latest": "2020-12-31"}}
    short = {"from": "2020-01-01", "through": "2020-03-01"}
    whole = {"from": "2020-01-01", "through": "2020-12-31"}
    later = {"from": "2020-05-01", "through": "2020-06-01"}
    for written in permutations((long, short, whole, later)):
        found = rows(case(layoff=[*written]), "layoff")
        assert found.start.lo.tolist() == [*[place("2020-01-01")] * 3, place("2020-05-01")]
        assert found.end.lo.tolist() == [
            place("2020-02-02"), place("2020-03-02"), place("2021-01-01"), place("2020-06-02"),
        ]  # fmt: skip
