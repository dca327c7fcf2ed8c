"""Case files that cannot be taken, each with the place and the words of its message.

Most are the cook's case with one thing written otherwise; the line is where the change stands, unless said.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .commands import COOK

GOOD = COOK.read_text("utf-8")
ASKED = "asked: {from: 2020-03-16, through: 2020-09-30}\n"


@dataclass(frozen=True)
class Bad:
    """One bad file.

    Attributes:
        name: of the file, and of its test.
        content: what stands in it.
        line: the line of the message; none where the whole file is meant.
        says: what the message says after file and line, in this order: field, what is wrong, remedy.
        form: whether the schema must refuse it too.
        lines: how many lines the message has; 0 for any number.
    """

    name: str
    content: bytes
    line: int | None
    says: tuple[str, ...]
    form: bool = False
    lines: int = 1

    def write(self, folder: Path) -> Path:
        file = folder / self.name
        file.write_bytes(self.content)
        return file


def cook(name: str, old: str, new: str, *says: str, line: int | None = None, form: bool = False, lines: int = 1) -> Bad:
    """The cook's case with ``old`` written as ``new``."""
    assert GOOD.count(old) == 1, (name, GOOD.count(old))
    changed = GOOD.count("\n", 0, GOOD.index(old)) + 1
    return Bad(f"{name}.yaml", GOOD.replace(old, new).encode(), line or changed, says, form, lines)


def other(
    file: str, name: str, old: str, new: str, *says: str, line: int | None = None, form: bool = False, lines: int = 1
) -> Bad:
    """Another example's case with ``old`` written as ``new``."""
    good = (COOK.parent / f"{file}.yaml").read_text("utf-8")
    assert good.count(old) == 1, (name, good.count(old))
    changed = good.count("\n", 0, good.index(old)) + 1
    return Bad(f"{name}.yaml", good.replace(old, new).encode(), line or changed, says, form, lines)


def neglects(
    name: str, old: str, new: str, *says: str, line: int | None = None, form: bool = False, lines: int = 1
) -> Bad:
    """The case of the absences with one thing written otherwise."""
    return other("neglects", name, old, new, *says, line=line, form=form, lines=lines)


def newcomer(name: str, old: str, new: str, *says: str, form: bool = False, lines: int = 1) -> Bad:
    """The newcomer's case with one thing written otherwise."""
    return other("newcomer", name, old, new, *says, form=form, lines=lines)


def more(name: str, kind: str, row: str, *says: str, form: bool = False) -> Bad:
    """The case of the absences with one fact more, of a kind that it has not."""
    added = f"  {kind}:\n    - {row}\n  counted_work:\n"
    return neglects(name, "  counted_work:\n", added, *says, line=31, form=form)


def whole(name: str, content: str | bytes, line: int | None, *says: str, form: bool = False, lines: int = 1) -> Bad:
    """A file of its own."""
    return Bad(name, content.encode() if isinstance(content, str) else content, line, says, form, lines)


def number(name: str, given: str, *says: str, form: bool = False) -> Bad:
    """The cook's pay written otherwise."""
    return cook(name, "2150.00", given, "facts.employment[0].pay_month: ", *says, form=form)


def json_pay(name: str, given: str, *says: str) -> Bad:
    text = '{\n "asked": {"from": "2020-03-16", "through": "2020-09-30"},\n "facts": {"employment": [\n  '
    text += f'{{"from": "2020-01-01",\n   "pay_month": {given}}}]}}\n}}\n'
    return whole(f"{name}.json", text, 5, "facts.employment[0].pay_month: ", *says)


LAYOFF = "layoff, job: kitchen, from: 2020-03-16"
SEARCH = "    - {id: search, from: 2020-03-16}\n"
LAUGHS = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 9)
)

