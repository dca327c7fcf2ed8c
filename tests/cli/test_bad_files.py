"""Files that cannot be taken: code 2, one clear message with file, line, field and remedy, and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from .bad_files import ALL, Bad
from .commands import COOK, inside, refused, toimi

BY_NAME = {bad.name: bad for bad in ALL}


def told(bad: Bad, file: Path, message: str) -> None:
    """The message says file, line, field, what is wrong and what to do, in this order, once."""
    where = f"{file}:{bad.line}: " if bad.line else f"{file}: "
    lines = message.split("\n")
    assert len(lines) == len(set(lines)) == (bad.lines or len(lines)), message
    assert all(line.startswith(str(file)) for line in lines)
    assert lines[0].startswith(where), message
    rest = lines[0][len(where) :]
    for part in bad.says:
        assert part in rest, message
        rest = rest[rest.index(part) + len(part) :]
    assert len(lines[0]) < 1000
    assert lines[0].endswith((".", "?"))


@pytest.mark.parametrize("bad", ALL, ids=lambda bad: bad.name)
def test_a_bad_file_is_refused_with_place_and_remedy(bad: Bad, tmp_path: Path) -> None:
    """Every bad file, within this process: and never more than two seconds."""
    file = bad.write(tmp_path)
    began = time.monotonic()
    message = refused(inside("decide", file))
    assert time.monotonic() - began < 2
    told(bad, file, message)


@pytest.mark.parametrize(
    "name",
    [
        "billion_laughs.yaml",
        "deep_names.json",
        "deep_and_open.json",
        "two_megabytes.yaml",
        "binary.yaml",
        "latin_1.yaml",
        "empty.yaml",
        "unknown_attribute.yaml",
        "nan.json",
        "searches_overlap.yaml",
        "two_documents.yaml",
        "tag.yaml",
    ],
)
def test_a_bad_file_is_refused_by_the_real_command(name: str, tmp_path: Path) -> None:
    """A dozen of them in a process of its own, start and all within two seconds."""
    bad = BY_NAME[name]
    file = bad.write(tmp_path)
    began = time.monotonic()
    said = toimi("decide", file)
    assert time.monotonic() - began < 2
    told(bad, file, refused(said))


@pytest.mark.parametrize("command", [("questions",), ("facts", "validate")])
def test_the_other_commands_refuse_the_same_files_in_the_same_words(command: tuple[str, ...], tmp_path: Path) -> None:
    """Every bad file again, by the two other commands that read a case."""
    for bad in ALL:
        file = bad.write(tmp_path)
        assert refused(inside(*command, file)) == refused(inside("decide", file))


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """Missing, a folder, below a file; and a name that is not UTF-8 is told as well as it can be."""
    for file, why in (
        (tmp_path / "missing.yaml", "No such file or directory"),
        (tmp_path, "Is a directory"),
        (COOK / "below.yaml", "Not a directory"),
    ):
        for said in (inside("decide", file), toimi("facts", "validate", file)):
            assert refused(said) == f"{file}: cannot be read ({why}). Check the name and the rights."
    message = refused(toimi("decide", "j\udce4\udce4.yaml"))
    assert "cannot be read (No such file or directory)" in message


def test_every_problem_is_told_at_once_and_each_once(tmp_path: Path) -> None:
    """Three mistakes on three lines; of two hundred alike the first fifty, and how many more."""
    file = tmp_path / "many.yaml"
    text = COOK.read_text("utf-8")
    file.write_text(
        text.replace("pay_month", "pay").replace("extent: full", "extent: half").replace("  study:", "  studie:"),
        "utf-8",
    )
    lines = refused(inside("decide", file)).split("\n")
    assert sorted(line.split(": ")[0] for line in lines) == [f"{file}:15", f"{file}:17", f"{file}:18"]
    file.write_text(text + "    - {from: 2020-04-01, subjects: [wrk]}\n" * 200, "utf-8")
    lines = refused(inside("decide", file)).split("\n")
    assert len(lines) == 51
    assert lines[-1] == "… and 150 more."


def test_a_bad_file_is_not_called_a_wrong_use_of_the_command(tmp_path: Path) -> None:
    """The message stands alone; only a wrong word on the command line shows how the command is used."""
    assert toimi("decide", tmp_path / "missing.yaml").err.startswith("Error: ")
    assert toimi("decide", COOK, "--lang", "ee").err.startswith("Usage: ")
