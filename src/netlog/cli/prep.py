"""`prep`: one page for the half hour with somebody."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from netlog.cli.context import current
from netlog.cli.database import reading, search
from netlog.cli.options import All, Who
from netlog.cli.who import handle, one
from netlog.cli.wording import labelled
from netlog.errors import InvalidInput
from netlog.render.result import Block, Card, Column, Facts, Line, Lines, Table
from netlog.rows.asking import Name
from netlog.rows.introductions import IntroRow
from netlog.rows.meetings import MeetingRow
from netlog.rows.people import AffiliationRow, TimelineRow
from netlog.rules.days import long_day, short_day
from netlog.rules.filling import Known, was_made
from netlog.rules.prep import Part, parts, questions
from netlog.rules.suggesting import about
from netlog.rules.ties import CAME
from netlog.store.reader import drafts as read
from netlog.store.reader.suggesting import names_for
from netlog.words import IntroState, MeetingState, OrganizationKind

SAID_ON_PAGE = 6  # entries of what was said before; --all shows every one
USUAL_MINUTES = 30


class _Page(NamedTuple):
    """Everything on the page."""

    known: Known
    plan: MeetingRow | None
    parts: tuple[Part, ...]
    questions: tuple[str, ...]
    short: str  # what hints call the person
    names: tuple[Name, ...]  # targets whom they are likeliest to know
    handles: tuple[str, ...]  # what hints call these

    @property
    def through(self) -> list[IntroRow]:
        """Who introduced them or gave me the name; a wish of mine connects nobody."""
        card = self.known.card
        mine = [row for row in card.introductions if row.contact_id == card.entry.contact.id]
        return [row for row in mine if row.state != IntroState.WANTED]

    @property
    def said(self) -> list[TimelineRow]:
        """What was said and noted before, the latest first; what is planned is no part of it."""
        timeline = self.known.card.timeline
        return [row for row in timeline if row.entry != "meeting" or row.state == MeetingState.HELD]

    @property
    def shared(self) -> list[AffiliationRow]:
        """Where I am or was too."""
        card = self.known.card
        return [row for row in card.entry.affiliations if row.id in card.shared]


def prep(who: Who, all_: All = False) -> Card:
    """Prepare the half hour with somebody, on one page.

    Who it is, how you are connected, what was said before, the minutes, and at most six questions. Private notes are
    on it: it is for your own eyes.
    """
    today = current().today
    with reading() as db:
        line = one(db, who)
        if line.is_me:
            raise InvalidInput("You need no page about yourself.", "Say whom you will meet.")
        known = read.known(db, line.id, today)
        short = handle(db, line.id, line.name)
        names = tuple(names_for(search(db), line.id))
        handles = tuple(handle(db, name.id, name.name) for name in names)
    plan = next((row for row in known.plans if row.day_on >= today.isoformat()), None)
    minutes = plan.minutes if plan else USUAL_MINUTES
    page = _Page(known, plan, parts(line.name, minutes), questions(known, today), short, names, handles)
    return Card(
        command="prep",
        record=_record(page),
        blocks=tuple(_blocks(page, everything=all_ or not current().on_screen)),
        title=line.name,
        note=_when(plan) if plan else "nothing is planned yet",
        footer=(f"netlog log-coffee {short}",) if plan else (f'netlog schedule {short} "thu 9:30"',),
    )


# --- the screen -----------------------------------------------------------------------------------


def _when(plan: MeetingRow) -> str:
    day = long_day(date.fromisoformat(plan.day_on))
    return f"{plan.kind}, {day} {plan.time}" if plan.time else f"{plan.kind}, {day}"


_PARTS: tuple[Column[Part], ...] = (
    Column("start", "minute", lambda part: f"{part.start:02}-{part.end:02}", style="dim", min_width=6),
    Column("what", "what"),
)


def _blocks(page: _Page, *, everything: bool) -> Iterator[Block]:
    yield Facts(tuple(_facts(page)))
    said = page.said if everything else page.said[:SAID_ON_PAGE]
    more = len(page.said) - len(said)
    yield Lines([*_said(said), *([f"{more} earlier · --all shows them"] if more else [])], "Said before", hang=8)
    yield Table(page.parts, _PARTS, title="The minutes")
    yield Facts([(f"{number}", text) for number, text in enumerate(page.questions, 1)], title="Questions")
    if page.names:
        yield Table(page.names, _NAMES, title="Do you know any of these?", note="ask before the exit question")
        yield Lines([_answers(page)])


_NAMES: tuple[Column[Name], ...] = (
    Column("name", "who", style="name"),
    Column(
        "place", "", lambda name: ", ".join(filter(None, [name.title, name.organization])), priority=1, min_width=16
    ),
    Column("chance", "they do", lambda name: about(name.chance), min_width=17),
    Column("fact", "why", min_width=14, wraps=True),
)


def _answers(page: _Page) -> str:
    """The command that keeps the answers, as they might be: the first is known to them, the second is not."""
    options = [f"--{flag} {who}" for flag, who in zip(("knows", "knows-not"), page.handles, strict=False)]
    return f"Keep the answers: netlog log-coffee {page.short} {' '.join(options)}"


def _facts(page: _Page) -> Iterator[tuple[str, Line | None]]:
    entry, contact = page.known.card.entry, page.known.card.entry.contact
    yield "who", ", ".join(filter(None, [contact.title, contact.organization, contact.city]))
    yield "before", ", ".join(_formerly(entry.affiliations))
    for label, row in labelled("you share", page.shared):
        yield label, (row.organization, *_more(row))
    for label, intro in labelled("through", page.through):
        yield label, _through(intro)
    yield "known", _known(page)
    yield "how we met", contact.how_met
    yield "where", page.plan.place if page.plan else None
    yield "with", ", ".join(name for name in page.plan.contacts if name != contact.name) if page.plan else None
    yield "promised", "; ".join(page.known.promises)
    yield "reach", ", ".join([*entry.phones[:1], *entry.emails[:1], *entry.links[:1]])


def _formerly(affiliations: Sequence[AffiliationRow]) -> Iterator[str]:
    for row in affiliations:
        if row.kind == OrganizationKind.COMPANY and row.is_over:
            yield f"{row.organization} ({row.role})" if row.role else row.organization


def _more(row: AffiliationRow) -> tuple[str, ...]:
    year = row.end_on[:4] if row.kind == OrganizationKind.SCHOOL and row.end_on else None
    told = ", ".join(filter(None, [row.role, year]))
    return (f" · {told}",) if told else ()


_MAY_NAME = {"yes": " · may be named", "no": " · not to be named", "unknown": ""}


def _through(row: IntroRow) -> Line:
    """ "Sam Okafor introduced you on Tue 3", "Ben Ito gave you the name on 21 Aug · may be named"."""
    if was_made(row):
        did, day = CAME[IntroState.MADE], row.made_on or row.met_on
    elif row.named_on:
        did, day = CAME[IntroState.NAMED], row.named_on
    else:
        state = IntroState(row.state)
        did, day = CAME.get(state, f"was to introduce you: {state}"), row.since
    on = f" on {_day(day)}" if day else ""
    return row.introducer, f" {did}{on.replace('on today', 'today')}{_MAY_NAME[row.may_use_name]}"


def _known(page: _Page) -> str | None:
    contact = page.known.card.entry.contact
    if not contact.known:
        return None
    return f"before netlog, since {_day(contact.known_since)}" if contact.known_since else "before netlog"


def _day(day: str) -> str:
    """A day as screens write it; a partial date as it is."""
    return short_day(date.fromisoformat(day), current().today) if len(day) == 10 else day


_TOLD = (("learned", "learned"), ("landed", "landed it"), ("advice", "advice"))


def _said(rows: Iterable[TimelineRow]) -> Iterator[Line]:
    for row in rows:
        first, *more = _words(row)
        yield (f"{_day(row.day_on):<7}", "dim"), f" {first}"
        yield from (f"{'':8}{line}" for line in more)


def _words(row: TimelineRow) -> list[str]:
    if row.entry == "meeting":
        told = [f"{word}: {getattr(row, field)}" for field, word in _TOLD if getattr(row, field)]
        return [f"{row.kind}, {row.place}" if row.place else str(row.kind), *told]
    body = (row.body or "").splitlines()
    if row.entry == "note":
        return [f"{'private' if row.private else 'note'}: {' '.join(body)}"]
    head = f"they wrote: {row.answer or ''}".rstrip(": ") if row.state == "received" else f"you sent: {row.kind}"
    return [f"{head} · {' '.join(body)}" if body else head]


# --- JSON -----------------------------------------------------------------------------------------


def _record(page: _Page) -> dict[str, Any]:
    from netlog.cli.plans import record as of_meeting

    entry, contact = page.known.card.entry, page.known.card.entry.contact
    of = {kind: [row for row in page.said if row.entry == kind] for kind in ("meeting", "message", "note")}
    return {
        "contact": contact.name,
        "contact_id": contact.id,
        "title": contact.title,
        "organization": contact.organization,
        "stage": contact.stage,
        "shared": [{"organization": row.organization, "kind": row.kind} for row in page.shared],
        "through": [_through_record(row) for row in page.through],
        "known": bool(contact.known),
        "known_since": contact.known_since,
        "how_met": contact.how_met,
        "emails": list(entry.emails),
        "phones": list(entry.phones),
        "links": list(entry.links),
        "plan": of_meeting(page.plan) if page.plan else None,
        "minutes": [part._asdict() for part in page.parts],
        "questions": list(page.questions),
        "promises": list(page.known.promises),
        "meetings": [_keys(row, "kind", "minutes", "place", "learned", "landed", "advice") for row in of["meeting"]],
        "messages": [_keys(row, "kind", "channel", "answer") | _message(row) for row in of["message"]],
        "ask_about": [_name_record(name) for name in page.names],
        "notes": [{"id": n.id, "on": n.day_on, "text": n.body, "private": bool(n.private)} for n in of["note"]],
    }


def _name_record(name: Name) -> dict[str, Any]:
    return {
        "contact": name.name,
        "contact_id": name.id,
        "organization": name.organization,
        "chance": round(name.chance, 3),
        "reason": name.fact or None,
    }


def _through_record(row: IntroRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "introducer": row.introducer,
        "introducer_id": row.introducer_id,
        "state": row.state,
        "on": row.since,
        "may_use_name": row.may_use_name,
    }


def _keys(row: TimelineRow, *names: str) -> dict[str, Any]:
    return {"id": row.id, "on": row.day_on} | {name: getattr(row, name) for name in names}


def _message(row: TimelineRow) -> dict[str, Any]:
    return {"direction": row.state, "text": row.body}
