"""Words as numbers, the same on both sides: OpenFisca's environment has none of ours and ours has none of its."""

FAR = 65_535
"""A day that does not come."""
DEGREES = ("polytechnic_degree", "university_degree")
OTHER = (
    "other", "other_vocational", "open_studies", "postgraduate", "further_qualification", "specialist_qualification",
)  # fmt: skip
GOALS = (*DEGREES, *OTHER, "vocational_qualification", "valma", "telma", "tuva", "upper_secondary", "basic_education")
MANNERS = (
    "resigned", "agreed", "dismissed", "rescinded_by_employer", "rescinded_by_employee", "trial_period",
    "fixed_term_over", "other",
)  # fmt: skip
GROUNDS = ("person", "economic_or_production", "none_given")
EXTENTS = ("full", "shortened_hours", "shortened_week")
COMMUTES = ("from_the_start", "moved_to_spouse", "workplace_moved")
BREAKS = ("between_periods", "interruption")
BARS = (
    "not_a_job_seeker", "does_not_seek_full_time", "not_unemployed", "temporary_right_to_work", "unpaid_work_bars",
    "under_18_without_education", "full_time_student_from_2013", "leaving_work", "not_entitled_in_service",
    "laid_off_in_full_time_work",
)  # fmt: skip
"""The grounds, as bits of ``reasons``, by the names of our functions."""
