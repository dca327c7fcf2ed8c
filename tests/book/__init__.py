"""Tests of the room ``book``: how a provision is declared, evaluated, explained and asked about."""
