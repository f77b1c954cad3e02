"""What is stored: one pydantic model a table, every field with its meaning and limits.

Days are ISO texts (`…_on`; partial where it says so), instants `…_at` are UTC texts, `…_id` is a key of another table.
Fields under "kept" are derived by rules/loop.py and rewritten by the writer; `netlog doctor` proves them.
Flags are 0 or 1, so that both engines compare them alike. A module for each part of the program, since a
command pays 1 ms for every model that it makes.
"""
