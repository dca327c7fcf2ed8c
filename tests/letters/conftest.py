"""Officials of the office, for every test here that has a database."""

from __future__ import annotations

import pytest


@pytest.fixture
def office(db: None) -> None:
    """The accounts of the officials."""
    from tests.letters.writing import officials

    officials()


@pytest.fixture
def _prints() -> None:
    """What makes PDFs is on this machine."""
    from toimi.letters.pango import is_here

    if not is_here():
        pytest.skip("not run: Pango or HarfBuzz is missing here; `make system` as root installs them")
