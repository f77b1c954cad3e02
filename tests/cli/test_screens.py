"""Every reading command on names of every script: aligned, no wider than the screen, and readable in a pipe.

Widths are those of Rich's tables of Unicode, by whole characters as a person sees them: a family of four emoji joined
is one of two cells, a letter with its accents is one of one.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from netlog.cli.commands import COMMANDS, HOME, Command
from netlog.render import terminal as drawing
from netlog.rules.names import fold

from .terminal import Terminal
from .test_contract import ARGUMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Run

TODAY = "2026-03-16"
WIDTHS = (60, 80, 140)

ARABIC = "محمد عبد الرحمن القحطاني"
CHINESE = "歐陽修李小龍諸葛孔明"
EMOJI = "👨‍👩‍👧‍👦 Familie 🇲🇽🇯🇵 👍🏽"
ACCENTS = "Zoe\u0308 A\u030angstro\u0308m-Łukasiewicz e\u0301\u0323"
LONG = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessen"
MARKUP = "[bold]Ana[/bold] :smile: [/] \\[x]"
HINDI = "प्रिया नटराजन"
PEOPLE = (ARABIC, CHINESE, EMOJI, ACCENTS, LONG, MARKUP, HINDI)
ESCAPES = "\x1b[31mRed\x1b[0m\u202eturned \x07\x9b2J\u2028line"
NOTE = "会って話を聞いた。製品の仕事は半分が法律で、残りは忍耐だと言っていた。次に会うべき人も教えてくれた。" * 2

# Commands whose words are a document to hand on, not a screen in columns.
DOCUMENTS = ("backup", "export")

# What a command is called with, where its name alone does not do; Priya and Dan are nicknames here.
WORDS = {**ARGUMENTS, "path": "Priya"}


def _org(name: str) -> str:
    """An organization called after somebody; a colon would part its name from a role."""
    return f"{name.replace(':', '')} GmbH"


def _story() -> Iterator[tuple[str, ...]]:
    """Days and command lines: everybody is written to, met, asked, named; with jobs, targets and a challenge."""
    yield "01-05", "init", "--name", "Dana Łukasz", "--school", "東京大学:学士:2024"
    yield "01-05", "target", "function", "product"
    yield "01-05", "cups", "--goal", "9", "--by", "2026-12-31"
    called = {ARABIC: ("--nickname", "Priya"), CHINESE: ("--nickname", "Dan")}
    for at, who in enumerate(PEOPLE):
        org, title = _org(PEOPLE[at - 1]), f"Product manager {PEOPLE[at - 2]}"
        where = ("--org", org, "--title", title, "--school", "東京大学::2011", "--city", "京都")
        yield "01-05", "add-contact", who, *where, *called.get(who, ())
        yield "01-06", "target", "org", org
    for at, who in enumerate(PEOPLE):
        other = PEOPLE[at - 1]
        yield f"01-{12 + at}", "log-message", who, "--by", "email", "--body", NOTE
        told = ("--learned", NOTE, "--advice", LONG, "--introduces", other)
        yield f"02-{2 + at:02}", "log-coffee", who, *told
        yield f"02-{10 + at}", "note", who, NOTE
        yield f"03-{2 + at:02}", "ask-intro", who, "--to", f"anyone in product at {_org(other)}"
        yield "03-12", "add-job", _org(who), f"Manager {who}", "--via", other, "--stage", "applied"
        yield "03-16", "schedule", who, f"2026-03-{20 + at} 09:30", "--place", other


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of these people; into one name, note and title escape sequences were smuggled past netlog."""
    from netlog.cli import main

    folder = tmp_path_factory.mktemp("scripts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETLOG_DB", str(folder / "netlog.db"))
        patch.setenv("NETLOG_CONFIG", str(folder / "config.toml"))
        for day, *words in _story():
            assert main.run(["--today", f"2026-{day}", *words]) == 0, words
    db = sqlite3.connect(folder / "netlog.db")
    db.execute("update contact set name = ?, name_key = ? where name = ?", (name := HINDI + ESCAPES, fold(name), HINDI))
    db.execute("update organization set name = name || ? where name like ?", (ESCAPES, f"{MARKUP[:10]}%"))
    db.execute("update note set body = body || ?", (ESCAPES,))
    db.execute("update meeting set learned = learned || ?", (ESCAPES,))
    db.commit()
    db.close()
    return folder / "netlog.db"


