"""Words to send: their kinds, and the checks that a draft should pass, each with a sentence that explains itself.

The counsel is the method's: under 100 words, one question, the connection named, half an hour at most, no asking for a
job (PRODUCT.md, "What published practice says"). LinkedIn's own help gives the length of an invitation's note.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.names import fold
from netlog.words import MessageKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_WORDS = 99
MOST_MINUTES = 30


class DraftKind(StrEnum):
    """What words are for; the default template has the same name."""

    OUTREACH = "outreach"
    INTRO_REQUEST = "intro-request"
    CONFIRM = "confirm"
    THANK_YOU = "thank-you"
    NUDGE = "nudge"
    REPORT_BACK = "report-back"
    LANDED = "landed"


class DraftBy(StrEnum):
    """How the words will travel; an invitation is LinkedIn's, with its short note."""

    EMAIL = "email"
    LINKEDIN = "linkedin"
    INVITATION = "invitation"


# As what sent words of a kind are logged. A confirmation is one more message to somebody with a plan, and the news of
# a job won is a thank-you to those who helped.
LOGGED_AS = {
    DraftKind.OUTREACH: MessageKind.OUTREACH,
    DraftKind.INTRO_REQUEST: MessageKind.REQUEST,
    DraftKind.CONFIRM: MessageKind.OUTREACH,
    DraftKind.THANK_YOU: MessageKind.THANK_YOU,
    DraftKind.NUDGE: MessageKind.NUDGE,
    DraftKind.REPORT_BACK: MessageKind.REPORT_BACK,
    DraftKind.LANDED: MessageKind.THANK_YOU,
}


def kind_of_template(template: str) -> DraftKind | None:
    """The kind whose name a template has or begins with: "outreach", "outreach-short"; None for any other name."""
    fitting = [kind for kind in DraftKind if template == kind or template.startswith(f"{kind}-")]
    return fitting[0] if fitting else None


class Draft(NamedTuple):
    """The words, and what the checks must know: any of `connections` names how the two are connected; empty, and not
    `known`: nothing is stored that could. `unsure` is an introducer who gave the name but not yet leave to be named.
    """

    kind: DraftKind
    text: str
    by: DraftBy = DraftBy.EMAIL
    connections: tuple[str, ...] = ()
    known: bool = False
    unsure: str = ""


class Check(NamedTuple):
    """One check: its name, whether the draft passes, and why, in a sentence."""

    check: str
    ok: bool
    text: str


def checks(draft: Draft, invitation_characters: int) -> tuple[Check, ...]:
    """The checks that make sense for a draft of this kind, in the order of their weight."""
    return tuple(_checked(draft, invitation_characters))


def _checked(draft: Draft, invitation_characters: int) -> Iterator[Check]:
    yield _length(draft, invitation_characters)
    for name in _CHECKS[draft.kind]:
        yield Check(name, *_JUDGES[name](draft))
    if draft.unsure and _names(draft.text, draft.unsure):
        yield Check(
            "leave to name", False, f"{draft.unsure} gave you the name; that you may say so is not noted. Ask first."
        )


def _length(draft: Draft, most_characters: int) -> Check:
    if draft.by is DraftBy.INVITATION:
        count = len(draft.text)
        ok = count <= most_characters
        most = f"LinkedIn takes {most_characters} in an invitation"
        return Check("length", ok, f"{count} characters; {most}{'' if ok else ' and cuts off the rest'}.")
    words = len(draft.text.split())
    return Check("length", words <= MOST_WORDS, f"{words} words; under {MOST_WORDS + 1} are read to the end.")


def _question(draft: Draft) -> tuple[bool, str]:
    count = len(re.findall(r"[?？؟]+", draft.text))
    if count == 1:
        return True, "One question to answer."
    if count:
        return False, f"{count} questions; one is easier to answer."
    return False, "No question; without one there is nothing to answer."


# --- the half hour --------------------------------------------------------------------------------

