"""Who may state: the worked examples of the sources, every edge of the table, and no day without an answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from toimi.book.citations import BadCitation, Citation
from toimi.law.book import BOOK
from toimi.law.competence.asking import Client, Competence, clock_start, competent_issuers, last_day, open_points
from toimi.law.competence.classes import decided_by, statement_classes
from toimi.law.competence.municipalities import BY_ELIMINATION, HOSTS, MUNICIPALITIES, OUTSIDE_TRIALS
from toimi.law.competence.open_points import OPEN_POINTS
from toimi.law.competence.table import RULES, SEVEN, SEVEN_2025, THIRTY, THIRTY_2025
from toimi.law.competence.words import Condition, Duty, Issuer, Rule

TE, UUSIMAA, CENTRE = Issuer.TE_OFFICE, Issuer.UUSIMAA_TE_OFFICE, Issuer.CUSTOMER_SERVICE_CENTRE
TOWN, AUTHORITY = Issuer.TRIAL_MUNICIPALITY, Issuer.EMPLOYMENT_AUTHORITY
KEHA, ALAND = Issuer.KEHA, Issuer.ALAND_AUTHORITY
MUST, MAY = Duty.MUST, Duty.MAY
BEFORE, AFTER = (Condition.CONDUCT_BEFORE_MAY_2022,), (Condition.CONDUCT_FROM_MAY_2022,)
ONE_DAY = timedelta(days=1)
CUSTOMER = Client("564", is_trial_customer=True, in_labour_market_training=False)
TRAINEE = Client("564", is_trial_customer=True, in_labour_market_training=True)
OTHER = Client("564", is_trial_customer=False, in_labour_market_training=False)


def day(text: str) -> date:
    """A date."""
    return date.fromisoformat(text)


def musts(citation: str, issued_on: date, client: Client) -> list[Competence]:
    """Those whose task it is."""
    return [one for one in competent_issuers(citation, issued_on, client) if one.duty is MUST]


def who(citation: str, issued_on: str, client: Client, duty: Duty = MUST) -> set[Issuer]:
    """The issuers of one duty."""
    return {one.issuer for one in competent_issuers(citation, day(issued_on), client) if one.duty is duty}


def opened(citation: str, issued_on: str, client: Client) -> set[str]:
    """The names of what is open."""
    return {one.name for one in open_points(citation, day(issued_on), client)}


# --- worked examples: organisation, sections 6 and 10; prerequisites 3.1; sanctions 13 ---


@pytest.mark.parametrize(
    ("citation", "issued_on", "client", "issuer"),
    [
        pytest.param("TTL 2:1", "2021-03-01", OTHER, TE, id="aged 29 in Oulu, no notice received yet"),
        pytest.param("TTL 2:1", "2021-11-01", CUSTOMER, TOWN, id="turned 30 and stays a trial customer"),
        pytest.param("TTL 2:1", "2021-11-01", OTHER, TE, id="Kempele, a candidate is no customer"),
        pytest.param("TTL 2:1", "2021-06-01", Client("535"), TE, id="Nivala is in no trial"),
        pytest.param("TTL 2:5a", "2021-09-28", CUSTOMER, TE, id="starts a business, 28 September 2021"),
        pytest.param("TTL 2:5a", "2021-10-05", CUSTOMER, TOWN, id="starts a business, 5 October 2021"),
        pytest.param("TTL 2a:1.1", "2021-11-15", CUSTOMER, UUSIMAA, id="a trial customer dismissed"),
        pytest.param("TTL 11:4.1(4)", "2021-04-12", CUSTOMER, TOWN, id="a trial customer's coaching"),
        pytest.param("TTL 11:4.1(4)", "2021-04-12", TRAINEE, TE, id="a trial customer's labour market training"),
        pytest.param("TTL 10:2.2", "2022-04-12", TRAINEE, TE, id="the same, later"),
        pytest.param("TTL 2:5.4", "2025-01-15", Client("563"), KEHA, id="Oulainen, open over the turn of 2025"),
        pytest.param("TTL 2:1.1", "2025-02-10", Client("305"), AUTHORITY, id="Kuusamo, 2:1 in 2025"),
        pytest.param("TTL 2a:4.1", "2021-09-30", OTHER, TE, id="conduct before the concentration"),
        pytest.param("TTL 2a:4.1", "2021-10-04", OTHER, UUSIMAA, id="conduct after the concentration"),
        pytest.param("TTL 2a:4.1", "2025-01-01", OTHER, KEHA, id="conduct from 2025"),
        pytest.param("TTL 2:5.1", "2021-09-30", OTHER, TE, id="business, the last day before"),
        pytest.param("TTL 2:5.1", "2021-10-01", OTHER, UUSIMAA, id="business pending, moved"),
        pytest.param("TTL 11:4c.1", "2021-09-30", OTHER, TE, id="11:4c to September 2021"),
        pytest.param("TTL 11:4b.1", "2022-02-15", OTHER, TE, id="decree 87/2022"),
        pytest.param("TTL 2:13.2", "2023-05-01", CUSTOMER, UUSIMAA, id="youth duty"),
        pytest.param("TTL 2:13.4", "2023-05-01", CUSTOMER, TOWN, id="youth, subsection 4"),
        pytest.param("TTL 2:10a", "2022-12-31", CUSTOMER, TOWN, id="short studies to 2022"),
        pytest.param("TTL 2:10b.1", "2023-05-01", CUSTOMER, TOWN, id="short studies from 2023"),
        pytest.param("TTL 2:10b.1", "2023-05-01", OTHER, TE, id="short studies of others"),
        pytest.param("TTL 2:10a.3(3)", "2024-05-01", OTHER, TE, id="change-security training"),
        pytest.param("TTL 2:10a.3(3)", "2025-01-01", OTHER, AUTHORITY, id="the same in 2025"),
        pytest.param("TTL 2:10a.1", "2024-05-01", OTHER, UUSIMAA, id="other exceptions to full-time study"),
        pytest.param("TTL 2:16.1", "2022-07-10", CUSTOMER, TE, id="youth restored, before"),
        pytest.param("TTL 2:16.1", "2022-07-11", CUSTOMER, TOWN, id="youth restored, from"),
        pytest.param("TTL 2a:14.2", "2021-10-01", CUSTOMER, TE, id="old restoration stays local"),
        pytest.param("JTYPL 6:5", "2021-03-01", CUSTOMER, TOWN, id="supported study from the first day"),
        pytest.param("JTYPL 6:5", "2021-02-28", CUSTOMER, TE, id="supported study, before the trials"),
        pytest.param("TTL 2:4.1", "2024-12-31", OTHER, TE, id="ordinary volunteering"),
        pytest.param("TTL 2:4.2", "2024-12-31", OTHER, UUSIMAA, id="unpaid work in a firm"),
        pytest.param("TTL 10:5.1", "2025-01-01", OTHER, AUTHORITY, id="benefit during training in 2025"),
    ],
)
def test_one_organisation_states(citation: str, issued_on: str, client: Client, issuer: Issuer) -> None:
    """Exactly one must, where the client is known."""
    assert who(citation, issued_on, client) == {issuer}


@pytest.mark.parametrize(
    ("citation", "client", "found"),
    [
        ("TTL 2a:10.2", CUSTOMER, {(TOWN, AFTER), (UUSIMAA, BEFORE)}),
        ("TTL 2a:10.3", OTHER, {(TE, AFTER), (UUSIMAA, BEFORE)}),
        ("TTL 2a:14.2", OTHER, {(TE, BEFORE), (UUSIMAA, AFTER)}),
    ],
)
def test_restoration_by_the_day_of_the_conduct(citation: str, client: Client, found: set[object]) -> None:
    """From 11 July 2022 near the client for new conduct; the old text stays with each office for old conduct."""
    for issued_on in ("2022-07-11", "2024-12-31"):
        assert {(one.issuer, one.conditions) for one in musts(citation, day(issued_on), client)} == found


def test_restoration_where_the_lists_are_not_clear() -> None:
    """Before July 2022 the decree, and in 2025 the act, do not name it: said beside the answer."""
    assert who("TTL 2a:10.2", "2022-07-10", OTHER) == {UUSIMAA}
    assert opened("TTL 2a:10.2", "2022-07-10", OTHER) == {"restoration_before_july_2022"}
    assert who("TTL 2a:10.2", "2025-01-01", OTHER) == {AUTHORITY}
    assert opened("TTL 2a:10.2", "2025-01-01", OTHER) == {"restoration_from_2025"}
    assert who("TTL 2a:14.2", "2025-01-01", OTHER) == {KEHA}
    assert opened("TTL 2a:14.2", "2025-01-01", OTHER) == {"old_restoration_from_2025"}


def test_who_may_beside_the_one_who_must() -> None:
    """The office beside the municipality, Uusimaa beside both, the centre without discretion, KEHA beside all."""
    assert who("TTL 2:5a", "2022-07-10", CUSTOMER, MAY) == {UUSIMAA}
    assert who("TTL 2:5a", "2022-07-11", CUSTOMER, MAY) == {UUSIMAA, TE}
    assert who("TTL 2:1", "2020-05-01", OTHER, MAY) == {CENTRE}
    assert who("TTL 2:1", "2022-07-11", CUSTOMER, MAY) == {UUSIMAA, TE, CENTRE}
    assert who("TTL 2:1", "2025-01-01", OTHER, MAY) == {KEHA}
    assert who("TTL 2:10.2(6)", "2025-01-01", OTHER, MAY) == {AUTHORITY}
    assert who("TTL 2:10.2(6)", "2022-07-11", CUSTOMER, MAY) == {TE, TOWN, CENTRE}
    assert who("TTL 2:10.2(11)", "2025-01-01", OTHER, MAY) == set()


@pytest.mark.parametrize(("issued_on", "tied"), [("2023-11-30", True), ("2023-12-01", False)])
def test_ties_to_a_task_were_cut_in_december_2023(issued_on: str, tied: bool) -> None:
    """Act 1001/2023 for the office beside the municipality, decree 1014/2023 for Uusimaa."""
    for client, issuer, tie in ((CUSTOMER, TE, Condition.OWN_TASK), (OTHER, UUSIMAA, Condition.SAME_TASK)):
        found = [one for one in competent_issuers("TTL 2:1", day(issued_on), client) if one.issuer is issuer]
        assert [one.conditions for one in found] == [(tie,) if tied else ()]


def test_the_centres_item_on_studies_stayed_for_trial_customers() -> None:
    """Decree 1374/2022 changed it for others only."""
    assert CENTRE in who("TTL 2:10.3", "2023-01-01", OTHER, MAY)
    assert CENTRE not in who("TTL 2:10.3", "2023-01-01", CUSTOMER, MAY)
    assert CENTRE not in who("TTL 2:10.3", "2022-12-31", OTHER, MAY)
    assert CENTRE in who("TTL 2:10.4", "2023-01-01", CUSTOMER, MAY)
    assert "centres_list_for_trials" in opened("TTL 2:1", "2022-07-31", CUSTOMER)
    assert "centres_list_for_trials" not in opened("TTL 2:1", "2022-08-01", CUSTOMER)
    assert "centres_list_for_trials" not in opened("TTL 2:1", "2022-07-31", OTHER)


def test_trials_never_had_the_rules_of_the_epidemic_nor_sanctions() -> None:
    """On no day."""
    reached = [rule.places for rule in RULES if rule.issuer is TOWN]
    for citation in ("TTL 11:4b.1", "TTL 11:4c.1", "TTL 2a:1.1", "TTL 2a:9.1", "TTL 2:5.1", "TTL 10:5.1"):
        assert not any(places.part_of(citation) for places in reached)


# --- what is not known ---


def test_what_is_not_known_of_the_client_is_asked() -> None:
    """Both are shown, each with the answer that it needs."""
    found = {one.issuer: one.asks for one in musts("TTL 2:1", day("2021-11-01"), Client("564"))}
    assert found == {TE: (("is_trial_customer", False),), TOWN: (("is_trial_customer", True),)}
    customer = Client("564", is_trial_customer=True)
    found = {one.issuer: one.asks for one in musts("TTL 10:2.2", day("2021-11-01"), customer)}
    assert found == {TE: (("in_labour_market_training", True),), TOWN: (("in_labour_market_training", False),)}


def test_before_and_after_the_trials_nothing_is_asked_of_them() -> None:
    """Nor in a matter that no trial had."""
    for citation, issued_on in (("TTL 2:1", "2021-02-28"), ("TTL 2:1", "2025-01-01"), ("TTL 2a:1.1", "2023-01-01")):
        assert not [one for one in competent_issuers(citation, day(issued_on), Client()) if one.asks]


def test_aland_is_open_before_2025_and_has_its_own_authority_then() -> None:
    """Decree 1088/2024 for the earnings-related allowance; the deadline of its other statements is named nowhere."""
    there = Client(aland=True)
    assert competent_issuers("TTL 2:1", day("2024-12-31"), there) == ()
    assert opened("TTL 2:1", "2024-12-31", there) == {"aland_before_2025"}
    found = [one for place in ("TTL 2:1", "TTL 2a:1.1") for one in competent_issuers(place, day("2025-01-01"), there)]
    assert [(one.issuer, one.deadline) for one in found] == [(ALAND, None), (ALAND, THIRTY_2025)]
    assert {one.conditions for one in found} == {(Condition.EARNINGS_RELATED,)}
    assert opened("TTL 2:1", "2025-01-01", there) == {"aland_other_benefits"}
    unknown = competent_issuers("TTL 2a:1.1", day("2025-01-01"), Client(aland=None))
    assert {one.issuer: one.asks for one in unknown} == {KEHA: (("aland", False),), ALAND: (("aland", True),)}


@pytest.mark.parametrize(
    ("citation", "issued_on", "name"),
    [
        ("TTL 11:4c.1", "2021-10-01", "entrepreneurs_from_october_2021"),
        ("TTL 11:4c.5", "2021-11-30", "entrepreneurs_from_october_2021"),
        ("TTL 11:4b.1", "2021-12-31", "covid_named_nowhere"),
        ("TTL 11:4b.1", "2022-01-30", "covid_named_nowhere"),
        ("TTL 11:4b.3", "2022-01-31", "covid_named_nowhere"),
        ("TTL 11:4b.1", "2022-03-01", "covid_named_nowhere"),
        ("TTL 10:4.1", "2023-12-01", "services_named_nowhere"),
        ("TTL 2:1", "2016-12-31", "before_2017"),
    ],
)
def test_an_open_point_names_nobody(citation: str, issued_on: str, name: str) -> None:
    """Said with its name, never guessed."""
    assert competent_issuers(citation, day(issued_on), OTHER) == ()
    assert opened(citation, issued_on, OTHER) == {name}


def test_the_exception_of_2022_lasted_29_days() -> None:
    """31 January to 28 February 2022."""
    days = [day("2022-01-01") + n * ONE_DAY for n in range(90)]
    found = [one for one in days if competent_issuers("TTL 11:4b.2", one, OTHER)]
    assert (found[0], found[-1], len(found)) == (day("2022-01-31"), day("2022-02-28"), 29)


# --- places ---


def test_a_wider_place_shows_which_part_each_has() -> None:
    """TTL 2:4: subsection 2 is Uusimaa's, the rest the office's."""
    found = {one.issuer: one.places for one in musts("TTL 2:4", day("2021-10-01"), OTHER)}
    assert found[UUSIMAA].within == ("TTL 2:4.2",)
    assert (found[TE].within, found[TE].less) == (("TTL 2:4",), ("TTL 2:4.2",))


@pytest.mark.parametrize("citation", ["TTL 2:4–16", "TTL 2", "", "2:1"])
def test_what_is_not_one_place_is_refused(citation: str) -> None:
    """A run of sections belongs to many."""
    for ask in (competent_issuers, open_points):
        with pytest.raises(BadCitation):
            ask(citation, day("2020-01-01"), OTHER)


# --- deadlines: procedure, section 16 ---


@pytest.mark.parametrize(
    ("citation", "issued_on", "client", "due_on", "complete_on", "last"),
    [
        ("TTL 2a:1.1", "2020-05-20", OTHER, "2020-05-18", "2020-05-11", "2020-06-10"),
        ("TTL 2a:1.1", "2020-05-20", OTHER, "2020-05-18", None, "2020-06-17"),
        ("TTL 11:4.1(4)", "2021-10-05", CUSTOMER, "2021-10-20", "2021-10-04", "2021-10-11"),
        ("TTL 2a:1.1", "2021-10-05", CUSTOMER, "2021-10-20", "2021-10-04", "2021-11-03"),
        ("TTL 2:5.1", "2021-10-01", OTHER, "2021-10-20", "2021-09-20", "2021-10-20"),
        ("TTL 2:5.1", "2025-02-10", OTHER, "2025-02-20", "2025-02-03", "2025-03-05"),
        ("TTL 2:1.1", "2025-02-10", OTHER, "2025-02-20", "2025-02-03", "2025-02-10"),
    ],
)
def test_the_last_day(
    citation: str, issued_on: str, client: Client, due_on: str, complete_on: str | None, last: str
) -> None:
    """From the answer or from the due date, by the issuer's own length."""
    (one,) = musts(citation, day(issued_on), client)
    assert one.deadline is not None
    start = clock_start(day(due_on), None if complete_on is None else day(complete_on))
    assert last_day(one.deadline, start) == day(last)


