"""Other people's names as stable initials and numbers, in names and in free text. Pure.

A name is found in any case and with or without its accents. Between words there are blanks, but not in every script:
in Chinese, Japanese, Thai or Korean a name stands in the middle of other letters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.days import MONTHS
from netlog.rules.traces import Traces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Scripts that put no blanks between words, or endings right behind a name; Hangul also taken apart, as NFD does.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
_MARKS = "\u0300-\u036f"  # accents, once letters are taken apart
_LETTER = rf"[^\W{_UNSPACED}]"  # of a script with blanks between its words
_TOKEN = re.compile(rf"{_LETTER}+")
_SEAM = "\ue000"  # put where one of them meets one without
_SEAMS = re.compile(rf"(?<={_LETTER})(?=[{_UNSPACED}])|(?<=[{_UNSPACED}])(?={_LETTER})")
_IN_UNSPACED = re.compile(f"[{_UNSPACED}]")
# May is a month where a sentence names it as one.
_MONTHS = frozenset(month.lower() for month in MONTHS)
_BEFORE_MONTH = re.compile(r"(?:\b(?:in|early|mid|late|since|until|this|next|last)[\s-]+|\d(?:st|nd|rd|th)?\s+)$", re.I)
_BEHIND_MONTH = re.compile(r"\s+\d")


def code(id: int, name: str) -> str:
    """ "PN157": the initials and the contact's number, the same in every review; "c157" for a name without letters."""
    initials = (next(filter(str.isalnum, word), "") for word in name.split())
    return f"{''.join(initials).upper() or 'c'}{id}"


class _Form(NamedTuple):
    """A name, or a word of one, without case and accents; of a word alone the ways in which it may be written."""

    plain: str
    code: str
    written: frozenset[str] = frozenset()


class Mask:
    """Replaces the names of `people`, whole or each word of them, but for the words of my own name.

    Somebody may be given several times, with each name they go by; the first one makes the code. `links` are pairs of
    a contact's number and a link of theirs, `phones` the keys of numbers: both are replaced in every spelling.
    """

    def __init__(
        self,
        people: Iterable[tuple[int, str]],
        me: str | None,
        links: Iterable[tuple[int, str]] = (),
        phones: Iterable[str] = (),
    ) -> None:
        people = list(people)
        mine = {_plain(me or ""), *_plain(me or "").split()}
        codes: dict[int, str] = {}
        self._spaced: dict[str, dict[str, _Form]] = {}  # by their first word
        self._unspaced: dict[str, _Form] = {}
        for id, name in people:
            for form in _forms(name, codes.setdefault(id, code(id, name))):
                if form.plain not in mine:
                    self._keep(form)
        others = ((codes[id], name) for id, name in people if _plain(name) not in mine)
        self._traces = Traces(others, ((codes.get(id) or code(id, ""), link) for id, link in links), phones)

    def _keep(self, form: _Form) -> None:
        """Of several who share a word, the first has it."""
        first = _TOKEN.search(form.plain)
        if first and not _IN_UNSPACED.search(form.plain):
            self._spaced.setdefault(first[0], {}).setdefault(form.plain, form)
        else:
            self._unspaced.setdefault(form.plain, form)

    def text(self, text: str) -> str:
        """The text without names, addresses and numbers; single words as they are written in a name, for may and will
        are words too.
        """
        apart = unicodedata.normalize("NFD", self._traces.text(text))
        forms = self._in(_plain(apart))
        if forms:
            marks = f"[{_MARKS}]" if re.search(f"[{_MARKS}]", apart) else ""
            masked = _pattern(forms, marks).sub(lambda found: _masked(found, forms), _SEAMS.sub(_SEAM, apart))
            apart = masked.replace(_SEAM, "")
        return unicodedata.normalize("NFC", apart)

    def _in(self, plain: str) -> dict[str, _Form]:
        """Those forms that a text can hold: a look-up a word, so that thousands of people cost nothing."""
        found = {name: form for word in set(_TOKEN.findall(plain)) for name, form in self._spaced.get(word, {}).items()}
        return found | {name: form for name, form in self._unspaced.items() if name in plain}


def _forms(name: str, code: str) -> Iterator[_Form]:
    """The whole name, if it has several words, and each word of more than a letter."""
    words = name.split()
    if len(words) > 1:
        yield _Form(_plain(name), code)
    for word in words:
        if len(word) > 1:
            yield _Form(_plain(word), code, frozenset(map(_bare, (word, word.capitalize(), word.upper()))))


def _masked(found: re.Match[str], forms: dict[str, _Form]) -> str:
    name = found[0].replace(_SEAM, "")
    form = forms.get(_plain(name))
    if not form or (form.written and (_bare(name) not in form.written or _is_month(found, form))):
        return found[0]
    return form.code


def _is_month(found: re.Match[str], form: _Form) -> bool:
    """ "in May", "5 May", "May 2027": the month, whoever is called so."""
    if form.plain not in _MONTHS:
        return False
    before = found.string[max(found.start() - len("since  "), 0) : found.start()]
    return bool(_BEFORE_MONTH.search(before) or _BEHIND_MONTH.match(found.string, found.end()))


def _pattern(forms: Iterable[str], marks: str) -> re.Pattern[str]:
    """Any of the names, the longest first, with whatever of `marks` ("" for none, which compiles ten times as fast).

    A name stands alone, as far as words stand alone in its script.
    """
    letter = rf"\w|{marks}" if marks else r"\w"
    several = (_one(plain, letter, f"{marks}*" if marks else "") for plain in sorted(forms, key=len, reverse=True))
    return re.compile("|".join(several), re.IGNORECASE)


def _one(plain: str, letter: str, accents: str) -> str:
    signs = (r"\s+" if sign == " " else re.escape(sign) + accents for sign in _SEAMS.sub(_SEAM, plain))
    before = "" if _IN_UNSPACED.match(plain[0]) else f"(?<!{letter})"
    after = "" if _IN_UNSPACED.match(plain[-1]) else f"(?!{letter})"
    return f"{before}{''.join(signs)}{after}"


def _bare(text: str) -> str:
    """The text without accents, taken apart, with single blanks."""
    words = " ".join(text.split())
    return words if words.isascii() else re.sub(f"[{_MARKS}]", "", unicodedata.normalize("NFD", words))


def _plain(text: str) -> str:
    """The same without case; letters stay as many as they are, and sigma has one form."""
    return _bare(text).lower().replace("ς", "σ")
