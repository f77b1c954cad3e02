"""A folder of cards and the database made equal: what either side changed since they last agreed, field by field.

`base` is the card on which both agreed, `folder` what its file says now, `here` what the database says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.emails import address_key
from netlog.rules.names import fold, organization_key
from netlog.rules.phones import number_key
from netlog.rules.text import block, profile_key, scrub

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netlog.rows.cards import Card


def _same(text: str) -> str:
    return text


# What a card has one of, and the key under which two values are one.
SINGLE: dict[str, Callable[[str], str]] = {
    "name": _same, "nickname": _same, "title": _same, "organization": organization_key, "city": _same,
}  # fmt: skip
# What it has several of, likewise.
SEVERAL: dict[str, Callable[[str], str]] = {
    "emails": address_key,
    "phones": number_key,
    "links": profile_key,
    "tags": fold,
}

# A deletion of more cards than this, and of more than this part of them, is rather an accident.
MOST_DELETED, MOST_PART = 10, 1 / 4


class Conflict(NamedTuple):
    """Both sides changed a field, each to something else; `folder_won` says whose word stands."""

    field: str
    kept: str | None
    lost: str | None
    folder_won: bool


def merge(base: Card, folder: Card, here: Card, folder_is_newer: Callable[[str], bool]) -> tuple[Card, list[Conflict]]:
    """The card on which both sides now agree, as changes to `here`, and what each side lost by it.

    `folder_is_newer` is asked for the fields that both changed, and says whether the folder's change is the later one.
    """
    agreed: dict[str, str | tuple[str, ...] | None] = {}
    conflicts: list[Conflict] = []
    for field in SINGLE:
        values = [getattr(card, field) for card in (base, folder, here)]
        if not changed(field, values[0], values[1]) or not changed(field, values[1], values[2]):
            agreed[field] = values[2]
        elif not changed(field, values[0], values[2]):
            agreed[field] = values[1]
        else:
            won = folder_is_newer(field)
            kept, lost = (values[1], values[2]) if won else (values[2], values[1])
            agreed[field] = kept
            conflicts.append(Conflict(field, kept, lost, won))
    for field, key in SEVERAL.items():
        agreed[field] = _lists(key, *(getattr(card, field) for card in (base, folder, here)))
    agreed["notes"] = joined(_blocks(base.notes, folder.notes, here.notes))
    return here._replace(**agreed), conflicts  # type: ignore[arg-type]  # each under its own field's name


def differ(one: Card, other: Card) -> bool:
    """Whether two cards tell different things; the order of a list tells nothing."""
    if any(changed(field, getattr(one, field), getattr(other, field)) for field in SINGLE):
        return True
    lists = any(set(keyed(field, getattr(one, field))) != set(keyed(field, getattr(other, field))) for field in SEVERAL)
    return lists or joined(one.notes) != joined(other.notes)


def keyed(field: str, texts: Sequence[str]) -> Mapping[str, str]:
    """The texts of a list by their keys."""
    return {SEVERAL[field](text): text for text in texts}


def changed(field: str, one: str | None, other: str | None) -> bool:
    """Whether two values of a field of SINGLE say different things."""
    if one is None or other is None:
        return one is not other
    return one != other and SINGLE[field](one) != SINGLE[field](other)


def _lists(
    key: Callable[[str], str], base: Sequence[str], folder: Sequence[str], here: Sequence[str]
) -> tuple[str, ...]:
    """What both still have or one has added, in the database's order and writing."""
    was, there = set(map(key, base)), {key(text): text for text in folder}
    ours = {key(text) for text in here}
    stays = [text for text in here if key(text) in there or key(text) not in was]
    return (*stays, *(text for found, text in there.items() if found not in was and found not in ours))


# --- notes ----------------------------------------------------------------------------------------


def joined(notes: Sequence[str]) -> tuple[str, ...]:
    """All notes as the one that an address book shows, an empty line between them; () where there are none."""
    clean = (block(scrub(note)) for note in notes)
    text = "\n\n".join(filter(None, clean))
    return (text,) if text else ()


def _blocks(base: Sequence[str], folder: Sequence[str], here: Sequence[str]) -> list[str]:
    """The note after both sides' changes; where both changed it, what each left or added, block by block."""
    was, there, ours = (joined(notes) for notes in (base, folder, here))
    if was == ours:
        return list(there)
    if was == there:
        return list(ours)
    old, theirs, mine = (blocks_of(notes[0]) if notes else [] for notes in (was, there, ours))
    stays = [part for part in mine if part in theirs or part not in old]
    return [*stays, *(part for part in theirs if part not in old and part not in mine)]


def blocks_of(note: str) -> list[str]:
    """The paragraphs of a note."""
    return note.split("\n\n")


class Rewritten(NamedTuple):
    """Notes that make up a text: new bodies by the number of the note, None where it goes, and what is added."""

    changed: Mapping[int, str | None]
    added: tuple[str, ...]


def rewrite(notes: Mapping[int, str], text: str) -> Rewritten:
    """How notes, by number and in their order, become a text of which they were the parts.

    A note whose words are still there stays. The others take what is new in the text, one after the other; those for
    which nothing is left go, and what is left over is added.
    """
    new: list[str | None] = list(blocks_of(text)) if text else []
    gone = [number for number, body in notes.items() if not _take(new, blocks_of(block(scrub(body))))]
    chunks = _chunks(new)
    fitting = dict(zip(gone, chunks, strict=False))
    return Rewritten({number: fitting.get(number) for number in gone}, tuple(chunks[len(gone) :]))


def _take(text: list[str | None], part: list[str]) -> bool:
    """Cut the blocks of one note out of the text; False where they are not there together. A note of nothing is."""
    size = len(part)
    if part == [""]:
        return True
    for start in range(len(text) - size + 1):
        if text[start : start + size] == part:
            text[start : start + size] = [None] * size
            return True
    return False


def _chunks(text: Sequence[str | None]) -> list[str]:
    """What is left of a text, the blocks that stand together in one."""
    chunks: list[list[str]] = [[]]
    for part in text:
        if part is None:
            chunks.append([])
        else:
            chunks[-1].append(part)
    return ["\n\n".join(chunk) for chunk in chunks if chunk]


# --- deletions ------------------------------------------------------------------------------------


def is_mass_deletion(deleted: int, of: int) -> bool:
    """Whether so many of so many cards are gone that it was hardly meant."""
    return deleted > MOST_DELETED and deleted > of * MOST_PART
