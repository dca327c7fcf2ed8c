"""The JSON Schema of a case file: it takes what the reader takes, and refuses what is wrong in form."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import toimi.law.facts  # noqa: F401  (declares the vocabulary)
from law.people import random_case
from toimi.book.casefile import read_cases
from toimi.book.facts import KINDS
from toimi.book.schema import case_schema
from toimi.cli.files import read_document

ROOT = Path(__file__).parents[2]
TODAY = 46_348
"""24 November 2026."""
ASKED = {"from": "2020-03-16", "through": "2020-06-30"}


def plain(data: Any) -> Any:
    """The case as a reader of JSON would have it."""
    return json.loads(json.dumps(data, default=float))


def validator() -> jsonschema.Draft202012Validator:
    """The schema, with its formats checked."""
    return jsonschema.Draft202012Validator(case_schema(), format_checker=jsonschema.FormatChecker())


def case(**facts: Any) -> dict[str, Any]:
    """A person with these facts."""
    return {"asked": ASKED, "facts": facts}


def test_the_schema_is_a_schema() -> None:
    """Of draft 2020-12, plain data throughout."""
    schema = case_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert plain(schema) == schema


@pytest.mark.parametrize("file", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda file: file.stem)
def test_every_example_is_of_the_form(file: Path) -> None:
    """The cases for newcomers."""
    validator().validate(plain(read_document(file).data))


def test_every_worked_example_of_the_law_is_of_the_form() -> None:
    """Each ``case`` of the examples with their sources."""
    schema = validator()
    examples = [
        example
        for file in sorted((ROOT / "src" / "toimi" / "law" / "examples").glob("*.yaml"))
        for example in read_document(file, largest=10_000_000).data
    ]
    assert len(examples) > 200
    for example in examples:
        assert [error.message for error in schema.iter_errors(plain(example["case"]))] == [], example["name"]


def test_random_people_are_of_the_form() -> None:
    """Every kind of fact that happens to them."""
    schema = validator()
    for seed in range(60):
        data = random_case(random.Random(80_000 + seed))
        assert [error.message for error in schema.iter_errors(plain(data))] == [], seed


def test_a_row_says_what_it_is_and_what_its_absence_means() -> None:
    """In the field's Finnish and Swedish terms."""
    kinds = case_schema()["properties"]["facts"]["properties"]
    assert list(kinds) == [kind for kind in KINDS if kind != "person"]
    assert kinds["layoff"]["description"] == "lomautus / permittering. A missing row: answered."
    assert kinds["job_search"]["description"] == "työnhaku / jobbsökning. A missing row: complete."
    assert kinds["employment"]["items"]["properties"]["pay_month"]["description"] == "euros, at most two decimals"


@pytest.mark.parametrize(
    ("kind", "required", "properties"),
    [
        ("layoff", ["from"], ["id", "from", "through", "recorded_on", "corrects", "withdrawn", "job", "extent"]),
        ("counted_work", ["from"], ["id", "from", "through", "recorded_on", "corrects", "withdrawn", "unit"]),
        ("own_fault", ["on", "about"], ["id", "on", "recorded_on", "corrects", "withdrawn", "about", "caused", "reprehensible"]),
        ("commute", ["from", "job"], ["id", "from", "through", "recorded_on", "corrects", "withdrawn", "job", "minutes_a_day", "cause"]),
        ("answered_for", ["from", "subjects"], ["id", "from", "through", "recorded_on", "corrects", "withdrawn", "subjects"]),
        (
            "business", ["from"],
            ["id", "from", "through", "recorded_on", "corrects", "withdrawn", "kind", "form", "operations_began_on",
             "vat_registered_on", "prepayment_registered_on", "employer_registered_on", "season_months_a_year",
             "season_from", "season_through", "fixed_place"],
        ),
    ],
)  # fmt: skip
def test_a_kind_has_its_fields_and_no_others(kind: str, required: list[str], properties: list[str]) -> None:
    """Judgements are no fields of what they are about; a name that must be there is required."""
    row = case_schema()["properties"]["facts"]["properties"][kind]["items"]
    assert row["required"] == required
    assert sorted(row["properties"]) == sorted(properties)
    assert row["additionalProperties"] is False


