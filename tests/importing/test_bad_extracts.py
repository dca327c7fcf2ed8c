"""Every way in which an extract can be wrong: told with file, line and column, never with what the file says, and nothing written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.importing.extracts import AINO, EERO, WHO, Files, codes_of, counts, extract, imported, manifest, written

from toimi.book.facts import KINDS
from toimi.importing.actions import import_extract
from toimi.importing.manifest import FILES
from toimi.importing.problems import MOST, texts
from toimi.office.identity_codes import control_character

pytestmark = pytest.mark.usefixtures("db")
PEOPLE, STAYS, SEARCHES, FACTS, CONTACTS, REPRESENTATIONS = FILES


def set_(file: str, row: int, **values: str) -> Callable[[Files], object]:
    """Change values of a row; ``_`` stands for what cannot be an argument's name."""

    def change(files: Files) -> None:
        files[file][row] |= {name.removesuffix("_"): value for name, value in values.items()}

    return change


def add(file: str, **values: str) -> Callable[[Files], object]:
    def change(files: Files) -> None:
        files[file].append({name.removesuffix("_"): value for name, value in values.items()})

    return change


def wrong_control(code: str) -> str:
    return code[:-1] + ("A" if code[-1] != "A" else "B")


def real(individual: str) -> str:
    """A code of nobody here: only its form matters."""
    return f"010190-{individual}{control_character('010190' + individual)}"


FACT = {"person": "1", "recorded_on": "2021-01-04"}
PAST = {"registered_on": "2020-01-10", "channel": "electronic"}
SEARCH = {"person": "2", "from_": "2020-01-10", **PAST}
ENDED = {**SEARCH, "through": "2020-02-10", "end_recorded_on": "2020-02-10", "ground": "no_contact"}

