"""The whole door: what answers where, and the document (OpenAPI 3.1) that says so."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import set_default_exc_handlers
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.responses import Response

from toimi.api import (
    emergencies,
    employers,
    facts,
    kinds_of_problems,
    layoffs,
    matters,
    organisations,
    people,
    registers,
    searches,
)
from toimi.api.parsing import Strict
from toimi.api.problems import ProblemShape
from toimi.api.refusals import refuse

DESCRIPTION = """\
The machines' door of a public employment office. A token of the sign-in service opens it (Authorization: Bearer); what
concerns clients also takes an assignment of the caller's on the day, and the reason, in three headers. Whatever makes
something takes an Idempotency-Key. A client of whom nothing may be shown is refused like one who is not there. Problems
are application/problem+json in the language of Accept-Language: fi, sv, en.
"""
ROUTERS = (
    *(kinds_of_problems.router, organisations.router, searches.router, people.router, facts.router),
    *(registers.router, emergencies.router, matters.router, employers.router, layoffs.router),
)


class Api(NinjaAPI):
    """Ninja with our problems, and with a document that is made once."""

    def set_default_exception_handlers(self) -> None:
        """Every failure becomes a problem."""
        set_default_exc_handlers(self)
        for kind in self._exception_handlers:
            self.add_exception_handler(kind, refuse)

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The document, with the shape of problems."""
        document = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        shape = ProblemShape.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"] |= {**shape.pop("$defs"), "ProblemShape": shape}
        for operations in document["paths"].values():
            for operation in operations.values():
                for parameter in operation["parameters"]:
                    _leave_out_null(parameter["schema"])
        return document

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the operation, as the audit has it."""
        return operation.view_func.__name__


def _leave_out_null(schema: dict[str, Any]) -> None:
    """A parameter is there or not; there is no null in an address."""
    kinds = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    if kinds:
        (only,) = kinds
        schema |= only


@cache
def api() -> Api:
    """The door, once a process."""
    made = Api(
        title="Toimi",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api",
        docs_url=None,
        openapi_url=None,
        parser=Strict(),
    )
    for router in ROUTERS:
        made.add_router("", router)
    return made


@cache
def openapi_document() -> dict[str, Any]:
    """What the door says of itself."""
    return api().get_openapi_schema(path_prefix="api/v1/")


@csrf_exempt
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """``/api/v1/openapi.json``."""
    return Response(openapi_document())
