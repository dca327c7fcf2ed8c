"""A provider for all tests of the door, and the door itself. Django is imported once it has been made ready."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.api.providers import Running, provider

if TYPE_CHECKING:
    from tests.api.doors import Door


@pytest.fixture(scope="session")
def running_provider() -> Iterator[Running]:
    with provider("--lifetime", "3600") as running:  # a busy machine takes its time
        yield running


@pytest.fixture
def signing_in(running_provider: Running) -> Iterator[Running]:
    """The office takes the provider's tokens."""
    from django.test import override_settings

    from toimi.api.signing_in import keys

    keys.cache_clear()
    with override_settings(OIDC_ISSUER=running_provider.issuer, OIDC_AUDIENCE="toimi", TEST_IDENTITY_CODES=True):
        yield running_provider


@pytest.fixture
def door(db: None, signing_in: Running) -> Door:
    """With officials, in a database that forgets."""
    from tests.api.doors import Door, officials

    officials()
    return Door(signing_in)
