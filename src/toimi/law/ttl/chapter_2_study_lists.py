"""TTL 2 luku 10 § 2 mom.: the lists of full-time studies from 2013 to 2021, each as a condition of one course of study."""

from __future__ import annotations

from toimi.book.expressions import Number, Truth
from toimi.book.words import all_of, any_of, no, one_of
from toimi.law.facts import Study

DEGREES = ("polytechnic_degree", "university_degree")
OTHER = (
    "other", "other_vocational", "open_studies", "postgraduate", "further_qualification", "specialist_qualification",
)  # fmt: skip
"""What the lists before 2023 call other studies, whatever the list from 2023 on calls them."""


def listed_from_2018(
    study: Study, upper_secondary: Number, credit_points: Number, competence: Number, basic: Number, weekly: Number
) -> Truth:  # fmt: skip
    """The list of 552/2018."""
    return any_of(
        one_of(study.goal, *DEGREES, "vocational_qualification", "valma", "telma"),
        all_of(
            one_of(study.goal, "upper_secondary"),
            any_of(study.boarding_school, study.syllabus_courses >= upper_secondary),
        ),
        all_of(
            one_of(study.goal, *OTHER, "tuva"),
            study.gives_vocational_skills,
            any_of(study.credits_a_month >= credit_points, study.competence_points_a_month >= competence),
        ),
        all_of(one_of(study.goal, "basic_education"), study.courses_a_year >= basic),
        all_of(one_of(study.goal, *OTHER, "tuva"), study.hours_week >= weekly),
    )


def listed_from_january_2018(
    study: Study, upper_secondary: Number, credit_points: Number, competence: Number, weekly: Number
) -> Truth:  # fmt: skip
    """The list of 906/2017."""
    return any_of(
        one_of(study.goal, *DEGREES, "vocational_qualification", "valma", "telma"),
        all_of(
            one_of(study.goal, "upper_secondary"),
            any_of(study.boarding_school, study.syllabus_courses >= upper_secondary),
        ),
        all_of(
            one_of(study.goal, *OTHER, "tuva"),
            study.gives_vocational_skills,
            any_of(study.credits_a_month >= credit_points, study.competence_points_a_month >= competence),
        ),
        all_of(one_of(study.goal, *OTHER, "tuva", "basic_education"), study.hours_week >= weekly),
    )


def listed_from_2013(
    study: Study, upper_secondary: Number, credit_points: Number, competence: Number, weekly: Number
) -> Truth:  # fmt: skip
    """The list of 1001/2012 with 790/2014."""
    return any_of(
        one_of(study.goal, *DEGREES),
        all_of(
            one_of(study.goal, "upper_secondary"),
            any_of(study.boarding_school, study.syllabus_courses >= upper_secondary),
        ),
        all_of(
            no(one_of(study.goal, *DEGREES, "upper_secondary")),
            any_of(
                study.credits_a_month >= credit_points,
                study.competence_points_a_month >= competence,
                study.hours_week >= weekly,
            ),
        ),
    )
