"""An empty database for a measurement, with the settings that lead to it; it goes away at the end."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]


@contextmanager
def database() -> Iterator[Path]:
    """A server of its own with the office's tables, to which this process's Django leads: its folder."""
    from toimi.server.postgres import embedded  # noqa: PLC0415  (after the path)
    from toimi.server.preparing import prepare, set_up  # noqa: PLC0415  (after the path)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server's own user passes through
        server = embedded(folder)
        from toimi.server.kept import new_signing_key  # noqa: PLC0415  (after the path)

        os.environ |= {
            "TOIMI_SIGNING_KEY": new_signing_key(),
            "DATABASE_URL": server.url(), "TOIMI_SECRET_KEY": "only for this measurement, of no use to anybody else!",
        }  # fmt: skip
        server.start()
        try:
            set_up()
            prepare()
            yield folder
        finally:
            server.stop()
