"""TTL 2 a luku, 9–14 §: neglects of job search and services: which count, one by one.

Two laws live side by side. Conduct before 2022-05-02 has a fixed period each, and a work obligation in its place when
it recurs within six months. Conduct from that day on goes up a ladder within twelve months: a reminder, 7 days,
14 days, a work obligation. Old conduct never counts in the ladder, and new conduct never starts an old obligation; an
obligation of either law shields from both.

What follows, and what is left out because something else is running, is in ``chapter_2a_what_follows.py``.
"""

from __future__ import annotations

from toimi.book.expressions import Days, Length, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    all_of,
    always,
    any_of,
    as_reported,
    choose,
    during,
    earliest_of,
    first_of,
    holds,
    last_before,
    latest_of,
    minus,
    months,
    never,
    no,
    not_known,
    on,
    one_of,
    plus,
    reading,
    unless_judged,
)
from toimi.law.counting import passed
from toimi.law.facts import OWN_STUDIES, PROMOTING, Appointment, Benefit, Conduct, CountedWork, Service, Support
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_2_youth import ENDS_OF_4E


@provision(
    "TTL 2a:9.1", "Asema menettelyn hetkellä", act="1380/2021", governs=box(conduct="2022-05-02/"), each=Conduct,
    concludes="within_reach_of_neglects",
)  # fmt: skip
def within_reach_of_neglects(conduct: Conduct, unemployed: Days, support: Support, benefit: Benefit) -> Truth:
    """Laiminlyönti koskee työtöntä, palkkatuetussa työssä olevaa ja sitä, jonka eläkehakemus on vireillä."""
    subsidised = during(support, when=no(one_of(support.kind, "start_up_grant")))
    pension = during(benefit, when=one_of(benefit.basis, "pension_pending"))
    return any_of(holds(unemployed, at=conduct.day), holds(subsidised, at=conduct.day), holds(pension, at=conduct.day))


LAST_DAY_BEFORE_THE_REPORT, FROM_THE_REPORT = "2026-02-28", "2026-03-01"
"""HE 108/2025, as reported and not read in the act: another ladder for conduct from this day on."""
NEGLECTS = (
    "plan_refused", "survey_refused", "search_duty_missed", "service_refused", "service_interrupted",
    "examination_refused", "multi_sector_plan_neglected",
)  # fmt: skip


def counted_neglect(conduct: Conduct, appointment: Appointment, *kinds: str, late: Length) -> Truth:
    """One of the kinds; an offered job not applied for only when the initial interview is long enough past.

    The six months are measured at the offer, or at the conduct.
    """
    interview = last_before(appointment, at=conduct.day, when=one_of(appointment.kind, "initial_interview"))
    past = passed(interview, late)
    offered = earliest_of(conduct.offered_on, conduct.day)
    late_enough = reading(
        "six_months_from_the_interview", at_the_offer=past <= offered, at_the_conduct=past <= conduct.day
    )
    return any_of(
        one_of(conduct.kind, *NEGLECTS, *kinds), all_of(one_of(conduct.kind, "offered_job_not_applied"), late_enough)
    )


def missed(conduct: Conduct) -> Truth:
    """A meeting that was missed; item 1 does not name the supplementary discussions, and guidance counts them."""
    any_meeting = one_of(conduct.kind, "missed_appointment")
    supplementary = one_of(conduct.appointment.kind, "supplementary_discussion")
    return reading(
        "missed_supplementary_discussion", counted=any_meeting, not_counted=all_of(any_meeting, no(supplementary))
    )


def by_report(conduct: Conduct) -> Truth:
    """By the law as reported, whether it falls under the ladder of March 2026 (HE 108/2025)."""
    return as_reported(no(always()), conduct.conduct >= FROM_THE_REPORT)


