"""TTL 2 luku 5–9 §, Yritystoiminta ja oma työ: when a business or own work takes the right away, and when it is over.

A business is over on the day that the register days give (sections 8 and 9), unless an official has found otherwise.
Section 5 a gives four months once; the memory of it is a look back from each start, with no state of its own.

Six months beside a business are counted over all businesses of the person together, once more from each that begins;
work connected with any of them is left out. Who is an entrepreneur in a business is in ``chapter_1_entrepreneur``, when
work in it ends in ``chapter_2_family``.
"""

from __future__ import annotations

from typing import NamedTuple

from toimi.book.expressions import Day, Days, Length, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    Bar,
    all_of,
    always,
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
    latest_of,
    minus,
    minus_same,
    months,
    never,
    no,
    no_right,
    on,
    one_of,
    percent,
    plus,
    reading,
    start_of,
    unless_judged,
    weeks,
    working,
)
from toimi.law.counting import (
    end_of_months_from,
    latest_if_all_apply,
    over_two_weeks,
    over_two_weeks_from,
    passed,
    unemployed_on_leave,
)
from toimi.law.facts import (
    Business,
    BusinessClosing,
    BusinessShare,
    BusinessWorkload,
    Employment,
    EquatedStop,
    Layoff,
    OtherStop,
    ReducedCapacity,
    RequestedLeave,
    WorkConditionMet,
    WorkInBusiness,
)
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_2_family import between_seasons, work_over

# --- 8 § Yritystoiminnan lopettaminen and 9 § oman työn lopettaminen: first, since 5 § reads them ----------------------


@provision(
    "TTL 2:8.1(1)", "Konkurssi", act="1001/2012", governs=box(reported="/"), each=BusinessClosing,
    concludes="business_closed_on", decided="P",
)  # fmt: skip
def bankrupt(closing: BusinessClosing) -> Day:
    """Yritystoiminta on lopetettu sinä päivänä, jona tuomioistuin päättää konkurssista."""
    return closing.bankruptcy_on


@provision(
    "TTL 2:8.1(2)", "Selvitystila", act="1001/2012", governs=box(reported="/"), each=BusinessClosing,
    concludes="business_closed_on", decided="P",
)  # fmt: skip
def in_liquidation(closing: BusinessClosing) -> Day:
    """Osakeyhtiön tai osuuskunnan toiminta on lopetettu, kun se on asetettu selvitystilaan."""
    company = one_of(closing.business.form, "limited_company", "cooperative")
    return choose(closing.liquidation_on, when=company, otherwise=never())


@provision(
    "TTL 2:8.1(3)", "Sopimus yhtiön purkamisesta", act="1001/2012", governs=box(reported="/"), each=BusinessClosing,
    concludes="business_closed_on", decided="P",
)  # fmt: skip
def dissolved(closing: BusinessClosing) -> Day:
    """Muun yhtiön kuin osakeyhtiön toiminta on lopetettu, kun kaikki yhtiömiehet ovat sopineet sen purkamisesta."""
    return choose(closing.dissolution_agreed_on, when=one_of(closing.business.form, "partnership"), otherwise=never())


@provision(
    "TTL 2:8.1(4)", "Toiminta on päättynyt ja rekistereistä on luovuttu", act="1001/2012", governs=box(reported="/"),
    each=BusinessClosing, concludes="business_closed_on", decided="P",
)  # fmt: skip
def operations_and_registers_ended(closing: BusinessClosing) -> Day:
    """Yritystoiminta on lopetettu, kun toiminta on päättynyt ja viimeinenkin luopuminen tai ilmoitus on tehty.

    Yrittäjän eläkevakuutuksesta on luovuttava. Ennakkoperintärekisteristä, työnantajarekisteristä ja
    arvonlisäverovelvollisten rekisteristä on tehtävä ilmoitus; viimeisen sijasta käy ilmoitus keskeytyksestä. Se, mitä
    yrityksellä ei ole ollut, ei vaikuta.
    """
    steps = (
        closing.operations_ended_on,
        closing.pension_insurance_ended_on,
        closing.prepayment_removal_on,
        closing.employer_removal_on,
        closing.vat_removal_or_suspension_on,
    )
    return reading("registers_never_entered", met=latest_of(*steps), not_met=latest_if_all_apply(*steps))


