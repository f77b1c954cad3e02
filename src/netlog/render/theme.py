"""The one theme: what each style word looks like. Standard library only.

Only attributes and the sixteen colours that every terminal lets its owner choose, and of those only ones that can be
read on a dark and on a light ground (no yellow, white or black). No word says more in colour than in letters; what is
earlier than today is set off, never red.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netlog.render.result import Style

CODES: dict[Style, str] = {
    "dim": "2",
    "strong": "1",
    "title": "1",
    "name": "1",
    "id": "36",  # cyan
    "soon": "1;34",  # bold blue
    "late": "1;35",  # bold magenta
    "good": "32",  # green
}


def paint(text: str, style: Style) -> str:
    """`text` in `style` as an ANSI sequence; the caller has decided that colour is wanted, and cleaned the text."""
    code = CODES.get(style)
    return f"\x1b[{code}m{text}\x1b[0m" if code and text else text


def wants_colour(environment: Mapping[str, str], terminal: bool) -> bool:
    """Whether to colour: a terminal that is not dumb, unless NO_COLOR is set; FORCE_COLOR colours a pipe."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return terminal or bool(environment.get("FORCE_COLOR"))
