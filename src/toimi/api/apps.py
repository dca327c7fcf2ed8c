"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The tables of the room begin with ``api_``."""

    name = "toimi.api"
    label = "api"
