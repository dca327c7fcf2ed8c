"""TTL 2 a luku: what a person did, in order, and what each time followed.

Acts and neglects are judged one by one in the other files of the chapter. Here they stand in one chronicle, since the
law reads its own past: what happens while a work obligation runs has no consequence, a second old act has another
consequence than the first, and the ladder of 2022 counts twelve months.

Under the law before 2022-05-02 leaving work, neglects of plans and refused services are counted together. From that day
on leaving work has its own days and is not counted. Old conduct never counts in the ladder, and new conduct never begins
an old obligation; an obligation of either law shields from both.
"""

from __future__ import annotations

from toimi.book.expressions import Chronicle, Day, Days, Length, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    Bar,
    Step,
    all_of,
    any_of,
    choose,
    chronicle,
    days,
    days_after,
    days_between,
    days_from,
    during,
    first_of,
    followed,
    holds,
    latest_of,
    months,
    no,
    no_right,
    one_of,
    plus,
    reading,
    step,
    then,
    weeks,
)
from toimi.law.counting import from_day, surely_not
from toimi.law.facts import (
    Conduct,
    EmploymentEnd,
    EquatedStop,
    JobRefusal,
    Layoff,
    Plan,
    Service,
    StudyApplication,
    StudyBreak,
    StudyPlace,
)
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_2a_neglect import by_report
from toimi.law.ttl.chapter_2a_steps import MAY_2022, SHIELDS, loss, neglects, old_steps, reported_ladder
from toimi.law.ttl.chapter_2a_when_it_ends import Act, last_day_of_work
from toimi.law.ttl.chapter_11_layoff import not_spared

SECOND, THIRD = days(7), days(14)
"""The chronicle counts nothing on these days, and the bars take them."""


# --- the chronicle -------------------------------------------------------------------------------------------------------


