"""Days: the line on which everyone's days lie, sets of days, columns of values, the calendar.

Everyone may come in. Nothing here knows the law, a person or a file; nothing reads a clock. Everything may be
partly unknown, and is then kept as bounds: what surely and what possibly holds.
"""
