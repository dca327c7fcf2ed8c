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
    each_year,
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


def ended_when(last_day: Day, condition: Truth) -> Day:
    """The last day of the work, if the condition holds."""
    return choose(last_day, when=condition, otherwise=never())


def accepted(work: WorkInBusiness) -> Truth:
    """An official has accepted the reason; not known before that.

    It stands beside what the section asks for, and not in its place: where that fails no acceptance can help, so that
    one which comes in later turns no settled day.
    """
    return unless_judged(work.end_cause_accepted, not_known())


def ended_with_a_season(work: WorkInBusiness, longest: Number) -> Truth:
    """The work ended for the season of a business that nature allows for a part of the year only."""
    return all_of(one_of(work.end_cause, "season_over"), work.business.season_months_a_year <= longest)


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
    return ended_when(work.ended, all_of(one_of(work.end_cause, "assignment_over"), like_employee, accepted(work)))


@provision(
    "TTL 2:6.1(3)", "Toimintakausi on päättynyt", act="1001/2012", governs=box(ended="/"), each=WorkInBusiness,
    concludes="work_ended_on", decided="H",
)  # fmt: skip
def season_over(work: WorkInBusiness, *, longest: Number = hundredths("6", "months")) -> Day:
    """Kausiluonteisessa yritystoiminnassa työskentely päättyy toimintakauden päättyessä.

    Toiminta on kausiluonteista, kun luonnonolosuhteet sallivat sen keskimäärin enintään kuutena kuukautena vuodessa.
    Seuraava kausi estää oikeuden taas. Virkailija arvioi.
    """
    over = all_of(ended_with_a_season(work, longest), accepted(work))
    return ended_when(work.ended, reading("end_of_a_season", found=over, natural=surely_not(work.ended)))


@provision(
    "TTL 2:6.1(3)", "Alan luonnollinen kausi ratkaisee", act="1001/2012", governs=box(ended="/"), each=WorkInBusiness,
    decided="P",
)  # fmt: skip
def natural_season(work: WorkInBusiness, *, longest: Number = hundredths("6", "months")) -> Truth:
    """Toisen tulkinnan mukaan toimintakausi päättyy vuosittain alan luonnollisen kauden mukaan.

    Silloin työskentely katsotaan päättyneeksi kausien väliseltä ajalta, kun se on kerran päättynyt kauden takia, ellei
    virkailija arvioi toisin.
    """
    by_itself = all_of(
        ended_with_a_season(work, longest), unless_judged(work.end_cause_accepted, always(of=work.ended))
    )
    return reading("end_of_a_season", found=surely_not(work.ended), natural=by_itself)


def between_seasons(work: WorkInBusiness, natural_season: Truth) -> Days:
    """The days of every year between two natural seasons of the business, if they decide."""
    last_day = work.business.season_through
    first = reading("right_after_closing", day_after=plus(last_day, days(1)), same_day=last_day)
    return each_year(first, plus(work.business.season_from, months(12)), when=natural_season)


# --- 7 § Yrittäjän perheenjäsenen työskentelyn päättyminen ------------------------------------------------------------


@provision(
    "TTL 2:7.2", "Perheenjäsen, jonka perheellä on osuus", act="1001/2012", governs=box(ended="/"), each=WorkInBusiness,
    decided="P",
)  # fmt: skip
def family_member(work: WorkInBusiness, share: BusinessShare) -> Truth:
    """Yrittäjän perheenjäsenen säännöt koskevat sitä, jonka perheellä on osuus tai määräysvalta yrityksessä."""
    through = all_of(share.intermediary_holds > NONE, share.family_of_intermediary > NONE)
    control = any_of(judged(share.control_30), judged(share.control_50))
    family = any_of(share.family_capital > NONE, share.family_votes > NONE, through, control)
    return exists(share, about=work.business.link, when=family)


def had_before(two_years_on: Day, acquired: Day, looked_back: Length) -> Truth:
    """Whether the part was had before one was acquired after the work: it ended by then, so that its two years pass no later."""
    return all_of(comes(two_years_on), two_years_on <= plus(acquired, looked_back))