CASES: dict[str, tuple[Callable[[Files], object], list[tuple[str, str]]]] = {
    # people
    "code of another form": (set_(PEOPLE, 0, identity_code="19900101-1234"), [("people.csv:2:identity_code", "identity_code_form")]),
    "code with a wrong control": (set_(PEOPLE, 0, identity_code=wrong_control(AINO)), [("people.csv:2:identity_code", "identity_code_control")]),
    "code of another century sign": (set_(PEOPLE, 0, identity_code=AINO.replace("-", "*")), [("people.csv:2:identity_code", "identity_code_century")]),
    "code of no day": (set_(PEOPLE, 0, identity_code="310290-900X"), [("people.csv:2:identity_code", "identity_code_day")]),
    "code of one not born": (set_(PEOPLE, 0, identity_code="010130A900" + control_character("010130900")), [("people.csv:2:identity_code", "identity_code_future")]),
    "code of number 001": (set_(PEOPLE, 0, identity_code=real("001")), [("people.csv:2:identity_code", "identity_code_number")]),
    "one code of two": (set_(PEOPLE, 2, identity_code=AINO), [("people.csv:4:identity_code", "code_twice")]),
    "one code of two, in small letters": (set_(PEOPLE, 2, identity_code=f" {AINO.lower()} "), [("people.csv:4:identity_code", "code_twice")]),
    "one person twice": (set_(PEOPLE, 1, person="1"), [("people.csv:3:person", "person_twice"), ("facts.csv:7:person", "person_not_in_file")]),
    "a person without a name": (add(PEOPLE, person="", recorded_on="2020-01-01"), [("people.csv:5:person", "value_missing")]),
    "blanks around a name": (add(PEOPLE, person=" 4", recorded_on="2020-01-01"), [("people.csv:5:person", "name_form")]),
    "known after the day of the extract": (set_(PEOPLE, 2, recorded_on="2026-01-02"), [("people.csv:4:recorded_on", "day_in_the_future")]),
    "known on no day": (set_(PEOPLE, 2, recorded_on="2025-02-29"), [("people.csv:4:recorded_on", "day_form")]),
    "known on a day of another form": (set_(PEOPLE, 2, recorded_on="1.3.2025"), [("people.csv:4:recorded_on", "day_form")]),
    "known before the line": (set_(PEOPLE, 2, recorded_on="1899-12-31"), [("people.csv:4:recorded_on", "day_form")]),
    # stays
    "a stay of a stranger": (add(STAYS, person="9", organisation="area-oulu", from_="2025-01-01", through="2025-02-01"), [("stays.csv:5:person", "person_not_in_file")]),
    "a stay without a first day": (set_(STAYS, 2, from_=""), [("stays.csv:4:from", "value_missing")]),
    "a stay that ends before it begins": (set_(STAYS, 0, through="2020-03-15"), [("stays.csv:2:through", "stay_days")]),
    "a stay with nobody": (set_(STAYS, 0, organisation="area-51"), [("stays.csv:2:organisation", "organisation_not_then")]),
    "a stay before there was an employment area": (set_(STAYS, 2, from_="2024-12-31"), [("stays.csv:4:organisation", "organisation_not_then")]),
    "a stay with a payer": (set_(STAYS, 2, organisation="kela"), [("stays.csv:4:organisation", "organisation_not_then")]),
    "a guest of a TE office": (set_(STAYS, 0, guest="yes"), [("stays.csv:2:guest", "stay_guest")]),
    "two stays of one day": (add(STAYS, person="1", organisation="te-office-pohjois-pohjanmaa", from_="2021-05-31", through="2021-06-30"), [("stays.csv:5:from", "stay_twice")]),
    "a search of nobody's client": (lambda files: files[STAYS].pop(2), [("searches.csv:4:through", "search_without_stay")]),
    "a client who seeks nothing": (add(STAYS, person="2", organisation="area-oulu", from_="2025-01-01"), [("stays.csv:5:through", "stay_without_search")]),
    "a fact recorded where nobody is": (set_(FACTS, 1, recorded_in="area-oulu"), [("facts.csv:3:recorded_in", "organisation_not_then")]),
    # searches
    "a search of a stranger": (add(SEARCHES, **{**SEARCH, "person": "9"}), [("searches.csv:5:person", "person_not_in_file")]),
    "a search without a first day": (set_(SEARCHES, 2, from_=""), [("searches.csv:4:from", "value_missing")]),
    "a search in an unknown manner": (set_(SEARCHES, 2, channel="fax"), [("searches.csv:4:channel", "word")]),
    "a search recorded before it was asked for": (set_(SEARCHES, 2, registered_on="2025-11-02"), [("searches.csv:4:registered_on", "request_from_the_future")]),
    "a search asked for tomorrow": (set_(SEARCHES, 2, from_="2026-01-02", registered_on="2026-01-02"), [("searches.csv:4:registered_on", "day_in_the_future")]),
    "a search from before it was asked for": (set_(SEARCHES, 1, from_="2025-08-30"), [("searches.csv:3:from", "search_not_from_asking")]),
    "a search from the day after, and none before": (
        set_(SEARCHES, 2, asked_at="2025-11-02T10:00:00+02:00"), [("searches.csv:4:from", "search_not_from_asking")]),
    "a moment without its zone": (set_(SEARCHES, 1, asked_at="2025-09-01T08:15:00"), [("searches.csv:3:asked_at", "moment_form")]),
    "a moment far away": (set_(SEARCHES, 1, asked_at="9999-12-31T23:59:00-12:00"), [("searches.csv:3:asked_at", "moment_form")]),
    "two searches of one day": (add(SEARCHES, **{**SEARCH, "person": "3", "from_": "2025-11-03", "registered_on": "2025-11-03"}), [("searches.csv:5:from", "search_twice")]),
    "a search in a valid one": (
        add(SEARCHES, **{**SEARCH, "person": "3", "from_": "2025-12-01", "registered_on": "2025-12-01"}), [("searches.csv:5:from", "search_overlaps")]),
    "a search known before the end of the last": (set_(SEARCHES, 0, end_recorded_on="2025-10-01"), [("searches.csv:3:registered_on", "search_before_end_recorded")]),
    "an end without its ground": (set_(SEARCHES, 0, ground=""), [("searches.csv:2:ground", "value_missing")]),
    "an end that was never recorded": (set_(SEARCHES, 0, end_recorded_on=""), [("searches.csv:2:end_recorded_on", "value_missing")]),
    "a ground without an end": (set_(SEARCHES, 2, ground="own_wish"), [("searches.csv:4:through", "end_without_day")]),
    "an end before the first day": (set_(SEARCHES, 0, through="2020-03-15"), [("searches.csv:2:through", "end_before_start")]),
    "an end recorded before its day": (set_(SEARCHES, 0, end_recorded_on="2021-05-30"), [("searches.csv:2:end_recorded_on", "end_in_the_future")]),
    "a ground that the act did not know then": (
        add(SEARCHES, **{**ENDED, "ground": "plan_not_reported", "from_": "2023-01-10", "registered_on": "2023-01-10",
                         "through": "2023-02-10", "end_recorded_on": "2023-02-10"}), [("searches.csv:5:ground", "end_ground_not_then")]),
    "a ground of no act": (set_(SEARCHES, 0, ground="tired"), [("searches.csv:2:ground", "word")]),
    "a restart without what it needs": (
        set_(SEARCHES, 0, ground="examination_missed"), [("searches.csv:3:restart_need_met", "restart_needs_commitment")]),
    # facts
    "a fact of a stranger": (set_(FACTS, 5, person="9"), [("facts.csv:7:person", "person_not_in_file")]),
    "an unknown kind": (set_(FACTS, 1, kind="lay_off"), [("facts.csv:3:kind", "fact_kind")]),
    "a search among the facts": (set_(FACTS, 5, kind="job_search", attributes="", on_="2021-01-04"), [("facts.csv:7:kind", "fact_in_searches")]),
    "an unknown attribute": (set_(FACTS, 5, attributes='{"shoe_size": 44}'), [("facts.csv:7:attributes", "fact_value")]),
    "a value of another kind": (set_(FACTS, 5, attributes='{"citizenship": "moon"}'), [("facts.csv:7:attributes", "fact_value")]),
    "no JSON": (set_(FACTS, 5, attributes="{citizenship: finland}"), [("facts.csv:7:attributes", "json_form")]),
    "JSON that is no object": (set_(FACTS, 5, attributes="[1]"), [("facts.csv:7:attributes", "json_form")]),
    "a name twice in JSON": (set_(FACTS, 5, attributes='{"citizenship": "finland", "citizenship": "other"}'), [("facts.csv:7:attributes", "json_form")]),
    "not a number": (set_(FACTS, 0, attributes='{"job": "job-1", "pay_month": NaN}'), [("facts.csv:2:attributes", "json_form")]),
    "a deep value": (set_(FACTS, 5, attributes='{"citizenship": ' + "[" * 50_000 + "]" * 50_000 + "}"), [("facts.csv:7:attributes", "json_form")]),
    "days in the attributes": (set_(FACTS, 5, attributes='{"from": "2020-01-01"}'), [("facts.csv:7:attributes", "attribute_in_column")]),
    "a day of another shape": (set_(FACTS, 0, on_="2020-01-01"), [("facts.csv:2:on", "day_of_another_shape")]),
    "a state without a first day": (set_(FACTS, 0, from_=""), [("facts.csv:2:attributes", "fact_days")]),
    "a state that ends before it begins": (set_(FACTS, 0, through="2014-12-31"), [("facts.csv:2:attributes", "fact_days")]),
    "a name that the register makes": (set_(FACTS, 5, id="person:7"), [("facts.csv:7:id", "name_made")]),
    "a name of a search": (set_(FACTS, 5, id="search-7-ended"), [("facts.csv:7:id", "name_made")]),
    "the name of the fact of the code": (
        add(FACTS, **FACT, kind="employment", id="person", from_="2021-01-01"), [("facts.csv:8:id", "name_made")]),
    "two facts of one name": (set_(FACTS, 1, id="job-1"), [("facts.csv:3:id", "fact_twice"), ("facts.csv:4:corrects", "fact_not_there")]),
    "recorded after the day of the extract": (set_(FACTS, 5, recorded_on="2026-01-02"), [("facts.csv:7:recorded_on", "day_in_the_future")]),
    "a correction of nothing": (set_(FACTS, 2, corrects="layoff-9"), [("facts.csv:4:corrects", "fact_not_there")]),
    "a correction of another kind": (set_(FACTS, 2, corrects="job-1"), [("facts.csv:4:corrects", "fact_not_there")]),
    "a correction known before": (set_(FACTS, 2, recorded_on="2020-03-16"), [("facts.csv:4:corrects", "fact_not_there")]),
    "a correction of itself": (set_(FACTS, 2, corrects="layoff-2"), [("facts.csv:4:corrects", "fact_not_there")]),
    "a second correction": (
        add(FACTS, **FACT, kind="layoff", id="layoff-3", from_="2020-03-16", corrects="layoff-1", attributes='{"job": "job-1"}'),
        [("facts.csv:8:corrects", "fact_superseded")]),
    "two that correct each other": (
        lambda files: [
            add(FACTS, **FACT, kind="plan", id="a", from_="2020-03-16", corrects="b")(files),
            add(FACTS, **FACT, kind="plan", id="b", from_="2020-03-16", corrects="a")(files),
        ],
        [("facts.csv:8:corrects", "fact_not_there")]),
    "a withdrawal of nothing": (set_(FACTS, 4, corrects=""), [("facts.csv:6:corrects", "withdrawn_without")]),
    "a withdrawal that says something": (set_(FACTS, 4, attributes='{"job": "job-1"}'), [("facts.csv:6:attributes", "withdrawn_says")]),
    "a withdrawal with days": (set_(FACTS, 4, from_="2021-06-01"), [("facts.csv:6:from", "withdrawn_says")]),
    "neither yes nor no": (set_(FACTS, 4, withdrawn="true"), [("facts.csv:6:withdrawn", "word")]),
    "a link to nothing": (set_(FACTS, 1, attributes='{"job": "job-9"}'), [("facts.csv:3:attributes", "link_lost")]),
    "a judgement about nothing": (
        add(FACTS, **FACT, kind="own_fault", id="f", on_="2020-06-15", attributes='{"caused": "yes"}'),
        [("facts.csv:8:attributes", "link_missing")]),
    "a source of no list": (set_(FACTS, 1, source="neighbour"), [("facts.csv:3:source", "word")]),
    "a birth that the code does not say": (
        add(FACTS, **FACT, kind="person", id="who", attributes='{"birth_date": "1990-01-02"}'),
        [("facts.csv:8:attributes", "birth_not_of_code")]),
    # contacts and representations
    "no telephone": (set_(CONTACTS, 0, value="call me"), [("contacts.csv:2:value", "contact_detail")]),
    "no language": (set_(CONTACTS, 1, value="se"), [("contacts.csv:3:value", "contact_detail")]),
    "an unknown kind of contact": (set_(CONTACTS, 1, kind="fax"), [("contacts.csv:3:kind", "word")]),
    "one contact twice": (lambda files: files[CONTACTS].append(files[CONTACTS][0]), [("contacts.csv:5", "row_twice")]),
    "a contact of a stranger": (set_(CONTACTS, 0, person="9"), [("contacts.csv:2:person", "person_not_in_file")]),
    "an unknown capacity": (set_(REPRESENTATIONS, 0, kind="friend"), [("representations.csv:2:kind", "word")]),
    "a representative without a name": (set_(REPRESENTATIONS, 0, name="  "), [("representations.csv:2:name", "value_missing")]),
    "a representation that nothing shows": (set_(REPRESENTATIONS, 0, evidence=""), [("representations.csv:2:evidence", "value_missing")]),
    "a representation that ends before it begins": (set_(REPRESENTATIONS, 0, through="2025-10-01"), [("representations.csv:2:through", "representation_days")]),
    "one representation twice": (
        lambda files: files[REPRESENTATIONS].append(files[REPRESENTATIONS][0] | {"from": "2025-12-31", "through": ""}),
        [("representations.csv:3", "representation_twice")]),
    "a name too long": (set_(REPRESENTATIONS, 0, name="x" * 121), [("representations.csv:2:name", "text")]),
    # hostile texts
    "a null character": (set_(REPRESENTATIONS, 0, evidence="a\0b"), [("representations.csv:2:evidence", "text")]),
    "a null character in a name": (add(PEOPLE, person="4\0", recorded_on="2020-01-01"), [("people.csv:5:person", "name_form")]),
    "half a character": (set_(FACTS, 5, attributes='{"citizenship": "\\ud800"}'), [("facts.csv:7:attributes", "fact_value")]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_told_and_nothing_is_written(case: str, tmp_path: Path) -> None:
    change, expected = CASES[case]
    files = extract()
    change(files)
    before = counts()
    done = imported(written(tmp_path / "x", files))
    assert sorted(one for one in codes_of(done) if one[1] != "figure_differs") == sorted(expected)
    assert not done.is_written
    assert counts() == before


def bytes_of(file: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda folder: (folder / file).write_bytes(change((folder / file).read_bytes()))


def without_the_last_column(raw: bytes) -> bytes:
    return b"\n".join(line.rpartition(b",")[0] for line in raw.splitlines()) + b"\n"


FORMS: dict[str, tuple[Callable[[Path], object], list[tuple[str, str]]]] = {
    "a file that is not there": (lambda folder: (folder / FACTS).unlink(), [("facts.csv", "file_unreadable")]),
    "a folder for a file": (lambda folder: [(folder / FACTS).unlink(), (folder / FACTS).mkdir()], [("facts.csv", "file_unreadable")]),
    "an empty file": (bytes_of(CONTACTS, lambda raw: b""), [
        ("contacts.csv:1:person", "column_missing"), ("contacts.csv:1:kind", "column_missing"), ("contacts.csv:1:value", "column_missing"),
        ("contacts.csv:1:since", "column_missing"), ("contacts.csv:1:recorded_on", "column_missing")]),
    "a column that is not there": (bytes_of(PEOPLE, without_the_last_column), [("people.csv:1:recorded_on", "column_missing")]),
    "a column that nobody knows": (bytes_of(PEOPLE, lambda raw: raw.replace(b"identity_code", b"hetu")), [("people.csv:1", "column_unknown")]),
    "a column twice": (bytes_of(PEOPLE, lambda raw: raw.replace(b"identity_code", b"person")), [("people.csv:1:person", "column_twice")]),
    "another encoding": (bytes_of(REPRESENTATIONS, lambda raw: raw.replace(b"City", "Pöytä".encode("latin-1"))), [("representations.csv:2", "encoding")]),
    "two bytes a letter": (bytes_of(PEOPLE, lambda raw: raw.decode().encode("utf-16")), [("people.csv:1", "encoding"), ("people.csv:1", "csv_form")]),
    "a row too narrow": (bytes_of(PEOPLE, lambda raw: raw + b"4,\r\n"), [("people.csv:5", "row_width")]),
    "a row too wide": (bytes_of(PEOPLE, lambda raw: raw + b"4,,2020-01-01,x\r\n"), [("people.csv:5", "row_width")]),
    "a quotation mark left open": (bytes_of(PEOPLE, lambda raw: raw + b'"4,,2020-01-01\r\n'), [("people.csv:5", "csv_form")]),
    "a field too long": (bytes_of(REPRESENTATIONS, lambda raw: raw.replace(b"City", b"x" * 200_000)), [("representations.csv:2", "csv_form")]),
    "a line without end": (bytes_of(PEOPLE, lambda raw: raw + b"x" * 3_000_000), [("people.csv:5", "line_too_long")]),
    "a file that the manifest does not name": (lambda folder: told(folder, lambda said: said["files"].pop(CONTACTS)), [("contacts.csv", "file_not_in_manifest")]),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), [("manifest.json", "file_unreadable")]),
    "a manifest that is no JSON": (bytes_of("manifest.json", lambda raw: raw[:-5]), [("manifest.json", "manifest_form")]),
    "a deep manifest": (bytes_of("manifest.json", lambda raw: b"[" * 100_000), [("manifest.json", "manifest_form")]),
    "a manifest that says more": (lambda folder: told(folder, lambda said: said.update(more=1)), [("manifest.json", "manifest_form")]),
    "an extract without a name": (lambda folder: told(folder, lambda said: said.pop("extract")), [("manifest.json:extract", "manifest_name")]),
    "a system of no letters": (lambda folder: told(folder, lambda said: said.update(system="../..")), [("manifest.json:system", "manifest_name")]),
    "an extract of tomorrow": (lambda folder: told(folder, lambda said: said.update(made_on="2026-01-03")), [("manifest.json:made_on", "manifest_day")]),
    "an extract of no day": (lambda folder: told(folder, lambda said: said.update(made_on="today")), [("manifest.json:made_on", "manifest_day")]),
    "a separator of its own": (lambda folder: told(folder, lambda said: said.update(separator="|")), [("manifest.json:separator", "manifest_separator")]),
    "a file of another name": (lambda folder: told(folder, lambda said: said["files"].update({"../people.csv": {"rows": 1}})), [("manifest.json:files", "manifest_files")]),
    "a file without rows": (lambda folder: told(folder, lambda said: said["files"][FACTS].pop("rows")), [("manifest.json:files", "manifest_files")]),
    "rows that are no number": (lambda folder: told(folder, lambda said: said["files"][FACTS].update(rows="many")), [("manifest.json:files", "manifest_files")]),
    "rows that are no number either": (lambda folder: told(folder, lambda said: said["files"][FACTS].update(rows="NaN")), [("manifest.json:files", "manifest_files")]),
    "more rows than there are": (lambda folder: told(folder, lambda said: said["files"][FACTS].update(rows=7)), [("manifest.json:files", "figure_differs")]),
    "another sum": (lambda folder: told(folder, lambda said: said["files"][FACTS].update({"sum.employment.pay_month": "5500.51"})), [("manifest.json:files", "figure_differs")]),
    "more valid searches": (lambda folder: told(folder, lambda said: said["files"][SEARCHES].update(valid=3)), [("manifest.json:files", "figure_differs")]),
    "a figure of another file": (lambda folder: told(folder, lambda said: said["files"][PEOPLE].update(valid=3)), [("manifest.json:files", "figure_unknown")]),
    "a sum of words": (lambda folder: told(folder, lambda said: said["files"][FACTS].update({"sum.layoff.extent": 3})), [("manifest.json:files", "figure_unknown")]),
}  # fmt: skip


def told(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    said = json.loads((folder / "manifest.json").read_text("utf-8"))
    change(said)
    (folder / "manifest.json").write_text(json.dumps(said), "utf-8")


@pytest.mark.parametrize("case", FORMS)
def test_a_form_that_cannot_be_read_is_told_and_nothing_is_written(case: str, tmp_path: Path) -> None:
    change, expected = FORMS[case]
    folder = written(tmp_path / "x", extract())
    change(folder)
    before = counts()
    done = imported(folder)
    assert codes_of(done) == expected
    assert not done.is_written
    assert counts() == before


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_marks_endings_and_separators_of_other_programs_are_read(
    mark: bytes, ending: bytes, separator: str, tmp_path: Path
) -> None:
    folder = written(tmp_path / "x", extract(), manifest(extract()) | {"separator": separator})
    for file in FILES:
        (folder / file).write_bytes(mark + (folder / file).read_bytes().replace(b"\r\n", ending) + ending)
    done = imported(folder)
    assert (codes_of(done), done.is_written) == ([], True)


def test_an_empty_code_is_nobodys_and_finds_nobody(tmp_path: Path) -> None:
    files = extract()
    files[PEOPLE] += [{"person": str(one), "identity_code": "", "recorded_on": "2025-11-03"} for one in range(4, 9)]
    done = imported(written(tmp_path / "x", files))
    assert (codes_of(done), done.rows[PEOPLE].new) == ([], 8)


def test_a_code_of_the_test_range_is_taken_only_where_it_is_asked_for(tmp_path: Path) -> None:
    done = import_extract(written(tmp_path / "x", extract()), who=WHO)
    assert codes_of(done) == [
        ("people.csv:2:identity_code", "identity_code_number"),
        ("people.csv:3:identity_code", "identity_code_number"),
    ]


def test_of_many_problems_a_thousand_are_told_and_all_are_counted(tmp_path: Path) -> None:
    files = extract()
    files[PEOPLE] += [
        {"person": str(one), "identity_code": "x", "recorded_on": "2025-11-03"} for one in range(10, 3_010)
    ]
    done = imported(written(tmp_path / "x", files))
    assert (len(done.problems.first), done.problems.total, done.rows[PEOPLE].refused) == (MOST, 3_000, 3_000)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_message_says_what_a_file_says(language: str, tmp_path: Path) -> None:
    """Codes, identifiers and texts of people, right or wrong, in every place."""
    files = extract()
    secret = wrong_control(AINO)
    for rows in files.values():
        for row in rows:
            row.update(dict.fromkeys(row, secret))
    folder = written(tmp_path / "x", files)
    text = json.dumps(imported(folder).as_data(language))
    (folder / PEOPLE).write_text(f"{AINO},{EERO},{secret}\n", "utf-8")
    text += json.dumps(imported(folder).as_data(language))
    assert "people.csv" in text
    assert not [one for one in (secret, AINO, EERO, secret.lower()) if one in text]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_problem_has_a_text(language: str) -> None:
    values = dict.fromkeys(("words", "number", "wanted", "file", "figure", "said", "read", "kind", "attribute"), "–")
    assert all(told[language].format(**values) for told in texts().values())


ODD = [
    None,
    True,
    0,
    -1,
    1e400,
    10**30,
    "",
    "x",
    "unknown",
    "never",
    [],
    [[]],
    {},
    [{}],
    {"at_least": {}},
    {"earliest": []},
    "\u0000",
]


def test_no_value_of_any_attribute_is_more_than_a_problem(tmp_path: Path) -> None:
    """Odd values in every attribute of every kind, and as days: each is taken or told, and none stops the reading."""
    files = extract()
    for kind in KINDS.values():
        names = [*kind.attributes, *kind.refs, "about"]
        for number, value in enumerate(ODD):
            said = json.dumps(dict.fromkeys(names, value)).replace("Infinity", "1e400")
            days = {"from": json.dumps(value), "through": json.dumps(value), "on": json.dumps(value)}
            row = {
                "person": "2",
                "kind": kind.kind_name,
                "id": f"{kind.kind_name} {number}",
                "recorded_on": "2021-01-04",
            }
            files[FACTS] += [row | {"attributes": said}, row | days]
    done = imported(written(tmp_path / "x", files))
    assert done.rows[FACTS].read == len(files[FACTS])
    assert done.problems.total > len(ODD) * len(KINDS)
