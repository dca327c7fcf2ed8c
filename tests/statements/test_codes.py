"""Reason codes: one for every ground that a statement can name, and no official one that nobody has verified."""

from __future__ import annotations

from datetime import date

from click.testing import CliRunner

from toimi.cli import statements
from toimi.days.line import offset_of
from toimi.law.book import BOOK
from toimi.statements.codes import Code, codes, reasons_in

DAYS = [date(2020, 3, 1), date(2021, 6, 1), date(2023, 6, 1), date(2025, 2, 1), date(2026, 6, 1)]


def test_every_ground_of_the_book_has_a_code_of_its_own_place_and_no_code_is_idle() -> None:
    editions = [BOOK.edition(offset_of(day)) for day in DAYS]
    named = {one.provision.key: one.provision for edition in editions for one in (*edition.bars, *edition.notices)}
    assert {one.citation for one in named.values()} == set(codes())
    own = [one.own for one in codes().values()]
    assert len(set(own)) == len(own)
    for one in named.values():
        assert [code.place for code in reasons_in([["", None, "no_right", [one.key], [], [], []]])] == [one.citation]


def test_no_official_code_is_known_so_none_is_handed_out() -> None:
    """Digest of the statement's procedure, sections 7.3 and 19.1: UNVERIFIED."""
    assert [one.official for one in codes().values() if one.official] == []
    assert Code("TTL 2:1.2", "x", "1", "2", "").official == {}
    said = CliRunner().invoke(statements.command, ["codes", "--lang", "en"])
    assert (said.exit_code, said.output.count("UNVERIFIED")) == (0, len(codes()))
