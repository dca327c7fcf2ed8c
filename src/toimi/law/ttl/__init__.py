"""Työttömyysturvalaki 1290/2002, the Unemployment Security Act: one file a chapter, a function a subsection.

https://www.finlex.fi/fi/laki/ajantasa/2002/20021290. Chapters are imported in the order in which they build on
each other: 1, 2, 2 a, 11.
"""
