"""Days: business days, partial dates, days in words, and how a day is written on a screen.

What a person writes most is read by a short list of our own; the rest goes to dateparser, which costs 200 ms. A numeric
date that can be read two ways is never guessed. English in and out, whatever the locale; dateparser also reads the
commonest phrases of a few other languages.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple, NoReturn

from netlog.errors import InvalidInput
from netlog.rules.names import shown

Tense = Literal["past", "future"]
DayOrder = Literal["DMY", "MDY"]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip

# Nobody writes a day longer than this; it bounds every pattern and dateparser.
_LONGEST = 100
# A class of 1931 may be on a roster; what lies outside is a slip of the finger.
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_HINT = 'Write it as 2026-11-02, or as "yesterday", "tuesday", "3 days ago", "in 2 weeks", "19 Nov".'


# --- business days (RULES.md 0) -----------------------------------------------------------------


def is_business_day(day: date, holidays: frozenset[date] = frozenset()) -> bool:
    """Monday to Friday less the holidays."""
    return day.weekday() < 5 and day not in holidays


def next_business_day(day: date, holidays: frozenset[date] = frozenset()) -> date:
    """The day itself if it is a business day, else the first one after it."""
    while not is_business_day(day, holidays):
        day += timedelta(days=1)
    return day


def add_business_days(day: date, n: int, holidays: frozenset[date] = frozenset()) -> date:
    """The n-th business day strictly after `day`; before it for a negative n, `day` itself for 0."""
    step = timedelta(days=1 if n > 0 else -1)
    for _ in range(abs(n)):
        day += step
        while not is_business_day(day, holidays):
            day += step
    return day


def add_months(day: date, n: int) -> date:
    """The same day n months on (or back); the month's last day where it has no such day."""
    months = day.year * 12 + day.month - 1 + n
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, _last_of_month(year, month + 1).day))


