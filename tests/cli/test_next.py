"""`next`: whom to ask, why, how likely a yes is, and who is left in peace. Monday 2 November 2026."""

from __future__ import annotations

import math
import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

SCHOOL = "Michigan State University"
ROSTER = """\
Name,Class Year,Degree,Employer,Job Title,City
Ana Lopez,2012,BA,Figma,Product Manager,New York
Ben Ito,2009,BS,Notion,Software Engineer,Chicago
Cara Diaz,2015,BA,Stripe,Product Manager,Detroit
Dev Patel,2001,BA,Stripe Press,Editor,Detroit
Eve Moss,2003,BA,Acme,Copywriter,Austin
Flo Kern,2012,BA,Acme,Product Manager,Austin
"""
KEYS = [
    "rank", "action", "contact", "contact_id", "description", "via", "via_id", "chance", "score", "reason", "reasons",
    "chance_because", "command",
]  # fmt: skip
HEAD = "rank\taction\tcontact\tcontact_id\tvia\tvia_id\tchance\tscore\treason\tcommand\n"

Line = dict[str, Any]


@pytest.fixture
def alumni(netlog: Run, home: Path) -> Run:
    """Dana, six alumni of her school, a friend who is an alumna too, and two targets."""
    (home / "alumni.csv").write_text(ROSTER, "utf-8")
    netlog("init", "--name", "Dana Reyes", "--school", f"{SCHOOL}:BA:2024")
    netlog("import", str(home / "alumni.csv"), "--school", SCHOOL)
    netlog("add-contact", "Sam Okafor", "--org", "Acme", "--title", "Director", "--met", "2024-05", "--city", "Austin")
    netlog("target", "function", "product manager")
    netlog("target", "org", "Figma", "Notion")
    return netlog


def lines(run: Run, *args: str, today: str = "2026-11-02") -> list[Line]:
    """The suggestions, up to 100."""
    found: list[Line] = run("next", "-n", "100", "--json", *args, today=today).data
    return found


def of(run: Run, name: str, today: str = "2026-11-02") -> list[Line]:
    """The suggestions that are about somebody, as whom to meet or whom to ask."""
    return [line for line in lines(run, today=today) if name in (line["contact"], line["via"])]


def why_not(run: Run, name: str, today: str = "2026-11-02") -> list[str]:
    """What `--why-not` says."""
    ran = run("next", "--why-not", name, "--json", today=today)
    assert not ran.stderr
    said: list[str] = ran.data["reasons"]
    return said


# --- what it shows ---------------------------------------------------------------------------------


def test_an_alumna_at_a_target_is_written_to_with_every_reason(alumni: Run) -> None:
    ana = of(alumni, "Ana Lopez")[0]
    assert list(ana) == KEYS
    assert (ana["action"], ana["contact_id"], ana["via"]) == ("write", 2, None)
    assert ana["reason"] == (
        "Product Manager at Figma (product manager and Figma, your 1st and 2nd target);"
        " you share Michigan State University (class of 2012)"
    )
    assert ana["chance"] == 0.2
    assert ana["chance_because"] == [
        "none of your letters to people of your groups is decided yet: 20 % to begin with, which weighs as 20 asks"
    ]
    assert ana["command"] == "netlog draft outreach Ana"


def test_in_a_pipe_it_is_a_line_each_and_nothing_on_stderr(alumni: Run) -> None:
    ran = alumni("next", "-n", "2")
    assert ran.stdout.startswith(HEAD)
    assert len(ran.stdout.splitlines()) == 3
    assert not ran.stderr


def test_a_friend_is_met_and_one_not_seen_for_years_is_sought_out_again(alumni: Run) -> None:
    sam = of(alumni, "Sam Okafor")[0]
    assert (sam["action"], sam["command"]) == ("meet", "netlog draft outreach Sam")
    assert "you know each other since 2024" in sam["reason"]
    later = of(alumni, "Sam Okafor", today="2027-06-01")[0]
    assert later["action"] == "reconnect"
    assert "with nothing since" in later["reason"]
    assert later["chance"] == sam["chance"], "a dormant tie does as well as a current one"


def test_who_was_named_is_written_to_with_the_name(alumni: Run) -> None:
    alumni("log-coffee", "Sam", "--named", "Ana Lopez", "--on", "2026-10-01")
    ana = of(alumni, "Ana Lopez")[0]
    assert (ana["action"], ana["via"]) == ("write", "Sam Okafor")
    assert "Sam Okafor named them on 1 Oct" in ana["reason"]
    assert ana["chance"] == pytest.approx(0.707, abs=0.001), "65 %, and the odds 1.3 times for a school shared"


