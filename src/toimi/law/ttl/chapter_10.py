"""TTL 10 luku, Työllistymistä edistävien palvelujen ajalta maksettava etuus: what services leave of the bars.

Stands after every bar of chapter 2 a: it reads them off the shelf. Sections 10:2.3 and 10:4.1 ask whether a period had
begun before the service did, so each bar is taken once more for the rows alone whose period began inside a service.
Not in the book: 10:3 and 10:6 (the payer decides), 10:5.2 (the amount), the items of 10:2.3 that the payer decides, and
the threat of unemployment of 10:5.1(2), which no day turns on since 10:4.2 takes all of chapter 2 away.
"""

from __future__ import annotations

from collections.abc import Callable

from toimi.book.citations import Citations
from toimi.book.expressions import Day, Days, Length, Node, Truth
from toimi.book.facts import KINDS, Fact
from toimi.book.provisions import box
from toimi.book.words import (
    Bar,
    Notice,
    Overlay,
    all_of,
    any_of,
    before,
    choose,
    days,
    days_between,
    days_from,
    during,
    earliest_of,
    first_of,
    holds,
    measure,
    minus,
    never,
    no,
    no_right,
    off,
    one_of,
    perhaps,
    plus,
    reading,
    start_of,
    tell_the_payer,
)
from toimi.law.facts import PROMOTING, JobRefusal, Service
from toimi.law.shelf import provision, shelf
from toimi.law.ttl.chapter_2_other import OF_KELA, REPORT_OF_GENERAL_SUPPORT

PERIODS = Citations.of("TTL 2a:1", "TTL 2a:4", "TTL 2a:9–14")
"""Fixed periods and the work obligation (TTL 10:2.3(1) and (2))."""
FIXED = (Citations.of("TTL 2a:1", "TTL 2a:4", "TTL 2a:9–12a", less="TTL 2a:10.1"), Citations.of("TTL 2a:10.1(1)"))
"""The fixed periods of chapter 2 a, old and new; the others of ``PERIODS`` are work obligations."""
Keep = Callable[[Fact, Day], Truth]
Counted = Callable[[Fact, Day], Day]
YOUTH = Citations.of("TTL 2:13", "TTL 2:14")
"""The youth bar (TTL 10:2.3(3)); 2:13.4 is about the subsidy alone, so its notice is one of its own."""
UNDER_18 = "TTL 2:13.4"
REFUSED_WORK, OTHER_PERIODS = Citations.of("TTL 2a:4"), Citations.of("TTL 2a:1", "TTL 2a:9–14")
CHAPTER_2 = ("TTL 2:1–16",)


def _bars(named: Citations) -> list[Days]:
    """The days of the bars at those places, as they stand on the shelf."""
    bars = [one for one in shelf.provisions if one.role == "bar" and named.name(one.citation)]
    return [one.expression for one in bars if isinstance(one.expression, Days)]


def _together(parts: list[Days], nothing: Days) -> Days:
    """Any of the parts; of none, no day."""
    return any_of(*parts) if parts else minus(nothing, nothing)


def _of_rows(bar: Days, keep: Keep, counted: Counted | None = None) -> Days:
    """The days of a bar, of the rows alone that are kept; or one day of each such row.

    A bar that is not counted from the day of a row may be one or the other: open.

    Args:
        bar: as it stands on the shelf.
        keep: the condition on a row and its first barred day.
        counted: the one day, if not all of them.
    """
    if bar.op in ("days_after", "days_from", "days_between"):
        when, day, length = bar.parts
        assert isinstance(when, Truth)
        assert isinstance(day, Day)
        row, first = KINDS[bar.detail["kind"]](), plus(day, days(1)) if bar.op == "days_after" else day
        kept = all_of(when, keep(row, first))
        if counted:
            return days_from(counted(row, first), days(1), when=kept, noticed=True)
        return Days(bar.op, (kept, day, length), bar.detail)
    if bar.op in ("on_any", "reading"):
        parts = [_of_rows(part, keep, counted) for part in bar.parts if isinstance(part, Days)]
        return Days(bar.op, tuple(parts), bar.detail)
    return perhaps(bar)


