"""The queue as the web has it: row security binds what an official takes, and nobody else reads why it was given back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from tests.matters.waiting import DAY, matter, official, seen
from tests.office.behind_the_wall import let_in, log_in_as

from toimi.book.facts import Source
from toimi.clients.changed_facts import look_again
from toimi.clients.changed_facts import take as take_changed
from toimi.clients.checking import NewFact
from toimi.clients.facts import record
from toimi.clients.models import ChangedFact
from toimi.matters.holding import Seen, give_back, sleep, take, take_next
from toimi.matters.models import Holding, Matter
from toimi.matters.problems import Refused
from toimi.office.actors import Reason
from toimi.office.officials import Role
from toimi.office.row_security import WEB, acting, acting_for_oneself
from toimi.server.postgres import Postgres

AINO = official(2)


@pytest.fixture
def rows(own_database: str, postgres: Postgres) -> Iterator[list[Matter]]:
    let_in(postgres)
    made = [matter(due_on=DAY + timedelta(days=number)) for number in range(3)]
    owner = connection.settings_dict["USER"]
    log_in_as(WEB)
    yield made
    log_in_as(owner)


def test_a_matter_is_taken_given_back_and_put_to_sleep_by_the_web(rows: list[Matter]) -> None:
    with acting(AINO):
        assert take_next(who=AINO) == rows[0]
    with acting(AINO):
        give_back([seen(rows[0])], because="Vaatii yrittäjäosaamista.", who=AINO)
        sleep([seen(rows[1])], because="Odottaa palkkatodistusta.", wakes_on=DAY + timedelta(days=7), who=AINO)
    elsewhere = replace(AINO, organisation="area-raahe")
    with acting(elsewhere):
        assert take_next(who=elsewhere) is None
        assert (Matter.objects.count(), Holding.objects.count()) == (0, 0)
    with pytest.raises(Refused, match="no_matter"), acting(elsewhere):
        take([Seen(rows[2].pk, 1)], who=elsewhere)
    payer = replace(AINO, organisation="kela", role=Role.PAYER_SYSTEM, reason=Reason.PAYMENT)
    with acting(payer):
        assert take_next(who=payer) is None
        assert (Matter.objects.count(), Holding.objects.count()) == (3, 0)
    with acting_for_oneself(str(rows[0].person_id)):
        assert (Matter.objects.count(), Holding.objects.count()) == (1, 0)


def test_that_something_became_known_is_noted_for_the_office_alone(rows: list[Matter]) -> None:
    person = rows[0].person_id
    with acting(AINO):
        record([NewFact(person, "qualification", {"on": "2004-06-01"}, Source.PERSON)], who=AINO, with_matter={person})
        look_again([person])
        assert not ChangedFact.objects.exists()
        assert take_changed(10) == {}
    log_in_as("toimi")
    assert ChangedFact.objects.filter(person=person).count() == 2