def _last_of_month(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


# --- partial dates ------------------------------------------------------------------------------


def parse_partial(text: str) -> str:
    """A year, month or day as ISO text of that length: "2011", "2011-05", "2011-05-03"; "May 2011" and "5/2011" too.

    Raises InvalidInput if it is none or no such day exists.
    """
    plain = _plain(text)
    parts = _partial_parts(plain)
    if parts is None:
        raise InvalidInput(f'"{shown(text)}" is no year, month or day.', "Write 2011, 2011-05 or 2011-05-03.")
    year, month, day = parts
    if _made(year, month or 1, day or 1) is None:
        raise InvalidInput(f'"{shown(text)}" does not exist in the calendar.', "Write 2011, 2011-05 or 2011-05-03.")
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _partial_parts(plain: str) -> tuple[int, int | None, int | None] | None:
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", plain)
    if found:
        year, month, day = (None if part is None else int(part) for part in found.groups())
        # A month or day of 0 must fail later, not pass for a missing one.
        return year or 0, -1 if month == 0 else month, -1 if day == 0 else day
    found = re.fullmatch(r"(\d{1,2})[/.](\d{4})", plain)
    if found:
        return int(found[2]), int(found[1]) or -1, None
    found = re.fullmatch(rf"({_MONTH_WORDS}) (\d{{4}})", plain)
    return (int(found[2]), _MONTH_NUMBERS[found[1]], None) if found else None


def partial_start(partial: str) -> date:
    """The first day of a partial date: 2011-05 -> 1 May 2011. Raises InvalidInput as parse_partial does."""
    year, month, day = [*map(int, parse_partial(partial).split("-")), 1, 1][:3]
    return date(year, month, day)


def partial_end(partial: str) -> date:
    """The last day of a partial date: 2011-05 -> 31 May 2011. Raises InvalidInput as parse_partial does."""
    year, month, day = [*map(int, parse_partial(partial).split("-")), 0, 0][:3]
    return date(year, month, day) if day else _last_of_month(year, month or 12)


_PARTIAL = r"\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?"
_YEARS_HINT = "Write 2011, 2008-2012, 2019-, -2012, 2011-05 or 2019-03..2021-06."
_OPEN = ("", "now", "present", "today")


def parse_years(text: str, *, single: Literal["start", "end"]) -> tuple[str | None, str | None]:
    """YEARS as (start, end), partial ISO texts, None where open: 2011, 2008-2012, 2019-, -2012, 2019-03..2021-06.

    A single partial date is what `single` says. Raises InvalidInput for anything else, for an end before the start,
    and for 2008-12, which may be a month or five years.
    """
    plain = _plain(text)
    if re.fullmatch(_PARTIAL, plain):
        return _single(plain, single)
    found = re.fullmatch(rf"({_PARTIAL})? ?(?:\.\.|[-–—]| to ) ?({_PARTIAL}|now|present|today)?", plain)
    if not found or not (found[1] or (found[2] or "") not in _OPEN):
        raise InvalidInput(f'"{shown(text)}" is no span of years.', _YEARS_HINT)
    start = parse_partial(found[1]) if found[1] else None
    end = parse_partial(found[2]) if (found[2] or "") not in _OPEN else None
    if start and end and partial_end(end) < partial_start(start):
        raise InvalidInput(f'"{shown(text)}" ends before it begins.', _YEARS_HINT)
    return start, end


def _single(plain: str, single: Literal["start", "end"]) -> tuple[str | None, str | None]:
    century, _, rest = plain.partition("-")
    if re.fullmatch(r"\d\d", rest) and int(century[2:]) < int(rest):
        until = f"{century[:2]}{rest}"
        if int(rest) > 12:
            return parse_partial(century), parse_partial(until)
        month = f"{plain}.." if single == "start" else f"..{plain}"
        raise InvalidInput(
            f'"{plain}" can be read as {MONTHS[int(rest) - 1]} {century} or as {century} to {until}.',
            f"Write {month} or {century}-{until}.",
        )
    day = parse_partial(plain)
    return (day, None) if single == "start" else (None, day)


# --- words to days ------------------------------------------------------------------------------


class _Frame(NamedTuple):
    """What a text is read against."""

    text: str  # as the user wrote it, for sentences
    today: date
    tense: Tense
    order: DayOrder | None
    holidays: frozenset[date]

    @property
    def sign(self) -> int:
        """The way in which an undirected distance counts."""
        return 1 if self.tense == "future" else -1


def parse_day(
    text: str,
    *,
    today: date,
    direction: Tense,
    day_order: DayOrder | None = None,
    holidays: frozenset[date] = frozenset(),
) -> date:
    """The day that the text means, seen from `today`; `direction` is where it must lie (today counts for both).

    "tuesday" is the last one for the past (today counts) and the next one strictly after today for the future; "last
    tuesday" lies strictly before today; "next friday" is the Friday of next week (as in chrono-node, the parser of
    most web forms). A day without a year is the nearest in the direction. `holidays` matter for "5bd" only.

    Raises InvalidInput if it is no day, lies the other way, or is numeric and can be read two ways; `day_order` decides
    those.
    """
    frame = _Frame(text, today, direction, day_order, holidays)
    return _in_direction(_day(_plain(text), frame), frame)


def _plain(text: str) -> str:
    """Small letters, ASCII digits, single blanks; no commas, no dots after letters. Raises InvalidInput if too long."""
    if len(text) > _LONGEST:
        raise InvalidInput(f'"{shown(text)}" is too long for a day.', _HINT)
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(str(unicodedata.decimal(ch)) if ch.isdecimal() else ch for ch in plain)
    return " ".join(re.sub(r"(?<=[a-z])\.", "", plain.replace(",", " ")).split())


def _day(plain: str, frame: _Frame) -> date:
    """The day of a plain text, whichever way it lies."""
    plain = re.sub(r"^(?:on|by) ", "", plain)
    plain = re.sub(r"^this (?:morning|afternoon|evening)$", "today", plain)
    plain = re.sub(r"(?<!^last) (?:morning|afternoon|evening|night)$", "", plain)
    for read in (_fixed, _written, _weekday, _distance, _edge, _foreign):
        try:
            day = read(plain, frame)
        except OverflowError:  # "in 90000 years"
            day = None
        if day is not None:
            return day
    raise InvalidInput(f'"{shown(frame.text)}" is no day that I can read.', _HINT)


def _in_direction(day: date, frame: _Frame) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InvalidInput(f'"{shown(frame.text)}" is too far away: the year {day.year}.', _HINT)
    if frame.tense == "past" and day > frame.today:
        raise InvalidInput(
            f"{full_day(day)} lies in the future; what happened cannot.",
            "For what is still to come use schedule, snooze or --by.",
        )
    if frame.tense == "future" and day < frame.today:
        raise InvalidInput(f"{full_day(day)} lies in the past; a plan cannot.", "Give a day from today on.")
    return day


_FIXED = {
    "today": 0, "now": 0, "tonight": 0, "yesterday": -1, "last night": -1, "tomorrow": 1, "tmrw": 1,
    "tomorow": 1, "tommorow": 1, "tommorrow": 1, "the day before yesterday": -2, "day before yesterday": -2,
    "the day after tomorrow": 2, "day after tomorrow": 2, "a fortnight ago": -14, "in a fortnight": 14,
}  # fmt: skip


def _fixed(plain: str, frame: _Frame) -> date | None:
    days = _FIXED.get(plain)
    return None if days is None else frame.today + timedelta(days=days)


# Names of days and months as people shorten them.
_WEEKDAY_NUMBERS = {
    form: number
    for number, name in enumerate(name.lower() for name in WEEKDAYS)
    for form in (name, name[:3], *{1: ("tues",), 2: ("weds",), 3: ("thur", "thurs")}.get(number, ()))
}
_MONTH_NUMBERS = {
    form: number
    for number, name in enumerate((name.lower() for name in MONTHS), start=1)
    for form in (name, name[:3], *(("sept",) if number == 9 else ()))
}
_WEEKDAY_WORDS = "|".join(sorted(_WEEKDAY_NUMBERS, key=len, reverse=True))
_MONTH_WORDS = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))


