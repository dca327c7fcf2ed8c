"""TTL 2 a luku 4–8 §, Työstä kieltäytyminen: when not taking a job costs the benefit for a while.

The version is chosen by the day of refusal, which decree 1330/2002 (section 3 a) presumes and an official may find
otherwise. The oldest texts are given no first day: conduct before them cannot reach a benefit day from 2020 on.
Reasons that no register shows (health, conviction, care, net pay, threat, harassment, work abroad) are weighed by an
official. Section 8.2, about leaving a job that could have been refused, is in ``chapter_2a_rest``.
"""

from __future__ import annotations

from toimi.book.expressions import Day, Days, Length, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    all_of,
    any_of,
    choose,
    comes,
    during,
    earliest_of,
    euros,
    holds,
    minus,
    minutes,
    months,
    never,
    no,
    not_known,
    one_of,
    percent,
    reading,
    unless_judged,
)
from toimi.law.facts import EquatedStop, JobRefusal, JobSearch
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_2a import PAY_FLOOR
from toimi.law.ttl.chapter_2a_rest import skills_protected_on

# --- 5–8 § Pätevä syy: what the facts show ----------------------------------------------------------------------------


def floor_when_refused(refusal: JobRefusal, day: Day) -> Number:
    """The floor of the year of the conduct, of the offer if its day is known, or of the first day of the pay."""
    offered, paid = earliest_of(refusal.offered_on, never()), earliest_of(refusal.job_starts_on, never())
    return reading(
        "year_of_the_pay_floor",
        conduct=PAY_FLOOR.at(day),
        offer=PAY_FLOOR.at(choose(offered, when=comes(offered), otherwise=day)),
        pay=PAY_FLOOR.at(choose(paid, when=comes(paid), otherwise=day)),
    )


def pay_too_low(refusal: JobRefusal, day: Day, full_time_share: Number) -> Truth:
    """Below the collective agreement; where there is none, full-time pay below the floor."""
    below_floor = all_of(refusal.hours_share > full_time_share, refusal.pay_month < floor_when_refused(refusal, day))
    no_agreement = one_of(refusal.collective_pay, "no_agreement")
    return any_of(one_of(refusal.collective_pay, "not_paid"), all_of(no_agreement, below_floor))


def commute_too_long(
    refusal: JobRefusal, full_time_limit: Number, part_time_limit: Number, full_time_share: Number
) -> Truth:
    """The daily way to the job and back takes longer than the limit."""
    limit = choose(full_time_limit, when=refusal.hours_share > full_time_share, otherwise=part_time_limit)
    return refusal.commute_minutes > limit


def skills_protected(refusal: JobRefusal, day: Day, searching: Days, by_contract: Days, protected: Length) -> Truth:
    """The skills are protected on the day, and the work does not match them."""
    return all_of(no(refusal.matches_skills), skills_protected_on(day, searching, by_contract, protected))


@provision(
    "TTL 2a:6", "Palkka, provisio tai työtaistelu", act="1380/2021", governs=box(conduct="2022-05-02/"),
    each=JobRefusal, concludes="presumed_reason_to_refuse", decided="P",
)  # fmt: skip
def pay_or_strike(
    refusal: JobRefusal, *, full_time_share: Number = percent(80), nothing: Number = euros("0.00")
) -> Truth:
    """Pätevä syy on palkka, joka alittaa työehtosopimuksen, tai lakko, työsulku tai saarto.

    Alalla, jolla sopimusta ei ole, kokoaikatyöstä on maksettava ainakin laissa säädetty raja. Syy on pätevä
    myös, jos palkka on kokonaan provisiota tai jos kokoaikatyön kiinteä palkan osa jää alle rajan.
    """
    partly = all_of(
        refusal.hours_share > full_time_share,
        refusal.fixed_pay_month < refusal.pay_month,
        refusal.fixed_pay_month < floor_when_refused(refusal, refusal.refused_on),
    )
    low = pay_too_low(refusal, refusal.refused_on, full_time_share)
    return any_of(low, refusal.fixed_pay_month <= nothing, partly, refusal.industrial_action)


@provision(
    "TTL 2a:7", "Pitkä työmatka tarjottuun työhön", act="1380/2021", governs=box(conduct="2022-05-02/"),
    each=JobRefusal, concludes="presumed_reason_to_refuse", decided="P",
)  # fmt: skip
def commute_to_offered_job(
    refusal: JobRefusal, *, full_time_limit: Number = minutes(180), part_time_limit: Number = minutes(120),
    full_time_share: Number = percent(80),
) -> Truth:  # fmt: skip
    """Pätevä syy on työmatka, joka veisi päivässä yli kolme tuntia kokoaikatyössä tai yli kaksi tuntia osa-aikatyössä."""
    return commute_too_long(refusal, full_time_limit, part_time_limit, full_time_share)


@provision(
    "TTL 2a:8.1", "Ammattitaitosuoja", act="1380/2021", governs=box(conduct="2022-05-02/"),
    each=JobRefusal, concludes="presumed_reason_to_refuse", decided="P",
)  # fmt: skip
def skills_protection(
    refusal: JobRefusal, search: JobSearch, full_time_study: Days, equated: EquatedStop, *,
    protected: Length = months(3),
) -> Truth:  # fmt: skip
    """Ammattitaitoa vastaamattomasta työstä saa kieltäytyä kolmen kuukauden ajan työttömyyden alusta.

    Aika alkaa, kun henkilö rekisteröityy työttömäksi työnhakijaksi tai kun päätoimiset opinnot sen jälkeen päättyvät.
    Suojaa ei ole sillä, jonka työ on keskeytynyt työsopimuksen ehdon takia. Uuden suojan alkamisen arvioi virkailija.
    """
    searching = minus(during(search), full_time_study)
    by_contract = during(equated, when=one_of(equated.ground, "contract_term"))
    return skills_protected(refusal, refusal.refused_on, searching, by_contract, protected)


