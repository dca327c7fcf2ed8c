"""TTL 2 a luku, Työvoimapoliittisesti moitittava menettely: when a person's own conduct costs the benefit for a while.

Sections 1–3, leaving work. The version is chosen by the day of the conduct, not by the benefit day. The oldest
texts are given no first day: conduct before them cannot reach a benefit day from 2020 on.
What leaving work costs is in ``chapter_2a_what_follows``, with sections 4–14: the law reads its own past there.
"""

from __future__ import annotations

from datetime import date

from toimi.book.expressions import Length, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    NumberOfLaw,
    all_of,
    any_of,
    before,
    choose,
    comes,
    days,
    days_inclusive,
    during,
    exists,
    larger_of,
    measure,
    minutes,
    monday_of,
    months,
    no,
    one_of,
    percent,
    plus,
    reading,
    unless_judged,
    weeks,
)
from toimi.law.facts import Commute, CountedWork, EmploymentEnd, EquatedStop
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_2a_rest import economic

_COEFFICIENTS = (
    (2013, "1.327", "582/2012"),
    (2019, "1.417", "836/2018"),
    (2020, "1.446", "1030/2019"),
    (2021, "1.465", "715/2020"),
    (2022, "1.501", "896/2021"),
    (2023, "1.558", "865/2022"),
    (2024, "1.637", "981/2023"),
    (2025, "1.673", "573/2024"),
)
"""Wage coefficients (palkkakerroin) by year, with the decree that gives each."""
_REPORTED_COEFFICIENTS = ((2026, "1.712", "verkkouutiset.fi 2025-10-29, UNVERIFIED"),)
"""Those of which only news has been seen."""