# A reading is (year or None, month, day), as written; it may not exist.
_Reading = tuple[int | None, int, int]


def _written(plain: str, frame: _Frame) -> date | None:
    """A day of the calendar, with or without its weekday: "2026-11-19", "Thu 19 Nov", "13/4/2026", "Fri 20"."""
    weekday: int | None = None
    found = re.fullmatch(rf"({_WEEKDAY_WORDS}) (?:the )?(\D*\d.*)|(\D*\d.*) ({_WEEKDAY_WORDS})", plain)
    if found:
        weekday = _WEEKDAY_NUMBERS[found[1] or found[4]]
        plain = found[2] or found[3]
    readings = _numeric(plain, frame) or _with_month_name(plain, frame) or _day_of_month(plain, frame, weekday)
    return _settled(readings, weekday, frame) if readings else None


def _numeric(plain: str, frame: _Frame) -> list[_Reading]:
    """The ways to read digits alone; the year leads, or day and month stand in either order."""
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)|(\d{4}) ?[-./ ] ?(\d{1,2}) ?[-./ ] ?(\d{1,2})", plain)
    if found:
        year, month, day = (int(part) for part in found.groups() if part)
        return [(year, month, day)]
    found = re.fullmatch(r"(\d{1,2})( ?[-./ ] ?)(\d{1,2})(?:\2(\d{4}|\d\d)|\.)?", plain)
    if not found:
        return []
    first, second = int(found[1]), int(found[3])
    year_or_none = _full_year(found[4], frame) if found[4] else None
    readings: list[_Reading] = [(year_or_none, second, first), (year_or_none, first, second)]
    if frame.order:
        return readings[:1] if frame.order == "DMY" else readings[1:]
    if found[4] and len(found[1]) == len(found[4]) == 2 and "-" in found[2]:
        readings.append((_full_year(found[1], frame), second, int(found[4])))  # 26-03-04, an ISO date cut short
    return readings


