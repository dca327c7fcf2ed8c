"""Officials of the office, for every test here that has a database."""

from __future__ import annotations

import pytest


@pytest.fixture
def office(db: None) -> None:
    """The accounts of the officials."""
    from tests.letters.writing import officials

    officials()


@pytest.fixture
def _prints(request: pytest.FixtureRequest) -> None:
    """What makes PDFs is on this machine; each test that needs it is named if it is not."""
    from toimi.letters.pango import is_here

    if not is_here():
        pytest.skip(f"not run: {request.node.name} (Pango or HarfBuzz is missing: `make system` as root)")
