"""A small extract with numbers counted by hand: what it leaves, twice, as a rehearsal, and into a register that is not empty."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.importing.extracts import AINO, WHO, codes_of, counts, extract, imported, manifest, written

from toimi.clients.models import ContactDetail, Detail, JobSearch, KnownFact, Person, Representation, Stay
from toimi.clients.selectors import details_on
from toimi.importing.reconciliation import Compared, Rows
from toimi.office.audit import AuditRow

pytestmark = pytest.mark.usefixtures("db")


def test_the_numbers_are_those_counted_by_hand(tmp_path: Path) -> None:
    told = manifest(
        extract(),
        people={"with_code": 2},
        searches={"valid": 2},
        facts={"rows.layoff": 2, "rows.employment": 3, "withdrawn": 1, "sum.employment.pay_month": "5500.50"},
        contacts={"rows.phone": 2},
    )
    done = imported(written(tmp_path / "x", extract(), told))
    assert codes_of(done) == []
    assert done.is_written
    assert done.rows == {
        "people.csv": Rows(3, 3, 0, 0), "stays.csv": Rows(3, 3, 0, 0), "searches.csv": Rows(3, 3, 0, 0), "facts.csv": Rows(6, 6, 0, 0),
        "contacts.csv": Rows(3, 3, 0, 0), "representations.csv": Rows(1, 1, 0, 0),
    }  # fmt: skip
    assert done.on_the_day == {"people": Compared(3, 3), "valid_searches": Compared(2, 2)}
    assert done.facts == {"employment": Compared(3, 3), "layoff": Compared(2, 2), "person": Compared(1, 1)}
    assert done.differences == []
    # 6 of facts.csv, 4 of searches (3 begun, 1 ended), 1 lapse before the reform, 1 birth: person 2 has a fact of its own
    assert (Person.objects.count(), JobSearch.objects.count(), KnownFact.objects.count()) == (3, 3, 12)
    assert (ContactDetail.objects.count(), Representation.objects.count()) == (3, 1)


def test_what_stands_in_the_register_is_what_the_files_say(tmp_path: Path) -> None:
    imported(written(tmp_path / "x", extract()))
    aino = Person.objects.get(identity_code=AINO)
    old, new = JobSearch.objects.filter(holder=aino).order_by("days")
    assert (old.days.lower, old.days.upper, old.ground) == (date(2020, 3, 16), date(2021, 6, 1), "own_wish")
    assert (new.days.lower, new.days.upper, new.ground) == (date(2025, 9, 1), None, None)
    assert (new.asked_at, new.evidence) == (datetime(2025, 9, 1, 5, 15, tzinfo=UTC), "post stamp")
    assert old.evidence == "ura 2026-01-01"
    facts = {one.name: one for one in KnownFact.objects.filter(person=aino)}
    assert set(facts) == {
        "person", "job-1", "layoff-1", "layoff-2", "job-2", "job-2-gone", f"search-{old.pk}", f"search-{old.pk}-ended",
        f"search-{old.pk}-lapse", f"search-{new.pk}",
    }  # fmt: skip
    job = facts["job-1"]
    assert (job.days.lower, job.days.upper) == (date(2015, 1, 1), date(2020, 4, 1))
    assert (job.attributes, job.uncertain) == ({"job": "job-1", "pay_month": "2500.5"}, {"hours_share": "unknown"})
    assert (job.source, facts["layoff-1"].source, job.recorded_on) == ("employer", "official", date(2020, 3, 17))
    assert (facts["layoff-2"].corrects, facts["layoff-2"].recorded_on) == ("layoff-1", date(2020, 4, 2))
    gone = facts["job-2-gone"]
    assert (gone.withdrawn, gone.corrects, gone.days) == (True, "job-2", facts["job-2"].days)
    ended = facts[f"search-{old.pk}-ended"]
    assert (ended.corrects, ended.recorded_on, ended.days.upper) == (
        f"search-{old.pk}",
        date(2021, 6, 1),
        date(2021, 6, 1),
    )
    lapse = facts[f"search-{old.pk}-lapse"]
    assert (lapse.days.lower, lapse.attributes) == (date(2021, 6, 1), {"ground": "own_wish"})
    assert (ended.recorded_in, job.recorded_in) == ("te-office-pohjois-pohjanmaa", "area-oulu")
    assert [(one.organisation_id, one.days.upper) for one in Stay.objects.filter(person=aino).order_by("days")] == [
        ("te-office-pohjois-pohjanmaa", date(2021, 6, 1)), ("area-oulu", None),
    ]  # fmt: skip
    assert facts["person"].attributes == {"birth_date": "1990-01-01"}
    assert details_on([aino.pk], date(2021, 1, 1))[aino.pk] == {Detail.PHONE: "+358 40 1234567", Detail.LANGUAGE: "sv"}
    assert details_on([aino.pk], date(2021, 6, 1))[aino.pk] == {Detail.LANGUAGE: "sv"}


def test_one_row_of_the_audit_a_person(tmp_path: Path) -> None:
    imported(written(tmp_path / "x", extract()))
    rows = AuditRow.objects.order_by("pk")
    assert {row.whose for row in rows} == {str(one.pk) for one in Person.objects.all()}
    assert {(row.what, row.who, row.is_allowed) for row in rows} == {("clients.import", str(WHO.official), True)}
    assert len(rows) == 3


def test_twice_is_once(tmp_path: Path) -> None:
    folder = written(tmp_path / "x", extract())
    imported(folder)
    before = counts()
    again = imported(folder)
    assert codes_of(again) == []
    assert counts() == before
    assert again.rows == {
        "people.csv": Rows(3, 0, 3, 0), "stays.csv": Rows(3, 0, 3, 0), "searches.csv": Rows(3, 0, 3, 0), "facts.csv": Rows(6, 0, 6, 0),
        "contacts.csv": Rows(3, 0, 3, 0), "representations.csv": Rows(1, 0, 1, 0),
    }  # fmt: skip


def test_a_dry_run_counts_the_same_and_writes_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path / "x", extract())
    before = counts()
    rehearsal = imported(folder, dry=True)
    assert counts() == before
    real = imported(folder)
    assert (rehearsal.rows, rehearsal.facts, rehearsal.on_the_day) == (real.rows, real.facts, real.on_the_day)
    assert (rehearsal.as_data("en")["written"], real.as_data("en")["written"]) == (False, True)


def test_the_example_for_newcomers_is_a_good_extract() -> None:
    """The three people of these tests, with the same numbers."""
    done = imported(Path(__file__).parents[2] / "examples" / "extract")
    assert (codes_of(done), done.differences) == ([], [])
    assert {name: rows.new for name, rows in done.rows.items()} == {name: len(rows) for name, rows in extract().items()}
    assert len(done.figures) == 6 + 6
