"""Explanations: the lines of a decision in three languages, and the outline of every provision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from toimi.book.answers import Outcome
from toimi.book.book import Standing
from toimi.book.casefile import read_cases
from toimi.book.decision import Decision, decide
from toimi.book.evaluate import _OPERATIONS
from toimi.book.explain import Explanation, Line
from toimi.book.expressions import BookError, Days, Node, Truth
from toimi.book.facts import KINDS
from toimi.book.language import LANGUAGES, Texts
from toimi.book.outline import Outline, outline
from toimi.book.provisions import Shelf, box
from toimi.book.words import (
    all_of,
    always,
    any_of,
    beyond_first,
    choose,
    chronicle,
    comes,
    count,
    days,
    days_between,
    days_from,
    days_inclusive,
    during,
    each_year,
    earliest_of,
    exists,
    followed,
    holds,
    in_its_year,
    larger_of,
    latest_of,
    minus,
    minus_same,
    monday_of,
    months,
    never,
    no,
    no_right,
    not_known,
    on,
    one_of,
    percent,
    perhaps,
    plus,
    reading,
    share_of,
    start_of,
    step,
    sum_of,
    then,
    unless_judged,
    untold,
    working,
)
from toimi.days.columns import INFINITE
from toimi.days.line import TOP, offset_of
from toimi.law.book import BOOK, texts

from .harbour import Cargo, Repair, Ship, Storm, Voyage, day, harbour_book, person
from .leavers import KNOWN_AT, decided
from .test_evaluate import ALWAYS, OPEN_WORDS, TOLL, WORDS, book_of
from .test_questions import case, off, resigned

Case = dict[str, Any]


def said_lines(lines: list[Line], said: Texts, depth: int = 0) -> Iterator[str]:
    """Each line with its state, indented."""
    for line in lines:
        state = said.state(line)
        yield "  " * depth + said.line(line) + (f" [{state}]" if state else "")
        yield from said_lines(line.lines, said, depth + 1)


def why(decision: Decision, on_day: str, citation: str, language: str = "en", name: str = "") -> list[str]:
    """The explanation of the one provision at the citation that governs the day."""
    edition, at = decision.evaluation.edition, off(on_day)
    every = [*edition.bars, *edition.overlays, *edition.notices]
    found = [
        one
        for one in every
        if one.provision.citation == citation and name in ("", one.provision.name) and one.first_day <= at < one.end_day
    ]
    (standing,) = found
    return list(said_lines(Explanation(decision.evaluation, at).of(standing), texts(language)))


# --- decisions of the law ---------------------------------------------------------------------------------------------


LEFT = case(
    "2022-09-01", "2022-12-31", employment_end=[resigned("2022-08-31", "2022-08-10")],
    valid_reason=[{"on": "2022-09-05", "about": "end", "accepted": False}],
)  # fmt: skip


def test_a_suspension_is_explained_with_its_days_and_the_judgement() -> None:
    """What was counted from where, under which law, and who found what: facts, values and citations."""
    lines = why(decided([LEFT]), "2022-09-20", "TTL 2a:1.1", name="leaving_work")
    said = texts("en")
    row, reason = said.kind("employment_end"), said.attribute("employment_end", "valid_reason")
    manner, resigned_says = (
        said.attribute("employment_end", "manner"),
        said.option("employment_end", "manner", "resigned"),
    )
    titles = [said.concept(name) for name in ("resigned", "valid_reason")]
    assert lines[:8] == [
        f"{row}, 31 August 2022 [yes]",
        "  45 days after 31 August 2022",
        "  The law is chosen by the day: 10 August 2022 [yes]",
        "  The consequence follows, earlier conduct taken into account [yes]",
        f"    {said.concept('left_blamably')} (TTL 2a:1.1) [yes]",
        "      The law is chosen by the day: 10 August 2022 [yes]",
        f"      {titles[0]} (TTL 2a:1.1) [yes]",
        "        The law is chosen by the day: 10 August 2022 [yes]",
    ]
    assert f"        {manner}: {resigned_says} [yes]" in lines
    assert f"      {titles[1]} (TTL 2a:2.2) [no]" in lines
    assert f"        {reason}: no [no]" in lines


def _has(lines: list[str], *wanted: str) -> bool:
    return all(any(one in line for line in lines) for one in wanted)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("fi", ("45 päivää päivän 31.8.2022 jälkeen", "10.8.2022", "(TTL 2a:2.2) [ei]", "[kyllä]")),
        ("sv", ("45 dagar efter dagen 31.8.2022", "10.8.2022", "(TTL 2a:2.2) [nej]", "[ja]")),
        ("en", ("45 days after 31 August 2022", "10 August 2022", "(TTL 2a:2.2) [no]", "[yes]")),
    ],
)
def test_an_explanation_is_the_same_in_every_language(language: str, wanted: tuple[str, ...]) -> None:
    """The same lines in the same order; days and states as the language writes them."""
    lines = why(decided([LEFT]), "2022-09-20", "TTL 2a:1.1", language, "leaving_work")
    assert _has(lines, *wanted)
    assert len(lines) == len(why(decided([LEFT]), "2022-09-20", "TTL 2a:1.1", "en", "leaving_work"))


def test_a_day_outside_the_suspension_has_no_line_of_it() -> None:
    """The rows that could not give the day say nothing of it."""
    assert why(decided([LEFT]), "2022-10-16", "TTL 2a:1.1", name="leaving_work") == []
    assert why(decided([LEFT]), "2022-10-15", "TTL 2a:1.1", name="leaving_work") != []


def test_what_is_not_judged_is_said_to_be_so() -> None:
    """An official has not yet looked: the line says it, and the state is not known."""
    unjudged = {**LEFT, "facts": {**LEFT["facts"], "valid_reason": []}}
    lines = why(decided([unjudged]), "2022-09-20", "TTL 2a:1.1", name="leaving_work")
    assert _has(lines, "45 days after 31 August 2022", "(TTL 2a:2.2) [not known]", "not known [not known]")


def test_silence_is_a_line_of_its_own() -> None:
    """A day not answered for: the kind that may hide a row is named."""
    silent = case(
        "2022-09-01", "2022-12-31", answered_for=[{"from": "2010-01-01", "subjects": ["stops", "study", "business"]}]
    )
    lines = why(decided([silent]), "2022-09-20", "TTL 2:1.2")
    assert _has(lines, "these days have not been answered for [not known]", "(TTL 1:5.1(4)) [not known]")


WORK = {
    "id": "job",
    "from": "2022-10-01",
    "through": "2022-10-20",
    "hours_share": Decimal("80.01"),
    "pay_month": 2500,
    "regular_work_agreed": True,
}


def test_full_time_work_is_explained_with_hours_and_length() -> None:
    """Over two weeks of over 80 per cent: period, share and limit."""
    lines = why(decided([case("2022-09-01", "2022-12-31", employment=[WORK])]), "2022-10-05", "TTL 2:1.2")
    assert _has(
        lines, "Lasts without a break for more than 14 days [yes]", "1 October 2022–20 October 2022 [yes]",
        "(80.01%) is more than 80% [yes]", "(TTL 1:5.1(4)) [yes]",
    )  # fmt: skip


def test_alternatives_that_do_not_hold_are_left_out_and_failing_conditions_are_named() -> None:
    """Two weeks exactly: the right is not taken, and the reason is the length."""
    short = {**WORK, "through": "2022-10-14"}
    decision = decided([case("2022-09-01", "2022-12-31", employment=[short])])
    assert decision.timelines["basic"].outcome.tolist() == [Outcome.RIGHT, Outcome.RIGHT_WITH_NOTICE, Outcome.RIGHT]
    assert _has(why(decision, "2022-10-05", "TTL 4:1"), "(TTL 1:5.1(4)) [yes]", "1 October 2022–14 October 2022 [yes]")


def test_days_before_any_text_of_a_concept_are_explained_without_it() -> None:
    """2014: the act that gave the rule of two weeks governs from 2018 on. It once broke the explanation."""
    old = case("2014-03-01", "2014-06-30", employment=[{**WORK, "from": "2014-04-01", "through": "2014-04-05"}])
    lines = why(decided([old]), "2014-04-02", "TTL 4:1")
    assert _has(lines, "(TTL 1:5.1(4)) [yes]", "1 April 2014–5 April 2014 [yes]")
    assert not any("TTL 2:1.2" in line for line in lines)


def test_an_open_reading_is_named_with_what_it_chooses_between() -> None:
    """A reading of days set to both is a line; set to one, it is that reading's lines."""
    row = {"from": "2020-04-01", "ground": "outside_cause"}
    stopped = case("2020-04-01", "2020-05-31", equated_stop=[row])
    both = why(decided([stopped]), "2020-04-10", "TTL 11:4b.1")
    assert _has(both, "The reading of the law is open: ")
    one = why(decided([stopped], reasons_equated_with_layoff="read_in"), "2020-04-10", "TTL 11:4b.1")
    assert not _has(one, "The reading of the law is open: ")
    assert _has(one, "from 1 April 2020 [yes]")


