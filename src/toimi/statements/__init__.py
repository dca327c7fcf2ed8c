"""Statements: proposed by the law, given by an official or automatically, corrected, cancelled; never changed.

Delivery, caseload and the doors come in. A statement holds all that it was made of, so that it can be made again years
later; who may give one without a person looking at it stands in ``scope.py``.
"""
