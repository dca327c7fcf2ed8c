"""TTL 2 luku 11 § 2 momentti: tests of the matriculation examination keep the person a student to the end of the term.

The bar of section 10 reads these days with those of the school's own term, as one concept.
"""

from __future__ import annotations

from toimi.book.expressions import Days, Number
from toimi.book.provisions import box
from toimi.book.words import (
    all_of,
    choose,
    count,
    days,
    days_between,
    holds,
    last_before,
    never,
    no,
    one_of,
    plus,
    reading,
)
from toimi.law.facts import MatriculationTests, Qualification
from toimi.law.shelf import provision

LONG_AGO = "1950-01-01"


@provision(
    "TTL 2:11.2", "Ylioppilaskirjoitukset lukukauden loppuun", act="1001/2012", governs=box(benefit_day="2013-01-01/"),
    each=MatriculationTests, concludes="student_to_end_of_term",
)  # fmt: skip
def in_matriculation_tests(
    tests: MatriculationTests, qualification: Qualification, *, fewest: Number = count(2), last_term: Number = count(2)
) -> Days:
    """Päätoiminen opiskelija on lukukauden loppuun se, joka osallistuu vähintään kahteen ylioppilastutkinnon kokeeseen.

    Kokeiden on oltava lukion oppimäärän tai ammatillisen perustutkinnon suorittamista seuraavalla tai sitä seuraavalla
    lukukaudella, eikä tutkintoa ole vielä suoritettu.
    """
    passed = days_between(qualification.day, never(), when=one_of(qualification.level, "matriculation"))
    completed = last_before(
        qualification, at=tests.day, when=one_of(qualification.level, "upper_secondary", "vocational")
    )
    since = reading(
        "student_before_matriculation_tests",
        since_completing=choose(plus(completed, days(1)), when=completed >= LONG_AGO, otherwise=tests.day),
        since_the_tests=tests.day,
    )
    counts = all_of(tests.tests >= fewest, tests.terms_after <= last_term, no(holds(passed, at=tests.day)))
    return days_between(since, plus(tests.term_end, days(1)), when=counts, noticed=True)
