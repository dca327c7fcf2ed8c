"""Settling: what every answer decides alike is not open, and nothing else is settled. Against all completions."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from law.people import random_case
from toimi.book.answers import Outcome, answer
from toimi.book.book import Book
from toimi.book.casefile import read_cases
from toimi.book.cells import Cell, Part, or_not_judged, thresholds
from toimi.book.citations import Citations
from toimi.book.contradictions import meeting, span
from toimi.book.decision import Decision, answer_of, decide, receipt
from toimi.book.evaluate import Evaluation
from toimi.book.expressions import Days
from toimi.book.provisions import Shelf, box
from toimi.book.relevance import Relevance
from toimi.book.words import (
    Worth,
    all_of,
    always,
    any_of,
    choose,
    chronicle,
    count,
    days,
    days_after,
    days_between,
    days_from,
    during,
    exists,
    first_of,
    followed,
    holds,
    minus,
    never,
    no,
    no_right,
    off,
    one_of,
    plus,
    reach,
    reading,
    step,
    tell_the_payer,
    then,
    unless_judged,
)
from toimi.book.worlds import MOST_WORLDS, all_answers
from toimi.days.line import offset_of
from toimi.law.book import BOOK

from .harbour import KNOWN_AT as HARBOUR_KNOWN_AT
from .harbour import LENGTH, Cargo, Catch, Ship, Storm, Voyage, day, harbour_book, person
from .leavers import KNOWN_AT, OPEN, blurred, decided, draft, outcomes
from .maybe import Maybe, cells, completions, how_many, written
from .sailors import draft as sailor
from .test_evaluate import ALWAYS, WORDS, Word, book_of

Case = dict[str, Any]


# --- against all completions ------------------------------------------------------------------------------------------


@cache
def open_people(many: int) -> list[tuple[Case, list[dict[str, list[int]]], dict[str, list[int]]]]:
    """People who are not fully known: the draft, the outcomes of every completion, and the outcomes as drafted."""
    drafts = [draft(random.Random(seed)) for seed in range(many)]
    drafts = [one for one in drafts if 1 < how_many(one) <= MOST_WORLDS]
    every = decided([case for one in drafts for case in completions(one)])
    said = decided([written(one, {}) for one in drafts])
    found, place = [], 0
    for block, one in enumerate(drafts):
        ends = [outcomes(every, place + number) for number in range(how_many(one))]
        found.append((one, ends, outcomes(said, block)))
        place += how_many(one)
    return found


def test_a_settled_day_is_settled_the_same_in_every_completion() -> None:
    """The must: no answer that is still possible contradicts what has been said."""
    wrong = [
        (number, benefit, place)
        for number, (_, ends, said) in enumerate(open_people(400))
        for benefit, stretch in said.items()
        for place, outcome in enumerate(stretch)
        if outcome != OPEN and {end[benefit][place] for end in ends} != {outcome}
    ]
    assert wrong == []


def contested(case: Case) -> bool:
    """Whether a judgement may overrule a presumption there: a new fact, not an answer to an open place."""
    return any("contested_on" in row for row in case["facts"].get("employment_end", []))


def fits(one: Case) -> bool:
    """Whether every open place of the person is split: no more worlds than are tried."""
    read, problems = read_cases([written(one, {})], known_at=KNOWN_AT)
    assert problems == []
    evaluation = Evaluation(read[0].caseload, BOOK.edition(KNOWN_AT), BOOK.switched({}))
    relevance = Relevance(evaluation)
    relevance.walk([answer(evaluation, benefit) for benefit in BOOK.benefits])
    return prod(len(cell.parts) for found in relevance.cells_by_block().values() for cell in found) <= MOST_WORLDS


def test_a_day_that_all_completions_decide_alike_is_settled() -> None:
    """Nobody is asked in vain.

    People who contest are left out: a judgement may yet overrule what is presumed. So are those with more worlds than are
    tried.
    """
    wrong = [
        (number, benefit, place)
        for number, (one, ends, said) in enumerate(open_people(400))
        for benefit, stretch in said.items()
        for place, outcome in enumerate(stretch)
        for alike in [{end[benefit][place] for end in ends}]
        if outcome == OPEN and len(alike) == 1 and alike != {OPEN} and not contested(one)
    ]
    assert wrong == []


def test_people_are_open_enough_to_be_worth_it() -> None:
    """Among the people there are settled and open days, and days whose completions differ."""
    said_days = [
        (said[benefit][place], {end[benefit][place] for end in ends})
        for _, ends, said in open_people(400)
        for benefit in said
        for place in range(0, len(said[benefit]), 10)
    ]
    assert sum(outcome == OPEN for outcome, _ in said_days) > 500
    assert sum(len(ends) > 1 for _, ends in said_days) > 500
    assert {outcome for outcome, _ in said_days} >= {0, 1, 2, 3}


@pytest.mark.parametrize("known_at", [date(2020, 4, 7), date(2021, 1, 1), date(2026, 11, 24)], ids=str)
def test_what_is_less_known_is_settled_only_as_the_whole_truth_is(known_at: date) -> None:
    """All kinds of fact: random people of the law with values and days blurred, against themselves fully known."""
    offset = offset_of(known_at)
    rngs = [random.Random(f"{known_at} {seed}") for seed in range(150)]
    known = [random_case(rng) for rng in rngs]
    less = [blurred(rng, case, 0.15) for rng, case in zip(rngs, known, strict=True)]
    truth, said = decided(known, offset), decided(less, offset)
    wrong, settled, open_days = [], 0, 0
    for block in range(len(known)):
        told, true = outcomes(said, block), outcomes(truth, block)
        for benefit, stretch in told.items():
            open_days += stretch.count(OPEN)
            settled += len(stretch) - stretch.count(OPEN)
            if any(one not in (OPEN, other) for one, other in zip(stretch, true[benefit], strict=True)):
                wrong.append((block, benefit))
    assert wrong == []
    assert settled > 10_000
    assert open_days > 5_000


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.data())
def test_filling_an_open_place_never_flips_a_settled_day(seed: int, data: st.DataObject) -> None:
    """One answer after another, in any order: what was settled stays as it was settled."""
    one = draft(random.Random(seed))
    filled: dict[Maybe, Any] = {}
    before = outcomes(decided([written(one, filled)]))
    for cell in data.draw(st.permutations(cells(one))):
        filled[cell] = data.draw(st.sampled_from(cell.could_be))
        after = outcomes(decided([written(one, filled)]))
        for benefit, stretch in before.items():
            kept = [was in (OPEN, now) for was, now in zip(stretch, after[benefit], strict=True)]
            assert all(kept)
        before = after


# --- alone, in any chunk, in any order --------------------------------------------------------------------------------


def shuffled(rng: random.Random, case: Case) -> Case:
    """The same facts in another order: kinds, rows, and values within rows."""

    def turned(pairs: dict[str, Any]) -> dict[str, Any]:
        listed = list(pairs.items())
        rng.shuffle(listed)
        return dict(listed)

    facts = turned({kind: rng.sample([turned(row) for row in rows], len(rows)) for kind, rows in case["facts"].items()})
    return turned({**case, "facts": facts})


def said_of(decision: Decision, block: int) -> tuple[Any, Any, Any]:
    """Everything said of one person."""
    return answer_of(decision, block), receipt(decision, block), outcomes(decision, block)


def test_a_person_is_decided_alike_alone_in_any_chunk_and_in_any_order() -> None:
    """Timeline, grounds and receipt, of people known and not known."""
    cases = [written(draft(random.Random(seed)), {}) for seed in range(40)]
    cases += [random_case(random.Random(seed)) for seed in range(40)]
    cases += [blurred(random.Random(seed), random_case(random.Random(seed)), 0.1) for seed in range(40)]
    whole = decided(cases)
    expected = [said_of(whole, block) for block in range(len(cases))]
    rng = random.Random(4)
    for size in (1, 7, 50):
        order = list(range(len(cases)))
        rng.shuffle(order)
        for first in range(0, len(order), size):
            chunk = order[first : first + size]
            decision = decided([shuffled(rng, cases[block]) for block in chunk])
            for place, block in enumerate(chunk):
                assert said_of(decision, place) == expected[block]


def test_a_receipt_changes_with_what_it_is_a_receipt_of() -> None:
    """One day of a fact, a reading, the day of knowledge: another receipt, and which digest differs says why."""
    case = written(draft(random.Random(3)), {})
    other = {**case, "facts": {**case["facts"], "job_search": [{"from": "2018-01-01"}]}}
    first, second = receipt(decided([case])), receipt(decided([other]))
    assert first["facts"] != second["facts"]
    later = receipt(decided([case], KNOWN_AT + 1))
    assert {name for name in first if first[name] != later[name]} == {"known_at", "receipt"}
    read = receipt(decided([case], layoffs_back_to_back="one"))
    assert {name for name in first if first[name] != read[name]} == {"switches", "receipt"}
    assert first == receipt(decided([case]))


def one_or_two_jobs(label: str) -> Case:
    """Two stretches of work, of one job or of two; the layoff names none, so it stops what began before it."""
    work = {"pay_month": 2500, "hours_share": 100, "regular_work_agreed": True}
    return {
        "asked": {"from": "2022-06-01", "through": "2022-08-31"},
        "facts": {
            "benefit": [{"from": "2022-06-01", "kind": "basic"}],
            "job_search": [{"from": "2022-06-01"}],
            "seeks_full_time_work": [{"from": "2022-06-01", "value": True}],
            "answered_for": [{"from": "2010-01-01", "subjects": ["work", "stops", "study", "business"]}],
            "employment": [
                {"id": "a", "job": "shop", "from": "2020-01-01", "through": "2022-05-31", **work},
                {"id": "b", "job": label, "from": "2022-06-01", **work},
            ],
            "layoff": [{"from": "2022-06-01", "extent": "full"}],
        },
    }


def test_facts_that_differ_have_different_digests() -> None:
    """Whether two stretches are one job decides the answer, so it belongs to the digest of the facts."""
    one, two = decided([one_or_two_jobs("shop")]), decided([one_or_two_jobs("mill")])
    assert outcomes(one)["basic"] == [int(Outcome.RIGHT)] * 92
    assert outcomes(two)["basic"] == [int(Outcome.NO_RIGHT)] * 92
    assert receipt(one)["facts"] != receipt(two)["facts"]
    assert receipt(decided([one_or_two_jobs("shop")]))["facts"] == receipt(one)["facts"]


# --- what is split, and how -------------------------------------------------------------------------------------------


def made(*provisions: tuple[Callable[..., Any], dict[str, Any]]) -> Book:
    """A book of the harbour."""
    shelf = Shelf()
    for function, how in provisions:
        function.__doc__ = "Said in the words of the book."
        shelf.provision(how.pop("citation", "ML 1:1"), "Sana", act="1/2020", governs=how.pop("governs", ALWAYS), **how)(
            function
        )
    return harbour_book(shelf)


def sailed(book: Book, *cases: Case, **switches: str) -> Decision:
    """Skippers decided by a book of the harbour."""
    read, problems = read_cases(list(cases), known_at=HARBOUR_KNOWN_AT)
    assert problems == []
    return decide(read[0].caseload, book, known_at=HARBOUR_KNOWN_AT, switches=switches)


def bread(decision: Decision, block: int = 0) -> str:
    """The outcomes of the days asked, one letter a day: right, notice, no right, open."""
    return "".join("rtno"[outcome] for outcome in outcomes(decision, block)["bread"])


def word_and_its_opposite(one: Word) -> Book:
    """A book in which a word bars and so does its absence: nobody has a right on any day."""

    def on_the_days(it: Days) -> Any:
        """Bars."""
        return no_right(it)

    def on_the_others(it: Days) -> Any:
        """Bars."""
        return no_right(no(it))

    shelf = Shelf([*book_of([one]).provisions])
    for bar in (on_the_days, on_the_others):
        argument = inspect.Parameter(one.name, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        bar.__signature__ = inspect.Signature([argument])  # type: ignore[attr-defined]
        shelf.provision("ML 2:1", "Este", act="1/2020", governs=ALWAYS)(bar)
    return harbour_book(shelf)


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize("one", WORDS, ids=lambda one: one.name)
def test_a_tautology_is_never_answered_with_a_right(one: Word) -> None:
    """A word bars, and so does its opposite: no day may be settled as a right, whatever is not known."""
    drafts = [sailor(random.Random(seed), 0.2, periods=seed % 2 == 0) for seed in range(60)]
    decision = sailed(word_and_its_opposite(one), *[written(each, {}) for each in drafts])
    assert {letter for block in range(60) for letter in bread(decision, block)} <= {"n", "o"}


SETTLED = (
    "attribute",
    "all_of_truths",
    "any_of_truths",
    "no_truth",
    "at_most",
    "at_least_and_more",
    "days_compared",
    "comes_at_all",
    "judged_or_else",
    "truth_chosen",
    "counted_from_some",
    "counted_after",
    "far_voyages",
    "without_voyages",
    "on_all",
    "long_voyages",
    "voyages_of_over_a_month",
    "beyond_the_first_days",
    "storms_on_voyage",
    "from_the_start_of_the_voyage",
    "voyage_days_before",
    "storms_of_leaky_ships",
    "storms_of_heavy_ships",
    "storms_with_heavy_cargo",
    "sailing",
    "launched_late",
    "launched_between",
    "concept_of_days",
    "concept_of_rows",
    "reading_of_days",
    "reading_of_truths",
    "counted_by_a_chosen_length",
)


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize("one", [one for one in WORDS if one.name in SETTLED], ids=lambda one: one.name)
def test_a_tautology_is_settled(one: Word) -> None:
    """Where every open place can be split at the law's own numbers, nothing is left to ask."""
    drafts = [sailor(random.Random(seed), 0.3, periods=False) for seed in range(80)]
    drafts = [each for each in drafts if 1 < how_many(each) <= MOST_WORLDS]
    decision = sailed(word_and_its_opposite(one), *[written(each, {}) for each in drafts])
    assert len(SETTLED) == len({one.name for one in WORDS} & set(SETTLED))
    assert [block for block in range(len(drafts)) if bread(decision, block) != "n" * LENGTH] == []


