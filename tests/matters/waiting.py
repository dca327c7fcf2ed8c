"""Matters that wait, made by the database alone: what the law says of them is nothing to the queue."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from tests.clients.actors import TE_OFFICE, new_client

from toimi.matters.holding import Seen
from toimi.matters.models import Matter, Step, Trigger
from toimi.matters.states import State
from toimi.office.actors import HELSINKI, Actor, Reason
from toimi.office.officials import Role

DAY = date(2024, 3, 4)


def official(number: int, role: Role = Role.DECIDER, *, hour: int = 12, day: date = DAY) -> Actor:
    at = datetime.combine(day, time(hour), HELSINKI)
    return Actor(UUID(int=number), role, TE_OFFICE, at, Reason.CONTROL if role is Role.MANAGER else Reason.MATTER)


def matter(**said: Any) -> Matter:
    """One that waits; of a new client unless one is said."""
    told = {"state": State.PROPOSED, "opened_on": DAY, "subjects": ["job_seeker"], **said}
    one = Matter.objects.create(
        person_id=told.pop("person", None) or new_client(), organisation_id=TE_OFFICE, benefit="basic", payer_id="kela",
        first_day=DAY, trigger=Trigger.REGISTRATION, is_open_to_rerun=False, **told,
    )  # fmt: skip
    Step.objects.create(matter=one, before="", after=one.state, by="system", who="", on=DAY)
    return one


def seen(one: Matter) -> Seen:
    return Seen(one.pk, one.steps.latest("pk").pk)