@provision(
    "TTL 2:7.2", "Oma osuus on alle 15 prosenttia", act="1001/2012", governs=box(ended="/"), each=WorkInBusiness,
    decided="P",
)  # fmt: skip
def ended_with_a_small_part(
    work: WorkInBusiness, share: BusinessShare, *, limit: Number = percent(15), half: Number = percent(50),
    looked_back: Length = months(24),
) -> Day:  # fmt: skip
    """Perheenjäsenellä itsellään saa olla vain alle 15 prosenttia, nyt ja kahtena edellisenä vuonna.

    Nyt tarkoittaa päivää, jona työ yrityksessä päättyi, tai sitä päivää, jolta oikeutta kysytään. Silloin työ katsotaan
    päättyneeksi vasta, kun suuremmasta osuudesta on kulunut kaksi vuotta. Myöhemmin hankitun osuuden arvioi virkailija.
    """
    has_15 = any_of(own_reaches(share, limit, half), judged(share.control_15))
    counted = choose(earliest_of(plus(share.end, looked_back), on("2079-01-01")), when=has_15, otherwise=never())
    firm = work.business.link
    acquired = first_of(choose(share.start, when=has_15, otherwise=never()), about=firm, after=work.ended)
    last = first_of(counted, about=firm, after=work.ended)
    later = first_of(counted, about=firm, after=last)
    had, had_later = had_before(last, acquired, looked_back), had_before(later, acquired, looked_back)
    unclear = any_of(comes(acquired), comes(first_of(counted, about=firm, after=later)))
    two_years_on = before(choose(later, when=had_later, otherwise=last), days(1))
    return reading(
        "day_of_the_small_part",
        end_of_work=choose(never(), when=had, otherwise=work.ended),
        each_day=choose(
            choose(two_years_on, when=had, otherwise=work.ended),
            when=any_of(no(unclear), not_known()),
            otherwise=never(),
        ),
    )


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
def short_family_work(
    work: WorkInBusiness, family_member: Truth, ended_with_a_small_part: Day, *, longest: Length = months(6)
) -> Day:
    """Perheenjäsenen työ on päättynyt, kun hän on ollut yritystoiminnassa enintään kuusi kuukautta kahden vuoden aikana."""
    return ended_when(ended_with_a_small_part, all_of(family_member, at_most_six_months(work, longest)))


@provision(
    "TTL 2:7.1(3)", "Työ oli palvelua tai opintojen harjoittelua", act="1001/2012", governs=box(ended="/"),
    each=WorkInBusiness, concludes="work_ended_on", decided="P",
)  # fmt: skip
def service_or_practice_over(work: WorkInBusiness, family_member: Truth, ended_with_a_small_part: Day) -> Day:
    """Perheenjäsenen työ on päättynyt, kun se oli vain työllistymistä edistävää palvelua tai opintojen harjoittelua."""
    only = one_of(work.reason, "service", "study_practice")
    return ended_when(ended_with_a_small_part, all_of(family_member, only))


@provision(
    "TTL 2:7.1(4)", "Tuotantosuunta lopetettiin", act="1001/2012", governs=box(ended="/"),
    each=WorkInBusiness, concludes="work_ended_on", decided="H",
)  # fmt: skip
def line_closed(work: WorkInBusiness, family_member: Truth, ended_with_a_small_part: Day) -> Day:
    """Perheenjäsenen työ on päättynyt, kun tuotantosuunta tai vastaava lopetettiin. Syyn arvioi virkailija."""
    closed = all_of(one_of(work.end_cause, "line_closed"), accepted(work))
    return ended_when(ended_with_a_small_part, all_of(family_member, closed))


def insured_otherwise(work: WorkInBusiness, share: BusinessShare) -> Truth:
    """Insured by another law than those for entrepreneurs and farmers."""
    return no(exists(share, about=work.business.link, when=one_of(share.insured_as, "yel", "myel")))