def leaky_bar(ship: Ship) -> Any:
    return no_right(during(ship, when=ship.leaky))


def dry_bar(ship: Ship) -> Any:
    return no_right(during(ship, when=no(ship.leaky)))


UNKNOWN_SHIP = {"id": "s", "from": day(10), "through": day(19)}


@pytest.mark.usefixtures("harbour")
def test_a_day_is_settled_though_the_ground_is_not() -> None:
    """Either bar bites, nobody knows which: no right, with both as possible grounds and none as sure."""
    decision = sailed(made((leaky_bar, {}), (dry_bar, {})), person(ship=[UNKNOWN_SHIP]))
    assert bread(decision) == "r" * 10 + "n" * 10 + "r" * 70
    timeline = decision.timelines["bread"]
    assert [(timeline.barring.at(1), timeline.possibly_barring.at(1))] == [([], [0, 1])]


@pytest.mark.usefixtures("harbour")
def test_overlays_and_notices_are_settled_too() -> None:
    """The bar bites unless the flag is red, and red flags are told to the payer; the flag is open."""

    def every_ship(ship: Ship) -> Any:
        return no_right(during(ship))

    def red(ship: Ship) -> Any:
        return off(Citations.of("ML 1:1"), on=during(ship, when=one_of(ship.flag, "red")))

    def not_red(ship: Ship) -> Any:
        return off(Citations.of("ML 1:1"), on=during(ship, when=one_of(ship.flag, "blue", "green")))

    def told(ship: Ship) -> Any:
        return tell_the_payer(during(ship, when=one_of(ship.flag, "red")))

    def told_otherwise(ship: Ship) -> Any:
        return tell_the_payer(during(ship, when=no(one_of(ship.flag, "red"))))

    two_flags = person(ship=[{**UNKNOWN_SHIP, "flag": ["red", "blue"]}])
    one_way = made((every_ship, {}), (red, {"citation": "ML 2:1"}))
    assert bread(sailed(one_way, two_flags)) == "r" * 10 + "o" * 10 + "r" * 70
    both_ways = made((every_ship, {}), (red, {"citation": "ML 2:1"}), (not_red, {"citation": "ML 2:2"}))
    assert bread(sailed(both_ways, two_flags)) == "r" * 90
    maybe_told = made((told, {}))
    assert bread(sailed(maybe_told, two_flags)) == "r" * 10 + "o" * 10 + "r" * 70


