"""Who may see and do what with a client: every door x role x reason x standing, as the owner and as the web behind its wall.

What is expected follows from the hand-written table of ``tests/office/test_access.py``; what may be written besides is
written out here. The client was with the office, is a guest of the trial of Oulu from June on, and is no client of Raahe.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.clients.actors import AINO, TE_OFFICE, adviser
from tests.clients.codes import codes
from tests.office.behind_the_wall import let_in, log_in_as
from tests.office.test_access import EXPECTED

from toimi.clients.actions import Ending, end, register
from toimi.clients.case import load
from toimi.clients.checking import NewFact
from toimi.clients.contacts import NewDetail, NewRepresentation, represent, tell
from toimi.clients.facts import record
from toimi.clients.looking import find, show, show_facts, show_looks
from toimi.clients.models import Capacity, ContactDetail, Detail, JobSearch, KnownFact, Person, Representation, Stay
from toimi.clients.people import Merge, merge
from toimi.clients.requests import SearchRequest
from toimi.clients.states import Channel, Ground, State
from toimi.office.access import Extent, NotAllowed, Standing
from toimi.office.actors import Actor, Reason
from toimi.office.audit import AuditRow
from toimi.office.emergency import Emergency, open_emergencies
from toimi.office.officials import AT_WORK, Conflict, Official, Role
from toimi.office.officials import Ground as Disqualified
from toimi.office.row_security import WEB, acting
from toimi.server.postgres import Postgres

OULU, RAAHE = "trial-municipality-564", "trial-municipality-678"
SPRING, SUMMER, DAY = date(2022, 3, 1), date(2022, 6, 1), date(2022, 9, 1)
NOON = datetime(2022, 9, 1, 9, tzinfo=UTC)
CODE, OTHER, NEW = codes(3)
WHERE = {Standing.GUEST: OULU, Standing.FORMER: TE_OFFICE, Standing.FOREIGN: RAAHE}
"""An organisation by how the client stands to it in September; of its own he is in spring, with the office."""
WRITES = {
    (Role.ADVISER, Reason.SERVICE), (Role.ADVISER, Reason.CORRECTION), (Role.DECIDER, Reason.CORRECTION),
}  # fmt: skip
"""Who may record something, of an own client or a guest, where no matter is pending."""


@pytest.fixture
def client(db: None) -> int:
    """Registered in spring with a fact and a telephone number, transferred to Oulu, where another fact is recorded."""
    return made()


def made() -> int:
    spring = adviser(SPRING)
    asked = datetime(2022, 3, 1, 8, tzinfo=UTC)
    (one,) = register([SearchRequest(asked, Channel.ELECTRONIC, True, identity_code=CODE)], who=spring, test_range=True)
    tell([NewDetail(one.person, Detail.PHONE, "040 1234567", SPRING)], who=spring)
    record([benefit(one.person, "office")], who=spring)
    Stay.objects.filter(person=one.person).update(days=DateRange(SPRING, SUMMER))
    Stay.objects.create(person_id=one.person, organisation_id=OULU, is_guest=True, days=DateRange(SUMMER, None))
    record([benefit(one.person, "oulu")], who=adviser(DAY, where=OULU))
    return one.person


def benefit(person: int, name: str = "claim") -> NewFact:
    return NewFact(person, "benefit", {"id": name, "from": "2022-03-01", "kind": "basic"})


def asks(code: str = CODE) -> SearchRequest:
    return SearchRequest(NOON, Channel.IN_PERSON, True, identity_code=code)


def actors() -> Iterator[tuple[Standing, Actor]]:
    """Of every role at work; representatives of employers are tried in ``tests/employers`` and ``tests/api/test_employers.py``."""
    for role, reason in product(AT_WORK, Reason):
        yield Standing.OWN, Actor(AINO, role, TE_OFFICE, datetime(2022, 5, 31, 9, tzinfo=UTC), reason)
        for standing, where in WHERE.items():
            yield standing, Actor(AINO, role, where, NOON, reason)


ACTORS = list(actors())


def extent(standing: Standing, who: Actor) -> Extent:
    """What the table says of one who has no matter and no emergency."""
    said = dict(word.split("=") for word in EXPECTED[standing.value].get(who.role.value, "").split())
    word = said.get(who.reason.value, "nothing")
    return Extent.NOTHING if word.endswith("!") else Extent(word)


DOORS: dict[str, Callable[[int, Actor], Any]] = {
    "record": lambda person, who: record([benefit(person)], who=who),
    "tell": lambda person, who: tell([NewDetail(person, Detail.EMAIL, "a@example.org", who.day)], who=who),
    "represent": lambda person, who: represent(
        [NewRepresentation(person, Capacity.AUTHORISED, "A Friend", who.day, "letter")], who=who
    ),
    "end": lambda person, who: end([Ending(person, Ground.OWN_WISH, who.day)], who=who),
}
TABLES = (Person, Stay, JobSearch, KnownFact, ContactDetail, Representation)


def counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


@pytest.mark.parametrize("door", DOORS)
def test_only_who_serves_or_corrects_records_something_of_an_own_client(client: int, door: str) -> None:
    before = counts()
    for standing, who in ACTORS:
        may = standing in (Standing.OWN, Standing.GUEST) and (who.role, who.reason) in WRITES
        try:
            with transaction.atomic():
                DOORS[door](client, who)
                assert may, (standing, who)
                row = AuditRow.objects.order_by("pk").last()
                assert row and (row.what, row.whose, row.is_allowed) == (f"clients.{door}", str(client), True)
                transaction.set_rollback(True)
        except NotAllowed as refused:
            assert not may, (standing, who)
            (trace,) = refused.traces
            assert (trace.what, trace.whose, trace.is_allowed) == (f"clients.{door}", str(client), False)
        assert counts() == before


def test_what_is_shown_is_what_the_table_says_and_every_look_leaves_its_trace(client: int) -> None:
    for standing, who in ACTORS:
        with acting(who):
            sees = extent(standing, who)
            (shown,) = show(who, [client]).values()
            assert shown.decision.extent is sees, (standing, who)
            whole = sees is Extent.WHOLE
            assert (shown.identity_code, shown.state) == ((CODE, State.VALID) if whole else (None, None))
            assert bool(shown.details.get(Detail.PHONE)) == (whole and shown.decision.shows_contacts)
            names = [
                row.name for row in show_facts(who, [client], known_at=who.day)[client].rows if row.kind == "benefit"
            ]
            every = ["office"] if standing is Standing.OWN else ["office", "oulu"]
            assert names == {Extent.WHOLE: every, Extent.ITS_OWN: ["office"]}.get(sees, [])
            assert find(who, [CODE, NEW]) == ({} if sees is Extent.NOTHING else {CODE: client})
            assert bool(show_looks(who, client).rows) == (sees is Extent.TRACES)
            traces = AuditRow.objects.exclude(what="clients.find_by_code").order_by("-pk")[
                :5
            ]  # of the auditor's own door
            rows = list(traces.values_list("what", "whose", "is_allowed"))
            assert rows.pop(1) == ("clients.find", "", False)  # the code that is nobody's
            doors = ("looks", "find", "facts", "look")
            assert rows == [(f"clients.{door}", str(client), sees is not Extent.NOTHING) for door in doors]
            transaction.set_rollback(True)


def test_registering_is_for_who_serves_and_for_the_offices_own_service(client: int) -> None:
    for _, who in ACTORS:
        may = who.role in (Role.ADVISER, Role.AUTOMATION) and who.reason is Reason.SERVICE
        request = replace(asks(NEW), asked_at=who.at, municipality="564")
        try:
            with transaction.atomic():
                register([request], who=who, test_range=True)
                assert may
                assert Stay.objects.get(person__identity_code=NEW).organisation_id == TE_OFFICE
                transaction.set_rollback(True)
        except NotAllowed:
            assert not may
        assert not Person.objects.filter(identity_code=NEW).exists()


def test_who_is_disqualified_does_nothing_with_the_client(client: int) -> None:
    official = Official.objects.create(subject="kin", name="Virkailija").pk
    Conflict.objects.create(
        official_id=official, person=str(client), ground=Disqualified.KIN, days=DateRange(SPRING, None)
    )
    who = adviser(DAY, where=OULU, official=official)
    for action in (*DOORS.values(), lambda _, who: register([asks()], who=who, test_range=True)):
        with pytest.raises(NotAllowed, match="conflict_of_interest"), transaction.atomic():
            action(client, who)
    assert show(who, [client])[client].decision.because == "conflict_of_interest"


def test_contacts_that_are_not_disclosed_are_shown_to_who_serves_only(client: int) -> None:
    tell([NewDetail(client, Detail.NON_DISCLOSURE, "yes", SUMMER)], who=adviser(DAY, where=OULU))
    seen = {
        reason: show(adviser(DAY, reason, where=OULU), [client])[client]
        for reason in (Reason.SERVICE, Reason.CORRECTION)
    }
    assert {reason: Detail.PHONE in one.details for reason, one in seen.items()} == {
        Reason.SERVICE: True,
        Reason.CORRECTION: False,
    }
    assert all(Detail.NON_DISCLOSURE in one.details for one in seen.values())


def test_a_list_is_recorded_whole_or_not_at_all(client: int) -> None:
    (other,) = register([asks(OTHER)], who=adviser(DAY), test_range=True)
    before = counts()
    with pytest.raises(NotAllowed) as refused, transaction.atomic():
        record([benefit(client), benefit(other.person)], who=adviser(DAY))  # the first is with Oulu
    assert list(refused.value.because) == [client]
    assert counts() == before


@pytest.fixture
def web(own_database: str, postgres: Postgres) -> Iterator[int]:
    """The same client; from here on Django is logged in as the web."""
    client = made()
    let_in(postgres)
    owner = connection.settings_dict["USER"]
    log_in_as(WEB)
    yield client
    log_in_as(owner)


def test_behind_the_wall_a_session_sees_clients_of_its_house_only(web: int) -> None:
    assert counts() == [0] * len(TABLES)
    for standing, who in ((Standing.GUEST, OULU), (Standing.FORMER, TE_OFFICE), (Standing.FOREIGN, RAAHE)):
        for role in (Role.ADVISER, Role.AUDITOR):
            with acting(replace(adviser(DAY, where=who), role=role)):
                there = standing is not Standing.FOREIGN and role is Role.ADVISER
                assert [bool(count) for count in counts()] == [there] * 5 + [False]
                read = list(load([web], known_at=DAY))
                assert len(read[0].column("benefit")[0]) == (2 if there else 0)


def test_behind_the_wall_only_who_serves_today_writes(web: int) -> None:
    for where, may in ((OULU, True), (TE_OFFICE, False), (RAAHE, False)):
        for who in (adviser(DAY, where=where), replace(adviser(DAY, where=where), role=Role.AUDITOR)):
            writes = may and who.role is Role.ADVISER
            refused = nullcontext() if writes else pytest.raises(DatabaseError, match="row-level security")
            with refused, acting(who):
                KnownFact.objects.create(
                    person_id=web, kind="benefit", name="x", days=DateRange(SPRING, None), source="official",
                    recorded_on=DAY, recorded_by="x", recorded_in=where,
                )  # fmt: skip


def test_behind_the_wall_every_action_works_for_who_may(web: int) -> None:
    oulu, office = adviser(DAY, where=OULU), adviser(DAY)
    for door in ("record", "tell", "represent"):
        with acting(oulu):
            DOORS[door](web, oulu)
    with acting(oulu):
        assert find(oulu, [CODE]) == {CODE: web}
        assert show(oulu, [web])[web].state is State.VALID
    with acting(office):
        (same,) = register([asks()], who=office, test_range=True)  # he has a valid search, with Oulu
        assert (same.person, same.is_new) == (web, False)
    with acting(office):
        (new,) = register([asks(NEW)], who=office, test_range=True)
        assert new.is_new
    with acting(oulu):
        DOORS["end"](web, oulu)
    with acting(office):
        assert show(office, [web])[web].decision.because == "nothing_allows_it"
        assert show(office, [new.person])[new.person].state is State.VALID


def test_behind_the_wall_a_restart_goes_back_to_the_trial(web: int) -> None:
    oulu, later = adviser(DAY, where=OULU), adviser(date(2022, 10, 3))
    with acting(oulu):
        DOORS["end"](web, oulu)
    with acting(later):
        register([replace(asks(), asked_at=later.at)], who=later, test_range=True)
    guest = replace(later, organisation=OULU, reason=Reason.CORRECTION)
    with acting(guest):
        assert show(guest, [web])[web].decision.because == "correction"
        assert Stay.objects.filter(days__upper_inf=True).get().is_guest


def test_behind_the_wall_two_clients_of_the_house_are_merged_though_one_has_left(web: int) -> None:
    who = adviser(DAY)
    with acting(who):
        keyed = SearchRequest(who.at, Channel.IN_PERSON, True, key=uuid.uuid4(), municipality="564")
        (left,) = register([keyed], who=who, test_range=True)
    with acting(who):
        end([Ending(left.person, Ground.OWN_WISH, DAY)], who=who)
    later = adviser(date(2022, 10, 3), Reason.CORRECTION)
    with acting(replace(later, reason=Reason.SERVICE)):
        (kept,) = register(
            [replace(asks(NEW), asked_at=later.at)], who=replace(later, reason=Reason.SERVICE), test_range=True
        )
    with acting(later):
        merge([Merge(kept.person, left.person, "the code was found")], who=later)
    with acting(later):
        assert [search.person_id for search in show(later, [kept.person])[kept.person].searches] == [
            left.person,
            kept.person,
        ]
    with pytest.raises(NotAllowed), acting(later):
        merge([Merge(kept.person, web, "the same")], who=replace(later, organisation=RAAHE))


def test_an_emergency_opens_the_wall_to_one_official_on_one_day(web: int) -> None:
    who = replace(adviser(DAY, Reason.EMERGENCY, where=RAAHE), official=uuid.UUID(int=7))
    with acting(who):
        Official.objects.create(pk=who.official, subject="seven", name="Virkailija")
        open_emergencies(who, {str(web): "The police asks for a person who is in danger of life."})
    with acting(who):
        assert show(who, [web])[web].identity_code == CODE
    for other in (replace(who, official=AINO), replace(who, at=datetime(2022, 9, 2, 9, tzinfo=UTC))):
        with acting(other):
            assert counts() == [0] * len(TABLES)
            assert show(other, [web])[web].identity_code is None
    assert Emergency.objects.count() == 0
