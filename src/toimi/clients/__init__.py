"""The clients: who they are, their job seeking, and what is known of them since when; ``case.py`` reads it for the law.

The rooms above and the doors may come in. It says nothing of what a fact means for a benefit (the ground floor does),
never overwrites what it once knew, and never takes two people for one because something about them is missing.
"""
