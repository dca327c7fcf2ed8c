"""What goes wrong before or after the door itself is a problem too: no address of the API answers with a page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from toimi.api.problems import MEDIA_TYPE, Refusal, answer

BEGINS = "/api/"
_PROBLEMS = {400: "request_unreadable", 404: "not_there", 405: "method", 503: "no_database"}


def problems_only(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: an error under the addresses of the API that is not a problem yet becomes one."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_ours = request.path_info.startswith(BEGINS) and response.status_code >= 400
        if not is_ours or response.headers.get("Content-Type") == MEDIA_TYPE:
            return response
        allowed = {"Allow": response["Allow"]} if "Allow" in response else {}
        otherwise = "request_unreadable" if response.status_code < 500 else "unexpected"
        return answer(request, Refusal(_PROBLEMS.get(response.status_code, otherwise), headers=allowed))

    return respond