F = {"from": "2020-03-16"}
JOB = {"job": "kitchen", "from": "2018-01-01"}
GOOD: dict[str, Any] = {
    "the least": {"asked": ASKED},
    "all parts empty": {"case": "x", "asked": ASKED, "person": {}, "facts": {}},
    "a number for a name": {"case": 7, "asked": ASKED},
    "a birth date": {"asked": ASKED, "person": {"birth_date": "1995-04-02"}},
    "a birth date in a range": {"asked": ASKED, "person": {"birth_date": {"earliest": "1995-01-01", "latest": "1995-12-31"}}},
    "a birth date not known": {"asked": ASKED, "person": {"birth_date": "unknown"}},
    "no rows": case(layoff=[]),
    "nothing under a kind": case(layoff=None),
    "the least of a state": case(layoff=[F]),
    "a state that ends": case(layoff=[{**F, "through": "2020-03-16"}]),
    "a state that never ends": case(layoff=[{**F, "through": "never"}]),
    "a state that goes on": case(layoff=[{**F, "through": None}]),
    "a state with an end not known": case(layoff=[{**F, "through": "unknown"}]),
    "a state with an end in a range": case(layoff=[{**F, "through": {"earliest": "2020-04-01", "latest": "never"}}]),
    "a beginning not known": case(layoff=[{"from": "unknown"}]),
    "a beginning in a range": case(layoff=[{"from": {"earliest": "2020-03-16", "latest": "2020-03-20"}}]),
    "a beginning that may never come": case(layoff=[{"from": {"earliest": "2020-03-16", "latest": "never"}}]),
    "the least of a happening": case(employment_end=[{"on": "2020-03-16"}]),
    "ids": case(employment=[{"id": 7, **F}], layoff=[{"id": "L", "job": 7, **F}]),
    "records": case(layoff=[{"id": "L", **F, "recorded_on": "2020-03-16"}, {**F, "corrects": "L", "withdrawn": True}]),
    "withdrawn in words": case(layoff=[{**F, "withdrawn": "yes"}, {**F, "withdrawn": "no"}, {**F, "withdrawn": False}]),
    "an option": case(layoff=[{**F, "extent": "full"}]),
    "an option not known": case(layoff=[{**F, "extent": "unknown"}]),
    "one of two options": case(layoff=[{**F, "extent": ["full", "shortened_week"]}]),
    "numbers": case(employment=[{**F, "pay_month": 2150, "hours_share": Decimal("79.99")}]),
    "a number not known": case(employment=[{**F, "pay_month": "unknown"}]),
    "ranges of numbers": case(employment=[{**F, "pay_month": {"at_least": 1}, "hours_share": {"at_most": Decimal("80.5")}}]),
    "a count": case(study=[{**F, "syllabus_courses": 75, "courses_a_year": {"at_least": 1, "at_most": 2}}]),
    "truths": case(employment=[{**F, "regular_work_agreed": said} for said in (True, False, "yes", "no", "unknown")]),
    "days": case(
        employment_end=[
            {"on": "2020-03-16", "act_on": "not_applicable", "contested_on": "never", "contest_final_on": "unknown",
             "notice_given_on": {"latest": "2020-03-10"}},
            {"on": "2020-03-16", "act_on": {"earliest": "never"}, "contested_on": {}},
        ]
    ),
    "subjects": case(answered_for=[{**F, "subjects": ["work", "stops"]}]),
    "a judgement": case(study=[{"id": "degree", **F}], study_exception=[{"on": "2020-03-16", "about": "degree", "applies": "no"}]),
    "a reference that must be": case(employment=[JOB], commute=[{**F, "job": "kitchen", "minutes_a_day": 121}]),
}  # fmt: skip


