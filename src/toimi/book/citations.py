"""Citations as lawyers write them, ``TTL 2a:1.1``: act, chapter, section, subsection, item."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CITATION = re.compile(
    r"^(?P<act>[A-ZÅÄÖ]+) (?P<chapter>\d+[a-z]?):(?P<section>\d+[a-z]?)"
    r"(?:–(?P<last>\d+[a-z]?))?(?:\.(?P<subsection>\d+))?(?:\((?P<item>\d+[a-z]?)\))?$"
)


class BadCitation(ValueError):
    """Not a citation, or one that names a range where a single provision is meant."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in an act; ``last`` makes it a run of sections, as ``TTL 2:4–16``."""

    act: str
    chapter: str
    section: str
    last: str | None
    subsection: str | None
    item: str | None

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read a citation.

        Raises:
            BadCitation: with an example of the right form.
        """
        match = _CITATION.match(text.replace("-", "–"))
        if match is None:
            raise BadCitation(f"{text!r} is not a citation: write for example TTL 2a:1.1, TTL 11:4b or TTL 2:4–16.")
        return cls(**match.groupdict())

    def covers(self, other: Citation) -> bool:
        """Whether the other place lies inside this one."""
        if (self.act, self.chapter) != (other.act, other.chapter):
            return False
        if self.last is None:
            within = self.section == other.section
        else:
            within = _order(self.section) <= _order(other.section) <= _order(self.last)
        return within and self.subsection in (None, other.subsection) and self.item in (None, other.item)


def _order(section: str) -> tuple[int, str]:
    digits = section.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits), section[len(digits) :]


@dataclass(frozen=True, slots=True)
class Citations:
    """A list of places, less some: ``Citations.of("TTL 2:1", "TTL 2:4–16", less="TTL 2:1.3")``."""

    places: tuple[str, ...] = ()
    less: tuple[str, ...] = ()

    @classmethod
    def of(cls, *places: str, less: str | None = None) -> Citations:
        """Checked citations.

        Raises:
            BadCitation: if one cannot be read.
        """
        for place in (*places, *([less] if less else [])):
            Citation.parse(place)
        return cls(places, (less,) if less else ())

    def name(self, citation: str) -> bool:
        """Whether the list names the provision."""
        asked = Citation.parse(citation)
        inside = any(Citation.parse(place).covers(asked) for place in self.places)
        return inside and not any(Citation.parse(place).covers(asked) for place in self.less)
