"""People read: the list with its filters and orders, and the card of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .people import SCHOOL, answering, roster

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]


@pytest.fixture
def people(netlog: Run, home: Path) -> Run:
    """Five alumni of a roster (c1 to c5), Sam and Zoe by hand (c6, c7), and me."""
    roster(netlog, home)
    netlog(
        "add-contact", "Sam Okafor", "--org", "Acme:Designer", "--met", "2019", "--greek", "Alpha Phi", "--tag", "kind"
    )
    netlog("add-contact", "Zoe Ark", "--org", "University of Michigan", "--association", "Mind the Product")
    netlog("init", "--name", "Dana Reyes", "--school", f"{SCHOOL}::2024")
    return netlog


def names(run: Run, *args: str) -> list[str]:
    return [contact["name"].split()[0] for contact in run("contacts", *args, "--json").data]


def screen(run: Run, monkeypatch: pytest.MonkeyPatch, *args: str, columns: int = 80, lines: int = 24) -> str:
    """What a terminal shows."""
    with monkeypatch.context() as patch:
        answering(patch)
        patch.setenv("COLUMNS", str(columns))
        patch.setenv("LINES", str(lines))
        patch.setenv("NO_COLOR", "1")
        return str(run(*args).stdout)


# --- which, and in which order -------------------------------------------------------------------


def test_people_in_play_come_first_then_everybody_by_name_and_never_me(people: Run) -> None:
    assert names(people) == ["Sam", "Zoe", "Ana", "Ben", "Cara", "Dev", "Eve"]


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (("--school", "Michigan State"), ["Ana", "Ben", "Cara", "Dev", "Eve"]),
        (("--school", "michigan state university"), ["Ana", "Ben", "Cara", "Dev", "Eve"]),
        (("--school", "Mich State"), []),
        (("--school", "State"), ["Ana", "Ben", "Cara", "Dev", "Eve"]),
        (("--school", "tate"), []),
        (("--function", "product"), ["Ana", "Cara"]),
        (("--function", "Product Management"), ["Ana", "Cara"]),
        (("--function", "product", "--function", "engineering"), ["Ana", "Ben", "Cara"]),
        (("--org", "stripe"), ["Cara"]),
        (("--org", "Str"), ["Cara", "Dev"]),
        (("--org", "Press"), ["Dev"]),
        (("--greek", "alpha"), ["Sam"]),
        (("--association", "Mind the Product"), ["Zoe"]),
        (("--industry", "soft"), ["Ana", "Ben"]),
        (("--city", "sao paulo"), ["Ben"]),
        (("--city", "york"), ["Ana"]),
        (("--class-of", "2008-2012"), ["Ana", "Ben"]),
        (("--class-of", "2015"), ["Cara"]),
        (("--class-of", "2010-"), ["Ana", "Cara"]),
        (("--class-of", "-2009"), ["Ben", "Dev"]),
        (("--mentor",), ["Ana", "Cara"]),
        (("--tag", "KIND"), ["Sam"]),
        (("--mentor", "--tag", "kind"), ["Sam", "Ana", "Cara"]),
        (("--stage", "connected"), ["Sam"]),
        (("--in-play",), ["Sam", "Zoe"]),
        (("--in-play", "--stage", "lead"), ["Zoe"]),
        (("cara",), ["Cara"]),
        (("dia",), ["Cara"]),
        (("Figma",), ["Ana"]),
        (("--function", "product", "--mentor", "--class-of", "2013-"), ["Cara"]),
        (("100%",), []),
        (('a"b',), []),
    ],
)
def test_filters_narrow_the_list(people: Run, args: tuple[str, ...], found: list[str]) -> None:
    assert names(people, *args) == found


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("name", ["Ana", "Ben", "Cara", "Dev", "Eve", "Sam", "Zoe"]),
        ("class", ["Dev", "Ben", "Ana", "Cara", "Eve", "Sam", "Zoe"]),
        ("organization", ["Sam", "Ana", "Ben", "Cara", "Dev", "Zoe", "Eve"]),
        ("city,name", ["Cara", "Dev", "Ana", "Ben", "Eve", "Sam", "Zoe"]),
        ("stage,name", ["Sam", "Ana", "Ben", "Cara", "Dev", "Eve", "Zoe"]),
    ],
)
def test_sort_takes_the_words_of_the_columns(people: Run, sort: str, found: list[str]) -> None:
    assert names(people, "--sort", sort) == found


def test_people_last_met_and_owed_stand_first_when_sorted_so(people: Run) -> None:
    people("log-coffee", "Zoe", "--on", "2026-10-30")
    people("log-coffee", "Cara Diaz", "--on", "2026-11-01")
    assert names(people, "--sort", "last-met")[:2] == ["Cara", "Zoe"]
    assert names(people, "--sort", "due")[:2] == ["Cara", "Zoe"]


def test_not_asked_leaves_out_whom_i_wrote_to_asked_for_or_met(people: Run) -> None:
    people("log-message", "Ana Lopez")
    people("log-coffee", "Zoe")
    people("ask-intro", "Sam", "--to", "Cara Diaz")
    people("log-intro", "Sam", "--to", "Dev Patel", "--state", "named")
    assert sorted(names(people, "--not-asked")) == ["Ben", "Dev", "Eve"]


def test_a_stage_that_time_brought_is_the_stage(people: Run) -> None:
    people("log-message", "Ana Lopez")
    assert people("contacts", "--stage", "asked", "--json").data[0]["name"] == "Ana Lopez"
    late = people("contacts", "--stage", "quiet", "--json", today="2027-02-01").data
    assert [(contact["name"], contact["stage"]) for contact in late] == [("Ana Lopez", "quiet")]


def test_limit_takes_the_first(people: Run) -> None:
    assert names(people, "--sort", "name", "--limit", "2") == ["Ana", "Ben"]


# --- the formats ---------------------------------------------------------------------------------


def test_the_json_of_a_contact_has_the_documented_keys(people: Run) -> None:
    (ana,) = people("contacts", "ana", "--json").data
    assert set(ana) >= {
        "id", "uid", "name", "title", "organization", "function", "function_inferred", "industry", "city", "stage",
        "in_play", "last_met_on", "next_due_on", "emails", "phones", "links", "tags", "affiliations",
    }  # fmt: skip
    assert (ana["function"], ana["function_inferred"], ana["in_play"]) == ("product", True, False)
    assert ana["affiliations"] == [
        {"organization": "Figma", "kind": "company", "role": "Product Manager", "start": None, "end": None},
        {"organization": SCHOOL, "kind": "school", "role": "BA", "start": None, "end": "2012"},
    ]


def test_a_pipe_gets_function_and_school_in_columns(people: Run) -> None:
    ran = people("contacts", "--school", "Michigan State", "--function", "product", "--sort", "function,school")
    header, *lines = [line.split("\t") for line in ran.stdout.splitlines()]
    assert [(line[header.index("function")], line[header.index("school")], line[header.index("class_of")])
            for line in lines] == [("product", SCHOOL, "2012"), ("product", SCHOOL, "2015")]  # fmt: skip
    assert ran.stderr == ""


def test_on_a_screen_what_the_list_is_sorted_by_leads_and_is_said_once(
    people: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = screen(people, monkeypatch, "contacts", "--school", "Michigan State", "--sort", "function,school")
    lines = out.splitlines()
    assert lines[1].split()[:5] == ["function", "school", "id", "who", "class"]
    assert [line[2:13].strip() for line in lines[2:7]] == ["engineering", "media", "product", "", "-"]
    assert "Michigan State Un" in lines[4]
    assert "Cara Diaz" in lines[5]
    assert "Michigan" not in lines[5]
    assert max(map(len, lines)) <= 80


def test_a_screen_shows_a_screenful_and_says_how_many_there_are(people: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        people("add-contact", f"Person {number}")
    out = screen(people, monkeypatch, "contacts", lines=15)
    assert "10 of 27" in out
    assert len(out.splitlines()) <= 15
    assert len(screen(people, monkeypatch, "contacts", "--all", lines=15).splitlines()) > 27


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--school", "Foo"), "Nobody: netlog knows no school Foo."),
        (("--function", "prodct"), "Nobody fits. The commonest functions are product,"),
        (("--city", "Oz"), "Nobody fits; fewer options find more."),
    ],
)
def test_an_empty_list_says_why_on_stderr_in_a_pipe(people: Run, args: tuple[str, ...], sentence: str) -> None:
    ran = people("contacts", *args)
    assert len(ran.stdout.splitlines()) == 1
    assert ran.stderr.startswith(sentence)


def test_an_empty_database_teaches_and_is_not_created(netlog: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "netlog import Connections.csv" in screen(netlog, monkeypatch, "contacts")
    assert not (home / "netlog.db").exists()


@pytest.mark.parametrize(
    ("args", "code"),
    [(("--sort", "bogus"), 6), (("--stage", "hot"), 6), (("--class-of", "soon"), 6), (("--limit", "0"), 2)],
)
def test_a_word_that_is_none_is_a_sentence(people: Run, args: tuple[str, ...], code: int) -> None:
    ran = people("contacts", *args, code=code)
    assert ran.stdout == ""
    assert ran.stderr.startswith("netlog: ")


# --- show ----------------------------------------------------------------------------------------


@pytest.fixture
def priya(people: Run) -> Run:
    """Priya (c9), introduced by Sam, met for a coffee at which she promised Dan Wu (c10)."""
    people("add-contact", "Priya Natarajan", "--org", "Stripe", "--title", "Senior PM", "--via", "Sam",
           "--state", "made", "--school", f"{SCHOOL}::2011", "--how-met", "through Sam")  # fmt: skip
    people("log-coffee", "Priya", "--learned", "Discovery is half of it", "--introduces", "Dan Wu, Design lead @ Figma",
           "--promise", "send the article", "--place", "Blue Bottle", "--with", "Zoe")  # fmt: skip
    people("note", "Priya", "Likes tea", "--private")
    return people


def test_the_card_fits_80_columns_and_tells_everything(priya: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    out = screen(priya, monkeypatch, "show", "Priya")
    assert max(map(len, out.splitlines())) <= 80
    for words in (
        "met since today", "Senior PM", "product (read from the title)", f"{SCHOOL} · 2011 · you too", "through Sam",
        "Sam Okafor · met today i1", "thank-you note", "send the article", "introduce Dan Wu: promised today",
        "coffee · 30 min · Blue Bottle · with Zoe Ark", "learned: Discovery is half of it", "private: Likes tea",
        "Dan Wu, Figma",
    ):  # fmt: skip
        assert words in out, words


def test_the_json_of_a_card_is_the_contact_and_what_happened(priya: Run) -> None:
    card = priya("show", "Priya", "--json").data
    assert set(card) >= {
        "id", "name", "affiliations", "how_met", "known_since", "origin", "sources", "follow_ups", "introductions",
        "timeline", "led_to", "notes",
    }  # fmt: skip
    assert card["led_to"] == [{"id": 10, "name": "Dan Wu", "stage": "asked"}]
    assert [(i["introducer"], i["contact"], i["state"]) for i in card["introductions"]] == [
        ("Sam Okafor", "Priya Natarajan", "met"),
        ("Priya Natarajan", "Dan Wu", "promised"),
    ]
    assert {entry["entry"]: entry["id"] for entry in card["timeline"]} == {"meeting": 1, "note": 1}
    meeting = next(entry for entry in card["timeline"] if entry["entry"] == "meeting")
    assert (meeting["kind"], meeting["state"], meeting["with"]) == ("coffee", "held", ["Zoe Ark"])


def test_sources_and_the_stage_say_where_and_since_when(priya: Run) -> None:
    ana = priya("show", "Ana Lopez", "--json").data
    assert [(source["format"], source["file_name"]) for source in ana["sources"]] == [("roster", "alumni.csv")]
    assert (ana["origin"], ana["stage"], ana["stage_since"]) == ("roster", "lead", "2026-11-02")
    assert priya("show", "Sam", "--json").data["stage_since"] == "2026-11-02"


def test_the_stage_has_its_day(netlog: Run) -> None:
    def since(day: str) -> tuple[str, str | None]:
        card = netlog("show", "Jo", "--json", today=day).data
        return card["stage"], card["stage_since"]

    netlog("add-contact", "Jo Park", today="2026-10-01")
    assert since("2026-10-02") == ("lead", "2026-10-01")
    netlog("log-message", "Jo", today="2026-10-05")
    assert since("2026-10-06") == ("asked", "2026-10-05")
    netlog("log-reply", "Jo", "--yes", today="2026-10-07")
    assert since("2026-10-08") == ("connected", "2026-10-07")
    netlog("log-coffee", "Jo", today="2026-10-12")
    assert since("2026-10-12") == ("met", "2026-10-12")
    netlog("thank", "Jo", today="2026-10-13")
    assert since("2026-10-14") == ("thanked", "2026-10-13")


def test_a_long_history_is_cut_on_a_screen_and_told_whole_elsewhere(
    netlog: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    netlog("add-contact", "Jo Park")
    for number in range(15):
        netlog("note", "Jo", f"note number {number}")
    out = screen(netlog, monkeypatch, "show", "Jo")
    assert "3 earlier · --all lists them" in out
    assert "note number 14" in out
    assert "note number 0" in screen(netlog, monkeypatch, "show", "Jo", "--all")
    assert len(netlog("show", "Jo", "--json").data["timeline"]) == 15


def test_i_have_a_card_too_and_share_nothing_with_myself(people: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    out = screen(people, monkeypatch, "show", "me")
    assert "Dana Reyes (me)" in out
    assert "you too" not in out


def test_an_unknown_person_is_not_found(people: Run) -> None:
    assert people("show", "Nobody At All", code=3).stdout == ""
