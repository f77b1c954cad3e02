"""Dates as strangers' files write them: in many orders and languages, sometimes partial, sometimes impossible."""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DayOrder = Literal["dmy", "mdy"]

# Beginnings of month names, accents folded, as long as they are unambiguous in every language taken together:
# English, German, French, Spanish, Italian, Dutch, Portuguese. "mar" is March everywhere, "mai" May; "juin" and "juil"
# part June from July.
_MONTHS = (
    ("jan", "ene", "gen"),
    ("feb", "fev"),
    ("mar", "mrt", "maa", "maerz", "mrz"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag", "mei"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott", "out"),
    ("nov",),
    ("dec", "dez", "dic"),
)
_LONGEST_MONTH = len("septiembre")

_LINKEDINS = re.compile(r"(\d\d) ([A-Z][a-z]{2}) (\d{4})")  # thousands of different days in a file
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?![\d./-])")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_TOKENS = re.compile(r"\d+|[^\W\d_]+")
_TIME = re.compile(r"\d{1,2}:\d\d.*")
_FULL_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"['’‘`´](\d\d)(?!\d)|^(\d\d)$")
_YEARS = re.compile(
    r"((?:19|20)\d\d)\s*(?:-|–|—|/|to|bis|à)\s*((?:19|20)\d\d|\d\d(?!\d)|present|now|current|heute)", re.IGNORECASE
)
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Reading(NamedTuple):
    """What a cell says: an ISO day (or month, or year), None where it says none; and what to tell about it."""

    value: str | None
    remark: str = ""


class Numeric(NamedTuple):
    """Two numbers and a year, of which either number may be the day."""

    first: int
    second: int
    year: int

    def day(self, order: DayOrder) -> str | None:
        """The date if read in that order, None where there is no such date."""
        return iso(self.year, *((self.second, self.first) if order == "dmy" else (self.first, self.second)))


def iso(year: int, month: int, day: int) -> str | None:
    """The date in ISO form; None where there is none such, or the year is not of this or the last century."""
    try:
        return datetime.date(year, month, day).isoformat() if 1900 <= year < 2100 else None
    except ValueError:
        return None


def read_date(text: str) -> str | Numeric | None:
    """An ISO day, month or year; two numbers that may be either way round; None for what is no date."""
    plain = text.strip()
    if (found := _LINKEDINS.fullmatch(plain)) and (month := month_number(found[2])):
        return iso(int(found[3]), month, int(found[1]))
    if "年" in plain:
        plain = re.sub(r"[年月]", "-", plain).split("日")[0].rstrip("-")
    if found := _ISO.match(plain):
        return _iso_parts(int(found[1]), int(found[3]), found[4])
    if found := _NUMERIC.match(plain):
        return _numeric(int(found[1]), found[2], int(found[3]), _century(found[4]))
    if found := _MONTH_YEAR.fullmatch(plain):
        return _iso_parts(int(found[2]), int(found[1]), None)
    if len(plain) == 4 and _FULL_YEAR.match(plain):
        return plain
    return _worded(plain)


def _iso_parts(year: int, month: int, day: str | None) -> str | None:
    whole = iso(year, month, int(day or 1))
    return whole if day or whole is None else whole[:7]


def _numeric(first: int, sign: str, second: int, year: int) -> str | Numeric | None:
    if sign == "." or first == second:  # dots are written where the day comes first
        return iso(year, second, first)
    number = Numeric(first, second, year)
    return number if number.day("dmy") or number.day("mdy") else None


