"""Letters and messages: versioned texts, the letter as data and as PDF, its delivery state, and what people send in.

The rooms of clients, matters and statements may come in, and every door. It knows no client and no matter: a letter names
its recipient by a kind and an opaque id, and what it is about by a word and a number; how somebody is reached, the caller
says. No e-mail leaves here with anything in it but that there is a new message, and no letter holds a postal address.
"""
