"""The checks of words to send, and the pieces of sentences that they are filled with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from netlog.rules.drafts import Check, Draft, DraftBy, DraftKind, checks, kind_of_template
from netlog.rules.filling import called, described, letter_day, to_you

GOOD = "Sam Okafor gave me your name. Would you have half an hour for a coffee?"
MONDAY = date(2026, 11, 2)


def judged(text: str, kind: DraftKind = DraftKind.OUTREACH, **more: Any) -> dict[str, Check]:
    draft = Draft(kind, text, connections=("Sam Okafor", "Sam", "Michigan State University"))._replace(**more)
    return {check.check: check for check in checks(draft, 200)}


def test_a_good_letter_passes_every_check() -> None:
    assert all(check.ok for check in judged(GOOD).values())


def test_99_words_are_under_a_hundred_and_100_are_not() -> None:
    assert judged("a " * 99)["length"].ok
    check = judged("a " * 100)["length"]
    assert not check.ok
    assert check.text == "100 words; under 100 are read to the end."


def test_an_invitation_is_measured_in_characters() -> None:
    assert judged("é" * 200, by=DraftBy.INVITATION)["length"].ok
    assert not judged("é" * 201, by=DraftBy.INVITATION)["length"].ok


@pytest.mark.parametrize(
    ("text", "ok"), [("Would you?", True), ("Would you.", False), ("You? Me?", False), ("؟", True)]
)
def test_one_question_is_asked(text: str, ok: bool) -> None:
    assert judged(text)["question"].ok is ok


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("half an hour", True),
        ("a half hour", True),
        ("30 minutes", True),
        ("a 20-minute call", True),
        ("fifteen minutes", True),
        ("an hour", False),
        ("45 minutes", False),
        ("two hours", False),
        ("half an hour, or an hour if you like", False),
        ("some time", False),
        ("a coffee in the half-timbered house", False),
    ],
)
def test_half_an_hour_at_most_is_named(text: str, ok: bool) -> None:
    assert judged(text)["half hour"].ok is ok


def test_the_connection_is_named_by_whole_words_whatever_their_accents() -> None:
    assert judged("SÁM sent me")["connection"].ok
    assert not judged("The same school")["connection"].ok


def test_without_any_connection_the_check_says_what_could_be_one() -> None:
    check = judged(GOOD, connections=())["connection"]
    assert (check.ok, check.text) == (
        False,
        "No connection is stored: who gave you the name, or what do you share?",
    )
    assert judged(GOOD, connections=(), known=True)["connection"].ok


@pytest.mark.parametrize(
    "text",
    [
        "Are you hiring?",
        "I am looking for a job",
        "looking for a new product role",
        "My résumé is attached",
        "Could you refer me?",
        "Is there any open position?",
        "Would you put in a good word?",
    ],
)
def test_asking_for_a_job_is_noticed_with_the_words_that_do(text: str) -> None:
    assert not judged(text)["no job"].ok


@pytest.mark.parametrize(
    "text",
    [
        "I would ask about your job.",
        "It is not about a job for me.",
        "I am not looking for a job, only for advice.",
        "looking for a coffee near your office",
        "Design leads sit in on product interviews",
        "how you landed your role",
    ],
)
def test_speaking_of_jobs_is_not_asking_for_one(text: str) -> None:
    assert judged(text)["no job"].ok


@pytest.mark.parametrize("left", ["{{ first }}", "[Name]", "<your name>", "____", "XXX", "{% if a %}"])
def test_what_is_left_to_fill_in_is_noticed(left: str) -> None:
    check = judged(f"Hi {left},")["placeholder"]
    assert not check.ok
    assert left in check.text


def test_a_name_that_may_not_be_used_yet_is_questioned_only_where_the_letter_uses_it() -> None:
    assert "leave to name" in judged(GOOD, unsure="Sam Okafor")
    assert "leave to name" not in judged("Half an hour?", unsure="Sam Okafor")


def test_a_thank_you_needs_no_question() -> None:
    assert list(judged("Thank you.", DraftKind.THANK_YOU)) == ["length", "no job", "placeholder"]


def test_a_template_is_of_the_kind_that_its_name_begins_with() -> None:
    assert kind_of_template("outreach") is DraftKind.OUTREACH
    assert kind_of_template("thank-you-warm") is DraftKind.THANK_YOU
    assert kind_of_template("outreaching") is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-02", "today"),
        ("2026-11-01", "yesterday"),
        ("2026-11-03", "tomorrow"),
        ("2026-10-27", "on Tuesday"),
        ("2026-10-26", "on 26 October"),
        ("2025-11-20", "on 20 November 2025"),
        ("2026-11-05", "on Thursday 5 November"),
        (None, ""),
    ],
)
def test_a_day_is_named_as_in_a_letter(day: str | None, words: str) -> None:
    assert letter_day(day, MONDAY) == words


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("send her the article", "send you the article"),
        ("Send him my notes.", "send you my notes"),
        ("read their book", "read your book"),
        ("look at her portfolio", "look at your portfolio"),
        ("introduce her to Tom", "introduce you to Tom"),
        ("tell her", "tell you"),
    ],
)
def test_a_promise_noted_about_somebody_is_said_to_them(noted: str, said: str) -> None:
    assert to_you(noted) == said


def test_a_title_of_address_is_no_first_name() -> None:
    assert [called("Dr. Priya Natarajan"), called("Cher"), called("Dr.")] == ["Priya", "Cher", "Dr."]


def test_a_description_is_read_as_a_sentence_takes_it() -> None:
    assert described("product, Stripe") == "somebody in product at Stripe"
