"""TTL 2 luku, 2, 4 and 13.4 §: foreigners, unpaid work, and those under 18 without vocational education."""

from __future__ import annotations

from toimi.book.expressions import Days, Length
from toimi.book.provisions import box
from toimi.book.words import (
    Bar,
    any_of,
    days_between,
    during,
    minus,
    months,
    never,
    no_right,
    on,
    one_of,
    perhaps,
    plus,
)
from toimi.law.counting import from_completion
from toimi.law.facts import Person, Qualification, UnpaidWork, WorkRight
from toimi.law.shelf import provision

SUBSIDY = ("labour_market_subsidy",)
OF_KELA = ("basic", "labour_market_subsidy")
"""The benefits in place of which the general support (yleistuki) is reported to stand from 2026-05-01."""
REPORT_OF_GENERAL_SUPPORT = "https://eduskunta.fi/FI/vaski/HallituksenEsitys/Sivut/HE_112+2025.aspx"
LONG_AGO = "1900-01-01"


def on_temporary_permit(right: WorkRight, person: Person) -> Days:
    """Days on which a foreigner may work by a temporary permit only."""
    citizen = days_between(on(LONG_AGO), never(), when=one_of(person.citizenship, "finland"))
    return minus(during(right, when=one_of(right.basis, "temporary_permit")), citizen)


@provision(
    "TTL 2:2", "Ulkomaalaista koskeva rajoitus, kerrottu muutos", act="HE 112/2025",
    governs=box(benefit_day="2026-05-01/"), decided="H", reported=REPORT_OF_GENERAL_SUPPORT,
)  # fmt: skip
def temporary_right_to_work_as_reported(right: WorkRight, person: Person) -> Bar:
    """Yleistuen kerrotaan korvanneen työmarkkinatuen ja peruspäivärahan 1.5.2026.

    Ei tiedetä, mikä rajoitus siinä koskee ulkomaalaista, jonka työnteko-oikeus perustuu tilapäiseen lupaan.
    """
    return no_right(perhaps(on_temporary_permit(right, person)), benefits=OF_KELA)


@provision("TTL 2:2", "Ulkomaalaista koskeva rajoitus", act="1199/2013", governs=box(benefit_day="2014-01-01/"))
def temporary_right_to_work(right: WorkRight, person: Person) -> Bar:
    """Ulkomaalaisella ei ole oikeutta työmarkkinatukeen, jos hänen työnteko-oikeutensa perustuu tilapäiseen lupaan."""
    return no_right(on_temporary_permit(right, person), benefits=SUBSIDY)


@provision(
    "TTL 2:4.2", "Palkaton työ", act="1001/2012", governs=box(benefit_day="2013-01-01/"), decided="H",
    concludes="barring_unpaid_work",
)  # fmt: skip
def barring_unpaid_work(work: UnpaidWork) -> Days:
    """Etuuden vie palkaton työ yrityksessä sekä palkaton työ, joka yleensä tehdään työsuhteessa tai yrittäjänä.

    Tavanomainen vapaaehtoistyö ja talkootyö eivät vie etuutta (1 momentti). Työn luonteen arvioi virkailija.
    """
    return during(work, when=any_of(one_of(work.organisation, "company"), work.normally_paid))


@provision("TTL 2:4.2", "Palkaton työ vie etuuden", act="1001/2012", governs=box(benefit_day="2013-01-01/"))
def unpaid_work_bars(barring_unpaid_work: Days) -> Bar:
    """Oikeutta ei ole päiviltä, joina henkilö tekee palkatta sellaista työtä, josta yleensä maksetaan."""
    return no_right(barring_unpaid_work)


def minor_without_qualification(person: Person, qualification: Qualification, adult: Length) -> Days:
    """Days before coming of age, up to a vocational qualification."""
    minor = days_between(on(LONG_AGO), plus(person.birth_date, adult))
    qualified = days_between(
        from_completion(qualification.day), never(),
        when=one_of(qualification.level, "vocational", "further_or_specialist", "polytechnic", "university"),
    )  # fmt: skip
    return minus(minor, qualified)


@provision(
    "TTL 2:13.4", "Alle 18-vuotias ilman koulutusta, kerrottu muutos", act="HE 112/2025",
    governs=box(benefit_day="2026-05-01/"), decided="H", reported=REPORT_OF_GENERAL_SUPPORT,
)  # fmt: skip
def under_18_as_reported(person: Person, qualification: Qualification, *, adult: Length = months(216)) -> Bar:
    """Yleistuen kerrotaan korvanneen työmarkkinatuen ja peruspäivärahan 1.5.2026.

    Ei tiedetä, mikä rajoitus siinä koskee alle 18-vuotiasta, jolla ei ole ammatillista tutkintoa.
    """
    return no_right(perhaps(minor_without_qualification(person, qualification, adult)), benefits=OF_KELA)


@provision("TTL 2:13.4", "Alle 18-vuotias ilman koulutusta", act="1001/2012", governs=box(benefit_day="2013-01-01/"))
def under_18_without_education(person: Person, qualification: Qualification, *, adult: Length = months(216)) -> Bar:
    """Alle 18-vuotiaalla ei ole oikeutta työmarkkinatukeen, jos hän ei ole suorittanut ammatillista tutkintoa.

    Rajoitus koskee vain työttömyyden perusteella maksettavaa tukea.
    """
    return no_right(minor_without_qualification(person, qualification, adult), benefits=SUBSIDY)