@provision(
    "TTL 2:8.2", "Yksityinen elinkeinonharjoittaja lopettaa", act="1654/2015", governs=box(reported="/"),
    each=BusinessClosing, concludes="business_closed_on", decided="P",
)  # fmt: skip
def sole_trader_ended(closing: BusinessClosing) -> Day:
    """Yksityiselle elinkeinonharjoittajalle riittää luotettava ilmoitus toiminnan päättymisestä ja vakuutuksesta luopuminen.

    Jos eläkevakuutusta ei ole ollut, ilmoitus riittää. Ilmoituksen luotettavuuden voi virkailija arvioida toisin.
    """
    both = latest_of(closing.own_notice_of_end_on, closing.pension_insurance_ended_on)
    return choose(both, when=one_of(closing.business.form, "sole_trader"), otherwise=never())


@provision(
    "TTL 2:9", "Oman työn lopettaminen", act="1374/2014", governs=box(reported="/"), each=BusinessClosing,
    concludes="business_closed_on", decided="P",
)  # fmt: skip
def own_work_ended(closing: BusinessClosing) -> Day:
    """Oma työ jatkuu siihen asti, kun sen luotettavan selvityksen mukaan on ilmeistä, ettei sitä enää jatketa."""
    return choose(closing.own_notice_of_end_on, when=one_of(closing.business.kind, "own_work"), otherwise=never())


def over_from(business: Business, closed_on: Day) -> Day:
    """The first day on which the business is over: as an official has found, else after the day it was closed.

    ``closed_on`` is *never* where no closing has been reported. Then a business whose row has ended may be over at any
    time from there on, and one that goes on is not over.
    """
    presumed = reading("right_after_closing", day_after=plus(closed_on, days(1)), same_day=closed_on)
    unless_denied = choose(presumed, when=unless_judged(business.found_over, always()), otherwise=never())
    judged = unless_judged(business.found_over, no(comes(closed_on)))
    return choose(business.over_on, when=judged, otherwise=unless_denied)


# --- 5 § Yritystoiminta ja oma työ -----------------------------------------------------------------------------------


KINDS_OF_BUSINESS = ("business", "own_work")


def no_entrepreneur(
    share: BusinessShare, entrepreneur: Truth, reduced: ReducedCapacity, capacity_reduced: Truth
) -> tuple[Days, Days]:
    """Days on which holding and position make the person no entrepreneur in the business, and of reduced capacity.

    Own work is done without being an entrepreneur: holding and position say nothing of it.
    """
    is_one = choose(share.found_entrepreneur, when=comes(share.found_on), otherwise=entrepreneur)
    not_one = all_of(one_of(share.business.kind, "business"), no(is_one))
    return during(share, when=not_one), during(reduced, when=capacity_reduced)


class Freed(NamedTuple):
    """The days on which section 5 does not reach the person's work in a business, business by business."""

    always: tuple[Days, ...]
    begun_later: tuple[Days, ...]

    def less(self, found: Days) -> Days:
        """The days of a finding without them; a finding made after the work ended stands."""
        return minus_same(found, *self.always, about="business", begun_later=self.begun_later)


def six_months_beside(
    start: Day, work: Employment, business: Business, beside: Length, full_time_share: Number, until: Day
) -> Days:
    """From six months after the start on, if full-time work and a business both ran through all of them."""
    unrelated = all_of(work.hours_share > full_time_share, no(work.connected_business.is_there))
    both = all_of(during(work, when=unrelated), during(business))
    reached = passed(start, beside)
    through = start_of(both, at=before(reached, days(1))) <= start
    return days_between(reached, until, when=through, noticed=start.grain == business.grain)


