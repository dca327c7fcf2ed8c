"""TTL 2 a luku 8.2, 14 a, 15 and 16 §: what some people's conduct does not cost.

Stands before the rest of the chapter, which asks these concepts of each act: left blamably, refused, neglected. A
conduct that is set aside is not counted either, since the act says that the section is not applied to it.
Not in the book: other reasons of section 14, which an official weighs as a valid reason.
"""

from __future__ import annotations

from toimi.book.expressions import Day, Days, Length, Node, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    all_of,
    always,
    any_of,
    before,
    choose,
    comes,
    days,
    days_between,
    days_inclusive,
    during,
    earliest_of,
    exists,
    first_of,
    holds,
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
    start_of,
    sum_of,
)
from toimi.law.counting import end_of_months_from, passed
from toimi.law.facts import (
    PROMOTING,
    Conduct,
    Employment,
    EmploymentEnd,
    EquatedStop,
    JobOutsideSkills,
    JobRefusal,
    JobSearch,
    Person,
    ServiceCost,
    TyokanavaRight,
)
from toimi.law.shelf import provision

TYOKANAVA = "2022-07-01/2025-01-01"


def economic(end: EmploymentEnd) -> Truth:
    """The employer ended the job for economic or production reasons."""
    return all_of(
        one_of(end.manner, "dismissed", "trial_period", "agreed"), one_of(end.ground, "economic_or_production")
    )


# --- 8 § Ammattitaitosuoja --------------------------------------------------------------------------------------------


def skills_protected_on(day: Day, searching: Days, by_contract: Days, protected: Length) -> Truth:
    """The day lies in the first months of the first search.

    Whether a later search begins the protection again depends on the employment condition: that is for an official,
    unless every new search is read to begin it.
    """
    begun = start_of(searching, at=day)
    first = measure(searching, start=on("1950-01-01"), end=begun) < days(1)
    within = all_of(holds(searching, at=day), day < end_of_months_from(begun, protected))
    early = reading("protection_after_a_gap", first_search_only=all_of(within, first), every_search=within)
    return all_of(early, no(holds(by_contract, at=day)))


def out_of_work_since(searching: Days, unemployed: Days, day: Day) -> Truth:
    """The person has been unemployed in the search of the day, by that day: the protection has begun (8.1)."""
    as_unemployed = measure(all_of(searching, unemployed), start=start_of(searching, at=day), end=plus(day, days(1)))
    return as_unemployed >= days(1)


@provision(
    "TTL 2a:8.2", "Eroaminen ammattitaitosuojan aikana otetusta työstä", act="288/2012", governs=box(conduct="/"),
    each=EmploymentEnd, concludes="presumed_valid_reason", decided="P",
)  # fmt: skip
def left_what_could_be_refused(
    end: EmploymentEnd, outside: JobOutsideSkills, search: JobSearch, full_time_study: Days, equated: EquatedStop,
    unemployed: Days, *,
    protected: Length = months(3), trial: Length = months(3),
) -> Truth:  # fmt: skip
    """Pätevä syy on erota kolmen kuukauden kuluessa työstä, josta olisi saanut kieltäytyä ammattitaitosuojan aikana.

    Työ ei vastaa henkilön ammattitaitoa, ja suoja oli voimassa päivää ennen sen alkua. Suoja alkaa työttömäksi työnhakijaksi
    rekisteröitymisestä: henkilö on ollut tuossa työnhaussa työttömänä. Uuden suojan alkamisen arvioi virkailija.
    """
    searching = minus(during(search), full_time_study)
    by_contract = during(equated, when=one_of(equated.ground, "contract_term"))
    day = before(end.job.began, days(1))
    could_refuse = all_of(
        skills_protected_on(day, searching, by_contract, protected), out_of_work_since(searching, unemployed, day)
    )
    mismatch = exists(outside, about=end.job.link, when=always())
    return all_of(mismatch, end.job.is_there, could_refuse, end.notice_given_on <= plus(end.job.began, trial))


# --- 14 a § Kustannukset palveluun osallistumisesta -------------------------------------------------------------------


def _uncompensated(cost: ServiceCost, about: Node, begins_in_time: Truth) -> Truth:
    """Of the conduct some service costs are told that are necessary and that nobody compensates.

    The act asks whether compensation is granted, not whether anybody applied for it.
    """
    not_paid = reading(
        "costs_nobody_applied_for",
        not_granted=no(one_of(cost.compensation, "granted")),
        refused=one_of(cost.compensation, "refused"),
    )
    other_service = no(one_of(cost.service_kind, *PROMOTING))
    counts = all_of(cost.necessary, not_paid, other_service, begins_in_time)
    return comes(first_of(choose(cost.day, when=counts, otherwise=never()), about=about))