def test_a_name_that_must_not_be_used_makes_no_letter_warm(alumni: Run) -> None:
    alumni("log-intro", "Sam", "--to", "Ana Lopez", "--state", "named", "--may-not-use-name")
    assert [(line["action"], line["via"]) for line in of(alumni, "Ana Lopez")] == [("write", None)]


def test_a_host_is_asked_for_whom_they_are_said_to_know(alumni: Run) -> None:
    alumni("log-coffee", "Sam", "--on", "2026-10-01")
    alumni("thank", "Sam", "--on", "2026-10-01")
    alumni("know", "Sam", "Ana Lopez")
    favour = next(line for line in lines(alumni) if line["action"] == "ask-intro")
    assert (favour["contact"], favour["via"]) == ("Ana Lopez", "Sam Okafor")
    assert favour["command"] == "netlog ask-intro Sam --to 'Ana Lopez'"
    assert "Sam Okafor is known to know Ana Lopez" in favour["reason"]
    assert "Sam Okafor knows Ana Lopez: certainly" in favour["chance_because"]


def test_where_nobody_is_listed_who_worked_there_is_asked_for_anybody(alumni: Run) -> None:
    alumni("target", "org", "Nowhere Labs")
    alumni("edit-contact", "Sam", "--org", "Nowhere Labs:Analyst:2019-2022")
    alumni("log-coffee", "Sam", "--on", "2026-10-01")
    alumni("thank", "Sam", "--on", "2026-10-01")
    favour = next(line for line in lines(alumni) if line["action"] == "ask-intro" and line["contact"] is None)
    assert favour["description"] == "somebody at Nowhere Labs"
    assert favour["command"] == "netlog ask-intro Sam --to 'anyone in product at Nowhere Labs'"
    assert "nobody you list is at Nowhere Labs" in favour["reason"]
    towards = lines(alumni, "--target", "Nowhere")[0]
    assert towards["command"] == "netlog ask-intro Sam --to 'anyone at Nowhere Labs'", "in what is no target here"


def test_every_command_that_is_suggested_works(alumni: Run) -> None:
    alumni("log-coffee", "Sam", "--on", "2026-10-01", "--named", "Ana Lopez")
    alumni("thank", "Sam", "--on", "2026-10-01")
    found = lines(alumni)
    assert {line["action"] for line in found} >= {"write", "ask-intro"}
    for line in found:
        alumni(*shlex.split(line["command"])[1:])


def test_the_best_of_each_action_is_among_the_first(alumni: Run) -> None:
    alumni("add-contact", "Kim Low", "--org", "Notion", "--met", "2015")
    alumni("add-contact", "Tom Alvarez", "--org", "Figma", "--met", "2025", "--school", f"{SCHOOL}::2012")
    alumni("log-coffee", "Sam", "--on", "2026-10-01")
    alumni("thank", "Sam", "--on", "2026-10-01")
    first = alumni("next", "-n", "4", "--json").data
    assert {line["action"] for line in first} == {"ask-intro", "write", "meet", "reconnect"}
    assert [line["rank"] for line in first] == [1, 2, 3, 4]
    assert [line["score"] for line in first] == sorted((line["score"] for line in first), reverse=True)


def test_printed_terms_sum_to_the_printed_score(alumni: Run) -> None:
    for line in lines(alumni):
        assert round(math.fsum(term["points"] for term in line["reasons"]), 3) == line["score"]
        assert all(term["text"] for term in line["reasons"])


def test_why_shows_terms_and_chances_in_a_pipe_too(alumni: Run) -> None:
    ran = alumni("next", "--why", "-n", "1")
    head, line = ran.stdout.splitlines()
    assert head.endswith("\tcommand\treasons\tchance_because")
    assert "factor: target, points: " in line
    assert not ran.stderr


# --- a target, a week, rates ------------------------------------------------------------------------


def test_towards_one_target_only(alumni: Run) -> None:
    names = {line["contact"] for line in lines(alumni, "--target", "notion")}
    assert "Ben Ito" in names
    ben = next(line for line in lines(alumni, "--target", "Notion") if line["contact"] == "Ben Ito")
    assert ben["reason"].startswith("Software Engineer at Notion (your 3rd target)")


def test_a_target_that_matches_nothing_is_a_sentence_and_exit_3(alumni: Run) -> None:
    ran = alumni("next", "--target", "[bold]Nix", code=3)
    assert not ran.stdout
    assert ran.stderr == (
        'netlog: No target of yours is called "[bold]Nix".\n`netlog targets` lists them; `netlog target` adds one.\n'
    )


