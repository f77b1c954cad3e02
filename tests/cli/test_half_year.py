"""Half a year of a search, told by commands alone, to the offer that was taken; then every screen that looks back.

What the screens must say was worked out by hand from the rules of the loop, as the tables below show, and written into
tests/golden/half_year: a file a command for 80 and for 140 columns, and one for JSON. Netlog is compared with them byte
for byte. The story is set in 2026: 5 January is a Monday, and so is 22 June, the day of looking back.
"""

from __future__ import annotations

import json
import shlex
import shutil
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netlog.cli import main

from .terminal import Terminal

if TYPE_CHECKING:
    from typing import Any

    from tests.conftest import Run

GOLDEN = Path(__file__).parents[1] / "golden" / "half_year"
TODAY = "2026-06-22"

# c1 is me; c2 to c5 come from LinkedIn, c6 to c14 from the roster, c15 and c16 by hand.
CONNECTIONS = """\
First Name,Last Name,URL,Email Address,Company,Position,Connected On
Sam,Okafor,https://www.linkedin.com/in/sam-okafor,,Harbor & Vine,Account director,14 Sep 2021
Maya,Singh,https://www.linkedin.com/in/maya-singh,,Tidewater Travel,Account executive,12 Mar 2023
Ivo,Brandt,https://www.linkedin.com/in/ivo-brandt,,Stripe,Software engineer,15 Dec 2025
Nora,Quinn,https://www.linkedin.com/in/nora-quinn,,Figma,Recruiter,02 Jun 2024
"""
ROSTER = """\
Name,Class Year,Employer,Job Title
Tom Alvarez,2009,Copper & Pine,Media planner
Ruth Adeyemi,2008,Beacon Health,Director of Product
Ana Lopez,2012,Figma,Product Manager
Ben Ito,2014,Notion,Product Manager
Lena Cho,2014,Notion,Product Manager
Kofi Mensah,2016,Figma,Product designer
Grace Hall,2005,Atlas Freight,Operations manager
Hugo Berg,2011,Stripe,Product Manager
Iris Vale,2010,Lakeshore Media,Product Manager
"""

