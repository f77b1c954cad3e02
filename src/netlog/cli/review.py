"""`review`: a week or a month to look back on, or to share with a coach."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Annotated, Any

import typer

from netlog.cli.context import current
from netlog.cli.database import reading
from netlog.cli.outfile import write_over_own
from netlog.errors import InvalidInput, UsageError
from netlog.render.result import Block, Card, Done, Lines
from netlog.rows.looking_back import Review, ReviewEntry
from netlog.rules.anonymous import Mask, code
from netlog.rules.days import add_months, full_day, long_day, parse_day
from netlog.rules.names import counted, shown
from netlog.store.reader import review as read

BEGINS = "# Review"
UNKNOWN_NAMES = "Names that netlog does not know, or in small letters, stay in the words: read it before you share it."

Week = Annotated[bool, typer.Option("--week", help="The last seven days; so it is without a word.")]
Month = Annotated[bool, typer.Option("--month", help="The last month.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this day.", show_default=False)]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="To this day, if not today.", show_default=False)]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it there, as Markdown.", show_default=False)
]
Anonymous = Annotated[
    bool, typer.Option("--anonymous", help="Other people's names as initials and numbers, never mine.")
]


def review(
    week: Week = False, month: Month = False, from_: From = None, to: To = None, output: Output = None,
    anonymous: Anonymous = False,
) -> Card | Done:  # fmt: skip
    """Look back on a week or a month, to share with a coach.

    Private notes stay out. With --anonymous other people are initials and numbers, the same in every review.
    """
    today = current().today
    start, end = _span(week, month, from_, to)
    with reading() as db:
        kept = output is not None or current().format == "markdown"  # and so read another day
        found = read.review(db, start, end, today, in_full=kept)
        if anonymous:
            found = _anonymous(found, read.names(db), read.links(db), read.phones(db))
    notes = (UNKNOWN_NAMES,) if anonymous else ()
    card = Card("review", _record(found), _blocks(found), _title(found), notes=notes)
    return card if output is None else _written(card, output)


def _span(week: bool, month: bool, from_: str | None, to: str | None) -> tuple[date, date]:
    """The first and the last day. Raises UsageError for options that exclude each other, InvalidInput for no span."""
    today = current().today
    if sum((week, month, bool(from_ or to))) > 1:
        raise UsageError("--week, --month and --from with --to are three ways to say it.", "Give one of them.")
    if month:
        return add_months(today, -1) + timedelta(1), today
    end = parse_day(to, today=today, direction="past") if to else today
    start = parse_day(from_, today=today, direction="past") if from_ else end - timedelta(6)
    if start > end:
        raise InvalidInput(f"{full_day(start)} lies after {full_day(end)}.", "Turn --from and --to around.")
    return start, end


def _written(card: Card, output: str) -> Done:
    from netlog.render import Page
    from netlog.render.record import markdown

    text = "".join(markdown(card, Page()))
    path = write_over_own(output, text.encode(errors="backslashreplace"), BEGINS.encode(), "review")
    return Done("review", f"Wrote the review to {shown(str(path), 200)}.", notes=card.notes)


# --- words ---------------------------------------------------------------------------------------


def _title(found: Review) -> str:
    """Whose review, and of which days."""
    days = f"{full_day(date.fromisoformat(found.start))} to {full_day(date.fromisoformat(found.end))}"
    return " · ".join(filter(None, ("Review", found.person, days)))


def _blocks(found: Review) -> list[Block]:
    cups, people = len(found.cups), len({cup.contact_id for cup in found.cups})
    counts = [
        f"{counted(cups, 'cup')}, {counted(people, 'person', 'people')}",
        counted(len(found.asks), "ask"),
        counted(len(found.replies), "reply", "replies"),
        f"{counted(len(found.made), 'introduction')} made",
        *([f"{found.thanked} of {found.owed_thanks} thanked within a day"] if found.owed_thanks else []),
    ]
    return [
        Lines([" · ".join(counts)]),
        _section("Cups", found.cups, lambda entry: f"{entry.what} with {entry.contact}"),
        _section("Asked", found.asks, lambda entry: f"{entry.contact}, {entry.what}"),
        _section("Replies", found.replies, lambda entry: f"{entry.contact}: {entry.what}"),
        _section("Introductions made", found.made, lambda entry: f"{entry.what} introduced {entry.contact}"),
        _section("Jobs", found.jobs, lambda entry: f"{entry.what}, {_of(entry)}"),
        _section("Notes", found.notes, lambda entry: f"{entry.contact}: {_of(entry)}"),
        _section("Open introductions", found.open, lambda entry: f"{entry.contact}: {entry.what}, to {_of(entry)}"),
        _section("Due", found.due, lambda entry: f"{entry.what}, {entry.contact}: {_of(entry)}"),
        _section("Next", found.plans, lambda entry: f"{entry.what} with {entry.contact}"),
    ]


def _section(title: str, entries: Sequence[ReviewEntry], said: Callable[[ReviewEntry], str]) -> Lines:
    """A line for each entry, and below a cup what was told in it."""
    lines: list[str] = []
    for entry in entries:
        day = f"{long_day(date.fromisoformat(entry.on))}: " if entry.on else ""
        lines.append(f"{day}{said(entry)}")
        lines += [f"  {label}: {' '.join(text.split())}" for label, text in entry.words if label in read.TOLD]
    return Lines(lines, title, hang=2)


def _of(entry: ReviewEntry) -> str:
    """The words of an entry that has one kind of them."""
    return " ".join(text for _, text in entry.words)


# --- without names -------------------------------------------------------------------------------


def _anonymous(
    found: Review, people: Iterable[tuple[int, str]], links: Iterable[tuple[int, str]], phones: Iterable[str]
) -> Review:
    """Everybody but me as initials and numbers, in the names and in the words; no address, link or number."""
    fields = ("cups", "asks", "replies", "made", "jobs", "open", "due", "notes", "plans")
    entries = [entry for field in fields for entry in getattr(found, field)]
    named = [(entry.contact_id, entry.contact) for entry in entries if entry.contact_id and entry.contact]
    mask = Mask([*named, *people], found.person, links, phones)

    def masked(entry: ReviewEntry) -> ReviewEntry:
        name = entry.contact and code(entry.contact_id or 0, entry.contact)
        words = tuple((label, mask.text(text)) for label, text in entry.words)
        return entry._replace(contact=name, what=mask.text(entry.what), words=words)

    changed: dict[str, Any] = {field: tuple(map(masked, getattr(found, field))) for field in fields}
    return found._replace(**changed)


# --- JSON ----------------------------------------------------------------------------------------


def _record(found: Review) -> dict[str, Any]:
    return {
        "person": found.person,
        "from": found.start,
        "to": found.end,
        "cups": [_entry(entry, "kind") for entry in found.cups],
        "asks": [_entry(entry, "kind") for entry in found.asks],
        "replies": [_entry(entry, "answer") for entry in found.replies],
        "introductions_made": [_entry(entry, "introducer") for entry in found.made],
        "jobs": [{"on": entry.on, "job": _of(entry), "stage": entry.what} for entry in found.jobs],
        "open_introductions": [_entry(entry, "state", "introducer") for entry in found.open],
        "due": [_entry(entry, "what") for entry in found.due],
        "thanked_within_a_day": {"thanked": found.thanked, "of": found.owed_thanks},
        "next": [_entry(entry, "kind") for entry in found.plans],
        "notes": [_entry(entry, "kind") for entry in found.notes],
    }


def _entry(entry: ReviewEntry, what: str, who: str = "contact") -> dict[str, Any]:
    return {"on": entry.on or None, who: entry.contact, what: entry.what, **dict(entry.words)}
