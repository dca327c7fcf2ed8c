"""Handing clients over: who, to whom, since when, on what ground; what is refused, what is asked, and who sees the client.

Days and grounds are those of the digest of act 1269/2020, sections 4 to 6, and of its worked examples.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.clients.actors import AINO, TE_OFFICE, adviser
from tests.clients.codes import codes
from tests.clients.handing import KEMPELE, LACKS, OULU, RAAHE, YOUNG, client, in_trial, stays
from tests.office.behind_the_wall import let_in, log_in_as

from toimi.clients.access import check_taking_back
from toimi.clients.actions import Ending, end, register
from toimi.clients.contacts import NewDetail, tell
from toimi.clients.handover import Keeping, TakingBack, Transfer, hand_over, keep, move_home, take_back
from toimi.clients.looking import history, show, show_facts
from toimi.clients.models import Detail, Handover, JobSearch, Person, Stay
from toimi.clients.notices import Addressee, notice, organisations_told
from toimi.clients.people import locked
from toimi.clients.problems import Refused
from toimi.clients.requests import SearchRequest
from toimi.clients.states import Channel
from toimi.clients.states import Ground as Ended
from toimi.clients.trials_end import end_of_trials
from toimi.law.competence.transfer import Known, Status
from toimi.law.competence.transfer_grounds import RULES, Direction, Ground, rule_of
from toimi.office.access import Extent, NotAllowed
from toimi.office.actors import Actor, Reason
from toimi.office.audit import AuditRow
from toimi.office.officials import Conflict, Official, Role
from toimi.office.officials import Ground as Disqualified
from toimi.office.organisations import Kind, Organisation
from toimi.office.row_security import WEB, acting
from toimi.server.postgres import Postgres

CODE, OTHER, THIRD = codes(3)
SPRING, DAY, LATER = date(2022, 3, 1), date(2022, 6, 1), date(2022, 9, 1)
ASKED = {"is_asked": True, "services_are_safe": True}


@pytest.fixture
def guest(db: None) -> int:
    return lent()


def lent() -> int:
    """Registered in spring, transferred to Oulu on 1 June 2022."""
    person = client(CODE, SPRING)
    hand_over([Transfer(person, LACKS)], who=adviser(DAY))
    return person


def problems(action: Callable[[], Any]) -> list[tuple[int, str]]:
    """What is refused, told in three languages, with nothing written."""
    before = Handover.objects.count(), list(Stay.objects.order_by("pk").values_list("pk", "days"))
    with pytest.raises(Refused) as refused, transaction.atomic():
        action()
    assert (Handover.objects.count(), list(Stay.objects.order_by("pk").values_list("pk", "days"))) == before
    found = refused.value.problems
    assert all(len({problem.text(language) for language in ("fi", "sv", "en")}) == 3 for problem in found)
    return [(problem.place, problem.code) for problem in found]


# --- to the trial ---


@pytest.mark.usefixtures("db")
def test_a_candidate_goes_to_the_trial_of_the_home_municipality_on_the_day_of_the_notice() -> None:
    person = client(CODE, SPRING, "244")
    (done,) = hand_over([Transfer(person, LACKS)], who=adviser(DAY))
    assert stays(person) == [(TE_OFFICE, False, SPRING, DAY), (KEMPELE, True, DAY, None)]
    row = Handover.objects.get()
    assert row.pk == done.pk
    assert (row.direction, row.ground, row.since, row.received_on) == ("to_trial", "criteria", DAY, DAY)
    assert (row.from_organisation_id, row.to_organisation_id) == (TE_OFFICE, KEMPELE)
    assert (row.decided_on, row.decided_by, row.decided_in, row.delivered_on) == (DAY, str(AINO), TE_OFFICE, None)
    assert row.basis == [
        "1269/2020 § 5.1", "1269/2020 § 4.2 (1381/2021)", "1269/2020 § 4.1", "1269/2020 § 3(10)", "1269/2020 § 4.1(1)",
    ]  # fmt: skip
    assert row.known == {
        "registered_as": "unemployed", "status": "unemployed", "home_municipality": "244", "age": 32,
        "meets_earnings_related": False, "is_immigrant": False, "is_foreign_language": False, "has_permit_110": False,
        "place_of_residence": "", "dismissed_for_economic_reasons": False,
    }  # fmt: skip
    rows = AuditRow.objects.filter(what="clients.hand_over").values_list("whose", "organisation", "is_allowed")
    assert list(rows) == [(str(person), TE_OFFICE, True)]


@pytest.mark.usefixtures("db")
def test_a_search_from_before_the_trials_is_the_offices_until_the_notice() -> None:
    """Oulu, search from 2021-01-11: to be transferred by 2021-03-31; until then the TE office is competent."""
    person = client(CODE, date(2021, 1, 11))
    last = date(2021, 3, 31)
    hand_over([Transfer(person, LACKS)], who=adviser(last))
    assert stays(person) == [(TE_OFFICE, False, date(2021, 1, 11), last), (OULU, True, last, None)]


@pytest.mark.usefixtures("db")
def test_who_came_today_is_with_the_trial_from_tomorrow_since_a_client_has_one_organisation_a_day() -> None:
    person = client(CODE, DAY)
    hand_over([Transfer(person, LACKS)], who=adviser(DAY))
    assert stays(person) == [(TE_OFFICE, False, DAY, date(2022, 6, 2)), (OULU, True, date(2022, 6, 2), None)]


@pytest.mark.usefixtures("db")
def test_a_permit_holder_without_a_home_municipality_goes_by_the_place_of_residence() -> None:
    """Permit of section 110, place of residence Raahe, no home municipality, 2023-04."""
    day = date(2023, 4, 3)
    person = client(CODE, day, "")
    known = replace(YOUNG, home_municipality="", has_permit_110=True, place_of_residence="678")
    hand_over([Transfer(person, known)], who=adviser(date(2023, 4, 4)))
    assert stays(person)[-1][:2] == (RAAHE, True)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("known", "municipality", "day", "expected"),
    [
        pytest.param(YOUNG, "564", DAY, ["handover_criteria"], id="32 years, meets the conditions, speaks Finnish"),
        pytest.param(LACKS, "535", DAY, ["handover_criteria"], id="Nivala is in no trial"),
        pytest.param(LACKS, "564", date(2021, 2, 28), ["handover_ground_not_then"], id="the trials have not begun"),
        pytest.param(replace(LACKS, status=Status.AT_RISK), "564", date(2022, 5, 1), ["handover_criteria"], id="at risk, too early"),
        pytest.param(LACKS, "", DAY, ["handover_asks_home_municipality"], id="no home municipality is known"),
        pytest.param(LACKS, "205", DAY, ["handover_asks_trial_of_municipality"], id="another region"),
        pytest.param(Known(), "564", DAY, [
            "handover_asks_registered_as", "handover_asks_status", "handover_asks_meets_earnings_related",
            "handover_asks_is_immigrant", "handover_asks_is_foreign_language",
        ], id="nothing but what the register knows"),
        pytest.param(replace(LACKS, home_municipality="244"), "564", DAY, ["handover_differs_home_municipality"], id="another home"),
        pytest.param(replace(LACKS, place_of_residence="Raahe"), "564", DAY, ["handover_asks_place_of_residence"], id="no code"),
        pytest.param(replace(LACKS, birth_date=date(2090, 2, 2)), "564", DAY, ["handover_asks_birth_date"], id="not born yet"),
        pytest.param(replace(LACKS, birth_date=date(1990, 2, 2)), "564", DAY, ["handover_differs_birth_date"], id="another birth date"),
    ],
)  # fmt: skip
def test_what_is_refused_and_what_is_asked(known: Known, municipality: str, day: date, expected: list[str]) -> None:
    person = client(CODE, date(2021, 1, 11), "564" if municipality == "205" else municipality)
    if municipality == "205":
        tell([NewDetail(person, Detail.MUNICIPALITY, "205", day)], who=adviser(day))
    assert problems(lambda: hand_over([Transfer(person, known)], who=adviser(day))) == [(0, code) for code in expected]


@pytest.mark.usefixtures("db")
def test_an_at_risk_client_of_may_2022_goes() -> None:
    person = client(CODE, date(2022, 4, 1))
    hand_over([Transfer(person, replace(LACKS, status=Status.AT_RISK))], who=adviser(date(2022, 5, 2)))
    assert stays(person)[-1][0] == OULU


@pytest.mark.usefixtures("db")
def test_without_a_valid_search_nobody_is_handed_over() -> None:
    person = client(CODE, SPRING)
    end([Ending(person, Ended.OWN_WISH, date(2022, 6, 30))], who=adviser(date(2022, 6, 30)))
    assert problems(lambda: hand_over([Transfer(person, LACKS)], who=adviser(date(2022, 6, 30)))) == [
        (0, "handover_without_client")
    ]


@pytest.mark.usefixtures("db")
def test_a_client_whose_search_has_ended_is_no_candidate_though_the_office_still_has_the_client() -> None:
    person = client(CODE, SPRING)
    end([Ending(person, Ended.OWN_WISH, date(2022, 3, 31))], who=adviser(date(2022, 3, 31)))
    Stay.objects.create(person_id=person, organisation_id=TE_OFFICE, days=(date(2022, 4, 1), None))
    assert problems(lambda: hand_over([Transfer(person, LACKS)], who=adviser(DAY))) == [
        (0, "handover_differs_registered_as")
    ]
    unsaid = Transfer(person, replace(LACKS, registered_as=None))
    assert problems(lambda: hand_over([unsaid], who=adviser(DAY))) == [(0, "handover_criteria")]


def test_a_list_is_handed_over_whole_or_not_at_all(guest: int) -> None:
    two, three = client(OTHER, SPRING), client(THIRD, SPRING, "535")
    listed = [Transfer(two, LACKS), Transfer(three, LACKS), Transfer(two, LACKS)]
    assert problems(lambda: hand_over(listed, who=adviser(DAY))) == [(1, "handover_criteria"), (0, "handover_twice")]
    with pytest.raises(NotAllowed), transaction.atomic():
        hand_over([Transfer(two, LACKS), Transfer(guest, LACKS)], who=adviser(LATER))
    assert Handover.objects.count() == 1


def test_only_the_office_that_serves_hands_over(guest: int) -> None:
    other = client(OTHER, SPRING)
    for who in (
        in_trial(DAY), in_trial(DAY, RAAHE), replace(adviser(DAY), role=Role.MANAGER), replace(adviser(DAY), role=Role.AUDITOR),
        adviser(DAY, Reason.CONTROL),
    ):  # fmt: skip
        with pytest.raises(NotAllowed, match="nothing_allows_it"), transaction.atomic():
            hand_over([Transfer(other, LACKS)], who=who)
    assert problems(lambda: hand_over([Transfer(guest, LACKS)], who=in_trial(LATER))) == [
        (0, "handover_wrong_organisation")
    ]
    assert problems(lambda: move_home([other], who=adviser(DAY))) == [(0, "handover_wrong_organisation")]


def test_who_is_disqualified_neither_hands_over_nor_takes_back(guest: int) -> None:
    official = Official.objects.create(subject="kin", name="Virkailija").pk
    other = client(OTHER, SPRING)
    for person in (guest, other):
        Conflict.objects.create(official_id=official, person=str(person), ground=Disqualified.KIN, days=(SPRING, None))
    who = adviser(LATER, official=official)
    with pytest.raises(NotAllowed, match="conflict_of_interest"), transaction.atomic():
        hand_over([Transfer(other, LACKS)], who=who)
    with pytest.raises(NotAllowed, match="conflict_of_interest"), transaction.atomic():
        take_back([TakingBack(guest, Ground.LANGUAGE, **ASKED)], who=who)


# --- kept ---


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("ground", [Ground.LANGUAGE, Ground.INEXPEDIENT, Ground.OTHER])
def test_a_client_is_kept_for_a_reason_and_stays(ground: Ground) -> None:
    person = client(CODE, SPRING)
    keep([Keeping(person, ground)], who=adviser(DAY))
    assert stays(person) == [(TE_OFFICE, False, SPRING, None)]
    row = Handover.objects.get()
    assert (row.direction, row.ground, row.since, row.basis) == ("kept", ground, None, ["1269/2020 § 5.3"])


@pytest.mark.usefixtures("db")
def test_nobody_is_kept_for_a_reason_that_the_act_does_not_give() -> None:
    person = client(CODE, SPRING)
    assert problems(lambda: keep([Keeping(person, Ground.SAFETY)], who=adviser(DAY))) == [
        (0, "handover_ground_not_then")
    ]


# --- back and elsewhere ---


@pytest.mark.parametrize("ground", [Ground.LANGUAGE, Ground.INEXPEDIENT, Ground.SAFETY])
def test_the_office_takes_a_guest_back_who_asks(guest: int, ground: Ground) -> None:
    take_back([TakingBack(guest, ground, **ASKED)], who=adviser(LATER))
    assert stays(guest)[1:] == [(OULU, True, DAY, LATER), (TE_OFFICE, False, LATER, None)]
    row = Handover.objects.last()
    assert row
    assert (row.direction, row.ground, row.basis) == ("back", ground, ["1269/2020 § 5.4 (421/2021)"])


def test_another_municipality_takes_a_guest_if_it_accepts(guest: int) -> None:
    taking = TakingBack(guest, Ground.SAFETY, "678", **ASKED)
    assert problems(lambda: take_back([taking], who=adviser(LATER))) == [(0, "handover_needs_acceptance")]
    (done,) = take_back([replace(taking, is_accepted=True)], who=adviser(LATER))
    assert stays(guest)[-1] == (RAAHE, True, LATER, None)
    assert set(organisations_told(done)) == {OULU, RAAHE}
    (back,) = take_back([TakingBack(guest, Ground.LANGUAGE, **ASKED)], who=adviser(date(2022, 10, 3)))
    assert set(organisations_told(back)) == {OULU, RAAHE}  # Oulu is home


def test_the_three_conditions_of_going_back_are_all_needed(guest: int) -> None:
    assert problems(lambda: take_back([TakingBack(guest, Ground.LANGUAGE)], who=adviser(LATER))) == [
        (0, "handover_needs_request"), (0, "handover_needs_services"),
    ]  # fmt: skip
    taking = TakingBack(guest, Ground.OTHER, **ASKED)
    assert problems(lambda: take_back([taking], who=adviser(LATER))) == [(0, "handover_ground_not_then")]
    unsafe = TakingBack(guest, Ground.SAFETY, is_asked=True)
    assert problems(lambda: take_back([unsafe], who=adviser(LATER))) == [(0, "handover_needs_services")]
    there = TakingBack(guest, Ground.SAFETY, "564", is_accepted=True, **ASKED)
    assert problems(lambda: take_back([there], who=adviser(LATER))) == [(0, "handover_same_place")]
    nowhere = TakingBack(guest, Ground.SAFETY, "535", is_accepted=True, **ASKED)
    assert problems(lambda: take_back([nowhere], who=adviser(LATER))) == [(0, "no_organisation")]


@pytest.mark.usefixtures("db")
def test_nobody_goes_back_before_june_2021() -> None:
    person = client(CODE, date(2021, 3, 1))
    hand_over([Transfer(person, LACKS)], who=adviser(date(2021, 4, 1)))
    taking = TakingBack(person, Ground.LANGUAGE, **ASKED)
    assert problems(lambda: take_back([taking], who=adviser(date(2021, 5, 31)))) == [(0, "handover_ground_not_then")]
    take_back([taking], who=adviser(date(2021, 6, 1)))
    assert stays(person)[-1][0] == TE_OFFICE


@pytest.mark.usefixtures("db")
def test_only_the_office_that_lent_the_client_takes_back() -> None:
    own = client(OTHER, DAY)
    with pytest.raises(NotAllowed, match="nothing_allows_it"), transaction.atomic():
        take_back(
            [TakingBack(own, Ground.LANGUAGE, **ASKED)], who=adviser(LATER)
        )  # nobody has the client but the office
    person = lent()
    taking = TakingBack(person, Ground.LANGUAGE, **ASKED)
    for who in (
        adviser(LATER, Reason.CONTROL), replace(adviser(LATER), role=Role.LAWYER), replace(adviser(LATER), role=Role.MANAGER), in_trial(LATER, RAAHE),
        adviser(LATER, where="te-office-uusimaa"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed, match="nothing_allows_it"), transaction.atomic():
            take_back([taking], who=who)
    assert problems(lambda: take_back([taking], who=in_trial(LATER))) == [(0, "handover_wrong_organisation")]


def test_the_door_of_taking_back_is_the_lending_offices_alone(guest: int) -> None:
    days = (None, date(2025, 1, 1))
    Organisation.objects.create(code="te-office-kainuu", kind=Kind.TE_OFFICE, days=days, source="test")
    take_back([TakingBack(guest, Ground.SAFETY, "678", is_accepted=True, **ASKED)], who=adviser(LATER))
    for where in ("te-office-kainuu", OULU, RAAHE):  # never had the client; had the client as a guest; has
        with pytest.raises(NotAllowed, match="nothing_allows_it"), transaction.atomic():
            check_taking_back(adviser(LATER, where=where), [guest], what="clients.take_back")
    with transaction.atomic():
        check_taking_back(adviser(LATER), [guest], what="clients.take_back")


@pytest.mark.usefixtures("db")
def test_who_has_change_security_goes_back_by_the_office_or_the_municipality() -> None:
    """56 years old, dismissed 2023-02-01 after long service: transferred back if already transferred."""
    day = date(2023, 2, 10)
    known = Known(
        birth_date=date(1967, 1, 15), dismissed_for_economic_reasons=True, notice_on=date(2023, 2, 1),
        five_years_with_employer=True,
    )  # fmt: skip
    for number, who in enumerate((adviser(day), in_trial(day, "trial-municipality-977"))):
        person = client_of_1967(number)
        taking = TakingBack(person, Ground.CHANGE_SECURITY, known=known)
        short = replace(taking, known=replace(known, five_years_with_employer=False))
        unsaid = replace(taking, known=replace(known, five_years_with_employer=None))
        assert problems(partial(take_back, [short], who=who)) == [(0, "handover_criteria")]
        assert problems(partial(take_back, [unsaid], who=who)) == [(0, "handover_asks_five_years_with_employer")]
        take_back([taking], who=who)
        assert stays(person)[-1] == (TE_OFFICE, False, day, None)


def client_of_1967(number: int) -> int:
    """A guest of Ylivieska, of whom no identity code is known."""
    who = adviser(SPRING)
    request = SearchRequest(who.at, Channel.IN_PERSON, True, key=uuid.UUID(int=number), municipality="977")
    (one,) = register([request], who=who)
    hand_over([Transfer(one.person, replace(LACKS, birth_date=date(1967, 1, 15)))], who=adviser(DAY))
    return one.person


# --- a new home ---


@pytest.mark.parametrize(
    ("municipality", "to", "as_guest"), [("678", RAAHE, True), ("535", TE_OFFICE, False)], ids=["Raahe", "Nivala"]
)
def test_a_guest_who_moves_goes_to_whoever_serves_the_new_home(
    guest: int, municipality: str, to: str, as_guest: bool
) -> None:
    who = in_trial(LATER)
    assert problems(lambda: move_home([guest], who=who)) == [(0, "handover_same_place")]
    tell([NewDetail(guest, Detail.MUNICIPALITY, municipality, LATER)], who=who)
    move_home([guest], who=who)
    assert stays(guest)[-1] == (to, as_guest, LATER, None)


def test_a_guest_who_moves_out_of_the_region_has_nobody_here(guest: int) -> None:
    tell([NewDetail(guest, Detail.MUNICIPALITY, "091", LATER)], who=in_trial(LATER))
    assert problems(lambda: move_home([guest], who=in_trial(LATER))) == [(0, "no_organisation")]


# --- the end of the search, and a new one ---


def test_customership_ends_with_the_search_and_a_restart_goes_back_to_the_trial_though_criteria_fail(
    guest: int,
) -> None:
    """Section 6.2: also of one who would not be transferred any more, as Nivala, in no trial, is home now."""
    end([Ending(guest, Ended.OWN_WISH, LATER)], who=in_trial(LATER))
    assert stays(guest)[-1] == (OULU, True, DAY, date(2022, 9, 2))
    later = date(2022, 11, 1)
    client(CODE, later, "535")
    assert stays(guest)[-1] == (OULU, True, later, None)


@pytest.mark.usefixtures("db")
def test_a_restart_goes_back_to_the_trial_where_a_client_was_who_is_merged_into_this_one() -> None:
    kept = client(OTHER, date(2022, 2, 1))
    end([Ending(kept, Ended.OWN_WISH, date(2022, 2, 10))], who=adviser(date(2022, 2, 10)))
    absorbed = lent()
    end([Ending(absorbed, Ended.OWN_WISH, LATER)], who=in_trial(LATER))
    Person.objects.filter(pk=absorbed).update(merged_into=kept)
    JobSearch.objects.filter(holder=absorbed).update(holder=kept)
    client(OTHER, date(2022, 10, 3))
    assert stays(kept)[-1] == (OULU, True, date(2022, 10, 3), None)


def test_who_was_taken_back_does_not_restart_in_the_trial(guest: int) -> None:
    take_back([TakingBack(guest, Ground.LANGUAGE, **ASKED)], who=adviser(LATER))
    end([Ending(guest, Ended.OWN_WISH, date(2022, 9, 30))], who=adviser(date(2022, 9, 30)))
    client(CODE, date(2022, 11, 1))
    assert stays(guest)[-1] == (TE_OFFICE, False, date(2022, 11, 1), None)


# --- who sees the client ---


def test_access_ends_for_the_one_and_begins_for_the_other_on_the_same_day(guest: int) -> None:
    before = date(2022, 5, 31)
    for day, where, sees in (
        (before, TE_OFFICE, True), (before, OULU, False), (DAY, TE_OFFICE, False), (DAY, OULU, True), (DAY, RAAHE, False),
    ):  # fmt: skip
        who = adviser(day, where=where)
        assert (show(who, [guest])[guest].decision.extent is Extent.WHOLE) is sees
        assert bool(show_facts(who, [guest], known_at=day)[guest].rows) is sees


def test_history_is_shown_to_who_serves_and_its_own_part_to_who_did(guest: int) -> None:
    take_back([TakingBack(guest, Ground.SAFETY, "678", is_accepted=True, **ASKED)], who=adviser(LATER))
    assert [one.direction for one in history(in_trial(LATER, RAAHE), guest).rows] == ["to_trial", "between"]
    assert history(in_trial(LATER, OULU), guest).rows == []
    assert history(adviser(LATER), guest).rows == []
    assert [one.direction for one in history(adviser(LATER, Reason.CORRECTION), guest).rows] == ["to_trial", "between"]
    assert history(adviser(LATER, Reason.CORRECTION, where=OULU), guest).rows == []  # it decided nothing
    rows = AuditRow.objects.filter(what="clients.history").order_by("pk").values_list("organisation", "is_allowed")
    assert list(rows) == [(RAAHE, True), (OULU, False), (TE_OFFICE, False), (TE_OFFICE, True), (OULU, True)]


@pytest.fixture
def web(own_database: str, postgres: Postgres) -> Iterator[str]:
    """From here on Django is logged in as the web, which row security binds."""
    let_in(postgres)
    owner = connection.settings_dict["USER"]
    log_in_as(WEB)
    yield owner
    log_in_as(owner)


def seen(who: Actor, person: int) -> tuple[bool, int]:
    with acting(who):
        return show(who, [person])[person].decision.extent is Extent.WHOLE, Handover.objects.count()


def test_behind_the_wall_there_and_back(web: str) -> None:
    office, later = adviser(DAY), adviser(LATER)
    with acting(adviser(SPRING)):
        person = client(CODE, SPRING)
    with acting(office):
        hand_over([Transfer(person, LACKS)], who=office)
    assert seen(adviser(DAY), person) == (False, 1)
    assert seen(in_trial(DAY), person) == (True, 1)
    assert seen(in_trial(DAY, RAAHE), person) == (False, 0)
    with acting(later):
        take_back([TakingBack(person, Ground.SAFETY, "678", is_accepted=True, **ASKED)], who=later)
    assert seen(in_trial(LATER), person) == (False, 2)
    assert seen(in_trial(LATER, RAAHE), person) == (True, 2)
    there = in_trial(date(2022, 10, 3), RAAHE)
    with acting(there):
        tell([NewDetail(person, Detail.MUNICIPALITY, "535", there.day)], who=there)
        move_home([person], who=there)
    with acting(adviser(there.day)):
        assert [one[:2] for one in stays(person)] == [
            (TE_OFFICE, False),
            (OULU, True),
            (RAAHE, True),
            (TE_OFFICE, False),
        ]
        keep([Keeping(person, Ground.LANGUAGE)], who=adviser(there.day))
        assert [one.direction for one in history(adviser(there.day), person).rows] == [
            "to_trial",
            "between",
            "moved",
            "kept",
        ]


def test_behind_the_wall_nobody_ends_the_trials(web: str) -> None:
    """A role that sees a part of the clients would leave the others behind, and say that all is done."""
    who = replace(adviser(date(2025, 1, 1), where="keha"), role=Role.AUTOMATION)
    with pytest.raises(ProgrammingError, match="row-level security"), acting(who):
        end_of_trials(who=who)


def test_behind_the_wall_who_does_not_serve_moves_nobody(web: str) -> None:
    """The second wall alone: what the first would refuse is tried without it."""
    with acting(adviser(SPRING)):
        person = client(CODE, SPRING)
    with acting(adviser(DAY)):
        hand_over([Transfer(person, LACKS)], who=adviser(DAY))
        held = Stay.objects.get(days__upper_inf=True)
    row = {
        "person_id": person, "direction": "kept", "from_organisation_id": OULU, "to_organisation_id": OULU, "ground": "other",
        "basis": [], "decided_on": LATER, "decided_by": "x", "decided_in": OULU,
    }  # fmt: skip
    for who in (
        in_trial(LATER, RAAHE),
        replace(adviser(LATER), role=Role.AUDITOR),
        replace(adviser(LATER), role=Role.MANAGER),
    ):
        with acting(who):
            assert Stay.objects.filter(pk=held.pk).update(days=(DAY, LATER)) == 0
        with pytest.raises(DatabaseError, match="row-level security"), acting(who):
            Handover.objects.create(**row)
    with acting(in_trial(LATER)):
        one = Handover.objects.create(**row)
        assert Handover.objects.filter(pk=one.pk).update(ground="language") == 0
    with pytest.raises(DatabaseError, match="permission denied"), acting(in_trial(LATER)):
        one.delete()


def test_what_was_decided_stays_and_only_the_delivery_is_written(guest: int) -> None:
    one = Handover.objects.filter(person=guest)
    for change in ({"ground": "language"}, {"since": LATER}, {"delivered_on": LATER, "decided_on": LATER}):
        with pytest.raises(IntegrityError, match="completed once"), transaction.atomic():
            one.update(**change)
    assert one.update(delivered_on=LATER) == 1
    with pytest.raises(IntegrityError, match="completed once"), transaction.atomic():
        one.update(delivered_on=DAY)
    with pytest.raises(IntegrityError, match="completed once"), transaction.atomic():
        one.get().delete()


# --- at once, and many ---


@pytest.mark.usefixtures("own_database")
def test_two_handovers_at_once_are_one() -> None:
    person = client(CODE, SPRING)
    together = Barrier(4)

    def one(_: int) -> str:
        together.wait(timeout=60)
        try:
            hand_over([Transfer(person, LACKS)], who=adviser(DAY))
        except (Refused, NotAllowed) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as threads:
        said = sorted(threads.map(one, range(4)))
    assert said.count("done") == 1
    assert Handover.objects.count() == 1
    assert stays(person) == [(TE_OFFICE, False, SPRING, DAY), (OULU, True, DAY, None)]


@pytest.mark.usefixtures("own_database")
def test_who_waited_for_a_client_that_went_elsewhere_hands_over_nobody() -> None:
    """Oulu has been let in to move its guest home, and waits; meanwhile the office sends the guest to Raahe."""
    person = lent()
    tell([NewDetail(person, Detail.MUNICIPALITY, "244", LATER)], who=in_trial(LATER))

    def moves() -> str:
        try:
            move_home([person], who=in_trial(LATER))
        except Refused as refused:
            return refused.problems[0].code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            locked([person])
            waiting = threads.submit(moves)
            wait_until_somebody_waits()
            take_back([TakingBack(person, Ground.SAFETY, "678", is_accepted=True, **ASKED)], who=adviser(LATER))
        assert waiting.result(timeout=60) == "handover_meanwhile"
    assert stays(person)[-1] == (RAAHE, True, LATER, None)


def test_behind_the_wall_who_takes_back_a_client_that_leaves_meanwhile_takes_back_nobody(web: str) -> None:
    """There the office cannot lock a client whom it does not serve: the statement itself sees that the stay has ended."""
    with acting(adviser(SPRING)):
        person = client(CODE, SPRING)
    with acting(adviser(DAY)):
        hand_over([Transfer(person, LACKS)], who=adviser(DAY))

    def takes_back() -> str:
        try:
            with acting(adviser(LATER)):
                take_back([TakingBack(person, Ground.LANGUAGE, **ASKED)], who=adviser(LATER))
        except Refused as refused:
            return refused.problems[0].code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(1) as threads:
        with acting(in_trial(LATER)):
            end([Ending(person, Ended.OWN_WISH, LATER)], who=in_trial(LATER))
            waiting = threads.submit(takes_back)
            wait_until_somebody_waits()
        assert waiting.result(timeout=60) == "handover_meanwhile"
    with acting(adviser(LATER)):
        assert Stay.objects.filter(days__upper_inf=True).count() == 0
        assert Handover.objects.count() == 1


def wait_until_somebody_waits() -> None:
    """For a lock that another connection to this database holds."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


