"""Which line of a table is its header, how its cells are parted, and which column is which field."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netlog.errors import InvalidInput
from netlog.formats.csvfile import DELIMITERS, CsvFile, Record, parse
from netlog.rules.columns import FIELDS, IGNORE, field_named, field_of, header_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# One of these must be there: without, nobody could say whom a row is about.
PERSON = frozenset({"name", "last-first", "first-name", "last-name", "email", "phone", "who"})
# Any number of columns; of every other field the surest column counts, and its namesakes where it is empty.
MANY = frozenset({"email", "phone", "link", "linkedin", "greek", "association", "tags", "notes", "who", "subject"})


# "Hale, PhD" and "Doe, Jr." are no last names first; three names of that form are no accident.
_LAST_FIRST = re.compile(
    r"[^,]+,(?!\s*(?:ph\.?d|m\.?d|mba|jr|sr|esq|cpa|pmp|i{2,3}|iv)\b)\s*[^,]{2,}(?:,.*)?", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
# What no other table has together: the columns of netlog's own, of `export` and of `contacts`. By these a file is known
# for netlog's, whatever columns were moved or left out.
_EXPORTED = frozenset(map(header_key, ("uid", "name", "function_inferred", "known_since", "affiliations")))
_LISTED = frozenset(map(header_key, ("name", "in_play", "last_met_on", "next_due_on")))
_GUARDED = re.compile(r"''*[=+\-@\t\r]")  # as netlog.render.record guards a cell
_LONGEST_HEADER = 80
_ADDRESS = re.compile(r"\S@\S")
_ENOUGH_NAMES = 3


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (line 0: there is none), the columns' names, and the columns of each field."""

    line: int
    names: tuple[str, ...]
    fields: dict[str, tuple[int, ...]]
    told: frozenset[str]  # fields that the user mapped

    def has(self, *fields: str) -> bool:
        """Whether any of the fields has a column."""
        return any(field in self.fields for field in fields)

    def keys(self) -> frozenset[str]:
        """The header_keys of all columns."""
        return frozenset(map(header_key, self.names))

    @property
    def is_exported(self) -> bool:
        """Whether `netlog export` wrote the table."""
        return self.keys() >= _EXPORTED

    def unused(self, fields: frozenset[str]) -> tuple[str, ...]:
        """The names of the columns that none of the fields reads."""
        used = {index for field, columns in self.fields.items() if field in fields for index in columns}
        return tuple(name for index, name in enumerate(self.names) if index not in used and name)


def find_header(file: CsvFile, mapping: Mapping[str, str]) -> Header:
    """The header by its words, whatever stands above it; sets the file's delimiter.

    `mapping` is {column: field} of the user. Raises InvalidInput where it names no field or no column.
    """
    fields = {header_key(column): _known_field(field) for column, field in mapping.items()}
    head = file.head()
    file.delimiter, record = _likeliest(head, fields)
    header = _resolve(record, fields)
    _check_mapping(mapping, header)
    records = parse(head, file.delimiter)
    return _headless(records, header) or _turned(records, header)


def require_person(file: CsvFile, header: Header) -> None:
    """Raises InvalidInput where nobody's name, e-mail or phone has a column."""
    if not header.has(*PERSON):
        raise InvalidInput(
            f"{file.path.name} has no column for a name, an e-mail or a phone. {_columns(header.names)}",
            "Say which it is: --map 'COLUMN=name'.",
        )


def body(file: CsvFile, header: Header) -> Iterator[Record]:
    """The records below the header that are not blank, each at least as wide as the header.

    In a table of netlog's own the apostrophe that guards a cell is taken off.
    """
    width = len(header.names)
    is_guarded = header.is_exported or header.keys() >= _LISTED
    for record in file.records(width):
        cells = record.cells
        if record.line <= header.line or not any(map(str.strip, cells)):
            continue
        if len(cells) < width:
            cells.extend([""] * (width - len(cells)))
        if is_guarded:
            cells[:] = map(unguarded, cells)
        yield record


