"""``toimi decide``: what a person asks, on the screen and as data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toimi.cli.cases import speaking
from toimi.cli.files import read_document

from .commands import COOK, EXAMPLES, ROOT, Said, flat, inside, plain, refused, toimi

NO_RIGHT = {"fi": "Ei oikeutta etuuteen", "sv": "Ingen rätt till förmån", "en": "No right to the benefit"}
RIGHT = {"fi": "Oikeus etuuteen", "sv": "Rätt till förmån", "en": "Right to the benefit"}
BACK_TO_BACK = ROOT / "examples" / "layoffs-back-to-back.yaml"


def stretches(said: Said) -> dict[str, list[tuple[str, str, str]]]:
    """From, through and outcome of every stretch, by benefit."""
    return {
        benefit: [(days["from"], days["through"], days["outcome"]) for days in answer["days"]]
        for benefit, answer in said.data["benefits"].items()
    }


def lines(because: list[dict[str, Any]]) -> list[str]:
    """Every line of the reasons, whatever stands below what."""
    return [text for line in because for text in (line["says"], *lines(line.get("because", [])))]


def test_on_30_march_2020_a_studying_cook_has_no_right() -> None:
    """As the law was known before act 172/2020: a full-time student has no right on any day."""
    said = toimi("decide", COOK, "--known-at", "2020-03-30", "--json")
    assert {outcome for days in stretches(said).values() for *_, outcome in days} == {"no_right"}
    assert said.data["known_at"] == "2020-03-30"
    first = said.data["benefits"]["labour_market_subsidy"]["days"][0]
    assert [ground["citation"] for ground in first["grounds"]] == ["TTL 2:10.1"]


def test_on_1_april_2020_the_cook_has_a_right_to_31_july() -> None:
    """As the law was known once act 172/2020 was given: the laid-off are freed until its end."""
    said = toimi("decide", COOK, "--known-at", "2020-04-01", "--json")
    for days in stretches(said).values():
        assert days[0] == ("2020-03-16", "2020-07-31", "right")
        assert {outcome for *_, outcome in days[1:]} == {"no_right"}
    ground = said.data["benefits"]["earnings_related"]["days"][0]["grounds"][0]
    assert (ground["citation"], ground["effect"]) == ("TTL 2:10.1", "not_applied")
    assert [(one["citation"], one["act"]) for one in ground["because_of"]] == [("TTL 11:4b.1", "172/2020")]


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize(("day", "says"), [("2020-03-30", NO_RIGHT), ("2020-04-01", RIGHT)])
def test_the_screen_says_it_in_three_languages(day: str, says: dict[str, str], lang: str) -> None:
    """The first stretch, its answer and its ground, in each language."""
    said = (toimi if lang == "sv" else inside)("decide", COOK, "--known-at", day, "--lang", lang)
    assert said.code == 0
    assert said.err == ""
    assert says[lang] in said.out.split("TTL 2:10.1")[0]
    assert speaking(lang).date(date.fromisoformat(day)) in said.out


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_screen_and_the_data_say_the_same(file: Path, lang: str) -> None:
    """Days, answers, grounds with their titles and acts, every reason, every question, and the receipt."""
    data = inside("decide", file, "--lang", lang, "--json").data
    screen = inside("decide", file, "--lang", lang).words
    texts = speaking(lang)

    def shown(text: str) -> None:
        assert flat(text) in screen, text

    shown(data["case"])
    shown(data["receipt"]["receipt"])
    for benefit in data["benefits"].values():
        assert benefit["name"].lower() in screen.lower()
        for days in benefit["days"]:
            for end in ("from", "through"):
                shown(texts.date(date.fromisoformat(days[end])))
            assert days["says"].lower() in screen.lower()
            for ground in days["grounds"]:
                for text in (ground["citation"], ground["title"], ground["act"]):
                    shown(text)
                for text in lines(ground["because"]) if not ground.get("because_of") else ():
                    shown(text)
    for question in data["questions"]:
        shown(question["asks"])
        for answer in question["answers"]:
            assert answer["answer"].lower() in screen


def test_what_is_said_in_one_language_is_decided_alike_in_all() -> None:
    """The receipt does not know the language, and neither do outcomes and citations."""
    finnish, swedish, english = (inside("decide", COOK, "--lang", lang, "--json") for lang in ("fi", "sv", "en"))
    assert finnish.data["receipt"] == swedish.data["receipt"] == english.data["receipt"]
    assert stretches(finnish) == stretches(swedish) == stretches(english)


def test_finnish_is_spoken_where_no_language_is_given() -> None:
    """The default of ``--lang``."""
    assert inside("decide", COOK).out == inside("decide", COOK, "--lang", "fi").out


def test_the_day_of_knowledge_is_today_where_none_is_given() -> None:
    """The only look at the clock."""
    before = date.today().isoformat()
    known_at = inside("decide", COOK, "--json").data["known_at"]
    assert known_at in (before, date.today().isoformat())


def test_a_json_file_is_decided_as_the_same_yaml_file(tmp_path: Path) -> None:
    """The same case as JSON: compact, indented with tabs, and with every letter escaped."""
    case = plain(read_document(COOK).data)
    wanted = inside("decide", COOK, "--json").out
    for number, text in enumerate(
        [json.dumps(case, separators=(",", ":")), json.dumps(case, indent="\t"), json.dumps(case, ensure_ascii=False)]
    ):
        file = tmp_path / f"cook-{number}.json"
        file.write_text(text, "utf-8")
        assert inside("decide", file, "--json").out == wanted
    assert toimi("decide", file, "--json").out == wanted


def test_a_file_with_a_byte_order_mark_or_windows_lines_is_read_too(tmp_path: Path) -> None:
    """What editors on Windows write."""
    file = tmp_path / "cook.yaml"
    file.write_bytes(COOK.read_text("utf-8").replace("\n", "\r\n").encode("utf-8-sig"))
    assert inside("decide", file, "--json").out == inside("decide", COOK, "--json").out


def test_a_case_without_a_name_is_named_after_its_file(cook_of: Callable[..., Path]) -> None:
    """``case`` may be left out."""
    file = cook_of(("case: A cook who studies, laid off on 16 March 2020\n", ""), name="kokki-ääkköset.yaml")
    assert inside("decide", file, "--json").data["case"] == "kokki-ääkköset"


def test_a_case_without_claim_or_search_says_why_there_is_no_statement(tmp_path: Path) -> None:
    """No job search, and no benefit claimed: two reasons, in words."""
    file = tmp_path / "nobody.yaml"
    file.write_text("asked: {from: 2020-03-16, through: 2020-03-20}\n", "utf-8")
    data = inside("decide", file, "--json").data
    assert data["benefits"] == {}
    assert data["no_statement"] == [{"from": "2020-03-16", "through": "2020-03-20", "because": "no_registration"}]
    assert "no job search has been registered" in inside("decide", file, "--lang", "en").words
    file.write_text(file.read_text("utf-8") + "facts: {job_search: [{from: 2020-03-01}]}\n", "utf-8")
    assert inside("decide", file, "--json").data["no_statement"][0]["because"] == "no_claimant"
    assert "no benefit has been claimed" in inside("decide", file, "--lang", "en").words


def test_another_reading_changes_the_answer_and_the_receipt() -> None:
    """Two layoffs back to back: two by default, one if told so, open if both are kept."""
    said = {
        option: toimi("decide", BACK_TO_BACK, "--reading", f"layoffs_back_to_back={option}", "--json")
        for option in ("two", "one", "both")
    }
    outcomes = {
        option: {outcome for days in stretches(one).values() for *_, outcome in days} for option, one in said.items()
    }
    assert "right" in outcomes["two"]
    assert "right" not in outcomes["one"]
    assert "open" in outcomes["both"]
    assert said["one"].data["receipt"]["switches"]["layoffs_back_to_back"] == "one"
    assert len({one.data["receipt"]["receipt"] for one in said.values()}) == 3
    assert said["two"].out == inside("decide", BACK_TO_BACK, "--json").out


@pytest.mark.parametrize("command", ["decide", "questions"])
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("layoffs_back_to_bak=one", "no switch 'layoffs_back_to_bak'. Did you mean layoffs_back_to_back?"),
        ("conduct_day_of_leaving=notce", "conduct_day_of_leaving has no reading 'notce'. Did you mean notice?"),
        ("layoffs_back_to_back=", "layoffs_back_to_back has no reading ''. Use one of: two, one, both."),
        ("layoffs_back_to_back", "'layoffs_back_to_back' is not of the form SWITCH=READING. See toimi law list."),
    ],
)
def test_a_bad_reading_is_refused_with_the_nearest(command: str, given: str, says: str) -> None:
    """An unknown switch, an unknown reading of it, none at all, and no equals sign."""
    assert refused(inside(command, COOK, "--reading", given)) == says


def test_a_reading_is_not_set_twice() -> None:
    """Rather than let the last one win in silence."""
    twice = ("--reading", "layoffs_back_to_back=one", "--reading", "layoffs_back_to_back=two")
    assert refused(inside("decide", COOK, *twice)) == "layoffs_back_to_back is set twice. Keep one of them."


@pytest.mark.parametrize(
    "day", ["2020-02-30", "2020-13-01", "20200330", "2020-W14-1", "30.3.2020", "1850-01-01", "2100-01-01", ""]
)
def test_a_bad_day_of_knowledge_is_refused_with_the_right_form(day: str) -> None:
    """Impossible, in another form, or not on the line of days."""
    message = refused(inside("decide", COOK, "--known-at", day))
    assert message == f"Invalid value for '--known-at': {day!r} is not a day between 1900 and 2079: write 2020-03-30."


def test_facts_recorded_later_are_not_known_yet(cook_of: Callable[..., Path]) -> None:
    """A layoff that reaches the office on 10 April frees nobody on the 9th."""
    file = cook_of(("extent: full}", "extent: full, recorded_on: 2020-04-10}"))
    for day, outcome in (("2020-04-09", "no_right"), ("2020-04-10", "right")):
        said = inside("decide", file, "--known-at", day, "--json")
        assert stretches(said)["earnings_related"][0][2] == outcome


def citations(data: Any) -> set[str]:
    """Every place of the law that an answer names: its grounds, and the concepts in their reasons."""
    return set(re.findall(r"TTL ([0-9]+a?):", json.dumps(data["benefits"])))


def test_six_example_people_use_every_chapter_and_the_temporary_acts_between_them() -> None:
    """Chapters 1, 2, 2a, 10 and 11; 11:4b and 11:4c are the temporary acts of 2020."""
    six = [file for file in EXAMPLES if file.stem != "reported-law"]
    assert len(six) == 6
    cook_then = inside("decide", COOK, "--known-at", "2020-04-01", "--json").data
    said = [cook_then, *(inside("decide", file, "--json").data for file in six)]
    assert {"1", "2", "2a", "10", "11"} <= set().union(*map(citations, said))
    assert {"172/2020", "192/2020"} <= set(re.findall(r'"act": "([0-9/]+)"', json.dumps(said)))
    assert all(data["contradictions"] == [] for data in said)


ENDED_TWICE = """case: Studies that end and go on
asked: {from: 2023-01-01, through: 2023-06-30}
person: {birth_date: 1985-05-05}
facts:
  benefit: [{from: 2023-01-01, kind: basic}]
  job_search: [{from: 2022-06-01}]
  seeks_full_time_work: [{from: 2022-06-01, value: yes}]
  study: [{id: degree, from: 2022-09-01, goal: university_degree, planned_end: 2024-05-31}]
  study_end: [{study: degree, on: 2023-01-31}]
  answered_for: [{from: 2018-01-01, subjects: [work, stops, study, business]}]
