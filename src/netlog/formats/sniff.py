"""What a file is, by what is in it; the one door through which files come in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netlog.errors import InvalidInput
from netlog.formats import interactions, linkedin, table
from netlog.formats.csvfile import CsvFile, open_csv, read_head
from netlog.formats.header import Header, find_header, require_person
from netlog.rows import Remark
from netlog.rules.text import word_set
from netlog.words import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from netlog.formats.filedates import DayOrder
    from netlog.rows import FileRow

# Every format that is read, with what its people are to me.
FORMATS: dict[str, Origin] = {
    "linkedin": Origin.LINKEDIN,
    "google": Origin.ADDRESS_BOOK,
    "outlook": Origin.ADDRESS_BOOK,
    "thunderbird": Origin.ADDRESS_BOOK,
    "roster": Origin.ROSTER,
    "table": Origin.TABLE,
    "interactions": Origin.TABLE,
}

_AS_CSV = "Save it as CSV, and import that."
# How files begin that are no tables, what they are, and what to do.
_OTHERS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), what, hint)
    for pattern, what, hint in (
        (rb"PK\x03\x04.{0,4000}?(?:xl/|\[Content_Types\]\.xml)", "an Excel workbook", _AS_CSV),
        (rb"PK\x03\x04.{26,60}mimetypeapplication/vnd\.oasis", "an OpenDocument file", _AS_CSV),
        (rb"PK[\x03\x05]", "a zip archive", "Unpack it. Of a LinkedIn export, import Connections.csv."),
        (rb"\xd0\xcf\x11\xe0", "an old Office file", _AS_CSV),
        (rb"%PDF", "a PDF", "Ask for the list as CSV."),
        (rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!", "a packed archive", "Unpack it, and import what is in it."),
        (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF", "a picture or a recording", "Ask for the list as CSV."),
        (rb"SQLite format 3", "a database", _AS_CSV),
        (rb"\s*BEGIN:VCARD", "a vCard address book", "Export the address book as CSV, and import that."),
        (rb"\s*BEGIN:VCALENDAR", "an iCalendar file", "netlog cannot take meetings from a calendar yet."),
        (rb"\s*(?:version: ?1\s+)?dn::? ", "an LDIF address book", "Export the address book as CSV, and import that."),
        (rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]\d])", "JSON", _AS_CSV),
        (rb"\s*<(?:\?xml|!doctype|html|table|[a-z]+[ >])", "a web page or XML", _AS_CSV),
        (rb"\{\\rtf", "a word processor's file", _AS_CSV),
    )
)

# Tables that hold no people to take, by the headers that only they have together.
_NO_PEOPLE: tuple[tuple[frozenset[str], str, str], ...] = (
    (
        frozenset({"conversationid", "from", "to", "content"}),
        "LinkedIn's messages",
        "Import Connections.csv of the same export.",
    ),
    (
        frozenset({"from", "to", "sentat", "direction"}),
        "LinkedIn's invitations",
        "Import Connections.csv of the same export.",
    ),
    (
        frozenset({"firstname", "lastname", "maidenname", "headline"}),
        "your own LinkedIn profile",
        "Import Connections.csv of the same export; netlog init tells who you are.",
    ),
    (frozenset({"due", "done"}), "a table of tasks", "Import the table of the people."),
)
# What is known of firms and not of people.
_OF_FIRMS = word_set(
    "website websiteurl domain companydomain employees numberofemployees employeecount headcount companysize revenue "
    "annualrevenue founded foundedyear fteestimate fundingstage stage dealstage productoneliner"
)
_GOOGLE = re.compile(
    r"(?:email|phone|website|address|organization|relation|event|customfield)\d(?:value|label|name|formatted)"
)
_GOOGLE_WORDS = frozenset({"groupmembership", "phoneticfirstname", "organizationname", "labels"})
_THUNDERBIRD = frozenset(
    {"primaryemail", "secondaryemail", "screenname", "webpage1", "birthyear", "custom1", "homezipcode", "emailprimaria"}
)
_OUTLOOK = word_set(
    "emailaddress email2address emaildisplayname emailtype businessphone businessstreet mobilephone webpage "
    "businessfax officelocation assistantsname emailadresse telefongeschaftlich telefonprivat mobiltelefon emailtyp "
    "strassegeschaftlich weiterevornamen webseite adressedemessagerie telephonebureau telephonedomicile telmobile "
    "typedemessagerie pageweb direcciondecorreoelectronico direcciondelcorreoelectronico telefonodeltrabajo "
    "telefonomovil paginaweb indirizzopostaelettronica indirizzodipostaelettronica cellulare telefonouff ufficio "
    "abitazione emailadres "
    "telefoonopwerk telefoonthuis mobieletelefoon webpagina enderecodeemail enderecodecorreioeletronico "
    "telefonecomercial telemovel paginadaweb sensitivity vertraulichkeit"
)
_ROSTER = ("class-year", "degree", "major", "mentor", "greek", "association", "chapter", "school", "college")
_OWN = ("how-met", "introduced-by", "last-contacted-on", "met-on")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is understood: its format, where its people come from, and its rows.

    `unused` are the columns that nothing is taken from. `rows` reads the file anew each time.
    """

    format: str
    origin: Origin
    size: int
    unused: tuple[str, ...]
    _file: CsvFile
    _rows: Callable[[], Iterator[FileRow]]

    def rows(self) -> Iterator[FileRow]:
        """The rows in the file's order; remarks follow the row they are about."""
        if self._file.guessed:
            yield Remark(1, f"not UTF-8: read as {self._file.encoding}; look whether names with accents are right")
        yield from self._rows()

    def position(self) -> int:
        """How many of the `size` bytes the reading under way has taken in."""
        return self._file.position


