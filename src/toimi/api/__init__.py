"""The machines' door: one request becomes one question or one action of the first floor, and its answer JSON.

Nobody imports it but the server, which gives it an address. It lets nobody in without a token of the provider and an
assignment of the day, keeps no rule of the office and no data of people (only answers that may be asked for again), and
never tells in a problem what it was given.
"""
