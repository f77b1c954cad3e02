"""The state that history leaves behind: people, introductions and follow-ups while the loop runs over the events."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from netlog.words import ClosedHow, DeclinedBy, IntroState, LapsedWhy, Reason, Stage

if TYPE_CHECKING:
    from datetime import date

    from netlog.rules.events import Key


class Who(NamedTuple):
    """What the rules need to know of a contact beside the events. `known` means known before netlog."""

    id: int
    known: bool = False
    is_me: bool = False
    rests: bool = False
    organization: int | None = None


class Intro(NamedTuple):
    """An introduction's two ends; `contact` is None while only a description is known."""

    id: int
    introducer: int
    contact: int | None


@dataclass(slots=True)
class FollowUp:
    """Something owed. Hidden before `shows_on`; closes itself on `closes_on` (None: never)."""

    key: Key
    opened_on: date
    due_on: date
    shows_on: date
    closes_on: date | None
    reason: Reason
    reason_on: date
    meeting: int | None = None
    introduction: int | None = None
    job: int | None = None
    closed_on: date | None = None
    closed_how: ClosedHow | None = None


@dataclass(slots=True)
class Thread:
    """My unanswered words to a contact; on `stops_on` the approach closes itself (None: it is over)."""

    stops_on: date | None
    stopped_on: date | None = None


@dataclass(slots=True)
class Ledger:
    """How far one introduction has come, and on which days."""

    intro: Intro
    state: IntroState = IntroState.WANTED
    on: dict[IntroState, date] = field(default_factory=dict)
    declined_by: DeclinedBy | None = None
    lapsed_why: LapsedWhy | None = None
    stops_on: date | None = None

    @property
    def made(self) -> bool:
        """The introducer has brought us together, whatever came of it later."""
        return IntroState.MADE in self.on or self.state in (IntroState.MET, IntroState.REPORTED)

    def stage(self) -> Stage | None:
        """What this introduction alone says of its contact; None where the contact was never approached."""
        if self.made:
            return Stage.CONNECTED
        if self.state in (IntroState.ASKED, IntroState.PROMISED):
            return Stage.ASKED
        if self.state is IntroState.DECLINED and self.declined_by is DeclinedBy.CONTACT:
            return Stage.QUIET
        return None


Approach = Stage | Thread | Ledger


@dataclass(slots=True)
class Person:
    """A contact as the events leave them. `approaches` are oldest first; `plans` are meetings still to be told of."""

    who: Who
    approaches: list[Approach] = field(default_factory=list)
    thread: Thread | None = None
    plans: set[int] = field(default_factory=set)
    cups: int = 0
    thanked: bool = False
    advocate: bool = False
    no_shows: int = 0
    last_met_on: date | None = None
    last_contact_on: date | None = None

    def approach(self, newest: Approach) -> None:
        """Make this the newest approach."""
        if isinstance(newest, Ledger) and newest in self.approaches:
            self.approaches.remove(newest)
        self.approaches.append(newest)

    def stage(self) -> Stage:
        """RULES.md 3: the first line that holds."""
        if self.advocate:
            return Stage.ADVOCATE
        if self.cups:
            return Stage.THANKED if self.thanked else Stage.MET
        if self.plans:
            return Stage.SCHEDULED
        return self._approached()

    def silent_on(self) -> date | None:
        """The day on which silence made them quiet; None where they are not, or said so themselves."""
        quiet = [approach for approach in self.approaches if _stage_of(approach) is Stage.QUIET]
        newest = quiet[-1] if quiet and self.stage() is Stage.QUIET else None
        return newest.stopped_on if isinstance(newest, Thread) else None

    def _approached(self) -> Stage:
        """The newest approach decides; asking anew leaves somebody connected as they are."""
        asked = False
        for approach in reversed(self.approaches):
            stage = _stage_of(approach)
            if stage is Stage.ASKED:
                asked = True
            elif stage is not None:
                return stage if stage is Stage.CONNECTED or not asked else Stage.ASKED
        return Stage.ASKED if asked else Stage.LEAD


def _stage_of(approach: Approach) -> Stage | None:
    if isinstance(approach, Stage):
        return approach
    if isinstance(approach, Thread):
        return Stage.QUIET if approach.stopped_on else Stage.ASKED
    return approach.stage()