def test_each_organisation_has_its_own_deadline() -> None:
    """Seven days for municipalities and authorities, with the exception; thirty for the State's offices."""
    deadlines = {issuer: {rule.deadline for rule in RULES if rule.issuer is issuer} for issuer in Issuer}
    assert deadlines == {
        TE: {THIRTY}, UUSIMAA: {THIRTY}, CENTRE: {THIRTY}, TOWN: {SEVEN}, AUTHORITY: {SEVEN_2025},
        KEHA: {THIRTY_2025}, ALAND: {THIRTY_2025, None},
    }  # fmt: skip
    assert (SEVEN.days, SEVEN_2025.days, THIRTY.days, THIRTY_2025.days) == (7, 7, 30, 30)
    assert (SEVEN.special_reason, SEVEN_2025.special_reason, THIRTY.special_reason) == (True, True, False)


# --- municipalities ---


def test_the_thirty_municipalities() -> None:
    """Sixteen in trials, fourteen outside; areas of eleven, six, eleven and two."""
    assert len(MUNICIPALITIES) == 30
    assert len(OUTSIDE_TRIALS) == 14
    assert len(BY_ELIMINATION) == 10
    sizes = {area: sum(one[2] == area for one in MUNICIPALITIES.values()) for area in HOSTS}
    assert list(sizes.values()) == [11, 6, 11, 2]
    trials = {trial: sum(one[1] == trial for one in MUNICIPALITIES.values()) for trial in "abc"}
    assert trials == {"a": 8, "b": 3, "c": 5}