def _put_history(name: str, title: str, from_first: tuple[str, ...]) -> None:
    def conduct_in_order(
        end: EmploymentEnd, stop: EquatedStop, refusal: JobRefusal, conduct: Conduct, left_without_reason: Truth,
        left_blamably: Truth, suspended_by_own_fault: Truth, suspended_blamably: Truth, laid_off_from_16_march_2020: Days,
        refused_work: Truth, old_absence: Truth, old_plan_refusal: Truth, old_plan_neglect: Truth,
        old_service_refusal: Truth, old_service_interruption: Truth, neglect: Truth, obligation_over: Day,
        old_obligation_of_leaving_over: Day, old_obligation_of_suspension_over: Day,
        old_obligation_of_refusal_over: Day, old_obligation_of_conduct_over: Day,
        application: StudyApplication, place: StudyPlace, interruption: StudyBreak, service: Service,
        lost_from_the_term: Truth, lost_after_the_service: Truth, autumn_place_refused: Truth,
        other_place_not_begun: Truth, education_interrupted: Truth, agreed_application_missed: Truth,
        right_returns_after_round: Day, right_returns_after_service: Day, right_returns_after_place: Day,
        right_returns_after_interruption: Day, right_returns_after_agreed_application: Day, *, old_within: Length = months(6),
        within: Length = months(12), second: Length = SECOND, third: Length = THIRD,
    ) -> Chronicle:  # fmt: skip
        """Menettelyt otetaan huomioon aikajärjestyksessä: mitä kustakin seuraa, riippuu edellisistä.

        Ennen 2.5.2022 kuuden kuukauden sisällä toistunut menettely johti työssäolovelvoitteeseen. Siitä päivästä alkaen
        ensimmäisestä laiminlyönnistä 12 kuukauden aikana seuraa muistutus, toisesta 7 päivää, kolmannesta 14 päivää ja
        neljännestä työssäolovelvoite. 1.3.2026 alkaen seuraamusten kerrotaan tiukentuneen. Seuraamuksen aikana
        tapahtunutta ei lueta, ei myöskään sinä aikana, kun koulutusta vailla oleva nuori on menettänyt oikeutensa.
        """

        def neglected(name: str, when: Truth) -> tuple[Step, ...]:
            counts = all_of(when, not_spared(conduct.day, laid_off_from_16_march_2020))
            return old_steps(conduct.day, conduct.conduct, name, counts, old_obligation_of_conduct_over, old_within)

        refused_on = refusal.refused_on_from_2017
        binding = any_of(
            one_of(refusal.by, "employer_individually"), not_spared(refused_on, laid_off_from_16_march_2020)
        )

        return chronicle(
            loss(application.term, "did not apply", lost_from_the_term, right_returns_after_round),
            loss(service.end, "did not apply", lost_after_the_service, right_returns_after_service),
            loss(place.counts_from, "refused an autumn place", autumn_place_refused, right_returns_after_place),
            loss(place.counts_from, "did not begin", other_place_not_begun, right_returns_after_place),
            loss(
                interruption.start, "interrupted education", education_interrupted, right_returns_after_interruption
            ),
            loss(
                conduct.day, "missed the agreed application", agreed_application_missed,
                right_returns_after_agreed_application,
            ),
            *old_steps(
                end.day, end.conduct, "left_without_reason", left_without_reason, old_obligation_of_leaving_over,
                old_within,
            ),
            *old_steps(
                last_day_of_work(stop), stop.conduct, "suspended_by_own_fault", suspended_by_own_fault,
                old_obligation_of_suspension_over, old_within,
            ),
            *old_steps(
                refused_on, refusal.conduct, "refused_work_before_may_2022",
                all_of(refused_work, refusal.conduct < MAY_2022, binding), old_obligation_of_refusal_over, old_within,
            ),
            *neglected("old_absence", old_absence),
            *neglected("old_plan_refusal", old_plan_refusal),
            *neglected("old_plan_neglect", old_plan_neglect),
            *neglected("old_service_refusal", old_service_refusal),
            *neglected("old_service_interruption", old_service_interruption),
            step(end.day, when=left_blamably, stopped_by=SHIELDS, then=(then("left_blamably"),)),
            step(
                last_day_of_work(stop), when=suspended_blamably, stopped_by=SHIELDS,
                then=(then("suspended_blamably"),),
            ),
            step(
                refusal.refused_on, when=all_of(refused_work, refusal.conduct >= MAY_2022), stopped_by=SHIELDS,
                then=(then("refused_work"),),
            ),
            # Before the ladder: an obligation that begins there clears what the act itself has counted for here.
            *reported_ladder(conduct, neglect, obligation_over, within, second),
            *neglects(
                conduct, service, all_of(neglect, no(by_report(conduct))), obligation_over, within, second, third
            ),
            from_first=from_first,
            of_one_day="acts_on_one_day",
        )  # fmt: skip

    conduct_in_order.__name__ = name
    provision("TTL 2a:10.1", title, act="1380/2021", governs=box(benefit_day="/"))(conduct_in_order)


_put_history("conduct_history", "Menettelyt järjestyksessä", ())
_put_history(
    "conduct_history_from_first", "Menettelyt järjestyksessä, määräaika ensimmäisestä", ("ladder", "reported ladder")
)


def follows(rolling: Chronicle, from_first: Chronicle, name: str, row: Act) -> Truth:
    """For each act whether the consequence follows, by both readings of the twelve months."""
    return reading("term_of_neglects", rolling=followed(rolling, name, row), from_first=followed(from_first, name, row))


# --- 1 § Työstä eroaminen ja erottaminen ------------------------------------------------------------------------------


@provision(
    "TTL 2a:1.1",
    "Korvaukseton määräaika työstä eroamisesta",
    act="1380/2021",
    governs=box(conduct="2022-05-02/"),
    each=EmploymentEnd,
    decided="H",
)
def leaving_work(
    end: EmploymentEnd, conduct_history: Chronicle, conduct_history_from_first: Chronicle, short_job: Truth, *,
    suspension: Length = days(45), short_suspension: Length = days(30),
) -> Bar:  # fmt: skip
    """Joka eroaa ilman pätevää syytä tai aiheuttaa moitittavasti työsuhteensa päättymisen, on 45 päivää ilman etuutta.

    Jos työ olisi kestänyt enintään viisi päivää, aika on 30 päivää. Päivät alkavat työsuhteen päättymistä seuraavasta
    päivästä.
    """
    length = choose(short_suspension, when=short_job, otherwise=suspension)
    when = follows(conduct_history, conduct_history_from_first, "left_blamably", end)
    return no_right(days_after(end.day, length, when=when))


