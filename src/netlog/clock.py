"""What day and what instant it is: the only place that asks."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time

from netlog.errors import InvalidInput

TODAY_VARIABLE = "NETLOG_TODAY"


def today() -> date:
    """The local day, or the one that NETLOG_TODAY (YYYY-MM-DD) freezes. Raises InvalidInput if that is no day."""
    frozen = os.environ.get(TODAY_VARIABLE)
    if not frozen:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(frozen)
    except ValueError:
        raise InvalidInput(f"{TODAY_VARIABLE}={frozen} is not a day.", "Write it as 2026-11-02, or unset it.") from None


def now() -> str:
    """The instant in UTC as YYYY-MM-DDTHH:MM:SSZ; noon of the frozen day where the clock is frozen."""
    frozen = os.environ.get(TODAY_VARIABLE)
    moment = datetime.combine(today(), time(12), UTC) if frozen else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