@pytest.fixture
def terminal(lived: Path, home: Path, netlog: Run, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    shutil.copy(lived, home / "netlog.db")
    monkeypatch.chdir(home)
    return Terminal(netlog, monkeypatch, TODAY)


def _line(command: Command) -> str:
    return f"{'' if command is HOME else command.name} {WORDS.get(command.name, '')}"


READING = [command for command in (HOME, *COMMANDS) if not command.writes]
MORE = (
    "journey --to offer",
    "journey --to Priya",
    "intros --all",
    "intros --by-introducer",
    "followups --all",
    "jobs --all",
    "pipeline --all",
    "review --month",
    "review --month --anonymous",
    "contacts --sort function,school",
    "contacts --sort function,school,class,city",
)
EVERY = [*(pytest.param(_line(command), id=command.name) for command in READING), *MORE]
SCREENS = [line for line in EVERY if getattr(line, "id", "") not in DOCUMENTS]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("words", SCREENS)
def test_no_line_is_wider_than_the_screen_and_nothing_in_data_moves_it(
    words: str, columns: int, terminal: Terminal
) -> None:
    ran = terminal(words, columns)
    assert ran.stdout
    assert [line for line in ran.stdout.splitlines() if cell_len(line) > columns] == []
    assert ran.stdout.replace("\n", "").isprintable() or _is_joined(ran.stdout), "something unprintable"
    assert "\x1b" not in ran.stdout


def _is_joined(text: str) -> bool:
    """Nothing but what joins emoji is unprintable."""
    return text.replace("\n", "").replace("\u200d", "").isprintable()


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("words", SCREENS)
def test_the_columns_of_a_table_line_up_under_whole_heads(
    words: str, columns: int, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = _watched(monkeypatch)
    terminal(words, columns)
    for titles, lines in tables:
        head, *rows = lines
        shown = [title for title in titles if re.search(rf"(?:^|  ){re.escape(title)}(?:  |$)", head)]
        assert head.split() == " ".join(shown).split(), f"a head is cut: {head}"
        for before, after in pairwise(shown):
            left = cell_len(head[: head.index(f"  {before}") + 2 + len(before)])
            right = cell_len(head[: head.index(f"  {after}", head.index(f"  {before}") + 2) + 2])
            assert _gap(rows, left - len(before), right), f"{before} and {after} run into each other:\n" + "\n".join(
                lines
            )


def _watched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], list[str]]]:
    """Every table drawn from now on: the titles of its columns, and its lines from the heads on."""
    found: list[tuple[list[str], list[str]]] = []
    draw: Callable[..., Any] = drawing._table

    def watched(table: Any, width: int) -> Iterator[Any]:
        lines = list(draw(table, width))
        plain = [line.rstrip() for text in lines[len(lines) - len(table.rows) - 1 :] for line in text.plain.split("\n")]
        found.append(([column.title for column in table.columns if column.title], plain))
        yield from lines

    monkeypatch.setattr(drawing, "_table", watched)
    return found


def _gap(rows: list[str], start: int, end: int) -> bool:
    """Whether two cells between `start` and `end` are blank in every row."""
    blank = set(range(start, end + 1))
    for row in rows:
        blank &= {at for at in blank if _cell(row, at) in (" ", "")}
    return any(at + 1 in blank for at in blank)


def _cell(row: str, at: int) -> str:
    """What stands in a cell of a line: a character, its second half, or nothing behind the end."""
    from rich.cells import split_graphemes

    used = 0
    for start, end, wide in split_graphemes(row)[0]:
        if used <= at < used + max(wide, 1):
            return row[start:end]
        used += wide
    return ""


@pytest.mark.parametrize("words", SCREENS)
def test_colour_changes_no_word(words: str, terminal: Terminal) -> None:
    plain, coloured = terminal(words, 80), terminal(words, 80, colour=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured.stdout) == plain.stdout


@pytest.mark.parametrize("words", SCREENS)
def test_in_a_pipe_every_line_has_the_fields_of_the_header(words: str, terminal: Terminal, netlog: Run) -> None:
    ran = netlog(*shlex.split(words), today=TODAY)
    lines = ran.stdout.split("\n")
    assert lines.pop() == ""
    if "\t" in lines[0]:
        assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", ran.stdout)
    assert not re.search(r"\{'|\bid: \d", ran.stdout), "an object in a cell"


@pytest.mark.parametrize("words", ["", "followups"])
def test_on_sixty_columns_what_is_owed_stands_whole_and_why_goes_on_below(words: str, terminal: Terminal) -> None:
    shown = terminal(words, 60).stdout
    assert "thank-you note" in shown
    assert "thank-you n…" not in shown
