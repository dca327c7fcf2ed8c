"""TTL 2 luku, 13.2, 13.3 and 14.3 §: the days on which a young person without education has no right.

After the chronicle, which says which loss began: one at a time (16.2), none while a work obligation runs (2a:10.4). Where
nobody has answered for studies, a round may have been neglected: the days of a young person are open.
"""

from __future__ import annotations

from toimi.book.expressions import Chronicle, Day, Days
from toimi.book.provisions import box
from toimi.book.words import Bar, all_of, days_between, followed, no_right, reading
from toimi.law.facts import Conduct, Service, StudyApplication, StudyBreak, StudyPlace
from toimi.law.shelf import provision

Row = StudyApplication | StudyPlace | StudyBreak | Service | Conduct


def _lost(
    first: Day, until: Day, young: Days, row: Row, name: str, rolling: Chronicle, from_first: Chronicle, *, noticed: bool
) -> Bar:  # fmt: skip
    """The days of the loss that this row began, by both readings of the twelve months of 2a:9–10, of young people only."""
    when = reading("term_of_neglects", rolling=followed(rolling, name, row), from_first=followed(from_first, name, row))
    return no_right(all_of(young, days_between(first, until, when=when, noticed=noticed)))


@provision(
    "TTL 2:13.2(1)", "Koulutukseen ei ole haettu", act="1374/2014", governs=box(benefit_day="2015-01-01/"), decided="H"
)
def did_not_apply(
    application: StudyApplication, right_returns_after_round: Day, young_without_education: Days,
    conduct_history: Chronicle, conduct_history_from_first: Chronicle,
) -> Bar:  # fmt: skip
    """Koulutusta vailla olevalla nuorella ei ole oikeutta etuuteen 1. syyskuuta lukien, jos hän ei ole hakenut koulutukseen.

    Menetys jatkuu, kunnes oikeus palaa (16 §).
    """
    return _lost(
        application.day, right_returns_after_round, young_without_education, application, "did not apply",
        conduct_history, conduct_history_from_first, noticed=False,
    )  # fmt: skip


@provision(
    "TTL 2:13.3", "Koulutukseen ei ole haettu: palvelun jälkeen", act="1374/2014",
    governs=box(benefit_day="2015-01-01/"), decided="H",
)  # fmt: skip
def did_not_apply_and_was_in_service(
    service: Service, right_returns_after_service: Day, young_without_education: Days,
    conduct_history: Chronicle, conduct_history_from_first: Chronicle,
) -> Bar:  # fmt: skip
    """Palvelussa 1. syyskuuta olleella nuorella ei ole oikeutta palvelun päättymisestä lukien."""
    return _lost(
        service.end, right_returns_after_service, young_without_education, service, "did not apply",
        conduct_history, conduct_history_from_first, noticed=True,
    )  # fmt: skip


def _put_loss_of_place(citation: str, title: str, name: str, followed_as: str, text: str) -> None:
    def place_not_taken(
        place: StudyPlace, right_returns_after_place: Day, young_without_education: Days,
        conduct_history: Chronicle, conduct_history_from_first: Chronicle,
    ) -> Bar:  # fmt: skip
        return _lost(
            place.day, right_returns_after_place, young_without_education, place, followed_as,
            conduct_history, conduct_history_from_first, noticed=True,
        )  # fmt: skip

    place_not_taken.__name__, place_not_taken.__doc__ = name, text
    provision(citation, title, act="1374/2014", governs=box(benefit_day="2015-01-01/"), decided="H")(place_not_taken)


_put_loss_of_place(
    "TTL 2:13.2(1)", "Syksyn opiskelupaikkaa ei ole otettu vastaan", "refused_an_autumn_place", "refused an autumn place",
    "Paikasta kieltäytyneellä nuorella ei ole oikeutta 1. syyskuuta lukien. Palvelu ei siirrä menetyksen alkua.",
)  # fmt: skip
_put_loss_of_place(
    "TTL 2:13.2(2)", "Koulutusta ei ole aloitettu", "did_not_begin", "did not begin",
    "Nuorella ei ole oikeutta siitä päivästä, jona hän jätti koulutuksen aloittamatta.",
)  # fmt: skip


@provision(
    "TTL 2:13.2(3)", "Koulutus on keskeytetty", act="1374/2014", governs=box(benefit_day="2015-01-01/"), decided="H"
)
def interrupted_education(
    interruption: StudyBreak, right_returns_after_interruption: Day, young_without_education: Days,
    conduct_history: Chronicle, conduct_history_from_first: Chronicle,
) -> Bar:  # fmt: skip
    """Nuorella ei ole oikeutta siitä päivästä, jona hän keskeytti koulutuksen."""
    return _lost(
        interruption.start, right_returns_after_interruption, young_without_education, interruption,
        "interrupted education", conduct_history, conduct_history_from_first, noticed=True,
    )  # fmt: skip


@provision(
    "TTL 2:14.3", "Sovittu hakeminen on laiminlyöty", act="1001/2012", governs=box(benefit_day="2013-01-01/"),
    decided="H",
)  # fmt: skip
def missed_the_agreed_application(
    conduct: Conduct, right_returns_after_agreed_application: Day, young_without_education: Days,
    conduct_history: Chronicle, conduct_history_from_first: Chronicle,
) -> Bar:  # fmt: skip
    """Nuorella ei ole oikeutta siitä päivästä, jona hän laiminlöi hakemisen, josta oli suunnitelmassa sovittu."""
    return _lost(
        conduct.day, right_returns_after_agreed_application, young_without_education, conduct,
        "missed the agreed application", conduct_history, conduct_history_from_first, noticed=True,
    )  # fmt: skip
