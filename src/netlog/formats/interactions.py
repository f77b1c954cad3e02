"""Tables of what happened: a date, with whom, what kind, and what was said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netlog.errors import InvalidInput
from netlog.formats.cells import Row
from netlog.formats.filedates import DateColumn
from netlog.formats.header import body
from netlog.rows.files import FileInteraction, Remark, Skipped
from netlog.rules.columns import header_key
from netlog.rules.text import MAX_NAME, MAX_NOTE, one_line, word_set
from netlog.words import Channel, Direction, MeetingKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netlog.formats.csvfile import CsvFile
    from netlog.formats.filedates import DayOrder
    from netlog.formats.header import Header
    from netlog.rows.files import FileRow

FIELDS = frozenset({
    "date", "who", "name", "last-first", "first-name", "middle-name", "last-name", "suffix", "email", "kind",
    "direction", "subject", "notes", "minutes", "place", "city", "company",
})  # fmt: skip

# What a table tells once of a person and not of every meeting.
_OF_PEOPLE = (
    "phone", "linkedin", "link", "class-year", "school", "college", "degree", "last-contacted-on", "how-met",
    "introduced-by",
)  # fmt: skip
# What a cell of the column "type" means: the first kind of which a word occurs. A video call is no telephone call, and
# a lunch meeting no coffee; "meeting" alone is a half hour with one person, netlog's coffee. "" is a note.
_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        MeetingKind.VIDEO,
        word_set("video zoom teams meet hangout hangouts facetime skype webex videocall videoanruf visio vidéo ビデオ"),
    ),
    (
        MeetingKind.LUNCH,
        word_set("lunch dinner breakfast brunch drinks beer meal mittagessen déjeuner comida pranzo almoço ランチ"),
    ),
    (
        MeetingKind.EVENT,
        word_set(
            "event conference fair mixer panel reunion webinar meetup workshop party gala veranstaltung évènement"
        ),
    ),
    (Channel.EMAIL, word_set("email mail emails courriel correo メール")),
    (Channel.LINKEDIN, word_set("linkedin inmail dm invitation")),
    (Channel.TEXT, word_set("text sms whatsapp imessage message signal telegram slack wechat")),
    (Channel.LETTER, word_set("letter card postcard lettre carta")),
    (
        MeetingKind.CALL,
        word_set("call phone phonecall telephone voicemail anruf telefonat telefon appel llamada chiamata 電話"),
    ),
    (
        MeetingKind.COFFEE,
        word_set(
            "coffee chat tea cafe café kaffee caffè meeting met interview informational info visit 1on1 11 121 "
            "inperson person walk treffen termin rdv rendezvous reunión riunione 面談"
        ),
    ),
    ("", word_set("note notes memo task reminder notiz nota メモ")),
)
_SENT = word_set("out outbound outgoing sent send to gesendet ausgehend envoyé enviado inviato")
_RECEIVED = word_set("in inbound incoming received receive from empfangen eingehend reçu recibido ricevuto recebido")

_WORDS = re.compile(r"\w+")
_PEOPLE = re.compile(r"\s*(?::::|[;&\n]|\band\b|\bund\b|\bet\b)\s*")
_HOURS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:h|hr|hrs|hour|hours|std|stunden?)\b\s*(?:(\d+)\s*m)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?")
_MINUTES = re.compile(r"(\d{1,4})(?:\.0)?\b")


def is_interactions(header: Header) -> bool:
    """Whether the header tells of things that happened: a date and somebody, and nothing that only a person has."""
    what = header.has("kind", "notes", "direction", "subject", "minutes", "place")
    return header.has("date") and what and not header.has(*_OF_PEOPLE)


def require_date(name: str, header: Header) -> None:
    """Raises InvalidInput where nothing says when anything happened."""
    if not header.has("date"):
        raise InvalidInput(f"{name} has no column for a date.", "Say which it is: --map 'COLUMN=date'.")


def interactions(file: CsvFile, header: Header, day_order: DayOrder | None) -> Iterator[FileRow]:
    """Everything that happened, in the file's order. A row without a day or without anybody is skipped."""
    columns = header.fields["date"]
    days = DateColumn(day_order, lambda: (r.cells[i].strip() for r in body(file, header) for i in columns), None)
    for record in body(file, header):
        row = Row(record, header)
        yield _interaction(row, days)
        for remark in row.remarks:
            yield Remark(row.line, remark)


