"""Targets: what the search is after, and how well each is covered."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from netlog import words
from netlog.cli.context import current
from netlog.cli.database import reading, writing
from netlog.cli.options import All
from netlog.cli.who import handle, several
from netlog.cli.wording import and_more, anyone_at, function_of, word_of
from netlog.errors import AlreadyExists, InvalidInput, NotFound, UsageError
from netlog.render.result import Column, Done, Listing
from netlog.rows.search import PersonThere, TargetEntry
from netlog.rules.names import fold, organization_key, shown
from netlog.store.reader import targets as read
from netlog.store.reader.jobs import since_landing

if TYPE_CHECKING:
    from netlog.store.work import Work

K = words.TargetKind
S = words.Stage

LONGEST_NAME = 200
KINDS = "function, industry, title, org or person"

Kind = Annotated[
    str | None,
    typer.Argument(
        metavar="KIND",
        help=f"{KINDS[0].upper()}{KINDS[1:]}.",
        autocompletion=lambda incomplete: [kind for kind in K if kind.startswith(incomplete)],
        show_default=False,
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME...", help="What you are after, the dearest first.", show_default=False),
]
Remove = Annotated[bool, typer.Option("--remove", help="Take these targets away.")]
FromFile = Annotated[
    Path | None,
    typer.Option(
        "--from", metavar="FILE", help='Names from a file, one a line; "org: Stripe" says the kind.', show_default=False
    ),
]


# --- target --------------------------------------------------------------------------------------


class _Wish(NamedTuple):
    """A target as it is named: `key` its identity, `row` the organization or person where it is known."""

    kind: words.TargetKind
    name: str
    key: str
    row: int | None = None


def target(kind: Kind = None, names: Names = None, remove: Remove = False, from_: FromFile = None) -> Done:
    """Say what you are after, the dearest first.

    New targets come after those there are. A target that nobody you know fits is kept all the same.
    """
    told = list(_told(kind, names or [], from_))
    with reading() as db:
        wishes = list(dict.fromkeys(wish for kind_, texts in told for wish in _wishes(db, kind_, texts)))
        there = [wish for wish in wishes if read.find(db, wish.kind, wish.key)]
        notes = () if remove else tuple(_remarks(db, wishes, there))
    return _remove(wishes, there) if remove else _add(wishes, there, notes)


def _told(kind: str | None, names: Sequence[str], file: Path | None) -> Iterator[tuple[words.TargetKind, list[str]]]:
    """The kinds with their names, those of the command line before those of the file."""
    default = word_of(K, kind, "kind of target") if kind else None
    if default and names:
        yield default, list(names)
    if file:
        yield from _lines(file, default)
    elif not names:
        raise UsageError("There is no target named.", "As in: netlog target org Stripe Figma, or --from FILE.")


_PREFIXED = re.compile(rf"({'|'.join(K)})\s*:\s*(.+)", re.IGNORECASE)


def _lines(file: Path, default: words.TargetKind | None) -> Iterator[tuple[words.TargetKind, list[str]]]:
    """The targets of a file, one a line; blank lines and those behind # say nothing."""
    for number, line in enumerate(_text(file).splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        found = _PREFIXED.fullmatch(text)
        kind = K(found[1].casefold()) if found else default
        if kind is None:
            raise InvalidInput(
                f'Line {number} of {file.name} says no kind: "{shown(text)}".',
                f"Write it as org: Stripe, or name the kind for all of them ({KINDS}).",
            )
        yield kind, [found[2] if found else text]


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except FileNotFoundError:
        raise NotFound(f"There is no file {file}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{file} cannot be read: {error}.", "It is a text in UTF-8, one target a line.") from None


def _wishes(db: sqlite3.Connection, kind: words.TargetKind, names: Sequence[str]) -> Iterator[_Wish]:
    """The targets named. Raises NotFound for a person whom nobody is called like."""
    if kind is K.PERSON:
        for line in several(db, names):
            if line.is_me:
                raise InvalidInput("You are no target of yours.", "Name the person you want to meet.")
            yield _Wish(kind, line.name, f"c{line.id}", line.id)
        return
    for text in names:
        name = " ".join(text.split())
        if not fold(name) or len(name) > LONGEST_NAME:
            hint = f"A name has from 1 to {LONGEST_NAME} letters."
            raise InvalidInput(f'"{shown(text)}" is no name of a target.', hint)
        yield _organization(db, name) if kind is K.ORGANIZATION else _Wish(kind, name, _key(kind, name))


def _organization(db: sqlite3.Connection, name: str) -> _Wish:
    found = read.organization(db, name)
    if found is None:
        return _Wish(K.ORGANIZATION, name, organization_key(name))
    id, known_as = found
    return _Wish(K.ORGANIZATION, known_as, organization_key(known_as), id)


def _key(kind: words.TargetKind, name: str) -> str:
    if kind is K.FUNCTION:
        from netlog.rules.functions import canonical_function  # its table costs 4 ms

        return canonical_function(name)
    return fold(name)


def _add(wishes: Sequence[_Wish], there: Sequence[_Wish], notes: tuple[str, ...]) -> Done:
    new = [wish for wish in wishes if wish not in there]
    if not new:
        have = "They are targets" if len(there) > 1 else f"{there[0].name} is a target" if there else "Nothing new"
        raise AlreadyExists(f"{have} already.", "`netlog targets` lists them; --remove takes one away.")
    with writing("target") as work:
        ids = [_set(work, wish) for wish in new]
        work.summary = f"Set {_listed(new)}."
        return Done("target", work.summary, work.seq, {"targets": ids}, notes)


def _set(work: "Work", wish: _Wish) -> int:
    from netlog.store.writer.people import organization
    from netlog.store.writer.targets import add_target

    if wish.kind is K.ORGANIZATION:
        at = wish.row or organization(work, wish.name, words.OrganizationKind.COMPANY)
        return add_target(work, wish.kind, wish.name, wish.key, organization=at)
    return add_target(work, wish.kind, wish.name, wish.key, contact=wish.row)


def _remove(wishes: Sequence[_Wish], there: Sequence[_Wish]) -> Done:
    missing = [wish for wish in wishes if wish not in there]
    if missing:
        raise NotFound(f"There is no {_listed(missing, 'or')}.", "`netlog targets` lists them.")
    from netlog.store.writer.targets import remove_target

    with writing("target") as work:
        for wish in wishes:
            found = read.find(work.db, wish.kind, wish.key)
            assert found
            remove_target(work, found.id)
        work.summary = f"No longer after {_listed(wishes)}."
        return Done("target", work.summary, work.seq)


def _listed(wishes: Sequence[_Wish], word: str = "and") -> str:
    """ "target org Stripe, org Figma and person Lena Cho"."""
    parts = [f"{wish.kind} {wish.name}" for wish in wishes]
    names = f" {word} ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
    return f"target{'s' if len(wishes) > 1 and word == 'and' else ''} {names}"


def _remarks(db: sqlite3.Connection, wishes: Sequence[_Wish], there: Sequence[_Wish]) -> Iterator[str]:
    """What is to be said of targets that are set already, or that nothing in the database fits."""
    for wish in wishes:
        if wish in there:
            yield f"{wish.name} is a target already."
        elif wish.kind is K.ORGANIZATION and wish.row is None:
            yield f"{wish.name} is new to netlog; nobody you list is there. It is kept as an organization."
        elif wish.kind not in (K.PERSON, K.ORGANIZATION) and not read.fits_anybody(db, wish.kind, wish.key):
            yield f"Nobody you list fits the {wish.kind} {wish.name} yet. It is kept."


# --- targets -------------------------------------------------------------------------------------

_MOVES_SHOWN = 3


class _Move(NamedTuple):
    """What comes next: in a few words, and as a command line that works."""

    words: str
    command: str


class _Line(NamedTuple):
    """A target with the next move."""

    entry: TargetEntry
    move: _Move


COLUMNS: tuple[Column[_Line], ...] = (
    Column("rank", "", lambda line: line.entry.target.rank, align="right", style="id", min_width=2),
    Column("kind", "kind", lambda line: line.entry.target.kind, priority=2, min_width=8),
    Column("name", "target", lambda line: line.entry.target.name, style="name", min_width=16),
    Column("coverage", "coverage", lambda line: line.entry.coverage, min_width=10),
    Column("people", "people", lambda line: _people_shown(line.entry), priority=1, min_width=26),
    Column("jobs", "jobs", lambda line: "; ".join(_jobs(line.entry)), priority=3, min_width=26),
    Column("next", "next", lambda line: line.move.words, min_width=14),
)

FLAT = ("kind", "name", "rank", "coverage", "contacts", "jobs", "next_move")


def targets(all_: All = False) -> Listing[_Line]:
    """Show how well each target is covered, and the next move.

    An organization is covered by who is there now: nobody, known of, acquainted or advocate. Who left stands apart, as
    formerly. Other targets are covered by the people in play, or known before, who fit.
    """
    with reading() as db:
        found = read.targets(db, current().today)
        sought = since_landing(db, [entry.target for entry in found])
        what = function_of(sought)
        lines = [_Line(entry, _next_move(db, entry, what, entry.target not in sought)) for entry in found]
    covered = sum(line.entry.coverage != words.Coverage.NOBODY for line in lines)
    return Listing(
        command="targets",
        rows=lines,
        columns=COLUMNS,
        record=record,
        flat=FLAT,
        title="Targets",
        note=f"{covered} of {len(lines)} with somebody" if lines else "",
        footer=tuple(dict.fromkeys(line.move.command for line in lines if line.move.command))[:_MOVES_SHOWN],
        empty="Nothing is set as a target yet. As in: netlog target org Stripe Figma Notion",
        whole=all_,
        in_words=lambda line: {"contacts": _people(line.entry.people), "jobs": _jobs(line.entry)},
    )


def record(line: _Line) -> dict[str, object]:
    """The JSON of one target."""
    target_, coverage, people, formerly, jobs = line.entry
    return {
        "kind": target_.kind,
        "name": target_.name,
        "rank": target_.rank,
        "coverage": coverage,
        "contacts": [_person(person) for person in people],
        "formerly": [_person(person) for person in formerly],
        "jobs": [{"id": job.id, "role": job.role, "stage": job.stage} for job in jobs],
        "next_move": line.move.command or None,
    }


def _person(person: PersonThere) -> dict[str, object]:
    return {"id": person.id, "name": person.name, "stage": person.stage}


def _people_shown(entry: TargetEntry) -> str:
    """ "Priya Natarajan and 4 more; formerly Ben Ito": the best known, two of them where there is room."""
    most = 2 if current().is_wide else 1
    here, gone = (and_more([person.name for person in people], most) for people in (entry.people, entry.formerly))
    return "; ".join(filter(None, [here, gone and f"formerly {gone}"]))


def _people(people: Sequence[PersonThere]) -> list[str]:
    return [f"{person.name} ({person.stage})" for person in people]


def _jobs(entry: TargetEntry) -> list[str]:
    return [f"j{job.id} {job.role} ({'landed' if job.landed_on else job.stage})" for job in entry.jobs]


# --- the next move -------------------------------------------------------------------------------


def _next_move(db: sqlite3.Connection, entry: TargetEntry, what: str | None, is_over: bool) -> _Move:
    """What brings me further: through whom I know best there, of those who are not left alone.

    Once an offer is taken it is only what I still owe.
    """
    whom = _description(entry, what)
    awake = [person for person in entry.people if not person.rests and person.stage != S.QUIET]
    if is_over:
        awake = [person for person in awake if person.owed]
    if awake:
        best = min(awake, key=lambda person: (_is_waited_for(person), awake.index(person)))
        is_goal = entry.target.kind == K.PERSON
        return _move((_WITH_THE_GOAL if is_goal else _WITH)[_owed_or_stage(best)], db, best, whom)
    return _NONE if is_over else _from_afar(db, entry, what, whom)


def _from_afar(db: sqlite3.Connection, entry: TargetEntry, what: str | None, whom: str) -> _Move:
    """The move where nobody there is to be asked: who left, else somebody new."""
    left = next((person for person in entry.formerly if _would_help(person)), None)
    if left:
        return _move(_ASK, db, left, whom)
    if entry.people and entry.target.kind == K.PERSON:
        return _move(_LOOK, db, entry.people[0], whom)
    if entry.target.kind == K.ORGANIZATION:
        return _Move("find somebody", f"netlog path {quote(entry.target.name)}")
    return _Move("find somebody", f"netlog contacts --function {quote(what)}" if what else "netlog contacts")


def _move(form: _Move, db: sqlite3.Connection, person: PersonThere, whom: str) -> _Move:
    """The move made out to somebody."""
    put_in = {"WHO": quote(handle(db, person.id, person.name)), "WHOM": quote(whom)}
    command = " ".join(put_in.get(word, word) for word in form.command.split())
    return _Move(form.words.replace("WHO", person.name.split()[0]), command)


def _description(entry: TargetEntry, what: str | None) -> str:
    """Whom to ask for: "anyone in product at Stripe"."""
    target_ = entry.target
    if target_.kind == K.ORGANIZATION:
        return anyone_at(target_.name, what)
    return f"anyone in {target_.name_key if target_.kind == K.FUNCTION else target_.name}"


_UNDER_WAY = "under way"


def _is_waited_for(person: PersonThere) -> bool:
    """It is somebody else's turn: an introduction to a stranger is under way, or they have not answered."""
    return person.stage == S.ASKED or _owed_or_stage(person) == _UNDER_WAY


def _owed_or_stage(person: PersonThere) -> str:
    """What decides over the move: what I owe them first, then an introduction under way, then where they stand."""
    if person.owed:
        return person.owed
    return _UNDER_WAY if person.introduced and person.stage in (S.LEAD, S.ASKED) else person.stage


def _would_help(person: PersonThere) -> bool:
    known = (S.CONNECTED, S.SCHEDULED, S.MET, S.THANKED, S.ADVOCATE)
    return not person.rests and person.owed is None and person.stage in known


_NONE = _Move("", "")
_ASK = _Move("ask WHO", "netlog ask-intro WHO --to WHOM")
_LOOK = _Move("look at WHO", "netlog show WHO")

_WITH: dict[str, _Move] = {
    words.FollowUpKind.THANK_YOU: _Move("thank WHO", "netlog thank WHO"),
    words.FollowUpKind.ANSWER: _Move("answer WHO", "netlog log-message WHO"),
    _UNDER_WAY: _LOOK,
    S.ADVOCATE: _ASK,
    S.THANKED: _ASK,
    S.MET: _ASK,
    S.SCHEDULED: _Move("prepare for WHO", "netlog prep WHO"),
    S.CONNECTED: _Move("write to WHO", "netlog draft outreach WHO"),
    S.ASKED: _LOOK,
    S.LEAD: _Move("write to WHO", "netlog draft outreach WHO"),
}
_WITH_THE_GOAL = _WITH | dict.fromkeys((S.ADVOCATE, S.THANKED, S.MET), _LOOK)