@provision(
    "TTL 2:5.2", "Kokoaikatyö yrityksen rinnalla", act="1049/2013", governs=box(benefit_day="2014-01-01/"),
    decided="P",
)  # fmt: skip
def long_work_beside_business(
    work: Employment, business: Business, *, beside: Length = months(6), full_time_share: Number = percent(80)
) -> Days:
    """Yrityksen oletetaan olevan sivutoiminen, kun henkilö on ollut sen rinnalla kuusi kuukautta kokoaikatyössä.

    Olettama alkaa, kun kuusi kuukautta on täynnä. Niihin luetaan vain aika, jona työ ja yritys ovat molemmat käynnissä.
    Jos henkilö aloittaa sen jälkeen toisen yrityksen, olettama alkaa vasta, kun senkin rinnalla on kuusi kuukautta täynnä.
    """
    next_after_job = first_of(business.start, after=work.start, noticed=True)
    next_after_business = first_of(business.start, after=business.start, noticed=True)
    begun_beside = six_months_beside(work.start, work, business, beside, full_time_share, next_after_job)
    older = six_months_beside(business.start, work, business, beside, full_time_share, next_after_business)
    return any_of(begun_beside, older)


@provision(
    "TTL 2:5.4", "Kokoaikatyö osoittaa päätoimisen yrityksen sivutoimiseksi", act="1374/2014",
    governs=box(benefit_day="2015-01-01/"), decided="P",
)  # fmt: skip
def long_work_shows_otherwise(
    work: Employment, business: Business, *, beside: Length = months(6), full_time_share: Number = percent(80)
) -> Days:  # fmt: skip
    """Päätoimiseksi todetun yrityksen osoittaa sivutoimiseksi kuuden kuukauden kokoaikatyö, joka on alkanut sen rinnalla.

    On avoinna, riittääkö myös työ, joka oli alkanut jo ennen yritystä ja jonka rinnalla yritys todettiin päätoimiseksi.
    """
    begun_beside = six_months_beside(work.start, work, business, beside, full_time_share, never())
    older = six_months_beside(business.start, work, business, beside, full_time_share, never())
    return reading("job_older_than_the_business", left_out=begun_beside, counted=any_of(begun_beside, older))


def judged_full_time(workload: BusinessWorkload, shown: Days, over: Day, freed: Freed, *, only: Truth) -> Days:
    """From the day an official finds it full-time until the business is over or long work beside it shows otherwise.

    A lower workload alone releases nobody. Work done before the finding does not speak against it.
    ``only``: which of the findings.
    """
    full_time = all_of(one_of(workload.value, "full_time"), only)
    shown_before = holds(shown, at=workload.start)
    found = days_between(workload.start, over, when=all_of(full_time, no(shown_before)), noticed=True)
    found_later = days_between(workload.start, over, when=all_of(full_time, shown_before), noticed=True)
    return any_of(minus(freed.less(found), shown), freed.less(found_later))


def full_time_or_not_judged(
    workload: BusinessWorkload,
    business: Business,
    long_work: Days,
    shown: Days,
    business_closed_on: Day,
    freed: Freed,
    *,
    only: Truth,
    kinds: tuple[str, ...] = KINDS_OF_BUSINESS,
) -> Days:
    """The same, and as possible days those that nobody has judged: long work beside the business answers for them.

    ``kinds``: of which businesses, so that the silence about another one opens nothing.
    """
    over = workload_over(workload, business_closed_on)
    own_over = over_from(business, first_of(business_closed_on, about=business.itself("business")))
    asked_until = _asked_until(business, own_over, kinds)
    not_judged = days_between(workload.start, over, when=no(always()), missing_until=asked_until)
    judged = judged_full_time(workload, shown, over, freed, only=only)
    return any_of(judged, minus(freed.less(not_judged), long_work))