CONCERNED = (
    "service_refused",
    "service_interrupted",
    "examination_refused",
    "search_duty_missed",
    "plan_neglected",
    "multi_sector_plan_neglected",
)
"""Not taking a service or an examination, breaking it off, and leaving the plan undone as far as it is about the service.

The examination of 2a:9.1(11) is a service that is not one of those that promote employment (1:5.1(15)).
"""


@provision(
    "TTL 2a:14a", "Kustannukset palveluun osallistumisesta", act="385/2023", governs=box(conduct="2025-01-01/"),
    each=Conduct, concludes="neglect_set_aside", decided="H",
)  # fmt: skip
def uncompensated_costs(conduct: Conduct, cost: ServiceCost) -> Truth:
    """Pätevä syy jättää palvelu väliin on, että siitä aiheutuisi välttämättömiä kustannuksia, joita ei korvata.

    Palvelu on muu kuin työllistymistä edistävä palvelu.
    """
    return all_of(one_of(conduct.kind, *CONCERNED), _uncompensated(cost, conduct.itself("conduct"), always()))


def _in_time(cost: ServiceCost, last: str) -> Truth:
    """The service began, or would have begun, in time; a later one is for an official, since the end was moved twice."""
    return any_of(cost.service_begins_on <= on(last), not_known())


@provision(
    "TTL 2a:14a", "Kustannukset palveluun osallistumisesta", act="289/2022",
    governs=box(conduct="2022-08-01/2025-01-01"), each=Conduct, concludes="neglect_set_aside", decided="H",
)  # fmt: skip
def uncompensated_costs_from_august_2022(conduct: Conduct, cost: ServiceCost) -> Truth:
    """Pätevä syy jättää palvelu väliin on, että siitä aiheutuisi välttämättömiä kustannuksia, joita ei korvata.

    Palvelu on muu kuin työllistymistä edistävä palvelu, ja se on alkanut tai olisi alkanut vuoden 2024 loppuun mennessä.
    Myöhemmin alkavan palvelun arvioi virkailija.
    """
    unpaid = _uncompensated(cost, conduct.itself("conduct"), _in_time(cost, "2024-12-31"))
    return all_of(one_of(conduct.kind, *CONCERNED), unpaid)


@provision(
    "TTL 2a:14a", "Kustannukset palveluun osallistumisesta", act="1380/2021",
    governs=box(conduct="2022-05-02/2022-08-01"), each=Conduct, concludes="neglect_set_aside", decided="H",
)  # fmt: skip
def uncompensated_costs_from_may_2022(conduct: Conduct, cost: ServiceCost) -> Truth:
    """Pätevä syy jättää palvelu väliin on, että siitä aiheutuisi välttämättömiä kustannuksia, joita ei korvata.

    Palvelu on muu kuin työllistymistä edistävä palvelu, ja se on alkanut tai olisi alkanut viimeistään 30.6.2023.
    Myöhemmin alkavan palvelun arvioi virkailija.
    """
    unpaid = _uncompensated(cost, conduct.itself("conduct"), _in_time(cost, "2023-06-30"))
    return all_of(one_of(conduct.kind, *CONCERNED), unpaid)


@provision(
    "TTL 2a:13a", "Kustannukset palveluun osallistumisesta", act="1271/2020",
    governs=box(conduct="2021-03-01/2022-05-02"), each=Conduct, concludes="neglect_set_aside", decided="H",
)  # fmt: skip
def uncompensated_costs_from_2021(conduct: Conduct, cost: ServiceCost) -> Truth:
    """Pätevä syy jättää palvelu väliin on, että siitä aiheutuisi välttämättömiä kustannuksia, joita ei korvata.

    Palvelu on muu kuin työllistymistä edistävä palvelu, ja se on alkanut tai olisi alkanut viimeistään 30.6.2023.
    Myöhemmin alkavan palvelun arvioi virkailija.
    """
    unpaid = _uncompensated(cost, conduct.itself("conduct"), _in_time(cost, "2023-06-30"))
    return all_of(one_of(conduct.kind, *CONCERNED), unpaid)


# --- 15 § Heikossa työmarkkina-asemassa olevat: Työkanava Oy ---------------------------------------------------------


@provision(
    "TTL 2a:15.1", "Eroaminen Työkanava Oy:stä", act="243/2022", governs=box(conduct=TYOKANAVA), each=EmploymentEnd,
    concludes="leaving_set_aside",
)  # fmt: skip
def left_tyokanava(end: EmploymentEnd, right: TyokanavaRight) -> Truth:
    """Työkanava Oy:n kohderyhmään kuuluvalta ei viedä etuutta siksi, että hän lähtee yhtiöstä tai joutuu lähtemään."""
    return all_of(holds(during(right), at=end.conduct), end.job.at_tyokanava)


@provision(
    "TTL 2a:15.1", "Kieltäytyminen Työkanava Oy:n työstä", act="243/2022", governs=box(conduct=TYOKANAVA),
    each=JobRefusal, concludes="refusal_set_aside",
)  # fmt: skip
def refused_tyokanava(refusal: JobRefusal, right: TyokanavaRight) -> Truth:
    """Työkanava Oy:n kohderyhmään kuuluvalta ei viedä etuutta siksi, että hän kieltäytyy yhtiön työstä."""
    return all_of(holds(during(right), at=refusal.conduct), refusal.at_tyokanava)


