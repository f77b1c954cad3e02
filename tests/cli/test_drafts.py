"""`draft`, and the words that other commands show: filled from what is stored, checked, recorded only when sent."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from email import message_from_bytes, policy
from shlex import split
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from .people import answering, everything

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., Any]

SCHOOL = "Michigan State University"


@pytest.fixture
def story(netlog: Run) -> Run:
    """Dana; Sam, an old friend; Priya, whom Sam introduced and who was met; Ana, whom Priya named."""
    lines = (
        f'init --name "Dana Reyes" --school "{SCHOOL}::2024" --email dana@x.org',
        'add-contact "Sam Okafor" --met 2019',
        f'add-contact "Priya Natarajan" --org Stripe --school "{SCHOOL}::2011" --email p@stripe.com',
        "log-intro Sam --to Priya --state made --on 2026-10-20",
    )
    for line in lines:
        netlog(*split(line))
    netlog(
        *split("log-coffee Priya --on 2026-10-30 --learned 'Payments is half law.' --advice 'Bring one page'"),
        *split("--promise 'send her the article' --named 'Ana Lopez, Designer @ Figma'"),
    )
    return netlog


def template(home: Path, name: str, text: str) -> None:
    (home / "templates").mkdir(exist_ok=True)
    (home / "templates" / f"{name}.txt.j2").write_text(text, encoding="utf-8")


def landed(story: Run) -> None:
    story("add-job", "Figma", "Product manager", "--via", "Priya", "--stage", "offer")
    story("landed", "Figma")


# --- each kind ------------------------------------------------------------------------------------


def test_outreach_names_who_gave_the_name_and_asks_one_question_about_half_an_hour(story: Run) -> None:
    ran = story("draft", "outreach", "Ana")
    assert ran.stdout == (
        "Hi Ana,\n\n"
        "Priya Natarajan gave me your name on Friday. I am finding out how people work in design at Figma, and would"
        " learn much from you.\n\n"
        "Would you have half an hour in the next two weeks, for a coffee or a call? I would ask about your job, how you"
        " landed it, and what you would advise.\n\n"
        "Thank you,\nDana Reyes\n"
    )
    assert ran.stderr == (
        "leave to name: Priya Natarajan gave you the name; that you may say so is not noted. Ask first.\n"
        "Once it is sent: netlog log-message Ana --template outreach\n"
    )


def test_who_asked_not_to_be_named_is_not_named(story: Run) -> None:
    story("log-intro", "Priya", "--to", "Ana", "--state", "named", "--may-not-use-name")
    ran = story("draft", "outreach", "Ana")
    assert "Priya" not in ran.stdout
    assert "connection: No connection is stored" in ran.stderr


def test_outreach_to_somebody_introduced_says_so_with_what_is_shared(story: Run) -> None:
    story("add-contact", "Mei Lin", "--school", SCHOOL)
    story("log-intro", "Sam", "--to", "Mei", "--state", "made", "--on", "2026-10-20")
    text = story("draft", "outreach", "Mei").stdout
    assert f"Sam Okafor kindly introduced us on 20 October, and we both went to {SCHOOL}." in text


def test_outreach_to_somebody_met_goes_on_from_there(story: Run) -> None:
    ran = story("draft", "outreach", "Priya", "--json")
    assert "Thank you again for the coffee on Friday." in ran.data["text"]
    assert "Sam" not in ran.data["text"]
    assert all(check["ok"] for check in ran.data["checks"])


def test_an_invitation_fits_linkedins_note_and_premium_has_more_room(story: Run, home: Path) -> None:
    ran = story("draft", "outreach", "Priya", "--by", "invitation", "--json")
    assert len(ran.data["text"]) <= 200
    assert ran.data["template"] == "outreach-invitation"
    assert ran.data["command"] == "netlog log-message Priya --template outreach-invitation --by linkedin"
    template(home, "outreach-invitation", "x" * 250)
    (check, *_) = story("draft", "outreach", "Priya", "--by", "invitation", "--json").data["checks"]
    assert (check["check"], check["ok"]) == ("length", False)
    (home / "config.toml").write_text("invitation_characters = 300\n")
    (check, *_) = story("draft", "outreach", "Priya", "--by", "invitation", "--json").data["checks"]
    assert check["ok"]


def test_a_thank_you_says_what_was_learned_advised_named_and_promised(story: Run) -> None:
    assert story("draft", "thank-you", "Priya").stdout == (
        "Hi Priya,\n\n"
        "Thank you for the coffee on Friday. What stays with me: Payments is half law. I will take your advice: Bring"
        " one page. And thank you for telling me of Ana Lopez. I have not forgotten that I promised to send you the"
        " article.\n\n"
        "I will let you know how it goes.\n\nDana\n"
    )


def test_a_request_names_the_person_or_the_description(story: Run) -> None:
    ran = story("draft", "intro-request", "Sam", "--to", "Priya")
    assert (
        f"thought of Priya Natarajan (like me, {SCHOOL}), whom I believe you know. Would you introduce us?"
        in ran.stdout
    )
    assert ran.stderr == "Once it is sent: netlog ask-intro Sam --to Priya\n"
    ran = story("draft", "intro-request", "Sam", "--to", "product, Stripe")
    assert "how people work in product at Stripe. Do you know somebody there" in ran.stdout
    assert ran.stderr == "Once it is sent: netlog ask-intro Sam --to 'product, Stripe'\n"


def test_a_nudge_says_when_one_wrote_or_what_one_asked_for(story: Run) -> None:
    story("log-message", "Ana", "--on", "2026-10-22")
    assert "I wrote to you on 22 October" in story("draft", "nudge", "Ana").stdout
    story("ask-intro", "Sam", "--to", "Ana", "--on", "2026-10-28")
    assert (
        "I asked you on Wednesday whether you would introduce me to Ana Lopez." in story("draft", "nudge", "Sam").stdout
    )


def test_a_report_says_what_the_introduction_became_and_repeats_no_confidences(story: Run) -> None:
    text = story("draft", "report-back", "Sam").stdout
    assert "Your introduction to Priya Natarajan became a coffee on Friday" in text
    assert "I now also know of Ana Lopez." in text
    assert "law" not in text


def test_a_confirmation_names_the_plan(story: Run) -> None:
    story("schedule", "Sam", "thu 9:30", "--place", "Blue Bottle")
    text = story("draft", "confirm", "Sam").stdout
    assert "our coffee on Thursday 5 November at 9:30, Blue Bottle. I have planned half an hour" in text


def test_the_news_of_a_job_thanks_for_what_was_done(story: Run) -> None:
    landed(story)
    text = story("draft", "landed", "Priya").stdout
    assert "The coffee on Friday was part of the way there, and so was your advice: Bring one page." in text


def test_the_news_of_a_job_names_the_job_once_its_offer_is_taken(story: Run) -> None:
    landed(story)
    after = story("draft", "landed", "Priya").stdout
    assert "I have found my next job: Product manager at Figma. I wanted you to hear it from me." in after


@pytest.mark.parametrize(
    "words",
    ["outreach Ana", "thank-you Priya", "nudge Ana", "report-back Sam", "landed Priya", "intro-request Sam --to Priya"],
)
def test_every_letter_passes_its_checks_speaks_of_nobody_as_he_or_she_and_records_nothing(
    story: Run, home: Path, words: str
) -> None:
    story("log-intro", "Priya", "--to", "Ana", "--state", "named", "--may-use-name")
    if words.startswith("nudge"):
        story("log-message", "Ana")
    if words.startswith("landed"):
        landed(story)
    before = everything(home)
    data = story("draft", *split(words), "--json").data
    assert [check for check in data["checks"] if not check["ok"]] == []
    assert not {"he", "she", "his", "her", "him"} & set(data["text"].casefold().split())
    assert everything(home) == before


def test_of_whom_nothing_is_known_a_letter_claims_nothing(story: Run) -> None:
    story("add-contact", "Zack Zed")
    story("add-contact", "Mo Moss")
    text = story("draft", "outreach", "Zack").stdout
    assert text.startswith(
        "Hi Zack,\n\nWe have not met yet. I am asking people about their jobs and how they came to them, and would"
    )
    assert "I am asking people about their jobs." in story("draft", "outreach", "Zack", "--by", "invitation").stdout
    asked = story("draft", "intro-request", "Sam", "--to", "Mo").stdout
    assert "I am asking people about their jobs, and thought of Mo Moss" in asked


def test_a_letter_in_markdown_is_the_letter(story: Run) -> None:
    assert story("draft", "thank-you", "Priya", "--format", "markdown") == story("draft", "thank-you", "Priya")


def test_writing_past_an_open_introduction_is_mentioned(story: Run) -> None:
    story("ask-intro", "Sam", "--to", "Ana")
    assert "Sam Okafor was asked to introduce you" in story("draft", "outreach", "Ana").stderr


# --- templates ------------------------------------------------------------------------------------


def test_the_users_own_template_goes_before_ours_and_its_name_is_kept_with_the_message(story: Run, home: Path) -> None:
    template(home, "outreach", "Subject: Own\n\nDear {{ name }}, half an hour?")
    template(home, "outreach-short", "Coffee?")
    data = story("draft", "outreach", "Ana", "--json").data
    assert (data["subject"], data["text"]) == ("Own", "Dear Ana Lopez, half an hour?")
    assert story("draft", "outreach", "Ana", "--template", "outreach-short").stdout == "Coffee?\n"
    story("log-message", "Ana", "--template", "outreach-short")
    with closing(sqlite3.connect(home / "netlog.db")) as db:
        assert db.execute("select kind, template, body from message where kind = 'outreach'").fetchall() == [
            ("outreach", "outreach-short", None)
        ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Hi\n{% if %}", 2),
        ("Hi\n\n{{ frist }}", 3),
        ("{{ plan.day }}", 1),
        ("{{ 1 / 0 }}", 1),
        ("\n{{ first.__class__.__mro__ }}", 2),
        ("{% include 'nothing' %}", 1),
        ("{% include 'outreach.txt.j2' %}", 1),
        ("{% for i in range(10 ** 9) %}x{% endfor %}", 1),
    ],
)
def test_a_template_with_an_error_is_named_with_its_line(story: Run, home: Path, text: str, line: int) -> None:
    template(home, "outreach", text)
    ran = story("draft", "outreach", "Ana", code=6)
    assert ran.stdout == ""
    assert ran.stderr.startswith(f"netlog: {home}/templates/outreach.txt.j2, line {line}: ")
    assert ran.stderr.endswith("Mend the template, or move it away to use ours.\n")


@pytest.mark.parametrize("text", ["", " \n{% if false %}Hi{% endif %}\n", "Subject: Hello\n"])
def test_a_template_that_makes_no_words_is_refused(story: Run, home: Path, text: str) -> None:
    template(home, "outreach", text)
    ran = story("draft", "outreach", "Ana", code=6)
    assert (ran.stdout, ran.stderr) == (
        "",
        f"netlog: {home}/templates/outreach.txt.j2: it makes no words.\n"
        "Mend the template, or move it away to use ours.\n",
    )


def test_a_template_that_takes_in_what_is_not_there_says_so(story: Run, home: Path) -> None:
    template(home, "outreach", "{% include 'nothing' %}")
    assert 'line 1: there is no template "nothing" to take in.' in story("draft", "outreach", "Ana", code=6).stderr


def test_a_template_that_is_no_text_is_refused(story: Run, home: Path) -> None:
    template(home, "outreach", "")
    (home / "templates" / "outreach.txt.j2").write_bytes(b"\xff\xfe\x00")
    assert "outreach.txt.j2" in story("draft", "outreach", "Ana", code=6).stderr


def test_what_strangers_wrote_is_never_read_as_a_template(netlog: Run) -> None:
    netlog("add-contact", "{{ 7 * 7 }} {% if %}", "--org", "{{ me }}")
    data = netlog("draft", "outreach", "c1", "--json").data
    assert data["text"].startswith("Hi {{,\n")
    assert "at {{ me }}" in data["text"]
    assert [check["ok"] for check in data["checks"] if check["check"] == "placeholder"] == [False]


# --- where they go --------------------------------------------------------------------------------


def test_a_letter_is_written_for_the_mail_program_and_only_over_another_draft(story: Run, home: Path) -> None:
    file = home / "letter.eml"
    for _ in range(2):
        assert f"Wrote {file}." in story("draft", "thank-you", "Priya", "--eml", str(file)).stderr
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (letter["From"], letter["To"]) == ("Dana Reyes <dana@x.org>", "Priya Natarajan <p@stripe.com>")
    assert (letter["Subject"], letter["X-Unsent"]) == ("Thank you", "1")
    assert letter.get_content().replace("\r\n", "\n") == story("draft", "thank-you", "Priya").stdout
    file.write_text("mine")
    assert "is no draft of a letter" in story("draft", "thank-you", "Priya", "--eml", str(file), code=5).stderr
    assert file.read_text() == "mine"


@pytest.mark.parametrize("name", ['Zoë, "Z" <z@x.org>', "李小龍", "محمد"])
def test_a_letter_carries_any_name(netlog: Run, home: Path, name: str) -> None:
    netlog("add-contact", name, "--email", "z@y.org")
    netlog("draft", "outreach", "c1", "--eml", str(home / "l.eml"))
    letter = message_from_bytes((home / "l.eml").read_bytes(), policy=policy.default)
    assert [address.addr_spec for address in letter["To"].addresses] == ["z@y.org"]


def test_the_mail_program_and_the_clipboard_get_the_words(
    story: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program, script in (("xdg-open", f'printf %s "$1" > {home}/url'), ("wl-copy", f"/bin/cat > {home}/copied")):
        (home / program).write_text(f"#!/bin/sh\n{script}\n")
        (home / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(home))
    monkeypatch.delenv("BROWSER", raising=False)
    ran = story("draft", "thank-you", "Priya", "--open", "--copy")
    assert ran.stderr.startswith("Copied.\nOpened in your mail program.\n")
    assert (home / "copied").read_text() + "\n" == ran.stdout
    url = urlsplit((home / "url").read_text())
    assert (url.scheme, url.path) == ("mailto", "p@stripe.com")
    query = parse_qs(url.query)
    assert query["subject"] == ["Thank you"]
    assert query["body"][0].replace("\r\n", "\n") + "\n" == ran.stdout


def test_what_the_user_has_for_addresses_opens_the_letter_before_the_systems_program(
    story: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in ("xdg-open", "mine"):
        (home / program).write_text(f'#!/bin/sh\nprintf "%s|%s" "$1" "$2" > {home}/{program}.url\n')
        (home / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(home))
    monkeypatch.setenv("BROWSER", "gone:mine --mail")
    assert "Opened in your mail program." in story("draft", "thank-you", "Priya", "--open").stderr
    assert (home / "mine.url").read_text().startswith("--mail|mailto:p@stripe.com?subject=")
    assert not (home / "xdg-open.url").exists()


def test_without_a_mail_program_the_address_that_would_open_one_is_said(
    story: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))
    monkeypatch.delenv("BROWSER", raising=False)
    ran = story("draft", "outreach", "Ana", "--open", "--copy")
    assert "No e-mail address of Ana Lopez is stored" in ran.stderr
    assert "No program that copies was found." in ran.stderr
    assert "this opens one: mailto:?subject=" in ran.stderr
    assert "\x1b" not in ran.stdout


# --- bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("poem Ana", 6, 'There is no kind of draft "poem".'),
        ("outreach Zzyzx", 3, 'Nobody is called "Zzyzx".'),
        ("outreach me", 6, "A letter to yourself needs no draft."),
        ("outreach Ana --by pigeon", 6, 'There is no way to send it "pigeon".'),
        ("outreach Ana --template ../../x", 3, 'There is no template "../../x".'),
        ("outreach Ana --eml no/such/l.eml", 3, "There is no folder no/such."),
        ("outreach Ana --eml .", 6, ". is no file."),
        ("thank-you Priya --by invitation", 2, "An invitation carries the first words."),
        ("intro-request Sam", 2, "Say to whom the introduction is."),
        ("nudge Sam --to Ana", 2, "--to goes with intro-request."),
        ("confirm Sam", 3, "No meeting is planned with Sam Okafor."),
        ("nudge Ana", 3, "There is nothing to remind Ana Lopez of: you have asked them nothing yet."),
        ("landed Priya", 3, "No job has landed yet."),
        ("report-back Priya", 3, "There is nothing to report to Priya Natarajan"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_a_code(story: Run, words: str, code: int, said: str) -> None:
    ran = story("draft", *split(words), code=code)
    assert ran.stdout == ""
    assert said in ran.stderr


# --- sent? ----------------------------------------------------------------------------------------


def messages(home: Path) -> list[tuple[str, str | None]]:
    with closing(sqlite3.connect(home / "netlog.db")) as db:
        return db.execute("select kind, template from message where direction = 'sent' order by id").fetchall()


def test_on_a_terminal_a_message_from_a_template_is_shown_and_only_yes_records(
    story: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "n", "y")
    ran = story("log-message", "Ana", "--template", "outreach")
    assert "Priya Natarajan gave me your name" in ran.stderr
    assert ran.stdout == "Nothing was recorded; Ana Lopez has not been written to.\n"
    assert messages(home) == []
    story("log-message", "Ana", "--template", "outreach")
    assert messages(home) == [("outreach", "outreach")]


def test_the_words_of_thank_and_ask_intro_are_those_of_draft_and_their_template_is_kept(
    story: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thanks = story("draft", "thank-you", "Priya").stdout
    request = story("draft", "intro-request", "Sam", "--to", "Ana").stdout
    answering(monkeypatch, "y", "y")
    assert story("thank", "Priya").stderr == f"\n{thanks}\n"
    assert story("ask-intro", "Sam", "--to", "Ana").stderr == f"\n{request}\n"
    assert messages(home) == [("thank-you", "thank-you"), ("request", "intro-request")]


def test_in_a_pipe_no_template_is_claimed_that_nobody_saw(story: Run, home: Path) -> None:
    story("thank", "Priya")
    story("log-message", "Priya", "--template", "landed")
    assert messages(home) == [("thank-you", None), ("thank-you", "landed")]


@pytest.mark.parametrize(
    ("words", "code"), [("--template bogus", 3), ("--template intro-request", 2), ("--template report-back", 0)]
)
def test_a_logged_template_must_exist_and_be_one_for_messages(story: Run, words: str, code: int) -> None:
    story("log-message", "Ana", *split(words), code=code)


def test_a_person_who_is_new_can_be_written_to_from_a_template(
    story: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "y")
    ran = story("log-message", "Mei Lin", "--new", "--template", "outreach")
    assert "Hi Mei," in ran.stderr
    assert messages(home) == [("outreach", "outreach")]


def test_the_card_on_a_terminal_shows_the_letter_then_the_checks(story: Run) -> None:
    out = story("draft", "thank-you", "Priya", "--format", "table").stdout
    assert out.startswith("thank-you to Priya Natarajan, Stripe")
    assert "  length       ok   " in out
    assert out.endswith("Once it is sent:\nnetlog log-message Priya --template thank-you\n")
