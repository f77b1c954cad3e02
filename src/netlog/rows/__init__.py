"""The frozen rows that cross a layer, a module for each part of the program. Days are ISO texts, or None.

Named tuples: a frozen dataclass with slots costs every command 1.4 ms at its start, a named tuple 0.2; and a command
makes only those of its own module.
"""
