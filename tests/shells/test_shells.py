"""Completion in real shells: bash, zsh and fish. Named by .ci/run, which installs them; fails without."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from netlog.cli.main import run


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A database with Priya in it, and this environment's netlog on the path."""
    monkeypatch.setenv("NETLOG_DB", str(tmp_path / "netlog.db"))
    monkeypatch.setenv("NETLOG_CONFIG", str(tmp_path / "config.toml"))
    assert run(["add-contact", "Priya Natarajan", "--org", "Stripe"]) == 0
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "TERM": "xterm", "HOME": str(tmp_path), "ZDOTDIR": str(tmp_path)}


def said(environment: dict[str, str], *argv: str) -> str:
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def test_bash_completes_the_start_of_a_name_and_the_line_runs(environment: dict[str, str]) -> None:
    script = """
        eval "$(_NETLOG_COMPLETE=source_bash netlog)"
        COMP_WORDS=(netlog show Pri) COMP_CWORD=2
        _netlog_completion netlog
        netlog show "${COMPREPLY[0]}" --format table
    """
    assert "Priya Natarajan" in said(environment, "bash", "--norc", "-c", script)


def test_fish_completes_the_start_of_a_name_with_who_it_is(environment: dict[str, str]) -> None:
    script = '_NETLOG_COMPLETE=source_fish netlog | source; complete -C "netlog show pri"'
    assert said(environment, "fish", "--no-config", "-c", script) == "priya-natarajan\tStripe\n"


def test_zsh_completes_the_start_of_a_name_at_its_prompt(environment: dict[str, str]) -> None:
    shell = pexpect.spawn("zsh", ["-f", "-i"], env=environment, encoding="utf-8", timeout=60, dimensions=(24, 100))
    shell.sendline("PS1='ready> '; autoload -Uz compinit; compinit -u; eval \"$(_NETLOG_COMPLETE=source_zsh netlog)\"")
    shell.expect("ready> .*ready> ")
    shell.send("netlog show pri\t")
    shell.expect("priya-natarajan")
    shell.sendcontrol("c")
    shell.close(force=True)
