"""The chronicle against a loop over one person's happenings, written apart; doubtful ones against all completions."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pytest

from toimi.days.chronicle import MOST, NO_KEY, Happenings, scan

TALLIES, SHIELDS = 2, 3


@dataclass(frozen=True)
class One:
    """A happening as the loop knows it; ``counts`` is None where it is not known."""

    block: int
    day: int
    order: int
    counts: bool | None
    tally: int
    lasts: int
    key: int
    stopped_by: tuple[int, ...]
    shields: tuple[int, ...]
    until: tuple[tuple[int, int], ...]
    clears: tuple[tuple[int, ...], ...] = ((),) * MOST
    anew: tuple[tuple[int, int], ...] = ((0, 0),) * MOST


def loop(happenings: list[One], from_first: tuple[int, ...], *, one_a_day: bool = False) -> list[int]:
    """The ordinal number of each happening of one person, everything known."""
    told: dict[int, tuple[int, int]] = {}
    numbers = [0] * len(happenings)
    running: dict[int, tuple[int, int]] = {}
    counted: dict[int, list[tuple[int, int]]] = {tally: [] for tally in range(TALLIES)}
    cleared: list[tuple[int, int, int]] = []
    term_ends: dict[int, int] = {}
    last_key = NO_KEY

    def forgotten(tally: int, turn: int, day: int) -> bool:
        return any(which == tally and turn <= at and anew <= day for which, at, anew in cleared)

    for turn, place in enumerate(
        sorted(range(len(happenings)), key=lambda at: (happenings[at].day, happenings[at].order, at))
    ):
        one = happenings[place]
        stopped = any(
            shield in running and running[shield][0] <= one.day < running[shield][1] for shield in one.stopped_by
        )
        if not one.counts or stopped or (one.key != NO_KEY and one.key == last_key):
            continue
        last_key = last_key if one.key == NO_KEY else one.key
        if one.tally < 0:
            number = 1
        elif one_a_day and told.get(one.tally, (-1, 0))[0] == one.day:
            number = told[one.tally][1]
        elif one.tally in from_first:
            begun = counted[one.tally][0][0] if counted[one.tally] else turn
            if term_ends.get(one.tally, -1) < one.day or forgotten(one.tally, begun, one.day):
                term_ends[one.tally], counted[one.tally] = one.day + one.lasts, []
            counted[one.tally].append((turn, one.day))
            number = len(counted[one.tally])
        else:
            number = 1 + sum(
                expires >= one.day and not forgotten(one.tally, at, one.day) for at, expires in counted[one.tally]
            )
            counted[one.tally].append((turn, one.day + one.lasts))
        numbers[place] = min(number, MOST)
        told[one.tally] = one.day, numbers[place]
        nth = numbers[place] - 1
        assert one.anew[nth][0] == one.anew[nth][1]
        cleared += [(tally, turn, one.anew[nth][0]) for tally in one.clears[nth]]
        shield = one.shields[numbers[place] - 1]
        if shield >= 0:
            assert one.until[numbers[place] - 1][0] == one.until[numbers[place] - 1][1]
            running[shield] = (one.day + 1, one.until[numbers[place] - 1][0])
    return numbers


def columns_of(people: list[list[One]]) -> Happenings:
    """Everybody's happenings as arrays."""
    every = [one for person in people for one in person]
    day = np.array([one.day for one in every], np.int64)

    def told(name: str) -> np.ndarray:
        return np.array([getattr(one, name) for one in every], np.int64)

    return Happenings(
        told("block"), day, day, told("order"), np.arange(len(every)), np.array([one.counts is True for one in every], bool),
        np.array([one.counts is not False for one in every], bool), told("tally"), day + told("lasts"), told("key"),
        np.array([sum(1 << shield for shield in one.stopped_by) for one in every], np.int64),
        np.array([one.shields for one in every], np.int64).reshape(-1, MOST).T, np.tile(day + 1, (MOST, 1)),
        np.array([[lo for lo, _ in one.until] for one in every], np.int64).reshape(-1, MOST).T,
        np.array([[hi for _, hi in one.until] for one in every], np.int64).reshape(-1, MOST).T,
        np.array([[sum(1 << tally for tally in each) for each in one.clears] for one in every], np.int64).reshape(-1, MOST).T,
        np.array([[lo for lo, _ in one.anew] for one in every], np.int64).reshape(-1, MOST).T,
        np.array([[hi for _, hi in one.anew] for one in every], np.int64).reshape(-1, MOST).T,
    )  # fmt: skip


