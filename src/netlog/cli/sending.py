"""Words to send: made from a template, shown, and recorded only when they are sent."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from netlog.cli.context import current, say, which
from netlog.config import config_path
from netlog.errors import InvalidInput
from netlog.rules.days import short_day
from netlog.rules.names import parse_description
from netlog.store.reader import sending as read

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from netlog.cli.who import Somebody
    from netlog.rows import ContactLine
    from netlog.words import Channel

_CHOICES = {"y": "yes", "c": "copy", "m": "mail program", "n": "not yet"}

# The first of these that is there takes the words on its standard input.
_CLIPBOARDS = (("pbcopy",), ("wl-copy",), ("xclip", "-selection", "clipboard"), ("xsel", "-ib"), ("clip.exe",))
_OPENERS = ("open", "xdg-open", "wslview")


def confirm_sent(text: str, to_emails: Sequence[str], subject: str) -> bool:
    """Show the words and ask whether they are sent; True at once where nobody can answer. Only "yes" is a yes."""
    if not current().interactive:
        return True
    say("", *text.splitlines(), "")
    while True:
        answer = which("Sent?", _CHOICES, "n")
        if answer == "c":
            say(_copy(text))
        elif answer == "m":
            say(_mail(text, to_emails, subject))
        else:
            return answer == "y"


def ask_intro_sent(db: sqlite3.Connection, introducer: ContactLine, somebody: Somebody | str) -> bool:
    """Show the words that ask for an introduction, and ask whether they are sent."""
    text = words_for("ask-intro", **_asked_for(db, somebody), first=_first(introducer.name), me=_me(db))
    return confirm_sent(text, read.emails(db, introducer.id), "An introduction?")


def thank_you_sent(db: sqlite3.Connection, line: ContactLine, channel: Channel | None) -> bool:
    """Show the words of a thank-you, and ask whether they are sent; a letter is written by hand all the same."""
    occasion = read.occasion(db, line.id)
    text = words_for(
        "thank",
        first=_first(line.name),
        me=_me(db),
        occasion=_occasion(occasion),
        learned=_clause(occasion and occasion.learned),
        advice=_clause(occasion and occasion.advice),
        introductions=" and ".join(occasion.introductions) if occasion else "",
    )
    return confirm_sent(text, read.emails(db, line.id), "Thank you")


def words_for(template: str, **values: str) -> str:
    """The words of a template: the user's own in `templates/` beside the settings, else ours.

    Raises InvalidInput where the user's own cannot be read. What stands in `values` is never read as a template.
    """
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, TemplateError

    folder = config_path().parent / "templates"
    loader = ChoiceLoader([FileSystemLoader(folder), PackageLoader("netlog", "templates")])
    name = f"{template}.txt.j2"
    try:
        return Environment(loader=loader, autoescape=False).get_template(name).render(values).strip()
    except (TemplateError, UnicodeDecodeError) as error:
        raise InvalidInput(
            f"{folder / name} is no template: {error}.", "Mend it, or move it away to use ours."
        ) from None


def _asked_for(db: sqlite3.Connection, somebody: Somebody | str) -> dict[str, str]:
    """Who is to be met, for the template; "" where nothing is known."""
    if isinstance(somebody, str):
        form = parse_description(somebody)
        said = [f"in {form.what}" if form.what else "", f"at {form.organization}" if form.organization else ""]
        return {"description": " ".join(filter(None, said)) or "in your field"}
    id = getattr(somebody, "id", 0)
    return {
        "contact": somebody.name,
        "organization": somebody.organization or "",
        "field": read.function(db, id) or "",
        "shared": read.shared(db, id) or "",
    }


def _first(name: str) -> str:
    return name.split()[0]


def _me(db: sqlite3.Connection) -> str:
    name = read.my_name(db)
    return _first(name) if name else ""


def _occasion(occasion: read.Occasion | None) -> str:
    if occasion is None:
        return "your help"
    when = short_day(date.fromisoformat(occasion.day_on), current().today)
    noun = {"event": "the conversation", "video": "the video call"}.get(occasion.kind, f"the {occasion.kind}")
    return f"{noun} {when}" if when == "today" else f"{noun} on {when}"


def _clause(text: str | None) -> str:
    """A note as the end of a sentence: one line, its own full stop left out."""
    return " ".join((text or "").split()).rstrip(".")


# --- out of the terminal -------------------------------------------------------------------------


def _copy(text: str) -> str:
    """Put the words on the clipboard, by a program if there is one, else by the terminal (OSC 52); say which."""
    for command in _CLIPBOARDS:
        if shutil.which(command[0]) and _ran(list(command), text):
            return "Copied."
    sys.stdout.write(f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a")
    sys.stdout.flush()
    return "Handed to the terminal's clipboard; not every terminal takes it."


def _mail(text: str, to_emails: Sequence[str], subject: str) -> str:
    """Open a letter in the mail program; where there is none, say the address that would."""
    to = quote(to_emails[0], safe="@") if to_emails else ""
    url = f"mailto:{to}?subject={quote(subject)}&body={quote(text)}"
    if sys.platform == "win32":
        os.startfile(url)
        return "Opened in your mail program."
    for opener in _OPENERS:
        if shutil.which(opener) and _ran([opener, url], ""):
            return "Opened in your mail program."
    return f"No mail program was found; this opens one: {url}"


def _ran(command: list[str], standard_input: str) -> bool:
    try:
        done = subprocess.run(command, input=standard_input.encode(), capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
