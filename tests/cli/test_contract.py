"""What docs/reference/output.md and the command table promise to scripts, held for every command.

The tables of that page are read here, so a key that is not documented, or not there, or of another type, fails.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
from datetime import date
from importlib import import_module
from importlib.resources import files
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from netlog import errors
from netlog.cli.commands import COMMANDS, HOME, PANELS, Command
from netlog.cli.main import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Ran, Run

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "output.md").read_text("utf-8")
TODAY = "2026-11-23"  # the Monday of PRODUCT.md's screens

# What a reading command is called with, where its name alone does not do.
ARGUMENTS = {"show": "Priya", "path": "'Ana Lopez'", "prep": "Priya", "draft": "thank-you Dan"}
# Beside the demo's own story, so that no list is empty.
MORE = (
    "target function design",
    "target org 'Juniper Labs' Quillpost",
    "cups --goal 52",
    'add-job Notion "Product manager" --via Priya --stage applied',
    'add-job "Juniper Labs" "Designer" --stage interested',
    "update-job 'Juniper Labs' offer",
    "add-contact 'Yusuf Guerero' --org Figma",
)
READING = [command for command in (HOME, *COMMANDS) if not command.writes]
EVERY = [pytest.param(command, id=command.name) for command in COMMANDS]


# --- the page ------------------------------------------------------------------------------------


def _section(name: str) -> str:
    """What the page says under a command's heading."""
    found = re.search(rf"^### `{name}`\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/reference/output.md says nothing of {name}"
    return found[1]


def _keys(name: str) -> dict[str, str]:
    """The documented keys of a command, with their types."""
    rows = re.findall(r"^\| (\S+) \| (.*?) ?\| .+ \|$", _section(name), re.MULTILINE)
    keys: dict[str, str] = {}
    for key, type_ in rows:
        if key.startswith("*"):
            keys |= _keys(key.strip("*"))
        elif key.startswith("`"):
            keys[key.strip("`")] = type_
    return keys


def _columns(name: str) -> list[str] | None:
    """The documented columns of TSV and CSV; None for a command about one thing."""
    found = re.search(r"^Columns: (.+)$", _section(name), re.MULTILINE)
    return re.findall(r"`(\w+)`", found[1]) if found else None


# --- types ---------------------------------------------------------------------------------------

PARTIAL = re.compile(r"\d{4}(-\d\d){0,2}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?")


def _is_day(value: object) -> bool:
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


def _is_instant(value: object) -> bool:
    return isinstance(value, str) and bool(INSTANT.fullmatch(value))


def _is_integer(value: object) -> bool:
    return type(value) is int


def _all(values: object, check: Any) -> bool:
    return isinstance(values, list) and all(check(value) for value in values)


TYPES: dict[str, Callable[[Any], bool]] = {
    "integer": _is_integer,
    "number": lambda value: type(value) in (int, float),
    "text": lambda value: isinstance(value, str),
    "yes/no": lambda value: isinstance(value, bool),
    "day": _is_day,
    "partial day": lambda value: isinstance(value, str) and bool(PARTIAL.fullmatch(value)),
    "moment": lambda value: isinstance(value, str) and bool(MOMENT.fullmatch(value)),
    "instant": _is_instant,
    "object": lambda value: isinstance(value, dict),
    "list": lambda value: isinstance(value, list),
    "list of texts": lambda value: _all(value, lambda each: isinstance(each, str)),
    "list of integers": lambda value: _all(value, _is_integer),
    "list of entries": lambda value: _all(value, lambda each: {"on"} < set(each)),
    "map of integers": lambda value: _all(list(value.values()), _is_integer),
    "rate": lambda value: set(value) == {"count", "of", "low", "high"},
    "anything": lambda value: True,
}


def _wrong(data: Any, keys: dict[str, str], where: str = "") -> Iterator[str]:
    """What in an object is not as documented; `keys` are those below it."""
    own = {key: type_ for key, type_ in keys.items() if not re.search(r"[.\[]", key)}
    yield from (f"{where}{key} is not documented" for key in data if key not in own)
    for key, type_ in own.items():
        if key not in data:
            if not type_.endswith(", if told"):
                yield f"{where}{key} is not there"
            continue
        yield from _wrong_value(data[key], type_.removesuffix(", if told"), _below(keys, key), f"{where}{key}")


def _below(keys: dict[str, str], key: str) -> dict[str, str]:
    starts = (f"{key}[].", f"{key}.")
    return {k.removeprefix(start): type_ for start in starts for k, type_ in keys.items() if k.startswith(start)}


def _wrong_value(value: Any, type_: str, below: dict[str, str], where: str) -> Iterator[str]:
    if type_.endswith(" or null"):
        if value is None:
            return
        type_ = type_.removesuffix(" or null")
    if type_ not in TYPES:  # a list of what another command lists
        below, type_ = _keys(type_.removeprefix("list of ")), "list"
    if not TYPES[type_](value):
        yield f"{where} is {value!r}, not {type_}"
    elif below:
        for each in value if isinstance(value, list) else (value,):
            yield from _wrong(each, below, f"{where}.")


# --- the demo database ---------------------------------------------------------------------------


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with demo.db, as `netlog demo` writes it, and told.db, which has targets, jobs and a challenge too."""
    from contextlib import redirect_stderr, redirect_stdout

    from netlog.cli import main

    folder = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETLOG_DB", str(folder / "netlog.db"))
        patch.setenv("NETLOG_CONFIG", str(folder / "config.toml"))
        for words in ("demo", *(f"--db {folder}/told.db {more}" for more in MORE)):
            said = io.StringIO()
            with redirect_stdout(said), redirect_stderr(said):
                assert main.run(["--today", TODAY, *shlex.split(words)]) in (0, 5), f"{words}: {said.getvalue()}"
            if words == "demo":
                shutil.copy(folder / "demo.db", folder / "told.db")
    return folder


@pytest.fixture
def run(netlog: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run a command line, given as one text, on the Monday, in a folder of its own."""
    monkeypatch.chdir(home)
    return lambda words, code=0: netlog(*shlex.split(words), today=TODAY, code=code)


@pytest.fixture
def demo(told: Path, run: Callable[..., Ran], home: Path) -> Callable[..., Ran]:
    """The same on a copy of told.db."""
    shutil.copy(told / "told.db", home / "netlog.db")
    return run


@pytest.fixture
def bare_demo(told: Path, run: Callable[..., Ran], home: Path) -> Callable[..., Ran]:
    """The same on a copy of demo.db, beside the files that the examples name."""
    for name in ("netlog.db", "netlog-2026-11-02.db"):
        shutil.copy(told / "demo.db", home / name)
    for name in ("Connections.csv", "alumni.csv"):
        (home / name).write_bytes((files("netlog.demo") / name).read_bytes())
    (home / "contacts").mkdir()
    return run


def _call(command: Command, options: str = "") -> str:
    name = "" if command is HOME else command.name
    return f"{name} {ARGUMENTS.get(command.name, '')} {options}"


reading = pytest.mark.parametrize("command", [pytest.param(command, id=command.name) for command in READING])


@reading
def test_json_is_the_documented_envelope_and_keys(command: Command, demo: Callable[..., Ran]) -> None:
    envelope = json.loads(demo(_call(command, "--json")).stdout)
    assert list(envelope) == ["netlog", "command", "data"]
    assert (envelope["netlog"], envelope["command"]) == (1, command.name)
    data, keys = envelope["data"], _keys(command.name)
    assert data, f"{command.name} shows nothing on the demo database, so nothing of it is tested"
    is_list = isinstance(data, list)
    assert is_list == (_columns(command.name) is not None and command.name != "journey"), "a list has Columns"
    wrong = [line for each in (data if is_list else [data]) for line in _wrong(each, keys)]
    assert not wrong, f"docs/reference/output.md and {command.name} --json: {'; '.join(sorted(set(wrong))[:10])}"


@reading
def test_the_header_of_tsv_and_csv_is_documented(command: Command, demo: Callable[..., Ran]) -> None:
    if command.name in ("draft", "backup", "review", "export"):  # words, a sentence and documents
        return
    columns = _columns(command.name) or ["key", "value"]
    lines = demo(_call(command)).stdout.splitlines()
    assert lines[0].split("\t") == columns
    assert {line.count("\t") for line in lines} <= set(range(len(columns)))
    rows = list(csv.reader(io.StringIO(demo(_call(command, "--format csv" if command is not HOME else "")).stdout)))
    if command is not HOME:
        assert rows[0] == columns
        assert {len(row) for row in rows} == {len(columns)}


@reading
def test_markdown_of_a_list_is_a_table_of_equal_rows(command: Command, demo: Callable[..., Ran]) -> None:
    columns = None if command is HOME else _columns(command.name)
    if columns is None or command.name in ("journey", "pipeline"):  # drawn as documents
        return
    lines = demo(_call(command, "--format markdown")).stdout.splitlines()
    assert lines[1] == "|" + " --- |" * len(columns)
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {len(columns) + 1}


@pytest.mark.parametrize("variant", re.findall(r"^### `([\w-]+ --.+)`$", PAGE, re.MULTILINE))
def test_a_variant_has_its_documented_keys_and_columns(variant: str, demo: Callable[..., Ran]) -> None:
    data = demo(f"{variant} --json").data
    assert data
    assert not [line for each in data for line in _wrong(each, _keys(variant))]
    assert demo(variant).stdout.splitlines()[0].split("\t") == _columns(variant)


def test_an_import_reports_the_documented_keys(demo: Callable[..., Ran]) -> None:
    (Path("more.csv")).write_text("Name,Employer\nKit Moore,Stripe\n,Figma\nPriya Natarajan,Notion\n", "utf-8")
    data = demo("import more.csv --json", code=None).data
    assert data["skipped"]
    assert not list(_wrong(data, _keys("import")))


def test_the_report_of_a_sync_has_the_documented_keys(demo: Callable[..., Ran], home: Path) -> None:
    folder = home / "contacts"
    folder.mkdir()
    demo(f"sync {folder}")
    changed, deleted, *_ = folder.glob("*.vcf")
    text = changed.read_text("utf-8")
    name = text.partition("FN:")[2].splitlines()[0]
    changed.write_text(text.replace("END:", "TITLE:Boss\nNICKNAME:Bo\nEND:"), "utf-8")
    demo(f'edit-contact "{name}" --title Chief --city Rome')
    deleted.unlink()
    (folder / "ann.vcf").write_text("BEGIN:VCARD\nFN:Sam Okafor\nEND:VCARD\n", "utf-8")
    (folder / "bad.vcf").write_text("no card", "utf-8")
    data = demo(f"sync {folder} --json", code=6).data
    assert data["added"]
    assert data["skipped"]
    assert not list(_wrong(data, _keys("sync")))


def test_a_write_tells_its_step_and_what_it_said(demo: Callable[..., Ran]) -> None:
    data = demo('note Priya "Prefers mornings" --json').data
    assert type(data["step"]) is int
    assert data["said"] == ["Noted about Priya Natarajan, Stripe: Prefers mornings (n2)"]


def test_every_documented_command_is_in_the_table() -> None:
    documented = re.findall(r"^### `([\w-]+)`$", PAGE, re.MULTILINE)
    assert {command.name for command in READING} | {"import", "sync"} == set(documented)


def test_every_exit_code_is_documented() -> None:
    table = PAGE.partition("## Exit codes")[2].partition("##")[0]
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}
    kinds: list[type[errors.NetlogError]] = [errors.NetlogError, *errors.NetlogError.__subclasses__()]
    assert documented == {0, INTERRUPTED, *(kind.exit_code for kind in kinds)}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("followups", 0),
        ("followup", 2),
        ("show Nobody", 3),
        ("show c999", 3),
        ("show S", 4),
        ('add-contact "Priya Natarajan" --org Stripe', 5),
        ("log-coffee Priya --on 2026-12-01", 6),
        ("--db no.db followups", 7),
    ],
)
def test_exit_codes_are_what_the_page_says(words: str, code: int, demo: Callable[..., Ran]) -> None:
    Path("no.db").write_text("This is no database, and long enough to tell.\n" * 99, "utf-8")
    ran = demo(words, code=code)
    assert bool(ran.stderr) == bool(code)
    assert bool(ran.stdout) == (not code)