@pytest.mark.usefixtures("harbour")
def test_an_open_reading_is_split_like_any_other_cell() -> None:
    """Each reading bars by another provision: barred either way, though no bar bites under both."""

    def when_high(ship: Ship) -> Any:
        return no_right(reading("tides", high=during(ship), low=minus(during(ship), during(ship))))

    def when_low(ship: Ship) -> Any:
        return no_right(
            reading("tides", high=during(ship, when=no(one_of(ship.flag, "red", "blue", "green"))), low=during(ship))
        )

    case = person(ship=[UNKNOWN_SHIP])
    barred = "r" * 10 + "n" * 10 + "r" * 70
    assert bread(sailed(made((when_high, {}), (when_low, {})), case)) == barred
    assert bread(sailed(made((when_high, {})), case)) == barred.replace("n", "o")
    assert bread(sailed(made((when_high, {})), case, tides="high")) == barred
    assert bread(sailed(made((when_high, {})), case, tides="low")) == "r" * 90


def _in_order(storm: Storm, least: int) -> Any:
    return chronicle(step(storm.day, when=storm.force > count(least), tally="heavy", then=(then("port"),)))


@pytest.mark.usefixtures("harbour")
def test_readings_of_two_chronicles_are_split_though_nothing_repeats() -> None:
    """Two chronicles may differ over a single storm: barred either way, though no bar bites under both."""

    def strict(storm: Storm) -> Any:
        return _in_order(storm, 1)

    def lenient(storm: Storm) -> Any:
        return _in_order(storm, 5)

    def when_strict(storm: Storm, strict: Any, lenient: Any) -> Any:
        when = reading("tides", high=followed(strict, "port", storm), low=followed(lenient, "port", storm))
        return no_right(days_from(storm.day, days(3), when=when))

    def when_lenient(storm: Storm, strict: Any, lenient: Any) -> Any:
        when = reading("tides", high=followed(lenient, "port", storm), low=followed(strict, "port", storm))
        return no_right(days_from(storm.day, days(3), when=when))

    case = person(storm=[{"on": day(10), "force": 3}])
    book = made((strict, {}), (lenient, {}), (when_strict, {}), (when_lenient, {}))
    assert bread(sailed(book, case)) == "r" * 10 + "n" * 3 + "r" * 77
    assert bread(sailed(made((strict, {}), (lenient, {}), (when_strict, {})), case)) == "r" * 10 + "o" * 3 + "r" * 77


