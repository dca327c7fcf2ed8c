"""The loader of facts beside a bare ADBC read of the same rows, in one run on a database of its own.

Usage: python bench/clients_loader.py [PEOPLE]. Prints both times (best of three, in turns) and their ratio.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from time import perf_counter

from databases import database

KNOWN_AT = date(2026, 11, 24)
ROUNDS = 3


def main(people: int) -> None:
    with database():
        measured(people)


def measured(people: int) -> None:
    from django.db import connection  # noqa: PLC0415  (after the path and the settings)
    from tests.clients.stored import store  # noqa: PLC0415  (after the path and the settings)

    from toimi.clients.case import ROWS, load, reading  # noqa: PLC0415  (after the path and the settings)

    begun = perf_counter()
    store(people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    told = {"people": people, "stored_s": round(perf_counter() - begun, 1)}
    bare, loaded = [], []
    for _ in range(ROUNDS):
        begun = perf_counter()
        with reading() as reader:
            reader.execute(ROWS)
            told["rows"] = len(reader.fetch_arrow_table())
        bare.append(perf_counter() - begun)
        begun = perf_counter()
        found = sum(batch.num_rows for batch in load(known_at=KNOWN_AT))
        loaded.append(perf_counter() - begun)
        assert found == people
    told |= {
        "bare_s": round(min(bare), 3),
        "loaded_s": round(min(loaded), 3),
        "ratio": round(min(loaded) / min(bare), 2),
    }
    connection.close_pool()
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