def _begun(service: Days) -> Keep:
    """The period began when the service had begun: the day before was a day of service too."""
    return lambda _, first: all_of(holds(service, at=before(first, days(1))), holds(service, at=first))


def _refused(service: Days) -> Keep:
    """The work was refused only when the service had begun."""
    return lambda row, first: start_of(service, at=first) <= _conduct(row, first)


def _conduct(row: Fact, _: Day) -> Day:
    day: Day = row.conduct  # type: ignore[attr-defined]  # every kind that 2a:4 counts from has the clock
    return day


def _refusal(row: Fact) -> JobRefusal:
    """Every bar of 2a:4 is counted from a refusal of work."""
    assert isinstance(row, JobRefusal)
    return row


def _old(row: Fact) -> Truth:
    """Refused under the law before May 2022, which did not tell the employer's own offer apart."""
    return _refusal(row).conduct < "2022-05-02"


def _of_bars(named: Citations, service: Days, keep: Keep, counted: Counted | None = None) -> Days:
    return _together([_of_rows(bar, keep, counted) for bar in _bars(named)], service)


def _begun_and_not_freed(service: Days, counted: Counted | None = None) -> Days:
    """Of the periods begun in the service those that may take its days: not of work refused before it (10:4.1)."""
    begun, refused = _begun(service), _refused(service)
    of_refusals = _of_bars(
        REFUSED_WORK, service, lambda row, first: all_of(begun(row, first), refused(row, first)), counted
    )
    return any_of(_of_bars(OTHER_PERIODS, service, begun, counted), of_refusals)


def _free(service: Service, inside: Days, *, since: Day) -> Truth:
    """The service promotes employment, and none of the days lies inside it from ``since`` on."""
    return all_of(one_of(service.kind, *PROMOTING), measure(inside, start=since, end=service.end) < days(1))


@provision("TTL 1:5.1(15)", "Työllistymistä edistävä palvelu", act="1267/2018", governs=box(benefit_day="2019-01-01/"))
def in_employment_promoting_service(service: Service) -> Days:
    """Työllistymistä edistäviä palveluja ovat työnhaku- ja uravalmennus, työ- ja koulutuskokeilu, työvoimakoulutus,
    kuntouttava työtoiminta sekä työttömyysetuudella tuetut ja kotoutujan omaehtoiset opinnot.
    """
    return during(service, when=one_of(service.kind, *PROMOTING))


@provision("TTL 10:5.3", "Koulutusjaksojen väliaika", act="1001/2012", governs=box(benefit_day="2013-01-01/"))
def in_labour_market_training(service: Service) -> Days:
    """Työvoimakoulutuksessa ollaan vain koulutusjaksojen aikana. Erillisten jaksojen väliaika ei ole koulutusta."""
    return during(service, when=one_of(service.kind, "labour_market_training"))


@provision("TTL 10:2.2", "Oikeus palvelun aikana", act="1451/2016", governs=box(benefit_day="2017-01-01/"))
def not_entitled_in_service(
    in_employment_promoting_service: Days, job_seeker: Days, full_time_over_two_weeks: Days
) -> Bar:
    """Palvelunkaan ajalta ei ole oikeutta, jos henkilö ei ole työnhakija tai on yli kaksi viikkoa kokoaikatyössä."""
    return no_right(all_of(in_employment_promoting_service, any_of(no(job_seeker), full_time_over_two_weeks)))


@provision(
    "TTL 10:2.3", "Määräaika oli alkanut ennen palvelua", act="1451/2016", governs=box(benefit_day="2017-01-01/")
)
def service_despite_period(service: Service, in_employment_promoting_service: Days) -> Days:
    """Palvelun päivät, joita vie vain sellainen korvaukseton määräaika tai työssäolovelvoite, joka oli jo voimassa palvelun
    alkaessa.

    Palvelun aikana alkanut määräaika jää voimaan, mutta se ei vie etuutta myöhemmän palvelun ajalta. Jos myöhemmän
    palvelun aikana alkaa vielä toinen määräaika, virkailija arvioi päivät.
    """
    promoting = in_employment_promoting_service
    begun = _begun_and_not_freed(promoting)
    first_days = _begun_and_not_freed(promoting, lambda _, first: first)
    none_begins = during(service, when=_free(service, first_days, since=plus(service.start, days(1))))
    running = all_of(one_of(service.kind, *PROMOTING), holds(begun, at=service.start))
    return any_of(minus(promoting, begun), none_begins, perhaps(during(service, when=running)))


