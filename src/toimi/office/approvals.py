"""Approval by two, as data: one official proposes a content, another approves it, and any of them may take it back.

What is approved is known by its kind, its key and the digest of its content: a changed comma is another content, which
nobody has approved. Which roles propose and approve a kind stands in ``approvals.toml`` with its ground. An approval
holds in the organisation that gave it. Nothing is rewritten: taking back is a row of its own, from a day on.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from django.db import models, transaction

from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.office.officials import Official, Role
from toimi.office.organisations import Organisation
from toimi.office.problems import Refused

SHORTEST = 10
"""Characters of a reason that can say anything: our own limit."""


@dataclass(frozen=True)
class Rule:
    """Who may propose and approve contents of a kind, and on what ground."""

    propose: frozenset[Role]
    approve: frozenset[Role]
    basis: str


def _rules() -> dict[str, Rule]:
    data: dict[str, Any] = tomllib.loads(files("toimi.office").joinpath("approvals.toml").read_text("utf-8"))
    return {
        kind: Rule(frozenset(map(Role, row["propose"])), frozenset(map(Role, row["approve"])), row["basis"])
        for kind, row in data["kinds"].items()
    }


RULES = _rules()
"""The rule of each kind; what is not here nobody can approve."""


class Approval(models.Model):
    """A content that one has proposed, and that another has approved or not yet.

    Attributes:
        kind, key, digest: what it is; the digest is SHA-256 in hexadecimal of the whole content.
        since: the first day on which it holds, if it is approved by then; else the day of the approval is.
        reason: of the proposer, in words.
        approver, approver_role, approved_at: empty while nobody has approved it.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    since = models.DateField()
    reason = models.TextField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    proposer = models.ForeignKey(Official, models.PROTECT, related_name="+")
    proposer_role = models.CharField(max_length=30)
    proposed_at = models.DateTimeField()
    approver = models.ForeignKey(Official, models.PROTECT, null=True, related_name="+")
    approver_role = models.CharField(max_length=30, null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        """Two people, and the second half is whole or not there."""

        constraints = [
            models.CheckConstraint(condition=models.Q(digest__regex="^[0-9a-f]{64}$"), name="approval_digest_form"),
            models.CheckConstraint(
                condition=models.Q(approver=None) | ~models.Q(approver=models.F("proposer")), name="approval_by_two"
            ),
            models.CheckConstraint(
                condition=models.Q(approver=None, approver_role=None, approved_at=None)
                | models.Q(approver__isnull=False, approver_role__isnull=False, approved_at__isnull=False),
                name="approval_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["kind", "key", "digest"], name="approval_content")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Revocation(models.Model):
    """An approval is taken back; ``since`` is the first day on which it does not hold any more."""

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="revocations")
    since = models.DateField()
    reason = models.TextField()
    official = models.ForeignKey(Official, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"revocation of {self.approval_id}"


@dataclass(frozen=True)
class Proposal:
    """A content to be approved; it holds from ``since`` on."""

    kind: str
    key: str
    digest: str
    since: date
    reason: str


def digest_of(content: Any) -> str:
    """SHA-256 of a content that JSON can hold, whatever the order of its keys."""
    whole = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


@transaction.atomic
def propose(proposals: Sequence[Proposal], *, who: Actor) -> list[int]:
    """Propose contents; all of them, or none.

    Returns:
        the number of each.

    Raises:
        Refused: if the role does not propose such contents, or a reason says nothing.
    """
    for one in proposals:
        if one.kind not in RULES or who.role not in RULES[one.kind].propose:
            raise Refused("no_proposer")
        _check_reason(one.reason)
    rows = Approval.objects.bulk_create([
        Approval(
            kind=one.kind, key=one.key, digest=one.digest, since=one.since, reason=one.reason.strip(),
            organisation_id=who.organisation, proposer_id=who.official, proposer_role=who.role, proposed_at=who.at,
        )
        for one in proposals
    ])  # fmt: skip
    record([who.trace("approvals.propose", about=f"approval:{row.pk}") for row in rows])
    return [row.pk for row in rows]


@transaction.atomic
def approve(numbers: Sequence[int], *, who: Actor) -> None:
    """Approve what another has proposed in the same organisation; all of them, or none.

    Raises:
        Refused: if one is the approver's own, is approved already, or is not for this role here to approve.
    """
    rows = _found(numbers, who)
    for one in rows:
        if one.proposer_id == who.official:
            raise Refused("approved_by_oneself")
        if one.approver_id is not None:
            raise Refused("already_approved")
        one.approver_id, one.approver_role, one.approved_at = who.official, who.role, who.at
        one.save(update_fields=["approver", "approver_role", "approved_at"])
    record([who.trace("approvals.approve", about=f"approval:{row.pk}") for row in rows])


@transaction.atomic
def revoke(numbers: Sequence[int], *, who: Actor, since: date, reason: str) -> None:
    """Take approvals back from a day on; one is enough for that. What was done under them stays done.

    Raises:
        Refused: if one is not for this role here to take back, the day is past, or the reason says nothing.
    """
    _check_reason(reason)
    if since < who.day:
        raise Refused("revoked_backwards")
    rows = _found(numbers, who)
    Revocation.objects.bulk_create(
        Revocation(approval=one, since=since, reason=reason.strip(), official_id=who.official, role=who.role, at=who.at)
        for one in rows
    )
    record([who.trace("approvals.revoke", about=f"approval:{row.pk}") for row in rows])


def approved(contents: Iterable[tuple[str, str, str]], day: date, *, within: str) -> set[tuple[str, str, str]]:
    """Which of these contents (kind, key, digest) two have approved for a day in an organisation.

    No approval reaches back before the day on which it was given.
    """
    wanted = set(contents)
    holding = Approval.objects.filter(
        digest__in={digest for _, _, digest in wanted}, organisation=within, since__lte=day, approved_at__date__lte=day
    ).exclude(revocations__since__lte=day)
    return wanted & set(holding.values_list("kind", "key", "digest"))


def is_approved(kind: str, key: str, digest: str, day: date, *, within: str) -> bool:
    """Whether two have approved the content for a day in an organisation, and nobody has taken it back by then."""
    return bool(approved([(kind, key, digest)], day, within=within))


def _found(numbers: Sequence[int], who: Actor) -> list[Approval]:
    """The rows, locked, if they are there for whoever acts."""
    rows = list(Approval.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))
    if len(rows) != len(set(numbers)):
        raise Refused("no_such_approval")
    if any(row.organisation_id != who.organisation or who.role not in RULES[row.kind].approve for row in rows):
        raise Refused("no_approver")
    return rows


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST:
        raise Refused("no_reason_for_approval")