def _second_of_a_day(storm: Storm) -> Any:
    """Heavy storms in order: from the second on the ships stay in port for three days."""
    return chronicle(
        step(storm.day, when=storm.force > count(1), tally="heavy", within=days(20), then=(then("port", nth=(2, 4)),)),
        of_one_day="tides",
    )


def _kept_in_port(storm: Storm, _second_of_a_day: Any) -> Any:
    """From the second heavy storm on."""
    return no_right(days_from(storm.day, days(3), when=followed(_second_of_a_day, "port", storm)))


@pytest.mark.usefixtures("harbour")
def test_two_happenings_of_one_day_are_several_or_one() -> None:
    """By either option, and open under both; a third on another day is the second at least, whatever the reading."""
    book = made((_second_of_a_day, {}), (_kept_in_port, {}))
    twice = [{"on": day(10), "force": 3}, {"on": day(10), "force": 4}]
    case = person(storm=[*twice, {"on": day(20), "force": 3}])
    assert bread(sailed(book, case, tides="high")) == "r" * 10 + "n" * 3 + "r" * 7 + "n" * 3 + "r" * 67
    assert bread(sailed(book, case, tides="low")) == "r" * 20 + "n" * 3 + "r" * 67
    assert bread(sailed(book, case)) == "r" * 10 + "o" * 3 + "r" * 7 + "n" * 3 + "r" * 67