def _asked_until(business: Business, own_over: Day, kinds: tuple[str, ...]) -> Day:
    """Until when a business that nobody has judged is asked about: one of another kind never."""
    if kinds == KINDS_OF_BUSINESS:
        return own_over
    return choose(own_over, when=one_of(business.kind, *kinds), otherwise=on("1900-01-01"))


def workload_over(workload: BusinessWorkload, business_closed_on: Day) -> Day:
    """The first day on which the business that was judged is over."""
    return over_from(workload.business, first_of(business_closed_on, about=workload.business.link))


@provision(
    "TTL 2:5.1", "Päätoiminen yritystoiminta", act="1457/2016", governs=box(begun="2017-01-01/"),
    each=BusinessWorkload, concludes="full_time_business", decided="H",
)  # fmt: skip
def full_time_business(
    workload: BusinessWorkload, business: Business, long_work_beside_business: Days, long_work_shows_otherwise: Days,
    business_closed_on: Day, share: BusinessShare, work: WorkInBusiness, reduced: ReducedCapacity, entrepreneur: Truth,
    work_ended_on: Day, natural_season: Truth, capacity_reduced: Truth, *, more_than: Length = weeks(2),
) -> Days:  # fmt: skip
    """Päätoimiseksi todettu yritystoiminta pysyy päätoimisena, kunnes se päättyy tai pitkä muu työ osoittaa toisin.

    Työllistävyyden arvioi virkailija. Sen väheneminen ei yksin riitä, eikä ennen arviota tehty työ muuta arviota.
    Enintään kaksi viikkoa kestänyttä toimintaa ei lueta.
    """
    free = no_entrepreneur(share, entrepreneur, reduced, capacity_reduced)
    freed = Freed((*free, between_seasons(work, natural_season)), (work_over(work, work_ended_on),))
    long, shown = long_work_beside_business, long_work_shows_otherwise
    found = full_time_or_not_judged(workload, business, long, shown, business_closed_on, freed, only=always())
    return over_two_weeks(found, more_than)


@provision(
    "TTL 2:5.1", "Päätoiminen yritystoiminta", act="1001/2012", governs=box(begun="/2017-01-01"),
    each=BusinessWorkload, concludes="full_time_business", decided="H",
)  # fmt: skip
def full_time_business_begun_before_2017(
    workload: BusinessWorkload, business: Business, long_work_beside_business: Days, long_work_shows_otherwise: Days,
    business_closed_on: Day, share: BusinessShare, work: WorkInBusiness, reduced: ReducedCapacity, entrepreneur: Truth,
    work_ended_on: Day, natural_season: Truth, capacity_reduced: Truth,
) -> Days:  # fmt: skip
    """Ennen vuotta 2017 alkanut päätoiminen yritystoiminta luetaan silloinkin, kun se kestää enintään kaksi viikkoa.

    Tämä perustuu lain 1457/2016 siirtymäsäännökseen.
    """
    free = no_entrepreneur(share, entrepreneur, reduced, capacity_reduced)
    freed = Freed((*free, between_seasons(work, natural_season)), (work_over(work, work_ended_on),))
    long, shown = long_work_beside_business, long_work_shows_otherwise
    return full_time_or_not_judged(workload, business, long, shown, business_closed_on, freed, only=always())


def not_going_on(work: WorkInBusiness, until: Day, *, when: Truth | None = None) -> Days:
    """From the end of the work in a business until work in the same business begins again, at the longest to the day."""
    again = first_of(work.start, about=work.business.link, after=work.start)
    return days_between(work.end, earliest_of(until, again), when=when)


LIMIT_SINCE = "2017-01-01"
"""What began before this day counts also when it lasts at most two weeks (1457/2016)."""


def _after_the_work(work: WorkInBusiness, ended_too: bool) -> tuple[Days, ...]:
    """The days after the work in the business has ended, unless the time after it is meant too."""
    return () if ended_too else (not_going_on(work, never()),)


