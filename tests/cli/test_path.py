"""`path`: who could introduce me, on a screen, in a pipe and as JSON; and what is said where nobody could."""

from __future__ import annotations

import re
import shlex
import sqlite3
from contextlib import closing
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from tests.cli.people import roster
from tests.test_startup_imports import DRAWING, RARE, STORE, VALIDATION, modules_after

from netlog.cli import context
from netlog.rules.functions import level
from netlog.rules.ranking.words import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

SCHOOL = "Michigan State University:BA:2012"


@pytest.fixture
def mine(netlog: Run) -> Run:
    """I am Dana (c1); I know Sam (c2) and Tom (c3); Priya (c4) and Dan (c5) are leads."""
    netlog("init", "--name", "Dana Reyes", "--school", SCHOOL)
    netlog("add-contact", "Sam Okafor", "--org", "Acme", "--met", "2019")
    netlog("add-contact", "Tom Alvarez", "--org", "Beanworks", "--met", "2021")
    netlog("add-contact", "Priya Natarajan", "--org", "Stripe", "--title", "Senior PM")
    netlog("add-contact", "Dan Wu", "--org", "Figma", "--title", "Design lead")
    return netlog


def chains(run: Run, *words: str) -> list[list[str]]:
    return [found["chain"] for found in run("path", *words, "--json").data]


def evidence(run: Run, *words: str) -> list[str]:
    (best, *_) = run("path", *words, "--json").data
    assert [hop["evidence"] for hop in best["hops"]] == best["evidence"]
    return list(best["evidence"])


# --- known paths ---------------------------------------------------------------------------------


def test_whom_i_know_myself_is_the_whole_path(mine: Run) -> None:
    mine("know", "Tom", "Sam")
    (found,) = mine("path", "Sam", "--json").data
    assert found == {
        "rank": 1,
        "target": "Sam Okafor",
        "chain": ["Sam Okafor"],
        "confidence": 1.0,
        "evidence": ["known since 2019"],
        "command": "netlog draft outreach Sam",
        "hops": [{"contact": "Sam Okafor", "contact_id": 2, "evidence": "known since 2019"}],
    }


def test_one_between_us_is_asked_for_the_introduction(mine: Run) -> None:
    mine("know", "Sam", "Priya")
    (found,) = mine("path", "Priya", "--json").data
    assert found["chain"] == ["Sam Okafor", "Priya Natarajan"]
    assert found["evidence"] == ["known since 2019", "they know each other, as you noted"]
    assert found["command"] == "netlog ask-intro Sam --to 'Priya Natarajan'"
    assert mine(*shlex.split(found["command"])[1:]).stdout.startswith("Asked Sam Okafor, Acme")


def test_three_hops_lead_to_the_first_introduction(mine: Run) -> None:
    mine("know", "Sam", "Priya")
    mine("know", "Priya", "Dan")
    (found,) = mine("path", "Dan", "--json").data
    assert [hop["contact_id"] for hop in found["hops"]] == [2, 4, 5]
    assert found["command"] == "netlog ask-intro Sam --to 'Priya Natarajan'"


def test_several_come_strongest_first(mine: Run) -> None:
    for name in ("Lena Cho", "Maya Singh", "Jo Park"):
        mine("add-contact", name, "--met", "2020")
    mine("know", "Tom", "Priya")
    mine("know", "Priya", "Dan")
    mine("know", "Lena", "Dan")
    mine("log-coffee", "Maya", "--with", "Dan", "--quick")
    mine("know", "me", "Dan", "--not")
    mine("log-intro", "Jo", "--to", "Dan", "--state", "named")
    mine("log-intro", "Jo", "--to", "Priya", "--state", "made")
    assert chains(mine, "Priya") == [["Priya Natarajan"]]
    mine("know", "me", "Priya", "--not")
    # An introduction that was made is surer than a word; so is a meeting of both, though Maya is owed a note for it; of
    # two words the advocate's comes first.
    assert chains(mine, "Priya")[:2] == [["Jo Park", "Priya Natarajan"], ["Tom Alvarez", "Priya Natarajan"]]
    assert chains(mine, "Dan") == [
        ["Maya Singh", "Dan Wu"],
        ["Jo Park", "Dan Wu"],
        ["Lena Cho", "Dan Wu"],
        ["Tom Alvarez", "Priya Natarajan", "Dan Wu"],
    ]
    assert len(mine("path", "Dan", "-n", "2", "--json").data) == 2