NAMES = [
    cook(
        "unknown_kind",
        "  layoff:\n",
        "  layof:\n",
        "facts.layof: 'layof' is not known here. Did you mean layoff?",
        form=True,
    ),
    cook(
        "unknown_attribute",
        "pay_month",
        "pay_mnth",
        "facts.employment[0].pay_mnth: 'pay_mnth' is not an attribute of employment. Did you mean pay_month?",
        form=True,
    ),
    cook(
        "unknown_option",
        "extent: full",
        "extent: ful",
        "facts.layoff[0].extent: 'ful' is not one of the options. Did you mean full?",
        form=True,
    ),
    cook(
        "unknown_subject",
        "[work, stops",
        "[wrk, stops",
        "facts.answered_for[0].subjects: 'wrk' is not one of the subjects. Did you mean work?",
        form=True,
    ),
    cook(
        "unknown_part",
        "asked: {from",
        "askd: {from",
        "askd: 'askd' is not known here. Did you mean asked?",
        form=True,
        lines=2,
    ),
    cook(
        "unknown_person",
        "birth_date",
        "birthdate",
        "person.birthdate: 'birthdate' is not ",
        "Did you mean birth_date?",
        form=True,
        lines=0,
    ),
    cook(
        "unknown_bound",
        "2150.00",
        "{at_lest: 2150}",
        "facts.employment[0].pay_month: 'at_lest' is not known here. Did you mean at_least?",
        form=True,
    ),
    cook(
        "unknown_id",
        "id: layoff, job: kitchen",
        "id: layoff, job: kitchn",
        "facts.layoff[0].job: no fact with the id 'kitchn' ",
        "Correct the id, or add the fact.",
    ),
    cook(
        "judgement_of_nothing",
        "about: degree",
        "about: degre",
        "facts.work_beside_study[0].about: no fact with the id 'degre' ",
        "Correct the id, or add the fact.",
    ),
    cook(
        "judgement_about_nothing",
        "about: degree, ",
        "",
        "facts.work_beside_study[0].about: about is missing. Say by id",
        form=True,
    ),
    cook(
        "correction_of_nothing",
        "extent: full",
        "extent: full, corrects: layof",
        "facts.layoff[0].corrects: no fact with the id 'layof' ",
        "Correct the id, or add the fact.",
    ),
    cook(
        "id_used_twice",
        "id: layoff",
        "id: search",
        "facts.layoff[0].id: the id 'search' is used for two facts. Give each its own id.",
    ),
    cook("name_used_twice", "extent: full", "extent: full, extent: full", "'extent' stands twice. Keep one of them."),
    cook(
        "kind_used_twice",
        "  layoff:\n",
        "  employment: []\n  layoff:\n",
        "'employment' stands twice. Keep one of them.",
    ),
]

DAYS = [
    cook(
        "day_without_dashes",
        LAYOFF,
        LAYOFF.replace("2020-03-16", '"20200316"'),
        "facts.layoff[0].from: ",
        "Write year-month-day",
        form=True,
    ),
    cook(
        "day_of_a_week",
        LAYOFF,
        LAYOFF.replace("2020-03-16", "2020-W12-1"),
        "facts.layoff[0].from: ",
        "Write year-month-day",
        form=True,
    ),
    cook(
        "first_day_never",
        LAYOFF,
        LAYOFF.replace("2020-03-16", "never"),
        "facts.layoff[0].from: ",
        "Write year-month-day",
    ),
    cook(
        "asked_from_unknown",
        "asked: {from: 2020-03-16",
        "asked: {from: unknown",
        "asked.from: ",
        "Write year-month-day",
        form=True,
    ),
    cook(
        "recorded_unknown",
        "extent: full",
        "extent: full, recorded_on: unknown",
        "facts.layoff[0].recorded_on: ",
        "Write year-month-day",
        form=True,
    ),
    cook(
        "day_that_is_not",
        LAYOFF,
        LAYOFF.replace("2020-03-16", "2020-02-30"),
        "facts.layoff[0].from: '2020-02-30' is not a day. Write year-month-day",
        form=True,
    ),
    cook(
        "day_as_number",
        LAYOFF,
        LAYOFF.replace("2020-03-16", "20200316"),
        "facts.layoff[0].from: '20200316' is not a day. Write year-month-day",
        form=True,
    ),
    cook(
        "day_the_other_way",
        LAYOFF,
        LAYOFF.replace("2020-03-16", "16.3.2020"),
        "facts.layoff[0].from: '16.3.2020' is not a day. Write year-month-day",
        form=True,
    ),
    cook(
        "day_as_list",
        LAYOFF,
        LAYOFF.replace("2020-03-16", "[2020-03-16]"),
        "facts.layoff[0].from: ",
        " is not a day. Write year-month-day",
        form=True,
    ),
    cook(
        "day_with_a_time",
        LAYOFF,
        LAYOFF.replace("2020-03-16", "2020-03-16T12:00:00"),
        "facts.layoff[0].from: '2020-03-16T12:00:00' is not a day.",
        form=True,
    ),
    cook(
        "day_missing",
        ", from: 2020-03-16, through: 2020-08-31",
        ", through: 2020-08-31",
        "facts.layoff[0].from: from is missing. Say on which day",
        form=True,
    ),
    cook(
        "day_of_1850",
        "1995-04-02",
        "1850-04-02",
        "person.birth_date: 1850-04-02 is not between 1900-01-01 and 2079-06-05. Use a day",
    ),
    cook(
        "day_of_2100",
        "2022-05-31",
        "2100-05-31",
        "facts.study[0].planned_end: 2100-05-31 is not between 1900-01-01 and 2079-06-05. Use a day",
    ),
    cook(
        "ends_before_it_begins",
        "through: 2020-08-31",
        "through: 2020-03-01",
        "facts.layoff[0].through: the period ends (2020-03-01) before it begins (2020-03-16).",
        "Correct one of the two days.",
    ),
    cook(
        "searches_overlap",
        SEARCH,
        SEARCH.replace("}", ", through: 2020-05-31}") + "    - {id: again, from: 2020-05-31}\n",
        "facts.job_search[1].from: two rows of job_search hold on the same day",
        "End the first the day before",
        line=12,
    ),
    cook(
        "stretches_of_one_job_overlap",
        "  layoff:\n",
        "    - {id: kitchen-2, job: kitchen, from: 2019-01-01, hours_share: 50}\n  layoff:\n",
        "facts.employment[1].from: two stretches of one job hold on the same day",
        "End the first the day before",
    ),
    cook(
        "born_after_registration",
        "1995-04-02",
        "2020-03-17",
        "facts.benefit[0].from: it begins before the person is born (2020-03-17). Correct the birth date or the day.",
        line=8,
        lines=8,
    ),
    cook(
        "earliest_after_latest",
        LAYOFF,
        LAYOFF.replace("2020-03-16", "{earliest: 2020-03-17, latest: 2020-03-16}"),
        "facts.layoff[0].from: earliest is later than latest. Correct one of the two.",
    ),
]

