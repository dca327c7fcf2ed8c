"""TTL 1 luku 6 §, Yrittäjä: who is an entrepreneur, from holding, position, form and insurance.

One row of the facts is a stretch in which nothing of these changes. A business of which no holding is told is the
person's own, as the person or an official has said.
Indirect holding counts where the person, alone or with the family, has half of the company in between; the act does
not say how much of it then counts (a switch). Work to the end of June 2019 is judged by the earlier text (1318/2018).
"""

from __future__ import annotations

from toimi.book.expressions import Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    all_of,
    always,
    any_of,
    choose,
    no,
    not_known,
    one_of,
    percent,
    reading,
    share_of,
    sum_of,
    unless_judged,
)
from toimi.law.facts import BusinessShare
from toimi.law.shelf import provision

NONE = percent(0)


def judged(control: Truth) -> Truth:
    """Control that matches a holding is not presumed: only an official's finding brings it in."""
    return unless_judged(control, no(always()))


def held_through(share: BusinessShare, part: Number, half: Number) -> Number:
    """What counts of the holding of a company in between, of which ``part`` is the person's, or the family's too."""
    control = judged(share.intermediary_control)
    both = sum_of(share.own_of_intermediary, share.family_of_intermediary)
    whole = choose(share.intermediary_holds, when=any_of(half <= part, control), otherwise=NONE)
    product = share_of(part, share.intermediary_holds)
    multiplied = choose(product, when=any_of(half <= both, control), otherwise=NONE)
    counted = reading("indirect_holding", whole=whole, multiplied=multiplied)
    return choose(counted, when=share.intermediary_holds > NONE, otherwise=NONE)


def own_reaches(share: BusinessShare, limit: Number, half: Number) -> Truth:
    """The person's own holding of capital or votes reaches the limit."""
    through = held_through(share, share.own_of_intermediary, half)
    return any_of(limit <= sum_of(share.capital, through), limit <= sum_of(share.votes, through))


def together_reaches(share: BusinessShare, limit: Number, half: Number) -> Truth:
    """The holding of the person and the family together reaches the limit."""
    through = held_through(share, sum_of(share.own_of_intermediary, share.family_of_intermediary), half)
    capital, votes = sum_of(share.capital, share.family_capital), sum_of(share.votes, share.family_votes)
    return any_of(limit <= sum_of(capital, through), limit <= sum_of(votes, through))


def has_a_part(share: BusinessShare, half: Number) -> Truth:
    """The person has at least something: the family's holding counts only together with one's own.

    A part in a company in between is something where that company counts (1:6.3).
    """
    counts = any_of(
        half <= sum_of(share.own_of_intermediary, share.family_of_intermediary), judged(share.intermediary_control)
    )
    through = all_of(share.intermediary_holds > NONE, share.own_of_intermediary > NONE, counts)
    own = any_of(share.capital > NONE, share.votes > NONE, through, judged(share.control_15))
    return reading("family_member_without_share", employee=own, entrepreneur=always_of(share))


def always_of(share: BusinessShare) -> Truth:
    """Yes, for every stretch."""
    return share.intermediary_holds >= NONE


def company(share: BusinessShare) -> Truth:
    """The business is a limited company."""
    return one_of(share.business.form, "limited_company")


@provision(
    "TTL 1:6.1", "Yrittäjän eläkelaissa tarkoitettu yrittäjä", act="1654/2015", governs=box(worked="/"),
    each=BusinessShare, concludes="entrepreneur", decided="P",
)  # fmt: skip
def entrepreneur_by_pension_law(share: BusinessShare) -> Truth:
    """Yrittäjä on yrittäjän tai maatalousyrittäjän eläkelaissa tarkoitettu henkilö.

    Sellaiseksi luetaan yksityinen elinkeinonharjoittaja ja se, joka on vakuutettu jommankumman lain mukaan. Henkilöyhtiön
    yhtiömiehen asema riippuu vastuusta yhtiön veloista: sen arvioi virkailija. Hän arvioi myös, onko yrittäjä se, joka
    on työntekijäksi vakuutettuna perheenjäsenensä toiminimessä.
    """
    insured = one_of(share.insured_as, "yel", "myel")
    found = unless_judged(share.found_entrepreneur, not_known())
    sole_trader, partner = one_of(share.business.form, "sole_trader"), one_of(share.business.form, "partnership")
    helps = all_of(one_of(share.insured_as, "employee"), share.capital <= NONE, share.family_capital > NONE)
    weighed = any_of(partner, all_of(sole_trader, helps))
    return any_of(all_of(sole_trader, no(helps)), insured, all_of(weighed, found))


@provision(
    "TTL 1:6.2(1)", "Johtavassa asemassa, oma osuus vähintään 15 prosenttia", act="1318/2018",
    governs=box(worked="2019-07-01/"), each=BusinessShare, concludes="entrepreneur", decided="P",
)  # fmt: skip
def leading_with_own_share(
    share: BusinessShare, *, limit: Number = percent(15), half: Number = percent(50)
) -> Truth:  # fmt: skip
    """Yrittäjä on se, joka työskentelee johtavassa asemassa osakeyhtiössä ja omistaa siitä itse vähintään 15 prosenttia.

    Osuus voi olla pääomasta tai äänistä. Välillinenkin omistus luetaan, jos väliyhteisöstä on itsellä tai perheen kanssa
    vähintään puolet. Muun määräysvallan arvioi virkailija.
    """
    reaches = any_of(own_reaches(share, limit, half), judged(share.control_15))
    return all_of(company(share), share.leading_position, reaches)


