"""A role at work for whoever the identity provider calls so: from the command line, where there is no official yet."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction

from toimi.office.audit import AuditRow, record
from toimi.office.officials import Official, Post, Role, assign
from toimi.office.organisations import Organisation
from toimi.office.problems import Refused

ITSELF = uuid.uuid5(uuid.NAMESPACE_URL, "toimi:assign")
"""Whom the audit names: the command, run by one who has the database."""


@transaction.atomic
def appoint(
    subject: str,
    *,
    name: str,
    role: str,
    organisation: str,
    first_day: date,
    last_day: date | None,
    task_share: int | None,
    at: datetime,
) -> uuid.UUID:
    """Give a role; who is not known yet becomes an official.

    Args:
        subject: what the identity provider calls the account.
        name: stands on papers; a blank one leaves the name as it is, and is the subject for somebody new.

    Returns:
        the opaque id of the official.

    Raises:
        Refused: if a word is not known, or the role cannot be given; nothing was written.
    """
    if role not in list(Role):
        raise Refused("unknown_role")
    if not Organisation.objects.filter(pk=organisation).exists():
        raise Refused("unknown_organisation")
    if not _is_name(subject, 200) or (name and not _is_name(name, 120)):
        raise Refused("unusable_name")
    end = last_day + timedelta(days=1) if last_day else None
    if end and end <= first_day:
        raise Refused("ends_before_it_begins")
    official, _ = Official.objects.get_or_create(subject=subject, defaults={"name": name or subject[:120]})
    if name and name != official.name:
        official.name = name
        official.save(update_fields=["name"])
    (given,) = assign([Post(official.pk, Role(role), organisation, first_day, end, task_share)])
    record([AuditRow(at=at, who=str(ITSELF), organisation=organisation, what="office.assign", whose=str(official.pk),
                     about=f"assignment:{given.pk}", is_allowed=True)])  # fmt: skip
    return official.pk


def _is_name(text: str, longest: int) -> bool:
    return text == text.strip() and 0 < len(text) <= longest and text.isprintable()
