"""TTL 2 luku, 13–16 §: young people without vocational education lose the right until further notice.

Each way to lose it is a condition of one row: a round of applications, a place, an interruption, an application agreed in
the plan. What follows stands in the one chronicle of ``chapter_2a_what_follows``, with the return of the right (16 §), and
the days in ``chapter_2a_youth_loss`` after it. A second chronicle would not do, since each shields from the other: while
the right is lost, 13.2, 14.3 and all of chapter 2 a are not applied (16.2), and during a work obligation 13.2 and 14.3 are
not (2a:10.4, old 2a:14.4).

The round takes its place on 1 September, also where an obligation that ran in spring was over by then; one that runs on
that day leaves no loss behind it. In a service on that day (13.3) the loss takes its place when that service ends: the
end of the row, for two services back to back are two. Of several services at once one counts, the first to end or
the last: the loss begins once.

Valid reasons (15 §) are an official's to weigh. The text from 2026 on is known from reports only: what
would have cost the right before may still do so. Months of work count as weeks by 14:1c (``chapter_2a_when_it_ends``).
"""

from __future__ import annotations

from toimi.book.expressions import Days, Length, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    all_of,
    any_of,
    before,
    choose,
    count,
    courses,
    days,
    days_between,
    days_from,
    during,
    holds,
    in_its_year,
    measure,
    minus,
    months,
    never,
    no,
    not_known,
    on,
    one_of,
    plus,
    reading,
)
from toimi.law.counting import from_completion
from toimi.law.facts import (
    PROMOTING,
    Conduct,
    Person,
    Qualification,
    Service,
    StudyApplication,
    StudyBreak,
    StudyPlace,
)
from toimi.law.shelf import provision

LONG_AGO = "1900-01-01"
QUALIFYING = ("vocational", "further_or_specialist", "polytechnic", "university")
TO_A_QUALIFICATION = (
    "vocational_qualification", "polytechnic_degree", "university_degree", "further_qualification",
    "specialist_qualification",
)  # fmt: skip
VERSIONS = (("1131/2022", "2023-01-01/", ""), ("906/2017", "2018-01-01/2023-01-01", "_from_2018"))
"""By the day of the conduct (906/2017); they differ in the item of 2:10.2 alone."""
AGE = months(12 * 25)
ENDS_OF_4E = (("2020-05-01", "2020-08-01"), ("2020-07-01", "2021-01-01"), ("2021-01-01", "2021-02-01"))
"""11:4e as its end stood: 296/2020, then 497/2020 and 1144/2020."""
REPORT_OF_THE_DUTY = (
    "https://tyomarkkinatori.fi/en/news/"
    "tyonhakijan-palveluprosessiin-ja-tyonvalityspalveluihin-tulee-muutoksia-vuodenvaihteessa1"
)
"""2:13.1 and 13.2(2)–(3) from 2026-01-01: reported without the wording."""


# --- 13.1 § Who is meant ------------------------------------------------------------------------------------------------


@provision("TTL 2:13.1", "Koulutusta vailla oleva nuori", act="1001/2012", governs=box(benefit_day="2013-01-01/"))
def young_without_education(person: Person, qualification: Qualification, *, age: Length = AGE) -> Days:
    """Koulutusta vailla oleva nuori on alle 25-vuotias, joka ei ole suorittanut tutkintoon johtavaa ammatillista
    koulutusta.
    """
    under_age = days_between(on(LONG_AGO), plus(person.birth_date, age))
    completed = from_completion(qualification.day)
    qualified = days_between(completed, never(), when=one_of(qualification.level, *QUALIFYING))
    return minus(under_age, qualified)


# --- 14.1 and 15 §: a plan in place of the duty, and valid reasons ----------------------------------------------------


@provision(
    "TTL 2:14.1", "Hakuvelvollisuuden korvaaminen", act="1001/2012", governs=box(conduct="/"), each=StudyApplication,
    concludes="duty_replaced", decided="H",
)  # fmt: skip
def duty_replaced(application: StudyApplication) -> Truth:
    """Suunnitelmassa on sovittu, että nuori hakee toisin tai tekee hakemisen sijasta muuta.

    Syynä on nuoren terveys, oppiminen, kielitaito, suuntautuminen tiettyihin opintoihin tai muu näihin verrattava seikka.
    Asevelvollisuus ja siviilipalvelus ovat sellainen vain erityisestä syystä.
    """
    return application.agreed_otherwise


