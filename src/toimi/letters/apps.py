"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """The tables of the room begin with ``letters_``."""

    name = "toimi.letters"
    label = "letters"
