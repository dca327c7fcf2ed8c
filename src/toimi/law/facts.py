"""The vocabulary: every kind of fact that the law reads, with one name and one shape.

Silence is declared by kind and by attribute: a missing row, or a value left out, never means what the reader
happens to hope. Finnish terms as in the acts; English names as in the glossary.
"""

from __future__ import annotations

from toimi.book.expressions import Day
from toimi.book.facts import (
    NEVER,
    NOT_APPLICABLE,
    DayOf,
    Fact,
    Judged,
    JudgedDay,
    NumberOf,
    OneOf,
    Ref,
    Shape,
    Silence,
    SomeOf,
    Source,
    YesNo,
)
from toimi.book.words import (
    all_of,
    any_of,
    before,
    choose,
    comes,
    days,
    earliest_of,
    in_its_year,
    never,
    one_of,
    plus,
    reading,
)

BENEFITS = ("earnings_related", "basic", "labour_market_subsidy")
"""Earnings-related and basic daily allowance, labour market subsidy (TTL 1:2)."""


class Person(
    Fact, name="person", shape=Shape.PERSON, silence=Silence.COMPLETE, source=Source.REGISTER,
    finnish="henkilö", swedish="person",
):  # fmt: skip
    """Attributes of the person."""

    birth_date = DayOf()
    citizenship = OneOf(options=("finland", "eu_or_eea", "other"))


class Benefit(
    Fact, name="benefit", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.PAYER,
    finnish="haettu etuus", swedish="ansökt förmån",
):  # fmt: skip
    """A benefit that is claimed. Without a claimant there is no statement."""

    kind = OneOf(options=BENEFITS)
    basis = OneOf(omitted="unemployment", options=("unemployment", "pension_pending"))
    """Of a person whose sickness allowance is used up and whose pension is pending (TTL 3:3.3): the latter."""


class AnsweredFor(
    Fact, name="answered_for", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.PERSON,
    finnish="päivät, joista henkilö on vastannut", swedish="dagar som personen har svarat för",
):  # fmt: skip
    """Days and subjects that the person has answered for: a missing row then means no (TTL 11:2)."""

    subjects = SomeOf(options=("work", "stops", "study", "business"))


class JobSearch(
    Fact, name="job_search", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.REGISTER,
    finnish="työnhaku", swedish="jobbsökning", once=True,
):  # fmt: skip
    """The registered job search, from its start to the day it is no longer valid (TTL 2:1.3)."""

    contact_details_complete = YesNo(omitted="yes")


class SearchLapse(
    Fact, name="search_lapse", shape=Shape.HAPPENING, silence=Silence.COMPLETE, source=Source.REGISTER,
    finnish="työnhaun voimassaolon päättyminen", swedish="jobbsökningens giltighet upphör",
):  # fmt: skip
    """Why the search ended, on the first day on which it is no longer valid (JTYPL 2:1.2, to 2022-05-01)."""

    ground = OneOf(options=("own_wish", "no_contact", "missing_information", "plan_not_reported", "examination_missed"))
    missed = OneOf(options=("need_information", "plan_draft", "reported_change", "other"))
    """What was not done in the e-service, where the ground is not contacting the authority."""
    restoring_asked_on = DayOf(omitted=NEVER)
    """The day on which the person asked for the search to be held valid after all."""

    @property
    def lapsed(self) -> Day:
        """The clock of the temporary rule: the day on which the search ended."""
        return self.day


class SeeksFullTimeWork(
    Fact, name="seeks_full_time_work", shape=Shape.STATE, silence=Silence.UNKNOWN, source=Source.PERSON,
    finnish="hakee kokoaikatyötä", swedish="söker heltidsarbete", occasion="job_search", once=True,
):  # fmt: skip
    """Whether the goal of the search, and of the plan if there is one, is full-time work (TTL 2:1.4)."""

    value = YesNo()


class DisabilityPension(
    Fact, name="disability_pension", shape=Shape.STATE, silence=Silence.NOTICED, source=Source.PAYER,
    finnish="työkyvyttömyyseläke", swedish="sjukpension",
):  # fmt: skip
    """A disability pension; a partial one drops the full-time goal (TTL 2:1.1)."""

    extent = OneOf(options=("full", "partial"))


class WorkRight(
    Fact, name="work_right", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.REGISTER,
    finnish="työnteko-oikeus", swedish="rätt att arbeta",
):  # fmt: skip
    """What the right to do gainful work rests on (TTL 2:2)."""

    basis = OneOf(options=("citizen", "treaty", "permanent_permit", "continuous_permit", "temporary_permit", "none"))


class UnpaidWork(
    Fact, name="unpaid_work", shape=Shape.STATE, silence=Silence.ANSWERED, source=Source.PERSON, subject="work",
    finnish="muu kuin työsuhteessa tehty työ", swedish="annat arbete än i anställningsförhållande",
):  # fmt: skip
    """Work without pay, outside employment and own business (TTL 2:4)."""

    organisation = OneOf(options=("non_profit", "company", "household", "public"))
    normally_paid = Judged(judgement="unpaid_work_nature", value="normally_paid", source=Source.OFFICIAL)


class UnpaidWorkNature(
    Fact, name="unpaid_work_nature", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="palkattoman työn luonne", swedish="det oavlönade arbetets art", about=("unpaid_work",),
):  # fmt: skip
    """Whether the work is generally done for pay or as a business: ordinary voluntary and neighbourly work is not."""

    normally_paid = YesNo()