def test_met_together_counts_more_than_told(mine: Run) -> None:
    mine("add-contact", "Zoe Adler", "--met", "2020")
    mine("know", "Sam", "Dan")
    mine("log-coffee", "Zoe", "--with", "Dan", "--quick", "--on", "2026-10-05")
    mine("thank", "Zoe", "--sent")
    mine("know", "me", "Dan", "--not")
    assert [chain[0] for chain in chains(mine, "Dan")][:2] == ["Zoe Adler", "Sam Okafor"]
    assert evidence(mine, "Dan") == ["you met on 5 Oct", "you met them together on 5 Oct"]


@pytest.mark.parametrize(
    ("words", "said", "command"),
    [
        ("--state named --on 2026-10-30", "Sam Okafor gave you the name of Dan Wu on Fri 30", "netlog draft outreach"),
        (
            "--state promised --on 2026-10-30",
            "Sam Okafor promised on Fri 30 to introduce you to Dan Wu",
            "--kind nudge",
        ),
    ],
)
def test_an_introduction_on_its_way_says_how_far_it_came(mine: Run, words: str, said: str, command: str) -> None:
    mine("log-intro", "Sam", "--to", "Dan", *words.split())
    assert evidence(mine, "Dan")[1] == said
    (found, *_) = mine("path", "Dan", "--json").data
    assert command in found["command"]
    mine(*shlex.split(found["command"])[1:])


def test_what_is_under_way_is_said(mine: Run) -> None:
    mine("know", "Sam", "Dan")
    mine("ask-intro", "Tom", "--to", "Dan Wu")
    ran = mine("path", "Dan")
    assert ran.stderr == "Tom Alvarez was asked to introduce you to Dan Wu (i1): that is under way.\n"
    mine("ask-intro", "Sam", "--to", "Dan Wu")
    (found, *_) = mine("path", "Dan", "--json").data
    assert found["command"] == "netlog log-message Sam --kind nudge --about i2"
    mine(*shlex.split(found["command"])[1:])


def test_who_is_said_not_to_know_somebody_is_no_hop(mine: Run) -> None:
    mine("log-intro", "Sam", "--to", "Dan", "--state", "named")
    mine("know", "Sam", "Dan", "--not")
    ran = mine("path", "Dan")
    assert "Sam" not in ran.stdout
    assert "No one you know leads to Dan Wu, Figma, as far as netlog is told." in ran.stderr


@pytest.mark.parametrize(
    ("before", "but"),
    [
        ("rest Sam", "left alone since today"),
        ("log-intro Sam --to 'Jo Park' --new --state declined", "would not introduce you to Jo Park today"),
    ],
)
def test_who_had_better_not_be_asked_comes_last_and_it_is_said_why(mine: Run, before: str, but: str) -> None:
    mine("log-intro", "Sam", "--to", "Dan", "--state", "named")
    mine("know", "Tom", "Dan")
    assert chains(mine, "Dan")[0][0] == "Sam Okafor"
    mine(*shlex.split(before), code=None)
    first, second, *_ = mine("path", "Dan", "--json").data
    assert (first["chain"][0], second["chain"][0]) == ("Tom Alvarez", "Sam Okafor")
    assert second["evidence"][0].endswith(f"; but {but}")


def test_whoever_was_met_and_is_owed_a_note_comes_first_and_is_thanked_first(mine: Run) -> None:
    mine("log-intro", "Sam", "--to", "Dan", "--state", "named")
    mine("know", "Tom", "Dan")
    mine("log-coffee", "Sam", "--quick")
    first, *_ = mine("path", "Dan", "--json").data
    assert first["evidence"][0] == "you met today; but you owe them a thank-you first"
    assert first["command"] == "netlog thank Sam"


def test_whoever_asked_to_hear_later_is_asked_last_and_only_looked_at(mine: Run) -> None:
    mine("log-intro", "Sam", "--to", "Dan", "--state", "named")
    mine("know", "Tom", "Dan")
    mine("log-message", "Sam")
    mine("log-reply", "Sam", "--later", "2027-01-05")
    first, second, *_ = mine("path", "Dan", "--json").data
    assert (first["chain"][0], second["chain"][0]) == ("Tom Alvarez", "Sam Okafor")
    assert second["evidence"][0].endswith("; but asked you to write again on 5 Jan 2027")
    assert second["command"] == "netlog show Sam"
    assert mine("path", "Dan", "--json", today="2027-01-05").data[0]["command"] == "netlog log-message Sam"