@provision(
    "TTL 1:6.2(2)", "Johtavassa asemassa, perheen kanssa vähintään 30 prosenttia", act="1318/2018",
    governs=box(worked="2019-07-01/"), each=BusinessShare, concludes="entrepreneur", decided="P",
)  # fmt: skip
def leading_with_family_share(
    share: BusinessShare, *, limit: Number = percent(30), half: Number = percent(50)
) -> Truth:  # fmt: skip
    """Yrittäjä on se, joka on osakeyhtiössä johtavassa asemassa ja omistaa siitä perheensä kanssa vähintään 30 prosenttia.

    Hänellä itselläänkin on oltava jokin osuus. Muun määräysvallan arvioi virkailija.
    """
    reaches = any_of(together_reaches(share, limit, half), judged(share.control_30))
    return all_of(company(share), share.leading_position, reaches, has_a_part(share, half))


@provision(
    "TTL 1:6.2(3)", "Vähintään puolet osakeyhtiöstä", act="1318/2018",
    governs=box(worked="2019-07-01/"), each=BusinessShare, concludes="entrepreneur", decided="P",
)  # fmt: skip
def half_of_company(share: BusinessShare, *, half: Number = percent(50)) -> Truth:
    """Yrittäjä on se, joka työskentelee osakeyhtiössä, josta hän omistaa vähintään puolet yksin tai perheensä kanssa.

    Johtavaa asemaa ei tarvita. Jos osuus on yhteinen, hänellä itselläänkin on oltava siitä jotakin.
    """
    together = all_of(together_reaches(share, half, half), has_a_part(share, half))
    return all_of(company(share), any_of(own_reaches(share, half, half), together, judged(share.control_50)))


def in_other_entity(share: BusinessShare) -> Truth:
    """Control of another enterprise or entity in a leading position: an official must say."""
    control = any_of(unless_judged(share.control_15, not_known()), unless_judged(share.control_30, not_known()))
    return all_of(no(company(share)), share.leading_position, control)


@provision(
    "TTL 1:6.2(4)", "Vastaava määräysvalta muussa yhteisössä", act="1318/2018",
    governs=box(worked="2019-07-01/"), each=BusinessShare, concludes="entrepreneur", decided="H",
)  # fmt: skip
def control_of_other_entity(share: BusinessShare) -> Truth:
    """Muussa yrityksessä tai yhteisössä yrittäjä on se, jolla on johtava asema ja osakeyhtiön omistajaa vastaava määräysvalta.

    Määräysvallan arvioi virkailija.
    """
    return in_other_entity(share)


@provision(
    "TTL 1:6.2(1)", "Johtavassa asemassa, oma osuus vähintään 15 tai perheen 30 prosenttia", act="1290/2002",
    governs=box(worked="/2019-07-01"), each=BusinessShare, concludes="entrepreneur", decided="P",
)  # fmt: skip
def leading_before_july_2019(
    share: BusinessShare, *, own: Number = percent(15), together: Number = percent(30), half: Number = percent(50)
) -> Truth:  # fmt: skip
    """Ennen heinäkuuta 2019 tehdyssä työssä riitti perheen 30 prosentin osuus osakeyhtiöstä, vaikka omaa osuutta ei ollut.

    Ilman perhettäkin riitti 15 prosentin oma osuus. Henkilön oli oltava johtavassa asemassa.
    """
    alone = any_of(own_reaches(share, own, half), judged(share.control_15))
    reaches = any_of(together_reaches(share, together, half), judged(share.control_30))
    return all_of(company(share), share.leading_position, any_of(alone, reaches))


@provision(
    "TTL 1:6.2(2)", "Itsellä tai perheellä vähintään puolet osakeyhtiöstä", act="1290/2002",
    governs=box(worked="/2019-07-01"), each=BusinessShare, concludes="entrepreneur", decided="P",
)  # fmt: skip
def half_of_company_before_july_2019(share: BusinessShare, *, half: Number = percent(50)) -> Truth:
    """Ennen heinäkuuta 2019 tehdyssä työssä riitti, että henkilö tai hänen perheensä omisti osakeyhtiöstä vähintään puolet.

    Omaa osuutta tai johtavaa asemaa ei tarvittu.
    """
    return all_of(company(share), any_of(together_reaches(share, half, half), judged(share.control_50)))


@provision(
    "TTL 1:6.2(3)", "Vastaava määräysvalta muussa yhteisössä", act="1290/2002",
    governs=box(worked="/2019-07-01"), each=BusinessShare, concludes="entrepreneur", decided="H",
)  # fmt: skip
def control_of_other_entity_before_july_2019(share: BusinessShare) -> Truth:
    """Ennen heinäkuuta 2019 tehdyssä työssä määräysvalta muussa yhteisössä saattoi olla myös perheellä, ja puolet siitä riitti.

    Määräysvallan arvioi virkailija.
    """
    half = all_of(no(company(share)), unless_judged(share.control_50, not_known()))
    return any_of(in_other_entity(share), half)
