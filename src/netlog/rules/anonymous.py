"""Other people's names as stable initials and numbers, in names and in free text. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def code(id: int, name: str) -> str:
    """ "PN157": the initials and the contact's number, the same in every review."""
    return "".join(word[0].upper() for word in name.split() if word[0].isalnum()) + str(id)


class Mask:
    """Replaces the names of `people`, whole or each word of them, but for the words of my own name."""

    def __init__(self, people: Iterable[tuple[int, str]], me: str | None) -> None:
        mine = set((me or "").casefold().split())
        self._codes: dict[str, str] = {}
        parts: dict[str, str] = {}
        for id, name in people:
            self._codes[_key(name)] = code(id, name)
            for word in name.split():
                if len(word) > 1 and word.casefold() not in mine:
                    for written in (word, word.capitalize(), word.upper()):
                        parts.setdefault(written, code(id, name))
        self._codes.pop(_key(me or ""), None)
        self._parts = parts
        self._names = _any_of(self._codes, re.IGNORECASE)
        self._words = _any_of(parts, re.NOFLAG)

    def text(self, text: str) -> str:
        """The text without names and addresses; single words not in small letters, for may and will are words too."""
        whole = self._names.sub(lambda found: self._codes.get(_key(found[0]), found[0]), text)
        return self._words.sub(lambda found: self._parts[found[0]], _ADDRESS.sub("(address)", whole))


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\w")  # an address says who somebody is


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _any_of(words: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str]:
    """Any of the words, the longest first, where it stands alone; nothing where there are none."""
    several = [r"\s+".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True) if word]
    return re.compile(rf"(?<!\w)(?:{'|'.join(several)})(?!\w)" if several else r"(?!)", flags)
