"""Draw the README's picture: one example decided, as the screen shows it, into docs/march-2020.svg."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

from rich.console import Console

from toimi.book.decision import decide
from toimi.cli.cases import knowledge, load, speaking
from toimi.cli.plain import decision_data
from toimi.cli.show import show_decision
from toimi.law.book import BOOK

HERE = Path(__file__).parent
PICTURE = HERE.parent / "docs" / "march-2020.svg"
KNOWN_AT = date(2020, 4, 1)


def main() -> None:
    """Decide the layoffs back to back as known on 1 April 2020, and draw it."""
    case = load(HERE / "layoffs-back-to-back.yaml", KNOWN_AT)
    texts = speaking("en")
    data = decision_data(case, decide(case.caseload, BOOK, known_at=knowledge(KNOWN_AT)), texts)
    screen = Console(record=True, width=100, highlight=False, file=io.StringIO())
    screen.print(show_decision(data, texts))
    drawn = screen.export_svg(title="toimi decide layoffs-back-to-back.yaml --known-at 2020-04-01 --lang en")
    # The picture asks nothing of any other host: no web fonts.
    PICTURE.write_text(re.sub(r"@font-face \{[^}]*\}", "", drawn), "utf-8")


if __name__ == "__main__":
    main()