# --- the command table ---------------------------------------------------------------------------


@pytest.mark.parametrize("command", EVERY)
def test_help_is_the_tables_sentence_and_ends_with_its_example(command: Command, netlog: Run) -> None:
    docstring = cleandoc(getattr(import_module(command.module), command.function).__doc__ or "")
    assert docstring.partition("\n")[0] == command.help
    assert len(command.help) <= 60
    assert command.help.endswith(".")
    assert command.panel in PANELS
    ran = netlog(command.name, "--help")
    assert command.help in ran.stdout
    assert ran.stdout.endswith(f"Example:\n  {command.example}\n")
    assert not ran.stderr


# What must be so before an example makes sense, as far as the demo does not have it already.
BEFORE = {
    "target": ("target org Stripe Figma Notion --remove",),
    "redo": ("note Priya Mornings", "undo"),
    "update-job": ('add-job Stripe "Product manager"',),
    "landed": tuple(f'add-job {name} "Product manager" --stage offer' for name in ("Stripe", "Notion", "Figma")),
}
# An example that asks back where nobody can answer, and is right to.
YES = ("remove", "restore")


@pytest.mark.parametrize("command", EVERY)
def test_the_example_works_on_the_demo_database(command: Command, bare_demo: Callable[..., Ran]) -> None:
    for words in BEFORE.get(command.name, ()):
        bare_demo(words, code=None)
    example = command.example.removeprefix("netlog ")
    assert bare_demo(f"{example} --yes" if command.name in YES else example).stdout
