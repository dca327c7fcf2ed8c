"""``toimi decide-all``: a caseload from a Parquet file, answers and rejects and nothing half-written."""

from __future__ import annotations

import copy
import dataclasses
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import toimi.law.facts  # the vocabulary
from toimi.book import decision
from toimi.book.tables import schema
from toimi.cli import caseload_run, chunks, counts, decide_all
from toimi.cli.counts import COUNTED
from toimi.days.line import offset_of
from toimi.invented.people import Invented
from toimi.law.book import BOOK
from toimi.law.competence.classes import statement_classes

from .commands import COOK, Said, inside, refused, toimi

WHOLE = ["answers.parquet", "rejects.jsonl", "summary.json"]
KNOWN = ("--known-at", "2020-04-01")
DAY = date(2020, 3, 16)

COOK_ROW: dict[str, Any] = {
    "asked_from": DAY,
    "asked_until": date(2020, 10, 1),
    "birth_date": date(1995, 4, 2),
    "benefit": [{"from": DAY, "kind": "labour_market_subsidy"}, {"from": DAY, "kind": "earnings_related"}],
    "job_search": [{"id": "search", "from": DAY}],
    "seeks_full_time_work": [{"from": DAY, "value": True}],
    "employment": [
        {
            "id": "kitchen-1",
            "job": "kitchen",
            "from": date(2018, 8, 13),
            "hours_share": Decimal(100),
            "pay_month": Decimal("2150.00"),
            "regular_work_agreed": True,
        }
    ],
    "layoff": [{"id": "layoff", "job": "kitchen", "from": DAY, "until": date(2020, 9, 1), "extent": "full"}],
    "study": [
        {"id": "degree", "from": date(2018, 9, 1), "goal": "polytechnic_degree", "planned_end": date(2022, 5, 31)}
    ],
    "work_beside_study": [{"on": date(2020, 3, 20), "about": "degree", "shows_no_obstacle": False}],
    "answered_for": [{"from": date(2020, 3, 1), "subjects": ["work", "stops", "study", "business"]}],
}
"""The person of ``examples/cook-laid-off.yaml`` as a row: periods half-open."""


def person(name: str | None, **changes: Any) -> dict[str, Any]:
    """The cook by another name, with columns written otherwise."""
    return {**copy.deepcopy(COOK_ROW), "person": name, **changes}


def layoff(**changes: Any) -> list[dict[str, Any]]:
    return [{**COOK_ROW["layoff"][0], **changes}]


def pay(**changes: Any) -> list[dict[str, Any]]:
    return [{**COOK_ROW["employment"][0], **changes}]


GOOD = [
    person("cook"),
    person("never laid off", layoff=[]),
    person("no studies", study=[], work_beside_study=[]),
    person("nothing claimed", benefit=None),
    person("no search", job_search=[]),
    person("laid off later", layoff=layoff(**{"from": date(2020, 5, 4)})),
    person("goal unknown", study=[{"id": "degree", "from": date(2018, 9, 1)}]),
    person("on shorter hours", layoff=layoff(extent="shortened_hours")),
    person("pay between", employment=pay(uncertain='{"pay_month": {"at_least": 1000, "at_most": 1200}}')),
    person(
        "mended",
        layoff=[*layoff(id="wrong", extent="shortened_week"), *layoff(id="right", corrects="wrong", recorded_on=DAY)],
    ),
    person("another window", asked_from=date(2020, 7, 1), asked_until=date(2020, 8, 15)),
]