BAD: dict[str, Any] = {
    "a list": [],
    "text": "case",
    "nothing": None,
    "nothing asked": {},
    "an unknown part": {"asked": ASKED, "fact": {}},
    "a list for a name": {"case": ["x"], "asked": ASKED},
    "nothing for a name": {"case": None, "asked": ASKED},
    "asked by halves": {"asked": {"from": "2020-03-16"}},
    "asked until": {"asked": {"from": "2020-03-16", "until": "2020-07-01"}},
    "asked as text": {"asked": "2020-03-16"},
    "asked for ever": {"asked": {"from": "2020-03-16", "through": "never"}},
    "asked from who knows": {"asked": {"from": "unknown", "through": "2020-03-16"}},
    "asked from a range": {"asked": {"from": {"earliest": "2020-03-16"}, "through": "2020-03-16"}},
    "the person a list": {"asked": ASKED, "person": []},
    "the person nothing": {"asked": ASKED, "person": None},
    "a person's attribute unknown": {"asked": ASKED, "person": {"birthdate": "1995-04-02"}},
    "a person with a period": {"asked": ASKED, "person": {"from": "1995-04-02"}},
    "facts a list": {"asked": ASKED, "facts": []},
    "facts nothing": {"asked": ASKED, "facts": None},
    "an unknown kind": case(layof=[]),
    "the person among the facts": case(person=[{}]),
    "facts of a kind not a list": case(layoff=F),
    "a fact that is text": case(layoff=["full"]),
    "a fact that is nothing": case(layoff=[None]),
    "no first day": case(layoff=[{}]),
    "no day": case(employment_end=[{"manner": "agreed"}]),
    "a first day that never comes": case(layoff=[{"from": "never"}]),
    "a first day that does not apply": case(layoff=[{"from": "not_applicable"}]),
    "a first day that is nothing": case(layoff=[{"from": None}]),
    "a first day that is a number": case(layoff=[{"from": 20200316}]),
    "a first day without dashes": case(layoff=[{"from": "20200316"}]),
    "a first day as a week": case(layoff=[{"from": "2020-W12-1"}]),
    "a first day the other way": case(layoff=[{"from": "16.3.2020"}]),
    "a first day with a time": case(layoff=[{"from": "2020-03-16T12:00"}]),
    "a first day not in the calendar": case(layoff=[{"from": "2020-02-30"}]),
    "a range of days misspelt": case(layoff=[{"from": {"erliest": "2020-03-16"}}]),
    "a range of days not known": case(layoff=[{"from": {"earliest": "unknown"}}]),
    "a last day that does not apply": case(layoff=[{**F, "through": "not_applicable"}]),
    "a day of record not known": case(layoff=[{**F, "recorded_on": "unknown"}]),
    "a day of record in a range": case(layoff=[{**F, "recorded_on": {"earliest": "2020-03-16"}}]),
    "withdrawn perhaps": case(layoff=[{**F, "withdrawn": "unknown"}]),
    "withdrawn once": case(layoff=[{**F, "withdrawn": 1}]),
    "a field of a happening": case(layoff=[{**F, "on": "2020-03-16"}]),
    "a field of a state": case(employment_end=[{"on": "2020-03-16", "through": "2020-03-16"}]),
    "a judgement as an attribute": case(study=[{**F, "exception_applies": True}]),
    "a list for an id": case(layoff=[{**F, "id": ["L"]}]),
    "nothing for an id": case(layoff=[{**F, "id": None}]),
    "a truth for a reference": case(layoff=[{**F, "job": True}]),
    "decimals for an id": case(layoff=[{**F, "id": Decimal("1.5")}]),
    "an option misspelt": case(layoff=[{**F, "extent": "ful"}]),
    "no options": case(layoff=[{**F, "extent": []}]),
    "unknown among options": case(layoff=[{**F, "extent": ["full", "unknown"]}]),
    "an option that is nothing": case(layoff=[{**F, "extent": None}]),
    "a negative number": case(employment=[{**F, "pay_month": -1}]),
    "text for a number": case(employment=[{**F, "pay_month": "2150.00"}]),
    "a truth for a number": case(employment=[{**F, "pay_month": True}]),
    "a number that is never": case(employment=[{**F, "pay_month": "never"}]),
    "decimals of a count": case(study=[{**F, "syllabus_courses": Decimal("75.5")}]),
    "a range of numbers misspelt": case(employment=[{**F, "pay_month": {"at_lest": 1}}]),
    "a range of numbers not known": case(employment=[{**F, "pay_month": {"at_least": "unknown"}}]),
    "a range of negative numbers": case(employment=[{**F, "pay_month": {"at_most": -1}}]),
    "a truth in other words": case(employment=[{**F, "regular_work_agreed": "maybe"}]),
    "a truth as a number": case(employment=[{**F, "regular_work_agreed": 1}]),
    "no subjects": case(answered_for=[F]),
    "an empty list of subjects": case(answered_for=[{**F, "subjects": []}]),
    "a subject misspelt": case(answered_for=[{**F, "subjects": ["wrk"]}]),
    "subjects not known": case(answered_for=[{**F, "subjects": "unknown"}]),
    "a judgement about nothing": case(own_fault=[{"on": "2020-03-16"}]),
    "a reference missing": case(commute=[F]),
}  # fmt: skip