NUMBERS = [
    number("nan", ".nan", "is not a number. Leave the value out if it is not known."),
    number("infinity", ".inf", "is not a number. Leave the value out if it is not known."),
    number("minus_infinity", "-.INF", "is not a number. Leave the value out if it is not known."),
    json_pay("nan", "NaN", "is not a number. Leave the value out if it is not known."),
    json_pay("infinity", "-Infinity", "is not a number. Leave the value out if it is not known."),
    number("negative", "-1", "'-1' is negative", ". Correct the number.", form=True),
    number("too_large", "9" * 29, "too large. Correct the number."),
    number("far_too_large", "9" * 5000, "'9999", "…' is not a number. Write a number", form=True),
    number("too_many_decimals", "2150.005", "'2150.005' has too many decimals. Give at most 2 decimals."),
    number("number_in_words", "lots", "'lots' is not a number. Write a number", form=True),
    number("number_as_text", '"2150.00"', "'2150.00' is not a number. Write a number", form=True),
    number("number_as_list", "[2150.00]", "is not a number. Write a number", form=True),
    number(
        "at_least_above_at_most",
        "{at_least: 2, at_most: 1}",
        "at_least is larger than at_most. Correct one of the two.",
    ),
    cook(
        "truth_in_other_words",
        "agreed: yes",
        "agreed: maybe",
        "facts.employment[0].regular_work_agreed: 'maybe' is neither yes, no nor unknown. Write yes, no or unknown.",
        form=True,
    ),
    cook(
        "truth_as_number",
        "agreed: yes",
        "agreed: 1",
        "facts.employment[0].regular_work_agreed: '1' is neither yes, no nor unknown. Write yes, no or unknown.",
        form=True,
    ),
]

