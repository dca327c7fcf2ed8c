"""TTL 2 luku, 10–10 b §, Opiskelu: who is a full-time student, and which studies do not stand in the way.

Studies begun before 2023 stay under the list of their time. The number 10 a means short studies until then, and
exceptions from 2023 on; short studies are then 10 b. Only 10 a.2 of the new law reaches older studies.

An exception that holds on some days only is taken from the days of all studies together: on days with two courses
side by side it stays open. Not in the book yet: that studies begun in a period of severance pay, or interrupted
for a year, are short studies (open), and that the work condition is met again (open once there is counted work).
"""

from __future__ import annotations

from toimi.book.expressions import Days, Length, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    Bar,
    all_of,
    always,
    any_of,
    before,
    choose,
    comes,
    courses,
    days,
    days_between,
    days_from,
    during,
    holds,
    hundredths,
    measure,
    minus,
    months,
    never,
    no,
    no_right,
    not_known,
    on,
    one_of,
    perhaps,
    plus,
    reading,
    unless_judged,
)
from toimi.law.counting import at_least_months, passed
from toimi.law.facts import (
    PROMOTING,
    Business,
    CountedWork,
    Employment,
    EmploymentEnd,
    JobSearch,
    Layoff,
    Person,
    Service,
    Study,
    StudyBreak,
    StudyEnd,
)
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_2_short_studies import (
    aged_25,
    condition_met_again,
    fresh,
    half_a_year,
    pauses_of,
    suited,
)
from toimi.law.ttl.chapter_2_study_lists import (
    DEGREES,
    OTHER,
    listed_from_2013,
    listed_from_2018,
    listed_from_january_2018,
)

IN_PERIODS = ("labour_market_training", "supported_study", "integration_study", "integration_literacy_study")
"""Studies between whose periods nobody is a full-time student."""


# --- 10 a § (10 b § from 2023 on) Lyhytkestoiset opinnot: first, since 10 § reads them ------------------------------------


@provision(
    "TTL 2:10b.1", "Soveltuvat lyhytkestoisiksi", act="1131/2022", governs=box(begun="2023-01-01/"), each=Study,
    concludes="suits_short_study", decided="H",
)  # fmt: skip
def suits_short_study(study: Study, pause: StudyBreak, person: Person) -> Truth:
    """Opinnot soveltuvat lyhytkestoisiksi, jos henkilö täytti 25 vuotta ennen niiden alkua ja ne kestävät enintään puoli
    vuotta.

    Lisäksi niiden on annettava ammatillisia valmiuksia tai tuettava yritystoimintaa, minkä virkailija arvioi.
    """
    return suited(study, pause, person)


@provision(
    "TTL 2:10a.1", "Soveltuvat lyhytkestoisiksi", act="1267/2018", governs=box(begun="2018-12-31/2023-01-01"),
    each=Study, concludes="suits_short_study", decided="H",
)  # fmt: skip
def suits_short_study_from_2018(study: Study, pause: StudyBreak, person: Person) -> Truth:
    """Opinnot soveltuvat lyhytkestoisiksi, jos henkilö täytti 25 vuotta ennen niiden alkua ja ne kestävät enintään puoli
    vuotta.

    Lisäksi niiden on annettava ammatillisia valmiuksia tai tuettava yritystoimintaa, minkä virkailija arvioi.
    """
    return reading(
        "short_study_begun_on_31_december_2018",
        included=suited(study, pause, person),
        left_out=all_of(suited(study, pause, person), study.start >= "2019-01-01"),
    )


