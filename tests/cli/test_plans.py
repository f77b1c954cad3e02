"""Plans at the command line: agreed, moved, called off, listed, put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .people import answering
from .story import Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


@pytest.fixture
def story(netlog: Callable[..., Any]) -> Story:
    told = Story(netlog)
    told.do(
        'init --name "Dana Reyes"',
        'add-contact "Sam Okafor" --met 2019',
        'add-contact "Priya Natarajan" --org Stripe',
    )
    return told


def agenda(story: Story) -> list[tuple[Any, ...]]:
    """Every meeting: when, state, who."""
    rows = story.do("agenda --all --json").data
    return [(row["starts_at"], row["state"], *(name.split()[0] for name in row["contacts"])) for row in rows]


# --- planning ------------------------------------------------------------------------------------


def test_a_plan_says_when_and_with_whom(story: Story) -> None:
    ran = story.do('schedule Priya "thu 9:30" --place "Blue Bottle" --with Sam')
    assert (ran.stdout, ran.stderr) == (
        "Planned a coffee with Priya Natarajan, Stripe and Sam Okafor for Thu 5 November at 09:30.\n",
        "",
    )
    assert story.do("agenda --json").data == [
        {
            "id": 1,
            "starts_at": "2026-11-05T09:30",
            "minutes": 30,
            "kind": "coffee",
            "state": "planned",
            "contacts": ["Priya Natarajan", "Sam Okafor"],
            "contact_ids": [3, 2],
            "place": "Blue Bottle",
        }
    ]


def test_the_day_and_the_time_may_be_two_words(story: Story) -> None:
    story.do("schedule Priya Natarajan thu 9:30")
    assert agenda(story) == [("2026-11-05T09:30", "planned", "Priya")]


def test_again_is_a_move(story: Story) -> None:
    story.do("schedule Priya thu")
    ran = story.do('schedule Priya "fri 10:00" --kind lunch')
    assert ran.stdout == "Moved the coffee with Priya Natarajan from Thu 5 to Fri 6 November at 10:00.\n"
    assert agenda(story) == [("2026-11-06T10:00", "planned", "Priya")]
    assert story.do("agenda --json").data[0]["kind"] == "lunch"


def test_a_move_from_a_day_that_has_passed_says_what_else_to_do(story: Story) -> None:
    story.do("schedule Priya thu")
    ran = story.on("11-07").do("schedule Priya tue")
    assert ran.stderr == ("If it took place on Thu 5: netlog undo, netlog log-coffee, and schedule it again.\n")


def test_the_same_day_twice_is_refused(story: Story) -> None:
    story.do('schedule Priya "thu 9:30"')
    said = (
        "netlog: A coffee with Priya Natarajan is planned for Thu 5 09:30 already (m1).\n"
        "Another time moves it; `netlog edit-meeting m1` changes the rest.\n"
    )
    for line in ('schedule Priya "thu 9:30"', "schedule Priya thu", 'schedule Priya "thu 15:00" --another'):
        assert story.do(line, code=5).stderr == said
    assert agenda(story) == [("2026-11-05T09:30", "planned", "Priya")]


def test_another_is_a_second_plan_and_then_the_id_is_asked_for(story: Story) -> None:
    story.do("schedule Priya thu", "schedule Priya fri --another")
    ran = story.do("schedule Priya mon", code=4)
    assert "m1  coffee with Priya Natarajan, Thu 5" in ran.stderr
    story.do("schedule m2 mon")
    assert [row[0] for row in agenda(story)] == ["2026-11-05", "2026-11-09"]


@pytest.mark.parametrize("when", ["yesterday", "2026-10-30"])
def test_a_plan_cannot_lie_in_the_past(story: Story, when: str) -> None:
    ran = story.do(f"schedule Priya {when}", code=6)
    assert "lies in the past; a plan cannot." in ran.stderr
    assert 'netlog log-coffee "Priya" --on DATE' in ran.stderr


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("schedule Priya", 2),
        ("schedule Priya thu --by me", 2),
        ("schedule Priya --cancelled --no-show", 2),
        ("schedule Priya --cancelled", 3),
        ("schedule Nemo thu", 3),
        ("schedule me thu", 6),
        ("schedule Priya thu --minutes 0", 6),
        ("schedule Priya thu --kind tea", 6),
        ("schedule Priya someday", 6),
        ("schedule m9 thu", 3),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_next_step(story: Story, line: str, code: int) -> None:
    ran = story.do(line, code=code)
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 2
    assert agenda(story) == []


def test_a_stranger_is_added_with_new(story: Story) -> None:
    story.do('schedule "Zed Quux" thu --new')
    assert story.stage("Zed") == "scheduled"


# --- calling off ---------------------------------------------------------------------------------


def test_calling_off_without_by_says_what_was_taken_for_granted(story: Story) -> None:
    story.do("schedule Priya thu")
    ran = story.do("schedule Priya --cancelled")
    assert ran.stdout == "The coffee with Priya Natarajan for Thu 5: they called it off on Mon 2 November.\n"
    assert ran.stderr == "Taken to be them. If it was you: netlog undo, then add --by me\n"


def test_nobody_misses_what_is_still_to_come(story: Story) -> None:
    story.do("schedule Priya thu")
    ran = story.do("schedule Priya --no-show", code=6)
    assert ran.stderr == (
        "netlog: The coffee is planned for Thu 5; nobody has missed it yet.\n"
        "Called off beforehand: --cancelled in place of --no-show.\n"
    )


def test_a_no_show_told_later_happened_on_the_day(story: Story) -> None:
    story.do("schedule Priya thu")
    story.on("11-10").do("schedule Priya --no-show --by them")
    story.is_at(owed=["nudge Priya 11-10"])


def test_nothing_ends_before_it_was_agreed(story: Story) -> None:
    story.do("schedule Priya thu")
    ran = story.do("schedule Priya --cancelled --on 2026-10-01", code=6)
    assert "cannot have ended before" in ran.stderr


def test_a_plan_called_off_for_several_says_how_to_let_one_go(story: Story) -> None:
    story.do("schedule Priya thu --with Sam")
    ran = story.do("schedule Priya --cancelled --by them")
    assert "edit-meeting m1 --without WHO" in ran.stderr
    story.is_at(owed=["nudge Priya 11-11", "nudge Sam 11-11"])


def test_a_skipped_outcome_ends_the_plan_for_everybody(story: Story) -> None:
    story.do("schedule Priya thu --with Sam")
    story.on("11-06").is_at(stages="Priya scheduled, Sam scheduled", owed=["outcome Priya 11-06"])
    (row,) = story.do("followups --json").data
    story.do(f"skip f{row['id']}")
    story.is_at(stages="Priya connected, Sam connected", owed=[])
    assert story.do("agenda --json").data == []


def test_a_plan_that_nobody_tells_of_is_off_after_a_month(story: Story) -> None:
    story.do("schedule Priya thu")
    story.on("12-05").is_at(owed=["outcome Priya 11-06"]).on("12-06").is_at(owed=[])
    assert story.do("agenda --json").data == []
    story.do("schedule Priya tue")
    assert [row[1] for row in agenda(story)] == ["cancelled", "planned"]


# --- putting right -------------------------------------------------------------------------------


def test_a_meeting_is_put_right(story: Story) -> None:
    story.do('schedule Priya "thu 9:30"')
    ran = story.do('edit-meeting m1 --minutes 45 --at 9:45 --place "Blue Bottle" --kind call')
    assert ran.stdout == "Changed the coffee with Priya Natarajan, Thu 5 09:30 (m1).\n"
    (row,) = story.do("agenda --json").data
    assert (row["minutes"], row["starts_at"], row["place"], row["kind"]) == (
        45,
        "2026-11-05T09:45",
        "Blue Bottle",
        "call",
    )
    story.do('edit-meeting m1 --place ""')
    assert story.do("agenda --json").data[0]["place"] is None
    assert story.do("edit-meeting 1 --minutes 45").stdout == "Nothing to change: m1 says so already.\n"


def test_another_day_moves_what_follows(story: Story) -> None:
    story.do("log-coffee Priya", "edit-meeting m1 --on 2026-10-30")
    story.is_at(owed=["keep-in-touch Priya 2027-01-22", "thank-you Priya 11-02"])
    story.do("undo")
    story.is_at(owed=["keep-in-touch Priya 2027-01-25", "thank-you Priya 11-03"])


def test_a_moved_plan_is_put_right(story: Story) -> None:
    story.do("schedule Priya thu", "schedule Priya fri", "edit-meeting m1 --on mon")
    story.on("11-09").is_at(owed=[]).on("11-10").is_at(owed=["outcome Priya 11-10"])


def test_who_was_there_is_put_right(story: Story) -> None:
    story.do("log-coffee Priya", "edit-meeting m1 --with Sam --without Priya")
    story.is_at(stages="Priya lead, Sam met", owed=["keep-in-touch Sam 2027-01-25", "thank-you Sam 11-03"])
    assert "remove m1" in story.do("edit-meeting m1 --without Sam", code=6).stderr
    assert "At it: Sam Okafor." in story.do("edit-meeting m1 --without Priya", code=3).stderr


def test_an_event_is_no_cup(story: Story) -> None:
    story.do("log-coffee Priya", "edit-meeting m1 --kind event")
    story.is_at(stages="Priya connected, Sam connected", owed=["answer Priya 11-03"])


def test_agenda_without_any_teaches(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    assert 'netlog schedule WHO "thu 9:30"' in story.do("agenda").stdout
