"""Rows in, text out: a result as a table, TSV, JSON, CSV or Markdown. Knows neither the store nor the command line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, TextIO

from netlog.render.text import clean

if TYPE_CHECKING:
    from netlog.render.result import Result

_DRAWN_BY = {"table": "terminal", "tsv": "plain", "json": "record", "csv": "record", "markdown": "record"}


class Page(NamedTuple):
    """What a table is drawn on: `rows` is how many fit (None: any number), `colour` whether ANSI codes are wanted."""

    width: int = 80
    rows: int | None = None
    colour: bool = False


def write(result: Result, format_: str, stdout: TextIO, stderr: TextIO, page: Page | None = None) -> None:
    """Write `result` to stdout in `format_` (table, tsv, json, csv, markdown) and its notes to stderr.

    The renderer of a format is imported here, so that a pipe does not pay for a terminal.
    """
    from netlog.render.result import Document, Done

    if isinstance(result, Document):
        stdout.writelines(result.pieces)
    elif isinstance(result, Done) and format_ != "json":
        stdout.writelines(f"{clean(sentence)}\n" for sentence in result.sentences)
    else:
        draw = getattr(import_module(f"netlog.render.{_DRAWN_BY[format_]}"), format_)
        stdout.writelines(draw(result, page or Page()))
    stdout.flush()
    stderr.writelines(f"{clean(note)}\n" for note in result.notes)
