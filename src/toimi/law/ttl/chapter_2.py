"""TTL 2 luku, Etuuden saamisen yleiset työvoimapoliittiset edellytykset: who has a right at all.

A concept ("is a full-time student") and its bar ("has no right because of it") are two provisions, also where
the act says both in one sentence: temporary acts take bars away and leave concepts as they are.

Sections 5–9, business and own work, are in ``chapter_2_business.py``.
Not in the book yet: sections 2, 4, 10 for studies begun before 2013 or from 2023 on except degrees, 11 (a course of
study ends when its row ends), 13–16. Section 10 a.2 leaves days open.
"""

from __future__ import annotations

from toimi.book.expressions import Days, Length, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    Bar,
    Notice,
    all_of,
    any_of,
    courses,
    days,
    during,
    holds,
    hundredths,
    lasting,
    measure,
    minus,
    no,
    no_right,
    not_known,
    one_of,
    percent,
    perhaps,
    tell_the_payer,
    unless_judged,
    weeks,
)
from toimi.law.facts import (
    Business,
    DisabilityPension,
    Employment,
    EquatedStop,
    JobSearch,
    Layoff,
    OtherStop,
    SeeksFullTimeWork,
    Study,
)
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_2_business import own_cut_of_hours

DEGREES = ("polytechnic_degree", "university_degree")


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
    own_cut = own_cut_of_hours(work, layoff, equated, stop, full_time_share)
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


# --- 10 § Opiskelu ---------------------------------------------------------------------------------------------------


@provision(
    "TTL 2:10.3", "Poikkeukset päätoimisista opinnoista", act="1001/2012", governs=box(begun="/2023-01-01"), each=Study,
    concludes="exempted_study", decided="H",
)  # fmt: skip
def exempted_study(study: Study, work: Employment, *, some: Number = days(1)) -> Truth:
    """Opinnot eivät ole päätoimisia, jos vakiintunut työ niiden aikana osoittaa, etteivät ne estä kokoaikatyötä.

    Ne eivät ole päätoimisia myöskään, jos muu poikkeus koskee niitä: opinnot ovat lyhytkestoisia, ne ovat tauolla
    jaksojen välissä tai työnantaja järjestää ne. Muun poikkeuksen arvioi virkailija. Korkeakoulututkintoon tähtääviä
    opintoja muu poikkeus ei koske.
    """
    worked = measure(during(work), start=study.start, end=study.end) >= some
    other_than_degree = no(one_of(study.goal, *DEGREES))
    return any_of(
        all_of(worked, study.work_shows_no_obstacle),
        unless_judged(study.exception_applies, all_of(other_than_degree, not_known())),
    )


