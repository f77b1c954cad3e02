"""Introductions at the command line: asked for, moved on, corrected, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .people import answering
from .story import Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

ASKED = "Asked Sam Okafor on Mon 2 November for an introduction to Priya Natarajan, Stripe.\n"


@pytest.fixture
def story(netlog: Callable[..., Any]) -> Story:
    told = Story(netlog)
    told.do(
        'init --name "Dana Reyes" --school "Michigan State University:BA:2011"',
        'add-contact "Sam Okafor" --met 2019 --email sam@example.org',
        'add-contact "Priya Natarajan" --org Stripe --title "Product manager"',
        'edit-contact Priya --school "Michigan State University::2011"',
    )
    return told


def refused(story: Story, line: str, code: int, *said: str) -> None:
    """A sentence and a next step on stderr, nothing on stdout, nothing written."""
    before = story.intros(), story.owed()
    ran = story.do(line, code=code)
    assert ran.stdout == ""
    assert ran.stderr == "".join(f"{sentence}\n" for sentence in said)
    assert (story.intros(), story.owed()) == before


# --- asking --------------------------------------------------------------------------------------


def test_asking_in_a_pipe_records(story: Story) -> None:
    ran = story.do("ask-intro Sam --to Priya")
    assert (ran.stdout, ran.stderr) == (ASKED, "")


def test_asking_on_a_terminal_records_only_a_yes(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as terminal:
        answering(terminal, "n")
        ran = story.do("ask-intro Sam --to Priya")
    assert ran.stdout == "Nothing was recorded; Sam Okafor has not been asked.\n"
    assert story.intros() == []
    with monkeypatch.context() as terminal:
        answering(terminal, "y")
        ran = story.do("ask-intro Sam --to Priya")
    assert ran.stdout == ASKED
    shown = " ".join(ran.stderr.split())
    assert len(shown.split()) < 100
    assert "?" in shown
    assert "Priya Natarajan" in shown
    assert "half an hour" in shown or "30 minutes" in shown


def test_asking_with_sent_shows_nothing(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    ran = story.do("ask-intro Sam --to Priya --sent")
    assert (ran.stdout, ran.stderr) == (ASKED, "")


def test_asking_twice_is_a_nudge(story: Story) -> None:
    story.do("ask-intro Sam --to Priya")
    refused(
        story,
        "ask-intro Sam --to Priya",
        5,
        "netlog: Sam Okafor was asked for Priya Natarajan on Mon 2 November (i1).",
        'To ask again: netlog log-message "Sam Okafor" --kind nudge --about i1',
    )


def test_asking_fulfils_a_wish(story: Story) -> None:
    story.do("log-intro Sam --to Priya --state wanted", "ask-intro Sam --to Priya")
    assert story.intros() == ["Sam>Priya asked"]


def test_asking_after_a_name_was_given_goes_backwards(story: Story) -> None:
    story.do("log-intro Sam --to Priya --state named")
    refused(
        story,
        "ask-intro Sam --to Priya",
        6,
        "netlog: The introduction to Priya Natarajan by Sam Okafor is named already (on Mon 2 November, i1);"
        " it cannot go back to asked.",
        'If that was a slip: netlog log-intro "Sam Okafor" --to "Priya Natarajan" --state asked --correct',
    )


def test_asking_again_after_silence_opens_it_again(story: Story) -> None:
    story.do("ask-intro Sam --to Priya")
    story.on("12-07").is_at(intros=["Sam>Priya lapsed no-answer"]).do("ask-intro Sam --to Priya")
    story.is_at(intros=["Sam>Priya asked"], owed=["nudge Sam 12-16"])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "ask-intro Sam --to Sam",
            (
                "netlog: Sam Okafor cannot introduce you to Sam Okafor.",
                'To write to them: netlog log-message "Sam Okafor"',
            ),
        ),
        (
            "ask-intro Sam --to me",
            ("netlog: An introduction to yourself is none.", "Name the person you want to meet."),
        ),
        ("ask-intro me --to Sam", ("netlog: You cannot introduce yourself.", "Name somebody who knows them.")),
        (
            "log-intro Sam --to me --state made",
            ("netlog: An introduction to yourself is none.", "Name the person you want to meet."),
        ),
        (
            "log-coffee Sam --introduces Sam",
            ("netlog: Sam Okafor cannot introduce you to Sam Okafor.", "Name somebody else."),
        ),
    ],
)
def test_nobody_introduces_themselves(story: Story, line: str, said: tuple[str, ...]) -> None:
    refused(story, line, 6, *said)


def test_an_unknown_person_is_added_with_new(story: Story) -> None:
    refused(story, 'ask-intro Sam --to "Zed Quux"', 3, 'netlog: Nobody is called "Zed Quux".', "--new adds them.")
    story.do('ask-intro Sam --to "Zed Quux, Designer @ Figma" --new')
    assert story.intros() == ["Sam>Zed asked"]
    assert story.line("Zed").label == "Zed Quux, Figma"


def test_a_description_needs_no_person(story: Story) -> None:
    story.do('ask-intro Sam --to "anyone in product at Stripe"', 'ask-intro Sam --to "design, Figma"')
    assert story.intros() == ["Sam>anyone in product at Stripe asked", "Sam>design, Figma asked"]


# --- moving on -----------------------------------------------------------------------------------


def test_a_state_that_is_none_is_refused(story: Story) -> None:
    refused(
        story,
        "log-intro Sam --to Priya --state reached",
        6,
        'netlog: There is no state of an introduction "reached".',
        "Choose wanted, asked, named, promised, made, met, reported, declined, lapsed.",
    )


def test_steps_may_be_left_out(story: Story) -> None:
    story.do("ask-intro Sam --to Priya", "log-intro Sam --to Priya --state met")
    story.is_at(intros=["Sam>Priya met"], owed=["report-back Sam 11-05"])


def test_the_same_state_again_says_nothing_new(story: Story) -> None:
    story.do("log-intro Sam --to Priya --state made")
    refused(
        story,
        "log-intro Sam --to Priya --state made",
        5,
        "netlog: The introduction to Priya Natarajan by Sam Okafor is made already (on Mon 2 November, i1).",
        "To put its day right: --correct --on DATE.",
    )
    story.do("log-intro Sam --to Priya --state made --correct --on 2026-10-30")
    story.is_at(owed=["answer Priya 11-02"])


def test_what_ended_may_be_opened_again(story: Story) -> None:
    story.do("ask-intro Sam --to Priya", "log-intro Sam --to Priya --state declined")
    story.on("11-05").do("log-intro Sam --to Priya --state promised")
    story.is_at(intros=["Sam>Priya promised"], owed=["chase Sam 11-16"])


def test_what_became_a_cup_cannot_be_declined(story: Story) -> None:
    story.do("ask-intro Sam --to Priya", "log-coffee Priya")
    ran = story.do("log-intro Sam --to Priya --state declined", code=6)
    assert ran.stderr.startswith("netlog: The introduction to Priya Natarajan by Sam Okafor is met already")


def test_the_correcting_command_that_log_coffee_prints_takes_the_introduction_out(story: Story) -> None:
    story.do("ask-intro Sam --to Priya")
    said = story.do("log-coffee Priya").stderr
    assert "Sam Okafor" in said
    story.do(said[said.index("netlog log-intro") :].removeprefix("netlog ").splitlines()[0])
    story.is_at(
        stages="Priya met, Sam connected",
        intros=["Sam>Priya lapsed met-another-way"],
        owed=["keep-in-touch Priya 2027-01-25", "thank-you Priya 11-03"],
    )


def test_somebody_unnamed_becomes_who_fits(story: Story) -> None:
    story.do(*(f'log-intro Sam --to "{what}" --state promised' for what in ("design, Figma", "product, Stripe")))
    ran = story.do("log-intro Sam --to Priya --state made")
    assert ran.stderr == (
        'This counts as i2, "product, Stripe". If it is another one: netlog undo, then'
        ' netlog log-intro "Sam Okafor" --to "Priya Natarajan" --state made --new\n'
    )
    assert story.intros() == ["Sam>Priya made", "Sam>design, Figma promised"]


def test_an_unknown_person_may_be_the_one_unnamed(story: Story) -> None:
    story.do('log-intro Sam --to "product, Stripe" --state promised', 'log-intro Sam --to "Zed Quux" --state made')
    assert story.intros() == ["Sam>Zed made"]


def test_one_unnamed_and_further_is_not_filled(story: Story) -> None:
    story.do('log-intro Sam --to "product, Stripe" --state promised', "log-intro Sam --to Priya --state named")
    assert story.intros() == ["Sam>Priya named", "Sam>product, Stripe promised"]


def test_an_end_cannot_lie_before_what_it_ends(story: Story) -> None:
    story.do("ask-intro Sam --to Priya")
    ran = story.do("log-intro Sam --to Priya --state declined --on 2026-10-01", code=6)
    assert "cannot have come before" in ran.stderr


def test_a_name_may_be_allowed_later(story: Story) -> None:
    story.do("log-intro Sam --to Priya --state named", "log-intro Sam --to Priya --state named --may-use-name")
    assert story.do("intros --json").data[0]["may_use_name"] == "yes"


def test_undo_takes_a_step_back(story: Story) -> None:
    story.do("ask-intro Sam --to Priya")
    before = story.stages(), story.intros(), story.owed()
    story.do("log-intro Sam --to Priya --state made", "undo")
    assert (story.stages(), story.intros(), story.owed()) == before


# --- listing -------------------------------------------------------------------------------------


def test_intros_has_the_documented_keys(story: Story) -> None:
    story.do("ask-intro Sam --to Priya")
    assert story.do("intros --json").data == [
        {
            "id": 1,
            "introducer": "Sam Okafor",
            "introducer_id": 2,
            "contact_id": 3,
            "contact": "Priya Natarajan",
            "description": None,
            "state": "asked",
            "asked_on": "2026-11-02",
            "named_on": None,
            "promised_on": None,
            "made_on": None,
            "met_on": None,
            "reported_on": None,
            "declined_by": None,
            "lapsed_why": None,
            "may_use_name": "unknown",
        }
    ]


def test_intros_shows_the_open_ones_and_filters(story: Story) -> None:
    story.do(
        'add-contact "Tom Alvarez"',
        "ask-intro Sam --to Priya",
        "log-intro Tom --to Priya --state named",
        "ask-intro Priya --to Tom",
        "log-intro Priya --to Tom --state declined",
    )

    def ids(line: str) -> list[int]:
        return [row["id"] for row in story.do(f"intros --json {line}").data]

    assert ids("") == [1, 2]
    assert ids("--all") == [1, 2, 3]
    assert ids("Tom") == [2]
    assert ids("Tom --all") == [2, 3]
    assert ids("--from Sam") == [1]
    assert ids("--to Priya") == [1, 2]
    assert ids("--state named") == [2]
    assert ids("--state declined") == [3]


def test_intros_without_any_teaches(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch)
    assert "netlog ask-intro WHO" in story.do("intros").stdout


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_how_an_introduction_ended_is_never_cut(story: Story, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    story.do(
        'add-contact "Lena Cho"', "ask-intro Sam --to Lena", "log-intro Sam --to Lena --state declined --by contact"
    )
    story.do('add-contact "Bartholomew Featherstonehaugh"', "ask-intro Bartholomew --to Lena")
    story.do("log-intro Bartholomew --to Lena --state lapsed --why met-another-way")
    monkeypatch.setenv("COLUMNS", str(columns))
    screen = story.do("intros --all --format table").stdout
    assert "declined by contact" in screen
    assert "lapsed: met-another-way" in screen
