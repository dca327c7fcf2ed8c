"""Officials: a role is had on its days only, where such a role may be, and once."""

from __future__ import annotations

import tomllib
import uuid
from datetime import date, timedelta
from importlib.resources import files

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from toimi.office.officials import (
    KINDS,
    Appointment,
    Conflict,
    Ground,
    Official,
    Post,
    Role,
    appoint,
    appointments_on,
    conflicts_of,
    end_appointments,
)
from toimi.office.organisations import Kind, Organisation
from toimi.office.problems import PROBLEMS, Refused

pytestmark = pytest.mark.usefixtures("db")

TE_OFFICE = "te-office-pohjois-pohjanmaa"
TRIAL = "trial-municipality-564"
FIRST, LAST = date(2021, 3, 1), date(2021, 5, 31)
DAY = timedelta(days=1)


@pytest.fixture
def aino() -> uuid.UUID:
    return Official.objects.create(subject="aino", name="Aino Virkailija").pk


def post(official: uuid.UUID, role: Role = Role.ADVISER, where: str = TE_OFFICE, **others: object) -> Post:
    days = {"first_day": FIRST, "end": LAST + DAY}
    return Post(official, role, where, **{**days, **others})


def refused(problem: str, *posts: Post) -> None:
    with pytest.raises(Refused) as error:
        appoint(posts)
    assert error.value.problem == problem
    assert Appointment.objects.count() == 0


def test_a_role_begins_on_its_first_day_and_ends_after_its_last(aino: uuid.UUID) -> None:
    [one] = appoint([post(aino)])
    found = {day: appointments_on(aino, day) for day in (FIRST - DAY, FIRST, LAST, LAST + DAY)}
    assert found == {FIRST - DAY: [], FIRST: [one], LAST: [one], LAST + DAY: []}


def test_a_role_is_personal(aino: uuid.UUID) -> None:
    other = Official.objects.create(subject="onni", name="Onni Virkailija").pk
    appoint([post(aino)])
    assert appointments_on(other, FIRST) == []


def test_one_may_have_many_roles_and_houses(aino: uuid.UUID) -> None:
    appoint([post(aino, Role.DECIDER), post(aino), post(aino, where=TRIAL, task_share=60)])
    found = [(one.organisation_id, one.role) for one in appointments_on(aino, FIRST)]
    assert found == [(TE_OFFICE, "adviser"), (TE_OFFICE, "decider"), (TRIAL, "adviser")]


def test_the_same_role_twice_on_a_day_is_refused_and_the_day_after_is_not(aino: uuid.UUID) -> None:
    appoint([post(aino)])
    with pytest.raises(Refused) as error:
        appoint([post(aino, first_day=LAST, end=date(2025, 1, 1)), post(aino, Role.DECIDER, end=date(2025, 1, 1))])
    assert error.value.problem == "already_appointed"
    assert Appointment.objects.count() == 1  # all of them, or none
    appoint([post(aino, first_day=LAST + DAY, end=date(2025, 1, 1))])
    assert len(appointments_on(aino, date(2024, 12, 31))) == 1


@pytest.mark.parametrize(
    ("role", "where"),
    [
        (Role.PAYER_SYSTEM, TE_OFFICE),  # payers only
        (Role.ADVISER, "kela"),
        (Role.DECIDER, "fund-ytk"),
        (Role.ADVISER, "trial-a"),  # the trial is no employer: its municipalities are
    ],
)
def test_a_role_is_given_only_where_such_a_role_is(aino: uuid.UUID, role: Role, where: str) -> None:
    refused("role_not_here", post(aino, role, where, task_share=100))


@pytest.mark.parametrize(
    ("first_day", "end", "is_within"),
    [
        (date(2021, 2, 28), date(2021, 6, 1), False),  # the trials begin on 2021-03-01 (1269/2020)
        (date(2021, 3, 1), date(2021, 6, 1), True),
        (date(2024, 12, 31), date(2025, 1, 1), True),
        (date(2024, 12, 31), date(2025, 1, 2), False),  # and end with 2024 (287/2022)
        (date(2024, 12, 31), None, False),
    ],
)
def test_a_role_lies_within_the_days_of_the_house(
    aino: uuid.UUID, first_day: date, end: date | None, is_within: bool
) -> None:
    mine = post(aino, where=TRIAL, task_share=100, first_day=first_day, end=end)
    if is_within:
        assert len(appoint([mine])) == 1
    else:
        refused("outside_the_days_of_the_organisation", mine)