def test_nobody_is_written_to_past_an_open_introduction(mine: Run) -> None:
    mine("log-intro", "Tom", "--to", "Dan", "--state", "named", "--on", "2026-10-20")
    assert mine("path", "Dan", "--json").data[0]["command"] == "netlog draft outreach 'Dan Wu'"
    mine("ask-intro", "Sam", "--to", "Dan Wu")
    (found,) = mine("path", "Dan", "--json").data
    assert found["command"] == "netlog log-message Sam --kind nudge --about i2"
    mine(*shlex.split(found["command"])[1:])


def test_a_circle_of_people_leads_nowhere_new(mine: Run) -> None:
    mine("know", "Sam", "Tom")
    mine("know", "Sam", "Priya")
    mine("know", "Tom", "Priya")
    assert chains(mine, "Priya") == [["Sam Okafor", "Priya Natarajan"], ["Tom Alvarez", "Priya Natarajan"]]


# --- likely paths --------------------------------------------------------------------------------


def test_where_nothing_is_told_the_likeliest_are_named_with_what_speaks_for_them(mine: Run) -> None:
    mine("add-contact", "Lena Cho", "--org", "Stripe", "--met", "2020")
    (found,) = mine("path", "Priya", "--json").data
    assert found["chain"] == ["Lena Cho", "Priya Natarajan"]
    assert 0 < found["confidence"] < 1
    assert re.fullmatch(r"both at Stripe, now or before \(2 people\): [\d.]+ times likelier", found["evidence"][1])
    assert found["command"] == "netlog ask-intro Lena --to 'Priya Natarajan'"
    mine("know", "Lena", "Priya")
    assert mine("path", "Priya", "--json").data[0]["confidence"] == 1
    mine("know", "Lena", "Priya", "--not")
    assert chains(mine, "Priya") == []


def test_likely_ones_come_after_known_ones(mine: Run) -> None:
    mine("add-contact", "Lena Cho", "--org", "Stripe", "--met", "2020")
    mine("know", "Sam", "Priya")
    assert [found["confidence"] == 1 for found in mine("path", "Priya", "--json").data] == [True, False]
    assert "1 known · 1 likely" in mine("path", "Priya", "--format", "table").stdout


def _rank(title: str | None) -> str | None:
    rank = level(title) if title else None
    return None if rank is None else LEVELS[rank]


# What a second query counts of each kind of group that a reason names.
_THERE = "select count(distinct contact_id) from affiliation a join organization o on o.id = a.organization_id"
COUNTS = {
    r"at (.+), now or before": f"{_THERE} where a.kind <> 'school' and o.name = :v",
    r"from (.+)": f"{_THERE} where a.kind = 'school' and o.name = :v",
    r"of the class of (\d+)": f"{_THERE} where a.kind = 'school' and substr(a.end_on, 1, 4) = :v",
    r"in (.+)": "select max(n) from (select count(*) as n from contact where city = :v union all"
    " select count(*) from contact where function = :v union all"
    f" {_THERE} where a.kind = 'school' and a.role = :v)",
    r"at (.+) level": "select count(*) from contact where rank(title) = replace(:v, 'C level', 'C-level')",
}


def test_every_count_in_the_reasons_is_what_a_second_query_counts(netlog: Run, home: Path) -> None:
    netlog("init", "--name", "Dana Reyes", "--school", SCHOOL)
    for name, school in (("Connections.csv", ()), ("alumni.csv", ("--school", "Michigan State University"))):
        (home / name).write_bytes((files("netlog.demo") / name).read_bytes())
        netlog("import", str(home / name), *school)
    seen = set()
    with closing(sqlite3.connect(home / "netlog.db")) as db:
        db.create_function("rank", 1, _rank)
        for (id,) in db.execute("select id from contact where is_me is null and id % 4 = 0").fetchall():
            for found in netlog("path", f"c{id}", "--json").data:
                for group, count in re.findall(r"both (.+?) \(([\d,]+) people\)", found["evidence"][-1]):
                    pattern, named = next((each, got) for each in COUNTS if (got := re.fullmatch(each, group)))
                    assert db.execute(COUNTS[pattern], {"v": named[1]}).fetchone() == (int(count),), group
                    seen.add(pattern)
    assert len(seen) >= 3


# --- organizations -------------------------------------------------------------------------------


def test_an_organization_is_reached_through_whom_i_know_there_then_through_others(mine: Run) -> None:
    mine("add-contact", "Lena Cho", "--org", "Stripe", "--met", "2020")
    mine("know", "Sam", "Priya")
    mine("add-contact", "Ben Ito", "--org", "Stripe:PM:2015-2019", "--met", "2016")
    ran = mine("path", "stripe, inc.", "--json")
    assert [found["chain"] for found in ran.data] == [
        ["Lena Cho"], ["Sam Okafor", "Priya Natarajan"], ["Ben Ito"],
    ]  # fmt: skip
    assert {found["target"] for found in ran.data} == {"Stripe"}
    screen = mine("path", "Stripe", "--format", "table").stdout
    assert "\n3  Ben Ito · formerly at Stripe\n" in screen