def _with_month_name(plain: str, frame: _Frame) -> list[_Reading]:
    between = r"[ \-./]{0,2}"
    year = rf"(?:(?:{between}|of )'?(\d{{4}})|[ \-./]{{1,2}}'?(\d\d))?"
    found = re.fullmatch(rf"(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?{between}(?:of )?({_MONTH_WORDS}){year}", plain)
    if found:
        day, month = found[1], found[2]
    else:
        found = re.fullmatch(rf"({_MONTH_WORDS}){between}(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?{year}", plain)
        if not found:
            return []
        month, day = found[1], found[2]
    written = found[3] or found[4]
    return [(_full_year(written, frame) if written else None, _MONTH_NUMBERS[month], int(day))]


def _day_of_month(plain: str, frame: _Frame, weekday: int | None) -> list[_Reading]:
    """ "the 20th", and "20" after a weekday, as our own screens write it: in the nearest month that has it."""
    found = re.fullmatch(r"(?:the )?(\d{1,2})(st|nd|rd|th)?", plain)
    if not found or not (found[2] or weekday is not None):
        return []
    number = int(found[1])
    for months in range(4):
        month = add_months(frame.today.replace(day=1), frame.sign * months)
        day = _made(month.year, month.month, number)
        if day and (day - frame.today).days * frame.sign >= 0:
            return [(day.year, day.month, day.day)]
    return [(None, 0, number)]  # no month has it


def _full_year(written: str, frame: _Frame) -> int:
    """Two digits are the year that lies at most 20 years ahead."""
    if len(written) == 4:
        return int(written)
    year = frame.today.year // 100 * 100 + int(written)
    return year if year <= frame.today.year + 20 else year - 100


def _settled(readings: list[_Reading], weekday: int | None, frame: _Frame) -> date:
    """The one day that the readings leave. Raises InvalidInput if none exists, or two do."""
    days = list(dict.fromkeys(day for reading in readings if (day := _nearest(reading, frame))))
    fitting = [day for day in days if weekday in (None, day.weekday())]
    if len(fitting) == 1:
        return fitting[0]
    if not days:
        raise InvalidInput(f'"{shown(frame.text)}" does not exist in the calendar.', _HINT)
    if not fitting and weekday is not None:
        real = " and ".join(full_day(day) for day in days)
        raise InvalidInput(f'"{shown(frame.text)}" is no {WEEKDAYS[weekday]}: it would be {real}.', _HINT)
    return _refuse(fitting, frame)


def _refuse(days: list[date], frame: _Frame) -> NoReturn:
    means = " or as ".join(_spoken(day) for day in days)
    writes = " or ".join(f"{day.isoformat()} for {_spoken(day)}" for day in days)
    raise InvalidInput(f'"{shown(frame.text)}" can be read as {means}.', f"Write {writes}.")


def _nearest(reading: _Reading, frame: _Frame) -> date | None:
    """The reading's day or None; without a year the nearest in the direction, up to 8 years off (29 Feb)."""
    year, month, day = reading
    if year is not None:
        return _made(year, month, day)
    for years in range(9):
        found = _made(frame.today.year + years * frame.sign, month, day)
        if found and (found - frame.today).days * frame.sign >= 0:
            return found
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _weekday(plain: str, frame: _Frame) -> date | None:
    """ "tue", "last tuesday", "this thu", "next friday", "friday next week"."""
    week = re.fullmatch(rf"(?:({_WEEKDAY_WORDS}) )?(last|this|next) week(?: ({_WEEKDAY_WORDS}))?", plain)
    if week and (week[1] or week[3]):
        return _of_week(frame.today, {"last": -1, "this": 0, "next": 1}[week[2]], _WEEKDAY_NUMBERS[week[1] or week[3]])
    found = re.fullmatch(rf"(?:(last|past|this|coming|next) )?({_WEEKDAY_WORDS})", plain)
    if not found:
        return None
    word, number = found[1], _WEEKDAY_NUMBERS[found[2]]
    if word == "next":
        return _of_week(frame.today, 1, number)
    since = (frame.today.weekday() - number) % 7
    until = -since % 7
    if word in ("last", "past"):
        return frame.today - timedelta(days=since or 7)
    if word == "coming":
        return frame.today + timedelta(days=until or 7)
    if frame.tense == "past":
        return frame.today - timedelta(days=since)
    return frame.today + timedelta(days=until if word == "this" else until or 7)


