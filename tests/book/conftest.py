"""The invented vocabulary in place of the law's, for one test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from toimi.book.facts import KINDS

from .harbour import HARBOUR


@pytest.fixture
def harbour() -> Iterator[None]:
    """Only the kinds of the harbour are declared; afterwards all is as before."""
    before = dict(KINDS)
    KINDS.clear()
    KINDS.update(HARBOUR)
    yield
    KINDS.clear()
    KINDS.update(before)
