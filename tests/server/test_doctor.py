"""``toimi doctor`` in houses where something is wrong: it names it, and what mends it."""

from __future__ import annotations

import ast
import os
import socket
import tomllib
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from psycopg import connect

from toimi.letters.pango import is_here
from toimi.server.examination import MODES, examine
from toimi.server.postgres import embedded
from toimi.server.problems import Problem
from toimi.statements.mode import Mode

from .offices import doctor, folder, free_port, office, toimi

TEXTS = tomllib.loads(files("toimi.cli").joinpath("texts", "office.toml").read_text("utf-8"))
PRINTING = "printing" if is_here() else "no_printing"


def ill(found: dict[str, dict[str, object]]) -> list[str]:
    return [what for what, one in found.items() if not one["is_well"]]


def test_an_empty_folder_is_well_and_stays_empty() -> None:
    with folder() as data:
        found = doctor(data, "--port", str(free_port()))
        expected = ["python", "extra", PRINTING, "folder", "mode_office", "port", "postgres_version", "extensions", "new", "no_registers",
                    "no_signing_in"]  # fmt: skip
        assert (list(found), ill(found)) == (expected, [])
        assert [path.name for path in data.iterdir()] == ["lock"]


def test_an_office_that_is_up_is_well_and_is_not_disturbed() -> None:
    with folder() as data, office(data) as one:
        found = doctor(data, "--port", str(one.port))
        assert ill(found) == []
        assert "running" in found
        assert "migrations" in found
        assert one.get("/health").status == 200


