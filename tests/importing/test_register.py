"""An extract into a register that has some of its people already: nothing is overwritten, what contradicts is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from tests.clients.actors import AINO as ADVISER
from tests.clients.actors import adviser
from tests.clients.codes import codes
from tests.importing.extracts import AINO, EERO, WHO, Files, codes_of, counts, extract, imported, manifest, written

from toimi.clients.actions import Ending, end, register
from toimi.clients.checking import NewFact
from toimi.clients.facts import record
from toimi.clients.models import IdentityChange, JobSearch, KnownFact, Person
from toimi.clients.people import Merge, merge
from toimi.clients.requests import SearchRequest
from toimi.clients.states import Channel, Ground
from toimi.importing.reconciliation import Rows
from toimi.office.actors import HELSINKI, Reason
from toimi.office.audit import AuditRow

pytestmark = pytest.mark.usefixtures("db")
THIRD = codes(3)[2]


def registered(code: str, day: date) -> int:
    """By the register's own action."""
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=HELSINKI)
    request = SearchRequest(moment, Channel.ELECTRONIC, contact_details_complete=True, identity_code=code)
    return register([request], who=adviser(day), test_range=True)[0].person


def test_a_client_who_is_there_gets_the_rest(tmp_path: Path) -> None:
    """The client with the same code; the search that the register has of the same day is another, and is told."""
    there = registered(EERO, date(2024, 2, 1))
    done = imported(written(tmp_path / "x", extract()))
    assert codes_of(done) == []
    assert done.rows["people.csv"] == Rows(3, 2, 1, 0)
    assert Person.objects.get(identity_code=EERO).pk == there
    kinds = KnownFact.objects.filter(person=there).values_list("kind", "name", "recorded_by")
    search = JobSearch.objects.get(holder=there).pk
    assert set(kinds) == {
        ("person", "person", str(ADVISER)), ("job_search", f"search-{search}", str(ADVISER)),
        ("person", "who", str(WHO.official)),
    }  # fmt: skip