@provision(
    "TTL 2:10.2", "Päätoimiset opinnot", act="1131/2022", governs=box(begun="2023-01-01/"), each=Study,
    concludes="full_time_study", decided="H",
)  # fmt: skip
def full_time_study(study: Study) -> Days:
    """Päätoimisia opintoja ovat korkeakoulututkinnot, ammatillinen perustutkinto, telma ja tuva.

    Muut vuonna 2023 tai myöhemmin alkaneet opinnot ja kaikki poikkeukset arvioi virkailija.
    """
    listed = any_of(one_of(study.goal, *DEGREES, "vocational_qualification", "telma", "tuva"), not_known())
    return during(study, when=all_of(listed, no(unless_judged(study.exception_applies, not_known()))))


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
    listed = any_of(
        one_of(study.goal, *DEGREES, "vocational_qualification", "valma", "telma", "tuva"),
        all_of(
            one_of(study.goal, "upper_secondary"),
            any_of(study.boarding_school, study.syllabus_courses >= upper_secondary),
        ),
        all_of(
            one_of(study.goal, "other"),
            study.gives_vocational_skills,
            any_of(study.credits_a_month >= credit_points, study.competence_points_a_month >= competence),
        ),
        all_of(one_of(study.goal, "basic_education"), study.courses_a_year >= basic),
        all_of(one_of(study.goal, "other"), study.hours_week >= weekly),
    )
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
    listed = any_of(
        one_of(study.goal, *DEGREES, "vocational_qualification", "valma", "telma"),
        all_of(
            one_of(study.goal, "upper_secondary"),
            any_of(study.boarding_school, study.syllabus_courses >= upper_secondary),
        ),
        all_of(
            one_of(study.goal, "other", "tuva"),
            study.gives_vocational_skills,
            any_of(study.credits_a_month >= credit_points, study.competence_points_a_month >= competence),
        ),
        all_of(one_of(study.goal, "basic_education"), study.courses_a_year >= basic),
        all_of(one_of(study.goal, "other", "tuva"), study.hours_week >= weekly),
    )
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
    listed = any_of(
        one_of(study.goal, *DEGREES, "vocational_qualification", "valma", "telma"),
        all_of(
            one_of(study.goal, "upper_secondary"),
            any_of(study.boarding_school, study.syllabus_courses >= upper_secondary),
        ),
        all_of(
            one_of(study.goal, "other", "tuva"),
            study.gives_vocational_skills,
            any_of(study.credits_a_month >= credit_points, study.competence_points_a_month >= competence),
        ),
        all_of(one_of(study.goal, "other", "tuva", "basic_education"), study.hours_week >= weekly),
    )
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
    listed = any_of(
        one_of(study.goal, *DEGREES),
        all_of(
            one_of(study.goal, "upper_secondary"),
            any_of(study.boarding_school, study.syllabus_courses >= upper_secondary),
        ),
        all_of(
            no(one_of(study.goal, *DEGREES, "upper_secondary")),
            any_of(
                study.credits_a_month >= credit_points,
                study.competence_points_a_month >= competence,
                study.hours_week >= weekly,
            ),
        ),
    )
    return during(study, when=all_of(listed, no(exempted_study)))


@provision(
    "TTL 2:10.2", "Päätoimiset opinnot", act="1290/2002", governs=box(begun="/2013-01-01"), each=Study,
    concludes="full_time_study", decided="H",
)  # fmt: skip
def full_time_study_before_2013(study: Study) -> Days:
    """Ennen vuotta 2013 alkaneet opinnot arvioi virkailija silloin voimassa olleen 2 luvun 6 §:n mukaan."""
    return during(study, when=not_known())


@provision(
    "TTL 2:10a.2", "Työn aikana aloitetut opinnot", act="1131/2022", governs=box(benefit_day="2023-01-01/"), each=Study,
    decided="H",
)  # fmt: skip
def studies_begun_during_work(study: Study, work: Employment) -> Days:
    """Työn aikana aloitetut opinnot eivät estä oikeutta, jos työttömyys johtuu lomautuksesta tai tuotannollisesta syystä.

    Työttömyyden on pitänyt alkaa vuonna 2023 tai sen jälkeen; opinnot ovat voineet alkaa aiemminkin. Virkailija arvioi.
    """
    begun_in_work = holds(during(work), at=study.start)
    return perhaps(during(study, when=all_of(begun_in_work, unless_judged(study.exception_applies, not_known()))))


@provision("TTL 2:10.1", "Päätoiminen opiskelija", act="1131/2022", governs=box(benefit_day="2023-01-01/"))
def full_time_student(full_time_study: Days, studies_begun_during_work: Days) -> Bar:
    """Päätoimisella opiskelijalla ei ole oikeutta etuuteen, ei myöskään opintoihin kuuluvien lomien ajalta."""
    return no_right(minus(full_time_study, studies_begun_during_work))


@provision("TTL 2:10.1", "Päätoiminen opiskelija", act="1001/2012", governs=box(benefit_day="2013-01-01/2023-01-01"))
def full_time_student_from_2013(full_time_study: Days) -> Bar:
    """Päätoimisella opiskelijalla ei ole oikeutta etuuteen, ei myöskään opintoihin kuuluvien lomien ajalta."""
    return no_right(full_time_study)


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