def _later(day: Day, length: Node) -> Day:
    """The day so much later, of a length that may differ from row to row."""
    if length.op == "choose_number":
        when, one, other = length.parts
        assert isinstance(when, Truth)
        return choose(_later(day, one), when=when, otherwise=_later(day, other))
    assert isinstance(length, Length)
    return plus(day, length)


def _cut_by_service(bar: Days, service: Service, *, rest: bool) -> Days:
    """Of each row's period the days before the first service that begins in it, or from it on."""
    if bar.op in ("days_after", "days_from", "days_between"):
        when, day, end = bar.parts
        assert isinstance(when, Truth)
        assert isinstance(day, Day)
        first = plus(day, days(1)) if bar.op == "days_after" else day
        until = end if isinstance(end, Day) else _later(first, end)
        begins = choose(service.start, when=one_of(service.kind, *PROMOTING), otherwise=never())
        cut = first_of(begins, after=before(first, days(1)))
        edges = (cut, until) if rest else (first, earliest_of(cut, until))
        return days_between(*edges, when=when, noticed=True)
    parts = [_cut_by_service(part, service, rest=rest) for part in bar.parts if isinstance(part, Days)]
    return Days(bar.op, tuple(parts), bar.detail)


def _rest_of_periods(service: Service) -> Days:
    """What a service leaves of the fixed periods in which it began, where no other period bars; no obligation is cut."""
    fixed = [bar for named in FIXED for bar in _bars(named)]
    others = [bar for bar in _bars(PERIODS) if bar not in fixed]
    rests = any_of(*(_cut_by_service(bar, service, rest=True) for bar in fixed))
    return minus(rests, any_of(*others, *(_cut_by_service(bar, service, rest=False) for bar in fixed)))


@provision("TTL 10:2.3", "Etuus palvelun ajalta", act="1451/2016", governs=box(benefit_day="2017-01-01/"))
def paid_in_service(service: Service, service_despite_period: Days) -> Overlay:
    """Palvelun ajalta maksetaan etuutta ennen palvelua alkaneesta määräajasta tai työssäolovelvoitteesta huolimatta.

    Määräaika kuluu palvelun aikana, ja sen loppu vie etuuden palvelun jälkeen.
    """
    lapsed = any_of(service_despite_period, _rest_of_periods(service))
    return off(PERIODS, on=reading("rest_after_a_paid_service", bites=service_despite_period, lapses=lapsed))


@provision("TTL 10:2.3(3)", "Nuoren etuus palvelun ajalta", act="1451/2016", governs=box(benefit_day="2017-01-01/"))
def young_person_paid_in_service(in_employment_promoting_service: Days) -> Overlay:
    """Koulutusta vailla olevan nuoren rajoitus ei vie etuutta palvelun ajalta."""
    return off(YOUTH, on=in_employment_promoting_service)


@provision("TTL 10:2.3", "Oikeus perustuu palveluun", act="1451/2016", governs=box(benefit_day="2017-01-01/"))
def right_rests_on_service(service_despite_period: Days, in_employment_promoting_service: Days) -> Notice:
    """Maksajalle kerrotaan päivät, joilta oikeus on vain palvelun takia, koska määräaika, velvoite tai nuoren rajoitus on
    kesken.
    """
    promoting = in_employment_promoting_service
    youth = _together(_bars(Citations.of(*YOUTH.places, less=UNDER_18)), promoting)
    refused = minus(_together(_bars(REFUSED_WORK), promoting), _of_bars(REFUSED_WORK, promoting, _begun(promoting)))
    period = any_of(_together(_bars(OTHER_PERIODS), promoting), refused)
    return tell_the_payer(any_of(all_of(service_despite_period, period), all_of(promoting, youth)))


