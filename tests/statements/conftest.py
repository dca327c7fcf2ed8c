"""The mode of the office, for a while."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture
def settings_of_add_on() -> Iterator[None]:
    """Toimi is an add-on here; the database is told as ``toimi up`` tells it."""
    from django.conf import settings

    from toimi.statements.mode import keep_mode

    settings.MODE = "add-on"
    keep_mode()
    yield
    settings.MODE = "office"
