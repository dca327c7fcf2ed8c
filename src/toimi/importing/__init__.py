"""The extract of an old system, brought into the register of clients: checked whole, written whole or not at all, and counted.

The doors may come in. It never overwrites what the register knows, never takes two people for one because something about
them is missing, and never repeats in a message what a file says of a person. ``docs/import.md`` describes the files.
"""