def _put_full_time(name: str, title: str, text: str, kinds: tuple[str, ...], *, ended_too: bool) -> None:
    """Full-time business of some kinds, with or without the time after the work in it has ended."""

    def full_time(
        workload: BusinessWorkload, business: Business, long_work_beside_business: Days, long_work_shows_otherwise: Days,
        business_closed_on: Day, share: BusinessShare, work: WorkInBusiness, reduced: ReducedCapacity, entrepreneur: Truth,
        work_ended_on: Day, natural_season: Truth, capacity_reduced: Truth, *, more_than: Length = weeks(2),
    ) -> Days:  # fmt: skip
        free = no_entrepreneur(share, entrepreneur, reduced, capacity_reduced) + _after_the_work(work, ended_too)
        freed = Freed((*free, between_seasons(work, natural_season)), (work_over(work, work_ended_on),))
        long, shown = long_work_beside_business, long_work_shows_otherwise

        def found(when: Truth) -> Days:
            return full_time_or_not_judged(
                workload, business, long, shown, business_closed_on, freed, kinds=kinds,
                only=all_of(one_of(workload.business.kind, *kinds), when),
            )  # fmt: skip

        begun_before = workload.begun < LIMIT_SINCE
        return any_of(found(begun_before), over_two_weeks(found(no(begun_before)), more_than))

    full_time.__name__, full_time.__doc__ = name, text
    provision(
        "TTL 2:5.1", title, act="1457/2016", governs=box(benefit_day="2017-01-01/"), each=BusinessWorkload, decided="H"
    )(full_time)


_put_full_time(
    "full_time_at_work", "Työskentely päätoimisessa yritystoiminnassa tai omassa työssä",
    "Päätoimisessa yritystoiminnassa tai omassa työssä työskennellään, kunnes työ juuri siinä on päättynyt.",
    KINDS_OF_BUSINESS, ended_too=False,
)  # fmt: skip
_put_full_time(
    "full_time_at_own_work", "Työskentely päätoimisessa omassa työssä",
    "Päätoimisessa omassa työssä työskennellään, kunnes työ siinä on päättynyt.", ("own_work",), ended_too=False,
)  # fmt: skip
_put_full_time(
    "full_time_at_firm", "Työskentely päätoimisessa yrityksessä",
    "Päätoimisessa yrityksessä työskennellään, kunnes työ siinä on päättynyt. Oma työ ei ole yritystoimintaa.",
    ("business",), ended_too=False,
)  # fmt: skip
_put_full_time(
    "full_time_firm", "Päätoiminen yritys",
    "Yritys pysyy päätoimisena työn päätyttyäkin, kunnes yritystoiminta on lopetettu. Oma työ ei ole yritystoimintaa.",
    ("business",), ended_too=True,
)  # fmt: skip


@provision(
    "TTL 2:5.4", "Työskentely yrityksessä on päättynyt", act="1374/2014", governs=box(benefit_day="2015-01-01/"),
    each=WorkInBusiness,
)  # fmt: skip
def work_in_business_over(work: WorkInBusiness, business_closed_on: Day) -> Days:
    """Työskentely yrityksessä on päättynyt, mutta yritystoimintaa ei ole lopetettu."""
    over = over_from(work.business, first_of(business_closed_on, about=work.business.link))
    return not_going_on(work, over)


@provision("TTL 2:1.2", "Yli kaksi viikkoa kokoaikatyössä", act="906/2017", governs=box(benefit_day="2018-01-01/"))
def full_time_over_two_weeks(
    work: Employment, layoff: Layoff, full_time_working_days: Days, *,
    more_than: Length = weeks(2), full_time_share: Number = percent(80),
) -> Days:  # fmt: skip
    """Yli kaksi viikkoa kestävä kokoaikatyö luetaan ensimmäisestä päivästään alkaen."""
    long_contract = working(
        work,
        when=all_of(work.hours_share > full_time_share, over_two_weeks_from(work.start, work.end, more_than)),
        stopped_by=((layoff, one_of(layoff.extent, "full", "shortened_hours", "shortened_week")),),
    )
    return reading(
        "two_weeks_of_full_time_work",
        stretch=over_two_weeks(full_time_working_days, more_than),
        contract=all_of(long_contract, full_time_working_days),
    )


