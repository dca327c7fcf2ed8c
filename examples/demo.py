"""The demonstration: March 2020 decided, by the command a user would type, in Finnish and in English."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TOIMI = [sys.executable, "-m", "toimi.cli.main"]

STEPS = [
    (
        "A cook who studies is laid off on 16 March 2020. What was right to say on 30 March?",
        ["decide", "cook-laid-off.yaml", "--known-at", "2020-03-30", "--lang", "fi"],
    ),
    (
        "Act 172/2020 enters into force on 1 April and reaches back to 16 March. The same cook, the same facts:",
        ["decide", "cook-laid-off.yaml", "--known-at", "2020-04-01", "--lang", "en"],
    ),
    (
        "Two layoffs back to back, begun on 10 and on 16 March: only the second one qualifies.",
        ["decide", "layoffs-back-to-back.yaml", "--known-at", "2020-04-01", "--lang", "en"],
    ),
    (
        "An entrepreneur: 1,089.66 euros in April and 1,089.67 euros in May 2020. Less than the limit is not the limit.",
        ["decide", "entrepreneur.yaml", "--known-at", "2020-06-15", "--lang", "fi"],
    ),
    (
        "A resignation whose reason nobody has judged yet: the question, and what each answer would mean.",
        ["decide", "resignation.yaml", "--known-at", "2020-03-30", "--lang", "fi"],
    ),
    (
        "Absences in order: a reminder, 7 days, 14 days, a work obligation, and what ended it.",
        ["decide", "neglects.yaml", "--known-at", "2024-06-01", "--lang", "en"],
    ),
    (
        "A newcomer of seventeen: a temporary permit, coaching, unpaid work in a company, a refused job.",
        ["decide", "newcomer.yaml", "--known-at", "2024-06-01", "--lang", "en"],
    ),
    (
        "The resignation's question in English, by itself:",
        ["questions", "resignation.yaml", "--known-at", "2020-03-30", "--lang", "en"],
    ),
]


def main() -> None:
    """Run every step and stop at the first that fails."""
    for heading, command in STEPS:
        print(f"\n{'─' * 100}\n{heading}\n$ toimi {' '.join(command)}\n", flush=True)
        code = subprocess.run([*TOIMI, *command], cwd=HERE, check=False).returncode
        if code:
            sys.exit(code)


if __name__ == "__main__":
    main()
