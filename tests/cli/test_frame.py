"""The frame that every command stands in, proved with the commands of example.py."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pexpect
import pytest
import typer
from typer.core import TyperCommand

from netlog import config
from netlog.cli.commands import COMMANDS, HOME, PANELS, Command
from netlog.cli.options import completed_by, output_options
from netlog.errors import InvalidInput

EXAMPLE = str(Path(__file__).with_name("example.py"))
SOURCE = str(Path(__file__).parents[2] / "src")
COMPLETE = "_NETLOG_COMPLETE"


class Told(NamedTuple):
    code: int
    out: str
    err: str


def environment(**changes: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("NETLOG", "COLUMNS", "LINES"))}
    return kept | {"PYTHONPATH": SOURCE} | changes


def example(*args: str, cwd: Path | None = None, **changes: str) -> Told:
    """Run the example program in a pipe."""
    done = subprocess.run(
        [sys.executable, EXAMPLE, *args], capture_output=True, text=True, cwd=cwd, env=environment(**changes)
    )
    return Told(done.returncode, done.stdout, done.stderr)


def netlog(*args: str, **changes: str) -> Told:
    """Run netlog itself in a pipe."""
    done = subprocess.run(
        [sys.executable, "-m", "netlog", *args], capture_output=True, text=True, env=environment(**changes)
    )
    return Told(done.returncode, done.stdout, done.stderr)


def terminal(*args: str, **changes: str) -> pexpect.spawn[str]:
    """The example program in a terminal of 80 by 24."""
    variables = {"TERM": "xterm-256color", **changes}
    return pexpect.spawn(
        sys.executable,
        [EXAMPLE, *args],
        env=environment(**variables),
        encoding="utf-8",
        timeout=10,
        dimensions=(24, 80),
    )


# --- the table -----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_says_what_it_does_in_one_sentence_and_shows_an_example(command: Command) -> None:
    assert len(command.help) <= 60
    assert command.help[0].isupper()
    assert command.help.endswith(".")
    assert command.panel in PANELS
    assert command.example.startswith(f"netlog {command.name}")


@pytest.mark.parametrize("command", [*COMMANDS, HOME], ids=lambda command: command.name)
def test_a_commands_docstring_begins_with_the_sentence_of_the_table(command: Command) -> None:
    function = getattr(import_module(command.module), "home" if command is HOME else command.function)
    assert (function.__doc__ or "").splitlines()[0] == command.help


def test_names_are_unique_and_a_keyword_gets_a_trailing_underscore() -> None:
    functions = [command.function for command in COMMANDS]
    assert len(set(functions)) == len(functions)
    assert "import_" in functions
    assert all(name.isidentifier() for name in functions)


# --- help ----------------------------------------------------------------------------------------


def test_help_lists_every_command_under_its_panel_within_80_columns_and_imports_none() -> None:
    told = netlog("--help")
    assert (told.code, told.err) == (0, "")
    assert all(f"  {command.name} " in told.out and command.help in told.out for command in COMMANDS)
    places = [told.out.index(f"{panel}:") for panel in PANELS]
    assert places == sorted(places)
    assert max(map(len, told.out.splitlines())) <= 80
    code = "import sys; from netlog.cli.main import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment())
    assert not {command.module for command in COMMANDS} & set(ran.stderr.split())


def test_a_commands_help_ends_with_its_example_and_names_the_output_options() -> None:
    told = example("people", "--help")
    assert told.code == 0
    assert told.out.startswith("Usage: netlog people [OPTIONS]\n\n  List the people of the example.\n")
    assert told.out.endswith("Example:\n  netlog people\n")
    assert "--format FORMAT" in told.out
    assert "--json" in told.out
    assert "--format" not in example("greet", "--help").out


def test_version_is_one_line_with_and_without_other_options() -> None:
    assert netlog("--version") == netlog("--db", "x.db", "--version")
    assert netlog("--version").out.startswith("netlog 0.")


# --- mistakes ------------------------------------------------------------------------------------


def test_an_unknown_command_is_told_the_nearest_and_exits_2() -> None:
    told = netlog("folowups")
    assert told == Told(
        2, "", "netlog: No such command 'folowups'. Did you mean 'followups'?\n`netlog --help` says what there is.\n"
    )


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("greet",), "Missing argument 'WHO'"),
        (("people", "--nonsense"), "No such option: --nonsense"),
        (("people", "--format", "xml"), "there is no format 'xml'; choose table, tsv, json, csv or markdown"),
        (("people", "--times", "x"), "'x' is not a valid int"),
    ],
)
def test_a_mistake_in_the_command_line_is_a_sentence_and_exits_2(args: tuple[str, ...], words: str) -> None:
    told = example(*args)
    assert (told.code, told.out) == (2, "")
    assert words in told.err
    assert told.err.endswith(f"`netlog {args[0]} --help` says what there is.\n")


def test_an_error_is_a_sentence_with_its_candidates_and_next_step_on_stderr_even_with_json() -> None:
    told = example("greet", "Sam", "--json")
    assert told == Told(
        4, "", "netlog: Two people are called Sam.\n  c1  Sam Okafor\n  c2  Sam Li\nSay which, by id.\n"
    )
    assert example("greet", "Bo").code == 3


@pytest.mark.parametrize(
    ("how", "code", "words"),
    [
        ("notadb", 7, "is not a netlog database"),
        ("locked", 7, "is in use by another program"),
        ("missing", 1, "no-such-file: No such file or directory."),
        ("bug", 1, "did not foresee (RuntimeError: a bug)"),
        ("interrupt", 130, "\n"),
        ("end", 130, "\n"),
    ],
)
def test_whatever_goes_wrong_is_a_sentence_and_an_exit_code(how: str, code: int, words: str, tmp_path: Path) -> None:
    told = example("fail", how, cwd=tmp_path)
    assert (told.code, told.out) == (code, "")
    assert words in told.err
    assert "Traceback" not in told.err


def test_a_bug_shows_where_it_is_when_netlog_debug_is_set() -> None:
    told = example("fail", "bug", NETLOG_DEBUG="1")
    assert told.code == 1
    assert "Traceback" in told.err


def test_a_reader_that_has_seen_enough_ends_netlog_silently() -> None:
    line = f"{sys.executable} {EXAMPLE} people --times 20000 | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, env=environment())
    assert (done.stdout, done.stderr) == ("id\tname\tcity\tnote\n0\n", "")


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow"])
def test_a_frozen_day_that_is_none_exits_6(day: str) -> None:
    assert example("--today", day, "people").code == 6
    assert example("people", NETLOG_TODAY=day).code == 6


# --- results -------------------------------------------------------------------------------------


def test_a_write_says_what_it_did_on_stdout_and_narrates_on_stderr() -> None:
    assert example("greet", "Priya") == Told(0, "Greeted Priya warmly.\n", "It was a pleasure.\n")
    told = example("greet", "Priya", "--json")
    assert told.err == "It was a pleasure.\n"
    assert json.loads(told.out) == {
        "netlog": 1,
        "command": "greet",
        "data": {"step": 7, "said": ["Greeted Priya warmly."], "contact_id": 1},
    }


def test_a_pipe_gets_tab_separated_lines_and_json_on_request() -> None:
    assert example("people").out.splitlines()[0] == "id\tname\tcity\tnote"
    assert len(json.loads(example("people", "--json").out)["data"]) == 5
    assert example("people", "--json") == example("people", "--format", "json")


def test_bare_netlog_is_home() -> None:
    assert example() == Told(0, "key\tvalue\ndue\t0\n", "")


def test_a_table_forced_into_a_pipe_has_no_colour_and_the_width_of_columns() -> None:
    told = example("people", "--format", "table", COLUMNS="60")
    assert "\x1b" not in told.out
    assert max(map(len, told.out.splitlines())) <= 60


# --- a terminal ----------------------------------------------------------------------------------


def read(session: pexpect.spawn[str]) -> str:
    session.expect(pexpect.EOF)
    session.close()
    assert isinstance(session.before, str)
    return session.before.replace("\r\n", "\n")


def test_a_terminal_gets_a_screenful_in_colour_and_is_told_how_many_there_are() -> None:
    out = read(terminal("people", "--times", "20"))
    assert "\x1b[1mPeople\x1b[0m" in out
    assert "19 of 100 · --all lists them" in out
    assert len(out.splitlines()) <= 24
    assert "100 of" not in read(terminal("people", "--times", "20", "--all"))


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_color_and_a_dumb_terminal_get_the_same_words_without_colour(variable: dict[str, str]) -> None:
    out = read(terminal("people", **variable))
    assert "\x1b" not in out
    assert "Priya Natarajan" in out


def test_a_question_is_asked_on_a_terminal_only() -> None:
    session = terminal("greet", "Priya")
    session.expect_exact("How? ")
    session.sendline("loudly")
    assert "Greeted Priya loudly." in read(session)
    assert "How?" not in read(terminal("--no-input", "greet", "Priya"))
    assert "How?" not in read(terminal("greet", "Priya", "--json"))


@pytest.mark.parametrize("key", ["c", "d"])
def test_ctrl_c_and_ctrl_d_at_a_question_exit_130(key: str) -> None:
    session = terminal("greet", "Priya")
    session.expect_exact("How? ")
    session.sendcontrol(key)
    assert "Traceback" not in read(session)
    assert session.exitstatus == 130


def test_one_of_several_is_chosen_by_number_and_nothing_by_enter() -> None:
    session = terminal("pick")
    session.expect_exact("2  Sam")
    session.expect_exact("Who? [1-2, Enter for none] ")
    session.sendline("7")
    session.expect_exact("Please type a number from 1 to 2.")
    session.sendline("2")
    session.expect_exact("Sent? [y] yes  [n] not yet ")
    session.sendline("Not Yet")
    session.expect_exact("Sure? [Y/n] ")
    session.sendline("")
    assert "1 n True" in read(session)
    assert example("pick").out == "None y True\n"


# --- completion ----------------------------------------------------------------------------------


def completed(words: str) -> list[str]:
    """What bash offers for the last of `words`, as Typer's script asks for it."""
    changes = {COMPLETE: "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    told = netlog(**changes)
    assert told.err == ""
    return told.out.split()


def test_command_names_complete_in_bash() -> None:
    assert completed("netlog fo") == ["followups"]
    assert sorted(completed("netlog log-")) == ["log-coffee", "log-intro", "log-message", "log-reply"]


def test_the_words_of_format_complete_and_an_unwritten_or_failing_completion_offers_nothing() -> None:
    hook = completed_by("no_such_kind")
    assert hook(SimpleNamespace(find_root=lambda: SimpleNamespace(params={})), "x") == []  # type: ignore[arg-type]
    [chosen, _] = output_options(writes=False)
    offered = chosen.shell_complete(typer.Context(TyperCommand("people")), "t")
    assert [item.value for item in offered] == ["table", "tsv"]


# --- settings ------------------------------------------------------------------------------------


def test_settings_have_defaults_and_a_file_changes_them() -> None:
    assert config.parsed("", "config.toml") == config.Settings()
    text = 'holidays = [2026-12-25, "2026-12-24"]\nnudge_days = 5\noutreach_rule = "3b7"'
    got = config.parsed(text, "config.toml")
    assert (got.nudge_days, got.outreach_rule, got.keep_in_touch_days) == (5, "3b7", 84)
    assert got.holidays == (date(2026, 12, 24), date(2026, 12, 25))


@pytest.mark.parametrize(
    ("text", "sentence", "hint"),
    [
        ("nudge_day = 1", "config.toml: there is no setting 'nudge_day'.", "There are holidays, outreach_rule"),
        ("nudge_days = 0", "config.toml: nudge_days cannot be 0.", "It takes a whole number from 1."),
        ("old_days = true", "config.toml: old_days cannot be True.", "It takes a whole number from 0."),
        ('outreach_rule = "x"', "config.toml: outreach_rule cannot be 'x'.", "It takes default or 3b7."),
        ('holidays = ["xmas"]', "config.toml: holidays cannot be ['xmas'].", "It takes a list of days"),
        ("nonsense", "config.toml is not TOML:", ""),
    ],
)
def test_a_wrong_setting_is_named_with_its_file_and_what_it_takes(text: str, sentence: str, hint: str) -> None:
    with pytest.raises(InvalidInput) as told:
        config.parsed(text, "config.toml")
    assert told.value.sentence.startswith(sentence)
    assert told.value.hint.startswith(hint)


def test_words_of_a_command_line_become_a_settings_value() -> None:
    assert config.from_words("nudge_days", "5") == 5
    assert config.from_words("holidays", "2026-12-25, 2026-12-24") == (date(2026, 12, 24), date(2026, 12, 25))
    assert config.from_words("holidays", "") == ()
    for name, words in (("nudge_days", "five"), ("nudge_days", "-1"), ("no_such", "1")):
        with pytest.raises(InvalidInput):
            config.from_words(name, words)


def test_every_setting_says_what_it_does_and_whose_advice_it_is() -> None:
    lines = config.table()
    assert [line.name for line in lines] == list(config.Settings._fields)
    assert all(line.sentence.endswith(".") and line.source and line.takes for line in lines)


def test_the_database_is_named_by_the_option_then_the_variable_then_the_users_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NETLOG_DB", "/somewhere/mine.db")
    assert config.database_path("/else/where.db") == "/else/where.db"
    assert config.database_path() == "/somewhere/mine.db"
    monkeypatch.setenv("NETLOG_DB", "postgresql://host/netlog")
    assert config.database_path() == "postgresql://host/netlog"
    monkeypatch.delenv("NETLOG_DB")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert config.database_path() == "/data/netlog/netlog.db"
