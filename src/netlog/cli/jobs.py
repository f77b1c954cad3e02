"""Jobs: added, brought along, listed, and the offer that ends the search."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from netlog import words
from netlog.cli.context import choose, current
from netlog.cli.database import reading, writing
from netlog.cli.options import All, Note, On, completed_by
from netlog.cli.who import one
from netlog.cli.wording import and_more, on_day, past_day, word_of
from netlog.errors import AlreadyExists, Ambiguous, InvalidInput, NotFound, UsageError
from netlog.render.result import Column, Done, Listing
from netlog.rows.search import JobEntry, JobRow
from netlog.rows.who import ContactLine
from netlog.rules.days import long_day, short_day
from netlog.rules.names import fold, organization_key, shown
from netlog.store.reader import jobs as read
from netlog.store.reader.targets import organization

if TYPE_CHECKING:
    from netlog.store.work import Work

S = words.JobStage

LONGEST_NAME = 200
LONGEST_ROLE = 500
STAGES = "interested, applied, screening, interview, offer, accepted, declined, rejected or silent"

_stages = lambda incomplete: [stage for stage in S if stage.startswith(incomplete)]  # noqa: E731 -- two options share it

Organization = Annotated[
    str,
    typer.Argument(metavar="ORG", help="Where.", autocompletion=completed_by("organization"), show_default=False),
]
Role = Annotated[str, typer.Argument(metavar="ROLE", help="As what.", show_default=False)]
JobOf = Annotated[
    str,
    typer.Argument(
        metavar="JOB", help="A job by its id, as j3, or its organization.", autocompletion=completed_by("job")
    ),
]
MaybeJob = Annotated[
    str | None,
    typer.Argument(
        metavar="[JOB]",
        help="The job by its id, as j3, or its organization.",
        autocompletion=completed_by("job"),
        show_default=False,
    ),
]
StageOption = Annotated[
    str | None,
    typer.Option("--stage", metavar="STAGE", help=f"{STAGES}.", autocompletion=_stages, show_default=False),
]
StageWord = Annotated[
    str | None,
    typer.Argument(metavar="[STAGE]", help=f"{STAGES}.", autocompletion=_stages, show_default=False),
]
Via = Annotated[
    str | None,
    typer.Option(
        "--via", metavar="WHO", help="Who refers you, or will.", autocompletion=completed_by("who"), show_default=False
    ),
]
Link = Annotated[str | None, typer.Option("--link", metavar="URL", help="Where it is described.", show_default=False)]
Owed = Annotated[bool, typer.Option("--owed", help="Open follow-ups even for what is more than 14 days old.")]


# --- add-job -------------------------------------------------------------------------------------


def add_job(
    organization_: Organization,
    role: Role,
    via: Via = None,
    stage: StageOption = None,
    on: On = None,
    link: Link = None,
    note: Note = None,
    owed: Owed = False,
) -> Done:
    """Add a job, cold or through somebody you know.

    It is of interest, unless --stage says more. With --via somebody promised to refer you; from applied on, they did.
    """
    at, day = word_of(S, stage, "stage of a job") if stage else S.INTERESTED, past_day(on)
    where, what = _named(organization_, "organization", LONGEST_NAME), _named(role, "role", LONGEST_ROLE)
    with reading() as db:
        known = organization(db, where)
        if known and (double := read.same(db, known[0], what)):
            hint = f"To bring it along: netlog update-job j{double.id} STAGE"
            raise AlreadyExists(f"{double.label} is there already: j{double.id}, {double.stage}.", hint)
        referrer = _referrer(db, via)
    with writing("add-job") as work:
        job = _add(work, known[0] if known else None, where, what, (at, day, owed), referrer, (link, note))
        said = f"Added j{job}: {what}, {known[1] if known else where}, {at} {on_day(day)}{_through(referrer)}."
        work.summary = said
        return Done("add-job", said, work.seq, {"job": job}, tuple(_remarks(where, known, at, job)))


def _add(
    work: "Work",
    known: int | None,
    where: str,
    what: str,
    step: tuple[words.JobStage, date, bool],
    referrer: ContactLine | None,
    more: tuple[str | None, str | None],
) -> int:
    from netlog.store.writer import jobs as write
    from netlog.store.writer import people

    at = known or people.organization(work, where, words.OrganizationKind.COMPANY)
    stage, day, owed = step
    link, note = more
    via = referrer.id if referrer else None
    return write.add_job(work, at, what, stage, day, via=via, link=link, note=note, owed=owed)


def _remarks(where: str, known: tuple[int, str] | None, stage: words.JobStage, job: int) -> Iterator[str]:
    if known is None:
        yield f"{where} is new to netlog; nobody you list is there. It is kept as an organization."
    if stage is S.ACCEPTED:
        yield _LANDED.format(f"j{job}")


def _named(text: str, what: str, longest: int) -> str:
    name = " ".join(text.split())
    if not fold(name) or len(name) > longest:
        raise InvalidInput(f'"{shown(text)}" is no name of {_A[what]} {what}.', f"It has from 1 to {longest} letters.")
    return name


_LANDED = "netlog landed {} takes the offer and ends the search."
_A = {"organization": "an", "role": "a"}


def _referrer(db: sqlite3.Connection, via: str | None) -> ContactLine | None:
    if via is None:
        return None
    line = one(db, via)
    if line.is_me:
        raise InvalidInput("You cannot refer yourself.", "Leave --via out for a job that you found alone.")
    return line


def _through(referrer: ContactLine | None) -> str:
    return f", through {referrer.label}" if referrer else ""


# --- update-job ----------------------------------------------------------------------------------


def update_job(
    job: JobOf,
    stage: StageWord = None,
    to_stage: StageOption = None,
    via: Via = None,
    on: On = None,
    link: Link = None,
    note: Note = None,
    owed: Owed = False,
) -> Done:
    """Log how far a job has come.

    An offer that you take is told by `netlog landed`. --via says afterwards who referred you.
    """
    told = _stage_told(stage, to_stage)
    day = past_day(on)
    if told is None and via is None and link is None and note is None:
        raise UsageError("There is nothing to change.", f"Say the stage ({STAGES}), --via, --link or --note.")
    with reading() as db:
        row = _job(db, job)
        referrer = _referrer(db, via)
        if told:
            _check_step(row, told)
    with writing("update-job") as work:
        clauses = _write(work, row, told, day, owed, referrer, {"link": link, "note": note})
        if not clauses:
            raise AlreadyExists(f"{row.label} (j{row.id}) is so already.", "Nothing was changed.")
        work.summary = said = f"{row.label} (j{row.id}): {', '.join(clauses)}."
        return Done("update-job", said, work.seq, {"job": row.id}, tuple(_after(work, row, told)))


def _stage_told(stage: str | None, to_stage: str | None) -> words.JobStage | None:
    if stage and to_stage:
        raise UsageError("The stage is given twice.", "Give it once: netlog update-job j3 applied")
    text = stage or to_stage
    return word_of(S, text, "stage of a job") if text else None


def _check_step(row: JobRow, stage: words.JobStage) -> None:
    if row.landed_on:
        raise InvalidInput(
            f"{row.label} (j{row.id}) is the offer you took.", f"If it came to nothing: netlog remove j{row.id}"
        )
    if row.stage == stage:
        since = f" {on_day(date.fromisoformat(row.since))}" if row.since else ""
        raise AlreadyExists(f"{row.label} (j{row.id}) is {stage} already, since{since.replace(' on', '')}.")


def _write(
    work: "Work",
    row: JobRow,
    stage: words.JobStage | None,
    day: date,
    owed: bool,
    referrer: ContactLine | None,
    fields: dict[str, str | None],
) -> list[str]:
    """Make the job as told. Returns what changed, in clauses."""
    from netlog.store.writer import jobs as write

    clauses = []
    if referrer and write.set_via(work, row.id, referrer.id):
        clauses.append(f"through {referrer.label}")
    if stage:
        write.step(work, row.id, stage, day, owed=owed)
        clauses.insert(0, f"{stage} {on_day(day)}")
    changes = {name: value or None for name, value in fields.items() if value is not None}
    return clauses + [name for name, value in changes.items() if work.update("job", row.id, **{name: value})]


def _after(work: "Work", row: JobRow, stage: words.JobStage | None) -> Iterator[str]:
    now = read.by_number(work.db, row.id)
    if stage and now and now.stage != stage:
        yield f"It stays {now.stage}, which came later."
    elif stage in (S.OFFER, S.ACCEPTED):
        yield _LANDED.format(f"j{row.id}")


def _job(db: sqlite3.Connection, text: str) -> JobRow:
    """The job that an id or an organization means. Raises NotFound, or Ambiguous where several open ones are there."""
    number = re.fullmatch(r"j?(\d{1,15})", text.strip(), re.IGNORECASE)
    if number:
        row = read.by_number(db, int(number[1]))
        if row is None:
            raise NotFound(f"There is no job j{number[1]}.", "`netlog jobs --all` lists them.")
        return row
    known = organization(db, text)
    there = [row for row in read.rows(db) if known and row.organization_id == known[0]]
    if not there:
        hint = f'To add one: netlog add-job "{shown(text)}" ROLE' if organization_key(text) else ""
        raise NotFound(f'There is no job at "{shown(text)}".', hint or "`netlog jobs --all` lists them.")
    open_ = [row for row in there if not S(row.stage).is_over]
    return _picked(f'"{shown(text)}"', open_ or there)


def _picked(what: str, found: Sequence[JobRow]) -> JobRow:
    if len(found) == 1:
        return found[0]
    lines = tuple(f"j{row.id}  {row.label} ({row.stage})" for row in found)
    index = choose(f"Which job of {what}?", lines)
    if index is not None:
        return found[index]
    raise Ambiguous(f"{what} fits {len(found)} jobs:", "Give the id.", lines)


# --- jobs ----------------------------------------------------------------------------------------


COLUMNS: tuple[Column[JobEntry], ...] = (
    Column("id", "id", lambda entry: f"j{entry.job.id}", style="id", min_width=3),
    Column("organization", "organization", lambda entry: entry.job.organization, style="name"),
    Column("role", "role", lambda entry: entry.job.role, min_width=20),
    Column("stage", "stage", lambda entry: _stage_now(entry.job)[0], min_width=10),
    Column("since", "since", lambda entry: _since(entry.job), priority=2, min_width=6),
    Column("people", "people there", lambda entry: _people_in_words(entry), priority=3, min_width=26),
    Column("via", "through", lambda entry: _chain_in_words(entry), priority=1, min_width=20, wraps=True),
)

FLAT = ("id", "organization", "role", "stage", "applied_on", "via", "chain")


def jobs(all_: All = False) -> Listing[JobEntry]:
    """List jobs, whom you know there, and who referred you.

    Those of which something can still come, the furthest first; --all lists the others too.
    """
    with reading() as db:
        found = read.jobs(db, current().today, all_=all_)
    return Listing(
        command="jobs",
        rows=found,
        columns=COLUMNS,
        record=record,
        flat=FLAT,
        title="Jobs",
        footer=(_next(found[0]),) if found and not _is_over(found[0]) else (),
        empty="No job is open. To add one: netlog add-job ORG ROLE --via WHO",
        whole=all_,
    )


def record(entry: JobEntry) -> dict[str, object]:
    """The JSON of one job; `chain` are the names of who led there, the first of them first."""
    job, people, chain = entry
    return {
        "id": job.id,
        "organization": job.organization,
        "organization_id": job.organization_id,
        "role": job.role,
        "stage": job.stage,
        "since": job.since,
        "applied_on": job.applied_on,
        "landed_on": job.landed_on,
        "via": job.via,
        "via_id": job.via_id,
        "chain": [line.name for line in chain],
        "chain_ids": [line.id for line in chain],
        "contacts": [{"id": person.id, "name": person.name, "stage": person.stage} for person in people],
        "link": job.link,
        "note": job.note,
    }


def _next(entry: JobEntry) -> str:
    """The command that brings a job further: an offer is there to be taken."""
    id = entry.job.id
    return f"netlog landed j{id}" if entry.job.stage == S.OFFER else f"netlog update-job j{id} STAGE"


def _is_over(entry: JobEntry) -> bool:
    return S(entry.job.stage).is_over


def _stage_now(job: JobRow) -> tuple[str, str | None]:
    """How far a job has come and since when; "landed" for the offer that was taken."""
    return ("landed", job.landed_on) if job.landed_on else (job.stage, job.since)


def _since(job: JobRow) -> str:
    day = _stage_now(job)[1]
    return short_day(date.fromisoformat(day), current().today) if day else ""


def _chain_in_words(entry: JobEntry) -> str:
    """Who led there, the first of them first; who refers me where there is little room."""
    names = [line.name for line in entry.chain]
    return " > ".join(names if current().is_wide else names[-1:]) or "cold"


def _people_in_words(entry: JobEntry) -> str:
    return and_more([person.name for person in entry.people], 2 if current().is_wide else 1)


# --- landed --------------------------------------------------------------------------------------


class _Thanks(NamedTuple):
    """Somebody to thank now that the search is over, and by when."""

    follow_up: int
    contact: int
    name: str
    due_on: str


def landed(job: MaybeJob = None, on: On = None) -> Done:
    """Take an offer: the search ends with thanks.

    It says who led to the offer, from the first contact on, and whom to thank, upstream first.
    """
    day = past_day(on)
    with reading() as db:
        row = _offer(db, job)
        _check_day(row, day)
        chain = read.chain(db, row, current().today)
    with writing("landed") as work:
        from netlog.store.writer.jobs import land

        land(work, row.id, day)
        work.summary = said = f"Landed: {row.label} (j{row.id}), {on_day(day)}."
        step = work.seq
    with reading() as db:
        thanks = [_Thanks(*found) for found in read.to_thank(db, chain)]
    return Done(
        "landed",
        (said, _led_there(chain), *_to_thank(thanks)),
        step,
        {
            "job": row.id,
            "landed_on": day.isoformat(),
            "chain": [line.name for line in chain],
            "thank": [thank._asdict() for thank in thanks],
        },
        ("For the words: netlog draft landed WHO",) if thanks else (),
    )


def _offer(db: sqlite3.Connection, text: str | None) -> JobRow:
    """The job whose offer is taken. Raises AlreadyExists where the search is over, InvalidInput where no offer is."""
    _check_not_landed(read.ended(db))
    if text is not None:
        row = _job(db, text)
        _check_not_landed(row)
        if row.stage not in (S.OFFER, S.ACCEPTED):
            raise InvalidInput(
                f"{row.label} (j{row.id}) is no offer yet: {row.stage}.",
                f"If they made one: netlog update-job j{row.id} offer",
            )
        return row
    offers = [row for row in read.rows(db) if row.stage in (S.OFFER, S.ACCEPTED) and not row.landed_on]
    if not offers:
        raise InvalidInput(
            "There is no offer to take yet.", "Say which job made one: netlog update-job JOB offer, or netlog add-job."
        )
    return _picked("the offers", offers)


def _check_not_landed(row: JobRow | None) -> None:
    if row and row.landed_on:
        raise AlreadyExists(
            f"You landed {on_day(date.fromisoformat(row.landed_on))}: {row.label} (j{row.id}).",
            f"If it came to nothing: netlog remove j{row.id}",
        )


def _check_day(row: JobRow, day: date) -> None:
    if row.since and day.isoformat() < row.since:
        raise InvalidInput(
            f"{row.label} (j{row.id}) came to {row.stage} {on_day(date.fromisoformat(row.since))};"
            f" it was not taken before.",
            "Give a later --on.",
        )


def _led_there(chain: Sequence[ContactLine]) -> str:
    if not chain:
        return "Nobody led there: it was a cold application."
    return f"The chain: {' > '.join(line.name for line in chain)} > the offer."


def _to_thank(thanks: Sequence[_Thanks]) -> Iterator[str]:
    if thanks:
        yield f"To thank, the first of the chain first ({len(thanks)}):"
    for thank in thanks:
        due = date.fromisoformat(thank.due_on)
        yield f"  f{thank.follow_up}  {thank.name}, {'by' if due >= current().today else 'due'} {long_day(due)}"
