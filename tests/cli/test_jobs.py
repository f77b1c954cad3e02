"""Jobs: RULES.md rows 53, 54 and 62 through the command line, the list, and what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .people import answering, everything
from .story import Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any


@pytest.fixture
def story(netlog: Callable[..., Any]) -> Story:
    """Sam and Tom, whom I know, and Priya of Stripe, whom I do not."""
    told = Story(netlog)
    told.on("10-01").do(
        'init --name "Dana Reyes"',
        'add-contact "Sam Okafor" --met 2019',
        'add-contact "Tom Alvarez" --met 2018',
        'add-contact "Priya Natarajan" --org Stripe --title "Senior PM"',
    )
    return told.on("11-02").is_at(stages="Priya lead, Sam connected, Tom connected", intros=[], owed=[])


def sound(story: Story) -> Story:
    """Kept columns are what the history comes to."""
    assert not [finding for finding in story.do("doctor --json").data if finding["problems"]]
    return story


def job(story: Story, *options: str) -> Any:
    """The only job listed."""
    (found,) = story.do(" ".join(["jobs --json", *options])).data
    return found


# --- RULES.md 53, 54 ------------------------------------------------------------------------------


def test_53_a_referral_without_a_meeting_makes_an_advocate_who_is_thanked(story: Story) -> None:
    done = story.do('add-job Stripe "Product manager" --via Priya --stage applied')
    assert (
        done.stdout
        == "Added j1: Product manager, Stripe, applied on Mon 2 November, through Priya Natarajan, Stripe.\n"
    )
    assert done.stderr == ""
    story.is_at(stages="Priya advocate, Sam connected, Tom connected", owed=["thank-you Priya 11-03"])
    assert "referred you today for Product manager, Stripe" in story.do("followups").stdout
    sound(story)
    story.do("thank Priya")
    story.is_at(stages="Priya advocate, Sam connected, Tom connected", owed=[])
    sound(story)


def test_54_a_promised_referral_is_chased_and_the_application_closes_the_chase(story: Story) -> None:
    story.do('add-job Stripe "Product manager" --via Priya --stage interested')
    story.is_at(stages="Priya lead, Sam connected, Tom connected", owed=["chase Priya 11-11"])
    sound(story).on("11-04").do("update-job Stripe applied")
    story.is_at(stages="Priya advocate, Sam connected, Tom connected", owed=["thank-you Priya 11-05"])
    sound(story)


def test_54_a_chase_that_is_sent_is_the_only_one_and_waits_for_no_answer(story: Story) -> None:
    story.do('add-job Stripe "Product manager" --via Priya')
    story.on("11-11").do("done f1")
    sound(story).is_at(stages="Priya lead, Sam connected, Tom connected", owed=[])
    story.on("12-31").is_at(stages="Priya lead, Sam connected, Tom connected", owed=[])


def test_54_a_chase_that_is_not_sent_closes_itself_at_the_stop_date(story: Story) -> None:
    story.do('add-job Stripe "Product manager" --via Priya')
    story.on("11-29").is_at(owed=["chase Priya 11-11"]).on("11-30").is_at(owed=[])


def test_54_a_chase_can_be_skipped(story: Story) -> None:
    story.do('add-job Stripe "Product manager" --via Priya', "skip f1")
    sound(story).is_at(owed=[])


@pytest.mark.parametrize("stage", ["declined", "rejected", "silent"])
def test_a_job_that_ends_before_the_application_was_no_referral(story: Story, stage: str) -> None:
    story.do('add-job Stripe "Product manager" --via Priya', f"update-job Stripe {stage}")
    sound(story).is_at(stages="Priya lead, Sam connected, Tom connected", owed=[])


def test_a_referral_told_late_makes_an_advocate_and_owes_nothing_unless_asked_for(story: Story) -> None:
    story.do('add-job Stripe "Product manager" --via Priya --stage applied --on 2026-10-12')
    sound(story).is_at(stages="Priya advocate, Sam connected, Tom connected", owed=[])
    story.do("undo", 'add-job Stripe "Product manager" --via Priya --stage applied --on 2026-10-12 --owed')
    sound(story).is_at(owed=["thank-you Priya 11-02"])


def test_who_referred_can_be_told_afterwards(story: Story) -> None:
    story.do('add-job Stripe "Product manager" --stage applied')
    assert story.do("update-job j1 --via Priya").stdout == (
        "Product manager, Stripe (j1): through Priya Natarajan, Stripe.\n"
    )
    sound(story).is_at(stages="Priya advocate, Sam connected, Tom connected", owed=["thank-you Priya 11-03"])
    story.do("update-job j1 --via Sam")
    sound(story).is_at(stages="Priya lead, Sam advocate, Tom connected", owed=["thank-you Sam 11-03"])


# --- RULES.md 62 ----------------------------------------------------------------------------------


def test_62_landing_ends_what_was_asked_and_thanks_everybody_upstream_first(story: Story) -> None:
    story.do(
        'add-contact "Ana Lopez"',
        'add-contact "Ben Ito"',
        'add-contact "Lena Cho"',
        'add-contact "Mei Lin"',
        "log-intro Tom --to Sam --state named",  # named: lapses without a word
        "log-intro Sam --to Priya --state made",
        "log-coffee Priya",
        "ask-intro Tom --to Ana",  # asked: Tom hears of it
        "log-intro Ben --to Lena --state promised",  # promised: so does Ben
        "log-intro Ben --to Mei --state wanted",
        "log-message Mei",
        'add-job Stripe "Product manager" --via Priya --stage offer',
    )
    done = story.do("landed")
    assert done.stdout == (
        "Landed: Product manager, Stripe (j1), on Mon 2 November.\n"
        "The chain: Tom Alvarez > Sam Okafor > Priya Natarajan > the offer.\n"
        "To thank, the first of the chain first (3):\n"
        f"  f{_id(story, 'thank-you', 'Tom')}  Tom Alvarez, by Thu 5 November\n"
        f"  f{_id(story, 'thank-you', 'Sam')}  Sam Okafor, by Thu 5 November\n"
        f"  f{_id(story, 'thank-you', 'Priya')}  Priya Natarajan, by Tue 3 November\n"
    )
    assert done.stderr == "For the words: netlog draft landed WHO\n"
    story.is_at(
        intros=[
            "Ben>Lena lapsed not-needed",
            "Ben>Mei lapsed not-needed",
            "Sam>Priya met",
            "Tom>Ana lapsed not-needed",
            "Tom>Sam lapsed not-needed",
        ],
        owed=[
            "keep-in-touch Priya 2027-01-25",
            "report-back Ben 11-05",
            "report-back Sam 11-05",
            "report-back Tom 11-05",
            "thank-you Priya 11-03",
            "thank-you Sam 11-05",
            "thank-you Tom 11-05",
        ],
    )
    sound(story).on("11-20")
    sound(story)


def test_62_landing_thanks_advocates_and_cups_that_led_elsewhere(story: Story) -> None:
    story.do(
        'add-contact "Ana Lopez"',
        'add-contact "Lena Cho"',
        "log-intro Ana --to Lena --state made --on 2026-10-01",  # an advocate, and nobody of the chain
        "log-coffee Tom --on 2026-10-02",  # a cup
        "thank Tom --on 2026-10-03",
        'add-job Stripe "Product manager" --via Priya --stage offer --on 2026-10-05',
    )
    story.on("11-03").do("landed")
    thanks = [line for line in story.owed() if line.startswith("thank-you")]
    assert thanks == ["thank-you Ana 11-06", "thank-you Priya 11-06", "thank-you Tom 11-06"]
    sound(story).is_at(intros=["Ana>Lena made"])  # what was made is answered all the same


def _id(story: Story, kind: str, name: str) -> int:
    rows = story.do("followups --json").data
    return int(next(row["id"] for row in rows if row["kind"] == kind and row["contact"].startswith(name)))


def test_landing_is_one_step_and_undo_takes_it_back(story: Story, home: Path) -> None:
    story.do(
        "ask-intro Sam --to Priya", "log-message Priya", 'add-job Stripe "Product manager" --via Tom --stage offer'
    )
    before = everything(home)
    story.do("landed")
    after = everything(home)
    story.do("undo")
    assert everything(home) == before
    story.do("redo")
    assert everything(home) == after
    sound(story)


def test_a_second_landing_is_refused(story: Story) -> None:
    story.do('add-job Stripe "PM" --stage offer', 'add-job Figma "PM" --stage offer', "landed j1")
    ran = story.do("landed j2", code=5)
    assert ran.stderr == (
        "netlog: You landed on Mon 2 November: PM, Stripe (j1).\nIf it came to nothing: netlog remove j1\n"
    )
    story.do("update-job j1 rejected", code=6)
    story.do("remove j1", "landed j2")
    sound(story)


def test_once_the_search_goes_on_another_offer_can_be_taken(story: Story) -> None:
    story.do("target org Stripe", 'add-job Stripe "PM" --stage offer --via Priya', "landed")
    story.on("11-10").do("target org Figma", 'add-job Figma "Head of product" --stage offer --via Sam')
    assert "j1" in story.do("landed j1", code=5).stderr, "an offer is taken once"
    said = story.do("landed").stdout
    assert said.startswith(
        "Landed: Head of product, Figma (j2), on Tue 10 November.\nThe chain: Sam Okafor > the offer.\n"
    )
    assert story.do("--json").data["landed"] == {"id": 2, "job": "Head of product, Figma", "on": "2026-11-10"}
    assert "You landed Head of product, Figma (j2)" in story.do("next").stderr
    assert {row["name"]: row["jobs"][0]["stage"] for row in story.do("targets --json").data} == {
        "Stripe": "accepted",
        "Figma": "accepted",
    }
    chains = [line.split("\t") for line in story.do("journey --to offer").stdout.splitlines()[1:]]
    assert [cells[3] for cells in chains] == [
        "Dana Reyes", "Priya Natarajan", "Stripe: PM", "Dana Reyes", "Sam Okafor", "Figma: Head of product"
    ]  # fmt: skip
    assert story.do("landed", code=5).stderr.startswith("netlog: You landed on Tue 10 November")
    sound(story).do("undo")
    assert story.do("--json").data["landed"] is None
    sound(story)


def test_landing_needs_an_offer_and_says_how_to_tell_of_one(story: Story) -> None:
    assert story.do("landed", code=6).stderr == (
        "netlog: There is no offer to take yet.\n"
        "Say which job made one: netlog update-job JOB offer, or netlog add-job.\n"
    )
    story.do('add-job Stripe "PM" --stage interview')
    assert story.do("landed Stripe", code=6).stderr == (
        "netlog: PM, Stripe (j1) is no offer yet: interview.\nIf they made one: netlog update-job j1 offer\n"
    )
    story.do("landed Figma", code=3)
    story.do("update-job j1 offer")
    story.do("landed --on yesterday", code=6)
    assert "cold application" in story.do("landed").stdout


def test_an_offer_is_there_to_be_taken_and_taking_it_ends_the_search(story: Story) -> None:
    story.do('add-job Stripe "PM" --stage interview')
    assert "netlog update-job j1 STAGE" in story.do("jobs --format table").stdout
    said = "netlog landed j1 takes the offer and ends the search.\n"
    assert story.do("update-job j1 offer").stderr == said
    assert story.do("jobs --format table").stdout.endswith("\nnetlog landed j1\n")
    assert story.do("update-job j1 accepted").stderr == said


def test_whoever_was_owed_thanks_before_the_landing_keeps_that_day(story: Story) -> None:
    story.on("10-26").do("log-coffee Priya")
    story.on("11-02").do('add-job Stripe "PM" --stage offer --via Priya')
    done = story.do("landed")
    (due,) = [row["due_on"] for row in story.do("followups --json").data if row["kind"] == "thank-you"]
    assert due == "2026-10-27"
    assert "Priya Natarajan, due Tue 27 October" in done.stdout


def test_of_two_offers_the_id_decides_and_a_terminal_asks(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.do('add-job Stripe "PM" --stage offer', 'add-job Figma "PM" --stage offer')
    assert "j2  PM, Figma (offer)" in story.do("landed", code=4).stderr
    answering(monkeypatch, "2")
    assert "Landed: PM, Figma (j2)" in story.do("landed").stdout


def test_after_the_landing_an_earlier_helper_is_thanked_too(story: Story) -> None:
    story.do('add-job Stripe "PM" --stage offer --via Priya', "landed")
    story.on("11-03").do("log-coffee Tom --on yesterday")
    sound(story)


def test_what_is_told_after_the_landing_of_who_led_there_is_thanked_too(story: Story) -> None:
    story.do('add-contact "Ana Lopez"', 'add-job Stripe "PM" --stage offer --via Priya', "landed")
    story.do("log-intro Sam --to Priya --state named --on yesterday")
    sound(story).is_at(owed=["thank-you Priya 11-03", "thank-you Sam 11-05"])
    story.do(
        "log-intro Tom --to Sam --state named --on yesterday", "log-intro Ana --to Tom --state named --on yesterday"
    )
    thanked = ["thank-you Priya 11-03", "thank-you Sam 11-05"]
    sound(story).is_at(owed=["thank-you Ana 11-05", *thanked, "thank-you Tom 11-05"])
    story.do("remove i1")
    sound(story).is_at(owed=["thank-you Priya 11-03"])


# --- the list -------------------------------------------------------------------------------------


def test_a_job_knows_the_people_there_and_who_led_to_it(story: Story) -> None:
    story.do(
        'add-contact "Ana Lopez" --org Stripe',
        'add-contact "Eve Moss" --org "Stripe Press"',
        "edit-contact Ana --left Stripe",
        "log-intro Tom --to Sam --state made",
        "log-intro Sam --to Priya --state named",
        'add-job "Stripe, Inc." "Product manager" --via Priya --stage applied --on 2026-10-30 --link https://x.test/1',
    )
    assert job(story) == {
        "id": 1,
        "organization": "Stripe",
        "organization_id": 1,
        "role": "Product manager",
        "stage": "applied",
        "since": "2026-10-30",
        "applied_on": "2026-10-30",
        "landed_on": None,
        "via": "Priya Natarajan",
        "via_id": 4,
        "chain": ["Tom Alvarez", "Sam Okafor", "Priya Natarajan"],
        "chain_ids": [3, 2, 4],
        "contacts": [{"id": 4, "name": "Priya Natarajan", "stage": "advocate"}],
        "link": "https://x.test/1",
        "note": None,
    }
    assert story.do("jobs").stdout == (
        "id\torganization\trole\tstage\tapplied_on\tvia\tchain\n"
        "1\tStripe\tProduct manager\tapplied\t2026-10-30\tPriya Natarajan\tTom Alvarez; Sam Okafor; Priya Natarajan\n"
    )


def test_a_circle_of_introducers_is_a_chain_with_an_end(story: Story) -> None:
    story.do(
        "log-intro Tom --to Sam --state made",
        "log-intro Sam --to Priya --state made",
        "log-intro Priya --to Tom --state made",
        'add-job Stripe "PM" --via Priya --stage offer',
    )
    assert job(story)["chain"] == ["Tom Alvarez", "Sam Okafor", "Priya Natarajan"]
    story.do("landed")
    sound(story)


def test_open_jobs_come_the_furthest_first_and_the_others_with_all(story: Story) -> None:
    story.do(
        'add-job Stripe "PM"',
        'add-job Figma "PM" --stage interview',
        'add-job Notion "PM" --stage rejected',
    )
    assert [row["organization"] for row in story.do("jobs --json").data] == ["Figma", "Stripe"]
    assert [row["organization"] for row in story.do("jobs --all --json").data] == ["Figma", "Stripe", "Notion"]


def test_a_step_told_later_than_it_happened_leaves_the_newest_one(story: Story) -> None:
    story.do('add-job Stripe "PM" --stage interview')
    ran = story.do("update-job Stripe applied --on 2026-10-20")
    assert ran.stderr == "It stays interview, which came later.\n"
    assert (job(story)["stage"], job(story)["applied_on"]) == ("interview", "2026-10-20")


# --- what cannot be -------------------------------------------------------------------------------


def test_a_job_at_an_unknown_organization_is_kept_and_said(story: Story) -> None:
    ran = story.do('add-job Acme "Plumber"')
    assert ran.stdout == "Added j1: Plumber, Acme, interested on Mon 2 November.\n"
    assert ran.stderr == "Acme is new to netlog; nobody you list is there. It is kept as an organization.\n"


def test_the_same_job_again_is_refused_until_the_first_is_over(story: Story) -> None:
    story.do('add-job Stripe "PM"')
    assert story.do('add-job "stripe inc" "pm"', code=5).stderr == (
        "netlog: PM, Stripe is there already: j1, interested.\nTo bring it along: netlog update-job j1 STAGE\n"
    )
    story.do("update-job j1 rejected", 'add-job Stripe "PM"')
    assert story.do("update-job Stripe applied").stdout.startswith("PM, Stripe (j2): applied")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('add-job Stripe "PM" --stage dreaming', 6),
        ('add-job Stripe "PM" --on tomorrow', 6),
        ('add-job Stripe "PM" --on 2027-01-01', 6),
        ('add-job Stripe ""', 6),
        ('add-job "" PM', 6),
        ('add-job Stripe "PM" --via Nobody', 3),
        ('add-job Stripe "PM" --via me', 6),
        ("update-job j9 applied", 3),
        ("update-job Figma applied", 3),
        ("update-job Strip applied", 3),
        ("update-job Stripe", 2),
        ("update-job Stripe applied --stage offer", 2),
        ("update-job Stripe dreaming", 6),
        ("update-job Stripe interested", 5),
        ("update-job Stripe applied --on tomorrow", 6),
    ],
)
def test_a_job_that_cannot_be_is_refused_and_nothing_written(story: Story, home: Path, line: str, code: int) -> None:
    story.do('add-job Stripe "Product manager"')
    before = everything(home)
    ran = story.do(line, code=code)
    assert ran.stdout == ""
    assert ran.stderr
    assert everything(home) == before


def test_several_open_jobs_at_one_organization_are_listed(story: Story) -> None:
    story.do('add-job Stripe "PM"', 'add-job Stripe "Designer"')
    ran = story.do("update-job Stripe applied", code=4)
    assert "j1  PM, Stripe (interested)" in ran.stderr
    assert "j2  Designer, Stripe (interested)" in ran.stderr
    story.do("update-job 2 applied")


def test_removing_and_merging_people_leaves_their_jobs_sound(story: Story) -> None:
    story.do(
        'add-contact "Priya N" --org Stripe',
        'add-job Stripe "PM" --via c5 --stage applied',
        "merge c4 c5",
    )
    assert job(story)["via_id"] == 4
    sound(story).is_at(stages="Priya advocate, Sam connected, Tom connected", owed=["thank-you Priya 11-03"])
    story.do("update-job j1 offer", "landed", "remove c4 --yes")
    assert job(story, "--all")["via"] is None
    sound(story)
    story.do("undo")
    sound(story)


def test_removing_a_job_takes_back_what_was_owed_for_it(story: Story, home: Path) -> None:
    before = everything(home)
    story.do('add-job Stripe "PM" --via Priya --stage applied')
    there = everything(home)
    story.do("remove j1")
    assert everything(home) == before
    sound(story).do("undo")
    assert everything(home) == there


def test_the_offer_taken_stands_before_the_jobs_that_came_to_nothing(story: Story) -> None:
    story.do('add-job Figma "Designer" --stage rejected', 'add-job Stripe "Product manager" --stage offer', "landed")
    ran = story.do("jobs --all --format table")
    assert [line.split()[0] for line in ran.stdout.splitlines()[2:]] == ["j2", "j1"]
