"""A small real OpenID identity provider, a process of its own: it signs systems and officials in for the demo and the tests.

Whoever starts processes may start it (``python -m toimi.identity_provider FILE``); no room imports it, and it imports
none: it meets the office over HTTP only, as any provider does. It never checks who sits at the screen, so it never
stands before real clients: it answers on this machine's own address alone.
"""
