"""The room, as Django knows it."""

from django.apps import AppConfig


class Statements(AppConfig):
    """Tables begin with ``statements_``."""

    name = "toimi.statements"
    label = "statements"
