"""Who may see what: the whole matrix against a table written by hand from the digests of the acts, and what must never be."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from itertools import product

import pytest
from django.db import connection, transaction

from toimi.office.access import (
    RULES,
    Decision,
    Extent,
    Relation,
    Standing,
    Stay,
    look,
    may_see,
    standing,
)
from toimi.office.actors import Actor, Reason, actor
from toimi.office.audit import AuditRow
from toimi.office.officials import Ground, Official, Post, Role, assign
from toimi.office.problems import PROBLEMS, Refused

TE_OFFICE = "te-office-pohjois-pohjanmaa"
DAY = date(2022, 6, 1)
NOON = datetime(2022, 6, 1, 9, 0, tzinfo=UTC)

# One line a role; each word is REASON=EXTENT, with ! where a matter is needed and !! where an emergency is.
EXPECTED = {
    "own": {
        "adviser": "service=whole matter=whole! correction=whole emergency=whole!!",
        "decider": "control=matter! matter=whole! appeal=whole! correction=whole emergency=whole!!",
        "manager": "control=whole emergency=whole!!",
        "lawyer": "appeal=whole! control=whole emergency=whole!!",
        "auditor": "log_check=traces",
        "automation": "matter=whole!",
        "payer_system": "payment=statements",
        "representative": "",
    },
    "guest": {  # a trial municipality with those who were transferred to it
        "adviser": "service=whole matter=whole! correction=whole emergency=whole!!",
        "decider": "control=matter! matter=whole! appeal=whole! correction=whole emergency=whole!!",
        "manager": "control=whole emergency=whole!!",
        "lawyer": "appeal=whole! control=whole emergency=whole!!",
        "auditor": "log_check=traces",
        "automation": "matter=whole!",
        "payer_system": "",
        "representative": "",
    },
    "former": {  # the access ended with the handover: left are one's own mistakes and one's own pending matters
        "adviser": "correction=its_own emergency=whole!!",
        "decider": "control=matter! matter=matter! appeal=matter! correction=its_own emergency=whole!!",
        "manager": "emergency=whole!!",
        "lawyer": "appeal=matter! emergency=whole!!",
        "auditor": "log_check=traces",
        "automation": "matter=matter!",
        "payer_system": "payment=its_own",
        "representative": "",
    },
    "foreign": {  # as the Uusimaa office from 2021-10-01 and KEHA from 2025: by the matter only
        "adviser": "correction=matter! emergency=whole!!",
        "decider": "control=matter! matter=matter! appeal=matter! correction=matter! emergency=whole!!",
        "manager": "emergency=whole!!",
        "lawyer": "appeal=matter! emergency=whole!!",
        "auditor": "log_check=traces",
        "automation": "matter=matter!",
        "payer_system": "",
        "representative": "",
    },
}  # fmt: skip
CONFLICTS = (None, *Ground)
BOTH = (False, True)


def expected(role: Role, where: Standing, reason: Reason, *, has_matter: bool, has_emergency: bool) -> str:
    for word in EXPECTED[where][role].split():
        name, _, extent = word.partition("=")
        if name == reason:
            needed = {0: True, 1: has_matter, 2: has_emergency}[extent.count("!")]
            return extent.rstrip("!") if needed else "nothing"
    return "nothing"


def official(role: Role, reason: Reason) -> Actor:
    return Actor(uuid.UUID(int=1), role, TE_OFFICE, NOON, reason)


def matrix() -> Iterator[tuple[Actor, Relation]]:
    """Every role, standing and reason, with every flag: 8,192 cells."""
    for role, where, reason in product(Role, Standing, Reason):
        for has_matter, has_emergency, conflict, is_protected in product(BOTH, BOTH, CONFLICTS, BOTH):
            yield official(role, reason), Relation(where, has_matter, has_emergency, conflict, is_protected)


def test_every_cell_of_the_matrix() -> None:
    wrong, seen = [], 0
    for who, whom in matrix():
        says = may_see(who, whom).extent
        should = expected(
            who.role, whom.standing, who.reason, has_matter=whom.has_matter, has_emergency=whom.has_emergency
        )
        seen += 1
        if says != ("nothing" if whom.conflict else should):
            wrong.append((who.role, whom, says))
    assert wrong == []
    assert seen == 8 * 4 * 8 * 2 * 2 * 4 * 2


def test_the_table_of_this_test_has_every_role_and_standing() -> None:
    assert set(EXPECTED) == set(Standing)
    assert all(set(roles) == set(Role) for roles in EXPECTED.values())


def test_what_is_refused_shows_no_contacts_and_says_why_in_three_languages() -> None:
    for who, whom in matrix():
        says = may_see(who, whom)
        assert says.is_allowed == (says.extent is not Extent.NOTHING)
        if not says.is_allowed:
            assert not says.shows_contacts
            assert set(PROBLEMS[says.because]) == {"fi", "sv", "en"}


def test_contacts_of_a_protected_client_are_shown_to_the_serving_adviser_and_in_an_emergency_only() -> None:
    shown = {
        (who.role, whom.standing, who.reason)
        for who, whom in matrix()
        if whom.is_protected and may_see(who, whom).shows_contacts
    }
    serving = {(Role.ADVISER, where, Reason.SERVICE) for where in (Standing.OWN, Standing.GUEST)}
    people = (Role.ADVISER, Role.DECIDER, Role.MANAGER, Role.LAWYER)
    assert shown == serving | {(role, where, Reason.EMERGENCY) for role, where in product(people, Standing)}


def test_protection_never_shows_more() -> None:
    for who, whom in matrix():
        if whom.is_protected:
            open_ = Relation(whom.standing, whom.has_matter, whom.has_emergency, whom.conflict, is_protected=False)
            assert may_see(who, whom).shows_contacts <= may_see(who, open_).shows_contacts
            assert may_see(who, whom).extent == may_see(who, open_).extent


@pytest.mark.parametrize(
    ("reason", "whom", "problem"),
    [
        (Reason.SERVICE, Relation(Standing.FORMER), "nothing_allows_it"),
        (Reason.MATTER, Relation(Standing.OWN), "no_matter"),
        (Reason.EMERGENCY, Relation(Standing.FOREIGN), "no_emergency"),
        (Reason.SERVICE, Relation(Standing.OWN, conflict=Ground.OWN_CASE), "conflict_of_interest"),
        (Reason.EMERGENCY, Relation(Standing.OWN, has_emergency=True, conflict=Ground.KIN), "conflict_of_interest"),
    ],
)
def test_a_refusal_says_why(reason: Reason, whom: Relation, problem: str) -> None:
    assert may_see(official(Role.ADVISER, reason), whom) == Decision(Extent.NOTHING, False, problem)


def test_every_rule_has_its_ground_and_is_used() -> None:
    rules = tomllib.loads(files("toimi.office").joinpath("access.toml").read_text("utf-8"))["rules"]
    assert {rule.name for rule in RULES.values()} == {rule["name"] for rule in rules}
    assert len(rules) == len({rule["name"] for rule in rules})
    assert all(rule["basis"].strip() and rule["extent"] != "nothing" for rule in rules)
    assert {rule.get("needs") for rule in rules} <= {None, "matter", "emergency"}


def test_every_reason_has_its_words_in_three_languages() -> None:
    reasons = tomllib.loads(files("toimi.office").joinpath("access.toml").read_text("utf-8"))["reasons"]
    assert set(reasons) == set(Reason)
    assert all(set(said) == {"fi", "sv", "en"} and all(said.values()) for said in reasons.values())


# -- the handover (1269/2020, sections 4–6 and 24: from the day on which the municipality has the notice)

HANDOVER = date(2021, 3, 15)
STAYS = [
    Stay(TE_OFFICE, date(2020, 4, 1), HANDOVER),
    Stay("trial-municipality-564", HANDOVER, date(2023, 9, 1), is_guest=True),
    Stay(TE_OFFICE, date(2023, 9, 1), None),  # transferred back
]
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "office", "trial"),
    [
        (date(2020, 3, 31), Standing.FOREIGN, Standing.FOREIGN),
        (date(2020, 4, 1), Standing.OWN, Standing.FOREIGN),
        (HANDOVER - ONE, Standing.OWN, Standing.FOREIGN),
        (HANDOVER, Standing.FORMER, Standing.GUEST),
        (date(2023, 8, 31), Standing.FORMER, Standing.GUEST),
        (date(2023, 9, 1), Standing.OWN, Standing.FORMER),
    ],
)
def test_access_goes_with_the_client_on_the_day_of_the_handover(day: date, office: Standing, trial: Standing) -> None:
    assert standing(STAYS, TE_OFFICE, day) is office
    assert standing(STAYS, "trial-municipality-564", day) is trial
    assert standing(STAYS, "trial-municipality-244", day) is Standing.FOREIGN  # another of the same trial
    assert standing([], TE_OFFICE, day) is Standing.FOREIGN


# -- looking


@pytest.fixture
def aino(db: None) -> uuid.UUID:
    aino = Official.objects.create(subject="aino", name="Aino Virkailija").pk
    assign([Post(aino, Role.ADVISER, TE_OFFICE, DAY, DAY + ONE)])
    return aino


def test_only_who_has_the_role_there_that_day_can_look(aino: uuid.UUID) -> None:
    assert actor(aino, Role.ADVISER, TE_OFFICE, at=NOON, reason=Reason.SERVICE).official == aino
    for official_, role, organisation, day in (
        (uuid.uuid4(), Role.ADVISER, TE_OFFICE, DAY),
        (aino, Role.DECIDER, TE_OFFICE, DAY),
        (aino, Role.ADVISER, "trial-municipality-564", DAY),
        (aino, Role.ADVISER, TE_OFFICE, DAY - ONE),
        (aino, Role.ADVISER, TE_OFFICE, DAY + ONE),
    ):
        with pytest.raises(Refused) as error:
            actor(official_, role, organisation, at=NOON + (day - DAY), reason=Reason.SERVICE)
        assert error.value.problem == "not_assigned"


def test_each_look_leaves_a_trace_refused_or_not(aino: uuid.UUID) -> None:
    mine = actor(aino, Role.ADVISER, TE_OFFICE, at=NOON, reason=Reason.SERVICE)
    seen = look(
        mine,
        {"17": Relation(Standing.OWN), "18": Relation(Standing.FOREIGN)},
        what="clients.look",
        about="matter:5",
    )
    assert {person: one.is_allowed for person, one in seen.items()} == {"17": True, "18": False}
    rows = AuditRow.objects.order_by("whose").values_list(
        "at", "who", "role", "organisation", "what", "whose", "why", "about", "is_allowed"
    )
    common = (NOON, str(aino), "adviser", TE_OFFICE, "clients.look")
    assert list(rows) == [
        (*common, "17", "service", "matter:5", True),
        (*common, "18", "service", "matter:5", False),
    ]


def test_a_thousand_looks_are_two_questions_to_the_database(aino: uuid.UUID, django_queries: list[str]) -> None:
    mine = actor(aino, Role.ADVISER, TE_OFFICE, at=NOON, reason=Reason.SERVICE)
    look(mine, {str(one): Relation(Standing.OWN) for one in range(1000)}, what="clients.list")
    assert len(django_queries) == 2
    assert AuditRow.objects.count() == 1000


@pytest.fixture
def django_queries(db: None) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


@pytest.mark.usefixtures("own_database")
def test_no_look_without_a_transaction_that_keeps_its_trace() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        look(official(Role.ADVISER, Reason.SERVICE), {"17": Relation(Standing.OWN)}, what="clients.look")
    with transaction.atomic():
        look(official(Role.ADVISER, Reason.SERVICE), {"17": Relation(Standing.OWN)}, what="clients.look")
    assert AuditRow.objects.count() == 1