def _interaction(row: Row, days: DateColumn) -> FileInteraction | Skipped:
    who = _who(row)
    if not who:
        return Skipped(row.line, "it says with nobody's name", held_somebody=False)
    if any(len(name) > MAX_NAME for name in who):
        return Skipped(row.line, f"a name of more than {MAX_NAME} characters")
    day, reason = days.read(row.one("date"))
    if day is None or len(day) < len("2026-02-08"):
        return Skipped(row.line, reason or "it says no day")
    kind = _kind(row)
    return FileInteraction(
        line=row.line,
        day=day,
        who=who,
        kind=kind,
        direction=_direction(row.one("direction")),
        text=_text(row),
        company=row.one("company") or None,
        minutes=_minutes(row),
        place=row.one("place") or row.one("city") or None,
    )


def _who(row: Row) -> tuple[str, ...]:
    """The names as written, several of them parted; an e-mail where there is no name."""
    named = [name for cell in row.every("who") for name in _people_in(one_line(cell))]
    alone = row.name()
    return tuple(dict.fromkeys(named or (_people_in(alone) if alone else row.emails())))


def _people_in(text: str) -> list[str]:
    """Ana Lopez & Ben Ito; Ana Lopez, Ben Ito; but "Hale, Wren" and "Wren Hale, PhD" are one."""
    names = [name for part in _PEOPLE.split(text) if (name := part.strip(" ,"))]
    return [name for part in names for name in _parted(part)]


def _parted(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",")]
    return parts if all(" " in part or "@" in part for part in parts) else [text]


def meeting_kind(text: str) -> MeetingKind | None:
    """What kind of meeting a sentence speaks of ("Got lunch with Ana"), None where it names none."""
    words = set(_WORDS.findall(text.casefold()))
    found = (kind for kind, names in _KINDS if kind in tuple(MeetingKind) and not words.isdisjoint(names))
    return next(map(MeetingKind, found), None)


def _kind(row: Row) -> str | None:
    """A kind of meeting, a channel, or None for a note; without a type, a length or a place tells of a coffee."""
    text = row.one("kind")
    if not text:
        return MeetingKind.COFFEE.value if row.one("minutes") or row.one("place") else None
    words = {*_WORDS.findall(text.casefold()), header_key(text)}
    for kind, names in _KINDS:
        if not words.isdisjoint(names):
            return str(kind) or None
    row.remarks.append(f'"{text[:40]}" is no kind of meeting or message: kept as a note')
    return None


def _direction(text: str) -> str | None:
    words = set(_WORDS.findall(text.casefold()))
    if not words.isdisjoint(_SENT):
        return Direction.SENT.value
    return Direction.RECEIVED.value if not words.isdisjoint(_RECEIVED) else None


def _text(row: Row) -> str | None:
    text = "\n".join((*map(one_line, row.every("subject")), *row.notes()))
    return text[:MAX_NOTE] or None


def _minutes(row: Row) -> int | None:
    """30, 30 min, 0:30, 1.5 h, 1 h 15 m."""
    text = row.one("minutes")
    if found := _CLOCK.match(text):
        return int(found[1]) * 60 + int(found[2])
    if found := _HOURS.match(text):
        return round(float(found[1].replace(",", ".")) * 60) + int(found[2] or 0)
    if found := _MINUTES.match(text):
        return int(found[1])
    if text:
        row.remarks.append(f'"{text[:40]}" is no length in minutes')
    return None
