"""The table of competence, period by period. Each edge of a row is a day on which an act or decree changed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toimi.law.competence import lists
from toimi.law.competence.places import Places
from toimi.law.competence.words import Condition, Deadline, Duty, Issuer, Rule, Stretch, Whose

FIRST_DAY = date(2017, 1, 1)
TRIALS_BEGIN = date(2021, 3, 1)
TRIALS_OF_ALL = date(2021, 6, 1)
CONCENTRATED = date(2021, 10, 1)
TRIALS_STATE = date(2021, 10, 2)
COVID_2022 = (date(2022, 1, 31), date(2022, 3, 1))
LADDER = date(2022, 5, 2)
RESTORATION_NEARBY = date(2022, 7, 11)
CENTRES_TRIAL_LIST = date(2022, 8, 1)
STUDIES_CHANGE = date(2023, 1, 1)
TIES_CUT = date(2023, 12, 1)
TRANSFER = date(2025, 1, 1)

THIRTY = Deadline(30, "1556/2016 § 1")
SEVEN = Deadline(7, "153/2021 § 1", special_reason=True)
THIRTY_2025 = Deadline(30, "512/2024 § 1")
SEVEN_2025 = Deadline(7, "512/2024 § 1", special_reason=True)

EVERYONE = Whose()
OTHERS = Whose(is_trial_customer=False)
TRIAL = Whose(is_trial_customer=True)
TRIAL_IN_TRAINING = Whose(is_trial_customer=True, in_labour_market_training=True)
TRIAL_IN_SERVICE = Whose(is_trial_customer=True, in_labour_market_training=False)
BEFORE = (Condition.CONDUCT_BEFORE_MAY_2022,)
FROM = (Condition.CONDUCT_FROM_MAY_2022,)

TTL_11_4 = "TTL 11:4.1 (1457/2016)"
DECREE = "1373/2018 § 16 a"
TRIAL_ACT = "1269/2020 § 12 a"


def _must(
    issuer: Issuer, places: Places | tuple[str, ...], days: Stretch, source: str, deadline: Deadline | None,
    whose: Whose = EVERYONE, conditions: tuple[Condition, ...] = (), duty: Duty = Duty.MUST,
) -> Rule:  # fmt: skip
    where = places if isinstance(places, Places) else Places(places)
    return Rule(issuer, duty, where, days, source, deadline, whose, conditions)


def _may(
    issuer: Issuer, places: Places | tuple[str, ...], days: Stretch, source: str, deadline: Deadline | None,
    whose: Whose = EVERYONE, *conditions: Condition,
) -> Rule:  # fmt: skip
    return _must(issuer, places, days, source, deadline, whose, conditions, Duty.MAY)


def _before_concentration() -> Iterator[Rule]:
    """The local office has everything."""
    covid = ("TTL 11:4b", "TTL 11:4c", "TTL 11:4d", "TTL 11:4e")
    places = (lists.CHAPTER_2, lists.CHAPTER_2A, *covid)
    yield _must(Issuer.TE_OFFICE, places, Stretch(FIRST_DAY, CONCENTRATED), TTL_11_4, THIRTY)


def _local_office() -> Iterator[Rule]:
    """What each office keeps after the concentration: the trial's list for others, and what neither has."""
    for since, until, expert, trial in (
        (CONCENTRATED, TRIALS_STATE, lists.EXPERT_2021, ()),
        (TRIALS_STATE, RESTORATION_NEARBY, lists.EXPERT_2021, lists.TRIAL_2021),
        (RESTORATION_NEARBY, STUDIES_CHANGE, lists.EXPERT_2021, lists.TRIAL_2022),
        (STUDIES_CHANGE, TRANSFER, lists.EXPERT_2023, lists.TRIAL_2023),
    ):
        days = Stretch(since, until)
        rest = Places((lists.CHAPTER_2,), (*expert, *trial))
        yield _must(Issuer.TE_OFFICE, rest, days, TTL_11_4, THIRTY)
        if trial:
            yield _must(Issuer.TE_OFFICE, trial, days, TTL_11_4, THIRTY, OTHERS)
    days = Stretch(STUDIES_CHANGE, TRANSFER)
    yield _must(Issuer.TE_OFFICE, lists.TRAINING_IN_NOTICE, days, f"{DECREE} (1373/2022)", THIRTY)
    covid = ("TTL 11:4b.1", "TTL 11:4b.2", "TTL 11:4b.5")
    yield _must(Issuer.TE_OFFICE, covid, Stretch(*COVID_2022), f"{DECREE} (87/2022)", THIRTY)