def _anew_after_the_quarantine(storm: Storm) -> Any:
    """The second heavy storm shuts the harbour for ten days; whether storms are counted anew after it is a reading."""
    first, opens = plus(storm.day, days(1)), plus(storm.day, days(11))
    shut = then(
        "shut", nth=(2, 4), shield="quarantine", on=(first, opens), clears=("heavy",),
        anew=reading("tides", high=never(), low=opens),
    )  # fmt: skip
    return chronicle(
        step(
            storm.day, when=storm.force > count(1), tally="heavy", within=days(40), stopped_by=("quarantine",),
            then=(shut,),
        )
    )  # fmt: skip


def _harbour_shut(storm: Storm, _anew_after_the_quarantine: Any) -> Any:
    """Ten days after a second storm."""
    return no_right(days_after(storm.day, days(10), when=followed(_anew_after_the_quarantine, "shut", storm)))


@pytest.mark.usefixtures("harbour")
def test_what_was_counted_is_forgotten_or_not_when_a_shield_has_ended() -> None:
    """By either option, and open under both; the fourth storm is the third or the second, and so at least the second."""
    book = made((_anew_after_the_quarantine, {}), (_harbour_shut, {}))
    case = person(storm=[{"on": day(at), "force": 3} for at in (5, 10, 30, 45)])
    assert (
        bread(sailed(book, case, tides="high"))
        == "r" * 11 + "n" * 10 + "r" * 10 + "n" * 10 + "r" * 5 + "n" * 10 + "r" * 34
    )
    assert bread(sailed(book, case, tides="low")) == "r" * 11 + "n" * 10 + "r" * 25 + "n" * 10 + "r" * 34
    assert bread(sailed(book, case)) == "r" * 11 + "n" * 10 + "r" * 10 + "o" * 10 + "r" * 5 + "n" * 10 + "r" * 34


@pytest.mark.usefixtures("harbour")
def test_nobody_is_asked_about_counting_anew_where_nothing_more_happened() -> None:
    """The last storm comes while the harbour is shut, or is not known to be heavy before it: other cells are asked for."""
    book = made((_anew_after_the_quarantine, {}), (_harbour_shut, {}))
    for storms in ([5, 10, 20], [5, 10]):
        case = person(storm=[*({"on": day(at), "force": 3} for at in storms[:-1]), {"on": day(storms[-1])}])
        decision = sailed(book, case)
        relevance = Relevance(decision.evaluation)
        relevance.walk(decision.timelines.values())
        assert [name for name, blocks in relevance.readings.items() if blocks.any()] == []
    case = person(storm=[*({"on": day(at), "force": 3} for at in (5, 10)), {"on": day(30)}])
    decision = sailed(book, case)
    relevance = Relevance(decision.evaluation)
    relevance.walk(decision.timelines.values())
    assert [name for name, blocks in relevance.readings.items() if blocks.any()] == ["tides"]


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize(("last_day", "days_in_port"), [(True, "n" * 3), (False, "r" * 3)])
def test_the_last_day_of_a_term_counts_or_not(last_day: bool, days_in_port: str) -> None:
    """Twenty days after the first storm it is still remembered, or forgotten the day before."""

    def second(storm: Storm) -> Any:
        return chronicle(
            step(
                storm.day, when=storm.force > count(1), tally="heavy", within=days(20), last_day=last_day,
                then=(then("port", nth=(2, 4)),),
            )
        )  # fmt: skip

    def kept(storm: Storm, second: Any) -> Any:
        return no_right(days_from(storm.day, days(3), when=followed(second, "port", storm)))

    case = person(storm=[{"on": day(10), "force": 3}, {"on": day(30), "force": 3}])
    assert bread(sailed(made((second, {}), (kept, {})), case)) == "r" * 30 + days_in_port + "r" * 57


@pytest.mark.usefixtures("harbour")
def test_nobody_is_asked_of_one_day_where_nothing_happened_twice() -> None:
    """Storms on two days: another cell leaves the days open, and the reading is not one of them."""
    book = made((_second_of_a_day, {}), (_kept_in_port, {}))
    case = person(storm=[{"on": day(10), "force": 3}, {"on": day(20)}])
    decision = sailed(book, case)
    assert bread(decision) == "r" * 20 + "o" * 3 + "r" * 67
    relevance = Relevance(decision.evaluation)
    relevance.walk(decision.timelines.values())
    assert [name for name, blocks in relevance.readings.items() if blocks.any()] == []


