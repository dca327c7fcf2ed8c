"""How a test logs in as the web: with the role that row security binds."""

from __future__ import annotations

from contextlib import suppress

import psycopg
from django.db import connection

from toimi.office.row_security import WEB, let_web_in
from toimi.server.postgres import Postgres


def let_in(postgres: Postgres) -> None:
    """Make the role, and give it what it needs in the database of the settings."""
    already = (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation)  # by the test of another worker
    with suppress(*already), psycopg.connect(postgres.url("postgres", "postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {WEB} LOGIN")
    assert let_web_in()


def log_in_as(role: str) -> None:
    """From here on Django is logged in as the role."""
    connection.close()
    connection.close_pool()
    connection.settings_dict["USER"] = role


WALLED = (
    *("api_keptanswer", "clients_changedfact", "clients_contactdetail", "clients_handover", "clients_identitychange"),
    *("clients_jobsearch", "clients_knownfact", "clients_person", "clients_registeranswer", "clients_representation"),
    "clients_stay",
    *("employers_company", "employers_companycontact", "employers_companyname", "employers_companystate"),
    *("employers_holder", "employers_layoffnotice", "employers_mandate", "employers_revocation"),
    *("letters_attachment", "letters_delivery", "letters_letter", "letters_message", "letters_print"),
    *("letters_reading", "letters_sharing", "letters_step"),
    *("matters_clock", "matters_holding", "matters_matter", "matters_received", "matters_request", "matters_rerun"),
    "matters_step",
    *("office_auditrow", "office_brake", "office_emergency", "office_emergencyend", "office_release"),
    *("statements_humanrequest", "statements_nostatement", "statements_outgoing", "statements_proposal"),
    *("statements_redecision", "statements_sample", "statements_statement"),
)
"""Every table that tells of a person, answers kept for the API among them."""
