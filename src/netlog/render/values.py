"""A record's values as text: what the flat formats share. Standard library only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from netlog.render.result import Card, Listing


def scalar(value: Any) -> str:
    """One value as text: nothing for None, true or false, days as ISO, lists joined by "; "."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if type(value) is int:  # asked before the abstract classes below, which take ten times as long
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(scalar(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {scalar(item)}" for key, item in value.items())
    return str(value)


def flat_rows(result: Listing[Any] | Card) -> Iterator[list[str]]:
    """The header, then the rows: of a listing its `flat` keys, of a card key and value."""
    if isinstance(result, Card):
        yield ["key", "value"]
        yield from ([key, scalar(value)] for key, value in _paths("", result.record))
        return
    yield list(result.flat)
    for row in result.rows:
        record = result.record(row)
        if result.in_words:
            record = {**record, **result.in_words(row)}
        yield [value if type(value := record[key]) is str else scalar(value) for key in result.flat]


def _paths(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Every scalar below `value` with its path: title, affiliations.1.role; a list of scalars repeats its key."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _paths(f"{prefix}.{key}" if prefix else str(key), item)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value, 1):
            nested = isinstance(item, Mapping | list | tuple)
            yield from _paths(f"{prefix}.{number}" if nested else prefix, item)
    else:
        yield prefix, value