@pytest.mark.parametrize(
    ("client", "issued_on", "body"),
    [
        (Client("305"), "2025-02-10", "Kainuu-Koillismaa"),
        (Client("535", chosen_authority="Oulu"), "2025-02-10", "Oulu"),
        (Client("678", is_trial_customer=True), "2022-02-10", "Raahe"),
        (Client(is_trial_customer=True), "2022-02-10", ""),
        (Client("535", is_trial_customer=True), "2023-04-10", ""),
    ],
)
def test_which_municipality_or_area(client: Client, issued_on: str, body: str) -> None:
    """The home municipality, or the authority that was chosen in writing."""
    (one,) = musts("TTL 2:1", day(issued_on), client)
    assert one.body == body


def test_the_area_of_raahe_is_said_to_be_by_elimination() -> None:
    """Oulainen, but not Raahe itself; and of what KEHA states nothing is open."""
    assert HOSTS[MUNICIPALITIES["305"][2]] == "Kajaani"
    assert opened("TTL 2:1", "2025-01-01", Client("563")) == {"raahe_by_elimination"}
    assert opened("TTL 2:1", "2025-01-01", Client("678")) == set()
    assert opened("TTL 2a:1.1", "2025-01-01", Client("563")) == set()
    assert opened("TTL 2:5.1", "2025-01-01", Client("563")) == set()


