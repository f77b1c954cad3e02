"""Two entries that are one person (RULES.md 60)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .people import SCHOOL, everything, roster

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]


def shown(netlog: Run, who: str) -> Any:
    return netlog("show", who, "--json").data


@pytest.fixture
def pair(netlog: Run) -> Run:
    """Sam (c1); Priya (c2) at Stripe, and P. Natarajan (c3), who is the same."""
    netlog("add-contact", "Sam Okafor", "--met", "2019")
    netlog("add-contact", "Priya Natarajan", "--org", "Stripe", "--email", "p@x.org", "--tag", "kind")
    netlog("add-contact", "P. Natarajan", "--org", "Stripe:PM:2019-", "--city", "New York", "--email", "p@home.org",
           "--tag", "kind", "--tag", "mentor", "--school", SCHOOL)  # fmt: skip
    return netlog


def test_everything_of_the_other_moves_and_what_was_said_of_the_first_stays(pair: Run) -> None:
    pair("edit-contact", "c3", "--email", "p@x.org")
    ran = pair("merge", "c2", "c3")
    assert (ran.stdout, ran.stderr) == ("Merged P. Natarajan, Stripe (c3) into Priya Natarajan, Stripe (c2).\n", "")
    one = shown(pair, "c2")
    assert (one["name"], one["nickname"], one["city"], one["title"]) == (
        "Priya Natarajan",
        "P. Natarajan",
        "New York",
        "PM",
    )
    assert (one["emails"], one["tags"]) == (["p@x.org", "p@home.org"], ["kind", "mentor"])
    assert [(at["organization"], at["role"], at["start"]) for at in one["affiliations"]] == [
        ("Stripe", "PM", "2019"),
        (SCHOOL, None, None),
    ]
    pair("show", "c3", code=3)


def test_a_name_that_finds_no_place_is_mentioned(pair: Run) -> None:
    pair("edit-contact", "c2", "--nickname", "Pri")
    assert pair("merge", "c2", "c3").stderr == "The name P. Natarajan is not kept.\n"


def test_both_histories_are_kept_and_everything_is_derived_anew(pair: Run) -> None:
    pair("log-coffee", "c2", "--on", "2026-10-28")
    pair("log-coffee", "c3", "--on", "2026-10-30")
    pair("thank", "c3")
    pair("note", "c3", "Likes tea")
    assert shown(pair, "c2")["stage"] == "met"
    pair("merge", "c2", "c3")
    one = shown(pair, "c2")
    assert (one["stage"], one["last_met_on"]) == ("thanked", "2026-10-30")
    assert [entry["entry"] for entry in one["timeline"]].count("meeting") == 2
    assert [owed["kind"] for owed in one["follow_ups"]] == ["keep-in-touch"]


def test_doubled_follow_ups_fold_and_the_earlier_day_stays(pair: Run) -> None:
    pair("log-coffee", "c2", "--on", "2026-10-30")
    pair("log-coffee", "c3", "--on", "2026-11-02")
    assert [
        f["due_on"] for who in ("c2", "c3") for f in shown(pair, who)["follow_ups"] if f["kind"] == "thank-you"
    ] == [
        "2026-11-02",
        "2026-11-03",
    ]
    pair("merge", "c2", "c3")
    thanks = [owed for owed in shown(pair, "c2")["follow_ups"] if owed["kind"] == "thank-you"]
    assert [owed["due_on"] for owed in thanks] == ["2026-11-02"]


def test_of_two_introductions_by_one_person_the_further_stays_with_both_dates(pair: Run) -> None:
    pair("ask-intro", "Sam", "--to", "c2", "--on", "2026-10-29")
    pair("log-intro", "Sam", "--to", "c3", "--state", "made", "--on", "2026-10-30")
    pair("merge", "c2", "c3")
    (introduction,) = shown(pair, "c2")["introductions"]
    assert (introduction["state"], introduction["asked_on"], introduction["made_on"]) == (
        "made", "2026-10-29", "2026-10-30",
    )  # fmt: skip
    assert [owed["kind"] for owed in shown(pair, "c2")["follow_ups"]] == ["answer"]
    assert [owed["kind"] for owed in shown(pair, "sam")["follow_ups"]] == []
    assert shown(pair, "sam")["stage"] == "advocate"


def test_of_two_introductions_to_one_person_the_further_stays_too(pair: Run) -> None:
    pair("log-intro", "c2", "--to", "Sam", "--state", "named")
    pair("log-intro", "c3", "--to", "Sam", "--state", "promised")
    pair("merge", "c2", "c3")
    (introduction,) = shown(pair, "sam")["introductions"]
    assert (introduction["introducer_id"], introduction["state"]) == (2, "promised")
    assert [owed["kind"] for owed in shown(pair, "c2")["follow_ups"]] == ["chase"]


def test_an_introduction_from_one_entry_to_the_other_is_removed_and_said(pair: Run) -> None:
    pair("log-intro", "c2", "--to", "c3", "--state", "named")
    ran = pair("merge", "c2", "c3")
    assert ran.stderr == "Removed i1: an introduction from one entry to the other.\n"
    assert shown(pair, "c2")["introductions"] == []


def test_both_at_one_table_were_one(pair: Run) -> None:
    pair("log-coffee", "c2", "--with", "c3", "--with", "Sam")
    pair("merge", "c2", "c3")
    (meeting,) = shown(pair, "c2")["timeline"]
    assert meeting["with"] == ["Sam Okafor"]


def test_a_row_of_a_roster_joins_the_contact_with_its_source(netlog: Run, home: Path) -> None:
    roster(netlog, home)
    netlog("add-contact", "Ana Lopez")
    netlog("merge", "c6", "c1")
    ana = shown(netlog, "c6")
    assert (ana["organization"], ana["function"], ana["in_play"]) == ("Figma", "product", True)
    assert [source["file_name"] for source in ana["sources"]] == ["alumni.csv"]
    again = netlog("import", str(home / "alumni.csv"), "--school", SCHOOL, "--json")
    assert (again.data["added"], again.data["unchanged"]) == (0, 5)


def test_the_other_way_round_a_contact_by_hand_stays_in_play(netlog: Run, home: Path) -> None:
    roster(netlog, home)
    netlog("add-contact", "Ana Lopez")
    netlog("merge", "c1", "c6")
    assert shown(netlog, "c1")["in_play"] is True


def test_undo_parts_them_again_and_redo_joins_them(pair: Run, home: Path) -> None:
    pair("log-coffee", "c2", "--with", "Sam", "--introduces", "Dan Wu")
    pair("ask-intro", "Sam", "--to", "c3")
    pair("log-coffee", "c3", "--with", "Sam", "--on", "yesterday")
    before = everything(home)
    pair("merge", "c3", "c2")
    after = everything(home)
    pair("undo")
    assert everything(home) == before
    pair("redo")
    assert everything(home) == after


def test_one_entry_and_i_are_not_merged(pair: Run, home: Path) -> None:
    pair("init", "--name", "Dana Reyes")
    before = everything(home)
    assert pair("merge", "c2", "c2", code=6).stderr.startswith("netlog: Both are Priya Natarajan, Stripe (c2).\n")
    assert pair("merge", "me", "c2", code=6).stderr.startswith("netlog: You cannot be merged with somebody else.\n")
    assert pair("merge", "c2", "me", code=6).stdout == ""
    assert everything(home) == before


def test_the_kept_columns_are_what_the_history_comes_to(pair: Run) -> None:
    pair("ask-intro", "Sam", "--to", "c3")
    pair("log-coffee", "c3", "--with", "Sam", "--introduces", "Dan Wu", "--on", "yesterday")
    pair("log-message", "c2")
    pair("merge", "c2", "c3")
    pair("doctor")
    pair("remove", "c1", "--yes")
    pair("doctor")