def person(rng: random.Random, block: int, *, doubt: float) -> list[One]:
    """Some happenings, crowded so that shields and terms meet."""
    found = []
    forgets = 0.2 if rng.random() < 0.5 else 0
    for _ in range(rng.randrange(9)):
        day = rng.randrange(10, 40)
        tally = rng.choice([-1, 0, 0, 1])
        ends = [day + 1 + rng.randrange(9) for _ in range(MOST)]
        wide = [(end, end + (rng.randrange(4) if rng.random() < doubt else 0)) for end in ends]
        anew = [(end + 1, end + 1 + (rng.randrange(6) if rng.random() < doubt else 0)) for end in ends]
        counts = None if rng.random() < doubt else rng.random() < 0.8
        found.append(
            One(
                block,
                day,
                rng.randrange(2),
                counts,
                tally,
                8,
                rng.choice([NO_KEY, NO_KEY, 1, 2]),
                tuple(shield for shield in range(SHIELDS) if rng.random() < 0.6),
                tuple(rng.choice([-1, 0, 1, 2]) for _ in range(MOST)),
                tuple(wide),
                tuple(tuple(tally for tally in range(TALLIES) if rng.random() < forgets) for _ in range(MOST)),
                tuple(anew),
            )
        )
    return sorted(found, key=lambda one: (one.day, one.order))


@pytest.mark.parametrize("one_a_day", [False, True])
@pytest.mark.parametrize("from_first", [(), (0,), (0, 1)])
def test_the_scan_is_the_loop(from_first: tuple[int, ...], one_a_day: bool) -> None:
    """3,000 people at once, every number the same as one by one."""
    rng = random.Random(7)
    people = [person(rng, block, doubt=0) for block in range(3_000)]
    verdicts = scan(
        columns_of(people), people=3_000, tallies=TALLIES, shields=SHIELDS, from_first=from_first,
        of_one_day=np.full(3_000, 2 if one_a_day else 1),
    )  # fmt: skip
    assert verdicts.sure.all()
    assert verdicts.nth.tolist() == [number for one in people for number in loop(one, from_first, one_a_day=one_a_day)]
    assert verdicts.nth.max() == MOST


def test_happenings_of_one_day_that_may_be_one_or_several_are_doubtful_from_the_second_on() -> None:
    """Sure is only what is so either way, and everybody without two on one day has sure numbers."""
    rng = random.Random(23)
    people = [person(rng, block, doubt=0) for block in range(3_000)]
    verdicts = scan(columns_of(people), people=3_000, tallies=TALLIES, shields=SHIELDS, of_one_day=np.full(3_000, 3))
    numbers = [
        [number for one in people for number in loop(one, (), one_a_day=one_a_day)] for one_a_day in (False, True)
    ]
    for several, one, sure, nth, most in zip(*numbers, verdicts.sure, verdicts.nth, verdicts.most, strict=True):
        assert max(several, one) <= most
        assert not sure or several == one == nth
    every = [happening for one in people for happening in one]
    once = {one.block for one in every} - {
        one.block
        for number, one in enumerate(every)
        for other in every[number + 1 : number + 9]
        if (one.block, one.day, one.tally) == (other.block, other.day, other.tally) and one.tally >= 0
    }
    assert all(sure for one, sure in zip(every, verdicts.sure, strict=True) if one.block in once)
    assert not verdicts.sure.all()


