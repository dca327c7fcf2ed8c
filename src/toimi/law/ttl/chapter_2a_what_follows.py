"""TTL 2 a luku: what a person did, in order, and what each time followed.

Acts and neglects are judged one by one in the other files of the chapter. Here they stand in one chronicle, since the
law reads its own past: what happens while a work obligation runs has no consequence, a second old act has another
consequence than the first, and the ladder of 2022 counts twelve months.

Under the law before 2022-05-02 leaving work, neglects of plans and refused services are counted together. From that day
on leaving work has its own days and is not counted. Old conduct never counts in the ladder, and new conduct never begins
an old obligation; an obligation of either law shields from both.
"""

from __future__ import annotations

from toimi.book.expressions import Chronicle, Day, Days, Length, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    Bar,
    Step,
    choose,
    chronicle,
    consequence,
    count,
    days,
    days_after,
    days_between,
    days_from,
    earliest_of,
    first_after,
    followed,
    last_before,
    latest_of,
    months,
    never,
    no_right,
    one_of,
    plus,
    reach,
    reading,
    step,
    then,
)
from toimi.law.facts import Appointment, Conduct, EmploymentEnd, Plan
from toimi.law.shelf import provision

SHIELDS = ("obligation", "old obligation")
"""While one of them runs, 2a:1–9, 2:13.2 and 2:14.3 are not applied (2a:10.4; old 2a:14.4)."""


def _full(weeks: Number, towards: Days, row: Conduct | EmploymentEnd) -> Day:
    """The day after the last of the weeks that the obligation asks for."""
    return reading(
        "counted_calendar_weeks",
        whole=reach(weeks, towards, after=row.day, counted="whole"),
        touched=reach(weeks, towards, after=row.day, counted="touched"),
    )


def _old_step(
    row: Conduct | EmploymentEnd, name: str, when: Truth, towards: Days, law: dict[str, Length], weeks: Number
) -> Step:
    """An act under the law before May 2022: alone it has its fixed period, repeated an obligation instead."""
    over = earliest_of(_full(weeks, towards, row), plus(row.day, law["longest"]))
    return step(
        row.day, when=when, tally="old", within=law["within"], stopped_by=SHIELDS,
        then=(
            then(name, nth=(1, 1), first=row.day, until=row.day),
            then("old obligation", nth=(2, 4), first=row.day, until=over, shield="old obligation"),
        ),
    )  # fmt: skip


def _ladder(
    conduct: Conduct, appointment: Appointment, when: Truth, towards: Days, law: dict[str, Length], weeks: Number
) -> Step:
    """A neglect under the law from May 2022: a reminder, the second and third time days, then an obligation."""
    first = plus(conduct.day, days(1))
    interview = last_before(appointment, at=conduct.day, when=one_of(appointment.kind, "initial_interview"))
    cured = choose(
        latest_of(conduct.cured_on, plus(first, law["at_least"])),
        when=conduct.cured_on <= plus(interview, law["cure_within"]), otherwise=never(),
    )  # fmt: skip
    over = earliest_of(_full(weeks, towards, conduct), cured, plus(first, law["longest"]))
    return step(
        conduct.day, when=when, tally="ladder", within=law["within"], once_in="review_period",
        stopped_by=(*SHIELDS, "ladder period"),
        then=(
            then("second", nth=(2, 2), first=first, until=plus(first, law["second"]), shield="ladder period"),
            then("third", nth=(3, 3), first=first, until=plus(first, law["third"]), shield="ladder period"),
            then("obligation", nth=(4, 4), first=first, until=over, shield="obligation"),
        ),
    )  # fmt: skip


def _history(
    end: EmploymentEnd, conduct: Conduct, appointment: Appointment, counted: dict[str, Truth], towards: Days,
    old: dict[str, Length], new: dict[str, Length], weeks: Number, from_first: tuple[str, ...],
) -> Chronicle:  # fmt: skip
    old_acts = (
        "old_absence",
        "old_plan_refusal",
        "old_plan_neglect",
        "old_service_refusal",
        "old_service_interruption",
    )
    return chronicle(
        *(
            _old_step(end, name, counted[name], towards, old, weeks)
            for name in ("left_without_reason_before_july_2019", "left_without_reason")
        ),
        *(_old_step(conduct, name, counted[name], towards, old, weeks) for name in old_acts),
        step(
            end.day, when=counted["left_blamably"], stopped_by=SHIELDS,
            then=(then("left_blamably", first=end.day, until=end.day),),
        ),
        _ladder(conduct, appointment, counted["neglect"], towards, new, weeks),
        from_first=from_first,
    )  # fmt: skip


