"""Invented people: whole caseloads for trials, measurements and demonstrations, drawn from published frequencies.

Commands and tests come in. Nobody here has lived: identity codes are of the range reserved for tests, and no fact is
taken from a register. Nothing here decides anything or knows what the law says.
"""
