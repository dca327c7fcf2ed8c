"""Book: how a provision is declared, evaluated, explained; how facts become columns; questions and receipts.

The law and the rooms above come in. Nothing here knows what the law says, reads a clock, a file or a network.
"""
