"""What is wrong with a letter or a message that was given: its own texts, in the words of ``office.given``."""

from __future__ import annotations

from toimi.office.given import LONGEST, Problem, Refused, add_texts, is_storable

__all__ = ["LONGEST", "Problem", "Refused", "is_storable"]

add_texts("toimi.letters", "problems.toml", folder="")