@provision(
    "TTL 2:10b", "Lyhytkestoiset opinnot", act="1131/2022", governs=box(begun="2023-01-01/"), each=Study,
    concludes="short_study", decided="H",
)  # fmt: skip
def short_study(
    study: Study, pause: StudyBreak, work: Employment, search: JobSearch, counted: CountedWork, suits_short_study: Truth, *,
    some: Number = days(1), shortest_three_months: Number = days(89), longest_three_months: Number = days(92),
    three_months: Number = days(90),
) -> Truth:  # fmt: skip
    """Lyhytkestoiset opinnot eivät vaikuta oikeuteen. Toisen kerran niihin voi vedota vain, jos aiemmat kestivät enintään
    kolme kuukautta.

    Pidempien jälkeen työssäoloehdon on pitänyt täyttyä uudelleen ja enimmäisajan alkaa alusta. Aiemmin harjoitettujen
    opintojen on yleensä pitänyt olla keskeytyneinä vuosi.
    """
    suited = during(study, when=suits_short_study)
    in_periods = reading("studies_in_periods", added_up=minus(suited, pauses_of(pause)), first_to_last_day=suited)
    earlier = measure(in_periods, start=on("2018-12-31"), end=study.start)
    by_dates = any_of(earlier <= shortest_three_months, all_of(earlier <= longest_three_months, not_known()))
    short_before = reading("months_as_a_measure", calendar=by_dates, thirty_days=earlier <= three_months)
    again = any_of(short_before, condition_met_again(study, counted, some=some))
    return all_of(suits_short_study, fresh(study, work, search), again)


@provision(
    "TTL 2:10b.1", "Opintoja on jäljellä enintään puoli vuotta", act="1131/2022", governs=box(begun="2023-01-01/"),
    each=Study, decided="H",
)  # fmt: skip
def last_months_of_studies(
    study: Study, pause: StudyBreak, work: Employment, search: JobSearch, person: Person, *,
    longest_six_months: Length = days(184),
) -> Days:  # fmt: skip
    """Pidempiäkin opintoja voidaan pitää lyhytkestoisina, kun niitä on jäljellä enintään puoli vuotta.

    Virkailija arvioi, ovatko ne alkaneet työn aikana tai muuten niin, että aiemmatkin opinnot voidaan lukea.
    """
    in_work, in_search = holds(during(work), at=study.start), holds(during(search), at=study.start)
    content = any_of(study.gives_vocational_skills, study.supports_business)
    eligible = all_of(aged_25(study, person), content, any_of(in_work, no(in_search)))
    weighed = all_of(eligible, unless_judged(study.exception_applies, not_known()))
    by_calendar = before(study.planned_end, longest_six_months)
    paused = measure(pauses_of(pause), start=by_calendar, end=plus(study.planned_end, days(1)))
    in_periods = choose(study.start, when=paused >= days(1), otherwise=by_calendar)
    first = reading("studies_in_periods", added_up=in_periods, first_to_last_day=by_calendar)
    return perhaps(days_between(first, study.end, when=weighed))


@provision(
    "TTL 2:10a", "Lyhytkestoiset opinnot", act="1267/2018", governs=box(begun="2018-12-31/2023-01-01"), each=Study,
    concludes="short_study", decided="H",
)  # fmt: skip
def short_study_from_2018(
    study: Study, work: Employment, search: JobSearch, counted: CountedWork, suits_short_study: Truth, *,
    some: Number = days(1),
) -> Truth:  # fmt: skip
    """Lyhytkestoiset opinnot eivät vaikuta oikeuteen. Toisen kerran niihin voi vedota vain, jos työssäoloehto on välillä
    täyttynyt ja enimmäisaika alkanut alusta.

    Aiemmin harjoitettujen opintojen on yleensä pitänyt olla keskeytyneinä vuosi.
    """
    earlier = measure(during(study, when=suits_short_study), start=on("2018-12-31"), end=study.start)
    again = any_of(earlier < some, condition_met_again(study, counted, some=some))
    return all_of(suits_short_study, fresh(study, work, search), again)


# --- 10 § Opiskelu ---------------------------------------------------------------------------------------------------


