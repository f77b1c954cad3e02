"""The exit question: whom else should I talk to? What a contact answered, as introductions from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.errors import InvalidInput
from netlog.records.introductions import Introduction, IntroductionStep
from netlog.store.work import Work, rows
from netlog.words import DeclinedBy, IntroState, LapsedWhy, MayUseName

if TYPE_CHECKING:
    from datetime import date


def name_somebody(
    work: Work,
    introducer: int,
    somebody: int | str,
    state: IntroState,
    day: date,
    *,
    may_use_name: MayUseName = MayUseName.UNKNOWN,
    meeting: int | None = None,
    message: int | None = None,
    owed: bool = False,
) -> int:
    """The introducer named (or promised) a contact, or somebody of a description, on `day`.

    An open introduction between the two goes on from where it is; else a new one begins. Returns its number. Raises
    InvalidInput where nobody would be introduced (RULES.md 2).
    """
    _check_ends(work, introducer, somebody)
    contact, description = (somebody, None) if isinstance(somebody, int) else (None, somebody)
    standing = _open_between(work, introducer, contact) if contact is not None else None
    if standing is None:
        introduction = work.insert(
            Introduction(
                introducer_id=introducer,
                contact_id=contact,
                description=description,
                may_use_name=may_use_name,
                meeting_id=meeting,
                message_id=message,
            )
        )
    else:
        introduction = standing
        if may_use_name is not MayUseName.UNKNOWN:
            work.update("introduction", introduction, may_use_name=may_use_name.value)
    step(work, introduction, state, day, owed=owed)
    work.touch(introducer, *([contact] if contact is not None else []))
    return introduction


def step(
    work: Work,
    introduction: int,
    state: IntroState,
    day: date,
    *,
    declined_by: DeclinedBy | None = None,
    lapsed_why: LapsedWhy | None = None,
    owed: bool = False,
) -> int:
    """An introduction came to a state on a day, told today. The caller touches its two ends."""
    return work.insert(
        IntroductionStep(
            introduction_id=introduction,
            state=state,
            step_on=day.isoformat(),
            logged_on=work.today.isoformat(),
            seq=work.seq,
            declined_by=declined_by,
            lapsed_why=lapsed_why,
            owed=int(owed),
        )
    )


def touch_ends(work: Work, introduction: int) -> None:
    """Something happened to an introduction: to who introduces, and to whom."""
    ends = work.row("introduction", introduction)
    work.touch(*(id for id in (ends["introducer_id"], ends["contact_id"]) if isinstance(id, int)))


def _check_ends(work: Work, introducer: int, somebody: int | str) -> None:
    if somebody == introducer:
        name = work.row("contact", introducer)["name"]
        raise InvalidInput(f"{name} cannot introduce you to {name}.", "Name somebody else.")
    if isinstance(somebody, int) and work.row("contact", somebody)["is_me"]:
        raise InvalidInput("An introduction to yourself is none.", "Name the person you want to meet.")
    if work.row("contact", introducer)["is_me"]:
        raise InvalidInput("You cannot introduce yourself.", "Name somebody who knows them.")


def _open_between(work: Work, introducer: int, contact: int) -> int | None:
    found = rows(
        work.db,
        "select id from introduction where introducer_id = ? and contact_id = ?"
        " and case when next_state_on <= ? then next_state else state end"
        " in ('wanted', 'asked', 'named', 'promised', 'made')",
        (introducer, contact, work.today.isoformat()),
    )
    return int(found[0]["id"]) if found else None
