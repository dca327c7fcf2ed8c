"""The registers of people who do not exist, for the demonstration and the tests: one small process that really answers.

``python -m toimi.registers.local`` starts it; nothing else comes in. It speaks the road's protocol as a security server
does, refuses what a security server refuses, can be told to fail in every way that an office must bear, and never has
data of anybody who lives.
"""