@provision(
    "TTL 2a:5.1", "Palkka tai työtaistelu", act="380/2018", governs=box(conduct="/2022-05-02"),
    each=JobRefusal, concludes="presumed_reason_to_refuse", decided="P",
)  # fmt: skip
def pay_or_strike_from_2018(refusal: JobRefusal, *, full_time_share: Number = percent(80)) -> Truth:
    """Työ on otettava vastaan vain, jos palkka on työehtosopimuksen mukainen eikä työ ole lakon, työsulun tai saarron piirissä.

    Alalla, jolla sopimusta ei ole, kokoaikatyöstä on maksettava ainakin laissa säädetty raja.
    """
    low = pay_too_low(refusal, refusal.refused_on_from_2017, full_time_share)
    return any_of(low, refusal.industrial_action)


@provision(
    "TTL 2a:6", "Pitkä työmatka tarjottuun työhön", act="1451/2016", governs=box(conduct="/2022-05-02"),
    each=JobRefusal, concludes="presumed_reason_to_refuse", decided="P",
)  # fmt: skip
def commute_to_offered_job_from_2017(
    refusal: JobRefusal, *, full_time_limit: Number = minutes(180), part_time_limit: Number = minutes(120),
    full_time_share: Number = percent(80),
) -> Truth:  # fmt: skip
    """Pätevä syy on työmatka, joka veisi päivässä yli kolme tuntia kokoaikatyössä tai yli kaksi tuntia osa-aikatyössä."""
    return commute_too_long(refusal, full_time_limit, part_time_limit, full_time_share)


@provision(
    "TTL 2a:8.1", "Ammattitaitosuoja", act="1451/2016", governs=box(conduct="/2022-05-02"),
    each=JobRefusal, concludes="presumed_reason_to_refuse", decided="P",
)  # fmt: skip
def skills_protection_from_2017(
    refusal: JobRefusal, search: JobSearch, full_time_study: Days, equated: EquatedStop, *,
    protected: Length = months(3),
) -> Truth:  # fmt: skip
    """Ammattitaitoa vastaamattomasta työstä saa kieltäytyä kolmen kuukauden ajan työttömyyden alusta.

    Aika alkaa, kun henkilö rekisteröityy työttömäksi työnhakijaksi tai kun päätoimiset opinnot sen jälkeen päättyvät.
    Suojaa ei ole sillä, jonka työ on keskeytynyt työsopimuksen ehdon takia. Uuden suojan alkamisen arvioi virkailija.
    """
    searching = minus(during(search), full_time_study)
    by_contract = during(equated, when=one_of(equated.ground, "contract_term"))
    return skills_protected(refusal, refusal.refused_on_from_2017, searching, by_contract, protected)


# --- 4 § Työstä kieltäytyminen ----------------------------------------------------------------------------------------


def has_reason(refusal: JobRefusal, presumed_reason_to_refuse: Truth) -> Truth:
    """What an official has found; before that the facts may show a reason, and never that there is none."""
    return unless_judged(refusal.valid_reason, any_of(presumed_reason_to_refuse, not_known()))


def came_to_nothing(refusal: JobRefusal) -> Truth:
    """The person refused, or by own conduct prevented the employment."""
    return any_of(no(one_of(refusal.manner, "spoiled")), refusal.prevented)


@provision(
    "TTL 2a:4.1", "Kieltäytyi työstä ilman pätevää syytä", act="1380/2021", governs=box(conduct="2022-05-02/"),
    each=JobRefusal, concludes="refused_work", decided="H",
)  # fmt: skip
def refused_work(
    refusal: JobRefusal, presumed_reason_to_refuse: Truth, refusal_set_aside: Truth, unemployed: Days
) -> Truth:  # fmt: skip
    """Työstä kieltäytyy työtön, joka ei ota vastaan työnantajan yksilöidysti tarjoamaa työtä tai hakemaansa työtä.

    Haettuun työhön henkilö on pitänyt valita. Kieltäytymistä on myös, jos henkilö omalla menettelyllään estää
    työsuhteen. Pätevä syy suojaa. Haetun työn kohdalla syy suojaa vain, jos henkilö ei tiennyt siitä hakiessaan.
    """
    offered = any_of(one_of(refusal.by, "employer_individually"), refusal.selected)
    out_of_work = holds(unemployed, at=refusal.refused_on)
    known = all_of(refusal.selected, refusal.known_when_applying)
    excused = all_of(has_reason(refusal, presumed_reason_to_refuse), no(known))
    return all_of(offered, out_of_work, came_to_nothing(refusal), no(excused), no(refusal_set_aside))


@provision(
    "TTL 2a:4.1", "Kieltäytyi työstä ilman pätevää syytä", act="1451/2016", governs=box(conduct="/2022-05-02"),
    each=JobRefusal, concludes="refused_work", decided="H",
)  # fmt: skip
def refused_work_from_2017(refusal: JobRefusal, presumed_reason_to_refuse: Truth) -> Truth:
    """Työstä kieltäytyy, joka ei ota vastaan työtä, johon hänet on valittu tai jota hänelle on yksilöidysti tarjottu.

    Kieltäytymistä on myös, jos henkilö omalla menettelyllään estää työsuhteen. Pätevä syy suojaa.
    """
    return all_of(came_to_nothing(refusal), no(has_reason(refusal, presumed_reason_to_refuse)))
