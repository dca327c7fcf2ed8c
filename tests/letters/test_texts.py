"""The texts: complete in three languages, each filled whole, and approved word by word."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.letters.fillings import filling, texts_in, years_in

from toimi.letters.document import Frame, document
from toimi.letters.filling import filled
from toimi.letters.problems import Refused
from toimi.letters.states import RecipientKind
from toimi.letters.wording import LANGUAGES, Text, all_texts, text_of
from toimi.office.approvals import digest_of

TEXTS = all_texts()
FRAME = Frame(
    "Matti Meikäläinen", "Työvoimaviranomainen", "Aino Ratkaisija", "puh. 0295 000 000", "17", date(2020, 5, 4)
)
BOTH = pytest.mark.parametrize("name", TEXTS)
EACH = pytest.mark.parametrize("language", LANGUAGES)


def made(text: Text, language: str, values: dict[str, Any], own_text: str = "") -> dict[str, Any]:
    return document(text, language, filled(text, values), FRAME, own_text)


def said(letter: dict[str, Any]) -> str:
    return json.dumps(letter, ensure_ascii=False)


def test_every_text_of_the_procedure_is_there() -> None:
    """Digest statement-procedure, sections 5 (request, extension, hearing), 7 (result), 8 (changes) and 11 (automation)."""
    assert {text.code for text in TEXTS.values()} == {
        *("statement_positive", "statement_negative", "statement_notice", "no_statement"),
        *("clarification_request", "clarification_reminder", "extension", "hearing", "information_request"),
        *("statement_replaced", "statement_corrected", "statement_cancelled", "automatic_notice"),
    }


@BOTH
@EACH
def test_all_that_it_is_filled_with_is_said(name: str, language: str) -> None:
    text = TEXTS[name]
    values = filling(text)
    letter = said(made(text, language, values))
    assert [word for word in (*texts_in(values), *years_in(values)) if word not in letter] == []


@BOTH
@EACH
def test_what_may_be_left_out_leaves_no_hole(name: str, language: str) -> None:
    letter = said(made(TEXTS[name], language, filling(TEXTS[name], optional=False)))
    assert "None" not in letter
    assert "{" not in letter.replace(", {", "").replace("[{", "")[1:]


@BOTH
def test_the_languages_say_the_same_in_the_same_order(name: str) -> None:
    """The same blocks, filled in the same places."""
    shapes = set()
    for language in LANGUAGES:
        letter = made(TEXTS[name], language, filling(TEXTS[name]), "Oma sana.")
        rows = [(one["kind"], len(one.get("rows", one.get("items", [])))) for one in letter["blocks"]]
        shapes.add(str(rows))
    assert len(shapes) == 1


@BOTH
def test_no_language_is_another(name: str) -> None:
    letters = [made(TEXTS[name], language, filling(TEXTS[name])) for language in LANGUAGES]
    for place in range(len(letters[0]["blocks"])):
        block = [letter["blocks"][place] for letter in letters]
        if block[0]["kind"] in ("heading", "paragraph") and not block[0]["text"].startswith("Sana"):
            assert len({one["text"] for one in block}) == 3


@BOTH
def test_only_english_says_that_it_is_a_translation(name: str) -> None:
    """Finnish and Swedish are the languages of the authority (423/2003)."""
    has = {language: "translation" in made(TEXTS[name], language, filling(TEXTS[name])) for language in LANGUAGES}
    assert has == {"fi": False, "sv": False, "en": True}


STATEMENTS = [name for name in TEXTS if name.startswith("statement_") and "cancelled" not in name]


@pytest.mark.parametrize("name", STATEMENTS)
@pytest.mark.parametrize(
    ("language", "words"), [("fi", "ei voi valittaa"), ("sv", "inte att överklaga"), ("en", "cannot be appealed")]
)
def test_a_statement_says_that_the_payers_decision_is_appealed(name: str, language: str, words: str) -> None:
    """TTL 12:1.5."""
    assert words in said(made(TEXTS[name], language, filling(TEXTS[name])))


@pytest.mark.parametrize("name", [name for name in TEXTS if "commissioning" in TEXTS[name].data])
@pytest.mark.parametrize(
    ("language", "words"), [("fi", "automaattisesti"), ("sv", "automatiskt"), ("en", "automatically")]
)
def test_an_automatic_one_says_so_and_offers_a_human(name: str, language: str, words: str) -> None:
    """434/2003 § 53g: only where the commissioning decision is named."""
    text = TEXTS[name]
    letter = said(made(text, language, filling(text)))
    assert words in letter
    assert ("virkailija käsittelee", "tjänsteinnehavare behandlar", "official to handle")[
        LANGUAGES.index(language)
    ] in letter
    if text.data["commissioning"] == "text?":
        assert words not in said(made(text, language, filling(text, optional=False)))


def test_reasons_may_be_missing_from_a_wholly_positive_one_only() -> None:
    """Digest section 7.2; a negative one is never automatic (section 11.2)."""
    negative = text_of("statement_negative", 1)
    assert {"facts", "grounds"} <= set(negative.data)
    assert "commissioning" not in negative.data
    assert "grounds" not in text_of("statement_positive", 1).data


def test_the_request_tells_the_due_date_the_extension_and_what_silence_means() -> None:
    """434/2003 §§ 32–33 and 36: the facts, a due date that may be extended, and that silence does not stop the matter."""
    text = text_of("clarification_request", 1)
    values = {"subject": "x", "facts": [{"asked": "Milloin?", "why": "Siksi."}], "due": "2020-05-18"}
    said_in = {language: said(made(text, language, values)) for language in LANGUAGES}
    for language, words in {
        "fi": ("Milloin?", "18.5.2020", "pidentää vastausaikaa", "vaikka et vastaisi"),
        "sv": ("Milloin?", "18.5.2020", "förlänga tiden", "även om du inte svarar"),
        "en": ("Milloin?", "18 May 2020", "extend it", "even if you do not answer"),
    }.items():
        assert [word for word in words if word not in said_in[language]] == []


def test_own_words_stand_in_their_place_in_paragraphs() -> None:
    text = text_of("hearing", 1)
    letter = made(text, "fi", filling(text), "Ensimmäinen {{ due }}.\n\n  Toinen.\n")
    texts = [one.get("text") for one in letter["blocks"]]
    first = texts.index("Ensimmäinen {{ due }}.")  # not a template
    assert texts[first + 1] == "Toinen."
    assert 0 < first < len(texts) - 2


@BOTH
def test_every_text_is_for_somebody_and_rests_on_something(name: str) -> None:
    assert TEXTS[name].to <= set(RecipientKind)
    assert TEXTS[name].to
    assert "§" in TEXTS[name].basis or "TTL" in TEXTS[name].basis


def test_the_digest_is_of_every_word() -> None:
    assert len({text.digest for text in TEXTS.values()}) == len(TEXTS)
    assert digest_of({"a": 1, "b": "ä"}) == digest_of({"b": "ä", "a": 1}) != digest_of({"a": 1, "b": "a"})


WRONG = [
    ({"due": None}, "due"),
    ({"due": "18.5.2020"}, "due"),
    ({"due": 18}, "due"),
    ({"due": "2020-02-30"}, "due"),
    ({"facts": []}, "facts"),
    ({"facts": [{"asked": "Milloin?"}]}, "facts.0.why"),
    ({"facts": [{"asked": "Milloin?", "why": "Siksi", "010190-999X": "y"}]}, "facts.0"),
    ({"subject": ""}, "subject"),
    ({"subject": "  "}, "subject"),
    ({"subject": "kaksi\nriviä"}, "subject"),
    ({"subject": "x" * 2_001}, "subject"),
    ({"subject": "puolikas \ud800"}, "?"),
    ({"010190-999X": "y"}, "?"),
    ({"subject": {1, 2}}, "?"),
]


@pytest.mark.parametrize(("change", "name"), WRONG)
def test_wrong_data_is_named_by_the_texts_own_words_only(change: dict[str, Any], name: str) -> None:
    text = text_of("clarification_request", 1)
    with pytest.raises(Refused) as refused:
        filled(text, {**filling(text), **change})
    [problem] = refused.value.problems
    assert problem.values == {"text": "clarification_request.1", "name": name}
    assert "010190" not in str(refused.value) + problem.text("fi") + problem.text("sv") + problem.text("en")


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(Refused, match="unknown_text"):
        text_of("clarification_request", 99)