def own_cut_of_hours(
    work: Employment,
    layoff: Layoff,
    equated: EquatedStop,
    stop: OtherStop,
    leave: RequestedLeave,
    full_time_share: Number,
) -> Days:
    """Part-time work because the person cut the hours, less the stops that make a person unemployed all the same."""
    return working(
        work,
        when=all_of(work.hours_share <= full_time_share, one_of(work.hours_cut_by, "person")),
        stopped_by=(
            (layoff, one_of(layoff.extent, "full", "shortened_hours", "shortened_week")),
            (equated, no(one_of(equated.ground, "office_suspension_health_data"))),
            (stop, any_of(one_of(stop.cause, "weather"), no(stop.own_terms))),
            (leave, unemployed_on_leave(leave)),
        ),
    )


@provision(
    "TTL 2:1.2", "Työtön ilman alkavan yritystoiminnan suojaa", act="906/2017", governs=box(benefit_day="2018-01-01/")
)
def unemployed_without_protection(
    work: Employment, layoff: Layoff, equated: EquatedStop, stop: OtherStop, leave: RequestedLeave,
    full_time_over_two_weeks: Days,
    full_time_at_work: Days, *, more_than: Length = weeks(2), full_time_share: Number = percent(80),
) -> Days:  # fmt: skip
    """Tästä katsotaan, oliko henkilö työtön, kun hän aloitti yritystoiminnan: 5 a §:n suoja ei vielä vaikuta."""
    own_cut = own_cut_of_hours(work, layoff, equated, stop, leave, full_time_share)
    in_business = over_two_weeks(full_time_at_work, more_than)
    return no(any_of(full_time_over_two_weeks, own_cut, in_business))


FIRST_PROTECTED = "2018-01-01"
"""5 a § reaches activity begun on or after this day (906/2017)."""


class Before(NamedTuple):
    """The days on which somebody is unemployed without the protection, in a full-time job, and in full-time business."""

    unemployed: Days
    job: Days
    in_business: Days


def begun_while_unemployed(begun: Day, was: Before) -> Truth:
    """Begun on or after the first day of the law by somebody who was unemployed.

    The day before tells it, since on the day itself the new business is there. Whoever had a job to the day before and
    none on the day itself was unemployed from that day on: whether that is enough, the act does not say.
    """
    yesterday = before(begun, days(1))
    unemployed = holds(was.unemployed, at=yesterday)
    job_ended = all_of(holds(was.job, at=yesterday), no(holds(was.job, at=begun)))
    first_day = all_of(job_ended, no(holds(was.in_business, at=yesterday)))
    found = reading(
        "begun_on_first_day_of_unemployment", protected=any_of(unemployed, first_day), not_protected=unemployed
    )
    return all_of(begun >= FIRST_PROTECTED, found)


def opens_four_months(begun: Day, business: Business, met: WorkConditionMet, unemployed: Before) -> Truth:
    """Begun while unemployed, and no earlier such start still uses the one period up.

    A start uses it up to the day from which the employment condition has been met and the maximum period begins afresh.
    """
    met_after = first_of(met.day, after=business.begun)
    afresh = first_of(latest_of(met.day, met.maximum_period_began_on), after=before(met_after, days(1)))
    eligible = begun_while_unemployed(business.begun, unemployed)
    used = days_between(plus(business.begun, days(1)), afresh, when=eligible, noticed=True)
    return all_of(begun_while_unemployed(begun, unemployed), no(holds(used, at=begun)))


