"""A matter, from its opening to its closing: what it is about, who is competent, what was asked, until when it must be done.

The rooms of statements, delivery and caseload come in, and the doors. It asks the law what it would say, and never says
it: that a statement is given, and what stands in it, is the room of statements.
"""
