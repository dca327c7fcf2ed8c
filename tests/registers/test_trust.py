"""Office and security server know each other by certificates: over real TLS, with keys made for the test."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.registers.running import ASKING, CLIENT

from toimi.registers.answers import NotKnown, Told, Why
from toimi.registers.asking import Patience
from toimi.registers.kela import KELA
from toimi.registers.local.serving import Behaviour, path_of, server
from toimi.registers.xroad import BadSetting, trust

CODE = "070385-901X"
QUICK = Patience(connection=2.0, silence=2.0, whole=4.0, pause=0.01)


def certificate(folder: Path, name: str) -> None:
    """A certificate that vouches for itself, and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / f"{name}.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / f"{name}.key").write_bytes(pem)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name in ("server", "office", "stranger"):
        certificate(tmp_path, name)
    return tmp_path


@pytest.fixture
def secured(files: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A security server that lets nobody in without the office's certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files / "server.crt", files / "server.key")
    context.load_verify_locations(files / "office.crt")
    context.verify_mode = ssl.CERT_REQUIRED
    serving = server({"kela": {CODE: {"claims": [], "disability_pensions": []}}}, Behaviour(), 0)
    serving.socket = context.wrap_socket(serving.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=serving.serve_forever)
    thread.start()
    monkeypatch.setenv("TOIMI_XROAD_CLIENT", CLIENT)
    monkeypatch.setenv("TOIMI_REGISTER_KELA", f"https://127.0.0.1:{serving.server_address[1]}{path_of('kela')}")
    yield files
    serving.shutdown()
    thread.join()
    serving.server_close()


@pytest.mark.parametrize(
    ("authority", "mine", "why"),
    [
        ("server", "office", None), ("server", None, Why.UNREACHABLE), ("server", "stranger", Why.UNREACHABLE),
        ("stranger", "office", Why.UNREACHABLE), (None, "office", Why.UNREACHABLE),
    ],
)  # fmt: skip
def test_only_the_two_that_know_each_other_speak(
    authority: str | None, mine: str | None, why: Why | None, secured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if authority:
        monkeypatch.setenv("TOIMI_XROAD_AUTHORITY", str(secured / f"{authority}.crt"))
    if mine:
        monkeypatch.setenv("TOIMI_XROAD_CERTIFICATE", str(secured / f"{mine}.crt"))
        monkeypatch.setenv("TOIMI_XROAD_KEY", str(secured / f"{mine}.key"))
    answer = KELA.ask([CODE], ASKING, QUICK)[CODE]
    assert (answer.why if isinstance(answer, NotKnown) else None) is why
    assert isinstance(answer, Told) is (why is None)


@pytest.mark.parametrize(("mine", "key"), [("nowhere", "office"), ("office", "stranger")])
def test_files_that_are_not_there_or_do_not_belong_together_are_a_bad_setting(mine: str, key: str, files: Path) -> None:
    given = {"TOIMI_XROAD_CERTIFICATE": str(files / f"{mine}.crt"), "TOIMI_XROAD_KEY": str(files / f"{key}.key")}
    with pytest.raises(BadSetting, match="TOIMI_XROAD_KEY"):
        trust("https://road.example", given)