def open_source(
    path: Path,
    *,
    format: str | None = None,
    school: str | None = None,
    columns: Mapping[str, str] | None = None,
    day_order: DayOrder | None = None,
) -> Source:
    """Find out what the file is. Nothing is read but its beginning.

    `format` overrules what it looks like, `columns` is {column: field} (rules.columns.FIELDS), `day_order` says how to
    read 3/4/2026. Raises InvalidInput for whatever cannot be read.
    """
    if format is not None and format not in FORMATS:
        raise InvalidInput(f'There is no format "{format}".', f"The formats: {', '.join(FORMATS)}.")
    _refuse_other_kinds(path)
    file = open_csv(path)
    header = find_header(file, columns or {})
    if format is None:
        _refuse_no_people(path, header)
    require_person(file, header)
    name = format or _format_of(header, school)
    return _source(name, file, header, school, day_order)


def _source(name: str, file: CsvFile, header: Header, school: str | None, day_order: DayOrder | None) -> Source:
    if name == "linkedin":
        if school:
            raise InvalidInput("LinkedIn's file does not say who was at a school.", "Import it without --school.")
        fields, rows = linkedin.FIELDS, lambda: linkedin.connections(file, header, day_order)
    elif name == "interactions":
        interactions.require_date(file.path.name, header)
        fields, rows = interactions.FIELDS, lambda: interactions.interactions(file, header, day_order)
    else:
        fields, rows = table.FIELDS, lambda: table.people(file, header, school, day_order)
    return Source(name, FORMATS[name], file.size, header.unused(fields), file, rows)


def _refuse_other_kinds(path: Path) -> None:
    head, _ = read_head(path)
    for pattern, what, hint in _OTHERS:
        if pattern.match(head.removeprefix(b"\xef\xbb\xbf")):
            raise InvalidInput(f"{path.name} is {what}, which netlog cannot read yet.", hint)


def _refuse_no_people(path: Path, header: Header) -> None:
    keys = header.keys()
    if header.told:
        return
    for words, what, hint in _NO_PEOPLE:
        if words <= keys:
            raise InvalidInput(f"{path.name} holds {what}, which netlog cannot read yet.", hint)
    of_people = header.has(
        "first-name", "last-name", "email", "phone", "title", "company", "nickname", "who", "class-year"
    )
    if not of_people and not keys.isdisjoint(_OF_FIRMS):
        raise InvalidInput(f"{path.name} looks like a table of companies.", "If they are people: --map 'COLUMN=name'.")


def _format_of(header: Header, school: str | None) -> str:
    keys = header.keys()
    # Other networks tell since when one is connected, too: not in LinkedIn's own words, nor among its columns alone.
    linkedins = "connectedon" in keys or header.fields.keys() <= linkedin.FIELDS
    if linkedins and header.has("connected-on") and header.has("name", "first-name", "last-name"):
        return "linkedin"
    if any(map(_GOOGLE.fullmatch, keys)) or len(keys & _GOOGLE_WORDS) > 1:
        return "google"
    if interactions.is_interactions(header):
        return "interactions"
    if school or (header.has(*_ROSTER) and not header.has(*_OWN)):
        return "roster"
    if len(keys & _THUNDERBIRD) > 1:
        return "thunderbird"
    return "outlook" if len(keys & _OUTLOOK) > 1 else "table"
