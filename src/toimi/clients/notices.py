"""The notice of handover: the text to the client and the one to the organisations; the room of letters delivers it."""

from __future__ import annotations

import tomllib
from calendar import month_name
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from toimi.clients.models import Handover
from toimi.law.competence.transfer_grounds import Direction
from toimi.office.organisations import OrganisationName, Responsibility, Role, names_on


class Addressee(StrEnum):
    """Who is told."""

    CLIENT = "client"
    ORGANISATION = "organisation"


def notice(handover: Handover, language: str, to: Addressee = Addressee.CLIENT) -> str:
    """The notice in Finnish, Swedish or English (act 1269/2020, section 5.1 and 5.6)."""
    text = _texts()[to][_form(handover)][language]
    concerned = (handover.from_organisation_id, handover.to_organisation_id, handover.decided_in)
    names = {code: _name(one, language) for code, one in names_on(concerned, handover.decided_on).items()}
    return str(text).format(
        number=handover.person_id,
        since=_day(handover.since, language),
        from_=names[handover.from_organisation_id],
        to=names[handover.to_organisation_id],
        ground=_texts()["ground"][handover.ground][language],
        basis="; ".join(handover.basis),
        decided_in=names[handover.decided_in],
        decided_on=_day(handover.decided_on, language),
    )


def organisations_told(handover: Handover) -> list[str]:
    """Codes of the organisations that are given notice: all that it concerns but the one that decided.

    They are those that lose and receive the client, and the trial of the home municipality of one who goes back or
    elsewhere (section 5.6).
    """
    concerned = [handover.from_organisation_id, handover.to_organisation_id]
    if handover.direction in (Direction.BACK, Direction.BETWEEN):
        home = handover.known.get("home_municipality", "")
        trials = Responsibility.objects.filter(municipality=home, role=Role.TRIAL, days__contains=handover.decided_on)
        concerned += trials.values_list("organisation_id", flat=True)
    return [code for code in dict.fromkeys(concerned) if code != handover.decided_in]


def _form(handover: Handover) -> str:
    return "stays" if handover.direction == Direction.KEPT else "moves"


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files("toimi.clients").joinpath("texts", "notices.toml").read_text("utf-8"))


def _name(organisation: OrganisationName, language: str) -> str:
    """In the language, or in Finnish if it has none in it."""
    return str(getattr(organisation, f"name_{language}") or organisation.name_fi)


def _day(day: date | None, language: str) -> str:
    """As each language writes it; blank if there is none."""
    if day is None:
        return ""
    return f"{day.day} {month_name[day.month]} {day.year}" if language == "en" else f"{day.day}.{day.month}.{day.year}"
