"""The command that starts the registers: ``python -m toimi.registers.local --register population --people 1000``.

It says for each register where it answers, in the form in which the office wants to be told, and runs until it is ended.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping
from pathlib import Path

from toimi.registers.local.failing import Way
from toimi.registers.local.serving import NAMES, Behaviour, Records, path_of, server

OF_FILES = ("company_details",)
"""Registers that have what a file says: not of people."""


def main() -> None:
    """Read what is wanted, say where it is, and answer until ended."""
    asked = _parser().parse_args()
    wanted = asked.register or list(NAMES)
    if not asked.records and set(wanted) & set(OF_FILES):
        _parser().error("--records is needed for this register: nothing in it is invented")
    registers = _from_file(asked.records, wanted) if asked.records else _invented(asked.people, asked.seed, wanted)
    behaviour = Behaviour(asked.fails and Way(asked.fails), asked.times, asked.seconds, asked.log)
    with server(registers, behaviour, asked.port) as serving:
        for name in wanted:
            print(  # noqa: T201 (a command talks)
                f"TOIMI_REGISTER_{name.upper()}=http://127.0.0.1:{serving.server_address[1]}{path_of(name)}", flush=True
            )
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            return


def _from_file(file: Path, wanted: list[str]) -> Mapping[str, Records]:
    """Registers as a file has them: by register, then by identity code, the record of the contract."""
    given = json.loads(file.read_text("utf-8"))
    return {name: given.get(name, {}) for name in wanted}


def _invented(people: int, seed: int, wanted: list[str]) -> Mapping[str, Records]:
    from toimi.registers.local.records import invented  # noqa: PLC0415  (its tables take a moment to load)

    return invented(people, seed, wanted)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m toimi.registers.local", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="on this machine; 0 takes a free one")
    parser.add_argument(
        "--register", action="append", choices=[*NAMES, *OF_FILES], help="again for each; those of people if left out"
    )
    parser.add_argument("--people", type=int, default=1000, help="how many invented people it has")
    parser.add_argument("--seed", type=int, default=1, help="the same number gives the same people")
    parser.add_argument("--records", type=Path, help="a JSON file of records, in place of invented people")
    environment = os.environ.get("TOIMI_LOCAL_REGISTERS_FAIL") or None
    parser.add_argument(
        "--fails", choices=[way.value for way in Way], default=environment, help="in which way it fails"
    )
    parser.add_argument("--times", type=int, help="for how many requests it fails; always if left out")
    parser.add_argument("--seconds", type=float, default=5.0, help="of being slow, or between two bytes that drip")
    parser.add_argument("--log", type=Path, help="a file for the address and the headers of each request")
    return parser


if __name__ == "__main__":
    main()
