"""Settings of the road, and what its answers mean."""

from __future__ import annotations

import pytest

from toimi.registers.answers import Why
from toimi.registers.xroad import Asking, BadSetting, address_of, error_for_log, fault, headers, own_name

SERVICE = "/r1/FI/GOV/0245437-2/population/people"


@pytest.mark.parametrize(
    "server", ["https://road.example", "http://127.0.0.1:9001", "http://localhost", "http://[::1]:80"]
)
def test_an_address_is_a_service_at_a_security_server(server: str) -> None:
    assert address_of("kela", {"TOIMI_REGISTER_KELA": server + SERVICE}) == server + SERVICE


@pytest.mark.parametrize(
    "address",
    [
        "http://road.example" + SERVICE,
        "http://10.0.0.1" + SERVICE,
        "ftp://127.0.0.1" + SERVICE,
        "https://road.example/r1/FI/GOV",
        "https://road.example/FI/GOV/0245437-2/population/people",
        "https://road.example" + SERVICE + "?code=1",
        "https://user:secret@road.example" + SERVICE,
        "road.example" + SERVICE,
    ],
)
def test_another_address_is_refused_and_not_repeated(address: str) -> None:
    """Unencrypted only on this machine; credentials and questions have no place in it."""
    with pytest.raises(BadSetting) as refused:
        address_of("kela", {"TOIMI_REGISTER_KELA": address})
    assert "TOIMI_REGISTER_KELA" in str(refused.value) and "road.example/" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("FI/MUN/1234567-1/toimi", True), ("FI/MUN/1234567-1", True), ("FI/MUN", False), ("FI//1/toimi", False),
     ("FI/MUN/1/toimi/more", False), ("FI/MUN/1/toimi\r\nX-Road-Id: 1", False)],
)  # fmt: skip
def test_the_name_of_an_office_has_three_or_four_parts(name: str, is_one: bool) -> None:
    """PR-REST 4.1: the subsystem may be left out."""
    if is_one:
        assert own_name({"TOIMI_XROAD_CLIENT": name}) == name
    else:
        with pytest.raises(BadSetting):
            own_name({"TOIMI_XROAD_CLIENT": name})


def test_what_is_not_set_is_none() -> None:
    assert address_of("kela", {}) is None
    assert own_name({}) is None


def test_no_header_can_be_broken_by_what_an_official_or_a_matter_is_called() -> None:
    made = headers("FI/MUN/1", Asking("a\r\nb ä", "matter:1\n2"), "id")
    assert made["X-Road-UserId"] == "FIa%0D%0Ab%20%C3%A4"
    assert made["X-Road-Issue"] == "matter:1%0A2"


@pytest.mark.parametrize(
    ("status", "error", "why"),
    [
        (200, None, None),
        (500, "Server.ServerProxy.NetworkError", Why.UNREACHABLE),
        (500, "Server.ClientProxy.OutdatedGlobalConf", Why.UNREACHABLE),
        (500, "Server.ServerProxy.AccessDenied", Why.REFUSED),
        (400, "Client.BadRequest", Why.REFUSED),
        (200, "Server.ServerProxy.DatabaseError", Why.UNREACHABLE),
        (500, None, Why.FAILED),
        (503, None, Why.FAILED),
        (429, None, Why.FAILED),
        (400, None, Why.REFUSED),
        (401, None, Why.REFUSED),
        (404, None, Why.REFUSED),
        (301, None, Why.BROKEN_ANSWER),
        (204, None, Why.BROKEN_ANSWER),
    ],
)
def test_errors_of_the_road_and_of_the_register_are_told_apart(status: int, error: str | None, why: Why | None) -> None:
    """PR-REST 4.6: the header is there if and only if the error is the road's; 404 of a register is no *nobody there*."""
    assert fault(status, error) is why


def test_an_error_is_logged_only_if_it_has_the_form_of_one() -> None:
    assert error_for_log("Server.ServerProxy.NetworkError") == "Server.ServerProxy.NetworkError"
    assert error_for_log("070385-901X is not known") == ""
    assert error_for_log(None) == ""
