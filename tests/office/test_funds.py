"""Unemployment funds: as many as their federation counted, and a table of the operating office taken whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from toimi.office.actors import HELSINKI
from toimi.office.audit import AuditRow
from toimi.office.funds import COLUMNS, BadFunds, load_funds, read_funds
from toimi.office.organisations import (
    Kind,
    Organisation,
    OrganisationName,
    existing,
    load_organisations,
    names_on,
)

SOURCE = Path(__file__).parents[2] / "src"
NOW = datetime(2026, 6, 1, 12, tzinfo=HELSINKI)
HEAD = ",".join(COLUMNS)
PRO = "fund-pro,,2027-01-01,Työttömyyskassa Pro,,,fund-ytk,rules of the fund"
NEW = "fund-new,2027-01-01,,Uusi kassa,Ny kassa,New Fund,,register of funds"


def table(folder: Path, *lines: str, head: str = HEAD) -> Path:
    file = folder / "funds.csv"
    file.write_text("\n".join([head, *lines]) + "\n", "utf-8")
    return file


def everything() -> list[object]:
    kept = (one.objects.order_by("pk").values_list() for one in (Organisation, OrganisationName))
    return [list(rows) for rows in kept]


@pytest.mark.parametrize(
    ("day", "funds"),
    [
        (date(2021, 1, 1), 21),  # tyj.fi/news/tyottomyyskassoja-on-ensi-vuonna-21
        (date(2021, 12, 31), 21),
        (date(2022, 1, 1), 18),  # tyj.fi/news/tyottomyyskassoja-on-ensi-vuonna-18
        (date(2022, 12, 31), 18),
        (date(2023, 1, 1), 16),  # tyj.fi/news/tyottomyyskassojen-maara-laskee-16-kassaan-2023
        (date(2023, 12, 31), 16),
        (date(2024, 1, 1), 14),  # tyj.fi/tilastot/kassojen-jasenyys-ja-talous
        (date(2024, 12, 31), 14),
    ],
)
def test_there_are_as_many_funds_as_their_federation_counted(db: None, day: date, funds: int) -> None:
    assert len(existing(day, Kind.UNEMPLOYMENT_FUND)) == funds


def test_of_the_25_funds_of_2020_all_but_one_were_found(db: None) -> None:
    """The federation counted 25 (tyj.fi/news/tyottomyyskassoja-on-ensi-vuonna-21); one of its four mergers is not named."""
    assert len(existing(date(2020, 1, 1), Kind.UNEMPLOYMENT_FUND)) == 24


def test_whoever_merged_did_so_into_a_fund_that_was_there(db: None) -> None:
    merged = Organisation.objects.filter(successor__isnull=False).select_related("successor")
    assert {(one.code, one.successor_id) for one in merged} >= {
        ("fund-rakennus", "fund-a-kassa"), ("fund-sahko", "fund-aaria"), ("fund-ettk", "fund-koko"), ("fund-erko", "fund-ote"),
    }  # fmt: skip
    for one in merged:
        assert one.successor
        assert one.days.upper and (one.successor.days.upper is None or one.days.upper < one.successor.days.upper)


def test_a_table_of_the_office_holds_instead_of_ours_and_twice_is_once(db: None, tmp_path: Path) -> None:
    file = table(tmp_path, PRO, NEW)
    assert load_funds(file, at=NOW) == 2
    once = everything()
    assert load_funds(file, at=NOW) == 2
    load_organisations()  # at the next start
    assert everything() == once
    pro = Organisation.objects.get(pk="fund-pro")
    assert (pro.days.upper, pro.successor_id, pro.is_given) == (date(2027, 1, 1), "fund-ytk", True)
    assert "fund-new" in {one.code for one in existing(date(2027, 1, 1), Kind.UNEMPLOYMENT_FUND)}
    assert names_on(["fund-new"], date(2027, 1, 1))["fund-new"].name_sv == "Ny kassa"
    assert AuditRow.objects.filter(what="office.load_funds").count() == 2


def test_a_fund_takes_a_new_name_on_a_day(db: None, tmp_path: Path) -> None:
    load_funds(table(tmp_path, "fund-new,2028-01-01,,Uudempi,,,,s", "fund-new,2027-01-01,2028-01-01,Uusi,,,,s"), at=NOW)
    names = [names_on(["fund-new"], day)["fund-new"].name_fi for day in (date(2027, 12, 31), date(2028, 1, 1))]
    assert names == ["Uusi", "Uudempi"]
    assert Organisation.objects.get(pk="fund-new").days.lower == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ([], "0: empty"),
        (["fund-x,,,Kassa,,,"], "2: fields"),
        (["fund-x,,,Kassa,,,,source,more"], "2: fields"),
        (["kassa-x,,,Kassa,,,,source"], "2: code"),
        (["fund-X,,,Kassa,,,,source"], "2: code"),
        (["fund-x,,,,Kassan,,,source"], "2: missing"),
        (["fund-x,,,Kassa,,,,"], "2: missing"),
        ([f"fund-x,,,{'K' * 121},,,,source"], "2: text"),
        (["fund-x,,, Kassa,,,,source"], "2: text"),
        (["fund-x,1.1.2026,,Kassa,,,,source"], "2: day"),
        (["fund-x,2026-02-30,,Kassa,,,,source"], "2: day"),
        (["fund-x,2026-01-01,2026-01-01,Kassa,,,,source"], "2: order"),
        (["fund-x,,2026-01-01,Kassa,,,,source", "fund-x,2026-01-02,,Kassa 2,,,,source"], "3: gap"),
        (["fund-x,,,Kassa,,,,source", "fund-x,2026-01-02,,Kassa 2,,,,source"], "3: gap"),
        (["fund-x,,,Kassa,,,fund-ytk,source"], "2: successor_early"),
        (["fund-x,,2026-01-01,Kassa,,,fund-ytk,s", "fund-x,2026-01-01,,Kassa 2,,,,s"], "2: successor_early"),
        (["fund-x,,2026-01-01,Kassa,,,fund-x,source"], "2: successor"),
        (["fund-x,,2026-01-01,Kassa,,,fund-y,source"], "2: successor"),
        (["fund-x,,2026-01-01,Kassa,,,fund-finka,source"], "2: successor_gone"),
        ([NEW, "fund-x,1,,Kassa,,,,source", "fund-y,,,,,,,source"], "3: day, 4: missing"),
        (['fund-x,,,"Kassa,,,,source'], "0: no_csv"),
    ],
)
def test_a_table_with_anything_wrong_writes_nothing(db: None, tmp_path: Path, lines: list[str], problems: str) -> None:
    before = everything()
    with pytest.raises(BadFunds) as bad:
        load_funds(table(tmp_path, *lines), at=NOW)
    assert str(bad.value) == problems
    assert all(len({one.text(language) for language in ("fi", "sv", "en")}) == 3 for one in bad.value.problems)
    assert everything() == before
    assert not AuditRow.objects.filter(what="office.load_funds").exists()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "1: columns"),
        (b"code;from\n", "1: columns"),
        (HEAD.encode() + b"\nfund-x,,,K\xe4ssa,,,,source\n", "0: no_csv"),
        (b"x" * ((1 << 20) + 1), "0: too_large"),
        (b"PK\x03\x04\x00\x00", "1: columns"),
    ],
)
def test_a_file_that_is_no_such_table_is_told(content: bytes, problem: str) -> None:
    with pytest.raises(BadFunds, match=problem):
        read_funds(content)


def test_the_command_takes_a_table_and_tells_every_wrong_line(own_database: str, tmp_path: Path) -> None:
    def run(*lines: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(SOURCE), "DATABASE_URL": own_database}
        command = [sys.executable, "-m", "toimi.cli.main", "organisations", "load", str(table(tmp_path, *lines))]
        return subprocess.run(
            [*command, "--lang", lang], capture_output=True, text=True, env=environment, timeout=60, check=False
        )

    done = run(PRO, NEW)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Funds taken: 2.\n", "")
    bad = run("fund-x,1,,Kassa,,,,source", "fund-y,,,,,,,source", lang="fi")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert "Rivi 2: Päivä kirjoitetaan" in bad.stderr and "Rivi 3: Suomenkielinen nimi" in bad.stderr
    assert "Traceback" not in bad.stderr
    assert not Organisation.objects.filter(code__in=["fund-x", "fund-y"]).exists()