def _put_history(name: str, title: str, from_first: tuple[str, ...]) -> None:
    def conduct_in_order(
        end: EmploymentEnd, conduct: Conduct, appointment: Appointment, left_without_reason_before_july_2019: Truth,
        left_without_reason: Truth, left_blamably: Truth, old_absence: Truth, old_plan_refusal: Truth,
        old_plan_neglect: Truth, old_service_refusal: Truth, old_service_interruption: Truth, neglect: Truth,
        days_towards_the_obligation: Days, *, old_within: Length = months(6), longest: Length = months(60),
        within: Length = months(12), second: Length = days(7), third: Length = days(14), at_least: Length = days(14),
        cure_within: Length = months(3), weeks: Number = count(12),
    ) -> Chronicle:  # fmt: skip
        """Menettelyt otetaan huomioon aikajärjestyksessä: mitä kustakin seuraa, riippuu edellisistä.

        Ennen 2.5.2022 kuuden kuukauden sisällä toistunut menettely johti työssäolovelvoitteeseen. Siitä päivästä alkaen
        ensimmäisestä laiminlyönnistä 12 kuukauden aikana seuraa muistutus, toisesta 7 päivää, kolmannesta 14 päivää ja
        neljännestä työssäolovelvoite. Velvoite päättyy, kun 12 kalenteriviikkoa on täynnä, menettely korjataan ajoissa tai
        viisi vuotta on kulunut. Seuraamuksen aikana tapahtunutta ei lueta.
        """
        counted = {
            "left_without_reason_before_july_2019": left_without_reason_before_july_2019,
            "left_without_reason": left_without_reason, "left_blamably": left_blamably, "old_absence": old_absence,
            "old_plan_refusal": old_plan_refusal, "old_plan_neglect": old_plan_neglect,
            "old_service_refusal": old_service_refusal, "old_service_interruption": old_service_interruption,
            "neglect": neglect,
        }  # fmt: skip
        old = {"within": old_within, "longest": longest}
        new = {
            "within": within, "longest": longest, "second": second, "third": third, "at_least": at_least,
            "cure_within": cure_within,
        }  # fmt: skip
        return _history(end, conduct, appointment, counted, days_towards_the_obligation, old, new, weeks, from_first)

    conduct_in_order.__name__ = name
    provision("TTL 2a:10.1", title, act="1380/2021", governs=box(benefit_day="/"))(conduct_in_order)


_put_history("conduct_history", "Menettelyt järjestyksessä", ())
_put_history("conduct_history_from_first", "Menettelyt järjestyksessä, määräaika ensimmäisestä", ("ladder",))


def _days_of(rolling: Chronicle, from_first: Chronicle, name: str) -> Days:
    """The days of a consequence, by both readings of the twelve months."""
    return reading("term_of_neglects", rolling=consequence(rolling, name), from_first=consequence(from_first, name))


def _follows(rolling: Chronicle, from_first: Chronicle, name: str, row: Conduct | EmploymentEnd) -> Truth:
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
    when = _follows(conduct_history, conduct_history_from_first, "left_blamably", end)
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
    when = _follows(conduct_history, conduct_history_from_first, "left_without_reason", end)
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
    when = _follows(conduct_history, conduct_history_from_first, "left_without_reason_before_july_2019", end)
    return no_right(days_after(end.day, length, when=when))


# --- 9–10 § from May 2022: the ladder -------------------------------------------------------------------------------------


@provision(
    "TTL 2a:9.1", "Toinen laiminlyönti: 7 päivää", act="1380/2021", governs=box(benefit_day="2022-05-02/"), decided="H"
)
def second_neglect(conduct_history: Chronicle, conduct_history_from_first: Chronicle) -> Bar:
    """Toisesta laiminlyönnistä 12 kuukauden aikana seuraa 7 päivää ilman etuutta."""
    return no_right(_days_of(conduct_history, conduct_history_from_first, "second"))


@provision(
    "TTL 2a:10.1(1)",
    "Kolmas laiminlyönti: 14 päivää",
    act="1380/2021",
    governs=box(benefit_day="2022-05-02/"),
    decided="H",
)
def third_neglect(conduct_history: Chronicle, conduct_history_from_first: Chronicle) -> Bar:
    """Kolmannesta laiminlyönnistä 12 kuukauden aikana seuraa 14 päivää ilman etuutta."""
    return no_right(_days_of(conduct_history, conduct_history_from_first, "third"))


@provision("TTL 2a:10.1(2)", "Työssäolovelvoite", act="1380/2021", governs=box(benefit_day="2022-05-02/"), decided="H")
def work_obligation(conduct_history: Chronicle, conduct_history_from_first: Chronicle) -> Bar:
    """Neljännestä laiminlyönnistä 12 kuukauden aikana seuraa työssäolovelvoite."""
    return no_right(_days_of(conduct_history, conduct_history_from_first, "obligation"))


# --- 9–14 § before May 2022: fixed periods and the old obligation ---------------------------------------------------------


def _not_before_the_plan(conduct: Conduct, plan: Plan, suspension: Length) -> Day:
    """The end of the fixed period, and not before the plan is made, unless the authority caused the delay."""
    fixed = plus(plus(conduct.day, days(1)), suspension)
    made = first_after(plan, at=conduct.day)
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
    when = _follows(conduct_history, conduct_history_from_first, "old_absence", conduct)
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
    when = _follows(conduct_history, conduct_history_from_first, "old_plan_refusal", conduct)
    return no_right(days_between(plus(conduct.day, days(1)), until, when=when, noticed=True))


def _put_sixty_days(citation: str, title: str, act: str, name: str, text: str) -> None:
    def sixty_days(
        conduct: Conduct, conduct_history: Chronicle, conduct_history_from_first: Chronicle, *,
        suspension: Length = days(60),
    ) -> Bar:  # fmt: skip
        when = _follows(conduct_history, conduct_history_from_first, name, conduct)
        return no_right(
            reading(
                "day_of_counting_from",
                inclusive=days_from(conduct.day, suspension, when=when),
                exclusive=days_after(conduct.day, suspension, when=when),
            )
        )

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
def old_work_obligation(conduct_history: Chronicle, conduct_history_from_first: Chronicle) -> Bar:
    """Kuuden kuukauden sisällä toistuneesta menettelystä ennen 2.5.2022 seuraa työssäolovelvoite määräajan sijasta."""
    return no_right(_days_of(conduct_history, conduct_history_from_first, "old obligation"))
