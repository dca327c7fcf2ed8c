"""TTL 2 a luku, 9–10 §, as reported from March 2026 and not read in the act: the first neglect costs days, the second begins
a shorter obligation (HE 108/2025).

The steps stand in the chronicle of ``chapter_2a_what_follows.py``, since both ladders shield from each other's acts. Of the
reported texts: which neglects count is in ``chapter_2a_neglect.py``.
"""

from __future__ import annotations

from toimi.book.expressions import Chronicle, Day, Days, Length, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    Bar,
    choose,
    count,
    days,
    days_after,
    days_between,
    earliest_of,
    followed,
    months,
    never,
    no_right,
    not_known,
    plus,
    reading,
)
from toimi.law.facts import Conduct, CountedWork, Support
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_2a_what_follows import SECOND
from toimi.law.ttl.chapter_2a_when_it_ends import weeks_done, with_subsidised_work

REPORT_OF_SANCTIONS = "https://tem.fi/en/changes-to-unemployment-security-sanctions"


@provision(
    "TTL 2a:10.2", "Työssäolovelvoitteen päättyminen, kerrottu muutos", act="HE 108/2025",
    governs=box(conduct="2026-03-01/"), each=Conduct, concludes="obligation_over", decided="H",
    reported=REPORT_OF_SANCTIONS,
)  # fmt: skip
def obligation_over_as_reported(
    conduct: Conduct, days_towards_the_obligation: Days, support: Support, work: CountedWork, *,
    full_weeks: Number = count(6), longest: Length = months(60),
) -> Day:  # fmt: skip
    """Velvoitteen kerrotaan lyhenneen kuuteen kalenteriviikkoon 1.3.2026 alkaen.

    Ei tiedetä, päättyykö se yhä menettelyn korjaamiseen tai viiteen vuoteen.
    """
    done = weeks_done(full_weeks, with_subsidised_work(days_towards_the_obligation, support, work), conduct.day)
    perhaps_before = earliest_of(conduct.cured_on, plus(plus(conduct.day, days(1)), longest))
    return earliest_of(done, choose(perhaps_before, when=not_known(), otherwise=never()))


def _follows(rolling: Chronicle, from_first: Chronicle, name: str, conduct: Conduct) -> Truth:
    """For each neglect whether the consequence follows, by both readings of the twelve months."""
    return reading(
        "term_of_neglects", rolling=followed(rolling, name, conduct), from_first=followed(from_first, name, conduct)
    )


@provision(
    "TTL 2a:9.1", "Ensimmäinen laiminlyönti: 7 päivää, kerrottu muutos", act="HE 108/2025",
    governs=box(conduct="2026-03-01/"), each=Conduct, decided="H", reported=REPORT_OF_SANCTIONS,
)  # fmt: skip
def first_neglect_as_reported(
    conduct: Conduct, conduct_history: Chronicle, conduct_history_from_first: Chronicle, *, first_time: Length = SECOND
) -> Bar:
    """Jo ensimmäisestä laiminlyönnistä 12 kuukauden aikana kerrotaan seuraavan 7 päivää ilman etuutta 1.3.2026 alkaen."""
    when = _follows(conduct_history, conduct_history_from_first, "reported first", conduct)
    return no_right(days_after(conduct.day, first_time, when=when))


@provision(
    "TTL 2a:10.1", "Toinen laiminlyönti: työssäolovelvoite, kerrottu muutos", act="HE 108/2025",
    governs=box(conduct="2026-03-01/"), each=Conduct, decided="H", reported=REPORT_OF_SANCTIONS,
)  # fmt: skip
def work_obligation_as_reported(
    conduct: Conduct, obligation_over: Day, conduct_history: Chronicle, conduct_history_from_first: Chronicle
) -> Bar:
    """Toisesta laiminlyönnistä 12 kuukauden aikana kerrotaan seuraavan työssäolovelvoite 1.3.2026 alkaen."""
    when = _follows(conduct_history, conduct_history_from_first, "reported obligation", conduct)
    return no_right(days_between(plus(conduct.day, days(1)), obligation_over, when=when, noticed=True))
