"""A provision's expression as a readable outline: the same tree as the evaluator's, said in words and without a case."""

from __future__ import annotations

from dataclasses import dataclass, field

from toimi.book.explain import comparison
from toimi.book.expressions import Days, Node, Truth
from toimi.book.language import Texts


@dataclass(frozen=True)
class Outline:
    """One line and what stands below it."""

    says: str
    below: list[Outline] = field(default_factory=list)


def outline(node: Node, texts: Texts) -> Outline:
    """The outline of an expression.

    Raises:
        BookError: if a text is missing.
    """
    if node.op in _PLAIN:
        return Outline(_inline(node, texts))
    parts = [outline(part, texts) for part in node.parts if part.op != "always"]
    if node.op in ("at_most", "less"):
        return Outline(_comparison(node, texts))
    if node.op == "one_of":
        choice = node.parts[0].detail
        options = [texts.option(choice["kind"], choice["name"], option) for option in node.detail["wanted"]]
        return Outline(f"{texts.attribute(choice['kind'], choice['name'])}: {texts.of('words', 'or').join(options)}")
    if node.op in ("lasting", "beyond_first"):
        return Outline(texts.of("outline", node.op).format(length=_inline(node.parts[1], texts)), parts[:1])
    if node.op in ("days_after", "days_from", "days_between"):
        said = [_inline(part, texts) for part in node.parts[1:]]
        heading = texts.of("outline", "each_year" if "yearly" in node.detail else node.op).format(
            first=said[0], second=said[1]
        )
        return Outline(heading, parts[:1] if node.parts[0].op != "always" else [])
    if node.op in ("during", "working", "exists", "untold"):
        return Outline(texts.of("outline", node.op).format(kind=texts.kind(node.detail["kind"])), parts)
    if node.op == "calendar_days":
        first, until = node.detail["from"], node.detail["until"]
        if first >= until:
            return Outline(texts.of("outline", "no_days"))
        return Outline(texts.of("outline", "calendar_days").format(period=texts.period(first, until)))
    if node.op == "reading":
        return Outline(
            texts.of("outline", "reading").format(switch=texts.of("switches", node.detail["switch"], "name")), parts
        )
    return Outline(texts.of("outline", node.op), parts)


_PLAIN = (
    "attribute", "constant", "length", "day", "number_at", "plus", "before", "times", "larger_of", "sum_of", "share_of",
    "days_inclusive", "monday_of", "in_its_year", "earliest_of", "latest_of", "first_of", "concept", "governed", "is_there",
    "comes", "start_of", "measure", "reach", "last_before",
    "choose_number", "choose_day",
)  # fmt: skip


def _inline(node: Node, texts: Texts) -> str:
    """A value in words."""
    detail = node.detail
    if node.op == "attribute":
        if detail["name"] in ("start", "end", "began"):
            return texts.of("outline", detail["name"]).format(kind=texts.kind(detail["kind"]))
        return texts.attribute(detail["kind"], detail["name"])
    if node.op == "concept":
        return f"→ {texts.concept(detail['name'])}"
    if node.op == "length":
        return texts.length({"days": detail["days"], "months": detail["months"]})
    if node.op == "constant":
        return texts.amount(detail["value"], detail["unit"])
    if node.op == "day":
        return texts.day(detail["offset"])
    if node.op == "number_at":
        values = sorted({value for _, value, _ in detail["versions"]})
        least, most = (texts.amount(value, detail["unit"]) for value in (values[0], values[-1]))
        return f"{least}–{most} ({texts.of('outline', 'by_year')})"
    if node.op == "governed":
        return texts.of("outline", "governed").format(period=texts.period(detail["from"], detail["until"]))
    if node.op == "is_there":
        return texts.of("lines", "is_there").format(kind=texts.kind(detail["kind"]))
    if node.op == "in_its_year":
        each_year = texts.day_of_year(detail["month"], detail["number"])
        return texts.of("outline", "in_its_year").format(_inline(node.parts[0], texts), day=each_year)
    if node.op == "comes":
        return texts.of("outline", "comes").format(_inline(node.parts[0], texts))
    if isinstance(node, Truth):
        return outline(node, texts).says
    if node.op == "reading":
        return texts.of("outline", "reading").format(switch=texts.of("switches", detail["switch"], "name"))
    if node.op in ("earliest_of", "latest_of"):
        return texts.of("outline", node.op).format("; ".join(_inline(part, texts) for part in node.parts))
    return texts.of("outline", node.op).format(
        *[outline(part, texts).says if isinstance(part, Days) else _inline(part, texts) for part in node.parts]
    )


def _comparison(node: Node, texts: Texts) -> str:
    key, left, right = comparison(node)
    return texts.of("lines", key).format(left=_inline(left, texts), right=_inline(right, texts))
