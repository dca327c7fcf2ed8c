"""What is known of the criteria of a handover: what an official has found, with what the register knows itself."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from typing import Any

from toimi.clients.problems import Problem, Refused
from toimi.clients.states import State
from toimi.clients.whereabouts import Whereabouts
from toimi.law.competence.transfer import Finding, Known, Registration, birthday


def holding(place: int, found: Finding) -> tuple[str, ...]:
    """What decided that something holds.

    Raises:
        Refused: with what is to be asked, or with what decided that it does not hold.
    """
    if found.holds is None:
        raise Refused([Problem(f"handover_asks_{name}", place) for name in found.asks])
    if not found.holds:
        raise Refused([Problem("handover_criteria", place, {"places": "; ".join(found.because)})])
    return found.because


def completed(place: int, person: int, known: Known, here: Whereabouts) -> Known:
    """What is known, with what the register knows itself.

    Raises:
        Refused: if it was said otherwise, or cannot be.
    """
    own: dict[str, Any] = {"home_municipality": here.homes.get(person), "birth_date": here.born(person)}
    if here.states[person] is not State.VALID:
        own["registered_as"] = Registration.NONE
    own = {name: value for name, value in own.items() if value is not None}
    wrong = [name for name in ("home_municipality", "place_of_residence") if not _is_code(getattr(known, name))]
    if known.birth_date and known.birth_date > here.who.day:
        wrong.append("birth_date")
    if wrong:
        raise Refused([Problem(f"handover_asks_{name}", place) for name in wrong])
    differs = [name for name, value in own.items() if getattr(known, name) not in (None, value)]
    if differs:
        raise Refused([Problem(f"handover_differs_{name}", place) for name in differs])
    return replace(known, **own)


def _is_code(municipality: str | None) -> bool:
    """Whether it can be the code of a municipality; blank is that there is none."""
    return not municipality or bool(re.fullmatch("[0-9]{3}", municipality))


def codes(known: Known, day: date) -> dict[str, Any]:
    """What was known, as JSON has it; of the birth date the age alone."""
    said = {one.name: getattr(known, one.name) for one in fields(known)}
    born = said.pop("birth_date")
    if born:
        age = day.year - born.year
        said["age"] = age if birthday(born, age) <= day else age - 1
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
    return {name: value for name, value in plain.items() if value is not None}
