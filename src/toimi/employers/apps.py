"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    """The tables of the room begin with ``employers_``."""

    name = "toimi.employers"
    label = "employers"
