"""Where Django looks for tables; each stands in the file of its own matter."""

from __future__ import annotations

from toimi.office.approvals import Approval, Revocation
from toimi.office.audit import AuditRow, AuditSeal
from toimi.office.emergency import Emergency
from toimi.office.officials import Assignment, Conflict, Official
from toimi.office.organisations import Municipality, Organisation, Responsibility

__all__ = [
    "Approval",
    "Assignment",
    "AuditRow",
    "AuditSeal",
    "Conflict",
    "Emergency",
    "Municipality",
    "Official",
    "Organisation",
    "Responsibility",
    "Revocation",
]