@provision(
    "TTL 2:10a.1", "Poikkeukset päätoimisista opinnoista", act="1131/2022", governs=box(begun="2023-01-01/"), each=Study,
    concludes="exempted_study", decided="H",
)  # fmt: skip
def exempted_study(
    study: Study, work: Employment, business: Business, short_study: Truth, *, shortest_six_months: Number = days(181),
    six_months: Number = days(180),
) -> Truth:  # fmt: skip
    """Opinnot eivät ole päätoimisia, jos puolen vuoden vakiintunut työ tai yritystoiminta niiden aikana osoittaa, etteivät
    ne estä kokoaikatyötä.

    Ne eivät ole päätoimisia myöskään, jos ne ovat lyhytkestoisia tai työnantaja järjestää ne. Virkailijan arvio
    poikkeuksesta ratkaisee.
    """
    beside = measure(any_of(during(work), during(business)), start=study.start, end=study.end)
    worked = at_least_months(beside, calendar=shortest_six_months, thirty_days=six_months)
    by_employer = one_of(study.arranged_by, "employer")
    return any_of(
        all_of(worked, study.work_shows_no_obstacle),
        unless_judged(study.exception_applies, any_of(short_study, by_employer)),
    )


@provision(
    "TTL 2:10.3", "Poikkeukset päätoimisista opinnoista", act="1001/2012", governs=box(begun="/2023-01-01"), each=Study,
    concludes="exempted_study", decided="H",
)  # fmt: skip
def exempted_study_before_2023(
    study: Study, work: Employment, short_study: Truth, *, some: Number = days(1),
    shortest_six_months: Number = days(181), six_months: Number = days(180),
) -> Truth:  # fmt: skip
    """Opinnot eivät ole päätoimisia, jos vakiintunut työ niiden aikana osoittaa, etteivät ne estä kokoaikatyötä.

    Ne eivät ole päätoimisia myöskään, jos ne ovat lyhytkestoisia tai työnantaja järjestää ne. Virkailijan arvio muusta
    poikkeuksesta ratkaisee. Korkeakoulututkintoon tähtääviä opintoja muu poikkeus ei koske ilman arviota.
    """
    beside = measure(during(work), start=study.start, end=study.end)
    worked = reading(
        "established_work_before_2023",
        any_length=beside >= some,
        six_months=at_least_months(beside, calendar=shortest_six_months, thirty_days=six_months),
    )
    other_than_degree = no(one_of(study.goal, *DEGREES))
    by_employer = one_of(study.arranged_by, "employer")
    return any_of(
        all_of(worked, study.work_shows_no_obstacle),
        unless_judged(study.exception_applies, all_of(other_than_degree, any_of(short_study, by_employer))),
    )