def completions(one: list[One]) -> list[list[One]]:
    """Every way in which the doubtful ones may turn out."""
    ways = []
    for happening in one:
        answers = [True, False] if happening.counts is None else [happening.counts]
        ends = [[(end, end) for end in range(lo, hi + 1)] for lo, hi in happening.until]
        days = [
            [(day, day) for day in range(lo, hi + 1)] if clears else [(lo, lo)]
            for (lo, hi), clears in zip(happening.anew, happening.clears, strict=True)
        ]
        ways.append([
            replace(happening, counts=counts, until=until, anew=anew)
            for counts, until, anew in product(answers, product(*ends), product(*days))
        ])  # fmt: skip
    return [list(way) for way in product(*ways)]


def test_what_is_sure_is_so_in_every_completion() -> None:
    """And the number is never above the highest that is said to be possible."""
    rng = random.Random(11)
    checked = 0
    for _ in range(4_000):
        one = person(rng, 0, doubt=0.12)
        every = completions(one) if one else []
        if not 1 < len(every) <= 60:
            continue
        verdicts = scan(columns_of([one]), people=1, tallies=TALLIES, shields=SHIELDS)
        for completed in every:
            numbers = loop(completed, ())
            for place, number in enumerate(numbers):
                assert number <= verdicts.most[place]
                assert not verdicts.sure[place] or number == verdicts.nth[place]
        checked += 1
    assert checked > 500


def test_what_may_be_forgotten_or_not_makes_what_would_count_it_doubtful() -> None:
    """Only the day of counting anew is not known: sure is what each of its days gives, in either way of counting."""
    rng = random.Random(31)
    doubtful = 0
    for turn in range(600):
        days = sorted(rng.sample(range(10, 50), 5))
        plain = [One(0, day, 0, True, 0, 15, NO_KEY, (), (-1,) * MOST, ((0, 0),) * MOST) for day in days]
        at, begin = rng.randrange(4), rng.randrange(1, 12)
        ways = [
            [replace(one, clears=((0,),) * MOST, anew=((one.day + later,) * 2,) * MOST) if place == at else one
             for place, one in enumerate(plain)]
            for later in range(begin, begin + 6)
        ]  # fmt: skip
        first = () if turn % 2 else (0,)
        columns = columns_of([ways[0]])
        columns = replace(columns, clears_hi=columns_of([ways[-1]]).clears_hi)
        verdicts = scan(columns, people=1, tallies=1, shields=0, from_first=first)
        numbers = [loop(way, first) for way in ways]
        for place, sure in enumerate(verdicts.sure):
            assert not sure or {each[place] for each in numbers} == {verdicts.nth[place]}
        doubtful += not verdicts.sure.all()
        assert verdicts.sure.all() == all(each == numbers[0] for each in numbers)
    assert 100 < doubtful < 500


def test_counting_anew_later_leaves_what_does_not_depend_on_it_sure() -> None:
    """The second clears from 20 to 25: one on the 22nd may be the first or the third, one on the 40th is alone by then."""
    never_again, from_20 = ((),) * MOST, ((), (0,), (), ())
    days = ((0, 0), (20, 25), (0, 0), (0, 0))
    first = One(0, 10, 0, True, 0, 12, NO_KEY, (), (-1,) * 4, ((0, 0),) * 4, never_again)
    second = replace(first, day=15, clears=from_20, anew=days)
    middle, late = replace(first, day=22), replace(first, day=40)
    people = [[first, second, late], [replace(one, block=1) for one in (first, second, middle, late)]]
    verdicts = scan(columns_of(people), people=2, tallies=1, shields=0)
    assert verdicts.sure.tolist() == [True, True, True, True, True, False, False]
    assert verdicts.nth.tolist() == [1, 2, 1, 1, 2, 0, 0]


def test_a_happening_whose_day_is_not_known_makes_what_follows_doubtful() -> None:
    """From its earliest possible day on; what came before stays as it was."""
    people = [[One(0, day, 0, True, 0, 400, NO_KEY, (), (-1,) * 4, ((0, 0),) * 4) for day in (10, 20, 30)]]
    columns = columns_of(people)
    verdicts = scan(replace(columns, latest=np.array([10, 25, 30])), people=1, tallies=1, shields=0)
    assert verdicts.sure.tolist() == [True, False, False]
    assert verdicts.nth.tolist() == [1, 0, 0]
    assert verdicts.most.tolist() == [1, 2, 3]