@provision(
    "TTL 10:2.3(3)", "Alaikäisen oikeus perustuu palveluun, kerrottu muutos", act="HE 112/2025",
    governs=box(benefit_day="2026-05-01/"), decided="H", reported=REPORT_OF_GENERAL_SUPPORT,
)  # fmt: skip
def minors_right_rests_on_service_as_reported(in_employment_promoting_service: Days) -> Notice:
    """Jos yleistuki rajoittaa alaikäisen oikeutta niin kuin työmarkkinatuki, Kelalle kerrotaan palvelun päivät."""
    barred = _together(_bars(Citations.of(UNDER_18)), in_employment_promoting_service)
    return tell_the_payer(perhaps(all_of(in_employment_promoting_service, barred)), benefits=OF_KELA)


@provision(
    "TTL 10:2.3(3)", "Alaikäisen oikeus perustuu palveluun", act="1451/2016", governs=box(benefit_day="2017-01-01/")
)
def minors_right_rests_on_service(in_employment_promoting_service: Days) -> Notice:
    """Kelalle kerrotaan päivät, joilta alaikäisellä on oikeus työmarkkinatukeen vain palvelun takia."""
    barred = _together(_bars(Citations.of(UNDER_18)), in_employment_promoting_service)
    return tell_the_payer(all_of(in_employment_promoting_service, barred), benefits=("labour_market_subsidy",))


# --- 4 § Lain poikkeava soveltaminen palvelujen ajalta ---------------------------------------------------------------


def _refused_earlier(service: Service, promoting: Days) -> Days:
    """Days of service that only work refused before it could bar; where one service follows another, maybe open."""
    refusals = _of_bars(REFUSED_WORK, promoting, _refused(promoting), _conduct)
    none_refused = _free(service, refusals, since=service.start)
    follows = all_of(one_of(service.kind, *PROMOTING), holds(promoting, at=before(service.start, days(1))))
    return any_of(
        minus(promoting, _of_bars(REFUSED_WORK, promoting, _refused(promoting))),
        during(service, when=none_refused),
        perhaps(during(service, when=follows)),
    )


@provision("TTL 10:4.1", "Työstä kieltäytyminen ennen palvelua", act="995/2023", governs=box(benefit_day="2023-12-01/"))
def refused_before_service(service: Service, in_employment_promoting_service: Days) -> Overlay:
    """Palvelun ajalta maksetaan etuutta, jos työstä on kieltäydytty ennen palvelua ja määräaika alkaa palvelun aikana.

    Jos määräaika oli alkanut jo ennen palvelua, saman antaa 10 luvun 2 §:n 3 momentti.
    """
    begun = _of_bars(REFUSED_WORK, in_employment_promoting_service, _begun(in_employment_promoting_service))
    return off(REFUSED_WORK, on=all_of(begun, _refused_earlier(service, in_employment_promoting_service)))


@provision(
    "TTL 10:4.1", "Työstä kieltäytyminen ennen palvelua", act="1451/2016",
    governs=box(benefit_day="2017-01-01/2023-12-01"),
)  # fmt: skip
def refused_before_service_from_2017(service: Service, in_employment_promoting_service: Days) -> Overlay:
    """Palvelun ajalta maksetaan etuutta, jos työstä on kieltäydytty ennen palvelua, alkoi määräaika milloin tahansa."""
    return off(REFUSED_WORK, on=_refused_earlier(service, in_employment_promoting_service))


@provision(
    "TTL 10:4.2", "Koulutus ja tuettu opiskelu", act="1380/2021", governs=box(benefit_day="2022-05-02/"),
    concludes="in_training_or_supported_study",
)  # fmt: skip
def in_training_or_supported_study(service: Service, in_labour_market_training: Days, full_time_study: Days) -> Days:
    """Työvoimakoulutuksen, työttömyysetuudella tuetun opiskelun sekä kotoutujan päätoimisen luku- ja kirjoitustaidon
    opiskelun päivät.
    """
    supported = during(service, when=one_of(service.kind, "supported_study"))
    literacy = all_of(during(service, when=one_of(service.kind, "integration_literacy_study")), full_time_study)
    return any_of(in_labour_market_training, supported, literacy)