@provision(
    "TTL 2:10.2", "Päätoimiset opinnot", act="1131/2022", governs=box(begun="2023-01-01/"), each=Study,
    concludes="full_time_study", decided="H",
)  # fmt: skip
def full_time_study(
    study: Study, exempted_study: Truth, *,
    upper_secondary: Number = courses(75), credit_points: Number = hundredths("5", "credits"),
    competence: Number = hundredths("4.5", "competence points"), basic: Number = courses(22),
    lessons: Number = hundredths("25", "lessons"), weekdays: Number = hundredths("4", "days a week"),
    some_points: Number = hundredths("0.01", "competence points"),
) -> Days:  # fmt: skip
    """Päätoimisia opintoja ovat korkeakoulututkinnot, ammatillinen perustutkinto, telma ja tuva.

    Lukio on päätoiminen, jos oppimäärä on vähintään 150 op (75 kurssia), ja sisäoppilaitoksessa aina. Aikuisten
    perusopetukseen on kuuluttava vähintään 22 kurssia lukuvuodessa. Avoimen korkeakoulun opintojen on kestettävä yli
    kolme kuukautta ja oltava vähintään 5 op kuukaudessa, jatko-opintojen vähintään 5 op ja ammatti- ja
    erikoisammattitutkinnon vähintään 4,5 osp. Kansanopistossa ja liikunnan koulutuskeskuksessa raja on 5 op kuukaudessa
    tai 25 oppituntia viikossa. Muut ammatillisia valmiuksia antavat opinnot ovat päätoimisia, jos ne ovat kokoaikaisia
    ja niitä on vähintään neljänä päivänä viikossa.
    """
    folk = one_of(study.provider, "folk_high_school", "sports_institute")
    many_credits = study.credits_a_month >= credit_points
    no_points = all_of(study.competence_points_a_month < some_points, not_known())
    elsewhere = any_of(one_of(study.goal, "valma"), all_of(one_of(study.goal, "other", "other_vocational"), no(folk)))
    listed = any_of(
        one_of(study.goal, *DEGREES, "vocational_qualification", "telma", "tuva"),
        all_of(
            one_of(study.goal, "upper_secondary"),
            any_of(study.boarding_school, study.syllabus_courses >= upper_secondary),
        ),
        all_of(one_of(study.goal, "basic_education"), study.courses_a_year >= basic),
        all_of(one_of(study.goal, "open_studies"), plus(study.start, months(3)) <= study.planned_end, many_credits),
        all_of(one_of(study.goal, "postgraduate"), many_credits),
        all_of(
            one_of(study.goal, "further_qualification", "specialist_qualification"),
            any_of(study.competence_points_a_month >= competence, no_points),
        ),
        all_of(
            one_of(study.goal, "other", "other_vocational"), folk,
            any_of(many_credits, study.lessons_week >= lessons),
        ),
        all_of(elsewhere, study.gives_vocational_skills, study.arranged_full_time, study.days_week >= weekdays),
    )  # fmt: skip
    return during(study, when=all_of(listed, no(exempted_study)))


@provision(
    "TTL 2:10.2", "Päätoimiset opinnot", act="1240/2020",
    governs=box(begun="2013-01-01/2023-01-01", benefit_day="2021-08-01/"), known="2021-08-01", each=Study,
    concludes="full_time_study", decided="H",
)  # fmt: skip
def full_time_study_from_2021(
    study: Study, exempted_study: Truth, *,
    upper_secondary: Number = courses(75), credit_points: Number = hundredths("5", "credits"),
    competence: Number = hundredths("4.5", "competence points"), basic: Number = courses(22),
    weekly: Number = hundredths("25", "hours"),
) -> Days:  # fmt: skip
    """Päätoimisia opintoja ovat korkeakoulututkinnot, ammatillinen perustutkinto, telma ja tuva.

    Lukio on päätoiminen, jos oppimäärä on vähintään 150 op (75 kurssia), ja sisäoppilaitoksessa aina. Muut ammatillisia
    valmiuksia antavat opinnot ovat päätoimisia, jos laajuus on vähintään 5 op tai 4,5 osp kuukaudessa. Aikuisten
    perusopetus on päätoimista, jos siihen kuuluu vähintään 22 kurssia lukuvuodessa. Muut opinnot ovat päätoimisia, jos
    ne vievät vähintään 25 tuntia viikossa. Valma on päätoiminen siirtymäsäännöksen nojalla.
    """
    of_2021 = any_of(
        one_of(study.goal, *DEGREES, "vocational_qualification", "valma", "telma", "tuva"),
        all_of(
            one_of(study.goal, "upper_secondary"),
            any_of(study.boarding_school, study.syllabus_courses >= upper_secondary),
        ),
        all_of(
            one_of(study.goal, *OTHER),
            study.gives_vocational_skills,
            any_of(study.credits_a_month >= credit_points, study.competence_points_a_month >= competence),
        ),
        all_of(one_of(study.goal, "basic_education"), study.courses_a_year >= basic),
        all_of(one_of(study.goal, *OTHER), study.hours_week >= weekly),
    )
    limits = upper_secondary, credit_points, competence
    of_their_time = any_of(
        all_of(study.start >= "2018-12-31", of_2021),
        all_of(
            study.start >= "2018-08-01",
            study.start < "2018-12-31",
            listed_from_2018(study, *limits, basic, weekly),
        ),
        all_of(
            study.start >= "2018-01-01",
            study.start < "2018-08-01",
            listed_from_january_2018(study, *limits, weekly),
        ),
        all_of(study.start < "2018-01-01", listed_from_2013(study, *limits, weekly)),
    )
    listed = reading("older_studies_from_august_2021", list_of_2021=of_2021, list_of_their_time=of_their_time)
    return during(study, when=all_of(listed, no(exempted_study)))


