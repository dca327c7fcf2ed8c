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
    plus,
)
from toimi.law.facts import Person, Qualification, UnpaidWork, WorkRight
from toimi.law.shelf import provision

SUBSIDY = ("labour_market_subsidy",)
LONG_AGO = "1900-01-01"


@provision("TTL 2:2", "Ulkomaalaista koskeva rajoitus", act="1199/2013", governs=box(benefit_day="2014-01-01/"))
def temporary_right_to_work(right: WorkRight, person: Person) -> Bar:
    """Ulkomaalaisella ei ole oikeutta työmarkkinatukeen, jos hänen työnteko-oikeutensa perustuu tilapäiseen lupaan."""
    citizen = days_between(on(LONG_AGO), never(), when=one_of(person.citizenship, "finland"))
    temporary = during(right, when=one_of(right.basis, "temporary_permit"))
    return no_right(minus(temporary, citizen), benefits=SUBSIDY)


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


@provision("TTL 2:13.4", "Alle 18-vuotias ilman koulutusta", act="1001/2012", governs=box(benefit_day="2013-01-01/"))
def under_18_without_education(person: Person, qualification: Qualification, *, adult: Length = months(216)) -> Bar:
    """Alle 18-vuotiaalla ei ole oikeutta työmarkkinatukeen, jos hän ei ole suorittanut ammatillista tutkintoa.

    Rajoitus koskee vain työttömyyden perusteella maksettavaa tukea.
    """
    minor = days_between(on(LONG_AGO), plus(person.birth_date, adult))
    qualified = days_between(
        qualification.day, never(),
        when=one_of(qualification.level, "vocational", "further_or_specialist", "polytechnic", "university"),
    )  # fmt: skip
    return no_right(minus(minor, qualified), benefits=SUBSIDY)