def _indexed(
    base_cents: int, coefficients: tuple[tuple[int, str, str], ...] = _COEFFICIENTS
) -> tuple[tuple[date, int, str], ...]:
    """A sum of 2013 by the wage coefficient of each year, rounded to the nearest euro (TTL 14:1a)."""
    base = int(_COEFFICIENTS[0][1].replace(".", ""))
    return tuple(
        (date(year, 1, 1), (2 * base_cents * int(k.replace(".", "")) + 100 * base) // (200 * base) * 100, decree)
        for year, k, decree in coefficients
    )


PAY_FLOOR = NumberOfLaw(
    "pay floor of 1,134 euros, indexed", "cents", _indexed(113_400), _indexed(113_400, _REPORTED_COEFFICIENTS)
)
"""TTL 2a:2.1(4): 1,134 euros a month at the level of 2013."""


def floor_when_left(end: EmploymentEnd) -> Number:
    """The floor of the year of the conduct; or of the pay, the last of which is paid for the last day."""
    by_conduct = PAY_FLOOR.at(end.conduct)
    return reading("year_of_the_pay_floor", conduct=by_conduct, offer=by_conduct, pay=PAY_FLOOR.at(end.day))


# --- 2 § Pätevä syy työstä eroamiseen and 3 § työmatka: first, since 1 § reads them -----------------------------------


@provision(
    "TTL 2a:2.1(3)", "Työtä ei ole ollut tarjolla", act="380/2018", governs=box(conduct="2018-06-01/2024-09-02"),
    each=EmploymentEnd, concludes="presumed_valid_reason", decided="P",
)  # fmt: skip
def no_work_on_offer(end: EmploymentEnd, counted: CountedWork, *, looked_back: Length = weeks(12)) -> Truth:
    """Syy on pätevä, jos 12 kalenteriviikkoon ennen irtisanoutumista ei ole ollut työssäoloehtoon luettavaa työtä.

    Syy on pätevä vain, jos säännöllisestä työstä ei ole sovittu. 2.9.2024 tai sen jälkeen annetuista ilmoituksista
    ratkaisee virkailija: laki ei sano, miten kuukausittainen työssäoloehto muunnetaan viikoiksi.
    """
    until = monday_of(end.notice_given_on)
    worked = measure(during(counted), start=before(until, looked_back), end=until)
    return all_of(end.job.is_there, no(end.job.regular_work_agreed), worked < days(1))


@provision(
    "TTL 2a:2.1(4)", "Pieni palkka", act="1035/2022", governs=box(conduct="2023-01-01/"), each=EmploymentEnd,
    concludes="presumed_valid_reason", decided="P",
)  # fmt: skip
def low_pay(end: EmploymentEnd, *, full_time_share: Number = percent(80)) -> Truth:
    """Pätevä syy on kokoaikatyön palkka, joka jää alle laissa säädetyn rajan.

    Raja oli vuoden 2013 tasossa 1 134 euroa kuukaudessa, ja se tarkistetaan joka vuosi.
    """
    return all_of(end.job.is_there, end.job.hours_share > full_time_share, end.job.pay_month < floor_when_left(end))


@provision(
    "TTL 2a:2.1(4)", "Pieni palkka", act="380/2018", governs=box(conduct="2018-06-01/2023-01-01"), each=EmploymentEnd,
    concludes="presumed_valid_reason", decided="P",
)  # fmt: skip
def low_pay_from_2018(end: EmploymentEnd, *, full_time_share: Number = percent(80)) -> Truth:
    """Pätevä syy on kokoaikatyön palkka, joka jää alle laissa säädetyn rajan.

    Raja oli vuoden 2013 tasossa 1 134 euroa kuukaudessa, ja se tarkistetaan joka vuosi.
    """
    return all_of(end.job.is_there, end.job.hours_share > full_time_share, end.job.pay_month < floor_when_left(end))


@provision(
    "TTL 2a:3", "Työstä eroaminen työmatkan perusteella", act="1451/2016", governs=box(conduct="/"),
    each=EmploymentEnd, concludes="presumed_valid_reason", decided="P",
)  # fmt: skip
def long_commute(
    end: EmploymentEnd, commute: Commute, *,
    full_time_limit: Number = minutes(180), part_time_limit: Number = minutes(120), early: Length = months(3),
    full_time_share: Number = percent(80),
) -> Truth:  # fmt: skip
    """Pätevä syy on työmatka, joka vie päivässä yli kolme tuntia kokoaikatyössä tai yli kaksi tuntia osa-aikatyössä.

    Syy on pätevä, jos henkilö irtisanoutuu kolmen kuukauden kuluessa työn alkamisesta. Se on pätevä myöhemminkin, jos
    työn tekemisen paikka muuttuu tai henkilö muuttaa viikon kuluessa puolisonsa työpaikkakunnalle.
    """
    limit = choose(full_time_limit, when=commute.job.hours_share > full_time_share, otherwise=part_time_limit)
    long = commute.minutes_a_day > limit
    from_the_start = exists(commute, about=end.job.link, when=all_of(long, one_of(commute.cause, "from_the_start")))
    later = exists(
        commute, about=end.job.link, when=all_of(long, one_of(commute.cause, "moved_to_spouse", "workplace_moved"))
    )
    return any_of(all_of(from_the_start, end.notice_given_on <= plus(end.job.began, early)), later)


@provision(
    "TTL 2a:2.2", "Pätevä syy työstä eroamiseen", act="288/2012", governs=box(conduct="/"), each=EmploymentEnd,
    concludes="valid_reason", decided="H",
)  # fmt: skip
def valid_reason(end: EmploymentEnd, presumed_valid_reason: Truth) -> Truth:
    """Pätevä syy on laissa nimetty syy tai muu siihen verrattava syy. Muun syyn arvioi virkailija."""
    return any_of(end.valid_reason, presumed_valid_reason)


# --- 1 § Työstä eroaminen ja erottaminen -----------------------------------------------------------------------------


def suspended(stop: EquatedStop) -> Truth:
    """The official is suspended from office."""
    return one_of(stop.ground, "office_suspension", "office_suspension_health_data")


@provision(
    "TTL 2a:1.1", "Erosi itse", act="288/2012", governs=box(conduct="/"), each=EmploymentEnd, concludes="resigned"
)
def resigned(end: EmploymentEnd) -> Truth:
    """Eroaa se, joka itse irtisanoutuu, purkaa sopimuksen, tekee aloitteen sen päättämisestä tai päättää sopimuksen
    koeajalla.
    """
    own_move = all_of(one_of(end.manner, "agreed", "trial_period"), one_of(end.notice_given_by, "person"))
    return any_of(one_of(end.manner, "resigned", "rescinded_by_employee"), own_move)


@provision(
    "TTL 2a:1.3", "Itse aiheutettu päättyminen ja sen riitautus", act="288/2012", governs=box(conduct="/"),
    each=EmploymentEnd, concludes="caused_the_end", decided="H",
)  # fmt: skip
def caused_the_end(end: EmploymentEnd, resigned: Truth, *, deadline: Length = months(3)) -> Truth:
    """Työsuhteen päättymisen aiheuttaa se, jonka oma menettely johti siihen.

    Määräajan päättyminen ja taloudellinen tai tuotannollinen syy eivät ole henkilön omaa syytä. Jos irtisanominen tai
    purkaminen on riitautettu kolmen kuukauden kuluessa, henkilön ei katsota aiheuttaneen sitä ennen lopullista ratkaisua.
    Ilmeisen aiheeton riitautus ei suojaa. Lopullinen ratkaisu sitoo.
    """
    contestable = one_of(end.manner, "dismissed", "rescinded_by_employer")
    contested = all_of(contestable, end.contested_on <= plus(end.day, deadline))
    final = all_of(contested, comes(end.contest_final_on))
    shielded = all_of(contested, no(final), no(unless_judged(end.contest_unfounded, no(contested))))
    by_the_person = choose(one_of(end.contest_result, "own_fault"), when=final, otherwise=end.own_fault)
    may_be_own = all_of(no(resigned), no(one_of(end.manner, "fixed_term_over")), no(economic(end)))
    return all_of(may_be_own, by_the_person, no(shielded))


@provision(
    "TTL 2a:1.1", "Työn arvioitu kesto", act="288/2012", governs=box(conduct="/"), each=EmploymentEnd,
    concludes="short_job",
)  # fmt: skip
def short_job(end: EmploymentEnd, *, short: Length = days(5)) -> Truth:
    """Lyhyt työ on työ, joka olisi kestänyt enintään viisi päivää. Kesto on vähintään se, minkä työ on jo kestänyt."""
    lasted = larger_of(end.would_have_lasted, days_inclusive(end.job.began, end.day))
    return choose(lasted, when=end.job.is_there, otherwise=end.would_have_lasted) <= short


@provision(
    "TTL 2a:1.1", "Työstä eroaminen ja erottaminen", act="1380/2021", governs=box(conduct="2022-05-02/"),
    each=EmploymentEnd, concludes="left_blamably", decided="H",
)  # fmt: skip
def left_blamably(
    end: EmploymentEnd, resigned: Truth, valid_reason: Truth, caused_the_end: Truth, leaving_set_aside: Truth
) -> Truth:  # fmt: skip
    """Henkilö eroaa ilman pätevää syytä tai aiheuttaa työsuhteensa päättymisen moitittavasti."""
    blamable = any_of(all_of(resigned, no(valid_reason)), all_of(caused_the_end, end.reprehensible))
    return all_of(blamable, no(leaving_set_aside))


@provision(
    "TTL 2a:1.1", "Työstä eroaminen ja erottaminen", act="288/2012", governs=box(conduct="/2022-05-02"),
    each=EmploymentEnd, concludes="left_without_reason", decided="H",
)  # fmt: skip
def left_without_reason(resigned: Truth, valid_reason: Truth, caused_the_end: Truth) -> Truth:
    """Henkilö eroaa ilman pätevää syytä tai aiheuttaa itse työsuhteensa päättymisen."""
    return any_of(all_of(resigned, no(valid_reason)), caused_the_end)


@provision(
    "TTL 2a:1.2", "Pidätetty virantoimituksesta moitittavasti", act="1380/2021", governs=box(conduct="2022-05-02/"),
    each=EquatedStop, concludes="suspended_blamably", decided="H",
)  # fmt: skip
def suspended_blamably(stop: EquatedStop) -> Truth:
    """Viranhaltijan työ ja palkka keskeytyvät kokonaan hänen omasta moitittavasta syystään."""
    return all_of(suspended(stop), stop.own_fault, stop.reprehensible)


@provision(
    "TTL 2a:1.2", "Pidätetty virantoimituksesta omasta syystä", act="1049/2013", governs=box(conduct="/2022-05-02"),
    each=EquatedStop, concludes="suspended_by_own_fault", decided="H",
)  # fmt: skip
def suspended_by_own_fault(stop: EquatedStop) -> Truth:
    """Viranhaltijan työ ja palkka keskeytyvät kokonaan hänen omasta syystään."""
    return all_of(suspended(stop), stop.own_fault)