@provision(
    "TTL 2:10.2", "Päätoimiset opinnot", act="552/2018",
    governs=box(begun="2018-08-01/2023-01-01", benefit_day="2018-08-01/2021-08-01"), known="2018-08-01", each=Study,
    concludes="full_time_study", decided="H",
)  # fmt: skip
def full_time_study_from_2018(
    study: Study, exempted_study: Truth, *,
    upper_secondary: Number = courses(75), credit_points: Number = hundredths("5", "credits"),
    competence: Number = hundredths("4.5", "competence points"), basic: Number = courses(22),
    weekly: Number = hundredths("25", "hours"),
) -> Days:  # fmt: skip
    """Päätoimisia opintoja ovat korkeakoulututkinnot, ammatillinen perustutkinto, valma ja telma.

    Lukio on päätoiminen, jos oppimäärä on vähintään 75 kurssia, ja sisäoppilaitoksessa aina. Muut ammatillisia
    valmiuksia antavat opinnot ovat päätoimisia, jos laajuus on vähintään 5 op tai 4,5 osp kuukaudessa. Perusopetus on
    päätoimista, jos siihen kuuluu vähintään 22 kurssia lukuvuodessa. Muut opinnot ovat päätoimisia, jos ne vievät
    vähintään 25 tuntia viikossa.
    """
    listed = listed_from_2018(study, upper_secondary, credit_points, competence, basic, weekly)
    return during(study, when=all_of(listed, no(exempted_study)))


@provision(
    "TTL 2:10.2", "Päätoimiset opinnot", act="906/2017",
    governs=box(begun="2018-01-01/2018-08-01", benefit_day="2018-01-01/2021-08-01"), known="2018-01-01", each=Study,
    concludes="full_time_study", decided="H",
)  # fmt: skip
def full_time_study_from_january_2018(
    study: Study, exempted_study: Truth, *,
    upper_secondary: Number = courses(75), credit_points: Number = hundredths("5", "credits"),
    competence: Number = hundredths("4.5", "competence points"), weekly: Number = hundredths("25", "hours"),
) -> Days:  # fmt: skip
    """Päätoimisia opintoja ovat korkeakoulututkinnot, ammatillinen perustutkinto, valma ja telma.

    Lukio on päätoiminen, jos oppimäärä on vähintään 75 kurssia, ja sisäoppilaitoksessa aina. Muut ammatillisia
    valmiuksia antavat opinnot ovat päätoimisia, jos laajuus on vähintään 5 op tai 4,5 osp kuukaudessa. Kaikki muut
    opinnot, myös perusopetus, ovat päätoimisia, jos ne vievät vähintään 25 tuntia viikossa.
    """
    listed = listed_from_january_2018(study, upper_secondary, credit_points, competence, weekly)
    return during(study, when=all_of(listed, no(exempted_study)))


