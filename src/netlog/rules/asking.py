"""The manners of asking: which asks were made and what came of them, who may be asked now, and who not, and why.

Pure. The policy (rules/ranking) weighs what is possible; this page says what is: the stop dates and the one nudge of
RULES.md, nobody asked too often, nobody asked who is owed something.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.days import add_business_days, add_months, on_partial, partial_start, short_day
from netlog.rules.ranking.policy import Way
from netlog.rules.ties import CAME
from netlog.words import (
    Answer,
    DeclinedBy,
    FollowUpKind,
    IntroState,
    LapsedWhy,
    MayUseName,
    MeetingKind,
    MeetingState,
    MessageKind,
    Stage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from netlog.rows.asking import Meeting, Past, Sent, Standing
    from netlog.rows.introductions import IntroRow

MOST_ASKS = 2
"""One approach, and one more by another way; never a third (RANKING.md 2)."""

MOST_HELP = 3
"""Kindnesses that count towards a yes; more would be keeping accounts."""

YEAR = timedelta(365)
ROLLING_WEEKS = 52
"""How long a search is taken to last where no challenge says so: the method's year."""


class Manners(NamedTuple):
    """The settings of asking, named like those of netlog.config, which tells what each means and whose it is.

    With `kin` a school, house, association or employer shared with me makes somebody near, however many are listed:
    a roster of my own school is mostly of my own school.
    """

    asks_a_week: int = 3
    favours_a_year: int = 2
    cooling_days: int = 28
    tire_days: int = 90
    tire_percent: int = 80
    help_percent: int = 115
    weak_tie_percent: int = 120
    close_from: int = 5
    dormant_years: int = 3
    target_percent: int = 85
    outreach_rule: str = "default"
    kin: bool = True

    def dear(self, ranks: Sequence[int]) -> float:
        """How much somebody weighs who fits the targets of these ranks; the first target weighs 1, and each counts."""
        return math.fsum((self.target_percent / 100) ** (rank - 1) for rank in ranks)


PLAIN = Manners(
    cooling_days=0,
    tire_percent=100,
    help_percent=100,
    weak_tie_percent=100,
    target_percent=100,
    kin=False,
)
"""The protocol of RANKING.md, where nobody tires: for the benchmark's trials on a database."""


class Asked(NamedTuple):
    """An ask that was made: which way, through whom, when. `reached`: it came to the person to be met.

    `answer` is None while it may still come, or where nothing can be said of it. `mine`: I asked, rather than was
    introduced unasked.
    """

    who: int
    way: Way
    on: str
    seq: int = 0
    via: int | None = None
    introduction: int | None = None
    reached: bool = True
    answer: bool | None = None
    mine: bool = True


# --- what was asked -----------------------------------------------------------------------------


def asked_of(who: Standing, past: Past, near: bool, today: date) -> list[Asked]:
    """The asks made to meet a contact, the first one first: letters, and introductions asked for or made."""
    found = [*_letters(who, past, near), *_introductions(who, past)]
    found.sort(key=lambda ask: (ask.on, ask.seq))
    ends = [*((ask.on, ask.seq) for ask in found[1:]), _NEVER]
    waits = is_waiting(who, past, today)
    return [
        ask if ask.answer is not None or not ask.reached else ask._replace(answer=_answer(past, ask, end, waits))
        for ask, end in zip(found, ends, strict=False)
    ]


_NEVER = ("9", 0)  # later than any day


def _letters(who: Standing, past: Past, near: bool) -> Iterator[Asked]:
    """Every outreach that begins an approach: not one to somebody who answered, nor a reminder."""
    used: set[int] = set()
    wrote = False
    for letter in past.sent:
        if letter.kind != MessageKind.OUTREACH or letter.imported or _in_touch(past, letter):
            continue
        intro = None if who.known else _named_before(past, letter, used)
        if wrote and intro is None:
            continue
        wrote = True
        if intro:
            used.add(intro.id)
            yield Asked(who.id, Way.WARM, letter.on, letter.seq, intro.introducer_id, intro.id)
        else:
            yield Asked(who.id, Way.FIRST if who.known else Way.NEAR if near else Way.NONE, letter.on, letter.seq)


def _in_touch(past: Past, letter: Sent) -> bool:
    """Whether they had answered, agreed to meet or been introduced before this letter, which then begins nothing.

    An introduction that came to nothing counts no more: who is named again is asked again.
    """
    at = (letter.on, letter.seq)
    return (
        any((got.on, got.seq) < at and got.answer != Answer.NO for got in past.got)
        or any(meeting.agreed < at for meeting in past.meetings)
        or any(row.made_on and row.made_on <= letter.on < (row.closed_on or "9") for row in past.to)
    )