def earlier_by_report(conduct: Conduct, neglect: Truth, within: Length) -> Truth:
    """A neglect before March 2026 with one after it in the twelve months: whether it counts there is not reported."""
    following = first_of(conduct.day, after=latest_of(conduct.day, on(LAST_DAY_BEFORE_THE_REPORT)))
    counted = reading("neglects_before_march_2026", not_counted=no(always()), counted=conduct.conduct < FROM_THE_REPORT)
    return all_of(neglect, following <= plus(conduct.day, within), as_reported(no(always()), counted))


def later_by_report(conduct: Conduct, neglect: Truth) -> Truth:
    """A neglect from March 2026 on: whether a second one of a review period counts is not reported."""
    return all_of(neglect, by_report(conduct), any_of(no(_not_first_of_its_period(conduct)), not_known()))


def _not_first_of_its_period(conduct: Conduct) -> Truth:
    """Whether another neglect of the same review period came before, or on the same day of the other kind."""
    duty_missed = choose(conduct.day, when=one_of(conduct.kind, "search_duty_missed"), otherwise=never())
    beside = first_of(duty_missed, about=conduct.review_period.link) <= conduct.day
    before = first_of(conduct.day, about=conduct.review_period.link) < conduct.day
    return any_of(before, all_of(one_of(conduct.kind, "offered_job_not_applied"), beside))


@provision(
    "TTL 2a:9.1", "Työnhakuun ja palveluihin liittyvä menettely, kerrottu muutos", act="HE 108/2025",
    governs=box(conduct="2026-01-01/"), each=Conduct, concludes="neglect", decided="H",
    reported="https://tem.fi/-/vuodenvaihteen-2025-2026-muutoksia-tem-n-hallinnonalalla",
)  # fmt: skip
def neglect_as_reported(conduct: Conduct, within_reach_of_neglects: Truth, neglect_set_aside: Truth) -> Truth:
    """Tarjotun työn hakematta jättäminen kerrotaan luettavan työnhaun alusta alkaen 1.1.2026 lähtien.

    Muut laiminlyönnit ovat ennallaan.
    """
    others = one_of(conduct.kind, *NEGLECTS, "false_information", "offered_job_not_applied")
    return all_of(
        any_of(others, missed(conduct)), within_reach_of_neglects, no(conduct.valid_reason), no(neglect_set_aside)
    )


@provision(
    "TTL 2a:9.1", "Työnhakuun ja palveluihin liittyvä menettely", act="438/2024", governs=box(conduct="2024-09-01/"),
    each=Conduct, concludes="neglect", decided="H",
)  # fmt: skip
def neglect(
    conduct: Conduct, appointment: Appointment, within_reach_of_neglects: Truth, neglect_set_aside: Truth, *,
    late: Length = months(6),
) -> Truth:  # fmt: skip
    """Laiminlyönti on poissaolo tapaamisesta, puutteellinen tieto, joka estää tapaamisen, suunnitelmasta kieltäytyminen,
    työnhaun, tarjotun työn tai palvelun laiminlyönti tai palvelun keskeyttäminen ilman pätevää syytä.

    Tarjotun työn hakematta jättäminen luetaan, kun alkuhaastattelusta on kulunut kuusi kuukautta.
    """
    kinds = any_of(counted_neglect(conduct, appointment, "false_information", late=late), missed(conduct))
    return all_of(kinds, within_reach_of_neglects, no(conduct.valid_reason), no(neglect_set_aside))


@provision(
    "TTL 2a:9.1", "Työnhakuun ja palveluihin liittyvä menettely", act="684/2022",
    governs=box(conduct="2022-07-11/2024-09-01"), each=Conduct, concludes="neglect", decided="H",
)  # fmt: skip
def neglect_from_july_2022(
    conduct: Conduct, appointment: Appointment, within_reach_of_neglects: Truth, neglect_set_aside: Truth, *,
    late: Length = months(6),
) -> Truth:  # fmt: skip
    """Laiminlyönti on poissaolo tapaamisesta, suunnitelmasta kieltäytyminen, työnhaun, tarjotun työn tai palvelun
    laiminlyönti tai palvelun keskeyttäminen ilman pätevää syytä.

    Tarjotun työn hakematta jättäminen luetaan, kun alkuhaastattelusta on kulunut kuusi kuukautta.
    """
    kinds = any_of(counted_neglect(conduct, appointment, late=late), missed(conduct))
    return all_of(kinds, within_reach_of_neglects, no(conduct.valid_reason), no(neglect_set_aside))


