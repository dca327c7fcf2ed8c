"""What commands that write share: files that appear only when they are whole, and a bar where somebody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """A file that appears only when it is whole."""
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        yield unfinished
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def progress(doing: str, people: int) -> Iterator[Callable[[int], None]]:
    """A progress bar where somebody looks at it."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console  # noqa: PLC0415  (loaded when the command runs)
    from rich.progress import Progress  # noqa: PLC0415  (loaded when the command runs)

    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task(doing, total=people)
        yield lambda count: bar.advance(task, count)
