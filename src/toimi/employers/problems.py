"""What is wrong with what was given to this room: its own texts, in the words of ``office.given``."""

from __future__ import annotations

from toimi.office.given import Problem, Refused, add_texts

__all__ = ["Problem", "Refused"]

add_texts("toimi.employers", "problems.toml")
