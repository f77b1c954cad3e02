"""The one theme: what each style word looks like. Standard library only.

Only attributes and the sixteen colours that every terminal lets its owner choose, and of those only ones that can be
read on a dark and on a light ground (no yellow, white or black). No word says more in colour than in letters; what is
earlier than today is set off, never red.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLES: Mapping[str, str] = {  # every result.Style but "", in Rich's words
    "dim": "dim",
    "strong": "bold",
    "title": "bold",
    "name": "bold",
    "id": "cyan",
    "soon": "bold blue",
    "late": "bold magenta",
    "good": "green",
}


def wants_colour(environment: Mapping[str, str], terminal: bool) -> bool:
    """Whether to colour: a terminal that is not dumb, unless NO_COLOR is set; FORCE_COLOR colours a pipe."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return terminal or bool(environment.get("FORCE_COLOR"))
