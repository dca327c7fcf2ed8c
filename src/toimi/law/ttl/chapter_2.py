"""TTL 2 luku, Etuuden saamisen yleiset työvoimapoliittiset edellytykset: who has a right at all.

A concept ("is a full-time student") and its bar ("has no right because of it") are two provisions, also where
the act says both in one sentence: temporary acts take bars away and leave concepts as they are.

Sections 2, 4 and 13.4 are in ``chapter_2_other``, section 10 and its exceptions in ``chapter_2_studies``. Not in the
book yet: sections 6–9 (that a business is over is an official's judgement), 13.1–13.3 and 14–16.
"""

from __future__ import annotations

from toimi.book.expressions import Days, Length, Number
from toimi.book.provisions import box
from toimi.book.words import (
    Bar,
    Notice,
    all_of,
    any_of,
    before,
    days,
    days_between,
    days_from,
    during,
    holds,
    lasting,
    minus,
    months,
    never,
    no,
    no_right,
    one_of,
    percent,
    perhaps,
    plus,
    reading,
    tell_the_payer,
    weeks,
    working,
)
from toimi.law.facts import (
    Business,
    BusinessWorkload,
    DisabilityPension,
    Employment,
    EquatedStop,
    JobSearch,
    Layoff,
    OtherStop,
    SeeksFullTimeWork,
    WorkInBusiness,
)
from toimi.law.shelf import provision

# --- 5 § Yritystoiminta ja oma työ: first, since 1 § reads it --------------------------------------------------------


@provision(
    "TTL 2:5.2", "Kokoaikatyö yrityksen rinnalla", act="1049/2013", governs=box(benefit_day="2014-01-01/"),
    decided="P",
)  # fmt: skip
def long_work_beside_business(
    work: Employment, business: Business, *, beside: Length = months(6), full_time_share: Number = percent(80)
) -> Days:
    """Yrityksen oletetaan olevan sivutoiminen, kun henkilö on ollut sen rinnalla kuusi kuukautta kokoaikatyössä.

    Olettama alkaa, kun kuusi kuukautta on täynnä.
    """
    reached = plus(work.start, beside)
    kept = all_of(work.hours_share > full_time_share, reached <= work.end, holds(during(business), at=reached))
    return days_between(reached, never(), when=kept)


def found_full_time(workload: BusinessWorkload, long_work_beside_business: Days) -> Days:
    """From the day an official finds it full-time until the business is over or long work beside it shows otherwise.

    A lower workload alone releases nobody. Work done before the finding does not speak against it.
    """
    full_time = one_of(workload.value, "full_time")
    shown_before = holds(long_work_beside_business, at=workload.start)
    until = workload.business.over_on
    found = days_between(workload.start, until, when=all_of(full_time, no(shown_before)))
    found_later = days_between(workload.start, until, when=all_of(full_time, shown_before), noticed=True)
    return any_of(minus(found, long_work_beside_business), found_later)


@provision(
    "TTL 2:5.4", "Päätoiminen yritystoiminta", act="1457/2016", governs=box(begun="2017-01-01/"),
    each=BusinessWorkload, concludes="full_time_business", decided="H",
)  # fmt: skip
def full_time_business(
    workload: BusinessWorkload, long_work_beside_business: Days, *, more_than: Length = weeks(2)
) -> Days:
    """Päätoimiseksi todettu yritystoiminta pysyy päätoimisena, kunnes se päättyy tai pitkä muu työ osoittaa toisin.

    Työllistävyyden arvioi virkailija. Sen väheneminen ei yksin riitä, eikä ennen arviota tehty työ muuta arviota.
    Enintään kaksi viikkoa kestänyttä toimintaa ei lueta.
    """
    return lasting(found_full_time(workload, long_work_beside_business), more_than=more_than)


@provision(
    "TTL 2:5.4", "Päätoiminen yritystoiminta", act="1001/2012", governs=box(begun="/2017-01-01"),
    each=BusinessWorkload, concludes="full_time_business", decided="H",
)  # fmt: skip
def full_time_business_begun_before_2017(workload: BusinessWorkload, long_work_beside_business: Days) -> Days:
    """Ennen vuotta 2017 alkanut päätoiminen yritystoiminta luetaan silloinkin, kun se kestää enintään kaksi viikkoa.

    Tämä perustuu lain 1457/2016 siirtymäsäännökseen.
    """
    return found_full_time(workload, long_work_beside_business)