def _put_reason(row: type[StudyApplication | StudyPlace | StudyBreak], name: str, more: str) -> None:
    def reason(row: StudyApplication | StudyPlace | StudyBreak) -> Truth:
        return row.valid_reason

    reason.__name__, reason.__annotations__["row"] = name, row
    reason.__doc__ = f"""Pätevä syy on nuoren terveys, oppimisvaikeus, kielitaito tai muu näihin verrattava seikka. Se ei ole
    suuntautuminen tiettyihin opintoihin.{more}
    """
    provision(
        "TTL 2:15", "Nuoren pätevä syy", act="1374/2014", governs=box(conduct="/"), each=row, concludes=name,
        decided="H",
    )(reason)  # fmt: skip


_put_reason(StudyApplication, "reason_not_to_apply", "")
_put_reason(StudyPlace, "reason_not_to_take_the_place", "")
_put_reason(
    StudyBreak, "reason_to_interrupt", " Lisäksi opintoja ei ole voitu järjestää niin, että ne sopivat nuorelle."
)


# --- 13.1–13.2 and 14.3 §: what costs the right, one by one ------------------------------------------------------------


def _enough_together(application: StudyApplication, places: Number) -> Truth:
    """Another row of the same year has places enough, or each of two has one: a spring may have several rounds."""
    enough = days_from(application.term, days(1), when=application.eligible_places >= places, noticed=True)
    some = days_from(application.day, days(1), when=application.eligible_places >= count(1), noticed=True)
    year = in_its_year(application.day, "01-01")
    return any_of(holds(enough, at=application.term), measure(some, start=year, end=plus(year, months(12))) >= days(2))


def _round_neglected(
    application: StudyApplication, young: Days, duty_replaced: Truth, reason: Truth, places: Number
) -> Truth:
    too_few = all_of(application.eligible_places < places, no(_enough_together(application, places)))
    chosen = days_from(application.term, days(1), when=application.selected, noticed=True)
    spoiled = all_of(no(application.selected), application.spoiled, no(holds(chosen, at=application.term)))
    return all_of(holds(young, at=application.term), any_of(too_few, spoiled), no(duty_replaced), no(reason))


@provision(
    "TTL 2:13.1", "Hakuvelvollisuuden laiminlyönti, kerrottu muutos", act="HE 108/2025",
    governs=box(conduct="2026-01-01/"), each=StudyApplication, concludes="round_neglected", decided="H",
    reported=REPORT_OF_THE_DUTY,
)  # fmt: skip
def round_neglected_as_reported(
    application: StudyApplication, young_without_education: Days, duty_replaced: Truth, reason_not_to_apply: Truth,
    *, places: Number = count(2),
) -> Truth:  # fmt: skip
    """Nuoren hakuvelvollisuuden kerrotaan muuttuneen 1.1.2026. Ei tiedetä, mitkä muut paikat riittävät.

    Virkailija arvioi, onko velvollisuus jäänyt täyttämättä, jos se aiemman lain mukaan on.
    """
    neglected = _round_neglected(application, young_without_education, duty_replaced, reason_not_to_apply, places)
    return all_of(neglected, not_known())


def _put_rounds(act: str, governs: str, name: str) -> None:
    def round_neglected(
        application: StudyApplication, young_without_education: Days, duty_replaced: Truth, reason_not_to_apply: Truth,
        *, places: Number = count(2),
    ) -> Truth:  # fmt: skip
        """Nuoren on haettava syksyllä alkaviin opintoihin vähintään kahta paikkaa, joiden valintaperusteet hän täyttää.

        Velvollisuus jää täyttämättä myös, jos nuori aiheuttaa itse, ettei häntä valita. Suunnitelmassa on voitu sopia
        hakemisesta toisin (14 §:n 1 momentti). Pätevän syyn (15 §) arvioi virkailija.
        """
        return _round_neglected(application, young_without_education, duty_replaced, reason_not_to_apply, places)

    round_neglected.__name__ += name
    provision(
        "TTL 2:13.1", "Hakuvelvollisuuden laiminlyönti", act=act, governs=box(conduct=governs), each=StudyApplication,
        concludes="round_neglected", decided="H",
    )(round_neglected)  # fmt: skip


for _version in (*VERSIONS, ("1001/2012", "/2018-01-01", "_from_2013")):
    _put_rounds(*_version)


