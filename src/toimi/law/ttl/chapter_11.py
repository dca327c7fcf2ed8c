"""TTL 11 luku, Toimeenpanoa koskevat säännökset: the temporary sections 4 b and 4 c of 2020–2022.

Section numbers are used again: 4 b is about the laid-off to the end of 2021 and about entrepreneurs in 2022.
A temporary act has its own end, and later acts move it: ``ends`` says which end was known from which day on.

Refusing work that an employer offers individually stays binding; the acts do not say whether any employer's offer
is meant, so that such days are left to an official.
Section 4 d is read with the studies that it spares, in ``chapter_2_studies``, and 4 e with the conduct, in
``chapter_2a_neglect``; whom 4 b of 2020 reaches is in ``chapter_11_layoff``, which stands before chapter 2 a.
Only a business makes an entrepreneur here: own work (*oma työ*) bars beside it until August 2020, and no longer after that.
"""

from __future__ import annotations

from toimi.book.citations import Citations
from toimi.book.expressions import Day, Days, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    Bar,
    Notice,
    Overlay,
    all_of,
    any_of,
    days_between,
    during,
    euros,
    first_of,
    minus,
    no_right,
    off,
    on,
    one_of,
    perhaps,
    reading,
    tell_the_payer,
    unless_judged,
)
from toimi.law.facts import BusinessIncome, JobSearch, WorkInBusiness
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_2_business import not_going_on, over_from

LAYOFF_ENDS = (("2020-04-01", "2020-08-01"), ("2020-08-01", "2021-01-01"))
"""172/2020, then 492/2020. From 2021 on 1142/2020 gives the section another content."""
ENTREPRENEUR_ENDS = (
    ("2020-04-08", "2020-07-01"),
    ("2020-07-01", "2021-01-01"),
    ("2021-01-01", "2021-04-01"),
    ("2021-04-01", "2021-07-01"),
    ("2021-07-01", "2021-10-01"),
)
"""192/2020, 493/2020, 1141/2020, 232/2021, 548/2021."""
SUBSIDY = ("labour_market_subsidy",)

# --- 4 b § Lain väliaikainen soveltaminen lomautettuihin -------------------------------------------------------------


@provision(
    "TTL 11:4b.1", "Lomautettuja koskeva väliaikainen poikkeus", act="1142/2020",
    governs=box(benefit_day="2021-01-01/"), known="2021-01-01", ends=[("2021-01-01", "2022-01-01")],
)  # fmt: skip
def laid_off_students_from_2021(laid_off_from_16_march_2020: Days) -> Overlay:
    """Opiskelu ei estä oikeutta lomautusajalta, jos lomautus alkoi 16.3.2020 tai sen jälkeen.

    Silloin ei sovelleta 2 luvun 10 ja 11 §:ää.
    """
    return off(Citations.of("TTL 2:10–11"), on=laid_off_from_16_march_2020)


@provision(
    "TTL 11:4b.1", "Lomautettuja koskeva väliaikainen poikkeus", act="172/2020",
    governs=box(benefit_day="2020-03-16/"), known="2020-04-01", ends=LAYOFF_ENDS,
)  # fmt: skip
def laid_off(laid_off_from_16_march_2020: Days) -> Overlay:
    """Lomautusajalta poistuu suurin osa etuuden edellytyksistä, jos lomautus alkoi 16.3.2020 tai sen jälkeen.

    Silloin ei sovelleta 2 lukua, lukuun ottamatta työnhakijana oloa ja 2 §:ää, eikä 2 a luvun 4–7 ja 9–14 §:ää. Työstä
    eroaminen ja erottaminen voivat silti viedä etuuden määräajaksi.
    """
    freed = Citations.of("TTL 2:1", "TTL 2:4–16", "TTL 2a:4–7", "TTL 2a:9–14", less="TTL 2:1.3")
    return off(freed, on=laid_off_from_16_march_2020)


@provision(
    "TTL 11:4b.3", "Lomautettu yli kaksi viikkoa kokoaikatyössä", act="494/2020", governs=box(benefit_day="2020-08-01/"),
    ends=[("2020-08-01", "2021-01-01")],
)  # fmt: skip
def laid_off_in_full_time_work(laid_off_from_16_march_2020: Days, full_time_over_two_weeks: Days) -> Bar:
    """Lomautetullakaan ei ole oikeutta ajalta, jona hän on kokoaikatyössä yli kaksi viikkoa."""
    return no_right(all_of(laid_off_from_16_march_2020, full_time_over_two_weeks))