SHAPES = [
    cook("id_with_names", "id: layoff", "id: {a: 1}", "facts.layoff[0].id: ", "Write a name", form=True),
    cook("id_left_empty", "id: layoff", "id: ", "facts.layoff[0].id: ", "Write a name", form=True),
    cook(
        "ref_as_list",
        "id: layoff, job: kitchen",
        "id: layoff, job: [kitchen]",
        "facts.layoff[0].job: ",
        "Write a name",
        form=True,
    ),
    cook(
        "withdrawn_perhaps",
        "extent: full",
        "extent: full, withdrawn: maybe",
        "facts.layoff[0].withdrawn: 'maybe' is neither yes nor no. Write yes or no.",
        form=True,
    ),
    cook(
        "person_as_list",
        "person: {birth_date: 1995-04-02}",
        "person: [1995-04-02]",
        "person: ",
        "Write name: value pairs.",
        form=True,
    ),
    cook(
        "facts_of_a_kind_not_as_list",
        SEARCH,
        "    {id: search, from: 2020-03-16}\n",
        "facts.job_search: this should be a list of facts. Begin each fact with a dash.",
        line=10,
        form=True,
    ),
    cook(
        "fact_as_text", SEARCH, "    - 2020-03-16\n", "facts.job_search[0]: ", "Write {from: …} or {on: …}.", form=True
    ),
    cook(
        "option_with_names",
        "extent: full",
        "extent: {full: yes}",
        "facts.layoff[0].extent: ",
        "Use one of: full, shortened_hours, shortened_week.",
        form=True,
    ),
    cook(
        "subjects_as_text",
        "[work, stops, study, business]",
        "work",
        "facts.answered_for[0].subjects: ",
        "List what was answered for",
        form=True,
    ),
    whole("facts_as_list.yaml", ASKED + "facts:\n  - layoff\n", 2, "facts: ", "Write name: value pairs.", form=True),
    whole("case_as_list.yaml", "# a list\n- asked\n", 2, "the file: ", "Write name: value pairs.", form=True, lines=2),
    whole("case_as_text.json", '"hello"\n', 1, "the file: ", "Write name: value pairs.", form=True, lines=2),
    whole(
        "asked_missing.yaml",
        "# nothing asked\nperson: {birth_date: 1995-04-02}\n",
        2,
        "asked.from: the days asked about are missing. Write asked: {from: ",
        form=True,
    ),
    whole(
        "asked_by_halves.yaml",
        "case: x\nasked: {from: 2020-03-16}\n",
        2,
        "asked.through: the days asked about are missing. Write asked: {from: ",
        form=True,
    ),
    whole(
        "asked_backwards.yaml",
        "case: x\nasked: {from: 2020-09-30, through: 2020-03-16}\n",
        2,
        "asked: the days asked about end before they begin. Correct one of the two days.",
    ),
    whole("name_as_list.yaml", ASKED + "? [facts]\n: {}\n", 2, "a name is not plain text. Write name: value."),
    whole(
        "name_of_a_page.yaml",
        ASKED + f"? {'x' * 5000}\n: 1\n",
        2,
        "'xxx",
        "…' is too long for a name. Check colons and quotes there.",
    ),
]

FILES = [
    whole("empty.yaml", "", None, "is empty. A case has asked, person and facts."),
    whole("comment_only.yaml", "# nothing yet\n", None, "is empty. A case has asked, person and facts."),
    whole("billion_laughs.yaml", LAUGHS, 1, "uses an anchor or alias. Write the value out."),
    whole("alias.yaml", ASKED + "facts: *others\n", 2, "uses an anchor or alias. Write the value out."),
    cook("anchor", "extent: full", "extent: &extent full", "uses an anchor or alias. Write the value out."),
    cook(
        "tag",
        "extent: full",
        "extent: !!python/name:os.system full",
        "uses the tag 'tag:yaml.org,2002:python/name:os.system'. Write the value without it.",
    ),
    whole(
        "deep_lists.yaml",
        ASKED + "facts: " + "[" * 10_000 + "]" * 10_000,
        2,
        "is nested more than 20 deep. A case is never so deep.",
    ),
    whole(
        "deep_dashes.yaml",
        ASKED + "facts:\n" + "- " * 10_000,
        3,
        "is nested more than 20 deep. A case is never so deep.",
    ),
    whole(
        "deep_names.json",
        '{"facts": ' + '{"a": ' * 10_000 + "1" + "}" * 10_001,
        1,
        "is nested more than 20 deep. A case is never so deep.",
    ),
    whole("deep_and_open.json", "[" * 900_000, 1, "is nested more than 20 deep. A case is never so deep."),
    whole(
        "two_megabytes.yaml",
        GOOD + "# and so on\n" * 170_000,
        None,
        "is larger than 1,000,000 bytes. A case is far smaller: give one file a person.",
    ),
    whole("utf_16.yaml", GOOD.encode("utf-16"), 1, "is not UTF-8 text. Save the file as UTF-8."),
    whole(
        "utf_16_without_mark.yaml",
        GOOD.encode("utf-16-le"),
        1,
        "holds the character '\\x00'. Save the file as plain UTF-8 text.",
    ),
    whole(
        "latin_1.yaml",
        ("# one\ncase: Kokki jää lomalle\n" + ASKED).encode("latin-1"),
        2,
        "is not UTF-8 text. Save the file as UTF-8.",
    ),
    whole("binary.yaml", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 1, "is not UTF-8 text. Save the file as UTF-8."),
    cook(
        "control_character",
        "kitchen-1",
        "kitchen\x07-1",
        "holds the character '\\x07'. Save the file as plain UTF-8 text.",
    ),
    whole("tabs.yaml", "asked:\n\tfrom: 2020-03-16\n\tthrough: 2020-09-30\n", 2, "Indent with spaces, not tabs."),
    whole(
        "two_documents.yaml", f"{ASKED}---\n{ASKED}", 2, "a second document begins. Give each case a file of its own."
    ),
    cook("bracket_left_open", "extent: full}", "extent: full", "Check indents, colons and quotes there.", line=18),
    cook("quote_left_open", "id: search", 'id: "search', "Check indents, colons and quotes there.", line=24),
    whole("comma_forgotten.json", '{\n "case": "x"\n "asked": {}\n}\n', 3, "Check indents, colons and quotes there."),
    whole("half_a_pair.json", '{\n "case": "\\ud83d"}\n', 2, "Check indents, colons and quotes there."),
]