@provision(
    "TTL 10:4.2", "Koulutus ja tuettu opiskelu", act="1451/2016", governs=box(benefit_day="2017-01-01/2022-05-02"),
    concludes="in_training_or_supported_study",
)  # fmt: skip
def in_training_or_supported_study_from_2017(service: Service, in_labour_market_training: Days) -> Days:
    """Työvoimakoulutuksen ja työttömyysetuudella tuetun omaehtoisen opiskelun päivät."""
    return any_of(in_labour_market_training, during(service, when=one_of(service.kind, "supported_study")))


@provision(
    "TTL 10:4.2", "Koulutuksen ja tuetun opiskelun aika", act="1380/2021", governs=box(benefit_day="2022-05-02/")
)
def training_and_supported_study(in_training_or_supported_study: Days) -> Overlay:
    """Koulutuksen ja tuetun opiskelun ajalta ei sovelleta 2 lukua eikä 2 a luvun 1 §:ää.

    Työnhakijana on silti oltava (10 luvun 2 §:n 2 momentti). Muu moitittava menettely voi viedä etuuden.
    """
    return off(Citations.of(*CHAPTER_2, "TTL 2a:1", less="TTL 2:1.3"), on=in_training_or_supported_study)


@provision(
    "TTL 10:4.2", "Työnantajan tarjoama työ koulutuksen aikana", act="1380/2021",
    governs=box(benefit_day="2022-05-02/"), decided="H",
)  # fmt: skip
def employers_offer_in_training(in_training_or_supported_study: Days) -> Overlay:
    """Koulutuksen ja tuetun opiskelun aikana ei sovelleta sääntöä työstä, jota työnantaja tarjoaa yksilöidysti.

    Jos henkilö kieltäytyy työstä, jota hän on hakenut ja johon hänet on valittu, määräaika vie etuuden. Ennen 2.5.2022
    tapahtuneen kieltäytymisen arvioi virkailija.
    """
    training = in_training_or_supported_study
    chosen = _of_bars(REFUSED_WORK, training, lambda row, _: all_of(_refusal(row).selected, no(_old(row))))
    old = _of_bars(REFUSED_WORK, training, lambda row, _: _old(row))
    return off(REFUSED_WORK, on=minus(any_of(minus(training, old), perhaps(training)), chosen))


@provision(
    "TTL 10:4.2", "Koulutuksen ja tuetun opiskelun aika", act="1451/2016",
    governs=box(benefit_day="2017-01-01/2022-05-02"),
)  # fmt: skip
def training_and_supported_study_from_2017(in_training_or_supported_study: Days) -> Overlay:
    """Koulutuksen ja tuetun opiskelun ajalta ei sovelleta 2 lukua eikä 2 a lukua.

    Työnhakijana on silti oltava (10 luvun 2 §:n 2 momentti).
    """
    return off(Citations.of(*CHAPTER_2, "TTL 2a:1–16", less="TTL 2:1.3"), on=in_training_or_supported_study)


# --- 5 § Työvoimakoulutusta koskevat erityissäännökset ---------------------------------------------------------------


@provision("TTL 10:5.1", "Yrittäjä työvoimakoulutuksessa", act="1001/2012", governs=box(benefit_day="2013-01-01/"))
def entrepreneur_in_training(in_labour_market_training: Days, full_time_business: Days) -> Overlay:
    """Työvoimakoulutuksen ajalta maksetaan etuutta päätoimisellekin yrittäjälle. Saman antaa 4 §:n 2 momentti."""
    return off(Citations.of("TTL 2:5", "TTL 2:1.2"), on=all_of(in_labour_market_training, full_time_business))


@provision(
    "TTL 10:5.1", "Yrittäjän etuus työvoimakoulutuksesta", act="1001/2012", governs=box(benefit_day="2013-01-01/")
)
def entrepreneurs_training(in_labour_market_training: Days, full_time_business: Days) -> Notice:
    """Maksajalle kerrotaan, että oikeus perustuu työvoimakoulutukseen, vaikka henkilö on päätoiminen yrittäjä."""
    return tell_the_payer(all_of(in_labour_market_training, full_time_business))