@provision(
    "TTL 2:5a.2", "Neljän kuukauden suoja alkaa kerran", act="906/2017", governs=box(begun="2018-01-01/"), each=Business
)
def first_four_months(
    business: Business, met: WorkConditionMet, unemployed_without_protection: Days, full_time_over_two_weeks: Days,
    full_time_business: Days, *, protected: Length = months(4),
) -> Days:  # fmt: skip
    """Työttömänä aloitettu yritystoiminta avaa neljän kuukauden suojan toiminnan aloittamisesta.

    Uusi suoja alkaa vasta, kun henkilö on sen jälkeen täyttänyt työssäoloehdon ja enimmäisaika alkaa alusta.
    """
    was = Before(unemployed_without_protection, full_time_over_two_weeks, full_time_business)
    opens = opens_four_months(business.begun, business, met, was)
    return days_between(business.begun, end_of_months_from(business.begun, protected), when=opens, noticed=True)


def protected_start(
    begun: Day, business: Business, met: WorkConditionMet, unemployed: Before, first_months: Days
) -> Truth:
    """The business is one that the four months protect."""
    opens = opens_four_months(begun, business, met, unemployed)
    within = all_of(begun >= FIRST_PROTECTED, holds(first_months, at=before(begun, days(1))))
    later = any_of(begun_while_unemployed(begun, unemployed), within)
    return reading("second_business_in_four_months", rest_of_first=later, no_protection=opens)


@provision("TTL 2:5a.1", "Alkava yritystoiminta", act="906/2017", governs=box(benefit_day="2018-01-01/"))
def starting_business(
    business: Business, workload: BusinessWorkload, met: WorkConditionMet, first_four_months: Days,
    unemployed_without_protection: Days, long_work_beside_business: Days, long_work_shows_otherwise: Days,
    business_closed_on: Day, share: BusinessShare, work: WorkInBusiness, reduced: ReducedCapacity, entrepreneur: Truth,
    work_ended_on: Day, natural_season: Truth, capacity_reduced: Truth, full_time_over_two_weeks: Days, full_time_business: Days,
) -> Days:  # fmt: skip
    """Työttömänä aloitettu yritystoiminta ei estä oikeutta neljän ensimmäisen kuukauden ajalta.

    Toinen yritystoiminta voi käyttää sen, mitä ensimmäisen suojasta on jäljellä. Muu päätoiminen yritystoiminta estää
    oikeuden suojasta huolimatta.
    """
    was = Before(unemployed_without_protection, full_time_over_two_weeks, full_time_business)
    how = business, met, was, first_four_months
    outside = no(protected_start(business.begun, *how))
    outside_judged = no(protected_start(workload.business.begun, *how))
    over = workload_over(workload, business_closed_on)
    shown = long_work_shows_otherwise
    free = no_entrepreneur(share, entrepreneur, reduced, capacity_reduced)
    freed = Freed((*free, between_seasons(work, natural_season)), (work_over(work, work_ended_on),))
    known = judged_full_time(workload, shown, over, freed, only=outside_judged)
    may_be = full_time_or_not_judged(
        workload, business, long_work_beside_business, shown, business_closed_on, freed, only=outside_judged
    )
    return minus(first_four_months, any_of(known, all_of(during(business, when=outside), may_be)))


@provision(
    "TTL 2:5.1", "Päätoiminen yritystoiminta estää etuuden", act="1457/2016", governs=box(benefit_day="2017-01-01/"),
    decided="H",
)  # fmt: skip
def business_bars(full_time_at_work: Days, starting_business: Days) -> Bar:
    """Oikeutta ei ole päiviltä, joina henkilö työskentelee päätoimisessa yritystoiminnassa.

    Alkava yritystoiminta voi olla poikkeus.
    """
    return no_right(minus(full_time_at_work, starting_business))


@provision(
    "TTL 2:5.4", "Yritystoiminta jatkuu työskentelyn loputtua", act="1374/2014", governs=box(benefit_day="2015-01-01/"),
    decided="H",
)  # fmt: skip
def continuing_business_bars(full_time_business: Days, work_in_business_over: Days) -> Bar:
    """Kun työskentely päätoimisessa yrityksessä on loppunut, oikeutta ei ole ennen kuin yritystoiminta on päättynyt."""
    return no_right(all_of(full_time_business, work_in_business_over))
