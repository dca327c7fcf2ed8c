"""Schemathesis on the whole door: what the document says is what happens, whatever is sent, and nothing is an error of ours.

The door stands as in the field: a database that commits, and the role of the web, which row security binds.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from hypothesis import HealthCheck, settings
from tests.api.doors import AREA, Door, layoff, officials
from tests.api.providers import Running
from tests.clients.codes import codes
from tests.conftest import TEMPLATE, as_admin, database_name, use

from toimi.api.addresses import openapi_document
from toimi.api.signing_in import keys
from toimi.office.row_security import WEB
from toimi.server.postgres import Postgres

EXAMPLES = 20
"""Invented for each operation, beside those that schemathesis derives from the document one by one."""
FIRST_PERSON = FIRST_COMPANY = 1
GIVEN = {
    "person": FIRST_PERSON,
    "company": FIRST_COMPANY,
    "Toimi-Organisation": AREA,
    "Toimi-Role": "adviser",
    "Toimi-Reason": "service",
}
OF_THE_AUDITOR = ("list_looks", "list_open_reviews", "review_emergencies")
CONFIG = {
    "parameters": GIVEN,
    "generation": {"deterministic": True, "database": "none"},
    # What is right in form may still be refused: an identity code has a control character, a period an order.
    "checks": {
        "positive_data_acceptance": {"enabled": False},
        "negative_data_rejection": {"expected-statuses": ["400", "401", "403", "404", "413", "415", "422"]},
    },
    "operations": [
        {
            "include-operation-id": list(OF_THE_AUDITOR),
            "parameters": {**GIVEN, "Toimi-Role": "auditor", "Toimi-Reason": "log_check"},
        },
        {"include-operation-id": "begin_emergencies", "parameters": {**GIVEN, "Toimi-Reason": "emergency"}},
    ],
}
"""An adviser asks about a client of the area; who looked, the auditor asks."""


@pytest.fixture(scope="module")
def door_of_the_web(postgres: Postgres, running_provider: Running) -> Iterator[Door]:
    """With officials, a client and an employer, for all of this file."""
    name = f"{database_name()}_schema"
    as_admin(postgres, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER toimi")
    use(name)
    officials()
    keys.cache_clear()
    many = {"API_REQUESTS_PER_MINUTE": 10**6, "API_REFUSED_PER_MINUTE": 10**6}
    with override_settings(
        OIDC_ISSUER=running_provider.issuer, OIDC_AUDIENCE="toimi", TEST_IDENTITY_CODES=True, **many
    ):
        use(name, WEB)
        door = Door(running_provider)
        assert door.registered(codes(1)[0]) == FIRST_PERSON
        assert door.employer("0112038-9", "layoff_notices") == FIRST_COMPANY
        told = layoff(FIRST_COMPANY, codes(1)[0])
        assert door.post("/layoff-notices", [told], "hilla", **door.as_agent(FIRST_COMPANY)).status_code == 201
        yield door
    use(database_name())
    as_admin(postgres, f"DROP DATABASE {name} WITH (FORCE)")


whole = schemathesis.openapi.from_dict(dict(openapi_document()), config=schemathesis.Config.from_dict(CONFIG))
whole.app = get_wsgi_application()


@whole.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
def test_the_door_does_what_its_document_says(case: schemathesis.Case, door_of_the_web: Door) -> None:
    who = "onni" if case.operation.definition.raw["operationId"] in OF_THE_AUDITOR else "aino"
    case.call_and_validate(headers={"Authorization": f"Bearer {door_of_the_web.token(who)}"})