@provision(
    "TTL 11:4b.2", "Lomautettu kieltäytyi työnantajan yksilöidysti tarjoamasta työstä", act="172/2020",
    governs=box(benefit_day="2020-03-16/"), known="2020-04-01", ends=LAYOFF_ENDS, decided="H",
)  # fmt: skip
def laid_off_refused_individual_offer(individual_offer_refused: Days, laid_off_from_16_march_2020: Days) -> Bar:
    """Työnantajan lomautetulle yksilöidysti tarjoamasta työstä kieltäytyminen voi viedä etuuden määräajaksi.

    Laki ei sano, tarkoitetaanko kenen tahansa työnantajan tarjousta. Virkailija ratkaisee.
    """
    return no_right(perhaps(all_of(individual_offer_refused, laid_off_from_16_march_2020)))


# --- 4 c § Lain väliaikainen soveltaminen yrittäjiin (in 2022: 4 b §) --------------------------------------------------


THREE_ACTS = (
    ("TTL 11:4b", "86/2022", "2022-01-01/2022-03-01", "2022-01-31"),
    ("TTL 11:4c", "861/2021", "2021-10-01/2021-12-01", "2021-10-11"),
    ("TTL 11:4c", "192/2020", "2020-03-16/2021-10-01", "2020-04-08"),
)
"""Section, act, benefit days and entry into force of the rule for entrepreneurs: nothing in December 2021."""


def _ended_by_disease(citation: str, act: str, days: str, known: str) -> None:
    @provision(
        f"{citation}.1", "Työskentely yrityksessä päättyi tartuntataudin takia", act=act,
        governs=box(benefit_day=days), known=known, each=WorkInBusiness, decided="H",
    )  # fmt: skip
    def work_ended_by_disease(work: WorkInBusiness, business_closed_on: Day) -> Days:
        """Yrittäjän työskentely yrityksessä on loppunut tartuntataudin takia, mutta yritystä ei ole lopetettu.

        Taudin vaikutuksen kertoo yrittäjä itse, ellei virkailija ole arvioinut sitä.
        """
        disease = unless_judged(work.caused_by_disease, one_of(work.end_cause, "disease"))
        over = over_from(work.business, first_of(business_closed_on, about=work.business.link))
        return not_going_on(work, over, when=disease)


for _version in THREE_ACTS:
    _ended_by_disease(*_version)


def below(income: BusinessIncome, limit: Number) -> Truth:
    """Less than the limit for each entrepreneur, by multiplication; and because of the disease."""
    disease = unless_judged(income.caused_by_disease, income.fell_because_of_disease)
    return all_of(income.amount < limit * income.entrepreneurs_working, disease)


@provision(
    "TTL 11:4b.2", "Tulo yrittäjää kohti jää rajan alle", act="86/2022", governs=box(benefit_day="2022-01-01/2022-03-01"),
    known="2022-01-31", each=BusinessIncome, concludes="income_below_limit", decided="H",
)  # fmt: skip
def income_below_limit_2022(income: BusinessIncome, *, limit: Number = euros("1103.92")) -> Days:
    """Yrityksen tulo on alle 1 103,92 euroa kuukaudessa jokaista siinä työskentelevää yrittäjää kohti.

    Tulon on pitänyt vähentyä tartuntataudin takia. Taudin vaikutuksen kertoo yrittäjä itse, ellei virkailija ole
    arvioinut sitä.
    """
    return during(income, when=below(income, limit))


@provision(
    "TTL 11:4c.2", "Tulo yrittäjää kohti jää rajan alle", act="861/2021", governs=box(benefit_day="2021-10-01/2021-12-01"),
    known="2021-10-11", each=BusinessIncome, concludes="income_below_limit", decided="H",
)  # fmt: skip
def income_below_limit_autumn_2021(income: BusinessIncome, *, limit: Number = euros("1089.67")) -> Days:
    """Yrityksen tulo on alle 1 089,67 euroa kuukaudessa jokaista siinä työskentelevää yrittäjää kohti.

    Tulon on pitänyt vähentyä tartuntataudin takia. Taudin vaikutuksen kertoo yrittäjä itse, ellei virkailija ole
    arvioinut sitä.
    """
    return during(income, when=below(income, limit))


