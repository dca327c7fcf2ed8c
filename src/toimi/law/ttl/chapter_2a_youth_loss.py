"""TTL 2 luku, 13.2, 13.3 and 14.3 §: the days on which a young person without education has no right.

After the chronicle, which says which loss began: one at a time (16.2), none while a work obligation runs (2a:10.4). Where
nobody has answered for studies, a round may have been neglected: the days of a young person are open.
"""

from __future__ import annotations

from toimi.book.expressions import Chronicle, Day, Days, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    Bar,
    all_of,
    any_of,
    calendar_days,
    days_between,
    during,
    followed,
    minus,
    months,
    no_right,
    plus,
    reading,
    untold,
)
from toimi.law.counting import from_day
from toimi.law.facts import Benefit, Conduct, Service, StudyApplication, StudyBreak, StudyPlace
from toimi.law.shelf import provision

Row = StudyApplication | StudyPlace | StudyBreak | Service | Conduct


def _lost(rolling: Chronicle, from_first: Chronicle, name: str, row: Row) -> Truth:
    """For each row whether the loss began with it, by both readings of the twelve months of 2a:9–10."""
    return reading("term_of_neglects", rolling=followed(rolling, name, row), from_first=followed(from_first, name, row))


def _silent_rounds(application: StudyApplication, benefit: Benefit, young: Days) -> Days:
    """What a round nobody has told of may have cost: from the first claimed day on whose latest autumn term has none told.

    No row means no application by this reading, and the reason (15) is for an official to weigh, shift (13.3) and return
    (16) belong to a row: the days are open, and the round is asked for.
    """
    told = days_between(application.term, plus(application.term, months(12)), noticed=True)
    silent = untold(application, on=minus(all_of(during(benefit), young), told))
    return reading("silence_about_a_round", not_neglected=calendar_days(0, 0), neglected=silent)


@provision(
    "TTL 2:13.2(1)", "Syksyn koulutukseen ei ole haettu", act="1374/2014", governs=box(benefit_day="2015-01-01/"),
    decided="H",
)  # fmt: skip
def no_education_in_autumn(
    application: StudyApplication, place: StudyPlace, right_returns_after_round: Day, right_returns_after_place: Day,
    young_without_education: Days, benefit: Benefit, conduct_history: Chronicle, conduct_history_from_first: Chronicle,
) -> Bar:  # fmt: skip
    """Koulutusta vailla olevalla nuorella ei ole oikeutta 1. syyskuuta lukien, jos hän ei ole hakenut koulutukseen, on
    itse aiheuttanut, ettei häntä valittu, tai on kieltäytynyt paikasta.

    Menetys jatkuu, kunnes oikeus palaa (16 §). Palvelu siirtää sen alkua (3 momentti), mutta ei paikasta kieltäytyneen.
    Jos hakukierroksesta ei ole kerrottu, on tulkittava, onko se laiminlyöty; silloin kierroksesta kysytään.
    """
    neglected = _lost(conduct_history, conduct_history_from_first, "did not apply", application)
    refused = _lost(conduct_history, conduct_history_from_first, "refused an autumn place", place)
    lost = any_of(
        days_between(application.term, right_returns_after_round, when=neglected),
        days_between(place.counts_from, right_returns_after_place, when=refused, noticed=True),
        _silent_rounds(application, benefit, young_without_education),
    )
    return no_right(all_of(young_without_education, lost))


@provision(
    "TTL 2:13.2(2)", "Koulutusta ei ole aloitettu", act="1374/2014", governs=box(benefit_day="2015-01-01/"),
    decided="H",
)  # fmt: skip
def education_not_begun(
    place: StudyPlace, right_returns_after_place: Day, young_without_education: Days,
    conduct_history: Chronicle, conduct_history_from_first: Chronicle,
) -> Bar:  # fmt: skip
    """Koulutusta vailla olevalla nuorella ei ole oikeutta siitä päivästä, jona hän jätti koulutuksen aloittamatta."""
    when = _lost(conduct_history, conduct_history_from_first, "did not begin", place)
    lost = days_between(from_day(place.counts_from), right_returns_after_place, when=when, noticed=True)
    return no_right(all_of(young_without_education, lost))


@provision(
    "TTL 2:13.2(3)", "Koulutus on keskeytetty", act="1374/2014", governs=box(benefit_day="2015-01-01/"), decided="H"
)
def education_broken_off(
    interruption: StudyBreak, right_returns_after_interruption: Day, young_without_education: Days,
    conduct_history: Chronicle, conduct_history_from_first: Chronicle,
) -> Bar:  # fmt: skip
    """Koulutusta vailla olevalla nuorella ei ole oikeutta siitä päivästä, jona hän keskeytti koulutuksen."""
    when = _lost(conduct_history, conduct_history_from_first, "interrupted education", interruption)
    lost = days_between(from_day(interruption.start), right_returns_after_interruption, when=when, noticed=True)
    return no_right(all_of(young_without_education, lost))


@provision(
    "TTL 2:13.3", "Syksyn koulutukseen ei ole haettu: palvelun jälkeen", act="1374/2014",
    governs=box(benefit_day="2015-01-01/"), decided="H",
)  # fmt: skip
def no_education_after_the_service(
    service: Service, right_returns_after_service: Day, young_without_education: Days,
    conduct_history: Chronicle, conduct_history_from_first: Chronicle,
) -> Bar:  # fmt: skip
    """Palvelussa 1. syyskuuta olleella nuorella, joka ei ole hakenut koulutukseen, ei ole oikeutta palvelun päätyttyä."""
    when = _lost(conduct_history, conduct_history_from_first, "did not apply", service)
    lost = days_between(service.end, right_returns_after_service, when=when, noticed=True)
    return no_right(all_of(young_without_education, lost))


@provision(
    "TTL 2:14.3", "Sovittu hakeminen on laiminlyöty", act="1001/2012", governs=box(benefit_day="2013-01-01/"),
    decided="H",
)  # fmt: skip
def agreed_application_neglected(
    conduct: Conduct, right_returns_after_agreed_application: Day, young_without_education: Days,
    conduct_history: Chronicle, conduct_history_from_first: Chronicle,
) -> Bar:  # fmt: skip
    """Koulutusta vailla olevalla nuorella ei ole oikeutta siitä päivästä, jona hän laiminlöi sovitun hakemisen."""
    when = _lost(conduct_history, conduct_history_from_first, "missed the agreed application", conduct)
    lost = days_between(from_day(conduct.day), right_returns_after_agreed_application, when=when, noticed=True)
    return no_right(all_of(young_without_education, lost))