# A day, and what was typed on it. {promise} is the number of the promise to Priya.
STORY = """
01-05 init --name "Dana Reyes" --school "Michigan State University:BA Advertising:2024" --greek "Alpha Phi"
01-05 import Connections.csv
01-05 import alumni.csv --school "Michigan State University"
01-05 target function "product manager"
01-05 target org Figma Notion Stripe Quillpost "Lakeshore Media"
01-05 target person "Lena Cho"
01-05 cups --goal 12 --by 2026-07-05
01-06 log-message Sam --by text
01-08 log-reply Sam --yes
01-09 schedule Sam "2026-01-14 09:00" --place "Blue Bottle"
01-14 log-coffee Sam --learned "Account people own the client" --landed "A summer job" --advice "Talk to people who changed sides" --introduces "Tom Alvarez"
01-15 thank Sam --by email
01-20 log-intro Sam --to Tom --state made
01-21 log-message Tom --by email
01-23 log-reply Tom --yes
01-26 schedule Tom "2026-01-29 12:00" --kind lunch
01-29 log-coffee Tom --kind lunch --learned "Media planning is spreadsheets" --named "Ruth Adeyemi"
01-30 thank Tom --by email
02-02 log-message Sam --kind report-back --by text
02-03 log-message Ruth --by email
02-12 log-message Ruth --kind nudge --by email
02-16 log-reply Ruth --yes
02-17 schedule Ruth "2026-02-24 17:00" --kind call
02-24 log-coffee Ruth --kind call --minutes 25 --learned "Product there is diplomacy" --named "anyone in product at Stripe"
02-25 thank Ruth --by letter
02-26 log-message Tom --kind report-back --by email
02-26 add-job Notion "Associate product manager" --stage applied
02-27 log-message Ana --by linkedin
03-02 pause "2 weeks"
03-16 log-message Ben --by linkedin
03-18 log-reply Ben --no --named "Lena Cho"
03-19 thank Ben --by linkedin
03-20 log-message Lena --by email
03-20 add-contact "Priya Natarajan" --org Stripe --title "Senior product manager" --greek "Alpha Phi"
03-23 ask-intro Tom --to Priya
03-24 log-reply Lena --yes
03-24 schedule Lena "2026-03-27 08:30"
03-25 log-intro Tom --to Priya --state promised
03-27 schedule Lena --no-show --by them
03-30 log-message Lena --kind nudge --by email
03-30 log-intro Tom --to Priya --state made
03-31 log-message Priya --by email
04-01 log-reply Lena --yes
04-01 schedule Lena "2026-04-07 08:30"
04-02 log-reply Priya --yes
04-03 schedule Priya "2026-04-09 09:30" --place "Sightglass"
04-06 schedule Priya "2026-04-10 09:30"
04-06 update-job Notion rejected
04-07 log-coffee Lena --learned "Notion hires from its users"
04-08 thank Lena --by email
04-09 log-message Ben --kind report-back --by linkedin
04-10 log-coffee Priya --learned "Payments is half law" --landed "Wrote to her manager after a talk" --advice "Bring one page, not a deck" --introduces "Dan Wu, Design lead @ Figma" --promise "send her the case study" --by 2026-04-17
04-13 thank Priya --by email
04-14 log-message Tom --kind report-back --by email
04-14 note Priya "Runs on Tuesdays; prefers mornings"
04-17 done {promise}
04-20 log-intro Priya --to "Dan Wu" --state made
04-21 log-message "Dan Wu" --by email
04-23 log-reply "Dan Wu" --yes
04-24 schedule "Dan Wu" "2026-04-30 16:00" --kind video
04-30 log-coffee "Dan Wu" --kind video --learned "Leads sit in on interviews" --landed "Priya told him of the opening" --advice "Show one decision and what it cost" --introduces "Kofi Mensah"
05-01 thank "Dan Wu" --by linkedin
05-04 log-message Priya --kind report-back --by email
05-05 add-job Figma "Product manager" --via "Dan Wu" --stage applied
05-05 note "Dan Wu" "Told me the salary band" --private
05-06 thank "Dan Wu" --by email
05-07 log-intro "Dan Wu" --to Kofi --state made
05-08 log-message Kofi --by email
05-11 ask-intro Maya --to "anyone in marketing at Notion"
05-12 log-reply Kofi --yes
05-13 schedule Kofi "2026-05-15 12:00" --kind lunch
05-15 log-coffee Kofi --kind lunch --learned "Designers read the roadmap first"
05-16 thank Kofi --by email
05-18 log-message "Dan Wu" --kind report-back --by email
05-20 update-job Figma interview
05-21 log-coffee "Nora Quinn" --kind event --place "MSU alumni, Chicago"
05-22 log-message Nora --by linkedin
05-26 ask-intro Sam --to "Grace Hall"
05-28 log-intro Sam --to "Grace Hall" --state declined
06-01 add-job Stripe "Product manager" --stage applied
06-02 log-message Ivo --by linkedin
06-03 log-coffee "Dan Wu" "Kofi Mensah" --learned "Ask what the last hire did in month one"
06-04 thank "Dan Wu" --by email
06-04 thank Kofi --by email
06-09 update-job Figma offer
06-12 update-job Stripe rejected
06-12 landed j2
06-15 thank Sam --by letter
06-15 thank Tom --by letter
06-15 thank Priya --by letter
06-15 thank "Dan Wu" --by letter
06-18 schedule Maya "2026-06-25 12:30" --kind lunch
"""  # noqa: E501 -- a line is a command


# --- worked out by hand ---------------------------------------------------------------------------