class Qualification(
    Fact, name="qualification", shape=Shape.HAPPENING, silence=Silence.COMPLETE, source=Source.REGISTER,
    finnish="suoritettu koulutus", swedish="avlagd utbildning",
):  # fmt: skip
    """Education completed on a day (TTL 2:13)."""

    level = OneOf(
        options=(
            "basic_education", "upper_secondary", "matriculation", "vocational", "further_or_specialist",
            "polytechnic", "university",
        )
    )  # fmt: skip


class StudyApplication(
    Fact, name="study_application", shape=Shape.HAPPENING, silence=Silence.ANSWERED, source=Source.PERSON, subject="study",
    finnish="opiskelupaikan hakeminen", swedish="ansökan om studieplats",
):  # fmt: skip
    """What a young person did in the round for the autumn term of a year, on the last day for applying (TTL 2:13.1).

    Who has answered for studies and tells of no round has neglected none, unless ``silence_about_a_round`` is read otherwise.
    """

    eligible_places = NumberOf(unit="count")
    """How many places of such education the person applied for and met the criteria of."""
    selected = YesNo()
    """Whether the person was chosen for one of them."""
    agreed_otherwise = YesNo(omitted="no", source=Source.REGISTER)
    """Whether a plan replaced the duty of this round (TTL 2:14.1)."""
    spoiled = Judged(judgement="own_fault", value="caused", source=Source.OFFICIAL)
    valid_reason = Judged(judgement="valid_reason", value="accepted", source=Source.OFFICIAL)

    @property
    def conduct(self) -> Day:
        """The clock of 2:13."""
        return self.day

    @property
    def term(self) -> Day:
        """The first day of the autumn term of that year (TTL 2:13.1)."""
        return in_its_year(self.day, "09-01")


class StudyPlace(
    Fact, name="study_place", shape=Shape.HAPPENING, silence=Silence.NOTICED, source=Source.PERSON,
    finnish="tarjottu opiskelupaikka", swedish="erbjuden studieplats",
):  # fmt: skip
    """A place that a young person got, on the day on which the studies begin (TTL 2:13.2)."""

    term = OneOf(options=("autumn", "other"))
    education = OneOf(options=("vocational", "upper_secondary", "other"))
    """Vocational: leading to a qualification after basic or upper secondary education; other: neither."""
    taken_up = YesNo()
    valid_reason = Judged(judgement="valid_reason", value="accepted", source=Source.OFFICIAL)

    @property
    def conduct(self) -> Day:
        """The clock of 2:13."""
        return self.day

    @property
    def counts_from(self) -> Day:
        """From which day not taking it up counts: of studies of an autumn term 1 September, of others their first day."""
        return choose(in_its_year(self.day, "09-01"), when=one_of(self.term, "autumn"), otherwise=self.day)


class Employment(
    Fact, name="employment", shape=Shape.STATE, silence=Silence.ANSWERED, source=Source.EMPLOYER, subject="work",
    thing="job", finnish="työ- tai virkasuhde", swedish="anställnings- eller tjänsteförhållande",
):  # fmt: skip
    """A stretch of an employment with unchanged terms (TTL 1:5.1(3)). Stretches that share ``job`` are one job."""

    hours_share = NumberOf(unit="percent", scale=100, smallest=200, hint="Write percent: 100 for full time.")
    """Hours as a share of the sector's full-time maximum."""
    pay_month = NumberOf(unit="cents", scale=100)
    """Pay of a month, euros; of part-time work as if it were full-time."""
    regular_work_agreed = YesNo()
    hours_cut_by = OneOf(omitted="nobody", options=("nobody", "person"))
    at_tyokanava = YesNo(source=Source.REGISTER)
    """Whether the employer is Työkanava Oy (TTL 2a:15); asked only of those in its target group."""
    connected_business: Ref[Business] = Ref("business")
    """The business of the person that the work is connected with, if any (TTL 2:5.2)."""


class Layoff(
    Fact, name="layoff", shape=Shape.STATE, silence=Silence.ANSWERED, source=Source.EMPLOYER, subject="stops",
    finnish="lomautus", swedish="permittering",
):  # fmt: skip
    """A layoff by the employer on economic or production grounds (TTL 1:5.1(6))."""

    job: Ref[Employment] = Ref("employment")
    extent = OneOf(options=("full", "shortened_hours", "shortened_week"))


class EquatedStop(
    Fact, name="equated_stop", shape=Shape.STATE, silence=Silence.ANSWERED, source=Source.EMPLOYER, subject="stops",
    finnish="lomautukseen rinnastettava syy", swedish="orsak som kan jämställas med permittering",
):  # fmt: skip
    """Work and pay wholly stopped for a reason equated with layoff (TTL 1:5.1(14))."""

    job: Ref[Employment] = Ref("employment")
    ground = OneOf(
        options=(
            "outside_cause",
            "contract_term",
            "office_suspension",
            "office_suspension_health_data",
            "family_day_care",
        )
    )
    act_on = DayOf(omitted=NOT_APPLICABLE, not_after_row=True)
    """The day of the official's own act that led to the suspension, where there was one."""
    own_fault = Judged(judgement="own_fault", value="caused", source=Source.OFFICIAL)
    reprehensible = Judged(judgement="own_fault", value="reprehensible", source=Source.OFFICIAL)

    @property
    def conduct(self) -> Day:
        """The clock of chapter 2 a: the day of the official's own act, else the day the work stopped."""
        return earliest_of(self.act_on, self.start)


class OtherStop(
    Fact, name="other_stop", shape=Shape.STATE, silence=Silence.ANSWERED, source=Source.EMPLOYER, subject="stops",
    finnish="muu työn keskeytys", swedish="annat avbrott i arbetet",
):  # fmt: skip
    """Work stopped by industrial action or by weather (TTL 4:1 and 4:1a)."""

    job: Ref[Employment] = Ref("employment")
    cause = OneOf(options=("industrial_action", "weather"))
    own_terms = YesNo(omitted="no")
    """Whether the dispute is about the person's own terms of work."""