JUNE = "id: june, on: 2023-06-01, kind: service_refused"
LAST = "{on: 2023-06-11, about: june, accepted: no}"
NO_SUCH = "no fact with the id '{}' is among the person's facts of the right kind. Correct the id, or add the fact."

CONDUCT = [
    neglects(
        "conduct_of_no_kind",
        "kind: service_refused",
        "kind: refused_service",
        "facts.conduct[4].kind: 'refused_service' is not one of the options. Did you mean plan_refused?",
        form=True,
    ),
    neglects(
        "conduct_as_period",
        JUNE,
        JUNE.replace("on:", "from:"),
        "facts.conduct[4].on: on is missing. Say on which day: on: 2020-03-16.",
        form=True,
        lines=2,
    ),
    neglects(
        "conduct_at_no_meeting",
        JUNE,
        JUNE + ", appointment: nosuch",
        "facts.conduct[4].appointment: " + NO_SUCH.format("nosuch"),
    ),
    neglects(
        "conduct_in_no_period",
        JUNE,
        JUNE + ", review_period: january",
        "facts.conduct[4].review_period: " + NO_SUCH.format("january"),
    ),
    neglects(
        "conduct_with_a_service",
        JUNE,
        JUNE + ", service: coaching",
        "facts.conduct[4].service: 'service' is not an attribute of conduct. Use one of: id, on,",
        form=True,
    ),
    neglects(
        "reason_about_nothing", "about: june", "about: july", "facts.valid_reason[4].about: " + NO_SUCH.format("july")
    ),
    neglects(
        "reason_about_left_out",
        LAST,
        LAST.replace("about: june, ", ""),
        "facts.valid_reason[4].about: about is missing. Say by id what the judgement is about.",
    ),
    neglects(
        "reason_judged_twice",
        "about: june",
        "about: april",
        "facts.valid_reason[4].about: two judgements about the same fact are in force. Say with corrects",
    ),
    more(
        "delay_perhaps",
        "authority_delay",
        "{on: 2023-02-01, about: january, value: perhaps}",
        "facts.authority_delay[0].value: 'perhaps' is neither yes, no nor unknown. Write yes, no or unknown.",
        form=True,
    ),
    more(
        "cure_with_a_value",
        "cure",
        "{on: 2023-02-01, about: january, cured: yes}",
        "facts.cure[0].cured: 'cured' is not an attribute of cure. Use one of: id, on,",
        form=True,
    ),
    more(
        "cure_of_a_meeting",
        "cure",
        "{on: 2023-02-01, about: meeting}",
        "facts.cure[0].about: " + NO_SUCH.format("meeting"),
    ),
]

