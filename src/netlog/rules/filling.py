"""What words to send are filled with: everything stored about a person, as pieces of sentences.

`Filling` is what a template sees, field by field; a piece that is not known is "" (or None), so that a template asks
for it with {% if %}. Names and notes come from strangers: they are values here, never read as a template.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.days import MONTHS, WEEKDAYS
from netlog.rules.names import parse_description
from netlog.words import IntroState, MayUseName, MeetingKind, MeetingState, MessageKind, OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netlog.rows.introductions import IntroRow
    from netlog.rows.meetings import MeetingRow
    from netlog.rows.people import AffiliationRow, ContactCard, ContactEntry, TimelineRow
    from netlog.rows.search import JobRow

S = IntroState


# --- what a template sees -------------------------------------------------------------------------


class Past(NamedTuple):
    """A meeting held: "the coffee", "on Friday", its place, and what they said, each as the end of a sentence."""

    what: str
    day: str
    place: str
    learned: str
    advice: str


class Plan(NamedTuple):
    """A meeting to come: "coffee", "on Thursday 5 November", "9:30", its place, and "half an hour"."""

    what: str
    day: str
    time: str
    place: str
    length: str


class Asked(NamedTuple):
    """An introduction asked of them, or promised by them: to whom, its state, and since when ("on 12 November")."""

    to: str
    state: str
    day: str


class Report(NamedTuple):
    """What came of an introduction of theirs: to whom; "met", "declined" or "lapsed"; the meeting, if it came to one,
    as "a coffee" and "on Friday"; and whom the one introduced named in turn.
    """

    to: str
    outcome: str
    what: str
    day: str
    named: str


class Target(NamedTuple):
    """Whom an introduction is asked to: a name with what is known, or a description ("in product at Stripe").

    `shared` is an organization that they and I share.
    """

    name: str
    description: str
    organization: str
    field: str
    shared: str


class Landed(NamedTuple):
    """The job whose offer I took."""

    role: str
    organization: str


class Filling(NamedTuple):
    """What a template may use. Days are pieces like "today", "on Friday", "on 20 November"."""

    me: str = ""  # my first name
    my_name: str = ""  # my full name
    first: str = ""  # what they go by: the nickname, else the first name
    name: str = ""  # their full name
    title: str = ""
    organization: str = ""
    field: str = ""  # their job function: "product"
    introducer: str = ""  # who introduced us or gave me the name, unless they asked me not to say so
    introduced: bool = False  # introduced us, rather than gave the name
    introduced_day: str = ""
    shared: str = ""  # "we both went to Michigan State University"
    shared_name: str = ""  # "Michigan State University"
    known: bool = False  # we know each other from before netlog
    meeting: Past | None = None  # the last one held
    plan: Plan | None = None  # the next one planned
    missed: Plan | None = None  # a plan that they called off or did not come to, and nothing since
    wrote_day: str = ""  # when I last wrote to them
    asked: Asked | None = None  # the introduction they were last asked for
    report: Report | None = None
    to: Target | None = None  # for a request to introduce
    offered: str = ""  # whom they offered to introduce: "Dan Wu and Mei Lin"
    named: str = ""  # whom they named without introducing
    opened: str = ""  # whom I met through them
    promises: str = ""  # what I promised them: "send you the article"
    landed: Landed | None = None  # the job I found, once the search is over


# --- what is stored -------------------------------------------------------------------------------


class Known(NamedTuple):
    """What is stored about one person: the card, me, plans with them, what I promised them; and the introduction of
    theirs to report on, with the meeting it became and whom the one introduced named; and the job I landed.
    """

    card: ContactCard
    mine: ContactEntry | None
    plans: Sequence[MeetingRow]
    promises: Sequence[str] = ()
    report: IntroRow | None = None
    report_meeting: TimelineRow | None = None
    report_named: Sequence[str] = ()
    landed: JobRow | None = None


def fill(known: Known, today: date, to: Target | None = None) -> Filling:
    """Everything stored about a person, in pieces of sentences."""
    card, contact = known.card, known.card.entry.contact
    connection = through(card)
    shared = shared_with(card, known.mine)
    meeting = next((row for row in card.timeline if _is_held(row)), None)
    return Filling(
        me=first_name(known.mine),
        my_name=known.mine.contact.name if known.mine else "",
        first=first_name(card.entry),
        name=contact.name,
        title=contact.title or "",
        organization=contact.organization or "",
        field=contact.function or "",
        introducer=connection.introducer if connection else "",
        introduced=bool(connection and was_made(connection)),
        introduced_day=_since(connection, today),
        shared=shared[0],
        shared_name=shared[1],
        known=bool(contact.known),
        meeting=past(meeting, today) if meeting else None,
        plan=_plan(known.plans, today),
        missed=_missed(card, today),
        wrote_day=_wrote(card, today),
        asked=_asked(card, today),
        report=_report(known, today),
        to=to,
        offered=_and([whom(row) for row in _brought(card, S.PROMISED) if _is_since(row.promised_on, meeting)]),
        named=_and(
            [row.contact for row in _brought(card, S.NAMED) if row.contact and _is_since(row.named_on, meeting)]
        ),
        opened=_and([whom(row) for row in _brought(card, S.MET, S.REPORTED)]),
        promises=_and([to_you(promise) for promise in known.promises]),
        landed=Landed(known.landed.role, known.landed.organization) if known.landed else None,
    )


def through(card: ContactCard) -> IntroRow | None:
    """The introduction to name in a letter: the one made, else the name given; None where nobody may be named."""
    mine = [row for row in card.introductions if row.contact_id == card.entry.contact.id]
    usable = [row for row in mine if was_made(row) or (row.named_on and row.may_use_name != MayUseName.NO)]
    return max(usable, key=lambda row: (was_made(row), row.may_use_name == MayUseName.YES, row.id), default=None)


def was_made(row: IntroRow) -> bool:
    """Whether the introducer brought us together, rather than gave me the name, whatever came of it."""
    return bool(row.made_on) or (row.state in (S.MET, S.REPORTED) and not row.named_on)


def first_name(entry: ContactEntry | None) -> str:
    """What a person goes by: the nickname, else the first name; "" for nobody."""
    if entry is None:
        return ""
    return entry.contact.nickname or called(entry.contact.name)


def called(name: str) -> str:
    """The first word of a name that is no title of address: "Priya" of "Dr. Priya Natarajan"."""
    words = name.split()
    return next((word for word in words if word.casefold().rstrip(".") not in _ADDRESS), words[0])


_ADDRESS = frozenset(("dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "rev", "sir", "dame"))

# The closest first: where two worked together, then a house they belong to, then a school of thousands.
_SHARED = {
    OrganizationKind.COMPANY: "we both worked at {}",
    OrganizationKind.GREEK: "we are both in {}",
    OrganizationKind.ASSOCIATION: "we are both in {}",
    OrganizationKind.SCHOOL: "we both went to {}",
    OrganizationKind.OTHER: "we both were at {}",
}


def shared_with(card: ContactCard, mine: ContactEntry | None) -> tuple[str, str]:
    """The closest thing that the two of us share, as a clause and as a name; two "" where nothing is shared."""
    theirs = [row for row in card.entry.affiliations if row.id in card.shared]
    return shared_of(theirs, mine)


def shared_of(theirs: Iterable[AffiliationRow], mine: ContactEntry | None) -> tuple[str, str]:
    """The same for affiliations of theirs."""
    own = {row.organization_id: row for row in mine.affiliations} if mine else {}
    common = [row for row in theirs if row.organization_id in own]
    for kind, clause in _SHARED.items():
        for row in common:
            if row.kind == kind:
                both_now = kind is OrganizationKind.COMPANY and not (row.is_over or own[row.organization_id].is_over)
                words = "we both work at {}" if both_now else clause
                return words.format(row.organization), row.organization
    return "", ""


# --- meetings, messages, introductions ------------------------------------------------------------

_NOUNS = {MeetingKind.EVENT: "conversation", MeetingKind.VIDEO: "video call"}


def _noun(kind: str | None) -> str:
    return _NOUNS.get(MeetingKind(kind), str(kind)) if kind else "meeting"


def _is_held(row: TimelineRow) -> bool:
    return row.entry == "meeting" and row.state == MeetingState.HELD


def past(row: TimelineRow, today: date) -> Past:
    """A meeting held, in pieces."""
    return Past(
        f"the {_noun(row.kind)}",
        letter_day(row.day_on, today),
        row.place or "",
        _clause(row.learned),
        _clause(row.advice),
    )


def _plan(plans: Sequence[MeetingRow], today: date) -> Plan | None:
    coming = [row for row in plans if row.day_on >= today.isoformat()]
    if not coming:
        return None
    row = coming[0]
    time = (row.time or "").removeprefix("0")
    return Plan(_noun(row.kind), letter_day(row.day_on, today), time, row.place or "", length(row.minutes))


def length(minutes: int) -> str:
    """ "half an hour", "45 minutes"."""
    return "half an hour" if minutes == 30 else "an hour" if minutes == 60 else f"{minutes} minutes"


def _missed(card: ContactCard, today: date) -> Plan | None:
    """The latest meeting, where it did not come about."""
    last = next((row for row in card.timeline if row.entry == "meeting"), None)
    if last is None or last.state not in (MeetingState.CANCELLED, MeetingState.NO_SHOW):
        return None
    return Plan(_noun(last.kind), letter_day(last.day_on, today), "", last.place or "", length(last.minutes or 30))


def _wrote(card: ContactCard, today: date) -> str:
    mine = (row for row in card.timeline if row.entry == "message" and row.state == "sent")
    last = next((row for row in mine if row.kind in (MessageKind.OUTREACH, MessageKind.NUDGE)), None)
    return letter_day(last.day_on, today) if last else ""


def _asked(card: ContactCard, today: date) -> Asked | None:
    """The introduction they owe an answer about: promised before asked, the latest first."""
    theirs = [row for row in card.introductions if row.introducer_id == card.entry.contact.id]
    waiting = [row for row in theirs if row.state in (S.ASKED, S.PROMISED)]
    if not waiting:
        return None
    row = max(waiting, key=lambda row: (row.state == S.PROMISED, row.id))
    return Asked(whom(row), row.state, _since(row, today))


def whom(row: IntroRow) -> str:
    """To whom an introduction is, as a sentence takes it: the name, or "somebody in product at Stripe"."""
    if row.contact:
        return row.contact
    return described(row.description or "")


def described(description: str) -> str:
    """A description as a sentence takes it: "product, Stripe" is "somebody in product at Stripe"."""
    form = parse_description(description)
    said = [f"in {form.what}" if form.what else "", f"at {form.organization}" if form.organization else ""]
    return " ".join(filter(None, ["somebody", *said]))


def _report(known: Known, today: date) -> Report | None:
    row = known.report
    if row is None:
        return None
    held = known.report_meeting
    outcome = row.state if row.state in (S.DECLINED, S.LAPSED) else "met"
    what = _noun(held.kind) if held else "meeting"
    article = "an" if what[0] in "aeiou" else "a"
    day = letter_day(held.day_on, today) if held else letter_day(row.met_on, today)
    return Report(whom(row), str(outcome), f"{article} {what}", day, _and(known.report_named))


def _brought(card: ContactCard, *states: IntroState) -> list[IntroRow]:
    """The introductions of theirs that stand at one of these states."""
    return [row for row in card.introductions if row.introducer_id == card.entry.contact.id and row.state in states]


def _is_since(day: str | None, meeting: TimelineRow | None) -> bool:
    """Whether it came with the last meeting or after it; earlier offers had their thanks."""
    return meeting is None or bool(day and day >= meeting.day_on)


# --- words ----------------------------------------------------------------------------------------


def letter_day(day: str | None, today: date) -> str:
    """A day as a letter names it: "today", "on Friday", "on Thursday 5 November", "on 20 November 2025"; else ""."""
    if not day:
        return ""
    then = date.fromisoformat(day)
    days = (then - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if days in near:
        return near[days]
    weekday, month = WEEKDAYS[then.weekday()], f"{then.day} {MONTHS[then.month - 1]}"
    if -7 < days < 0:
        return f"on {weekday}"
    if days > 0:
        return f"on {weekday} {month}"
    return f"on {month}" if then.year == today.year else f"on {month} {then.year}"


def _since(row: IntroRow | None, today: date) -> str:
    if row is None:
        return ""
    return letter_day((row.made_on or row.met_on if was_made(row) else row.named_on) or row.since, today)


def _clause(text: str | None) -> str:
    """A note as the end of a sentence: one line, its own full stop left out."""
    return " ".join((text or "").split()).rstrip(".")


def _and(names: Sequence[str]) -> str:
    """ "Dan Wu, Mei Lin and Ana Lopez"."""
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last


# "her" is somebody's own where a noun follows it.
_HER = re.compile(r"\bher(?=\s+(?:an?|the|this|that|these|those|my|our|some|one|two|to|about|with|on|in|for|at|by|when"
                  r"|how|what|if|and|know)\b|\s*$)")  # fmt: skip
_YOU = ((_HER, "you"), (re.compile(r"\b(?:him|them)\b"), "you"), (re.compile(r"\b(?:his|her|their)\b"), "your"))


def to_you(promise: str) -> str:
    """A promise noted about somebody, said to them: "Send her the article." is "send you the article"."""
    text = _clause(promise)
    for pattern, word in _YOU:
        text = pattern.sub(word, text)
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
