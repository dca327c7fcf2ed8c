"""The database of the tests as the web sees it: every policy binds, and afterwards the owner is back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from toimi.office.audit import AuditRow, record
from toimi.office.row_security import WEB, unbound_tables

AsWeb = Callable[[], AbstractContextManager[None]]
NOON = datetime(2021, 3, 1, 12, 0, tzinfo=UTC)


def who() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def looked_at(person: int) -> None:
    with transaction.atomic():
        record([AuditRow(at=NOON, what="clients.look", whose=str(person), is_allowed=True)])


@pytest.mark.usefixtures("db")
def test_for_a_while_in_a_test_that_is_undone(as_web: AsWeb) -> None:
    looked_at(17)
    assert unbound_tables() != []
    with as_web(), transaction.atomic(durable=True):
        assert who() == WEB
        assert unbound_tables() == []
        assert AuditRow.objects.count() == 0
    assert who() == "toimi"
    assert AuditRow.objects.count() == 1


@pytest.mark.usefixtures("db")
def test_an_error_brings_the_owner_back(as_web: AsWeb) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), as_web():
        looked_at(17)
    assert who() == "toimi"
    assert AuditRow.objects.count() == 0


@pytest.mark.usefixtures("own_database")
def test_in_a_test_that_commits(as_web: AsWeb) -> None:
    with as_web():
        assert who() == WEB
    assert who() == "toimi"


def test_a_session_of_its_own(web_database: str) -> None:
    assert who() == WEB
    assert unbound_tables() == []
    with psycopg.connect(web_database) as there:
        assert there.execute("SELECT current_user").fetchone() == (WEB,)


def test_the_next_test_has_the_owner_again(own_database: str) -> None:
    assert who() == "toimi"