SERVICES = [
    neglects(
        "service_of_no_kind",
        "kind: job_search_coaching",
        "kind: coaching",
        "facts.service[0].kind: 'coaching' is not one of the options. Did you mean career_coaching?",
        form=True,
    ),
    neglects(
        "service_backwards",
        "through: 2023-07-16",
        "through: 2023-05-16",
        "facts.service[0].through: the period ends (2023-05-16) before it begins (2023-06-05). Correct one of the two days.",
    ),
    neglects(
        "meeting_of_no_kind",
        "kind: initial_interview",
        "kind: interview",
        "facts.appointment[0].kind: 'interview' is not one of the options. Did you mean first_interview?",
        form=True,
    ),
    neglects(
        "meeting_as_period",
        "on: 2022-05-05",
        "from: 2022-05-05",
        "facts.appointment[0].on: on is missing. Say on which day: on: 2020-03-16.",
        form=True,
        lines=2,
    ),
    more(
        "plan_of_a_kind",
        "plan",
        "{from: 2023-02-01, kind: employment_plan}",
        "facts.plan[0].kind: 'kind' is not an attribute of plan. Did you mean id?",
        form=True,
    ),
    more(
        "plan_backwards",
        "plan",
        "{from: 2023-02-01, through: 2023-01-01}",
        "facts.plan[0].through: the period ends (2023-01-01) before it begins (2023-02-01). Correct one of the two days.",
    ),
    more(
        "plan_on_a_day",
        "plan",
        "{on: 2023-02-01, from: 2023-02-01}",
        "facts.plan[0].on: 'on' is not an attribute of plan. Use one of: id, from,",
        form=True,
    ),
    more(
        "review_period_backwards",
        "review_period",
        "{from: 2023-02-01, through: 2023-01-01}",
        "facts.review_period[0].through: the period ends (2023-01-01) before it begins (2023-02-01). Correct one",
    ),
    more(
        "support_of_no_kind",
        "support",
        "{from: 2023-02-01, kind: palkkatuki}",
        "facts.support[0].kind: 'palkkatuki' is not one of the options. Use one of: wage_subsidy,",
        form=True,
    ),
]

REFUSALS = [
    newcomer(
        "refused_offer_of_whom",
        "by: authority",
        "by: te-toimisto",
        "facts.job_refusal[0].by: 'te-toimisto' is not one of the options. Use one of: employer_individually,",
        form=True,
    ),
    newcomer(
        "refused_and_selected_by_number",
        "selected: yes",
        "selected: 7",
        "facts.job_refusal[0].selected: '7' is neither yes, no nor unknown. Write yes, no or unknown.",
        form=True,
    ),
    newcomer(
        "refused_hours_as_share_of_one",
        "hours_share: 100, pay_month: 2000.00",
        "hours_share: 1, pay_month: 2000.00",
        "facts.job_refusal[0].hours_share: '1' is too small to be meant. Write percent: 100 for full time.",
    ),
    newcomer(
        "refused_for_a_negative_way",
        "commute_minutes: 40",
        "commute_minutes: -40",
        "facts.job_refusal[0].commute_minutes: '-40' is negative or too large. Correct the number.",
        form=True,
    ),
    newcomer(
        "refused_to_start_soon",
        "job_starts_on: 2023-12-01",
        "job_starts_on: soon",
        "facts.job_refusal[0].job_starts_on: 'soon' is not a day. Write year-month-day",
        form=True,
    ),
    newcomer(
        "refused_half_a_day",
        "would_have_lasted: 90",
        "would_have_lasted: 90.5",
        "facts.job_refusal[0].would_have_lasted: '90.5' has too many decimals. Give at most 0 decimals.",
    ),
    newcomer(
        "refused_never",
        "id: cleaning, on: 2023-11-20",
        "id: cleaning, on: never",
        "facts.job_refusal[0].on: 'never' is not a day. Write year-month-day",
    ),
    newcomer(
        "right_to_work_by_letter",
        "basis: temporary_permit",
        "basis: B",
        "facts.work_right[0].basis: 'B' is not one of the options. Use one of: citizen,",
        form=True,
    ),
    newcomer(
        "unpaid_for_a_firm",
        "organisation: company",
        "organisation: firm",
        "facts.unpaid_work[0].organisation: 'firm' is not one of the options. Use one of: non_profit,",
        form=True,
    ),
    newcomer(
        "nature_of_a_refusal",
        "about: helping",
        "about: cleaning",
        "facts.unpaid_work_nature[0].about: " + NO_SUCH.format("cleaning"),
    ),
    newcomer(
        "citizen_of_a_country",
        "citizenship: other",
        "citizenship: thai",
        "person.citizenship: 'thai' is not one of the options. Use one of: finland, eu_or_eea, other.",
        form=True,
    ),
]

ALL = [*NAMES, *DAYS, *NUMBERS, *SHAPES, *CONDUCT, *SERVICES, *REFUSALS, *FILES]