@provision(
    "TTL 2:13.2(1)", "Syksyn opiskelupaikasta kieltäytyminen", act="1374/2014", governs=box(conduct="/"),
    each=StudyPlace, concludes="autumn_place_refused", decided="H",
)  # fmt: skip
def autumn_place_refused(
    place: StudyPlace, young_without_education: Days, qualification: Qualification, reason_not_to_take_the_place: Truth
) -> Truth:
    """Nuori ei ota vastaan syksyllä alkavaa ammatillista koulutusta tai, jos hänellä on vain perusopetus, lukiopaikkaa."""
    upper = days_between(
        qualification.day, never(), when=one_of(qualification.level, "upper_secondary", "matriculation")
    )
    only_basic = no(holds(upper, at=place.counts_from))
    meant = any_of(
        one_of(place.education, "vocational"), all_of(one_of(place.education, "upper_secondary"), only_basic)
    )
    return all_of(
        one_of(place.term, "autumn"), meant, no(place.taken_up), holds(young_without_education, at=place.counts_from),
        no(reason_not_to_take_the_place),
    )  # fmt: skip


def _other_place_not_begun(place: StudyPlace, young: Days, reason: Truth) -> Truth:
    meant = one_of(place.education, "vocational", "upper_secondary")
    return all_of(
        one_of(place.term, "other"),
        meant,
        no(place.taken_up),
        holds(young, at=place.counts_from),
        no(reason),
    )


@provision(
    "TTL 2:13.2(2)", "Koulutuksen aloittamatta jättäminen, kerrottu muutos", act="HE 108/2025",
    governs=box(conduct="2026-01-01/"), each=StudyPlace, concludes="other_place_not_begun", decided="H",
    reported=REPORT_OF_THE_DUTY,
)  # fmt: skip
def other_place_not_begun_as_reported(
    place: StudyPlace, young_without_education: Days, reason_not_to_take_the_place: Truth
) -> Truth:
    """Nuoren velvollisuuden kerrotaan muuttuneen 1.1.2026. Virkailija arvioi, viekö aloittamatta jättäminen oikeuden."""
    return all_of(_other_place_not_begun(place, young_without_education, reason_not_to_take_the_place), not_known())


def _put_other_places(act: str, governs: str, name: str) -> None:
    def other_place_not_begun(
        place: StudyPlace, young_without_education: Days, reason_not_to_take_the_place: Truth
    ) -> Truth:
        """Nuori jättää aloittamatta ammatillisen koulutuksen tai lukion, joka alkaa muulloin kuin syksyllä."""
        return _other_place_not_begun(place, young_without_education, reason_not_to_take_the_place)

    other_place_not_begun.__name__ += name
    provision(
        "TTL 2:13.2(2)", "Koulutuksen aloittamatta jättäminen", act=act, governs=box(conduct=governs), each=StudyPlace,
        concludes="other_place_not_begun", decided="H",
    )(other_place_not_begun)  # fmt: skip


for _version in (*VERSIONS, ("1374/2014", "2015-01-01/2018-01-01", "_from_2015")):
    _put_other_places(*_version)


def _education_interrupted(interruption: StudyBreak, young: Days, reason: Truth, upper_secondary: Number) -> Truth:
    study = interruption.study
    upper = all_of(
        one_of(study.goal, "upper_secondary"), any_of(study.boarding_school, study.syllabus_courses >= upper_secondary)
    )
    return all_of(
        one_of(interruption.kind, "interruption"), any_of(one_of(study.goal, *TO_A_QUALIFICATION), upper),
        holds(young, at=interruption.start), no(reason),
    )  # fmt: skip


@provision(
    "TTL 2:13.2(3)", "Koulutuksen keskeyttäminen, kerrottu muutos", act="HE 108/2025",
    governs=box(conduct="2026-01-01/"), each=StudyBreak, concludes="education_interrupted", decided="H",
    reported=REPORT_OF_THE_DUTY,
)  # fmt: skip
def education_interrupted_as_reported(
    interruption: StudyBreak, young_without_education: Days, reason_to_interrupt: Truth, *,
    upper_secondary: Number = courses(75),
) -> Truth:  # fmt: skip
    """Nuoren velvollisuuden kerrotaan muuttuneen 1.1.2026. Virkailija arvioi, viekö keskeyttäminen oikeuden."""
    return all_of(
        _education_interrupted(interruption, young_without_education, reason_to_interrupt, upper_secondary), not_known()
    )