@provision(
    "TTL 2:5.4", "Työskentely yrityksessä on päättynyt", act="1374/2014", governs=box(benefit_day="2015-01-01/"),
    each=WorkInBusiness,
)  # fmt: skip
def work_in_business_over(work: WorkInBusiness) -> Days:
    """Työskentely yrityksessä on päättynyt, mutta yritystoimintaa ei ole lopetettu."""
    return minus(days_between(work.end, work.business.over_on), during(work))


@provision("TTL 2:1.2", "Yli kaksi viikkoa kokoaikatyössä", act="906/2017", governs=box(benefit_day="2018-01-01/"))
def full_time_over_two_weeks(
    work: Employment, layoff: Layoff, full_time_working_days: Days, *,
    more_than: Length = weeks(2), full_time_share: Number = percent(80),
) -> Days:  # fmt: skip
    """Yli kaksi viikkoa kestävä kokoaikatyö luetaan ensimmäisestä päivästään alkaen."""
    long_contract = working(
        work,
        when=all_of(work.hours_share > full_time_share, plus(work.start, more_than) < work.end),
        stopped_by=((layoff, one_of(layoff.extent, "full", "shortened_hours", "shortened_week")),),
    )
    return reading(
        "two_weeks_of_full_time_work",
        stretch=lasting(full_time_working_days, more_than=more_than),
        contract=all_of(long_contract, full_time_working_days),
    )


@provision(
    "TTL 2:5a.1", "Alkava yritystoiminta", act="906/2017", governs=box(begun="2018-01-01/"), each=Business, decided="H"
)
def starting_business(business: Business, full_time_over_two_weeks: Days, *, protected: Length = months(4)) -> Days:
    """Työttömänä aloitettu yritystoiminta ei estä oikeutta neljän ensimmäisen kuukauden ajalta.

    Suojaa ei ole, jos henkilö oli vielä edellisenä päivänä kokoaikatyössä, joka kesti yli kaksi viikkoa. Muuten
    virkailija arvioi, onko toiminta aloitettu työttömänä ja onko suoja jo käytetty.
    """
    begun_in_work = holds(full_time_over_two_weeks, at=before(business.start, days(1)))
    first_months = days_from(business.start, protected, when=no(begun_in_work), noticed=True)
    return perhaps(first_months)


@provision(
    "TTL 2:5.1", "Päätoiminen yritystoiminta estää etuuden", act="1457/2016", governs=box(benefit_day="2017-01-01/"),
    decided="H",
)  # fmt: skip
def business_bars(full_time_business: Days, work_in_business_over: Days, starting_business: Days) -> Bar:
    """Oikeutta ei ole päiviltä, joina henkilö työskentelee päätoimisessa yritystoiminnassa.

    Alkava yritystoiminta voi olla poikkeus.
    """
    return no_right(minus(minus(full_time_business, work_in_business_over), starting_business))


@provision(
    "TTL 2:5.4", "Yritystoiminta jatkuu työskentelyn loputtua", act="1374/2014", governs=box(benefit_day="2015-01-01/"),
    decided="H",
)  # fmt: skip
def continuing_business_bars(full_time_business: Days, work_in_business_over: Days) -> Bar:
    """Kun työskentely päätoimisessa yrityksessä on loppunut, oikeutta ei ole ennen kuin yritystoiminta on päättynyt."""
    return no_right(all_of(full_time_business, work_in_business_over))


# --- 1 § Työtön työnhakija -------------------------------------------------------------------------------------------


@provision("TTL 2:1.2", "Työtön", act="906/2017", governs=box(benefit_day="2018-01-01/"))
def unemployed(
    work: Employment, layoff: Layoff, equated: EquatedStop, stop: OtherStop, full_time_over_two_weeks: Days,
    full_time_business: Days,
    work_in_business_over: Days, starting_business: Days, *, more_than: Length = weeks(2),
    full_time_share: Number = percent(80),
) -> Days:  # fmt: skip
    """Työttömänä ei pidetä sitä, joka on yli kaksi viikkoa kokoaikatyössä, on päätoiminen yrittäjä tai on itse lyhentänyt
    työaikaansa.

    Työtön on myös se, jonka työn keskeyttää lomautus, siihen rinnastettava syy, sää tai työtaistelu, joka ei koske
    omia työehtoja. Työtön on myös se, jonka työaikaa lomautus lyhentää tai joka muuten tekee osa-aikatyötä.
    """
    own_cut = working(
        work,
        when=all_of(work.hours_share <= full_time_share, one_of(work.hours_cut_by, "person")),
        stopped_by=(
            (layoff, one_of(layoff.extent, "full", "shortened_hours", "shortened_week")),
            (equated, no(one_of(equated.ground, "office_suspension_health_data"))),
            (stop, any_of(one_of(stop.cause, "weather"), no(stop.own_terms))),
        ),
    )
    in_business = lasting(minus(full_time_business, work_in_business_over), more_than=more_than)
    return no(any_of(full_time_over_two_weeks, own_cut, minus(in_business, starting_business)))


