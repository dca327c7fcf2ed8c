"""The thirty municipalities of Pohjois-Pohjanmaa: their trials of 2021–2024 and their employment areas of 2025."""

from __future__ import annotations

OULU, YLIVIESKA, RAAHE, KAINUU = "Oulu", "Ylivieska-Kalajoki-Nivala", "Raahe", "Kainuu-Koillismaa"

MUNICIPALITIES: dict[str, tuple[str, str | None, str]] = {
    "009": ("Alavieska", "c", YLIVIESKA),
    "069": ("Haapajärvi", None, RAAHE),
    "071": ("Haapavesi", None, RAAHE),
    "072": ("Hailuoto", "a", OULU),
    "139": ("Ii", "a", OULU),
    "208": ("Kalajoki", "c", YLIVIESKA),
    "244": ("Kempele", "a", OULU),
    "305": ("Kuusamo", None, KAINUU),
    "317": ("Kärsämäki", None, RAAHE),
    "425": ("Liminka", "a", OULU),
    "436": ("Lumijoki", "a", OULU),
    "483": ("Merijärvi", "c", YLIVIESKA),
    "494": ("Muhos", "a", OULU),
    "535": ("Nivala", None, YLIVIESKA),
    "563": ("Oulainen", "c", RAAHE),
    "564": ("Oulu", "a", OULU),
    "615": ("Pudasjärvi", None, OULU),
    "625": ("Pyhäjoki", "b", RAAHE),
    "626": ("Pyhäjärvi", None, RAAHE),
    "630": ("Pyhäntä", None, RAAHE),
    "678": ("Raahe", "b", RAAHE),
    "691": ("Reisjärvi", None, RAAHE),
    "746": ("Sievi", None, YLIVIESKA),
    "748": ("Siikajoki", "b", RAAHE),
    "785": ("Vaala", None, OULU),
    "791": ("Siikalatva", None, RAAHE),
    "832": ("Taivalkoski", None, KAINUU),
    "859": ("Tyrnävä", "a", OULU),
    "889": ("Utajärvi", None, OULU),
    "977": ("Ylivieska", "c", YLIVIESKA),
}
"""By code: name, trial (act 1269/2020, section 3, item 10), and area. Of the areas no primary decision was read."""

HOSTS = {OULU: "Oulu", YLIVIESKA: "Ylivieska", RAAHE: "Raahe", KAINUU: "Kajaani"}
"""The host municipality of each employment area."""

BY_ELIMINATION = frozenset(code for code, (_, _, area) in MUNICIPALITIES.items() if area == RAAHE and code != "678")
"""Those that are placed in the Raahe area only because they are in none of the others."""

OUTSIDE_TRIALS = frozenset(code for code, (_, trial, _) in MUNICIPALITIES.items() if trial is None)
"""Those that were in no trial."""
