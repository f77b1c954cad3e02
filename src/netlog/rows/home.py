"""What the home screen says beside what is owed."""

from typing import NamedTuple


class NextMeeting(NamedTuple):
    """The meeting to come, for the home screen."""

    id: int
    kind: str
    day_on: str
    starts_at: str | None
    place: str | None
    contacts: tuple[str, ...]


class AtAGlance(NamedTuple):
    """The search in a few numbers; `stages` are (stage, people in play), in the order of the stages, without zeros."""

    cups: int
    people: int
    stages: tuple[tuple[str, int], ...]
    knows_strangers: bool
    has_target: bool
    last_step_on: str | None
