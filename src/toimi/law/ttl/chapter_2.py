"""TTL 2 luku, Etuuden saamisen yleiset työvoimapoliittiset edellytykset: who has a right at all.

A concept ("is a full-time student") and its bar ("has no right because of it") are two provisions, also where
the act says both in one sentence: temporary acts take bars away and leave concepts as they are.

Sections 2, 4 and 13.4 are in ``chapter_2_other``, section 10 and its exceptions in ``chapter_2_studies``, sections 5, 8
and 9 in ``chapter_2_business``, 6 and 7 in ``chapter_2_family``, 13 and 14 in ``chapter_2_youth``.
"""

from __future__ import annotations

from toimi.book.expressions import Day, Days, Length, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    Bar,
    Notice,
    all_of,
    any_of,
    before,
    comes,
    days,
    days_between,
    during,
    first_of,
    minus,
    minus_same,
    no,
    no_right,
    one_of,
    percent,
    perhaps,
    tell_the_payer,
    weeks,
)
from toimi.law.counting import over_two_weeks
from toimi.law.facts import (
    Business,
    BusinessShare,
    DisabilityPension,
    Employment,
    EquatedStop,
    JobSearch,
    Layoff,
    OtherStop,
    ReducedCapacity,
    RequestedLeave,
    SearchLapse,
    SeeksFullTimeWork,
    WorkInBusiness,
)
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_2_business import no_entrepreneur, own_cut_of_hours
from toimi.law.ttl.chapter_2_family import between_seasons, work_over

# --- 1 § Työtön työnhakija -------------------------------------------------------------------------------------------


@provision("TTL 2:1.2", "Työtön", act="906/2017", governs=box(benefit_day="2018-01-01/"))
def unemployed(
    work: Employment, layoff: Layoff, equated: EquatedStop, stop: OtherStop, leave: RequestedLeave,
    full_time_over_two_weeks: Days,
    full_time_at_work: Days, starting_business: Days, *, more_than: Length = weeks(2),
    full_time_share: Number = percent(80),
) -> Days:  # fmt: skip
    """Työttömänä ei pidetä sitä, joka on yli kaksi viikkoa kokoaikatyössä, on päätoiminen yrittäjä tai on itse lyhentänyt
    työaikaansa.

    Työtön on myös se, jonka työn keskeyttää lomautus, siihen rinnastettava syy, sää tai työtaistelu, joka ei koske
    omia työehtoja. Työtön on myös se, jonka työaikaa lomautus lyhentää tai joka muuten tekee osa-aikatyötä.

    Itse haetulla työvapaalla työtön on se, joka otti vapaan loppuun kestäväksi tarkoitetun kokoaikatyön ja menetti sen
    ilman omaa syytään, jos vapaata ei voi keskeyttää.
    """
    own_cut = own_cut_of_hours(work, layoff, equated, stop, leave, full_time_share)
    in_business = over_two_weeks(full_time_at_work, more_than)
    return no(any_of(full_time_over_two_weeks, own_cut, minus(in_business, starting_business)))


@provision("TTL 2:1.2", "Ei ole työtön", act="906/2017", governs=box(benefit_day="2018-01-01/"))
def not_unemployed(unemployed: Days) -> Bar:
    """Oikeutta ei ole päiviltä, joina henkilö ei ole työtön."""
    return no_right(no(unemployed))


def _kept(lapse: SearchLapse, search: JobSearch, *missed: str, since: str) -> Days:
    """From the day the search ended to the next one: by itself from the day of the act on, before it on request."""
    in_time = any_of(lapse.day >= since, comes(lapse.restoring_asked_on))
    kept = all_of(one_of(lapse.ground, "no_contact"), one_of(lapse.missed, *missed), in_time)
    return days_between(lapse.day, first_of(search.start, after=before(lapse.day, days(1))), when=kept)


