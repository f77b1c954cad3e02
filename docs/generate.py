"""Write the pages of docs/reference that the program itself tells: `python docs/generate.py`.

A test compares them with what would be written, so a command, a setting, a view or a job function cannot change alone.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netlog import config
from netlog.cli.commands import COMMANDS, HOME, PANELS, Command
from netlog.cli.group import load
from netlog.rules.functions import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REFERENCE = Path(__file__).parent / "reference"
BY = "<!-- Written by docs/generate.py: do not edit. -->\n\n"


def pages() -> dict[Path, str]:
    """Every generated page, with what it should say."""
    written = {
        "commands": commands(),
        "settings": settings(),
        "views": views(),
        "functions": functions(),
        "export": export(),
    }
    return {REFERENCE / f"{name}.md": BY + text for name, text in written.items()}


def main() -> None:
    """Write them all."""
    REFERENCE.mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, "utf-8")


# --- commands ------------------------------------------------------------------------------------

_COMMANDS = """# Commands

`netlog` alone is the home screen: {home}

Options before the command are for all of them: `--db PATH` names the database, `--today DATE` acts as if it were that
day, `--no-input` never asks, `--json` prints JSON. `netlog COMMAND --help` says what stands here. WHO is an id (c12),
an e-mail, a name, or the start of one. What the formats print is told in [output](output.md).

"""


def commands() -> str:
    """The command table, panel by panel, with what each command takes."""
    text = _COMMANDS.format(home=HOME.help)
    for panel in PANELS:
        listed = [command for command in COMMANDS if command.panel == panel]
        text += f"## {panel}\n\n" + "".join(map(_command, listed))
    return text.rstrip() + "\n"


def _command(command: Command) -> str:
    real = load(command)
    _first, _, more = _docstring(real).partition("\n\n")
    params = [param for param in real.params if "--help" not in param.opts]
    usage = " ".join(["netlog", command.name, *(_argument(param) for param in params if _positional(param))])
    about = f"{' '.join(more.split())}\n\n" if more else ""
    rows = [(_names(param), _help(param)) for param in params]
    return (
        f"### `{command.name}`\n\n{command.help}{_kind(command)}\n\n{about}"
        f"    {usage}\n\n{_table(('takes', 'what it is'), rows)}\n    {command.example}\n\n"
    )


def _kind(command: Command) -> str:
    return " *(one step, which `undo` takes back)*" if command.writes and command.name not in _NO_STEP else ""


_NO_STEP = ("demo", "undo", "redo", "restore")


def _docstring(real: Any) -> str:
    """The docstring of the command's function, without the indent."""
    from inspect import cleandoc

    return cleandoc(real.callback.__doc__ or "")


def _positional(param: Any) -> bool:
    return bool(param.param_type_name == "argument")


def _argument(param: Any) -> str:
    return str(param.metavar or param.name.upper())


def _names(param: Any) -> str:
    """The option as it is typed: "`--on` DATE"."""
    if _positional(param):
        return f"`{_argument(param)}`"
    names = ", ".join(f"`{name}`" for name in [*param.opts, *param.secondary_opts])
    return names if param.is_flag else f"{names} {_escaped(param.metavar or param.type.name.upper())}"


def _help(param: Any) -> str:
    return _escaped(param.help or "") + (" *Required.*" if param.required and not _positional(param) else "")


# --- settings, views, functions ------------------------------------------------------------------

_SETTINGS = """# Settings

`netlog config` shows them, `netlog config NAME VALUE` changes one. They live in `config.toml` in your configuration
directory. A *business day* is Monday to Friday less `holidays`. Where a default comes from is told in
[the method](../explanation/method.md).

"""

_ENVIRONMENT = """
## From the environment

| variable | what it does |
| --- | --- |
| `NETLOG_DB` | the database, as `--db` names it |
| `NETLOG_CONFIG` | the settings file |
| `NETLOG_TODAY` | the day it is, as `--today` says it: for recordings and tests |
| `NETLOG_DEBUG` | show where an error came from that netlog did not foresee |
| `NO_COLOR` | no colour on a terminal |
"""


def settings() -> str:
    """What `netlog config` knows, with defaults and where they come from."""
    rows = [
        (f"`{line.name}`", _escaped(line.sentence), _escaped(line.takes), _default(line.default), line.source)
        for line in config.table()
    ]
    return _SETTINGS + _table(("setting", "what it does", "takes", "default", "from"), rows) + _ENVIRONMENT


def _default(value: object) -> str:
    return "none" if value == () else f"`{value}`"


_VIEWS = """# Views

The database is one SQLite file, and every list on a screen is a view in it: open the file in any SQLite tool and read.
Days are ISO texts. Views hold no day of their own: what depends on today (a stage that time alone changes, a follow-up
that is out of sight) is told by columns such as `next_stage_on` and `shows_on`, to be compared with the day.

"""