def test_it_holds_the_folder_while_it_looks_so_that_no_office_comes_up_on_its_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it started it stops, and an office that had found it running would stand without a database."""
    with folder() as data:
        server = embedded(data)
        server.start()
        server.stop()
        monkeypatch.delenv("DATABASE_URL")
        found = examine(data, free_port())
        while next(found).what != "postgres_version":
            pass
        assert server.is_running()
        up = toimi(data, "up", "--port", "0", "--lang", "en")
        assert (up.returncode, up.stdout) == (2, "")
        assert "toimi doctor, is running in it already" in up.stderr
        assert server.is_running()
        found.close()
        assert not server.is_running()
        with office(data) as one:
            assert one.get("/health").status == 200


def test_an_office_whose_database_is_elsewhere_is_not_given_another(own_database: str) -> None:
    with folder() as data, office(data, DATABASE_URL=own_database) as one:
        found = doctor(data, "--port", str(one.port))
        assert (list(found), ill(found)) == (
            [
                "python",
                "extra",
                PRINTING,
                "folder",
                "mode_office",
                "running",
                "unseen",
                "no_registers",
                "no_signing_in",
            ],
            [],
        )
        assert not (data / "postgres").exists()


def test_a_taken_port() -> None:
    with folder() as data, socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = doctor(data, "--port", str(port))
        assert ill(found) == ["port"]
        assert "--port 0" in found["port"]["says"]


def test_a_folder_that_cannot_be_written() -> None:
    found = doctor(Path("/proc/toimi"))
    assert ill(found) == ["folder"]
    assert "Set TOIMI_DATA" in found["folder"]["says"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as another user")
def test_a_folder_that_the_servers_user_cannot_pass() -> None:
    with folder() as data:
        data.chmod(0o700)
        found = doctor(data, "--port", str(free_port()))
        assert ill(found) == ["postgres"]
        assert "must be able to pass every folder above it" in found["postgres"]["says"]


def test_a_server_that_does_not_start() -> None:
    with folder() as data:
        server = embedded(data)
        server.start()
        server.stop()
        (server.folder / "postgresql.conf").write_text("no_such_setting = 1\n")
        found = doctor(data, "--port", str(free_port()))
        assert ill(found) == ["postgres"]
        assert "no_such_setting" in found["postgres"]["says"]


def test_no_programs_of_postgresql_where_they_are_said_to_be() -> None:
    with folder() as data:
        found = doctor(data, "--port", str(free_port()), TOIMI_POSTGRES_BIN="/nonexistent")
        assert ill(found) == ["postgres"]
        assert "There is no pg_ctl in /nonexistent" in found["postgres"]["says"]


def test_a_database_that_is_away_and_one_whose_address_is_wrong() -> None:
    with folder() as data:
        away = doctor(data, "--port", str(free_port()), DATABASE_URL=f"postgresql://toimi:s3cret@/x?host={data}")
        assert ill(away) == ["unreachable"]
        wrong = doctor(data, "--port", str(free_port()), DATABASE_URL="mysql://toimi:s3cret@/x")
        assert ill(wrong) == ["address"]
        assert "s3cret" not in str(away) + str(wrong)


def test_migrations_that_are_missing_are_named(own_database: str) -> None:
    with folder() as data:
        with connect(own_database) as there:
            there.execute("DELETE FROM django_migrations WHERE app = 'office'")
        found = doctor(data, "--port", str(free_port()), DATABASE_URL=own_database)
        assert ill(found) == ["migrations"]
        assert found["migrations"]["missing"].startswith("office.0001_organisations")
        assert "toimi up" in found["migrations"]["says"]


ROAD = "/r1/FI/GOV/0245437-2/population/people"


def settings_found(**settings: str) -> tuple[int, list[str]]:
    """How the doctor ends, and its lines on the registers and the provider; the rest of the house is well."""
    with folder() as data:
        said = toimi(data, "doctor", "--lang", "en", "--port", str(free_port()), **settings)
        lines = said.stdout.splitlines()
        return said.returncode, lines[lines.index(f"✓ {TEXTS['doctor']['new']['well']['en']}") + 1 : -1]


def test_registers_and_a_provider_that_are_not_set_are_said_and_nothing_is_wrong() -> None:
    assert settings_found(TOIMI_OIDC_ISSUER="https://id.example") == (0, [
        "✓ Other authorities' registers are not asked: no addresses TOIMI_REGISTER_… are set (docs/registers.md)",
        "✓ The API lets nobody in: settings are missing (TOIMI_OIDC_AUDIENCE)",
    ])  # fmt: skip


def test_registers_and_a_provider_that_are_set_are_well() -> None:
    assert settings_found(
        TOIMI_REGISTER_KELA=f"https://road.example{ROAD}", TOIMI_REGISTER_POPULATION=f"http://127.0.0.1:9{ROAD}",
        TOIMI_XROAD_CLIENT="FI/MUN/1234567-1/toimi", TOIMI_OIDC_ISSUER="https://id.example", TOIMI_OIDC_AUDIENCE="toimi",
    ) == (0, [
        "✓ Other authorities' registers have addresses: population, kela",
        "✓ One signs in to the API with the provider that TOIMI_OIDC_ISSUER names",
    ])  # fmt: skip


def test_every_bad_setting_of_a_register_is_named_with_its_mend_and_never_repeated() -> None:
    code, lines = settings_found(
        TOIMI_REGISTER_KELA="https://s3cret.example/kela", TOIMI_REGISTER_INCOMES=f"http://s3cret.example{ROAD}",
        TOIMI_REGISTER_STUDIES=f"https://[s3cret{ROAD}", TOIMI_REGISTER_POPULATIONS=f"https://s3cret.example{ROAD}",
        TOIMI_XROAD_CLIENT="s3cret",
    )  # fmt: skip
    assert code == 1
    assert [line.split()[:2] for line in lines[:-1]] == [
        ["✗", "TOIMI_REGISTER_INCOMES"], ["✗", "TOIMI_REGISTER_KELA"], ["✗", "TOIMI_REGISTER_STUDIES"],
        ["✗", "TOIMI_XROAD_CLIENT"], ["✗", "TOIMI_REGISTER_POPULATIONS"],
    ]  # fmt: skip
    assert "begins with https://" in lines[0]
    assert "https://SERVER/r1/INSTANCE/CLASS/MEMBER/SUBSYSTEM/SERVICE" in lines[1]
    assert "FI/MUN/1234567-1/toimi" in lines[3]
    assert "population, companies, incomes, kela, studies" in lines[4]
    assert "s3cret" not in "".join(lines)


def test_an_address_without_a_name_or_with_files_that_are_not_there_is_named() -> None:
    address = {"TOIMI_REGISTER_KELA": f"https://road.example{ROAD}"}
    assert "TOIMI_XROAD_CLIENT is missing" in settings_found(**address)[1][0]
    code, lines = settings_found(**address, TOIMI_XROAD_CLIENT="FI/MUN/1/toimi", TOIMI_XROAD_CERTIFICATE="/nowhere")
    assert (code, lines[0].startswith("✗ TOIMI_XROAD_AUTHORITY, TOIMI_XROAD_CERTIFICATE, TOIMI_XROAD_KEY: ")) == (
        1,
        True,
    )


def test_a_missing_extra_is_named_by_doctor_and_by_up() -> None:
    """A Python that finds no Gunicorn, as after ``pip install toimi``."""
    hide = "import sys; sys.modules['gunicorn'] = None; sys.modules['ninja'] = None"
    with folder() as data:
        (data / "sitecustomize.py").write_text(
            "import importlib.util as u\nfind = u.find_spec\n"
            "u.find_spec = lambda name, *a: None if name in ('gunicorn', 'ninja') else find(name, *a)\n" + hide + "\n"
        )
        path = f"{data}{os.pathsep}{Path(__file__).parents[2] / 'src'}"
        said = toimi(data, "doctor", "--lang", "en", PYTHONPATH=path)
        assert said.returncode == 1
        assert "✗ Libraries are missing (gunicorn, ninja). Install them: pip install 'toimi[office]'" in said.stdout
        up = toimi(data, "up", "--lang", "en", PYTHONPATH=path)
        assert (up.returncode, up.stdout) == (2, "")
        assert "pip install 'toimi[office]'" in up.stderr


def raised(node: ast.AST) -> tuple[str, frozenset[str]] | None:
    """The code and the names of values of a problem that is made here."""
    names = {one.__name__ for one in Problem.__subclasses__()}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
        return ast.literal_eval(node.args[0]), frozenset(str(word.arg) for word in node.keywords)
    return None


def test_every_problem_has_a_text_that_names_its_values() -> None:
    """And no text is left over."""
    sources = [path.read_text("utf-8") for path in (Path(__file__).parents[2] / "src/toimi/server").glob("*.py")]
    made = {found for source in sources for node in ast.walk(ast.parse(source)) if (found := raised(node))}
    told = {
        (code, frozenset(name for _, name, _, _ in Formatter().parse(text) if name))
        for code, by_language in TEXTS["problems"].items()
        for text in by_language.values()
    }
    assert {code for code, _ in made} == set(TEXTS["problems"])
    for code, values in told:
        assert values in [given for one, given in made if one == code], code


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_it_speaks_the_languages_of_the_country(lang: str) -> None:
    with folder() as data:
        said = toimi(data, "doctor", "--lang", lang, "--port", str(free_port()))
        lines = said.stdout.splitlines()
        assert lines[-1] == TEXTS["doctor"]["all_well"][lang]
        assert f"✓ {TEXTS['doctor']['extra']['well'][lang]}" in lines


def test_every_text_stands_in_three_languages() -> None:
    def leaves(table: dict[str, object]) -> list[dict[str, object]]:
        inner = [value for value in table.values() if isinstance(value, dict)]
        return [leaf for one in inner for leaf in leaves(one)] if inner else [table]

    assert all(sorted(leaf) == ["en", "fi", "sv"] for leaf in leaves(TEXTS))


def test_the_mode_is_named_and_one_that_there_is_not_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tuple(Mode) == MODES
    for given, what, is_well in (("add-on", "mode_add-on", True), ("rival", "mode_unknown", False)):
        monkeypatch.setenv("TOIMI_MODE", given)
        with folder() as data:
            found = next(one for one in examine(data, free_port()) if one.what.startswith("mode"))
        assert (found.what, found.is_well) == (what, is_well)
        assert {"fi", "sv", "en"} == TEXTS["doctor"][what]["well" if is_well else "ill"].keys()
