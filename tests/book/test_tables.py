"""People read from a table: the same facts as from their case files, in every layout, and everybody for themselves."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from law.people import random_case
from toimi.book.casefile import read_case, read_cases
from toimi.book.decision import decide, facts_of, receipt
from toimi.book.facts import KINDS, DayOf, NumberOf, OneOf, YesNo
from toimi.book.tables import BadTable, check_schema, read_people, schema
from toimi.law.book import BOOK

LAST = 65_535
"""The place after the last day of the line: no end."""
ONE_DAY = timedelta(days=1)


def place(text: str) -> int:
    """How many days after 1 January 1900."""
    return (date.fromisoformat(text) - date(1900, 1, 1)).days


TODAY = place("2026-11-24")
ASKED = (place("2020-03-16"), place("2020-07-01"))


# --- From a case file to a row ----------------------------------------------------------------------------------------


def is_day(value: Any) -> bool:
    """Whether it is a day as a case file writes it."""
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


def cell(key: str, value: Any) -> Any:
    """A value as a plain column holds it; ``None`` if it cannot."""
    if isinstance(value, dict) or value in ("unknown", "never", "not_applicable"):
        return None
    if isinstance(value, list):
        return value if key == "subjects" else None
    if is_day(value):
        return date.fromisoformat(value)
    if value in ("yes", "no"):
        return value == "yes"
    return str(value) if key in ("id", "corrects", "about") else value


def struct_of(entry: dict[str, Any]) -> dict[str, Any]:
    """A fact of a case file as a row of the table: ``through`` becomes ``until``, a day later."""
    row: dict[str, Any] = {}
    uncertain = {}
    for key, value in entry.items():
        if key == "through" and is_day(value):
            row["until"] = date.fromisoformat(value) + ONE_DAY
        elif cell(key, value) is None:
            uncertain[key] = value
        else:
            row[key] = cell(key, value)
    if uncertain:
        row["uncertain"] = json.dumps(uncertain, default=float)
    return row


def row_of(data: dict[str, Any], name: str) -> dict[str, Any]:
    """A case as a row of the table."""
    asked = {key: date.fromisoformat(value) for key, value in data["asked"].items()}
    row: dict[str, Any] = {"person": name, "asked_from": asked["from"], "asked_until": asked["through"] + ONE_DAY}
    for key, value in data.get("person", {}).items():
        row[key] = cell(key, value)
    return row | {kind: [struct_of(entry) for entry in entries] for kind, entries in data["facts"].items()}


def floats(value: Any) -> Any:
    """The same with floats in place of decimals, for columns of floats."""
    if isinstance(value, dict):
        return {key: floats(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [floats(inside) for inside in value]
    return float(value) if isinstance(value, Decimal) else value


def batch_of(rows: list[dict[str, Any]], columns: pa.Schema | None = None) -> pa.RecordBatch:
    """The rows as a batch whose columns can be taken."""
    columns = columns or schema()
    numbers = floats(rows) if "double" in str(columns) else rows
    batch = pa.RecordBatch.from_pylist(numbers, columns)
    check_schema(batch.schema)
    return batch


def blurred(rng: random.Random, data: dict[str, Any], places: int) -> dict[str, Any]:
    """The case with some values and days no longer known for sure; what they were stays possible."""
    facts = {kind: [dict(entry) for entry in entries] for kind, entries in data["facts"].items()}
    cells = [
        (kind, entry, key)
        for kind, entries in facts.items()
        for entry in entries
        for key in entry
        if key in ("from", "through", "on") or key in KINDS[kind].attributes
    ]
    for kind, entry, key in rng.sample(cells, min(places, len(cells))):
        entry[key] = vague(rng, KINDS[kind].attributes.get(key), entry[key])
    return {**data, "facts": facts}


def vague(rng: random.Random, attribute: Any, value: Any) -> Any:
    """What may be the value, in one of the ways of saying so."""
    if isinstance(attribute, OneOf):
        return rng.choice(["unknown", [value, rng.choice(attribute.options)], list(attribute.options), [value]])
    if isinstance(attribute, YesNo):
        return rng.choice(["unknown", "yes", "no"])
    if isinstance(attribute, NumberOf):
        less, more = max(value - rng.randint(0, 5), 0), value + rng.randint(0, 5)
        return rng.choice(["unknown", {"at_least": less}, {"at_most": more}, {"at_least": less, "at_most": more}, {}])
    if isinstance(attribute, DayOf) or attribute is None:
        day = date.fromisoformat(value)
        early, late = (day - rng.randint(0, 9) * ONE_DAY).isoformat(), (day + rng.randint(0, 9) * ONE_DAY).isoformat()
        said = ["unknown", {"earliest": early}, {"latest": late}, {"earliest": early, "latest": late}, {}]
        return rng.choice(said if attribute is None else [*said, "never", "not_applicable", {"latest": "never"}])
    return value


def same_in_both(many: list[dict[str, Any]]) -> Any:
    """The people from a table, their facts compared with those of their case files."""
    names = [f"person {number}" for number in range(len(many))]
    people = read_people(batch_of([row_of(*pair) for pair in zip(many, names)]), known_at=TODAY)
    assert people.problems == []
    assert people.names == names
    for block, data in enumerate(many):
        alone = read_case(data, known_at=TODAY).caseload
        assert facts_of(people.caseload, block) == facts_of(alone, 0), data
    return people


def test_a_person_has_the_same_facts_from_a_table_as_from_a_case_file() -> None:
    """300 random people, everything known."""
    same_in_both([random_case(random.Random(30_000 + seed)) for seed in range(300)])


def test_what_is_uncertain_is_the_same_in_a_table_as_in_a_case_file() -> None:
    """300 random people with up to 12 places not known: values, and first and last days."""
    rng = random.Random(1)
    same_in_both([blurred(rng, random_case(random.Random(40_000 + seed)), rng.randint(1, 12)) for seed in range(300)])


def test_a_person_has_the_same_receipt_from_a_table_as_from_a_case_file() -> None:
    """120 random people, every other with two places not known: the same digests of facts and answer."""
    rng = random.Random(2)
    many = [blurred(rng, random_case(random.Random(50_000 + seed)), 2 * (seed % 2)) for seed in range(120)]
    people = same_in_both(many)
    (one, *_), problems = read_cases(many, known_at=TODAY)
    assert problems == []
    table, files = (decide(caseload, BOOK, known_at=TODAY) for caseload in (people.caseload, one.caseload))
    receipts = [receipt(table, block) for block in range(len(many))]
    assert receipts == [receipt(files, block) for block in range(len(many))]
    assert len({each["receipt"] for each in receipts}) == len(many)


WAYS: dict[str, Any] = {
    "asked": {"from": "2020-03-16", "through": "2020-06-30"},
    "person": {"birth_date": "1990-01-01"},
    "facts": {
        "employment": [
            {"id": "k1", "job": "kitchen", "from": "2018-01-01", "through": "2019-12-31", "pay_month": Decimal("2150.55")},
            {"id": "k2", "job": "kitchen", "from": "2020-01-01", "hours_share": Decimal("79.99"), "regular_work_agreed": "no"},
        ],
        "layoff": [
            {"id": "old", "job": "kitchen", "from": "2020-03-16", "extent": "full", "recorded_on": "2020-03-10"},
            {"id": "new", "job": "kitchen", "from": "2020-03-17", "extent": "shortened_week", "recorded_on": "2020-04-01", "corrects": "old"},
            {"from": "2020-05-01", "extent": "full", "withdrawn": "yes"},
            {"from": "2020-06-01", "through": "2020-06-01", "extent": "full", "withdrawn": "no"},
            {"job": "kitchen", "from": "2020-06-10", "withdrawn": True, "recorded_on": "2020-06-01", "corrects": "new"},
        ],
        "employment_end": [
            {"id": "end", "job": "kitchen", "on": "2020-05-31", "manner": "dismissed", "act_on": "2020-05-01", "would_have_lasted": 400}
        ],
        "own_fault": [{"on": "2020-06-05", "about": "end", "caused": True}],
        "business": [{"id": "cafe", "from": "2019-01-01", "through": "2020-03-31"}],
        "business_income": [
            {"business": "cafe", "from": "2020-03-01", "through": "2020-03-31", "amount": Decimal("1089.66"), "entrepreneurs_working": 2}
        ],
        "activity_over": [{"on": "2020-04-15", "about": "cafe"}],
        "answered_for": [{"id": "a", "from": "2020-01-01", "subjects": ["work", "study"]}, {"from": "2020-02-01", "subjects": ["stops"]}],
    },
}  # fmt: skip
OTHER: dict[str, Any] = {
    "asked": {"from": "2020-01-01", "through": "2020-12-31"},
    "facts": {"layoff": [], "study": [{"from": "2019-01-01", "goal": "tuva", "planned_end": "2021-01-01"}]},
}


@pytest.mark.parametrize(
    "known_at", ["2020-03-09", "2020-03-10", "2020-03-31", "2020-04-01", "2020-05-31", "2020-06-01"]
)
def test_what_was_known_on_a_day_is_the_same_in_a_table_as_in_a_case_file(known_at: str) -> None:
    """Records, corrections and withdrawals."""
    people = read_people(batch_of([row_of(WAYS, "one"), row_of(OTHER, "other")]), known_at=place(known_at))
    assert (people.names, people.problems) == (["one", "other"], [])
    for block, data in enumerate((WAYS, OTHER)):
        alone = read_case(data, known_at=place(known_at)).caseload
        assert facts_of(people.caseload, block) == facts_of(alone, 0)
    starts = {"2020-03-09": ["2020-06-01"], "2020-06-01": ["2020-06-01"]}
    starts |= {day: ["2020-03-16", "2020-06-01"] for day in ("2020-03-10", "2020-03-31")}
    starts |= {day: ["2020-03-17", "2020-06-01"] for day in ("2020-04-01", "2020-05-31")}
    assert people.caseload.rows["layoff"].start.lo.tolist() == [place(day) for day in starts[known_at]]


# --- Layouts ----------------------------------------------------------------------------------------------------------


def other_type(found: pa.DataType, change: Callable[[pa.DataType], pa.DataType], large: bool = False) -> pa.DataType:
    """A type with the types inside it changed."""
    if pa.types.is_list(found):
        inside = other_type(found.value_type, change, large)
        return pa.large_list(inside) if large else pa.list_(inside)
    if pa.types.is_struct(found):
        return pa.struct([pa.field(part.name, other_type(part.type, change, large)) for part in found])
    return change(found)


def swapped(pairs: dict[pa.DataType, pa.DataType], large: bool = False) -> pa.Schema:
    """The columns with some types in place of others."""
    return pa.schema(
        [
            pa.field(column.name, other_type(column.type, lambda each: pairs.get(each, each), large))
            for column in schema()
        ]
    )


DICTIONARY = pa.dictionary(pa.int32(), pa.string())
MONEY = pa.decimal128(14, 2)
LAYOUTS: dict[str, pa.Schema] = {
    "as declared": schema(),
    "in another order": pa.schema(list(schema())[::-1]),
    "large text": swapped({pa.string(): pa.large_string()}),
    "large lists": swapped({pa.string(): pa.large_string()}, large=True),
    "text by its number": swapped({pa.string(): DICTIONARY}),
    "floats": swapped({MONEY: pa.float64(), pa.int64(): pa.float64()}),
    "wide decimals": swapped({MONEY: pa.decimal128(20, 4), pa.int64(): pa.decimal128(10, 0)}),
    "small integers": swapped({pa.int64(): pa.int16()}),
    "unsigned integers": swapped({pa.int64(): pa.uint64()}),
    "decimals for counts": swapped({pa.int64(): MONEY}),
}


@pytest.mark.parametrize("columns", LAYOUTS.values(), ids=LAYOUTS)
def test_the_facts_are_the_same_in_every_layout(columns: pa.Schema) -> None:
    """Wide and narrow types, text by its number, columns in any order."""
    people = read_people(batch_of([row_of(WAYS, "one"), row_of(OTHER, "other")], columns), known_at=TODAY)
    assert (people.names, people.problems) == (["one", "other"], [])
    for block, data in enumerate((WAYS, OTHER)):
        assert facts_of(people.caseload, block) == facts_of(read_case(data, known_at=TODAY).caseload, 0)


def used(kind: str, *more: str) -> pa.Field:
    """A column of facts with the fields named, and no others."""
    every = schema().field(kind).type.value_type
    return pa.field(kind, pa.list_(pa.struct([part for part in every if part.name in more])))


def test_columns_and_fields_that_nobody_needs_may_be_missing() -> None:
    """As if each held nothing."""
    columns = pa.schema(
        [
            pa.field("person", pa.string()), pa.field("asked_from", pa.date32()), pa.field("asked_until", pa.date32()),
            used("layoff", "from"), used("employment_end", "on", "manner"), used("answered_for", "from", "subjects"),
        ]
    )  # fmt: skip
    data = {
        "asked": WAYS["asked"],
        "facts": {
            "layoff": [{"from": "2020-03-16"}], "employment_end": [{"on": "2020-03-20", "manner": "agreed"}],
            "answered_for": [{"from": "2020-03-16", "subjects": ["work"]}],
        },
    }  # fmt: skip
    people = read_people(batch_of([row_of(data, "one")], columns), known_at=TODAY)
    assert (people.names, people.problems) == (["one"], [])
    assert facts_of(people.caseload, 0) == facts_of(read_case(data, known_at=TODAY).caseload, 0)


def test_a_table_of_names_is_a_table() -> None:
    """Nothing is known of anybody; the days asked about are given from outside."""
    people = read_people(
        batch_of([{"person": "one"}], pa.schema([("person", pa.string())])), known_at=TODAY, asked=ASKED
    )
    assert (people.names, people.problems) == (["one"], [])
    alone = read_case({"asked": {"from": "2020-03-16", "through": "2020-06-30"}}, known_at=TODAY).caseload
    assert facts_of(people.caseload, 0) == facts_of(alone, 0)


def test_a_table_without_rows_is_nobody() -> None:
    """No people and no problems."""
    people = read_people(batch_of([]), known_at=TODAY)
    assert (people.caseload.people, people.names, people.problems) == (0, [], [])


def test_columns_of_nothing_are_columns_left_out() -> None:
    """As a writer makes them that has met no value of a column: their type is null."""
    columns = swapped({pa.string(): pa.null(), pa.bool_(): pa.null(), MONEY: pa.null(), pa.int64(): pa.null()})
    nothing = {name: pa.null() for name in ("asked_from", "asked_until", "birth_date")}
    columns = pa.schema([pa.field(one.name, nothing.get(one.name, one.type)) for one in columns])
    columns = columns.set(0, pa.field("person", pa.string()))
    first = date(2020, 3, 16)
    row = {
        "person": "one",
        "layoff": [{"from": first}],
        "study": [{"from": first}],
        "employment": [{"from": first}],
        "employment_end": [{"on": first}],
    }
    people = read_people(batch_of([row], columns), known_at=TODAY, asked=ASKED)
    assert (people.names, people.problems) == (["one"], [])
    facts = {kind: [{"from": "2020-03-16"}] for kind in ("layoff", "study", "employment")}
    data = {"asked": WAYS["asked"], "facts": {**facts, "employment_end": [{"on": "2020-03-16"}]}}
    assert facts_of(people.caseload, 0) == facts_of(read_case(data, known_at=TODAY).caseload, 0)
    bad = read_people(
        batch_of([{**row, "answered_for": [{"from": first, "subjects": [None]}]}], columns), known_at=TODAY, asked=ASKED
    )
    assert [(problem.place, problem.what) for _, problem in bad.problems] == [
        ("facts.answered_for[0].subjects", "a subject is not one of those known")
    ]


def test_a_list_that_is_nothing_holds_no_facts() -> None:
    """The same as an empty one."""
    rows = [
        {**row_of(OTHER, "one"), "layoff": None}, {**row_of(OTHER, "two"), "layoff": []},
        {**row_of(OTHER, "three"), "layoff": [{"from": date(2020, 3, 16)}]}, {**row_of(OTHER, "four"), "layoff": None, "study": None},
    ]  # fmt: skip
    people = read_people(batch_of(rows), known_at=TODAY)
    assert people.names == ["one", "two", "three", "four"]
    assert people.caseload.rows["layoff"].block.tolist() == [2]
    assert people.caseload.rows["study"].block.tolist() == [0, 1, 2]


@pytest.mark.parametrize(("first", "size"), [(0, 1), (1, 3), (2, 3), (4, 1), (3, 0), (0, 5)])
def test_a_slice_of_a_batch_is_its_people_alone(first: int, size: int) -> None:
    """Whatever stands in the batch before and after them."""
    many = [random_case(random.Random(60_000 + seed)) for seed in range(3)] + [WAYS, OTHER]
    names = ["one", "two", "three", "four", "five"]
    rows = [row_of(*pair) for pair in zip(many, names)]
    people = read_people(batch_of(rows).slice(first, size), known_at=TODAY)
    assert (people.names, people.problems) == (names[first : first + size], [])
    for block, data in enumerate(many[first : first + size]):
        assert facts_of(people.caseload, block) == facts_of(read_case(data, known_at=TODAY).caseload, 0)


# --- The days asked about ---------------------------------------------------------------------------------------------


def test_the_table_says_the_days_asked_about_or_the_caller_does() -> None:
    """Half-open; what a row says goes before what the caller says, each side for itself."""
    rows = [
        {"person": "own", "asked_from": date(2020, 1, 1), "asked_until": date(2020, 2, 1)},
        {"person": "first", "asked_from": date(2020, 4, 1)}, {"person": "none"},
        {"person": "line", "asked_from": date(1900, 1, 1), "asked_until": date(2079, 6, 6)},
    ]  # fmt: skip
    caseload = read_people(batch_of(rows), known_at=TODAY, asked=ASKED).caseload
    assert caseload.asked_from.tolist() == [place("2020-01-01"), place("2020-04-01"), ASKED[0], 0]
    assert caseload.asked_until.tolist() == [place("2020-02-01"), ASKED[1], ASKED[1], LAST]


def test_the_first_day_of_the_line_is_a_day_like_any_other() -> None:
    """1 January 1900, as the first day of a fact and as a day that it tells."""
    study = [{"from": "1900-01-01", "through": "1900-01-01", "planned_end": "1900-01-01"}]
    same_in_both([{"asked": {"from": "2020-03-16", "through": "2020-06-30"}, "facts": {"study": study}}])


@pytest.mark.parametrize(
    "row",
    [
        {}, {"asked_from": date(2020, 3, 16)}, {"asked_until": date(2020, 3, 16)},
        {"asked_from": date(2020, 3, 16), "asked_until": date(2020, 3, 16)},
        {"asked_from": date(2020, 3, 16), "asked_until": date(2020, 3, 15)},
        {"asked_from": date(1899, 12, 31), "asked_until": date(2020, 3, 15)},
        {"asked_from": date(2020, 3, 16), "asked_until": date(2079, 6, 7)},
    ],
)  # fmt: skip
def test_nobody_is_asked_about_on_no_days(row: dict[str, Any]) -> None:
    """Missing, backwards, or outside the line."""
    people = read_people(batch_of([row_of(OTHER, "good"), {"person": "bad", **row}]), known_at=TODAY)
    assert people.names == ["good"]
    ((name, problem),) = people.problems
    assert (name, problem.place, problem.what, problem.remedy) == (
        "bad", "asked", "the days asked about are missing or end before they begin",
        "Give asked_from and asked_until, or --from and --through.",
    )  # fmt: skip


# --- People that cannot be taken --------------------------------------------------------------------------------------


D = date(2020, 3, 16)
LINE = "Correct the day; leave it out where there is no end."
JSON = ("is not JSON of the row's own values", 'Write for example {"amount": "unknown"}.')
EXTENTS = "Use one of: full, shortened_hours, shortened_week."
SUBJECTS = "work, stops, study, business."
FORM_OF_DAY = "Write year-month-day, as 2020-03-16."
BAD: list[tuple[str, dict[str, Any], tuple[str, str, str]]] = [
    ("an option", {"layoff": [{"from": D, "extent": "full"}, {"from": D, "extent": "ful"}]},
        ("facts.layoff[1].extent", "is not a value of this attribute", EXTENTS)),
    ("an empty option", {"layoff": [{"from": D, "extent": ""}]}, ("facts.layoff[0].extent", "is not a value of this attribute", EXTENTS)),
    ("unknown as an option", {"layoff": [{"from": D, "extent": "unknown"}]},
        ("facts.layoff[0].extent", "is not a value of this attribute", EXTENTS)),
    ("a negative number", {"employment": [{"from": D, "pay_month": -1.0}]},
        ("facts.employment[0].pay_month", "is not a value of this attribute", "Give a number that is not negative, with at most 2 decimals.")),
    ("not a number", {"employment": [{"from": D, "pay_month": float("nan")}]},
        ("facts.employment[0].pay_month", "is not a value of this attribute", "Give a number that is not negative, with at most 2 decimals.")),
    ("infinity", {"employment": [{"from": D, "pay_month": float("inf")}]},
        ("facts.employment[0].pay_month", "is not a value of this attribute", "Give a number that is not negative, with at most 2 decimals.")),
    ("a number beyond all numbers", {"employment": [{"from": D, "pay_month": 1e307}]},
        ("facts.employment[0].pay_month", "is not a value of this attribute", "Give a number that is not negative, with at most 2 decimals.")),
    ("too many decimals", {"employment": [{"from": D, "pay_month": 2150.005}]},
        ("facts.employment[0].pay_month", "is not a value of this attribute", "Give a number that is not negative, with at most 2 decimals.")),
    ("too large a count", {"study": [{"from": D, "syllabus_courses": 2**60 + 1}]},
        ("facts.study[0].syllabus_courses", "is not a value of this attribute", "Give a number that is not negative, with at most 0 decimals.")),
    ("a negative count", {"study": [{"from": D, "syllabus_courses": -75}]},
        ("facts.study[0].syllabus_courses", "is not a value of this attribute", "Give a number that is not negative, with at most 0 decimals.")),
    ("a day of 1899", {"study": [{"from": D, "planned_end": date(1899, 12, 31)}]},
        ("facts.study[0].planned_end", "is not a value of this attribute", "Use a day between 1900 and 2079.")),
    ("a day of 2100", {"study": [{"from": D, "planned_end": date(2100, 1, 1)}]},
        ("facts.study[0].planned_end", "is not a value of this attribute", "Use a day between 1900 and 2079.")),
    ("the day that means no end", {"study": [{"from": D, "planned_end": date(2079, 6, 6)}]},
        ("facts.study[0].planned_end", "is not a value of this attribute", "Use a day between 1900 and 2079.")),
    ("a birth date of 1850", {"birth_date": date(1850, 1, 1)},
        ("person.birth_date", "is not a value of this attribute", "Use a day between 1900 and 2079.")),
    ("a birth date of 2100", {"birth_date": date(2100, 1, 1), "study": [{"from": D}]},
        ("person.birth_date", "is not a value of this attribute", "Use a day between 1900 and 2079.")),
    ("an end of 2079", {"layoff": [{"from": D, "until": date(2079, 6, 6)}]},
        ("facts.layoff[0].until", "is not between 1900 and 2079", LINE)),
    ("a record of 1899", {"layoff": [{"from": D, "recorded_on": date(1899, 12, 31)}]},
        ("facts.layoff[0].recorded_on", "is not between 1900 and 2079", LINE)),
    ("a first day of 2100", {"layoff": [{"from": date(2100, 1, 1)}]}, ("facts.layoff[0].from", "is not between 1900 and 2079", LINE)),
    ("no first day", {"layoff": [{"extent": "full"}]}, ("facts.layoff[0].from", "from is missing", "Give the row its day.")),
    ("no day", {"employment_end": [{"on": D}, {"manner": "agreed"}]},
        ("facts.employment_end[1].on", "on is missing", "Give the row its day.")),
    ("no subjects", {"answered_for": [{"from": D}]},
        ("facts.answered_for[0].subjects", "the subjects are missing", f"List what was answered for: {SUBJECTS}")),
    ("an empty list of subjects", {"answered_for": [{"from": D, "subjects": ["work"]}, {"from": D, "subjects": []}]},
        ("facts.answered_for[1].subjects", "the subjects are missing", f"List what was answered for: {SUBJECTS}")),
    ("a subject misspelt", {"answered_for": [{"from": D, "subjects": ["work", "studies"]}]},
        ("facts.answered_for[0].subjects", "a subject is not one of those known", f"Use {SUBJECTS}")),
    ("a subject that is nothing", {"answered_for": [{"from": D, "subjects": ["work", None]}]},
        ("facts.answered_for[0].subjects", "a subject is not one of those known", f"Use {SUBJECTS}")),
    ("no JSON", {"layoff": [{"from": D}, {"from": D, "uncertain": "extent: unknown"}]}, ("facts.layoff[1].uncertain", *JSON)),
    ("empty JSON", {"layoff": [{"from": D, "uncertain": ""}]}, ("facts.layoff[0].uncertain", *JSON)),
    ("JSON that is a list", {"layoff": [{"from": D, "uncertain": '["extent"]'}]}, ("facts.layoff[0].uncertain", *JSON)),
    ("JSON of another name", {"layoff": [{"from": D, "uncertain": '{"exten": "unknown"}'}]}, ("facts.layoff[0].uncertain", *JSON)),
    ("JSON of a field of the table", {"layoff": [{"from": D, "uncertain": '{"until": "unknown"}'}]}, ("facts.layoff[0].uncertain", *JSON)),
    ("JSON of a state's last day", {"employment_end": [{"on": D, "uncertain": '{"through": "unknown"}'}]},
        ("facts.employment_end[0].uncertain", *JSON)),
    ("JSON of a happening's day", {"layoff": [{"from": D, "uncertain": '{"on": "unknown"}'}]}, ("facts.layoff[0].uncertain", *JSON)),
    ("JSON of subjects", {"answered_for": [{"from": D, "subjects": ["work"], "uncertain": '{"subjects": "unknown"}'}]},
        ("facts.answered_for[0].uncertain", *JSON)),
    ("JSON of a judgement", {"study": [{"from": D, "uncertain": '{"exception_applies": true}'}]}, ("facts.study[0].uncertain", *JSON)),
    ("deep JSON", {"layoff": [{"from": D, "uncertain": "[" * 100_000}]}, ("facts.layoff[0].uncertain", *JSON)),
    ("an uncertain option misspelt", {"layoff": [{"from": D, "uncertain": '{"extent": ["full", "shortened_weeks"]}'}]},
        ("facts.layoff[0].extent", "'shortened_weeks' is not one of the options", "Did you mean shortened_week?")),
    ("an uncertain number backwards", {"employment": [{"from": D, "uncertain": '{"pay_month": {"at_least": 2, "at_most": 1.5}}'}]},
        ("facts.employment[0].pay_month", "at_least is larger than at_most", "Correct one of the two.")),
    ("an uncertain number that is none", {"employment": [{"from": D, "uncertain": '{"pay_month": NaN}'}]},
        ("facts.employment[0].pay_month", "'NaN' is not a number", "Leave the value out if it is not known.")),
    ("an uncertain first day that is none", {"layoff": [{"from": D, "uncertain": '{"from": "2020-02-30"}'}]},
        ("facts.layoff[0].from", "'2020-02-30' is not a day", FORM_OF_DAY)),
    ("an uncertain first day that never comes", {"layoff": [{"uncertain": '{"from": "never"}'}]},
        ("facts.layoff[0].from", "'never' is not a day", FORM_OF_DAY)),
    ("an uncertain last day that does not apply", {"layoff": [{"from": D, "uncertain": '{"through": "not_applicable"}'}]},
        ("facts.layoff[0].through", "'not_applicable' is not a day", FORM_OF_DAY)),
    ("the end before the beginning", {"layoff": [{"from": D, "until": D}]},
        ("facts.layoff[0].through", "the period ends (2020-03-15) before it begins (2020-03-16)", "Correct one of the two days.")),
    ("an overlap", {"job_search": [{"from": D}, {"from": date(2020, 4, 1)}]},
        ("facts.job_search[1].from", "two rows of job_search hold on the same day: see row 0 too",
         "End the first the day before the second begins, or mark which corrects which.")),
    ("an id twice", {"layoff": [{"id": "x", "from": D}], "study": [{"id": "x", "from": D}]},
        ("facts.study[0].id", "the id 'x' is used for two facts", "Give each its own id.")),
    ("a reference to somebody else's job", {"layoff": [{"job": "kitchen", "from": D}]},
        ("facts.layoff[0].job", "no fact with the id 'kitchen' is among the person's facts of the right kind", "Correct the id, or add the fact.")),
    ("no reference", {"business_income": [{"from": D}]},
        ("facts.business_income[0].business", "business is missing", "Say which business it belongs to, by its id.")),
    ("a judgement about nothing", {"own_fault": [{"on": D}]},
        ("facts.own_fault[0].about", "about is missing", "Say by id what the judgement is about.")),
    ("a fact before birth", {"birth_date": D, "study": [{"from": date(2020, 3, 15)}]},
        ("facts.study[0].from", "it begins before the person is born (2020-03-16)", "Correct the birth date or the day.")),
]  # fmt: skip
FLOATS = swapped({MONEY: pa.float64()})


@pytest.mark.parametrize(("facts", "expected"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_a_person_that_cannot_be_taken_is_left_out_by_name(
    facts: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    """With the place, what is wrong, and what to do; the neighbours are as they are alone."""
    bad = {"person": "bad", "asked_from": D, "asked_until": date(2020, 7, 1), **facts}
    people = read_people(batch_of([row_of(WAYS, "one"), bad, row_of(OTHER, "other")], FLOATS), known_at=TODAY)
    assert [(name, problem.place, problem.what, problem.remedy) for name, problem in people.problems] == [
        ("bad", *expected)
    ]
    assert [problem.block for _, problem in people.problems] == [1]
    assert people.names == ["one", "other"]
    for block, data in enumerate((WAYS, OTHER)):
        assert facts_of(people.caseload, block) == facts_of(read_case(data, known_at=TODAY).caseload, 0)


def test_all_bad_people_are_set_aside_at_once() -> None:
    """Each under its own name, and the good ones between them as they are alone."""
    many = [random_case(random.Random(70_000 + seed)) for seed in range(len(BAD))]
    rows = []
    for number, (name, facts, _) in enumerate(BAD):
        rows += [
            row_of(many[number], f"good {number}"),
            {"person": name, "asked_from": D, "asked_until": date(2020, 7, 1), **facts},
        ]
    people = read_people(batch_of(rows, FLOATS), known_at=TODAY)
    assert people.names == [f"good {number}" for number in range(len(BAD))]
    told = sorted((name, problem.place, problem.what, problem.remedy) for name, problem in people.problems)
    assert told == sorted((name, *expected) for name, _, expected in BAD)
    for block, data in enumerate(many):
        assert facts_of(people.caseload, block) == facts_of(read_case(data, known_at=TODAY).caseload, 0)


def test_a_row_that_is_nothing_is_told() -> None:
    """It has no day either."""
    rows = [{"person": "bad", "layoff": [{"from": D}, None]}, {"person": "good", "layoff": [{"from": D}]}]
    people = read_people(batch_of(rows), known_at=TODAY, asked=ASKED)
    assert people.names == ["good"]
    assert [(name, problem.place, problem.what, problem.remedy) for name, problem in people.problems] == [
        ("bad", "facts.layoff[1]", "the row is empty", "Leave it out of the list."),
        ("bad", "facts.layoff[1].from", "from is missing", "Give the row its day."),
    ]


def test_a_field_of_subjects_may_not_be_missing_where_somebody_answered() -> None:
    """Then all lack their subjects."""
    columns = pa.schema([pa.field("person", pa.string()), used("answered_for", "from")])
    people = read_people(
        batch_of([{"person": "one", "answered_for": [{"from": D}]}], columns), known_at=TODAY, asked=ASKED
    )
    assert [(name, problem.place, problem.what) for name, problem in people.problems] == [
        ("one", "facts.answered_for[0].subjects", "the subjects are missing")
    ]


def test_a_person_may_be_without_a_name() -> None:
    """Whoever writes the answers sees to that."""
    people = read_people(
        batch_of([{"person": None}, {"person": "two"}], pa.schema([("person", pa.string())])),
        known_at=TODAY,
        asked=ASKED,
    )
    assert people.names == [None, "two"]


def test_an_uncertain_day_needs_no_plain_day_beside_it() -> None:
    """If there is one all the same, the uncertain one counts; and a happening ends the day after it."""
    said = '{"%s": {"earliest": "2020-03-10", "latest": "2020-03-20"}}'
    rows = [
        {"person": name, "layoff": [{**plain("from"), "uncertain": said % "from"}], "employment_end": [{**plain("on"), "uncertain": said % "on"}]}
        for name, plain in (("without", lambda field: {}), ("with", lambda field: {field: D}))
    ]  # fmt: skip
    people = read_people(batch_of(rows), known_at=TODAY, asked=ASKED)
    assert people.problems == []
    first, last = place("2020-03-10"), place("2020-03-20")
    layoff, end = people.caseload.rows["layoff"], people.caseload.rows["employment_end"]
    assert (layoff.start.lo.tolist(), layoff.start.hi.tolist()) == ([first] * 2, [last] * 2)
    assert (layoff.end.lo.tolist(), layoff.end.hi.tolist()) == ([LAST] * 2, [LAST] * 2)
    assert (end.start.lo.tolist(), end.start.hi.tolist()) == ([first] * 2, [last] * 2)
    assert (end.end.lo.tolist(), end.end.hi.tolist()) == ([first + 1] * 2, [last + 1] * 2)


def test_what_is_uncertain_counts_before_the_plain_value() -> None:
    """Of a number, a choice, a truth, a day, and of the last day of a state: both included, as in a case file."""
    uncertain = {
        "pay_month": {"at_least": 1000.5}, "hours_cut_by": ["nobody", "person"], "regular_work_agreed": "unknown", "through": {"latest": "2020-06-30"},
    }  # fmt: skip
    row = {
        "from": D,
        "until": date(2020, 5, 1),
        "pay_month": Decimal(2000),
        "hours_cut_by": "person",
        "regular_work_agreed": True,
    }
    end = {
        "on": D,
        "act_on": D,
        "uncertain": '{"act_on": "not_applicable", "contested_on": "unknown", "would_have_lasted": 7}',
    }
    people = read_people(
        batch_of([{"person": "one", "employment": [{**row, "uncertain": json.dumps(uncertain)}], "employment_end": [end]}]),
        known_at=TODAY, asked=ASKED,
    )  # fmt: skip
    assert people.problems == []
    job = people.caseload.rows["employment"]
    assert (job.end.lo.tolist(), job.end.hi.tolist()) == ([1], [place("2020-07-01")])
    pay, cut, agreed = (job.columns[name] for name in ("pay_month", "hours_cut_by", "regular_work_agreed"))
    assert (pay.lo.tolist(), pay.hi.tolist(), cut.mask.tolist()) == ([100_050], [2**40], [0b11])
    assert (agreed.lo.tolist(), agreed.hi.tolist()) == ([False], [True])
    ended = people.caseload.rows["employment_end"].columns
    assert ended["act_on"].applies.tolist() == [False]
    assert (ended["contested_on"].lo.tolist(), ended["contested_on"].hi.tolist()) == ([0], [LAST])
    assert ended["would_have_lasted"].lo.tolist() == [7]


# --- Tables that cannot be taken --------------------------------------------------------------------------------------


def test_the_columns_are_those_of_the_vocabulary() -> None:
    """One row a person; facts as lists of structs, half-open, with fields for what is uncertain and for corrections."""
    columns = schema()
    assert columns.names == [
        "person",
        "asked_from",
        "asked_until",
        "birth_date",
        "citizenship",
        *(kind for kind in KINDS if kind != "person"),
    ]
    assert columns.field("person") == pa.field("person", pa.string(), nullable=False)
    assert {columns.field(name).type for name in ("asked_from", "asked_until", "birth_date")} == {pa.date32()}
    common = [
        ("recorded_on", pa.date32()),
        ("corrects", pa.string()),
        ("withdrawn", pa.bool_()),
        ("uncertain", pa.string()),
    ]
    state = [("id", pa.string()), ("from", pa.date32()), ("until", pa.date32())]
    happening = [("id", pa.string()), ("on", pa.date32())]
    wanted = {
        "layoff": [*state, ("job", pa.string()), ("extent", pa.string()), *common],
        "answered_for": [*state, ("subjects", pa.list_(pa.string())), *common],
        "employment": [
            *state, ("connected_business", pa.string()), ("job", pa.string()), ("hours_share", MONEY), ("pay_month", MONEY),
            ("regular_work_agreed", pa.bool_()), ("hours_cut_by", pa.string()), ("at_tyokanava", pa.bool_()), *common,
        ],
        "business": [
            *state, ("kind", pa.string()), ("form", pa.string()), ("operations_began_on", pa.date32()),
            ("vat_registered_on", pa.date32()), ("prepayment_registered_on", pa.date32()),
            ("employer_registered_on", pa.date32()), ("season_months_a_year", MONEY),
            ("season_from", pa.date32()), ("season_through", pa.date32()), ("fixed_place", pa.bool_()), *common,
        ],
        "own_fault": [*happening, ("about", pa.string()), ("caused", pa.bool_()), ("reprehensible", pa.bool_()), *common],
        "commute": [*state, ("job", pa.string()), ("minutes_a_day", pa.int64()), ("cause", pa.string()), *common],
    }  # fmt: skip
    for kind, fields in wanted.items():
        assert columns.field(kind).type == pa.list_(pa.struct(fields))
    ends = {part.name: part.type for part in columns.field("employment_end").type.value_type}
    assert (ends["act_on"], ends["would_have_lasted"], ends["job"]) == (pa.date32(), pa.int64(), pa.string())
    assert not {"own_fault", "valid_reason"} & set(ends)


NAME = pa.field("person", pa.string())


def facts(name: str, *fields: tuple[str, pa.DataType]) -> pa.Field:
    """A column of facts with these fields."""
    return pa.field(name, pa.list_(pa.struct(list(fields))))


REFUSED: list[tuple[str, list[pa.Field], str]] = [
    ("nobody", [facts("layoff", ("from", pa.date32()))],
        "the column person is missing. Give each person a name of its own (text)."),
    ("a column misspelt", [NAME, pa.field("layof", pa.string())], "the column 'layof' is not known. Did you mean layoff?"),
    ("a column like nothing", [NAME, pa.field("x", pa.string())],
        f"the column 'x' is not known. Use one of: {', '.join(schema().names)}."),
    ("a column twice", [NAME, pa.field("birth_date", pa.date32()), pa.field("birth_date", pa.date32())],
        "the column 'birth_date' stands twice. Keep one of them."),
    ("names that are numbers", [pa.field("person", pa.int64())], "person is int64, not string. Convert the column."),
    ("days as text", [NAME, pa.field("birth_date", pa.string())], "birth_date is string, not date32[day]. Convert the column."),
    ("days with a time", [NAME, pa.field("asked_from", pa.timestamp("us"))],
        "asked_from is timestamp[us], not date32[day]. Convert the column."),
    ("facts that are no list", [NAME, pa.field("layoff", pa.string())], "layoff is string, not a list. Give one list of facts a person."),
    ("facts without names", [NAME, pa.field("layoff", pa.list_(pa.date32()))],
        "layoff is a list of date32[day], not of structs. Give each fact its named values."),
    ("a field misspelt", [NAME, facts("layoff", ("from", pa.date32()), ("exten", pa.string()))],
        "layoff.exten is not known. Did you mean extent?"),
    ("a field of the case file", [NAME, facts("counted_work", ("from", pa.date32()), ("zzz", pa.date32()))],
        "counted_work.zzz is not known. Use one of: id, from, until, unit, recorded_on, corrects, withdrawn, uncertain."),
    ("a field twice", [NAME, facts("layoff", ("from", pa.date32()), ("extent", pa.string()), ("extent", pa.string()))],
        "layoff.extent stands twice. Keep one of them."),
    ("no first day", [NAME, facts("layoff", ("extent", pa.string()))], "layoff.from is missing. A row needs its day."),
    ("no day", [NAME, facts("employment_end", ("manner", pa.string()))], "employment_end.on is missing. A row needs its day."),
    ("options that are numbers", [NAME, facts("layoff", ("from", pa.date32()), ("extent", pa.int64()))],
        "layoff.extent is int64, not string. Convert the column."),
    ("numbers that are text", [NAME, facts("employment", ("from", pa.date32()), ("pay_month", pa.string()))],
        "employment.pay_month is string, not decimal128(14, 2). Convert the column."),
    ("counts that are truths", [NAME, facts("study", ("from", pa.date32()), ("syllabus_courses", pa.bool_()))],
        "study.syllabus_courses is bool, not int64. Convert the column."),
    ("truths that are numbers", [NAME, facts("employment", ("from", pa.date32()), ("regular_work_agreed", pa.int8()))],
        "employment.regular_work_agreed is int8, not bool. Convert the column."),
    ("subjects that are text", [NAME, facts("answered_for", ("from", pa.date32()), ("subjects", pa.string()))],
        "answered_for.subjects is string, not a list. Give one list of facts a person."),
    ("subjects that are numbers", [NAME, facts("answered_for", ("from", pa.date32()), ("subjects", pa.list_(pa.int64())))],
        "answered_for.subjects is int64, not string. Convert the column."),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "message"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_a_table_of_other_columns_is_refused(columns: list[pa.Field], message: str) -> None:
    """With the column, what is wrong, and what to do."""
    with pytest.raises(BadTable) as bad:
        check_schema(pa.schema(columns))
    assert str(bad.value) == message


def test_a_table_may_hold_less_than_it_could() -> None:
    """The names alone, or some kinds with some fields."""
    for columns in ([NAME], [NAME, facts("layoff", ("from", pa.date32()))], [pa.field("person", pa.null())]):
        check_schema(pa.schema(columns))


@pytest.mark.parametrize("empty", [pa.null(), pa.list_(pa.null())], ids=str)
def test_a_column_in_which_its_writer_met_nothing_means_no_facts(empty: pa.DataType) -> None:
    """Writers that guess types call a wholly empty column null; it says as much as no column."""
    plain = pa.table({"person": ["one"], "job_search": [[{"from": date(2020, 3, 16)}]]})
    with_nothing = plain.append_column("layoff", pa.array([None], empty))
    check_schema(with_nothing.schema)
    asked = (place("2020-03-16"), place("2020-04-01"))
    read = [read_people(table.to_batches()[0], known_at=TODAY, asked=asked) for table in (plain, with_nothing)]
    assert [people.problems for people in read] == [[], []]
    assert facts_of(read[0].caseload, 0) == facts_of(read[1].caseload, 0)


def test_a_fraction_where_percent_is_meant_is_refused() -> None:
    """1.0 for full time would make nobody's work full-time; 0 hours and 2 percent are meant."""
    rows = [[{"from": date(2020, 1, 1), "hours_share": share}] for share in (1.0, 0.0, 2.0, 100.0)]
    batch = pa.table({"person": ["a", "b", "c", "d"], "employment": rows}).to_batches()[0]
    people = read_people(batch, known_at=TODAY, asked=(1, 2))
    assert [(name, problem.name) for name, problem in people.problems] == [("a", "hours_share")]


def test_both_uncertain_days_of_a_row_are_told() -> None:
    """The last day is looked at though the first is wrong."""
    uncertain = '{"from": "never", "through": "2020-02-30"}'
    bad = {"person": "bad", "asked_from": D, "asked_until": date(2020, 7, 1), "layoff": [{"uncertain": uncertain}]}
    people = read_people(batch_of([bad], FLOATS), known_at=TODAY)
    assert {(problem.place, problem.what) for _, problem in people.problems} >= {
        ("facts.layoff[0].from", "'never' is not a day"), ("facts.layoff[0].through", "'2020-02-30' is not a day"),
    }  # fmt: skip
