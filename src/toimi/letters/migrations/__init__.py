"""How the tables of the room came to be, step by step."""