class RequestedLeave(
    Fact, name="requested_leave", shape=Shape.STATE, silence=Silence.ANSWERED, source=Source.PERSON, subject="stops",
    finnish="itse haettu työvapaa", swedish="ledighet på egen begäran",
):  # fmt: skip
    """A stretch, with unchanged terms, of a leave that the person asked for, the job going on (TTL 2:1.2)."""

    job: Ref[Employment] = Ref("employment")
    full_time_job_lost = YesNo()
    """Whether a full-time job that was taken for the leave, and meant to last at least to its end, has ended or been stopped by
    a layoff before this stretch."""
    can_be_broken_off = YesNo(source=Source.EMPLOYER)
    job_lost_by_own_fault = Judged(judgement="own_fault", value="caused", source=Source.OFFICIAL)
    """Whether the job taken for the leave ended by the person's own fault; a layoff from it is not that."""


class Commute(
    Fact, name="commute", shape=Shape.STATE, silence=Silence.NOTICED, source=Source.PERSON,
    finnish="päivittäinen työmatka", swedish="daglig arbetsresa",
):  # fmt: skip
    """The daily way to a job, when it is given as the reason for leaving (TTL 2a:3)."""

    job: Ref[Employment] = Ref("employment", required=True)
    minutes_a_day = NumberOf(unit="minutes")
    """Both ways together, on average."""
    cause = OneOf(options=("from_the_start", "moved_to_spouse", "workplace_moved"))


class JobOutsideSkills(
    Fact, name="job_outside_skills", shape=Shape.HAPPENING, silence=Silence.NOTICED, source=Source.OFFICIAL,
    finnish="ammattitaitoa vastaamaton työ", swedish="arbete som inte motsvarar yrkesskickligheten",
):  # fmt: skip
    """The finding that a job does not match the person's training and experience, when given as the reason to leave it.

    It shows a valid reason only if the job was begun while the skills were protected (TTL 2a:8.2).
    """

    job: Ref[Employment] = Ref("employment", required=True)


class CountedWork(
    Fact, name="counted_work", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.PAYER,
    finnish="työssäoloehtoon luettava työ", swedish="arbete som räknas in i arbetsvillkoret",
):  # fmt: skip
    """Work that counts towards the employment condition: calendar weeks, from September 2024 whole or half months (TTL 5:4)."""

    unit = OneOf(omitted="week", options=("week", "month", "half_month"))
    """Of a month the row is the calendar month; the payer decides by the pay whether it is a whole one."""

    @property
    def done(self) -> Day:
        """The clock of months as weeks: the last day of the work."""
        return before(self.end, days(1))


class Study(
    Fact, name="study", shape=Shape.STATE, silence=Silence.ANSWERED, source=Source.PERSON, subject="study",
    finnish="opinnot", swedish="studier",
):  # fmt: skip
    """One course of study, from its beginning to its end (TTL 2:10 and 2:11)."""

    goal = OneOf(
        options=(
            "polytechnic_degree", "university_degree", "vocational_qualification", "valma", "telma", "tuva",
            "upper_secondary", "basic_education", "other", "other_vocational", "open_studies", "postgraduate",
            "further_qualification", "specialist_qualification",
        )
    )  # fmt: skip
    provider = OneOf(options=("folk_high_school", "sports_institute", "other"))
    arranged_by = OneOf(options=("school", "employer", "person_found_employer_pays"))
    service: Ref[Service] = Ref("service")
    """The service that the studies are part of, if any."""
    full_syllabus = YesNo()
    """Whether the whole syllabus of upper secondary or basic education is studied."""
    boarding_school = YesNo(omitted="no")
    syllabus_courses = NumberOf(unit="courses")
    """Extent of the whole upper secondary syllabus; one course is two credit points."""
    courses_a_year = NumberOf(unit="courses")
    """Of basic education, a school year."""
    credits_a_month = NumberOf(unit="credits", scale=100)
    """Average study credits (op) a study month over the study plan."""
    competence_points_a_month = NumberOf(unit="competence points", scale=100, omitted=0)
    """Average competence points (osp) a study month over the study plan."""
    hours_week = NumberOf(unit="hours", scale=100)
    lessons_week = NumberOf(unit="lessons", scale=100)
    days_week = NumberOf(unit="days a week", scale=100)
    """On average, a calendar week."""
    planned_end = DayOf()
    """The last day by the study plan, of all periods together."""
    gives_vocational_skills = Judged(judgement="study_content", value="gives_vocational_skills", source=Source.OFFICIAL)
    supports_business = Judged(judgement="study_content", value="supports_business", source=Source.OFFICIAL)
    arranged_full_time = Judged(judgement="study_content", value="arranged_full_time", source=Source.OFFICIAL)
    work_shows_no_obstacle = Judged(judgement="work_beside_study", value="shows_no_obstacle", source=Source.OFFICIAL)
    exception_applies = Judged(judgement="study_exception", value="applies", source=Source.OFFICIAL)
    delayed_by_disease = Judged(judgement="disease_effect", value="caused", source=Source.OFFICIAL)

    @property
    def begun(self) -> Day:
        """The clock of the study lists: the day the studies began."""
        return self.start


