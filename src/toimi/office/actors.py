"""Who acts or looks: an official or a system in one assignment, at a moment, with a reason. Every action and look takes one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from toimi.office.audit import AuditRow
from toimi.office.officials import Assignment, Role
from toimi.office.problems import Refused

HELSINKI = ZoneInfo("Europe/Helsinki")


class Reason(StrEnum):
    """Why an official looks or acts."""

    SERVICE = "service"
    MATTER = "matter"
    APPEAL = "appeal"
    CORRECTION = "correction"
    CONTROL = "control"
    LOG_CHECK = "log_check"
    PAYMENT = "payment"
    EMERGENCY = "emergency"


@dataclass(frozen=True)
class Actor:
    """An official in one assignment; made by ``actor``.

    Attributes:
        organisation: its code.
        at: the moment, with its zone.
    """

    official: uuid.UUID
    role: Role
    organisation: str
    at: datetime
    reason: Reason

    @property
    def day(self) -> date:
        """The day of the moment, in Helsinki: what is done is recorded on it."""
        return self.at.astimezone(HELSINKI).date()

    def trace(self, what: str, whose: object = "", *, about: str = "", is_allowed: bool = True) -> AuditRow:
        """A row of the audit.

        Args:
            what: the action, as ``clients.look``.
            whose: opaque id of the client.
            about: what the reason points to, as ``matter:17``.
        """
        return AuditRow(
            at=self.at, who=str(self.official), role=self.role, organisation=self.organisation, what=what,
            whose=str(whose), why=self.reason, about=about, is_allowed=is_allowed,
        )  # fmt: skip


def actor(official: uuid.UUID, role: Role, organisation: str, *, at: datetime, reason: Reason) -> Actor:
    """One who acts, if the official has the role there on the day.

    Raises:
        Refused: otherwise.
    """
    one = Actor(official, role, organisation, at, reason)
    found = Assignment.objects.filter(official=official, role=role, organisation=organisation, days__contains=one.day)
    if not found.exists():
        raise Refused("not_assigned")
    return one