# --- classes ---


@pytest.mark.parametrize(
    ("citation", "classes"),
    [
        ("TTL 2:1", ["basic"]), ("TTL 2:4.2", ["expert"]), ("TTL 2:4", ["basic", "expert"]), ("TTL 2:5", ["expert"]),
        ("TTL 2:10.2", ["expert"]), ("TTL 2:13.1", ["expert"]), ("TTL 2a:1.1", ["expert"]), ("TTL 2a:10.2", ["basic"]),
        ("TTL 10:2.2", ["service"]), ("TTL 11:4.1(4)", ["service"]), ("TTL 4:1", []),
    ],
)  # fmt: skip
def test_the_class_of_a_statement(citation: str, classes: list[str]) -> None:
    """Unpaid work, business, studies, youth and conduct are for experts."""
    assert statement_classes(citation) == tuple(f"{one}_statement" for one in classes)


def test_how_a_ground_is_decided_is_what_the_book_says() -> None:
    """The slowest of the provisions at the place."""
    assert decided_by("TTL 2:1.3", BOOK.provisions) == "A"
    assert decided_by("TTL 2a:3", BOOK.provisions) == "P"
    assert decided_by("TTL 2a:1", BOOK.provisions) == "H"
    assert decided_by("TTL 2a:1.1(1)", BOOK.provisions) == "H"
    assert decided_by("TTL 9:1", BOOK.provisions) is None