def taken(data: Any) -> bool:
    """Whether the reader takes a case."""
    return read_cases([data], known_at=TODAY)[1] == []


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD)
def test_what_is_good_is_good_for_both(data: Any) -> None:
    """For the schema and for the reader."""
    assert [error.message for error in validator().iter_errors(plain(data))] == []
    assert taken(data)


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_what_is_wrong_in_form_is_wrong_for_both(data: Any) -> None:
    """For the schema and for the reader."""
    assert not validator().is_valid(plain(data))
    assert not taken(data)


ANYTHING: list[Any] = [
    None, True, False, 0, 1, 12, -1, Decimal("12.5"), Decimal("-0.5"), "", "yes", "no", "maybe", "unknown", "never", "not_applicable",
    "12", "full", "person", "other", "2020-03-16", "20200316", "16.3.2020", "2020-02-30", [], ["full"], ["person", "other"], ["unknown"], ["work"],
    [["work"]], [None], {}, {"earliest": "2020-03-16"}, {"latest": "never"}, {"earliest": "2020-03-01", "latest": "2020-03-31"},
    {"earliest": "unknown"}, {"latest": None}, {"earliest": "2020-03-16", "on": "2020-03-16"}, {"at_least": 1}, {"at_most": Decimal("12.5")},
    {"at_least": 1, "at_most": 2}, {"at_least": "1"}, {"at_most": -1}, {"at_lest": 1}, {"full": True},
]  # fmt: skip


def test_anything_written_anywhere_is_good_for_both_or_for_neither() -> None:
    """For every attribute of every kind, and every field whose faults are of form alone: 45 things it might say."""
    tops = case_schema()
    names = {"id", "corrects"}  # whether they are taken hangs on other rows too
    people, valid = [], []
    for kind, declared in KINDS.items():
        if kind == "person":
            continue
        rows = tops["properties"]["facts"]["properties"][kind]["items"]
        check = jsonschema.Draft202012Validator(
            {**rows, "$defs": tops["$defs"]}, format_checker=jsonschema.FormatChecker()
        )
        good: dict[str, Any] = {"on": "2020-03-16"} if "on" in rows["properties"] else F
        others: dict[str, Any] = {}
        for name in rows["required"]:
            if name == "subjects":
                good = {**good, name: ["work"]}
            elif name not in ("from", "on"):
                to = declared.about[0] if name == "about" else declared.refs[name].to
                day = {"on": "2020-03-16"} if KINDS[to].shape.value == "happening" else F
                others = {to: [{"id": "it", **day, **({"business": "cafe"} if to == "work_in_business" else {})}]}
                others |= {"business": [{"id": "cafe", **F}]} if to == "work_in_business" else {}
                good = {**good, name: "it"}
        for name in sorted(set(rows["properties"]) - names - set(declared.refs) - {"about", "job"}):
            for value in ANYTHING:
                row = {**good, name: value}
                people.append({"asked": ASKED, "facts": {**others, kind: [row]}})
                valid.append(check.is_valid(plain(row)))
    assert len(people) > 4000
    for start in range(0, len(people), 500):
        some = people[start : start + 500]
        _, problems = read_cases(some, known_at=TODAY)
        refused = {problem.block for problem in problems}
        for number, data in enumerate(some):
            assert valid[start + number] == (number not in refused), data["facts"]
