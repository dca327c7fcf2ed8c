"""Organisations over the API: as the acts have them, page by page."""

from __future__ import annotations

from tests.api.doors import Door

from toimi.office.organisations import Municipality


def codes(door: Door, path: str) -> list[str]:
    """Of all pages."""
    found = []
    while path:
        answer = door.get(path)
        assert answer.status_code == 200, answer.content
        found += [one["code"] for one in answer.json()["items"]]
        path = (answer.json()["next"] or "").removeprefix("/api/v1")
    return found


def test_organisations_of_a_day(door: Door) -> None:
    """TE offices ended with 2024 (383/2023), and the employment areas began."""
    before, after = (codes(door, f"/organisations?day={day}") for day in ("2024-12-31", "2025-01-01"))
    assert "te-office-pohjois-pohjanmaa" in before
    assert "te-office-pohjois-pohjanmaa" not in after
    assert "area-oulu" in after
    assert "area-oulu" not in before


def test_pages_are_the_list_cut_into_pieces(door: Door) -> None:
    whole = codes(door, "/organisations?day=2022-06-01")
    assert len(whole) > 16
    assert codes(door, "/organisations?day=2022-06-01&limit=3") == whole
    assert whole == sorted(whole)
    trials = codes(door, "/organisations?day=2022-06-01&kind=trial_municipality&limit=5")
    assert len(trials) == 16  # the trials of the region have sixteen municipalities (1269/2020, section 3)


def test_the_last_page_has_no_next_even_if_it_is_full(door: Door) -> None:
    first = door.get("/municipalities?limit=15").json()
    second = door.client.get(first["next"], headers=door.headers("aino")).json()
    assert (len(first["items"]), len(second["items"]), second["next"]) == (15, 15, None)


def test_a_cursor_belongs_to_its_search_and_cannot_be_made_up(door: Door) -> None:
    cursor = door.get("/organisations?day=2022-06-01&limit=3").json()["next"].split("cursor=")[1]
    for path in (
        f"/organisations?day=2022-06-02&limit=3&cursor={cursor}",
        f"/municipalities?cursor={cursor}",
        f"/organisations?day=2022-06-01&cursor=a{cursor}",
        "/organisations?cursor=",
    ):
        answer = door.get(path)
        assert answer.status_code == 422
        assert [(one["code"], one["place"], one["pointer"]) for one in answer.json()["errors"]] == [
            ("cursor", "query", "/cursor")
        ]
    assert door.get(f"/organisations?day=2022-06-01&limit=9&cursor={cursor}").status_code == 200


def test_one_organisation_with_whom_it_serves(door: Door) -> None:
    answer = door.get("/organisations/area-oulu?day=2025-06-01").json()
    assert answer["kind"] == "employment_authority"
    assert answer["since"] == "2025-01-01"
    assert answer["until"] is None
    assert "564" in [town["code"] for town in answer["municipalities"]]  # Oulu
    assert door.get("/organisations/area-oulu?day=2024-06-01").json()["municipalities"] == []


def test_who_serves_a_municipality(door: Door) -> None:
    """Oulu: the TE office and its own trial in 2022 (1269/2020), the area of 2025."""
    serving = {
        day: [
            (one["role"], one["organisation"]) for one in door.get(f"/municipalities/564?day={day}").json()["served_by"]
        ]
        for day in ("2020-06-01", "2022-06-01", "2025-06-01")
    }
    assert serving == {
        "2020-06-01": [("employment_services", "te-office-pohjois-pohjanmaa")],
        "2022-06-01": [
            ("employment_services", "te-office-pohjois-pohjanmaa"),
            ("trial", "trial-municipality-564"),
        ],
        "2025-06-01": [("employment_services", "area-oulu")],
    }


def test_what_is_not_there_is_not_found(door: Door) -> None:
    for path in ("/organisations/nobody", "/municipalities/999", "/nothing", "/organisations/", "/"):
        answer = door.get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json"), path


def test_a_day_is_a_day_and_nothing_else(door: Door) -> None:
    for day in ("0", "1600000000", "2025-1-1", "2025-02-30", "today", "", "2025-01-01T00:00:00", "%00", "²025-01-01"):
        answer = door.get(f"/organisations?day={day}")
        assert answer.status_code == 422, day
        assert answer.json()["errors"][0]["pointer"] == "/day"


def test_the_municipalities_are_the_thirty(door: Door) -> None:
    assert len(codes(door, "/municipalities")) == Municipality.objects.count() == 30


def test_a_misspelt_parameter_is_refused_and_not_left_out(door: Door) -> None:
    answer = door.get("/organisations?dya=2022-06-01")
    assert (answer.status_code, [(one["code"], one["place"]) for one in answer.json()["errors"]]) == (
        422, [("unknown", "query")],
    )  # fmt: skip
    assert "dya" not in answer.content.decode()


def test_a_name_is_that_of_the_day_that_is_asked_about(door: Door) -> None:
    """KEHA has a new name from 2026 (531/2025), of which no Swedish one was found; the teachers' fund one from 2023 (tyj.fi)."""
    names = [door.get(f"/organisations/keha?day={day}").json()["name"] for day in ("2025-12-31", "2026-01-01")]
    assert names[0]["fi"] == "Elinkeino-, liikenne- ja ympäristökeskusten kehittämis- ja hallintokeskus"
    assert names[1] == {"fi": "Työllisyys-, kehittämis- ja hallintokeskus", "sv": None, "en": None}
    funds = door.get("/organisations?day=2022-12-31&kind=unemployment_fund").json()["items"]
    assert "Opettajien työttömyyskassa" in {one["name"]["fi"] for one in funds}


def test_a_fund_that_merged_says_into_which(door: Door) -> None:
    """Unemployment Fund Finka merged on 1 January 2022 (tyj.fi)."""
    found = door.get("/organisations/fund-finka").json()
    assert (found["until"], found["successor"]) == ("2022-01-01", "fund-a-kassa")
