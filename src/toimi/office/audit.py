"""The audit: who did or saw what, whose, why and when; append-only, and sealed so that a later change shows.

One row a person and action. A row holds codes and opaque ids only: no name, no identity code, no written text (the text
of an emergency stands with the emergency, and the row points to it). It refers to nothing by foreign key, since it
outlives what it tells of.

The sealer takes what was written since its last visit, in order of number, and hashes it together with the seal before
it. Rows are numbered when they are written but may be committed in another order, so the sealer stops the writers for
the blink in which it reads the last number: whatever has a smaller one is then written for good or was never.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from django.db import OperationalError, connection, models, transaction
from psycopg.errors import LockNotAvailable

OPAQUE = "([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})"
"""A number of the database or a UUID; an identity code is neither."""
BEGINNING = "0" * 64
"""What stands before the first seal."""
_BATCH = 5_000
_PATIENCE = "200ms"
"""How long the writers wait at most while the sealer waits for one of them. A long import makes it come back later."""
_SEALER = 0x70696D6F
"""The advisory lock of the sealer: two of them take turns."""


def _like(field: str, pattern: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(**{f"{field}__regex": f"^{pattern}$"}), name=f"audit_{field}_form")


class AuditRow(models.Model):
    """One action on one person, or one that concerns no person.

    Attributes:
        at: the moment of the action.
        who: opaque id of the official or system; blank if it is not known who knocked.
        role, organisation: in which assignment, as codes.
        what: the action, as ``clients.look``.
        whose: opaque id of the person concerned; blank if none.
        why: the reason, a code.
        about: what the reason points to, as ``matter:17``.
        is_allowed: whether it was let through; a refused attempt leaves its row too.
    """

    at = models.DateTimeField()
    who = models.CharField(max_length=36, blank=True)
    role = models.CharField(max_length=30, blank=True)
    organisation = models.CharField(max_length=60, blank=True)
    what = models.CharField(max_length=60)
    whose = models.CharField(max_length=36, blank=True)
    why = models.CharField(max_length=30, blank=True)
    about = models.CharField(max_length=60, blank=True)
    is_allowed = models.BooleanField()

    class Meta:
        """Codes and opaque ids only, so that nothing personal can be written by mistake."""

        constraints = [
            _like("who", f"{OPAQUE}?"),
            _like("role", "[a-z_]*"),
            _like("organisation", "[a-z0-9-]*"),
            _like("what", r"[a-z_]+(\.[a-z_]+)*"),
            _like("whose", f"{OPAQUE}?"),
            _like("why", "[a-z_]*"),
            _like("about", f"([a-z_]+:{OPAQUE})?"),
        ]
        indexes = [
            models.Index(fields=["whose", "id"], name="audit_whose"),
            models.Index(fields=["who", "id"], name="audit_who"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.pk}"


class AuditSeal(models.Model):
    """A batch of rows, closed.

    Attributes:
        number: 1, 2, 3, ... without holes.
        last_row: number of the batch's last row; the batch begins after that of the seal before.
        rows: how many rows it has.
        previous: digest of the seal before.
        digest: SHA-256, in hexadecimal, of all the above and the rows.
    """

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    last_row = models.BigIntegerField(unique=True)
    rows = models.IntegerField()
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"


class Damage(StrEnum):
    """What can be wrong with a batch."""

    CHANGED = "changed"
    """As many rows as were sealed, or the seal itself, and they say something else."""
    MISSING = "missing"
    INSERTED = "inserted"
    NO_SEAL = "no_seal"
    """The seal is gone, or does not follow the one before, or is another than the one that was noted."""


@dataclass(frozen=True)
class Finding:
    """A batch that is not as it was sealed; ``rows`` is how many too few or too many, if that is seen."""

    batch: int
    damage: Damage
    rows: int = 0


@dataclass(frozen=True)
class Verified:
    """What was looked at, and what is wrong with it."""

    seals: int
    rows: int
    unsealed: int
    last: AuditSeal | None
    findings: tuple[Finding, ...]


_INSERT = """
INSERT INTO office_auditrow (at, who, role, organisation, what, whose, why, about, is_allowed)
SELECT * FROM unnest(
    %s::timestamptz[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::boolean[]
)
"""


def record(rows: Sequence[AuditRow]) -> None:
    """Write rows together with what they tell of.

    Raises:
        RuntimeError: outside a transaction: the action and its trace would not stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An audit row is written in the transaction of what it tells of.")
    if rows:
        with connection.cursor() as cursor:  # nothing comes back: who may add a row need not be one who may see it
            cursor.execute(
                _INSERT, [list(column) for column in zip(*((row.at, *_told(row)) for row in rows), strict=True)]
            )


def looks_at(person: str, *, before: int | None = None, limit: int = 100, within: str | None = None) -> list[AuditRow]:
    """What was done to a client's data, the newest first: the client may ask who looked, from where and why.

    Args:
        before: number of the last row of the page before; the newest page if left out.
        limit: rows of a page.
        within: code of the one organisation whose rows are asked for.
    """
    found = AuditRow.objects.filter(whose=person).order_by("-pk")
    if within is not None:
        found = found.filter(organisation=within)
    return list(found.filter(pk__lt=before)[:limit] if before is not None else found[:limit])


def seal(moment: datetime) -> AuditSeal | None:
    """Close the batch of what was written since the last seal.

    Returns:
        The seal; ``None`` if there was nothing new, or a long transaction is still writing: then the next visit takes it.
    """
    last = _last_settled_row()
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALER])
        before = AuditSeal.objects.order_by("number").last()
        if last is None or (before and last <= before.last_row):
            return None
        new = AuditSeal(
            number=before.number + 1 if before else 1,
            sealed_at=moment,
            last_row=last,
            previous=before.digest if before else BEGINNING,
        )
        new.rows, new.digest = _digest(new, before)
        new.save(force_insert=True)
        return new


