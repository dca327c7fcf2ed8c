"""Every operation on clients x every role x every reason x how the client stands to the organisation, behind both walls.

The requests come in by the door with a token and are served as the web's role. What is expected follows from the table
written by hand in ``tests/office/test_access.py`` and from who may write (``tests/clients/test_access.py``). Guests are of
2022, so the moment at which somebody acts is set; everything else is as it runs.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpResponse
from django.test import override_settings
from tests.api.doors import Door
from tests.clients.codes import codes
from tests.clients.test_access import ACTORS, CODE, DAY, NOON, OULU, RAAHE, SPRING, TE_OFFICE, WRITES, extent, made

from toimi.api import signing_in
from toimi.api.addresses import openapi_document
from toimi.clients.models import Person, Representation, Stay
from toimi.office import actors
from toimi.office.access import Extent, Standing
from toimi.office.actors import Actor, Reason
from toimi.office.audit import AuditRow
from toimi.office.emergency import open_emergencies
from toimi.office.officials import KINDS, Official, Post, Role, assign
from toimi.office.organisations import Organisation

NEW = codes(4)[3]
ABOUT_NOBODY = {"list_organisations", "show_organisation", "list_municipalities", "show_municipality", "show_problem"}
ABOUT_EMPLOYERS = {
    "register_companies", "list_employers", "show_company", "grant_mandates", "revoke_mandates", "show_mandates",
    "give_layoff_notices", "list_layoff_notices",
}  # fmt: skip
"""Tried in ``test_employers.py``."""
FACT = {"kind": "benefit", "source": "payer", "said": {"id": "b1", "from": "2022-03-01", "kind": "basic"}}
WHY = "The police asks for a person who is in danger of life."
Sent = tuple[str, str, Any]


def sent(
    person: int, other: int, merged: int, representation: int, emergencies: Mapping[str, tuple[int, int]], who: Actor
) -> dict[str, Sent]:
    """What is sent for each operation."""
    day, at = who.day.isoformat(), who.at.isoformat()
    wish = {"identity_code": NEW, "asked_at": at, "channel": "electronic", "contact_details_complete": True,
            "municipality": "564"}  # fmt: skip
    end = {"person": person, "ground": "own_wish", "last_day": day}
    own, others = emergencies.get(who.organisation, (1, 2))
    deputy = {"kind": "authorised", "name": "A Friend", "first_day": day, "evidence": "letter"}
    return {
        "register_searches": ("post", "/searches", [wish]),
        "end_searches": ("post", "/searches/ends", [end]),
        "find_people": ("post", "/people/find", [{"identity_code": CODE}]),
        "show_person": ("get", f"/people/{person}", None),
        "list_looks": ("get", f"/people/{person}/looks", None),
        "tell_details": ("post", f"/people/{person}/contact-details", [{"kind": "phone", "value": "040 7654321", "since": day}]),
        "add_representatives": ("post", f"/people/{person}/representatives", [deputy]),
        "end_representatives": ("post", "/representatives/ends", [{"representation": representation, "last_day": day}]),
        "merge_people": ("post", "/merges", [{"kept": person, "absorbed": other, "reason": "the code was found"}]),
        "split_people": ("post", "/splits", [{"absorbed": merged, "reason": "two people"}]),
        "list_facts": ("get", f"/people/{person}/facts", None),
        "record_facts": ("post", f"/people/{person}/facts", [FACT]),
        "ask_registers": ("post", f"/people/{person}/register-answers", {"registers": ["studies"]}),
        "list_answers": ("get", f"/people/{person}/register-answers", None),
        "begin_emergencies": ("post", "/emergencies", [{"identity_code": CODE, "reason": WHY}]),
        "end_emergencies": ("post", "/emergencies/ends", [{"emergency": own}]),
        "list_open_reviews": ("get", "/emergencies/reviews", None),
        "review_emergencies": ("post", "/emergencies/reviews", [{"emergency": others, "verdict": "justified"}]),
        "list_proposals": ("get", f"/people/{person}/layoff-notices", None),
        "confirm_layoffs": ("post", f"/people/{person}/layoff-notices/confirmations", [{"notice": 1, "evidence": "letter"}]),
        "claim_benefits": ("post", f"/people/{person}/claims", [{"benefit": "basic", "payer": "kela", "first_day": day}]),
        "list_matters": ("get", f"/people/{person}/matters", None),
        "list_statements": ("get", f"/people/{person}/statements", None),
        "request_statements": ("post", "/statement-requests", [{"identity_code": CODE, "benefit": "basic", "first_day": day}]),
    }  # fmt: skip


def may(operation: str, standing: Standing, who: Actor) -> bool:
    """Whether it is let through, by the tables."""
    if operation == "register_searches":
        return who.role in (Role.ADVISER, Role.AUTOMATION) and who.reason is Reason.SERVICE
    if operation == "begin_emergencies":
        return who.role in (Role.ADVISER, Role.DECIDER, Role.MANAGER, Role.LAWYER) and who.reason is Reason.EMERGENCY
    if operation == "end_emergencies":
        return True  # it is the official's own
    if operation in ("list_open_reviews", "review_emergencies"):
        return who.role in (Role.MANAGER, Role.AUDITOR) and who.reason in (Reason.CONTROL, Reason.LOG_CHECK)
    if operation == "request_statements":
        return who.role is Role.PAYER_SYSTEM and who.reason is Reason.PAYMENT  # in none of these organisations
    if operation == "find_people":
        return True  # nobody is found, and no more is said
    if operation in (
        "show_person",
        "list_looks",
        "list_facts",
        "list_answers",
        "list_proposals",
        "list_matters",
        "list_statements",
    ):
        return extent(standing, who) is not Extent.NOTHING
    serves = standing in (Standing.OWN, Standing.GUEST) and (who.role, who.reason) in WRITES
    return serves and (operation != "merge_people" or who.reason is Reason.CORRECTION)  # the other has left


@pytest.fixture
def prepared(door: Door) -> tuple[int, int, int, int, dict[str, tuple[int, int]]]:
    """The client of ``tests/clients/test_access.py``, one who has left both houses, one who was merged; a representation;
    in each house an emergency of the official's own and one of another, of a day that is over.
    """
    for organisation in Organisation.objects.filter(pk__in=(TE_OFFICE, OULU, RAAHE)):
        for role in Role:
            if organisation.kind in KINDS[role]:
                post = Post(Official.objects.get(subject="aino").pk, role, organisation.code, SPRING, date(2023, 1, 1))
                assign([Post(**{**vars(post), "task_share": 100})])
    client = made()
    left = Person.objects.create(request_key=uuid.uuid4())
    for house, days in ((TE_OFFICE, DateRange(date(2022, 1, 1), SPRING)), (OULU, DateRange(SPRING, date(2022, 4, 1)))):
        Stay.objects.create(person=left, organisation_id=house, days=days)
    merged = Person.objects.create(request_key=uuid.uuid4(), merged_into_id=client)
    friend = Representation.objects.create(
        person_id=client, kind="authorised", name="Another", days=DateRange(SPRING, None), evidence="letter",
        recorded_on=SPRING, recorded_by="x",
    )  # fmt: skip
    aino, onni = (Official.objects.get(subject=name).pk for name in ("aino", "onni"))
    emergencies = {
        house: (emergency(aino, house, client), emergency(onni, house, client)) for house in (TE_OFFICE, OULU, RAAHE)
    }
    return client, left.pk, merged.pk, friend.pk, emergencies


def emergency(official: uuid.UUID, house: str, person: int) -> int:
    who = Actor(official, Role.ADVISER, house, datetime(2022, 4, 1, 9, tzinfo=UTC), Reason.EMERGENCY)
    (opened,) = open_emergencies(who, {str(person): WHY})
    return opened.pk


def as_the_web(door: Door, who: Actor, request: Sent) -> tuple[HttpResponse, list[AuditRow]]:
    """The answer and the traces; whatever was done is taken back."""
    method, path, said = request
    claim = {"Toimi_Role": who.role, "Toimi_Organisation": who.organisation, "Toimi_Reason": who.reason}
    before = AuditRow.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    undone = transaction.atomic()
    undone._from_testcase = True  # the door asks for a transaction of its own
    with undone:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE toimi_web")
        answer = door.get(path, **claim) if method == "get" else door.post(path, said, **claim)
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        traces = list(AuditRow.objects.filter(pk__gt=before))
        transaction.set_rollback(True)
    return answer, traces


def test_every_operation_about_clients_is_tried() -> None:
    named = {one["operationId"] for each in openapi_document()["paths"].values() for one in each.values()}
    anybody = Actor(uuid.uuid4(), Role.ADVISER, TE_OFFICE, NOON, Reason.SERVICE)
    assert set(sent(1, 2, 3, 4, {}, anybody)) == named - ABOUT_NOBODY - ABOUT_EMPLOYERS


@override_settings(API_REQUESTS_PER_MINUTE=10**6, API_REFUSED_PER_MINUTE=10**6)
@pytest.mark.parametrize(
    "operation", sent(1, 2, 3, 4, {}, Actor(uuid.UUID(int=1), Role.ADVISER, OULU, NOON, Reason.SERVICE))
)
def test_who_may_comes_in_and_nobody_else(
    door: Door,
    prepared: tuple[int, int, int, int, dict[str, tuple[int, int]]],
    monkeypatch: pytest.MonkeyPatch,
    operation: str,
) -> None:
    let_in = 0
    for standing, who in ACTORS:
        monkeypatch.setattr(signing_in, "actor", acting_at(who))
        request = sent(*prepared, who)[operation]
        answer, traces = as_the_web(door, who, request)
        allowed = may(operation, standing, who) and has_role(who)
        refused = (403, 422) if operation == "end_representatives" else (403,)  # what is not seen is not there
        assert (answer.status_code not in refused) == allowed, (standing, who, answer.content)
        assert answer.status_code in (200, 201, 409, *refused), answer.content
        assert traces
        assert any(not trace.is_allowed for trace in traces) or allowed
        let_in += allowed
        if operation == "find_people" and allowed:
            found = answer.json()["items"][0]["person"]
            assert found == (None if extent(standing, who) is Extent.NOTHING else prepared[0])
    assert let_in or operation == "request_statements"


def acting_at(who: Actor) -> Callable[..., Actor]:
    """Who signs in, at the moment of the matrix."""
    return lambda official, role, organisation, *, at, reason: actors.actor(
        official, role, organisation, at=who.at, reason=reason
    )


def has_role(who: Actor) -> bool:
    """Whether the role can be had in such an organisation at all."""
    return Organisation.objects.get(pk=who.organisation).kind in KINDS[who.role] and who.day <= DAY