@provision(
    "TTL 2:7.1(5)", "Perheenjäsen ja muu työntekijä lomautettu", act="1001/2012", governs=box(ended="/"),
    each=WorkInBusiness, concludes="work_ended_on", decided="P",
)  # fmt: skip
def laid_off_with_others(
    work: WorkInBusiness, share: BusinessShare, family_member: Truth, ended_with_a_small_part: Day, *,
    year: Length = months(12),
) -> Day:  # fmt: skip
    """Kokonaan lomautetun perheenjäsenen työ on päättynyt, jos vuoden aikana lomautettiin tai irtisanottiin muukin.

    Muu työntekijä ei saa kuulua perheeseen, ja syyn on oltava taloudellinen tai tuotannollinen. Jos se tapahtui vasta
    lomautuksen jälkeen, virkailija arvioi. Perheenjäsen on oltava vakuutettu työntekijänä.
    """
    other = work.other_laid_off_on
    near = all_of(work.end <= plus(other, year), other <= plus(work.end, year))
    later_too = reading("year_of_the_other_layoff", year_before=surely_not(work.end), either_side=always(of=work.end))
    in_time = any_of(other <= work.end, unless_judged(work.end_cause_accepted, later_too))
    laid_off = all_of(one_of(work.end_cause, "laid_off"), near, in_time)
    return ended_when(ended_with_a_small_part, all_of(family_member, insured_otherwise(work, share), laid_off))


@provision(
    "TTL 2:7.1(6)", "Työ keskeytyi samasta syystä kuin muilla", act="1001/2012", governs=box(ended="/"),
    each=WorkInBusiness, concludes="work_ended_on", decided="P",
)  # fmt: skip
def stopped_with_others(
    work: WorkInBusiness, share: BusinessShare, family_member: Truth, ended_with_a_small_part: Day
) -> Day:
    """Perheenjäsenen työ on päättynyt, kun työ ja palkka keskeytyivät ulkopuolisesta syystä ja muultakin samasta syystä.

    Muu työntekijä ei saa kuulua perheeseen. Perheenjäsen on oltava vakuutettu työntekijänä.
    """
    stopped = all_of(one_of(work.end_cause, "outside_stop"), work.other_stopped_too)
    return ended_when(ended_with_a_small_part, all_of(family_member, insured_otherwise(work, share), stopped))


@provision(
    "TTL 2:7.1(7)", "Toiminnan edellytykset heikentyivät pysyvästi", act="1049/2013", governs=box(ended="/"),
    each=WorkInBusiness, concludes="work_ended_on", decided="H",
)  # fmt: skip
def conditions_weakened(work: WorkInBusiness, family_member: Truth, ended_with_a_small_part: Day) -> Day:
    """Perheenjäsenen työ on päättynyt, kun edellytykset heikentyivät pysyvästi ja tulo työntekijää kohti jää rajan alle.

    Yrityksessä saa työskennellä vain perheenjäseniä. Raja seuraa palkkakerrointa vuosittain; muiden vuosien kuin
    2020–2025 rajasta päättää virkailija. Heikentymisen arvioi virkailija.
    """
    known = all_of(work.ended >= "2020-01-01", work.ended < "2026-01-01")
    less = work.income_month < INCOME_LIMIT.at(work.ended) * work.persons_working
    below = any_of(all_of(known, less), all_of(no(known), not_known()))
    weakened = all_of(one_of(work.end_cause, "conditions_weakened"), work.only_family_works, below, accepted(work))
    return ended_when(ended_with_a_small_part, all_of(family_member, weakened))


def work_over(work: WorkInBusiness, work_ended_on: Day) -> Days:
    """From the end of the work until work in the same business begins again.

    A layoff or a stop (7.1(5)–(6)) has a day of its own, the one after the last day of work, by either reading; so have two
    years without a larger part (7.2) that pass after the work.
    """
    day_after = plus(work_ended_on, days(1))
    own_day = any_of(one_of(work.end_cause, "laid_off", "outside_stop"), work_ended_on > work.ended)
    same_day = choose(day_after, when=own_day, otherwise=work_ended_on)
    first = reading("right_after_closing", day_after=day_after, same_day=same_day)
    again = first_of(work.start, about=work.business.link, after=work.start)
    return days_between(first, again)
