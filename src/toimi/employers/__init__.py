"""The employers: companies and households that employ, who may act for them, and whom they have laid off.

The rooms above and the doors may come in. It knows no client: a notice names a person by identity code, and whether that
person is a client is found, and kept, in the room of the clients. It never takes two employers for one because an
identifier is missing, and never tells an employer who is a client of the office.
"""
