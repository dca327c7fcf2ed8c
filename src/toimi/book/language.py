"""Saying it: explanations, questions and values in Finnish, Swedish or English.

Texts are tables of the book (``texts/words.toml``) and of the law (``law/texts/``). A text that is missing is an
error, never an empty place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from toimi.book.explain import Line
from toimi.book.expressions import BookError
from toimi.book.facts import KINDS
from toimi.days.columns import INFINITE
from toimi.days.line import TOP, date_of

LANGUAGES = ("fi", "sv", "en")
HUNDREDTHS = ("cents", "percent", "credits", "competence points", "hours", "lessons", "days a week", "months")
"""Units kept in hundredths."""


@dataclass(frozen=True)
class Texts:
    """All texts, in one language.

    Attributes:
        language: fi, sv or en.
        tables: nested tables whose leaves are texts by language.
    """

    language: str
    tables: dict[str, Any]

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise BookError(f"No texts in {self.language!r}: use fi, sv or en.")

    def of(self, *path: str) -> str:
        """One text.

        Raises:
            BookError: if it is missing in this language.
        """
        here: Any = self.tables
        for step in (*path, self.language):
            if not isinstance(here, dict) or step not in here:
                raise BookError(f"The text {'.'.join(path)} is missing in {self.language}.")
            here = here[step]
        return str(here)

    # --- values ---

    def day(self, offset: int) -> str:
        """A date as people of the language write it."""
        day = date_of(offset)
        return self.of("words", "never") if day is None else self.date(day)

    def date(self, day: date) -> str:
        """A date: 16.3.2020, or 16 March 2020."""
        if self.language == "en":
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        return f"{day.day}.{day.month}.{day.year}"

    def day_of_year(self, month: int, number: int) -> str:
        """A day without its year: 1.9., or 1 September."""
        return f"{number} {_MONTHS[month - 1]}" if self.language == "en" else f"{number}.{month}."

    def period(self, start: int, end: int) -> str:
        """Half-open offsets as first and last day."""
        if end >= TOP:
            return self.of("words", "from").format(first=self.day(start))
        if end == start + 1:
            return self.day(start)
        return f"{self.day(start)}–{self.day(end - 1)}"

    def length(self, length: dict[str, int]) -> str:
        """A length of the law."""
        unit = "months" if length["months"] else "days"
        return f"{length[unit]} {self.of('units', unit)}"

    def amount(self, value: int, unit: str) -> str:
        """A number with its unit; sums in euros."""
        number = Decimal(value) / 100 if unit in HUNDREDTHS else Decimal(value)
        places = 2 if unit == "cents" else 0 if number == number.to_integral() else 2
        text = f"{number:,.{places}f}"
        if self.language != "en":
            text = text.replace(",", " ").replace(".", ",")
        if unit == "cents":
            return f"EUR {text}" if self.language == "en" else f"{text} €"
        if unit == "percent":
            return f"{text}%" if self.language == "en" else f"{text} %"
        return f"{text} {self.of('units', unit)}".strip()

    def value(self, said: dict[str, Any]) -> str:
        """A value as ``explain.py`` gives it: bounds in a unit, options, a truth or a day."""
        bounds = said["value"]
        if said.get("length"):
            return self.length(said["length"])
        if "options" in said:
            options = [self.option(said["kind"], said["name"], option) for option in said["options"]]
            everything = len(options) == len(_options(said["kind"], said["name"]))
            return self.of("states", "unknown") if everything else self.of("words", "or").join(options)
        if not bounds:
            return self.of("words", "not_applicable")
        if said["unit"]:
            return self._number(bounds[0], bounds[1], said["unit"])
        if bounds[0] <= bounds[1] <= 1:
            return self.of("states", ("no", "unknown", "yes")[bounds[0] + bounds[1]])
        return self.day_range(bounds[0], bounds[1])

    def _number(self, lo: int, hi: int, unit: str) -> str:
        if lo == hi:
            return self.amount(lo, unit)
        if lo == 0 and hi >= INFINITE:
            return self.of("states", "unknown")
        if hi >= INFINITE:
            return self.of("words", "at_least").format(first=self.amount(lo, unit))
        if lo == 0:
            return self.of("words", "at_most").format(last=self.amount(hi, unit))
        return f"{self.amount(lo, unit)}–{self.amount(hi, unit)}"

    def day_range(self, lo: int, hi: int) -> str:
        """A day that may be any of a range."""
        if lo == hi:
            return self.day(lo)
        if lo == 0 and hi >= TOP:
            return self.of("states", "unknown")
        if hi >= TOP:
            return self.of("words", "from").format(first=self.day(lo))
        if lo == 0:
            return self.of("words", "latest").format(last=self.day(hi))
        return f"{self.day(lo)}–{self.day(hi)}"

    # --- names ---

    def kind(self, kind: str) -> str:
        """The name of a kind of fact."""
        return self.of("facts", kind, "name")

    def attribute(self, kind: str, name: str) -> str:
        """The label of an attribute."""
        return self.of("facts", kind, name, "name")

    def concept(self, name: str) -> str:
        """The title of a concept, by the first provision that concludes it."""
        return self.of("provisions", self.tables["concepts"][name], "title")

    def option(self, kind: str, name: str, option: str) -> str:
        """The name of one option of a closed list."""
        return self.of("facts", kind, name, "options", option)

    # --- lines ---

    def line(self, line: Line) -> str:
        """One line of an explanation, without its state and what stands below."""
        return self.of("lines", line.key).format(**{name: self._word(line, name) for name in _FILLED[line.key]})

    def state(self, line: Line) -> str:
        """The state of a line as a word, or nothing."""
        return self.of("states", line.state) if line.state else ""

    def _word(self, line: Line, name: str) -> str:
        words = line.words
        if name == "kind":
            return self.kind(words["kind"])
        if name == "period":
            return self.period(words["from"], words["until"])
        if name == "name":
            return self.attribute(words["kind"], words["name"])
        if name == "value":
            return self.value(words)
        if name == "title":
            return self.of("provisions", words["provision"], "title")
        if name == "switch":
            return self.of("switches", words["switch"], "name")
        if name == "length" and "key" not in words["length"]:
            return self.length(words["length"])
        return str(words[name]) if isinstance(words[name], str) else self.inline(words[name])

    def inline(self, said: dict[str, Any]) -> str:
        """A value inside a line."""
        key = said["key"]
        filled = {"value": self.value(said)}
        if key == "attribute":
            if said["name"] in ("start", "end", "began"):
                return filled["value"]
            filled["name"] = self.attribute(said["kind"], said["name"])
        if "parts" in said:
            glue = " × " if key == "times" else " + "
            filled["parts"] = glue.join(self.inline(part) for part in said["parts"])
        return self.of("inline", key).format(**filled)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

_FILLED: dict[str, tuple[str, ...]] = {
    "row": ("kind", "period"),
    "attribute": ("name", "value"),
    "judged": ("name", "value"),
    "not_judged": ("name",),
    "presumed": ("name",),
    "concept": ("title", "citation"),
    "lasting": ("length",),
    "beyond_first": ("length",),
    "days_after": ("length", "day"),
    "days_from": ("length", "day"),
    "perhaps": (),
    "followed": (),
    "reading": ("switch",),
    "not_answered": ("kind",),
    "not_told": ("kind",),
    "governed": ("day",),
    "comes": ("day",),
    "is_there": ("kind",),
    "exists": ("kind",),
    "holds": ("day",),
    "choose_truth": (),
    "not_known": (),
    **{
        f"{word}_{of}": ("left", "right")
        for word in ("at_most", "less_than", "at_least", "more_than")
        for of in ("numbers", "days")
    },
}
"""Which words each line is filled with."""


def _options(kind: str, name: str) -> tuple[str, ...]:
    return tuple(KINDS[kind].attributes[name].options)  # type: ignore[attr-defined]
