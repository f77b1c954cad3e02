"""Tables of people: alumni rosters, address books, CRM exports and one's own spreadsheet, read by their headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netlog.formats.cells import Row
from netlog.formats.filedates import DateColumn, read_years
from netlog.formats.header import PERSON, body
from netlog.rows.files import FileAffiliation, FilePerson, Remark, Skipped
from netlog.rules.columns import ALIASES, header_key
from netlog.rules.text import MAX_NAME, one_line, word_set
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netlog.formats.csvfile import CsvFile, Record
    from netlog.formats.filedates import DayOrder
    from netlog.formats.header import Header
    from netlog.rows.files import FileRow

# A person has no kind, length or direction; "Date" says nothing about a person without saying of what.
FIELDS = frozenset(ALIASES) - {"date", "kind", "direction", "subject", "minutes", "place"}
_DATES = ("connected-on", "met-on", "last-contacted-on")
# Where a person is, surest first: a table may know several places, and a state belongs to its own city.
_PLACES = (
    ("city", "state", "country"),
    ("work-city", "work-state", "work-country"),
    ("home-city", "home-state", "home-country"),
)
# Outlook's "Title" is how a person is addressed.
_HONORIFICS = word_set(
    "mr mrs ms miss mx dr prof sir madam herr frau m mme mlle sr sra srta sig signora dhr mevr hr fr"
)
# Lines below a table that are about the table.
_FOOTER = re.compile(
    r"(?:grand |sub-?)?totals?\b|(?:gesamt|summe|count|average)\b(?= *:|$)|©|copyright\b|page \d"
    r"|end of (?:report|list|file)"
    r"|(?:exported|generated|printed|downloaded|created|report run|data as of|source:|as of) (?:on |by |from |at |\d)"
    r"|\d+ (?:rows?|records?|results?|contacts?|members?|alumni|people)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is the same for every row of one table."""

    header: Header
    school: str | None
    dates: dict[str, DateColumn]


def people(file: CsvFile, header: Header, school: str | None, day_order: DayOrder | None) -> Iterator[FileRow]:
    """Everybody in the table. With `school` all were there, and the table's own school column names a part of it."""
    dates = {field: _date_column(file, header, field, day_order) for field in _DATES if header.has(field)}
    reader = _Reader(header, school, dates)
    yield from _homeless_years(header, school)
    for record in body(file, header):
        row = Row(record, header)
        yield _about_the_table(record, header) or _person(row, reader)
        for remark in row.remarks:
            yield Remark(row.line, remark)


def _date_column(file: CsvFile, header: Header, field: str, day_order: DayOrder | None) -> DateColumn:
    columns = header.fields[field]
    return DateColumn(day_order, lambda: (r.cells[i].strip() for r in body(file, header) for i in columns), None)


def _homeless_years(header: Header, school: str | None) -> Iterator[Remark]:
    """Class years and degrees without a school belong nowhere."""
    if not school and not header.has("school", "college") and header.has("class-year", "degree", "major"):
        yield Remark(max(header.line, 1), "class years and degrees were left out: say of which school, --school NAME")


def _about_the_table(record: Record, header: Header) -> Skipped | None:
    """A repeated header, or a line of totals: no cell of it says anything about anybody."""
    first = next(filter(None, map(str.strip, record.cells)))
    if first == header.names[0] and tuple(map(one_line, record.cells)) == header.names:
        return Skipped(record.line, "the header once more", held_somebody=False)
    if len(header.names) > 1 and _FOOTER.match(first) and not _WORD.search("".join(record.cells).strip(), len(first)):
        return Skipped(record.line, f'"{first[:40]}" is about the table, not about anybody', held_somebody=False)
    return None


