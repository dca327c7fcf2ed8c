"""The same request asked twice is done once: its answer is kept for a week, in the transaction of what was done.

Whoever asks again while the first is still being done waits for it: the database lets only one write the key.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, models

from toimi.api.problems import Refusal

KEPT = timedelta(days=7)
LONGEST = 200


class KeptAnswer(models.Model):
    """The answer to a request that made something.

    Attributes:
        official: who asked.
        key: chosen by who asked.
        request: hash of what was asked, where and in which assignment.
        body: of the answer; every one that is kept has the status 201.
    """

    official = models.UUIDField()
    key = models.CharField(max_length=LONGEST)
    request = models.CharField(max_length=64)
    body = models.TextField(blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        """A key is a caller's own."""

        constraints = [models.UniqueConstraint(fields=["official", "key"], name="kept_answer_once")]
        indexes = [models.Index(fields=["kept_at"], name="kept_answer_by_age")]

    def __str__(self) -> str:
        return str(self.pk)


@dataclass(frozen=True)
class Asked:
    """A request with its key."""

    official: uuid.UUID
    key: str
    request: str


_TAKE = """
INSERT INTO api_keptanswer AS kept (official, key, request, body, kept_at) VALUES (%s, %s, %s, '', %s)
ON CONFLICT (official, key) DO UPDATE SET request = EXCLUDED.request, body = '', kept_at = EXCLUDED.kept_at
WHERE kept.kept_at < %s
RETURNING id
"""


def key_of(header: str | None) -> str:
    """The key as the header has it.

    Raises:
        Refusal: if it is missing or no key.
    """
    if not header or len(header) > LONGEST or not all("!" <= letter <= "~" for letter in header):
        raise Refusal("idempotency_key_missing")
    return header


def fingerprint(*parts: bytes) -> str:
    """A hash of what was asked, in which no part runs into the next."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def answered(asked: Asked, at: datetime) -> KeptAnswer | None:
    """The answer that was given already, without taking the key: for what asks outside before it makes something.

    Raises:
        Refusal: if the key was used for something else.
    """
    kept = KeptAnswer.objects.filter(official=asked.official, key=asked.key, kept_at__gte=at - KEPT).first()
    if kept is not None and kept.request != asked.request:
        raise Refusal("idempotency_key_reused")
    return kept


def take(asked: Asked, at: datetime) -> KeptAnswer | None:
    """Take the key, within the transaction of the action; wait for another request that has it.

    Returns:
        the answer that was given already; ``None`` if the action is to be done now.

    Raises:
        Refusal: if the key was used for something else.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [asked.official, asked.key, asked.request, at, at - KEPT])
        if cursor.fetchone() is not None:
            return None
    kept = KeptAnswer.objects.get(official=asked.official, key=asked.key)
    if kept.request != asked.request:
        raise Refusal("idempotency_key_reused")
    return kept


def keep(asked: Asked, body: str) -> None:
    """Keep the answer, in the same transaction."""
    KeptAnswer.objects.filter(official=asked.official, key=asked.key).update(body=body)


def forget(at: datetime) -> int:
    """Remove the answers that are older than a week; how many.

    For the office's own processes: the web's role sees only what it acts for.
    """
    return KeptAnswer.objects.filter(kept_at__lt=at - KEPT).delete()[0]
