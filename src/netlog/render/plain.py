"""Tab-separated lines for a pipe: a header, one line a row, nothing wrapped, no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netlog.render.result import Card
from netlog.render.text import clean_lines
from netlog.render.values import flat_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netlog.render import Page
    from netlog.render.result import Listing

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def tsv(result: Listing[Any] | Card, page: Page) -> Iterator[str]:
    """The lines of `result`; tab, newline, return and backslash are escaped as \\t, \\n, \\r and \\\\.

    A card that is a text to be sent is printed as it is.
    """
    if isinstance(result, Card) and result.plain:
        yield f"{clean_lines(result.plain)}\n"
        return
    for row in flat_rows(result):
        together = "".join(row)
        if not together.isprintable() or "\\" in together:  # a look at the whole row is a fifth of the time
            row = [clean_lines(text).translate(_ESCAPES) for text in row]
        yield "\t".join(row) + "\n"
