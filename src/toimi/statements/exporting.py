"""A statement with all that it was made of, as plain data that ``toimi verify`` checks without the office."""

from __future__ import annotations

from typing import Any

from toimi.statements.models import Statement
from toimi.statements.signing import public_key


def export(number: str) -> dict[str, Any]:
    """The statement of a number, signed, with its facts, the book as it was asked, and the office's public key.

    Raises:
        LookupError: if there is none.
    """
    found = Statement.objects.filter(number=number).select_related("proposal__edition").first()
    if found is None:
        raise LookupError(number)
    proposal = found.proposal
    return {
        "statement": found.signed, "facts": proposal.facts, "edition": proposal.edition.plain, "key": public_key()
    }  # fmt: skip
