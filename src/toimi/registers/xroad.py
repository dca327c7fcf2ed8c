"""The road between authorities (X-Road, in Finland palveluväylä): names, headers and errors of its protocol for REST.

Source: X-Road: Message Protocol for REST, PR-REST 1.0.4, sections 4.1, 4.3, 4.4 and 4.6
(https://docs.x-road.global/Protocols/pr-rest_x-road_message_protocol_for_rest.html). The road speaks to the office's own
security server; what is set here:

- ``TOIMI_XROAD_CLIENT``: who asks, as ``FI/MUN/1234567-1/toimi`` (instance/member class/member code/subsystem).
- ``TOIMI_REGISTER_POPULATION`` and so on: the service at the security server, as
  ``https://security-server/r1/FI/GOV/0245437-2/population/people``.
- ``TOIMI_XROAD_CERTIFICATE``, ``TOIMI_XROAD_KEY``, ``TOIMI_XROAD_AUTHORITY``: files by which the office and its security
  server know each other (section 4.7).
"""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from toimi.registers.answers import Why

_PART = r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+"
_CLIENT = re.compile(f"{_PART}(?:/{_PART}){{2,3}}")
_SERVICE = re.compile(f"/r1(?:/{_PART}){{4,}}")
_ERROR = re.compile(r"(?:Client|Server)(?:\.[A-Za-z]{1,40}){0,4}")
DENIED = "AccessDenied"
"""The last part of the error of a security server that does not let this client in."""


class BadSetting(ValueError):
    """A setting that cannot be meant; the message names it and never says what it holds."""


@dataclass(frozen=True)
class Asking:
    """On whose behalf and what for a register is asked. Both go to the other authority.

    Attributes:
        user: an opaque id of the official or the service.
        issue: what it is for, as ``matter:17``; it names nobody.
    """

    user: str
    issue: str


def address_of(register: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """Where the service of a register is; ``None`` if none is set.

    Raises:
        BadSetting: for what is no service on the road, or would send personal data unencrypted to another machine.
    """
    name = f"TOIMI_REGISTER_{register.upper()}"
    address = environment.get(name, "")
    if not address:
        return None
    parts = urlsplit(address)
    if parts.query or parts.fragment or "@" in parts.netloc or not _SERVICE.fullmatch(parts.path):
        raise BadSetting(
            f"{name} is not the address of a service: https://SERVER/r1/INSTANCE/CLASS/MEMBER/SUBSYSTEM/SERVICE"
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(parts.hostname or "")):
        raise BadSetting(f"{name} must begin with https://, or be on this machine")
    return address


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def own_name(environment: Mapping[str, str] = os.environ) -> str | None:
    """By which name this office asks; ``None`` if none is set.

    Raises:
        BadSetting: for what is no name on the road.
    """
    name = environment.get("TOIMI_XROAD_CLIENT", "")
    if name and not _CLIENT.fullmatch(name):
        raise BadSetting("TOIMI_XROAD_CLIENT is not INSTANCE/CLASS/MEMBER/SUBSYSTEM")
    return name or None


def trust(address: str, environment: Mapping[str, str] = os.environ) -> ssl.SSLContext:
    """Whom the office believes to be its security server, and how it shows who it is itself; on this machine nobody.

    Raises:
        BadSetting: for files that cannot be read or do not belong together.
    """
    if not address.startswith("https"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context = ssl.create_default_context(cafile=environment.get("TOIMI_XROAD_AUTHORITY"))
        if certificate := environment.get("TOIMI_XROAD_CERTIFICATE"):
            context.load_cert_chain(certificate, environment.get("TOIMI_XROAD_KEY"))
    except OSError:  # of which errors of certificates are a kind
        raise BadSetting(
            "TOIMI_XROAD_AUTHORITY, TOIMI_XROAD_CERTIFICATE and TOIMI_XROAD_KEY must be files of certificates and their key"
        ) from None
    return context


def headers(client: str, asking: Asking, request: str) -> dict[str, str]:
    """The headers of one request.

    Args:
        client: the name of this office.
        request: an identifier that no other request has.
    """
    return {
        "X-Road-Client": client,
        "X-Road-Id": request,
        "X-Road-UserId": f"FI{quote(asking.user)}",
        "X-Road-Issue": quote(asking.issue, safe=":"),
        "Accept": "application/json",
        "Accept-Encoding": "identity",  # what comes is as large as it looks
        "Content-Type": "application/json; charset=utf-8",
    }


def fault(status: int, error: str | None) -> Why | None:
    """Why this is no answer; ``None`` if it may be one.

    Args:
        status: of HTTP.
        error: the header ``X-Road-Error``, which is there if and only if it went wrong on the road.
    """
    if error is not None:
        return Why.REFUSED if error.startswith("Client") or error.endswith(DENIED) else Why.UNREACHABLE
    if status == 200:
        return None
    if status >= 500 or status == 429:
        return Why.FAILED
    return Why.REFUSED if status >= 400 else Why.BROKEN_ANSWER


def error_for_log(error: str | None) -> str:
    """The error of the road if it has the form of one: other text may say anything."""
    return error if error and _ERROR.fullmatch(error) else ""
