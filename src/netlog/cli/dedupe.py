"""`dedupe`: entries that may be one person, decided one by one or all that are sure."""

import io
import sqlite3
from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

import typer

from netlog.cli.context import current, say, which
from netlog.cli.database import reading, writing
from netlog.cli.options import All
from netlog.errors import UsageError
from netlog.render.result import Card, Column, Done, Listing, Table
from netlog.rows.who import ContactLine
from netlog.rules.names import counted
from netlog.store.reader.alike import Pair, pairs
from netlog.store.reader.contacts import entry

SURE = 90  # percent; from here on `--auto` decides

Auto = Annotated[bool, typer.Option("--auto", help="Merge the pairs that are sure, without asking.")]
Above = Annotated[
    int, typer.Option("--above", min=1, max=100, metavar="PERCENT", help="How sure is sure, with --auto.")
]


def dedupe(auto: Auto = False, above: Above = SURE, all_: All = False) -> Done | Listing[Pair]:
    """Find entries that are one person, and merge them.

    On a terminal each pair is shown side by side and asked about; in a pipe they are listed. A merge keeps everything
    of both and is one step for `netlog undo`; what you say are two people is not asked again.
    """
    if above != SURE and not auto:
        raise UsageError("--above goes with --auto.", f"netlog dedupe --auto --above {above}")
    with reading() as db:
        found = pairs(db, current().today)
    if auto:
        return _merge_sure(found, above / 100)
    if found and current().interactive:
        return _one_by_one(found)
    return _listing(found, whole=all_)


# --- the list -------------------------------------------------------------------------------------

_COLUMNS: tuple[Column[Pair], ...] = (
    Column("confidence", "sure", lambda pair: _percent(pair), align="right", min_width=4),
    Column("keep", "keep", lambda pair: _named(pair.keep), "name", max_width=32),
    Column("other", "other", lambda pair: _named(pair.other), "name", max_width=32),
    Column("because", "because", lambda pair: "; ".join(pair.likeness.reasons), wraps=True),
)


def _named(line: ContactLine) -> str:
    return f"c{line.id} {line.label}"


def _percent(pair: Pair) -> str:
    return f"{pair.likeness.confidence:.0%}".replace("%", " %")


def _listing(found: Sequence[Pair], *, whole: bool) -> Listing[Pair]:
    sure = sum(pair.likeness.confidence >= SURE / 100 for pair in found)
    first = found[0] if found else None
    merge = (f"netlog merge c{first.keep.id} c{first.other.id}",) if first else ()
    return Listing(
        command="dedupe",
        rows=found,
        columns=_COLUMNS,
        record=_record,
        flat=("confidence", "keep_id", "keep", "other_id", "other", "because"),
        title="Perhaps one person",
        note=f"{counted(len(found), 'pair')} · {sure} of them sure",
        footer=(" · ".join([*merge, *(["netlog dedupe --auto"] if sure else [])]),) if found else (),
        empty="No two entries look like one person.",
        whole=whole,
    )


def _record(pair: Pair) -> dict[str, Any]:
    return {
        "confidence": pair.likeness.confidence,
        "keep_id": pair.keep.id,
        "keep": pair.keep.label,
        "other_id": pair.other.id,
        "other": pair.other.label,
        "because": list(pair.likeness.reasons),
    }


# --- deciding -------------------------------------------------------------------------------------


def _merge_sure(found: Sequence[Pair], above: float) -> Done:
    from netlog.store.writer.alike import join_all

    sure = [pair for pair in found if pair.likeness.confidence >= above]
    left = len(found) - len(sure)
    rest = (f"{counted(left, 'pair')} {'is' if left == 1 else 'are'} less sure: netlog dedupe",) if left else ()
    if not sure:
        return Done("dedupe", "No pair is sure enough to be merged.", notes=rest)
    with writing("dedupe") as work:
        joined = join_all(work, sure)
        work.summary = f"Merged {counted(len(joined), 'pair')} of entries."
        said = (work.summary, *(f"  {_merged(pair)}" for pair in joined))
        ids = {"merged": [{"kept": pair.keep.id, "gone": pair.other.id} for pair in joined]}
        return Done("dedupe", said, work.seq, ids, rest)