CONTRADICTIONS: dict[str, tuple[Callable[[Files], object], list[tuple[str, str]]]] = {
    "a fact that says something else": (
        lambda files: files["facts.csv"][1].update(attributes='{"job": "job-1", "extent": "shortened_week"}'),
        [("facts.csv:3:id", "fact_differs")],
    ),
    "a fact of other days": (
        lambda files: files["facts.csv"][1].update({"from": "2020-03-17"}), [("facts.csv:3:id", "fact_differs")],
    ),
    "a fact recorded on another day": (
        lambda files: files["facts.csv"][1].update(recorded_on="2020-03-18"), [("facts.csv:3:id", "fact_differs")],
    ),
    "a search that has ended since": (
        lambda files: files["searches.csv"][2].update(
            through="2025-12-01", ground="own_wish", end_recorded_on="2025-12-01"
        ),
        [("searches.csv:4:from", "search_differs")],
    ),
    "a search within one that goes on": (
        lambda files: files["searches.csv"].append(
            {"person": "3", "from": "2025-12-10", "registered_on": "2025-12-10", "channel": "electronic"}
        ),
        [("searches.csv:5:from", "search_overlaps")],
    ),
    "a search that runs into one": (
        lambda files: files["searches.csv"].append({
            "person": "3", "from": "2025-10-10", "registered_on": "2025-10-10", "channel": "electronic",
            "through": "2025-11-03", "ground": "own_wish", "end_recorded_on": "2025-11-03",
        }),
        [("searches.csv:5:from", "search_overlaps")],
    ),
    "another office from the same day": (
        lambda files: files["stays.csv"][0].update(through="2021-05-30"), [("stays.csv:2:from", "stay_differs")],
    ),
    "a stay within one that goes on": (
        lambda files: files["stays.csv"].append(
            {"person": "3", "organisation": "area-oulu", "from": "2025-11-10", "through": "2025-11-20"}
        ),
        [("stays.csv:5:from", "stay_twice")],
    ),
    "another telephone from the same day": (
        lambda files: files["contacts.csv"][0].update(value="+358 40 7654321"), [("contacts.csv:2:value", "contact_differs")],
    ),
    "another scope of a representation": (
        lambda files: files["representations.csv"][0].update(scope="all"),
        [("representations.csv:2:name", "representation_differs")],
    ),
    "a representation within another": (
        lambda files: files["representations.csv"][0].update({"from": "2025-12-01"}),
        [("representations.csv:2", "representation_twice")],
    ),
    "a second correction of what was corrected": (
        lambda files: files["facts.csv"].append({
            "person": "1", "kind": "layoff", "id": "layoff-3", "from": "2020-03-16", "attributes": '{"job": "job-1"}',
            "recorded_on": "2020-05-02", "corrects": "layoff-1",
        }),
        [("facts.csv:8:corrects", "fact_superseded")],
    ),
    "another code": (
        lambda files: files["people.csv"][0].update(identity_code=THIRD), [("people.csv:2:identity_code", "person_other_code")],
    ),
    "a code for one without": (
        lambda files: files["people.csv"][2].update(identity_code=THIRD), [("people.csv:4:identity_code", "person_other_code")],
    ),
    "the code of another of the old system's people": (
        lambda files: [files["people.csv"][0].update(identity_code=EERO), files["people.csv"].pop(1), files["facts.csv"].pop(5)],
        [("people.csv:2:identity_code", "person_other_code")],
    ),
    "somebody else without a code": (
        lambda files: files["people.csv"].append({"person": "9", "identity_code": "", "recorded_on": "2025-11-03"}), [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_what_contradicts_the_register_is_told_and_not_written(case: str, tmp_path: Path) -> None:
    change, expected = CONTRADICTIONS[case]
    imported(written(tmp_path / "x", extract()))
    before = counts()
    files = extract()
    change(files)
    done = imported(written(tmp_path / "y", files))
    found = codes_of(done)
    if "code of another" in case:  # what the other one's rows then say of this one follows from it
        found = [one for one in found if one[0].startswith("people")]
    assert found == expected
    assert done.is_written == (not expected)
    if expected:
        assert counts() == before


def test_a_later_extract_brings_what_is_new(tmp_path: Path) -> None:
    """A correction of a fact that is there, a withdrawal of it, a telephone, and a search after one that ended."""
    imported(written(tmp_path / "x", extract()))
    files = extract()
    files["facts.csv"] += [
        {
            "person": "1", "kind": "layoff", "id": "layoff-3", "from": "2020-03-18", "through": "2020-03-31",
            "attributes": '{"job": "job-1", "extent": "full"}', "recorded_on": "2026-01-10", "corrects": "layoff-2",
        },
        {"person": "1", "kind": "layoff", "id": "layoff-4", "recorded_on": "2026-01-11", "corrects": "layoff-3", "withdrawn": "yes"},
    ]  # fmt: skip
    files["contacts.csv"] += [
        {
            "person": "2",
            "kind": "email",
            "value": "eero@example.org",
            "since": "2026-01-10",
            "recorded_on": "2026-01-10",
        }
    ]
    later = replace(WHO, at=datetime(2026, 2, 1, 9, tzinfo=HELSINKI))
    folder = written(tmp_path / "y", files, manifest(files) | {"made_on": "2026-02-01"})
    before = AuditRow.objects.count()
    done = imported(folder, who=later)
    assert codes_of(done) == []
    assert (done.rows["facts.csv"], done.rows["contacts.csv"]) == (Rows(8, 2, 6, 0), Rows(4, 1, 3, 0))
    assert done.rows["people.csv"] == Rows(3, 0, 3, 0)
    assert AuditRow.objects.count() == before + 2
    gone = KnownFact.objects.get(name="layoff-4")
    assert (gone.withdrawn, gone.days) == (True, KnownFact.objects.get(name="layoff-3").days)


def test_a_search_goes_on_where_the_last_one_ended(tmp_path: Path) -> None:
    """Asked for on the last day of the one before, it begins on the next, as ``register`` has it."""
    files = extract()
    files["searches.csv"].append({
        "person": "1", "from": "2021-06-01", "registered_on": "2021-06-02", "channel": "electronic",
        "asked_at": "2021-05-31T15:00:00+03:00", "through": "2022-06-30", "ground": "missing_information",
        "end_recorded_on": "2022-07-01",
    })  # fmt: skip
    files["searches.csv"][1]["restart_need_met"] = "yes"
    done = imported(written(tmp_path / "x", files))
    assert codes_of(done) == []
    assert JobSearch.objects.filter(ground="missing_information").count() == 1


def test_a_client_who_was_merged_gets_it_where_the_merge_put_it(tmp_path: Path) -> None:
    """Facts and stays are the merged one's own, by which they are read for the other; a search is the other's."""
    files = extract()
    files["stays.csv"].append(
        {"person": "2", "organisation": "area-oulu", "from": "2025-03-01", "through": "2025-03-31"}
    )
    imported(written(tmp_path / "x", files))
    people = {one.identity_code: one.pk for one in Person.objects.all()}
    merge([Merge(people[None], people[EERO], "one person")], who=adviser(date(2026, 1, 2), Reason.CORRECTION))
    assert IdentityChange.objects.count() == 1
    before = counts()
    again = imported(written(tmp_path / "x", files))
    assert (codes_of(again), counts()) == ([], before)
    files["facts.csv"].append(
        {"person": "2", "kind": "plan", "id": "plan-1", "from": "2025-03-10", "recorded_on": "2025-03-10"}
    )
    files["searches.csv"].append({
        "person": "2", "from": "2025-03-01", "registered_on": "2025-03-01", "channel": "electronic",
        "through": "2025-03-31", "ground": "own_wish", "end_recorded_on": "2025-03-31",
    })  # fmt: skip
    assert codes_of(imported(written(tmp_path / "y", files))) == []
    assert KnownFact.objects.get(name="plan-1").person_id == people[EERO]
    search = JobSearch.objects.get(days__startswith=date(2025, 3, 1))
    assert (search.holder_id, search.person_id) == (people[None], people[None])
    assert KnownFact.objects.filter(kind="job_search", name__startswith=f"search-{search.pk}").count() == 2


def test_what_was_imported_goes_on_as_if_it_had_been_registered_here(tmp_path: Path) -> None:
    """The register's own actions end the search, correct a fact and register anew."""
    imported(written(tmp_path / "x", extract()))
    aino = Person.objects.get(identity_code=AINO)
    day = date(2026, 1, 15)
    (search,) = end([Ending(aino.pk, Ground.OWN_WISH, day)], who=adviser(day))
    assert KnownFact.objects.get(name=f"search-{search}-ended").corrects == f"search-{search}"
    fact = NewFact(
        aino.pk, "layoff", {"from": date(2020, 3, 20), "job": "job-1", "extent": "full"}, corrects="layoff-2"
    )
    record([fact], who=adviser(day))
    assert registered(AINO, date(2026, 2, 2)) == aino.pk


def test_hostile_texts_are_kept_as_they_are(tmp_path: Path) -> None:
    """They are values, never words of a language."""
    files = extract()
    text = "'); DROP TABLE clients_person; -- \\N %s {0} \"quoted\", =cmd|' /C calc'!A0 <script>\nnext line 👩‍⚕️"
    files["representations.csv"][0]["evidence"] = text
    name = "x'); --%s{}\\"
    files["facts.csv"][5]["id"] = name
    folder = written(tmp_path / "x", files)
    assert codes_of(imported(folder)) == []
    assert [one.evidence for one in Person.objects.get(identity_code=None).representations.all()] == [text]
    assert KnownFact.objects.filter(name=name).count() == 1
    assert imported(folder).rows["representations.csv"] == Rows(1, 0, 1, 0)
