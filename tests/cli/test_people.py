"""People written: who I am, contacts added, changed, tagged, noted, left alone and removed."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

import pytest

from .people import SCHOOL, answering, editor, everything, roster

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]


def shown(netlog: Run, who: str, **when: str) -> Any:
    return netlog("show", who, "--json", **when).data


# --- init ----------------------------------------------------------------------------------------


def test_init_says_who_i_am_and_again_adds_to_it(netlog: Run) -> None:
    first = netlog("init", "--name", "Dana Reyes", "--school", f"{SCHOOL}:BA Advertising:2024", "--greek", "Alpha Phi")
    assert first.stdout.splitlines()[0] == "You are Dana Reyes."
    again = netlog("init", "--org", "Acme", "--function", "product manager")
    assert (again.stdout, again.stderr) == ("You are Dana Reyes: function product; Acme.\n", "")
    me = shown(netlog, "me")
    assert (me["name"], me["function"], me["in_play"]) == ("Dana Reyes", "product", False)
    assert [(at["organization"], at["role"], at["end"]) for at in me["affiliations"]] == [
        ("Acme", None, None),
        (SCHOOL, "BA Advertising", "2024"),
        ("Alpha Phi", None, None),
    ]
    assert netlog("contacts", "--json").data == []


def test_init_with_the_same_words_changes_nothing_and_a_new_name_renames(netlog: Run, home: Path) -> None:
    netlog("init", "--name", "Dana Reyes", "--school", SCHOOL)
    before = everything(home)
    assert netlog("init", "--school", SCHOOL, "--json").data["step"] is None
    assert everything(home) == before
    netlog("init", "--name", "Dana Reyes Soto")
    assert shown(netlog, "me")["name"] == "Dana Reyes Soto"


def test_init_in_a_pipe_without_a_name_is_a_question_of_usage(netlog: Run, home: Path) -> None:
    ran = netlog("init", code=2)
    assert (ran.stdout, ran.stderr.splitlines()[0]) == ("", "netlog: Say who you are.")
    assert not (home / "netlog.db").exists()


def test_init_on_a_terminal_asks_for_name_and_school(netlog: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "Dana Reyes", f"{SCHOOL}:BA:2024")
    netlog("init")
    assert shown(netlog, "me")["affiliations"][0]["end"] == "2024"


def test_init_mentions_my_own_row_in_a_roster(netlog: Run, home: Path) -> None:
    roster(netlog, home)
    ran = netlog("init", "--name", "Ana Lopez")
    assert ran.stderr == "Ana Lopez, Figma (c1) has your name; if that is you: netlog remove c1\n"


# --- add-contact ---------------------------------------------------------------------------------


def test_somebody_known_before_netlog_is_connected_and_owed_nothing(netlog: Run) -> None:
    ran = netlog("add-contact", "Sam Okafor", "--org", "Acme:Engineer:2019-", "--met", "2019", "--how-met", "at school")
    assert (ran.stdout, ran.stderr) == ("Added Sam Okafor, Acme (c1).\n", "")
    sam = shown(netlog, "sam")
    assert (sam["stage"], sam["in_play"], sam["known_since"], sam["how_met"]) == (
        "connected",
        True,
        "2019",
        "at school",
    )
    assert (sam["title"], sam["function"], sam["function_inferred"]) == ("Engineer", "engineering", True)
    assert sam["follow_ups"] == []


def test_a_name_from_somebody_makes_an_introduction_that_is_named(netlog: Run) -> None:
    netlog("add-contact", "Sam Okafor", "--met", "2019")
    ran = netlog("add-contact", "Priya Natarajan", "--org", "Stripe", "--title", "Senior PM", "--via", "Sam")
    assert ran.stdout == "Added Priya Natarajan, Stripe (c2); Sam Okafor gave you the name.\n"
    priya = shown(netlog, "priya")
    assert (priya["stage"], priya["in_play"], priya["follow_ups"]) == ("lead", True, [])
    (introduction,) = priya["introductions"]
    assert (introduction["state"], introduction["named_on"]) == ("named", "2026-11-02")


def test_state_and_day_of_the_introduction_can_be_told(netlog: Run) -> None:
    netlog("add-contact", "Sam Okafor")
    netlog("add-contact", "Priya", "--via", "Sam", "--state", "made", "--on", "2026-10-30")
    priya = shown(netlog, "priya")
    assert (priya["stage"], priya["introductions"][0]["made_on"]) == ("connected", "2026-10-30")
    assert [(owed["kind"], owed["due_on"]) for owed in priya["follow_ups"]] == [("answer", "2026-11-02")]


def test_everything_that_can_be_told_is_kept(netlog: Run) -> None:
    netlog(
        "add-contact", "Priya Natarajan", "--org", "Stripe", "--title", "Senior PM", "--industry", "Payments",
        "--city", "New York", "--school", f"{SCHOOL}::2011", "--association", "Mind the Product",
        "--greek", "Alpha Phi",
        "--email", "priya@stripe.com", "--email", "p@home.org", "--phone", "+1 517 555 0100",
        "--link", "https://www.linkedin.com/in/priya", "--tag", "mentor", "--nickname", "Pri", "--note", "Likes tea",
        "--function", "design",
    )  # fmt: skip
    priya = shown(netlog, "pri")
    assert (priya["emails"], priya["phones"]) == (["priya@stripe.com", "p@home.org"], ["+1 517 555 0100"])
    assert (priya["links"], priya["tags"]) == (["https://www.linkedin.com/in/priya"], ["mentor"])
    assert (priya["nickname"], priya["city"], priya["industry"]) == ("Pri", "New York", "Payments")
    assert (priya["function"], priya["function_inferred"]) == ("design", False)
    assert [(at["organization"], at["kind"]) for at in priya["affiliations"]] == [
        ("Stripe", "company"),
        (SCHOOL, "school"),
        ("Mind the Product", "association"),
        ("Alpha Phi", "greek"),
    ]
    assert [note["text"] for note in priya["notes"]] == ["Likes tea"]


@pytest.mark.parametrize(
    ("args", "both"),
    [
        (("Somebody", "--email", "PRIYA@Stripe.com"), "the e-mail priya@stripe.com"),
        (("Somebody", "--link", "de.linkedin.com/in/Priya/"), "the profile linkedin.com/in/priya"),
        (("priya natarajan", "--org", "Stripe, Inc."), "the name, at Stripe"),
    ],
)
def test_the_same_person_is_not_added_twice(netlog: Run, home: Path, args: tuple[str, ...], both: str) -> None:
    netlog("add-contact", "Priya Natarajan", "--org", "Stripe", "--email", "priya@stripe.com",
           "--link", "https://www.linkedin.com/in/priya")  # fmt: skip
    before = everything(home)
    ran = netlog("add-contact", *args, code=5)
    assert ran.stdout == ""
    assert ran.stderr == (
        f"netlog: Priya Natarajan, Stripe (c1) is there already, with {both}.\n"
        "To add what is new: netlog edit-contact c1 …\n"
    )
    assert everything(home) == before


def test_a_namesake_is_added_and_the_others_are_named(netlog: Run) -> None:
    netlog("add-contact", "Jo Park", "--org", "Acme")
    assert netlog("add-contact", "Jo Park").stderr == "Another of this name: c1 Jo Park, Acme\n"
    ran = netlog("add-contact", "Jo Park", "--org", "Stripe")
    assert ran.stdout == "Added Jo Park, Stripe (c3).\n"
    assert ran.stderr == "Two others of this name: c1 Jo Park, Acme, c2 Jo Park\n"


def test_somebody_of_a_roster_is_offered_for_updating_on_a_terminal(
    netlog: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster(netlog, home)
    answering(monkeypatch, "y")
    ran = netlog("add-contact", "Ana Lopez", "--email", "ana@figma.com")
    assert ran.stdout == "Updated Ana Lopez, Figma (c1).\n"
    ana = shown(netlog, "c1")
    assert (ana["in_play"], ana["emails"], ana["origin"]) == (True, ["ana@figma.com"], "hand")
    answering(monkeypatch, "n")
    assert netlog("add-contact", "Ben Ito").stdout == "Added Ben Ito (c6).\n"


def test_in_a_pipe_a_namesake_of_a_roster_is_added(netlog: Run, home: Path) -> None:
    roster(netlog, home)
    ran = netlog("add-contact", "Ben Ito")
    assert (ran.stdout, ran.stderr) == ("Added Ben Ito (c6).\n", "Another of this name: c2 Ben Ito, Notion\n")


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (("  ",), 6, "A person needs a name."),
        (("x" * 10_000,), 6, "The name has 10,000 characters; 200 are the most."),
        (("Jo", "--email", "nope"), 6, '"nope" is no e-mail address.'),
        (("Jo", "--phone", "call me"), 6, '"call me" is no phone number.'),
        (("Jo", "--link", "nowhere"), 6, '"nowhere" is no address of a page.'),
        (("Jo", "--met", "2030"), 6, '"2030" lies in the future'),
        (("Jo", "--met", "tomorrow"), 6, "lies in the future"),
        (("Jo", "--school", ":BA"), 6, "names no organization"),
        (("Jo", "--tag", "x" * 61), 6, "The tag has 61 characters"),
        (("Jo", "--via", "Nobody"), 3, 'Nobody is called "Nobody".'),
        (("Jo", "--via", "me"), 6, "You cannot introduce somebody to yourself."),
        (("Jo", "--via", "Sam", "--state", "declined"), 6, 'An introduction cannot begin as "declined".'),
        (("Jo", "--via", "Sam", "--on", "tomorrow"), 6, "lies in the future"),
        (("Jo", "--state", "made"), 2, "there is no --via"),
        (("Jo", "--on", "yesterday"), 2, "there is no --via"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_is_written(
    netlog: Run, home: Path, args: tuple[str, ...], code: int, sentence: str
) -> None:
    netlog("init", "--name", "Dana Reyes")
    netlog("add-contact", "Sam Okafor")
    before = everything(home)
    ran = netlog("add-contact", *args, code=code)
    assert ran.stdout == ""
    assert sentence in ran.stderr
    assert len(ran.stderr.splitlines()) == 2
    assert everything(home) == before


def test_control_characters_are_taken_out_with_a_word_about_it_and_markup_is_data(netlog: Run) -> None:
    ran = netlog("add-contact", "Bad\x1b[31m Name\x07 [bold]x[/bold]")
    assert ran.stdout == "Added Bad Name [bold]x[/bold] (c1).\n"
    assert ran.stderr == "Control characters were taken out of the name: Bad Name [bold]x[/bold]\n"
    assert "[bold]x[/bold]" in netlog("contacts", "--format", "table").stdout


def test_undo_takes_an_added_contact_back_whole(netlog: Run, home: Path) -> None:
    netlog("add-contact", "Sam Okafor")
    before = everything(home)
    netlog("add-contact", "Priya", "--org", "Stripe", "--via", "Sam", "--note", "x", "--tag", "y")
    after = everything(home)
    netlog("undo")
    assert everything(home) == before
    netlog("redo")
    assert everything(home) == after


# --- edit-contact --------------------------------------------------------------------------------


@pytest.fixture
def priya(netlog: Run) -> Run:
    """Priya, c1, at Stripe."""
    netlog("add-contact", "Priya Natarajan", "--org", "Stripe::2019-", "--title", "Senior PM",
           "--email", "priya@stripe.com", "--school", SCHOOL)  # fmt: skip
    return netlog


def test_options_set_fields_and_an_empty_one_empties(priya: Run) -> None:
    ran = priya("edit-contact", "Priya", "--city", "New York", "--nickname", "Pri", "--name", "Priya N. Rao")
    assert ran.stdout == "Changed Priya N. Rao, Stripe (c1): name Priya N. Rao; nickname Pri; city New York.\n"
    assert priya("edit-contact", "pri", "--city", "").stdout == "Changed Priya N. Rao, Stripe (c1): no city.\n"
    assert shown(priya, "Rao")["city"] is None


def test_a_title_is_the_role_at_the_present_employer_and_tells_the_function(priya: Run) -> None:
    priya("edit-contact", "Priya", "--title", "Data scientist")
    after = shown(priya, "priya")
    assert (after["title"], after["function"], after["affiliations"][0]["role"]) == (
        "Data scientist", "data", "Data scientist",
    )  # fmt: skip
    priya("edit-contact", "Priya", "--function", "design")
    priya("edit-contact", "Priya", "--title", "Accountant")
    assert shown(priya, "priya")["function"] == "design"
    priya("edit-contact", "Priya", "--function", "")
    assert (shown(priya, "priya")["function"], shown(priya, "priya")["function_inferred"]) == ("accounting", True)


def test_a_new_job_becomes_the_present_one_when_the_old_one_was_left(priya: Run) -> None:
    ran = priya("edit-contact", "Priya", "--left", "stripe", "--on", "2026-10", "--org", "Figma:VP Product:2026-11")
    assert ran.stdout.startswith("Changed Priya Natarajan, Figma (c1): left Stripe;")
    after = shown(priya, "priya")
    assert (after["title"], after["organization"]) == ("VP Product", "Figma")
    assert [(at["organization"], at["start"], at["end"]) for at in after["affiliations"][:2]] == [
        ("Figma", "2026-11", None),
        ("Stripe", "2019", "2026-10"),
    ]


def test_who_left_without_a_word_when_has_left_all_the_same(priya: Run) -> None:
    priya("edit-contact", "Priya", "--left", "Stripe")
    after = shown(priya, "priya")
    assert (after["organization"], after["title"], after["affiliations"][0]["end"]) == (None, None, None)
    assert "formerly" in priya("show", "Priya", "--format", "table").stdout
    ran = priya("edit-contact", "Priya", "--left", "Stripe", code=3)
    assert ran.stderr == 'netlog: Priya Natarajan is not at "Stripe".\nnetlog has them at: nowhere.\n'


def test_more_about_an_affiliation_fills_it_in_and_does_not_double_it(priya: Run) -> None:
    priya("edit-contact", "Priya", "--school", f"{SCHOOL}:BA:2011")
    schools = [at for at in shown(priya, "priya")["affiliations"] if at["kind"] == "school"]
    assert schools == [{"organization": SCHOOL, "kind": "school", "role": "BA", "start": None, "end": "2011"}]


def test_what_is_there_can_be_dropped_and_what_is_not_is_a_sentence(priya: Run) -> None:
    priya("edit-contact", "Priya", "--drop-email", "PRIYA@stripe.com", "--drop-org", "Michigan", "--email", "p@new.org")
    after = shown(priya, "priya")
    assert (after["emails"], len(after["affiliations"])) == (["p@new.org"], 1)
    ran = priya("edit-contact", "Priya", "--drop-email", "priya@stripe.com", code=3)
    assert ran.stderr == 'netlog: Priya Natarajan has no "priya@stripe.com".\nThere is: p@new.org.\n'


def test_what_is_so_already_leaves_no_step(priya: Run, home: Path) -> None:
    before = everything(home)
    ran = priya(
        "edit-contact", "Priya", "--title", "Senior PM", "--org", "Stripe", "--email", "priya@stripe.com", "--json"
    )
    assert (ran.data["step"], ran.data["said"]) == (None, ["Priya Natarajan, Stripe is as it was."])
    assert everything(home) == before


def test_an_email_that_somebody_else_has_is_taken_with_a_hint_to_merge(priya: Run) -> None:
    priya("add-contact", "P. Natarajan")
    ran = priya("edit-contact", "c2", "--email", "priya@stripe.com")
    assert ran.stderr == (
        "Priya Natarajan, Stripe (c1) has the e-mail priya@stripe.com too; if they are one person: netlog merge c2 c1\n"
    )


def test_known_before_netlog_can_be_told_and_taken_back(priya: Run) -> None:
    priya("edit-contact", "Priya", "--met", "last year")
    assert shown(priya, "priya")["stage"] == "connected"
    priya("edit-contact", "Priya", "--not-met")
    assert (shown(priya, "priya")["stage"], shown(priya, "priya")["known_since"]) == ("lead", None)


def test_keeping_in_touch_can_be_asked_for_without_a_cup(priya: Run) -> None:
    priya("edit-contact", "Priya", "--keep")
    (owed,) = shown(priya, "priya")["follow_ups"]
    assert (owed["kind"], owed["due_on"]) == ("keep-in-touch", "2027-01-25")


def test_without_options_in_a_pipe_it_asks_for_one(priya: Run) -> None:
    assert priya("edit-contact", "Priya", code=2).stderr.startswith("netlog: Say what to change.\n")


# --- edit-contact in an editor -------------------------------------------------------------------


def test_the_form_says_everything_and_unchanged_changes_nothing(
    priya: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(monkeypatch, home, f'cp "$1" {home}/form')
    before = everything(home)
    assert priya("edit-contact", "Priya").stdout == "Priya Natarajan, Stripe is as it was.\n"
    assert everything(home) == before
    form = (home / "form").read_text(encoding="utf-8")
    assert [line for line in form.splitlines() if not line.startswith("#")] == [
        "name: Priya Natarajan", "nickname:", "title: Senior PM", "function:", "industry:", "city:", "how-met:",
        "known-since:", "org: Stripe:Senior PM:2019-", f"school: {SCHOOL}", "association:", "greek:",
        "email: priya@stripe.com", "phone:", "link:", "tag:",
    ]  # fmt: skip


def test_only_what_differs_is_written_and_undo_takes_it_back(
    priya: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(home)
    change = r"s/^city:/city: New York/; s/^email: .*/email: p@new.org/; s/^school: .*/&:BA:2011/; s/^org:/former-org:/"
    editor(monkeypatch, home, f"sed -i '{change}' \"$1\"; echo 'tag: mentor' >> \"$1\"")
    ran = priya("edit-contact", "Priya")
    assert ran.stdout == (
        "Changed Priya Natarajan (c1): city New York; Senior PM at Stripe, 2019-;"
        f" BA at {SCHOOL}, 2011; without priya@stripe.com; p@new.org; tag mentor.\n"
    )
    after = shown(priya, "priya")
    assert (after["organization"], after["emails"], after["tags"]) == (None, ["p@new.org"], ["mentor"])
    priya("undo")
    assert everything(home) == before


@pytest.mark.parametrize(
    ("script", "code", "sentence"),
    [
        ("exit 3", 1, "ended with an error (3), so nothing was changed."),
        (': > "$1"', 6, "The form was emptied, so nothing was changed."),
        ('rm "$1"', 6, "The form was emptied, so nothing was changed."),
        ("sed -i 's/^name:.*//' \"$1\"", 6, "A person needs a name."),
        ("echo 'colour: red' >> \"$1\"", 6, "has no key that I know. Nothing was changed."),
        ("echo 'title: Two' >> \"$1\"", 6, "title stands in the form twice, so nothing was changed."),
        ("echo 'email: nope' >> \"$1\"", 6, '"nope" is no e-mail address.'),
    ],
)
def test_a_form_that_cannot_be_read_changes_nothing(
    priya: Run, home: Path, monkeypatch: pytest.MonkeyPatch, script: str, code: int, sentence: str
) -> None:
    before = everything(home)
    editor(monkeypatch, home, script)
    ran = priya("edit-contact", "Priya", code=code)
    assert ran.stdout == ""
    assert sentence in ran.stderr
    assert everything(home) == before


def test_an_editor_that_is_not_there_is_a_sentence(priya: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    monkeypatch.setenv("VISUAL", str(home / "no-editor"))
    assert "cannot be started" in priya("edit-contact", "Priya", code=1).stderr


# --- tag, note, rest -----------------------------------------------------------------------------


def test_several_people_are_tagged_at_once_and_untagged_again(netlog: Run) -> None:
    netlog("add-contact", "Sam Okafor")
    netlog("add-contact", "Jo Park", "--tag", "Mentor")
    assert netlog("tag", "Sam", "Jo", "mentor").stdout == "Tagged Sam Okafor: mentor.\n"
    assert netlog("tag", "Sam", "mentor", "--json").data == {
        "step": None,
        "said": ["Sam Okafor: already tagged mentor."],
    }
    assert netlog("tag", "Sam", "Jo", "mentor", "--remove").stdout == "Untagged Sam Okafor; Jo Park: mentor.\n"
    assert netlog("tag", "Sam", "mentor", "--remove").stdout == "Sam Okafor: not tagged mentor.\n"
    assert netlog("tag", "Sam", code=2).stderr.startswith("netlog: Say whom to tag, and the tag last.\n")


def test_a_note_puts_somebody_in_play_and_may_be_private(netlog: Run, home: Path) -> None:
    roster(netlog, home)
    ran = netlog("note", "Ben Ito", "Prefers mornings", "--private", "--on", "yesterday")
    assert ran.stdout == "Noted Sun 1 about Ben Ito, Notion: Prefers mornings (n1)\n"
    ben = shown(netlog, "ben")
    assert ben["in_play"] is True
    assert ben["notes"] == [{"id": 1, "on": "2026-11-01", "text": "Prefers mornings", "private": True}]


def test_a_note_is_read_from_stdin(netlog: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    netlog("add-contact", "Sam Okafor")
    monkeypatch.setattr(sys, "stdin", io.StringIO("one\r\n\r\n\r\n\r\ntwo\x1b[0m\n"))
    netlog("note", "Sam", "-")
    assert shown(netlog, "sam")["notes"][0]["text"] == "one\n\ntwo"


@pytest.mark.parametrize(("args", "code"), [(("",), 6), ((), 2), (("x", "--on", "tomorrow"), 6), (("x" * 100_001,), 6)])
def test_a_note_that_cannot_be_is_a_sentence(netlog: Run, args: tuple[str, ...], code: int) -> None:
    netlog("add-contact", "Sam Okafor")
    assert netlog("note", "Sam", *args, code=code).stdout == ""


def test_who_is_left_alone_is_owed_nothing_until_they_are_back(netlog: Run, home: Path) -> None:
    netlog("add-contact", "Sam Okafor")
    netlog("log-coffee", "Sam")
    before = shown(netlog, "sam")["follow_ups"]
    assert len(before) == 2
    netlog("rest", "Sam")
    resting = shown(netlog, "sam")
    assert (resting["follow_ups"], resting["stage"], resting["rest_on"]) == ([], "met", "2026-11-02")
    assert netlog("rest", "Sam").stdout == "Sam Okafor: left alone already.\n"
    netlog("rest", "Sam", "--back")
    assert [owed["kind"] for owed in shown(netlog, "sam")["follow_ups"]] == [owed["kind"] for owed in before]


# --- remove --------------------------------------------------------------------------------------


@pytest.fixture
def story(netlog: Run) -> Run:
    """Sam (c1) introduced Priya (c2), with whom there was a coffee at which she named Dan (c3)."""
    netlog("add-contact", "Sam Okafor", "--met", "2019")
    netlog("add-contact", "Priya Natarajan", "--org", "Stripe", "--via", "Sam", "--state", "made", "--tag", "x")
    netlog("log-coffee", "Priya", "--with", "Sam", "--introduces", "Dan Wu", "--promise", "send the article")
    netlog("note", "Priya", "Likes tea")
    return netlog


def test_a_person_goes_with_everything_and_undo_brings_everything_back(story: Run, home: Path) -> None:
    before = everything(home)
    ran = story("remove", "c2", code=2)
    assert ran.stderr == (
        "netlog: This would remove Priya Natarajan, Stripe (c2), with 1 meeting, 2 introductions, 1 note and 1"
        " promise.\n"
        "--yes does it; `netlog undo` brings it back.\n"
    )
    assert everything(home) == before
    ran = story("remove", "c2", "--yes")
    assert (ran.stdout, ran.stderr) == (
        "Removed Priya Natarajan, Stripe, with 1 meeting, 2 introductions, 1 note and 1 promise.\n", "",
    )  # fmt: skip
    assert (shown(story, "sam")["stage"], shown(story, "dan")["stage"]) == ("met", "lead")
    story("undo")
    assert everything(home) == before


def test_on_a_terminal_a_person_is_removed_after_a_yes(story: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "")
    assert story("remove", "c3").stdout == "Nothing was removed.\n"
    answering(monkeypatch, "y")
    assert story("remove", "c3").stdout.startswith("Removed Dan Wu, with 1 introduction.")


def test_without_the_meeting_it_is_as_if_it_had_never_been(story: Run) -> None:
    ran = story("remove", "m1")
    assert (ran.stdout, ran.stderr) == ("Removed the coffee of today.\n", "What was named there stays: i2\n")
    priya = shown(story, "priya")
    assert (priya["stage"], priya["last_met_on"]) == ("connected", None)
    assert [owed["kind"] for owed in priya["follow_ups"]] == ["answer", "promise", "chase"]


def test_introductions_notes_messages_and_promises_go_by_their_ids(story: Run) -> None:
    story("thank", "Priya")
    assert shown(story, "priya")["stage"] == "thanked"
    promise = next(f for f in shown(story, "priya")["follow_ups"] if f["kind"] == "promise")
    story("remove", "i2", "n1", "x1", f"f{promise['id']}")
    priya = shown(story, "priya")
    assert priya["stage"] == "met"
    assert [entry["entry"] for entry in priya["timeline"]] == ["meeting"]
    assert [owed["kind"] for owed in priya["follow_ups"]] == ["thank-you", "keep-in-touch"]
    assert shown(story, "dan")["introductions"] == []


def test_what_follows_from_what_happened_is_skipped_and_not_removed(story: Run) -> None:
    thanks = next(f for f in shown(story, "priya")["follow_ups"] if f["kind"] == "thank-you")["id"]
    ran = story("remove", f"f{thanks}", code=6)
    assert ran.stderr == (
        f"netlog: f{thanks} is owed because of what happened, and only a promise can be removed.\n"
        f"`netlog skip f{thanks}` closes it.\n"
    )


@pytest.mark.parametrize(
    ("id", "code", "sentence"),
    [
        ("c99", 3, "There is no c99."),
        ("m99", 3, "There is no m99."),
        ("Priya", 2, "Priya Natarajan, Stripe is c2."),
        ("12", 2, '"12" is no id of something that can be removed.'),
    ],
)
def test_an_id_that_names_nothing_is_a_sentence(story: Run, id: str, code: int, sentence: str) -> None:
    assert sentence in story("remove", id, code=code).stderr


def test_i_cannot_be_removed(netlog: Run) -> None:
    netlog("init", "--name", "Dana Reyes")
    assert netlog("remove", "c1", "--yes", code=6).stderr.startswith("netlog: That is you.\n")