BAD = [
    (
        "bad option",
        {"layoff": layoff(extent="ful")},
        "facts.layoff[0].extent",
        "Use one of: full, shortened_hours, shortened_week.",
    ),
    (
        "ends before it begins",
        {"layoff": layoff(until=date(2020, 3, 2))},
        "facts.layoff[0].",
        "Correct one of the two days.",
    ),
    (
        "negative pay",
        {"employment": pay(pay_month=Decimal(-1))},
        "facts.employment[0].pay_month",
        "Give a number that is not negative",
    ),
    ("no window", {"asked_until": None}, "asked", "Give asked_from and asked_until, or --from and --through."),
    ("window backwards", {"asked_until": date(2020, 3, 1)}, "asked", "Give asked_from and asked_until"),
    ("unknown ref", {"layoff": layoff(job="kitchn")}, "facts.layoff[0].job", "Correct the id, or add the fact."),
    ("unknown about", {"study": []}, "facts.work_beside_study[0].about", "Correct the id, or add the fact."),
    ("null row", {"layoff": [None, *layoff()]}, "facts.layoff[0]", "Leave it out of the list."),
    ("no first day", {"layoff": layoff(**{"from": None})}, "facts.layoff[0].from", "Give the row its day."),
    ("far future", {"layoff": layoff(until=date(9999, 1, 1))}, "facts.layoff[0].until", "Correct the day"),
    ("long ago", {"birth_date": date(1850, 1, 1)}, "person.birth_date", "Use a day between 1900 and 2079."),
    ("unborn", {"birth_date": date(2021, 1, 1)}, "facts.benefit[0].from", "Correct the birth date or the day."),
    ("id twice", {"layoff": layoff(id="search")}, "facts.layoff[0].id", "Give each its own id."),
    (
        "searches overlap",
        {"job_search": [{"from": DAY}, {"from": date(2020, 4, 1)}]},
        "facts.job_search[1].from",
        "End the first the day before",
    ),
    (
        "bad subject",
        {"answered_for": [{"from": DAY, "subjects": ["wrk"]}]},
        "facts.answered_for[0].subjects",
        "Use work, stops, study, business.",
    ),
    (
        "no subject",
        {"answered_for": [{"from": DAY, "subjects": []}]},
        "facts.answered_for[0].subjects",
        "List what was answered for",
    ),
    (
        "uncertain is not JSON",
        {"layoff": layoff(uncertain="perhaps")},
        "facts.layoff[0].uncertain",
        "Write for example",
    ),
    (
        "uncertain of nothing",
        {"layoff": layoff(uncertain='{"extnt": "unknown"}')},
        "facts.layoff[0].uncertain",
        "Write for example",
    ),
    (
        "uncertain and deep",
        {"layoff": layoff(uncertain="[" * 100_000)},
        "facts.layoff[0].uncertain",
        "Write for example",
    ),
    ("uncertain NaN", {"employment": pay(uncertain='{"pay_month": NaN}')}, "facts.employment[0].pay_month", "."),
    (
        "uncertain and huge",
        {"employment": pay(uncertain='{"pay_month": 1e999999999}')},
        "facts.employment[0].pay_month",
        "Correct the number.",
    ),
]


def table(rows: list[dict[str, Any]]) -> pa.Table:
    """Columns as the command names them; only that a name may be missing, so that it can be missed."""
    columns = schema()
    return pa.Table.from_pylist(rows, schema=columns.set(0, columns.field("person").with_nullable(True)))


@dataclass
class Run:
    """What a run wrote."""

    said: Said
    out: Path

    @property
    def answers(self) -> pa.Table:
        return pq.read_table(self.out / "answers.parquet")

    @property
    def rejects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.out / "rejects.jsonl").read_text("utf-8").splitlines()]

    @property
    def summary(self) -> dict[str, Any]:
        return json.loads((self.out / "summary.json").read_text("utf-8"))

    @property
    def files(self) -> list[str]:
        return sorted(file.name for file in self.out.iterdir()) if self.out.exists() else []


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """``toimi decide-all`` of a table, in this process, into a new folder each time."""

    def decided(people: pa.Table | list[dict[str, Any]], *options: str, out: Path | None = None) -> Run:
        number = len(list(tmp_path.glob("*.parquet")))
        file = tmp_path / f"people-{number}.parquet"
        pq.write_table(people if isinstance(people, pa.Table) else table(people), file)
        folder = out or tmp_path / f"out-{number}"
        return Run(inside("decide-all", file, "--out", folder, *(options or KNOWN)), folder)

    return decided


def days_of(answers: pa.Table) -> list[tuple[dict[str, Any], int]]:
    return [(row, (row["until"] - row["from"]).days) for row in answers.to_pylist()]


def test_everybody_is_decided_and_the_folder_is_made(tmp_path: Path) -> None:
    """The real command: three files, and on the screen how many people and days."""
    pq.write_table(table(GOOD), tmp_path / "people.parquet")
    out = tmp_path / "made" / "here"
    said = toimi("decide-all", tmp_path / "people.parquet", "--out", out, *KNOWN)
    assert (said.code, said.err) == (0, "")
    done = Run(said, out)
    assert done.files == WHOLE
    assert said.out.startswith(f"11 people decided, 0 rejected: {out}\n  ")
    assert done.rejects == []
    assert set(done.answers["person"].to_pylist()) == {row["person"] for row in GOOD} - {"nothing claimed", "no search"}


def test_the_table_has_its_columns_and_types(run: Any) -> None:
    """One row a person, benefit and stretch; days as dates, grounds as lists of citations."""
    grounds = pa.list_(pa.string())
    wanted = {
        "person": pa.string(),
        "benefit": pa.string(),
        "from": pa.date32(),
        "until": pa.date32(),
        "outcome": pa.string(),
        "barring": grounds,
        "possibly_barring": grounds,
        "not_applied": grounds,
        "told_to_payer": grounds,
        "receipt": pa.string(),
        "contradictions": grounds,
    }
    answers = run(GOOD).answers
    assert {field.name: str(field.type) for field in answers.schema} == {
        name: str(kind).replace("item", "element") for name, kind in wanted.items()
    }
    assert answers.schema.names == list(wanted)
    assert answers["receipt"].null_count == len(answers)
    assert run([]).answers.schema == answers.schema