@provision(
    "TTL 11:4c.2", "Tulo yrittäjää kohti jää rajan alle", act="192/2020", governs=box(benefit_day="2020-03-16/2021-10-01"),
    known="2020-04-08", each=BusinessIncome, concludes="income_below_limit", decided="H",
)  # fmt: skip
def income_below_limit(income: BusinessIncome, *, limit: Number = euros("1089.67")) -> Days:
    """Yrityksen tulo on alle 1 089,67 euroa kuukaudessa jokaista siinä työskentelevää yrittäjää kohti.

    Tulon on pitänyt vähentyä tartuntataudin takia. Taudin vaikutuksen kertoo yrittäjä itse, ellei virkailija ole
    arvioinut sitä.
    """
    return during(income, when=below(income, limit))


def _hit_by_disease(citation: str, act: str, days: str, known: str) -> None:
    @provision(
        f"{citation}.2", "Yrittäjä, jonka toimintaan tartuntatauti vaikutti", act=act, governs=box(benefit_day=days),
        known=known, decided="H",
    )  # fmt: skip
    def entrepreneur_hit(full_time_firm: Days, work_ended_by_disease: Days, income_below_limit: Days) -> Days:
        """Poikkeus koskee päätoimista yrittäjää, jonka työskentely on loppunut tai jonka tulo on rajan alla taudin takia."""
        return all_of(full_time_firm, any_of(work_ended_by_disease, income_below_limit))


for _version in THREE_ACTS:
    _hit_by_disease(*_version)


def _entrepreneur(citation: str, act: str, days: str, known: str, ends: tuple[tuple[str, str], ...]) -> None:
    """The three overlays and the notice that every version of the rule for entrepreneurs has."""
    governs = box(benefit_day=days)

    @provision(f"{citation}.1", "Olettamaa jatkumisesta ei sovelleta", act=act, governs=governs, known=known, ends=ends)
    def continuing_work_off(entrepreneur_hit: Days) -> Overlay:
        """Yrittäjän ei oleteta jatkavan päätoimisena, kun haetaan työmarkkinatukea."""
        return off(Citations.of("TTL 2:5.4"), on=entrepreneur_hit, benefits=SUBSIDY)

    @provision(f"{citation}.2", "Työskentely katsotaan päättyneeksi", act=act, governs=governs, known=known, ends=ends)
    def work_deemed_ended(entrepreneur_hit: Days, income_below_limit: Days, full_time_at_own_work: Days) -> Overlay:
        """Työskentelyn yrityksessä katsotaan päättyneen, kun tulo on rajan alla. Yritystä ei tarvitse lopettaa.

        Oman työn ei katsota päättyneen.
        """
        ended = minus(all_of(entrepreneur_hit, income_below_limit), full_time_at_own_work)
        return off(Citations.of("TTL 2:5.1"), on=ended, benefits=SUBSIDY)

    @provision(f"{citation}.5", "Työmarkkinatuki yrittäjälle", act=act, governs=governs, known=known, ends=ends)
    def entrepreneurs_subsidy(entrepreneur_hit: Days) -> Notice:
        """Kelalle kerrotaan, että oikeus työmarkkinatukeen perustuu yrittäjiä koskevaan väliaikaiseen poikkeukseen."""
        return tell_the_payer(entrepreneur_hit, benefits=SUBSIDY)


_entrepreneur("TTL 11:4b", "86/2022", "2022-01-01/", "2022-01-31", (("2022-01-31", "2022-03-01"),))
_entrepreneur("TTL 11:4c", "861/2021", "2021-10-01/", "2021-10-11", (("2021-10-11", "2021-12-01"),))
_entrepreneur("TTL 11:4c", "192/2020", "2020-03-16/", "2020-04-08", ENTREPRENEUR_ENDS)

