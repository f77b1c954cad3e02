"""Tables of jobs applied for: trackers' exports, LinkedIn's own list of applications, and one's own spreadsheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netlog.formats.cells import is_placeholder
from netlog.formats.filedates import DateColumn
from netlog.formats.header import PERSON, body
from netlog.rows.files import FileJob, Remark, Skipped
from netlog.rules.columns import header_key
from netlog.rules.names import fold
from netlog.rules.text import MAX_LINE, MAX_NAME, MAX_NOTE, block, one_line
from netlog.words import JobStage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from netlog.formats.csvfile import CsvFile, Record
    from netlog.formats.filedates import DayOrder
    from netlog.formats.header import Header
    from netlog.rows.files import FileRow

S = JobStage

LONGEST_LINK = 2000  # as netlog.records has it


def _keys(headers: str) -> tuple[str, ...]:
    return tuple(header_key(header) for header in headers.split(","))


# What the columns of trackers are called; of several the first that is listed counts. English, German, French, Spanish.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "organization": _keys(
        "company,company name,employer,employer name,organization,organisation,organization name,hiring company,firm,"
        "firma,unternehmen,arbeitgeber,entreprise,société,empresa,azienda,bedrijf"
    ),
    "role": _keys(
        "job title,position,position title,role,role title,title,job,job role,job position,job name,opening,vacancy,"
        "stelle,stellenbezeichnung,jobtitel,poste,intitulé du poste,puesto,cargo,vaga,posizione,functie"
    ),
    "status": _keys(
        "application status,status,job status,current status,stage,current stage,stage current,application stage,state,"
        "outcome,result,progress,list,list name,board list,statut,état,estado,stato,bewerbungsstatus"
    ),
    "applied": _keys(
        "date applied,applied date,applied on,applied at,applied,application date,date of application,date submitted,"
        "submitted on,submission date,date sent,beworben am,bewerbungsdatum,date de candidature,fecha de solicitud,"
        "fecha de aplicación,date"
    ),
    "saved": _keys(
        "date saved,saved date,saved on,saved at,date added,added on,date discovered,date found,date bookmarked,"
        "created at,date created"
    ),
    "screened": _keys(
        "recruiter screen date,phone screen date,phone screen,screening date,date screening,oa received date"
    ),
    "interviewed": _keys(
        "interview date,first interview date,first interview,date of interview,final interview date,date interviewing,"
        "date interviewed"
    ),
    "offered": _keys("offer date,date of offer,date offer,date offered"),
    "rejected": _keys("rejection date,date rejected,rejected on"),
    "link": _keys(
        "job url,job link,url,link,posting url,posting link,job posting,job posting url,job post url,posting,"
        "application link,application url,listing,listing url,job description link,website"
    ),
    "note": _keys("notes,note,comments,comment,remarks,notizen,bemerkungen,commentaires,notas,commenti"),
    # What a job has no column for is kept in the words of its note.
    "Location": _keys("location,city,work location,job location,ort,standort,lieu,ubicación"),
    "Source": _keys("source,found on,found via,job board,platform,where found,quelle"),
    "Salary": _keys("salary,salary range,pay,compensation,salary rate,gehalt,salaire,salario"),
    "Contact": _keys("contact,contact person,contact name,recruiter,recruiter name,hiring manager,referral,referrer"),
    "Contact's e-mail": _keys("contact email,recruiter email"),
}
_WORDED = ("Location", "Source", "Salary", "Contact", "Contact's e-mail")
# Only a table of applications has one of these beside a company and a role.
_TELLING = frozenset({*_COLUMNS["applied"][:-1], *_COLUMNS["link"][:2], *_keys("saved date,application status")})
# LinkedIn's own list, which writes the month first.
_LINKEDINS = frozenset(_keys("application date,company name,job title,job url,resume name"))
# When a job came to a stage, where a column of its own tells.
_DATED = {S.SCREENING: "screened", S.INTERVIEW: "interviewed", S.OFFER: "offered", S.REJECTED: "rejected"}

# What trackers call a stage. Longer phrases are looked for first; of several stages the last of this table is meant.
_WORDS: dict[JobStage, str] = {
    S.INTERESTED: "saved, wishlist, wish list, bookmarked, interested, to apply, not applied, not yet applied, todo, "
    "to do, backlog, draft, discovered, considering, planned, planning to apply, researching, preparing",
    S.APPLIED: "applied, submitted, sent, in review, under review, under consideration, in progress, pending, waiting, "
    "awaiting response, active, application received, followed up, beworben, postulé, solicitado, inviata",
    S.SCREENING: "screening, screen, phone screen, recruiter call, recruiter screen, hr call, hr screen, assessment, "
    "online assessment, oa, take home, coding challenge, coding test, phone call, shortlisted",
    S.INTERVIEW: "interview, interviews, interviewing, interviewed, phone interview, onsite, on site, final round, "
    "first round, second round, technical, technical screen, vorstellungsgespräch, entretien, entrevista, colloquio",
    S.OFFER: "offer, offers, offered, offer received, negotiating, negotiation, angebot, offre, oferta, offerta",
    S.SILENT: "ghosted, no response, no reply, no answer, silent, expired, keine antwort, sans réponse",
    S.REJECTED: "rejected, rejection, reject, denied, not selected, unsuccessful, declined by company, turned down by "
    "company, application declined, position filled, job closed, abgelehnt, absage, refusé, refusée, rechazado, "
    "rifiutato",
    S.DECLINED: "declined, withdrawn, withdrew, withdraw, not interested, offer declined, turned down, zurückgezogen",
    S.ACCEPTED: "accepted, offer accepted, hired, signed, joined, got the job, angenommen, accepté, aceptada",
}  # fmt: skip
_STAGES: dict[str, JobStage] = {
    fold(phrase): stage for stage, phrases in _WORDS.items() for phrase in phrases.split(", ")
}
_ORDER = tuple(_WORDS)
_SIGN = re.compile(r"[^\w\s]")
_PHRASES = sorted(_STAGES, key=lambda phrase: -len(phrase.split()))


def is_jobs(header: Header) -> bool:
    """Whether the header tells of jobs: a company and a role with what only an application has, or with a status and
    nobody named.
    """
    keys, columns = header.keys(), _columns(header)
    if header.told or not {"organization", "role"} <= columns.keys():
        return False
    return not keys.isdisjoint(_TELLING) or ("status" in columns and not header.has(*PERSON))


def unused(header: Header) -> tuple[str, ...]:
    """The names of the columns that nothing is taken from."""
    used = set(_columns(header).values())
    return tuple(name for index, name in enumerate(header.names) if name and index not in used)


def jobs(file: CsvFile, header: Header, day_order: DayOrder | None, today: date) -> Iterator[FileRow]:
    """Every job of the table. A day that is still to come is dropped, and told."""
    columns = _columns(header)
    if header.keys() >= _LINKEDINS:
        day_order = "mdy"
    reader = _Reader(columns, {name: _dates(file, header, columns[name], day_order) for name in _DAYS & columns.keys()})
    for record in body(file, header):
        job = reader.job(record, today.isoformat())
        yield job
        yield from (Remark(record.line, remark) for remark in reader.remarks)
        reader.remarks.clear()


_DAYS = {"applied", "saved", *_DATED.values()}


def _columns(header: Header) -> dict[str, int]:
    """Where each field stands: the column of the header that is listed first for it."""
    at: dict[str, int] = {}
    for index, name in enumerate(header.names):
        at.setdefault(header_key(name), index)
    return {field: at[key] for field, keys in _COLUMNS.items() if (key := next(filter(at.__contains__, keys), None))}


def _dates(file: CsvFile, header: Header, column: int, day_order: DayOrder | None) -> DateColumn:
    return DateColumn(day_order, lambda: (record.cells[column].strip() for record in body(file, header)), None)


class _Reader:
    """Reads the rows of one table. `remarks` are about the last one."""

    def __init__(self, columns: Mapping[str, int], dates: Mapping[str, DateColumn]) -> None:
        self._columns = columns
        self._dates = dates
        self.remarks: list[str] = []

    def job(self, record: Record, today: str) -> FileJob | Skipped:
        """The job of a row; Skipped where it does not say where or as what."""
        where, role = self._line(record, "organization", MAX_NAME), self._line(record, "role", MAX_LINE)
        if not where or not role:
            missing = "organization" if not where else "role"
            return Skipped(record.line, f"no {missing}: a job has both", held_somebody=bool(where or role))
        if record.remark:
            self.remarks.append(record.remark)
        steps = self._steps(record, today)
        return FileJob(record.line, where, role, steps, self._link(record), self._note(record))

    def _steps(self, record: Record, today: str) -> tuple[tuple[JobStage, str | None], ...]:
        """The stages it came to with their days, None where no column tells; the last is where it stands."""
        applied, stage = self._day(record, "applied", today), self._stage(record)
        if stage is None:
            stage = self._newest(record, today) or (S.APPLIED if applied else S.INTERESTED)
        if stage is S.INTERESTED:
            return ((stage, self._day(record, "saved", today) or applied),)
        before = [(S.APPLIED, applied)] if applied and stage is not S.APPLIED else []
        day = applied if stage is S.APPLIED else self._day(record, _DATED.get(stage, ""), today)
        return (*before, (stage, day or applied))

    def _newest(self, record: Record, today: str) -> JobStage | None:
        """The stage after the application whose own column has the latest day; None where none has one."""
        dated = [(day, stage) for stage, field in _DATED.items() if (day := self._day(record, field, today))]
        return max(reversed(dated), key=lambda found: found[0])[1] if dated else None

    def _stage(self, record: Record) -> JobStage | None:
        text = self._cell(record, "status")
        stage = stage_of(text)
        if text and stage is None:
            self.remarks.append(f'"{text[:40]}" is no stage that netlog knows: netlog update-job tells it')
        return stage

    def _day(self, record: Record, field: str, today: str) -> str | None:
        text = self._cell(record, field)
        if not text or field not in self._dates:
            return None
        day, remark = self._dates[field].read(text)
        if day and len(day) < len(today):
            day, remark = None, f'"{text[:40]}" is no whole date'
        elif day and day > today:
            day, remark = None, f'"{text[:40]}" lies in the future'
        if remark:
            self.remarks.append(f"{field}: {remark}")
        return day

    def _link(self, record: Record) -> str | None:
        link = self._cell(record, "link")
        if len(link) > LONGEST_LINK:
            self.remarks.append(f"a link of {len(link):,} characters was left out")
        return link if 0 < len(link) <= LONGEST_LINK else None

    def _note(self, record: Record) -> str | None:
        told = [f"{field}: {text}" for field in _WORDED if (text := self._cell(record, field))]
        note = block(record.cells[self._columns["note"]]) if "note" in self._columns else ""
        return "\n".join(filter(None, (note, *told)))[:MAX_NOTE] or None

    def _line(self, record: Record, field: str, longest: int) -> str:
        text = self._cell(record, field)
        if len(text) > longest:
            self.remarks.append(f"{field} of {len(text):,} characters was cut to {longest}")
        return text[:longest].strip()

    def _cell(self, record: Record, field: str) -> str:
        column = self._columns.get(field)
        text = one_line(record.cells[column]) if column is not None else ""
        return "" if is_placeholder(text) else text


def stage_of(text: str) -> JobStage | None:
    """The stage that a tracker's status means ("Rejected after 2nd interview"); None where it is no word we know."""
    words = f" {fold(_SIGN.sub(' ', text))} "
    found = []
    for phrase in _PHRASES:
        if f" {phrase} " in words:
            found.append(_STAGES[phrase])
            words = words.replace(f" {phrase} ", "  ")
    return max(found, key=_ORDER.index, default=None)
