"""One row of a table by its fields: what a cell holds, and what had to be dropped from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netlog.rules.names import counted
from netlog.rules.text import MAX_LINE, MAX_NOTE, block, one_line, word_set

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netlog.formats.csvfile import Record
    from netlog.formats.header import Header

# What programs write where there is nothing. Case counts: Null and Nan are names.
_PLACEHOLDERS = frozenset({
    "NULL", "null", "N/A", "n/a", "#N/A", "NaN", "nan", "None", "undefined", "(blank)", "(empty)", "[]",
    "-", "--", "–", "—",
})  # fmt: skip
# Google joins the values of one label with " ::: ".
_VALUES = re.compile(r":::|[;\n]")
_ADDRESSES = re.compile(r":::|[\s;,<>]+")
_PHONES = re.compile(r":::|[;\n]|,\s")
_TAGS = re.compile(r":::|[;,\n]")
_URLS = re.compile(r":::|\s+")
_ROUNDED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_HANDLE = re.compile(r"[\w%.-]{3,100}")
_YES = word_set(
    "1 y yes true t x ✓ ✔ ☑ on ja j oui o si sí s sim wahr vrai verdadero vero verdadeiro はい 是 да willing"
)
_YES_OR_NO = _YES | word_set("0 n no false f off nein non nee não nao falsch faux falso none never")
# The longest address that can be delivered (RFC 5321 4.5.3.1); with its extension in words no number is longer than 60.
_LONGEST_EMAIL, _LONGEST_PHONE, _LONGEST_TAG = 254, 60, 60


def no_placeholder(record: Record) -> bool:
    """Whether no cell of the record merely says that it is empty."""
    return _PLACEHOLDERS.isdisjoint(record.cells)


def is_placeholder(text: str) -> bool:
    """Whether a cell merely says that it is empty."""
    return text in _PLACEHOLDERS


def _surplus(cells: Sequence[str]) -> str:
    """A remark on cells beyond the header that hold something, "" where none does."""
    count = sum(bool(cell.strip()) for cell in cells)
    return f"{counted(count, 'cell')} more than the header" if count else ""


class Row:
    """The cells of one record under their fields. `remarks` gathers what is wrong with them."""

    __slots__ = ("_cells", "_fields", "line", "remarks")

    def __init__(self, record: Record, header: Header) -> None:
        self.line = record.line
        self.remarks = [record.remark] if record.remark else []
        if len(record.cells) > len(header.names) and (more := _surplus(record.cells[len(header.names) :])):
            self.remarks.append(more)
        self._cells = record.cells
        self._fields = header.fields

    def one(self, field: str) -> str:
        """The field's first cell that holds something, on one line, "" where none does. What is too long is cut."""
        columns = self._fields.get(field)
        if columns is None:
            return ""
        for index in columns:
            text = one_line(self._cells[index])
            if text and text not in _PLACEHOLDERS:
                return text if len(text) <= MAX_LINE else self._cut(text, field)
        return ""

    def every(self, field: str) -> list[str]:
        """All cells of the field that hold something."""
        columns = self._fields.get(field)
        if columns is None:
            return []
        found = [self._cells[index].strip() for index in columns]
        return [text for text in found if text and text not in _PLACEHOLDERS]

    def name(self) -> str:
        """The name as it is shown, put together where the table has it in parts; of any length."""
        whole = self._whole_name()
        first, last = self._part("first-name"), self._part("last-name")
        if not whole:
            return _joined(first, self._part("middle-name"), last, self._part("suffix"))
        if first and last:
            same_words = sorted(_words(whole)) == sorted(_words(f"{first} {last}"))
            return f"{first} {last}" if "," in whole and same_words else whole
        # "Vorname, Name" and "Nombre, Apellidos": the word for a name is the other half here.
        if set(_words(first or last)) <= set(_words(whole)):
            return whole
        return _joined(first, self._part("middle-name"), whole, last)

    def _whole_name(self) -> str:
        whole = self._part("name") or self._part("who")
        if whole or "last-first" not in self._fields:
            return whole
        family, _, others = self._part("last-first").partition(",")
        given, comma, credentials = others.partition(",")
        return _joined(given.strip(), family.strip()) + comma + credentials

    def _part(self, field: str) -> str:
        """As `one`, but never cut: a name that is too long is no name."""
        if field not in self._fields:
            return ""
        found = self.every(field)
        return one_line(found[0]) if found else ""

    def emails(self) -> tuple[str, ...]:
        """Every e-mail address, without the repeats."""
        return self._split("email", _ADDRESSES, self._email)

    def phones(self) -> tuple[str, ...]:
        """Every telephone number as it is written."""
        return self._split("phone", _PHONES, self._phone)

    def links(self) -> tuple[str, ...]:
        """Every web address as it is written, LinkedIn's first; a mere LinkedIn name becomes its page's address."""
        profiles, others = self._split("linkedin", _URLS, self._profile), self._split("link", _URLS, self._link)
        return _once([*profiles, *others]) if profiles and others else profiles or others

    def tags(self) -> tuple[str, ...]:
        """Every tag; Google's own groups ("* myContacts") are none."""
        return self._split("tags", _TAGS, self._tag)

    def values(self, field: str) -> tuple[str, ...]:
        """Every value of a field that may hold several; a mere yes or no is none."""
        return self._split(field, _VALUES, lambda text: "" if text.casefold() in _YES_OR_NO else text)

    def notes(self) -> tuple[str, ...]:
        """Every note with its lines; what is beyond 100,000 characters is cut."""
        notes = [block(text) for text in self.every("notes")]
        for note in notes:
            if len(note) > MAX_NOTE:
                self.remarks.append(f"a note of {len(note):,} characters was cut to {MAX_NOTE:,}")
        return _once([note[:MAX_NOTE] for note in notes])

    def says_yes(self, field: str) -> bool:
        """Whether the cell says yes in any of the ways tables say it ("Yes, in spring" too)."""
        words = _words(self.one(field))
        return bool(words) and words[0] in _YES

    def _split(self, field: str, between: re.Pattern[str], take: Callable[[str], str]) -> tuple[str, ...]:
        cells = self.every(field)
        if not cells:
            return ()
        texts = (text.strip() for cell in cells for text in between.split(cell) if text)
        return _once([taken for text in texts if (taken := take(text))])

    def _cut(self, text: str, field: str) -> str:
        self.remarks.append(f"{field} of {len(text):,} characters was cut to {MAX_LINE}")
        return text[:MAX_LINE]

    def _email(self, text: str) -> str:
        address = text.strip("'\"()[].").removeprefix("mailto:")
        local, _, domain = address.partition("@")
        if local and domain and "@" not in domain and len(address) <= _LONGEST_EMAIL:
            return address
        # Of "Dana Reyes <dana@example.com>" the words are not meant; of a cell with no address at all, they are.
        return self._dropped(text, "e-mail address") if "@" in text or "/" in text else ""

    def _phone(self, text: str) -> str:
        number = one_line(text).removesuffix(".0")  # a spreadsheet's number
        if not number or number.casefold() in _YES_OR_NO - {"1", "0"}:
            return ""
        if _ROUNDED.fullmatch(number):
            return self._dropped(number, "telephone number any more: a spreadsheet rounded it")
        is_number = len(number) <= _LONGEST_PHONE and any(map(str.isdecimal, number))
        return number if is_number else self._dropped(number, "telephone number")

    def _profile(self, text: str) -> str:
        if text.casefold() in _YES_OR_NO:
            return ""
        handle = text.removeprefix("@").removeprefix("/").removeprefix("in/")
        if _HANDLE.fullmatch(handle) and "linkedin.com" not in text.casefold():
            return f"https://www.linkedin.com/in/{handle}"
        return self._link(text)

    def _link(self, text: str) -> str:
        url = text.strip(",;")
        if ("." in url or "/" in url) and len(url) <= MAX_LINE:
            return url
        return self._dropped(url, "web address") if url and url.casefold() not in _YES_OR_NO else ""

    def _tag(self, text: str) -> str:
        tag = one_line(text)
        if len(tag) > _LONGEST_TAG:
            return self._dropped(tag, "tag")
        return "" if tag.startswith("* ") or tag in _PLACEHOLDERS else tag

    def _dropped(self, text: str, what: str) -> str:
        self.remarks.append(f'"{text[:40]}" is no {what}')
        return ""


def _once(texts: list[str]) -> tuple[str, ...]:
    """The texts in their order, each once; case does not count."""
    if len(texts) < 2:
        return tuple(texts)
    seen: dict[str, str] = {}
    for text in texts:
        seen.setdefault(text.casefold(), text)
    return tuple(seen.values())


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|[✓✔☑]", text.casefold())
