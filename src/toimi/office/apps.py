"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The tables of the room begin with ``office_``."""

    name = "toimi.office"
    label = "office"
