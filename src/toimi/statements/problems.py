"""What keeps a statement from being given: the room's own texts; a statement fails for what its matter lacks too."""

from __future__ import annotations

from toimi.matters.problems import Problem, Refused
from toimi.office.given import add_texts, texts

__all__ = ["Problem", "Refused", "texts"]

add_texts(
    "toimi.statements", "acting.toml", "braking.toml", "deciding.toml", "giving.toml", "requests.toml", "scope.toml"
)
