"""The office itself: organisations, officials and what they may, as dated data. A file each.

Every room of the first floor and every door may come in. It knows no client and no statement, and what it holds of the
law (which organisation is competent) it reads from the ground floor instead of repeating it.
"""