@provision(
    "TTL 2:10.2", "Päätoimiset opinnot", act="1001/2012",
    governs=box(begun="2013-01-01/2018-01-01", benefit_day="2013-01-01/2021-08-01"), known="2013-01-01", each=Study,
    concludes="full_time_study", decided="H",
)  # fmt: skip
def full_time_study_from_2013(
    study: Study, exempted_study: Truth, *,
    upper_secondary: Number = courses(75), credit_points: Number = hundredths("5", "credits"),
    competence: Number = hundredths("4.5", "competence points"), weekly: Number = hundredths("25", "hours"),
) -> Days:  # fmt: skip
    """Päätoimisia opintoja ovat korkeakoulututkinnot.

    Lukio on päätoiminen, jos oppimäärä on vähintään 75 kurssia, ja sisäoppilaitoksessa aina. Muut opinnot, myös
    ammatillinen perustutkinto, ovat päätoimisia, jos laajuus on vähintään 5 op tai 4,5 osp kuukaudessa tai jos ne vievät
    vähintään 25 tuntia viikossa.
    """
    listed = listed_from_2013(study, upper_secondary, credit_points, competence, weekly)
    return during(study, when=all_of(listed, no(exempted_study)))


@provision(
    "TTL 2:10.2", "Päätoimiset opinnot", act="1290/2002", governs=box(begun="/2013-01-01"), each=Study,
    concludes="full_time_study", decided="H",
)  # fmt: skip
def full_time_study_before_2013(study: Study) -> Days:
    """Ennen vuotta 2013 alkaneet opinnot arvioi virkailija silloin voimassa olleen 2 luvun 6 §:n mukaan."""
    return during(study, when=not_known())


# --- days on which studies are not full-time ---------------------------------------------------------------------------


def begun_in_work(study: Study, work: Employment) -> Truth:
    """Begun during employment, unless an official has found that no exception applies."""
    return all_of(holds(during(work), at=study.start), unless_judged(study.exception_applies, always()))


@provision(
    "TTL 2:10a.2", "Työttömyys johtuu lomautuksesta tai tuotannollisesta syystä", act="1131/2022",
    governs=box(benefit_day="2023-01-01/"),
)  # fmt: skip
def unemployed_for_economic_reasons(
    layoff: Layoff, end: EmploymentEnd, work: Employment, full_time_working_days: Days, *, some: Number = days(1)
) -> Days:
    """Työttömyys johtuu lomautuksesta tai taloudellisesta tai tuotannollisesta irtisanomisesta ja on alkanut 2023 tai
    myöhemmin.

    Jos irtisanomisen jälkeen on ollut kokoaikatyötä, syy on avoinna, samoin jos ei tiedetä, miten työ päättyi.
    Määräaikaisen työn päättyminen ei riitä.
    """
    first = plus(end.day, days(1))
    dismissed = all_of(
        one_of(end.manner, "dismissed"), one_of(end.ground, "economic_or_production"), first >= "2023-01-01"
    )
    worked_since = measure(full_time_working_days, start=first, end=never()) >= some
    since_then = days_between(first, never(), when=all_of(dismissed, no(worked_since)), noticed=True)
    perhaps_since = days_between(first, never(), when=all_of(dismissed, worked_since), noticed=True)
    laid_off = during(layoff, when=layoff.start >= "2023-01-01")
    told = any_of(holds(during(end), at=before(work.end, days(1))), holds(during(work), at=work.end))
    untold = days_between(
        work.end, never(), when=all_of(comes(work.end), work.end >= "2023-01-01", no(told)), noticed=True
    )
    return any_of(laid_off, since_then, perhaps(any_of(perhaps_since, untold)))


@provision(
    "TTL 2:10a.2", "Työn aikana aloitetut opinnot", act="1131/2022", governs=box(benefit_day="2023-01-01/"), each=Study,
    decided="P",
)  # fmt: skip
def studies_begun_during_work(study: Study, work: Employment, unemployed_for_economic_reasons: Days) -> Days:
    """Työn aikana aloitetut opinnot eivät estä oikeutta, jos työttömyys johtuu lomautuksesta tai tuotannollisesta syystä.

    Työttömyyden on pitänyt alkaa vuonna 2023 tai sen jälkeen; opinnot ovat voineet alkaa aiemminkin. Virkailijan arvio
    poikkeuksesta ratkaisee.
    """
    return all_of(during(study, when=begun_in_work(study, work)), unemployed_for_economic_reasons)


