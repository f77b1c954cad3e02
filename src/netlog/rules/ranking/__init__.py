"""Who knows whom, and whom to ask next: pure functions over what the store loads (docs/explanation/ranking.md).

`Evidence.learn` or the store's own counts make a `Model`; `Model.terms` explains one pair. `Lifts` and `Reach` do it
for many people and a list of targets and learn from answers; `suggest` and `table_list` decide. All in plain Python.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netlog.rules.ranking.evidence import (
        COHORT,
        FIELD,
        HOME,
        KINDS,
        ROLE,
        SCHOOL,
        UNIT,
        Census,
        Evidence,
        Mass,
        Person,
        Relation,
        Tally,
        Value,
        pair,
        relations,
    )
    from netlog.rules.ranking.policy import (
        Approach,
        Ask,
        Host,
        Settings,
        Situation,
        Wanted,
        Way,
        chance,
        is_near,
        rates,
        suggest,
        table_list,
    )
    from netlog.rules.ranking.reach import Lifts, Reach, best_placed
    from netlog.rules.ranking.scorer import CERTAIN, LIKELIEST, Model, Term, Weights

__all__ = [
    "CERTAIN",
    "COHORT",
    "FIELD",
    "HOME",
    "KINDS",
    "LIKELIEST",
    "ROLE",
    "SCHOOL",
    "UNIT",
    "Approach",
    "Ask",
    "Census",
    "Evidence",
    "Host",
    "Lifts",
    "Mass",
    "Model",
    "Person",
    "Reach",
    "Relation",
    "Settings",
    "Situation",
    "Tally",
    "Term",
    "Value",
    "Wanted",
    "Way",
    "Weights",
    "best_placed",
    "chance",
    "is_near",
    "pair",
    "rates",
    "relations",
    "suggest",
    "table_list",
]

_PARTS = ("evidence", "scorer", "reach", "policy")


def __getattr__(name: str) -> object:
    """A name of `__all__`, its part loaded when it is asked for: a command that only counts needs no policy (6 ms)."""
    if name in __all__:
        for part in _PARTS:
            module = import_module(f"{__name__}.{part}")
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(name)
