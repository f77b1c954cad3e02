"""How often something came of something: counts with intervals that are honest about small numbers. Pure."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

_Z = 1.96  # 95 in 100 such intervals hold the true rate


class Rate(NamedTuple):
    """`hits` of `of`, and between which shares of 1 the true rate lies 95 times in 100; 0 to 1 where `of` is 0."""

    hits: int
    of: int
    low: float
    high: float


def rate(hits: int, of: int) -> Rate:
    """The rate with its score interval (Wilson, J. Am. Stat. Assoc. 22, 1927), which holds for few and for none."""
    if not of:
        return Rate(0, 0, 0.0, 1.0)
    share, spread = hits / of, _Z * _Z / of
    middle = share + spread / 2
    half = _Z * sqrt(share * (1 - share) / of + spread / (4 * of))
    low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
    return Rate(hits, of, max(low, 0.0) if hits else 0.0, min(high, 1.0) if hits < of else 1.0)


def spoken(found: Rate) -> str:
    """ "6 of 9 (35-88 %)"; "-" where there is nothing to count."""
    return f"{counted(found)} ({between(found)})" if found.of else counted(found)


def counted(found: Rate) -> str:
    """ "6 of 9"; "-" where there is nothing to count."""
    return f"{found.hits} of {found.of}" if found.of else "-"


def between(found: Rate) -> str:
    """ "35-88 %", where the true rate lies; "" where there is nothing to count."""
    return f"{100 * found.low:.0f}-{100 * found.high:.0f} %" if found.of else ""