@provision(
    "TTL 2a:1.1",
    "Korvaukseton määräaika työstä eroamisesta",
    act="128/2019",
    governs=box(conduct="2019-07-01/2022-05-02"),
    each=EmploymentEnd,
    decided="H",
)
def leaving_work_from_2019(
    end: EmploymentEnd, conduct_history: Chronicle, conduct_history_from_first: Chronicle, resigned: Truth, short_job: Truth, *,
    suspension_resigned: Length = days(90), suspension_caused: Length = days(60), short_suspension: Length = days(30),
) -> Bar:  # fmt: skip
    """Joka eroaa ilman pätevää syytä, on 90 päivää ilman etuutta. Joka itse aiheuttaa päättymisen, on ilman sitä 60 päivää.

    Jos työ olisi kestänyt enintään viisi päivää, aika on 30 päivää. Päivät alkavat työsuhteen päättymistä seuraavasta
    päivästä.
    """
    long = choose(suspension_resigned, when=resigned, otherwise=suspension_caused)
    length = choose(short_suspension, when=short_job, otherwise=long)
    when = follows(conduct_history, conduct_history_from_first, "left_without_reason", end)
    return no_right(days_after(end.day, length, when=when))


@provision(
    "TTL 2a:1.1",
    "Korvaukseton määräaika työstä eroamisesta",
    act="288/2012",
    governs=box(conduct="/2019-07-01"),
    each=EmploymentEnd,
    decided="H",
)
def leaving_work_from_2012(
    end: EmploymentEnd, conduct_history: Chronicle, conduct_history_from_first: Chronicle, short_job: Truth, *,
    suspension: Length = days(90), short_suspension: Length = days(30),
) -> Bar:  # fmt: skip
    """Joka eroaa ilman pätevää syytä tai itse aiheuttaa työsuhteen päättymisen, on 90 päivää ilman etuutta.

    Jos työ olisi kestänyt enintään viisi päivää, aika on 30 päivää. Päivät alkavat työsuhteen päättymistä seuraavasta
    päivästä.
    """
    length = choose(short_suspension, when=short_job, otherwise=suspension)
    when = follows(conduct_history, conduct_history_from_first, "left_without_reason", end)
    return no_right(days_after(end.day, length, when=when))


# --- 4 § Työstä kieltäytyminen ----------------------------------------------------------------------------------------


@provision("TTL 2a:10.4", "Työssäolovelvoitteen aika", act="1380/2021", governs=box(benefit_day="/"))
def in_work_obligation(
    end: EmploymentEnd, stop: EquatedStop, refusal: JobRefusal, conduct: Conduct, obligation_over: Day,
    old_obligation_of_leaving_over: Day, old_obligation_of_suspension_over: Day, old_obligation_of_refusal_over: Day,
    old_obligation_of_conduct_over: Day, conduct_history: Chronicle, conduct_history_from_first: Chronicle,
) -> Days:  # fmt: skip
    """Päivät, joina uuden tai vanhan lain mukainen työssäolovelvoite on voimassa."""

    def obligation(name: str, row: Act, first: Day, over: Day) -> Days:
        when = follows(conduct_history, conduct_history_from_first, name, row)
        return days_between(first, over, when=when, noticed=True)

    return any_of(
        obligation("obligation", conduct, plus(conduct.day, days(1)), obligation_over),
        obligation("reported obligation", conduct, plus(conduct.day, days(1)), obligation_over),
        obligation("old obligation", end, from_day(end.day), old_obligation_of_leaving_over),
        obligation("old obligation", stop, from_day(last_day_of_work(stop)), old_obligation_of_suspension_over),
        obligation("old obligation", refusal, from_day(refusal.refused_on_from_2017), old_obligation_of_refusal_over),
        obligation("old obligation", conduct, from_day(conduct.day), old_obligation_of_conduct_over),
    )