@provision(
    "TTL 2a:15.2", "Hakeutuminen Työkanava Oy:n työhön", act="243/2022", governs=box(conduct=TYOKANAVA),
    each=Conduct, concludes="neglect_set_aside",
)  # fmt: skip
def did_not_seek_tyokanava(conduct: Conduct, right: TyokanavaRight) -> Truth:
    """Työkanava Oy:n kohderyhmään kuuluvalle ei ole laiminlyönti jättää hakeutumatta yhtiöön, vaikka siitä olisi sovittu."""
    undone = one_of(conduct.kind, "search_duty_missed")
    return all_of(undone, holds(during(right), at=conduct.conduct), conduct.at_tyokanava)


# --- 16 § 55 vuotta täyttäneet: muutosturva ---------------------------------------------------------------------------


@provision(
    "TTL 2a:16.1", "Muutosturvakoulutus", act="669/2022", governs=box(conduct="2023-01-01/"), each=Conduct,
    concludes="neglect_set_aside",
)  # fmt: skip
def change_security_training(conduct: Conduct) -> Truth:
    """Muutosturvakoulutuksesta kieltäytyminen tai sen keskeyttäminen ei ole laiminlyönti."""
    return all_of(one_of(conduct.kind, "service_refused", "service_interrupted"), conduct.change_security_training)


def years_of_service(end: EmploymentEnd, work: Employment, served: Length, breaks: Length) -> Truth:
    """So long with the employer by the notice; perhaps, if there were more breaks or other work went right before the job.

    The facts do not say whose work it was.
    """
    began, notice = end.job.began, end.notice_given_on
    long = plus(began, served) <= notice
    unbroken = sum_of(measure(during(work), start=began, end=plus(notice, days(1))), breaks) >= days_inclusive(
        began, notice
    )
    went_before = measure(during(work), start=before(began, days(31)), end=began) >= days(1)
    return any_of(all_of(long, unbroken), all_of(any_of(long, went_before), not_known()))


@provision(
    "TTL 2a:16.2", "Muutosturvan piirissä oleva", act="669/2022", governs=box(benefit_day="/"),
    concludes="half_year_of_change_security",
)  # fmt: skip
def half_year_of_change_security(
    end: EmploymentEnd, person: Person, search: JobSearch, work: Employment, *, age: Length = months(12 * 55),
    served: Length = months(60), breaks: Length = days(30), registered: Length = days(61), protected: Length = months(6),
) -> Days:  # fmt: skip
    """Muutosturvan piirissä on 55 vuotta täyttänyt, joka on irtisanottu tuotannollisella tai taloudellisella syyllä 1.1.2023
    tai sen jälkeen.

    Hän on irtisanomispäivään mennessä ollut saman työnantajan palveluksessa viisi vuotta, ja hän on rekisteröitynyt
    työnhakijaksi 60 päivän kuluessa. Päivät kestävät, kunnes työsuhteen päättymisestä on kulunut kuusi kuukautta.

    Jos palveluksessa on ollut katkoja tai aiempi työ on voinut olla saman työnantajan, virkailija arvioi.
    """
    notice = end.notice_given_on
    dismissed = all_of(economic(end), one_of(end.manner, "dismissed"), notice >= on("2023-01-01"))
    old_enough = holds(days_between(plus(person.birth_date, age), never()), at=notice)
    long_enough = years_of_service(end, work, served, breaks)
    in_search = measure(during(search), start=notice, end=plus(notice, registered)) >= days(1)
    when = all_of(dismissed, old_enough, long_enough, in_search)
    return days_between(notice, passed(end.day, protected), when=when, noticed=True)


@provision(
    "TTL 2a:16.2", "Tarjotun työn hakeminen muutosturvan aikana", act="669/2022", governs=box(conduct="2023-01-01/"),
    each=Conduct, concludes="neglect_set_aside",
)  # fmt: skip
def offered_job_in_change_security(conduct: Conduct, half_year_of_change_security: Days) -> Truth:
    """Muutosturvan piirissä olevan ei tarvitse hakea tarjottua työtä ennen kuin työsuhteen päättymisestä on kulunut kuusi
    kuukautta.

    Jos työ on tarjottu ennen sitä ja hakematta jättäminen on sen jälkeen, virkailija arvioi.
    """
    at_the_offer = holds(half_year_of_change_security, at=earliest_of(conduct.offered_on, conduct.conduct))
    by_then = holds(half_year_of_change_security, at=conduct.conduct)
    set_aside = any_of(by_then, all_of(at_the_offer, not_known()))
    return all_of(one_of(conduct.kind, "offered_job_not_applied"), set_aside)
