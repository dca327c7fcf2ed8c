"""What may be given without a person looking at it, and what not: dated, decided and published beforehand.

Automatic solutions have a basis from 1 May 2023 on only (Administrative Procedure Act 434/2003, section 53 e, as in
487/2023). A statement has no claim for rectification (TTL 12:1.5), so only what accepts the person's demand in full may
be given so (section 53 f.2), under a commissioning decision (906/2019 section 28 d). Refused is what nothing allows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from itertools import pairwise
from typing import Any

from toimi.book.facts import KINDS, Judged, JudgedDay
from toimi.matters.assessing import Assessment, Result
from toimi.matters.models import Matter
from toimi.matters.subjects import SUBJECTS
from toimi.office.actors import Actor
from toimi.statements.commissioning import Commissioning, InForce, in_force
from toimi.statements.commissioning_plan import FIRST_DAY
from toimi.statements.human_request import JUDGEMENTS, kept_out
from toimi.statements.mode import Mode, mode
from toimi.statements.touched_provisions import needs_judgement

ACCEPTING = frozenset({Result.RIGHT, Result.RIGHT_WITH_NOTICE})
PAYERS_MATTER = frozenset(
    row["citation"]
    for row in tomllib.loads(files("toimi.statements").joinpath("scope.toml").read_text("utf-8"))["payers_matter"]
)
"""Citations of what the payer is told that limits nothing of the right."""
JUDGED = frozenset(
    name for name, kind in KINDS.items() if any(isinstance(one, Judged | JudgedDay) for one in kind.attributes.values())
)
"""Kinds of facts that may be judged."""


class WhyNot(StrEnum):
    """Why a person decides: the first that holds."""

    NOT_ACCEPTING = "not_accepting"
    """Negative or partly so, open, or there is nothing to state (434/2003 section 53 f.2)."""
    BEFORE_ITS_BASIS = "before_its_basis"
    """Before 1 May 2023 (487/2023)."""
    CONTRADICTIONS = "contradictions"
    KEPT_OUT = "kept_out"
    """The person wants a human, or something stands as judged that no official has judged."""
    DAYS_MISSING = "days_missing"
    """Some days asked about are not claimed: not all of the demand is accepted."""
    NOTICE = "notice"
    """The payer would be told of a limit that labour policy sets."""
    JUDGEMENT = "judgement"
    """The act presumes it or leaves it to an official, and no official has assessed the facts (section 53 e.2)."""
    OUT_OF_SCOPE = "out_of_scope"
    """No decision in force has all that the matter is about."""


@dataclass(frozen=True)
class Allowance:
    """What a batch of matters may be given under without a person.

    Attributes:
        apart: people in whose matters nothing is.
    """

    decisions: tuple[InForce, ...] = ()
    apart: frozenset[int] = frozenset()

    def under(self, assessment: Assessment) -> Commissioning | None:
        """The decision under which a statement may be given, if there is one."""
        found = under_which(assessment, self.decisions, kept_out=self.apart)
        return found.decision if isinstance(found, InForce) else None


def allowance(matters: Iterable[Matter], *, who: Actor) -> Allowance:
    """What may be given without a person in these matters, on the actor's day; nothing where Toimi is an add-on."""
    decisions = in_force(who.day, who.organisation) if mode() is Mode.OFFICE else []
    if not decisions:
        return Allowance()
    return Allowance(tuple(decisions), frozenset(kept_out([one.person_id for one in matters], who.day)))


def under_which(
    assessment: Assessment, decisions: Iterable[InForce], *, kept_out: Container[int] = ()
) -> InForce | WhyNot:
    """The commissioning decision under which a statement may be given without a person, or why none.

    Args:
        decisions: in force on the day of issue.
        kept_out: people in whose matters nothing is given automatically.
    """
    if (why := why_not(assessment)) is not None:
        return why
    if assessment.ask.person in kept_out:
        return WhyNot.KEPT_OUT
    about = set(assessment.subjects)
    return next((one for one in decisions if about and about <= one.subjects), WhyNot.OUT_OF_SCOPE)


def why_not(assessment: Assessment) -> WhyNot | None:
    """What in an assessment keeps it from being given automatically under whatever decision; ``None`` if nothing does."""
    stretches = assessment.stretches
    if assessment.result not in ACCEPTING or any(one[2] not in ACCEPTING or one[3] or one[4] for one in stretches):
        return WhyNot.NOT_ACCEPTING
    if assessment.known_at < FIRST_DAY:
        return WhyNot.BEFORE_ITS_BASIS
    if assessment.contradictions:
        return WhyNot.CONTRADICTIONS
    if not _covers(assessment):
        return WhyNot.DAYS_MISSING
    if any(_citation(key) not in PAYERS_MATTER for one in stretches for key in one[6]):
        return WhyNot.NOTICE
    if any(_is_unassessed(assessment, subject) for subject in assessment.subjects):
        return WhyNot.JUDGEMENT
    return None


def _citation(key: str) -> str:
    return key.partition("@")[0]


def _covers(assessment: Assessment) -> bool:
    """Whether the stretches are the days asked about, without a gap."""
    stretches, ask = assessment.stretches, assessment.ask
    if not stretches or stretches[0][0] != ask.first_day.isoformat():
        return False
    whole = all(earlier[1] == later[0] for earlier, later in pairwise(stretches))
    return whole and stretches[-1][1] == (ask.until and ask.until.isoformat())


def _is_unassessed(assessment: Assessment, subject: str) -> bool:
    """Whether a subject needs judgement (P or H) and some fact of it that may be judged has not been."""
    if subject not in SUBJECTS:
        return True
    if not needs_judgement(subject, assessment.known_at):
        return False
    facts = assessment.facts
    judged = {row.get("about") for kind in JUDGEMENTS for row in facts.get(kind, [])}
    open_to_it: list[dict[str, Any]] = [row for kind in SUBJECTS[subject].kinds & JUDGED for row in facts.get(kind, [])]
    return not open_to_it or any(row.get("id") not in judged or row.get("id") is None for row in open_to_it)