def unless_begun_in(obligation: Days, first: Day, length: Length, *, when: Truth) -> Days:
    """So many days from the day; of those that would begin in a work obligation the rest after it, or none."""
    inside = holds(obligation, at=from_day(first))
    lost = reading("refusal_period_begun_in_an_obligation", rest_after_it=surely_not(first), none_after_it=inside)
    return counted_from(first, length, when=all_of(when, no(lost)))


def counted_from(first: Day, length: Length, *, when: Truth) -> Days:
    """So many days from the day ("lukien"): whether the day itself is one of them is a reading."""
    return reading(
        "day_of_counting_from",
        inclusive=days_from(first, length, when=when),
        exclusive=days_after(first, length, when=when),
    )


@provision(
    "TTL 2a:4.1", "Työstä kieltäytyminen", act="1380/2021", governs=box(conduct="2022-05-02/"), each=JobRefusal,
    decided="H",
)  # fmt: skip
def refusing_work(
    refusal: JobRefusal, conduct_history: Chronicle, conduct_history_from_first: Chronicle, in_work_obligation: Days, *,
    suspension: Length = days(45), short_suspension: Length = days(30),
    short_job: Length = weeks(2), delay: Length = days(30),
) -> Bar:  # fmt: skip
    """Joka kieltäytyy työstä ilman pätevää syytä, on 45 päivää ilman etuutta.

    Jos työ olisi kestänyt enintään kaksi viikkoa, aika on 30 päivää. Päivät alkavat 30 päivän kuluttua
    kieltäytymisestä.
    """
    short = refusal.would_have_lasted <= short_job
    length = choose(short_suspension, when=short, otherwise=suspension)
    when = follows(conduct_history, conduct_history_from_first, "refused_work", refusal)
    delayed = plus(refusal.refused_on, delay)
    at_once = choose(refusal.refused_on, when=short, otherwise=delayed)
    first = reading("delay_of_a_short_job_refused", delayed=delayed, at_once=at_once)
    return no_right(unless_begun_in(in_work_obligation, first, length, when=when))


def first_day_from_2017(refusal: JobRefusal, layoff: Layoff, equated: EquatedStop, delay: Length) -> Day:
    """The day of refusal for those laid off or paid on an equated reason, for others the day after the delay."""
    stopped = any_of(during(layoff), during(equated))
    laid_off = holds(stopped, at=refusal.refused_on_from_2017)
    return choose(refusal.refused_on_from_2017, when=laid_off, otherwise=plus(refusal.refused_on_from_2017, delay))


@provision(
    "TTL 2a:4.1", "Työstä kieltäytyminen", act="1451/2016", governs=box(conduct="/2022-05-02"), each=JobRefusal,
    decided="H",
)  # fmt: skip
def refusing_work_from_2017(
    refusal: JobRefusal, conduct_history: Chronicle, conduct_history_from_first: Chronicle, in_work_obligation: Days,
    layoff: Layoff, equated: EquatedStop, *,
    suspension_selected: Length = days(90), suspension: Length = days(60), short_suspension: Length = days(30),
    short_job: Length = weeks(2), delay: Length = days(30),
) -> Bar:  # fmt: skip
    """Joka kieltäytyy työstä, johon hänet on valittu, on 90 päivää ilman etuutta, ja muusta työstä kieltäytynyt 60 päivää.

    Jos työ olisi kestänyt enintään kaksi viikkoa, aika on 30 päivää. Päivät alkavat 30 päivän kuluttua
    kieltäytymisestä, mutta lomautetulla heti.
    """
    long = choose(suspension_selected, when=refusal.selected, otherwise=suspension)
    length = choose(short_suspension, when=refusal.would_have_lasted <= short_job, otherwise=long)
    when = follows(conduct_history, conduct_history_from_first, "refused_work_before_may_2022", refusal)
    first = first_day_from_2017(refusal, layoff, equated, delay)
    return no_right(unless_begun_in(in_work_obligation, first, length, when=when))


