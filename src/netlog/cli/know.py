"""`know`: that two people know each other, or that they do not."""

from typing import Annotated

import typer

from netlog.cli.database import reading, writing
from netlog.cli.options import completed_by
from netlog.cli.who import one
from netlog.render.result import Done
from netlog.rows.who import ContactLine
from netlog.words import Knows


def _who(metavar: str) -> typer.models.ArgumentInfo:
    argument: typer.models.ArgumentInfo = typer.Argument(
        metavar=metavar, help="A name, the start of one, an e-mail or an id.", autocompletion=completed_by("who")
    )
    return argument


One = Annotated[str, _who("WHO")]
Other = Annotated[str, _who("WHOM")]
Not = Annotated[bool, typer.Option("--not", help="They do not know each other.")]


def know(who: One, whom: Other, not_: Not = False) -> Done:
    """Say that two people know each other, or that they do not.

    It is how netlog learns who could introduce you to whom: `path` and `next` rest on it. The newest word counts.
    """
    from netlog.store.reader import ties as read

    knows = Knows.NO if not_ else Knows.YES
    with reading() as db:
        pair = one(db, who), one(db, whom)
        before = read.told(db, pair[0].id, pair[1].id)
        notes = _notes(pair, introduced=not_ and read.introduced(db, pair[0].id, pair[1].id))
    if before is knows:
        return Done("know", _sentence(pair, knows, " already; nothing changed"))
    from netlog.store.writer.ties import acquaint

    with writing("know") as work:
        ids = (pair[0].id, pair[1].id)
        acquaint(work, *ids, knows, "told")
        work.touch(*ids)
        work.summary = _sentence(pair, knows, "; until now they were said not to" if before is Knows.NO else "")
        return Done("know", work.summary, work.seq, {"contacts": list(ids)}, notes)


def _sentence(pair: tuple[ContactLine, ContactLine], knows: Knows, end: str = "") -> str:
    """ "Sam Okafor, Acme and Priya Natarajan, Stripe know each other."; I stand first, as you."""
    first, second = sorted(pair, key=lambda line: not line.is_me)
    does = "know" if knows is Knows.YES else "do not know"
    if first.is_me:
        return f"You {does} {second.label}{end}."
    return f"{first.label} and {second.label} {does} each other{end}."


def _notes(pair: tuple[ContactLine, ContactLine], *, introduced: bool) -> tuple[str, ...]:
    if not introduced:
        return ()
    return (f"An introduction was made between {pair[0].name} and {pair[1].name}; `path` goes on counting it.",)
