"""The law as one closed book: import ``BOOK`` and ask it."""

from toimi.book.book import Book
from toimi.law.facts import Benefit
from toimi.law.interpretations import SWITCHES
from toimi.law.shelf import shelf
from toimi.law.ttl import chapter_1, chapter_2, chapter_2a, chapter_11

CHAPTERS = (chapter_1, chapter_2, chapter_2a, chapter_11)

BOOK = Book(tuple(shelf.provisions), SWITCHES, Benefit.kind, "job_search")
