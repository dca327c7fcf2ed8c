"""The oracle of the ladder against the examples of the digests, and the random people against what they promise."""

from __future__ import annotations

import random
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from ladder_oracle import GAP, NEW_LAW, OLD_GROUND, add_months, day, open_days, outcome, rows
from ladder_people import random_case

from toimi.cli.files import read_document

EXAMPLES = read_document(Path(str(files("toimi.law"))) / "examples" / "neglect.yaml", largest=10_000_000).data
LADDER = ("2023-01-10", "2023-03-06", "2023-04-20", "2023-06-01")


def case(start: str, through: str, *acts: tuple[str, str], **facts: list[dict[str, Any]]) -> dict[str, Any]:
    """A person with these acts, none with a valid reason."""
    conduct = [{"id": f"act-{n}", "on": on, "kind": kind} for n, (on, kind) in enumerate(acts)]
    reasons = [{"on": row["on"], "about": row["id"], "accepted": False} for row in conduct]
    facts |= {"conduct": conduct, "valid_reason": reasons}
    return {"asked": {"from": start, "through": through}, "person": {"birth_date": "2003-05-12"}, "facts": facts}


def missed(*days: str) -> list[tuple[str, str]]:
    """Missed appointments on these days."""
    return [(d, "missed_appointment") for d in days]


def barred(said: dict[date, set[str]], ground: str) -> tuple[str, str, int]:
    """The first and the last day of a ground, and how many days there are."""
    found = sorted(d for d, grounds in said.items() if ground in grounds)
    return str(found[0]), str(found[-1]), len(found)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["name"] for example in EXAMPLES])
def test_every_example_of_the_digest(example: dict[str, Any]) -> None:
    """Each day: barred or not, and on which grounds of chapter 2 a; open where the two readings differ."""
    said, unsure = outcome(example["case"]), open_days(example["case"])
    for stretch in example["expect"]["earnings_related"]:
        d = day(stretch["from"])
        while d <= day(stretch["through"]):
            wanted = {g for g in stretch.get("grounds", []) if g.startswith("TTL 2a")}
            assert (d in unsure) == (stretch["outcome"] == "open"), d
            assert d in unsure or said[d] == wanted, d
            d += timedelta(days=1)


def test_the_first_neglect_reading_of_example_3() -> None:
    told = case("2024-03-01", "2024-03-31", *missed("2023-01-10", "2023-12-05", "2024-03-01"))
    assert barred(outcome(told), "TTL 2a:9.1") == ("2024-03-02", "2024-03-08", 7)
    assert not any(outcome(told, window="first_neglect").values())


@pytest.mark.parametrize(("second", "lost"), [("2024-01-10", 7), ("2024-01-11", 0)])
def test_exactly_twelve_months_count_and_a_day_more_does_not(second: str, lost: int) -> None:
    said = outcome(case("2024-01-01", "2024-03-01", *missed("2023-01-10", second)))
    assert sum(map(bool, said.values())) == lost


def test_conduct_on_the_day_after_the_seven_days_counts() -> None:
    inside = outcome(case("2023-01-01", "2023-06-30", *missed("2023-01-10", "2023-03-06", "2023-03-13")))
    after = outcome(case("2023-01-01", "2023-06-30", *missed("2023-01-10", "2023-03-06", "2023-03-14")))
    assert not any("TTL 2a:10.1(1)" in grounds for grounds in inside.values())
    assert barred(after, "TTL 2a:10.1(1)") == ("2023-03-15", "2023-03-28", 14)


def test_conduct_of_the_day_before_the_new_law_neither_counts_nor_repeats() -> None:
    acts = [("2022-05-01", "service_refused"), ("2022-07-11", "service_refused"), ("2022-08-01", "service_refused")]
    said = outcome(case("2022-04-30", "2022-09-30", *acts))
    assert barred(said, "TTL 2a:12") == ("2022-05-01", "2022-06-29", 60)
    assert barred(said, "TTL 2a:9.1") == ("2022-08-02", "2022-08-08", 7)
    assert not any("TTL 2a:14" in grounds for grounds in said.values())


def test_an_old_obligation_shields_after_the_new_law() -> None:
    acts = [("2022-03-01", "service_refused"), ("2022-04-01", "service_refused"), *missed("2022-08-01", "2022-09-01")]
    said = outcome(case("2022-04-01", "2023-12-31", *acts))
    assert {frozenset(grounds) for grounds in said.values()} == {
        frozenset({"TTL 2a:14", "TTL 2a:12"}), frozenset({"TTL 2a:14"})
    }  # fmt: skip


