"""What the office's clock does with requests: reminds before their day, and ends them when it has passed.

Done again on the same day it finds nothing to do. Requests of matters in which nothing is waited for any more are let be.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from toimi.matters.clarifying import UNDECIDED, expire, remind
from toimi.matters.models import Request
from toimi.matters.requests import Outcome
from toimi.office.actors import Actor, Reason
from toimi.office.officials import Role

BATCH = 1_000
"""Requests of one transaction."""
BEFORE = timedelta(days=4)
"""A reminder goes so long before the day [I], if the request has been out as long."""
ITSELF = uuid.uuid5(uuid.NAMESPACE_URL, "toimi:due-days")
"""Who does it: nobody, the clock does."""


def when_due(moment: datetime) -> Counter[str]:
    """Remind and end what is due at the moment, organisation by organisation, as its automation: how many of each."""
    done: Counter[str] = Counter()
    open_ = Request.objects.filter(outcome=Outcome.OPEN, matter__state__in=[str(state) for state in UNDECIDED])
    for organisation in sorted(set(open_.values_list("matter__organisation", flat=True))):
        who = Actor(ITSELF, Role.AUTOMATION, organisation, moment, Reason.MATTER)
        passed = Q(due_on__lt=who.day)
        soon = Q(reminded_on__isnull=True, due_on__gte=who.day, due_on__lte=who.day + BEFORE)
        soon &= Q(sent_on__lte=who.day - BEFORE)
        for word, which, do in (("expired", passed, expire), ("reminded", soon, remind)):
            for numbers in _batches(open_.filter(which, matter__organisation=organisation)):
                do(numbers, who=who)
                done[word] += len(numbers)
    return done


def _batches(requests: QuerySet[Request]) -> Iterator[list[int]]:
    last = 0
    while numbers := list(requests.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield numbers
        last = numbers[-1]
