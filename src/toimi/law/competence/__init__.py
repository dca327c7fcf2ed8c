"""Competence: which organisation may state on which subject, on which day of issue, for whose client.

Dated tables and pure functions over them. The day is the day on which the statement is issued, never the benefit
day. Nothing here reads a clock, a file or a database, and what no act or decree settles is said as an open point.
"""