class StudyBreak(
    Fact, name="study_break", shape=Shape.STATE, silence=Silence.NOTICED, source=Source.PERSON,
    finnish="opintojen tauko tai keskeytys", swedish="uppehåll eller avbrott i studierna",
):  # fmt: skip
    """A time when the studies pause: between their periods, or because they are interrupted (TTL 2:10.4, 2:11.3)."""

    study: Ref[Study] = Ref("study", required=True)
    kind = OneOf(options=("between_periods", "interruption"))
    valid_reason = Judged(judgement="valid_reason", value="accepted", source=Source.OFFICIAL)

    @property
    def conduct(self) -> Day:
        """The clock of 2:13: the day of the interruption."""
        return self.start


class StudyEnd(
    Fact, name="study_end", shape=Shape.HAPPENING, silence=Silence.NOTICED, source=Source.PERSON,
    finnish="opintojen päättyminen", swedish="studiernas upphörande",
):  # fmt: skip
    """The last day of a course of study, and the end of its term (TTL 2:11)."""

    study: Ref[Study] = Ref("study", required=True)
    term_end = DayOf()


class MatriculationTests(
    Fact, name="matriculation_tests", shape=Shape.HAPPENING, silence=Silence.ANSWERED, source=Source.REGISTER, subject="study",
    finnish="ylioppilastutkinnon kokeet", swedish="prov i studentexamen",
):  # fmt: skip
    """Tests of the matriculation examination in one term, on the day of the first of them (TTL 2:11.2)."""

    tests = NumberOf(unit="count")
    """How many tests the person takes part in during the term."""
    terms_after = NumberOf(unit="count")
    """Which term after the upper secondary syllabus or the vocational qualification was completed: 1 is the next one."""
    term_end = DayOf()
    """The last day of the term."""


CHANGES_OF_LEAVING = ("2019-07-01", "2022-05-02")
"""First days of another 2a:1 (128/2019, 1380/2021): both speak of conduct before them and do not say which day it is."""


class EmploymentEnd(
    Fact, name="employment_end", shape=Shape.HAPPENING, silence=Silence.NOTICED, source=Source.EMPLOYER,
    finnish="työsuhteen päättyminen", swedish="anställningens upphörande",
):  # fmt: skip
    """The last day of an employment, and how it ended."""

    job: Ref[Employment] = Ref("employment")
    manner = OneOf(
        options=(
            "resigned", "agreed", "dismissed", "rescinded_by_employer", "rescinded_by_employee", "trial_period",
            "fixed_term_over", "other",
        )
    )  # fmt: skip
    ground = OneOf(options=("person", "economic_or_production", "none_given"))
    notice_given_on = DayOf(not_after_row=True)
    notice_given_by = OneOf(options=("person", "employer"), source=Source.PERSON)
    """Who gave notice; of an agreement or a trial period, whose initiative it was."""
    act_on = DayOf(omitted=NOT_APPLICABLE, not_after_row=True)
    """The day of the person's own act that led to the end, where there was one."""
    would_have_lasted = NumberOf(unit="days")
    """How many days the job would have lasted as planned."""
    contested_on = DayOf(omitted=NEVER)
    contest_final_on = DayOf(omitted=NEVER)
    contest_result = OneOf(options=("own_fault", "not_own_fault"))
    valid_reason = Judged(judgement="valid_reason", value="accepted", source=Source.OFFICIAL)
    own_fault = Judged(judgement="own_fault", value="caused", source=Source.OFFICIAL)
    reprehensible = Judged(judgement="own_fault", value="reprehensible", source=Source.OFFICIAL)
    contest_unfounded = Judged(judgement="contest_unfounded", value="value", source=Source.OFFICIAL)

    @property
    def conduct(self) -> Day:
        """The clock of chapter 2 a: the day of the person's own act, otherwise of the notice.

        Only of a notice before a change of 2a:1 and a last day after it is it open which of the two is the conduct.
        """
        across = any_of(*(all_of(self.notice_given_on < change, self.day >= change) for change in CHANGES_OF_LEAVING))
        either = reading("conduct_day_of_leaving", notice=self.notice_given_on, last_day=self.day)
        return earliest_of(self.act_on, choose(either, when=across, otherwise=self.notice_given_on))


def _or_never(day: Day) -> Day:
    """A day that is *not applicable* never comes."""
    return earliest_of(day, never())


