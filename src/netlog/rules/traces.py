"""What says who somebody is without a name: addresses, links, telephone numbers, handles, a name run together. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from netlog.rules.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_END = r"""[^\s<>"'()\[\]{}.,;:!?]"""  # an address ends before the sentence, or the bracket, that it stands in
_WHOLE = r'[^\s<>"()\[\]]*'
_ADDRESS = re.compile(
    rf"(?:https?://|www\.){_WHOLE}{_END}"
    r"|[^\s<>\"()\[\],;:@]+@[^\s<>\"()\[\],;:@]*\w"
    rf"|(?<![\w@.-])(?:[\w-]+\.)+[a-z]{{2,24}}/{_WHOLE}{_END}",  # linkedin.com/in/somebody
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<!\d)\+?\(?\d[\d \t\u00a0()./\u2010-\u2013-]{4,30}\d(?!\d)")
_HANDLE = re.compile(r"(?<!\w)@?\w+(?:[.-]+\w+)*")
_JOINTS = re.compile(r"[\W_]+")
# Where a path ends in what somebody calls themselves; of any other site the path says nothing.
_PROFILE = re.compile(
    r"(?:\w+\.)?(?:linkedin\.com/(?:in|pub)|github\.com|gitlab\.com|twitter\.com|x\.com|instagram\.com|facebook\.com"
    r"|medium\.com|bsky\.app/profile|threads\.net)/@?([^/?#]+)"
)
_TAIL = 7  # digits of a number that are the same with its country, its city and without; fewer are no number
_ABROAD = 8  # digits that a number with its country has at the least
_ALONE = 5  # letters of a handle, or of a name run together, that is found without an @


class Traces:
    """Replaces addresses by "(address)", numbers by "(phone)", and handles and run-together names by their codes.

    `names` and `links` are pairs of a code and what it stands for; `phones` are the keys of stored numbers. Links and
    numbers with their country are replaced whether they are stored or not.
    """

    def __init__(
        self, names: Iterable[tuple[str, str]], links: Iterable[tuple[str, str]], phones: Iterable[str]
    ) -> None:
        self._handles: dict[str, str] = {}
        for code, name in names:
            if len(name.split()) > 1:
                self._handles.setdefault(_squeezed(name), code)
        for code, link in links:
            self._handles.setdefault(_squeezed(_own_part(link)), code)
        self._handles.pop("", None)
        self._tails = {tail for key in phones if len(tail := key.lstrip("+")[-_TAIL:]) == _TAIL}

    def text(self, text: str) -> str:
        """The text without them."""
        hidden = _ADDRESS.sub("(address)", text).replace("((address))", "(address)")
        hidden = _NUMBER.sub(lambda found: self._number(found[0]), hidden)
        return _HANDLE.sub(lambda found: self._handle(found[0]), hidden) if self._handles else hidden

    def _number(self, found: str) -> str:
        digits = "".join(str(unicodedata.decimal(sign)) for sign in found if sign.isdecimal())
        stored = any(digits[at : at + _TAIL] in self._tails for at in range(len(digits) - _TAIL + 1))
        return "(phone)" if stored or (found[0] == "+" and len(digits) >= _ABROAD) else found

    def _handle(self, found: str) -> str:
        bare = _squeezed(found)
        return self._handles.get(bare, found) if found[0] == "@" or len(bare) >= _ALONE else found


def _own_part(link: str) -> str:
    """What of a link is somebody's own: the handle on a site of profiles, or a whole site; "" of any other page."""
    plain = re.sub(r"^https?://|^www\.", "", link.strip().lower()).rstrip("/")
    profile = _PROFILE.fullmatch(plain)
    return profile[1] if profile else "" if "/" in plain else plain


def _squeezed(text: str) -> str:
    """Without case, accents and whatever stands between the words: "Priya Natarajan", "@priya.natarajan"."""
    return _JOINTS.sub("", fold(text))