def test_contradictions_are_counted_by_kind_and_named_in_the_table(run: Any) -> None:
    """Of the person that has one, on every row; nobody else's."""
    ended = [{"study": "degree", "on": date(2020, 5, 31)}]
    ran = run([person("agrees"), person("contradicts", study_end=ended)])
    assert ran.summary["contradictions"] == {"studies_go_on_after_their_end": 1}
    assert "facts contradict each other, studies_go_on_after_their_end: 1 times" in ran.said.out
    named = {(row["person"], *row["contradictions"]) for row in ran.answers.to_pylist()}
    assert named == {("agrees",), ("contradicts", "studies_go_on_after_their_end")}


def test_the_cook_gets_the_answer_of_the_case_file(run: Any) -> None:
    """Stretch by stretch what ``toimi decide --json`` says, with the last day included there and not here."""
    rows = run([person("cook")]).answers.to_pylist()
    data = inside("decide", COOK, *KNOWN, "--json").data
    for benefit, answer in data["benefits"].items():
        said = [
            (
                days["from"],
                days["through"],
                days["outcome"],
                [one["citation"] for one in days["grounds"] if one["effect"] == "bars"],
            )
            for days in answer["days"]
        ]
        found = [
            (
                row["from"].isoformat(),
                date.fromordinal(row["until"].toordinal() - 1).isoformat(),
                row["outcome"],
                row["barring"],
            )
            for row in rows
            if row["benefit"] == benefit
        ]
        assert found == said
    assert [row["not_applied"] for row in rows if row["outcome"] == "right"] == [["TTL 2:10.1"]] * 2


def test_every_day_asked_about_is_answered_once(run: Any) -> None:
    """For each person and benefit the stretches follow each other through the window without a gap."""
    answers: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for row in run(GOOD).answers.to_pylist():
        answers.setdefault((row["person"], row["benefit"]), []).append((row["from"], row["until"]))
    windows = {row["person"]: (row["asked_from"], row["asked_until"]) for row in GOOD}
    for (name, _), stretches in answers.items():
        assert (stretches[0][0], stretches[-1][1]) == windows[name]
        assert all(earlier[1] == later[0] for earlier, later in itertools.pairwise(stretches))


def test_the_summary_adds_up(run: Any) -> None:
    """People, days by outcome and days by barring ground, counted again from the table and the rejects."""
    done = run([*GOOD, *(person(name, **changes) for name, changes, *_ in BAD)])
    summary = done.summary
    assert summary["decided"] == len(GOOD)
    assert summary["rejected"] == len(BAD) == len({reject["person"] for reject in done.rejects})
    assert summary["known_at"] == "2020-04-01"
    outcomes: dict[str, int] = {}
    grounds: dict[str, int] = {}
    for row, days in days_of(done.answers):
        outcomes[row["outcome"]] = outcomes.get(row["outcome"], 0) + days
        for citation in row["barring"]:
            grounds[citation] = grounds.get(citation, 0) + days
    assert summary["days"] == outcomes
    assert summary["days_by_ground"] == grounds
    for outcome, days in outcomes.items():
        assert f"  {outcome}: {days:,} days\n" in done.said.out
    assert f"Why people were rejected: {done.out / 'rejects.jsonl'}" in done.said.out


def test_the_summary_counts_classes_and_openness(run: Any) -> None:
    """Counted again from the table: the class and the statement class of what bars, what days are open for, people."""
    done = run(GOOD)
    edition = BOOK.edition(offset_of(date(2020, 4, 1)))
    decided = {bar.provision.citation: bar.provision.decided for bar in edition.bars}
    wanted: dict[str, Counter[str]] = {name: Counter() for name in COUNTED if "days" in name}
    for row, days in days_of(done.answers):
        wanted["days"][row["outcome"]] += days
        if row["outcome"] == "no_right":
            wanted["no_right_days_by_class"][min(decided[one] for one in row["barring"])] += days
            classes = {name for one in row["barring"] for name in statement_classes(one)}
            wanted["no_right_days_by_statement_class"].update(dict.fromkeys(classes, days))
        wanted["days_by_ground"].update(dict.fromkeys(row["barring"], days))
        if row["outcome"] == "open":
            wanted["open_days_by_ground"].update(dict.fromkeys(row["possibly_barring"], days))
    assert {name: done.summary[name] for name in wanted} == wanted
    assert all(wanted.values())
    people = {row["person"] for row in done.answers.to_pylist()}
    unsettled = {row["person"] for row in done.answers.to_pylist() if row["outcome"] == "open"}
    assert done.summary["people"] == {
        "settled": len(people - unsettled),
        "with_open_days": len(unsettled),
        "without_claimed_days": len(GOOD) - len(people),
    }
    assert min(done.summary["people"].values()) > 0
    assert f"  {len(people - unsettled)} people settled, {len(unsettled)} with open days\n" in done.said.out


def test_every_ground_of_the_book_can_be_counted() -> None:
    """Each stands at one place, so that it can be asked for its statement class."""
    for bar in BOOK.edition(offset_of(date(2026, 11, 24))).bars:
        assert set(statement_classes(bar.provision.citation)) <= {
            "basic_statement", "expert_statement", "service_statement"
        }  # fmt: skip