def _of_week(today: date, weeks: int, weekday: int) -> date:
    """That weekday of the week so many weeks on; weeks begin on Monday."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("a an one", "two couple", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        start=1,
    )
    for word in words.split()
}
_UNITS = {
    form: unit
    for unit, forms in {
        "day": "d day days",
        "business day": "bd|business day|business days|working day|working days|workday|workdays|weekday|weekdays",
        "week": "w wk wks week weeks",
        "fortnight": "fortnight fortnights",
        "month": "mo mos mth mths month months",
        "year": "y yr yrs year years",
    }.items()
    for form in forms.split("|" if "|" in forms else " ")
}
_UNIT_WORDS = "|".join(sorted(_UNITS, key=len, reverse=True))
_COUNT = rf"(?:a )?(\d{{1,4}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?: of)?"
_AMOUNT = rf"{_COUNT} ?(?<![a-z])({_UNIT_WORDS})|{_COUNT} ({_UNIT_WORDS})"
_BACK = ("ago", "back", "earlier", "before")


def _amount(plain: str) -> tuple[int, str] | None:
    """ "2w", "3 days", "a couple of weeks" as (2, "week"); None if it is no amount."""
    found = re.fullmatch(_AMOUNT, plain)
    if not found:
        return None
    number, unit = found[1] or found[3], found[2] or found[4]
    return _NUMBERS.get(number) or int(number), _UNITS[unit]


def _distance(plain: str, frame: _Frame) -> date | None:
    """ "3 days ago", "in 2 weeks", "2w", "5bd", "next month": the plain ones in the frame's direction."""
    found = re.fullmatch(r"(last|past|next|coming) (week|month|year)", plain)
    if found:
        return _moved(frame, -1 if found[1] in ("last", "past") else 1, found[2])
    found = re.fullmatch(
        r"(in |for |within )?(.+?)(?: (ago|back|earlier|before|later|hence|from now|from today))?", plain
    )
    amount = _amount(found[2]) if found else None
    if not found or not amount:
        return None
    sign = -1 if found[3] in _BACK else 1 if found[3] or found[1] else frame.sign
    return _moved(frame, sign * amount[0], amount[1])


def _moved(frame: _Frame, count: int, unit: str) -> date | None:
    try:
        if unit == "business day":
            return add_business_days(frame.today, count, frame.holidays)
        if unit in ("month", "year"):
            return add_months(frame.today, count * (12 if unit == "year" else 1))
        return frame.today + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    except (OverflowError, ValueError):  # beyond the calendar
        return None


def _edge(plain: str, frame: _Frame) -> date | None:
    """ "end of month", "start of next week", "weekend"; a working week ends on Friday."""
    plain = {"eow": "end of week", "eom": "end of month", "eoy": "end of year"}.get(plain, plain)
    found = re.fullmatch(r"(?:(?:the|this|on the) )?((?:last|next) )?weekend", plain)
    if found:
        gone = -1 if frame.tense == "past" and frame.today.weekday() < 5 else 0
        return _of_week(frame.today, {"last ": -1, "next ": 1}.get(found[1], gone), 5)
    found = re.fullmatch(r"(?:the )?(end|start|beginning) of (?:the )?(?:(this|next|last) )?(week|month|year)", plain)
    if not found:
        return None
    steps = {"next": 1, "last": -1}.get(found[2], 0)
    first, last = _bounds(frame.today, steps, found[3])
    return last if found[1] == "end" else first


