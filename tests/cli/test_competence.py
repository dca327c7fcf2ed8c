"""``toimi law competence``: who may state on a place, in three languages and as data."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from toimi.law.competence.open_points import OPEN_POINTS
from toimi.law.competence.table import RULES
from toimi.law.competence.words import Condition, Duty, Issuer

from .commands import inside, refused, toimi

TEXTS = tomllib.loads(files("toimi.cli").joinpath("texts", "cli.toml").read_text("utf-8"))


def test_a_trial_customers_new_business_is_the_municipalitys() -> None:
    """As data, in a process of its own."""
    customer = ("--trial-customer", "yes", "--municipality", "564", "--clarified", "2021-10-04")
    data = toimi("law", "competence", "TTL 2:5a", "2021-10-05", *customer, "--json").data
    first = data["issuers"][0]
    assert (first["issuer"], first["body"], first["duty"]) == ("trial_municipality", "Oulu", "must")
    deadline = {"days": 7, "source": "153/2021 § 1", "special_reason": True, "last": "2021-10-11"}
    assert first["deadline"] == deadline
    assert (data["classes"], data["open"]) == (["basic_statement"], [])


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("fi", "Uudenmaan työ- ja elinkeinotoimisto: antaa lausunnon"),
        ("sv", "Nylands arbets- och näringsbyrå: ger utlåtandet"),
        ("en", "Uusimaa TE Office: gives the statement"),
    ],
)
def test_the_screen_speaks_the_language(lang: str, says: str) -> None:
    """Who, on what ground, by when."""
    said = inside("law", "competence", "TTL 2:10.2", "2023-05-01", "--lang", lang)
    assert said.code == 0, said.err
    assert says in said.words
    assert "1556/2016 § 1" in said.words


def test_what_is_asked_parts_open_points_and_the_last_day_are_said() -> None:
    """Each kind of line once."""
    said = inside("law", "competence", "TTL 2:4", "2021-10-01", "--lang", "en").words
    assert "only as to TTL 2:4 except TTL 2:4.2" in said
    said = inside("law", "competence", "TTL 2:1", "2021-11-01", "--lang", "en").words
    assert "if the person is a client of the trial municipality" in said
    assert "if the person is not a client of the trial municipality" in said
    said = inside("law", "competence", "TTL 11:4c", "2021-10-15", "--lang", "en").words
    assert "names nobody" in said
    assert "Open: No rule names who states on 11:4c" in said
    assert "no class of statement" in said
    said = inside("law", "competence", "TTL 2:1", "2025-03-01", "--lang", "en", "--clarified", "2025-02-03").words
    assert "(512/2024 § 1): 10 February 2025; longer if" in said
    assert "has not been verified after 21 February 2025" in said
    said = inside("law", "competence", "TTL 2:1", "2025-01-02", "--lang", "en", "--aland", "yes").words
    assert "no deadline is named" in said


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("TTL 2:4–16", "2021-10-01"), "'TTL 2:4–16' is a run of sections"),
        (("2:1", "2021-10-01"), "'2:1' is not a citation"),
        (("TTL 2:1", "1.10.2021"), "Invalid value for 'DAY'"),
        (("TTL 2:1", "2021-10-01", "--municipality", "91"), "'91' is none of the thirty municipalities"),
    ],
)
def test_what_cannot_be_asked_is_refused(args: tuple[str, ...], says: str) -> None:
    """With what to write instead."""
    assert refused(inside("law", "competence", *args)).startswith(says)


def test_every_word_of_the_table_has_its_texts() -> None:
    """In three languages, and none is left over."""
    asks = {
        f"{field}_{'yes' if wanted else 'no'}"
        for rule in RULES
        for field in ("is_trial_customer", "in_labour_market_training", "aland")
        if (wanted := getattr(rule.whose, field)) is not None
    }
    wanted = {
        "issuers": {one.value for one in Issuer},
        "duties": {one.value for one in Duty},
        "conditions": {one.value for one in Condition},
        "open_points": {one.name for one in OPEN_POINTS},
        "statement_classes": {"basic_statement", "expert_statement", "service_statement"},
        "client_asks": asks,
    }
    for table, names in wanted.items():
        assert set(TEXTS[table]) == names
        assert all(set(said) == {"fi", "sv", "en"} for said in TEXTS[table].values())