def verify(known: Mapping[int, str] | None = None) -> Verified:
    """Compare every sealed row with its seal, and every seal with the one before.

    Args:
        known: digests by number that were noted outside this database: who can rewrite everything in it, seals
            included, cannot rewrite these.

    Raises:
        ProgrammingError: for a role that row security shows a part only, as it would find rows missing.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        findings: list[Finding] = []
        seals, before = 0, None
        for one in AuditSeal.objects.order_by("number").iterator(_BATCH):
            findings += _damages(one, before)
            seals, before = seals + 1, one
        noted = dict(AuditSeal.objects.filter(pk__in=known or ()).values_list("number", "digest"))
        findings += [Finding(n, Damage.NO_SEAL) for n, digest in (known or {}).items() if noted.get(n) != digest]
        rows = AuditRow.objects.count()
        sealed = AuditRow.objects.filter(pk__lte=before.last_row).count() if before else 0
        return Verified(seals, rows, rows - sealed, before, tuple(findings))


def _damages(one: AuditSeal, before: AuditSeal | None) -> Iterator[Finding]:
    expected, previous = (before.number + 1, before.digest) if before else (1, BEGINNING)
    for lost in range(expected, one.number):
        yield Finding(lost, Damage.NO_SEAL)
    if one.number == expected and one.previous != previous:
        yield Finding(one.number, Damage.NO_SEAL)
    if one.number != expected:
        return  # where its batch began is not known any more
    rows, digest = _digest(one, before)
    if rows < one.rows:
        yield Finding(one.number, Damage.MISSING, one.rows - rows)
    elif rows > one.rows:
        yield Finding(one.number, Damage.INSERTED, rows - one.rows)
    elif digest != one.digest:
        yield Finding(one.number, Damage.CHANGED)


def _last_settled_row() -> int | None:
    """The last number below which nothing is still being written; ``None`` if that cannot be had now."""
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
            cursor.execute("LOCK TABLE office_auditrow IN SHARE MODE")
            return AuditRow.objects.order_by("pk").values_list("pk", flat=True).last()
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            return None
        raise


def _digest(one: AuditSeal, before: AuditSeal | None) -> tuple[int, str]:
    """Number and hash of the rows that a seal covers, with what the seal itself says."""
    batch = AuditRow.objects.filter(pk__lte=one.last_row).order_by("pk")
    if before:
        batch = batch.filter(pk__gt=before.last_row)
    count, digest = 0, hashlib.sha256(_line(one.number, _utc(one.sealed_at), one.last_row, one.previous))
    for row in batch.iterator(_BATCH):
        digest.update(_line(row.pk, _utc(row.at), *_told(row)))
        count += 1
    digest.update(_line(count))
    return count, digest.hexdigest()


def _told(row: AuditRow) -> tuple[str | bool, ...]:
    codes = (row.who, row.role, row.organisation, row.what, row.whose, row.why, row.about)
    return (*map(str, codes), row.is_allowed)


def _line(*values: object) -> bytes:
    """Values as one line of JSON, so that no two lists look alike."""
    return json.dumps(values, separators=(",", ":")).encode() + b"\n"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