def _person(row: Row, reader: _Reader) -> FilePerson | Skipped:
    emails, phones = row.emails(), row.phones()
    name = row.name() or row.one("nickname") or next(iter(emails + phones), "")
    if not name:
        held = any(row.every(field) for field in PERSON)
        return Skipped(row.line, "no name, e-mail or phone", held_somebody=held)
    if len(name) > MAX_NAME:
        return Skipped(row.line, f"a name of {len(name):,} characters; {MAX_NAME} is the most")
    return FilePerson(
        line=row.line,
        name=name,
        nickname=_nickname(row, name),
        emails=emails,
        phones=phones,
        links=row.links(),
        title=_title(row),
        company=row.one("company") or None,
        function=row.one("function") or None,
        industry=row.one("industry") or None,
        city=_place(row),
        affiliations=tuple(_affiliations(row, reader)),
        tags=_tags(row),
        notes=row.notes(),
        connected_on=_day(row, reader, "connected-on"),
        met_on=_day(row, reader, "met-on", partial=True),
        how_met=row.one("how-met") or None,
        introduced_by=row.one("introduced-by") or None,
        last_contacted_on=_day(row, reader, "last-contacted-on"),
    )


def _nickname(row: Row, name: str) -> str | None:
    """Another name; the first name that everybody can read is none."""
    nickname = row.one("nickname")
    key = nickname.casefold()
    return None if not key or key == name.casefold() or key == name.split()[0].casefold() else nickname[:MAX_NAME]


def _title(row: Row) -> str | None:
    title = row.one("title")
    return None if title.casefold().rstrip(".") in _HONORIFICS else title or None


def _place(row: Row) -> str | None:
    """The city with what the table says about where it lies: "Chicago, IL, USA"."""
    places = [[row.one(field) for field in place] for place in _PLACES]
    best = next((place for place in places if place[0]), None) or next((place for place in places if any(place)), [])
    return ", ".join(dict.fromkeys(part for part in best if part)) or None


def _tags(row: Row) -> tuple[str, ...]:
    tags = row.tags()
    return (*tags, "mentor") if row.says_yes("mentor") and "mentor" not in map(str.casefold, tags) else tags


def _affiliations(row: Row, reader: _Reader) -> Iterator[FileAffiliation]:
    yield from _schools(row, reader)
    for field, kind in (("greek", OrganizationKind.GREEK), ("association", OrganizationKind.ASSOCIATION)):
        if reader.header.has(field):
            unit = row.one("chapter") or None
            yield from (FileAffiliation(name, kind.value, unit=unit) for name in row.values(field))
    if not reader.header.has("greek", "association") and (chapter := row.one("chapter")):
        yield FileAffiliation(chapter, OrganizationKind.OTHER.value)


def _schools(row: Row, reader: _Reader) -> Iterator[FileAffiliation]:
    school, unit = _school_and_unit(row, reader.school)
    if school:
        start, end = _years(row)
        role = _degree(row.one("degree"), row.one("major"))
        yield FileAffiliation(school, OrganizationKind.SCHOOL.value, role or None, unit or None, start, end)


def _school_and_unit(row: Row, told: str | None) -> tuple[str, str]:
    """Of "university" and "college" the first is the school and the second its part; what was told stands over both."""
    school, college = row.one("school"), row.one("college")
    if told:
        return told, next((part for part in (college, school) if part and header_key(part) != header_key(told)), "")
    return (school, college) if school else (college, "")


def _degree(degree: str, major: str) -> str:
    """ "BA Advertising", whether the table has it in one column or two."""
    return degree if major.casefold() in degree.casefold() else f"{degree} {major}".strip()


def _years(row: Row) -> tuple[str | None, str | None]:
    text = row.one("class-year")
    start, end = read_years(text) if text else (None, None)
    if text and not start and not end:
        row.remarks.append(f'"{text[:40]}" is no class year')
    return start, end


def _day(row: Row, reader: _Reader, field: str, *, partial: bool = False) -> str | None:
    text = row.one(field)
    if not text:
        return None
    day, remark = reader.dates[field].read(text)
    if day and not partial and len(day) < len("2026-02-08"):
        day, remark = None, f'"{text}" is no whole date'
    if remark:
        row.remarks.append(f"{field}: {remark}")
    return day
