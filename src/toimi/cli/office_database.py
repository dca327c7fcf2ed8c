"""The office's database for a command: that of the given address, or of the office on this machine, up or not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from toimi.book.language import Texts
from toimi.cli.up import CannotStart, office_texts, said, told
from toimi.server.examination import Finding, data_folder, missing_libraries
from toimi.server.kept import SIGNING_KEY
from toimi.server.problems import BadAddress, InstanceError, PostgresError


def need_libraries(lang: str) -> None:
    """See that the extra ``office`` is there.

    Raises:
        CannotStart: with what is missing, and how to have it.
    """
    if missing := missing_libraries():
        finding = Finding("extra", is_well=False, values={"missing": ", ".join(missing)})
        raise CannotStart(said(finding, office_texts(lang)))


@contextmanager
def office_database(lang: str) -> Iterator[None]:
    """Django with the office's database, which is left running or stopped as it was found.

    Raises:
        CannotStart: if there is none, or it does not answer, lacks tables, or shows a part of them only.
    """
    texts = office_texts(lang)
    need_libraries(lang)
    from django.db import OperationalError, ProgrammingError  # noqa: PLC0415  (needs the extra)
    from psycopg.errors import InsufficientPrivilege  # noqa: PLC0415  (needs the extra)

    from toimi.server.preparing import missing_migrations, set_up  # noqa: PLC0415  (needs the extra)

    with _address(data_folder(), texts) as address:
        os.environ["DATABASE_URL"] = address
        if (kept := data_folder() / SIGNING_KEY).exists():
            os.environ.setdefault("TOIMI_SIGNING_KEY", kept.read_text("utf-8"))
        try:
            set_up()
            if lacking := missing_migrations():
                raise CannotStart(
                    said(Finding("migrations", is_well=False, values={"missing": ", ".join(lacking)}), texts)
                )
            yield
        except BadAddress as error:
            raise CannotStart(told(error, texts)) from None
        except ProgrammingError as error:
            if not isinstance(error.__cause__, InsufficientPrivilege):
                raise
            raise CannotStart(texts.of("database", "not_owner")) from None  # row security binds the role of the address
        except OperationalError:  # its own words may quote the address
            raise CannotStart(said(Finding("unreachable", is_well=False), texts)) from None


@contextmanager
def _address(data: Path, texts: Texts) -> Iterator[str]:
    """The given address, that of the office which is up in the folder, or of its server started for the while."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    from toimi.server.instance import only_one  # noqa: PLC0415  (needs the extra)
    from toimi.server.postgres import embedded  # noqa: PLC0415  (needs the extra)

    if not (data / "postgres").exists():
        raise CannotStart(texts.of("database", "no_office").format(data=data))
    server = embedded(data)
    with ExitStack() as afterwards:
        try:
            afterwards.enter_context(only_one(data))
        except InstanceError:  # the office is up, and its server with it
            yield server.url()
            return
        try:
            if server.start():
                afterwards.callback(server.stop)
        except PostgresError as error:
            raise CannotStart(told(error, texts)) from None
        yield server.url()
