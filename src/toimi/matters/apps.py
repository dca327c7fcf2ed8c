"""The room, as Django knows it."""

from django.apps import AppConfig


class Matters(AppConfig):
    """Tables begin with ``matters_``."""

    name = "toimi.matters"
    label = "matters"