def test_a_dearer_target_comes_first(netlog: Run) -> None:
    for name, org in (("Ana Lopez", "Figma"), ("Ben Ito", "Notion")):
        netlog("add-contact", name, "--org", org)
    netlog("target", "org", "Notion", "Figma")
    assert [line["contact"] for line in lines(netlog)] == ["Ben Ito", "Ana Lopez"]


def test_a_week_begins_with_the_long_shot_and_ends_with_the_sure_coffee(alumni: Run) -> None:
    week = alumni("next", "--week", "--json").data
    assert [line["rank"] for line in week] == [1, 2, 3]
    assert [(line["contact"], line["chance"]) for line in week] == [
        ("Ana Lopez", 0.2), ("Flo Kern", 0.2), ("Sam Okafor", 0.85),
    ]  # fmt: skip
    assert [[term["factor"] for term in line["reasons"]][-2:] for line in week] == [
        ["waiting", "burnt"], ["waiting", "burnt"], ["names", "likeliest"],
    ]  # fmt: skip


def test_in_a_week_a_long_shot_goes_before_a_sure_coffee_that_is_worth_more_by_itself(alumni: Run) -> None:
    """The yes that is nearly sure would end the week, and the letter be left."""
    alumni("know", "Sam", "Ben Ito")
    assert [line["contact"] for line in lines(alumni)][:2] == ["Sam Okafor", "Ana Lopez"]
    week = alumni("next", "--week", "--json").data
    assert [line["contact"] for line in week][:2] == ["Ana Lopez", "Sam Okafor"]


def test_a_week_is_whole_unless_told_otherwise(alumni: Run, home: Path) -> None:
    (home / "config.toml").write_text("asks_a_week = 7\n", "utf-8")
    assert len(alumni("next", "--week", "--json").data) == 7
    assert len(alumni("next", "--week", "-n", "2", "--json").data) == 2
    assert len(alumni("next", "--json").data) == 5


def test_asks_of_this_week_are_counted(alumni: Run) -> None:
    alumni("log-message", "Eve Moss", "--on", "2026-11-01")  # Sunday: the week before
    assert len(alumni("next", "--week", "--json").data) == 3
    alumni("log-message", "Ana Lopez", "--on", "2026-11-02")
    assert len(alumni("next", "--week", "--json").data) == 2
    for name in ("Ben Ito", "Cara Diaz"):
        alumni("log-message", name)
    ran = alumni("next", "-n", "1")
    assert ran.stderr == "this week's asks are made; these are for Monday\n"


def test_rates_begin_with_the_priors_and_learn(alumni: Run) -> None:
    assert alumni("next", "--rates").stdout.splitlines() == [
        "way\tasked\tyes\tprior\tweight\trate",
        "first\t0\t0\t0.85\t10\t0.85",
        "warm\t0\t0\t0.65\t8\t0.65",
        "near\t0\t0\t0.2\t20\t0.2",
        "none\t0\t0\t0.12\t20\t0.12",
    ]
    alumni("log-message", "Ana Lopez", "--on", "2026-10-20")
    alumni("log-message", "Ben Ito", "--on", "2026-10-20")
    rates = {row["way"]: row for row in alumni("next", "--rates", "--json").data}
    assert rates["near"]["asked"] == 0, "an answer may still come"
    alumni("log-reply", "Ana Lopez", "--yes")
    alumni("log-reply", "Ben Ito", "--no")
    rates = {row["way"]: row for row in alumni("next", "--rates", "--json").data}
    assert (rates["near"]["asked"], rates["near"]["yes"], rates["near"]["rate"]) == (2, 1, 0.227)


def test_silence_counts_as_no_once_the_stop_date_has_come(alumni: Run) -> None:
    alumni("log-message", "Ana Lopez", "--on", "2026-10-20")
    rates = {row["way"]: row for row in alumni("next", "--rates", "--json", today="2026-12-01").data}
    assert (rates["near"]["asked"], rates["near"]["yes"]) == (1, 0)


# --- who is left in peace ------------------------------------------------------------------------

