"""A brake is pulled: what it covers is proposed and not given, by the machine or in bulk."""

from __future__ import annotations

import uuid

import pytest
from tests.matters.waiting import official
from tests.statements.offices import LAID_OFF, claimed, client, commissioned, machine

from toimi.matters.actions import rerun
from toimi.matters.models import Matter, Step
from toimi.matters.states import State
from toimi.office.officials import Official, Role
from toimi.office.switches import Pull, Scope, pull, release
from toimi.statements.actions import Decision, decide
from toimi.statements.models import Proposal, Statement
from toimi.statements.problems import Refused
from toimi.statements.running import run

WHY = "Maksaja on huomannut virheen näissä lausunnoissa."
AINO, MERI, VEIKKO = official(2), official(3, Role.MANAGER), official(4, Role.LAWYER)

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def matters() -> list[int]:
    """Three simple ones that have not been run, within a scope."""
    Official.objects.bulk_create(
        Official(pk=uuid.UUID(int=number), subject=str(number), name="Virkailija") for number in (2, 3, 4)
    )
    commissioned()
    return claimed(*(client(*LAID_OFF) for _ in range(3)))


def states(numbers: list[int]) -> list[str]:
    return [Matter.objects.get(pk=one).state for one in numbers]


def test_automation_proposes_what_a_brake_covers_and_gives_it_when_two_have_let_go(matters: list[int]) -> None:
    (brake,) = pull([Pull(Scope.PERSON, WHY, str(Matter.objects.get(pk=matters[1]).person_id))], who=AINO)
    assert run(who=machine()) == {"right": 3}
    assert states(matters) == ["issued", "proposed", "issued"]
    for one in (MERI, VEIKKO):
        rerun(matters, because="Hätäpysäytys purettiin.", who=AINO)
        run(who=machine())
        assert states(matters)[1] == "proposed"
        release([brake], reason="Virhe on korjattu ja tarkastettu.", who=one)
    rerun(matters, because="Hätäpysäytys purettiin.", who=AINO)
    run(who=machine())
    assert states(matters) == ["issued"] * 3


def test_a_bulk_action_is_refused_whole_and_single_decisions_go_on_unless_they_are_stopped_too(
    matters: list[int],
) -> None:
    pull([Pull(Scope.GROUND, WHY, "unemployment")], who=AINO)
    run(who=machine())
    assert states(matters) == ["proposed"] * 3
    steps = Step.objects.count()

    def given(*numbers: int) -> list[int]:
        seen = dict(Proposal.objects.order_by("pk").values_list("matter", "pk"))
        return decide([Decision(number, seen[number]) for number in numbers], who=AINO)

    with pytest.raises(Refused) as refused:
        given(*matters[:2])
    assert [(one.code, one.matter) for one in refused.value.problems] == [("braked", one) for one in matters[:2]]
    assert all(refused.value.problems[0].text(language) for language in ("fi", "sv", "en"))
    assert (Statement.objects.count(), Step.objects.count(), states(matters)) == (0, steps, [State.PROPOSED] * 3)
    given(matters[0])
    pull([Pull(Scope.EVERYTHING, WHY, stops_officials=True)], who=AINO)
    with pytest.raises(Refused):
        given(matters[1])
    assert states(matters) == ["issued", "proposed", "proposed"]