_NUMBERS = {"ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60}
_MINUTES = re.compile(rf"\b(\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})[\s-]*min(?:ute)?s?\b")
_HALF_HOUR = re.compile(r"\bhalf[\s-]+(?:an[\s-]+)?hour\b")
_HOURS = re.compile(r"\b(an|one|two|1|2)[\s-]+(?:and a half )?hours?\b")


def _half_hour(draft: Draft) -> tuple[bool, str]:
    text = draft.text.casefold()
    asked = [int(found) if found.isdecimal() else _NUMBERS[found] for found in _MINUTES.findall(text)]
    asked += [MOST_MINUTES for _ in _HALF_HOUR.findall(text)]
    asked += [120 if found in ("two", "2") else 60 for found in _HOURS.findall(_HALF_HOUR.sub("", text))]
    if not asked:
        return False, "It does not say for how long: name the half hour, so that a yes is easy."
    if max(asked) > MOST_MINUTES:
        return False, f"It asks for {max(asked)} minutes; half an hour is what people say yes to."
    return True, "It asks for half an hour at most."


# --- the connection -------------------------------------------------------------------------------


def _connection(draft: Draft) -> tuple[bool, str]:
    named = next((name for name in draft.connections if _names(draft.text, name)), None)
    if named:
        return True, f"It names the connection: {named}."
    if draft.connections:
        return False, f"It does not name what connects you: {draft.connections[0]}."
    if draft.known:
        return True, "You know each other."
    return False, "No connection is stored: who gave you the name, or what do you share?"


def _names(text: str, name: str) -> bool:
    """Whether whole words of the text are the name, case and accents aside."""
    return f" {fold(name)} " in f" {fold(text)} "


# --- no asking for a job --------------------------------------------------------------------------

# What asks for a job, or for help with an application; what merely speaks of jobs ("hear about your job") does not.
_ASKS_FOR_A_JOB = re.compile(
    r"\b(?:hire me|(?:are|is) (?:you|your \w+|the \w+) hiring|job openings?|openings? (?:at|in|on)"
    r"|open (?:roles?|positions?)|vacanc(?:y|ies)"
    r"|(?:looking|searching|applying|apply|ask|asking) for"
    r" (?:work|(?:an?|any|my|the)(?: \w+){0,2} (?:job|role|position))"
    r"|(?:a|any) (?:job|position|role) (?:for me|with you|at)|refer me|a referral|put in a (?:good )?word|consider me"
    r"|my (?:cv|r[eé]sum[eé]|application)|attached (?:cv|r[eé]sum[eé]))\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|n't|n’t|never|rather than|instead of)\b[^.?!]{0,30}$", re.IGNORECASE)


def _no_job(draft: Draft) -> tuple[bool, str]:
    for found in _ASKS_FOR_A_JOB.finditer(draft.text):
        if not _NOT.search(draft.text[: found.start()]):
            return False, f'It seems to ask for a job ("{found[0].strip()}"); ask for advice, and jobs come of it.'
    return True, "It does not ask for a job."


# --- nothing left to fill in ----------------------------------------------------------------------

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\[[^\]\n]{1,40}\]|<[A-Za-z][^>\n]{0,40}>|_{3,}|\bX{3,}\b|\bTODO\b")


def _placeholder(draft: Draft) -> tuple[bool, str]:
    found = _PLACEHOLDER.search(draft.text)
    if found:
        return False, f"Something seems left to fill in: {found[0]}"
    return True, "Nothing is left to fill in."


_JUDGES: dict[str, Callable[[Draft], tuple[bool, str]]] = {
    "question": _question,
    "half hour": _half_hour,
    "connection": _connection,
    "no job": _no_job,
    "placeholder": _placeholder,
}

_ALWAYS = ("no job", "placeholder")
_CHECKS: dict[DraftKind, tuple[str, ...]] = {
    DraftKind.OUTREACH: ("question", "half hour", "connection", *_ALWAYS),
    DraftKind.INTRO_REQUEST: ("question", "half hour", *_ALWAYS),
    DraftKind.CONFIRM: ("question", *_ALWAYS),
    DraftKind.THANK_YOU: _ALWAYS,
    DraftKind.NUDGE: ("question", *_ALWAYS),
    DraftKind.REPORT_BACK: _ALWAYS,
    DraftKind.LANDED: _ALWAYS,
}
