"""What was once written stays: for migrations of tables whose rows are never changed, or are completed once."""

from __future__ import annotations

from django.db.migrations import RunSQL

_REFUSAL = """
CREATE OR REPLACE FUNCTION toimi_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def append_only(table: str) -> RunSQL:
    """From here on the database refuses to change or remove rows of a table, whoever asks.

    The trigger stands on the statement: one that would touch no row is refused too, and so is TRUNCATE. It is
    ``ALWAYS`` on, so that no replication setting of a session goes around it. Only one who may alter the table can take
    it off; what is done then in the audit, its seals show.
    """
    name = f"{table}_append_only"
    return RunSQL(
        [
            _REFUSAL,
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} EXECUTE FUNCTION toimi_append_only()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
        ],
        [f"DROP TRIGGER {name} ON {table}"],
    )


_COMPLETION = """
CREATE OR REPLACE FUNCTION toimi_completed_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR to_jsonb(OLD) - TG_ARGV <> to_jsonb(NEW) - TG_ARGV OR to_jsonb(OLD) -> TG_ARGV[0] <> 'null'
    THEN
        RAISE EXCEPTION 'completed once: % of % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""


def completed_once(table: str, *columns: str) -> RunSQL:
    """From here on a row of a table is changed in these columns only, and only while the first of them is empty.

    No row goes away, as in ``append_only``.
    """
    name, named = f"{table}_completed_once", ", ".join(f"'{column}'" for column in columns)
    return RunSQL(
        [
            _COMPLETION,
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION toimi_completed_once({named})",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
            _REFUSAL,
            f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON {table} EXECUTE FUNCTION toimi_append_only()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}_all",
        ],
        [f"DROP TRIGGER {name} ON {table}", f"DROP TRIGGER {name}_all ON {table}"],
    )
