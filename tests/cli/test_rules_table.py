"""RULES.md, section 4, row by row: what each event does, with dates, through the command line.

Rows 53, 54 and 62 are in test_jobs.py, row 56 in test_targets.py. Where nothing else is said Priya is the contact (a
lead entered by hand), Sam and Tom are introducers known before netlog, and the event happens and is told on Mon
2 November 2026. `owed` is everything in sight on that day, exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .story import Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

KEEP = "keep-in-touch Priya 2027-01-25"


@pytest.fixture
def story(netlog: Callable[..., Any]) -> Story:
    """Sam and Tom, whom I know, and Priya, whom I do not."""
    told = Story(netlog)
    told.on("10-01").do(
        'init --name "Dana Reyes"',
        'add-contact "Sam Okafor" --met 2019',
        'add-contact "Tom Alvarez" --met 2018',
        'add-contact "Priya Natarajan" --org Stripe --title "Senior PM"',
    )
    return told.on("11-02").is_at(stages="Priya lead, Sam connected, Tom connected", intros=[], owed=[])


def asked(story: Story) -> Story:
    """Row 6."""
    story.do("ask-intro Sam --to Priya")
    return story


def made(story: Story) -> Story:
    """Row 16."""
    story.do("log-intro Sam --to Priya --state made")
    return story


def planned(story: Story) -> Story:
    """Row 29: for Thu 5."""
    story.do('schedule Priya "thu 9:30"')
    return story


# --- people --------------------------------------------------------------------------------------


def test_01_a_roster_makes_leads_out_of_play(story: Story, tmp_path: Path) -> None:
    roster = tmp_path / "alumni.csv"
    roster.write_text("Name,Class Year,Employer\nRo Lee,2010,Acme\nMo Diaz,2011,Globex\n", "utf-8")
    story.do(f'import {roster} --school "Michigan State University"')
    assert (story.line("Ro Lee").stage, story.line("Ro Lee").in_play) == ("lead", False)
    story.is_at(stages="Priya lead, Sam connected, Tom connected", owed=[])


def test_02_a_linkedin_export_makes_connected_people_out_of_play(story: Story, tmp_path: Path) -> None:
    export = tmp_path / "Connections.csv"
    export.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ro,Lee,https://www.linkedin.com/in/rolee,,Acme,PM,08 Feb 2024\n",
        "utf-8",
    )
    story.do(f"import {export}")
    assert (story.line("Ro Lee").stage, story.line("Ro Lee").in_play) == ("connected", False)
    story.is_at(stages="Priya lead, Sam connected, Tom connected", owed=[])


def test_03_somebody_met_before_is_connected_and_nothing_is_owed(story: Story) -> None:
    story.do('add-contact "Ana Lopez" --met 2019')
    assert story.stage("Ana") == "connected"
    story.is_at(owed=[])


def test_04_a_contact_through_somebody_is_a_name_given(story: Story) -> None:
    story.do('add-contact "Ana Lopez" --via Sam')
    assert (story.stage("Ana"), story.line("Ana").in_play) == ("lead", True)
    story.is_at(intros=["Sam>Ana named"], owed=[])


# --- asking an introducer ------------------------------------------------------------------------


def test_05_a_wish_is_known_to_me_alone(story: Story) -> None:
    story.do("log-intro Sam --to Priya --state wanted")
    story.is_at(stages="Priya lead, Sam connected, Tom connected", intros=["Sam>Priya wanted"], owed=[])


def test_06_asking_for_an_introduction_owes_a_nudge_to_the_introducer(story: Story) -> None:
    asked(story).is_at(
        stages="Priya asked, Sam connected, Tom connected", intros=["Sam>Priya asked"], owed=["nudge Sam 11-11"]
    )


def test_07_after_a_nudge_silence_lapses_in_seven_business_days(story: Story) -> None:
    asked(story).on("11-11").do("log-message Sam")
    story.is_at(owed=[], intros=["Sam>Priya asked"])
    story.turns("11-20", "Priya asked, Sam connected, Tom connected", "Priya lead, Sam connected, Tom connected")
    story.is_at(intros=["Sam>Priya lapsed no-answer"], owed=[])


def test_08_without_a_nudge_silence_lapses_in_twenty_business_days(story: Story) -> None:
    asked(story).on("11-29").is_at(intros=["Sam>Priya asked"], owed=["nudge Sam 11-11"])
    story.turns("11-30", "Priya asked, Sam connected, Tom connected", "Priya lead, Sam connected, Tom connected")
    story.is_at(intros=["Sam>Priya lapsed no-answer"], owed=[])


def test_09_an_introducer_who_declines_leaves_the_contact_a_lead(story: Story) -> None:
    asked(story).do("log-intro Sam --to Priya --state declined")
    story.is_at(stages="Priya lead, Sam connected, Tom connected", intros=["Sam>Priya declined introducer"], owed=[])


def test_09_a_lead_who_answers_a_request_becomes_connected(story: Story) -> None:
    story.do('add-contact "Ben Ito"', "ask-intro Ben --to Priya", "log-intro Ben --to Priya --state declined")
    assert story.stage("Ben") == "connected"


def test_10_a_name_given_may_be_written_to(story: Story) -> None:
    asked(story).on("11-03").do("log-intro Sam --to Priya --state named --may-use-name")
    story.is_at(stages="Priya lead, Sam connected, Tom connected", intros=["Sam>Priya named"], owed=[])
    assert story.do("intros --json").data[0]["may_use_name"] == "yes"


def test_11_a_promise_owes_a_chase(story: Story) -> None:
    asked(story).on("11-03").do("log-intro Sam --to Priya --state promised")
    story.is_at(
        stages="Priya asked, Sam connected, Tom connected", intros=["Sam>Priya promised"], owed=["chase Sam 11-12"]
    )


def test_12_a_no_of_the_contact_through_the_introducer_makes_them_quiet(story: Story) -> None:
    asked(story).on("11-03").do("log-intro Sam --to Priya --state promised")
    story.on("11-04").do("log-intro Sam --to Priya --state declined --by contact")
    story.is_at(stages="Priya quiet, Sam connected, Tom connected", intros=["Sam>Priya declined contact"], owed=[])


def test_13_after_a_chase_silence_lapses(story: Story) -> None:
    asked(story).on("11-03").do("log-intro Sam --to Priya --state promised")
    story.on("11-12").do("log-message Sam")
    story.is_at(owed=[])
    story.turns("11-23", "Priya asked, Sam connected, Tom connected", "Priya lead, Sam connected, Tom connected")
    story.is_at(intros=["Sam>Priya lapsed no-answer"], owed=[])


def promised_two(story: Story) -> Story:
    story.do(*['log-intro Sam --to "product, Stripe" --state promised'] * 2)
    return story


def test_14_two_promised_without_a_name_are_two_chases(story: Story) -> None:
    promised_two(story).is_at(
        stages="Priya lead, Sam connected, Tom connected",
        intros=["Sam>product, Stripe promised"] * 2,
        owed=["chase Sam 11-11"] * 2,
    )


def test_15_a_person_brought_fills_the_oldest_that_fits(story: Story) -> None:
    promised_two(story).on("11-03")
    story.do('add-contact "Dan Wu" --org Stripe --title "Product manager"')
    ran = story.do("log-intro Sam --to Dan --state made")
    assert ran.stderr.startswith('This counts as i1, "product, Stripe".')
    story.is_at(
        stages="Dan connected, Priya lead, Sam advocate, Tom connected",
        intros=["Sam>Dan made", "Sam>product, Stripe promised"],
        owed=["answer Dan 11-04", "chase Sam 11-11"],
    )


def test_15_new_makes_a_third(story: Story) -> None:
    promised_two(story).on("11-03").do('log-intro Sam --to "Dan Wu" --state made --new')
    story.is_at(intros=["Sam>Dan made", *["Sam>product, Stripe promised"] * 2])


# --- an introduction made ------------------------------------------------------------------------


def test_16_an_introduction_made_owes_an_answer(story: Story) -> None:
    made(asked(story)).is_at(
        stages="Priya connected, Sam advocate, Tom connected", intros=["Sam>Priya made"], owed=["answer Priya 11-03"]
    )


def test_17_writing_to_them_answers_and_owes_a_nudge(story: Story) -> None:
    made(story).on("11-03").do("log-message Priya")
    story.is_at(
        stages="Priya connected, Sam advocate, Tom connected", intros=["Sam>Priya made"], owed=["nudge Priya 11-12"]
    )


def test_18_silence_after_the_nudge_is_reported_back(story: Story) -> None:
    made(story).on("11-03").do("log-message Priya")
    story.on("11-12").do("log-message Priya")
    story.turns("11-23", "Priya connected, Sam advocate, Tom connected", "Priya quiet, Sam advocate, Tom connected")
    story.is_at(intros=["Sam>Priya lapsed no-answer"], owed=["report-back Sam 11-26"])
    assert "no answer yet" in story.do("followups").stdout


def test_19_an_introduction_never_answered_closes_its_answer_alone(story: Story) -> None:
    made(story).on("11-30").is_at(owed=["answer Priya 11-03"])
    story.on("12-01").is_at(stages="Priya connected, Sam advocate, Tom connected", intros=["Sam>Priya made"], owed=[])


# --- writing to somebody -------------------------------------------------------------------------


def test_20_outreach_owes_a_nudge_and_a_name_given_stays(story: Story) -> None:
    story.do("log-intro Sam --to Priya --state named", "log-message Priya")
    story.is_at(
        stages="Priya asked, Sam connected, Tom connected", intros=["Sam>Priya named"], owed=["nudge Priya 11-11"]
    )


def test_21_outreach_unanswered_ends_quietly(story: Story) -> None:
    story.do("log-intro Sam --to Priya --state named", "log-message Priya")
    story.on("11-11").do("log-message Priya")
    story.is_at(owed=[])
    story.turns("11-20", "Priya asked, Sam connected, Tom connected", "Priya quiet, Sam connected, Tom connected")
    story.is_at(intros=["Sam>Priya lapsed no-answer"], owed=[])


def test_22_by_3b7_one_answer_at_an_organization_is_enough(story: Story, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('outreach_rule = "3b7"\n', "utf-8")
    story.do('add-contact "Ana Lopez" --org Stripe', "log-message Priya")
    story.on("11-05").do("log-message Ana")
    story.is_at(owed=["nudge Priya 11-11", "nudge Ana 11-16"])
    story.on("11-06").do("log-reply Ana --yes")
    story.is_at(owed=["answer Ana 11-09"])
    story.do('note Priya "a word that touches her alone"')
    story.is_at(owed=["answer Ana 11-09"])
    story.turns(
        "11-30",
        "Ana connected, Priya asked, Sam connected, Tom connected",
        "Ana connected, Priya quiet, Sam connected, Tom connected",
    )


def test_23_a_yes_owes_an_answer(story: Story) -> None:
    story.do("log-intro Sam --to Priya --state named", "log-message Priya", "log-reply Priya --yes")
    story.is_at(
        stages="Priya connected, Sam connected, Tom connected", intros=["Sam>Priya named"], owed=["answer Priya 11-03"]
    )


def test_24_later_owes_an_answer_then(story: Story) -> None:
    story.do("log-message Priya", "log-reply Priya --later 2027-01-05")
    story.is_at(stages="Priya connected, Sam connected, Tom connected", owed=["answer Priya 2027-01-05"])


def test_25_a_no_makes_quiet_and_declines(story: Story) -> None:
    story.do("log-intro Sam --to Priya --state named", "log-message Priya", "log-reply Priya --no")
    story.is_at(stages="Priya quiet, Sam connected, Tom connected", intros=["Sam>Priya declined contact"], owed=[])


def test_26_a_no_that_names_somebody_is_thanked_for(story: Story) -> None:
    story.do("log-message Priya", 'log-reply Priya --no --named "Dan Wu, Design lead @ Figma"')
    story.is_at(
        stages="Dan lead, Priya quiet, Sam connected, Tom connected",
        intros=["Priya>Dan named"],
        owed=["thank-you Priya 11-03"],
    )


def test_27_a_first_word_from_them_owes_an_answer(story: Story) -> None:
    story.do("log-reply Priya")
    story.is_at(stages="Priya connected, Sam connected, Tom connected", owed=["answer Priya 11-03"])


def test_28_a_quiet_contact_who_answers_is_connected_and_what_lapsed_stays(story: Story) -> None:
    story.do("log-intro Sam --to Priya --state named", "log-message Priya")
    story.on("2027-02-01").is_at(stages="Priya quiet, Sam connected, Tom connected").do("log-reply Priya --yes")
    story.is_at(
        stages="Priya connected, Sam connected, Tom connected",
        intros=["Sam>Priya lapsed no-answer"],
        owed=["answer Priya 2027-02-02"],
    )


# --- plans ---------------------------------------------------------------------------------------


def test_29_a_plan_asks_how_it_went_and_holds_everything_else_off(story: Story) -> None:
    asked(story).do("log-message Priya", 'schedule Priya "2026-12-22"')
    story.is_at(stages="Priya scheduled, Sam connected, Tom connected", intros=["Sam>Priya asked"], owed=[])
    story.on("12-22").is_at(stages="Priya scheduled, Sam connected, Tom connected", intros=["Sam>Priya asked"], owed=[])
    story.on("12-23").is_at(owed=["outcome Priya 12-23"])


def test_29_a_plan_answers(story: Story) -> None:
    planned(made(story)).is_at(stages="Priya scheduled, Sam advocate, Tom connected", owed=[])
    story.on("11-05").is_at(owed=[]).on("11-06").is_at(owed=["outcome Priya 11-06"])


def test_30_a_plan_moved_twice_is_one_meeting(story: Story) -> None:
    planned(story).do('schedule Priya "tue 10 nov"', 'schedule Priya "thu 12 nov"')
    story.on("11-12").is_at(stages="Priya scheduled, Sam connected, Tom connected", owed=[])
    story.on("11-13").is_at(owed=["outcome Priya 11-13"])
    assert len(story.do("agenda --json").data) == 1


def test_31_they_cancel(story: Story) -> None:
    planned(story).do("schedule Priya --cancelled --by them")
    story.is_at(stages="Priya connected, Sam connected, Tom connected", owed=["nudge Priya 11-11"])


def test_32_i_cancel(story: Story) -> None:
    planned(story).do("schedule Priya --cancelled --by me")
    story.is_at(stages="Priya connected, Sam connected, Tom connected", owed=["answer Priya 11-03"])


def test_32_i_miss_it(story: Story) -> None:
    planned(story).on("11-05").do("schedule Priya --no-show --by me")
    story.is_at(stages="Priya connected, Sam connected, Tom connected", owed=["answer Priya 11-05"])


def missed(story: Story) -> Story:
    planned(story).on("11-05").do("schedule Priya --no-show --by them")
    return story


def test_33_they_do_not_come(story: Story) -> None:
    missed(story).is_at(stages="Priya connected, Sam connected, Tom connected", owed=["nudge Priya 11-06"])


def test_34_they_do_not_come_a_second_time(story: Story) -> None:
    missed(made(story)).do('schedule Priya "mon 9 nov"')
    story.on("11-09").do("schedule Priya --no-show --by them")
    story.is_at(
        stages="Priya quiet, Sam advocate, Tom connected",
        intros=["Sam>Priya lapsed no-answer"],
        owed=["report-back Sam 11-12"],
    )


def test_35_a_day_that_passes_in_silence_is_asked_about(story: Story) -> None:
    planned(story).on("11-06").is_at(
        stages="Priya scheduled, Sam connected, Tom connected", owed=["outcome Priya 11-06"]
    )


def test_36_log_coffee_takes_the_planned_day(story: Story) -> None:
    planned(asked(story)).on("11-07").do("log-coffee Priya")
    story.is_at(
        stages="Priya met, Sam advocate, Tom connected",
        intros=["Sam>Priya met"],
        owed=["thank-you Priya 11-07", "report-back Sam 11-10", "keep-in-touch Priya 2027-01-28"],
    )


# --- coffees -------------------------------------------------------------------------------------


def met(story: Story) -> Story:
    """Row 37."""
    made(story).do("log-coffee Priya")
    return story


def test_37_a_coffee_owes_thanks_and_a_report(story: Story) -> None:
    met(story).is_at(
        stages="Priya met, Sam advocate, Tom connected",
        intros=["Sam>Priya met"],
        owed=["thank-you Priya 11-03", "report-back Sam 11-05", KEEP],
    )


def test_38_thanked(story: Story) -> None:
    met(story).on("11-03").do("thank Priya")
    story.is_at(
        stages="Priya thanked, Sam advocate, Tom connected",
        intros=["Sam>Priya met"],
        owed=["report-back Sam 11-05", "keep-in-touch Priya 2027-01-26"],
    )


def test_39_reported(story: Story) -> None:
    met(story).on("11-05").do("log-message Sam --kind report-back --about Priya")
    story.is_at(intros=["Sam>Priya reported"], owed=["thank-you Priya 11-03", KEEP])


def test_39_done_reports(story: Story) -> None:
    met(story).on("11-05")
    (id_,) = (row["id"] for row in story.do("followups --json").data if row["kind"] == "report-back")
    story.do(f"done f{id_}")
    story.is_at(intros=["Sam>Priya reported"], owed=["thank-you Priya 11-03", KEEP])


def test_40_a_note_is_owed_whatever_was_said_at_the_table(story: Story) -> None:
    story.do('log-coffee Priya --learned "thanked her warmly"')
    story.is_at(stages="Priya met, Sam connected, Tom connected", owed=["thank-you Priya 11-03", KEEP])


def test_41_a_card_is_a_thank_you(story: Story) -> None:
    story.do("log-coffee Priya", "thank Priya --by letter")
    story.is_at(stages="Priya thanked, Sam connected, Tom connected", owed=[KEEP])


def test_42_only_a_name(story: Story) -> None:
    met(story).do("undo")
    story.do('log-coffee Priya --named "Dan Wu"')
    story.is_at(
        stages="Dan lead, Priya met, Sam advocate, Tom connected",
        intros=["Priya>Dan named", "Sam>Priya met"],
        owed=["thank-you Priya 11-03", "report-back Sam 11-05", KEEP],
    )


def test_43_she_will_introduce(story: Story) -> None:
    made(story).do('log-coffee Priya --introduces "Dan Wu"')
    story.is_at(
        stages="Dan asked, Priya met, Sam advocate, Tom connected",
        intros=["Priya>Dan promised", "Sam>Priya met"],
        owed=["thank-you Priya 11-03", "report-back Sam 11-05", "chase Priya 11-11", KEEP],
    )


def test_44_an_unnamed_one_gets_a_person(story: Story) -> None:
    story.do('log-coffee Priya --named "anyone in product at Figma"', 'add-contact "Dan Wu" --org Figma')
    story.on("11-10").do("log-intro Priya --to Dan --state named")
    story.is_at(
        stages="Dan lead, Priya met, Sam connected, Tom connected",
        intros=["Priya>Dan named"],
        owed=["thank-you Priya 11-03", KEEP],
    )


@pytest.mark.parametrize(("by", "due"), [(" --by fri", "11-06"), ("", "11-09")])
def test_45_a_promise(story: Story, by: str, due: str) -> None:
    story.do(f'log-coffee Priya --promise "send the article"{by}')
    story.is_at(owed=["thank-you Priya 11-03", f"promise Priya {due}", KEEP])


def test_46_a_coffee_with_the_introducer_at_the_table(story: Story) -> None:
    made(story).do("log-intro Tom --to Priya --state made", "undo")
    story.do("undo", "log-intro Tom --to Priya --state made", "log-coffee Priya Tom")
    story.is_at(
        stages="Priya met, Sam connected, Tom advocate",
        intros=["Tom>Priya reported"],
        owed=["thank-you Priya 11-03", "thank-you Tom 11-03", KEEP, "keep-in-touch Tom 2027-01-25"],
    )


def test_47_the_first_who_named_them(story: Story) -> None:
    story.do('log-coffee Priya Tom --named "Dan Wu"')
    story.is_at(stages="Dan lead, Priya met, Sam connected, Tom met", intros=["Priya>Dan named"])


def test_48_introduced_at_an_event(story: Story) -> None:
    story.do("log-coffee Priya --kind event --via Sam")
    story.is_at(
        stages="Priya connected, Sam advocate, Tom connected", intros=["Sam>Priya made"], owed=["answer Priya 11-03"]
    )


def test_49_met_without_their_help(story: Story) -> None:
    asked(story).do("log-intro Tom --to Priya --state promised", "log-coffee Priya")
    story.is_at(
        stages="Priya met, Sam connected, Tom advocate",
        intros=["Sam>Priya lapsed met-another-way", "Tom>Priya met"],
        owed=["thank-you Priya 11-03", "report-back Sam 11-05", "report-back Tom 11-05", KEEP],
    )


def test_50_the_same_day_again_adds_to_the_meeting(story: Story) -> None:
    story.do("log-coffee Priya", 'log-coffee Priya --learned "much"')
    story.is_at(owed=["thank-you Priya 11-03", KEEP])
    assert len(story.do("agenda --all --json").data) == 1
    story.do("log-coffee Priya --another")
    story.is_at(owed=["thank-you Priya 11-03", KEEP])
    assert len(story.do("agenda --all --json").data) == 2


def test_51_a_coffee_told_late_opens_nothing(story: Story) -> None:
    made(asked(story)).on("11-25").is_at(owed=["answer Priya 11-03"]).do("log-coffee Priya --on 2026-11-02")
    story.is_at(stages="Priya thanked, Sam advocate, Tom connected", intros=["Sam>Priya met"], owed=[])


def test_51_fourteen_days_are_not_late_yet_and_fifteen_are(story: Story) -> None:
    story.on("11-16").do("log-coffee Priya --on 2026-11-02")
    story.is_at(stages="Priya met, Sam connected, Tom connected", owed=["thank-you Priya 11-16", KEEP])
    story.on("11-17").do("log-coffee Sam --on 2026-11-02")
    story.is_at(stages="Priya met, Sam thanked, Tom connected", owed=["thank-you Priya 11-16", KEEP])


def test_51_unless_it_is_owed(story: Story) -> None:
    made(story).on("11-25").do("log-coffee Priya --on 2026-11-02 --owed")
    story.is_at(
        stages="Priya met, Sam advocate, Tom connected",
        owed=["thank-you Priya 11-25", "report-back Sam 11-25", KEEP],
    )


def test_52_nothing_is_born_overdue(story: Story) -> None:
    story.do("log-intro Sam --to Priya --state made --on 2026-10-28", "log-coffee Priya --on 2026-10-29")
    story.is_at(
        stages="Priya met, Sam advocate, Tom connected",
        intros=["Sam>Priya met"],
        owed=["thank-you Priya 11-02", "report-back Sam 11-03", "keep-in-touch Priya 2027-01-21"],
    )


# --- what goes on --------------------------------------------------------------------------------


def test_55_she_introduces_somebody(story: Story) -> None:
    story.do(
        'add-contact "Dan Wu"', "log-intro Priya --to Dan --state promised", "log-intro Priya --to Dan --state made"
    )
    story.is_at(
        stages="Dan connected, Priya advocate, Sam connected, Tom connected",
        intros=["Priya>Dan made"],
        owed=["answer Dan 11-03"],
    )


def test_57_somebody_thanked_is_never_quiet(story: Story) -> None:
    story.do("log-coffee Priya", "thank Priya")
    story.on("11-03").do("log-message Priya")
    story.is_at(owed=["nudge Priya 11-12", "keep-in-touch Priya 2027-01-26"])
    story.on("12-01").is_at(
        stages="Priya thanked, Sam connected, Tom connected", owed=["keep-in-touch Priya 2027-01-26"]
    )


def test_58_backwards_takes_correct(story: Story) -> None:
    made(asked(story)).on("11-03")
    ran = story.do("log-intro Sam --to Priya --state asked", code=6)
    assert "is made already" in ran.stderr
    story.is_at(intros=["Sam>Priya made"], owed=["answer Priya 11-03"])
    story.do("log-intro Sam --to Priya --state asked --correct")
    story.is_at(
        stages="Priya asked, Sam connected, Tom connected", intros=["Sam>Priya asked"], owed=["nudge Sam 11-11"]
    )


def test_59_a_thank_you_skipped_leaves_them_met(story: Story) -> None:
    story.do("log-coffee Priya")
    (id_,) = (row["id"] for row in story.do("followups --json").data if row["kind"] == "thank-you")
    story.do(f"skip f{id_}")
    story.is_at(stages="Priya met, Sam connected, Tom connected", owed=[KEEP])


def test_60_two_entries_of_one_person_become_one(story: Story) -> None:
    asked(story).do('add-contact "P. Natarajan"')
    other = f"c{story.line('P. Natarajan').id}"
    story.on("11-03").do("log-reply Priya")
    story.on("11-04").do(f"log-intro Sam --to {other} --state made")
    story.is_at(
        intros=["Sam>Priya asked", "Sam>P. made"], owed=["answer Priya 11-04", "answer P. 11-05", "nudge Sam 11-11"]
    )
    story.do(f"merge Priya {other}")
    story.is_at(
        stages="Priya connected, Sam advocate, Tom connected", intros=["Sam>Priya made"], owed=["answer Priya 11-04"]
    )
    (intro,) = story.do("intros --json").data
    assert (intro["asked_on"], intro["made_on"]) == ("2026-11-02", "2026-11-04")


def test_60_the_further_stays_whatever_was_told_last(story: Story) -> None:
    story.do('add-contact "P. Natarajan"')
    other = f"c{story.line('P. Natarajan').id}"
    story.do(f"log-intro Sam --to {other} --state made")
    story.on("11-04").do("ask-intro Sam --to Priya", f"merge Priya {other}")
    story.is_at(stages="Priya connected, Sam advocate, Tom connected", intros=["Sam>Priya made"])


def test_61_a_pause_shifts_who_is_chased_and_nothing_else(story: Story) -> None:
    asked(story).do(
        'add-contact "Ana Lopez"',
        "log-message Ana",
        "log-intro Tom --to Ana --state promised",
        'log-coffee Tom --promise "an article" --by 2026-11-06',
    )
    before = ["promise Tom 11-06", "thank-you Tom 11-03"]
    story.is_at(owed=[*before, "chase Tom 11-11", "keep-in-touch Tom 2027-01-25", "nudge Ana 11-11", "nudge Sam 11-11"])
    story.on("11-04").do('pause "2 weeks"')
    story.is_at(owed=[*before, "chase Tom 11-25", "keep-in-touch Tom 2027-02-08", "nudge Ana 11-25", "nudge Sam 11-25"])
    story.turns(
        "12-14",
        "Ana asked, Priya asked, Sam connected, Tom met",
        "Ana quiet, Priya lead, Sam connected, Tom met",
    )


def test_61_what_is_owed_to_somebody_waits_for_no_pause(story: Story) -> None:
    story.do('pause "2 weeks"')
    made(story).do("log-coffee Priya", 'add-contact "Ana Lopez"', "log-reply Ana", 'schedule Tom "thu 9:30"')
    story.on("11-06").is_at(
        owed=[
            "answer Ana 11-03",
            "keep-in-touch Priya 2027-02-08",
            "outcome Tom 11-06",
            "report-back Sam 11-05",
            "thank-you Priya 11-03",
        ]
    )


def test_63_after_an_empty_year_nothing_is_held_against_anybody(story: Story) -> None:
    asked(story).do(
        'add-contact "Ana Lopez"',
        "log-message Ana",
        'log-coffee Tom --promise "an article"',
        'add-contact "Dan Wu"',
        "log-reply Dan",
        'add-contact "Ed Poe"',
        'schedule Ed "thu"',
    )
    story.on("2027-11-02").is_at(
        stages="Ana quiet, Dan connected, Ed connected, Priya lead, Sam connected, Tom met",
        intros=["Sam>Priya lapsed no-answer"],
        owed=["keep-in-touch Tom 2027-01-25", "promise Tom 11-09"],
    )
    assert story.do("").code == 0