def unguarded(cell: str) -> str:
    """The cell without the one apostrophe by which netlog keeps a spreadsheet from running it."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _known_field(text: str) -> str:
    field = field_named(text)
    if field is None:
        raise InvalidInput(f'There is no field "{text}" to map a column to.', f"The fields: {', '.join(FIELDS)}.")
    return field


def _check_mapping(mapping: Mapping[str, str], header: Header) -> None:
    keys = header.keys()
    for column in mapping:
        if header_key(column) not in keys:
            raise InvalidInput(f'There is no column "{column}" to map.', _columns(header.names))


def _columns(names: tuple[str, ...]) -> str:
    shown = [f'"{name[:40]}"' for name in names if name][:20]
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return f"Its columns: {', '.join(shown)}{more}."


def _likeliest(head: str, told: dict[str, str]) -> tuple[str, Record]:
    """The delimiter and the record that, taken together, hold the most words of a header; the first of equals."""
    best = (-1, 0), ",", Record(1, [])
    for delimiter in DELIMITERS:
        widest = -1
        for record in parse(head, delimiter):
            width = sum(bool(cell.strip()) for cell in record.cells)
            score = _score(record, told)
            # One known word is too little for a line among others: any row of a table may hold "Email" or "Contact".
            if width and score > best[0] and (score[0] > 1 or width > widest) and not _is_sep(record):
                best = score, delimiter, record
            widest = max(widest, width if not _is_sep(record) else -1)
    return best[1], best[2]


def _is_sep(record: Record) -> bool:
    """Excel's first line that tells the delimiter: "sep=;"."""
    return record.line == 1 and "".join(record.cells).lower().startswith("sep=")


def _score(record: Record, told: dict[str, str]) -> tuple[int, int]:
    """(how many known words, how many cells): what the user named counts more than any guess. No header has an @."""
    keys = [header_key(cell) for cell in record.cells if len(cell) <= _LONGEST_HEADER]
    is_data = any(map(_ADDRESS.search, record.cells))
    known = set() if is_data else {found[0] for cell in record.cells if (found := _meaning(cell))}
    named = sum(key in told for key in keys if key)
    return 100 * named + len(known), sum(map(bool, keys)) if not known else 0


def _resolve(record: Record, told: dict[str, str]) -> Header:
    """Every column's field; of a field that is only one thing, the surest header's columns alone."""
    names = tuple(" ".join(cell.split()) for cell in record.cells)
    claims: dict[str, list[tuple[int, int]]] = {}
    for index, name in enumerate(names):
        key = header_key(name)
        claim = (told[key], -1) if key in told else _meaning(name)
        if claim and claim[0] != IGNORE:
            claims.setdefault(claim[0], []).append((claim[1], index))
    fields = {field: _columns_of(field, claim) for field, claim in claims.items()}
    return Header(record.line, names, fields, frozenset(told.values()))


def _meaning(header: str) -> tuple[str, int] | None:
    """As field_of; what stands in brackets is tried without: "Willing to mentor (Y/N)"."""
    if len(header) > _LONGEST_HEADER:
        return None
    return field_of(header_key(header)) or field_of(header_key(_BRACKETS.sub("", header)))


def _columns_of(field: str, claims: list[tuple[int, int]]) -> tuple[int, ...]:
    surest = min(claims)[0]
    return tuple(index for rank, index in claims if rank == surest or field in MANY)


def _turned(records: list[Record], header: Header) -> Header:
    """A column of names that all read "Lee, Ann" holds the last name first, unless the user named it."""
    if header.has("first-name", "last-name", "last-first") or not header.has("name") or "name" in header.told:
        return header
    column = header.fields["name"][0]
    rows = (record.cells for record in records if record.line > header.line)
    names = [row[column] for row in rows if len(row) > column and row[column].strip()]
    if len(names) < _ENOUGH_NAMES or not all(map(_LAST_FIRST.fullmatch, names)):
        return header
    fields = {field: columns for field, columns in header.fields.items() if field != "name"}
    return replace(header, fields={**fields, "last-first": header.fields["name"]})


def _headless(records: list[Record], header: Header) -> Header | None:
    """Columns told by what is in them, if what is most like a header holds an e-mail address, else None."""
    if not any(map(_ADDRESS.search, header.names)) or header.told:
        return None
    rows = [record.cells for record in records if any(map(str.strip, record.cells))]
    columns = list(zip(*(row[: len(rows[0])] for row in rows if len(row) >= len(rows[0])), strict=True))
    fields: dict[str, tuple[int, ...]] = {}
    for index, cells in enumerate(columns):
        field = _told_by(cells)
        fields[field] = (*fields.get(field, ()), index)
    names = tuple(f"column {index + 1}" for index in range(len(columns)))
    return Header(0, names, _names_among(fields), header.told)


def _told_by(cells: tuple[str, ...]) -> str:
    """email, phone or link where half of the cells are, "" for other words."""
    filled = [cell for cell in cells if cell.strip()]
    tests = {
        "email": lambda cell: "@" in cell,
        "link": lambda cell: "://" in cell,
        "phone": lambda cell: sum(map(str.isdecimal, cell)) > 5 and not any(map(str.isalpha, cell)),
    }
    return next((field for field, test in tests.items() if sum(map(test, filled)) * 2 > len(filled)), "")


def _names_among(fields: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """The first column of words is the name: headless tables begin with it."""
    words = fields.pop("", ())
    return {**fields, "name": words[:1]} if words else fields
