"""Places of the law that a rule reaches, and which part of what is asked they are."""

from __future__ import annotations

from dataclasses import dataclass

from toimi.book.citations import BadCitation, Citation


@dataclass(frozen=True, slots=True)
class Places:
    """Places, less some, as ``Places(("TTL 2a:1–16",), less=("TTL 2a:10.2",))``."""

    within: tuple[str, ...]
    less: tuple[str, ...] = ()

    def part_of(self, citation: str) -> Places | None:
        """The part of the asked place that lies here; the place itself if all of it does, ``None`` if nothing does.

        Raises:
            BadCitation: for what is not one place.
        """
        asked = one_place(citation)
        if any(Citation.parse(place).covers(asked) for place in self.less):
            return None
        if any(Citation.parse(place).covers(asked) for place in self.within):
            inside: tuple[str, ...] = (citation,)
        else:
            inside = tuple(place for place in self.within if asked.covers(Citation.parse(place)))
        less = tuple(place for place in self.less if asked.covers(Citation.parse(place)))
        return Places(inside, less) if inside else None


def one_place(citation: str) -> Citation:
    """A citation of one place.

    Raises:
        BadCitation: for a run of sections, since its parts may be of different organisations.
    """
    asked = Citation.parse(citation)
    if asked.last is not None:
        raise BadCitation(f"{citation!r} is a run of sections: ask of one place, for example TTL 2:10.2 or TTL 2a:4.")
    return asked
