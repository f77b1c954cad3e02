"""Messages at the command line: what I wrote, and what they answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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


def test_a_message_says_what_it_logged(story: Story) -> None:
    ran = story.do("log-message Priya --by email --on yesterday --note 'half an hour?'")
    assert (ran.stdout, ran.stderr) == ("Logged a message to Priya Natarajan, Stripe on Sun 1 November.\n", "")


def test_a_message_while_a_nudge_is_open_is_that_nudge(story: Story) -> None:
    story.do("ask-intro Sam --to Priya")
    ran = story.on("11-11").do("log-message Sam")
    assert ran.stdout == "Logged a nudge to Sam Okafor on Wed 11 November.\n"
    assert ran.stderr == (
        "This is the nudge about the introduction to Priya Natarajan."
        " If it was something else: netlog undo, then add --kind outreach\n"
    )
    story.is_at(owed=[])


def test_unless_its_kind_is_told(story: Story) -> None:
    story.do("ask-intro Sam --to Priya", "log-message Sam --kind outreach")
    story.is_at(owed=["nudge Sam 11-11", "nudge Sam 11-11"])


def test_of_several_introductions_the_first_due_is_meant(story: Story) -> None:
    story.do("ask-intro Sam --to Priya")
    story.on("11-03").do('ask-intro Sam --to "design, Figma"')
    ran = story.do("log-message Sam")
    assert "They were also asked for design, Figma (--about i2)." in ran.stderr
    story.is_at(owed=["nudge Sam 11-12"])
    story.do("log-message Sam --about i2")
    story.is_at(owed=[])


def test_a_message_to_whom_an_answer_is_owed_is_that_answer(story: Story) -> None:
    story.do("log-message Priya", "log-reply Priya --yes")
    ran = story.do("log-message Priya")
    assert ran.stdout.startswith("Logged a message")
    story.is_at(owed=["nudge Priya 11-11"])


def test_a_second_message_is_the_one_nudge(story: Story) -> None:
    story.do("log-message Priya")
    story.on("11-04").do("log-message Priya")
    story.is_at(owed=[])
    story.turns("11-13", "Priya asked, Sam connected", "Priya quiet, Sam connected")


def test_a_message_while_a_plan_stands_waits_for_the_meeting(story: Story) -> None:
    story.do('schedule Priya "in 60 days"', "log-message Priya")
    story.is_at(owed=[]).on("12-20").is_at(stages="Priya scheduled, Sam connected", owed=[])


def test_requests_and_replies_have_their_own_commands(story: Story) -> None:
    ran = story.do("log-message Sam --kind request", code=2)
    assert ran.stderr == (
        "netlog: A request is logged with the introduction it asks for.\nnetlog ask-intro WHO --to WHO\n"
    )
    ran = story.do("log-message Sam --kind reply", code=2)
    assert ran.stderr == "netlog: A reply is what they wrote.\nnetlog log-reply WHO\n"


@pytest.mark.parametrize("line", ["log-message Priya --on tomorrow", "log-reply Priya --on 2027-01-01"])
def test_what_happened_cannot_lie_in_the_future(story: Story, line: str) -> None:
    assert "lies in the future" in story.do(line, code=6).stderr


def test_an_unknown_who_is_added_with_new(story: Story) -> None:
    story.do('log-message "Zed Quux"', code=3)
    story.do('log-message "Zed Quux" --new')
    assert story.stage("Zed") == "asked"


# --- replies -------------------------------------------------------------------------------------


def test_an_answer_to_nothing_is_refused(story: Story) -> None:
    ran = story.do("log-reply Priya --yes", code=6)
    assert (ran.stdout, ran.stderr) == (
        "",
        "netlog: Nothing was sent to Priya Natarajan that this could answer.\n"
        "Without --yes it is logged as their first word; `netlog log-message` logs what you sent.\n",
    )
    assert story.do("log-reply Nemo --yes", code=3).stdout == ""


def test_one_answer_at_a_time(story: Story) -> None:
    ran = story.do("log-reply Priya --yes --no", code=2)
    assert ran.stderr == "netlog: --yes, --no and --later exclude one another.\nGive one of them.\n"


def test_the_day_of_later_is_echoed_and_falls_on_a_business_day(story: Story) -> None:
    story.do("log-message Priya")
    ran = story.do("log-reply Priya --later 2027-01-02")
    assert ran.stdout == (
        "Logged that Priya Natarajan, Stripe put you off until Sat 2 January 2027, on Mon 2 November.\n"
    )
    story.is_at(owed=["answer Priya 2027-01-04"])


def test_later_takes_the_place_of_the_answer_owed(story: Story) -> None:
    story.do("log-message Priya", "log-reply Priya --yes", "log-reply Priya --later 2027-01-05")
    story.is_at(owed=["answer Priya 2027-01-05"])


def test_a_no_of_who_was_asked_declines_the_introduction(story: Story) -> None:
    story.do("ask-intro Sam --to Priya")
    ran = story.do("log-reply Sam --no")
    assert ran.stderr == ("This declines the introduction to Priya Natarajan (i1), which they were asked for.\n")
    story.is_at(stages="Priya lead, Sam connected", intros=["Sam>Priya declined introducer"], owed=[])


def test_a_no_to_a_message_of_its_own_is_a_no(story: Story) -> None:
    story.do("ask-intro Sam --to Priya", "log-message Sam --kind outreach", "log-reply Sam --no")
    story.is_at(stages="Priya asked, Sam quiet", intros=["Sam>Priya asked"])


def test_a_yes_of_who_was_asked_asks_how_far_it_has_come(story: Story) -> None:
    story.do("ask-intro Sam --to Priya")
    ran = story.do("log-reply Sam --yes")
    assert ran.stderr == (
        "How far has the introduction to Priya Natarajan come?"
        ' netlog log-intro "Sam Okafor" --to "Priya Natarajan" --state promised (or named, made)\n'
    )
    story.is_at(intros=["Sam>Priya asked"], owed=["answer Sam 11-03"])


def test_a_reply_may_name_several(story: Story) -> None:
    story.do("log-message Priya")
    ran = story.do('log-reply Priya --named "Dan Wu, Design lead @ Figma" --named "anyone in product at Notion"')
    assert ran.stdout == (
        "Logged that Priya Natarajan, Stripe wrote on Mon 2 November,"
        " naming Dan Wu, Figma, anyone in product at Notion.\n"
    )
    story.is_at(intros=["Priya>Dan named", "Priya>anyone in product at Notion named"], owed=["answer Priya 11-03"])


def test_a_no_leaves_a_plan_and_says_so(story: Story) -> None:
    story.do("schedule Priya thu")
    ran = story.do("log-reply Priya --no")
    assert ran.stderr == (
        'A meeting with them is planned. If that is off: netlog schedule "Priya Natarajan" --cancelled --by them\n'
    )
