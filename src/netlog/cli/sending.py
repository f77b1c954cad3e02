"""Words to send: shown, handed to the clipboard or the mail program, and recorded only when they are sent."""

from __future__ import annotations

import base64
import os
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from netlog.cli.context import current, say, which
from netlog.cli.template import fill_in
from netlog.errors import NotFound
from netlog.rows.who import ContactLine
from netlog.rules.drafts import DraftKind, kind_of_template
from netlog.rules.filling import Filling, Target, called, described, fill, shared_of
from netlog.store.reader import drafts as read
from netlog.store.reader.contacts import entry, me
from netlog.store.reader.sending import emails

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from netlog.cli.template import Words
    from netlog.cli.who import Somebody
    from netlog.words import Channel

_CHOICES = {"y": "yes", "c": "copy", "m": "mail program", "n": "not yet"}

# The first of these that is there takes the words on its standard input.
_CLIPBOARDS = (("pbcopy",), ("wl-copy",), ("xclip", "-selection", "clipboard"), ("xsel", "-ib"), ("clip.exe",))
_OPENERS = ("open", "xdg-open", "wslview")


def confirm_sent(words: Words, to_emails: Sequence[str]) -> bool:
    """Show the words and ask whether they are sent; True at once where nobody can answer. Only "yes" is a yes."""
    if not current().interactive:
        return True
    say("", *words.text.splitlines(), "")
    while True:
        answer = which("Sent?", _CHOICES, "n")
        if answer == "c":
            say(copy(words.text))
        elif answer == "m":
            say(mail(words, to_emails))
        else:
            return answer == "y"


def ask_intro_sent(db: sqlite3.Connection, introducer: ContactLine, somebody: Somebody | str) -> bool:
    """Show the words that ask for an introduction, and ask whether they are sent."""
    known = read.known(db, introducer.id, current().today)
    words = fill_in(DraftKind.INTRO_REQUEST, fill(known, current().today, target(db, somebody)))
    return confirm_sent(words, emails(db, introducer.id))


def thank_you_sent(db: sqlite3.Connection, line: ContactLine, channel: Channel | None) -> bool:
    """Show the words of a thank-you, and ask whether they are sent; a letter is written by hand all the same."""
    return message_sent(db, line, DraftKind.THANK_YOU)


def message_sent(db: sqlite3.Connection, somebody: Somebody, template: str) -> bool:
    """Show the words that a template makes, and ask whether they are sent."""
    if not isinstance(somebody, ContactLine):
        fresh = Filling(first=called(somebody.name), name=somebody.name, organization=somebody.organization or "")
        return confirm_sent(fill_in(template, fresh), ())
    filling = fill(read.known(db, somebody.id, current().today), current().today)
    check_fits(kind_of_template(template), filling)
    return confirm_sent(fill_in(template, filling), emails(db, somebody.id))


def check_fits(kind: DraftKind | None, filling: Filling) -> None:
    """Raises NotFound where a kind of words speaks of what is not stored."""
    if kind is DraftKind.CONFIRM and filling.plan is None:
        raise NotFound(f"No meeting is planned with {filling.name}.", 'netlog schedule WHO "thu 9:30" plans one.')
    if kind is DraftKind.REPORT_BACK and filling.report is None:
        raise NotFound(
            f"There is nothing to report to {filling.name}: no introduction of theirs has come to an end yet.",
            "`netlog intros --all` lists them.",
        )
    if kind is DraftKind.NUDGE and not (filling.asked or filling.missed or filling.wrote_day):
        raise NotFound(
            f"There is nothing to remind {filling.name} of: you have asked them nothing yet.",
            "`netlog draft outreach WHO` makes the first words.",
        )
    if kind is DraftKind.LANDED and filling.landed is None:
        raise NotFound("No job has landed yet.", "Once you take an offer: netlog landed JOB")


def target(db: sqlite3.Connection, somebody: Somebody | str) -> Target:
    """Whom an introduction is asked to, in pieces of sentences."""
    if isinstance(somebody, str):
        return Target("", described(somebody).removeprefix("somebody").strip() or "in your field", "", "", "")
    organization = somebody.organization or ""
    if not isinstance(somebody, ContactLine):
        return Target(somebody.name, "", organization, "", "")
    theirs = entry(db, somebody.id, current().today)
    _, shared = shared_of(theirs.affiliations, me(db, current().today))
    return Target(somebody.name, "", organization, theirs.contact.function or "", shared)


# --- out of the terminal -------------------------------------------------------------------------


def copy(text: str) -> str:
    """Put the words on the clipboard, by a program if there is one, else by the terminal (OSC 52); say which."""
    for command in _CLIPBOARDS:
        if shutil.which(command[0]) and _ran(list(command), text):
            return "Copied."
    if not current().stdout_terminal:
        return "No program that copies was found."
    sys.stdout.write(f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a")
    sys.stdout.flush()
    return "Handed to the terminal's clipboard; not every terminal takes it."


def mail(words: Words, to_emails: Sequence[str]) -> str:
    """Open a letter in the mail program; where there is none, say the address that would."""
    to = quote(to_emails[0], safe="@") if to_emails else ""
    body = "\r\n".join(words.text.splitlines())  # RFC 6068, 5: %0D%0A ends a line
    url = f"mailto:{to}?subject={quote(words.subject, safe='')}&body={quote(body, safe='')}"
    if sys.platform == "win32":
        os.startfile(url)
        return "Opened in your mail program."
    for opener in _openers():
        if shutil.which(opener[0]) and _ran([word.replace("%s", url) for word in opener], ""):
            return "Opened in your mail program."
    return f"No mail program was found; this opens one: {url}"


def _openers() -> Iterator[list[str]]:
    """What opens an address: what the user says in BROWSER, then the programs of the system; %s is the address."""
    for told in os.environ.get("BROWSER", "").split(os.pathsep):
        with suppress(ValueError):  # a quotation mark without its other one
            words = shlex.split(told)
            if words:
                yield words if "%s" in told else [*words, "%s"]
    yield from ([opener, "%s"] for opener in _OPENERS)


def _ran(command: list[str], standard_input: str) -> bool:
    try:
        done = subprocess.run(command, input=standard_input.encode(), capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
