"""``toimi law``: every provision, listed and shown."""

from __future__ import annotations

import pytest

from toimi.law.book import BOOK

from .commands import inside, refused, toimi

CITATIONS = sorted({provision.citation for provision in BOOK.provisions})


def test_the_list_names_every_provision_and_every_open_reading() -> None:
    """As data: the book's own digest, its provisions in order, its switches with their defaults."""
    data = toimi("law", "list", "--json").data
    assert data["book"] == BOOK.digest
    assert [one["citation"] for one in data["provisions"]] == [one.citation for one in BOOK.provisions]
    assert {one["name"]: one["default"] for one in data["readings"]} == {
        name: switch.default for name, switch in BOOK.switches.items()
    }
    assert all(one["options"] and one["says"] for one in data["readings"])


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_list_on_the_screen_says_what_the_data_say(lang: str) -> None:
    """Each citation, act and switch, and how many there are."""
    data = inside("law", "list", "--lang", lang, "--json").data
    screen = inside("law", "list", "--lang", lang).words
    for one in data["provisions"]:
        assert one["citation"] in screen
        assert one["act"] in screen
    for one in data["readings"]:
        assert f"--reading {one['name']}=…" in screen
        assert all(option in screen for option in (*one["options"], "both"))
    counted = {
        "fi": "{} säännöstä ja versiota, {} kohtaa laissa",
        "sv": "{} bestämmelser och versioner, {} ställen i lagen",
        "en": "{} provisions and versions at {} places of the law",
    }
    assert counted[lang].format(len(BOOK.provisions), len(CITATIONS)) in screen


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_provision_is_shown_in_every_language(lang: str) -> None:
    """On the screen with title, act, reading and numbers; as data the same."""
    for citation in CITATIONS:
        data = inside("law", "show", citation, "--lang", lang, "--json").data
        screen = inside("law", "show", citation, "--lang", lang).words
        assert citation in {one["citation"] for one in data}
        for one in data:
            assert one["title"]
            assert one["title"] in screen
            assert " ".join(one["reading"].split()) in screen
            assert one["link"].rpartition("/")[2] in screen.replace(" ", "")
            for name, value in one["numbers"].items():
                assert f"{name} = {value}" in screen


def test_the_languages_differ() -> None:
    """Nothing is left in Finnish for the others."""
    titles = {
        lang: [one["title"] for one in inside("law", "list", "--lang", lang, "--json").data["provisions"]]
        for lang in ("fi", "sv", "en")
    }
    assert not [title for title, *others in zip(*titles.values(), strict=True) if title in others]


def test_versions_stand_side_by_side_newest_first() -> None:
    """TTL 2a:1 as it reads from 2 May 2022, from 1 July 2019 and before."""
    data = toimi("law", "show", "TTL 2a:1.1", "--lang", "en", "--json").data
    bars = [(one["act"], *one["governs"]["conduct"]) for one in data if one["role"] == "bar"]
    assert bars == [
        ("1380/2021", "2022-05-02", None),
        ("128/2019", "2019-07-01", "2022-05-02"),
        ("288/2012", None, "2019-07-01"),
    ]
    assert {one["link"] for one in data if one["act"] == "128/2019"} == {
        "https://www.finlex.fi/fi/laki/alkup/2019/20190128"
    }
    says = [one["governs_says"]["conduct"] for one in data]
    assert list(dict.fromkeys(says)) == [
        "from 2 May 2022",
        "1 July 2019–1 May 2022",
        "always",
        "–1 May 2022",
        "–30 June 2019",
    ]


@pytest.mark.parametrize(
    ("day", "act"),
    [("2019-07-01", "128/2019"), ("2022-05-01", "128/2019"), ("2022-05-02", "1380/2021"), ("2026-01-01", "1380/2021")],
)
def test_a_day_picks_the_version_that_governs_it(day: str, act: str) -> None:
    """``--on``: from its first day to its last."""
    data = inside("law", "show", "TTL 2a:1.1", "--on", day, "--json").data
    assert [one["act"] for one in data if one["role"] == "bar"] == [act]
    acts = {one["act"] for one in inside("law", "show", "TTL 2a:1.1", "--json").data if one["role"] == "bar"}
    screen = inside("law", "show", "TTL 2a:1.1", "--on", day).words
    assert {one for one in acts if one in screen} == {act, *(one["act"] for one in data)} & acts


def test_a_temporary_act_is_shown_to_its_last_day_only() -> None:
    """No version of 11:4b governs before 16 March 2020: said, with what to do."""
    assert inside("law", "show", "TTL 11:4b.1", "--on", "2020-04-01", "--json").data[0]["act"] == "172/2020"
    message = refused(inside("law", "show", "TTL 11:4b.1", "--on", "2020-03-01"))
    assert message == "No version at TTL 11:4b.1 governs 2020-03-01. Leave --on out to see all."


def test_a_section_shows_all_that_stands_inside_it() -> None:
    """A section, and a run of sections with either dash."""
    inside_section = {one["citation"] for one in inside("law", "show", "TTL 2a:1", "--json").data}
    assert len(inside_section) > 1
    assert all(citation.startswith("TTL 2a:1.") for citation in inside_section)
    run = [inside("law", "show", f"TTL 2:4{dash}16", "--json").data for dash in ("-", "–")]
    assert run[0] == run[1]
    assert len({one["citation"] for one in run[0]}) > 3


@pytest.mark.parametrize(
    ("citation", "says"),
    [
        ("TTL 2a:99", "Nothing in the book at TTL 2a:99. Did you mean TTL 2a:"),
        ("TTL 11:4b.9", "Nothing in the book at TTL 11:4b.9. Did you mean TTL 11:4b."),
        ("TTL 2:10.9", "Nothing in the book at TTL 2:10.9. Did you mean TTL 2:10."),
    ],
)
def test_an_unknown_citation_is_refused_with_the_nearest(citation: str, says: str) -> None:
    """A place where nothing stands."""
    for said in (inside("law", "show", citation), toimi("law", "show", citation, "--json")):
        assert refused(said).startswith(says)


@pytest.mark.parametrize("citation", ["", "2a:1", "TTL", "TTL 2a", "TTL2a:1", "HTL 1:1.1.1", "ttl 2a:1"])
def test_what_is_no_citation_is_refused_with_the_form(citation: str) -> None:
    """With three examples of the right form."""
    message = refused(inside("law", "show", citation))
    assert message == f"{citation!r} is not a citation: write for example TTL 2a:1.1, TTL 11:4b or TTL 2:4–16."


@pytest.mark.parametrize(
    ("lang", "mark"),
    [("fi", "tarkistamatta säädöksestä"), ("sv", "inte kontrollerad i författningen"), ("en", "UNVERIFIED")],
)
def test_a_text_known_from_a_report_is_marked_wherever_it_is_listed_or_shown(lang: str, mark: str) -> None:
    """In the list with a mark, alone with the address of the report; verified texts with neither."""
    data = inside("law", "list", "--lang", lang, "--json").data["provisions"]
    reported = [one for one in BOOK.provisions if not one.verified]
    assert [one["link"] for one in data if not one["verified"]] == [one.reported for one in reported]
    assert inside("law", "list", "--lang", lang).words.count(mark.split()[0]) >= len(reported)
    for one in reported:
        assert one.reported in inside("law", "show", one.citation, "--lang", lang).words.replace(" ", "")
    assert mark not in inside("law", "show", "TTL 2a:1.1", "--lang", lang).words
