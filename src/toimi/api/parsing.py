"""JSON as it is taken in: whole, plain, and of bounded size, before anything is made of it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from toimi.api.problems import Refusal

LONGEST_NUMBER = 24
"""Characters; exponents are not taken: a short text could name a number that fills the memory."""


class Strict(Parser):
    """Refuses what JSON allows and nobody means: names given twice, numbers without bounds, NaN."""

    def parse_body(self, request: HttpRequest) -> Any:
        """What was sent.

        Raises:
            Refusal: if it does not say that it is JSON.
            ValueError, RecursionError: if it is not to be taken; ninja makes status 400 of them.
        """
        if request.content_type != "application/json":
            raise Refusal("not_json")
        return json.loads(
            request.body,
            object_pairs_hook=_once,
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=_never,
        )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    return found


def _decimal(text: str) -> Decimal:
    if len(text) > LONGEST_NUMBER or "e" in text.lower():
        raise ValueError("a number without bounds")
    return Decimal(text)


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise ValueError("a number without bounds")
    return int(text)


def _never(text: str) -> None:
    raise ValueError(f"{text} is not JSON")
