"""vCard 3.0 and 4.0, written: one contact's card, for address books and for netlog's own reader (formats/vcard.py)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from netlog.rules.text import block, one_line, scrub, word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netlog.rows.cards import Card
    from netlog.rows.files import FileAffiliation

Version = Literal["3.0", "4.0"]

# Schools, associations and other jobs: organization, kind, role, unit, start, end. Other programs pass over it.
AFFILIATION = "X-NETLOG-AFFILIATION"
INDUSTRY = "X-NETLOG-INDUSTRY"
FUNCTION = "X-NETLOG-FUNCTION"  # the job function, where it was told rather than read from the title
HOW_MET = "X-NETLOG-HOW-MET"
KNOWN = "X-NETLOG-KNOWN"  # whether I knew them before netlog: yes or no
SINCE = "X-NETLOG-KNOWN-SINCE"
OWN = (AFFILIATION, INDUSTRY, FUNCTION, HOW_MET, KNOWN, SINCE)

LONGEST = 75  # octets of a line, its break not counted (RFC 6350 3.2)
# RFC 6350 3.4; a semicolon only parts values that have parts, but 3.0 has it escaped everywhere (RFC 2426 5).
_ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})
_SUFFIXES = word_set("jr sr ii iii iv phd md mba jd esq")


def card(facts: Card, version: Version = "4.0") -> str:
    """The contact as one card, its lines folded and ended by CR LF. The same facts give the same text."""
    lines = ["BEGIN:VCARD", f"VERSION:{version}", *_properties(facts), "END:VCARD"]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _properties(facts: Card) -> Iterator[str]:
    yield written("UID", uri(facts.uid))
    yield written("FN", text(facts.name))
    yield written("N", name_parts(facts.name))
    for name, value in (("NICKNAME", facts.nickname), ("ORG", facts.organization), ("TITLE", facts.title)):
        if value:
            yield written(name, text(value))
    for name, values in (("EMAIL", facts.emails), ("TEL", facts.phones)):
        yield from (written(name, text(value)) for value in values)
    yield from (written("URL", uri(value)) for value in facts.links)
    if facts.city:
        yield written("ADR", address(facts.city))
    if facts.tags:
        yield written("CATEGORIES", texts(facts.tags))
    yield from (written("NOTE", note(value)) for value in facts.notes)
    yield from (written(AFFILIATION, _parts(place)) for place in facts.affiliations)
    for name, value in (
        (INDUSTRY, facts.industry), (FUNCTION, facts.function), (HOW_MET, facts.how_met), (SINCE, facts.known_since)
    ):  # fmt: skip
        if value:
            yield written(name, text(value))
    if facts.known is not None:
        yield written(KNOWN, "yes" if facts.known else "no")


# --- values ---------------------------------------------------------------------------------------


def written(name: str, value: str) -> str:
    """A property on one line."""
    return f"{name}:{value}"


def text(value: str) -> str:
    """A value of one line: nothing in it can end the property or begin another."""
    return one_line(scrub(value)).translate(_ESCAPED)


def texts(values: Iterable[str]) -> str:
    """Several values with commas between."""
    return ",".join(map(text, values))


def note(value: str) -> str:
    """A value of several lines."""
    return block(scrub(value)).translate(_ESCAPED)


def uri(value: str) -> str:
    """An address, which has no escapes but the backslash's, since it holds none."""
    return one_line(scrub(value)).replace("\\", "\\\\")


def address(city: str) -> str:
    """A place of which only the city is known, and the rest of the seven parts of an address is not."""
    return f";;;{text(city)};;;"


def name_parts(name: str) -> str:
    """N: family; given; additional; prefix; suffix, so that the parts in the order of speech are the name again.

    The family name is the last word, with the particles before it ("van Dyck"). A name with a comma stays whole: nobody
    can tell "Reyes, Dana" from "Hale, PhD".
    """
    words = one_line(scrub(name)).split()
    if "," in name or len(words) < 2:
        return f";{text(name)};;;"
    has_suffix = len(words) > 2 and words[-1].casefold().replace(".", "") in _SUFFIXES
    suffix = words.pop() if has_suffix else ""
    family = next((place for place, word in enumerate(words) if place and word[0].islower()), len(words) - 1)
    return ";".join((text(" ".join(words[family:])), text(" ".join(words[:family])), "", "", text(suffix)))


def _parts(place: FileAffiliation) -> str:
    told = [text(part or "") for part in place]
    while not told[-1]:
        told.pop()
    return ";".join(told)


# --- lines ----------------------------------------------------------------------------------------


def folded(line: str) -> str:
    """The line with breaks so that none of its pieces has more than 75 octets, and no character is cut.

    A piece of nothing but blanks stays with the next one: some readers take it for an empty line.
    """
    if len(line.encode()) <= LONGEST:
        return line
    pieces: list[str] = []
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST and not piece.isspace():
            pieces.append(piece)
            piece, size = "", 1  # the blank that begins a continuation
        piece += character
        size += octets
    return "\r\n ".join([*pieces, piece]) if not piece.isspace() else "\r\n ".join(pieces) + piece


def unfolded(lines: str) -> list[str]:
    """The lines of a card as they were before folding, whatever breaks they end with."""
    return re.sub(r"\r?\n[ \t]", "", lines).replace("\r\n", "\n").split("\n")
