"""TTL 2 luku, as reported after the law was verified and not read in the act: studies.

Reported texts that stand beside a section are in its chapter: 2 § and 13.4 § in ``chapter_2_other``, 13 § in
``chapter_2_youth``.
"""

from __future__ import annotations

from toimi.book.citations import Citations
from toimi.book.expressions import Length
from toimi.book.provisions import box
from toimi.book.words import Overlay, all_of, days_between, during, months, never, off, one_of, perhaps, plus
from toimi.law.facts import Person, Study
from toimi.law.shelf import provision


@provision(
    "TTL 2:10.2(7)", "Avoimet korkeakouluopinnot, luonnos", act="luonnos 2026", governs=box(benefit_day="2026-04-03/"),
    decided="H",
    reported="https://tem.fi/-/lausuntokierros-alkaa-lakimuutokset-helpottaisivat-opiskelua-tyottomyysturvalla",
)  # fmt: skip
def open_studies_from_25_as_drafted(study: Study, person: Person, *, grown: Length = months(300)) -> Overlay:
    """Luonnoksen mukaan avoimet korkeakouluopinnot eivät veisi etuutta 25 vuotta täyttäneeltä.

    Lausuntokierros päättyi 2.4.2026. Ei tiedetä, onko luonnoksesta tullut laki.
    """
    open_studies = during(study, when=one_of(study.goal, "open_studies"))
    from_25 = days_between(plus(person.birth_date, grown), never())
    return off(Citations.of("TTL 2:10.1"), on=perhaps(all_of(open_studies, from_25)))
