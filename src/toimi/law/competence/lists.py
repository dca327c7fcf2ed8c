"""The lists of the acts and decrees: which places each organisation has."""

from __future__ import annotations

from toimi.law.competence.places import Places

CHAPTER_2 = "TTL 2:1–16"
CHAPTER_2A = "TTL 2a:1–16"
RESTORED_NEW = ("TTL 2a:10.2", "TTL 2a:10.3")
"""How the right comes back after a work obligation, for conduct from 2 May 2022."""
RESTORED_OLD = ("TTL 2a:14.2", "TTL 2a:14.3")
"""The same for conduct before that."""

EXPERT_2021 = (
    "TTL 2:4.2", "TTL 2:5", "TTL 2:6–9", "TTL 2:10", "TTL 2:11", "TTL 2:13.1", "TTL 2:13.2", "TTL 2:13.3", "TTL 2:14",
    "TTL 2:15",
)  # fmt: skip
"""Chapter 2 in decree 1373/2018, section 16 a, to the end of 2022; short studies (2:10a) are not here."""
EXPERT_2023 = (*EXPERT_2021, "TTL 2:10a")
"""The same from 2023, when 2:10a holds the exceptions to full-time study, and in TTL 11:4a.1; less 2:10a.3(3)."""
TRAINING_IN_NOTICE = ("TTL 2:10a.3(3)",)
"""Change-security training, which stays with each office (2023) and each authority (2025)."""

TRIAL_2021 = ("TTL 2:1", "TTL 2:2", "TTL 2:4.1", "TTL 2:13.4", "TTL 2:5a", "TTL 2:10a")
TRIAL_2022 = (*TRIAL_2021, "TTL 2:16.1")
TRIAL_2023 = ("TTL 2:1", "TTL 2:2", "TTL 2:4.1", "TTL 2:13.4", "TTL 2:5a", "TTL 2:10b", "TTL 2:16.1")
"""The trial municipality's list in chapter 2 (act 1269/2020, section 12 a), from 2 October 2021, July 2022 and 2023."""

SIMPLE_STUDIES_2022 = tuple(f"TTL 2:10.2({item})" for item in (1, 2, 3, 4, 6))
SIMPLE_STUDIES_2023 = (*(f"TTL 2:10.2({item})" for item in range(1, 7)), "TTL 2:10a.2")
LONGER_STUDIES = tuple(f"TTL 2:10.2({item})" for item in range(7, 11))

BENEFIT_DURING_SERVICE = ("TTL 10:2.2", "TTL 10:2.3(1)", "TTL 10:2.3(2)", "TTL 10:2.3(3)")
LABOUR_MARKET_TRAINING = ("TTL 10:5.1", "TTL 10:5.3")
IN_THE_PLAN = ("TTL 11:4.1(4)",)
SUPPORTED_STUDY = ("TTL 11:4.1(5)", "TTL 11:4.1(6)", "JTYPL 6:3.2", "JTYPL 6:5", "JTYPL 6:6", "JTYPL 6:7")
"""Supported self-motivated study and the study of immigrants."""
SERVICES_2025 = (
    *BENEFIT_DURING_SERVICE, *LABOUR_MARKET_TRAINING, "TTL 11:4.1(3)", "TTL 11:4.1(4)", "TTL 11:4.1(5)",
)  # fmt: skip
"""The same matters as TTL 11:4.1 numbers them from 2025."""

NO_DISCRETION = (
    "TTL 2:1", "TTL 2:2", "TTL 2:7.1(2)", "TTL 2:7.1(3)", "TTL 2:7.1(5)", "TTL 2:7.1(6)", "TTL 2:8.1(1)",
    "TTL 2:8.1(2)", "TTL 2:8.1(3)", "TTL 2:8.1(4)", "TTL 2:8.2", "TTL 2:11", "TTL 2:13.4", "TTL 2:16",
)  # fmt: skip
"""The customer service centre's list, without its item on studies (decrees 1556/2016 section 2, 153/2021 section 1 a)."""
STUDIES_2016 = ("TTL 2:10.1", "TTL 2:10.2", "TTL 2:10.4")
STUDIES_2023 = ("TTL 2:10", "TTL 2:10a.3(1)")
"""The item on studies: as first given, and by decree 1374/2022; for trial customers it stayed the first."""

KEHA = Places((*EXPERT_2023, CHAPTER_2A), (*TRAINING_IN_NOTICE, *RESTORED_NEW))
"""TTL 11:4a.1 as in acts 385/2023 and 438/2024."""
