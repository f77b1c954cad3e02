"""The numbers of the loop that a user may set, and what business days and pauses make of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netlog.rules.days import add_business_days, next_business_day

if TYPE_CHECKING:
    from datetime import date


class Habits(NamedTuple):
    """RULES.md's numbers, named like the settings. `pauses` are (first day, first day after).

    thank_you_days, keep_in_touch_days and old_days count calendar days, the others business days.
    """

    thank_you_days: int = 1
    answer_days: int = 1
    report_back_days: int = 3
    nudge_days: int = 7
    chase_days: int = 7
    promise_days: int = 5
    stop_days: int = 7
    silence_days: int = 20
    keep_in_touch_days: int = 84
    old_days: int = 14
    outreach_rule: str = "default"
    holidays: frozenset[date] = frozenset()
    pauses: tuple[tuple[date, date], ...] = ()

    def business(self, day: date, n: int) -> date:
        """The n-th business day strictly after `day`."""
        return add_business_days(day, n, self.holidays)

    def business_day(self, day: date) -> date:
        """`day`, or the next business day where it is none."""
        return next_business_day(day, self.holidays)

    def later(self, opened: date, day: date) -> date:
        """`day`, moved by the paused days between `opened` and it."""
        for start, end in self.pauses:
            if opened < end and start <= day:
                day += end - max(start, opened)
        return day

    def patient(self, opened: date, day: date) -> date:
        """The business day to which pauses since `opened` move the business day `day`."""
        return self.business_day(self.later(opened, day))