@provision("TTL 2:1.2", "Ei ole työtön", act="906/2017", governs=box(benefit_day="2018-01-01/"))
def not_unemployed(unemployed: Days) -> Bar:
    """Oikeutta ei ole päiviltä, joina henkilö ei ole työtön."""
    return no_right(no(unemployed))


@provision("TTL 2:1.3", "Työnhakija", act="385/2023", governs=box(benefit_day="2025-01-01/"), concludes="job_seeker")
def job_seeker(search: JobSearch) -> Days:
    """Työnhakija on rekisteröity valtakunnalliseen tietovarantoon, on pitänyt työnhakunsa voimassa ja asioi vaaditulla
    tavalla.
    """
    return during(search)


@provision(
    "TTL 2:1.3", "Työnhakija", act="1380/2021", governs=box(benefit_day="2022-05-02/2025-01-01"), concludes="job_seeker"
)
def job_seeker_from_2022(search: JobSearch) -> Days:
    """Työnhakija on rekisteröity, on pitänyt työnhakunsa voimassa ja asioi vaaditulla tavalla."""
    return during(search)


@provision(
    "TTL 2:1.3", "Työnhakija", act="1001/2012", governs=box(benefit_day="2013-01-01/2022-05-02"), concludes="job_seeker"
)
def job_seeker_from_2013(search: JobSearch) -> Days:
    """Työnhakija on rekisteröity, on antanut yhteystietonsa, pitänyt työnhakunsa voimassa ja asioi vaaditulla tavalla."""
    return during(search, when=search.contact_details_complete)


@provision("TTL 2:1.3", "Ei ole työnhakija", act="1001/2012", governs=box(benefit_day="2013-01-01/"))
def not_a_job_seeker(job_seeker: Days) -> Bar:
    """Oikeutta ei ole päiviltä, joina henkilö ei ole työnhakija."""
    return no_right(no(job_seeker))


@provision("TTL 2:1.4", "Kokoaikatyön hakija", act="1001/2012", governs=box(benefit_day="2013-01-01/"))
def seeks_full_time(goal: SeeksFullTimeWork) -> Days:
    """Kokoaikatyötä hakee se, jonka työnhaun ja mahdollisen suunnitelman tavoitteena on kokoaikatyö."""
    return during(goal, when=goal.value)


@provision("TTL 2:1.1", "Ei hae kokoaikatyötä", act="1001/2012", governs=box(benefit_day="2013-01-01/"))
def does_not_seek_full_time(job_seeker: Days, seeks_full_time: Days, pension: DisabilityPension) -> Bar:
    """Oikeutta ei ole päiviltä, joina työnhakija ei hae kokoaikatyötä, ellei hän saa osatyökyvyttömyyseläkettä."""
    partial = during(pension, when=one_of(pension.extent, "partial"))
    return no_right(minus(all_of(job_seeker, no(seeks_full_time)), partial))


# --- 4 luku, read by the statement: what the payer is told -----------------------------------------------------------


@provision("TTL 4:1", "Soviteltava työ tai lyhennetty työaika", act="1290/2002", governs=box(benefit_day="2013-01-01/"))
def adjusted_work(
    layoff: Layoff, full_time_working_days: Days, part_time_working_days: Days, full_time_over_two_weeks: Days
) -> Notice:
    """Maksajalle kerrotaan osa-aikatyöstä, enintään kaksi viikkoa kestävästä kokoaikatyöstä ja lyhennetystä työajasta."""
    short = minus(full_time_working_days, full_time_over_two_weeks)
    shortened = during(layoff, when=one_of(layoff.extent, "shortened_hours", "shortened_week"))
    return tell_the_payer(any_of(short, part_time_working_days, shortened))


@provision("TTL 4:1.1(4)", "Tulo yritystoiminnasta", act="1290/2002", governs=box(benefit_day="2013-01-01/"))
def income_from_business(business: Business) -> Notice:
    """Maksajalle kerrotaan yritystoiminnasta: sen tulo sovitellaan."""
    return tell_the_payer(during(business))