"""


def test_facts_that_contradict_each_other_are_told_before_the_answer(tmp_path: Path) -> None:
    """What contradicts what, where, on which days, and what to do; then the answer as far as there is one."""
    file = tmp_path / "ended.yaml"
    file.write_text(ENDED_TWICE, "utf-8")
    said = inside("decide", file, "--json", "--lang", "en")
    (found,) = said.data["contradictions"]
    assert found["name"] == "studies_go_on_after_their_end"
    assert (found["from"], found["through"]) == ("2023-02-01", None)
    assert found["remedy"].startswith("Find out which one is true")
    assert [fact["place"] for fact in found["facts"]] == ["facts.study_end[0]", "facts.study[0]"]
    assert [fact.get("id") for fact in found["facts"]] == [None, "degree"]
    assert stretches(said)["basic"] == [
        ("2023-01-01", "2023-01-31", "no_right"),
        ("2023-02-01", "2023-06-30", "open"),
    ]
    for lang, words in {
        "fi": "Kaksi tietoa on ristiriidassa",
        "sv": "Två uppgifter motsäger",
        "en": "Two facts contradict",
    }.items():
        shown = inside("decide", file, "--lang", lang).words
        assert 0 < shown.index(words) < shown.index("TTL 2:10.1")


def test_an_attribute_that_contradicts_is_named(tmp_path: Path) -> None:
    """Of one row that contradicts itself: the row and its attribute."""
    file = tmp_path / "planned.yaml"
    text = ENDED_TWICE.replace("planned_end: 2024-05-31", "planned_end: 2022-05-31")
    file.write_text(text.replace("  study_end: [{study: degree, on: 2023-01-31}]\n", ""), "utf-8")
    (found,) = inside("decide", file, "--json").data["contradictions"]
    assert [fact["place"] for fact in found["facts"]] == ["facts.study[0]", "facts.study[0].planned_end"]
    assert found["facts"][1]["attribute"] == "planned_end"


def test_a_question_says_what_its_answer_means_in_spite_of_a_contradiction(tmp_path: Path) -> None:
    """The days that contradicting facts leave open are not decided by an answer to something else."""
    file = tmp_path / "asked.yaml"
    reason = "  employment_end: [{on: 2022-12-31, manner: resigned, ground: none_given, notice_given_on: 2022-12-01, notice_given_by: person}]\n"
    file.write_text(ENDED_TWICE + reason, "utf-8")
    asked = inside("decide", file, "--json").data["questions"]
    assert asked
    for question in asked:
        for answer in question["answers"]:
            assert not [then for then in answer["then"] if then["outcome"].startswith("right")]


def test_many_contradictions_are_told_first_and_nothing_else_is_asked(tmp_path: Path) -> None:
    """Twenty are shown and the rest counted; the data have them all. Which facts hold comes before any other question."""
    file = tmp_path / "many.yaml"
    layoffs = "".join(
        f"    - {{job: w, from: 2023-02-01, extent: {extent}}}\n"
        for extent in ("full", "shortened_week")
        for _ in range(5)
    )
    file.write_text(f"{ENDED_TWICE}  employment: [{{id: w, job: w, from: 2020-01-01}}]\n  layoff:\n{layoffs}", "utf-8")
    said = inside("decide", file, "--lang", "en", "--json").data
    assert len(said["contradictions"]) == 26
    assert said["questions"] == []
    for command in ("decide", "questions"):
        words = inside(command, file, "--lang", "en").words
        assert words.count("Two facts contradict each other") == 20
        assert "… and 6 more contradictions." in words
        assert words.count("Find out which one is true") == 1
        assert "Nothing to ask" not in words


def test_questions_tell_of_a_contradiction_before_they_ask(tmp_path: Path) -> None:
    """The same words as before the answer; and where facts agree, nothing."""
    file = tmp_path / "ended.yaml"
    file.write_text(ENDED_TWICE, "utf-8")
    assert inside("questions", file, "--lang", "en").words.startswith("Two facts contradict each other")
    assert "contradict" not in inside("questions", COOK, "--lang", "en").words


REPORTED = ROOT / "examples" / "reported-law.yaml"


def test_a_day_is_open_only_where_reported_law_differs_from_verified_law() -> None:
    """Seven days of May are lost by both; what one of them alone would take is open, and the official is asked."""
    said = inside("decide", REPORTED, "--known-at", "2026-11-24", "--json")
    assert stretches(said)["earnings_related"] == [
        ("2026-03-08", "2026-03-10", "right"),
        ("2026-03-11", "2026-03-17", "open"),
        ("2026-03-18", "2026-05-04", "right"),
        ("2026-05-05", "2026-05-11", "no_right"),
        ("2026-05-12", "2026-05-17", "open"),
        ("2026-05-18", "2026-06-28", "open"),
        ("2026-06-29", "2026-07-05", "right"),
    ]
    march = said.data["benefits"]["earnings_related"]["days"][1]["grounds"]
    assert [ground["act"] for ground in march] == ["HE 108/2025"]
    assert march[0]["reported"].startswith("https://tem.fi/")
    may = said.data["benefits"]["earnings_related"]["days"][3]["grounds"]
    assert {ground["act"]: "reported" in ground for ground in may} == {"1380/2021": False, "HE 108/2025": True}
    asked = [question for question in said.data["questions"] if question.get("reading") == "law_after_verification"]
    assert [question["asked_of"] for question in asked] == ["official"]


@pytest.mark.parametrize(
    ("lang", "read", "asks"),
    [
        ("fi", "virkailijan on luettava säädös", "Onko laki muuttunut niin kuin on kerrottu?"),
        ("sv", "en tjänsteman måste läsa författningen", "Har lagen ändrats så som det har rapporterats?"),
        ("en", "an official must read the act", "Has the law changed as reported?"),
    ],
)
def test_the_screen_names_the_report_and_sends_the_official_to_the_act(lang: str, read: str, asks: str) -> None:
    """By each ground its address and what to do; under one setting of the switch only that law's grounds."""
    screen = inside("decide", REPORTED, "--known-at", "2026-11-24", "--lang", lang).words
    assert "https://tem.fi/en/changes-to-unemployment-security-sanctions" in screen
    assert read in screen
    assert asks in screen
    chosen = ("--reading", "law_after_verification=as_verified")
    verified = inside("decide", REPORTED, "--known-at", "2026-11-24", "--lang", lang, *chosen).words
    assert "tem.fi" not in verified
    assert "HE 108/2025" not in verified
