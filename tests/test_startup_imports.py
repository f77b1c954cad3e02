"""What a command does not import. A heavy import at a module's top is paid by every command, at every call.

The modules are named, not the milliseconds: a list says the same on a slow machine (tests/benchmarks/startup.py reports
the times). Each command runs in a process of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from shlex import split

import pytest

from netlog.cli.commands import COMMANDS, HOME, Command

SOURCE = str(Path(__file__).parents[1] / "src")
STORE = {"sqlmodel", "sqlalchemy", "alembic"}  # 450 ms: only to create or migrate the database
VALIDATION = {"pydantic"}  # 60 ms: only to write
DRAWING = {"rich"}  # 30 ms: never in a pipe
RARE = {"jinja2", "dateparser", "charset_normalizer"}  # only where words are made or words for days are read

# The everyday writes as they are typed, on a database that knows Priya, Sam and the coffee with Priya.
WRITES = {
    "add-contact": 'add-contact "Ana Lopez" --org Figma --title "Product designer"',
    "edit-contact": 'edit-contact Sam --title "Director"',
    "note": 'note Sam "Prefers mornings"',
    "tag": "tag Sam mentor",
    "know": "know Sam Priya",
    "log-coffee": 'log-coffee Sam --learned "How they hire"',
    "done": "done f1",
    "skip": "skip f1",
    "snooze": "snooze f1 2026-11-20",
    "thank": "thank Priya",
    "ask-intro": "ask-intro Sam --to Priya",
    "log-intro": "log-intro Sam --to Priya --state promised",
    "log-message": "log-message Sam",
    "log-reply": "log-reply Priya --yes",
    "schedule": 'schedule Sam "2026-11-20 9:30"',
}
# And what a suggestion takes: a target, a lead there, a tie and a roster. Priya met me, and may know them.
SCHOOL = '"Michigan State University"'
BEFORE = (
    f'init --name "Dana Reyes" --school {SCHOOL}',
    'add-contact "Priya Natarajan" --org Stripe',
    'add-contact "Sam Okafor" --org Acme',
    "log-coffee Priya",
    'add-contact "Lena Cho" --org Figma --title "Product manager"',
    f"import alumni.csv --school {SCHOOL}",
    "target org Figma Notion",
    "know Priya Lena",
)
ROSTER = """\
Name,Class Year,Employer,Job Title
Ben Ito,2009,Notion,Software Engineer
Flo Kern,2012,Figma,Product Manager
"""

RUN = """
import sys
from netlog.cli.main import run
code = run(sys.argv[1:])
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""


def ran(words: str, database: Path, code: int | None = 0) -> subprocess.CompletedProcess[str]:
    """`netlog WORDS` in a pipe, its last line of stderr the modules it imported; its exit code must be `code`."""
    env = os.environ | {
        "PYTHONPATH": SOURCE,
        "NETLOG_DB": str(database),
        "NETLOG_CONFIG": str(database.with_name("config.toml")),
        "NETLOG_TODAY": "2026-11-02",
    }
    folder = next(parent for parent in database.parents if parent.is_dir())  # an example may write a file
    command = [sys.executable, "-c", RUN, *split(words)]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=folder)
    assert code is None or done.returncode == code, done.stderr
    return done


def modules_after(words: str, database: Path, code: int | None = 0) -> set[str]:
    """The top-level modules that `netlog WORDS` has imported at its end, in a pipe; its exit code must be `code`."""
    return set(ran(words, database, code).stderr.splitlines()[-1].split())


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that knows somebody, and has somebody to suggest."""
    database = tmp_path_factory.mktemp("prepared") / "netlog.db"
    database.with_name("alumni.csv").write_text(ROSTER, "utf-8")
    for words in BEFORE:
        modules_after(words, database)
    return database


@pytest.fixture
def database(prepared: Path, tmp_path: Path) -> Path:
    """A copy of the prepared database, for one test."""
    return Path(shutil.copytree(prepared.parent, tmp_path / "data")) / prepared.name


def test_typer_is_a_release_that_does_not_import_pydantic() -> None:
    """0.29 imports it at every start, for 100 ms: pyproject.toml pins the one before."""
    code = "import sys, typer; print('pydantic' in sys.modules, 'rich' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False False\n"


def test_version_does_not_import_typer() -> None:
    code = "import sys; from netlog.__main__ import main; main(); print('typer' in sys.modules)"
    env = os.environ | {"PYTHONPATH": SOURCE}
    told = subprocess.check_output([sys.executable, "-c", code, "--version"], text=True, env=env)
    assert told.endswith("\nFalse\n")


@pytest.mark.parametrize("words", ["--help", "folowups"])
def test_help_and_a_mistyped_command_import_the_frame_only(words: str, tmp_path: Path) -> None:
    found = modules_after(words, tmp_path / "netlog.db", code=None)
    assert not found & (STORE | VALIDATION | DRAWING | RARE | {"sqlite3", "platformdirs"})


READS = [command for command in COMMANDS if not command.writes and command.name not in ("config", "backup", "doctor")]


def test_the_commands_of_the_gate_have_something_to_suggest(database: Path) -> None:
    """On nothing they would import nothing, and the gate would prove nothing."""
    home, following, page = (
        json.loads(ran(f"{words} --json", database).stdout)["data"] for words in ("", "next", "prep Priya")
    )
    assert home["next"]["command"]
    assert following[0] == home["next"]
    assert {line["contact"] for line in following} == {"Lena Cho", "Ben Ito", "Flo Kern"}
    assert {name["contact"] for name in page["ask_about"]} == {"Lena Cho", "Ben Ito", "Flo Kern"}


@pytest.mark.parametrize("command", [*READS, HOME], ids=lambda command: command.name)
def test_a_reading_command_in_a_pipe_imports_no_store_no_validation_and_no_drawing(
    command: Command, database: Path
) -> None:
    found = modules_after(command.example.removeprefix("netlog"), database)
    makes_words = {"jinja2"} if command.name == "draft" else set()
    assert not found & (STORE | VALIDATION | DRAWING | RARE - makes_words)


@pytest.mark.parametrize("command", [*READS, HOME], ids=lambda command: command.name)
def test_a_reading_command_without_a_database_imports_no_more_and_creates_nothing(
    command: Command, tmp_path: Path
) -> None:
    found = modules_after(command.example.removeprefix("netlog"), tmp_path / "new" / "netlog.db", code=None)
    assert not found & (STORE | VALIDATION | DRAWING | RARE)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", WRITES)
def test_an_everyday_write_imports_no_sqlmodel_and_no_drawing(name: str, database: Path) -> None:
    assert not modules_after(WRITES[name], database) & (STORE | DRAWING)
