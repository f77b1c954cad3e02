"""What a file is, by what is in it; the one door through which files come in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from netlog.errors import InvalidInput
from netlog.formats import exported, hermitcrm, interactions, jobs, linkedin, linkedin_messages, spreadsheet, table
from netlog.formats.csvfile import CsvFile, open_csv, read_head
from netlog.formats.header import Header, find_header, require_person
from netlog.formats.kinds import BY_NAME, KINDS, Several, kind_of
from netlog.formats.textfile import TextFile, open_text
from netlog.rows.files import Remark, Skipped
from netlog.rules.text import word_set
from netlog.words import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from netlog.formats.filedates import DayOrder
    from netlog.rows.files import FileRow

# Every format that is read, with what its people are to me.
FORMATS: dict[str, Origin] = {
    "linkedin": Origin.LINKEDIN,
    "google": Origin.ADDRESS_BOOK,
    "outlook": Origin.ADDRESS_BOOK,
    "thunderbird": Origin.ADDRESS_BOOK,
    "roster": Origin.ROSTER,
    "table": Origin.TABLE,
    "interactions": Origin.TABLE,
    "jobs": Origin.TABLE,
    "linkedin-messages": Origin.LINKEDIN,
    "linkedin-invitations": Origin.LINKEDIN,
    spreadsheet.FORMAT: Origin.ADDRESS_BOOK,
    **{kind.format: kind.origin for kind in KINDS},
}
# Whoever is only in these was written to or met, which is told; that says nothing of before.
_WHAT_HAPPENED = frozenset({"interactions", "jobs", "linkedin-messages", "linkedin-invitations", "calendar"})

_AS_EXPORT = "netlog reads back what `netlog export` writes; import that file alone, not in a folder or a zip."
# Tables whose columns the user may name.
_MAPPED = frozenset({"linkedin", "google", "outlook", "thunderbird", "roster", "table", "interactions"})

_AS_CSV = "Save it as CSV, and import that."
# How files begin that are no tables, what they are, and what to do.
_OTHERS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), what, hint)
    for pattern, what, hint in (
        (rb"PK\x03\x04.{0,4000}?(?:xl/|\[Content_Types\]\.xml)", "an Excel workbook", _AS_CSV),
        (rb"PK\x03\x04.{26,60}mimetypeapplication/vnd\.oasis", "an OpenDocument file", _AS_CSV),
        (rb"PK[\x03\x05]", "a zip archive", "Unpack it, and import what is in it."),
        (rb"\xd0\xcf\x11\xe0", "an old Office file", _AS_CSV),
        (rb"%PDF", "a PDF", "Ask for the list as CSV."),
        (rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!", "a packed archive", "Unpack it, and import what is in it."),
        (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF", "a picture or a recording", "Ask for the list as CSV."),
        (rb"SQLite format 3", "a database", _AS_CSV),
        (rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]\d])", "JSON", _AS_CSV),
        (rb"\s*<(?:\?xml|!doctype|html|table|[a-z]+[ >])", "a web page or XML", _AS_CSV),
        (rb"\{\\rtf", "a word processor's file", _AS_CSV),
    )
)

# Tables that hold no people to take, by the headers that only they have together.
_NO_PEOPLE: tuple[tuple[frozenset[str], str, str], ...] = (
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
    _file: CsvFile | TextFile | Several
    _rows: Callable[[], Iterator[FileRow]]

    @property
    def name(self) -> str:
        """The file's name; a folder's where many files are one source."""
        return self._file.path.name

    @property
    def takes_map(self) -> bool:
        """Whether the user may say what a column holds."""
        return self.format in _MAPPED

    @property
    def known(self) -> bool:
        """Whether its people were known before netlog: not those of a roster, nor who was merely written to or met."""
        return self.origin is not Origin.ROSTER and self.format not in _WHAT_HAPPENED

    def rows(self) -> Iterator[FileRow]:
        """The rows in the file's order; remarks follow the row they are about.

        Raises InvalidInput where nothing can be read; what cannot be read after something could is Skipped.
        """
        last = 0
        try:
            for row in self._all_rows():
                last = row.line
                yield row
        except InvalidInput as error:
            if not last:
                raise
            yield Skipped(last + 1, f"the rest could not be read: {error.sentence.rstrip('.')}")

    def _all_rows(self) -> Iterator[FileRow]:
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
    me: Collection[str] = (),
    today: date | None = None,
) -> Source:
    """Find out what the file is. Nothing is read but its beginning.

    `format` overrules what it looks like, `columns` is {column: field} (rules.columns.FIELDS), `day_order` says how to
    read 3/4/2026, `me` are my names and e-mail addresses, `today` parts what a calendar plans from what was held
    (None: the clock's day). Raises InvalidInput for whatever cannot be read.
    """
    if format is not None and format not in FORMATS:
        raise InvalidInput(f'There is no format "{format}".', f"The formats: {', '.join(FORMATS)}.")
    kind = BY_NAME.get(format or "") or kind_of(path, read_head(path)[0])
    if kind and format not in (None, kind.format):
        raise InvalidInput(f"{path.name} is {kind.what}, not a table.", "Import it without --format.")
    if kind:
        if school or columns:
            raise InvalidInput(f"{path.name} is {kind.what}, which has no columns and no school.", "Import it alone.")
        text, day = open_text(path), today or _today()
        return Source(kind.format, kind.origin, text.size, (), text, lambda: kind.rows(text, me, day))
    _refuse_other_kinds(path)
    file = open_csv(path)
    header = find_header(file, columns or {})
    if mail := _mail(format, file, header, me):
        return mail
    if format in (None, spreadsheet.FORMAT) and header.is_exported and not school and not columns:
        name, rows = spreadsheet.FORMAT, lambda: spreadsheet.people(file, header)
        return Source(name, FORMATS[name], file.size, spreadsheet.unused(header), file, rows)
    if format == "jobs" or (format is None and not school and jobs.is_jobs(header)):
        day = today or _today()
        return Source(
            "jobs",
            FORMATS["jobs"],
            file.size,
            jobs.unused(header),
            file,
            lambda: jobs.jobs(file, header, day_order, day),
        )
    if format is None:
        _refuse_no_people(path, header)
    require_person(file, header)
    name = format or _format_of(header, school)
    return _source(name, file, header, school, day_order)


def open_several(format: str, folder: Path, files: Sequence[Path]) -> Source:
    """Many files of one kind in a folder as one source; hermitcrm reads the folder by itself."""
    if format == "hermitcrm":
        whole = Several(folder, (), 0)
        return Source(format, FORMATS[format], 0, (), whole, lambda: hermitcrm.folder(folder))
    texts = [open_text(path) for path in files]
    several, kind = Several(folder, texts, sum(text.size for text in texts)), BY_NAME[format]
    read = partial(several.rows, lambda file: kind.rows(file, (), _today()))
    return Source(format, kind.origin, several.size, (), several, read)


def _today() -> date:
    from netlog.clock import today

    return today()


def _mail(format: str | None, file: CsvFile, header: Header, me: Collection[str]) -> Source | None:
    """LinkedIn's messages or invitations, None for any other table."""
    keys = header.keys()
    if format == "linkedin-messages" or (format is None and keys >= linkedin_messages.MESSAGE_WORDS):
        name, rows = "linkedin-messages", lambda: linkedin_messages.messages(file, me)
    elif format == "linkedin-invitations" or (format is None and keys >= linkedin_messages.INVITATION_WORDS):
        name, rows = "linkedin-invitations", lambda: linkedin_messages.invitations(file)
    else:
        return None
    return Source(name, FORMATS[name], file.size, (), file, rows)


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
    if command := exported.printed_by(head):
        raise InvalidInput(f"{path.name} is what `netlog {command}` printed as JSON.", _AS_EXPORT)
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
