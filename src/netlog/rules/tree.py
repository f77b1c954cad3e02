"""A tree of who led to whom: everybody once, whatever circles the introductions make. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class Place(NamedTuple):
    """Where somebody stands in the tree: under whom (None: a root), how deep, and whether as the last of its level.

    `trail` says of each level above, the root's first, whether it goes on below.
    """

    id: int
    parent: int | None
    trail: tuple[bool, ...]
    is_last: bool


def parents(edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Of (who, whom) the first that names each whom."""
    found: dict[int, int] = {}
    for who, whom in edges:
        found.setdefault(whom, who)
    return found


def roots(ids: Sequence[int], led_by: Mapping[int, int]) -> list[int]:
    """Those whom nobody led to; of a circle that nothing leads into, whoever stands first in `ids`."""
    children = _children(ids, led_by)
    found = [id for id in ids if led_by.get(id) not in children]
    seen = set(_below(found, children))
    for id in ids:
        if id not in seen:
            found.append(id)
            seen.update(_below([id], children, seen))
    return found


def walk(start: Sequence[int], led_by: Mapping[int, int], ids: Sequence[int]) -> Iterator[Place]:
    """Everybody below the roots `start`, each before those they led to, in the order of `ids`; nobody twice."""
    children = _children(ids, led_by)
    seen = set(start)
    stack = [Place(id, None, (), id == start[-1]) for id in reversed(start)]
    while stack:
        place = stack.pop()
        yield place
        below = [id for id in children.get(place.id, ()) if id not in seen]
        if not below:
            continue
        seen.update(below)
        trail = (*place.trail, not place.is_last)
        stack += [Place(id, place.id, trail, id == below[-1]) for id in reversed(below)]


def _children(ids: Sequence[int], led_by: Mapping[int, int]) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {id: [] for id in ids}
    for id in ids:
        parent = led_by.get(id)
        if parent in children:
            children[parent].append(id)
    return children


def _below(start: Iterable[int], children: Mapping[int, Sequence[int]], seen: set[int] | None = None) -> set[int]:
    """`start` and everybody whom they led to, as far as not `seen`."""
    found = set(start)
    waiting = list(found)
    while waiting:
        for id in children.get(waiting.pop(), ()):
            if id not in found and id not in (seen or ()):
                found.add(id)
                waiting.append(id)
    return found
