"""Pipeline, cups, journey, rates and review."""

from collections.abc import Mapping
from typing import NamedTuple


class Waiting(NamedTuple):
    """A contact at its stage, since when (None where the record does not tell) and for how many days."""

    id: int
    name: str
    since: str | None
    days: int | None


class Passage(NamedTuple):
    """Of the `of` people who reached a stage, how many came on to the next, and the median of the days between."""

    stage: str
    next_stage: str
    of: int
    came: int
    median_days: float | None


class Pipeline(NamedTuple):
    """Everybody in play by stage (all eight, the longest waiting first), the passages, and how many strangers."""

    stages: tuple[tuple[str, tuple[Waiting, ...]], ...]
    passages: tuple[Passage, ...]
    strangers: int
    unknown: tuple[str, ...]  # filters of which nothing is known


class CupRow(NamedTuple):
    """A cup as the view `cups` has it: one contact in one held meeting other than an event."""

    meeting_id: int
    contact_id: int
    contact: str
    kind: str
    day_on: str


class Challenge(NamedTuple):
    """So many cups from a day to a day."""

    id: int
    goal: int
    start_on: str
    end_on: str


class JourneyNode(NamedTuple):
    """A contact on the journey. `first_on` is the first cup and `kind` its meeting; `origin` says how it began."""

    id: int
    name: str
    stage: str
    cups: int
    first_on: str | None
    kind: str | None
    known: int
    origin: str
    is_me: int | None


class JourneyEdge(NamedTuple):
    """Who led to whom, how far it came (named, promised, made, met, reported), and on which day."""

    from_id: int
    to_id: int
    kind: str
    on: str | None


class JourneyJob(NamedTuple):
    """A job and through whom it came; cold where via_id is None. The days of the offer and of saying yes to it."""

    id: int
    organization: str
    role: str
    stage: str
    via_id: int | None
    offer_on: str | None
    accepted_on: str | None


class Journey(NamedTuple):
    """The people, who led to whom (the furthest introduction to each first), and the jobs that came of it."""

    me: JourneyNode | None
    nodes: Mapping[int, JourneyNode]
    edges: tuple[JourneyEdge, ...]
    jobs: tuple[JourneyJob, ...]
    others: int  # in play, and nothing came of them so far


class SendingRow(NamedTuple):
    """An outreach or a request as the view `stats` has it, and the first days on which something came of it."""

    id: int
    contact_id: int
    channel: str | None
    template: str | None
    sent_on: str
    replied_on: str | None
    met_on: str | None
    introduced_on: str | None


class JobRate(NamedTuple):
    """Of jobs applied for, cold or referred, how many came to an interview and to an offer."""

    way: str
    applied: int
    interviews: int
    offers: int


class ReviewEntry(NamedTuple):
    """Something of a review: the day, with or to whom, what it was, and the words that were kept of it."""

    on: str
    contact_id: int | None
    contact: str | None
    what: str
    words: tuple[tuple[str, str], ...] = ()


class Review(NamedTuple):
    """A span of days looked back on; `thanked` of `cups` got their thank-you within a day."""

    person: str | None
    start: str
    end: str
    cups: tuple[ReviewEntry, ...]
    asks: tuple[ReviewEntry, ...]
    replies: tuple[ReviewEntry, ...]
    made: tuple[ReviewEntry, ...]
    jobs: tuple[ReviewEntry, ...]
    open: tuple[ReviewEntry, ...]
    due: tuple[ReviewEntry, ...]
    notes: tuple[ReviewEntry, ...]
    plans: tuple[ReviewEntry, ...]
    thanked: int
    owed_thanks: int