class JobRefusal(
    Fact, name="job_refusal", shape=Shape.HAPPENING, silence=Silence.NOTICED, source=Source.EMPLOYER,
    finnish="työstä kieltäytyminen", swedish="vägran att ta emot arbete",
):  # fmt: skip
    """Work that the person did not take, on the day of the person's own act (TTL 2a:4), with what was offered.

    Of a job that the person refuses to go on with, the day is the last day of the employment.
    """

    by = OneOf(options=("employer_individually", "authority", "authority_ordered_application"))
    """Who offered the work or pointed it out."""
    selected = YesNo()
    """Whether the person had applied for the job and was selected."""
    manner = OneOf(options=("refused", "spoiled", "not_applied", "no_contact", "not_started", "not_continued"))
    told_authority_on = DayOf(omitted=NEVER, source=Source.REGISTER)
    employer_told_on = DayOf(omitted=NEVER, source=Source.REGISTER)
    offered_on = DayOf(omitted=NEVER, source=Source.REGISTER)
    """The day the authority issued the offer of the job."""
    apply_by = DayOf(omitted=NEVER, source=Source.REGISTER)
    job_starts_on = DayOf()
    """The day the work should have begun."""
    found_on = DayOf(omitted=NEVER, source=Source.OFFICIAL)
    """The day of refusal that an official has found instead of the presumed one."""
    would_have_lasted = NumberOf(unit="days")
    hours_share = NumberOf(unit="percent", scale=100, smallest=200, hint="Write percent: 100 for full time.")
    pay_month = NumberOf(unit="cents", scale=100)
    """Pay of a month, euros; of part-time work as if it were full-time."""
    fixed_pay_month = NumberOf(unit="cents", scale=100)
    """The part of the pay that is not commission; none if all of it is."""
    collective_pay = OneOf(options=("paid", "not_paid", "no_agreement"))
    commute_minutes = NumberOf(unit="minutes", source=Source.PERSON)
    """Both ways together, on average."""
    industrial_action = YesNo()
    """Whether the work is hit by a strike, a lockout or a blockade."""
    at_tyokanava = YesNo(source=Source.REGISTER)
    """Whether the work was at Työkanava Oy (TTL 2a:15); asked only of those in its target group."""
    matches_skills = YesNo(source=Source.OFFICIAL)
    valid_reason = Judged(judgement="valid_reason", value="accepted", source=Source.OFFICIAL)
    known_when_applying = Judged(judgement="valid_reason", value="known_when_applying", source=Source.OFFICIAL)
    prevented = Judged(judgement="own_fault", value="caused", source=Source.OFFICIAL)

    @property
    def refused_on(self) -> Day:
        """The presumed day of refusal (decree 1330/2002, section 3 a, as in 310/2022 and 389/2024)."""
        return self._presumed(never())

    @property
    def refused_on_from_2017(self) -> Day:
        """The same as in 1543/2016: also the fourteenth day after the offer and the last day for applying."""
        fourteenth = plus(_or_never(self.offered_on), days(14))
        no_contact = choose(fourteenth, when=one_of(self.manner, "no_contact"), otherwise=never())
        not_applied = choose(_or_never(self.apply_by), when=one_of(self.manner, "not_applied"), otherwise=never())
        return self._presumed(earliest_of(no_contact, not_applied))

    @property
    def conduct(self) -> Day:
        """The clock of chapter 2 a: the day of refusal, by the longer list of 1543/2016.

        A day that only that list names chooses the old law if it lies before the change, and changes nothing after it.
        """
        return self.refused_on_from_2017

    def _presumed(self, more: Day) -> Day:
        """The earliest day that the decree lists; the day of the act if none comes; an official's finding over both."""
        going_on = one_of(self.manner, "not_continued")
        before_start = choose(never(), when=going_on, otherwise=before(_or_never(self.job_starts_on), days(1)))
        last_day = choose(self.day, when=going_on, otherwise=never())
        listed = earliest_of(self.told_authority_on, self.employer_told_on, before_start, last_day, more)
        presumed = choose(listed, when=comes(listed), otherwise=self.day)
        found = _or_never(self.found_on)
        return choose(found, when=comes(found), otherwise=presumed)


class Business(
    Fact, name="business", shape=Shape.STATE, silence=Silence.ANSWERED, source=Source.PERSON, subject="business",
    finnish="yritystoiminta", swedish="företagsverksamhet",
):  # fmt: skip
    """One business or own work, from its start to its end."""

    kind = OneOf(options=("business", "own_work"))
    form = OneOf(
        options=("sole_trader", "limited_company", "cooperative", "partnership", "other_entity", "none"),
        source=Source.REGISTER,
    )
    operations_began_on = DayOf(omitted=NOT_APPLICABLE)
    """The day real production or trade began, where it is not the row's first day."""
    vat_registered_on = DayOf(omitted=NOT_APPLICABLE, source=Source.REGISTER)
    prepayment_registered_on = DayOf(omitted=NOT_APPLICABLE, source=Source.REGISTER)
    employer_registered_on = DayOf(omitted=NOT_APPLICABLE, source=Source.REGISTER)
    season_months_a_year = NumberOf(unit="months", scale=100)
    """How many months a year on average nature lets the business run (2:6.4)."""
    season_from = DayOf(source=Source.OFFICIAL)
    """The first day of one natural season of the trade, as an official has judged it; the season is the same each year."""
    season_through = DayOf(source=Source.OFFICIAL)
    """The last day of that season, within a year of its first."""
    fixed_place = YesNo()
    """Whether it has a fixed place of buying, selling or other business (2:6.3)."""
    over_on = JudgedDay(judgement="activity_over", source=Source.OFFICIAL)
    """The day from which an official has found the business ended (2:6–2:9)."""
    found_over = Judged(judgement="activity_over", value="over", source=Source.OFFICIAL)

    @property
    def begun(self) -> Day:
        """The day the business is presumed to have begun (2:5.3), the clock of 2:5a: the earliest of the four days."""
        known = earliest_of(
            self.operations_began_on, self.vat_registered_on, self.prepayment_registered_on, self.employer_registered_on
        )
        return choose(known, when=comes(known), otherwise=self.start)


class BusinessClosing(
    Fact, name="business_closing", shape=Shape.HAPPENING, silence=Silence.NOTICED, source=Source.PERSON,
    finnish="yritystoiminnan lopettaminen", swedish="nedläggning av företagsverksamhet",
):  # fmt: skip
    """The report that a business or own work has been closed (TTL 2:8 and 2:9), with the days of each step.

    What nobody has reported has not happened. Of a register it must be said whether the business was ever in it.
    """

    business: Ref[Business] = Ref("business", required=True)
    bankruptcy_on = DayOf(omitted=NEVER, source=Source.REGISTER)
    liquidation_on = DayOf(omitted=NEVER, source=Source.REGISTER)
    dissolution_agreed_on = DayOf(omitted=NEVER)
    operations_ended_on = DayOf(omitted=NEVER)
    own_notice_of_end_on = DayOf(omitted=NEVER)
    """The day on which, by the person's own reliable notice, the operations or the own work ended."""
    pension_insurance_ended_on = DayOf()
    prepayment_removal_on = DayOf(source=Source.REGISTER)
    employer_removal_on = DayOf(source=Source.REGISTER)
    vat_removal_or_suspension_on = DayOf(source=Source.REGISTER)

    @property
    def reported(self) -> Day:
        """The clock of the ways to close: the day of the report."""
        return self.day


