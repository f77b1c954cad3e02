"""What the tests of people share: a roster to import, a terminal that answers, and everything the database holds."""

from __future__ import annotations

import builtins
import sqlite3
from typing import TYPE_CHECKING, Any

from netlog.cli import context

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

SCHOOL = "Michigan State University"
ROSTER = """\
Name,Class Year,Degree,Employer,Job Title,Job Function,Industry,City,Willing to Mentor
Ana Lopez,2012,BA,Figma,Product Manager,,Software,New York,yes
Ben Ito,2009,BS,Notion,Software Engineer,,Software,São Paulo,
Cara Diaz,2015,BA,Stripe,Product Manager,,Payments,Detroit,yes
Dev Patel,2001,BA,Stripe Press,Editor,,Publishing,Detroit,
Eve Moss,,BA,,,,,,
"""


def roster(run: Callable[..., Any], home: Path, school: str = SCHOOL) -> None:
    """Import five alumni, c1 to c5 in an empty database."""
    file = home / "alumni.csv"
    file.write_text(ROSTER, encoding="utf-8")
    run("import", str(file), "--school", school)


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Everything runs on a terminal from now on, where these are typed."""
    remaining = iter(answers)
    monkeypatch.setattr(context, "_is_terminal", lambda stream: True)
    monkeypatch.setattr(builtins, "input", lambda prompt="": next(remaining))


def editor(monkeypatch: pytest.MonkeyPatch, home: Path, script: str) -> None:
    """A terminal whose editor is a shell script; "$1" is the form."""
    answering(monkeypatch)
    file = home / "editor"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(file))


def everything(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the journal's."""
    db = sqlite3.connect(home / "netlog.db")
    names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
    kept = [name for name in names if name not in ("step", "change") and not name.startswith(("sqlite_", "contact_s"))]
    found = {name: db.execute(f"select * from {name} order by id").fetchall() for name in kept}
    db.close()
    return found