FREED_2021 = Citations.of(
    "TTL 2:1", "TTL 2:4", "TTL 2:9–11", "TTL 2:13–16", "TTL 2a:4–7", "TTL 2a:9–12a", "TTL 2a:13–14", less="TTL 2:1.3"
)
FREED_2020 = Citations.of("TTL 2:1", "TTL 2:4", "TTL 2:9–16", "TTL 2a:4–7", "TTL 2a:9–14", less="TTL 2:1.3")


@provision(
    "TTL 11:4b.3", "Yrittäjiä koskeva väliaikainen poikkeus", act="86/2022", governs=box(benefit_day="2022-01-01/"),
    known="2022-01-31", ends=[("2022-01-31", "2022-03-01")],
)  # fmt: skip
def entrepreneurs_2022(entrepreneur_hit: Days) -> Overlay:
    """Työmarkkinatukeen ei sovelleta 2 luvun 1, 4, 9–11 ja 13–16 §:ää eikä 2 a luvun 4–7 ja 9–14 §:ää (paitsi 12 b §:ää).

    Työnhakijana on silti oltava.
    """
    return off(FREED_2021, on=entrepreneur_hit, benefits=SUBSIDY)


@provision(
    "TTL 11:4c.3", "Yrittäjiä koskeva väliaikainen poikkeus", act="861/2021", governs=box(benefit_day="2021-10-01/"),
    known="2021-10-11", ends=[("2021-10-11", "2021-12-01")],
)  # fmt: skip
def entrepreneurs_autumn_2021(entrepreneur_hit: Days) -> Overlay:
    """Työmarkkinatukeen ei sovelleta 2 luvun 1, 4, 9–11 ja 13–16 §:ää eikä 2 a luvun 4–7 ja 9–14 §:ää (paitsi 12 b §:ää).

    Työnhakijana on silti oltava.
    """
    return off(FREED_2021, on=entrepreneur_hit, benefits=SUBSIDY)


@provision(
    "TTL 11:4c.3", "Yrittäjiä koskeva väliaikainen poikkeus", act="494/2020", governs=box(benefit_day="2020-08-01/"),
    ends=[("2020-08-01", "2021-01-01"), *ENTREPRENEUR_ENDS[2:]],
)  # fmt: skip
def entrepreneurs_from_august_2020(entrepreneur_hit: Days) -> Overlay:
    """Työmarkkinatukeen ei sovelleta 2 luvun 1, 4 ja 9–16 §:ää eikä 2 a luvun 4–7 ja 9–14 §:ää.

    Työnhakijana on silti oltava.
    """
    return off(FREED_2020, on=entrepreneur_hit, benefits=SUBSIDY)


@provision(
    "TTL 11:4c.3", "Yrittäjiä koskeva väliaikainen poikkeus", act="192/2020",
    governs=box(benefit_day="2020-03-16/2020-08-01"), known="2020-04-08",
    ends=[("2020-04-08", "2020-07-01"), ("2020-07-01", "2021-01-01"), ("2020-08-01", "2020-08-01")],
)  # fmt: skip
def entrepreneurs(entrepreneur_hit: Days) -> Overlay:
    """Työmarkkinatukeen ei sovelleta 2 luvun 1, 4 ja 9–16 §:ää eikä 2 a luvun 4–7 ja 9–14 §:ää.

    Työnhakijana on silti oltava.
    """
    return off(FREED_2020, on=entrepreneur_hit, benefits=SUBSIDY)


def _own_work_free(citation: str, act: str, days: str, known: str, ends: tuple[tuple[str, str], ...]) -> None:
    @provision(
        citation, "Oma työ ei estä yrittäjän tukea", act=act, governs=box(benefit_day=days), known=known, ends=ends
    )
    def own_work_free(entrepreneur_hit: Days, full_time_at_firm: Days, income_below_limit: Days) -> Overlay:
        """Yrittäjän työmarkkinatukea ei estä se, mitä 2 luvun 5 ja 5 a §:ssä säädetään omasta työstä.

        Päätoiminen työ yrityksessä estää tuen edelleen, ellei sen katsota päättyneen.
        """
        free = minus(entrepreneur_hit, minus(full_time_at_firm, income_below_limit))
        return off(Citations.of("TTL 2:5.1", "TTL 2:5.4"), on=free, benefits=SUBSIDY)


