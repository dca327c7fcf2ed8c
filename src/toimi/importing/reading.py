"""The rows of a CSV file, one at a time: with the line on which each begins, and whatever is wrong with the form.

Bytes that are no UTF-8, a row of another width or an open quotation mark are problems of their line, never an error: what
can still be read is read, so that one run tells of all of them.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from toimi.importing.problems import Problem, Problems

LONGEST_LINE = 1_000_000
"""Bytes: a line that is longer is no line of such a file."""
MARK = b"\xef\xbb\xbf"
"""What some programs write at the beginning of a file in UTF-8."""


class _Lines:
    """The lines of a file as text, for the reader of CSV."""

    def __init__(self, opened: BinaryIO, file: str, problems: Problems) -> None:
        self._opened = opened
        self._file = file
        self._problems = problems
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._opened.readline(LONGEST_LINE + 1):
            self.number += 1
            if len(line) > LONGEST_LINE:
                self._problems.add(Problem(self._file, self.number, "", "line_too_long"), breaks=True)
                return
            try:
                yield (line.removeprefix(MARK) if self.number == 1 else line).decode("utf-8")
            except UnicodeDecodeError:
                self._problems.add(Problem(self._file, self.number, "", "encoding"), breaks=True)
                yield line.decode("utf-8", "replace")


def records(
    path: Path, columns: Collection[str], needed: Collection[str], separator: str, problems: Problems
) -> Iterator[tuple[int, dict[str, str] | None]]:
    """The line and the values by column of each row; no values if its width is wrong. An empty line is no row.

    Args:
        columns: those that the file may have; ``needed``: those that it must have.
    """
    file = path.name
    try:
        opened = path.open("rb")
    except OSError:
        problems.add(Problem(file, 0, "", "file_unreadable"), breaks=True)
        return
    with opened:
        lines = _Lines(opened, file, problems)
        rows = csv.reader(lines, delimiter=separator, strict=True)
        begins = 1
        try:
            names = next(rows, [])
            if not _header_is_good(file, names, columns, needed, problems):
                return
            begins = lines.number + 1
            for row in rows:
                if len(row) == len(names):
                    yield begins, dict(zip(names, row, strict=True))
                elif row:
                    problems.add(Problem(file, begins, "", "row_width", {"wanted": str(len(names))}), breaks=True)
                    yield begins, None
                begins = lines.number + 1
        except csv.Error:
            problems.add(Problem(file, begins, "", "csv_form"), breaks=True)
        except OSError:
            problems.add(Problem(file, begins, "", "file_unreadable"), breaks=True)


def _header_is_good(
    file: str, names: list[str], columns: Collection[str], needed: Collection[str], problems: Problems
) -> bool:
    """Whether the first line has the names that it must. It may be a row of a file without names: none is repeated."""
    before, seen = problems.total, set[str]()
    for number, name in enumerate(names, 1):
        if name not in columns:
            problems.add(Problem(file, 1, "", "column_unknown", {"number": str(number)}), breaks=True)
        elif name in seen:
            problems.add(Problem(file, 1, name, "column_twice"), breaks=True)
        seen.add(name)
    for name in needed:
        if name not in seen:
            problems.add(Problem(file, 1, name, "column_missing"), breaks=True)
    return problems.total == before