def _bounds(today: date, steps: int, unit: str) -> tuple[date, date]:
    if unit == "week":
        return _of_week(today, steps, 0), _of_week(today, steps, 4)
    if unit == "month":
        month = add_months(today.replace(day=1), steps)
        return month, _last_of_month(month.year, month.month)
    return date(today.year + steps, 1, 1), date(today.year + steps, 12, 31)


# What dateparser would take although it is no one day: a whole week, hours, a time of the day, a numeric date among
# words, a signed number, and scraps.
_VAGUE = (
    r"this (?:week|month|year)|.*\b(?:hours?|hrs?|minutes?|mins?|seconds?|secs?)\b.*"
    r"|.*\d ?[-./:] ?\d.*|.*[-+]\d.*|.*\d ?(?:[ap]m|[a-z])\b.*|[\d\W]*|\w{1,3}"
)
_LANGUAGES = ["en", "de", "fr", "es", "pt", "it", "nl"]


def _foreign(plain: str, frame: _Frame) -> date | None:
    """What dateparser makes of it, if it finds a day and a month and nothing that it does not know."""
    if re.fullmatch(_VAGUE, plain):
        return None
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own regular expressions and time zones, nobody's business here
            import dateparser

            found = dateparser.parse(
                plain,
                languages=_LANGUAGES,
                settings={
                    "PREFER_DATES_FROM": frame.tense,
                    # Noon: "3 hours ago" is today.
                    "RELATIVE_BASE": datetime.combine(frame.today, time(12)),
                    "REQUIRE_PARTS": ["day", "month"],
                    "PARSERS": ["relative-time", "absolute-time"],
                    "RETURN_AS_TIMEZONE_AWARE": False,
                },
            )
    except Exception:  # it raises whatever it likes on odd input; all of it means "no day"
        return None
    return found.date() if found else None


# --- moments, spans -----------------------------------------------------------------------------

_NOT_BEFORE, _NOT_AFTER = r"(?<![\w:./-])", r"(?![\w:./-])"
# Each has the groups hour, minute, half; an hour of 1-6 without am or pm is refused unless the form is a 24-hour one.
_CLOCKS = (
    rf"{_NOT_BEFORE}(?:at |@ ?)?(\d{{1,2}})(?:[:.](\d\d))? ?(am|pm){_NOT_AFTER}",
    rf"{_NOT_BEFORE}(?:at |@ ?)?(\d{{1,2}}):(\d\d)(?::\d\d)?()(?![\w:-])",
    rf"{_NOT_BEFORE}(?<!in )(?:at |@ ?)?(\d{{1,2}}) ?(?:h|uhr)(\d\d)?(){_NOT_AFTER}",
    rf"{_NOT_BEFORE}(?:at |@ ?)?(\d{{1,2}})() ?(?:o'?clock){_NOT_AFTER}()",
    rf"{_NOT_BEFORE}(?:at |@ ?)(\d{{1,2}})()(){_NOT_AFTER}",
    # "9.30", whose second part is no month.
    rf"{_NOT_BEFORE}(?:at |@ ?)?(\d{{1,2}})\.(1[3-9]|[2-5]\d|00)(){_NOT_AFTER}",
)
_TIME_OR_DAY = rf"{_NOT_BEFORE}(\d{{1,2}})\.(\d\d){_NOT_AFTER}"
_NOON = r"(?:\bat |@ ?)?\b(?:noon|midday)\b"


def parse_moment(
    text: str,
    *,
    today: date,
    day_order: DayOrder | None = None,
    holidays: frozenset[date] = frozenset(),
) -> tuple[date, time | None]:
    """A planned day and the time if one is given: "thu 9:30", "tomorrow at 3pm", "2026-03-03 09:30", "fri noon".

    A time alone is today's. Days are read as parse_day reads the future. Raises InvalidInput as it does, for a time
    that is none, and for an hour of 1 to 6 that may be meant for the morning or the afternoon ("3:30").
    """
    frame = _Frame(text, today, "future", day_order, holidays)
    plain = re.sub(r"^(\d{4}-\d\d-\d\d)t(?=\d)", r"\1 ", _plain(text))
    rest, at = _cut_time(plain, frame)
    rest = re.sub(r"^(?:at|@|on) | (?:at|@|on)$", "", rest)
    day = today if at is not None and not rest else _day(rest, frame)
    return _in_direction(day, frame), at


