"""``toimi facts``: the schema of case files and tables, and the check of a case file."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from toimi.book.facts import KINDS
from toimi.book.schema import case_schema
from toimi.book.tables import schema as table_schema
from toimi.cli.files import BadFile, read_document

from .bad_files import ALL, FILES
from .commands import COOK, EXAMPLES, LAW_EXAMPLES, inside, plain, toimi

FORM = [bad for bad in ALL if bad.form]


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    """The schema that the command prints, with its formats checked."""
    return jsonschema.Draft202012Validator(inside("facts", "schema").data, format_checker=jsonschema.FormatChecker())


def test_the_schema_is_json_schema_2020_12() -> None:
    """Valid by the draft's own schema, and the same from the real command."""
    said = toimi("facts", "schema")
    assert said.data["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(said.data)
    assert said.data == json.loads(json.dumps(case_schema()))
    assert said.err == ""


def test_the_schema_names_every_kind_and_attribute(validator: jsonschema.Draft202012Validator) -> None:
    """All the vocabulary but the judgements, which have kinds of their own."""
    kinds = validator.schema["properties"]["facts"]["properties"]
    assert {*kinds, "person"} == set(KINDS)
    for name, kind in KINDS.items():
        if name != "person":
            given = {
                item for item, declared in kind.attributes.items() if not type(declared).__name__.startswith("Judged")
            }
            assert given | set(kind.refs) <= set(kinds[name]["items"]["properties"])


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_schema_takes_every_example(file: Path, validator: jsonschema.Draft202012Validator) -> None:
    """``examples/*.yaml``, as they are."""
    validator.validate(plain(read_document(file).data))


@pytest.mark.parametrize("file", LAW_EXAMPLES, ids=lambda file: file.stem)
def test_the_schema_takes_every_worked_example_of_the_law(
    file: Path, validator: jsonschema.Draft202012Validator
) -> None:
    """Every ``case`` of ``law/examples/*.yaml``."""
    for example in read_document(file, largest=10_000_000).data:
        assert [error.message for error in validator.iter_errors(plain(example["case"]))] == [], example["name"]


@pytest.mark.parametrize("bad", FORM, ids=lambda bad: bad.name)
def test_the_schema_refuses_what_is_bad_in_form(
    bad: object, tmp_path: Path, validator: jsonschema.Draft202012Validator
) -> None:
    """Each bad file whose mistake is one of form: wrong name, type, shape, or a part that is missing."""
    data = plain(read_document(bad.write(tmp_path)).data)  # type: ignore[attr-defined]
    assert not validator.is_valid(data)


def test_files_that_are_no_data_never_come_to_the_schema(tmp_path: Path) -> None:
    """Empty, binary, deep, with anchors: they are refused while they are read."""
    for bad in FILES:
        with pytest.raises(BadFile):
            read_document(bad.write(tmp_path))


def test_what_the_command_takes_the_schema_takes(tmp_path: Path, validator: jsonschema.Draft202012Validator) -> None:
    """Every way of saying a value: ranges of days and numbers, one of two, unknown, never, truths in words."""
    file = tmp_path / "ways.yaml"
    file.write_text(
        """
asked: {from: 2020-03-16, through: 2020-09-30}
person: {birth_date: {earliest: 1990-01-01, latest: 1990-12-31}}
facts:
  employment:
    - {id: 7, job: shop, from: {earliest: 2019-01-01}, through: never, pay_month: {at_least: 1000, at_most: 2000.50}}
    - {id: bar, from: 2019-01-01, through: {earliest: 2020-01-01, latest: never}, regular_work_agreed: unknown}
    - {id: kitchen, from: 2019-01-01, through: unknown, hours_share: 80.5, regular_work_agreed: true}
  employment_end:
    - {on: 2020-02-01, job: kitchen, manner: [resigned, agreed], ground: unknown, act_on: not_applicable}
    - {on: {latest: 2020-02-01}, job: shop, contested_on: never, notice_given_on: unknown}
  layoff:
    - {id: old, job: shop, from: 2020-03-01, extent: full, recorded_on: 2020-03-02}
    - {job: shop, from: 2020-03-02, extent: full, recorded_on: 2020-03-03, corrects: old}
    - {job: shop, from: 2020-03-02, extent: full, withdrawn: yes}
""",
        "utf-8",
    )
    assert inside("facts", "validate", file).code == 0
    validator.validate(plain(read_document(file).data))


def test_the_table_schema_names_every_column() -> None:
    """``--table``: one column a line, with its type; the same columns as the loader wants."""
    said = toimi("facts", "schema", "--table")
    assert said.code == 0
    names = [line.split(":")[0] for line in said.out.splitlines() if line[:1] not in (" ", "")]
    assert names == table_schema().names
    assert "person: string" in said.out
    assert "birth_date: date32[day]" in said.out
    assert "pay_month: decimal128(14, 2)" in said.out


def test_a_good_file_is_called_good_with_its_facts_counted() -> None:
    """On the screen and as data; the person is not counted among the facts."""
    said = toimi("facts", "validate", COOK)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"{COOK}: good. 12 facts known: 4 answered_for, 2 benefit, 1 employment, ")
    data = inside("facts", "validate", COOK, "--json").data
    assert data["case"] == "A cook who studies, laid off on 16 March 2020"
    assert sum(data["facts"].values()) == 12
    assert "person" not in data["facts"]


def test_facts_not_yet_recorded_are_not_counted(tmp_path: Path) -> None:
    """``--known-at``: what is counted is what is known."""
    file = tmp_path / "later.yaml"
    file.write_text(
        "asked: {from: 2020-03-16, through: 2020-03-20}\n"
        "facts: {counted_work: [{from: 2020-01-01, recorded_on: 2020-04-01}]}\n",
        "utf-8",
    )
    assert inside("facts", "validate", file, "--known-at", "2020-03-31", "--json").data["facts"] == {}
    assert "good. 0 facts known: none." in inside("facts", "validate", file, "--known-at", "2020-03-31").out
    assert inside("facts", "validate", file, "--known-at", "2020-04-01", "--json").data["facts"] == {"counted_work": 1}


def test_plain_data_keeps_numbers_exact(tmp_path: Path) -> None:
    """Decimals are decimals until they are cents: 1089.67 is not 1089.6699999."""
    file = tmp_path / "number.yaml"
    file.write_text(
        "a: 1089.67\nb: 12\nc: '12'\nd: 2020-03-16\ne: no\nf: ~\ng: on\nh: 1e3\ni: 0x10\nj: 1_000\n", "utf-8"
    )
    assert read_document(file).data == {
        "a": Decimal("1089.67"),
        "b": 12,
        "c": "12",
        "d": "2020-03-16",
        "e": "no",
        "f": None,
        "g": "on",
        "h": "1e3",
        "i": "0x10",
        "j": "1_000",
    }