@provision(
    "TTL 2a:9.1", "Työnhakuun ja palveluihin liittyvä menettely", act="1380/2021",
    governs=box(conduct="2022-05-02/2022-07-11"), each=Conduct, concludes="neglect", decided="H",
)  # fmt: skip
def neglect_from_may_2022(
    conduct: Conduct, appointment: Appointment, within_reach_of_neglects: Truth, neglect_set_aside: Truth, *,
    late: Length = months(6),
) -> Truth:  # fmt: skip
    """Laiminlyönti on poissaolo alkuhaastattelusta, suunnitelmasta kieltäytyminen, työnhaun, tarjotun työn tai palvelun
    laiminlyönti tai palvelun keskeyttäminen ilman pätevää syytä.

    Säännös ei mainitse tavallisia työnhakukeskusteluja. On avoinna, luetaanko poissaolo niistä.
    """
    named = one_of(conduct.appointment.kind, "initial_interview", "integration_survey")
    meetings = reading(
        "discussion_missed_in_summer_2022",
        only_those_named=all_of(one_of(conduct.kind, "missed_appointment"), named),
        every_discussion=missed(conduct),
    )
    kinds = any_of(counted_neglect(conduct, appointment, late=late), meetings)
    return all_of(kinds, within_reach_of_neglects, no(conduct.valid_reason), no(neglect_set_aside))


@provision(
    "TTL 2a:9", "Suunnitelmatapaamisesta poissaolo", act="1451/2016", governs=box(conduct="/2022-05-02"),
    each=Conduct, concludes="old_absence", decided="H",
)  # fmt: skip
def old_absence(conduct: Conduct) -> Truth:
    """Henkilö jää ilman pätevää syytä pois tapaamisesta, jossa suunnitelma laadittaisiin tai tarkistettaisiin.

    Jos tapaaminen oli muu haastattelu, virkailija arvioi, olisiko siinä laadittu suunnitelma.
    """
    meeting = conduct.appointment
    named = any_of(no(meeting.is_there), one_of(meeting.kind, "plan_meeting", "integration_survey"), not_known())
    return all_of(one_of(conduct.kind, "missed_appointment"), named, no(conduct.valid_reason))


@provision(
    "TTL 2a:10", "Suunnitelmasta kieltäytyminen", act="1451/2016", governs=box(conduct="/2022-05-02"),
    each=Conduct, concludes="old_plan_refusal", decided="H",
)  # fmt: skip
def old_plan_refusal(conduct: Conduct) -> Truth:
    """Henkilö kieltäytyy ilman pätevää syytä laatimasta tai tarkistamasta suunnitelmaa tai estää sen menettelyllään."""
    return all_of(one_of(conduct.kind, "plan_refused", "survey_refused"), no(conduct.valid_reason))


@provision(
    "TTL 11:4e", "Suunnitelman laiminlyönti epidemian aikana", act="296/2020",
    governs=box(conduct="2020-03-16/2021-02-01"), known="2020-05-01", ends=ENDS_OF_4E, each=Conduct,
    concludes="neglect_in_the_epidemic",
)  # fmt: skip
def neglect_in_the_epidemic(conduct: Conduct) -> Truth:
    """Suunnitelman laiminlyönti 16.3.2020–31.1.2021 ei johda seuraamukseen eikä sitä lueta toistuvaksi menettelyksi."""
    return one_of(conduct.kind, "plan_neglected")