@provision(
    "JTYPL 2:1.4", "Muutosilmoitus verkkopalvelussa poikkeusaikana", act="496/2020",
    governs=box(lapsed="2020-03-16/2021-01-01"), known="2020-07-01",
    ends=[("2020-07-01", "2021-01-01")], each=SearchLapse, concludes="search_kept", decided="P",
)  # fmt: skip
def search_kept_after_a_change(lapse: SearchLapse, search: JobSearch) -> Days:
    """Työnhaku ei päättynyt siihen, että muutoksen ilmoittanut ei antanut palvelutarvetietoja tai suunnitelmaluonnosta
    verkkopalvelussa.

    Ennen 1.7.2020 päättynyt työnhaku pysyi voimassa vain pyynnöstä.
    """
    return _kept(lapse, search, "reported_change", since="2020-07-01")


@provision(
    "JTYPL 2:1.4", "Työnhaun aloittaminen verkkopalvelussa poikkeusaikana", act="295/2020",
    governs=box(lapsed="2020-03-16/2021-01-01"), known="2020-05-01",
    ends=[("2020-05-01", "2020-07-01"), ("2020-07-01", "2021-01-01")], each=SearchLapse, concludes="search_kept",
    decided="P",
)  # fmt: skip
def search_kept_at_the_start(lapse: SearchLapse, search: JobSearch) -> Days:
    """Työnhaku ei päättynyt siihen, että palvelutarvetietoja tai suunnitelmaluonnosta ei annettu verkkopalvelussa.

    Ennen 1.5.2020 päättynyt työnhaku pysyi voimassa vain pyynnöstä.
    """
    return _kept(lapse, search, "need_information", "plan_draft", since="2020-05-01")


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
def job_seeker_from_2013(search: JobSearch, search_kept: Days) -> Days:
    """Työnhakija on rekisteröity, on antanut yhteystietonsa, pitänyt työnhakunsa voimassa ja asioi vaaditulla tavalla."""
    return any_of(during(search, when=search.contact_details_complete), search_kept)


@provision("TTL 2:1.3", "Ei ole työnhakija", act="1001/2012", governs=box(benefit_day="2013-01-01/"))
def not_a_job_seeker(job_seeker: Days) -> Bar:
    """Oikeutta ei ole päiviltä, joina henkilö ei ole työnhakija."""
    return no_right(no(job_seeker))


@provision("TTL 2:1.4", "Kokoaikatyön hakija", act="1001/2012", governs=box(benefit_day="2013-01-01/"))
def seeks_full_time(goal: SeeksFullTimeWork) -> Days:
    """Kokoaikatyötä hakee se, jonka työnhaun ja mahdollisen suunnitelman tavoitteena on kokoaikatyö."""
    return during(goal, when=goal.value)


@provision("TTL 2:1.1", "Ei hae kokoaikatyötä", act="1001/2012", governs=box(benefit_day="2013-01-01/"))
def does_not_seek_full_time(
    job_seeker: Days, seeks_full_time: Days, search_kept: Days, pension: DisabilityPension
) -> Bar:
    """Oikeutta ei ole päiviltä, joina työnhakija ei hae kokoaikatyötä, ellei hän saa osatyökyvyttömyyseläkettä.

    Poikkeusaikana voimassa pysyneen työnhaun tavoitteesta ei välttämättä ole tietoa: sen arvioi virkailija.
    """
    partial = during(pension, when=one_of(pension.extent, "partial"))
    does_not = all_of(any_of(minus(job_seeker, search_kept), perhaps(search_kept)), no(seeks_full_time))
    return no_right(minus(does_not, partial))


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
def income_from_business(
    business: Business, share: BusinessShare, work: WorkInBusiness, reduced: ReducedCapacity, entrepreneur: Truth,
    work_ended_on: Day, natural_season: Truth, capacity_reduced: Truth,
) -> Notice:  # fmt: skip
    """Maksajalle kerrotaan yritystoiminnasta: sen tulo sovitellaan.

    Ei kerrota ajalta, jona henkilö ei ole yrityksessä yrittäjä tai jona hänen työskentelynsä siinä on päättynyt.
    """
    less = (*no_entrepreneur(share, entrepreneur, reduced, capacity_reduced), between_seasons(work, natural_season))
    return tell_the_payer(minus_same(during(business), *less, work_over(work, work_ended_on), about="business"))
