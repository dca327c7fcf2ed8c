"""The organisations that acts, decrees and published lists name, as rows.

Municipalities, trials and areas are those of the law's table of competence; what only an office needs (names in three
languages, days, sources) is said in ``organisations.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from toimi.law.competence.municipalities import BY_ELIMINATION, MUNICIPALITIES
from toimi.law.competence.table import TRANSFER, TRIALS_BEGIN
from toimi.office.organisations import Kind, Municipality, Named, Organisation, OrganisationName, Responsibility, Role

_DATA: dict[str, Any] = tomllib.loads(files("toimi.office").joinpath("organisations.toml").read_text("utf-8"))
REGION_BEGINS = date(2016, 1, 1)
"""The first day of the region's thirty municipalities: Vaala came from Kainuu (Government decision 100/2015)."""
TRIAL_DAYS = DateRange(TRIALS_BEGIN, TRANSFER)
_TRIAL_ACT = "1269/2020 § 3(10), 287/2022"
_TE_OFFICE = "te-office-pohjois-pohjanmaa"
_SWEDISH: dict[str, str] = _DATA["swedish"]


def municipalities() -> Iterator[Municipality]:
    """The thirty, in order of code; the Swedish name is the Finnish one where no other is in use."""
    for code, (name, _, _) in MUNICIPALITIES.items():
        yield Municipality(code=code, name_fi=name, name_sv=_SWEDISH.get(name, name))


def organisations() -> Iterator[Named]:
    """Those of the file, then the sixteen municipalities of the trials; each with its names."""
    for code, row in _DATA["organisations"].items():
        days = DateRange(row.get("since"), row.get("until"))
        one = Organisation(code=code, kind=row["kind"], host=row.get("host", ""), days=days, source=row["source"])
        yield one, [_name(one, name) for name in row.get("names", [row])]
    for code, (name, trial, _) in MUNICIPALITIES.items():
        if trial:
            one = Organisation(
                code=f"trial-municipality-{code}", kind=Kind.TRIAL_MUNICIPALITY, part_of_id=f"trial-{trial}",
                days=TRIAL_DAYS, source=_TRIAL_ACT,
            )  # fmt: skip
            said = {
                "name_fi": f"{name}, kuntakokeilu",
                "name_sv": f"{_SWEDISH.get(name, name)}, kommunförsök",
                "name_en": f"{name}, employment trial",
            }
            yield one, [_name(one, {**said, "since": TRIALS_BEGIN, "until": TRANSFER, "source": _TRIAL_ACT})]


def _name(one: Organisation, row: Mapping[str, Any]) -> OrganisationName:
    said = {name: row.get(name, "") for name in ("name_fi", "name_sv", "name_en", "source")}
    return OrganisationName(organisation=one, days=DateRange(row.get("since"), row.get("until")), **said)


def responsibilities() -> Iterator[Responsibility]:
    """For each municipality its TE office to 2024, its trial if it has one, its employment authority from 2025."""
    areas = {row["area"]: code for code, row in _DATA["organisations"].items() if "area" in row}
    office, later = DateRange(REGION_BEGINS, TRANSFER), DateRange(TRANSFER, None)
    for code, (_, trial, area) in MUNICIPALITIES.items():
        yield _row(code, _TE_OFFICE, Role.EMPLOYMENT_SERVICES, office, "897/2009 § 13, 100/2015, 978/2019")
        if trial:
            yield _row(code, f"trial-municipality-{code}", Role.TRIAL, TRIAL_DAYS, _TRIAL_ACT)
        source = _DATA["organisations"][areas[area]]["source"]
        sure = code not in BY_ELIMINATION
        yield _row(code, areas[area], Role.EMPLOYMENT_SERVICES, later, source, is_verified=sure)


def _row(
    municipality: str, organisation: str, role: Role, days: DateRange, source: str, *, is_verified: bool = True
) -> Responsibility:
    return Responsibility(
        municipality_id=municipality,
        organisation_id=organisation,
        role=role,
        days=days,
        source=source,
        is_verified=is_verified,
    )