def _restoration() -> Iterator[Rule]:
    """The right comes back after a work obligation: near the client, by the text of the conduct's day."""
    old, new = lists.RESTORED_OLD, lists.RESTORED_NEW
    te, uusimaa, town = Issuer.TE_OFFICE, Issuer.UUSIMAA_TE_OFFICE, Issuer.TRIAL_MUNICIPALITY
    first, second = f"{DECREE} (847/2021)", f"{DECREE} (686/2022)"
    yield _must(te, old, Stretch(CONCENTRATED, LADDER), first, THIRTY)
    yield _must(te, old, Stretch(LADDER, RESTORATION_NEARBY), first, THIRTY, EVERYONE, BEFORE)
    late = Stretch(RESTORATION_NEARBY, TRANSFER)
    yield _must(te, old, late, second, THIRTY, EVERYONE, BEFORE)
    yield _must(te, new, late, second, THIRTY, OTHERS, FROM)
    yield _must(town, new, late, f"{TRIAL_ACT} (682/2022)", SEVEN, TRIAL, FROM)
    yield _must(uusimaa, new, late, second, THIRTY, EVERYONE, BEFORE)
    yield _must(uusimaa, old, Stretch(LADDER, TRANSFER), first, THIRTY, EVERYONE, FROM)


def _uusimaa() -> Iterator[Rule]:
    """The expert statements of the whole country."""
    office = Issuer.UUSIMAA_TE_OFFICE
    first, second = Stretch(CONCENTRATED, STUDIES_CHANGE), Stretch(STUDIES_CHANGE, TRANSFER)
    yield _must(office, lists.EXPERT_2021, first, f"{DECREE} (734/2021)", THIRTY)
    studies = Places(lists.EXPERT_2023, lists.TRAINING_IN_NOTICE)
    yield _must(office, studies, second, f"{DECREE} (1373/2022)", THIRTY)
    sooner, later = Stretch(CONCENTRATED, RESTORATION_NEARBY), Stretch(RESTORATION_NEARBY, TRANSFER)
    conduct = Places((lists.CHAPTER_2A,), lists.RESTORED_OLD)
    yield _must(office, conduct, sooner, f"{DECREE} (734/2021, 847/2021)", THIRTY)
    conduct = Places((lists.CHAPTER_2A,), (*lists.RESTORED_OLD, *lists.RESTORED_NEW))
    yield _must(office, conduct, later, f"{DECREE} (686/2022)", THIRTY)


def _uusimaa_beside() -> Iterator[Rule]:
    """Prerequisites that are not on Uusimaa's list: to November 2023 in the same task only."""
    office, same = Issuer.UUSIMAA_TE_OFFICE, Condition.SAME_TASK
    first = Places((lists.CHAPTER_2, *lists.RESTORED_OLD), lists.EXPERT_2021)
    second = Places((lists.CHAPTER_2, *lists.RESTORED_OLD, *lists.RESTORED_NEW), lists.EXPERT_2021)
    third = Places((lists.CHAPTER_2, *lists.RESTORED_OLD, *lists.RESTORED_NEW), lists.EXPERT_2023)
    source, kept = f"{DECREE} (734/2021)", lists.TRAINING_IN_NOTICE
    yield _may(office, first, Stretch(CONCENTRATED, RESTORATION_NEARBY), source, THIRTY, EVERYONE, same)
    yield _may(office, second, Stretch(RESTORATION_NEARBY, STUDIES_CHANGE), source, THIRTY, EVERYONE, same)
    for places in (third, Places(kept)):
        yield _may(office, places, Stretch(STUDIES_CHANGE, TIES_CUT), source, THIRTY, EVERYONE, same)
        yield _may(office, places, Stretch(TIES_CUT, TRANSFER), f"{DECREE} (1014/2023)", THIRTY)