class WorkInBusiness(
    Fact, name="work_in_business", shape=Shape.STATE, silence=Silence.NOTICED, source=Source.PERSON,
    finnish="työskentely yrityksessä", swedish="arbete i företaget",
):  # fmt: skip
    """The person's main-occupation work in a business, until it ended."""

    business: Ref[Business] = Ref("business", required=True)
    end_cause = OneOf(
        options=(
            "disease", "season_over", "assignment_over", "line_closed", "conditions_weakened", "laid_off",
            "outside_stop", "other",
        )
    )  # fmt: skip
    reason = OneOf(options=("ordinary", "service", "study_practice"))
    """Why the person worked there (2:7.1(3))."""
    directed_by_principal = YesNo()
    same_few_principals = YesNo()
    staff_last_year = OneOf(options=("none", "occasional", "regular"))
    """Employees for the same work in the year before the person registered (2:6.3)."""
    other_laid_off_on = DayOf(omitted=NEVER)
    """The day another employee, no family member, was laid off or dismissed on economic grounds (2:7.1(5))."""
    other_stopped_too = YesNo()
    """Whether the work of another employee, no family member, stopped for the same reason (2:7.1(6))."""
    income_month = NumberOf(unit="cents", scale=100)
    """What the business yields in a month when the work ends, euros (2:7.1(7))."""
    persons_working = NumberOf(unit="count")
    only_family_works = YesNo()
    end_cause_accepted = Judged(judgement="end_of_work_cause", value="accepted", source=Source.OFFICIAL)
    caused_by_disease = Judged(judgement="disease_effect", value="caused", source=Source.OFFICIAL)

    @property
    def ended(self) -> Day:
        """The clock of sections 6 and 7: the last day of the work."""
        return before(self.end, days(1))


class BusinessShare(
    Fact, name="business_share", shape=Shape.STATE, silence=Silence.NOTICED, source=Source.REGISTER,
    finnish="omistus ja asema yrityksessä", swedish="ägande och ställning i företaget",
):  # fmt: skip
    """A stretch of unchanged holding, position and insurance in a business (TTL 1:6).

    Percentages are of the business itself; the family is that of 1:6.4.
    """

    business: Ref[Business] = Ref("business", required=True)
    leading_position = YesNo()
    """Managing director, board member, or an equivalent position."""
    insured_as = OneOf(options=("yel", "myel", "employee", "none"))
    capital = NumberOf(unit="percent", scale=100)
    votes = NumberOf(unit="percent", scale=100)
    family_capital = NumberOf(unit="percent", scale=100)
    family_votes = NumberOf(unit="percent", scale=100)
    """What the family holds without the person."""
    intermediary_holds = NumberOf(unit="percent", scale=100, omitted=0)
    """What another company or entity holds in which the person or the family has a part."""
    own_of_intermediary = NumberOf(unit="percent", scale=100)
    family_of_intermediary = NumberOf(unit="percent", scale=100)
    found_entrepreneur = Judged(judgement="entrepreneur_status", value="entrepreneur", source=Source.OFFICIAL)
    found_on = JudgedDay(judgement="entrepreneur_status", noticed=True, source=Source.OFFICIAL)
    """The day of the finding, if there is one: it goes before what holding and position say."""
    control_15 = Judged(judgement="equivalent_control", value="own_15", source=Source.OFFICIAL)
    control_30 = Judged(judgement="equivalent_control", value="with_family_30", source=Source.OFFICIAL)
    control_50 = Judged(judgement="equivalent_control", value="half", source=Source.OFFICIAL)
    intermediary_control = Judged(judgement="equivalent_control", value="intermediary_half", source=Source.OFFICIAL)

    @property
    def worked(self) -> Day:
        """The clock of 1:6.2: the last day of the stretch; 1318/2018 is applied to work from 1 July 2019."""
        return before(self.end, days(1))


class EntrepreneurStatus(
    Fact, name="entrepreneur_status", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="yrittäjäasema", swedish="ställning som företagare", about=("business_share",),
):  # fmt: skip
    """An official's finding whether the person is an entrepreneur in the business (TTL 1:6)."""

    entrepreneur = YesNo()


class EquivalentControl(
    Fact, name="equivalent_control", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="vastaava määräysvalta", swedish="motsvarande bestämmanderätt", about=("business_share",),
):  # fmt: skip
    """Whether control otherwise matches a holding that TTL 1:6.2–6.3 names."""

    own_15 = YesNo()
    with_family_30 = YesNo()
    half = YesNo()
    intermediary_half = YesNo()


class EndOfWorkCause(
    Fact, name="end_of_work_cause", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="työn loppumisen syy", swedish="orsaken till att arbetet upphörde", about=("work_in_business",),
):  # fmt: skip
    """Whether the work in the business ended for the reason stated, as TTL 2:6–2:7 require it."""

    accepted = YesNo()


class ReducedCapacity(
    Fact, name="reduced_capacity", shape=Shape.STATE, silence=Silence.NOTICED, source=Source.PAYER,
    finnish="alentunut työkyky yrityksen työhön", swedish="nedsatt arbetsförmåga för arbetet i företaget",
):  # fmt: skip
    """A time after the maximum of sickness allowance, during which the person is unfit for work in the business (2:6.2)."""

    business: Ref[Business] = Ref("business", required=True)
    allowance_exhausted = YesNo()
    unfit = YesNo()
    pension_application = OneOf(options=("none", "pending", "rejected", "granted"))

    @property
    def reduced(self) -> Day:
        """The clock of 2:6.2: the first day of the time."""
        return self.start


