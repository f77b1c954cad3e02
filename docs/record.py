"""Record the pictures of docs/img: `python docs/record.py [NAME …]`, all of them without a name.

Each is what netlog prints on a terminal, run on its demo database on a frozen day, so that the pictures change only
when the screens do. NAME.svg is a dark window, NAME-light.svg a light one. Needs the packages of the dev group.
"""
# ruff: noqa: TID253  # no command imports this file

from __future__ import annotations

import os
import re
import shlex
import sys
import tempfile
from io import StringIO
from pathlib import Path

import pexpect
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

TODAY = "2026-11-23"  # the Monday of PRODUCT.md's screens
WIDTH, HEIGHT = 100, 24

SCREENS = {
    "home": "netlog",
    "followups": "netlog followups",
    "contacts": 'netlog contacts --school "Michigan State" --function product --sort function,school',
    "show": "netlog show Priya",
    "intros": "netlog intros",
    "agenda": "netlog agenda",
    "next": "netlog next",
    "path": "netlog path Figma",
    "pipeline": "netlog pipeline",
    "journey": "netlog journey",
}

# Ground, words, then black, red, green, yellow, blue, magenta, cyan, white. What render/theme.py uses, dim included,
# has at least 4.5 : 1 on its ground (WCAG 2, contrast minimum).
THEMES = {
    "": TerminalTheme(
        (30, 33, 39),
        (214, 218, 224),
        [
            (92, 99, 112),
            (224, 108, 117),
            (152, 195, 121),
            (229, 192, 123),
            (97, 175, 239),
            (209, 134, 230),
            (86, 194, 206),
            (214, 218, 224),
        ],
    ),
    "-light": TerminalTheme(
        (246, 248, 250),
        (8, 12, 18),
        [
            (8, 12, 18),
            (180, 35, 24),
            (17, 99, 41),
            (130, 80, 0),
            (9, 85, 190),
            (140, 30, 150),
            (13, 110, 125),
            (87, 96, 106),
        ],
    ),
}


def main() -> None:
    """Write the pictures asked for. Raises KeyError for a name that is not in SCREENS."""
    names = sys.argv[1:] or list(SCREENS)
    with tempfile.TemporaryDirectory() as folder:
        screen("netlog demo", Path(folder) / "netlog.db")
        for name in names:
            words = screen(SCREENS[name], Path(folder) / "demo.db")
            for ending, theme in THEMES.items():
                target = Path(__file__).with_name("img") / f"{name}{ending}.svg"
                target.write_text(picture(SCREENS[name], words, theme, f"{name}{ending}"), "utf-8")


def screen(line: str, database: Path) -> str:
    """What a terminal of WIDTH x HEIGHT gets from the command line. Raises ChildProcessError where netlog fails."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("NETLOG") and key != "NO_COLOR"}
    env |= {"NETLOG_DB": str(database), "NETLOG_CONFIG": str(database.with_name("none")), "NETLOG_TODAY": TODAY}
    command = shlex.join([sys.executable, "-m", *shlex.split(line)])
    env["TERM"] = "xterm"
    said, code = pexpect.run(command, env=env, dimensions=(HEIGHT, WIDTH), encoding="utf-8", withexitstatus=True)
    if code:
        raise ChildProcessError(f"{line} ended with {code}: {said}")
    return str(said).replace("\r\n", "\n")


def picture(line: str, words: str, theme: TerminalTheme, unique_id: str) -> str:
    """The SVG of a command line and what it printed, naming no font that a browser would have to fetch."""
    console = Console(record=True, file=StringIO(), width=WIDTH, force_terminal=True, color_system="standard")
    console.print(Text.assemble(("$ ", "dim"), (line, "bold")), soft_wrap=True)
    console.print(Text.from_ansi(words.rstrip()), soft_wrap=True)
    svg = console.export_svg(title="netlog", theme=theme, unique_id=unique_id)
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    main()