# Cups: who, when, and the day of the thank-you. Nine of them, with seven people; the reception of 21 May is none.
#   Sam 14 Jan, 15 Jan · Tom 29 Jan, 30 Jan · Ruth 24 Feb, 25 Feb · Lena 7 Apr, 8 Apr · Priya 10 Apr, 13 Apr
#   (three days later) · Dan 30 Apr, 1 May · Kofi 15 May, 16 May · Dan and Kofi 3 Jun, 4 Jun
# The challenge: 26 weeks less two of pause are 168 days, of which 155 are gone on 22 June: 12 * 155 / 168 = 11.07 cups
# at an even pace. Three are left: 3 * 155 / 9 = 51.7, so 52 days at the pace so far, 13 August. Two weeks are left, so
# two a week: ceil(3 * 7 / 2) = 11 days, 3 July.
#
# Sent: what came of it, the first day of each.
#   to       on      by        replied                met              introduced me
#   Sam       6 Jan  text       8 Jan                 14 Jan           14 Jan (will introduce Tom)
#   Tom      21 Jan  email     23 Jan                 29 Jan           29 Jan (named Ruth)
#   Ruth      3 Feb  email     16 Feb                 24 Feb           24 Feb (named somebody at Stripe)
#   Ana      27 Feb  linkedin  -                      -                -
#   Ben      16 Mar  linkedin  18 Mar (no)            -                18 Mar (named Lena)
#   Lena     20 Mar  email     24 Mar                  7 Apr           -
#   Tom      23 Mar  untold    25 Mar (promised)      10 Apr (Priya)   25 Mar       asked to introduce Priya
#   Priya    31 Mar  email      2 Apr                 10 Apr           10 Apr (will introduce Dan)
#   Dan      21 Apr  email     23 Apr                 30 Apr           30 Apr (will introduce Kofi)
#   Kofi      8 May  email     12 May                 15 May           -
#   Maya     11 May  untold    -                      -                -            asked to introduce somebody
#   Nora     22 May  linkedin  -                      -                -
#   Sam      26 May  untold    28 May (declined)      -                -            asked to introduce Grace
#   Ivo       2 Jun  linkedin  -                      -                -            20 days old: waiting
# With me at Michigan State: Tom, Ruth, Ana, Ben, Lena, Kofi; in Alpha Phi: Priya; nothing shared with the others.
#
# Introductions: 1 Sam > Tom, 2 Tom > Ruth, 3 Ruth > somebody at Stripe, 4 Ben > Lena, 5 Tom > Priya, 6 Priya > Dan,
# 7 Dan > Kofi, 8 Maya > somebody at Notion (asked 11 May and 20 business days of silence: lapsed on 8 June),
# 9 Sam > Grace (declined). The landing ends number 3, of which nothing came.
#
# Silence: Ana was written to on 27 Feb; 20 business days later it is 27 March, and the 14 days of pause make it
# 10 April. Nora on 22 May: 19 June. Ivo on 2 June: 30 June, not yet. So Ana and Nora are quiet, and Ivo is not.
# They stay so since then, though the landing told of everybody in play on 12 June.
#
# From stage to stage, in days (Ben's no is a first word from him; Nora was met before she was written to):
#   asked to connected      Sam 2, Tom 6, Ruth 13, Ben 2, Lena 4, Priya 7, Dan 10, Kofi 7, Maya 38; not Ana, Nora,
#                           Grace, Ivo
#   connected to scheduled  Sam 1, Tom 6, Ruth 1, Lena 0, Priya 4, Dan 4, Kofi 6, Maya 0; not Ben, Nora
#   scheduled to met        Sam 5, Tom 3, Ruth 7, Lena 14, Priya 7, Dan 6, Kofi 2; not Maya
#   met to thanked          one day each, Priya 3
#   thanked to advocate     Sam 5, Tom 25, Priya 7, Dan 4; not Ruth, Lena, Kofi
#
# Owed on 22 June: the thanks of the landing, by 17 June (12 June and 3 business days), to Ruth, Ben, Lena and Kofi; the
# chain had its letters on the 15th.
STAGES = {
    "lead": ["Grace Hall"],
    "asked": [],
    "connected": ["Ivo Brandt"],
    "scheduled": ["Maya Singh"],
    "met": [],
    "thanked": ["Ruth Adeyemi", "Lena Cho", "Kofi Mensah"],
    "advocate": ["Sam Okafor", "Tom Alvarez", "Ben Ito", "Priya Natarajan", "Dan Wu"],
    "quiet": ["Ana Lopez", "Nora Quinn"],
}
CHAIN = ["Sam Okafor", "Tom Alvarez", "Priya Natarajan", "Dan Wu"]
RATES = {  # replied, met and introduced me, of how many that are not waiting
    "all": (10, 8, 7, 13),
    "email": (6, 6, 4, 6),
    "linkedin": (1, 0, 1, 3),
    "untold": (2, 1, 1, 3),
    "text": (1, 1, 1, 1),
    "school": (6, 5, 4, 7),
    "nothing shared": (3, 2, 2, 5),
    "greek": (1, 1, 1, 1),
}

# A file of the golden folder, and the command line whose words it holds.
SCREENS = {
    "journey-offer": "journey --to offer",
    "stats": "stats",
    "cups": "cups",
    "targets": "targets",
    "review": "review --from 2026-04-01",
    "journey": "journey",
    "pipeline": "pipeline",
    "jobs": "jobs --all",
    "intros": "intros --all",
}


