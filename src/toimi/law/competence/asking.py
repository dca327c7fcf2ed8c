"""Asking the table: who has the competence to state, what is not known, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from toimi.law.competence.municipalities import MUNICIPALITIES, OUTSIDE_TRIALS
from toimi.law.competence.open_points import OPEN_POINTS
from toimi.law.competence.places import Places, one_place
from toimi.law.competence.table import RULES
from toimi.law.competence.words import Condition, Deadline, Duty, Issuer, OpenPoint, Rule, Whose


@dataclass(frozen=True, slots=True)
class Client:
    """What competence needs to know of the client on the day of issue; ``None`` is not known.

    Attributes:
        home_municipality: three digits.
        is_trial_customer: whether the trial municipality has received the notice of transfer, and no transfer back.
            Meeting the criteria makes nobody a customer.
        in_labour_market_training: whether the service is labour market training; asked for services only.
        aland: whether the client's labour authority is that of Åland.
        chosen_authority: the employment area chosen by written notice (act 380/2023, section 17.2).
    """

    home_municipality: str | None = None
    is_trial_customer: bool | None = None
    in_labour_market_training: bool | None = None
    aland: bool | None = False
    chosen_authority: str | None = None

    def known(self, field: str) -> bool | None:
        """A field; one whose home municipality was in no trial is no trial customer unless it is said."""
        said: bool | None = getattr(self, field)
        if field == "is_trial_customer" and said is None and self.home_municipality in OUTSIDE_TRIALS:
            return False
        return said


@dataclass(frozen=True, slots=True)
class Competence:
    """One organisation that may state on the asked place, or a part of it.

    Attributes:
        issuer, duty, source, deadline, conditions: as in the row of the table.
        body: which municipality or employment area, empty where it is not known or there is one only.
        places: what of the asked place it reaches.
        asks: fields of the client that are not known and on which this row depends, with the value it needs.
    """

    issuer: Issuer
    duty: Duty
    body: str
    places: Places
    source: str
    deadline: Deadline | None
    conditions: tuple[Condition, ...]
    asks: tuple[tuple[str, bool], ...]


def competent_issuers(citation: str, issued_on: date, client: Client) -> tuple[Competence, ...]:
    """Who must or may state on the place, on the day of issue; first those whose task it is.

    Raises:
        BadCitation: for what is not one place.
    """
    one_place(citation)
    found = []
    for rule in RULES:
        part = rule.places.part_of(citation) if rule.days.holds(issued_on) else None
        asks = _asks(rule.whose, client)
        if part is not None and asks is not None:
            found.append(_competence(rule, part, asks, client))
    return tuple(sorted(found, key=lambda one: one.duty is Duty.MAY))


def open_points(citation: str, issued_on: date, client: Client) -> tuple[OpenPoint, ...]:
    """What is open about the place on the day of issue, for this client or one of whom too little is known.

    Raises:
        BadCitation: for what is not one place.
    """
    one_place(citation)
    return tuple(
        point
        for point in OPEN_POINTS
        if point.days.holds(issued_on)
        and point.places.part_of(citation) is not None
        and _asks(point.whose, client) is not None
    )


def clock_start(due_on: date, complete_on: date | None) -> date:
    """The day from which a deadline runs: the clarification came complete, or its due date passed."""
    return due_on if complete_on is None else min(due_on, complete_on)


def last_day(deadline: Deadline, start: date) -> date:
    """The last day of a deadline; the start is not counted, and a day of rest at the end moves nothing here."""
    return start + timedelta(days=deadline.days)


def _asks(whose: Whose, client: Client) -> tuple[tuple[str, bool], ...] | None:
    """What would have to be asked of the client; ``None`` if it is somebody else's."""
    asks = []
    for field in ("is_trial_customer", "in_labour_market_training", "aland"):
        wanted, known = getattr(whose, field), client.known(field)
        if wanted is None or known is wanted:
            continue
        if known is not None:
            return None
        asks.append((field, wanted))
    if whose.municipalities is not None and client.home_municipality not in whose.municipalities:
        return None
    return tuple(asks)


def _competence(rule: Rule, part: Places, asks: tuple[tuple[str, bool], ...], client: Client) -> Competence:
    body = _body(rule.issuer, client)
    return Competence(rule.issuer, rule.duty, body, part, rule.source, rule.deadline, rule.conditions, asks)


def _body(issuer: Issuer, client: Client) -> str:
    name, trial, area = MUNICIPALITIES.get(client.home_municipality or "", ("", None, ""))
    if issuer is Issuer.TRIAL_MUNICIPALITY:
        return name if trial else ""
    if issuer is Issuer.EMPLOYMENT_AUTHORITY:
        return client.chosen_authority or area
    return ""
