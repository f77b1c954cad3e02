"""Run the transcripts of the docs: `python docs/transcripts.py` tells which differ, `--write` puts in what is said now.

A page is a story, run from its first line to its last on a database of its own, in an empty folder. In it

    ```console                              is what a person sees on a terminal of 80 columns:
    # Mon 2 November 2026                   the day it is, until another is named
    $ netlog ask-intro Sam --to Priya       a command line
    Sent? [y] yes  [n] not yet y            what it printed; behind a question stands what the person typed
    ```

    ```csv alumni.csv                       is a file of that name, which lies in the folder from here on (or vcf).

stdout and stderr are shown together, as a terminal does; nothing is left out.
"""

from __future__ import annotations

import builtins
import os
import re
import shlex
import sys
import tempfile
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parent
PAGES = (DOCS / "tutorial.md", *sorted((DOCS / "how-to").glob("*.md")))

_BLOCK = re.compile(r"^```(?P<kind>console|(?:csv|vcf) (?P<file>\S+))\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


class Screen(StringIO):
    """What stdout and stderr write on; it says that it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def replayed(page: str, folder: Path) -> str:
    """The page with every transcript as netlog writes it now. `folder` is empty, and is left full."""
    with _terminal(folder):
        day = [""]
        return _BLOCK.sub(lambda block: _block(block, folder, day), page)


def _block(block: re.Match[str], folder: Path, day: list[str]) -> str:
    """One block anew; `day` holds the day that the page has come to."""
    if block["file"]:
        file = folder / block["file"]
        file.parent.mkdir(exist_ok=True)
        file.write_text(block["body"], "utf-8")
        return block[0]
    return f"```console\n{''.join(_lines(block['body'], day))}```"


def _lines(body: str, day: list[str]) -> Iterator[str]:
    """The lines of a console block; what stands under a command is replaced by what the command prints."""
    for part in re.split(r"^(?=[$#] )", body, flags=re.MULTILINE):
        first, _, rest = part.partition("\n")
        if first.startswith("# "):
            day[0] = _day(first)
            yield part
        elif first.startswith("$ "):
            yield f"{first}\n{_said(first, rest.splitlines(), day[0])}"


def _day(line: str) -> str:
    """The ISO day of "# Mon 2 November 2026". Raises ValueError for another form, or a weekday that it was not."""
    day = datetime.strptime(line, "# %a %d %B %Y")  # noqa: DTZ007  # a day has no zone
    if f"# {day:%a} {day.day} {day:%B %Y}" != line:
        raise ValueError(f"{line!r} was a {day:%A}")
    return day.strftime("%Y-%m-%d")


def _said(line: str, before: list[str], day: str) -> str:
    """What a command line prints on that day; questions are answered as the page answered them before."""
    from netlog.cli import main
    from netlog.config import settings

    program, *words = shlex.split(line.removeprefix("$ "))
    if program != "netlog":
        raise ValueError(f"only netlog is run, not {line!r}")
    settings.cache_clear()
    os.environ["NETLOG_TODAY"] = day
    with redirect_stdout(Screen()) as screen, redirect_stderr(screen), _typing(before, screen):
        code = main.run(words)
    return screen.getvalue() + (f"(exit {code})\n" if code else "")


@contextmanager
def _typing(before: list[str], screen: StringIO) -> Iterator[None]:
    """A person who answers each question with what stands behind it in `before`, and presses Enter at a new one."""
    left = list(before)

    def answer(prompt: str = "") -> str:
        asked = prompt.rstrip().rpartition("\n")[2]
        typed = ""
        for at, line in enumerate(left):
            if line.startswith(asked):
                typed = line.removeprefix(asked).strip()
                del left[: at + 1]
                break
        screen.write(f"{prompt}{typed}".rstrip() + "\n")
        return typed

    with mock.patch.object(builtins, "input", answer):
        yield


@contextmanager
def _terminal(folder: Path) -> Iterator[None]:
    """A terminal of 80 columns without colour, in `folder`, where the database and the settings are too."""
    here = {
        "NETLOG_DB": str(folder / "netlog.db"),
        "NETLOG_CONFIG": str(folder / "config.toml"),
        "NO_COLOR": "1",
        "COLUMNS": "80",
        "LINES": "40",
    }
    with ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, here))
        stack.enter_context(mock.patch.object(sys, "stdin", Screen()))
        stack.enter_context(chdir(folder))
        yield


def main() -> int:
    """Compare every page with what netlog says now; with --write, rewrite it. Returns 1 where a page differed."""
    differed = []
    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            text = page.read_text("utf-8")
            now = replayed(text, Path(folder))
        if now != text:
            differed.append(page)
            if "--write" in sys.argv:
                page.write_text(now, "utf-8")
    for page in differed:
        sys.stdout.write(f"{page.relative_to(DOCS.parent)} {'written' if '--write' in sys.argv else 'differs'}\n")
    return int(bool(differed) and "--write" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