# --- the story, told ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database after the half year."""
    folder = tmp_path_factory.mktemp("half-year")
    (folder / "Connections.csv").write_text(CONNECTIONS, "utf-8")
    (folder / "alumni.csv").write_text(ROSTER, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETLOG_DB", str(folder / "netlog.db"))
        patch.setenv("NETLOG_CONFIG", str(folder / "config.toml"))
        patch.chdir(folder)
        for line in STORY.split("\n"):
            day, _, words = line.partition(" ")
            if words:
                _said(f"2026-{day}", words.format(promise=_promise(f"2026-{day}") if "{" in words else ""))
    return folder / "netlog.db"


def _said(day: str, words: str) -> str:
    """What a command line says, which ends well."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main.run(["--today", day, *shlex.split(words)])
    assert code == 0, f"{day} netlog {words}: {out.getvalue()}{err.getvalue()}"
    return out.getvalue()


def _promise(day: str) -> str:
    rows = json.loads(_said(day, "followups --json"))["data"]
    return next(f"f{row['id']}" for row in rows if row["kind"] == "promise")


@pytest.fixture
def terminal(lived: Path, home: Path, netlog: Run, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    shutil.copy(lived, home / "netlog.db")
    return Terminal(netlog, monkeypatch, TODAY)


@pytest.fixture
def data(terminal: Terminal, netlog: Run) -> Any:
    """`data("stats")`: the data of a command's JSON."""
    return lambda words: netlog(*shlex.split(words), "--json", today=TODAY).data


# --- what the facts are ---------------------------------------------------------------------------


def test_everybody_stands_where_the_rules_put_them(data: Any) -> None:
    assert {row["stage"]: [person["name"] for person in row["contacts"]] for row in data("pipeline")} == STAGES
    assert {row["contact"]: row["state"] for row in data("intros --all") if row["contact"]} == {
        "Tom Alvarez": "reported",
        "Ruth Adeyemi": "reported",
        "Lena Cho": "reported",
        "Priya Natarajan": "reported",
        "Dan Wu": "reported",
        "Kofi Mensah": "reported",
        "Grace Hall": "declined",
    }
    owed = [(row["kind"], row["contact"], row["due_on"]) for row in data("followups") if row["kind"] == "thank-you"]
    assert sorted(owed) == sorted(
        ("thank-you", name, "2026-06-17") for name in ("Ruth Adeyemi", "Ben Ito", "Lena Cho", "Kofi Mensah")
    )


def test_the_offer_is_traced_to_the_first_coffee(data: Any) -> None:
    journey = data("journey --to offer")
    names = {node["id"]: node["name"] for node in journey["nodes"]}
    assert [[names[id] for id in chain] for chain in journey["chains"]] == [CHAIN]
    (taken,) = [job for job in data("jobs --all") if job["landed_on"]]
    assert (taken["organization"], taken["landed_on"], taken["chain"]) == ("Figma", "2026-06-12", CHAIN)


def test_a_card_says_the_same_stage_and_day_as_the_pipeline(data: Any) -> None:
    for stage in data("pipeline"):
        for person in stage["contacts"]:
            card = data(f"show c{person['id']}")
            assert (card["stage"], card["stage_since"]) == (stage["stage"], person["since"]), person["name"]


def test_rates_and_cups_are_what_happened(data: Any) -> None:
    sendings = {row["name"]: row for row in data("stats")["sendings"]}
    counts = {
        name: (*(row[what]["count"] for what in ("replied", "met", "introduced")), row["replied"]["of"])
        for name, row in sendings.items()
    }
    assert counts == RATES
    assert {name: row["waiting"] for name, row in sendings.items() if row["waiting"]} == {
        "all": 1,
        "linkedin": 1,
        "nothing shared": 1,
    }
    cups = data("cups")
    assert (cups["held"], cups["people"], cups["expected"], cups["forecast_on"]) == (9, 7, 11, "2026-08-13")
    assert [week["week"] for week in cups["weeks"] if week["paused"]] == ["2026-03-02", "2026-03-09"]


# --- what is shown --------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [80, 140])
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_is_what_was_written_by_hand(name: str, columns: int, terminal: Terminal) -> None:
    ran = terminal(SCREENS[name], columns)
    assert ran.stdout == (GOLDEN / f"{name}-{columns}.txt").read_text("utf-8")
    assert ran.stderr == ""


@pytest.mark.parametrize("name", SCREENS)
def test_the_json_is_what_was_written_by_hand(name: str, terminal: Terminal, netlog: Run) -> None:
    ran = netlog(*shlex.split(SCREENS[name]), "--json", today=TODAY)
    assert ran.stdout == (GOLDEN / f"{name}.json").read_text("utf-8")
