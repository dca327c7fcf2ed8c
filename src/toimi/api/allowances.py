"""How often one may ask: a bucket for each caller, in the database, so that every process counts the same.

A bucket is one moment: the one at which it would be full again. Each request moves it a step further; it may be ahead of
now by the size of the bucket. Whoever has not signed in has the bucket of the address, which is kept as a keyed hash.
"""

from __future__ import annotations

from datetime import datetime
from math import ceil

from django.conf import settings
from django.db import connection, models
from django.utils.crypto import salted_hmac

from toimi.api.problems import Refusal

MINUTE = 60.0


class Allowance(models.Model):
    """The bucket of a caller.

    Attributes:
        caller: opaque: an official's id, or the hash of an address.
        full_at: when it is full again.
    """

    caller = models.CharField(max_length=64, primary_key=True)
    full_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.caller


_SPEND = """
INSERT INTO api_allowance AS bucket (caller, full_at) VALUES (%(caller)s, clock_timestamp() + %(step)s * interval '1 s')
ON CONFLICT (caller) DO UPDATE SET full_at = greatest(bucket.full_at, clock_timestamp()) + %(step)s * interval '1 s'
WHERE bucket.full_at <= clock_timestamp() + (%(size)s - %(step)s) * interval '1 s'
RETURNING caller
"""


def spend(caller: str) -> None:
    """Count a request of somebody who has signed in.

    Raises:
        Refusal: if there were too many.
    """
    _spend(caller, settings.API_REQUESTS_PER_MINUTE)


def spend_by_address(address: str) -> None:
    """Count a request that could not be let in; so the audit of such attempts does not grow without end.

    Raises:
        Refusal: if there were too many.
    """
    _spend(salted_hmac("toimi.api.address", address, algorithm="sha256").hexdigest(), settings.API_REFUSED_PER_MINUTE)


def _spend(caller: str, per_minute: int) -> None:
    """The bucket holds what a minute allows."""
    step = MINUTE / per_minute
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, {"caller": caller, "step": step, "size": MINUTE})
        if cursor.fetchone() is None:
            raise Refusal("too_many", headers={"Retry-After": str(ceil(step))})


def forget(at: datetime) -> int:
    """Remove the buckets that are full again: one that is not there is as full. How many.

    For the office's own processes.
    """
    return Allowance.objects.filter(full_at__lte=at).delete()[0]
