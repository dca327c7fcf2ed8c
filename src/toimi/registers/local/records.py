"""Invented people as the registers know them: what ``toimi.invented`` draws, in the words of each contract.

Only what stands as it was first written is in a register: no corrections, and nothing that is said in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from toimi.invented.people import Invented
from toimi.registers.local.serving import Records

Row = Mapping[str, Any]
"""One row of the table of invented people."""
HOMES = ("564", "678", "615", "436", "069", "139")
"""Municipalities of Pohjois-Pohjanmaa, in turn."""
COUNTRIES = {"finland": "FI", "eu_or_eea": "EE", "other": "UA"}
TONGUES = {"finland": "fi", "eu_or_eea": "et", "other": "uk"}
PROTECTED_EVERY = 200
FORMS = {
    "sole_trader": ("sole_trader", "sole_trader"), "partnership": ("general_partnership", "liable_partner"),
    "limited_company": ("limited_company", "board_member"), "cooperative": ("cooperative", "board_member"),
}  # fmt: skip
"""The form and the role by the form of a business; one without a form is in no register."""
ENTRIES = {
    "vat": ("vat_registered_on", "vat_removal_or_suspension_on"),
    "prepayment": ("prepayment_registered_on", "prepayment_removal_on"),
    "employer": ("employer_registered_on", "employer_removal_on"),
}
MONTHS_OF_WAGES = [f"{year}-{month:02}" for year in (2020, 2021) for month in range(1, 13)]
AT_KELA = ("basic", "labour_market_subsidy")


def invented(people: int, seed: int, wanted: Sequence[str]) -> dict[str, Records]:
    """The registers of so many invented people, the same for the same number and seed."""
    registers: dict[str, dict[str, Mapping[str, Any]]] = {name: {} for name in wanted}
    place = 0
    for table in Invented(people, seed).tables():
        for row in table.to_pylist():
            for name in wanted:
                registers[name][row["person"]] = REGISTERS[name](row, place)
            place += 1
    return dict(registers)


def _population(row: Row, place: int) -> dict[str, Any]:
    home = {"code": HOMES[place % len(HOMES)], "since": row["birth_date"].isoformat(), "through": None}
    return {
        "birth_date": row["birth_date"].isoformat(),
        "citizenships": [{"country": COUNTRIES[row["citizenship"]], "since": None}],
        "homes": [home],
        "mother_tongue": TONGUES[row["citizenship"]],
        "is_protected": place % PROTECTED_EVERY == PROTECTED_EVERY - 1,
        "replaced_by": None,
    }


def _companies(row: Row, place: int) -> dict[str, Any]:
    closings = {closing["business"]: closing for closing in _standing(row, "business_closing")}
    businesses = [
        {
            "business_id": f"test-{place}-{number}",
            "form": FORMS[firm["form"]][0],
            "roles": [{"role": FORMS[firm["form"]][1], "since": _day(firm["from"]), "through": _last(firm["until"])}],
            "entries": list(_entries(firm, closings.get(firm["id"], {}))),
            "bankruptcy_on": _day(closings.get(firm["id"], {}).get("bankruptcy_on")),
            "liquidation_on": _day(closings.get(firm["id"], {}).get("liquidation_on")),
        }
        for number, firm in enumerate(_standing(row, "business"))
        if firm["kind"] == "business" and firm["form"] in FORMS
    ]
    return {"businesses": businesses}


def _entries(firm: Row, closing: Row) -> Iterator[dict[str, Any]]:
    for register, (entered, removed) in ENTRIES.items():
        if firm[entered]:
            yield {"register": register, "since": _day(firm[entered]), "through": _day(closing.get(removed))}


def _incomes(row: Row, place: int) -> dict[str, Any]:
    jobs, wages = [], []
    for number, job in enumerate(_standing(row, "employment")):
        employer, share = f"test-employer-{place}-{number}", job["hours_share"]
        jobs.append({
            "job_id": f"{place}-{number}", "employer_id": employer, "since": job["from"].isoformat(),
            "through": _last(job["until"]), "hours": "full_time" if share == 100 else "part_time",
            "part_time_percent": None if share == 100 else str(share),
        })  # fmt: skip
        if job["pay_month"]:
            paid = (job["pay_month"] * share / 100).quantize(Decimal("0.01"))
            wages += [{"employer_id": employer, "month": month, "paid": str(paid)} for month in _months(job)]
    return {"jobs": jobs, "wages": wages}


def _months(job: Row) -> Iterator[str]:
    """The calendar months of the two years that lie wholly in the job."""
    last = (job["until"] or date.max).isoformat()
    yield from (month for month in MONTHS_OF_WAGES if job["from"].isoformat() <= f"{month}-01" and f"{month}-31" < last)


def _kela(row: Row, place: int) -> dict[str, Any]:
    claims = [
        {
            "claim_id": f"{place}-{number}",
            "benefit": one["kind"],
            "since": _day(one["from"]),
            "through": _last(one["until"]),
        }
        for number, one in enumerate(_standing(row, "benefit"))
        if one["kind"] in AT_KELA and one["basis"] in (None, "unemployment")
    ]
    pensions = [
        {"pension_id": f"{place}-{number}", "since": _day(one["from"]), "through": _last(one["until"])}
        for number, one in enumerate(_standing(row, "disability_pension"))
        if one["extent"] == "full"
    ]
    return {"claims": claims, "disability_pensions": pensions}


def _studies(row: Row, place: int) -> dict[str, Any]:
    ends = {end["study"]: end for end in _standing(row, "study_end")}
    rights = [
        {
            "right_id": f"{place}-{number}",
            "goal": study["goal"],
            "provider": study["provider"] or "other",
            "since": study["from"].isoformat(),
            "through": _day(ends[study["id"]]["on"]) if study["id"] in ends else _last(study["until"]),
            "term_end": _day(ends.get(study["id"], {}).get("term_end")),
        }
        for number, study in enumerate(_standing(row, "study"))
    ]
    completed = [
        {"completed_id": f"{place}-{number}", "level": one["level"], "on": one["on"].isoformat()}
        for number, one in enumerate(_standing(row, "qualification"))
    ]
    return {"rights": rights, "completed": completed}


REGISTERS: dict[str, Callable[[Row, int], dict[str, Any]]] = {
    "population": _population, "companies": _companies, "incomes": _incomes, "kela": _kela, "studies": _studies,
}  # fmt: skip


def _standing(row: Row, kind: str) -> list[Row]:
    """Rows that nothing corrects, withdraws or doubts."""
    rows = row[kind] or []
    gone = {one["corrects"] for one in rows} - {None}
    return [one for one in rows if not (one["corrects"] or one["withdrawn"] or one["uncertain"] or one["id"] in gone)]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _last(until: date | None) -> str | None:
    """The last day of a half-open period."""
    return (until - timedelta(days=1)).isoformat() if until else None