def _merged(pair: Pair) -> str:
    return f"{pair.other.label} (c{pair.other.id}) into {pair.keep.label} (c{pair.keep.id})"


_CHOICES = {"y": "yes, merge", "n": "two people", "s": "later", "q": "stop"}


def _one_by_one(found: Sequence[Pair]) -> Done:
    """Ask about each pair; every answer is stored at once, so that stopping loses none."""
    merged = apart = 0
    gone: set[int] = set()
    for number, pair in enumerate(found, 1):
        if {pair.keep.id, pair.other.id} & gone:  # the next `dedupe` sees it anew
            continue
        say(*_side_by_side(pair, f"{number} of {len(found)}"))
        try:
            answer = which("One person?", _CHOICES, "s")
        except (EOFError, KeyboardInterrupt):
            say("")
            break
        if answer == "q":
            break
        if answer == "y":
            _merge(pair)
            gone.add(pair.other.id)
            merged += 1
        elif answer == "n":
            _keep_apart(pair)
            apart += 1
    left = len(found) - merged - apart
    parts = [(merged, "merged"), (apart, "kept apart"), (left, "left for later")]
    said = ", ".join(f"{counted(count, 'pair')} {word}" for count, word in parts if count)
    return Done("dedupe", f"{said}.")


def _merge(pair: Pair) -> None:
    from netlog.store.writer.joining import join

    with writing("dedupe") as work:
        join(work, pair.keep.id, pair.other.id)
        work.summary = f"Merged {_merged(pair)}."
        say(work.summary, "")


def _keep_apart(pair: Pair) -> None:
    from netlog.store.writer.alike import keep_apart

    with writing("dedupe") as work:
        keep_apart(work, pair.keep.id, pair.other.id)
        work.summary = f"{pair.keep.label} (c{pair.keep.id}) and {pair.other.label} (c{pair.other.id}) are two people."
        say(work.summary, "")


# --- side by side ---------------------------------------------------------------------------------


class _Fact(NamedTuple):
    """A line of the comparison."""

    label: str
    keep: str
    other: str


def _side_by_side(pair: Pair, place: str) -> list[str]:
    """The two entries in two columns, and why they may be one."""
    from netlog.render import Page, write

    with reading() as db:
        keep, other = (_facts(db, line.id) for line in (pair.keep, pair.other))
    facts = [_Fact(label, keep[label], other[label]) for label in keep if keep[label] or other[label]]
    columns: tuple[Column[_Fact], ...] = (
        Column("label", "", style="dim"),
        Column("keep", f"c{pair.keep.id}", min_width=20),
        Column("other", f"c{pair.other.id}", min_width=20),
    )
    why = f"{_percent(pair)}: {'; '.join(pair.likeness.reasons)}"
    card = Card("dedupe", {}, (Table(facts, columns, title=why, note=place),))
    drawn = io.StringIO()
    write(card, "table", drawn, io.StringIO(), Page(current().width))
    return ["", *drawn.getvalue().splitlines()]


def _facts(db: sqlite3.Connection, id: int) -> dict[str, str]:
    found = entry(db, id, current().today)
    contact = found.contact
    places = [", ".join(filter(None, [a.organization, a.role, a.end_on])) for a in found.affiliations]
    return {
        "name": contact.name,
        "called": contact.nickname or "",
        "title": contact.title or "",
        "places": "; ".join(places),
        "city": contact.city or "",
        "e-mail": ", ".join(found.emails),
        "phone": ", ".join(found.phones),
        "links": ", ".join(found.links),
        "stage": contact.stage,
        "last met": contact.last_met_on or "",
        "came by": contact.origin,
        "added": contact.added_on,
    }
