"""The demonstration of the office: it comes up with invented clients, one more registers, and who may see her is shown.

Everything is real and on this machine: PostgreSQL, the web, an identity provider, the commands that a user would type.
The clients are invented; their identity codes are given to nobody. The data lie in a folder that goes away at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from statement import FUND, law_checked, show_statement

AREA, ELSEWHERE = "area-oulu", "area-raahe"
SECRET = "only for this demonstration"
ASSIGNED = {
    "e-service": ("automation", AREA, "service"),
    "aino": ("adviser", AREA, "service"),
    "maija": ("manager", AREA, "control"),
    "laura": ("lawyer", AREA, "control"),
    "fund": ("payer_system", FUND, "payment"),
    "onni": ("auditor", AREA, "log_check"),
    "raija": ("adviser", ELSEWHERE, "service"),
    "hilla": ("representative", "company-1", "service"),
}
"""Who is there: account, role, organisation, and the reason for which each would look."""
HER_CODE = "311299-9872"
ABOUT_HER = {
    "population": {HER_CODE: {
        "birth_date": "1999-12-31", "citizenships": [{"country": "FI", "since": None}],
        "homes": [{"code": "564", "since": "2019-05-01", "through": None}], "mother_tongue": "sv", "is_protected": False,
        "replaced_by": None,
    }},
    "studies": {HER_CODE: {"rights": [{
        "right_id": "r1", "goal": "university_degree", "provider": "other", "since": "2020-08-01", "through": None,
        "term_end": None,
    }], "completed": []}},
}  # fmt: skip
"""What two registers of other authorities know; a third is down."""


def say(text: str) -> None:
    """A heading."""
    print(f"\n{'─' * 100}\n{text}\n", flush=True)


def toimi(*arguments: str, ends_with: int = 0) -> str:
    """A command as a user types it, and what it said; the demonstration ends if the command does otherwise than it should."""
    print(f"$ toimi {' '.join(arguments)}", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "toimi.cli.main", *arguments], stdout=subprocess.PIPE, text=True, check=False
    )
    print(done.stdout, end="", flush=True)
    if done.returncode != ends_with:
        sys.exit(done.returncode or 1)
    return done.stdout


@contextmanager
def running(*command: str) -> Iterator[str]:
    """A process that prints one line when it is ready: that line. Stopped at the end."""
    process = subprocess.Popen([sys.executable, "-m", *command], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=60)
        process.stdout.close()


class Caller:
    """Somebody with a token of the identity provider, who says as what and why."""

    def __init__(self, address: str, issuer: str, name: str) -> None:
        form = {"grant_type": "client_credentials"}
        token = httpx.post(f"{issuer}/token", data=form, auth=(name, SECRET)).raise_for_status().json()
        role, organisation, reason = ASSIGNED[name]
        self._client = httpx.Client(base_url=f"{address}api/v1/", timeout=60, headers={
            "Authorization": f"Bearer {token['access_token']}", "Accept-Language": "en",
            "Toimi-Role": role, "Toimi-Organisation": organisation, "Toimi-Reason": reason,
        })  # fmt: skip

    def get(self, path: str) -> dict[str, Any]:
        """What stands there, or why not."""
        return dict(self._client.get(path).json())

    def post(self, path: str, said: Any) -> dict[str, Any]:
        """What was done, or why not."""
        answer = self._client.post(path, json=said, headers={"Idempotency-Key": str(uuid.uuid4())})
        return dict(answer.json())


def main(people: int) -> None:
    """From an empty folder to who may see her."""
    with tempfile.TemporaryDirectory(prefix="toimi-demo-") as folder, ExitStack() as stack:
        here = Path(folder)
        here.chmod(0o755)  # PostgreSQL's own user passes through
        accounts = here / "accounts.json"
        accounts.write_text(json.dumps({"systems": [{"id": name, "secret": SECRET} for name in ASSIGNED]}), "utf-8")
        issuer = stack.enter_context(running("toimi.identity_provider", str(accounts)))
        os.environ |= {
            "TOIMI_DATA": str(here / "office"), "TOIMI_OIDC_ISSUER": issuer, "TOIMI_OIDC_AUDIENCE": "toimi",
            "TOIMI_TEST_IDENTITY_CODES": "yes", "TOIMI_XROAD_CLIENT": "FI-TEST/MUN/1000000-1/toimi",
        }  # fmt: skip
        os.environ |= registers(here, stack)
        say("The office comes up: an empty folder becomes an address that answers.")
        print("$ toimi up --port 0", flush=True)
        said = stack.enter_context(running("toimi.cli.main", "up", "--port", "0", "--lang", "en"))
        print(said)
        show(here, said.split()[3], issuer, people)


def registers(here: Path, stack: ExitStack) -> dict[str, str]:
    """Registers of other authorities, each a process: where they answer, as the office wants to be told."""
    records = here / "records.json"
    records.write_text(json.dumps(ABOUT_HER), "utf-8")
    ways = {"population": (), "studies": (), "kela": ("--fails", "network_error")}
    lines = [
        stack.enter_context(running("toimi.registers.local", "--register", name, "--records", str(records), *how))
        for name, how in ways.items()
    ]
    return dict(line.split("=", 1) for line in lines)


def show(here: Path, address: str, issuer: str, people: int) -> None:
    """What the office can do so far."""
    checking = law_checked(here)
    say(f"{people:,} invented clients come from the extract of an old system, all or none.")
    toimi("people", str(people), "--extract", "--out", str(here / "extract"))
    toimi("import", str(here / "extract"), "--organisation", AREA, "--test-codes", "--lang", "en")
    say("Officials and a system get their roles.")
    ids = {}
    for name, (role, organisation, _) in ASSIGNED.items():
        if role == "representative":  # of the first company there is: not by a role, but by a mandate
            continue
        ids[name] = toimi("assign", name, "--role", role, "--organisation", organisation, "--lang", "en").split()[-1]
    callers = {name: Caller(address, issuer, name) for name in ASSIGNED}

    say("Her employer's agent has a mandate, and tells of a layoff of two people.")
    lay_off(callers)

    say("She registers in the e-service, over the API; asked twice, it is one search.")
    now = datetime.now(ZoneInfo("Europe/Helsinki")).isoformat(timespec="seconds")
    wish = [{"identity_code": HER_CODE, "asked_at": now, "channel": "electronic", "contact_details_complete": True,
             "municipality": "564", "language": "sv"}]  # fmt: skip
    for _ in range(2):
        print("POST /api/v1/searches →", json.dumps(callers["e-service"].post("searches", wish)["items"]))
    person = callers["aino"].post("people/find", [{"identity_code": HER_CODE}])["items"][0]["person"]

    say("What her employer told is proposed to her, and a fact once she confirms it.")
    (told,) = callers["aino"].get(f"people/{person}/layoff-notices")["items"]
    print(f"{told['company_name']}: {told['notice']['extent']} layoff from {told['notice']['since']}")
    confirmed = [{"notice": told["notice"]["notice"], "evidence": "in the e-service"}]
    print(
        "POST …/confirmations →",
        json.dumps(callers["aino"].post(f"people/{person}/layoff-notices/confirmations", confirmed)),
    )

    say("Her adviser asks the registers of others; Kela's is down, and what it would say is not known.")
    asking = ("--official", ids["aino"], "--role", "adviser", "--organisation", AREA, "--lang", "en")
    named = [word for name in ("population", "studies", "kela") for word in ("--register", name)]
    toimi("ask", str(person), *named, *asking, ends_with=1)
    say("Her job search, as her adviser sees it:")
    print(json.dumps(callers["aino"].get(f"people/{person}"), indent=2))
    say("Who may see her:")
    for name, (role, organisation, reason) in ASSIGNED.items():
        seen = callers[name].get(f"people/{person}")
        print(f"{role:<12} {organisation:<12} {reason:<10} {seen.get('extent') or seen['detail']}")
    say("Who looked, as the auditor sees it:")
    for row in callers["onni"].get(f"people/{person}/looks")["items"]:
        print(f"{row['at'][:19]}  {row['role']:<12} {row['organisation']:<12} {row['what']:<18} {row['why']:<10} "
              f"{'let through' if row['is_allowed'] else 'refused'}")  # fmt: skip
    show_statement(here, checking, callers, ids, AREA, say=say, toimi=toimi)


def lay_off(callers: dict[str, Caller]) -> None:
    """A company, its agent, and a notice about her and another."""
    day = datetime.now(ZoneInfo("Europe/Helsinki")).date().isoformat()
    company = [{"kind": "business", "name": "Keksitty Ravintola Oy", "business_id": "9999998-4"}]
    print("POST /api/v1/companies →", json.dumps(callers["aino"].post("companies", company)["items"]))
    agent = {"name": "Hilla Henkilöstö", "birth_date": "1980-01-01", "account": "hilla"}
    mandate = {"company": 1, "scope": "layoff_notices", "first_day": day, "granted_by": "Matti Johtaja",
               "source": "declared", "evidence": "letter", **agent}  # fmt: skip
    callers["aino"].post("mandates", [mandate])
    layoff = {"company": 1, "organisation": AREA, "first_day": day, "given_on": day, "extent": "full",
              "ground": "temporary_reduction", "employed_since": "2024-08-01"}  # fmt: skip
    people = [{"identity_code": HER_CODE}, {"name": "Olga Uusi", "birth_date": "1999-05-01"}]
    given = callers["hilla"].post("layoff-notices", [{**layoff, **one} for one in people])
    print("POST /api/v1/layoff-notices →", json.dumps(given["items"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2_000, help="invented clients")
    main(parser.parse_args().people)
