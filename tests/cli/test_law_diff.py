"""``toimi law diff``: what changed between two days, and nothing where the text stayed."""

from __future__ import annotations

import pytest

from cli.commands import inside, refused


def test_leaving_work_changed_on_2_may_2022() -> None:
    """90 days for resigning and 60 for causing the end became 45; the short 30 days stayed (sanctions digest, section 5.1)."""
    changes = inside("law", "diff", "TTL 2a:1.1", "2022-05-01", "2022-05-02", "--lang", "en", "--json").data
    bar = next(change for change in changes if change["before"] == ["128/2019"] and change["after"] == ["1380/2021"])
    gone = [line[2:] for line in bar["lines"] if line.startswith("- ")]
    new = [line[2:] for line in bar["lines"] if line.startswith("+ ")]
    same = [line[2:] for line in bar["lines"] if line.startswith("  ")]
    assert {"suspension_resigned = 90 days", "suspension_caused = 60 days"} <= set(gone)
    assert "suspension = 45 days" in new
    assert "short_suspension = 30 days" in same


def test_the_days_before_and_after_an_act_of_a_few_months() -> None:
    """172/2020 has nothing before it: the layoff rule comes on the day of its entry into force, with a plus only."""
    changes = inside("law", "diff", "TTL 11:4b.1", "2020-03-31", "2020-04-01", "--json").data
    assert changes == []
    said = inside("law", "diff", "TTL 2:10", "2022-12-31", "2023-01-01", "--lang", "en").out
    assert "1131/2022" in said


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("fi", "Sama teksti on voimassa 1.5.2021 ja 2.5.2021."),
        ("sv", "Samma text gäller den 1.5.2021 och den 2.5.2021."),
        ("en", "The same text governs on 1 May 2021 and 2 May 2021."),
    ],
)
def test_nothing_changed(lang: str, says: str) -> None:
    """Said in every language."""
    assert inside("law", "diff", "TTL 2a:1", "2021-05-01", "2021-05-02", "--lang", lang).out == says + "\n"


def test_what_is_not_there_is_refused() -> None:
    """A place of which the book has nothing, and a day that is none."""
    assert "Nothing in the book at TTL 9:9." in refused(inside("law", "diff", "TTL 9:9", "2021-05-01", "2021-05-02"))
    assert "2021-13-01" in refused(inside("law", "diff", "TTL 2a:1", "2021-13-01", "2021-05-02"))
