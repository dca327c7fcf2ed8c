"""TTL 2 luku 6–7 §, Työskentely yrityksessä päättyy: when work in a business is over although the business goes on.

Each provision gives the last day of the work. Where the act needs a judgement (season, assignment, closed line,
weakened conditions), facts can say no and an official says yes. Section 7.1(1) repeats 6.1(1) and (3), which reach family
members too. Work in the business that begins again ends the release.
"""

from __future__ import annotations

from datetime import date

from toimi.book.expressions import Day, Days, Length, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    NumberOfLaw,
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
    exists,
    first_of,
    hundredths,
    measure,
    months,
    never,
    no,
    not_known,
    on,
    one_of,
    percent,
    plus,
    reading,
    unless_judged,
)
from toimi.law.counting import surely_not
from toimi.law.facts import BusinessShare, ReducedCapacity, WorkInBusiness
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_1_entrepreneur import NONE, judged, own_reaches

INCOME_LIMIT = NumberOfLaw(
    "income_of_family_member",
    "cents",
    (
        (date(2020, 1, 1), 109_000, "1049/2013; 1030/2019"),
        (date(2021, 1, 1), 110_400, "1049/2013; 715/2020"),
        (date(2022, 1, 1), 113_100, "1049/2013; 896/2021"),
        (date(2023, 1, 1), 117_400, "1049/2013; 865/2022"),
        (date(2024, 1, 1), 123_400, "1049/2013; 981/2023"),
        (date(2025, 1, 1), 126_100, "1049/2013; 573/2024"),
    ),
)
"""1,000 euros at the level of 2013 by the wage coefficient of the year (14:1a), whole euros. Not read for other years."""


def ended_when(work: WorkInBusiness, condition: Truth) -> Day:
    """The last day of the work, if the condition holds."""
    return choose(work.ended, when=condition, otherwise=never())


def accepted(work: WorkInBusiness) -> Truth:
    """An official has accepted the reason; not known before that.

    It stands beside what the section asks for, and not in its place: where that fails no acceptance can help, so that
    one which comes in later turns no settled day.
    """
    return unless_judged(work.end_cause_accepted, not_known())


# --- 6 § Yrityksessä työskentelyn päättyminen ----------------------------------------------------------------------


@provision(
    "TTL 2:6.2", "Työkyky on alentunut pysyvästi ja olennaisesti", act="1001/2012", governs=box(reduced="/"),
    each=ReducedCapacity, decided="P",
)  # fmt: skip
def capacity_reduced(reduced: ReducedCapacity) -> Truth:
    """Työkyky on alentunut pysyvästi, kun sairauspäivärahan enimmäisaika on täynnä ja työkyvyttömyys jatkuu.

    Henkilön on oltava edelleen kykenemätön työhönsä yrityksessä, ja hänen työkyvyttömyyseläkehakemuksensa on oltava
    vireillä tai hylätty. Silloin työskentely yrityksessä katsotaan päättyneeksi.
    """
    return all_of(
        reduced.allowance_exhausted, reduced.unfit, one_of(reduced.pension_application, "pending", "rejected")
    )


@provision(
    "TTL 2:6.1(2)", "Palkansaajaan rinnastettavan yrittäjän toimeksianto on päättynyt", act="1374/2014",
    governs=box(ended="/"), each=WorkInBusiness, concludes="work_ended_on", decided="H",
)  # fmt: skip
def assignment_over(work: WorkInBusiness) -> Day:
    """Työskentely päättyy toimeksiantoon, kun yrittäjä on rinnastettava palkansaajaan eikä muista toimeksiannoista ole estettä.

    Hän tekee itse työn toimeksiantajan määräämällä tavalla samoille harvoille toimeksiantajille ilman kiinteää
    toimipaikkaa. Vuoden aikana ennen työnhakua hänellä ei ole ollut työntekijöitä kuin satunnaisesti. Virkailija arvioi.
    """
    like_employee = all_of(
        work.directed_by_principal, work.same_few_principals, no(work.business.fixed_place),
        one_of(work.staff_last_year, "none", "occasional"),
    )  # fmt: skip
    return ended_when(work, all_of(one_of(work.end_cause, "assignment_over"), like_employee, accepted(work)))


