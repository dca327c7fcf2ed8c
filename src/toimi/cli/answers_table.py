"""Answers of a caseload as an Arrow table: grounds as lists of citations, made once for each set that occurs."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from toimi.book.answers import Masks, Outcome, kinds_of
from toimi.book.book import Standing
from toimi.book.decision import Decision
from toimi.days.line import EPOCH, TOP, Ints

_UNIX = (np.datetime64("1970-01-01") - np.datetime64(EPOCH)).astype(int)
_GROUNDS = pa.list_(pa.string())
SCHEMA = pa.schema(
    [
        pa.field("person", pa.string()),
        pa.field("benefit", pa.string()),
        pa.field("from", pa.date32()),
        pa.field("until", pa.date32()),
        pa.field("outcome", pa.string()),
        pa.field("barring", _GROUNDS),
        pa.field("possibly_barring", _GROUNDS),
        pa.field("not_applied", _GROUNDS),
        pa.field("told_to_payer", _GROUNDS),
        pa.field("receipt", pa.string()),
        pa.field("contradictions", _GROUNDS),
    ]
)


def answers_table(decision: Decision, names: list[str], receipts: list[str] | None = None) -> pa.Table:
    """One row a person, benefit and stretch of days, half-open, in the order of the people.

    Args:
        decision: of the caseload.
        names: of the people, by block.
        receipts: by block, or none.
    """
    edition = decision.evaluation.edition
    people = pa.array(names, pa.string())
    signed = pa.array(receipts, pa.string()) if receipts else pa.nulls(len(names), pa.string())
    contradictions = _contradictions(decision, len(names))
    tables = []
    for benefit, timeline in decision.timelines.items():
        outcome = pa.array([one.name.lower() for one in Outcome]).take(pa.array(timeline.outcome))
        columns = [
            people.take(pa.array(timeline.block)),
            pa.repeat(benefit, len(timeline)),
            _dates(timeline.start),
            _dates(timeline.end),
            outcome,
            _citations(timeline.barring, edition.bars),
            _citations(timeline.possibly_barring, edition.bars),
            _citations(timeline.masked, edition.bars),
            _citations(timeline.notices, edition.notices),
            signed.take(pa.array(timeline.block)),
            contradictions.take(pa.array(timeline.block)),
        ]
        tables.append(pa.Table.from_arrays(columns, schema=SCHEMA))
    block = np.concatenate([timeline.block for timeline in decision.timelines.values()])
    return pa.concat_tables(tables).take(pa.array(np.argsort(block, kind="stable")))


def _contradictions(decision: Decision, people: int) -> pa.Array:
    """The names of each person's contradictions."""
    found: dict[int, dict[str, None]] = {}
    for one in decision.contradictions:
        found.setdefault(one.block, {})[one.name] = None
    kind = np.zeros(people, np.int64)  # most have none: the lists of the others are made, not everybody's
    kind[list(found)] = np.arange(1, len(found) + 1)
    return pa.array([[], *(list(names) for names in found.values())], _GROUNDS).take(pa.array(kind))


def _dates(offsets: Ints) -> pa.Array:
    return pa.array((offsets - _UNIX).astype(np.int32), pa.int32(), mask=offsets >= TOP).cast(pa.date32())


def _citations(masks: Masks, standing: tuple[Standing, ...]) -> pa.Array:
    stretches, kind = kinds_of(masks.words)
    lists = [
        list(dict.fromkeys(standing[index].provision.citation for index in masks.at(stretch))) for stretch in stretches
    ]
    return pa.array(lists, _GROUNDS).take(pa.array(kind))