def between_periods(study: Study, pause: StudyBreak, short_study: Truth) -> Days:
    """The pauses of short studies and of studies that are a service."""
    as_service = all_of(study.service.is_there, one_of(study.service.kind, *IN_PERIODS))
    concerned = during(study, when=any_of(short_study, as_service))
    return all_of(concerned, pauses_of(pause))


@provision(
    "TTL 2:10a.3", "Jaksojen väli, muutosturvakoulutus ja palvelu", act="1131/2022", governs=box(begun="2023-01-01/"),
    each=Study, concludes="study_set_aside",
)  # fmt: skip
def study_set_aside(study: Study, pause: StudyBreak, service: Service, short_study: Truth) -> Days:
    """Opinnot eivät ole päätoimisia jaksojen välissä, jos ne ovat lyhytkestoisia tai palveluna järjestettyjä opintoja.

    Ne eivät ole päätoimisia myöskään siltä osin kuin ne ovat muutosturvakoulutusta tai osa työllistymistä edistävää
    palvelua.
    """
    within = one_of(service.kind, *PROMOTING, "change_security_training")
    own = all_of(study.service.is_there, one_of(study.service.kind, *PROMOTING, "change_security_training"))
    return any_of(
        between_periods(study, pause, short_study), all_of(during(study, when=own), during(service, when=within))
    )


@provision(
    "TTL 2:10.4", "Jaksojen väli", act="1267/2018", governs=box(begun="2013-01-01/2023-01-01"), each=Study,
    concludes="study_set_aside",
)  # fmt: skip
def study_set_aside_before_2023(study: Study, pause: StudyBreak, short_study: Truth) -> Days:
    """Opinnot eivät ole päätoimisia jaksojen välissä, jos ne ovat lyhytkestoisia tai palveluna järjestettyjä opintoja."""
    return between_periods(study, pause, short_study)


@provision(
    "TTL 11:4d", "Lyhytkestoisten opintojen viivästyminen", act="296/2020",
    governs=box(begun="2018-12-31/", benefit_day="2020-03-16/2021-01-01"), known="2020-05-01",
    ends=[("2020-05-01", "2021-01-01")], each=Study, decided="H",
)  # fmt: skip
def delayed_short_study(
    study: Study, pause: StudyBreak, work: Employment, search: JobSearch, counted: CountedWork, person: Person,
    suits_short_study: Truth, *, some: Number = days(1),
) -> Days:  # fmt: skip
    """Tartuntataudin viivästyttämät lyhytkestoiset opinnot eivät estä oikeutta vuoden 2020 aikana, vaikka ne kestävät yli
    puoli vuotta.

    Niiden on pitänyt suunnitelman mukaan kestää enintään puoli vuotta. Viivästyksen syyn arvioi virkailija.
    """
    planned = half_a_year(study, pause, plus(study.planned_end, days(1)))
    content = any_of(study.gives_vocational_skills, study.supports_business)
    earlier = measure(during(study, when=suits_short_study), start=on("2018-12-31"), end=study.start)
    again = any_of(earlier < some, condition_met_again(study, counted, some=some))
    short = all_of(planned, aged_25(study, person), content, fresh(study, work, search), again)
    delayed = unless_judged(study.delayed_by_disease, all_of(study.exception_applies, not_known()))
    return during(study, when=all_of(short, delayed))


# --- 11 § Päätoimisen opiskelun päättyminen ----------------------------------------------------------------------------


@provision(
    "TTL 2:11.3", "Vuoden keskeytys päättää opinnot", act="1374/2014", governs=box(benefit_day="2015-01-01/"),
    each=StudyBreak, decided="P",
)  # fmt: skip
def interrupted_for_a_year(pause: StudyBreak, *, year: Length = months(12)) -> Days:
    """Opintojen oletetaan päättyneen, kun ne ovat olleet keskeytyneinä vähintään vuoden. Olettama kestää jatkamiseen asti."""
    return days_between(passed(pause.start, year), pause.end, when=one_of(pause.kind, "interruption"))


