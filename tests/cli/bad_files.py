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

ALL = [*NAMES, *DAYS, *NUMBERS, *SHAPES, *FILES]