class BusinessIncome(
    Fact, name="business_income", shape=Shape.STATE, silence=Silence.UNKNOWN, source=Source.PERSON,
    finnish="yritystoiminnan tulo kuukaudessa", swedish="företagets inkomst per månad", occasion="business", once=True,
):  # fmt: skip
    """What a business produced in a calendar month, one row a month (TTL 11:4c.2)."""

    business: Ref[Business] = Ref("business", required=True)
    amount = NumberOf(unit="cents", scale=100)
    entrepreneurs_working = NumberOf(unit="count")
    fell_because_of_disease = YesNo()
    caused_by_disease = Judged(judgement="disease_effect", value="caused", source=Source.OFFICIAL)


class BusinessWorkload(
    Fact, name="business_workload", shape=Shape.STATE, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="yritystoiminnan työllistävyys", swedish="företagsverksamhetens sysselsättande verkan",
    occasion="business", once=True,
):  # fmt: skip
    """An official's judgement for a period: full-time or secondary (TTL 2:5.2)."""

    business: Ref[Business] = Ref("business", required=True)
    value = OneOf(options=("full_time", "secondary"))

    @property
    def begun(self) -> Day:
        """The clock of the two-week rule of 2:5.1: the day the business began."""
        return self.business.begun


class ValidReason(
    Fact, name="valid_reason", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="pätevä syy", swedish="giltig orsak",
    about=("employment_end", "job_refusal", "conduct", "study_application", "study_place", "study_break"),
):  # fmt: skip
    """Whether the reason for leaving or refusing work or education is accepted as valid (TTL 2:15, 2a:2–2a:8)."""

    accepted = YesNo()
    known_when_applying = YesNo()
    """Whether the person knew of the reason when applying for the job (TTL 2a:4.3)."""


class OwnFault(
    Fact, name="own_fault", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="oma syy ja moitittavuus", swedish="egen skuld och klandervärdhet",
    about=("employment_end", "equated_stop", "requested_leave", "job_refusal", "study_application"),
):  # fmt: skip
    """Whether the person caused the end of work or prevented it, from 2 May 2022 also whether blamably (2a:1, 2a:4)."""

    caused = YesNo()
    reprehensible = YesNo()


class ContestUnfounded(
    Fact, name="contest_unfounded", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="riitautus ilmeisen aiheeton", swedish="bestridandet uppenbart ogrundat", about=("employment_end",),
):  # fmt: skip
    """Whether contesting the dismissal is manifestly unfounded (TTL 2a:1.3)."""

    value = YesNo()


class StudyContent(
    Fact, name="study_content", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="opintojen sisältö", swedish="studiernas innehåll", about=("study",),
):  # fmt: skip
    """What the studies give and how they are arranged (TTL 2:10.2, 2:10b)."""

    gives_vocational_skills = YesNo()
    supports_business = YesNo()
    arranged_full_time = YesNo()


class WorkBesideStudy(
    Fact, name="work_beside_study", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="vakiintunut työ opintojen aikana", swedish="etablerat arbete under studierna", about=("study",),
):  # fmt: skip
    """Whether established work beside the studies shows that they do not prevent full-time work (TTL 2:10.3)."""

    shows_no_obstacle = YesNo()


class StudyException(
    Fact, name="study_exception", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="poikkeus päätoimisista opinnoista", swedish="undantag från heltidsstudier", about=("study",),
):  # fmt: skip
    """Whether some other exception takes the studies out of 2:10: short studies, breaks, employer"s training."""

    applies = YesNo()


class DiseaseEffect(
    Fact, name="disease_effect", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="tartuntataudin vaikutus", swedish="den smittsamma sjukdomens inverkan",
    about=("work_in_business", "business_income", "conduct", "study"),
):  # fmt: skip
    """Whether the disease caused the end of the work, the fall of the income or the delay of studies (TTL 11:4c, 11:4d)."""

    caused = YesNo()


class ActivityOver(
    Fact, name="activity_over", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="toiminnan päättyminen", swedish="verksamhetens upphörande", about=("business",),
):  # fmt: skip
    """From its day on the business is found to have ended, or in spite of the registers not to have (TTL 2:6–2:9)."""

    over = YesNo(omitted="yes")


class WorkConditionMet(
    Fact, name="work_condition_met", shape=Shape.HAPPENING, silence=Silence.COMPLETE, source=Source.PAYER,
    finnish="työssäoloehdon täyttyminen", swedish="uppfyllt arbetsvillkor",
):  # fmt: skip
    """The day the employment condition was met again (TTL 5:3), as the payer has decided."""

    maximum_period_began_on = DayOf()
    """The day from which the maximum period of the allowance began afresh (TTL 6:9); *never* if it did not."""


SERVICES = (
    "labour_market_training", "supported_study", "integration_study", "integration_literacy_study",
    "job_search_coaching", "career_coaching", "work_trial", "education_trial", "rehabilitative_work",
    "change_security_training", "work_ability_assessment", "other_assessment", "other_agreed",
)  # fmt: skip
"""Services of the authority, of the schools and of providers."""
PROMOTING = SERVICES[:9]
"""The services that promote employment (TTL 1:5.1(15))."""
OWN_STUDIES = ("supported_study", "integration_study", "integration_literacy_study")
"""Services that are the person's own studies: they do not count towards a work obligation (TTL 2a:10.2(2))."""


class Service(
    Fact, name="service", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.REGISTER,
    finnish="palvelu", swedish="service",
):  # fmt: skip
    """A service that the person takes part in, from its first day to its last."""

    kind = OneOf(options=SERVICES)

    @property
    def over(self) -> Day:
        """The clock of 2:13.3: the first day after the service."""
        return self.end