def test_the_quickest_ground_decides_the_class() -> None:
    """One ground suffices; where it is not known which, there is none."""
    found = {
        one.decided: one for one in reversed([bar.provision for bar in BOOK.edition(offset_of(date(2020, 4, 1))).bars])
    }
    data, official = found["A"], found["H"]
    assert counts.quickest([official]) == "H"
    assert counts.quickest([official, dataclasses.replace(official, decided="P")]) == "P"
    assert counts.quickest([official, data, dataclasses.replace(official, decided="P")]) == "A"
    assert counts.quickest([]) == "no_single_ground"


def test_bad_people_are_rejected_with_place_and_remedy(run: Any) -> None:
    """Each of them with person, place, what is wrong and what to do."""
    done = run([*GOOD[:1], *(person(name, **changes) for name, changes, *_ in BAD)])
    assert all(set(reject) == {"person", "place", "what", "remedy"} for reject in done.rejects)
    for name, _, place, remedy in BAD:
        mine = [reject for reject in done.rejects if reject["person"] == name]
        assert [
            reject for reject in mine if place in reject["place"] and remedy in reject["remedy"] and reject["what"]
        ], (name, mine)
        assert len({json.dumps(reject) for reject in mine}) == len(mine)
    assert {reject["person"] for reject in done.rejects} == {name for name, *_ in BAD}


def test_bad_numbers_of_a_table_of_floats_are_rejected(run: Any) -> None:
    """NaN, infinity and a third decimal: only where they stand."""
    people = table([person(name) for name in ("fine", "nan", "infinite", "too fine")])
    place = people.schema.get_field_index("employment")
    rows = people["employment"].to_pylist()
    for (row,), value in zip(rows, (2150.0, float("nan"), float("inf"), 2150.005), strict=True):
        row["pay_month"], row["hours_share"] = value, 100.0
    parts = schema().field("employment").type.value_type
    kind = pa.list_(
        pa.struct([(one.name, pa.float64() if pa.types.is_decimal(one.type) else one.type) for one in parts])
    )
    done = run(people.set_column(place, "employment", pa.array(rows, kind)))
    assert {(reject["person"], reject["place"]) for reject in done.rejects} == {
        (name, "facts.employment[0].pay_month") for name in ("nan", "infinite", "too fine")
    }
    assert done.answers.equals(run([person("fine")]).answers)


def test_the_others_are_decided_as_if_the_bad_were_not_there(run: Any) -> None:
    """The same rows in the same order, with the bad before, between and after them."""
    bad = [person(name, **changes) for name, changes, *_ in BAD]
    mixed = [one for pair in zip(GOOD, bad, strict=False) for one in reversed(pair)] + bad[len(GOOD) :]
    assert run(mixed).answers.equals(run(GOOD).answers)


