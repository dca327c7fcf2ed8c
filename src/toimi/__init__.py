"""Toimi, the open system of a public employment office. See README.md for the map of the rooms."""
