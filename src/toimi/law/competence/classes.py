"""Classes of a statement by its ground: basic, expert or service; decided by data, presumed, or by an official."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from toimi.book.citations import Citation
from toimi.book.provisions import Decided, Provision
from toimi.law.competence import lists
from toimi.law.competence.places import Places, one_place

StatementClass = Literal["basic_statement", "expert_statement", "service_statement"]

_RESTORED = (*lists.RESTORED_NEW, *lists.RESTORED_OLD)
_SERVICES = (*lists.BENEFIT_DURING_SERVICE, *lists.LABOUR_MARKET_TRAINING, *lists.IN_THE_PLAN, *lists.SUPPORTED_STUDY)
_CLASSES: tuple[tuple[StatementClass, Places], ...] = (
    ("basic_statement", Places((lists.CHAPTER_2, *_RESTORED), lists.EXPERT_2021)),
    ("expert_statement", Places((*lists.EXPERT_2021, lists.CHAPTER_2A), _RESTORED)),
    ("service_statement", Places(_SERVICES)),
)


def statement_classes(citation: str) -> tuple[StatementClass, ...]:
    """The administration's own classes of the place: several if its parts differ, none if it is no ground.

    The split is one of organisation and stands in no act: expert is what was concentrated in October 2021, service
    what concerns a service, and basic the rest of chapter 2 with the restoration of the right.

    Raises:
        BadCitation: for what is not one place.
    """
    return tuple(name for name, places in _CLASSES if places.part_of(citation) is not None)


def decided_by(citation: str, provisions: Iterable[Provision]) -> Decided | None:
    """How the place is decided: by the slowest of the book's provisions in it; ``None`` if the book has none.

    Raises:
        BadCitation: for what is not one place.
    """
    asked = one_place(citation)
    places = [(Citation.parse(one.citation), one.decided) for one in provisions]
    classes = {decided for place, decided in places if asked.covers(place) or place.covers(asked)}
    slowest: tuple[Decided, ...] = ("H", "P", "A")
    return next((one for one in slowest if one in classes), None)
