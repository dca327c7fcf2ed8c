"""The door to other authorities' registers: population, companies, incomes, Kela and studies, each in a file of its own.

The rooms above come in with identity codes and get answers, one for each: what the register tells, that it has nobody by
that code, or that it is not known and why. It keeps nothing, knows no client and no table, takes no silence for a *no*,
and lets no identity code into an address, a log or an error. ``local/`` has the registers of invented people.
"""
