"""TTL 2 a luku 12 and 13 §: when the duty to seek work, or an offered job, may be left undone.

Which failures count, and how many in a review period, is in ``chapter_2a_neglect`` and in the chronicle. Here stand the
valid reasons that the facts show. An official weighs the rest as a valid reason: a duty otherwise against the law,
hours not foreseen (12(2)), incapacity (12(4)), sections 5–8 (13(1)) and studies that would break off (13(4)).
"""

from __future__ import annotations

from toimi.book.expressions import Day, Days, Length, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    all_of,
    any_of,
    before,
    choose,
    comes,
    days,
    days_between,
    during,
    earliest_of,
    first_of,
    holds,
    last_before,
    lasting,
    latest_of,
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
from toimi.law.counting import passed
from toimi.law.facts import Appointment, Conduct, Layoff, Support
from toimi.law.shelf import provision

ALMOST_TWO_WEEKS = days(13)
"""A stretch that lasts longer has lasted at least two weeks."""
MAY_2022 = "2022-05-02"
"""JTYPL as changed by 1379/2021, which brought the job-search discussions."""
JULY_2022, SEPTEMBER_2024 = "2022-07-11", "2024-09-01"
"""683/2022 and 443/2024: a duty that had not begun by the earlier text begins at the earliest on the day of the newer one."""


def of_review_period(conduct: Conduct) -> Truth:
    """The search duty was left undone in a review period that is known."""
    return all_of(one_of(conduct.kind, "search_duty_missed"), conduct.review_period.is_there)


# --- 12 § Suunnitelman toteuttamatta jättäminen ----------------------------------------------------------------------


def worked_two_weeks(conduct: Conduct, work: Days, almost: Length) -> Truth:
    """Two weeks without a break inside the review period.

    A stretch of two weeks or more lies that long inside the period if it holds a day that is thirteen days from both its
    ends: a shorter piece of it does not reach so far in, and in a month no two weeks miss the middle. Of a period that
    is no month an official judges.
    """
    period, stretches = conduct.review_period, lasting(work, more_than=almost)
    inside = measure(stretches, start=plus(period.start, almost), end=before(period.end, almost)) >= days(1)
    no_month = plus(period.start, days(27)) > period.end
    perhaps_inside = all_of(no_month, measure(stretches, start=period.start, end=period.end) > almost, not_known())
    return all_of(of_review_period(conduct), any_of(inside, perhaps_inside))


@provision(
    "TTL 2a:12(3)", "Kahden viikon kokoaikatyö tarkastelujaksolla", act="995/2023", governs=box(conduct="2023-12-01/"),
    each=Conduct, concludes="neglect_set_aside", decided="P",
)  # fmt: skip
def worked_two_weeks_unsubsidised(
    conduct: Conduct, full_time_working_days: Days, support: Support, *, almost: Length = ALMOST_TWO_WEEKS
) -> Truth:
    """Pätevä syy on vähintään kahden viikon yhdenjaksoinen kokoaikatyö tarkastelujakson aikana.

    Palkkatuettua työtä ei lueta.
    """
    subsidised = during(support, when=no(one_of(support.kind, "start_up_grant")))
    return worked_two_weeks(conduct, minus(full_time_working_days, subsidised), almost)


@provision(
    "TTL 2a:12(3)", "Kahden viikon kokoaikatyö tarkastelujaksolla", act="1380/2021",
    governs=box(conduct="2022-05-02/2023-12-01"), each=Conduct, concludes="neglect_set_aside", decided="P",
)  # fmt: skip
def worked_two_weeks_from_2022(
    conduct: Conduct, full_time_working_days: Days, *, almost: Length = ALMOST_TWO_WEEKS
) -> Truth:
    """Pätevä syy on vähintään kahden viikon yhdenjaksoinen kokoaikatyö tarkastelujakson aikana."""
    return worked_two_weeks(conduct, full_time_working_days, almost)


