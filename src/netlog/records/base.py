"""What every record shares: how days, instants, names and texts are written, and `Record` itself."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

NAME_LENGTH = 200
LINE_LENGTH = 500
TEXT_LENGTH = 100_000


def _is_day(text: str) -> str:
    date.fromisoformat(text)
    if len(text) != len("2026-11-02"):
        raise ValueError("a day is written 2026-11-02")
    return text


def _is_partial(text: str) -> str:
    _is_day(text + "0001-01-01"[len(text) :])
    return text


Day = Annotated[str, AfterValidator(_is_day), Field(max_length=10)]
PartialDay = Annotated[str, AfterValidator(_is_partial), Field(max_length=10)]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", max_length=20)]
ClockTime = Annotated[str, Field(pattern=r"^\d\d:\d\d$", max_length=5)]
Name = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]
Line = Annotated[str, Field(min_length=1, max_length=LINE_LENGTH)]
Text = Annotated[str, Field(min_length=1, max_length=TEXT_LENGTH)]
Key = Annotated[str, Field(max_length=LINE_LENGTH)]
Flag = Annotated[int, Field(ge=0, le=1)]


class Record(BaseModel, extra="forbid", defer_build=True):
    """A row. `id` is None until it is stored; ids are never reused."""

    id: int | None = Field(default=None, description="its number, given by the database")