def _named_before(past: Past, letter: Sent, used: set[int]) -> IntroRow | None:
    """The first introducer who had given the name, so that this letter could name them, and who was not used yet."""
    rows = [row for row in past.to if _gave_name(row) and (row.named_on or "") <= letter.on and row.id not in used]
    told = [row for row in rows if row.id == letter.introduction_id]
    return next(iter(told or rows), None)


def _gave_name(row: IntroRow) -> bool:
    return bool(row.named_on) and row.may_use_name != MayUseName.NO


def _introductions(who: Standing, past: Past) -> Iterator[Asked]:
    """Introductions to them that were asked for, or made unasked."""
    for row in past.to:
        on = row.asked_on or row.made_on
        if on is None:
            continue
        met = row.met_on and not row.named_on  # where the name was given, my letter is the ask
        reached = bool(row.made_on or met) or row.declined_by == DeclinedBy.CONTACT
        yield Asked(
            who.id, Way.WARM, on, 0, row.introducer_id, row.id, reached, _came_of(row, reached), bool(row.asked_on)
        )


def _came_of(row: IntroRow, reached: bool) -> bool | None:
    if row.declined_by == DeclinedBy.CONTACT:
        return False
    if row.state in (IntroState.MET, IntroState.REPORTED):
        return True
    silent = row.state == IntroState.LAPSED and row.lapsed_why == LapsedWhy.NO_ANSWER
    return False if silent and (reached or not row.named_on) else None


def _answer(past: Past, ask: Asked, end: tuple[str, int], waits: bool) -> bool | None:
    """What they did after an ask and before the next: True for a meeting or a word but no, False for no or silence."""
    start = (ask.on, ask.seq)
    if any(start <= meeting.agreed < end for meeting in past.meetings if _is_a_yes(meeting.kind)):
        return True
    words = [got.answer for got in past.got if start <= (got.on, got.seq) < end]
    if words:
        return words[-1] != Answer.NO
    return None if waits and end == _NEVER else False


def _is_a_yes(kind: str) -> bool:
    return kind != MeetingKind.EVENT


def is_waiting(who: Standing, past: Past, today: date) -> bool:
    """Whether my last words to them may still be answered: the stop date has not come."""
    if who.stage == Stage.ASKED:
        last = max((letter.on for letter in past.sent if letter.kind in _TO_MEET), default="")
        return all(last >= (row.since or "") for row in past.to if row.state in _ON_THE_WAY)
    return who.stage == Stage.CONNECTED and who.waits_until is not None and who.waits_until > today.isoformat()


_TO_MEET = (MessageKind.OUTREACH, MessageKind.NUDGE)
_ON_THE_WAY = (IntroState.ASKED, IntroState.PROMISED)


def history(asks: Iterable[Asked]) -> dict[Way, tuple[int, int]]:
    """(asked, yes) a way, of those that were decided."""
    counts: dict[Way, tuple[int, int]] = {}
    for ask in asks:
        if ask.answer is not None:
            asked, yes = counts.get(ask.way, (0, 0))
            counts[ask.way] = (asked + 1, yes + ask.answer)
    return counts


def asks_since(asks: Iterable[Asked], day: date) -> int:
    """How many of my asks were made since a day."""
    return sum(ask.mine and ask.on >= day.isoformat() for ask in asks)


# --- what raises and lowers a yes ---------------------------------------------------------------


def goodwill(past: Past, asks: Sequence[Asked], manners: Manners, today: date) -> float:
    """What having been asked of late, and having been helped, do to the odds of a yes."""
    tired, helped = times_asked(past, asks, today - timedelta(manners.tire_days)), min(past.kept, MOST_HELP)
    return float((manners.tire_percent / 100) ** tired * (manners.help_percent / 100) ** helped)


def times_asked(past: Past, asks: Sequence[Asked], since: date) -> int:
    """How often somebody was asked since a day: to meet, or to introduce."""
    day = since.isoformat()
    return sum(ask.reached and ask.mine and ask.on > day for ask in asks) + sum(
        (row.asked_on or "") > day for row in past.by
    )


def _held(past: Past) -> list[Meeting]:
    return [meeting for meeting in past.meetings if meeting.state == MeetingState.HELD]


def times_in_touch(past: Past) -> int:
    """How often we met, or I heard from them: meetings held, and replies."""
    return len(_held(past)) + len(past.got)


def weak_tie(past: Past, manners: Manners) -> float:
    """What a moderately weak tie adds: we were in touch, and are not close (Rajkumar et al., Science 2022)."""
    return (manners.weak_tie_percent - 100) / 100 if 0 < times_in_touch(past) < manners.close_from else 0.0


def cups(past: Past) -> int:
    """Meetings held other than events."""
    return sum(_is_a_yes(meeting.kind) for meeting in _held(past))