def _trial_municipality() -> Iterator[Rule]:
    """The trial municipality's own list in chapter 2; the office beside it from July 2022."""
    town, te = Issuer.TRIAL_MUNICIPALITY, Issuer.TE_OFFICE
    for since, until, trial, act in (
        (TRIALS_STATE, RESTORATION_NEARBY, lists.TRIAL_2021, "421/2021"),
        (RESTORATION_NEARBY, STUDIES_CHANGE, lists.TRIAL_2022, "682/2022"),
        (STUDIES_CHANGE, TRANSFER, lists.TRIAL_2023, "1133/2022"),
    ):
        yield _must(town, trial, Stretch(since, until), f"{TRIAL_ACT} ({act})", SEVEN, TRIAL)
    beside, own = f"{TRIAL_ACT}.4 (682/2022)", Condition.OWN_TASK
    first = (*lists.TRIAL_2022, *lists.RESTORED_NEW)
    second = (*lists.TRIAL_2023, *lists.RESTORED_NEW)
    yield _may(te, first, Stretch(RESTORATION_NEARBY, STUDIES_CHANGE), beside, THIRTY, TRIAL, own)
    yield _may(te, second, Stretch(STUDIES_CHANGE, TIES_CUT), beside, THIRTY, TRIAL, own)
    yield _may(te, second, Stretch(TIES_CUT, TRANSFER), f"{TRIAL_ACT}.4 (1001/2023)", THIRTY, TRIAL)


def _simple_studies() -> Iterator[Rule]:
    """Studies that the client's own organisation may judge although they are on the expert list."""
    for issuer, whose, deadline, old, new in (
        (Issuer.TE_OFFICE, EVERYONE, THIRTY, f"{DECREE} (686/2022)", f"{DECREE} (1373/2022)"),
        (Issuer.TRIAL_MUNICIPALITY, TRIAL, SEVEN, f"{TRIAL_ACT} (682/2022)", f"{TRIAL_ACT} (1133/2022)"),
    ):
        days = Stretch(RESTORATION_NEARBY, STUDIES_CHANGE)
        yield _may(issuer, lists.SIMPLE_STUDIES_2022, days, old, deadline, whose)
        yield _may(issuer, ("TTL 2:10.2(5)",), days, old, deadline, whose, Condition.SMALL_STUDIES)
        yield _may(issuer, ("TTL 2:10.2(7)",), days, old, deadline, whose, Condition.UNDER_25_HOURS)
        yield from _studies_2023(issuer, Stretch(STUDIES_CHANGE, TRANSFER), new, deadline, whose)
    days = Stretch(TRANSFER)
    yield from _studies_2023(Issuer.EMPLOYMENT_AUTHORITY, days, "TTL 11:4a.3 (385/2023)", SEVEN_2025, EVERYONE)


def _studies_2023(issuer: Issuer, days: Stretch, source: str, deadline: Deadline, whose: Whose) -> Iterator[Rule]:
    yield _may(issuer, lists.SIMPLE_STUDIES_2023, days, source, deadline, whose)
    yield _may(issuer, ("TTL 2:10.2(7)",), days, source, deadline, whose, Condition.AT_MOST_THREE_MONTHS)
    yield _may(issuer, lists.LONGER_STUDIES, days, source, deadline, whose, Condition.BELOW_SCOPE)


