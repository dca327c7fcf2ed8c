"""How a test logs in as the web: with the role that row security binds. The template of the tests has let it in."""

from __future__ import annotations

from django.db import connection


def log_in_as(role: str) -> None:
    """From here on Django is logged in as the role."""
    connection.close()
    connection.close_pool()
    connection.settings_dict["USER"] = role