@pytest.mark.usefixtures("db")
def test_queries_do_not_grow_with_the_list() -> None:
    people = [client(code, SPRING) for code in codes(12)]

    def queries(action: Callable[[], Any]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            action()
        return len(found)

    few, many = people[:1], people[1:]
    assert queries(lambda: hand_over([Transfer(one, LACKS) for one in few], who=adviser(DAY))) == queries(
        lambda: hand_over([Transfer(one, LACKS) for one in many], who=adviser(DAY))
    )
    assert queries(
        lambda: take_back([TakingBack(one, Ground.LANGUAGE, **ASKED) for one in few], who=adviser(LATER))
    ) == queries(lambda: take_back([TakingBack(one, Ground.LANGUAGE, **ASKED) for one in many], who=adviser(LATER)))


def test_a_client_who_was_merged_is_handed_over_under_the_number_that_is_kept(guest: int) -> None:
    end([Ending(guest, Ended.OWN_WISH, LATER)], who=in_trial(LATER))
    other = client(OTHER, date(2022, 10, 3))
    Person.objects.filter(pk=other).update(merged_into=guest)
    JobSearch.objects.filter(holder=other).update(holder=guest)
    who = adviser(date(2022, 10, 4))
    assert problems(lambda: hand_over([Transfer(other, LACKS)], who=who)) == [(0, "identity_changed_meanwhile")]
    hand_over([Transfer(guest, LACKS)], who=who)
    assert stays(other)[-1] == (OULU, True, who.day, None)
    assert [one.direction for one in history(in_trial(who.day), guest).rows] == ["to_trial", "to_trial"]


# --- the notice ---


def test_the_notice_tells_the_client_whose_client_from_when_and_why_in_three_languages(guest: int) -> None:
    one = Handover.objects.get()
    said = {language: notice(one, language) for language in ("fi", "sv", "en")}
    assert len(set(said.values())) == 3
    for language, day, trial, office in (
        ("fi", "1.6.2022", "Oulu, kuntakokeilu", "Pohjois-Pohjanmaan työ- ja elinkeinotoimisto"),
        ("sv", "1.6.2022", "Uleåborg, kommunförsök", "Norra Österbottens arbets- och näringsbyrå"),
        ("en", "1 June 2022", "Oulu, employment trial", "Employment and Economic Development Office of North Ostrobothnia"),
    ):  # fmt: skip
        assert all(word in said[language] for word in (day, trial, office, "1269/2020 § 5.1"))
        to_trial = notice(one, language, Addressee.ORGANISATION)
        assert str(guest) in to_trial
        assert CODE not in to_trial + said[language]
    assert organisations_told(one) == [OULU]


def test_every_ground_has_its_notice_in_three_languages(guest: int) -> None:
    one = Handover.objects.get()
    for rule in RULES:
        row = replace_row(one, direction=rule.direction.value, ground=rule.ground.value)
        for addressee in Addressee:
            texts = {notice(row, language, addressee) for language in ("fi", "sv", "en")}
            assert len(texts) == 3
            assert not any("{" in text for text in texts)


def replace_row(one: Handover, **more: Any) -> Handover:
    said = {item.attname: getattr(one, item.attname) for item in Handover._meta.concrete_fields}
    return Handover(**said | more)


def test_the_grounds_are_those_of_the_act_on_its_days() -> None:
    """Direction, grounds, the days from the first to the last, as the digest has them."""
    last = date(2024, 12, 31)
    expected = {
        (Direction.TO_TRIAL, date(2021, 3, 1), last): {Ground.CRITERIA},
        (Direction.KEPT, date(2021, 3, 1), last): {Ground.LANGUAGE, Ground.INEXPEDIENT, Ground.OTHER},
        (Direction.BACK, date(2021, 6, 1), last): {Ground.LANGUAGE, Ground.INEXPEDIENT, Ground.SAFETY},
        (Direction.BETWEEN, date(2021, 6, 1), last): {Ground.LANGUAGE, Ground.INEXPEDIENT, Ground.SAFETY},
        (Direction.BACK, date(2023, 1, 1), last): {Ground.CHANGE_SECURITY},
        (Direction.MOVED, date(2021, 3, 1), last): {Ground.HOME_MOVED},
        (Direction.TO_AREA, date(2025, 1, 1), date(2025, 6, 1)): {Ground.TRIALS_END},
    }
    for (direction, first, until), grounds in expected.items():
        for ground in grounds:
            assert rule_of(direction, ground, first)
            assert rule_of(direction, ground, until)
            assert rule_of(direction, ground, date.fromordinal(first.toordinal() - 1)) is None
    assert sum(map(len, expected.values())) == len(RULES)
    for rule in RULES:
        if rule.direction is not Direction.TO_AREA:
            assert rule_of(rule.direction, rule.ground, date(2025, 1, 1)) is None
