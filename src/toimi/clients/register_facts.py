"""What registers tell, in the words of the vocabulary: only where the register is the source, and nothing that is judged.

Left alone: mother tongue (the vocabulary has no such kind), wages (pay of a month "as if full-time" is worked out from
terms, not from payments), why a job ended (it only opens a case: TTL 2a:1), roles that make nobody an entrepreneur by
themselves (TTL 1:6: deputies, silent partners, associations, housing companies), and days on which a business left a
register, which count with the person's report of the closing (TTL 2:8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from toimi.registers.companies import Business, Held, Roles
from toimi.registers.incomes import Incomes, Job
from toimi.registers.kela import Benefits
from toimi.registers.population import Citizenship, Resident
from toimi.registers.studies import Studies, StudyRight

EUROPEAN = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU",
    "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
"""Members of the European Union and the European Economic Area beside Finland, since 2020-02-01."""
FORMS = {
    "sole_trader": "sole_trader", "general_partnership": "partnership", "limited_partnership": "partnership",
    "limited_company": "limited_company", "public_limited_company": "limited_company", "cooperative": "cooperative",
}  # fmt: skip
ONE_DAY = timedelta(days=1)
LEADING = ("managing_director", "board_member")
"""Positions that TTL 1:6.2 names itself."""
ROLES = (*LEADING, "sole_trader", "liable_partner")


@dataclass(frozen=True)
class Row:
    """A row that a register tells of.

    Attributes:
        key: by which the register knows it again.
        said: in the words of a case file.
        about: the key of the row that it says something of, and that must be there.
        link: the attribute that names that row.
    """

    key: str
    kind: str
    said: Mapping[str, Any]
    about: str | None = None
    link: str = ""


def name_of(register: str, key: str) -> str:
    """The name of the first row that a register told by this key."""
    return f"{register}/{key}"


def rows_of(register: str, told: Any) -> list[Row]:
    """The rows that an answer of the register holds, each after the one that it is about."""
    return list(_READERS[register](told))


def missing_row(register: str, day: date) -> Row | None:
    """What stands for a register that has not told yet, where its silence would be a *no* to the person; else ``None``.

    What the schools have is complete by law, so education that is not there means none, and TTL 2:13.4 says no right. So
    that an outage means *not known*, a row says that there may be some. A claim that Kela has not told of needs none: then
    there is no statement, and nothing is said of any right.
    """
    return Row(MISSING, "qualification", {"on": {"latest": day}}) if register == "studies" else None


MISSING = "not-known"
"""The key of such a row."""


def _population(told: Resident) -> Iterator[Row]:
    said: dict[str, Any] = {}
    if told.birth_date:
        said["birth_date"] = told.birth_date
    if group := _citizenship(told.citizenships, told.birth_date):
        said["citizenship"] = group
    if said:
        yield Row("person", "person", said)


def _citizenship(citizenships: tuple[Citizenship, ...], born: date | None) -> str | None:
    """The citizenship in the words of TTL 2:2; ``None`` for one that the person has not had always.

    The vocabulary has one for all days: somebody who became a Finn was a foreigner on earlier ones.
    """
    finnish = [one for one in citizenships if one.country == "FI"]
    if any(one.since is None or one.since == born for one in finnish):
        return "finland"
    if finnish or not citizenships:
        return None
    return "eu_or_eea" if any(one.country in EUROPEAN for one in citizenships) else "other"


def _companies(told: Roles) -> Iterator[Row]:
    for one in told.businesses:
        if one.form in FORMS and any(held.role in ROLES for held in one.roles):
            yield from _business(one)


def _business(one: Business) -> Iterator[Row]:
    key = f"business-{one.business_id}"
    entered: dict[str, date] = {}
    for entry in one.entries:
        name = f"{entry.register}_registered_on"
        entered[name] = min(entry.since, entered.get(name, entry.since))
    stretches = _stretches(held for held in one.roles if held.role in ROLES)
    days = _days(stretches[0][0], stretches[-1][1])
    yield Row(key, "business", {"kind": "business", "form": FORMS[one.form], **days, **entered})
    leading = _stretches(held for held in one.roles if held.role in LEADING)
    for number, (since, through) in enumerate(leading, 1):
        said = {"leading_position": True, **_days(since, through)}
        yield Row(f"{key}/position-{number}", "business_share", said, key, "business")
    ends = {"bankruptcy_on": one.bankruptcy_on, "liquidation_on": one.liquidation_on}
    if known := {name: day for name, day in ends.items() if day}:
        said = {"on": min(known.values()), **known}
        yield Row(f"{key}/closing", "business_closing", said, key, "business")


def _stretches(roles: Iterable[Held]) -> list[tuple[date, date | None]]:
    """Days on which there was any of these roles, in order: those that meet or follow at once are one stretch."""
    found: list[tuple[date, date | None]] = []
    for held in sorted(roles, key=lambda held: held.since):
        before = found[-1] if found else None
        if before is None or (before[1] and held.since > before[1] + ONE_DAY):
            found.append((held.since, held.through))
        else:
            through = max(before[1], held.through) if before[1] and held.through else None
            found[-1] = (before[0], through)
    return found


def _incomes(told: Incomes) -> Iterator[Row]:
    for one in told.jobs:
        key = f"job-{one.job_id}"
        said = {"job": name_of("incomes", key), **_days(one.since, one.through), **_hours(one)}
        yield Row(key, "employment", said)
        if one.through:
            yield Row(f"{key}/end", "employment_end", {"on": one.through}, key, "job")


def _hours(one: Job) -> dict[str, Any]:
    if one.hours == "full_time":
        return {"hours_share": 100}
    return {} if one.part_time_percent is None else {"hours_share": one.part_time_percent}


def _kela(told: Benefits) -> Iterator[Row]:
    for claim in told.claims:
        yield Row(f"claim-{claim.claim_id}", "benefit", {"kind": claim.benefit, **_days(claim.since, claim.through)})
    for pension in told.disability_pensions:
        said = {"extent": "full", **_days(pension.since, pension.through)}
        yield Row(f"pension-{pension.pension_id}", "disability_pension", said)


def _studies(told: Studies) -> Iterator[Row]:
    for one in told.rights:
        yield from _study(one)
    for done in told.completed:
        yield Row(f"completed-{done.completed_id}", "qualification", {"on": done.on, "level": done.level})


def _study(one: StudyRight) -> Iterator[Row]:
    key = f"right-{one.right_id}"
    yield Row(key, "study", {"goal": one.goal, "provider": one.provider, **_days(one.since, one.through)})
    if one.through:
        term = {"term_end": one.term_end} if one.term_end else {}
        yield Row(f"{key}/end", "study_end", {"on": one.through, **term}, key, "study")


def _days(since: date, through: date | None) -> dict[str, date]:
    return {"from": since} | ({"through": through} if through else {})


_READERS: dict[str, Callable[[Any], Iterator[Row]]] = {
    "population": _population, "companies": _companies, "incomes": _incomes, "kela": _kela, "studies": _studies,
}  # fmt: skip
