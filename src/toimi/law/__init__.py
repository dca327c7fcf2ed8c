"""Law: the vocabulary of facts, the provisions by act and chapter, the open readings, the texts.

A chapter is a file, a subsection a function, two functions with one citation two versions. Nothing here
reads a person's data, a clock, a file of the user's or a network.
"""