class Support(
    Fact, name="support", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.REGISTER,
    finnish="tuki", swedish="stöd",
):  # fmt: skip
    """A support for the person's work, as long as it is paid (TTL 1:5.1(11))."""

    kind = OneOf(options=("wage_subsidy", "employment_subsidy_55", "municipal_work", "start_up_grant"))


class TyokanavaRight(
    Fact, name="tyokanava_right", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.REGISTER,
    finnish="Työkanava Oy:n kohderyhmään kuuluminen", swedish="tillhör målgruppen för Jobbkanalen Ab",
):  # fmt: skip
    """Time in which the person was in the weak position that Työkanava Oy was for (Act 242/2022, TTL 2a:15)."""


class Plan(
    Fact, name="plan", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.REGISTER,
    finnish="työllistymissuunnitelma", swedish="sysselsättningsplan",
):  # fmt: skip
    """An employment plan or a plan in its place, from the day it was made or revised (TTL 1:5.1(10))."""


class Appointment(
    Fact, name="appointment", shape=Shape.HAPPENING, silence=Silence.COMPLETE, source=Source.REGISTER,
    finnish="tapaaminen", swedish="möte",
):  # fmt: skip
    """A meeting with the authority (Act 916/2012 chapter 2; Act 380/2023 chapter 4)."""

    kind = OneOf(
        options=(
            "first_interview", "initial_interview", "job_search_discussion", "supplementary_discussion",
            "plan_meeting", "integration_survey", "skills_assessment",
        )
    )  # fmt: skip


class ReviewPeriod(
    Fact, name="review_period", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.REGISTER,
    finnish="työnhakuvelvollisuuden tarkastelujakso", swedish="granskningsperiod för jobbsökningsskyldigheten",
):  # fmt: skip
    """A month over which the search for work is looked at as a whole (TTL 2a:9.2)."""

    required = NumberOf(unit="count")
    """How many jobs the plan asks to apply for in the period."""
    done = NumberOf(unit="count")
    """How many the person has applied for by the day of the report."""
    reported_on = DayOf(omitted=NEVER)
    """The day on which the person reported the duty as fulfilled."""


class Conduct(
    Fact, name="conduct", shape=Shape.HAPPENING, silence=Silence.NOTICED, source=Source.REGISTER,
    finnish="menettely", swedish="förfarande",
):  # fmt: skip
    """What the person did or left undone, on the day from which its consequence is counted (TTL 2a:9–12a)."""

    kind = OneOf(
        options=(
            "missed_appointment", "false_information", "plan_refused", "survey_refused", "plan_neglected",
            "search_duty_missed", "offered_job_not_applied", "service_refused", "service_interrupted",
            "examination_refused", "multi_sector_plan_neglected", "study_application_missed",
        )
    )  # fmt: skip
    appointment: Ref[Appointment] = Ref("appointment")
    review_period: Ref[ReviewPeriod] = Ref("review_period")
    happened_on = DayOf(omitted=NOT_APPLICABLE, not_after_row=True)
    """The day of the conduct itself, where its consequence is counted from a later day (old TTL 2a:11)."""
    offered_on = DayOf(omitted=NOT_APPLICABLE)
    """The day of the job offer that was not followed (TTL 2a:9.1(6))."""
    at_tyokanava = YesNo()
    """Whether the plan asked to seek work at Työkanava Oy (TTL 2a:15); asked only of those in its target group."""
    change_security_training = YesNo(omitted="no")
    """Whether the service is change-security training (TTL 2a:16.1): the register of services names it as one of its own."""
    valid_reason = Judged(judgement="valid_reason", value="accepted", source=Source.OFFICIAL)
    caused_by_disease = Judged(judgement="disease_effect", value="caused", source=Source.OFFICIAL)
    authority_delay = Judged(judgement="authority_delay", value="value", source=Source.OFFICIAL)
    cured_on = JudgedDay(judgement="cure", noticed=True, source=Source.OFFICIAL)
    """The day on which an official found the conduct corrected (TTL 2a:10.3(1))."""

    @property
    def conduct(self) -> Day:
        """The clock of chapter 2 a: the day of the conduct itself."""
        return earliest_of(self.happened_on, self.day)


class AuthorityDelay(
    Fact, name="authority_delay", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="viivästys johtuu viranomaisesta", swedish="dröjsmålet beror på myndigheten", about=("conduct",),
):  # fmt: skip
    """Whether it is the authority's doing that the plan was made late (old TTL 2a:9 and 2a:10)."""

    value = YesNo()


class ServiceCost(
    Fact, name="service_cost", shape=Shape.HAPPENING, silence=Silence.NOTICED, source=Source.PERSON,
    finnish="palveluun osallistumisen kustannukset", swedish="kostnader för deltagande i service",
):  # fmt: skip
    """Costs of a service, given as the reason for staying away from it (TTL 2a:14a)."""

    conduct: Ref[Conduct] = Ref("conduct", required=True)
    service_kind = OneOf(options=SERVICES)
    service_begins_on = DayOf()
    """The day the service began or would have begun."""
    necessary = YesNo(source=Source.OFFICIAL)
    compensation = OneOf(options=("granted", "refused", "not_applied"))
    """Expense compensation by JTYPL 9:1.3 or JAL 103.3, or something similar by another act."""


class Cure(
    Fact, name="cure", shape=Shape.HAPPENING, silence=Silence.UNKNOWN, source=Source.OFFICIAL,
    finnish="menettely korjattu", swedish="förfarandet rättat", about=("conduct",),
):  # fmt: skip
    """From its day on the conduct is found to be corrected (TTL 2a:10.3(1))."""