def test_a_person_who_stands_twice_is_decided_once(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first row counts; and a row without a name is nobody's. In one chunk or in several."""
    rows = [person("cook"), person("other"), person("cook", layoff=[]), person(None), person("")]
    wanted = run(rows[:2]).answers
    for chunk in (10_000, 2):
        monkeypatch.setattr(decide_all, "CHUNK", chunk)
        done = run(rows)
        assert done.answers.equals(wanted)
        assert [(reject["person"], reject["place"], reject["what"]) for reject in done.rejects] == [
            ("cook", "person", "the person stands twice in the table"),
            (None, "person", "the person has no name"),
            ("", "person", "the person has no name"),
        ]
        assert (done.summary["decided"], done.summary["rejected"]) == (2, 3)


def test_a_row_that_was_rejected_does_not_stand_for_the_person(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first row that can be taken counts, wherever the others stand."""
    bad = {"asked_from": None}
    rows = [person("cook", **bad), person("other"), person("cook"), person("cook", **bad), person("cook", layoff=[])]
    wanted = run([person("other"), person("cook")]).answers
    for chunk in (10_000, 2, 1):
        monkeypatch.setattr(decide_all, "CHUNK", chunk)
        done = run(rows)
        assert done.answers.equals(wanted)
        assert [(reject["person"], reject["place"]) for reject in done.rejects] == [
            ("cook", "asked"),
            ("cook", "asked"),
            ("cook", "person"),
        ]


def test_names_that_only_look_alike_are_two_people(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the names eight bytes each are kept; two names with the same bytes are looked at again."""
    rows = [*GOOD, person("cook"), person(None)]
    wanted = run(rows)
    monkeypatch.setattr(chunks, "hash", lambda name: 7, raising=False)
    monkeypatch.setattr(decide_all, "CHUNK", 4)
    done = run(rows)
    assert (done.answers, done.rejects, done.summary) == (wanted.answers, wanted.rejects, wanted.summary)
    assert [reject["person"] for reject in done.rejects] == ["cook", None]


def test_one_process_and_several_give_the_same(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte by byte, with rejects and people who stand twice; one process is what a small table gets unasked."""
    rows = [*GOOD, *(person(name, **changes) for name, changes, *_ in BAD[:5]), *GOOD[:3]]
    monkeypatch.setattr(decide_all, "CHUNK", 4)
    one, two, three = (
        run(rows, *KNOWN, "--receipts", *option) for option in ((), ("--workers", "2"), ("--workers", "3"))
    )
    assert (one.said.code, one.summary["decided"], one.summary["rejected"]) == (0, 11, 8)
    for other in (two, three):
        assert {name: (other.out / name).read_bytes() for name in WHOLE} == {
            name: (one.out / name).read_bytes() for name in WHOLE
        }
    assert decide_all._workers(decide_all.WORTH - 1) == 1
    assert decide_all._workers(decide_all.WORTH) == len(os.sched_getaffinity(0))


def test_one_chunk_and_many_give_the_same(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers, rejects, receipts and sums do not know how the file was cut."""
    rows = [
        person(f"{row['person']} {number}", **{k: v for k, v in row.items() if k != "person"})
        for number in range(3)
        for row in GOOD
    ]
    rows[7:7] = [person(name, **changes) for name, changes, *_ in BAD[:5]]
    whole = run(rows, *KNOWN, "--receipts")
    for chunk in (1, 7, 16):
        monkeypatch.setattr(decide_all, "CHUNK", chunk)
        cut = run(rows, *KNOWN, "--receipts")
        assert cut.answers.equals(whole.answers)
        assert cut.rejects == whole.rejects
        assert cut.summary == whole.summary


def test_a_chunk_in_which_all_are_bad_is_no_obstacle(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody to decide, then somebody, then nobody."""
    monkeypatch.setattr(decide_all, "CHUNK", 2)
    bad = [person(f"bad {number}", asked_from=None) for number in range(4)]
    done = run([*bad[:2], person("cook"), person("other"), *bad[2:]])
    assert (done.summary["decided"], done.summary["rejected"]) == (2, 4)
    nobody = run(bad)
    assert (nobody.said.code, nobody.summary["decided"], len(nobody.answers)) == (0, 0, 0)


def test_a_receipt_is_that_of_the_case_file(run: Any) -> None:
    """``--receipts``: the same facts give the same receipt, from a table among others or from a file alone."""
    answers = run(
        [person("before", layoff=[]), person("cook"), person("after", study=[], work_beside_study=[])],
        *KNOWN,
        "--receipts",
    ).answers.to_pylist()
    receipts = {row["person"]: row["receipt"] for row in answers}
    assert receipts["cook"] == inside("decide", COOK, *KNOWN, "--json").data["receipt"]["receipt"]
    assert len(set(receipts.values())) == 3
    assert all(row["receipt"] == receipts[row["person"]] for row in answers)


def test_another_reading_reaches_the_whole_caseload(run: Any) -> None:
    """``--reading``, and its mistakes."""
    two = [
        *layoff(id="a", until=date(2020, 3, 20), **{"from": date(2020, 3, 10)}),
        *layoff(id="b", **{"from": date(2020, 3, 20)}),
    ]
    row = person("twice", layoff=two)
    default, one = (run([row], *KNOWN, *option) for option in ((), ("--reading", "layoffs_back_to_back=one")))
    assert default.summary["days"].get("right", 0) > one.summary["days"].get("right", 0)
    bad = run([row], "--reading", "layoffs_back_to_bak=one")
    assert refused(bad.said) == "no switch 'layoffs_back_to_bak'. Did you mean layoffs_back_to_back?"
    assert bad.files == []


def test_the_window_may_be_given_for_all(run: Any) -> None:
    """``--from`` and ``--through``, both included, where the table does not say; the table's own window wins."""
    window = ("--from", "2020-05-01", "--through", "2020-05-31")
    without = table([person("cook")]).drop_columns(["asked_from", "asked_until"])
    for people in (without, [person("cook", asked_from=None, asked_until=None)]):
        answers = run(people, *KNOWN, *window).answers.to_pylist()
        assert {(row["from"], row["until"]) for row in answers} == {(date(2020, 5, 1), date(2020, 6, 1))}
    own = run([person("cook"), person("other", asked_from=None, asked_until=None)], *KNOWN, *window)
    assert own.answers.filter(pa.compute.equal(own.answers["person"], "cook")).equals(run([person("cook")]).answers)
    assert own.rejects == []
    assert [reject["place"] for reject in run(without).rejects] == ["asked"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--from", "2020-05-01"), "Give both --from and --through, or neither."),
        (
            ("--from", "2020-05-02", "--through", "2020-05-01"),
            "--from 2020-05-02 is later than --through 2020-05-01. Correct one of the two.",
        ),
        (
            ("--from", "2020-02-30", "--through", "2020-05-01"),
            "Invalid value for '--from': '2020-02-30' is not a day between 1900 and 2079: write 2020-03-30.",
        ),
    ],
)
def test_a_bad_window_for_all_is_refused(run: Any, options: tuple[str, ...], says: str) -> None:
    """Half of one, backwards, impossible."""
    bad = run(GOOD, *options)
    assert refused(bad.said) == says
    assert bad.files == []


def test_columns_without_a_value_are_taken(run: Any) -> None:
    """All empty, all null, left out: nothing is known then, and nobody is claimed to have a right."""
    empty = run([person("cook", **{name: [] for name in COOK_ROW if isinstance(COOK_ROW[name], list)})])
    null = run([person("cook", **{name: None for name in COOK_ROW if isinstance(COOK_ROW[name], list)})])
    bare = run(table([person("cook")]).select(["person", "asked_from", "asked_until"]))
    for done in (empty, null, bare):
        assert (done.said.code, done.summary["decided"], len(done.answers)) == (0, 1, 0)
    nothing = run([])
    assert (nothing.said.code, nothing.summary["decided"], nothing.summary["days"]) == (0, 0, {})
    assert nothing.files == WHOLE


def test_large_strings_dictionaries_and_large_lists_are_taken(run: Any) -> None:
    """As other writers of Parquet make them."""
    people = table([person("cook"), person("other", layoff=[])])
    wanted = run(people).answers
    days = [("from", pa.date32()), ("until", pa.date32())]
    kind = pa.struct([*days, ("job", pa.large_string()), ("extent", pa.dictionary(pa.int32(), pa.string()))])
    rows = [
        [{name: row[name] for name in ("from", "until", "job", "extent")} for row in rows]
        for rows in people["layoff"].to_pylist()
    ]
    for number, lists in enumerate((pa.list_(kind), pa.large_list(kind))):
        other = people.set_column(people.schema.get_field_index("layoff"), "layoff", pa.array(rows, lists))
        names = pa.array(["cook", "other"], pa.large_string())
        other = other.set_column(0, "person", names if number else names.dictionary_encode())
        assert run(other).answers.equals(wanted)


def with_column(name: str, values: pa.Array) -> pa.Table:
    people = table([person("cook")])
    place = people.schema.get_field_index(name)
    return people.append_column(name, values) if place < 0 else people.set_column(place, name, values)


TABLES = {
    "column twice": (
        pa.Table.from_arrays([pa.array(["cook"])] * 2, names=["person", "person"]),
        "the column 'person' stands twice. Keep one of them.",
    ),
    "unknown column": (with_column("layof", pa.nulls(1)), "the column 'layof' is not known. Did you mean layoff?"),
    "no person": (
        table([person("cook")]).drop_columns(["person"]),
        "the column person is missing. Give each person a name of its own (text).",
    ),
    "person as number": (with_column("person", pa.array([1])), "person is int64, not string. Convert the column."),
    "day as text": (
        with_column("birth_date", pa.array(["1995-04-02"])),
        "birth_date is string, not date32[day]. Convert the column.",
    ),
    "one fact, not a list": (
        with_column("layoff", pa.array([{"from": DAY}])),
        "layoff is struct<from: date32[day]>, not a list.",
    ),
    "list of texts": (
        with_column("layoff", pa.array([["full"]])),
        "layoff is a list of string, not of structs. Give each fact its named values.",
    ),
    "unknown attribute": (
        with_column("layoff", pa.array([[{"from": DAY, "extnt": "full"}]])),
        "layoff.extnt is not known. Did you mean extent?",
    ),
    "attribute as number": (
        with_column("layoff", pa.array([[{"from": DAY, "extent": 1}]])),
        "layoff.extent is int64, not string. Convert the column.",
    ),
    "no first day": (
        with_column("layoff", pa.array([[{"extent": "full"}]])),
        "layoff.from is missing. A row needs its day.",
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_wrong_form_is_refused(name: str, run: Any) -> None:
    """Before anything is decided or written: which column, and what to do."""
    people, says = TABLES[name]
    bad = run(people)
    message = refused(bad.said)
    assert ".parquet: " in message
    assert message.partition(".parquet: ")[2].startswith(says)
    assert bad.files == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read (No such file or directory). Check the name and the rights."),
        ("folder", "cannot be read (Is a directory). Check the name and the rights."),
        (b"", "is not a whole Parquet file. Write it with one row a person."),
        (b"person,birth_date\ncook,1995-04-02\n", "is not a whole Parquet file. Write it with one row a person."),
        ("first half", "is not a whole Parquet file. Write it with one row a person."),
        ("broken end", "is not a whole Parquet file. Write it with one row a person."),
    ],
)
def test_what_is_no_parquet_file_is_refused(content: bytes | str | None, says: str, tmp_path: Path) -> None:
    """Missing, a folder, empty, another format, cut off, its description broken."""
    file = tmp_path / "people.parquet"
    pq.write_table(table(GOOD), tmp_path / "good")
    good = (tmp_path / "good").read_bytes()
    if content == "folder":
        file.mkdir()
    elif content is not None:
        broken = {"first half": good[: len(good) // 2], "broken end": good[:-300] + b"\xff" * 280 + good[-20:]}
        file.write_bytes(broken[content] if isinstance(content, str) else content)
    said = (toimi if content == "first half" else inside)("decide-all", file, "--out", tmp_path / "out")
    assert refused(said) == f"{file}: {says}"
    assert not (tmp_path / "out").exists()


def test_a_file_broken_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first people are decided already when it turns out; then nothing is left of them."""
    monkeypatch.setattr(decide_all, "CHUNK", 5)
    file = tmp_path / "people.parquet"
    pq.write_table(
        table([person(f"person {number}") for number in range(40)]), file, row_group_size=5, compression="none"
    )
    group = pq.ParquetFile(file).metadata.row_group(6)
    content = bytearray(file.read_bytes())
    for column in range(group.num_columns):
        begin = group.column(column).dictionary_page_offset or group.column(column).data_page_offset
        content[begin : begin + 8] = b"\xff" * 8
    file.write_bytes(content)
    message = refused(inside("decide-all", file, "--out", tmp_path / "out", *KNOWN))
    assert message.startswith(f"{file}: cannot be read to its end (")
    assert message.endswith("). Write the file again.")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("out", ["file", "file/below", "/proc/nowhere"])
def test_a_folder_that_cannot_be_written_is_told(out: str, tmp_path: Path) -> None:
    """A file of that name, a place below a file, a place where nobody may write."""
    pq.write_table(table(GOOD), tmp_path / "people.parquet")
    (tmp_path / "file").write_text("")
    message = refused(inside("decide-all", tmp_path / "people.parquet", "--out", tmp_path / out, *KNOWN))
    wanted = "is a file." if out == "file" else "). Check the name, the rights and the space."
    assert str(tmp_path / out) in message
    assert message.endswith(wanted)


@pytest.mark.parametrize("broken", [KeyboardInterrupt, OSError(28, "No space left on device"), MemoryError])
def test_nothing_half_written_is_left(broken: Any, run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stopped in the second chunk: no answers, no unfinished file, in a new folder or beside an earlier result.

    From the keyboard, the finished parts stay, so that the same command goes on.
    """
    monkeypatch.setattr(decide_all, "CHUNK", 4)
    earlier = run(GOOD[:3])
    before = {name: (earlier.out / name).read_bytes() for name in WHOLE}
    decide = decision.decide
    calls: list[int] = []

    def stopping(*args: Any, **options: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise broken
        return decide(*args, **options)

    monkeypatch.setattr(decision, "decide", stopping)
    for out in (tmp_path / "new", earlier.out):
        calls.clear()
        if broken is MemoryError:
            with pytest.raises(MemoryError):
                run(GOOD, out=out)
        else:
            stopped = run(GOOD, out=out)
            assert len(calls) == 2
            assert stopped.said.out == ""
            assert "Traceback" not in stopped.said.err
            if broken is KeyboardInterrupt:
                assert (stopped.said.code, stopped.said.err.strip()) == (130, "Stopped.")
            else:
                assert refused(stopped.said).endswith(
                    "cannot be written (No space left on device). Check the name, the rights and the space."
                )
    kept = [".unfinished"] if broken is KeyboardInterrupt else []
    assert [file.name for file in (tmp_path / "new").iterdir()] == kept
    assert {file.name: file.read_bytes() for file in earlier.out.iterdir() if file.name not in kept} == before


@pytest.fixture
def stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, list[int]]:
    """A run over three chunks stopped in the third: its table, its folder, and the people decided since, by chunk."""
    monkeypatch.setattr(decide_all, "CHUNK", 4)
    file, out = tmp_path / "people.parquet", tmp_path / "out"
    pq.write_table(table(GOOD), file)
    decide = decision.decide
    sizes: list[int] = []

    def stopping(*args: Any, **options: Any) -> Any:
        sizes.append(args[0].people)
        if sizes == [4, 4, 3]:
            raise KeyboardInterrupt
        return decide(*args, **options)

    monkeypatch.setattr(decision, "decide", stopping)
    assert inside("decide-all", file, "--out", out, *KNOWN).code == 130
    sizes[:] = [0]
    return file, out, sizes


def test_the_same_command_goes_on(stopped: tuple[Path, Path, list[int]], run: Any) -> None:
    """Only what was not finished is decided, the result is that of a run that was never stopped, and nothing is left."""
    file, out, sizes = stopped
    said = inside("decide-all", file, "--out", out, *KNOWN)
    assert sizes == [0, 3]
    assert said.err == "An earlier run goes on: 8 of 11 people were done.\n"
    never = run(GOOD)
    assert said.out.replace(str(out), "") == never.said.out.replace(str(never.out), "")
    assert {file.name: file.read_bytes() for file in out.iterdir()} == {
        name: (never.out / name).read_bytes() for name in WHOLE
    }


def test_a_worker_that_was_killed_leaves_what_was_finished(
    stopped: tuple[Path, Path, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by us, perhaps by a machine short of memory: the error says that the same command goes on, and it does."""
    file, out, sizes = stopped

    def killed(*args: Any) -> Any:
        raise BrokenProcessPool

    with monkeypatch.context() as patched:
        patched.setattr(caseload_run, "spread", killed)
        said = inside("decide-all", file, "--out", out, *KNOWN)
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith(
        f"{out}: a worker was killed, perhaps for want of memory. The same command goes on; try --workers 1.\n"
    )
    assert inside("decide-all", file, "--out", out, *KNOWN).code == 0
    assert sizes == [0, 3]


@pytest.mark.parametrize("change", ["day", "reading", "receipts", "window", "chunk", "file", "half a description"])
def test_another_command_begins_anew(
    change: str, stopped: tuple[Path, Path, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an earlier run finished is of use only if everything is as it was."""
    file, out, sizes = stopped
    options = {
        "day": ("--known-at", "2020-04-02"),
        "reading": (*KNOWN, "--reading", "layoffs_back_to_back=one"),
        "receipts": (*KNOWN, "--receipts"),
        "window": (*KNOWN, "--from", "2020-03-16", "--through", "2020-04-01"),
    }.get(change, KNOWN)
    if change == "chunk":
        monkeypatch.setattr(decide_all, "CHUNK", 5)
    if change == "file":
        os.utime(file, ns=(1, 1))
    if change == "half a description":
        described = out / ".unfinished" / "run.json"
        described.write_bytes(described.read_bytes()[:40] + b"\xff")
    said = inside("decide-all", file, "--out", out, *options)
    assert (said.code, said.err) == (0, "")
    assert sum(sizes) == 11
    assert sorted(file.name for file in out.iterdir()) == WHOLE


def test_a_table_that_changes_under_the_run_is_told(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer people came than the table says it has: nothing is written."""
    monkeypatch.setattr(caseload_run.Caseload, "people", 12)
    done = run(GOOD)
    assert refused(done.said).endswith("changed while it was read. Run the command again.")
    assert done.files == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_run_that_was_killed_loses_nothing(tmp_path: Path) -> None:
    """The real command with two workers, killed when a part is finished: its workers end, and the next run goes on."""
    people = pa.concat_tables(Invented(3_000, seed=3).tables())
    pq.write_table(pa.concat_tables([people, people.slice(5, 3)]), tmp_path / "people.parquet")
    small = "from toimi.cli import decide_all, main; decide_all.CHUNK = 500; main.main()"
    args = [sys.executable, "-c", small, "decide-all", tmp_path / "people.parquet", *KNOWN, "--workers", "2", "--out"]
    out, never = tmp_path / "out", tmp_path / "never killed"
    with subprocess.Popen([*args, out], stdout=subprocess.DEVNULL) as running:
        while not list(out.glob(".unfinished/0*.json")) and running.poll() is None:
            time.sleep(0.005)
        workers = _children(running.pid)
        running.kill()
    assert running.returncode == -signal.SIGKILL
    assert len(workers) >= 2
    assert not set(WHOLE) & {file.name for file in out.iterdir()}
    deadline = time.monotonic() + 20
    while any(Path("/proc", pid).exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in workers if Path("/proc", pid).exists()]
    said, whole = (
        subprocess.run([*args, folder], capture_output=True, text=True, check=True) for folder in (out, never)
    )
    assert re.fullmatch(r"An earlier run goes on: [12]?,?[05]00 of 3,003 people were done.\n", said.stderr), said.stderr
    assert said.stdout.replace(str(out), "") == whole.stdout.replace(str(never), "")
    files = [{file.name: file.read_bytes() for file in folder.iterdir()} for folder in (out, never)]
    assert files[0] == files[1]
    assert sorted(files[0]) == WHOLE
    assert json.loads(files[0]["summary.json"])["rejected"] == 3


def _children(process: int) -> list[str]:
    return [pid for task in Path(f"/proc/{process}/task").glob("*/children") for pid in task.read_text().split()]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_run_stopped_from_the_keyboard_leaves_finished_parts_only(tmp_path: Path) -> None:
    """The real command, stopped while it writes: its other processes end with it."""
    pq.write_table(table([person(f"person {number}") for number in range(40_000)]), tmp_path / "people.parquet")
    out = tmp_path / "out"
    args = [
        sys.executable,
        "-m",
        "toimi.cli.main",
        "decide-all",
        tmp_path / "people.parquet",
        "--out",
        out,
        "--receipts",
    ]
    with subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as running:
        deadline = time.monotonic() + 30
        while not list(out.glob(".*.unfinished")) and time.monotonic() < deadline:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        said, problems = running.communicate(timeout=30)
    assert (running.returncode, said) == (130, "")
    assert problems.strip() == "Stopped."
    assert [file.name for file in out.iterdir()] == [".unfinished"]
