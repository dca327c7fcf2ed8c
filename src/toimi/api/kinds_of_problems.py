"""What the addresses in ``type`` lead to: each kind of problem, for whoever reads it; no sign-in is needed."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router

from toimi.api.door import open_to_all
from toimi.api.problems import ProblemShape, Refusal, kinds, language_of, told

router = Router(tags=["problems"])


@router.get("/problems/{code}", **open_to_all(ProblemShape))
def show_problem(request: HttpRequest, code: Annotated[str, Path(pattern="^[a-z_]+$", max_length=60)]) -> ProblemShape:
    """A kind of problem, in the language of the request."""
    if code not in kinds():
        raise Refusal("not_there")
    return told(Refusal(code), language_of(request))
