"""The second part of the demonstration of the office: a laid-off client's statement, from her claim to the payer's hands.

Simple matters are settled at once where two officials have decided so beforehand; whoever has the file and the office's key can
check the statement without the office.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

CODE = "010190-998V"
FUND = "fund-ytk"
PLAN = """\
from: {day}
decider: Jaana Johtaja, johtaja
contact: kirjaamo@example.fi
rules: Laura Lakimies
quality: Laura Lakimies
monitoring: Maija Esihenkilö
address: https://example.fi/automaatio
scope:
  job_seeker: {{basis: 53f.2, share: 2, bound: 95, least: 100}}
  unemployment: {{basis: 53f.2, share: 2, bound: 95, least: 100}}
"""
PATIENCE = 60
"""Seconds; the worker is woken with the commit of the claim, so it takes one or two."""
Say = Callable[[str], None]
Command = Callable[..., str]


class Caller(Protocol):
    """Somebody with a token."""

    def get(self, path: str) -> dict[str, Any]:
        """What stands there."""

    def post(self, path: str, said: Any) -> dict[str, Any]:
        """What was done."""


def law_checked(here: Path) -> subprocess.Popen[bytes]:
    """``toimi law check --json`` in the background, on fewer people than by itself: nobody waits for it."""
    with (here / "check.json").open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "toimi.cli.main", "law", "check", "--people", "500", "--json"], stdout=file
        )


def show_statement(
    here: Path, checking: subprocess.Popen[bytes], callers: Mapping[str, Caller], ids: Mapping[str, str], area: str,
    *, say: Say, toimi: Command,
) -> None:  # fmt: skip
    """From the decision on automation to a statement that anybody can check."""
    say("Two officials decide what may be stated without a person looking at it (906/2019, section 28 d).")
    today = date.today()  # noqa: DTZ011  (the demonstration happens today)
    (here / "plan.yaml").write_text(PLAN.format(day=today), "utf-8")
    checking.wait(timeout=300)
    for name, role, command in (
        ("laura", "lawyer", ("commission", str(here / "plan.yaml"), "--check", str(here / "check.json"))),
        ("maija", "manager", ("approve", "1")),
    ):
        who = ("--official", ids[name], "--role", role, "--organisation", area, "--lang", "en")
        toimi("statements", *command, *who)

    say("A cook is laid off today. She registers, tells her situation, and applies for the allowance of her fund.")
    person = claimed(callers, today)
    found = waited_for(callers["aino"], person)
    print(f"GET /api/v1/people/{person}/statements →")
    print(json.dumps({name: value for name, value in found.items() if name != "signed"}, indent=2))

    say("Her fund asks for the statement before it pays (TTL 11:3.2), and has it.")
    asked = [{"identity_code": CODE, "benefit": "earnings_related", "first_day": today.isoformat()}]
    (served,) = callers["fund"].post("statement-requests", asked)["items"]
    print("POST /api/v1/statement-requests →", served["statement"]["statement"], served["statement"]["result"])

    say("Whoever has the file checks it without the office: signature, facts, and the law asked again.")
    file, key = str(here / "statement.json"), here / "key.json"
    toimi("statements", "export", found["statement"], "--out", file, "--lang", "en")
    key.write_text(toimi("statements", "key"), "utf-8")
    toimi("verify", file, "--key", str(key), "--lang", "en")
    toimi("statements", "recompute", "--all", "--lang", "en")


def claimed(callers: Mapping[str, Caller], today: date) -> int:
    """The client, who has told everything and applied."""
    day = today.isoformat()
    wish = {"identity_code": CODE, "asked_at": f"{day}T00:00:01+02:00", "channel": "electronic",
            "contact_details_complete": True, "municipality": "564"}  # fmt: skip
    person = int(callers["e-service"].post("searches", [wish])["items"][0]["person"])
    told = [
        ("seeks_full_time_work", {"from": day, "value": True}),
        ("answered_for", {"from": str(today - timedelta(3650)), "subjects": ["work", "stops", "study", "business"]}),
        ("employment", {"id": "kitchen", "from": "2019-01-01", "hours_share": 100}),
        ("layoff", {"from": day, "job": "kitchen", "extent": "full"}),
    ]
    facts = [{"kind": kind, "said": said, "source": "person"} for kind, said in told]
    callers["aino"].post(f"people/{person}/facts", facts)
    claim = [{"benefit": "earnings_related", "payer": FUND, "first_day": day}]
    print("POST /api/v1/people/…/claims →", json.dumps(callers["aino"].post(f"people/{person}/claims", claim)))
    return person


def waited_for(caller: Caller, person: int) -> dict[str, Any]:
    """The statement, once it has been given; the demonstration ends without one."""
    begun = time.monotonic()
    while time.monotonic() < begun + PATIENCE:
        if found := caller.get(f"people/{person}/statements")["items"]:
            print(f"The statement was there {time.monotonic() - begun:.1f} s after the claim.")
            return dict(found[0])
        time.sleep(0.2)
    sys.exit("There is no statement.")
