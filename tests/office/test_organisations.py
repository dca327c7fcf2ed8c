"""Organisations as dated data: what the digest of the acts counts, and who serves whom on each side of an edge."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from toimi.law.competence.words import Issuer
from toimi.office.organisations import (
    Kind,
    Municipality,
    Organisation,
    OrganisationName,
    Responsibility,
    Role,
    existing,
    load_organisations,
    names_on,
    served_by,
    serving,
)

pytestmark = pytest.mark.usefixtures("db")

TE_OFFICE = "te-office-pohjois-pohjanmaa"
TRIALS = {  # act 1269/2020, section 3, item 10, with the codes of the national code set
    "trial-a": "072 139 244 425 436 494 564 859",
    "trial-b": "625 678 748",
    "trial-c": "009 208 483 563 977",
}
AREAS = {
    "area-oulu": "072 139 244 425 436 494 564 615 785 859 889",
    "area-ylivieska-kalajoki-nivala": "009 208 483 535 746 977",
    "area-raahe": "069 071 317 563 625 626 630 678 691 748 791",
    "area-kainuu-koillismaa": "305 832",
}


def code(organisation: Organisation | None) -> str | None:
    return organisation and organisation.code


def codes(organisation: str, day: date) -> str:
    return " ".join(town.code for town in served_by(organisation, day))


def test_the_office_has_thirty_municipalities() -> None:
    assert Municipality.objects.count() == 30
    assert len(served_by(TE_OFFICE, date(2020, 3, 16))) == 30


def test_swedish_names_stand_where_they_are_in_use() -> None:
    names = {town.code: town.name_sv for town in Municipality.objects.all() if town.name_sv != town.name_fi}
    assert names == {"072": "Karlö", "425": "Limingo", "564": "Uleåborg", "678": "Brahestad"}


@pytest.mark.parametrize("trial", TRIALS)
def test_a_trial_has_its_municipalities_from_its_first_day_to_its_last(trial: str) -> None:
    assert codes(trial, date(2021, 2, 28)) == ""
    assert codes(trial, date(2021, 3, 1)) == codes(trial, date(2024, 12, 31)) == TRIALS[trial]
    assert codes(trial, date(2025, 1, 1)) == ""


def test_sixteen_municipalities_are_in_a_trial_and_fourteen_in_none() -> None:
    day = date(2021, 3, 1)
    found = {town.code: code(serving(town.code, day, Role.TRIAL)) for town in Municipality.objects.all()}
    assert sum(one is not None for one in found.values()) == 16
    assert found["563"] == "trial-municipality-563"  # Oulainen was
    assert found["535"] is None  # Nivala was not
    assert all(one in (None, f"trial-municipality-{town}") for town, one in found.items())


@pytest.mark.parametrize("area", AREAS)
def test_employment_areas_take_over_in_2025(area: str) -> None:
    assert codes(area, date(2024, 12, 31)) == ""
    assert codes(area, date(2025, 1, 1)) == codes(area, date(2030, 6, 1)) == AREAS[area]


def test_the_te_office_serves_everyone_to_the_end_of_2024_trials_or_not() -> None:
    for day in (date(2021, 2, 28), date(2021, 3, 1), date(2021, 3, 2), date(2024, 12, 31)):
        assert code(serving("564", day)) == TE_OFFICE
    assert code(serving("564", date(2025, 1, 1))) == code(serving("564", date(2025, 1, 2))) == "area-oulu"
    assert code(serving("305", date(2025, 1, 1))) == "area-kainuu-koillismaa"
    assert served_by(TE_OFFICE, date(2025, 1, 1)) == []


def test_a_day_before_the_region_of_today_has_nobody() -> None:
    """Vaala came from Kainuu on the first day of 2016."""
    assert serving("785", date(2015, 12, 31)) is None
    assert code(serving("785", date(2016, 1, 1))) == TE_OFFICE


def test_ten_members_of_the_raahe_area_are_marked_as_placed_by_elimination() -> None:
    unsure = Responsibility.objects.filter(is_verified=False)
    assert {one.organisation_id for one in unsure} == {"area-raahe"}
    assert sorted(one.municipality_id for one in unsure) == AREAS["area-raahe"].replace(" 678", "").split()


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2021, 2, 28), {"te_office": 1, "uusimaa_te_office": 1, "customer_service_centre": 1}),
        (
            date(2021, 3, 1),
            {
                "te_office": 1, "uusimaa_te_office": 1, "customer_service_centre": 1, "employment_trial": 3,
                "trial_municipality": 16,
            },
        ),
        (date(2025, 1, 1), {"employment_authority": 4}),
    ],
)  # fmt: skip
def test_kinds_of_organisation_on_a_day(day: date, kinds: dict[str, int]) -> None:
    """Beside those that are always there: KEHA, Kela and the funds."""
    found = sorted(one.kind for one in existing(day) if one.kind != Kind.UNEMPLOYMENT_FUND)
    assert {kind: len(list(many)) for kind, many in groupby(found)} == {**kinds, "keha": 1, "kela": 1}


def test_payers_are_found_by_kind() -> None:
    """The fund of construction workers merged on 1 January 2022 (tyj.fi)."""
    old, new = (existing(day, Kind.KELA, Kind.UNEMPLOYMENT_FUND) for day in (date(2021, 12, 31), date(2022, 1, 1)))
    assert {one.code for one in old} - {one.code for one in new} == {"fund-rakennus", "fund-finka", "fund-lakimiehet"}
    assert {one.code for one in new} >= {"kela", "fund-a-kassa", "fund-yrittajakassa", "fund-ytk"}


def called(code: str, day: date) -> tuple[str, str]:
    name = names_on([code], day)[code]
    return name.name_fi, name.name_sv


def test_payers_and_the_centre_have_the_names_that_their_sources_say() -> None:
    """Rules of the fund of entrepreneurs (yrittajakassa.fi), ytkkassa.fi, TTL 11:4 (385/2023)."""
    day = date(2025, 6, 1)
    assert called("fund-yrittajakassa", day) == ("Yrittäjän Työttömyyskassa", "Företagarnas Arbetslöshetskassa")
    assert called("fund-ytk", day) == ("YTK Työttömyyskassa", "YTK Arbetslöshetskassa")
    assert called("keha", day)[0] == "Elinkeino-, liikenne- ja ympäristökeskusten kehittämis- ja hallintokeskus"


@pytest.mark.parametrize(
    ("code", "first", "before", "after"),
    [
        # 531/2025; no Swedish name was found in a source
        (
            "keha", date(2026, 1, 1), "Elinkeino-, liikenne- ja ympäristökeskusten kehittämis- ja hallintokeskus",
            "Työllisyys-, kehittämis- ja hallintokeskus",
        ),
        ("fund-a-kassa", date(2022, 1, 1), "Teollisuuden työttömyyskassa", "Avoin työttömyyskassa A-kassa"),  # tyj.fi
        ("fund-ote", date(2023, 1, 1), "Opettajien työttömyyskassa", "Opetus ja tiede -työttömyyskassa"),  # tyj.fi
        ("fund-ote", date(2026, 1, 1), "Opetus ja tiede -työttömyyskassa", "Työttömyyskassa Ote"),  # demokraatti.fi
    ],
)  # fmt: skip
def test_a_name_is_that_of_the_day(code: str, first: date, before: str, after: str) -> None:
    assert [called(code, day)[0] for day in (first - timedelta(days=1), first)] == [before, after]


def test_the_name_of_a_day_without_the_organisation_is_the_nearest() -> None:
    assert called("area-oulu", date(2020, 1, 1))[0] == called("area-oulu", date(2025, 1, 1))[0]
    assert called("fund-erko", date(2030, 1, 1))[0] == "Erityiskoulutettujen työttömyyskassa Erko"


def test_names_cover_the_days_of_their_organisation() -> None:
    for one in Organisation.objects.prefetch_related("names"):
        names = sorted(one.names.all(), key=lambda name: name.days.lower or date.min)
        assert (names[0].days.lower, names[-1].days.upper) == (one.days.lower, one.days.upper), one.code
        assert all(first.days.upper == then.days.lower for first, then in pairwise(names)), one.code


def test_each_kind_that_gives_statements_is_here() -> None:
    """Åland has its own authority, which is no organisation of this office."""
    assert set(Issuer) - {str(kind) for kind in Kind} == {Issuer.ALAND_AUTHORITY}


def test_a_role_lies_within_the_days_of_its_organisation() -> None:
    for duty in Responsibility.objects.select_related("organisation"):
        whole, part = duty.organisation.days, duty.days
        assert whole.lower is None or whole.lower <= part.lower
        assert whole.upper is None or (part.upper is not None and part.upper <= whole.upper)


def test_loading_again_changes_nothing() -> None:
    def everything() -> list[object]:
        tables = (Municipality, Organisation, OrganisationName, Responsibility)
        return [list(table.objects.order_by("pk").values_list()) for table in tables]

    before = everything()
    load_organisations()
    assert everything() == before


def refused(constraint: str, row: Municipality | Organisation | OrganisationName | Responsibility) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save(force_insert=True)


def duty(days: DateRange, role: str = Role.TRIAL) -> Responsibility:
    """Another organisation in the role for Oulu."""
    return Responsibility(
        municipality_id="564", organisation_id="trial-b", role=role, days=days, source="test", is_verified=True
    )


def test_the_database_refuses_two_organisations_in_one_role_on_one_day() -> None:
    refused("responsibility_one_a_day", duty(DateRange(date(2024, 12, 31), date(2025, 1, 2))))
    duty(DateRange(date(2025, 1, 1), date(2025, 1, 2))).save()  # the day after the trial's last is free


def test_the_database_refuses_two_names_of_one_day() -> None:
    days = DateRange(date(2026, 6, 1), None)
    refused(
        "organisation_name_one_a_day", OrganisationName(organisation_id="keha", name_fi="KEHA", days=days, source="x")
    )


def test_the_database_refuses_what_is_not_in_the_lists() -> None:
    refused("responsibility_has_days", duty(DateRange(date(2025, 1, 1), date(2025, 1, 1))))
    refused("responsibility_role_known", duty(DateRange(date(2025, 1, 1), None), "friend"))
    refused("municipality_code_three_digits", Municipality(code="72", name_fi="Hailuoto", name_sv="Karlö"))
    days = DateRange(None, None)
    refused("organisation_kind_known", Organisation(code="x", kind="ministry", days=days, source="test"))