def test_a_persons_only_happening_counts_whatever_its_day_is() -> None:
    """There is nothing that it could come before or after."""
    columns = columns_of([[One(0, 10, 0, True, 0, 400, NO_KEY, (), (-1,) * 4, ((0, 0),) * 4)]])
    verdicts = scan(replace(columns, latest=np.array([25])), people=1, tallies=1, shields=0)
    assert (verdicts.sure.tolist(), verdicts.nth.tolist()) == ([True], [1])


def test_only_happenings_of_two_people_are_each_the_only_one() -> None:
    """Whose day is not known is not alone because a neighbour is not."""
    one = One(0, 10, 0, True, 0, 400, NO_KEY, (), (-1,) * 4, ((0, 0),) * 4)
    columns = columns_of([[one], [replace(one, block=1)], [replace(one, block=2), replace(one, block=2, day=20)]])
    latest = np.array([25, 25, 15, 20])
    verdicts = scan(replace(columns, latest=latest), people=3, tallies=1, shields=0)
    assert verdicts.sure.tolist() == [True, True, False, False]
    assert verdicts.nth.tolist()[:2] == [1, 1]


def test_versions_of_one_happening_are_one() -> None:
    """Two rows with one source, the day not known: one happening at most, and so the person's only one."""
    one = One(0, 10, 0, True, 0, 400, NO_KEY, (), (-1,) * 4, ((0, 0),) * 4)
    columns = columns_of([[one, replace(one, counts=False)]])
    several = replace(columns, possibly=np.array([True, True]), latest=np.array([25, 25]))
    versions = scan(replace(several, source=np.array([0, 0])), people=1, tallies=1, shields=0)
    apart = scan(several, people=1, tallies=1, shields=0)
    assert (versions.most.tolist(), apart.most.tolist()) == ([1, 1], [1, 2])
    assert (versions.sure.tolist()[0], apart.sure.tolist()[0]) == (True, False)


def test_what_is_in_no_tally_is_always_the_first() -> None:
    """However many there are, and though the day of the first is not known."""
    one = One(0, 10, 0, True, -1, 400, NO_KEY, (), (-1,) * 4, ((0, 0),) * 4)
    columns = columns_of([[one, replace(one, day=20)]])
    verdicts = scan(replace(columns, latest=np.array([15, 20])), people=1, tallies=1, shields=0)
    assert verdicts.most.tolist() == [1, 1]


def test_nobody_did_anything() -> None:
    """No rows, no verdicts."""
    nothing = columns_of([])
    assert len(scan(nothing, people=3, tallies=1, shields=1).nth) == 0


def test_where_nothing_is_counted_together_everything_is_the_first() -> None:
    """A chronicle without a single tally."""
    one = One(0, 10, 0, True, -1, 400, NO_KEY, (), (-1,) * 4, ((0, 0),) * 4)
    verdicts = scan(columns_of([[one, replace(one, day=20)]]), people=1, tallies=0, shields=0)
    assert (verdicts.nth.tolist(), verdicts.sure.tolist(), verdicts.most.tolist()) == ([1, 1], [True, True], [1, 1])


def test_a_crowd_is_told_what_each_is_told_alone() -> None:
    """Number, certainty and the highest possible number: whatever the neighbours did, in whichever tally."""
    rng = random.Random(5)
    people = [person(rng, block, doubt=0.2) for block in range(200)]
    crowd = scan(columns_of(people), people=200, tallies=TALLIES, shields=SHIELDS)
    alone = [
        scan(
            columns_of([[replace(happening, block=0) for happening in one]]), people=1, tallies=TALLIES, shields=SHIELDS
        )
        for one in people
    ]
    for name in ("nth", "sure", "most"):
        assert getattr(crowd, name).tolist() == [told for each in alone for told in getattr(each, name).tolist()]
