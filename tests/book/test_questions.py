"""Questions: what is not known and matters, who is asked, and what each answer would mean."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from toimi.book.answers import Outcome
from toimi.book.book import Book
from toimi.book.casefile import read_cases
from toimi.book.cells import READING, Part
from toimi.book.decision import Decision, decide
from toimi.book.facts import KINDS, DayOf, Fact, Judged, JudgedDay, NumberOf, OneOf, Ref, Shape, Source, YesNo
from toimi.book.provisions import Shelf
from toimi.book.questions import NOTHING_THERE, Effect, Question, questions
from toimi.book.words import (
    all_of,
    always,
    any_of,
    days,
    days_between,
    days_from,
    during,
    minus,
    no,
    no_right,
    not_known,
    one_of,
    reading,
    untold,
)
from toimi.book.worlds import MOST_WORLDS
from toimi.days.columns import INFINITE
from toimi.days.line import EPOCH, TOP, offset_of
from toimi.law.book import BOOK

from . import harbour
from .harbour import Catch, Ship, Storm, Voyage, Watch, day, person
from .leavers import KNOWN_AT, OPEN, SUBJECTS, decided, draft, outcomes
from .maybe import how_many, written
from .test_evaluate import ALWAYS

Case = dict[str, Any]
NO_RIGHT, RIGHT = Outcome.NO_RIGHT, Outcome.RIGHT


def asked_of(decision: Decision) -> list[Question]:
    return questions(decision.evaluation, decision.timelines)


def off(text: str) -> int:
    return offset_of(date.fromisoformat(text))


def case(first: str, through: str, **facts: list[dict[str, Any]]) -> Case:
    """A job seeker who claims the basic allowance on the days asked, with these facts."""
    usual = {
        "benefit": [{"from": first, "kind": "basic"}],
        "job_search": [{"from": first}],
        "seeks_full_time_work": [{"from": first, "value": True}],
        "answered_for": [{"from": "2010-01-01", "subjects": SUBJECTS}],
    }
    return {"asked": {"from": first, "through": through}, "facts": {**usual, **facts}}


def resigned(on: str, notice: Any, **more: Any) -> dict[str, Any]:
    return {"id": "end", "on": on, "manner": "resigned", "notice_given_on": notice, "would_have_lasted": 1000, **more}


# --- the law's own examples -------------------------------------------------------------------------------------------


def test_an_unknown_valid_reason_is_one_question_to_an_official() -> None:
    """TTL 2a:1: 45 days from the day after the last day, unless the reason was valid: one answer gives them back."""
    decision = decided([case("2022-09-01", "2022-12-31", employment_end=[resigned("2022-08-31", "2022-08-10")])])
    (question,) = asked_of(decision)
    assert (question.kind, question.row, question.name, question.asked_of) == (
        "employment_end",
        0,
        "valid_reason",
        Source.OFFICIAL,
    )
    assert (question.subject, question.days) == (None, ())
    period = ("basic", off("2022-09-01"), off("2022-10-16"))
    assert {effect.part: effect.outcomes for effect in question.effects} == {
        Part(1, 1): ((*period, RIGHT),), Part(0, 0): ((*period, NO_RIGHT),),
    }  # fmt: skip
    assert [effect.decides for effect in question.effects] == [45, 45]
    assert question.decides == 90


def test_what_every_answer_decides_alike_is_not_asked() -> None:
    """A notice on either side of 1 July 2019 costs the resigned 90 days: neither day nor reading is asked."""
    notice = {"earliest": "2019-06-20", "latest": "2019-07-10"}
    left = case(
        "2019-08-01", "2019-12-31", employment_end=[resigned("2019-07-31", notice)],
        valid_reason=[{"on": "2019-08-05", "about": "end", "accepted": False}],
    )  # fmt: skip
    decision = decided([left])
    assert asked_of(decision) == []
    assert outcomes(decision)["basic"] == [NO_RIGHT] * 90 + [RIGHT] * 63


def test_a_manner_that_matters_not_is_not_asked_and_one_that_does_is() -> None:
    """Resigned or rescinded by oneself: the same 45 days. Resigned or fixed term over: 45 days or none."""
    judged = {"valid_reason": [{"on": "2022-09-05", "about": "end", "accepted": False}]}
    alike = resigned("2022-08-31", "2022-08-10") | {"manner": ["resigned", "rescinded_by_employee"]}
    assert asked_of(decided([case("2022-09-01", "2022-12-31", employment_end=[alike], **judged)])) == []
    differs = resigned("2022-08-31", "2022-08-10") | {"manner": ["resigned", "fixed_term_over"]}
    (question,) = asked_of(decided([case("2022-09-01", "2022-12-31", employment_end=[differs], **judged)]))
    options = KINDS["employment_end"].attributes["manner"].options
    assert [options[effect.part.lo.bit_length() - 1] for effect in question.effects] == ["resigned", "fixed_term_over"]
    assert [[outcome for *_, outcome in effect.outcomes] for effect in question.effects] == [[NO_RIGHT], [RIGHT]]
    assert question.asked_of is Source.EMPLOYER


def test_a_silence_is_asked_of_the_person_with_subject_and_days() -> None:
    """Days that nobody has answered for: what happened, on which days; "nothing" gives a right."""
    answers = [
        {"from": "2010-01-01", "subjects": ["stops", "study", "business"]},
        {"from": "2010-01-01", "through": "2022-09-30", "subjects": ["work"]},
    ]
    (question,) = asked_of(decided([case("2022-09-01", "2022-12-31", answered_for=answers)]))
    assert (question.kind, question.row, question.name, question.subject) == ("employment", None, None, "work")
    assert question.asked_of is Source.PERSON
    assert question.days == ((off("2022-10-01"), off("2023-01-01")),)
    assert question.effects == (Effect(NOTHING_THERE, (("basic", off("2022-10-01"), off("2023-01-01"), RIGHT),), 92),)


def test_each_subject_is_asked_once() -> None:
    """Layoffs, stops and other breaks are one subject: a person in work who has answered for nothing but work."""
    work = {"id": "job", "from": "2020-01-01", "hours_share": 100, "pay_month": 2500, "regular_work_agreed": True}
    unanswered = case(
        "2022-09-01", "2022-12-31", employment=[work], answered_for=[{"from": "2010-01-01", "subjects": ["work"]}]
    )
    unanswered["person"] = {"birth_date": "1990-01-01"}  # of somebody who may be under 25 the birth date is asked too
    found = [(question.subject, question.asked_of) for question in asked_of(decided([unanswered]))]
    assert sorted(found) == [("business", Source.PERSON), ("stops", Source.PERSON), ("study", Source.PERSON)]


def test_an_open_reading_is_asked_as_a_reading() -> None:
    """Notice before and last day after 2 May 2022: 90 days or 45, by which day is read as the conduct."""
    left = case(
        "2022-05-16", "2022-09-30", employment_end=[resigned("2022-05-15", "2022-04-15")],
        valid_reason=[{"on": "2022-05-20", "about": "end", "accepted": False}],
    )  # fmt: skip
    decision = decided([left])
    assert outcomes(decision)["basic"] == [NO_RIGHT] * 45 + [OPEN] * 45 + [RIGHT] * 48
    (question,) = asked_of(decision)
    assert (question.kind, question.row, question.name, question.asked_of) == (
        READING,
        None,
        "conduct_day_of_leaving",
        Source.OFFICIAL,
    )
    period = ("basic", off("2022-06-30"), off("2022-08-14"))
    assert [(effect.part, effect.outcomes) for effect in question.effects] == [
        (Part(1, 1), ((*period, NO_RIGHT),)), (Part(2, 2), ((*period, RIGHT),)),
    ]  # fmt: skip
    for option, outcome in (("notice", NO_RIGHT), ("last_day", RIGHT)):
        set_so = decided([left], conduct_day_of_leaving=option)
        assert outcomes(set_so)["basic"] == [NO_RIGHT] * 45 + [outcome] * 45 + [RIGHT] * 48
        assert asked_of(set_so) == []


def test_the_most_deciding_question_comes_first() -> None:
    """Two ends of work, 45 days open after one and 20 of the days asked after the other."""
    ends = [
        resigned("2022-12-11", "2022-11-20") | {"id": "late"},
        resigned("2022-08-31", "2022-08-10") | {"id": "early"},
    ]
    found = asked_of(decided([case("2022-09-01", "2022-12-31", employment_end=ends)]))
    assert [(question.row, question.decides) for question in found] == [(1, 90), (0, 40)]


def test_a_question_that_matters_only_with_another_answer_is_asked() -> None:
    """Two reasons, and only both together give the day back: each changes something in some combination."""
    ends = [resigned("2022-08-31", "2022-08-10") | {"id": "one"}, resigned("2022-08-31", "2022-08-10") | {"id": "two"}]
    found = asked_of(decided([case("2022-09-01", "2022-12-31", employment_end=ends)]))
    assert [(question.kind, question.name) for question in found] == [("employment_end", "valid_reason")] * 2
    assert [[effect.decides for effect in question.effects] for question in found] == [[0, 45], [0, 45]]


def test_a_question_that_matters_under_one_answer_to_a_silence_is_asked() -> None:
    """A business of unknown workload bars everything if full-time: the reason for leaving matters if it is not."""
    both = case(
        "2022-09-01",
        "2022-12-31",
        employment_end=[resigned("2022-08-31", "2022-08-10")],
        business=[{"id": "shop", "from": "2015-01-01"}],
    )
    found = {(question.kind, question.name) for question in asked_of(decided([both]))}
    assert found == {("business_workload", "value"), ("employment_end", "valid_reason")}


def test_a_settled_case_has_no_questions() -> None:
    """Nothing open, nothing asked."""
    decision = decided([case("2022-09-01", "2022-12-31")])
    assert outcomes(decision)["basic"] == [RIGHT] * 122
    assert asked_of(decision) == []


def with_plans(pairs: int) -> Case:
    """Left for an unknown reason; and so many times two plans made on one day, which cannot both be in force."""
    plans = [
        {"from": f"2022-{month:02}-10", "through": f"2022-{month:02}-20"}
        for month in (9, 10, 11)[:pairs]
        for _ in range(2)
    ]
    return case("2022-09-01", "2022-12-31", employment_end=[resigned("2022-08-31", "2022-08-10")], plan=plans)


@pytest.mark.parametrize(
    ("pairs", "asked"), [(0, ["valid_reason"]), (1, ["valid_reason"]), (2, ["valid_reason"]), (3, [])]
)
def test_beside_two_contradictions_questions_are_asked_and_beside_three_not(pairs: int, asked: list[str]) -> None:
    """First it must be known what holds; the answers mean what they would mean when written into the file."""
    said = with_plans(pairs)
    decision = decided([said])
    assert [one.name for one in decision.contradictions] == ["two_plans_in_force"] * pairs
    assert [question.name for question in asked_of(decision)] == asked
    assert effects_are_true(said) == 2 * len(asked)


# --- answers and their effects ----------------------------------------------------------------------------------------


def filled(said: Case, question: Question, part: Part | str) -> tuple[Case, dict[str, str]] | None:
    """The case with the answer written into it, and the switches; ``None`` where the file has no place for it."""
    said = copy.deepcopy(said)
    facts = said["facts"]
    if question.kind == READING:
        assert isinstance(part, Part)
        assert question.name is not None
        return said, {question.name: BOOK.switches[question.name].options[part.lo.bit_length() - 1]}
    if question.days:
        return _silence_filled(said, question, part)
    assert isinstance(part, Part)
    assert question.row is not None
    row = facts[question.kind][question.row]
    attribute = KINDS[question.kind].attributes[str(question.name)]
    if not isinstance(attribute, Judged):
        row[question.name] = value(attribute, part)
        return said, {}
    row.setdefault("id", "asked")
    judgements = facts.setdefault(attribute.judgement, [])
    mine = [one for one in judgements if one["about"] == row["id"]]
    if not mine:
        mine = [{"on": row.get("on", row.get("from")), "about": row["id"]}]
        judgements += mine
    mine[0][attribute.value] = part.lo == 1
    return said, {}


def _silence_filled(said: Case, question: Question, part: Part | str) -> tuple[Case, dict[str, str]] | None:
    facts, kind = said["facts"], KINDS[question.kind]
    if part == NOTHING_THERE:
        facts.setdefault("answered_for", []).extend(
            {**row, "subjects": [question.subject]} for row in periods(question.days)
        )
        return said, {}
    assert isinstance(part, Part)
    answer = {str(question.name): value(kind.attributes[str(question.name)], part)}
    (link, ref), *_ = *kind.refs.items(), (None, None)
    if link is None or ref is None:
        facts.setdefault(question.kind, []).extend({**row, **answer} for row in periods(question.days))
        return said, {}
    for number, thing in enumerate(facts[ref.to]):
        thing.setdefault("id", f"thing {number}")
        first, end = off(thing["from"]), off(thing["through"]) + 1 if "through" in thing else TOP
        inside = [
            (max(first, start), min(end, last)) for start, last in question.days if max(first, start) < min(end, last)
        ]
        facts.setdefault(question.kind, []).extend({**row, **answer, link: thing["id"]} for row in periods(inside))
    return said, {}


def periods(days_in_question: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
    return [{"from": written_day(first), "through": written_day(end - 1)} for first, end in days_in_question]


def written_day(offset: int) -> str:
    return (EPOCH + timedelta(days=offset)).isoformat()


def value(attribute: Any, part: Part) -> Any:
    """An answer as a case file writes it."""
    if isinstance(attribute, OneOf):
        return attribute.options[part.lo.bit_length() - 1]
    if isinstance(attribute, NumberOf):
        ends = {"at_least": part.lo, "at_most": part.hi} if part.hi < INFINITE else {"at_least": part.lo}
        return {name: Decimal(end) / attribute.scale if attribute.scale > 1 else end for name, end in ends.items()}
    if isinstance(attribute, DayOf):
        return {"earliest": written_day(part.lo), **({"latest": written_day(part.hi)} if part.hi < TOP else {})}
    assert isinstance(attribute, YesNo)
    return part.lo == 1


def effects_are_true(said: Case) -> int:
    """Compare each effect of each question with what is decided when its answer is filled in; how many there were."""
    decision = decided([said])
    before, compared = outcomes(decision), 0
    first = int(decision.evaluation.caseload.asked_from[0])
    for question in asked_of(decision):
        for effect in question.effects:
            answered = filled(said, question, effect.part)
            if answered is None:
                continue
            after = outcomes(decided([answered[0]], **answered[1]))
            told = {
                (benefit, place): int(outcome)
                for benefit, start, end, outcome in effect.outcomes
                for place in range(start - first, end - first)
            }
            true = {
                (benefit, place): after[benefit][place]
                for benefit, stretch in before.items()
                for place, outcome in enumerate(stretch)
                if outcome == OPEN
            }
            assert told == true
            assert effect.decides == sum(outcome != OPEN for outcome in true.values())
            compared += 1
    return compared


def random_case(seed: int) -> Case:
    """A random person with open places; every third has also not answered for everything, or has a business."""
    rng = random.Random(seed)
    said = written(draft(rng), {})
    first = date.fromisoformat(said["asked"]["from"])
    if seed % 3 == 0:
        subjects = rng.sample(SUBJECTS, 3)
        said["facts"]["answered_for"] = [
            {"from": "2010-01-01", "subjects": subjects},
            {
                "from": "2010-01-01",
                "through": (first + timedelta(days=rng.randint(0, 40))).isoformat(),
                "subjects": SUBJECTS,
            },
        ]
    if seed % 6 == 1:
        said["facts"]["business"] = [
            {"id": "shop", "from": "2015-01-01"}, {"id": "old", "from": "2013-01-01", "through": "2014-12-31"},
        ]  # fmt: skip
    if seed % 6 == 4:
        del said["facts"]["seeks_full_time_work"]
    return said


def test_effects_are_what_is_decided_when_the_answer_is_filled_in() -> None:
    """Hundreds of answers of random people, each written into the case file and decided again."""
    assert sum(effects_are_true(random_case(seed)) for seed in range(90)) > 200


def test_answering_what_is_asked_ends_all_doubt() -> None:
    """One random answer after another: at the end no day is open, and nothing more is asked."""
    ended = 0
    for seed in range(40):
        rng = random.Random(seed)
        one = draft(rng)
        if how_many(one) > MOST_WORLDS or any(
            isinstance(row.get("through"), object.__class__) for row in one["facts"].get("layoff", [])
        ):
            continue
        said, switches = written(one, {}), dict[str, str]()
        if any(isinstance(row.get("through"), dict) for row in said["facts"].get("layoff", [])):
            continue
        for _ in range(12):
            found = [question for question in asked_of(decided([said], **switches)) if question.effects]
            if not found:
                break
            question = rng.choice(found)
            answered = filled(said, question, rng.choice(question.effects).part)
            assert answered is not None
            said, more = answered
            switches |= more
        left = decided([said], **switches)
        assert asked_of(left) == []
        assert not any(OPEN in stretch for stretch in outcomes(left).values())
        ended += 1
    assert ended > 25


# --- kinds of questions, on the harbour -------------------------------------------------------------------------------


def watch_bar(watch: Watch) -> Any:
    """No watch, no bread."""
    return no_right(no(during(watch, when=watch.value)))


def catch_bar(catch: Catch) -> Any:
    """A big catch."""
    return no_right(during(catch, when=one_of(catch.value, "big")))


def unsound_bar(ship: Ship) -> Any:
    """Not sound."""
    return no_right(during(ship, when=no(ship.sound)))


def until_scrapped(ship: Ship) -> Any:
    """Until it is scrapped."""
    return no_right(days_between(ship.start, ship.scrapped))


def weighed(ship: Ship) -> Any:
    """Judged by weight and by what is not known."""
    return no_right(during(ship, when=all_of(ship.weight <= ship.crew, any_of(ship.leaky, not_known()))))


def at_sea(voyage: Voyage) -> Any:
    """At sea."""
    return no_right(during(voyage))


def untold_voyage(voyage: Voyage, ship: Ship) -> Any:
    """A ship should have told of a voyage on its leaky days."""
    return no_right(untold(voyage, on=during(ship, when=ship.leaky)))


def tidal(ship: Ship) -> Any:
    """By the tides."""
    return no_right(reading("tides", high=during(ship), low=during(ship, when=ship.leaky)))


def book(*bars: Any) -> Book:
    shelf = Shelf()
    for bar in bars:
        shelf.provision("ML 1:1", "Este", act="1/2020", governs=ALWAYS)(bar)
    return harbour.harbour_book(shelf)


def sailed(law: Book, said: Case, *others: Case) -> Decision:
    read, problems = read_cases([said, *others], known_at=KNOWN_AT)
    assert problems == []
    return decide(read[0].caseload, law, known_at=KNOWN_AT)


def place(number: int) -> int:
    return off(day(number))


@pytest.mark.usefixtures("harbour")
def test_a_row_that_should_be_there_is_asked_with_its_options() -> None:
    """A kind with one closed attribute: yes or no, or each option; on the days of the occasion without a row."""
    (question,) = asked_of(sailed(book(watch_bar), person(watch=[{"from": day(0), "through": day(9), "value": True}])))
    assert (question.kind, question.row, question.name, question.subject, question.asked_of) == (
        "watch",
        None,
        "value",
        None,
        Source.PERSON,
    )
    period = (place(10), place(90))
    assert question.days == (period,)
    assert [(effect.part, effect.outcomes) for effect in question.effects] == [
        (Part(1, 1), (("bread", *period, RIGHT),)), (Part(0, 0), (("bread", *period, NO_RIGHT),)),
    ]  # fmt: skip
    (caught,) = asked_of(sailed(book(catch_bar), person(ship=[{"id": "s", "from": day(5), "through": day(14)}])))
    assert (caught.kind, caught.name, caught.days) == ("catch", "value", ((place(5), place(15)),))
    assert [(effect.part, [outcome for *_, outcome in effect.outcomes]) for effect in caught.effects] == [
        (Part(1, 1), [NO_RIGHT]), (Part(2, 2), [RIGHT]),
    ]  # fmt: skip


@pytest.mark.usefixtures("harbour")
def test_a_row_of_several_things_is_answered_for_each() -> None:
    """Two silent ships and one long gone: one answer for both; the old ship is no reason to promise nothing."""
    ships = [
        {"id": "old", "from": day(-90), "through": day(-80)},
        {"id": "s", "from": day(5), "through": day(14)}, {"id": "t", "from": day(10), "through": day(24)},
    ]  # fmt: skip
    (question,) = asked_of(sailed(book(catch_bar), person(ship=ships)))
    period = (place(5), place(25))
    assert question.days == (period,)
    assert [(effect.part, effect.outcomes) for effect in question.effects] == [
        (Part(1, 1), (("bread", *period, NO_RIGHT),)), (Part(2, 2), (("bread", *period, RIGHT),)),
    ]  # fmt: skip


@pytest.mark.usefixtures("harbour")
def test_a_judgement_that_gives_a_day_is_asked_without_effects() -> None:
    """No list of answers: any day may be the day. So are a comparison of two unknowns and what nobody can say."""
    (question,) = asked_of(sailed(book(until_scrapped), person(ship=[{"id": "s", "from": day(5), "through": day(14)}])))
    assert (question.kind, question.name, question.asked_of, question.effects) == (
        "ship",
        "scrapped",
        Source.OFFICIAL,
        (),
    )
    found = asked_of(sailed(book(weighed), person(ship=[{"from": day(0), "leaky": True}])))
    assert [(question.name, question.effects) for question in found] == [("crew", ()), ("weight", ())]
    assert (
        asked_of(sailed(book(weighed), person(ship=[{"from": day(0), "weight": 1, "crew": 1, "leaky": False}]))) == []
    )


@pytest.mark.usefixtures("harbour")
def test_a_row_is_asked_of_by_its_place_in_the_list() -> None:
    """Whatever the order of days: the second fact of the list is row 1; only what is open is asked."""
    ships = [
        {"id": "late", "from": day(40)},
        {"id": "early", "from": day(0), "through": day(9)},
        {"id": "sound", "from": day(20)},
    ]
    survey = [{"on": day(30), "about": "sound", "passed": True}]
    found = asked_of(sailed(book(unsound_bar), person(ship=ships, survey=survey)))
    assert [(question.row, question.name, question.decides) for question in found] == [
        (0, "sound", 100),
        (1, "sound", 20),
    ]


@pytest.mark.usefixtures("harbour")
def test_silences_cells_and_readings_are_asked_side_by_side() -> None:
    """Three doubts on different days, each with what it would decide by itself."""
    said = person(
        ship=[{"from": day(0), "through": day(9)}],
        log_book=[{"from": day(-9), "through": day(79), "subjects": ["voyages"]}],
    )
    found = asked_of(sailed(book(at_sea, tidal), said))
    assert [(question.kind, question.name, question.subject) for question in found] == [
        (READING, "tides", None), ("ship", "leaky", None), ("voyage", None, "voyages"),
    ]  # fmt: skip
    assert [[effect.decides for effect in question.effects] for question in found] == [[10, 0], [10, 0], [10]]


@pytest.mark.usefixtures("harbour")
def test_a_silence_that_nobody_can_answer_for_has_no_effects() -> None:
    """Where no kind lists subjects answered for, there is no row that an answer could be."""
    said = person(log_book=[])
    decision = sailed(book(at_sea), said)
    del KINDS["log_book"]
    (question,) = asked_of(decision)
    assert (question.subject, question.effects, question.days) == ("voyages", (), ((place(0), place(90)),))


@pytest.mark.usefixtures("harbour")
def test_rows_that_should_have_been_told_are_asked_for_on_the_days_they_are_missed() -> None:
    """Voyages are answered for, and yet a leaky ship without one leaves every later day open. It is asked once."""

    def twice(voyage: Voyage, ship: Ship) -> Any:
        missed = untold(voyage, on=during(ship, when=ship.leaky))
        return no_right(any_of(missed, minus(during(ship), missed)))

    twice.__doc__ = "Read in two places, one of which it takes away from."
    leaky = {"from": day(5), "through": day(9), "leaky": True}
    wanted = Question("voyage", None, None, Source.PERSON, (), None, ((place(5), place(10)),))
    for bar in (untold_voyage, twice):
        decision = sailed(book(bar), person(ship=[leaky]))
        assert outcomes(decision)["bread"] == [int(RIGHT)] * 5 + [int(OPEN)] * 85
        assert asked_of(decision) == [wanted]
    assert asked_of(sailed(book(untold_voyage), person(ship=[leaky | {"leaky": False}]))) == []


@pytest.mark.usefixtures("harbour")
def test_whether_a_row_should_have_been_told_at_all_is_asked_too() -> None:
    """It is not known whether the ship leaks: dry it need tell of nothing."""
    found = asked_of(sailed(book(untold_voyage), person(ship=[{"from": day(5), "through": day(9)}])))
    assert [(question.kind, question.name, question.days) for question in found] == [
        ("ship", "leaky", ()), ("voyage", None, ((place(5), place(10)),)),
    ]  # fmt: skip
    assert [effect.decides for effect in found[0].effects] == [0, 85]


@pytest.mark.usefixtures("harbour")
def test_more_questions_than_worlds_are_all_asked() -> None:
    """Beyond the largest number of combinations nothing is left out for being uncertain."""
    ships = [{"id": f"s{n}", "from": day(10 * n), "through": day(10 * n + 4)} for n in range(8)]
    found = asked_of(sailed(book(unsound_bar), person(ship=ships)))
    assert [question.row for question in found] == list(range(8))
    assert {question.decides for question in found} == {10}


@pytest.mark.usefixtures("harbour")
def test_the_row_of_an_answer_belongs_to_nothing_that_was_not_said() -> None:
    """A night on deck while moored, on which ship nobody says: whether that ship leaks is not known by the answer."""

    class Night(
        Fact, name="night", shape=Shape.STATE, **harbour.JUDGED, occasion="mooring", finnish="yö", swedish="natt"
    ):
        """Silence: not known while moored; perhaps on a ship."""

        ship: Ref[Ship] = Ref("ship")
        value = YesNo()

    def wet_nights(night: Night) -> Any:
        """Nights on a ship that leaks."""
        return no_right(during(night, when=all_of(night.value, night.ship.leaky)))

    wet_nights.__annotations__["night"] = Night
    (question,) = asked_of(sailed(book(wet_nights), person(ship=[{"id": "s", "from": day(0), "leaky": True}])))
    assert (question.kind, question.name) == ("night", "value")
    period = ("bread", place(0), place(90))
    assert [(effect.part, effect.outcomes) for effect in question.effects] == [
        (Part(1, 1), ((*period, Outcome.OPEN),)), (Part(0, 0), ((*period, RIGHT),)),
    ]  # fmt: skip


@pytest.mark.usefixtures("harbour")
def test_stretches_with_the_same_outcome_are_told_as_one() -> None:
    """A bar that changes within the open days does not cut what an answer would mean."""

    def stormy(storm: Storm) -> Any:
        """Stormy."""
        return no_right(days_from(storm.day, days(3), when=not_known()))

    def foggy(voyage: Voyage) -> Any:
        """Foggy."""
        return no_right(during(voyage, when=not_known()))

    said = person(
        ship=[{"from": day(0), "through": day(29)}], storm=[{"on": day(10)}],
        voyage=[{"from": day(13), "through": day(15)}],
    )  # fmt: skip
    (question,) = asked_of(sailed(book(unsound_bar, stormy, foggy), said))
    assert [effect.outcomes for effect in question.effects] == [
        (
            ("bread", place(0), place(10), RIGHT),
            ("bread", place(10), place(16), Outcome.OPEN),
            ("bread", place(16), place(30), RIGHT),
        ),
        (("bread", place(0), place(30), NO_RIGHT),),
    ]


def test_questions_are_for_kinds_of_attribute_that_can_be_asked() -> None:
    """Whatever is asked of the law's people has an attribute, a day or a subject behind it."""
    for seed in range(30):
        for question in asked_of(decided([random_case(seed)])):
            if question.kind == READING:
                assert question.name in BOOK.switches
            elif question.row is None:
                assert question.days
            else:
                assert isinstance(
                    KINDS[question.kind].attributes[str(question.name)],
                    YesNo | OneOf | NumberOf | DayOf | Judged | JudgedDay,
                )


@pytest.mark.usefixtures("harbour")
def test_what_a_reading_would_mean_is_settled_under_that_reading() -> None:
    """At high tide a ship bars, leaky or not; at low tide none does. An answer was once weighed under both tides."""

    def high_and_leaky(ship: Ship) -> Any:
        """Leaky at high tide."""
        return no_right(reading("tides", high=during(ship, when=ship.leaky), low=during(ship, when=no(always()))))

    def high_and_dry(ship: Ship) -> Any:
        """Dry at high tide."""
        return no_right(reading("tides", high=during(ship, when=no(ship.leaky)), low=during(ship, when=no(always()))))

    (question,) = asked_of(
        sailed(book(high_and_leaky, high_and_dry), person(ship=[{"from": day(0), "through": day(9)}]))
    )
    period = ("bread", place(0), place(10))
    assert (question.kind, question.name) == (READING, "tides")
    assert [(effect.part, effect.outcomes) for effect in question.effects] == [
        (Part(1, 1), ((*period, NO_RIGHT),)), (Part(2, 2), ((*period, RIGHT),)),
    ]  # fmt: skip
