"""The audit: nobody changes what was written, and who goes around the guard is found, with the batch."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from toimi.office.audit import AuditRow, AuditSeal, Damage, Finding, record, seal, verify
from toimi.server.postgres import Postgres

NOON = datetime(2021, 3, 1, 12, 0, tzinfo=UTC)
OFFICIAL = "0b6f1e6c-1d1a-4e9b-9d57-2f6d7a0f4c11"


def look(person: int, **others: object) -> AuditRow:
    told = {
        "at": NOON, "who": OFFICIAL, "role": "adviser", "organisation": "te-office-pohjois-pohjanmaa",
        "what": "clients.look", "whose": str(person), "why": "matter", "about": "matter:17", "is_allowed": True,
    }  # fmt: skip
    return AuditRow(**{**told, **others})


def write(*people: int) -> list[AuditRow]:
    rows = [look(person) for person in people]
    with transaction.atomic():
        record(rows)
    return rows


@contextmanager
def unguarded(postgres: Postgres, table: str = "office_auditrow") -> Iterator[psycopg.Cursor]:
    """A superuser who takes the guard off, does what he wants, and puts it back."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(postgres.url(name, "postgres")) as admin, admin.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        yield cursor
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only")


def three_batches() -> list[list[AuditRow]]:
    """Two rows, three and one, sealed a minute apart."""
    batches = []
    for minute, people in enumerate(((1, 2), (3, 4, 5), (6,))):
        batches.append(write(*people))
        assert seal(NOON + timedelta(minutes=minute)) is not None
    return batches


