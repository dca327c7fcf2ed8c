"""The command as such: its help, wrong words, cold start, and screens that cannot show or take everything."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from toimi.cli.main import COMMANDS

from .commands import COOK, inside, refused, toimi

LAZY = ("pyarrow", "yaml", "rich", "numpy", "toimi.law", "toimi.book", "toimi.days")


def loaded(*args: str | Path) -> set[str]:
    """Which of the heavy modules a command has loaded when it ends."""
    code = (
        "import sys, runpy, atexit\n"
        "atexit.register(lambda: print('LOADED', *sorted(sys.modules), file=sys.stderr))\n"
        f"sys.argv = ['toimi', *{list(map(str, args))!r}]\n"
        "from toimi.cli.main import main\n"
        "main()"
        if args
        else "import sys, toimi\nprint('LOADED', *sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    modules = done.stderr.rpartition("LOADED ")[2].split()
    return {name for name in LAZY if name in modules}


def test_importing_the_package_loads_nothing_heavy() -> None:
    """``import toimi``."""
    assert loaded() == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(option: str) -> None:
    """No law, no numbers, no tables, no colours."""
    assert loaded(option) == set()


def test_deciding_one_person_does_without_tables() -> None:
    """``toimi decide`` needs the law but not pyarrow, and as JSON no colours either."""
    assert "pyarrow" not in loaded("decide", COOK)
    assert {"pyarrow", "rich"}.isdisjoint(loaded("decide", COOK, "--json"))
    assert {"pyarrow", "rich", "toimi.law.ttl"}.isdisjoint(loaded("facts", "schema"))


def test_the_help_names_every_command() -> None:
    """Of the command itself, and of each below it."""
    said = toimi("--help")
    assert said.code == 0
    assert all(name in said.out for name in COMMANDS)
    for name in COMMANDS:
        assert inside(name, "--help").out.startswith("Usage: ")
        assert name in inside(name, "--help").out


def test_the_version_is_the_packages() -> None:
    """``toimi --version``."""
    assert importlib.metadata.version("toimi") in toimi("--version").out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["decid", str(COOK)], "No command 'decid'. Did you mean decide?"),
        (["fcats"], "No command 'fcats'. Did you mean facts?"),
        (
            ["xyzzy"],
            "No command 'xyzzy'. Use one of: decide, questions, worlds, decide-all, people, law, facts, up, doctor, assign, organisations, ask, import, statements, verify, audit.",
        ),
        (["law", "lsit"], "No such command 'lsit'. Did you mean 'list'?"),
        (["facts", "validat", str(COOK)], "No such command 'validat'. Did you mean 'validate'?"),
        (["decide", str(COOK), "--knwn-at", "2020-03-30"], "No such option '--knwn-at'. Did you mean '--known-at'?"),
        (["decide", str(COOK), "--lang", "se"], "Invalid value for '--lang': 'se' is not one of 'fi', 'sv', 'en'."),
        (["decide"], "Missing argument 'FILE'."),
        (["decide-all", "people.parquet"], "Missing option '--out'."),
        (["--versoin"], "No such option '--versoin'. Did you mean '--version'?"),
    ],
)
def test_a_wrong_word_is_refused_with_the_nearest(args: list[str], says: str) -> None:
    """Commands, commands below commands, options and their values."""
    assert refused(inside(*args)) == says


def test_a_wrong_word_is_refused_by_the_real_command() -> None:
    """Code 2 in a process of its own; the same without any word, which shows the help."""
    assert refused(toimi("decid")) == "No command 'decid'. Did you mean decide?"
    nothing = toimi()
    assert (nothing.code, nothing.out) == (2, "")
    assert "decide-all" in nothing.err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_screen_without_the_letters_shows_question_marks(encoding: str) -> None:
    """Never an error."""
    said = toimi("decide", COOK, encoding=encoding)
    assert (said.code, said.err) == (0, "")
    assert "TTL 2:10.1" in said.out
    assert ("Päivät" if encoding != "ascii" else "P?iv?t") in said.out


def test_a_message_that_the_screen_cannot_show_is_told_too() -> None:
    """What the user wrote, as far as the letters reach."""
    assert refused(toimi("\u0161\u0142", encoding="latin-1")).startswith("No command '??'. Use one of: decide")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_data_are_utf_8_whatever_the_screen(encoding: str) -> None:
    """``--json`` is for machines: every letter stays."""
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(
        [sys.executable, "-m", "toimi.cli.main", "decide", COOK, "--json"],
        capture_output=True,
        env=env,
        timeout=60,
        check=True,
    )
    assert json.loads(done.stdout.decode("utf-8")) == inside("decide", COOK, "--json").data


def test_a_file_name_that_is_no_text_does_no_harm(tmp_path: Path) -> None:
    """A case named after a file whose name is not UTF-8."""
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/k\xe4.json"))
    file.write_text(json.dumps({"asked": {"from": "2020-03-16", "through": "2020-03-20"}}))
    assert toimi("decide", file, "--json").data["case"] == "k\ufffd"
    assert toimi("decide", file).code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")
@pytest.mark.parametrize("args", [("law", "list"), ("law", "list", "--json"), ("facts", "schema")])
def test_a_full_disk_is_told(args: tuple[str, ...]) -> None:
    """The answer has nowhere to go: code 2 and a message."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "toimi.cli.main", *args],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "Error: the answer cannot be written (No space left on device). Check the space there.\n"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    """``toimi law list --json | head -1``."""
    with subprocess.Popen(
        [sys.executable, "-m", "toimi.cli.main", "law", "list", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline() == b"{\n"
        running.stdout.close()
        assert running.stderr.read() == b""