def test_whoever_was_met_there_is_asked_for_the_others(mine: Run) -> None:
    mine("log-coffee", "Priya", "--quick", "--on", "2026-10-05")
    (found,) = mine("path", "Stripe", "--json").data
    assert found["command"] == "netlog ask-intro Priya --to 'anyone at Stripe'"
    assert mine(*shlex.split(found["command"])[1:]).stdout.startswith("Asked Priya Natarajan, Stripe")


def test_a_school_is_not_full_of_its_alumni(mine: Run) -> None:
    ran = mine("path", "Michigan State University")
    assert ran.stdout.count("\n") == 1
    assert "netlog contacts --school 'Michigan State University'" in ran.stderr


def test_the_name_of_an_organization_is_not_the_start_of_a_persons(mine: Run) -> None:
    mine("add-contact", "Figma Jones")
    ran = mine("path", "Figma", "--json")
    assert "Figma is taken for the organization. Figma Jones is c6." in ran.stderr
    mine("add-contact", "Acme Acme", "--org", "Acme Acme")
    assert "Acme Acme, Acme Acme (c7) is taken, not the organization." in mine("path", "acme acme").stderr


# --- nobody, and who is meant --------------------------------------------------------------------


def test_where_nobody_leads_it_says_so_and_names_the_nearest_way_in(mine: Run) -> None:
    mine("add-contact", "Lena Cho", "--org", "Figma", "--school", SCHOOL)
    mine("know", "Lena", "Dan")
    ran = mine("path", "Lena")
    assert ran.stdout == "rank\ttarget\tchain\tconfidence\tevidence\tcommand\n"
    assert ran.stderr.splitlines() == [
        "No one you know leads to Lena Cho, Figma, as far as netlog is told.",
        "Lena Cho is known to know Dan Wu, whom you do not know: netlog show Lena",
        "1 more person of Figma on your list: netlog path Figma",
        "You share Michigan State University, so write to Lena Cho yourself: netlog draft outreach Lena",
        "Ask at your next coffee who knows Lena Cho, and keep the answer: netlog know WHO Lena",
    ]
    mine("edit-contact", "me", "--org", "Figma")
    assert mine("path", "Lena").stderr.splitlines()[2].startswith("1 more person of Figma"), "that is not me"
    assert mine("path", "Lena", "--json").data == []
    screen = mine("path", "Lena", "--format", "table").stdout
    assert "  No one you know leads to Lena Cho, Figma, as far as netlog is told." in screen
    assert "The nearest way in" in screen


def test_in_a_directory_of_strangers_nobody_met_leads_nowhere(netlog: Run, home: Path) -> None:
    netlog("init", "--name", "Dana Reyes")
    roster(netlog, home)
    assert netlog("path", "Ana Lopez", "--json").data == []
    assert netlog("path", "Figma", "--json").data == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("Nobodyx", 3, 'Nobody and no organization is called "Nobodyx".'),
        ("Pria Nataraja", 3, "Did you mean Priya Natarajan, Stripe (c4)?"),
        ("Nobodyx", 3, "`netlog target org Nobodyx` sets an organization as a target."),
        ("c99", 3, '"c99".\n`netlog contacts` lists the ids.\n'),
        ("99", 3, "`netlog contacts` lists the ids."),
        ("f48", 3, "It is no contact's id; `netlog followups` lists such."),
        ("me", 6, "That is you."),
        ("Dana", 6, "That is you."),
        ("dana reyes", 6, "That is you."),
        ("", 6, "An empty name fits nobody."),
        ("Sam -n 0", 2, "0"),
    ],
)
def test_whoever_is_not_meant_is_an_error(mine: Run, words: str, code: int, said: str) -> None:
    ran = mine("path", *(words.split(" ") if " -n" in words else [words]), code=code)
    assert not ran.stdout
    assert said in ran.stderr


def test_a_name_that_fits_several_is_ambiguous(mine: Run) -> None:
    mine("add-contact", "Sam Li")
    assert "c2  Sam Okafor, Acme" in mine("path", "Sam", code=4).stderr


def test_an_empty_database_knows_nobody(netlog: Run, home: Path) -> None:
    netlog("path", "Priya", code=3)
    assert not (home / "netlog.db").exists()


