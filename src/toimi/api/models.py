"""Where Django looks for tables; each stands in the file of its own matter."""

from __future__ import annotations

from toimi.api.allowances import Allowance
from toimi.api.idempotency import KeptAnswer

__all__ = ["Allowance", "KeptAnswer"]
