"""Whether this machine has what a PDF is made with. Needs no settings, so that the doctor can ask."""

from __future__ import annotations

from functools import cache


@cache
def is_here() -> bool:
    """Whether Pango is here, and HarfBuzz's subsetter, without which the same letter gives other bytes each time."""
    try:
        from weasyprint.text.ffi import harfbuzz_subset  # noqa: PLC0415  (loads Pango, or fails)
    except (ImportError, OSError):
        return False
    return harfbuzz_subset is not None
