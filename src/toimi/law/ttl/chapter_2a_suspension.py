"""TTL 2 a luku 1 § 2 momentti: the days that an official loses when suspended from office, in the order of conduct."""

from __future__ import annotations

from toimi.book.expressions import Chronicle, Days, Length, Truth
from toimi.book.provisions import box
from toimi.book.words import Bar, days, days_between, days_from, no_right, plus, reading
from toimi.law.facts import EquatedStop
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_2a_what_follows import follows


def suspension_days(stop: EquatedStop, suspension: Length, *, when: Truth) -> Days:
    """So many days after the last day of work, or after the day on which the work stops."""
    return reading(
        "day_of_suspension_from_office",
        last_day_of_work=days_from(stop.start, suspension, when=when, noticed=True),
        day_of_the_stop=days_between(
            plus(stop.start, days(1)), plus(plus(stop.start, days(1)), suspension), when=when, noticed=True
        ),
    )


@provision(
    "TTL 2a:1.2", "Virantoimituksesta pidättäminen", act="1380/2021", governs=box(conduct="2022-05-02/"),
    each=EquatedStop, decided="H",
)  # fmt: skip
def suspended_from_office(
    stop: EquatedStop, conduct_history: Chronicle, conduct_history_from_first: Chronicle, *,
    suspension: Length = days(45),
) -> Bar:  # fmt: skip
    """Viranhaltija, jonka työ ja palkka keskeytyvät kokonaan omasta moitittavasta syystä, on 45 päivää ilman etuutta.

    Päivät alkavat siitä päivästä, jona työ keskeytyy.
    """
    when = follows(conduct_history, conduct_history_from_first, "suspended_blamably", stop)
    return no_right(suspension_days(stop, suspension, when=when))


@provision(
    "TTL 2a:1.2", "Virantoimituksesta pidättäminen", act="128/2019", governs=box(conduct="2019-07-01/2022-05-02"),
    each=EquatedStop, decided="H",
)  # fmt: skip
def suspended_from_office_from_2019(
    stop: EquatedStop, conduct_history: Chronicle, conduct_history_from_first: Chronicle, *,
    suspension: Length = days(60),
) -> Bar:  # fmt: skip
    """Viranhaltija, jonka työ ja palkka keskeytyvät kokonaan omasta syystä, on 60 päivää ilman etuutta.

    Päivät alkavat siitä päivästä, jona työ keskeytyy.
    """
    when = follows(conduct_history, conduct_history_from_first, "suspended_by_own_fault", stop)
    return no_right(suspension_days(stop, suspension, when=when))


@provision(
    "TTL 2a:1.2", "Virantoimituksesta pidättäminen", act="1049/2013", governs=box(conduct="/2019-07-01"),
    each=EquatedStop, decided="H",
)  # fmt: skip
def suspended_from_office_from_2014(
    stop: EquatedStop, conduct_history: Chronicle, conduct_history_from_first: Chronicle, *,
    suspension: Length = days(90),
) -> Bar:  # fmt: skip
    """Viranhaltija, jonka työ ja palkka keskeytyvät kokonaan omasta syystä, on 90 päivää ilman etuutta.

    Päivät alkavat siitä päivästä, jona työ keskeytyy.
    """
    when = follows(conduct_history, conduct_history_from_first, "suspended_by_own_fault", stop)
    return no_right(suspension_days(stop, suspension, when=when))