def test_presumptions_say_that_an_official_may_judge() -> None:
    """A disease effect as stated: not judged separately."""
    facts: dict[str, Any] = {
        "business": [{"id": "shop", "from": "2020-03-01"}],
        "business_workload": [{"business": "shop", "from": "2020-03-01", "value": "full_time"}],
        "business_income": [
            {
                "business": "shop",
                "from": "2020-04-01",
                "through": "2020-04-30",
                "amount": Decimal("1089.66"),
                "entrepreneurs_working": 1,
                "fell_because_of_disease": True,
            }
        ],
        "benefit": [{"from": "2020-03-01", "kind": "labour_market_subsidy"}],
    }
    decision = decided([case("2020-03-20", "2020-05-31", **facts)])
    lines = why(decision, "2020-04-10", "TTL 11:4c.5")
    assert _has(
        lines, "(EUR 1,089.66) is less than EUR 1,089.67 ", "not judged separately, so what follows decides [yes]"
    )


def every_standing(decision: Decision) -> Iterator[Standing]:
    edition = decision.evaluation.edition
    yield from (*edition.bars, *edition.overlays, *edition.notices)


def test_every_ground_of_random_people_can_be_said_in_every_language() -> None:
    """Whatever happens to the law's people, whatever is not known: no text is missing and no line is empty."""
    from .test_questions import random_case

    for seed in range(25):
        decision = decided([random_case(seed)])
        window = range(
            int(decision.evaluation.caseload.asked_from[0]), int(decision.evaluation.caseload.asked_until[0]), 17
        )
        for standing in every_standing(decision):
            for at in window:
                lines = Explanation(decision.evaluation, at).of(standing)
                for language in LANGUAGES:
                    assert all(line.strip() for line in said_lines(lines, texts(language)))


