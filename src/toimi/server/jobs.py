"""What the office does by its own clock: one table, to which a room's work is added as a line.

A job is done as the owner of the tables, whom row security does not bind, so it answers to nobody and shows nothing to
anybody. It bears being done more often than its interval: at every start each job is done once, since nobody knows how
long the office stood still.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from toimi.api import allowances, idempotency
from toimi.clients import trials_end
from toimi.letters import notices
from toimi.matters import due_days
from toimi.matters.actions import WAITING
from toimi.office import audit
from toimi.statements import following, running


@dataclass(frozen=True)
class Job:
    """Work that is done again and again.

    Attributes:
        name: for the log.
        every: minutes from one time to the next, counted from the epoch: of jobs every 60 minutes all fall on the hour.
        wakes_by: name of the notification that makes it due at once, besides.
        do: what is done, given the moment (with its time zone). It opens its own transactions; what it returns is let go.
    """

    name: str
    every: int
    do: Callable[[datetime], object]
    wakes_by: str = ""


JOBS: Sequence[Job] = (
    Job("seal the audit", 1, audit.seal),
    Job("forget the answers kept for the API", 60, idempotency.forget),
    Job("move the clients of the trials", 60, trials_end.when_due),
    Job("follow up what became known", 1, following.when_due),
    Job("put the matters that wait to the law", 1, running.when_due, wakes_by=WAITING),
    Job("remind of requests, and let those end whose day has passed", 60, due_days.when_due),
    Job("send the notices of new messages", 1, notices.when_due),
    Job("forget the full buckets of the API", 60, allowances.forget),
)
