"""Whether this office keeps statements at all. As an add-on (lisäosa) it must not: since 2025 an authority's own system may not
overlap with the national customer system (380/2023 section 120 a). It proposes, explains, checks and exports.

The mode comes from ``TOIMI_MODE``; ``toimi up`` writes it down, and the database refuses statements by it.
"""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from toimi.matters.models import one_of
from toimi.statements.problems import Problem, Refused


class Mode(StrEnum):
    """What Toimi is here."""

    OFFICE = "office"
    ADD_ON = "add-on"


class KeptMode(models.Model):
    """The mode from a moment on; the last row holds. Append-only; the web only reads it."""

    mode = models.CharField(max_length=20)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        """One of the list."""

        constraints = [one_of("mode", Mode, "mode_known")]

    def __str__(self) -> str:
        return self.mode


def mode() -> Mode:
    """The mode of the settings.

    Raises:
        ValueError: if there is no such mode.
    """
    return Mode(settings.MODE)


def keep_mode() -> None:
    """Write the mode down where the database sees it, if it is another than before."""
    last = KeptMode.objects.order_by("-pk").values_list("mode", flat=True).first()
    if last != mode():
        KeptMode.objects.create(mode=mode())


def check_keeping() -> None:
    """Whether statements are kept here at all.

    Raises:
        Refused: if Toimi is an add-on here; a proposal can be exported.
    """
    if mode() is Mode.ADD_ON:
        raise Refused([Problem("add_on_keeps_none")])