@pytest.mark.usefixtures("harbour")
def test_ranges_are_split_where_an_answer_may_change() -> None:
    """Numbers and days at every constant that they are compared with, and days at the edges of boxes."""

    def light(ship: Ship) -> Any:
        return no_right(
            during(ship, when=any_of(ship.weight <= count(3), ship.weight < count(9), count(5) <= ship.weight))
        )

    def old(storm: Storm) -> Any:
        return no_right(
            days_from(storm.day, days(2), when=any_of(storm.ship.launched <= day(5), count(7) < storm.ship.weight))
        )

    def to_itself(ship: Ship) -> Any:
        return no_right(days_between(ship.launched, never(), when=ship.weight <= ship.crew))

    late = {"each": Ship, "governs": box(built=f"{day(-9)}/{day(30)}"), "citation": "ML 1:2"}
    book = made((light, {}), (old, {}), (to_itself, late))
    edition = book.edition(HARBOUR_KNOWN_AT)
    assert thresholds(edition, "ship", "weight") == {4, 9, 5, 8}
    assert thresholds(edition, "ship", "launched") == {
        offset_of(date.fromisoformat(day(number))) for number in (6, -9, 30)
    }
    assert thresholds(edition, "ship", "crew") == frozenset()
    assert thresholds(edition, "ship", "weight") is thresholds(edition, "ship", "weight")


@pytest.mark.usefixtures("harbour")
def test_more_open_places_than_worlds_leave_the_later_ones_open() -> None:
    """Seven open truths are too many to split: sound, and the earliest six are."""
    ships = [{"id": f"s{n}", "from": day(10 * n), "through": day(10 * n + 4)} for n in range(7)]
    decision = sailed(made((leaky_bar, {}), (dry_bar, {})), person(ship=ships))
    assert bread(decision) == "".join(("n" if n < 6 else "o") * 5 + "r" * 5 for n in range(7)) + "r" * 20


@pytest.mark.usefixtures("harbour")
def test_an_open_place_behind_a_link_is_split_once() -> None:
    """Two storms of one ship and a cargo that shares it: the ship leaks for all of them or for none."""

    def rest(storm: Storm) -> Any:
        return no_right(days_from(storm.day, days(4), when=all_of(storm.ship.is_there, storm.ship.leaky)))

    def loaded(storm: Storm, cargo: Cargo) -> Any:
        heavy = exists(cargo, about=storm.ship.link, when=cargo.heavy)
        return no_right(days_from(storm.day, days(4), when=all_of(heavy, no(storm.ship.leaky))))

    case = person(
        ship=[{"id": "s", "from": day(0)}], storm=[{"on": day(20), "ship": "s"}, {"on": day(40), "ship": "s"}],
        cargo=[{"ship": "s", "from": day(0), "heavy": True}],
    )  # fmt: skip
    assert bread(sailed(made((rest, {}), (loaded, {})), case)) == "r" * 20 + "n" * 4 + "r" * 16 + "n" * 4 + "r" * 46
    assert bread(sailed(made((rest, {})), case)) == "r" * 20 + "o" * 4 + "r" * 16 + "o" * 4 + "r" * 46
    maybe = {**case, "facts": {**case["facts"], "cargo": [{"ship": "s", "from": day(0)}]}}
    assert bread(sailed(made((rest, {}), (loaded, {})), maybe)) == "r" * 20 + "o" * 4 + "r" * 16 + "o" * 4 + "r" * 46


@pytest.mark.usefixtures("harbour")
def test_a_row_that_may_be_worth_weeks_is_split() -> None:
    """A leaky ship is worth the two weeks when it has sailed, and sinks then; a dry one leaves the storm going on."""

    def until_two_weeks(storm: Storm, voyage: Voyage, ship: Ship) -> Any:
        worth = choose(count(2), when=ship.leaky, otherwise=count(0))
        also = Worth(ship, worth, after=storm.day, begun=always(of=storm.day))
        full = reach(count(2), during(voyage), after=storm.day, counted="touched", also=also)
        return no_right(days_between(storm.day, full))

    def sunk(ship: Ship) -> Any:
        return no_right(days_between(ship.end, never(), when=ship.leaky))

    case = person(storm=[{"on": day(5)}], ship=[{"from": day(6), "through": day(19)}])
    assert bread(sailed(made((until_two_weeks, {})), case)) == "r" * 5 + "n" * 15 + "o" * 70
    assert bread(sailed(made((until_two_weeks, {}), (sunk, {})), case)) == "r" * 5 + "n" * 85


@pytest.mark.usefixtures("harbour")
def test_what_no_answer_can_settle_stays_open() -> None:
    """A silence is no open place of a row: it is asked, and not split into worlds."""

    def at_sea(voyage: Voyage) -> Any:
        return no_right(during(voyage))

    decision = sailed(made((at_sea, {})), person(log_book=[]), person())
    assert (bread(decision, 0), bread(decision, 1)) == ("o" * 90, "r" * 90)


def test_the_law_splits_the_length_of_a_job_at_five_days() -> None:
    """TTL 2a:1.1: a job of at most five days; hours over 80 per cent."""
    edition = BOOK.edition(KNOWN_AT)
    assert thresholds(edition, "employment_end", "would_have_lasted") == {6}
    assert thresholds(edition, "employment", "hours_share") == {8001}
    assert Decimal(80) * 100 + 1 == 8001


