"""What the tests of the commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from .commands import COOK


@pytest.fixture
def cook_of(tmp_path: Path) -> object:
    """The cook's case with something written otherwise, as a file."""

    def write(*changes: tuple[str, str], name: str = "cook.yaml") -> Path:
        text = COOK.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file = tmp_path / name
        file.write_text(text, "utf-8")
        return file

    return write
