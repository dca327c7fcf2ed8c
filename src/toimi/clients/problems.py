"""What is wrong with what was given to this room: its own texts, in the words of ``office.given``."""

from __future__ import annotations

from toimi.office.given import LANGUAGES, LONGEST, Problem, Refused, add_texts, is_storable, texts

__all__ = ["LANGUAGES", "LONGEST", "Problem", "Refused", "is_storable", "texts"]

add_texts("toimi.clients", "problems.toml", "handover.toml")
