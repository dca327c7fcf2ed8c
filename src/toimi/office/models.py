"""Where Django looks for tables; each stands in the file of its own matter."""

from __future__ import annotations

from toimi.office.approvals import Approval, Revocation
from toimi.office.audit import AuditRow, AuditSeal
from toimi.office.emergency import Emergency, EmergencyEnd
from toimi.office.officials import Assignment, Conflict, Official
from toimi.office.organisations import Municipality, Organisation, OrganisationName, Responsibility
from toimi.office.switches import Brake, Release

__all__ = [
    "Approval",
    "Assignment",
    "AuditRow",
    "AuditSeal",
    "Brake",
    "Conflict",
    "Emergency",
    "EmergencyEnd",
    "Municipality",
    "Official",
    "Organisation",
    "OrganisationName",
    "Release",
    "Responsibility",
    "Revocation",
]