PEACE: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("owed a thank-you", ("log-coffee Sam",), "Sam Okafor", "Sam Okafor is owed a thank-you first."),
    (
        "owed an answer",
        ("log-message 'Ana Lopez' --on 2026-10-26", "log-reply 'Ana Lopez'"),
        "Ana Lopez",
        "Ana Lopez is owed an answer first.",
    ),
    (
        "put me off",
        ("log-message 'Ana Lopez' --on 2026-10-26", "log-reply 'Ana Lopez' --later 2027-01-05"),
        "Ana Lopez",
        "Ana Lopez asked you to write again later: an answer is due on 5 Jan 2027.",
    ),
    (
        "an introduction is asked for",
        ("ask-intro Sam --to 'Ana Lopez' --on 2026-10-30",),
        "Ana Lopez",
        "Sam Okafor was asked to introduce you on Fri 30; writing past an open introduction may spoil it.",
    ),
    (
        "an introduction is promised",
        ("log-intro Sam --to 'Ana Lopez' --state promised --on 2026-10-30",),
        "Ana Lopez",
        "Sam Okafor promised to introduce you on Fri 30; writing past an open introduction may spoil it.",
    ),
    (
        "said no",
        ("log-message 'Ana Lopez' --on 2026-10-26", "log-reply 'Ana Lopez' --no --on 2026-10-28"),
        "Ana Lopez",
        "Ana Lopez said no on Wed 28.",
    ),
    (
        "left alone",
        ("rest 'Ana Lopez'",),
        "Ana Lopez",
        "Ana Lopez is left alone, as you said today.",
    ),
    (
        "a plan stands",
        ("log-message 'Ana Lopez' --on 2026-10-26", "schedule 'Ana Lopez' '2026-11-05 9:30'"),
        "Ana Lopez",
        "A coffee with Ana Lopez is planned already, on Thu 5.",
    ),
    (
        "written to lately",
        ("log-message 'Ana Lopez' --on 2026-10-30",),
        "Ana Lopez",
        "You wrote to Ana Lopez on Fri 30; an answer may come until Fri 27.",
    ),
)


@pytest.mark.parametrize(("before", "who", "said"), [row[1:] for row in PEACE], ids=[row[0] for row in PEACE])
def test_nobody_is_proposed_who_should_be_left_in_peace(
    alumni: Run, before: tuple[str, ...], who: str, said: str
) -> None:
    assert of(alumni, who)
    for words in before:
        alumni(*shlex.split(words))
    assert not of(alumni, who)
    assert said in why_not(alumni, who)


def test_who_was_introduced_is_answered_not_written_to_again(alumni: Run) -> None:
    alumni("log-intro", "Sam", "--to", "Ana Lopez", "--state", "made", "--on", "2026-10-30")
    assert not of(alumni, "Ana Lopez")
    assert why_not(alumni, "Ana Lopez") == ["Ana Lopez is owed an answer first."]


def test_a_second_ask_takes_another_way_and_there_is_no_third(alumni: Run) -> None:
    alumni("log-message", "Ana Lopez", "--on", "2026-08-03")
    assert why_not(alumni, "Ana Lopez") == [
        "Ana Lopez was asked on 3 Aug and did not answer; a second time only through somebody."
    ]
    alumni("log-coffee", "Sam", "--named", "Ana Lopez", "--on", "2026-10-01")
    ana = of(alumni, "Ana Lopez")[0]
    assert ana["via"] == "Sam Okafor"
    assert "asked before, without an answer: the odds times 0.5" in ana["chance_because"]
    alumni("log-message", "Ana Lopez", "--on", "2026-10-02")
    assert not of(alumni, "Ana Lopez", today="2027-03-01")
    assert why_not(alumni, "Ana Lopez", today="2027-03-01") == [
        "Ana Lopez was asked twice, the last time on 2 Oct 2026, and did not answer; there is no third time."
    ]


def test_who_was_asked_a_favour_cools_off_and_two_a_year_are_enough(alumni: Run) -> None:
    alumni("log-coffee", "Sam", "--on", "2026-08-03")
    alumni("thank", "Sam", "--on", "2026-08-03")
    alumni("ask-intro", "Sam", "--to", "Ana Lopez", "--on", "2026-10-20")
    assert any("one favour at a time" in said for said in why_not(alumni, "Sam"))
    alumni("log-intro", "Sam", "--to", "Ana Lopez", "--state", "declined")
    assert "Sam Okafor was asked on Tue 20; not again before Tue 17." in why_not(alumni, "Sam")
    assert [line["via"] for line in lines(alumni, today="2026-11-20") if line["action"] == "ask-intro"] == [
        "Sam Okafor"
    ]
    alumni("ask-intro", "Sam", "--to", "Flo Kern", "--on", "2026-11-20", today="2026-11-20")
    alumni("log-intro", "Sam", "--to", "Flo Kern", "--state", "declined", today="2026-11-20")
    assert "Sam Okafor was asked 2 favours within a year, and that is enough." in why_not(
        alumni, "Sam", today="2027-02-01"
    )