def duty_not_begun(conduct: Conduct, layoff: Layoff, begins: Day) -> Truth:
    """The whole review period lies before the duty of the laid-off; of one that lies partly before it an official judges."""
    period = conduct.review_period
    free = all_of(during(layoff), days_between(layoff.start, begins, noticed=True))
    whole = all_of(holds(free, at=period.start), holds(free, at=before(period.end, days(1))))
    partly = measure(free, start=period.start, end=period.end) >= days(1)
    return all_of(of_review_period(conduct), any_of(whole, all_of(partly, not_known())))


def discussion_after(appointment: Appointment, day: Day) -> Day:
    """The first job-search discussion after the day."""
    discussion = choose(appointment.day, when=one_of(appointment.kind, "job_search_discussion"), otherwise=never())
    return first_of(discussion, after=day)


def begins_from_may_2022(layoff: Layoff, appointment: Appointment, spared: Length) -> Day:
    """With the first discussion held when the time has passed."""
    return discussion_after(appointment, before(passed(layoff.start, spared), days(1)))


def discussion_held(layoff: Layoff, appointment: Appointment) -> Day:
    """The day on which a job-search discussion is held: the first since the layoff began, or an earlier one is enough.

    The discussions are those of the law from May 2022.
    """
    since = discussion_after(appointment, before(layoff.start, days(1)))
    latest = last_before(appointment, at=layoff.start, when=one_of(appointment.kind, "job_search_discussion"))
    earlier = choose(layoff.start, when=latest >= MAY_2022, otherwise=since)
    return reading("discussion_before_the_layoff", not_enough=since, enough=earlier)


def begins_from_july_2022(layoff: Layoff, appointment: Appointment, spared: Length) -> Day:
    """When the time has passed and a discussion is held; by this text not before it is in force."""
    by_this_text = latest_of(passed(layoff.start, spared), discussion_held(layoff, appointment), on(JULY_2022))
    return earliest_of(by_this_text, begins_from_may_2022(layoff, appointment, spared))


def begins_from_september_2024(layoff: Layoff, appointment: Appointment, spared: Length) -> Day:
    """When the time has passed; by this text not before it is in force."""
    by_this_text = latest_of(passed(layoff.start, spared), on(SEPTEMBER_2024))
    return earliest_of(by_this_text, begins_from_july_2022(layoff, appointment, spared))


@provision(
    "TTL 2a:12(1)", "Lomautetun työnhakuvelvollisuus ei ole alkanut", act="443/2024", governs=box(conduct="2024-09-01/"),
    each=Conduct, concludes="neglect_set_aside", decided="P",
)  # fmt: skip
def laid_off_for_three_months(
    conduct: Conduct, layoff: Layoff, appointment: Appointment, *, spared: Length = months(3)
) -> Truth:
    """Lomautetun työnhakuvelvollisuus alkaa, kun lomautuksen alkamisesta on kulunut kolme kuukautta.

    Sitä aiempi tarkastelujakso ei vastaa lakia. Jos jakso on osittain sitä ennen, virkailija arvioi.
    """
    return duty_not_begun(conduct, layoff, begins_from_september_2024(layoff, appointment, spared))


@provision(
    "TTL 2a:12(1)", "Lomautetun työnhakuvelvollisuus ei ole alkanut", act="683/2022",
    governs=box(conduct="2022-07-11/2024-09-01"), each=Conduct, concludes="neglect_set_aside", decided="P",
)  # fmt: skip
def laid_off_before_the_discussion(
    conduct: Conduct, layoff: Layoff, appointment: Appointment, *, spared: Length = months(3)
) -> Truth:
    """Lomautetun työnhakuvelvollisuus alkaa, kun työnhakukeskustelu on järjestetty ja lomautuksen alkamisesta on kulunut
    kolme kuukautta.

    Sitä aiempi tarkastelujakso ei vastaa lakia. Jos jakso on osittain sitä ennen, virkailija arvioi.
    """
    return duty_not_begun(conduct, layoff, begins_from_july_2022(layoff, appointment, spared))