# --- every edge, every day ---

CITATIONS = sorted(
    {
        one.citation
        for one in BOOK.provisions
        if (place := Citation.parse(one.citation)).act == "TTL" and place.chapter in ("2", "2a", "10")
    }
)
EDGES = sorted(
    {edge for row in (*RULES, *OPEN_POINTS) for edge in (row.days.since, row.days.until) if edge is not None}
    - {date(1900, 1, 1)}
)
CLIENTS = (CUSTOMER, TRAINEE, OTHER, Client())


def test_the_edges_are_the_days_of_the_acts() -> None:
    """The timeline of the source on organisation, so that no edge is a slip of the pen."""
    assert [str(edge) for edge in EDGES] == [
        "2017-01-01", "2021-03-01", "2021-06-01", "2021-10-01", "2021-10-02", "2022-01-31", "2022-03-01", "2022-05-02",
        "2022-07-11", "2022-08-01", "2023-01-01", "2023-12-01", "2025-01-01",
    ]  # fmt: skip


@pytest.mark.parametrize("step", [-1, 0, 1])
@pytest.mark.parametrize("edge", EDGES, ids=str)
def test_each_row_is_in_use_from_its_first_day_to_its_last(edge: date, step: int) -> None:
    """The day before, the day and the day after each edge: the rows in use are those whose days it is in, no other."""
    issued_on = edge + step * ONE_DAY
    for rule in RULES:
        citation, whose = rule.places.within[-1].split("–")[0], rule.whose
        client = Client("564", whose.is_trial_customer, whose.in_labour_market_training, whose.aland)
        mine = [one for one in competent_issuers(citation, issued_on, client) if _of(one) == _of(rule)]
        twins = [
            one
            for one in RULES
            if _of(one) == _of(rule)
            and one.days.since <= issued_on < (one.days.until or date.max)
            and one.places.part_of(citation)
            and (one.whose == whose or None in (one.whose.is_trial_customer, whose.is_trial_customer))
        ]
        assert len(mine) == len(twins), (rule, issued_on)