def test_asked_of_late_makes_a_yes_less_likely_and_help_more(alumni: Run, home: Path) -> None:
    alumni("log-coffee", "Sam", "--on", "2026-08-03", "--promise", "the article")
    alumni("thank", "Sam", "--on", "2026-08-03")
    before = next(line for line in lines(alumni) if line["action"] == "ask-intro")
    alumni("ask-intro", "Sam", "--to", "Flo Kern", "--on", "2026-09-20")
    alumni("log-intro", "Sam", "--to", "Flo Kern", "--state", "declined", "--on", "2026-09-21")
    tired = next(line for line in lines(alumni) if line["action"] == "ask-intro")
    assert "asked once of late: the odds times 0.8" in tired["chance_because"]
    promise = next(row["id"] for row in alumni("followups", "--json").data if row["kind"] == "promise")
    alumni("done", f"f{promise}")
    helped = next(line for line in lines(alumni) if line["action"] == "ask-intro")
    assert "you kept a promise, or told how it went, once: the odds times 1.1" in helped["chance_because"]
    assert tired["chance"] < helped["chance"] < before["chance"]


def test_close_friends_do_not_rise_for_being_close(alumni: Run) -> None:
    alumni("add-contact", "Kim Low", "--org", "Figma", "--met", "2025")
    alumni("add-contact", "Lou Orr", "--org", "Figma", "--met", "2025")
    for day in range(1, 8):
        alumni("log-message", "Kim Low", "--on", f"2026-10-{day:02}")
        alumni("log-reply", "Kim Low", "--on", f"2026-10-{day:02}")
    alumni("log-message", "Kim Low", "--on", "2026-10-08")
    alumni("log-reply", "Lou Orr", "--on", "2026-10-07")
    alumni("log-message", "Lou Orr", "--on", "2026-10-08")
    found = {line["contact"]: line for line in lines(alumni, today="2027-01-15")}
    assert found.keys() >= {"Kim Low", "Lou Orr"}, "both let the stop date pass, and may be asked again"
    lou, kim = found["Lou Orr"], found["Kim Low"]
    assert lou["chance"] == kim["chance"]
    assert lou["score"] > kim["score"]
    assert lou["reasons"][-1]["text"] == "you met Lou Orr, or heard from them, once: moderately weak ties bring most"
    assert "weak-tie" not in {term["factor"] for term in kim["reasons"]}


def test_who_met_me_and_changed_jobs_is_offered_once(alumni: Run) -> None:
    """RULES.md, row 56."""
    alumni("log-coffee", "Sam", "--on", "2026-08-03")
    alumni("thank", "Sam", "--on", "2026-08-03")
    alumni("edit-contact", "Sam", "--left", "Acme")
    alumni("edit-contact", "Sam", "--org", "Notion")
    sam = next(line for line in of(alumni, "Sam Okafor") if line["contact"] == "Sam Okafor")
    assert sam["action"] == "reconnect"
    assert "last in touch on 3 Aug, and in a new job since" in sam["reason"]
    alumni("log-message", "Sam")
    assert not [line for line in of(alumni, "Sam Okafor") if line["contact"] == "Sam Okafor"]


def test_with_3b7_a_second_person_at_an_organization_waits_three_business_days(alumni: Run, home: Path) -> None:
    """RULES.md, row 22."""
    alumni("add-contact", "Kit Moore", "--org", "Figma", "--title", "Product Manager")
    alumni("log-message", "Ana Lopez", "--on", "2026-11-02")
    assert of(alumni, "Kit Moore")
    (home / "config.toml").write_text('outreach_rule = "3b7"\n', "utf-8")
    assert not of(alumni, "Kit Moore", today="2026-11-04")
    assert why_not(alumni, "Kit Moore", today="2026-11-04") == [
        "You wrote to Ana Lopez on Mon 2, also at Figma; not to Kit Moore before Thu 5."
    ]
    assert of(alumni, "Kit Moore", today="2026-11-05")


def test_with_3b7_a_namesake_is_waited_for_too(alumni: Run, home: Path) -> None:
    (home / "config.toml").write_text('outreach_rule = "3b7"\n', "utf-8")
    alumni("add-contact", "Ana Lopez", "--org", "Notion", "--title", "Designer")
    alumni("edit-contact", "c9", "--org", "Figma")
    alumni("log-message", "c2")
    assert why_not(alumni, "c9", today="2026-11-03") == [
        "You wrote to Ana Lopez on Mon 2, also at Figma; not to Ana Lopez before Thu 5."
    ]


