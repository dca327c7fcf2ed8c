"""Commands: read the user's files, ask the law, print. Nothing is decided here.

The only room of the ground floor that reads files and the clock (the day of knowledge is today unless given).
"""
