"""Who knows whom, and whom to ask next: pure functions over what the store loads (docs/explanation/ranking.md).

`evidence` is what is counted, `scorer` what it says of one pair, `reach` of many people and a list of targets, learning
from answers; `policy` decides. All in plain Python.
"""