def _put_interruptions(act: str, governs: str, name: str) -> None:
    def education_interrupted(
        interruption: StudyBreak,
        young_without_education: Days,
        reason_to_interrupt: Truth,
        *,
        upper_secondary: Number = courses(75),
    ) -> Truth:
        """Nuori keskeyttää tutkintoon johtavan ammatillisen koulutuksen, lukion tai vastaavat opinnot ulkomailla.

        Lukion on oltava vähintään 75 kurssia tai sisäoppilaitos. Keskeyttämisen syy on pätevä vain, jos opintoja ei voitu
        sovittaa nuoren terveyteen, oppimiseen ja kielitaitoon (15 §).
        """
        return _education_interrupted(interruption, young_without_education, reason_to_interrupt, upper_secondary)

    education_interrupted.__name__ += name
    provision(
        "TTL 2:13.2(3)", "Koulutuksen keskeyttäminen", act=act, governs=box(conduct=governs), each=StudyBreak,
        concludes="education_interrupted", decided="H",
    )(education_interrupted)  # fmt: skip


for _version in (*VERSIONS, ("1374/2014", "/2018-01-01", "_from_2015")):
    _put_interruptions(*_version)


@provision(
    "TTL 11:4e", "Sovitun hakemisen laiminlyönti epidemian aikana", act="296/2020",
    governs=box(conduct="2020-03-16/2021-02-01"), known="2020-05-01", ends=ENDS_OF_4E, each=Conduct,
    concludes="missed_in_the_epidemic",
)  # fmt: skip
def missed_in_the_epidemic(conduct: Conduct) -> Truth:
    """Se, että koulutusta vailla oleva nuori ei hae opiskelupaikkaa sovitulla tavalla, ei vie oikeutta 16.3.2020–31.1.2021."""
    return one_of(conduct.kind, "study_application_missed")


@provision(
    "TTL 2:14.3", "Sovitun hakemisen laiminlyönti", act="1001/2012", governs=box(conduct="/"), each=Conduct,
    concludes="agreed_application_missed", decided="H",
)  # fmt: skip
def agreed_application_missed(conduct: Conduct, young_without_education: Days, missed_in_the_epidemic: Truth) -> Truth:
    """Nuori ei hae opiskelupaikkaa, vaikka hakemisesta on suunnitelmassa sovittu 13 §:stä poiketen.

    Epidemian aikaan tapahtunut ei vie oikeutta (11 luvun 4 e §).
    """
    return all_of(
        one_of(conduct.kind, "study_application_missed"), holds(young_without_education, at=conduct.day),
        no(missed_in_the_epidemic), no(conduct.valid_reason),
    )  # fmt: skip


# --- 13.3 § In a service on 1 September ---------------------------------------------------------------------------------


@provision(
    "TTL 2:13.2(1)", "Menetys syyslukukauden alusta", act="1374/2014", governs=box(conduct="/"), each=StudyApplication,
    concludes="lost_from_the_term", decided="H",
)  # fmt: skip
def lost_from_the_term(application: StudyApplication, service: Service, round_neglected: Truth) -> Truth:
    """Oikeus menetetään 1. syyskuuta, jollei nuori ole silloin työllistymistä edistävässä palvelussa."""
    in_service = during(service, when=one_of(service.kind, *PROMOTING))
    return all_of(round_neglected, no(holds(in_service, at=application.term)))


@provision(
    "TTL 2:13.3", "Menetys palvelun päättyessä", act="1374/2014", governs=box(over="/"), each=Service,
    concludes="lost_after_the_service", decided="H",
)  # fmt: skip
def lost_after_the_service(service: Service, application: StudyApplication, round_neglected: Truth) -> Truth:
    """Jos nuori on 1. syyskuuta palvelussa, oikeus menetetään vasta, kun palvelu päättyy.

    Tämä koskee hakematta jättämistä ja oman menettelyn takia valitsematta jäämistä, ei paikasta kieltäytymistä. Useista
    palveluista ratkaisee yksi: se, joka päättyy ensin tai viimeisenä.
    """
    neglected = days_from(application.term, days(1), when=round_neglected, noticed=True)
    in_it = measure(neglected, start=service.start, end=service.end) >= days(1)
    shifts = all_of(one_of(service.kind, *PROMOTING), in_it)
    autumn, next_autumn = in_its_year(service.start, "09-01"), in_its_year(plus(service.start, months(12)), "09-01")
    term = choose(autumn, when=service.start <= autumn, otherwise=next_autumn)
    going_on = days_between(term, service.end, when=shifts, noticed=True)
    another_over = days_between(service.end, plus(term, months(12)), when=shifts, noticed=True)
    first = all_of(shifts, no(holds(another_over, at=before(service.end, days(1)))))
    last = all_of(shifts, no(holds(going_on, at=service.end)))
    return reading("several_services_on_1_september", first_to_end=first, last_to_end=last)