@provision(
    "TTL 2:11.2", "Opiskelu lukukauden loppuun", act="1001/2012", governs=box(benefit_day="2013-01-01/"), each=StudyEnd,
)  # fmt: skip
def student_to_end_of_term(end: StudyEnd, full_time_study: Days) -> Days:
    """Lukion tai perusopetuksen koko oppimäärää suorittava on aina päätoiminen opiskelija lukukauden loppuun.

    Ero kesken lukukauden ei muuta tätä.
    """
    school = all_of(one_of(end.study.goal, "upper_secondary", "basic_education"), end.study.full_syllabus)
    was_full_time = holds(full_time_study, at=end.day)
    until = reading("right_after_closing", day_after=plus(end.term_end, days(1)), same_day=end.term_end)
    return days_between(plus(end.day, days(1)), until, when=all_of(school, was_full_time))


# --- 10 § 1 mom.: the bar ----------------------------------------------------------------------------------------------


@provision("TTL 2:10.1", "Rinnakkaiset opinnot", act="1001/2012", governs=box(benefit_day="2013-01-01/"), each=Study)
def beside_other_studies(study: Study) -> Days:
    """Toisten opintojen aikana aloitetut opinnot: yksien opintojen poikkeus ei koske toisia."""
    return during(study, when=holds(during(study), at=before(study.start, days(1))))


def still_student(study: Study, full_time_study: Days, end_of_term: Days, beside_other_studies: Days) -> Days:
    """The days of the studies, with their last day or without it; who stays a student to the end of term keeps it."""
    goes_on = holds(end_of_term, at=study.end)
    last = days_from(before(study.end, days(1)), days(1), when=all_of(comes(study.end), no(goes_on)), noticed=True)
    without_last = minus(full_time_study, minus(last, perhaps(beside_other_studies)))
    return reading("right_after_closing", day_after=full_time_study, same_day=without_last)


@provision("TTL 2:10.1", "Päätoiminen opiskelija", act="1131/2022", governs=box(benefit_day="2023-01-01/"))
def full_time_student(
    study: Study, full_time_study: Days, studies_begun_during_work: Days, study_set_aside: Days, interrupted_for_a_year: Days,
    last_months_of_studies: Days, student_to_end_of_term: Days, beside_other_studies: Days,
) -> Bar:  # fmt: skip
    """Päätoimisella opiskelijalla ei ole oikeutta etuuteen, ei myöskään opintoihin kuuluvien lomien ajalta."""
    aside = any_of(studies_begun_during_work, study_set_aside, interrupted_for_a_year, last_months_of_studies)
    studying = still_student(study, full_time_study, student_to_end_of_term, beside_other_studies)
    return no_right(any_of(minus(studying, minus(aside, perhaps(beside_other_studies))), student_to_end_of_term))


@provision("TTL 2:10.1", "Päätoiminen opiskelija", act="1001/2012", governs=box(benefit_day="2013-01-01/2023-01-01"))
def full_time_student_from_2013(
    study: Study, full_time_study: Days, study_set_aside: Days, interrupted_for_a_year: Days, student_to_end_of_term: Days,
    beside_other_studies: Days, delayed_short_study: Days,
) -> Bar:  # fmt: skip
    """Päätoimisella opiskelijalla ei ole oikeutta etuuteen, ei myöskään opintoihin kuuluvien lomien ajalta."""
    aside = any_of(study_set_aside, interrupted_for_a_year, delayed_short_study)
    studying = still_student(study, full_time_study, student_to_end_of_term, beside_other_studies)
    return no_right(any_of(minus(studying, minus(aside, perhaps(beside_other_studies))), student_to_end_of_term))
