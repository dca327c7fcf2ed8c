"""Making a database ready: tables and the office's own dated data, both as often as one likes."""

from __future__ import annotations

import os

import django

from toimi.office.row_security import WEB, let_web_in
from toimi.server.problems import WebRoleError
from toimi.server.web_role import VARIABLE


def set_up() -> None:
    """Django, ready to use in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toimi.server.settings")
    django.setup()


def prepare() -> None:
    """Migrate, load the organisations and let the web in; what is there already stays as it is.

    Raises:
        WebRoleError: if there is no role of the web.
    """
    from django.core.management import call_command  # noqa: PLC0415  (after set_up)

    from toimi.office.organisations import load_organisations  # noqa: PLC0415  (its tables need set_up)
    from toimi.statements.mode import keep_mode  # noqa: PLC0415  (its tables need set_up)

    try:
        call_command("migrate", interactive=False, verbosity=0)
        load_organisations()
        keep_mode()
        if not let_web_in():
            raise WebRoleError("no_web_role", role=WEB, variable=VARIABLE)
    finally:
        _let_go()


def missing_migrations() -> list[str]:
    """Migrations that the database of the settings does not have yet, as ``office.0001_organisations``."""
    from django.db import connection  # noqa: PLC0415  (after set_up)
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415  (after set_up)

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    _let_go()
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _let_go() -> None:
    """Close this process's connections: the web has its own, and the server may be stopped next."""
    from django.db import connection  # noqa: PLC0415  (after set_up)

    connection.close()
    getattr(connection, "close_pool", lambda: None)()
