"""From what PostgreSQL logged of one registration to a script of pgbench that does the same for one person after another.

The statements are those that were logged, word for word. Only what makes a person another one becomes a variable: the
identity code, the key of the request, and the numbers that the database gives. Before the registration that is logged the
sequences are moved to numbers that stand nowhere else, so that a number is recognised wherever it is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

PREFIX = "|%u|"
"""How a line of the log begins: with the role."""
PERSON, SEARCH, FACT = 770_000_001, 880_000_001, 990_000_001
FIRST = {"clients_person": PERSON, "clients_jobsearch": SEARCH, "clients_knownfact": FACT}
"""The numbers of the registration that is logged, by table; facts take as many as there are."""
_NUMBERS = re.compile(r"SELECT nextval\('clients_knownfact_id_seq'\) FROM generate_series\(1, (\d+)\)")
_PEOPLE = """\
\\set v_n :v_n + 1
\\set v_check 0
\\set v_one :v_n * :v_clients + :client_id
\\set v_number 900 + :v_one % 100
\\set v_year 10 + :v_one / 100 % 90
\\set v_month 10 + :v_one / 9000 % 3
\\set v_day 10 + :v_one / 27000 % 18
"""
"""Variables of a client of pgbench last from one transaction to the next: 486,000 people before one comes again."""
_CODE = ":v_day:v_month:v_year-:v_number:v_check"
"""Looks whole to the database, which does not know the rule of the last character: it is always the same."""


class NotAsExpected(Exception):
    """The log has something that this file cannot turn into a script."""


def statements(log: Path, start: int, role: str) -> list[str]:
    """What a role said from a place of the log on, in order; without the empty one by which a pool tries a connection.

    Args:
        start: bytes of the log before it.
    """
    entries = re.split(r"^(?=\|\w*\|)", log.read_bytes()[start:].decode(), flags=re.MULTILINE)
    said = re.compile(rf"\|{role}\|LOG:  (?:statement|execute [^:]+): (.*)", re.DOTALL)
    found = [one[1].replace("\n\t", "\n").strip() for one in map(said.fullmatch, entries) if one]
    return [one for one in found if one]


def script(said: Sequence[str], code: str, key: str) -> str:
    """The script of pgbench. Its caller gives ``v_n``, where to begin, and ``v_clients``.

    Args:
        said: the statements of one registration.
        code, key: the identity code and the key of the request.

    Raises:
        NotAsExpected: if a number is used before a statement gives it.
    """
    lines, known = [_PEOPLE], set[str]()
    for one in said:
        text = _varied(one, code, key)
        if missing := set(re.findall(r":(v_person_id|v_search_id|v_fact_\d+)", text)) - known:
            raise NotAsExpected(f"{missing} before anything gave it: {one}")
        text, prefix, given = _given(text, one, known)
        known |= given
        lines.append(f"{text} \\gset {prefix}" if given else f"{text};")
    return "\n".join(lines) + "\n"


def _varied(text: str, code: str, key: str) -> str:
    """A statement with variables in place of what makes it one person's."""
    if ":v_" in text:
        raise NotAsExpected(text)
    text = text.replace(code, _CODE).replace(key, ":client_id-:v_n")
    return re.sub(rf"(:?)\b({PERSON}|{SEARCH}|{FACT // 100}[0-9][0-9])\b", _variable, text)


def _variable(found: re.Match[str]) -> str:
    """A second colon would be a cast: JSON without blanks gets one."""
    number = int(found[2])
    name = {PERSON: "v_person_id", SEARCH: "v_search_id"}.get(number) or f"v_fact_{number - FACT + 1}"
    return f"{': ' if found[1] else ''}:{name}"


def _given(text: str, said: str, known: set[str]) -> tuple[str, str, set[str]]:
    """The statement, the prefix of the variables that it gives, and which of those are used."""
    if numbers := _NUMBERS.fullmatch(said):
        names = [f"v_fact_{place + 1}" for place in range(int(numbers[1]))]  # pgbench takes variables from one row only
        each = ", ".join(f"nextval('clients_knownfact_id_seq') AS {name}" for name in names)
        return f"SELECT {each}", "", set(names)
    if "v_person_id" not in known and said.startswith('SELECT "clients_person"."id"'):
        return text, "v_person_", {"v_person_id"}
    if said.startswith('INSERT INTO "clients_jobsearch"') and said.endswith('RETURNING "clients_jobsearch"."id"'):
        return text, "v_search_", {"v_search_id"}
    return text, "", set()