@provision(
    "TTL 2a:4.1", "Työnantajan yksilöidysti tarjoamasta työstä kieltäytyminen", act="1451/2016",
    governs=box(conduct="/2022-05-02"), each=JobRefusal, concludes="individual_offer_refused", decided="H",
)  # fmt: skip
def individual_offer_refused(
    refusal: JobRefusal, conduct_history: Chronicle, conduct_history_from_first: Chronicle,
    layoff: Layoff, equated: EquatedStop, *,
    suspension_selected: Length = days(90), suspension: Length = days(60), short_suspension: Length = days(30),
    short_job: Length = weeks(2), delay: Length = days(30),
) -> Days:  # fmt: skip
    """Päivät, joilta työnantajan yksilöidysti tarjoamasta työstä kieltäytyminen vie etuuden."""
    long = choose(suspension_selected, when=refusal.selected, otherwise=suspension)
    length = choose(short_suspension, when=refusal.would_have_lasted <= short_job, otherwise=long)
    when = follows(conduct_history, conduct_history_from_first, "refused_work_before_may_2022", refusal)
    first = first_day_from_2017(refusal, layoff, equated, delay)
    return counted_from(first, length, when=all_of(when, one_of(refusal.by, "employer_individually")))


# --- 9–10 § from May 2022: the ladder -------------------------------------------------------------------------------------


@provision(
    "TTL 2a:9.1",
    "Toinen laiminlyönti: 7 päivää",
    act="1380/2021",
    governs=box(conduct="2022-05-02/"),
    each=Conduct,
    decided="H",
)
def second_neglect(
    conduct: Conduct, conduct_history: Chronicle, conduct_history_from_first: Chronicle, *, second: Length = SECOND
) -> Bar:
    """Toisesta laiminlyönnistä 12 kuukauden aikana seuraa 7 päivää ilman etuutta."""
    when = follows(conduct_history, conduct_history_from_first, "second", conduct)
    return no_right(days_after(conduct.day, second, when=when))


@provision(
    "TTL 2a:10.1(1)",
    "Kolmas laiminlyönti: 14 päivää",
    act="1380/2021",
    governs=box(conduct="2022-05-02/"),
    each=Conduct,
    decided="H",
)
def third_neglect(
    conduct: Conduct, conduct_history: Chronicle, conduct_history_from_first: Chronicle, *, third: Length = THIRD
) -> Bar:
    """Kolmannesta laiminlyönnistä 12 kuukauden aikana seuraa 14 päivää ilman etuutta."""
    when = follows(conduct_history, conduct_history_from_first, "third", conduct)
    return no_right(days_after(conduct.day, third, when=when))


@provision(
    "TTL 2a:10.1(2)",
    "Työssäolovelvoite",
    act="1380/2021",
    governs=box(conduct="2022-05-02/"),
    each=Conduct,
    decided="H",
)
def work_obligation(
    conduct: Conduct, obligation_over: Day, conduct_history: Chronicle, conduct_history_from_first: Chronicle
) -> Bar:
    """Neljännestä laiminlyönnistä 12 kuukauden aikana seuraa työssäolovelvoite."""
    when = follows(conduct_history, conduct_history_from_first, "obligation", conduct)
    return no_right(days_between(plus(conduct.day, days(1)), obligation_over, when=when, noticed=True))


# --- 9–14 § before May 2022: fixed periods and the old obligation ---------------------------------------------------------


def _not_before_the_plan(conduct: Conduct, plan: Plan, suspension: Length) -> Day:
    """The end of the fixed period, and not before the plan is made, unless the authority caused the delay."""
    fixed = plus(plus(conduct.day, days(1)), suspension)
    made = first_of(plan.start, after=conduct.day)
    return choose(fixed, when=conduct.authority_delay, otherwise=latest_of(fixed, made))


@provision(
    "TTL 2a:9",
    "Poissaolo suunnitelmatapaamisesta: 15 päivää",
    act="1451/2016",
    governs=box(conduct="/2022-05-02"),
    each=Conduct,
    decided="H",
)
def fifteen_days_for_absence(
    conduct: Conduct, plan: Plan, conduct_history: Chronicle, conduct_history_from_first: Chronicle, *,
    suspension: Length = days(15),
) -> Bar:  # fmt: skip
    """Poissaolosta seuraa 15 päivää ilman etuutta. Oikeus ei palaa ennen kuin suunnitelma on laadittu.

    Viranomaisesta johtuva viivästys ei pidennä aikaa.
    """
    until = _not_before_the_plan(conduct, plan, suspension)
    when = follows(conduct_history, conduct_history_from_first, "old_absence", conduct)
    return no_right(days_between(plus(conduct.day, days(1)), until, when=when, noticed=True))


