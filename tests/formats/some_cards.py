"""Cards of every kind, for property tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from netlog.rows.cards import Card
from netlog.rows.files import FileAffiliation
from netlog.rules.text import block, one_line, scrub
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from netlog.formats.cards_out import Version

VERSIONS: tuple[Version, ...] = ("4.0", "3.0")


def _plain(text: str) -> str:
    return one_line(scrub(text))


WORDS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(list(",;:\\\"' \n\r=äß王🙂"))), max_size=40
)
LINE = WORDS.map(_plain).filter(bool)
# A name without letters may be nobody's.
NAME = st.tuples(st.sampled_from("AbZéÖ王"), WORDS).map(lambda pair: _plain(pair[0] + pair[1]))
NOTE = st.lists(WORDS, min_size=1, max_size=5).map(lambda lines: block(scrub("\n".join(lines)))).filter(bool)
EMAIL = st.from_regex(r"[a-z0-9][a-z0-9._+-]{0,20}@[a-z0-9-]{1,20}\.(com|org)", fullmatch=True)
PHONE = st.from_regex(r"[+]?[0-9][0-9 ()./-]{3,20}[0-9](;ext=[0-9]{1,3})?", fullmatch=True).map(_plain)
LINK = st.from_regex(r"https?://[a-z0-9.-]{1,20}\.com/[A-Za-z0-9/?=&%,;:_~.#-]{0,90}[a-z]", fullmatch=True)
# Groups that address books make by themselves are no tags (formats/draft.py).
TAG = st.text(st.sampled_from("abcxyz ,;:\\-äß王"), min_size=1, max_size=59).map(_plain).filter(bool)
DAY = st.none() | st.sampled_from(["2011", "2011-05", "2011-05-09"])
PLACE = st.builds(
    FileAffiliation,
    LINE,
    st.sampled_from([kind.value for kind in OrganizationKind]),
    st.none() | LINE,
    st.none() | LINE,
    DAY,
    DAY,
)


def several(one: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(one, max_size=4, unique_by=str.casefold).map(tuple)


CARDS = st.builds(
    Card,
    st.just(0),
    st.uuids().map(lambda uid: uid.hex),
    NAME,
    st.none() | LINE,
    st.none() | LINE,
    st.none() | LINE,
    st.none() | LINE,
    several(EMAIL),
    several(PHONE),
    several(LINK),
    several(TAG),
    several(NOTE),
    st.lists(PLACE, max_size=3).map(tuple),
).filter(lambda facts: (facts.nickname or "").casefold() != facts.name.casefold())