# --- which places are looked at ---------------------------------------------------------------------------------------


def looked_at(decision: Decision) -> Relevance:
    """The open places that may change an answer."""
    relevance = Relevance(decision.evaluation)
    relevance.walk(decision.timelines.values())
    return relevance


@pytest.mark.usefixtures("harbour")
def test_the_days_that_a_row_looks_into_are_looked_at() -> None:
    """A storm during a far voyage bars, and so does any other: the voyage is split, and barred is either way."""

    def far_out(storm: Storm, voyage: Voyage) -> Any:
        return no_right(days_from(storm.day, days(3), when=holds(during(voyage, when=voyage.far), at=storm.day)))

    def near(storm: Storm, voyage: Voyage) -> Any:
        return no_right(days_from(storm.day, days(3), when=no(holds(during(voyage, when=voyage.far), at=storm.day))))

    case = person(storm=[{"on": day(10)}], voyage=[{"from": day(0), "far": "unknown"}])
    assert bread(sailed(made((far_out, {}), (near, {})), case)) == "r" * 10 + "n" * 3 + "r" * 77


@pytest.mark.usefixtures("harbour")
def test_a_reading_is_looked_at_for_those_whom_it_concerns() -> None:
    """Of two skippers one has a ship: only that one's days depend on the reading."""

    def when_high(ship: Ship) -> Any:
        return no_right(reading("tides", high=during(ship), low=minus(during(ship), during(ship))))

    decision = sailed(made((when_high, {})), person(ship=[UNKNOWN_SHIP]), person())
    assert looked_at(decision).readings["tides"].tolist() == [True, False]


@pytest.mark.usefixtures("harbour")
def test_days_of_a_row_that_gives_none_are_not_looked_at() -> None:
    """Of two ships that were launched nobody knows when, the dry one bars on no day."""

    def since_launched(ship: Ship) -> Any:
        return no_right(days_between(ship.launched, never(), when=ship.leaky))

    ships = [{**UNKNOWN_SHIP, "id": "a", "leaky": False}, {**UNKNOWN_SHIP, "id": "b", "leaky": True}]
    (found,) = looked_at(sailed(made((since_launched, {})), person(ship=ships))).cells_by_block().values()
    assert [(cell.name, cell.row) for cell in found] == [("launched", 1)]


@pytest.mark.usefixtures("harbour")
def test_open_places_are_in_the_order_of_the_first_days_of_their_rows() -> None:
    """A long row comes before a short one that begins later."""
    ships = [{"id": "a", "from": day(1), "through": day(80)}, {"id": "b", "from": day(20), "through": day(24)}]
    (found,) = looked_at(sailed(made((leaky_bar, {})), person(ship=ships))).cells_by_block().values()
    assert [(cell.row, cell.day) for cell in found] == [
        (0, offset_of(date.fromisoformat(day(1)))),
        (1, offset_of(date.fromisoformat(day(20)))),
    ]


def test_as_many_worlds_as_there_may_be_are_all_made() -> None:
    """Five places of two answers and one of three are 96, and 96 fit."""
    truth, flag = (Part(1, 1), Part(0, 0)), (Part(1, 1), Part(2, 2), Part(4, 4))
    places = [Cell("ship", row, "leaky", 0, row, truth) for row in range(5)] + [Cell("ship", 5, "flag", 0, 5, flag)]
    assert MOST_WORLDS == 96
    assert len(all_answers(0, places)) == 96


@pytest.mark.usefixtures("harbour")
def test_what_is_presumed_in_two_ways_is_a_third_answer() -> None:
    """Unless a survey says so, a ship is sound if it does not leak, and in another place if it is light."""

    def by_leak(ship: Ship) -> Any:
        return no_right(during(ship, when=unless_judged(ship.sound, no(ship.leaky))))

    def by_weight(ship: Ship) -> Any:
        return no_right(during(ship, when=unless_judged(ship.sound, ship.weight < count(3))))

    def once_more(ship: Ship) -> Any:
        return no_right(during(ship, when=unless_judged(ship.sound, no(ship.leaky))))

    place = Cell("ship", 0, "sound", 0, 0, (Part(1, 1), Part(0, 0)))
    for bars, parts in (((by_leak, by_weight), [(1, 1), (0, 0), (0, 1)]), ((by_leak, once_more), [(1, 1), (0, 0)])):
        decision = sailed(made(*[(bar, {}) for bar in bars]), person(ship=[UNKNOWN_SHIP]))
        found = or_not_judged(decision.evaluation, place)
        assert [(part.lo, part.hi) for part in found.parts] == parts