def test_why_not_tells_whom_nothing_leads_to_and_the_place_of_who_is_suggested(alumni: Run) -> None:
    assert why_not(alumni, "me") == ["That is you."]
    said = why_not(alumni, "Ana Lopez")[0]
    listed = [line["contact"] for line in alumni("next", "--json").data]
    assert said == f"Ana Lopez is suggested: number {listed.index('Ana Lopez') + 1} of the list."
    far = next(line["contact"] for line in lines(alumni) if line["contact"] not in listed)
    assert re.fullmatch(rf"{far} is suggested: number \d+ by score, of all \d+\.", why_not(alumni, far)[0])
    alumni("add-contact", "Zoe Nix")
    alumni("target", "function", "product manager", "--remove")
    alumni("target", "org", "Figma", "--remove")
    alumni("target", "org", "Notion", "--remove")
    assert why_not(alumni, "Zoe Nix") == ["Zoe Nix may be asked, but nothing says that it would lead to a target."]


def test_why_not_of_nobody_is_exit_3(alumni: Run) -> None:
    ran = alumni("next", "--why-not", "Xerxes Quine", code=3)
    assert not ran.stdout
    assert ran.stderr.startswith('netlog: Nobody is called "Xerxes Quine".')


# --- it learns at once ---------------------------------------------------------------------------


def test_a_tie_told_changes_the_next_suggestion(alumni: Run) -> None:
    alumni("log-coffee", "Sam", "--on", "2026-10-01")
    alumni("thank", "Sam", "--on", "2026-10-01")
    before = next(line for line in lines(alumni) if line["action"] == "ask-intro")
    alumni("know", "Sam", before["contact"], "--not")
    other = next(line for line in lines(alumni) if line["action"] == "ask-intro")
    assert other["contact"] != before["contact"]
    alumni("know", "Sam", before["contact"])
    again = next(line for line in lines(alumni) if line["action"] == "ask-intro")
    assert again["contact"] == before["contact"]
    assert again["chance"] > before["chance"]


def test_answers_at_the_table_change_the_next_suggestion(alumni: Run) -> None:
    names = alumni("prep", "Sam", "--json").data["ask_about"]
    first, second = names[0]["contact"], names[1]["contact"]
    alumni("log-coffee", "Sam", "--on", "2026-10-01", "--knows", second, "--knows-not", first)
    alumni("thank", "Sam", "--on", "2026-10-01")
    favour = next(line for line in lines(alumni) if line["action"] == "ask-intro")
    assert favour["contact"] == second


def test_a_reply_changes_the_next_suggestion(alumni: Run) -> None:
    before = of(alumni, "Cara Diaz")[0]["chance"]
    for name, answer in (("Ana Lopez", "--yes"), ("Ben Ito", "--yes")):
        alumni("log-message", name, "--on", "2026-10-20")
        alumni("log-reply", name, answer)
    assert of(alumni, "Cara Diaz")[0]["chance"] > before


# --- at the table, at home --------------------------------------------------------------------------


def test_prep_lists_five_targets_to_ask_about_and_how_to_keep_the_answers(alumni: Run) -> None:
    data = alumni("prep", "Sam", "--json").data
    assert [list(name) for name in data["ask_about"]] == [
        ["contact", "contact_id", "organization", "chance", "reason"]
    ] * len(data["ask_about"])
    names = [name["contact"] for name in data["ask_about"]]
    assert names[0] == "Flo Kern", "she works where Sam does"
    assert set(names) == {"Ana Lopez", "Ben Ito", "Cara Diaz", "Flo Kern"}
    screen = alumni("prep", "Sam", "--format", "markdown").stdout
    assert "Do you know any of these?" in screen
    assert "netlog log-coffee Sam --knows Flo --knows-not " in screen


def test_prep_asks_about_nobody_where_nothing_is_a_target(netlog: Run) -> None:
    netlog("add-contact", "Sam Okafor")
    netlog("add-contact", "Ana Lopez")
    assert netlog("prep", "Sam", "--json").data["ask_about"] == []
    assert "Do you know" not in netlog("prep", "Sam", "--format", "markdown").stdout


def test_home_shows_the_first_suggestion_with_its_command(alumni: Run) -> None:
    first = alumni("next", "--json").data[0]
    assert alumni("--json").data["next"] == first
    for name in ("Ana Lopez", "Ben Ito", "Cara Diaz"):
        alumni("log-message", name)
    assert alumni("--json").data["next"] is None, "this week's asks are made"


