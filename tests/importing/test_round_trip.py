"""Invented people by way of an extract and by the register's own actions: the law is given the same of both."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.db import connection
from tests.conftest import TEMPLATE, as_admin, use
from tests.importing.directly import registered_directly
from tests.importing.extracts import codes_of, imported

from toimi.clients.case import load
from toimi.clients.models import Person
from toimi.importing.of_invented import MADE_ON, invented_extract, seekers
from toimi.server.postgres import Postgres

PEOPLE = 500


def as_read(people: list[int]) -> list[dict[str, Any]]:
    """What the law is given of each, without the numbers: of the people, and those in the names of their searches."""
    rows = [row for batch in load(people, known_at=MADE_ON) for row in batch.to_pylist()]
    for row in rows:
        del row["person"]
        for fact in (*row["job_search"], *row["search_lapse"]):
            fact |= {name: re.sub("-[0-9]+", "", fact[name] or "") for name in ("id", "corrects")}
    return rows


def test_the_law_is_given_the_same_either_way(own_database: str, postgres: Postgres, tmp_path: Path) -> None:
    mine, other = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_other"
    direct = as_read(registered_directly(PEOPLE))
    as_admin(postgres, f"CREATE DATABASE {other} TEMPLATE {TEMPLATE} OWNER toimi")
    try:
        use(other)
        done = imported(invented_extract(tmp_path / "x", PEOPLE))
        assert (codes_of(done), done.differences) == ([], [])
        by_code = dict(Person.objects.values_list("identity_code", "pk"))
        by_file = as_read([by_code[one.code] for one in seekers(PEOPLE)])
    finally:
        use(mine)
        as_admin(postgres, f"DROP DATABASE {other} WITH (FORCE)")
    assert len(direct) == PEOPLE
    assert sum(len(row["job_search"]) > 1 for row in direct) > PEOPLE / 10  # searches that ended are among them
    assert any(fact["withdrawn"] for row in direct for fact in row["service"])
    assert by_file == direct