@pytest.mark.usefixtures("harbour")
def test_the_day_after_which_the_first_is_looked_for_is_looked_at() -> None:
    """Seen on day 8, 9 or 10: the first storm after that is that of day 10 or that of day 30."""

    def until_the_next(storm: Storm) -> Any:
        return no_right(days_between(storm.day, first_of(storm.day, after=storm.seen_on)))

    storms = [
        {"on": day(10), "seen_on": {"earliest": day(8), "latest": day(10)}}, {"on": day(30), "seen_on": day(30)},
    ]  # fmt: skip
    (found,) = looked_at(sailed(made((until_the_next, {})), person(storm=storms))).cells_by_block().values()
    assert [(cell.name, cell.row) for cell in found] == [("seen_on", 0)]


@pytest.mark.usefixtures("harbour")
def test_the_day_up_to_which_a_missing_row_could_reach_is_looked_at() -> None:
    """Nobody has said what was caught; had it been big, the days would run until the ship sank, nobody knows when."""

    def until_sunk(ship: Ship, catch: Catch) -> Any:
        big = one_of(catch.value, "big")
        return no_right(days_between(catch.start, never(), when=big, missing_until=ship.sunk))

    ship = {"id": "s", "from": day(10), "through": day(19), "sunk": {"earliest": day(15), "latest": day(40)}}
    (found,) = looked_at(sailed(made((until_sunk, {})), person(ship=[ship]))).cells_by_block().values()
    assert [(cell.kind, cell.name) for cell in found] == [("ship", "sunk")]


def places_of(decision: Decision) -> dict[int, list[str]]:
    """The open places of each person, by name."""
    return {block: [cell.name for cell in found] for block, found in looked_at(decision).cells_by_block().items()}


@pytest.mark.usefixtures("harbour")
def test_a_notice_that_is_open_for_one_of_several_is_looked_at_for_that_one() -> None:
    """The other two have no ship, or a dry one."""

    def told(ship: Ship) -> Any:
        return tell_the_payer(during(ship, when=ship.leaky))

    dry = person(ship=[{**UNKNOWN_SHIP, "leaky": False}])
    assert places_of(sailed(made((told, {})), person(), person(ship=[UNKNOWN_SHIP]), dry)) == {1: ["leaky"]}


@pytest.mark.usefixtures("harbour")
def test_the_end_of_a_shield_is_looked_at_where_something_may_fall_under_it() -> None:
    """Storms do not count until the ship has sunk, on one of days 20 to 40: the second may; another had but one storm."""

    def in_order(storm: Storm) -> Any:
        rest = then("port", shield="rest", on=(plus(storm.day, days(1)), storm.ship.sunk))
        return chronicle(step(storm.day, when=storm.force > count(1), then=(rest,), stopped_by=("rest",)))

    def in_port(storm: Storm, in_order: Any) -> Any:
        return no_right(days_from(storm.day, days(3), when=followed(in_order, "port", storm)))

    ship = {"id": "s", "from": day(0), "sunk": {"earliest": day(20), "latest": day(40)}}
    first, second = ({"on": day(number), "force": 3, "ship": "s"} for number in (10, 30))
    decision = sailed(
        made((in_order, {}), (in_port, {})),
        person(ship=[ship], storm=[first, second]),
        person(ship=[ship], storm=[first]),
    )
    assert bread(decision) == "r" * 10 + "n" * 3 + "r" * 17 + "o" * 3 + "r" * 57
    assert bread(decision, 1) == "r" * 10 + "n" * 3 + "r" * 77
    assert places_of(decision) == {0: ["sunk"]}


@pytest.mark.usefixtures("harbour")
def test_a_reading_of_which_one_option_is_left_is_no_open_place() -> None:
    """Of one skipper it is known that the tide is high, of the other not; whether the ship leaks is known of neither."""

    def when_high(ship: Ship) -> Any:
        return no_right(
            reading("tides", high=during(ship, when=ship.leaky), low=during(ship, when=ship.weight < count(3)))
        )

    before = sailed(made((when_high, {})), person(ship=[UNKNOWN_SHIP]), person(ship=[UNKNOWN_SHIP])).evaluation
    evaluation = Evaluation(before.caseload, before.edition, before.switches, {"tides": np.array([1, 3])})
    relevance = Relevance(evaluation)
    relevance.walk([answer(evaluation, "bread")])
    assert relevance.readings["tides"].tolist() == [False, True]


@pytest.mark.usefixtures("harbour")
def test_what_bars_as_written_is_open_where_a_way_without_it_gives_a_right() -> None:
    """No storm is seen on a voyage: either there was none, and the voyage bars, or there was no voyage."""

    def at_sea(voyage: Voyage) -> Any:
        return no_right(during(voyage))

    book = replace(made((at_sea, {})), contradictions=(meeting("storm_at_sea", span(Voyage()), span(Storm())),))
    voyages = [{"from": day(10), "through": day(19)}, {"from": day(40), "through": day(49)}]
    decision = sailed(book, person(voyage=voyages, storm=[{"on": day(12)}]))
    assert bread(decision) == "r" * 10 + "o" * 10 + "r" * 20 + "n" * 10 + "r" * 40
    first = offset_of(date.fromisoformat(day(12)))
    assert [(one.name, one.start, one.end) for one in decision.contradictions] == [("storm_at_sea", first, first + 1)]
