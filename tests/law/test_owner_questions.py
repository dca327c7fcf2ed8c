"""What is asked of owners: a holding only where it matters, an official's finding only where the law needs one."""

from __future__ import annotations

from typing import Any

import pytest
from test_examples import EXAMPLES, decided

from toimi.book.questions import questions

ASKED = {
    "Own holding unknown where it matters: open": {"business_share.capital", "business_share.votes"},
    "Own holding unknown where it does not matter: 60 percent is at least half": set(),
    "Ordinary worker with nothing, spouse owns all: not an entrepreneur, 2:5 not applied": set(),
    "Not an entrepreneur: the workload nobody has assessed is not asked": set(),
    "In a leading position in a cooperative: an official must assess the control": {
        "business_share.control_15",
        "business_share.control_30",
    },
    "Partner in a partnership, insured as an employee: an official must say": {"business_share.found_entrepreneur"},
    "Managing director with 50 percent of a company that holds 20: how much counts is open": {
        "reading.indirect_holding"
    },
    "The natural season decides, and nobody has told its days: open, in the season and after it": {
        "business.season_from",
        "business.season_through",
    },
    "A line of production was closed, not assessed: open": {"work_in_business.end_cause_accepted"},
}


@pytest.mark.parametrize("name", ASKED, ids=lambda name: name.split(":")[0])
def test_only_what_matters_is_asked(name: str) -> None:
    """The questions of the worked examples."""
    (example,) = [one for one in EXAMPLES if one["file"] == "who_is_an_entrepreneur" and one["name"] == name]
    decision: Any = decided(example)
    asked = questions(decision.evaluation, decision.timelines)
    assert {f"{one.kind}.{one.name}" for one in asked} == ASKED[name]