@provision(
    "TTL 2a:12(1)", "Lomautetun työnhakuvelvollisuus ei ole alkanut", act="1379/2021",
    governs=box(conduct="2022-05-02/2022-07-11"), each=Conduct, concludes="neglect_set_aside", decided="P",
)  # fmt: skip
def laid_off_before_a_late_discussion(
    conduct: Conduct, layoff: Layoff, appointment: Appointment, *, spared: Length = months(3)
) -> Truth:
    """Lomautetun työnhakuvelvollisuus alkaa työnhakukeskustelusta, joka on pidetty, kun lomautuksen alkamisesta on kulunut
    kolme kuukautta.

    Sitä aiempi tarkastelujakso ei vastaa lakia. Jos jakso on osittain sitä ennen, virkailija arvioi.
    """
    return duty_not_begun(conduct, layoff, begins_from_may_2022(layoff, appointment, spared))


# --- 13 § Tarjotun työn hakematta jättäminen ---------------------------------------------------------------------------


@provision(
    "TTL 2a:13(2)", "Osa-aikatyössä oleva", act="1380/2021", governs=box(conduct="2022-05-02/"), each=Conduct,
    concludes="neglect_set_aside", decided="P",
)  # fmt: skip
def in_part_time_work(conduct: Conduct, part_time_working_days: Days, *, almost: Length = ALMOST_TWO_WEEKS) -> Truth:
    """Tarjottua työtä ei tarvitse hakea se, joka on vähintään kaksi viikkoa kestävässä osa-aikatyössä.

    Jos työ oli päättynyt ennen kuin tarjottua työtä olisi viimeistään pitänyt hakea, virkailija arvioi.
    """
    work = lasting(part_time_working_days, more_than=almost)
    at_the_offer = holds(work, at=earliest_of(conduct.offered_on, conduct.day))
    still = any_of(holds(work, at=conduct.day), all_of(at_the_offer, not_known()))
    return all_of(one_of(conduct.kind, "offered_job_not_applied"), still)


def reported_in_time(conduct: Conduct) -> Truth:
    """The duty of the review period was fulfilled and reported before the offer.

    Perhaps, if it was reported on the day of the offer, or if that day is not told.
    """
    period = conduct.review_period
    fulfilled = all_of(comes(period.reported_on), period.done >= period.required)
    offered_on = earliest_of(conduct.offered_on, never())
    known = comes(offered_on)
    before_it = any_of(
        all_of(known, period.reported_on < offered_on),
        all_of(known, period.reported_on <= offered_on, not_known()),
        all_of(no(known), period.reported_on < conduct.day, not_known()),
    )
    return all_of(one_of(conduct.kind, "offered_job_not_applied"), period.is_there, fulfilled, before_it)


@provision(
    "TTL 2a:13(3)", "Velvollisuus täytetty ennen tarjousta, kerrottu muutos", act="HE 108/2025",
    governs=box(conduct="2026-01-01/"), each=Conduct, concludes="neglect_set_aside", decided="P",
    reported="https://tem.fi/-/vuodenvaihteen-2025-2026-muutoksia-tem-n-hallinnonalalla",
)  # fmt: skip
def duty_reported_before_the_offer_as_reported(conduct: Conduct) -> Truth:
    """Tarjottua työtä kerrotaan pitävän hakea 1.1.2026 alkaen, vaikka tarkastelujakson velvollisuus olisi jo täytetty.

    Ei tiedetä, milloin täytetty velvollisuus on yhä pätevä syy.
    """
    return all_of(reported_in_time(conduct), not_known())


@provision(
    "TTL 2a:13(3)", "Velvollisuus täytetty ennen tarjousta", act="1380/2021", governs=box(conduct="2022-05-02/"),
    each=Conduct, concludes="neglect_set_aside", decided="P",
)  # fmt: skip
def duty_reported_before_the_offer(conduct: Conduct) -> Truth:
    """Tarjottua työtä ei tarvitse hakea se, joka on täyttänyt tarkastelujakson velvollisuuden ja ilmoittanut siitä ennen
    tarjousta.

    Jos ilmoitus ja tarjous ovat samalta päivältä, virkailija arvioi. Muun luotettavan näytön aiemmasta hakemisesta arvioi
    virkailija pätevänä syynä.
    """
    return reported_in_time(conduct)