@provision(
    "TTL 2a:10",
    "Suunnitelmasta kieltäytyminen: 30 päivää",
    act="1451/2016",
    governs=box(conduct="/2022-05-02"),
    each=Conduct,
    decided="H",
)
def thirty_days_for_refusing_the_plan(
    conduct: Conduct, plan: Plan, conduct_history: Chronicle, conduct_history_from_first: Chronicle, *,
    suspension: Length = days(30),
) -> Bar:  # fmt: skip
    """Suunnitelmasta kieltäytymisestä seuraa 30 päivää ilman etuutta. Oikeus ei palaa ennen kuin suunnitelma on laadittu.

    Viranomaisesta johtuva viivästys ei pidennä aikaa.
    """
    until = _not_before_the_plan(conduct, plan, suspension)
    when = follows(conduct_history, conduct_history_from_first, "old_plan_refusal", conduct)
    return no_right(days_between(plus(conduct.day, days(1)), until, when=when, noticed=True))


def _put_sixty_days(citation: str, title: str, act: str, name: str, text: str) -> None:
    def sixty_days(
        conduct: Conduct, conduct_history: Chronicle, conduct_history_from_first: Chronicle, *,
        suspension: Length = days(60),
    ) -> Bar:  # fmt: skip
        when = follows(conduct_history, conduct_history_from_first, name, conduct)
        return no_right(counted_from(conduct.day, suspension, when=when))

    sixty_days.__doc__ = text
    provision(citation, title, act=act, governs=box(conduct="/2022-05-02"), each=Conduct, decided="H")(sixty_days)


_put_sixty_days(
    "TTL 2a:11", "Suunnitelman toteuttamatta jättäminen: 60 päivää", "288/2012", "old_plan_neglect",
    "Suunnitelman toteuttamatta jättämisestä seuraa 60 päivää ilman etuutta siitä lukien, kun se todettiin.",
)  # fmt: skip
_put_sixty_days(
    "TTL 2a:12", "Palvelusta kieltäytyminen: 60 päivää", "1451/2016", "old_service_refusal",
    "Palvelusta kieltäytymisestä seuraa 60 päivää ilman etuutta kieltäytymisestä lukien.",
)  # fmt: skip
_put_sixty_days(
    "TTL 2a:12a", "Palvelun keskeyttäminen: 60 päivää", "1451/2016", "old_service_interruption",
    "Palvelun keskeyttämisestä seuraa 60 päivää ilman etuutta keskeyttämisestä lukien.",
)  # fmt: skip


@provision(
    "TTL 2a:14", "Toistuva menettely: työssäolovelvoite", act="1451/2016", governs=box(benefit_day="/"), decided="H"
)
def old_work_obligation(
    end: EmploymentEnd, stop: EquatedStop, refusal: JobRefusal, conduct: Conduct,
    old_obligation_of_leaving_over: Day, old_obligation_of_suspension_over: Day,
    old_obligation_of_refusal_over: Day, old_obligation_of_conduct_over: Day,
    conduct_history: Chronicle, conduct_history_from_first: Chronicle,
) -> Bar:  # fmt: skip
    """Kuuden kuukauden sisällä toistuneesta menettelystä ennen 2.5.2022 seuraa työssäolovelvoite määräajan sijasta."""

    def obligation(row: Act, day: Day, over: Day) -> Days:
        when = follows(conduct_history, conduct_history_from_first, "old obligation", row)
        return days_between(from_day(day), over, when=when, noticed=True)

    return no_right(
        any_of(
            obligation(end, end.day, old_obligation_of_leaving_over),
            obligation(stop, last_day_of_work(stop), old_obligation_of_suspension_over),
            obligation(refusal, refusal.refused_on_from_2017, old_obligation_of_refusal_over),
            obligation(conduct, conduct.day, old_obligation_of_conduct_over),
        )
    )