# --- outlines ---------------------------------------------------------------------------------------------------------


def flat(found: Outline) -> list[str]:
    return [found.says, *(line for below in found.below for line in flat(below))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_provision_of_the_law_has_an_outline(language: str) -> None:
    """Every word of every provision has its text. A reading compared with a day once had none."""
    said = texts(language)
    for provision in BOOK.provisions:
        lines = flat(outline(provision.expression, said))
        assert lines
        assert all(line.strip() for line in lines)
        assert not any("{" in line for line in lines)


def test_an_outline_says_numbers_options_and_places() -> None:
    """One provision word by word."""
    provision = next(one for one in BOOK.provisions if one.name == "laid_off_from_16_march_2020")
    lines = flat(outline(provision.expression, texts("en")))
    assert any("16 March 2020" in line for line in lines)
    assert lines[0].startswith("open reading: ")
    assert "other days" not in lines[0]


HARBOUR_TEXTS = {"sw": dict.fromkeys(LANGUAGES, "word")}


def harbour_texts(language: str) -> Texts:
    """The words of the book, and for every name of the harbour the name itself."""
    tables = dict(texts(language).tables)
    facts: dict[str, Any] = {}
    for name, kind in KINDS.items():
        entry: dict[str, Any] = {"name": {language: name}}
        for key, attribute in kind.attributes.items():
            options = {option: {language: option} for option in getattr(attribute, "options", ())}
            entry[key] = {"name": {language: key}, "options": options}
        facts[name] = entry
    named = [one.name for one in WORDS] + ["is_heavy", "storms_in_order"]
    tables["facts"] = facts
    tables["switches"] = {name: {"name": {language: name}} for name in ("winds", "tides")}
    tables["provisions"] = {f"ML 1:1@1/2020#{name}": {"title": {language: name}} for name in named}
    tables["concepts"] = {name: f"ML 1:1@1/2020#{name}" for name in named}
    return Texts(language, tables)


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_book_has_an_outline(language: str) -> None:
    """The invented law uses every operation there is: none is without its text."""
    book = book_of([*WORDS, *OPEN_WORDS])
    tried = {node.op for provision in book.provisions for node in provision.expression.walk()}
    assert tried == {*_OPERATIONS, "chronicle"}
    for provision in book.provisions:
        assert all(
            line.strip() and "{" not in line for line in flat(outline(provision.expression, harbour_texts(language)))
        )


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize(
    ("node", "says"),
    [
        (lambda ship, storm: ship.weight <= count(3), "weight is at most 3"),
        (lambda ship, storm: count(3) < ship.weight, "weight is more than 3"),
        (lambda ship, storm: ship.launched >= "2020-03-16", "launched is on or after 16 March 2020"),
        (lambda ship, storm: ship.launched < plus(ship.start, months(2)), "launched is before ship begins + 2 months"),
        (lambda ship, storm: one_of(ship.flag, "red", "blue"), "flag: red or blue"),
        (
            lambda ship, storm: earliest_of(ship.hired, ship.launched, ship.sunk) <= ship.end,
            "the earliest of: hired; launched; sunk is on or before ship ends",
        ),
        (
            lambda ship, storm: latest_of(ship.hired, ship.sunk) >= monday_of(ship.start),
            "Monday of the week: ship begins is on or before the latest of: hired; sunk",
        ),
        (
            lambda ship, storm: in_its_year(ship.start, "09-01") <= ship.end,
            "1 September of the year of: ship begins is on or before ship ends",
        ),
        (lambda ship, storm: comes(ship.sunk), "sunk has come"),
        (lambda ship, storm: storm.ship.is_there, "ship is on record"),
        (lambda ship, storm: storm.ship.began <= storm.day, "ship began is on or before storm begins"),
        (lambda ship, storm: ship.weight < TOLL.at(ship.launched), "weight is less than 1–4 (by year)"),
        (
            lambda ship, storm: ship.weight * ship.crew < larger_of(ship.crew, count(2)),
            "weight × crew is less than the larger of: crew; 2",
        ),
        (lambda ship, storm: sum_of(ship.weight, ship.crew) > count(3), "weight + crew is more than 3"),
        (
            lambda ship, storm: share_of(ship.weight, ship.crew) >= percent(3),
            "weight; of this the share: crew is at least 3%",
        ),
        (
            lambda ship, storm: days_inclusive(ship.launched, ship.start) > days(3),
            "days (launched – ship begins) is more than 3 days",
        ),
        (
            lambda ship, storm: reading("winds", north=ship.launched, south=ship.start) <= on("2020-01-06"),
            "open reading: winds is on or before 6 January 2020",
        ),
        (
            lambda ship, storm: choose(ship.launched, when=ship.leaky, otherwise=ship.start) <= ship.end,
            "launched if leaky, else ship begins is on or before ship ends",
        ),
        (
            lambda ship, storm: choose(ship.weight, when=ship.crew < count(2), otherwise=ship.crew) < count(9),
            "weight if crew is less than 2, else crew is less than 9",
        ),
        (lambda ship, storm: days_from(storm.day, days(3)), "3 days from: storm begins"),
        (lambda ship, storm: days_between(ship.start, ship.sunk), "from ship begins until sunk"),
        (lambda ship, storm: each_year(ship.start, ship.sunk), "each year: from ship begins until sunk"),
        (
            lambda ship, storm: untold(storm, on=during(ship)),
            "storm: not told of on these days; from them on perhaps every day",
        ),
        (
            lambda ship, storm: start_of(during(ship), at=storm.day) <= storm.day,
            "start of the stretch: times of: ship is on or before storm begins",
        ),
    ],
)
def test_an_outline_says_what_stands_in_the_provision(node: Any, says: str) -> None:
    """Each word with its parts, the fact before the number of the law."""
    written = node(Ship(), Storm())
    text = outline(written, harbour_texts("en"))
    assert text.says == says


@pytest.mark.usefixtures("harbour")
def test_conditions_stand_below_and_always_is_not_said() -> None:
    """A word with a condition has it below; without one it stands alone."""
    ship, storm = Ship(), Storm()
    said = harbour_texts("en")
    assert outline(during(ship), said) == Outline("times of: ship")
    assert outline(during(ship, when=no(ship.leaky)), said) == Outline(
        "times of: ship", [Outline("not", [Outline("leaky")])]
    )
    assert outline(days_from(storm.day, days(3), when=any_of(storm.force > count(3), always())), said).below == [
        Outline("any of these", [Outline("force is more than 3")])
    ]
    assert outline(days_from(storm.day, days(3)), said).below == []
    assert outline(beyond_first(during(ship), days(3)), said) == Outline(
        "stretches beyond their first 3 days", [Outline("times of: ship")]
    )


# --- the harbour explained --------------------------------------------------------------------------------------------


def explained(provision: Any, said: Case, number: int, *, concepts: tuple[Any, ...] = (), **switches: str) -> list[str]:
    """The lines of one provision of the harbour on one day, with the names of lines for texts."""
    shelf = Shelf()
    book = book_of([*WORDS])
    shelf.provisions += book.provisions
    for one in (*concepts, provision):
        one.__doc__ = "Said in the words of the book."
        shelf.provision("ML 9:9", "Sana", act="1/2020", governs=ALWAYS)(one)
    read, problems = read_cases([person(), said], known_at=KNOWN_AT)
    assert problems == []
    decision = decide(read[0].caseload, harbour_book(shelf), known_at=KNOWN_AT, switches=switches)
    (bar,) = decision.evaluation.edition.bars
    decision.evaluation.days_of(bar)
    return list(said_lines(Explanation(decision.evaluation, off(day(number)), 1).of(bar), harbour_texts("en")))


SHIP = {
    "id": "s",
    "from": day(0),
    "through": day(19),
    "weight": 5,
    "crew": 2,
    "flag": "red",
    "leaky": True,
    "launched": day(-9),
}


@pytest.mark.usefixtures("harbour")
def test_lines_of_rows_say_what_held_and_what_failed() -> None:
    """Of conditions that hold all are said; if one fails, only what fails."""

    def bar(ship: Ship) -> Any:
        return no_right(
            during(
                ship,
                when=all_of(ship.leaky, any_of(ship.weight > count(9), one_of(ship.flag, "red", "blue")), always()),
            )
        )

    assert explained(bar, person(ship=[SHIP]), 5) == [
        "ship, 6 January 2020–25 January 2020 [yes]",
        "  leaky: yes [yes]",
        "  flag: red [yes]",
    ]
    failing = person(ship=[{**SHIP, "flag": "green"}])
    assert explained(bar, failing, 5) == [
        "ship, 6 January 2020–25 January 2020 [no]",
        "  weight (5) is more than 9 [no]",
        "  flag: green [no]",
    ]
    unknown = person(ship=[{**SHIP, "flag": ["green", "red"], "weight": {"at_least": 3}}])
    assert explained(bar, unknown, 5) == [
        "ship, 6 January 2020–25 January 2020 [not known]",
        "  leaky: yes [yes]",
        "  weight (at least 3) is more than 9 [not known]",
        "  flag: red or green [not known]",
    ]
    assert explained(bar, person(ship=[SHIP]), 20) == []


@pytest.mark.usefixtures("harbour")
def test_lines_of_counted_days_say_day_and_length() -> None:
    """From which day, how long; a day that is not known reaches as far as it may."""

    def bar(storm: Storm) -> Any:
        return no_right(days_from(storm.day, choose(days(3), when=storm.force < count(4), otherwise=days(9))))

    blown = person(storm=[{"on": day(4), "force": 6}])
    assert explained(bar, blown, 12) == ["storm, 10 January 2020 [yes]", "  9 days from 10 January 2020 on"]
    assert explained(bar, blown, 13) == []
    maybe = person(storm=[{"on": {"earliest": day(4), "latest": day(6)}, "force": 1}])
    assert explained(bar, maybe, 8) == [
        "storm, 10 January 2020–12 January 2020 [yes]",
        "  3 days from 10 January 2020–12 January 2020 on",
    ]

    def by_months(storm: Storm) -> Any:
        return no_right(days_from(storm.day, months(1)))

    assert explained(by_months, blown, 34)[-1] == "  1 months from 10 January 2020 on"

    def open_ended(ship: Ship) -> Any:
        return no_right(days_from(ship.sunk, days(2)))

    assert explained(open_ended, person(ship=[{**SHIP, "sunk": "unknown"}]), 60) == [
        "ship, 6 January 2020–25 January 2020 [yes]", "  2 days from sunk (not known) on",
    ]  # fmt: skip


@pytest.mark.usefixtures("harbour")
def test_lines_of_days_between_reach_to_the_other_day() -> None:
    """From one day until another."""

    def bar(ship: Ship) -> Any:
        return no_right(days_between(ship.launched, ship.sunk))

    assert explained(bar, person(ship=[{**SHIP, "sunk": day(40)}]), 39) == [
        "ship, 6 January 2020–25 January 2020 [yes]"
    ]
    assert explained(bar, person(ship=[{**SHIP, "sunk": day(40)}]), 40) == []


@pytest.mark.usefixtures("harbour")
def test_lines_of_every_year_are_of_the_rows_that_have_the_day() -> None:
    """A stretch of another year, and not one that leaves the day out."""

    def bar(ship: Ship) -> Any:
        return no_right(each_year(ship.launched, ship.sunk))

    years_before = {**SHIP, "launched": "2017-01-20", "sunk": "2017-02-01"}
    assert explained(bar, person(ship=[years_before]), 20) == ["ship, 6 January 2020–25 January 2020 [yes]"]
    assert explained(bar, person(ship=[years_before]), 40) == []


@pytest.mark.usefixtures("harbour")
def test_lines_of_sets_say_what_they_are_made_of() -> None:
    """Alternatives that hold; of conditions those that fail; lengths; what may be otherwise."""

    def bar(ship: Ship, voyage: Voyage) -> Any:
        return no_right(any_of(minus(during(ship), during(voyage)), beyond_first(during(voyage), days(5))))

    sailed = person(ship=[SHIP], voyage=[{"from": day(10)}])
    assert explained(bar, sailed, 5) == ["ship, 6 January 2020–25 January 2020 [yes]"]
    assert explained(bar, sailed, 30) == ["After the first 5 days [yes]", "  voyage, from 16 January 2020 [yes]"]

    def both(ship: Ship, voyage: Voyage) -> Any:
        return no_right(all_of(during(ship), during(voyage, when=voyage.far)))

    assert explained(both, sailed, 12) == ["voyage, from 16 January 2020 [no]", "  far: no [no]"]

    def other_days(voyage: Voyage) -> Any:
        return no_right(no(during(voyage)))

    assert explained(other_days, sailed, 12) == ["voyage, from 16 January 2020 [yes]"]

    def maybe(ship: Ship) -> Any:
        return no_right(perhaps(during(ship)))

    assert explained(maybe, sailed, 5) == [
        "May be otherwise: an official judges [not known]",
        "  ship, 6 January 2020–25 January 2020 [yes]",
    ]
    assert explained(maybe, sailed, 25) == []

    def silent(ship: Ship, voyage: Voyage) -> Any:
        return no_right(untold(voyage, on=during(ship)))

    told = "voyage: not told, though it should have been [not known]"
    later = person(ship=[{**SHIP, "from": day(5)}])
    assert [explained(silent, later, number) for number in (4, 5, 25)] == [[], [told], [told]]


@pytest.mark.usefixtures("harbour")
def test_lines_of_judgements_say_who_decided() -> None:
    """Judged; not judged and open; not judged and presumed."""

    def bar(ship: Ship) -> Any:
        return no_right(during(ship, when=unless_judged(ship.sound, ship.leaky)))

    survey = [{"on": day(1), "about": "s", "passed": False}]
    assert explained(bar, person(ship=[SHIP], survey=survey), 5)[1:] == ["  sound: no (judged by an official) [no]"]
    assert explained(bar, person(ship=[SHIP]), 5)[1:] == [
        "  sound: not judged separately, so what follows decides [yes]",
        "    leaky: yes [yes]",
    ]
    assert explained(bar, person(ship=[{**SHIP, "leaky": "unknown"}]), 5)[1:] == [
        "  sound: not yet judged by an official [not known]", "    leaky: not known [not known]",
    ]  # fmt: skip

    def only_judged(ship: Ship) -> Any:
        return no_right(during(ship, when=unless_judged(ship.sound, not_known())))

    assert explained(only_judged, person(ship=[SHIP]), 5)[1:] == ["  sound: not yet judged by an official [not known]"]


@pytest.mark.usefixtures("harbour")
def test_lines_of_look_ups_links_and_readings() -> None:
    """What another row or the person's days say, and what a reading chooses."""

    def bar(storm: Storm, voyage: Voyage, cargo: Cargo) -> Any:
        looked = all_of(
            storm.ship.is_there,
            holds(during(voyage), at=storm.day),
            exists(cargo, about=storm.ship.link, when=cargo.heavy),
            comes(storm.ship.sunk),
            no(no(storm.ship.leaky)),
            choose(storm.ship.leaky, when=storm.force > count(1), otherwise=not_known()),
            any_of(not_known(), storm.force > count(1)),
        )
        return no_right(days_from(storm.day, days(2), when=looked))

    said = person(
        ship=[{**SHIP, "sunk": day(60)}],
        storm=[{"on": day(4), "force": 2, "ship": "s"}],
        voyage=[{"from": day(0)}],
        cargo=[{"ship": "s", "from": day(0), "heavy": True}],
    )
    assert explained(bar, said, 4) == [
        "storm, 10 January 2020 [yes]",
        "  2 days from 10 January 2020 on",
        "  ship is on record [yes]",
        "  The condition holds on 10 January 2020 [yes]",
        "  cargo meets the condition [yes]",
        "  sunk (6 March 2020) has come [yes]",
        "  leaky: yes [yes]",
        "  The final decision, or before it an official's judgement [yes]",
        "  Another circumstance: an official judges [not known]",
        "  force (2) is more than 1 [yes]",
    ]

    def by_wind(ship: Ship) -> Any:
        return no_right(during(ship, when=reading("winds", north=ship.leaky, south=ship.weight > count(9))))

    sailed = person(ship=[SHIP])
    assert explained(by_wind, sailed, 5, winds="north")[1:] == ["  leaky: yes [yes]"]
    assert explained(by_wind, sailed, 5, winds="both")[1:] == ["  leaky: yes [yes]", "  weight (5) is more than 9 [no]"]

    def by_tide(ship: Ship) -> Any:
        return no_right(reading("tides", high=during(ship), low=during(ship, when=ship.weight > count(9))))

    row = "ship, 6 January 2020–25 January 2020"
    assert explained(by_tide, sailed, 5) == [
        "The reading of the law is open: tides [not known]",
        f"  {row} [yes]",
        f"  {row} [no]",
        "    weight (5) is more than 9 [no]",
    ]
    assert explained(by_tide, sailed, 5, tides="high") == [f"{row} [yes]"]


@pytest.mark.usefixtures("harbour")
def test_storms_of_one_day_name_the_reading_that_leaves_them_open() -> None:
    """Only where two came on one day, and nothing else leaves open what followed."""

    def in_order(storm: Storm) -> Any:
        heavy = then("port", nth=(2, 4))
        return chronicle(
            step(storm.day, when=storm.force > count(1), tally="heavy", within=days(20), then=(heavy,)),
            of_one_day="tides",
        )

    def bar(storm: Storm, in_order: Any) -> Any:
        return no_right(days_from(storm.day, days(2), when=followed(in_order, "port", storm)))

    def lines(*storms: dict[str, Any], **switches: str) -> list[str]:
        return [line.strip() for line in explained(bar, person(storm=[*storms]), 10, concepts=(in_order,), **switches)]

    named = "The reading of the law is open: tides [not known]"
    twice = {"on": day(10), "force": 3}
    assert lines(twice, twice).count(named) == 1
    assert named not in lines(twice, twice, tides="high")
    assert named not in lines(twice, {"on": day(10)}, tides="high")
    assert named not in lines({"on": day(9), "force": 3}, {"on": day(10)})


@pytest.mark.usefixtures("harbour")
def test_a_storm_after_a_shield_names_the_reading_of_counting_anew() -> None:
    """Where it may be forgotten what led to the shield, and nowhere else."""

    def in_order(storm: Storm) -> Any:
        opens = plus(storm.day, days(5))
        shut = then(
            "shut", nth=(2, 4), shield="quarantine", on=(storm.day, opens), clears=("heavy",),
            anew=reading("tides", high=never(), low=opens),
        )  # fmt: skip
        return chronicle(step(storm.day, when=storm.force > count(1), tally="heavy", within=days(20), then=(shut,)))

    def bar(storm: Storm, in_order: Any) -> Any:
        return no_right(days_from(storm.day, days(2), when=followed(in_order, "shut", storm)))

    def lines(*on: int, **switches: str) -> list[str]:
        storms = [{"on": day(at), "force": 3} for at in on]
        return [line.strip() for line in explained(bar, person(storm=storms), on[-1], concepts=(in_order,), **switches)]

    named = "The reading of the law is open: tides [not known]"
    assert lines(3, 4, 10).count(named) == 1
    assert named not in lines(3, 4, 10, tides="high")
    assert named not in lines(3, 4)


@pytest.mark.usefixtures("harbour")
def test_versions_of_a_step_are_told_once_and_what_divides_them_only_where_it_is_not_known() -> None:
    """The condition that they share is the reason; which of them it is matters where nobody knows."""

    def in_order(storm: Storm) -> Any:
        strong = reading("tides", high=storm.force > count(2), low=storm.force > count(6))
        shared = {"when": storm.force > count(1), "then": (then("port"),)}
        return chronicle(step(storm.day, version=strong, **shared), step(storm.day, version=no(strong), **shared))  # type: ignore[arg-type]

    def bar(storm: Storm, in_order: Any) -> Any:
        return no_right(days_from(storm.day, days(2), when=followed(in_order, "port", storm)))

    def lines(force: int) -> list[str]:
        storms = person(storm=[{"on": day(10), "force": force}])
        return [line.strip() for line in explained(bar, storms, 10, concepts=(in_order,)) if "force" in line]

    assert lines(2) == ["force (2) is more than 1 [yes]"]
    assert lines(7) == ["force (7) is more than 1 [yes]"]
    assert lines(3) == ["force (3) is more than 1 [yes]"] + 2 * [
        "force (3) is more than 2 [yes]",
        "force (3) is more than 6 [no]",
    ]


@pytest.mark.usefixtures("harbour")
def test_a_day_that_a_reading_gives_is_said_as_the_chosen_one_gives_it() -> None:
    """How it came about is said of one reading, and of several only between which days it lies."""

    def bar(ship: Ship) -> Any:
        limit = reading("winds", north=plus(ship.start, days(3)), south=plus(ship.start, days(30)))
        return no_right(during(ship, when=ship.launched < limit))

    def line(**switches: str) -> str:
        return explained(bar, person(ship=[SHIP]), 5, **switches)[1].strip()

    assert line().endswith("(6 January 2020 + 3 days) [yes]")
    assert line(winds="south").endswith("(6 January 2020 + 30 days) [yes]")
    assert "+" not in line(winds="both")


@pytest.mark.usefixtures("harbour")
def test_lines_of_concepts_name_the_text_that_says_it() -> None:
    """A concept of days and one of rows, with what stands below; one whose text governs other days is left out."""

    def bar(days_governed: Days, ship: Ship, is_heavy: Truth) -> Any:
        return no_right(any_of(days_governed, during(ship, when=is_heavy)))

    said = person(ship=[{**SHIP, "through": day(70)}])
    row = "ship, 6 January 2020–16 March 2020 [yes]"
    heavy = ["  is_heavy (ML 1:1) [yes]", "    weight (5) is more than 3 [yes]"]
    assert explained(bar, said, 30) == ["days_governed (ML 1:1) [yes]", f"  {row}", row, *heavy]
    assert explained(bar, said, 60) == [row, *heavy]
    light = person(ship=[{**SHIP, "weight": 2}])
    assert explained(bar, light, 5) == [
        "ship, 6 January 2020–25 January 2020 [no]",
        "  is_heavy (ML 1:1) [no]",
        "    weight (2) is more than 3 [no]",
    ]


@pytest.mark.usefixtures("harbour")
def test_values_inside_lines_are_said_with_their_parts() -> None:
    """Sums, products and named numbers; a value that no word names is said as what it came to."""

    def bar(ship: Ship) -> Any:
        all_said = all_of(
            ship.launched <= plus(ship.start, days(3)),
            ship.weight * ship.crew > count(4),
            ship.weight >= TOLL.at(ship.launched),
            larger_of(ship.weight, ship.crew) > count(2),
            earliest_of(ship.hired, ship.launched) < on("2020-01-08"),
            latest_of(ship.hired) < "2030-01-01",
        )
        return no_right(during(ship, when=all_said))

    assert explained(bar, person(ship=[SHIP]), 5)[1:] == [
        "  launched (28 December 2019) is on or before 9 January 2020 (6 January 2020 + 3 days) [yes]",
        "  10 (weight (5) × crew (2)) is more than 4 [yes]",
        "  weight (5) is at least 1 [yes]",
        "  5 is more than 2 [yes]",
        "  28 December 2019 is before 8 January 2020 [yes]",
        "  does not apply is before 1 January 2030 [yes]",
    ]


@pytest.mark.usefixtures("harbour")
def test_days_of_one_thing_are_explained_by_its_own_rows() -> None:
    """A cargo of which a storm took the day is not named; of two ships the other's is."""

    def bar(cargo: Cargo, storm: Storm) -> Any:
        taken = days_between(storm.day, plus(storm.day, days(5)))
        return no_right(minus_same(during(cargo), taken, about="ship"))

    ships = [{**SHIP, "id": name} for name in ("a", "b")]
    cargo = [{"ship": "a", "from": "2020-01-06", "heavy": True}, {"ship": "b", "from": "2020-01-07", "heavy": True}]
    said = person(ship=ships, cargo=cargo, storm=[{"ship": "a", "on": "2020-01-09", "force": 3}])
    assert explained(bar, said, 1) == ["cargo, from 6 January 2020 [yes]", "cargo, from 7 January 2020 [yes]"]
    assert explained(bar, said, 4) == ["cargo, from 7 January 2020 [yes]", "storm, 9 January 2020 [yes]"]


@pytest.mark.usefixtures("harbour")
def test_a_concept_of_rows_that_was_not_known_yet_has_no_line() -> None:
    """A book read at a day before the concept: the condition fails, and there is no text to name."""

    def heavy(ship: Ship) -> Truth:
        """Known late."""
        return ship.weight > count(3)

    def bar(ship: Ship, heavy: Truth) -> Any:
        """Heavy or leaky."""
        return no_right(during(ship, when=any_of(heavy, ship.leaky)))

    shelf = Shelf()
    shelf.provision("ML 1:1", "Sana", act="1/2020", governs=box(benefit_day="2030-01-01/"))(heavy)
    shelf.provision("ML 1:2", "Sana", act="1/2020", governs=ALWAYS)(bar)
    read, _ = read_cases([person(ship=[{**SHIP, "leaky": False}])], known_at=KNOWN_AT)
    decision = decide(read[0].caseload, harbour_book(shelf), known_at=KNOWN_AT)
    lines = Explanation(decision.evaluation, off(day(5))).of(decision.evaluation.edition.bars[0])
    assert list(said_lines(lines, harbour_texts("en")))[1:] == ["  leaky: no [no]"]


# --- values in words --------------------------------------------------------------------------------------------------


def test_there_are_three_languages() -> None:
    """A fourth is refused, and so is a text that is not there."""
    with pytest.raises(BookError, match="No texts in 'de': use fi, sv or en"):
        texts("de")
    with pytest.raises(BookError, match=r"The text words\.nonsense is missing in fi"):
        texts("fi").of("words", "nonsense")


@pytest.mark.parametrize(
    ("value", "unit", "fi", "en"),
    [
        (108967, "cents", "1 089,67 €", "EUR 1,089.67"),
        (100, "cents", "1,00 €", "EUR 1.00"),
        (8000, "percent", "80 %", "80%"),
        (8001, "percent", "80,01 %", "80.01%"),
        (450, "credits", "4,50 op", "4.50 credits"),
        (14, "days", "14 päivää", "14 days"),
        (3, "count", "3", "3"),
        (180, "minutes", "180 minuuttia", "180 minutes"),
    ],
)
def test_amounts_are_written_as_the_language_does(value: int, unit: str, fi: str, en: str) -> None:
    """Commas, spaces and the place of the sign."""
    assert (texts("fi").amount(value, unit), texts("en").amount(value, unit)) == (fi, en)


def said_value(lo: int, hi: int, unit: str = "", **more: Any) -> str:
    return texts("en").value({"value": [lo, hi], "unit": unit, **more})


def test_ranges_are_written_by_what_is_known_of_them() -> None:
    """From, to, between, at least, at most, or nothing at all."""
    infinite = int(INFINITE)
    assert [said_value(lo, hi, "days") for lo, hi in ((5, 5), (0, infinite), (5, infinite), (0, 5), (4, 6))] == [
        "5 days", "not known", "at least 5 days", "at most 5 days", "4 days–6 days",
    ]  # fmt: skip
    march, april = off("2020-03-16"), off("2020-04-01")
    ranges = ((march, march), (0, TOP), (march, TOP), (0, march), (march, april), (TOP, TOP))
    assert [said_value(lo, hi) for lo, hi in ranges] == [
        "16 March 2020",
        "not known",
        "from 16 March 2020",
        "on or before 16 March 2020",
        "16 March 2020–1 April 2020",
        "never",
    ]
    assert [said_value(*bounds) for bounds in ((0, 0), (0, 1), (1, 1))] == ["no", "not known", "yes"]
    assert texts("en").value({"value": [], "unit": ""}) == "does not apply"
    extent = {"kind": "layoff", "name": "extent"}
    assert said_value(7, 7, options=["full", "shortened_hours", "shortened_week"], **extent) == "not known"
    assert " or " in said_value(3, 3, options=["full", "shortened_hours"], **extent)


def test_periods_are_written_with_both_days_included() -> None:
    """One day, some days, or from a day on."""
    said = texts("en")
    first = off("2020-03-16")
    assert [said.period(first, end) for end in (first + 1, first + 2, TOP)] == [
        "16 March 2020",
        "16 March 2020–17 March 2020",
        "from 16 March 2020",
    ]
    assert texts("sv").date(date(2020, 3, 16)) == "16.3.2020"
    assert (said.length({"days": 0, "months": 3}), said.length({"days": 45, "months": 0})) == ("3 months", "45 days")


def test_a_node_without_an_own_text_is_no_line() -> None:
    """A truth that has nothing to explain says nothing."""
    decision = decided([LEFT])
    explanation = Explanation(decision.evaluation, off("2022-09-20"))
    assert list(explanation._truth(always(), 0)) == []
    assert explanation._truth_state(Node("nothing"), 0) == ""
    assert offset_of(date(2022, 9, 20)) == explanation.day


@pytest.mark.usefixtures("harbour")
def test_a_row_is_named_from_its_earliest_day_on_and_while_its_work_may_go_on() -> None:
    """A ship that came on one of three days; one whose repair may be a full one."""

    def bar(ship: Ship, repair: Repair) -> Any:
        return no_right(working(ship, when=ship.leaky, stopped_by=((repair, repair.full),)))

    came = person(ship=[{**SHIP, "from": {"earliest": day(4), "latest": day(6)}}])
    assert len(explained(bar, came, 3)) == 0
    assert explained(bar, came, 4)[0].startswith("ship, ")
    mended = {"from": day(8), "through": day(12)}
    doubtful, full = (person(ship=[SHIP], repair=[{**mended, "full": how}]) for how in ("unknown", True))
    assert explained(bar, doubtful, 10)[0].startswith("ship, ")
    assert not any(line.startswith("ship, ") for line in explained(bar, full, 10))


@pytest.mark.usefixtures("harbour")
def test_two_texts_of_a_concept_that_may_both_govern_are_one_line() -> None:
    """A ship launched before the change of the text or after it: one line for the concept, by its newest text."""
    shelf = Shelf()

    @shelf.provision("ML 4:1", "Vuoto", act="2/2020", governs=box(built=f"{day(0)}/"), each=Ship, concludes="leaks")
    def leaks(ship: Ship) -> Any:
        """Vuotaa."""
        return ship.leaky

    @shelf.provision("ML 4:1", "Vuoto", act="1/2020", governs=box(built=f"/{day(0)}"), each=Ship, concludes="leaks")
    def leaks_before(ship: Ship) -> Any:
        """Vuotaa."""
        return ship.leaky

    @shelf.provision("ML 9:9", "Sana", act="1/2020", governs=ALWAYS)
    def bar(ship: Ship, leaks: Truth) -> Any:
        """Vuotava laiva estää."""
        return no_right(during(ship, when=leaks))

    either = person(ship=[{**SHIP, "launched": {"earliest": day(-9), "latest": day(9)}}])
    read, problems = read_cases([either], known_at=KNOWN_AT)
    assert problems == []
    decision = decide(read[0].caseload, harbour_book(shelf), known_at=KNOWN_AT)
    (row,) = Explanation(decision.evaluation, off(day(5))).of(decision.evaluation.edition.bars[0])
    assert [line.key for line in row.lines] == ["concept"]
    assert len(row.lines[0].lines) >= 2