def _century(digits: str) -> int:
    """A year of two digits: up to 69 it is of this century, as POSIX has it."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _worded(text: str) -> str | None:
    """08 Feb 2026, 8. Februar 2026, 7-Feb-22, Thu, Feb 8, 2026 2:37 PM, 8 de febrero de 2026, May 2011."""
    tokens = _TOKENS.findall(_TIME.sub("", text))
    months = [month for token in tokens if (month := month_number(token))]
    numbers = [token for token in tokens if token.isdecimal()]
    if len(months) != 1 or not 1 <= len(numbers) <= 2:
        return None
    if len(numbers) == 1:
        return _iso_parts(int(numbers[0]), months[0], None) if len(numbers[0]) == 4 else None
    day, year = (numbers[1], numbers[0]) if len(numbers[0]) == 4 else numbers
    return iso(_century(year), months[0], int(day)) if len(day) <= 2 and len(year) in (2, 4) else None


@lru_cache(maxsize=1024)
def month_number(word: str) -> int:
    """1 to 12 for the name of a month or its beginning in one of seven languages, 0 for any other word."""
    if not 3 <= len(word) <= _LONGEST_MONTH:
        return 0
    plain = "".join(c for c in unicodedata.normalize("NFKD", word).casefold() if c.isalpha())
    return next((number for number, names in enumerate(_MONTHS, 1) if plain.startswith(names)), 0)


def read_years(text: str) -> tuple[str | None, str | None]:
    """(from, to) of a time at school: 2011, '11, Class of 2011, BA '08 MBA '12 (the last), 2007-2011, May 2011."""
    plain = text.strip()
    date = read_date(plain.removesuffix(".0"))  # a spreadsheet's number
    if isinstance(date, str):
        return None, date
    if found := _YEARS.search(plain):
        return found[1], _year_after(found[1], found[2])
    if years := _FULL_YEAR.findall(plain):
        return None, years[-1]
    short = [one or other for one, other in _SHORT_YEAR.findall(plain)]
    return None, str(_century(short[-1])) if short else None


def _year_after(start: str, end: str) -> str | None:
    if not end.isdecimal():
        return None
    return end if len(end) == 4 else start[:2] + end


class DateColumn:
    """One column of dates. Which number is the day is decided over the whole column, the first time it matters.

    `order` is what the user said (None: decide); `cells` gives every cell of the column; `unless` is the order of a
    column that does not decide it, None to take no such date. Raises nothing: what is no date is None with a remark.
    """

    def __init__(self, order: DayOrder | None, cells: Callable[[], Iterable[str]], unless: DayOrder | None) -> None:
        self._said = order
        self._order = order
        self._cells = cells
        self._unless = unless
        self._decided = order is not None
        self._known: dict[str, Reading] = {"": Reading(None)}

    def read(self, text: str) -> Reading:
        """The day a cell says; of a partial date its month or year."""
        reading = self._known.get(text)
        if reading is None:
            reading = self._known[text] = self._read(text)
            if len(self._known) > 10_000:  # a column of times of day repeats nothing
                self._known = {"": Reading(None)}
        return reading

    def _read(self, text: str) -> Reading:
        date = read_date(text)
        if isinstance(date, Numeric):
            return self._turned(text, date)
        return Reading(date) if date else Reading(None, f'"{text[:40]}" is no date')

    def _turned(self, text: str, date: Numeric) -> Reading:
        either = date.day("dmy"), date.day("mdy")
        if self._said is None and None in either:
            return Reading(either[0] or either[1])
        self._decide()
        if self._order:
            day = date.day(self._order)
            return Reading(day) if day else Reading(None, f'"{text}" is no date')
        return self._unsure(text, date)

    def _unsure(self, text: str, date: Numeric) -> Reading:
        if self._unless:
            day = date.day(self._unless)
            self._order = self._unless  # say it once
            return Reading(day, f'"{text}" was read as {_in_words(day)}, and so were the others like it')
        both = f"{_in_words(date.day('dmy'))} or {_in_words(date.day('mdy'))}"
        return Reading(None, f'"{text}" may be {both}; say --dates dmy or --dates mdy')

    def _decide(self) -> None:
        if self._decided:
            return
        self._decided = True
        dates = (date for cell in self._cells() if isinstance(date := read_date(cell), Numeric))
        proofs = {_only_order(date) for date in dates} - {None}
        self._order = proofs.pop() if len(proofs) == 1 else None


def _only_order(date: Numeric) -> DayOrder | None:
    day_first, month_first = date.day("dmy"), date.day("mdy")
    if day_first and month_first:
        return None
    return "dmy" if day_first else "mdy"


def _in_words(day: str | None) -> str:
    if day is None:
        return "no day"
    date = datetime.date.fromisoformat(day)
    return f"{date.day} {_MONTH_NAMES[date.month - 1]} {date.year}"
