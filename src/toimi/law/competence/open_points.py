"""What is open: places and days for which the acts at hand name nobody, or name somebody not quite clearly."""

from __future__ import annotations

from datetime import date

from toimi.law.competence import lists, municipalities, table
from toimi.law.competence.places import Places
from toimi.law.competence.words import OpenPoint, Stretch, Whose

_ALWAYS = date(1900, 1, 1)
_COVID = ("TTL 11:4b", "TTL 11:4d", "TTL 11:4e")
_EVERYTHING = Places((
    lists.CHAPTER_2, lists.CHAPTER_2A, "TTL 10:1–8", "TTL 11:4", "TTL 11:4b", "TTL 11:4c", "TTL 11:4d", "TTL 11:4e",
    *lists.SUPPORTED_STUDY,
))  # fmt: skip
_CENTRE = Places((*lists.NO_DISCRETION, *lists.STUDIES_2016))
_UNNAMED = Places(("TTL 10:1–8",), (*lists.BENEFIT_DURING_SERVICE, *lists.LABOUR_MARKET_TRAINING))
_AUTHORITY = Places(
    (lists.CHAPTER_2, *lists.TRAINING_IN_NOTICE, *lists.RESTORED_NEW, *lists.SERVICES_2025), lists.EXPERT_2021
)
_NEW, _OLD = Places(lists.RESTORED_NEW), Places(lists.RESTORED_OLD)
_SINCE_2025 = Stretch(table.TRANSFER)
_ALAND = Whose(aland=True)

OPEN_POINTS: tuple[OpenPoint, ...] = (
    OpenPoint("before_2017", _EVERYTHING, Stretch(_ALWAYS, table.FIRST_DAY), "1457/2016", Whose(aland=None)),
    OpenPoint("orders_before_october_2021", _EVERYTHING, Stretch(table.FIRST_DAY, table.CONCENTRATED), "897/2009 § 15"),
    OpenPoint("entrepreneurs_from_october_2021", Places(("TTL 11:4c",)), Stretch(table.CONCENTRATED), "861/2021"),
    OpenPoint("covid_named_nowhere", Places(_COVID), Stretch(table.CONCENTRATED, table.COVID_2022[0]), "734/2021"),
    OpenPoint(
        "covid_named_nowhere",
        Places(_COVID, ("TTL 11:4b.1", "TTL 11:4b.2", "TTL 11:4b.5")),
        Stretch(*table.COVID_2022),
        "87/2022",
    ),
    OpenPoint("covid_named_nowhere", Places(_COVID), Stretch(table.COVID_2022[1]), "87/2022"),
    OpenPoint("restoration_before_july_2022", _NEW, Stretch(table.LADDER, table.RESTORATION_NEARBY), "847/2021"),
    OpenPoint("short_studies_of_old", Places(("TTL 2:10a",)), Stretch(table.STUDIES_CHANGE), "1131/2022"),
    OpenPoint(
        "centres_list_for_trials",
        _CENTRE,
        Stretch(table.TRIALS_OF_ALL, table.CENTRES_TRIAL_LIST),
        "421/2021",
        Whose(is_trial_customer=True),
    ),
    OpenPoint("restoration_from_2025", _NEW, _SINCE_2025, "TTL 11:4.1 (385/2023)"),
    OpenPoint("old_restoration_from_2025", _OLD, _SINCE_2025, "TTL 11:4a.1 (438/2024)"),
    OpenPoint("services_named_nowhere", _UNNAMED, Stretch(table.FIRST_DAY), "TTL 11:4.1"),
    OpenPoint("aland_before_2025", _EVERYTHING, Stretch(table.FIRST_DAY, table.TRANSFER), "347/2006", _ALAND),
    OpenPoint("aland_other_benefits", _EVERYTHING, _SINCE_2025, "1088/2024 § 1", _ALAND),
    OpenPoint(
        "raahe_by_elimination",
        _AUTHORITY,
        _SINCE_2025,
        "380/2023 § 16",
        Whose(municipalities=municipalities.BY_ELIMINATION),
    ),
)
"""Each has its reason in the texts of the commands, by name."""