def last_touch(past: Past) -> str | None:
    """The last day anything is known to have passed between us; None where nothing is."""
    days = [letter.on for letter in past.sent] + [got.on for got in past.got]
    days += [meeting.day_on for meeting in _held(past)]
    return max(days, default=None)


def is_dormant(who: Standing, past: Past, manners: Manners, today: date) -> bool:
    """A tie of old that nothing was heard of for years; such do as well as current ones (Levin et al. 2011)."""
    last = last_touch(past) or who.known_since
    return last is not None and partial_start(last) <= add_months(today, -12 * manners.dormant_years)


def has_moved(past: Past) -> bool:
    """Whether somebody left an employer since we were last in touch (RULES.md, row 56)."""
    last = [letter.seq for letter in past.sent] + [got.seq for got in past.got]
    last += [meeting.seq for meeting in past.meetings]
    return past.left_seq > max(last, default=0)


def may_meet_again(of: Whether) -> bool:
    """Whether somebody I met may be proposed once more: after years of silence, or with a new job."""
    return has_moved(of.past) or is_dormant(of.who, of.past, of.manners, of.today)


# --- the search ---------------------------------------------------------------------------------


def share_left(challenge: tuple[date, date] | None, today: date) -> float:
    """The share of the search that is left after this week, from the challenge's first and last day, else a year's."""
    weeks, week = ROLLING_WEEKS, 0
    if challenge and today <= challenge[1]:
        start, end = challenge
        weeks = max(1, ((end - start).days + 1) // 7)
        week = min(weeks - 1, max(0, (today - start).days // 7))
    return (weeks - 1 - week) / weeks


# --- who is not asked, and why ------------------------------------------------------------------


class Whether(NamedTuple):
    """Somebody who might be asked: where they stand, what went on, and what they were asked.

    `colleague` is the other at their organization to whom I wrote last, without an answer so far, and when; None
    where the rule has nobody wait for colleagues.
    """

    who: Standing
    past: Past
    asks: Sequence[Asked]
    today: date
    manners: Manners
    colleague: tuple[str, str] | None = None

    def day(self, day: str) -> str:
        """ "on Thu 12", as screens write a day."""
        return on_partial(day, self.today)


def no_letter(of: Whether) -> str | None:
    """Why nothing is written to somebody to meet them, as a sentence; None where it may be."""
    return next((said for reason in (*_FIRST_OF_ALL, *_LETTER) if (said := reason(of))), None)


def no_favour(of: Whether) -> str | None:
    """Why somebody is asked no favour, as a sentence; None where they may be."""
    return next((said for reason in (*_FIRST_OF_ALL, *_FAVOUR) if (said := reason(of))), None)


def is_in_touch(of: Whether) -> bool:
    """Whether we know each other, or they answered: then no letter of a stranger is needed."""
    return bool(of.who.known) or of.who.stage in _IN_TOUCH


_IN_TOUCH = (Stage.CONNECTED, Stage.MET, Stage.THANKED, Stage.ADVOCATE)


def is_wanted(of: Whether) -> bool:
    """Whether somebody may be asked to introduce them: nothing is under way, and no word of mine is enough."""
    if is_in_touch(of) and not of.asks:
        return False
    return not any(reason(of) for reason in (*_FIRST_OF_ALL, *_LETTER) if reason not in _OF_LETTERS)


def _me(of: Whether) -> str | None:
    return "That is you." if of.who.is_me else None


def _rests(of: Whether) -> str | None:
    return f"{of.who.name} is left alone, as you said {of.day(of.who.rest_on)}." if of.who.rest_on else None


def _owed(of: Whether) -> str | None:
    """What I owe them comes first. An answer put off, "after New Year", waits for its day."""
    owed = of.past.owed
    if owed is None:
        return None
    noun = "an answer" if owed.kind == FollowUpKind.ANSWER else "a thank-you"
    if owed.later_on:
        return f"{of.who.name} asked you to write again later: {noun} is due {of.day(owed.later_on)}."
    return f"{of.who.name} is owed {noun} first."


def _planned(of: Whether) -> str | None:
    plan = next((meeting for meeting in of.past.meetings if meeting.state == MeetingState.PLANNED), None)
    if plan is None:
        return None
    if plan.day_on < of.today.isoformat():
        return f"A {plan.kind} with {of.who.name} was planned for {of.day(plan.day_on)[3:]}; say how it went."
    return f"A {plan.kind} with {of.who.name} is planned already, {of.day(plan.day_on)}."


def _under_way(of: Whether) -> str | None:
    """Writing past an open introduction may spoil it (RULES.md 5, invariant 9)."""
    for row in of.past.to:
        if row.state in _UNDER_WAY:
            came = CAME[IntroState(row.state)] + (f" {of.day(row.since)}" if row.since else "")
            return f"{row.introducer} {came}; writing past an open introduction may spoil it."
    return None


_UNDER_WAY = (IntroState.ASKED, IntroState.PROMISED, IntroState.MADE)


def said_no(of: Whether) -> str | None:
    """Their own no is the end of it, unless they wrote again."""
    if of.who.stage != Stage.QUIET:
        return None
    noes = [got.on for got in of.past.got if got.answer == Answer.NO]
    noes += [row.closed_on for row in of.past.to if row.declined_by == DeclinedBy.CONTACT and row.closed_on]
    if noes:
        return f"{of.who.name} said no {of.day(max(noes))}."
    missed = [meeting.day_on for meeting in of.past.meetings if meeting.state == MeetingState.NO_SHOW]
    return f"{of.who.name} did not come, {of.day(max(missed))} for the second time." if len(missed) > 1 else None


def _waits(of: Whether) -> str | None:
    if not is_waiting(of.who, of.past, of.today):
        return None
    last = max((letter.on for letter in of.past.sent), default=None)
    wrote = f"You wrote to {of.who.name} {of.day(last)}" if last else f"{of.who.name} was asked"
    return (
        f"{wrote}; an answer may still come."
        if not of.who.waits_until
        else (f"{wrote}; an answer may come until {of.day(of.who.waits_until).removeprefix('on ')}.")
    )


def _met(of: Whether) -> str | None:
    if cups(of.past) and not may_meet_again(of):
        last = max(meeting.day_on for meeting in _held(of.past) if _is_a_yes(meeting.kind))
        return f"You met {of.who.name} {of.day(last)}; `next` brings you to people you have not met."
    return None


def _colleague_waits(of: Whether) -> str | None:
    """Dalton's 3b7: a second person at an organization once the first has let three business days pass."""
    if of.colleague is None:
        return None
    name, on = of.colleague
    until = add_business_days(date.fromisoformat(on), _SECOND_PERSON)
    if until <= of.today:
        return None
    return f"You wrote to {name} {of.day(on)}, also at {of.who.organization}; not to {of.who.name} before" + (
        f" {short_day(until, of.today)}."
    )


_SECOND_PERSON = 3  # business days


def _asked_enough(of: Whether) -> str | None:
    """A second ask takes another way; there is no third."""
    reached = [ask for ask in of.asks if ask.reached]
    if not reached or reached[-1].answer or (cups(of.past) and may_meet_again(of)):
        return None
    last = of.day(reached[-1].on)
    if len(reached) >= MOST_ASKS:
        return f"{of.who.name} was asked twice, the last time {last}, and did not answer; there is no third time."
    if not ways(of.past, of.asks) or of.who.known:
        return f"{of.who.name} was asked {last} and did not answer; a second time only through somebody."
    return None


def _cools(of: Whether) -> str | None:
    """Asked of late, whatever came of it."""
    asked = [ask.on for ask in of.asks if ask.mine and not (ask.reached and ask.answer)]
    asked += [row.asked_on for row in of.past.by if row.asked_on]
    last = max(asked, default=None)
    if last is None:
        return None
    until = date.fromisoformat(last) + timedelta(of.manners.cooling_days)
    if until <= of.today:
        return None
    return f"{of.who.name} was asked {of.day(last)}; not again before {short_day(until, of.today)}."


def _not_met(of: Whether) -> str | None:
    if cups(of.past) or of.who.stage == Stage.ADVOCATE:
        return None
    return f"You have not met {of.who.name} yet; a favour comes after a coffee."


def _introduces(of: Whether) -> str | None:
    for row in of.past.by:
        if row.state in _ON_THE_WAY:
            verb = "was asked" if row.state == IntroState.ASKED else "promised"
            since = f" {of.day(row.since)}" if row.since else ""
            return f"{of.who.name} {verb}{since} to introduce {row.to}; one favour at a time."
    return None


def _did_enough(of: Whether) -> str | None:
    since = (of.today - YEAR).isoformat()
    done = sum((row.asked_on or "") > since for row in of.past.by)
    if done < of.manners.favours_a_year:
        return None
    return f"{of.who.name} was asked {done} favours within a year, and that is enough."


_FIRST_OF_ALL = (_me, _rests, _owed, _planned)
_LETTER = (said_no, _under_way, _met, _waits, _asked_enough, _cools, _colleague_waits)
_OF_LETTERS = (_asked_enough, _colleague_waits)
_FAVOUR = (_not_met, _introduces, _did_enough, _cools)


def ways(past: Past, asks: Iterable[Asked]) -> list[IntroRow]:
    """Who gave the name and was not used yet, the first of them first: another way to ask."""
    used = {ask.introduction for ask in asks if ask.reached}
    return [row for row in past.to if _gave_name(row) and row.id not in used and row.state in _USABLE]


_USABLE = (IntroState.NAMED, IntroState.LAPSED)
