"""Pages of a list: each names the next by a cursor that only this search understands and nobody can make up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from toimi.api.problems import Refusal, fault

LIMIT = 100
Row = TypeVar("Row")

Limit = Annotated[int, Query(description="rows of a page", ge=1, le=LIMIT)]
Cursor = Annotated[
    str | None, Query(description="where the page begins: from `next` of the one before", max_length=500)
]
Next = Annotated[str | None, Field(description="address of the next page; none after the last")]


def begin(request: HttpRequest, cursor: str | None) -> Any:
    """Where the page begins: what ``page`` put into the cursor; ``None`` for the first.

    Raises:
        Refusal: if the cursor is not one of this search.
    """
    if cursor is None:
        return None
    try:
        return signing.loads(cursor, salt=_search(request))
    except signing.BadSignature:
        raise Refusal("input_refused", [fault("cursor", "query", "cursor")]) from None


def page(
    request: HttpRequest, rows: Sequence[Row], limit: int, place: Callable[[Row], Any]
) -> tuple[Sequence[Row], str | None]:
    """The rows of a page and the address of the next.

    Args:
        rows: one more than the page has, if there are so many.
        place: what tells where the page after a row begins, in plain JSON.
    """
    if len(rows) <= limit:
        return rows, None
    cursor = signing.dumps(place(rows[limit - 1]), salt=_search(request))
    asked = [*_asked(request), ("limit", str(limit)), ("cursor", cursor)]
    return rows[:limit], f"{request.path}?{urlencode(asked)}"


def _asked(request: HttpRequest) -> list[tuple[str, str]]:
    """What the search is, without where its page begins."""
    return sorted(
        (name, one) for name, several in request.GET.lists() if name not in ("cursor", "limit") for one in several
    )


def _search(request: HttpRequest) -> str:
    return f"toimi.api {request.path}?{urlencode(_asked(request))}"
