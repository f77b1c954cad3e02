"""The everyday loop in a real terminal, as a person types it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Terminal

CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Priya,Natarajan,https://www.linkedin.com/in/priya-natarajan,,Stripe,Senior PM,08 Feb 2024
Sam,Okafor,https://www.linkedin.com/in/sam-okafor,,Copper & Pine,Account Director,09 Jan 2023
"""


def bring_connections(terminal: Terminal, folder: Path) -> None:
    (folder / "Connections.csv").write_text(CONNECTIONS, "utf-8")
    assert "added      2" in terminal("import", str(folder / "Connections.csv")).ends()


def test_a_week_from_the_import_to_the_thank_you(terminal: Terminal, tmp_path: Path) -> None:
    bring_connections(terminal, tmp_path)
    assert "Added Maya Singh" in terminal("add-contact", "Maya Singh", "--org", "Tidewater Travel").ends()

    coffee = terminal("log-coffee", "priya")
    coffee.asked("Whom did they name?", "Dan Wu, Design lead @ Figma").asked("How?", "i")
    coffee.asked("Whom else?", "Mei Lin").asked("How?", "n").asked("Whom else?", "")
    coffee.asked("learn about the job?", "payments is half law").asked("land it?", "").asked("advice?", "one page")
    coffee.asked("promise anything?", "send her the article").asked("By when?", "friday").asked("Anything else?", "")
    screen = coffee.ends()
    assert "Logged a coffee with Priya Natarajan, Stripe on Mon 2 November." in screen
    assert "Priya Natarajan will introduce Dan Wu, Figma." in screen
    assert "Priya Natarajan named Mei Lin." in screen

    owed = terminal("followups").ends()
    assert "Tue 3" in owed
    assert "thank-you note" in owed
    assert "Fri 6" in owed

    thanks = terminal("thank", "priya", today="2026-11-03")
    thanks.asked("one page").asked("Sent?", "y")
    assert "Thanked Priya Natarajan, Stripe on Tue 3 November." in thanks.ends()
    assert "thank-you" not in terminal("followups", today="2026-11-03").ends()

    assert "Thanked Priya Natarajan" in terminal("undo", today="2026-11-03").ends()
    assert "thank-you note" in terminal("followups", today="2026-11-03").ends()


def test_ctrl_c_in_the_middle_of_log_coffee_keeps_what_was_typed(terminal: Terminal, tmp_path: Path) -> None:
    bring_connections(terminal, tmp_path)
    coffee = terminal("log-coffee", "Priya")
    coffee.asked("Whom did they name?", "Dan Wu @ Figma").asked("How?", "i").asked("Whom else?", "")
    coffee.asked("learn about the job?", "payments is half law").asked("land it?").press("c")
    screen = coffee.ends()
    assert "Logged a coffee with Priya Natarajan" in screen
    assert "will introduce Dan Wu" in screen
    assert "payments is half law" in terminal("show", "Priya").ends()


def test_ctrl_d_at_the_first_question_logs_the_bare_coffee(terminal: Terminal, tmp_path: Path) -> None:
    bring_connections(terminal, tmp_path)
    coffee = terminal("log-coffee", "Sam")
    assert "Logged a coffee with Sam Okafor" in coffee.asked("Whom did they name?").press("d").ends()


def test_a_thank_you_not_yet_sent_is_not_recorded(terminal: Terminal, tmp_path: Path) -> None:
    bring_connections(terminal, tmp_path)
    terminal("log-coffee", "Sam", "--quick").ends()
    assert "still stands" in terminal("thank", "Sam").asked("Sent?", "n").ends()
    assert "thank-you note" in terminal("followups").ends()


def test_several_people_of_one_start_are_a_pick_list(terminal: Terminal, tmp_path: Path) -> None:
    for person in ("Ana Lopez", "Ana Ruiz"):
        terminal("add-contact", person).ends()
    coffee = terminal("log-coffee", "ana", "--quick")
    assert "Logged a coffee with Ana Ruiz" in coffee.asked("Which", "2").ends()


def test_an_unknown_name_is_offered_for_adding(terminal: Terminal) -> None:
    coffee = terminal("log-coffee", "Xavier Bloom", "--quick")
    assert "Logged a coffee with Xavier Bloom" in coffee.asked("Add them?", "y").ends()