def views() -> str:
    """Every view with its columns, from the comments at the head of its file."""
    found = sorted(
        (file for file in (files("netlog") / "store" / "views").iterdir() if file.name.endswith(".sql")),
        key=lambda file: file.name,
    )
    return _VIEWS + "\n".join(_view(file.read_text("utf-8")) for file in found)


def _view(sql: str) -> str:
    """The caption, then a row a column. What stands deeper goes on with the line before; a later remark is left out."""
    first, *head = list(_head(sql))
    name, _, caption = first.partition(":")
    rows: list[tuple[str, str]] = []
    said = [caption.strip()]
    for line in head:
        column = re.fullmatch(r" {3}(\w+) {2,}(.+)", line)
        if column:
            rows.append((f"`{column[1]}`", _escaped(column[2])))
        elif rows and line.startswith("    "):
            rows[-1] = (rows[-1][0], f"{rows[-1][1]} {_escaped(line.strip())}")
        elif not rows:
            said.append(line.strip())
    sentence = " ".join(said)
    return f"## `{name.strip()}`\n\n{sentence[:1].upper()}{sentence[1:]}\n\n" + _table(("column", "what it is"), rows)


def _head(sql: str) -> Iterator[str]:
    for line in sql.splitlines():
        if not line.startswith("--"):
            return
        yield line.removeprefix("--").rstrip()


_FUNCTIONS = """# Job functions

What somebody works at, read from the title, where nobody told it; `netlog edit-contact WHO --function NAME` overrules
it. Of the words below the strong ones are tried before the weak, then more words before fewer, then the earlier line.
`*` stands for the rest of a word. What follows "at" or "@" in a title is an employer, and is not read.

"""


def functions() -> str:
    """Every job function with the words of a title that speak for it, strong and weak."""
    rows = []
    for name, phrases in FUNCTIONS:
        listed = [phrase.strip() for phrase in phrases.split(",")]
        strong = ", ".join(phrase for phrase in listed if not phrase.startswith("~"))
        weak = ", ".join(phrase.removeprefix("~") for phrase in listed if phrase.startswith("~"))
        rows.append((name, _escaped(strong), _escaped(weak)))
    return _FUNCTIONS + _table(("function", "words", "weak words"), rows)


# --- export ---------------------------------------------------------------------------------------

_EXPORT = """# The export

`netlog export` writes everything that was told, and what follows from it, as one JSON text; `netlog import` reads it
back into an empty database, and exported again it is the same, byte for byte. [How to](../how-to/export.md) tells when
to use it. The history of steps is not in it, nor what can be counted again.

    {"netlog": 1, "command": "export", "data": {
    "schema": 4, "whole": true, "commands": 55, "imports": [], "numbers": {"contact": 170},
    "organization": [
    {"id": 1, "name": "Stripe", "name_key": "stripe", "kind": "company"},
    ...

The tables follow in the order below, so that nothing names what comes later; the records of a table are in the order of
their numbers. A field that is empty is left out. A file is read as it is walked, so its length is no matter; it may be
laid out otherwise, as long as names and tables keep their order.

A file is taken whole or not at all. What cannot be is refused with its line, the record and the reason: a field that
does not hold what it should, a number that comes twice, a record that names one that is not there. `netlog` or `schema`
of a newer netlog end with exit 6; so does a file that is cut. A database that holds anything else
ends with exit 5: an export is a database, whole or a part, and two do not become one.

## Before the tables

| key | type | what it is |
| --- | --- | --- |
| `schema` | integer | the schema of the database it came from |
| `whole` | yes/no | everything; false where a filter or `--no-private` left something out, and it is derived anew |
| `commands` | integer | how many commands the records are numbered by: `seq` is 1 to this, in the order of telling |
| `imports` | list | those of them that brought messages in, which open no follow-ups: `seq`, `done_at`, `summary` |
| `numbers` | object | the last number given in each table; none is given twice |

"""


def export() -> str:
    """Every table of an export, as its record says."""
    from netlog.store.writer.restoring import RECORDS

    return _EXPORT + "\n".join(_record(table, record) for table, record in RECORDS.items())


def _record(table: str, record: Any) -> str:
    rows = [(f"`{name}`", _escaped(field.description)) for name, field in record.model_fields.items()]
    return f"## `{table}`\n\n{_docstring_of(record)}\n\n{_table(('field', 'what it is'), rows)}"


def _docstring_of(record: Any) -> str:
    return " ".join((record.__doc__ or "").split())


# --- Markdown ------------------------------------------------------------------------------------


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escaped(text: str) -> str:
    """`text` as a cell, nothing in it read as Markdown."""
    return re.sub(r"([|*<>\\])", r"\\\1", text)


if __name__ == "__main__":
    main()
