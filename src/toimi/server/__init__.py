"""The server: settings, addresses and processes that put the doors and the first floor on one machine.

Only the commands come in here. It starts PostgreSQL and the web, watches and stops them; it never holds a rule of the
office, reads no person's data, and keeps no secret: those come from the environment.
"""