def test_without_my_name_it_works_as_well(netlog: Run) -> None:
    netlog("add-contact", "Sam Okafor", "--met", "2019")
    netlog("add-contact", "Priya Natarajan", "--via", "Sam")
    assert chains(netlog, "Priya") == [["Sam Okafor", "Priya Natarajan"]]


# --- names from strangers, screens ---------------------------------------------------------------


def test_people_of_one_name_and_names_with_markup_are_shown_as_they_are(mine: Run) -> None:
    mine("add-contact", "Madonna", "--met", "2020")
    mine("add-contact", "[bold]Ana[/bold] :smile:")
    mine("know", "Madonna", "c7")
    (found,) = mine("path", "c7", "--json").data
    assert found["command"] == "netlog ask-intro Madonna --to c7"
    assert mine(*shlex.split(found["command"])[1:]).stdout.startswith("Asked Madonna on")
    screen = mine("path", "c7", "--format", "table").stdout
    assert "1  Madonna -> [bold]Ana[/bold] :smile:" in screen


def test_two_of_one_first_name_are_told_apart(mine: Run) -> None:
    mine("add-contact", "Sam Li")
    mine("know", "Sam Okafor", "Sam Li")
    screen = mine("path", "Sam Li", "--format", "table").stdout
    assert "Sam Okafor knows Sam Li" in screen


def test_what_the_command_line_calls_somebody_finds_them(mine: Run) -> None:
    for name in ("Wren Hale, PhD", "Ana 'Anny' O'Brien", "Kim", "the plumber", "Priya Natarajan"):
        mine("add-contact", name, "--new", code=None)
    mine("add-contact", "Priya Natarajan", "--org", "Notion")
    for id in range(4, 11):
        if mine("know", "Sam", f"c{id}", code=None).code:
            continue
        (found, *_) = mine("path", f"c{id}", "--json").data
        asked = mine(*shlex.split(found["command"])[1:], "--json").data
        (intro,) = [row for row in mine("intros", "--json").data if row["id"] == asked["introduction"]]
        assert intro["contact_id"] == id


@pytest.mark.parametrize("width", [60, 80, 140])
def test_on_a_terminal_every_path_has_its_reasons_and_its_command(
    mine: Run, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    mine("add-contact", "Lena Cho", "--org", "Stripe", "--met", "2020")
    mine("know", "Sam", "Priya")
    monkeypatch.setattr(context, "_is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    lines = mine("path", "Priya").stdout.splitlines()
    assert all(cell_len(line) <= width for line in lines)
    assert lines[0].startswith("Paths to Priya Natarajan, Stripe")
    if width < 80:  # the command goes on in a second line
        assert " ".join(lines[5:7]).split() == ["next", "netlog", "ask-intro", "Sam", "--to", "'Priya", "Natarajan'"]
        return
    assert lines[2:6] == [
        "1  Sam Okafor -> Priya Natarajan",
        "  you know Sam     known since 2019",
        "  Sam knows Priya  they know each other, as you noted",
        "  next             netlog ask-intro Sam --to 'Priya Natarajan'",
    ]
    assert re.match(r"2  Lena Cho -> Priya Natarajan · (likely|perhaps|a long shot)", lines[7])
    assert sum(line.startswith("  next") for line in lines) == 2


def test_in_a_pipe_it_is_a_line_a_path(mine: Run) -> None:
    mine("know", "Sam", "Priya")
    ran = mine("path", "Priya")
    assert ran.stdout.splitlines()[1].split("\t") == [
        "1",
        "Priya Natarajan",
        "Sam Okafor; Priya Natarajan",
        "1.0",
        "known since 2019; they know each other, as you noted",
        "netlog ask-intro Sam --to 'Priya Natarajan'",
    ]
    assert not ran.stderr


def test_likely_paths_need_no_validation_and_no_drawing_either(mine: Run, home: Path) -> None:
    mine("add-contact", "Lena Cho", "--org", "Stripe", "--met", "2020")
    found = modules_after("path Priya", home / "netlog.db")
    assert not found & (STORE | VALIDATION | DRAWING | RARE)


def test_it_completes_people_and_organizations(mine: Run) -> None:
    from netlog.cli import completion

    context.start(None, "2026-11-02")
    complete: Callable[[str], list[Any]] = completion.goal
    assert [each[0] for each in complete("pri")] == ["priya-natarajan"]
    assert "Stripe" in [each if isinstance(each, str) else each[0] for each in complete("Str")]