def _full_time_bar(citation: str, act: str, days: str, known: str, ends: tuple[tuple[str, str], ...]) -> None:
    @provision(
        citation,
        "Yrittäjä yli kaksi viikkoa kokoaikatyössä",
        act=act,
        governs=box(benefit_day=days),
        known=known,
        ends=ends,
    )
    def entrepreneur_in_full_time_work(entrepreneur_hit: Days, full_time_over_two_weeks: Days) -> Bar:
        """Yrittäjälläkään ei ole oikeutta ajalta, jona hän on kokoaikatyössä yli kaksi viikkoa."""
        return no_right(all_of(entrepreneur_hit, full_time_over_two_weeks), benefits=SUBSIDY)


for _put in (_own_work_free, _full_time_bar):
    _put("TTL 11:4b.3", "86/2022", "2022-01-01/", "2022-01-31", (("2022-01-31", "2022-03-01"),))
    _put("TTL 11:4c.3", "861/2021", "2021-10-01/", "2021-10-11", (("2021-10-11", "2021-12-01"),))
    _put("TTL 11:4c.3", "494/2020", "2020-08-01/", "2020-08-01", (("2020-08-01", "2021-01-01"), *ENTREPRENEUR_ENDS[2:]))


def _individual_offer_bar(citation: str, act: str, days: str, known: str, ends: tuple[tuple[str, str], ...]) -> None:
    title, governs = "Yrittäjä kieltäytyi työnantajan yksilöidysti tarjoamasta työstä", box(benefit_day=days)

    @provision(citation, title, act=act, governs=governs, known=known, ends=ends, decided="H")
    def entrepreneur_refused_individual_offer(individual_offer_refused: Days, entrepreneur_hit: Days) -> Bar:
        """Työnantajan yrittäjälle yksilöidysti tarjoamasta työstä kieltäytyminen voi viedä etuuden määräajaksi.

        Laki ei sano, tarkoitetaanko kenen tahansa työnantajan tarjousta. Virkailija ratkaisee.
        """
        return no_right(perhaps(all_of(individual_offer_refused, entrepreneur_hit)), benefits=SUBSIDY)


_individual_offer_bar("TTL 11:4b.3", "86/2022", "2022-01-01/", "2022-01-31", (("2022-01-31", "2022-03-01"),))
_individual_offer_bar("TTL 11:4c.3", "861/2021", "2021-10-01/", "2021-10-11", (("2021-10-11", "2021-12-01"),))
_individual_offer_bar("TTL 11:4c.3", "192/2020", "2020-03-16/", "2020-04-08", ENTREPRENEUR_ENDS)


@provision(
    "TTL 11:4c.1", "Siirtymäsäännös: työnhaku ennen rekisteröitymistä", act="192/2020", governs=box(benefit_day="2020-03-16/"),
    known="2020-04-08", ends=ENTREPRENEUR_ENDS,
)  # fmt: skip
def search_started_by_15_april_2020(entrepreneur_hit: Days, search: JobSearch) -> Overlay:
    """Jos työnhaku alkoi viimeistään 15.4.2020, oikeus voi alkaa ennen työnhakua, aikaisintaan 16.3.2020."""
    grace = days_between(on("2020-03-16"), search.start, when=search.start <= "2020-04-15")
    return off(Citations.of("TTL 2:1.3"), on=all_of(entrepreneur_hit, grace), benefits=SUBSIDY)


@provision(
    "TTL 11:4b.1", "Siirtymäsäännös: työnhaku 15.2.2022 asti", act="86/2022", governs=box(benefit_day="2022-01-01/2022-02-16"),
    known="2022-01-31", ends=[("2022-01-31", "2022-02-16")],
)  # fmt: skip
def search_by_15_february_2022(entrepreneur_hit: Days, search: JobSearch) -> Overlay:
    """Työnhakijana ei tarvitse olla 15.2.2022 saakka.

    Laki jättää avoimeksi, onko päivä vain määräaika rekisteröityä työnhakijaksi.
    """
    deadline = days_between(on("2022-01-01"), on("2022-02-16"), when=search.start <= "2022-02-15")
    free = reading(
        "search_before_15_february_2022", not_needed=entrepreneur_hit, deadline=all_of(entrepreneur_hit, deadline)
    )
    return off(Citations.of("TTL 2:1.3"), on=free, benefits=SUBSIDY)
