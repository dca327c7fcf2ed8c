"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """The tables of the room begin with ``clients_``."""

    name = "toimi.clients"
    label = "clients"
