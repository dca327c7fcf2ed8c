"""TTL 11:4b of 2020 and 2021, whom it reaches: the laid-off whose layoff began on 16 March 2020 or later.

Stands before chapter 2 a, which asks what becomes of conduct on those days; what the section takes away is in
``chapter_11``.
"""

from __future__ import annotations

from toimi.book.expressions import Day, Days, Truth
from toimi.book.provisions import box
from toimi.book.words import all_of, any_of, during, holds, no, one_of, reading, start_of
from toimi.law.counting import surely_not
from toimi.law.facts import EquatedStop, Layoff
from toimi.law.shelf import provision


@provision(
    "TTL 11:4b.1", "Lomautus on alkanut 16.3.2020 tai sen jälkeen", act="172/2020",
    governs=box(benefit_day="2020-03-16/2022-01-01"), known="2020-04-01",
)  # fmt: skip
def laid_off_from_16_march_2020(layoff: Layoff, equated: EquatedStop) -> Days:
    """Väliaikainen poikkeus koskee lomautusaikaa, jos lomautus on alkanut 16.3.2020 tai sen jälkeen.

    Laki ei mainitse lomautukseen rinnastettavia syitä. On avoinna, koskeeko poikkeus niitä.
    """
    begun = reading("layoffs_back_to_back", two=layoff.start, one=start_of(during(layoff), at=layoff.start))
    named = during(layoff, when=begun >= "2020-03-16")
    is_equated = no(one_of(equated.ground, "office_suspension_health_data"))
    likened = during(equated, when=all_of(is_equated, equated.start >= "2020-03-16"))
    return reading("reasons_equated_with_layoff", left_out=named, read_in=any_of(named, likened))


def not_spared(day: Day, relieved: Days) -> Truth:
    """What happened on a day of layoff that 11:4b freed in 2020 matters after the layoff, or has no consequence at all."""
    freed = all_of(holds(relieved, at=day), day < "2021-01-01")
    spared = reading("conduct_in_a_relieved_layoff", counts_afterwards=surely_not(day), no_consequence=freed)
    return no(spared)
