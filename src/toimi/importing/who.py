"""Who imports, and when: what stands in the rows and in the audit."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from toimi.clients.requests import HELSINKI
from toimi.office.access import Reason
from toimi.office.audit import AuditRow
from toimi.office.officials import Role


@dataclass(frozen=True)
class Importer:
    """An official or a system in one assignment, at a moment."""

    official: uuid.UUID
    role: Role
    organisation: str
    at: datetime

    @property
    def day(self) -> date:
        """The day of the moment, in Helsinki."""
        return self.at.astimezone(HELSINKI).date()

    @property
    def name(self) -> str:
        """As the rows say who recorded them."""
        return str(self.official)

    def trace(self, what: str, whose: int) -> AuditRow:
        """A row of the audit."""
        return AuditRow(
            at=self.at, who=str(self.official), role=self.role, organisation=self.organisation, what=what,
            whose=str(whose), why=Reason.SERVICE, is_allowed=True,
        )  # fmt: skip