def _services() -> Iterator[Rule]:
    """Benefit during services, services in the plan, supported study; training is never the municipality's."""
    te, town = Issuer.TE_OFFICE, Issuer.TRIAL_MUNICIPALITY
    service = (*lists.BENEFIT_DURING_SERVICE, *lists.IN_THE_PLAN)
    alone, beside = Stretch(FIRST_DAY, TRIALS_BEGIN), Stretch(TRIALS_BEGIN, TRANSFER)
    yield _must(te, (*service, *lists.SUPPORTED_STUDY), alone, TTL_11_4, THIRTY)
    yield _must(te, lists.LABOUR_MARKET_TRAINING, Stretch(FIRST_DAY, TRANSFER), TTL_11_4, THIRTY)
    yield _must(te, (*service, *lists.SUPPORTED_STUDY), beside, TTL_11_4, THIRTY, OTHERS)
    for days, source in (
        (Stretch(TRIALS_BEGIN, TRIALS_OF_ALL), "1269/2020 § 12.2"),
        (Stretch(TRIALS_OF_ALL, TRANSFER), f"{TRIAL_ACT}.1 (421/2021)"),
    ):
        yield _must(te, service, days, source, THIRTY, TRIAL_IN_TRAINING)
        yield _must(town, service, days, source, SEVEN, TRIAL_IN_SERVICE)
        yield _must(town, lists.SUPPORTED_STUDY, days, source, SEVEN, TRIAL)


def _customer_service_centre() -> Iterator[Rule]:
    """Prerequisites without discretion, beside whoever else has them."""
    listed, plain = "TTL 11:4.2; 1556/2016 § 2", Condition.NO_DISCRETION
    first, second = (*lists.NO_DISCRETION, *lists.STUDIES_2016), (*lists.NO_DISCRETION, *lists.STUDIES_2023)
    for places, days, source, whose in (
        (first, Stretch(FIRST_DAY, TRIALS_OF_ALL), listed, EVERYONE),
        (first, Stretch(TRIALS_OF_ALL, STUDIES_CHANGE), listed, OTHERS),
        (first, Stretch(TRIALS_OF_ALL, CENTRES_TRIAL_LIST), f"{TRIAL_ACT}.2 (421/2021)", TRIAL),
        (second, Stretch(STUDIES_CHANGE, TRANSFER), f"{listed} (1374/2022)", OTHERS),
        (first, Stretch(CENTRES_TRIAL_LIST, TRANSFER), "153/2021 § 1 a (508/2022)", TRIAL),
    ):
        yield _may(Issuer.CUSTOMER_SERVICE_CENTRE, places, days, source, THIRTY, whose, plain)


def _from_2025() -> Iterator[Rule]:
    """Employment authorities and KEHA; on Åland one authority for the earnings-related allowance."""
    days = Stretch(TRANSFER)
    authority, keha, aland = Issuer.EMPLOYMENT_AUTHORITY, Issuer.KEHA, Issuer.ALAND_AUTHORITY
    rest = Places((lists.CHAPTER_2,), lists.EXPERT_2023)
    own = "TTL 11:4.1 (385/2023)"
    yield _must(authority, rest, days, own, SEVEN_2025)
    kept = (*lists.TRAINING_IN_NOTICE, *lists.RESTORED_NEW, *lists.SERVICES_2025)
    yield _must(authority, kept, days, own, SEVEN_2025)
    yield _must(keha, lists.KEHA, days, "TTL 11:4a.1 (438/2024)", THIRTY_2025)
    beside, source = Condition.STATES_ON_ITS_LIST, "TTL 11:4a.2 (385/2023)"
    yield _may(keha, rest, days, source, THIRTY_2025, EVERYONE, beside)
    others = (*lists.TRAINING_IN_NOTICE, *lists.RESTORED_NEW)
    yield _may(keha, others, days, source, THIRTY_2025, EVERYONE, beside)
    there, earnings = Whose(aland=True), (Condition.EARNINGS_RELATED,)
    yield _must(aland, lists.KEHA, days, "1088/2024 § 1; TTL 11:4a", THIRTY_2025, there, earnings)
    yield _must(aland, rest, days, "1088/2024 § 1; TTL 11:4c.1", None, there, earnings)
    yield _must(aland, kept, days, "1088/2024 § 1; TTL 11:4c.1", None, there, earnings)


RULES: tuple[Rule, ...] = (
    *_before_concentration(), *_local_office(), *_restoration(), *_uusimaa(), *_uusimaa_beside(),
    *_trial_municipality(), *_simple_studies(), *_services(), *_customer_service_centre(), *_from_2025(),
)  # fmt: skip
"""Every row, half-open in its days."""
