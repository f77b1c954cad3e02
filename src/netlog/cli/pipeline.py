"""`pipeline`: the people in play by stage, side by side where the terminal is wide."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from netlog.cli.contacts import nobody
from netlog.cli.context import current
from netlog.cli.database import reading
from netlog.cli.filters import Functions, Organizations, Schools, TagFilter
from netlog.cli.options import All
from netlog.cli.wording import NOBODY_IN_PLAY
from netlog.render.result import Block, Card, Column, Lines, Listing, Style, Table
from netlog.rows.looking_back import Passage, Pipeline, Waiting
from netlog.rules.days import short_day
from netlog.rules.names import counted
from netlog.rules.rates import rate, spoken
from netlog.store.reader import pipeline as read
from netlog.store.reader.contacts import Wanted, functions

SHOWN = 6  # people of one stage on a screen
UNFIT = "Nobody in play fits. Among strangers: netlog contacts, with the same options"

Stages = Sequence[tuple[str, tuple[Waiting, ...]]]


def pipeline(
    org: Organizations = None, function: Functions = None, tag: TagFilter = None, school: Schools = None,
    all_: All = False,
) -> Card | Listing[Any]:  # fmt: skip
    """Show where everybody in play stands, stage by stage.

    Those who have waited longest come first; below stands how many came on from one stage to the next. In a pipe it is
    one line a person.
    """
    wanted = Wanted(
        organizations=tuple(org or ()), functions=tuple(function or ()), tags=tuple(tag or ()),
        schools=tuple(school or ()),
    )  # fmt: skip
    filtered, here = wanted != Wanted(), current()
    with reading() as db:
        found = read.pipeline(db, wanted, here.today, passages=here.format not in ("tsv", "csv"))
        empty = "" if any(people for _, people in found.stages) else _nobody(db, found, wanted)
    strangers = _strangers(found, filtered=filtered) if empty != UNFIT else ()
    if here.format == "table":
        return _screen(found, all_, empty, _unknown(found) if not empty else (), strangers)
    notes = (*((empty,) if empty and filtered else _unknown(found)), *strangers)
    return _stages(found, notes) if here.format == "json" else _people(found, notes)


def _nobody(db: sqlite3.Connection, found: Pipeline, wanted: Wanted) -> str:
    """What an empty pipeline teaches; of a filter that describes nobody at all the same as `contacts`."""
    if wanted == Wanted():
        return NOBODY_IN_PLAY
    return UNFIT if found.strangers else nobody(found.unknown, wanted, functions(db))


def _unknown(found: Pipeline) -> tuple[str, ...]:
    return tuple(f"netlog knows no {what}." for what in found.unknown)


# --- in a pipe -----------------------------------------------------------------------------------


def _stages(found: Pipeline, notes: tuple[str, ...]) -> Listing[Any]:
    """One record a stage, for JSON."""
    passages = {passage.stage: passage for passage in found.passages}

    def record(stage: tuple[str, tuple[Waiting, ...]]) -> dict[str, Any]:
        name, people = stage
        return {
            "stage": name,
            "count": len(people),
            "contacts": [_record(person) for person in people],
            "next": _next(passages[name]) if name in passages else None,
        }

    return Listing("pipeline", found.stages, (), record, ("stage", "count"), notes=notes)


def _record(person: Waiting) -> dict[str, Any]:
    return {"id": person.id, "name": person.name, "since": person.since, "waiting_days": person.days}


def _next(passage: Passage) -> dict[str, Any]:
    """Who came on from this stage: how many of how many, and the median of the days between."""
    return {
        "stage": passage.next_stage,
        "of": passage.of,
        "came": passage.came,
        "median_days": passage.median_days,
    }


def _people(found: Pipeline, notes: tuple[str, ...]) -> Listing[Any]:
    """One line a person, for the flat formats."""
    people = [(stage, person) for stage, several in found.stages for person in several]
    return Listing(
        "pipeline",
        people,
        (),
        lambda row: {"stage": row[0], **_record(row[1])},
        ("stage", "id", "name", "since", "waiting_days"),
        notes=notes,
    )


def _strangers(found: Pipeline, *, filtered: bool) -> tuple[str, ...]:
    if not found.strangers:
        return ()
    some = "1 stranger is" if found.strangers == 1 else f"{found.strangers:,} strangers are"
    return (f"{some} not listed: netlog contacts{', with the same options' if filtered else ''}",)


# --- on a screen ---------------------------------------------------------------------------------


def _screen(found: Pipeline, all_: bool, empty: str, notes: tuple[str, ...], strangers: tuple[str, ...]) -> Card:
    count = sum(len(people) for _, people in found.stages)
    shown = max((len(people) for _, people in found.stages), default=0) if all_ else SHOWN
    blocks: list[Block] = [Lines([empty])]
    if count:
        stages = _side_by_side if current().is_wide else _sections
        blocks = [*stages(found.stages, shown), *_passages(found.passages)]
    return Card(
        command="pipeline",
        record={},
        blocks=blocks,
        title="Pipeline",
        note=f"{count} in play",
        footer=strangers,
        notes=notes,
    )


def _side_by_side(stages: Stages, shown: int) -> Iterator[Block]:
    """A column a stage: each person on two lines, the name and how long."""
    columns = [_column(place, stage, people, shown) for place, (stage, people) in enumerate(stages)]
    lines = max(2 * min(len(people), shown) + (len(people) > shown) for _, people in stages)
    yield Table(range(lines), columns)


def _column(place: int, stage: str, people: Sequence[Waiting], shown: int) -> Column[int]:
    def cell(line: int) -> str:
        if line == 2 * shown:
            return f"and {len(people) - shown} more" if len(people) > shown else ""
        if line // 2 >= len(people):
            return ""
        return _days(people[line // 2]) if line % 2 else people[line // 2].name

    def style(line: int) -> Style:
        return "dim" if line % 2 or line == 2 * shown else "name"

    return Column(str(place), f"{stage} {len(people)}", cell, style=style, min_width=9)


def _since(day: str | None) -> str:
    """A day as screens write it; a partial date as it is."""
    return short_day(date.fromisoformat(day), current().today) if day and len(day) == len("2026-11-02") else day or ""


def _days(person: Waiting) -> str:
    if person.days is None:
        return f"since {person.since}" if person.since else ""
    return "today" if not person.days else counted(person.days, "day")


_SECTION: tuple[Column[Waiting], ...] = (
    Column("id", "id", lambda person: f"c{person.id}", style="id", min_width=3),
    Column("name", "who", style="name"),
    Column("since", "since", lambda person: _since(person.since), min_width=11),
    Column("days", "waiting", _days, align="right", min_width=7),
)


def _sections(stages: Stages, shown: int) -> Iterator[Block]:
    """A section a stage, those without anybody in one line."""
    for stage, people in stages:
        more = f"{len(people) - shown} more: --all" if len(people) > shown else ""
        yield Table(people[:shown], _SECTION, f"{stage} {len(people)}", more)
    if nobody := [stage for stage, people in stages if not people]:
        yield Lines([f"Nobody: {', '.join(nobody)}"])


_PASSAGES: tuple[Column[Passage], ...] = (
    Column("stage", "from", min_width=9),
    Column("next_stage", "to", min_width=9),
    Column("came", "came on", lambda row: spoken(rate(row.came, row.of)), min_width=14),
    Column("median_days", "median", lambda row: _median(row), align="right", min_width=8),
)


def _median(passage: Passage) -> str:
    days = passage.median_days
    return "" if days is None else "1 day" if days == 1 else f"{days:g} days"


def _passages(passages: Sequence[Passage]) -> Iterator[Block]:
    yield Table([passage for passage in passages if passage.of], _PASSAGES, "From stage to stage")
