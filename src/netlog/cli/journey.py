"""`journey`: the tree of who led to whom, and the chain to an offer or a person."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Annotated, Any, NamedTuple

import typer

from netlog.cli.context import current
from netlog.cli.database import reading
from netlog.cli.options import All, completed_by
from netlog.cli.who import handle, one
from netlog.errors import NotFound, UsageError
from netlog.render.record import words
from netlog.render.result import Block, Card, Document, Line, Lines, Listing, Piece, Result
from netlog.render.text import clean
from netlog.rows.looking_back import Journey, JourneyEdge, JourneyJob, JourneyNode
from netlog.rows.who import ContactLine
from netlog.rules.days import MONTHS
from netlog.rules.tree import Place, parents, roots, walk
from netlog.store.chain import chain_to
from netlog.store.reader import journey as read
from netlog.words import Origin

From = Annotated[
    str | None,
    typer.Argument(
        metavar="[WHO]", help="Only from this person on.", autocompletion=completed_by("who"), show_default=False
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="offer|WHO",
        help="The chain that led to an offer, or to a person.",
        autocompletion=completed_by("who"),
        show_default=False,
    ),
]

OFFER = "offer"
ME = 0  # stands for me where netlog does not know my name
LONGEST = 500  # lines of a tree where no screen ends it: a longer one is no picture, and costs a second in 10,000
MARGIN = "  "  # left of every line of a card
EMPTY = "Nobody has led to anybody yet. It begins with a coffee: netlog log-coffee WHO"
NO_OFFER = "No offer yet. When one comes: netlog add-job ORGANIZATION ROLE --via WHO --stage offer"


class Tree(NamedTuple):
    """The journey with me at its root: everybody's parent, the roots, and the order of those on one level.

    `begun` are those with whom it began without anybody between; `is_whole` is false from somebody's branch on.
    """

    journey: Journey
    nodes: Mapping[int, JourneyNode]
    led_by: Mapping[int, int]
    roots: tuple[int, ...]
    ids: tuple[int, ...]
    begun: Collection[int]
    is_whole: bool

    def jobs(self, places: Iterable[Place]) -> list[JourneyJob]:
        """The jobs that came through anybody there, and of the whole tree those that nobody led to."""
        shown = {place.id for place in places}
        return [job for job in self.journey.jobs if job.via_id in shown or (job.via_id is None and self.is_whole)]


def journey(who: From = None, to: To = None, all_: All = False) -> Result:
    """Show who led to whom, and what came of it.

    Everybody stands there once, below whoever brought you furthest; other introducers are named beside. A star marks
    who led to an offer, and `--to offer` prints the chain to each. `--format mermaid` and `--format dot` draw it for
    documents.
    """
    if who and to:
        raise UsageError("WHO and --to ask for two things.", "Give one of them.")
    here = current()
    with reading() as db:
        found = read.journey(db, here.today)
        start = one(db, who) if who else None
        offers = [job for job in found.jobs if job.stage in read.OFFERED]
        chains = {job.id: chain_to(db, job.via_id, here.today) for job in offers}
        goal = one(db, to) if to and to != OFFER else None
        if goal:
            chain = _chain_to(db, found, goal)
    if somebody := start or goal:
        found = _with(found, somebody)
    tree = _tree(found, start.id if start else None)
    if to is not None:
        told = [(chains[job.id], job) for job in offers] if goal is None else [(chain, None)]
        return _chains(tree, told)
    places = tuple(walk(tree.roots, tree.led_by, tree.ids))
    if here.format in _DRAWN:
        return _document(tree, places, here.format)
    if here.format in ("tsv", "csv"):
        return _listing(tree, places)
    return _card(tree, places, chains, all_)


def _chain_to(db: sqlite3.Connection, found: Journey, goal: ContactLine) -> list[int]:
    """Who led to somebody. Raises NotFound where nobody did, and nothing else has come of them either."""
    chain = chain_to(db, goal.id, current().today)
    if chain == [goal.id] and goal.id not in found.nodes:
        raise NotFound(
            f"Nobody has led to {goal.name} yet.", f"Who could: netlog path {handle(db, goal.id, goal.name)}"
        )
    return chain


def _with(found: Journey, line: ContactLine) -> Journey:
    """The journey with somebody in it of whom nothing has come yet."""
    node = JourneyNode(line.id, line.name, line.stage, 0, None, None, 1, "", None)
    return found._replace(nodes={line.id: node, **found.nodes})


def _tree(found: Journey, start: int | None) -> Tree:
    """Whom nobody led to stands below me if we knew each other, else as a root of its own."""
    me = found.me or JourneyNode(ME, "me", "", 0, None, None, 1, "", 1)
    nodes = {me.id: me, **{id: node for id, node in found.nodes.items() if id != me.id}}
    led_by = parents((edge.from_id, edge.to_id) for edge in found.edges)
    led_by.pop(me.id, None)
    begun = _begun(found)
    ids = (me.id, *sorted((id for id in nodes if id != me.id), key=lambda id: (begun.get(id) or "~", id)))
    tops = roots(ids, led_by)
    unled = set(tops)
    mine = {id: me.id for id in tops if nodes[id].known and id != me.id}
    below = {**{id: who for id, who in led_by.items() if id not in unled}, **mine}
    cold = {id: me.id for id in tops if id not in led_by and id != me.id and id not in mine}
    seen = (start,) if start is not None else tuple(id for id in tops if id not in mine)
    return Tree(found, nodes, below, seen, ids, {**mine, **cold}.keys(), start is None)


def _begun(found: Journey) -> dict[int, str | None]:
    """The first day of everybody: the first cup, or the introduction that led to them."""
    days = {edge.to_id: edge.on for edge in reversed(found.edges)}
    return {id: node.first_on or days.get(id) for id, node in found.nodes.items()}


# --- a tree on a screen --------------------------------------------------------------------------


def _card(tree: Tree, places: Sequence[Place], chains: Mapping[int, list[int]], all_: bool) -> Card:
    here = current()
    if here.format == "json":
        jobs = tree.jobs(places)
        return Card(
            "journey", _record(tree, places, jobs, {job.id: chains[job.id] for job in jobs if job.id in chains})
        )
    limit = here.limit(all_) or (LONGEST if here.format == "table" and not all_ else None)
    starred = {id for chain in chains.values() for id in chain}
    lines = list(islice(_lines(tree, places, starred), limit)) if tree.journey.nodes else [EMPTY]
    blocks: list[Block] = [Lines(lines)]
    if len(lines) == limit and (total := _line_count(tree, places)) > limit:
        blocks.append(Lines([f"{limit:,} of {total:,} lines · --all lists them"]))
    cold = [job for job in tree.jobs(places) if job.via_id is None]
    blocks.append(Lines([_job_line(job) for job in cold], "Jobs that nobody led to"))
    others = f"{tree.journey.others} more in play, asked nothing yet" if tree.journey.others and tree.is_whole else ""
    return Card("journey", {}, blocks, "Journey", others)


def _line_count(tree: Tree, places: Sequence[Place]) -> int:
    shown = {place.id for place in places}
    return len(places) + sum(job.via_id in shown for job in tree.journey.jobs)


def _lines(tree: Tree, places: Sequence[Place], starred: Collection[int]) -> Iterator[Line]:
    """Everybody on a line, each job below whoever it came through; who led to an offer has a star."""
    jobs: dict[int, list[JourneyJob]] = {}
    for job in tree.journey.jobs:
        if job.via_id is not None:
            jobs.setdefault(job.via_id, []).append(job)
    arrivals = _arrivals(tree)
    with_children = {place.parent for place in places}
    for place in places:
        before, below = _branch(place, place.id in with_children)
        star = (("* ", "good"),) if place.id in starred else ()
        yield ((before, "dim"), *star, *_said(tree, place, arrivals))
        for job in jobs.get(place.id, ()):
            yield ((below, "dim"), *_job_line(job))


def _branch(place: Place, goes_on: bool) -> tuple[str, str]:
    """What stands left of a person, and left of the jobs below; in Markdown an indent alone, for it has lists."""
    if current().format == "markdown":
        return "  " * len(place.trail), "  " * (len(place.trail) + 1)
    before = "".join("│  " if more else "   " for more in place.trail[1:])
    stem = "│  " if goes_on else "   "
    if place.parent is None:
        return before, before + stem
    return (before + "└─ ", before + "   " + stem) if place.is_last else (before + "├─ ", before + "│  " + stem)


def _said(tree: Tree, place: Place, arrivals: Mapping[int, Sequence[JourneyEdge]]) -> Iterator[Piece]:
    """The name, what came of it, and who else led there."""
    node = tree.nodes[place.id]
    yield node.name, "name"
    if node.is_me:
        yield " (me)"
        return
    edges = arrivals.get(place.id, ())
    told = _cups(node) or next((_introduced(edge) for edge in edges if edge.from_id == place.parent), node.stage)
    if told:
        yield f"  {told}"
    if place.parent is None and not edges:
        yield " · from a roster" if node.origin == Origin.ROSTER else " · cold", "dim"
    also = [tree.nodes[edge.from_id].name for edge in edges if edge.from_id != place.parent]
    if also:
        yield f" · {'through' if place.parent is None else 'also through'} {', '.join(dict.fromkeys(also))}", "dim"


def _arrivals(tree: Tree) -> dict[int, list[JourneyEdge]]:
    found: dict[int, list[JourneyEdge]] = {}
    for edge in tree.journey.edges:
        found.setdefault(edge.to_id, []).append(edge)
    return found


def _cups(node: JourneyNode) -> str:
    """ "coffee 19 Nov", with how many there were where there were several."""
    if node.first_on is None:
        return ""
    several = f", {node.cups} cups" if node.cups > 1 else ""
    return f"{node.kind} {_day(node.first_on)}{several}"


def _introduced(edge: JourneyEdge) -> str:
    return f"{edge.kind} {_day(edge.on)}" if edge.on else edge.kind


def _job_line(job: JourneyJob) -> tuple[Piece, ...]:
    """ "* offer, Figma: Product manager · 9 Jun, accepted 12 Jun"; "applied, Figma: Product manager"."""
    where = f", {job.organization}: {job.role}"
    if job.stage not in read.OFFERED:
        return (f"{job.stage}{where}",)
    days = [("offer", job.offer_on), ("accepted", job.accepted_on)]
    (what, first), *later = [(what, day) for what, day in days if day] or [(job.stage, "")]
    told = ", ".join(filter(None, [first and _day(first), *(f"{what} {_day(day)}" for what, day in later if day)]))
    return ((f"* {what}", "good"), f"{where}{f' · {told}' if told else ''}")


def _day(day: str) -> str:
    """A day of a story: "19 Nov", with the year where it is another one."""
    on = date.fromisoformat(day)
    text = f"{on.day} {MONTHS[on.month - 1][:3]}"
    return text if on.year == current().today.year else f"{text} {on.year}"


# --- chains --------------------------------------------------------------------------------------


def _chains(tree: Tree, told: Sequence[tuple[list[int], JourneyJob | None]]) -> Result:
    """A line a chain, from me to the offer or the person; a row a step in the flat formats."""
    kept = {tree.ids[0], *(id for chain, _ in told for id in chain)}
    places = [place for place in walk(tree.roots, tree.led_by, tree.ids) if place.id in kept]
    here = current()
    if here.format in _DRAWN:
        return _document(tree, places, here.format)
    if here.format in ("tsv", "csv"):
        return _steps(tree, told)
    jobs = [job for _, job in told if job]
    record = _record(tree, places, jobs, {job.id: chain for chain, job in told if job})
    record["chains"] = [chain for chain, _ in told]
    ways = [tuple(_way(tree, chain, job)) for chain, job in told]
    shown = [_shown(way, here.width) if here.format == "table" else [_chain(way)] for way in ways]
    title = "Journey" if here.format == "markdown" else ""
    return Card("journey", record, [Lines(lines) for lines in shown or [[NO_OFFER]]], title)


STEP = ("chain", "step", "id", "name", "what", "on", "job_id")


def _steps(tree: Tree, told: Sequence[tuple[list[int], JourneyJob | None]]) -> Listing[Any]:
    """The chains for the flat formats: me, whoever led on, and the job, each with what came of it and when."""
    rows: list[tuple[object, ...]] = []
    arrivals = _arrivals(tree)
    me = tree.nodes[tree.ids[0]]
    for number, (chain, job) in enumerate(told, 1):
        rows.append((number, 1, me.id or None, me.name, None, None, None))
        for step, (before, id) in enumerate(zip((None, *chain), chain, strict=False), 2):
            node, edge = tree.nodes[id], next((edge for edge in arrivals.get(id, ()) if edge.from_id == before), None)
            how = (node.kind, node.first_on) if node.first_on else (edge.kind, edge.on) if edge else (None, None)
            rows.append((number, step, id, node.name, *how, None))
        if job:
            where = f"{job.organization}: {job.role}"
            rows.append((number, len(chain) + 2, None, where, job.stage, job.offer_on or job.accepted_on, job.id))
    notes = () if rows else (NO_OFFER,)
    return Listing("journey", rows, (), lambda row: dict(zip(STEP, row, strict=True)), STEP, notes=notes)


def _way(tree: Tree, chain: Sequence[int], job: JourneyJob | None) -> Iterator[tuple[Piece, ...]]:
    """The steps of a chain: me, "Tom Alvarez (coffee 7 Oct)", "* offer, Figma"."""
    yield ((tree.nodes[tree.ids[0]].name, "name"),)
    arrivals = _arrivals(tree)
    for before, id in zip((None, *chain), chain, strict=False):
        edges = (edge for edge in arrivals.get(id, ()) if edge.from_id == before)
        told = _cups(tree.nodes[id]) or next(map(_introduced, edges), "")
        yield (tree.nodes[id].name, "name"), f" ({told})" if told else ""
    if job and not chain:
        yield ("cold",)
    if job:
        yield _job_line(job)


def _chain(way: Sequence[tuple[Piece, ...]]) -> Line:
    """The steps on one line: "me -> Tom Alvarez (coffee 7 Oct) -> * offer, Figma"."""
    first, *others = way
    return (*first, *(piece for step in others for piece in (" -> ", *step)))


def _shown(way: Sequence[tuple[Piece, ...]], width: int) -> list[Line]:
    """The same on a screen; a step a line where one line is too short."""
    from rich.cells import cell_len  # for a screen only

    line = _chain(way)
    if cell_len(words(line)) + len(MARGIN) <= width:
        return [line]
    first, *others = way
    return [first, *(("-> ", *step) for step in others)]


# --- in a pipe, and for documents ----------------------------------------------------------------


def _record(
    tree: Tree, places: Sequence[Place], jobs: Sequence[JourneyJob], chains: Mapping[int, list[int]]
) -> dict[str, Any]:
    """Whoever is named anywhere in it is one of the nodes."""
    ids = dict.fromkeys((*(place.id for place in places), *(id for chain in chains.values() for id in chain)))
    nodes = [tree.nodes[id] for id in ids if id != ME]
    return {
        "nodes": [
            {"id": node.id, "name": node.name, "stage": node.stage, "cups": node.cups, "first_on": node.first_on}
            for node in nodes
        ],
        "edges": [
            {"from": edge.from_id, "to": edge.to_id, "kind": edge.kind, "on": edge.on}
            for edge in (*_from_me(tree), *tree.journey.edges)
            if edge.from_id in ids and edge.to_id in ids
        ],
        "jobs": [
            {"id": job.id, "organization": job.organization, "role": job.role, "stage": job.stage, "via_id": job.via_id}
            for job in jobs
        ],
        "offers": [{"job_id": job, "chain": chain} for job, chain in chains.items()],
    }


def _from_me(tree: Tree) -> Iterator[JourneyEdge]:
    """With whom it began, where netlog knows me: people I knew, and those I met cold."""
    if tree.ids[0] == ME:
        return
    days = _begun(tree.journey)
    for id in tree.ids:
        if id in tree.begun:
            yield JourneyEdge(tree.ids[0], id, "known" if tree.nodes[id].known else "cold", days.get(id))


FLAT = ("depth", "id", "name", "stage", "cups", "first_on", "through_id", "through", "job")


def _listing(tree: Tree, places: Sequence[Place]) -> Listing[Place | JourneyJob]:
    """One line a person, in the order of the tree, and one a job that nobody led to."""
    shown = tree.jobs(places)
    jobs: dict[int | None, list[str]] = {}
    for job in shown:
        jobs.setdefault(job.via_id, []).append(_job_in_a_cell(job))

    def record(row: Place | JourneyJob) -> dict[str, Any]:
        if isinstance(row, JourneyJob):
            return {**dict.fromkeys(FLAT), "job": _job_in_a_cell(row)}
        node, parent = tree.nodes[row.id], row.parent
        return {
            "depth": len(row.trail),
            "id": node.id or None,
            "name": node.name,
            "stage": node.stage,
            "cups": node.cups,
            "first_on": node.first_on,
            "through_id": parent or None,
            "through": tree.nodes[parent].name if parent is not None else None,
            "job": jobs.get(row.id, ()),
        }

    cold = [job for job in shown if job.via_id is None]
    rows: list[Place | JourneyJob] = [*(places if tree.journey.nodes else ()), *cold]
    return Listing("journey", rows, (), record, FLAT, notes=() if rows else (EMPTY,))


def _job_in_a_cell(job: JourneyJob) -> str:
    return f"{job.stage}, {job.organization}"


def _document(tree: Tree, places: Sequence[Place], format_: str) -> Document:
    """The tree in the words of a drawing program."""
    head, foot, node, edge = _DRAWN[format_]
    lines = [node.format(f"c{place.id}", _quoted(tree.nodes[place.id].name, format_)) for place in places]
    lines += [edge.format(f"c{place.parent}", f"c{place.id}") for place in places if place.parent is not None]
    shown = {place.id for place in places}
    for job in tree.journey.jobs:
        if job.via_id in shown:
            words = _quoted(f"{job.stage}, {job.organization}: {job.role}", format_)
            lines += [node.format(f"j{job.id}", words), edge.format(f"c{job.via_id}", f"j{job.id}")]
    return Document("journey", [f"{clean(line)}\n" for line in (head, *(f"  {line}" for line in lines), *foot)])


# Head, foot, a node and an edge of each drawing program.
_DRAWN: Mapping[str, tuple[str, tuple[str, ...], str, str]] = {
    "mermaid": ("graph LR", (), '{}["{}"]', "{} --> {}"),
    "dot": ("digraph journey {", ("}",), '{} [label="{}"];', "{} -> {};"),
}


def _quoted(text: str, format_: str) -> str:
    """A name between quotes: Mermaid knows character numbers, dot backslashes."""
    line = " ".join(text.split())
    if format_ == "mermaid":
        return "".join(f"#{ord(sign)};" if sign in '"#&<>[]{}`;\\' else sign for sign in line)
    return line.replace("\\", "\\\\").replace('"', '\\"')