def _of(row: Rule | Competence) -> tuple[object, ...]:
    return row.issuer, row.duty, row.source, row.deadline, row.conditions


@pytest.mark.parametrize("edge", EDGES, ids=str)
def test_on_each_edge_something_changes(edge: date) -> None:
    """Between the day before and the day, and not again on the day after unless that is an edge too."""

    def in_use(issued_on: date) -> list[object]:
        return [row for row in (*RULES, *OPEN_POINTS) if row.days.holds(issued_on)]

    assert in_use(edge - ONE_DAY) != in_use(edge)
    assert (in_use(edge) == in_use(edge + ONE_DAY)) == (edge + ONE_DAY not in EDGES)


@pytest.mark.parametrize("citation", CITATIONS)
def test_no_day_is_without_issuer_or_named_gap(citation: str) -> None:
    """2020 to the last verified day: chapters 2 and 2 a always have one whose task it is. Rows change on edges only."""
    first, last = day("2020-01-01"), day("2025-02-21")
    for issued_on in [first, *(edge for edge in EDGES if first < edge <= last), last]:
        for client in CLIENTS:
            must = musts(citation, issued_on, client)
            assert must or open_points(citation, issued_on, client), (issued_on, client)
            assert must or Citation.parse(citation).chapter == "10", (issued_on, client)


def test_between_edges_every_day_answers_alike() -> None:
    """Each single day, so that the test above may look at edges only."""
    issued_on, before = day("2020-01-01"), None
    while issued_on <= day("2025-02-21"):
        now = [row for row in (*RULES, *OPEN_POINTS) if row.days.holds(issued_on)]
        assert before in (None, now) or issued_on in EDGES
        issued_on, before = issued_on + ONE_DAY, now


@pytest.mark.parametrize("citation", CITATIONS)
def test_no_two_organisations_must_state_on_the_same_matter(citation: str) -> None:
    """Where the client is known, unless each has its own part or the day of the conduct divides them."""
    for edge in EDGES:
        for client in (CUSTOMER, TRAINEE, OTHER):
            whole = [one for one in musts(citation, edge, client) if one.places.within == (citation,)]
            sole = [one.issuer for one in whole if not one.places.less and not one.conditions]
            assert len(set(sole)) <= 1, (edge, client, sole)