@provision(
    "TTL 2:6.1(3)", "Toimintakausi on päättynyt", act="1001/2012", governs=box(ended="/"), each=WorkInBusiness,
    concludes="work_ended_on", decided="H",
)  # fmt: skip
def season_over(work: WorkInBusiness, *, longest: Number = hundredths("6", "months")) -> Day:
    """Kausiluonteisessa yritystoiminnassa työskentely päättyy toimintakauden päättyessä.

    Toiminta on kausiluonteista, kun luonnonolosuhteet sallivat sen keskimäärin enintään kuutena kuukautena vuodessa.
    Seuraava kausi estää oikeuden taas. Virkailija arvioi.
    """
    seasonal = work.business.season_months_a_year <= longest
    return ended_when(work, all_of(one_of(work.end_cause, "season_over"), seasonal, accepted(work)))


# --- 7 § Yrittäjän perheenjäsenen työskentelyn päättyminen ------------------------------------------------------------


@provision(
    "TTL 2:7.2", "Perheenjäsen, jonka oma osuus on alle 15 prosenttia", act="1001/2012", governs=box(ended="/"),
    each=WorkInBusiness, decided="P",
)  # fmt: skip
def family_member(
    work: WorkInBusiness, share: BusinessShare, *, limit: Number = percent(15), half: Number = percent(50),
    looked_back: Length = months(24),
) -> Truth:  # fmt: skip
    """Yrittäjän perheenjäsenen säännöt koskevat sitä, jolla itsellään on nyt ja kahtena edellisenä vuonna alle 15 prosenttia.

    Perheellä on oltava osuus tai määräysvalta yrityksessä. Nyt tarkoittaa päivää, jona työ yrityksessä päättyi.
    """
    has_15 = any_of(own_reaches(share, limit, half), judged(share.control_15))
    counted = earliest_of(plus(share.end, looked_back), on("2079-01-01"))
    last = first_of(
        choose(counted, when=has_15, otherwise=never()), about=work.business.link, after=work.ended
    )  # fmt: skip
    through = all_of(share.intermediary_holds > NONE, share.family_of_intermediary > NONE)
    control = any_of(judged(share.control_30), judged(share.control_50))
    family = any_of(share.family_capital > NONE, share.family_votes > NONE, through, control)
    return all_of(exists(share, about=work.business.link, when=family), no(comes(last)))


def at_most_six_months(work: WorkInBusiness, longest: Length) -> Truth:
    """Main-occupation work in business in the two years up to the end lasted at most six months.

    One stretch is counted by the calendar. Several are months in pieces: surely at most six if the shortest six are
    not exceeded, surely more if the longest are, or six times 30 days.
    """
    worked = during(work)
    earlier = measure(worked, start=before(work.end, days(731)), end=work.start)
    one = all_of(work.end <= plus(work.start, longest), earlier <= days(0))
    at_most = measure(worked, start=before(work.end, days(731)), end=work.end)
    at_least = measure(worked, start=before(work.end, days(730)), end=work.end)
    perhaps = all_of(at_least <= days(184), no(earlier <= days(0)), not_known())
    pieces = reading(
        "months_as_a_measure", calendar=any_of(at_most <= days(181), perhaps), thirty_days=at_most <= days(180)
    )
    return any_of(one, pieces)


@provision(
    "TTL 2:7.1(2)", "Enintään kuusi kuukautta kahden vuoden aikana", act="1001/2012", governs=box(ended="/"),
    each=WorkInBusiness, concludes="work_ended_on", decided="P",
)  # fmt: skip
def short_family_work(work: WorkInBusiness, family_member: Truth, *, longest: Length = months(6)) -> Day:
    """Perheenjäsenen työ on päättynyt, kun hän on ollut yritystoiminnassa enintään kuusi kuukautta kahden vuoden aikana."""
    return ended_when(work, all_of(family_member, at_most_six_months(work, longest)))


@provision(
    "TTL 2:7.1(3)", "Työ oli palvelua tai opintojen harjoittelua", act="1001/2012", governs=box(ended="/"),
    each=WorkInBusiness, concludes="work_ended_on", decided="P",
)  # fmt: skip
def service_or_practice_over(work: WorkInBusiness, family_member: Truth) -> Day:
    """Perheenjäsenen työ on päättynyt, kun se oli vain työllistymistä edistävää palvelua tai opintojen harjoittelua."""
    return ended_when(work, all_of(family_member, one_of(work.reason, "service", "study_practice")))


