"""Text from strangers: what is cut out of it before it is stored, how long it may be, and keys of profile addresses."""

from __future__ import annotations

import re
from urllib.parse import unquote

# The longest name in Outlook's and LinkedIn's own forms is below 120; beyond 200 it is a broken row.
MAX_NAME = 200
# One line of anything else: LinkedIn allows 220 characters in a headline, 100 in a company.
MAX_LINE = 500
MAX_NOTE = 100_000

# ECMA-48 control sequences (CSI), strings (OSC, DCS, PM, APC, SOS) and the two-character escapes.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]?",
)
# C0 and C1 but for what breaks lines; then characters that show nothing or turn the direction of what follows, and
# halves of characters, which JSON can write and nothing can store.
# The joiners U+200C and U+200D stay: Persian, Indic scripts and emoji need them.
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]",
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n{3,}")

_LINKEDIN_HOST = re.compile(r"(?:[a-z]{2,3}\.|m\.|touch\.)?linkedin\.com(?=/|$)")
# A language after a profile's name ("/in/jane/de") shows the same profile.
_LINKEDIN_LANGUAGE = re.compile(r"(linkedin\.com/in/[^/]+)/[a-z]{2}(?:[-_][a-z]{2})?$")

# As LinkedIn's own export writes them: most of what profile_key ever sees.
_PLAIN_PROFILE = re.compile(r"https://www\.(linkedin\.com/in/[a-z0-9-]+)/?")


def word_set(words: str) -> frozenset[str]:
    """The words as a set: a table of words reads better without a quote around each."""
    return frozenset(words.split())


def scrub(text: str) -> str:
    """The text without escape sequences, control characters and invisible marks; line breaks and tabs stay."""
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


def one_line(text: str) -> str:
    """The text on one line: every run of white space is one blank, none at the ends."""
    return " ".join(text.split())


def block(text: str) -> str:
    """The text with its lines: one kind of line break, no blanks at the ends, never two empty lines together."""
    lines = (line.rstrip() for line in _BREAKS.sub("\n", text).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def profile_key(url: str) -> str:
    """The address under which two links are one page.

    Without scheme, `www.`, LinkedIn's country (`de.linkedin.com`), letter case, query, fragment, final slash and
    percent-encoding. "" for "".
    """
    if found := _PLAIN_PROFILE.fullmatch(url):
        return found[1]
    plain = unquote(url.strip()).casefold()
    plain = re.sub(r"^(?:[a-z][a-z0-9+.-]*:)?//", "", plain)
    plain = re.split(r"[?#]", plain, maxsplit=1)[0].removeprefix("www.").rstrip("/")
    return _LINKEDIN_LANGUAGE.sub(r"\1", _LINKEDIN_HOST.sub("linkedin.com", plain, count=1))


def is_profile(key: str) -> bool:
    """Whether a profile_key is one person's page on LinkedIn; a firm's website is shared by all who work there."""
    return key.startswith(("linkedin.com/in/", "linkedin.com/pub/"))
