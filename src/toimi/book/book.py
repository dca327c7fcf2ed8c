"""The book: every provision, and the editions of it that were known on a day."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from toimi.book.citations import Citation
from toimi.book.expressions import BookError, Node
from toimi.book.facts import KINDS, Fact, OneOf
from toimi.book.provisions import BENEFIT_DAY, Provision, yielding, yields_to
from toimi.book.values import nearest
from toimi.book.words import Bar, Notice, Overlay
from toimi.days.line import TOP

if TYPE_CHECKING:
    from toimi.book.contradictions import Contradiction

BOTH = "both"


@dataclass(frozen=True)
class Switch:
    """An open reading of the law.

    Attributes:
        name, options: the options in the order of the ``reading(…)`` that use it.
        default: one of the options, or ``"both"``: open where they differ.
        source: where the doubt is written down.
    """

    name: str
    options: tuple[str, ...]
    default: str
    source: str


@dataclass(frozen=True)
class Standing:
    """A provision in an edition: with the benefit days that it governed, as known."""

    provision: Provision
    first_day: int
    end_day: int

    def concerns(self, benefit: str) -> bool:
        """Whether the conclusion is about the benefit."""
        conclusion = self.provision.conclusion
        assert conclusion is not None
        return conclusion.benefits is None or benefit in conclusion.benefits


@dataclass(frozen=True)
class Edition:
    """The book as it was known on one day."""

    book: Book
    known_at: int
    concepts: dict[str, tuple[Standing, ...]]
    bars: tuple[Standing, ...]
    overlays: tuple[Standing, ...]
    notices: tuple[Standing, ...]
    _overlays: dict[tuple[str, str], tuple[Standing, ...]] = field(default_factory=dict, repr=False, compare=False)

    def overlays_on(self, bar: Standing, benefit: str) -> tuple[Standing, ...]:
        """The overlays that take the bar away for the benefit."""
        key = bar.provision.key, benefit
        if key not in self._overlays:
            self._overlays[key] = tuple(one for one in self.overlays if one.concerns(benefit) and _names(one, bar))
        return self._overlays[key]


@dataclass(frozen=True)
class Book:
    """All provisions, closed and checked.

    Attributes:
        provisions: in the order of the chapters.
        switches: by name.
        claim: the attribute whose options are the benefits; without such a row there is no statement.
        registration: the kind without any row of which there is no statement.
        contradictions: facts that cannot both hold.
    """

    provisions: tuple[Provision, ...]
    switches: dict[str, Switch]
    claim: OneOf
    registration: str
    contradictions: tuple[Contradiction, ...] = ()
    presumed: set[tuple[str, str]] = field(default_factory=set, compare=False)
    """Kept by ``cells.py``: the judgements without which the law presumes different things."""
    thresholds: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict, compare=False)
    """Kept by ``cells.py``: where answers may change, by attribute."""
    _editions: dict[int, Edition] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = [provision.key for provision in self.provisions]
        for key in keys:
            if keys.count(key) > 1:
                raise BookError(f"{key} stands twice in the book: give one of the functions another name")
        for provision in self.provisions:
            for node in provision.expression.walk():
                self._check_reading(provision, node)

    def _check_reading(self, provision: Provision, node: Node) -> None:
        name = node.detail["of_one_day"] if node.op == "chronicle" else node.detail.get("switch")
        if not name:
            return
        if name not in self.switches:
            raise BookError(f"{provision.place}: no switch {name!r} is declared. {nearest(name, self.switches)}")
        options = node.detail.get("options", self.switches[name].options[:2])
        if self.switches[name].options != options:
            raise BookError(
                f"{provision.place}: the switch {name} has the options {self.switches[name].options}, not {options}"
            )

    @property
    def benefits(self) -> tuple[str, ...]:
        """The benefits that statements are about."""
        return self.claim.options

    def edition(self, known_at: int) -> Edition:
        """The book as it was known on a day (offset)."""
        if known_at not in self._editions:
            self._editions[known_at] = self._make_edition(known_at)
        return self._editions[known_at]

    def _usable(self, known_at: int) -> list[Provision]:
        """The provisions in force on the day, the verified ones yielding to what has been reported since."""
        usable = [provision for provision in self.provisions if provision.known <= known_at]
        reported = [provision for provision in usable if not provision.verified]
        found = []
        for provision in usable:
            for later in reported if provision.verified else ():
                if yields_to(provision, later):
                    provision = yielding(provision, later)  # noqa: PLW2901  (one text may yield to several)
            found.append(provision)
        return found

    def _make_edition(self, known_at: int) -> Edition:
        standing = [
            Standing(
                provision, provision.governs.clocks.get(BENEFIT_DAY, (0, TOP))[0], provision.end_known_on(known_at)
            )
            for provision in self._usable(known_at)
        ]
        concepts: dict[str, tuple[Standing, ...]] = {
            provision.concludes: () for provision in self.provisions if provision.concludes
        }
        for one in standing:
            if one.provision.concludes:
                concepts[one.provision.concludes] += (one,)

        def of(kind: type) -> tuple[Standing, ...]:
            return tuple(one for one in standing if isinstance(one.provision.conclusion, kind))

        return Edition(self, known_at, concepts, of(Bar), of(Overlay), of(Notice))

    def find(self, citation: str) -> list[Provision]:
        """Every provision at or inside a citation, newest text first.

        Raises:
            BadCitation: if it cannot be read.
        """
        asked = Citation.parse(citation)
        found = [one for one in self.provisions if asked.covers(Citation.parse(one.citation))]
        return sorted(found, key=lambda one: -max(first for first, _ in one.governs.clocks.values()))

    def switched(self, chosen: dict[str, str]) -> dict[str, str]:
        """The setting of every switch, defaults filled in.

        Raises:
            BookError: for an unknown switch or option.
        """
        for name, option in chosen.items():
            if name not in self.switches:
                raise BookError(f"no switch {name!r}. {nearest(name, self.switches)}")
            if option not in (*self.switches[name].options, BOTH):
                raise BookError(
                    f"{name} has no reading {option!r}. {nearest(option, (*self.switches[name].options, BOTH))}"
                )
        return {name: chosen.get(name, switch.default) for name, switch in sorted(self.switches.items())}

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every step of every provision, each once: provisions share what they read."""
        found: dict[Node, None] = {}
        left = [provision.expression for provision in self.provisions]
        while left:
            node = left.pop()
            if node not in found:
                found[node] = None
                left += node.parts
        return tuple(found)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical book: vocabulary and provisions."""
        vocabulary: list[Any] = [
            [name, kind.silence.value, kind.subject, kind.occasion, [*kind.refs], _attributes(kind)]
            for name, kind in sorted(KINDS.items())
        ]
        contradictions = [one.canonical() for one in self.contradictions]
        return digest([vocabulary, [provision.canonical() for provision in self.provisions], contradictions])


def _attributes(kind: type[Fact]) -> list[list[Any]]:
    """What each attribute of a kind is, in the order declared: receipts hold options by their place."""
    return [
        [name, type(item).__name__, item.omitted, list(getattr(item, "options", ())), getattr(item, "unit", "")]
        for name, item in kind.attributes.items()
    ]


def _names(overlay: Standing, bar: Standing) -> bool:
    conclusion = overlay.provision.conclusion
    assert isinstance(conclusion, Overlay)
    return conclusion.bars.name(bar.provision.citation)


def digest(data: Any) -> str:
    """SHA-256 of plain data written canonically: sorted names, no spaces, UTF-8, whole numbers only."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