@provision(
    "TTL 2a:11", "Suunnitelman toteuttamatta jättäminen", act="288/2012", governs=box(conduct="/2022-05-02"),
    each=Conduct, concludes="old_plan_neglect", decided="H",
)  # fmt: skip
def old_plan_neglect(conduct: Conduct, neglect_in_the_epidemic: Truth, neglect_set_aside: Truth) -> Truth:
    """Henkilö jättää ilman pätevää syytä suunnitelman toteuttamatta.

    Epidemian aikainen laiminlyönti ei johda seuraamukseen. On avoinna, koskeeko tämä myös laiminlyöntiä, joka todettiin
    vasta 1.2.2021 tai sen jälkeen.
    """
    spared = no(neglect_in_the_epidemic)
    counts = reading("epidemic_neglect_found_later", spared=spared, counted=any_of(spared, conduct.day >= "2021-02-01"))
    return all_of(one_of(conduct.kind, "plan_neglected"), no(conduct.valid_reason), no(neglect_set_aside), counts)


@provision(
    "TTL 2a:12", "Palvelusta kieltäytyminen", act="1451/2016", governs=box(conduct="/2022-05-02"),
    each=Conduct, concludes="old_service_refusal", decided="H",
)  # fmt: skip
def old_service_refusal(conduct: Conduct, neglect_set_aside: Truth) -> Truth:
    """Henkilö kieltäytyy ilman pätevää syytä palvelusta tai estää sen menettelyllään."""
    return all_of(one_of(conduct.kind, "service_refused"), no(conduct.valid_reason), no(neglect_set_aside))


@provision(
    "TTL 2a:13.4", "Keskeyttäminen tartuntataudin takia", act="296/2020",
    governs=box(conduct="2020-03-16/2021-01-01"), known="2020-05-01",
    ends=[("2020-05-01", "2020-08-01"), ("2020-07-01", "2021-01-01")], each=Conduct,
    concludes="interrupted_for_the_disease", decided="H",
)  # fmt: skip
def interrupted_for_the_disease(conduct: Conduct) -> Truth:
    """Palvelun saa keskeyttää, kun siihen on tartuntataudista johtuva perusteltu syy. Kieltäytymistä tämä ei koske."""
    return all_of(one_of(conduct.kind, "service_interrupted"), unless_judged(conduct.caused_by_disease, no(always())))


@provision(
    "TTL 2a:12a", "Palvelun keskeyttäminen", act="1451/2016", governs=box(conduct="/2022-05-02"),
    each=Conduct, concludes="old_service_interruption", decided="H",
)  # fmt: skip
def old_service_interruption(
    conduct: Conduct, interrupted_for_the_disease: Truth, neglect_set_aside: Truth
) -> Truth:  # fmt: skip
    """Henkilö keskeyttää palvelun ilman pätevää syytä tai joutuu omasta syystään keskeyttämään sen."""
    excused = any_of(conduct.valid_reason, interrupted_for_the_disease, neglect_set_aside)
    return all_of(one_of(conduct.kind, "service_interrupted"), no(excused))


@provision("TTL 2a:10.2", "Velvoitetta täyttävät päivät", act="1380/2021", governs=box(benefit_day="/"))
def days_towards_the_obligation(
    work: CountedWork, service: Service, full_time_study: Days, full_time_business: Days
) -> Days:
    """Velvoitetta täyttävät työssäoloehtoon luettava työ, työllistymistä edistävä palvelu, päätoimiset opinnot ja
    päätoiminen yritystoiminta. Tuettu omaehtoinen opiskelu ei täytä sitä palveluna, mutta
    päätoimisina opintoina sen katsotaan täyttävän.

    Työssäoloehtokuukaudet otetaan huomioon erikseen (14 luvun 1 c §).
    """
    own_studies = one_of(service.kind, *OWN_STUDIES)
    promoting = all_of(one_of(service.kind, *PROMOTING), no(own_studies))
    weeks = during(work, when=one_of(work.unit, "week"))
    study = reading(
        "supported_study_towards_the_weeks",
        counted=full_time_study,
        left_out=minus(full_time_study, during(service, when=own_studies)),
    )
    return any_of(weeks, during(service, when=promoting), study, full_time_business)