def test_youth_loss_of_2_16_example_a_and_of_the_sanctions_digest() -> None:
    trial = [{"from": "2023-10-09", "through": "2024-03-03", "kind": "work_trial"}]
    told = case("2023-08-31", "2024-03-31", service=trial)
    said = outcome(told, youth_from=date(2023, 9, 1), services_pay=False)
    assert barred(said, "TTL 2:13")[:2] == ("2023-09-01", "2024-03-03")
    trial = [{"from": "2023-09-04", "through": "2024-01-28", "kind": "work_trial"}]
    told = case("2023-08-31", "2024-03-31", service=trial)
    assert barred(outcome(told, youth_from=date(2023, 9, 1)), "TTL 2:13") == ("2023-09-01", "2023-09-03", 3)
    said = outcome(told, youth_from=date(2023, 9, 1), services_pay=False)
    assert barred(said, "TTL 2:13")[:2] == ("2023-09-01", "2024-01-28")


def test_youth_loss_ends_on_the_birthday_or_with_the_qualification() -> None:
    told = case("2028-05-01", "2028-05-31")
    assert barred(outcome(told, youth_from=date(2023, 9, 1)), "TTL 2:13")[1] == "2028-05-11"
    told = case("2024-05-01", "2024-07-31", qualification=[{"on": "2024-06-01"}])
    assert barred(outcome(told, youth_from=date(2023, 9, 1)), "TTL 2:13")[1] == "2024-06-01"


def test_youth_loss_switches_the_chapter_off_and_an_obligation_switches_off_the_loss() -> None:
    said = outcome(case("2023-01-01", "2024-12-31", *missed(*LADDER)), youth_from=date(2023, 1, 5))
    assert {g for grounds in said.values() for g in grounds} == {"TTL 2:13"}
    said = outcome(case("2023-01-01", "2024-12-31", *missed(*LADDER)), youth_from=date(2023, 9, 1))
    assert not any("TTL 2:13" in grounds for grounds in said.values())


def test_neglect_of_the_plan_in_the_time_of_the_disease_is_no_first_act() -> None:
    acts = [("2020-12-01", "plan_neglected"), ("2021-02-15", "service_refused")]
    assert barred(outcome(case("2020-11-30", "2021-12-31", *acts)), "TTL 2a:12") == ("2021-02-15", "2021-04-15", 60)


def test_a_delay_of_the_authority_takes_away_the_floor() -> None:
    delay = [{"on": "2020-03-10", "about": "act-0", "value": True}]
    told = case("2020-02-01", "2020-04-30", *missed("2020-02-10"), authority_delay=delay)
    assert barred(outcome(told), "TTL 2a:9") == ("2020-02-11", "2020-02-25", 15)


def test_what_is_open_or_not_judged_is_an_error() -> None:
    with pytest.raises(ValueError, match="open"):
        outcome(case("2022-05-01", "2022-06-01", *missed("2022-05-20")))
    told = case("2023-05-01", "2023-06-01", *missed("2023-05-20"))
    told["facts"]["valid_reason"] = []
    with pytest.raises(ValueError, match="judged"):
        outcome(told)


def test_months_end_with_the_month() -> None:
    assert add_months(date(2021, 8, 31), 6) == date(2022, 2, 28)
    assert add_months(date(2024, 2, 29), 60) == date(2029, 2, 28)


def test_random_people_know_their_facts_and_reach_every_ground() -> None:
    """A thousand people: no error, whole weeks, and each step of both laws bites somewhere."""
    grounds: set[str] = set()
    unsure = cured = 0
    for seed in range(1000):
        told = random_case(random.Random(seed))
        grounds |= {ground for day_grounds in outcome(told).values() for ground in day_grounds}
        unsure += bool(open_days(told))
        cured += outcome(told) != outcome({**told, "facts": {**told["facts"], "cure": []}})
        for row in rows(told, "counted_work") + rows(told, "service"):
            assert (day(row["from"]).weekday(), day(row["through"]).weekday()) == (0, 6)
        for row in rows(told, "conduct"):
            assert row["kind"] in OLD_GROUND or day(row["on"]) >= NEW_LAW
            assert not (row["kind"] == "plan_neglected" and day(row["on"]) >= NEW_LAW)
            assert (
                not (row["kind"] == "missed_appointment" and GAP[0] <= day(row["on"]) <= GAP[1]) or "appointment" in row
            )
    old = {"TTL 2a:9", "TTL 2a:10", "TTL 2a:11", "TTL 2a:12", "TTL 2a:12a", "TTL 2a:14"}
    assert grounds == old | {"TTL 2a:9.1", "TTL 2a:10.1(1)", "TTL 2a:10.1(2)"}
    assert unsure > 10
    assert cured > 10
