"""TTL 1 luku, Yleiset säännökset: the definitions that chapter 2 needs."""

from __future__ import annotations

from toimi.book.expressions import Days, Number
from toimi.book.provisions import box
from toimi.book.words import any_of, no, one_of, percent, working
from toimi.law.counting import unemployed_on_leave
from toimi.law.facts import Employment, EquatedStop, Layoff, OtherStop, RequestedLeave
from toimi.law.shelf import provision


@provision("TTL 1:5.1(4)", "Kokoaikatyö", act="1439/2011", governs=box(benefit_day="2012-01-01/"))
def full_time_working_days(
    work: Employment, layoff: Layoff, equated: EquatedStop, stop: OtherStop, leave: RequestedLeave, *,
    full_time_share: Number = percent(80),
) -> Days:  # fmt: skip
    """Kokoaikatyötä tekee se, jonka työaika on yli 80 prosenttia alan kokoaikaisen työntekijän enimmäistyöajasta.

    Päiviä ei lueta, kun lomautus keskeyttää työn tai lyhentää työaikaa. Niitä ei lueta myöskään, kun työn pysäyttää
    lomautukseen rinnastettava syy, sää tai työtaistelu, joka ei koske omia työehtoja, eikä työvapaalla, jolla henkilöä
    pidetään työttömänä.
    """
    return working(
        work,
        when=work.hours_share > full_time_share,
        stopped_by=(
            (layoff, one_of(layoff.extent, "full", "shortened_hours", "shortened_week")),
            (equated, no(one_of(equated.ground, "office_suspension_health_data"))),
            (stop, any_of(one_of(stop.cause, "weather"), no(stop.own_terms))),
            (leave, unemployed_on_leave(leave)),
        ),
    )


@provision("TTL 1:5.1(5)", "Osa-aikatyö", act="1439/2011", governs=box(benefit_day="2012-01-01/"))
def part_time_working_days(
    work: Employment,
    layoff: Layoff,
    equated: EquatedStop,
    leave: RequestedLeave,
    *,
    full_time_share: Number = percent(80),
) -> Days:
    """Osa-aikatyötä on työ, jonka työaika on enintään 80 prosenttia alan kokoaikaisen enimmäistyöajasta.

    Päiviä ei lueta, kun lomautus tai siihen rinnastettava syy keskeyttää työn kokonaan, eikä työvapaalla, jolla henkilöä
    pidetään työttömänä.
    """
    return working(
        work,
        when=work.hours_share <= full_time_share,
        stopped_by=(
            (layoff, one_of(layoff.extent, "full")),
            (equated, no(one_of(equated.ground, "office_suspension_health_data"))),
            (leave, unemployed_on_leave(leave)),
        ),
    )