def test_a_house_without_an_end_gives_a_role_without_an_end(aino: uuid.UUID) -> None:
    appoint([post(aino, where="area-oulu", first_day=date(2025, 1, 1), end=None)])
    assert len(appointments_on(aino, date(2040, 1, 1))) == 1


@pytest.mark.parametrize(("share", "is_enough"), [(None, False), (49, False), (50, True), (51, True)])
def test_in_a_trial_half_of_the_tasks_are_the_trials(aino: uuid.UUID, share: int | None, is_enough: bool) -> None:
    """Act 1269/2020, section 14.2: at least half."""
    mine = post(aino, where=TRIAL, task_share=share)
    if is_enough:
        assert len(appoint([mine])) == 1
    else:
        refused("task_share_too_small", post(aino), mine)


def test_a_role_ends_earlier_than_was_said(aino: uuid.UUID) -> None:
    rows = appoint([post(aino, end=date(2024, 1, 1)), post(aino, Role.DECIDER)])
    end_appointments(rows, date(2022, 1, 1))
    kept = {one.role: one.days.upper for one in Appointment.objects.all()}
    assert kept == {"adviser": date(2022, 1, 1), "decider": LAST + DAY}  # what ends earlier stays
    with pytest.raises(Refused) as error:
        end_appointments(rows, FIRST)
    assert error.value.problem == "not_yet_appointed"


def test_the_day_itself_still_counts_when_a_role_ends(aino: uuid.UUID) -> None:
    end_appointments(appoint([post(aino)]), FIRST + DAY)
    assert len(appointments_on(aino, FIRST)) == 1
    assert appointments_on(aino, FIRST + DAY) == []


def test_an_official_keeps_away_from_some_on_some_days(aino: uuid.UUID) -> None:
    Conflict.objects.create(official_id=aino, person="17", ground=Ground.KIN, days=DateRange(FIRST, LAST + DAY))
    for day, kept in ((FIRST - DAY, {}), (FIRST, {"17": Ground.KIN}), (LAST, {"17": Ground.KIN}), (LAST + DAY, {})):
        assert conflicts_of(aino, ["16", "17"], day) == kept
    assert conflicts_of(uuid.uuid4(), ["17"], FIRST) == {}


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"role": "friend"}, "appointment_role_known"),
        ({"days": DateRange(FIRST, FIRST)}, "appointment_has_a_first_day"),
        ({"days": DateRange(None, LAST)}, "appointment_has_a_first_day"),
        ({"task_share": 101}, "appointment_task_share_percent"),
    ],
)
def test_the_database_refuses_what_is_no_appointment(
    aino: uuid.UUID, change: dict[str, object], constraint: str
) -> None:
    given = {"official_id": aino, "role": "adviser", "organisation_id": TE_OFFICE, "days": DateRange(FIRST, None)}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Appointment.objects.create(**{**given, **change})


def test_the_database_refuses_an_identity_code_as_an_opaque_id(aino: uuid.UUID) -> None:
    with pytest.raises(IntegrityError, match="conflict_person_form"), transaction.atomic():
        Conflict.objects.create(official_id=aino, person="010190-900A", ground=Ground.KIN, days=DateRange(FIRST, None))


def test_every_kind_of_house_with_officials_has_some_role() -> None:
    """Only the trial as such employs nobody."""
    assert set(Kind) - {kind for kinds in KINDS.values() for kind in kinds} == {Kind.EMPLOYMENT_TRIAL}
    assert {Kind(one.kind) for one in Organisation.objects.all()} <= set(Kind)


def test_every_role_and_refusal_is_said_in_three_languages() -> None:
    roles = tomllib.loads(files("toimi.office").joinpath("officials.toml").read_text("utf-8"))["roles"]
    assert set(roles) == set(Role)
    for texts in (*roles.values(), *PROBLEMS.values()):
        assert all(texts[language].strip() for language in ("fi", "sv", "en"))
        assert len({texts["fi"], texts["sv"], texts["en"]}) == 3
    assert Refused("role_not_here").says("sv") == "Rollen kan inte ges i en organisation av detta slag."