# -- append-only


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("table", ["office_auditrow", "office_auditseal"])
@pytest.mark.parametrize("command", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_owner_of_the_table_cannot_change_it(table: str, command: str) -> None:
    column = "whose = '2'" if table == "office_auditrow" else "digest = ''"
    write(1)
    seal(NOON)
    with (
        pytest.raises(IntegrityError, match=f"append-only: .* of {table}"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(command.format(table, column))
    assert (AuditRow.objects.count(), AuditSeal.objects.count()) == (1, 1)


@pytest.mark.usefixtures("own_database")
def test_a_row_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record([look(1)])
    assert AuditRow.objects.count() == 0


@pytest.mark.usefixtures("own_database")
def test_a_row_goes_with_what_it_tells_of() -> None:
    with transaction.atomic():
        record([look(1)])
        transaction.set_rollback(True)
    assert AuditRow.objects.count() == 0


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("whose", "010190-900A"),  # an identity code
        ("whose", "Maija"),
        ("who", "maija.meikalainen"),
        ("why", "asked for it by phone"),
        ("what", "clients look"),
        ("what", ""),
        ("about", "matter:010190-900A"),
        ("about", "mother of 17"),
        ("role", "Adviser"),
        ("organisation", "TE office"),
        ("whose", "1\n"),
    ],
)
def test_nothing_but_codes_and_opaque_ids_can_be_written(column: str, value: str) -> None:
    with pytest.raises(IntegrityError, match=f"audit_{column}_form"), transaction.atomic():
        record([look(1, **{column: value})])


# -- sealing and verifying


@pytest.mark.usefixtures("own_database")
def test_a_chain_of_seals_is_whole() -> None:
    three_batches()
    write(7)
    found = verify()
    assert (found.seals, found.rows, found.unsealed, found.findings) == (3, 7, 1, ())
    first, second, third = AuditSeal.objects.order_by("number")
    assert [one.rows for one in (first, second, third)] == [2, 3, 1]
    assert first.previous == "0" * 64
    assert (second.previous, third.previous) == (first.digest, second.digest)


@pytest.mark.usefixtures("own_database")
def test_nothing_new_makes_no_seal() -> None:
    assert seal(NOON) is None
    write(1)
    assert seal(NOON) is not None
    assert seal(NOON) is None
    assert verify().seals == 1


@pytest.mark.usefixtures("own_database")
def test_no_audit_yet_is_a_whole_audit() -> None:
    found = verify()
    assert (found.seals, found.rows, found.unsealed, found.last, found.findings) == (0, 0, 0, None, ())


@pytest.mark.parametrize(
    "change",
    [
        "whose = '99'", "who = ''", "why = 'control'", "about = ''", "what = 'clients.list'", "role = 'manager'",
        "organisation = 'kela'", "is_allowed = false", "at = at + interval '1 microsecond'",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("own_database")
def test_any_changed_column_is_found_with_its_batch(postgres: Postgres, change: str) -> None:
    batches = three_batches()
    with unguarded(postgres) as cursor:
        cursor.execute(f"UPDATE office_auditrow SET {change} WHERE id = {batches[1][1].pk}")
    assert verify().findings == (Finding(2, Damage.CHANGED),)


@pytest.mark.usefixtures("own_database")
def test_a_removed_row_is_found_with_its_batch(postgres: Postgres) -> None:
    batches = three_batches()
    with unguarded(postgres) as cursor:
        cursor.execute(f"DELETE FROM office_auditrow WHERE id = {batches[2][0].pk}")
    assert verify().findings == (Finding(3, Damage.MISSING, 1),)


@pytest.mark.parametrize("where", [-1, 0])
@pytest.mark.usefixtures("own_database")
def test_a_row_put_before_the_first_is_found(where: int) -> None:
    three_batches()
    look(9, pk=where).save(force_insert=True)  # inserting is what the office may do
    assert verify().findings == (Finding(1, Damage.INSERTED, 1),)


@pytest.mark.usefixtures("own_database")
def test_a_row_put_into_a_hole_is_found_with_its_batch() -> None:
    write(1)
    seal(NOON)
    with transaction.atomic():  # a number that was given out and never used
        record([look(2)])
        hole = AuditRow.objects.latest("pk").pk
        transaction.set_rollback(True)
    write(3)
    seal(NOON)
    assert verify().findings == ()
    look(9, pk=hole).save(force_insert=True)
    assert verify().findings == (Finding(2, Damage.INSERTED, 1),)


@pytest.mark.usefixtures("own_database")
def test_one_row_for_another_is_found(postgres: Postgres) -> None:
    batches = three_batches()
    with unguarded(postgres) as cursor:
        cursor.execute(f"DELETE FROM office_auditrow WHERE id = {batches[0][0].pk}")
    look(9, pk=0).save(force_insert=True)
    assert verify().findings == (Finding(1, Damage.CHANGED),)


@pytest.mark.usefixtures("own_database")
def test_two_rows_that_changed_places_are_found(postgres: Postgres) -> None:
    batches = three_batches()
    one, two = (row.pk for row in batches[1][:2])
    with unguarded(postgres) as cursor:
        cursor.execute(
            f"UPDATE office_auditrow SET whose = CASE id WHEN {one} THEN '4' ELSE '3' END WHERE id IN ({one}, {two})"
        )
    assert verify().findings == (Finding(2, Damage.CHANGED),)


@pytest.mark.parametrize(
    "change", ["sealed_at = sealed_at + interval '1 second'", "rows = 4", "digest = repeat('a', 64)"]
)
@pytest.mark.usefixtures("own_database")
def test_a_changed_seal_is_found(postgres: Postgres, change: str) -> None:
    three_batches()
    with unguarded(postgres, "office_auditseal") as cursor:
        cursor.execute(f"UPDATE office_auditseal SET {change} WHERE number = 2")
    assert 2 in {one.batch for one in verify().findings}


@pytest.mark.usefixtures("own_database")
def test_a_removed_seal_is_found(postgres: Postgres) -> None:
    three_batches()
    with unguarded(postgres, "office_auditseal") as cursor:
        cursor.execute("DELETE FROM office_auditseal WHERE number = 2")
    assert verify().findings == (Finding(2, Damage.NO_SEAL),)


@pytest.mark.usefixtures("own_database")
def test_a_chain_rewritten_as_a_whole_is_found_by_a_digest_noted_elsewhere(postgres: Postgres) -> None:
    """Who owns the machine can rewrite rows and seals alike: only what stands outside tells."""
    three_batches()
    noted = {2: AuditSeal.objects.get(number=2).digest}
    assert verify(noted).findings == ()
    with unguarded(postgres) as cursor:
        cursor.execute("UPDATE office_auditrow SET whose = '99' WHERE whose = '4'")
        cursor.execute("ALTER TABLE office_auditseal DISABLE TRIGGER ALL")
        cursor.execute("DELETE FROM office_auditseal")
        cursor.execute("ALTER TABLE office_auditseal ENABLE ALWAYS TRIGGER office_auditseal_append_only")
    for _ in range(3):
        seal(NOON)
    assert verify().findings == ()
    assert verify(noted).findings == (Finding(2, Damage.NO_SEAL),)


# -- beside writers


@pytest.mark.usefixtures("own_database")
def test_the_sealer_does_not_pass_a_writer_who_has_not_finished(own_database: str) -> None:
    """A row with a smaller number may be committed after one with a greater."""
    with psycopg.connect(own_database) as slow:
        columns = "at, who, role, organisation, what, whose, why, about, is_allowed"
        slow.execute(f"INSERT INTO office_auditrow ({columns}) VALUES (now(), '', '', '', 'slow', '', '', '', true)")
        write(1)
        assert seal(NOON) is None
        slow.commit()
    assert seal(NOON).rows == 2
    assert verify().findings == ()


@pytest.mark.usefixtures("own_database")
def test_sealing_beside_eight_writers_loses_nothing(own_database: str) -> None:
    def writer(number: int) -> None:
        with psycopg.connect(own_database, autocommit=True) as mine:
            for count in range(60):
                with mine.transaction(force_rollback=count % 7 == 0):
                    mine.execute(
                        "INSERT INTO office_auditrow (at, who, role, organisation, what, whose, why, about, is_allowed)"
                        " VALUES (now(), '', '', '', 'busy', %s, '', '', true)",
                        [str(number)],
                    )

    writers = [threading.Thread(target=writer, args=[number]) for number in range(8)]
    for one in writers:
        one.start()
    while any(one.is_alive() for one in writers):
        seal(NOON)
    seal(NOON)
    found = verify()
    assert (found.rows, found.unsealed, found.findings) == (8 * 51, 0, ())
    assert found.seals > 1


@pytest.mark.usefixtures("own_database")
def test_the_seal_can_be_computed_anew_by_anybody() -> None:
    """The form of the digest is fixed: an export and any programme with SHA-256 suffice (here without the office's code)."""
    import hashlib

    [row] = write(1)
    made = seal(NOON)
    text = (
        f'[1,"2021-03-01T12:00:00.000000+00:00",{row.pk},"{"0" * 64}"]\n'
        f'[{row.pk},"2021-03-01T12:00:00.000000+00:00","{OFFICIAL}","adviser","te-office-pohjois-pohjanmaa",'
        '"clients.look","1","matter","matter:17",true]\n'
        "[1]\n"
    )
    assert made.digest == hashlib.sha256(text.encode()).hexdigest()