@provision(
    "TTL 2:7.1(4)", "Tuotantosuunta lopetettiin", act="1001/2012", governs=box(ended="/"),
    each=WorkInBusiness, concludes="work_ended_on", decided="H",
)  # fmt: skip
def line_closed(work: WorkInBusiness, family_member: Truth) -> Day:
    """Perheenjäsenen työ on päättynyt, kun tuotantosuunta tai vastaava lopetettiin. Syyn arvioi virkailija."""
    return ended_when(work, all_of(family_member, one_of(work.end_cause, "line_closed"), accepted(work)))


def insured_otherwise(work: WorkInBusiness, share: BusinessShare) -> Truth:
    """Insured by another law than those for entrepreneurs and farmers."""
    return no(exists(share, about=work.business.link, when=one_of(share.insured_as, "yel", "myel")))


@provision(
    "TTL 2:7.1(5)", "Perheenjäsen ja muu työntekijä lomautettu", act="1001/2012", governs=box(ended="/"),
    each=WorkInBusiness, concludes="work_ended_on", decided="P",
)  # fmt: skip
def laid_off_with_others(
    work: WorkInBusiness, share: BusinessShare, family_member: Truth, *, year: Length = months(12)
) -> Day:
    """Kokonaan lomautetun perheenjäsenen työ on päättynyt, jos vuoden aikana lomautettiin tai irtisanottiin muukin.

    Muu työntekijä ei saa kuulua perheeseen, ja syyn on oltava taloudellinen tai tuotannollinen. Jos se tapahtui vasta
    lomautuksen jälkeen, virkailija arvioi. Perheenjäsen on oltava vakuutettu työntekijänä.
    """
    other = work.other_laid_off_on
    near = all_of(work.end <= plus(other, year), other <= plus(work.end, year))
    later_too = reading("year_of_the_other_layoff", year_before=surely_not(work.end), either_side=always(of=work.end))
    in_time = any_of(other <= work.end, unless_judged(work.end_cause_accepted, later_too))
    laid_off = all_of(one_of(work.end_cause, "laid_off"), near, in_time)
    return ended_when(work, all_of(family_member, insured_otherwise(work, share), laid_off))


@provision(
    "TTL 2:7.1(6)", "Työ keskeytyi samasta syystä kuin muilla", act="1001/2012", governs=box(ended="/"),
    each=WorkInBusiness, concludes="work_ended_on", decided="P",
)  # fmt: skip
def stopped_with_others(work: WorkInBusiness, share: BusinessShare, family_member: Truth) -> Day:
    """Perheenjäsenen työ on päättynyt, kun työ ja palkka keskeytyivät ulkopuolisesta syystä ja muultakin samasta syystä.

    Muu työntekijä ei saa kuulua perheeseen. Perheenjäsen on oltava vakuutettu työntekijänä.
    """
    stopped = all_of(one_of(work.end_cause, "outside_stop"), work.other_stopped_too)
    return ended_when(work, all_of(family_member, insured_otherwise(work, share), stopped))


@provision(
    "TTL 2:7.1(7)", "Toiminnan edellytykset heikentyivät pysyvästi", act="1049/2013", governs=box(ended="/"),
    each=WorkInBusiness, concludes="work_ended_on", decided="H",
)  # fmt: skip
def conditions_weakened(work: WorkInBusiness, family_member: Truth) -> Day:
    """Perheenjäsenen työ on päättynyt, kun edellytykset heikentyivät pysyvästi ja tulo työntekijää kohti jää rajan alle.

    Yrityksessä saa työskennellä vain perheenjäseniä. Raja seuraa palkkakerrointa vuosittain; muiden vuosien kuin
    2020–2025 rajasta päättää virkailija. Heikentymisen arvioi virkailija.
    """
    known = all_of(work.ended >= "2020-01-01", work.ended < "2026-01-01")
    less = work.income_month < INCOME_LIMIT.at(work.ended) * work.persons_working
    below = any_of(all_of(known, less), all_of(no(known), not_known()))
    weakened = all_of(one_of(work.end_cause, "conditions_weakened"), work.only_family_works, below, accepted(work))
    return ended_when(work, all_of(family_member, weakened))


def work_over(work: WorkInBusiness, work_ended_on: Day) -> Days:
    """From the end of the work until work in the same business begins again.

    A layoff or a stop (7.1(5)–(6)) has a day of its own, the one after the last day of work, by either reading.
    """
    day_after = plus(work_ended_on, days(1))
    same_day = choose(day_after, when=one_of(work.end_cause, "laid_off", "outside_stop"), otherwise=work_ended_on)
    first = reading("right_after_closing", day_after=day_after, same_day=same_day)
    again = first_of(work.start, about=work.business.link, after=work.start)
    return days_between(first, again)