def test_home_suggests_nothing_where_nothing_is_a_target(netlog: Run) -> None:
    netlog("add-contact", "Sam Okafor")
    assert netlog("--json").data["next"] is None


# --- nobody, nothing, and bad input -----------------------------------------------------------------


def test_an_empty_database_says_what_to_do_first(netlog: Run) -> None:
    ran = netlog("next")
    assert ran.stdout == HEAD
    assert ran.stderr == (
        "Nobody is here yet. Begin with: netlog init, then netlog import Connections.csv or alumni.csv\n"
    )
    assert netlog("next", "--json").data == []
    assert netlog("next", "--week").stdout == HEAD


def test_without_a_target_it_asks_for_one(netlog: Run) -> None:
    netlog("add-contact", "Sam Okafor")
    ran = netlog("next")
    assert ran.stdout == HEAD
    assert ran.stderr == (
        "Say first what you are after: netlog target org Stripe Figma, or netlog target function design\n"
    )


def test_after_landing_the_search_is_over(alumni: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    alumni("add-job", "Figma", "Product manager", "--stage", "offer")
    alumni("landed", "Figma", today="2026-11-03")
    ran = alumni("next", today="2026-11-03")
    assert ran.stdout == HEAD
    assert ran.stderr == (
        "You landed Product manager, Figma (j1) on Tue 3 November: the search is over."
        " A new search begins with: netlog target\n"
    )
    home = alumni("--json", today="2026-11-03").data
    assert home["next"] is None
    assert home["landed"] == {"id": 1, "job": "Product manager, Figma", "on": "2026-11-03"}
    screen = Terminal(alumni, monkeypatch, "2026-11-03")("", 100).stdout
    assert "  You landed Product manager, Figma (j1) on Tue 3 November: the search is over." in screen


@pytest.mark.parametrize("day", ["2026-11-03", "2026-11-10"])
def test_a_target_set_after_the_landing_opens_the_search_again(alumni: Run, day: str) -> None:
    alumni("add-job", "Figma", "Product manager", "--stage", "offer")
    alumni("landed", "Figma", today="2026-11-03")
    alumni("target", "org", "Stripe", today=day)
    assert of(alumni, "Cara Diaz", today=day)
    assert alumni("--json", today=day).data["landed"] is None
    alumni("undo", today=day)
    assert "the search is over" in alumni("next", today=day).stderr


def test_being_known_alone_is_no_reason_to_be_asked(netlog: Run) -> None:
    netlog("init", "--name", "Dana Reyes")
    netlog("add-contact", "Sam Okafor", "--org", "Acme", "--title", "Baker", "--met", "2019")
    netlog("add-contact", "Tom Alvarez", "--org", "Beanworks", "--title", "Roaster", "--met", "2021")
    netlog("target", "org", "Nobody Corp")
    ran = netlog("next", "--target", "Nobody Corp")
    assert ran.stdout == HEAD
    assert ran.stderr == "Nobody you list is at Nobody Corp now. The nearest way in: netlog path 'Nobody Corp'\n"
    assert netlog("next", "--json").data == netlog("next", "--week", "--json").data == []
    assert why_not(netlog, "Sam") == ["Sam Okafor may be asked, but nothing says that it would lead to a target."]
    netlog("edit-contact", "Tom", "--org", "Nobody Corp:Buyer:2015-2018")
    (line,) = netlog("next", "--json").data
    assert (line["contact"], line["action"]) == ("Tom Alvarez", "reconnect")
    assert "who may know somebody at Nobody Corp: formerly at Nobody Corp" in line["reason"]


def test_a_pause_is_said_and_home_is_silent(alumni: Run) -> None:
    alumni("pause", "2 weeks")
    assert alumni("next", "-n", "1").stderr == "the search is paused until Mon 16\n"
    assert alumni("--json").data["next"] is None


def test_a_target_that_nobody_fits_says_so(netlog: Run) -> None:
    netlog("add-contact", "Sam Okafor")
    netlog("target", "title", "Astronaut")
    assert netlog("next").stderr == (
        "Nobody you list fits a target. Find people: netlog import alumni.csv, or netlog add-contact\n"
    )


def test_a_target_at_rest_leaves_nobody_and_says_why(netlog: Run) -> None:
    netlog("add-contact", "Ana Lopez", "--org", "Figma")
    netlog("target", "org", "Figma")
    netlog("rest", "Ana")
    assert netlog("next").stderr == (
        "Nobody can be asked today. Ana Lopez is left alone, as you said today. The nearest step: netlog followups\n"
    )


def test_a_target_whom_nobody_knows_is_written_to(netlog: Run) -> None:
    netlog("init", "--name", "Dana Reyes")
    netlog("add-contact", "Ana Lopez")
    netlog("target", "person", "Ana Lopez")
    line = lines(netlog)[0]
    assert (line["action"], line["chance"]) == ("write", 0.12)
    assert line["reason"] == "your 1st target"


def test_two_strangers_of_one_name_are_told_apart(alumni: Run) -> None:
    alumni("add-contact", "Ana Lopez", "--org", "Notion")
    found = of(alumni, "Ana Lopez")
    assert {line["contact_id"] for line in found} == {2, 9}
    for line in found:
        assert alumni(*shlex.split(line["command"])[1:], "--json").data["contact_id"] == line["contact_id"]


def test_equal_scores_keep_one_order(netlog: Run) -> None:
    for name in ("Zoe Nix", "Ana Lopez", "Ben Ito"):
        netlog("add-contact", name, "--org", "Figma")
    netlog("target", "org", "Figma")
    found = [lines(netlog) for _ in range(3)]
    assert found[0] == found[1] == found[2]
    assert [line["contact_id"] for line in found[0]] == sorted(line["contact_id"] for line in found[0])


def test_lead_and_declined_at_once_is_declined(alumni: Run) -> None:
    """She said no through Sam; Tom's name for her does not open another way."""
    alumni("add-contact", "Tom Alvarez", "--met", "2025")
    alumni("ask-intro", "Sam", "--to", "Ana Lopez", "--on", "2026-08-03")
    alumni("log-intro", "Sam", "--to", "Ana Lopez", "--state", "declined", "--by", "contact", "--on", "2026-08-10")
    alumni("log-intro", "Tom", "--to", "Ana Lopez", "--state", "named", "--on", "2026-08-11")
    assert not of(alumni, "Ana Lopez")
    assert why_not(alumni, "Ana Lopez") == ["Ana Lopez said no on 10 Aug."]


def test_after_an_empty_year_old_asks_are_over_and_there_is_somebody_to_ask(alumni: Run) -> None:
    alumni("log-coffee", "Sam", "--named", "Ana Lopez")
    alumni("log-message", "Ana Lopez")
    alumni("ask-intro", "Sam", "--to", "Cara Diaz")
    found = lines(alumni, today="2027-11-02")
    assert found
    assert not of(alumni, "Ana Lopez", today="2027-11-02"), "Sam's name was used, and nobody else gave hers"
    assert [line["via"] for line in found if line["action"] == "ask-intro"] == ["Sam Okafor"]


@pytest.mark.parametrize(
    ("setting", "value", "takes"),
    [
        ("asks_a_week", "0", "a whole number from 1 to 50"),
        ("tire_percent", "101", "a whole number from 1 to 100"),
        ("dormant_years", '"three"', "a whole number from 1 to 50"),
        ("target_percent", "0", "a whole number from 1 to 100"),
        ("weak_tie_percent", "99", "a whole number from 100 to 300"),
        ("acquaintances", "true", "a whole number from 1 to 1,000"),
    ],
)
def test_a_setting_out_of_range_is_a_sentence_and_exit_6(
    alumni: Run, home: Path, setting: str, value: str, takes: str
) -> None:
    (home / "config.toml").write_text(f"{setting} = {value}\n", "utf-8")
    ran = alumni("next", code=6)
    assert not ran.stdout
    assert f"{setting} cannot be" in ran.stderr
    assert f"It takes {takes}." in ran.stderr


def test_settings_change_what_is_suggested(alumni: Run, home: Path) -> None:
    (home / "config.toml").write_text("asks_a_week = 1\n", "utf-8")
    assert len(alumni("next", "--week", "--json").data) == 1


@pytest.mark.parametrize("options", [("--week", "--rates"), ("--rates", "--why-not", "Sam"), ("-n", "0")])
def test_options_that_make_no_sense_are_exit_2(alumni: Run, options: tuple[str, ...]) -> None:
    ran = alumni("next", *options, code=2)
    assert not ran.stdout
    assert ran.stderr


def test_names_are_data_and_never_markup(netlog: Run) -> None:
    netlog("add-contact", "[bold]Ana[/] O'Neil, PhD", "--org", "Figma")
    netlog("target", "org", "Figma")
    line = lines(netlog)[0]
    netlog(*shlex.split(line["command"])[1:])
