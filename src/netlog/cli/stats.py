"""`stats`: how often a reply, a cup or an introduction came of what I sent, and an interview or offer of a job."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from netlog.cli.context import current
from netlog.cli.database import reading
from netlog.render.result import Block, Card, Column, Lines, Table
from netlog.rows.looking_back import JobRate, SendingRow
from netlog.rules.rates import Rate, between, counted, rate, spoken
from netlog.store.reader import stats as read
from netlog.words import OrganizationKind

WAITING_DAYS = 28  # a sending that young and unanswered says nothing yet: 20 business days close it (RULES.md 1)
TEMPLATE_SENDINGS = 20  # fewer of one template say nothing about it

EMPTY = "Nothing was sent yet. The first words: netlog draft outreach WHO"
HONEST = "The percentages say where the true rate may lie: with few sendings that is nearly anywhere."
WAITING = "Waiting: sent in the last four weeks and unanswered; the rates leave it out."


class Group(NamedTuple):
    """Sendings of one kind: how many, how many of them are too young to count, and what came of the others."""

    by: str
    name: str
    sent: int
    waiting: int
    replied: Rate
    met: Rate
    introduced: Rate


def stats() -> Card:
    """Show your own rates of replies, coffees and introductions.

    Counted by channel, by what you share with people and, from 20 sendings, by template. A sending of the last four
    weeks that nobody answered is left out of the rates: it may still be answered.
    """
    with reading() as db:
        sendings, kinds, jobs = read.sendings(db), read.shared_kinds(db), read.job_rates(db)
    groups = list(_groups(sendings, kinds, current().today))
    return Card(
        command="stats",
        record={"sendings": [_record(group) for group in groups], "jobs": [_job_record(job) for job in jobs]},
        blocks=list(_blocks(groups, jobs)),
        title="Stats",
    )


def _groups(sendings: Sequence[SendingRow], kinds: dict[int, frozenset[str]], today: date) -> Iterator[Group]:
    """All together, then by channel, by shared affiliation, by template."""
    if not sendings:
        return
    yield _group("all", "all", sendings, today)
    yield from _by("channel", ((row.channel or "untold", row) for row in sendings), today)
    shared = ((kind, row) for row in sendings for kind in sorted(kinds.get(row.contact_id, {NOTHING})))
    yield from _by("affiliation", shared, today)
    templates = _by("template", ((row.template, row) for row in sendings if row.template), today)
    yield from (group for group in templates if group.sent >= TEMPLATE_SENDINGS)


NOTHING = "nothing shared"


def _by(by: str, named: Iterable[tuple[str, SendingRow]], today: date) -> Iterator[Group]:
    """A group for each name, the largest first."""
    found: dict[str, list[SendingRow]] = {}
    for name, row in named:
        found.setdefault(name, []).append(row)
    for name, rows in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        yield _group(by, name, rows, today)


def _group(by: str, name: str, rows: Sequence[SendingRow], today: date) -> Group:
    counted = [row for row in rows if not _is_waiting(row, today)]
    came = [len(days) - days.count(None) for days in zip(*(row[-3:] for row in counted), strict=True)] or [0, 0, 0]
    replied, met, introduced = (rate(hits, len(counted)) for hits in came)
    return Group(by, name, len(rows), len(rows) - len(counted), replied, met, introduced)


def _is_waiting(row: SendingRow, today: date) -> bool:
    answered = row.replied_on or row.met_on or row.introduced_on
    return not answered and (today - date.fromisoformat(row.sent_on)).days < WAITING_DAYS


# --- on a screen ---------------------------------------------------------------------------------

_SHARED = {OrganizationKind.COMPANY.value: "employer"}
_TITLES = {"all": "Sent", "channel": "By channel", "affiliation": "By what we share", "template": "By template"}


def _is_narrow() -> bool:
    """Whether a rate and its interval stand on two lines."""
    here = current()
    return here.format == "table" and not here.is_wide


def _rate_column(key: str, title: str, found: Callable[[Any], Rate]) -> Column[Any]:
    """A column of rates: "6 of 9 (35-88 %)", and where it is narrow "6 of 9" above "35-88 %"."""

    def narrow(line: tuple[Any, int]) -> str:
        return (between if line[1] else counted)(found(line[0]))

    if not _is_narrow():
        return Column(key, title, lambda row: spoken(found(row)))
    return Column(key, title, narrow, style=lambda line: "dim" if line[1] else "", min_width=max(len(title), 10))


def _first(column: Column[Any]) -> Column[Any]:
    """A column that says nothing on the line of the intervals."""
    if not _is_narrow():
        return column
    return column._replace(cell=lambda line: None if line[1] else column.value(line[0]))


def _table(rows: Sequence[tuple[Any, int]], columns: Iterable[Column[Any]], title: str) -> Table[Any]:
    """Rows, each with how many its rates count, on a line each; where it is narrow on two if there is a rate."""
    if not _is_narrow():
        return Table([row for row, _ in rows], tuple(columns), title)
    return Table([(row, line) for row, of in rows for line in ((0, 1) if of else (0,))], tuple(columns), title)


def _sending_columns() -> Iterator[Column[Any]]:
    name = Column[Group]("name", "", lambda group: _SHARED.get(group.name, group.name), style="name", min_width=14)
    waiting = Column[Group]("waiting", "waiting", lambda group: group.waiting or "", align="right", priority=1)
    yield _first(name)
    yield _first(Column("sent", "sent", align="right", min_width=4))
    yield _first(waiting._replace(min_width=7))
    yield _rate_column("replied", "replied", lambda group: group.replied)
    yield _rate_column("met", "met", lambda group: group.met)
    yield _rate_column("introduced", "introduced me", lambda group: group.introduced)


def _job_columns() -> Iterator[Column[Any]]:
    yield _first(Column("way", "", style="name", min_width=8))
    yield _first(Column("applied", "applied", align="right", min_width=7))
    yield _rate_column("interviews", "interview", lambda job: rate(job.interviews, job.applied))
    yield _rate_column("offers", "offer", lambda job: rate(job.offers, job.applied))


def _blocks(groups: Sequence[Group], jobs: Sequence[JobRate]) -> Iterator[Block]:
    for by, title in _TITLES.items():
        yield _table([(group, group.replied.of) for group in groups if group.by == by], _sending_columns(), title)
    yield _table([(job, job.applied) for job in jobs], _job_columns(), "Jobs applied for")
    waits = any(group.waiting for group in groups)
    yield Lines([HONEST, *([WAITING] if waits else [])] if groups or jobs else [EMPTY])


# --- JSON ----------------------------------------------------------------------------------------


def _record(group: Group) -> dict[str, Any]:
    rates = {name: _rate(getattr(group, name)) for name in ("replied", "met", "introduced")}
    return {"by": group.by, "name": group.name, "sent": group.sent, "waiting": group.waiting, **rates}


def _rate(found: Rate) -> dict[str, Any]:
    return {"count": found.hits, "of": found.of, "low": round(found.low, 3), "high": round(found.high, 3)}


def _job_record(job: JobRate) -> dict[str, Any]:
    return {
        "way": job.way,
        "applied": job.applied,
        "interview": _rate(rate(job.interviews, job.applied)),
        "offer": _rate(rate(job.offers, job.applied)),
    }