def _cut_time(plain: str, frame: _Frame) -> tuple[str, time | None]:
    """The text without its time, and the time."""
    noon = re.search(_NOON, plain)
    if noon:
        return _without(plain, noon), time(12)
    for clock in _CLOCKS:
        found = re.search(clock, plain)
        if found:
            return _without(plain, found), _time(found, frame)
    either = re.search(_TIME_OR_DAY, plain)
    if either:
        raise InvalidInput(
            f'"{shown(frame.text)}" can be read as a time or as a day.',
            f"Write {either[1]}:{either[2]} for the time, or the day as 2026-11-02.",
        )
    return plain, None


def _without(plain: str, found: re.Match[str]) -> str:
    return " ".join(f"{plain[: found.start()]} {plain[found.end() :]}".split())


def _time(found: re.Match[str], frame: _Frame) -> time:
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half or hour > 23:
        hour = 99
    if hour > 23 or minute > 59:
        raise InvalidInput(f'"{shown(frame.text)}" holds no time of the day.', 'Write it as "thu 9:30" or "thu 3pm".')
    if not half and 1 <= hour <= 6 and found[1][0] != "0" and not re.search(r"h|uhr", found[0]):
        raise InvalidInput(
            f'"{shown(frame.text)}" can be read as {hour:02}:{minute:02} or as {hour + 12}:{minute:02}.',
            f"Write {hour:02}:{minute:02} or {hour + 12}:{minute:02}.",
        )
    return time(hour, minute)


def parse_until(
    text: str,
    *,
    today: date,
    day_order: DayOrder | None = None,
    holidays: frozenset[date] = frozenset(),
) -> date:
    """The day until which something waits: a span from today ("3d", "1 month" by the calendar) or a future day.

    Raises InvalidInput as parse_day does for the future.
    """
    plain = re.sub(r"^(?:until|till|til|to) ", "", text.strip(), flags=re.IGNORECASE)
    return parse_day(plain, today=today, direction="future", day_order=day_order, holidays=holidays)


# --- days to words ------------------------------------------------------------------------------


def weekday_day(day: date) -> str:
    """ "Fri 20"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day}"


def short_day(day: date, today: date) -> str:
    """ "today"; "Fri 20" within 25 days; "20 Nov" within the year; "20 Nov 2025" in another.

    Around a short February "Fri 20" may stand for two days 28 apart within those 25; then the month is named.
    """
    if day == today:
        return "today"
    if abs((day - today).days) <= 25 and not _has_twin(day, today):
        return weekday_day(day)
    month = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return month if day.year == today.year else f"{month} {day.year}"


def short_partial(day: str, today: date) -> str:
    """A stored day that may be partial, as screens write it: "Fri 20", "9 Feb 2022", "2019"."""
    return short_day(date.fromisoformat(day), today) if len(day) == len("2026-11-02") else day


def on_partial(day: str, today: date) -> str:
    """The same in a sentence: "on Fri 20", "in 2019", "today"."""
    if len(day) < len("2026-11-02"):
        return f"in {day}"
    return "today" if day == today.isoformat() else f"on {short_partial(day, today)}"


def _has_twin(day: date, today: date) -> bool:
    twins = (day + timedelta(days=28), day - timedelta(days=28))
    return any(twin.day == day.day and abs((twin - today).days) <= 25 for twin in twins)


def long_day(day: date) -> str:
    """ "Mon 23 November", for a heading beside other days of its year."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]}"


def full_day(day: date) -> str:
    """ "Mon 23 November 2026", for a sentence that stands alone."""
    return f"{long_day(day)} {day.year}"


def _spoken(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
