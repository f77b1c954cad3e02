from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Ran, Run


def due(netlog: Run, today: str = "2026-11-02") -> dict[tuple[str, str], str]:
    """What is owed: (kind, contact) -> day."""
    rows = netlog("followups", "--json", today=today).data
    return {(row["kind"], row["contact"]): row["due_on"] for row in rows}


def cells(ran: Ran) -> list[list[str]]:
    return [line.split("\t") for line in ran.stdout.splitlines()[1:]]


# --- undo, redo, history -------------------------------------------------------------------------


def test_undo_says_what_it_takes_back_and_redo_brings_it_back(netlog: Run) -> None:
    netlog("log-coffee", "Priya Natarajan", "--new")
    netlog("log-coffee", "Sam Okafor", "--new")
    owed = due(netlog)
    netlog("thank", "Priya")
    thanked = due(netlog)
    assert ("thank-you", "Priya Natarajan") not in thanked

    told = netlog("undo")
    assert (told.stdout, told.stderr) == (
        "Took back: Thanked Priya Natarajan on Mon 2 November.\n",
        "`netlog redo` does it again.\n",
    )
    assert due(netlog) == owed
    assert netlog("redo").stdout == "Did again: Thanked Priya Natarajan on Mon 2 November.\n"
    assert due(netlog) == thanked


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_nothing_to_undo_or_redo_is_a_sentence_exits_3_and_creates_nothing(
    command: str, netlog: Run, home: Path
) -> None:
    told = netlog(command, code=3)
    assert told.stdout == ""
    assert told.stderr.startswith(f"netlog: Nothing to {command}: ")
    assert list(home.iterdir()) == []


def test_undo_tells_its_step_as_json(netlog: Run) -> None:
    netlog("pause", "2 weeks")
    data = netlog("undo", "--json").data
    assert data == {"step": 1, "said": ["Took back: Paused from Mon 2 November 2026 until Mon 16 November 2026."]}


def test_history_lists_the_steps_latest_first_and_marks_what_was_taken_back(netlog: Run) -> None:
    netlog("pause", "2 weeks")
    netlog("log-coffee", "Priya", "--new")
    netlog("undo")
    rows = netlog("history", "--json").data
    assert [(row["id"], row["command"], row["undone_at"] is not None) for row in rows] == [
        (2, "log-coffee", True),
        (1, "pause", False),
    ]
    assert set(rows[0]) == {"id", "done_at", "command", "summary", "undone_at"}
    assert "taken back" in netlog("history", "--format", "table").stdout


def test_history_of_a_person_is_what_was_written_about_them_even_if_it_was_deleted_or_undone(netlog: Run) -> None:
    netlog("log-coffee", "Priya Natarajan", "--new")
    netlog("log-coffee", "Sam Okafor", "--new")
    netlog("tag", "Priya", "mentor")
    netlog("tag", "Priya", "mentor", "--remove", code=None)
    netlog("note", "Sam", "Prefers mornings")
    netlog("note", "Priya", "Prefers noon")
    netlog("undo")
    steps = netlog("history", "Priya", "--json").data
    assert all("Sam" not in step["summary"] for step in steps)
    assert [step["id"] for step in steps] == [6, 4, 3, 1]


def test_history_of_a_person_tells_of_the_jobs_that_came_through_them(netlog: Run) -> None:
    netlog("add-contact", "Priya Natarajan")
    netlog("add-job", "Figma", "Product manager", "--via", "Priya")
    netlog("update-job", "j1", "offer")
    netlog("add-job", "Stripe", "Designer")
    netlog("landed", "j1")
    steps = netlog("history", "Priya", "--json").data
    assert [step["command"] for step in steps] == ["landed", "update-job", "add-job", "add-contact"]


def test_history_of_nobody_is_empty_and_of_an_unknown_name_exits_3(netlog: Run, home: Path) -> None:
    assert netlog("history").stdout == "id\tdone_at\tcommand\tsummary\tundone_at\n"
    assert "Nothing was written yet" in netlog("history", "--format", "table").stdout
    netlog("history", "Priya", code=3)
    assert list(home.iterdir()) == []


# --- pause ---------------------------------------------------------------------------------------


def test_a_pause_moves_what_waits_and_leaves_thank_yous_and_promises(netlog: Run) -> None:
    netlog("log-coffee", "Priya", "--new", "--promise", "send her the article")
    netlog("add-contact", "Lena Cho")
    netlog("log-message", "Lena")
    assert due(netlog, "2026-11-02") == {
        ("thank-you", "Priya"): "2026-11-03",
        ("promise", "Priya"): "2026-11-09",
        ("nudge", "Lena Cho"): "2026-11-11",
        ("keep-in-touch", "Priya"): "2027-01-25",
    }
    told = netlog("pause", "2 weeks")
    assert told.stdout == (
        "Paused from Mon 2 November 2026 until Mon 16 November 2026."
        " Nudges, chases and keeping in touch wait until then.\n"
    )
    assert due(netlog) == {
        ("thank-you", "Priya"): "2026-11-03",
        ("promise", "Priya"): "2026-11-09",
        ("nudge", "Lena Cho"): "2026-11-25",
        ("keep-in-touch", "Priya"): "2027-02-08",
    }


def test_no_approach_closes_itself_during_a_pause(netlog: Run) -> None:
    netlog("add-contact", "Lena Cho")
    netlog("log-message", "Lena")

    def stage(today: str) -> str:
        return str(netlog("show", "Lena", "--json", today=today).data["stage"])

    assert stage("2026-11-30") == "quiet"  # 20 business days without a word
    netlog("pause", "2 weeks")
    assert (stage("2026-11-30"), stage("2026-12-11"), stage("2026-12-14")) == ("asked", "asked", "quiet")


def test_a_pause_that_ends_early_gives_the_rest_of_its_days_back(netlog: Run) -> None:
    netlog("add-contact", "Lena Cho")
    netlog("log-message", "Lena")
    netlog("pause", "until 2026-11-16")
    told = netlog("pause", "--end", today="2026-11-04")
    assert told.stdout == "Ended the pause from Mon 2 November 2026 until Mon 16 November 2026.\n"
    assert due(netlog, "2026-11-04")["nudge", "Lena Cho"] == "2026-11-13"
    netlog("undo")
    assert due(netlog, "2026-11-04")["nudge", "Lena Cho"] == "2026-11-25"


def test_a_pause_to_come_can_be_called_off(netlog: Run) -> None:
    netlog("pause", "1 week", "--from", "2026-12-21")
    assert netlog("pause").stdout == "A pause from Mon 21 December 2026 until Mon 28 December 2026.\n"
    assert netlog("pause", "--end").stdout.startswith("Called off the pause from Mon 21 December")
    assert netlog("pause").stdout == "No pause is running, and none is to come.\n"


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("pause", "1 week", "--from", "2026-11-10"), 5, "There is a pause already, from Mon 2 November 2026"),
        (("pause", "1 week"), 5, "`netlog pause --end` ends it."),
        (("pause", "today"), 6, "lasts no day"),
        (("pause", "2026-10-01"), 6, "lies in the past"),
        (("pause", "a while"), 6, "a while"),
        (("pause", "--end", "1 week"), 2, "--end takes neither"),
        (("pause", "--from", "friday"), 2, "--from needs to know how long"),
    ],
)
def test_a_pause_that_cannot_be_is_refused_and_nothing_is_written(
    args: tuple[str, ...], code: int, words: str, netlog: Run
) -> None:
    netlog("pause", "2 weeks")
    told = netlog(*args, code=code)
    assert told.stdout == ""
    assert words in told.stderr
    assert len(netlog("history", "--json").data) == 1


def test_without_a_pause_there_is_none_to_end(netlog: Run, home: Path) -> None:
    assert "There is no pause to end." in netlog("pause", "--end", code=3).stderr
    assert list(home.iterdir()) == []


# --- backup and restore --------------------------------------------------------------------------


def test_backups_are_dated_private_and_the_ten_latest_stay(netlog: Run, home: Path) -> None:
    netlog("pause", "2 weeks")
    for day in range(1, 13):
        netlog("backup", today=f"2026-12-{day:02}")
    kept = sorted((home / "backups").iterdir())
    assert [file.name for file in kept] == [f"netlog-2026-12-{day:02}-by-hand.db" for day in range(3, 13)]
    assert {file.stat().st_mode & 0o777 for file in kept} == {0o600}
    assert (home / "backups").stat().st_mode & 0o777 == 0o700


def test_a_backup_goes_where_it_is_told_and_never_over_a_file(netlog: Run, home: Path) -> None:
    netlog("pause", "2 weeks")
    target = home / "copy.db"
    assert netlog("backup", str(target)).stdout == f"Copied the database to {target}.\n"
    before = target.read_bytes()
    assert "is there already" in netlog("backup", str(target), code=5).stderr
    assert target.read_bytes() == before
    assert "No such file or directory" in netlog("backup", str(home / "none" / "copy.db"), code=1).stderr


def test_without_a_database_there_is_nothing_to_copy(netlog: Run, home: Path) -> None:
    assert "There is nothing to copy" in netlog("backup", code=3).stderr
    assert list(home.iterdir()) == []


def test_restore_puts_a_backup_in_place_and_keeps_what_was_there(netlog: Run, home: Path) -> None:
    netlog("log-coffee", "Priya", "--new")
    netlog("backup", str(home / "copy.db"))
    owed = due(netlog)
    netlog("thank", "Priya")
    told = netlog("restore", str(home / "copy.db"), "--yes")
    kept = home / "backups" / "netlog-2026-11-02-before-restore.db"
    assert told.stdout == f"Put {home / 'copy.db'} in place of {home / 'netlog.db'}: 1 contact.\n"
    assert told.stderr == f"What was there before is in {kept}.\n"
    assert due(netlog) == owed
    netlog("restore", str(kept), "--yes")
    assert ("thank-you", "Priya") not in due(netlog)
    assert netlog("undo").stdout == "Took back: Thanked Priya on Mon 2 November.\n"
    assert netlog("doctor").code == 0


def test_restore_asks_first_and_in_a_pipe_wants_yes(netlog: Run, home: Path) -> None:
    netlog("log-coffee", "Priya", "--new")
    netlog("backup", str(home / "copy.db"))
    netlog("undo")
    told = netlog("restore", str(home / "copy.db"), code=2)
    assert "holds 1 contact; it was last written to on Mon 2 November 2026. Nothing was changed." in told.stderr
    assert due(netlog) == {}


def test_restore_mends_a_lost_and_a_damaged_database(netlog: Run, home: Path) -> None:
    netlog("log-coffee", "Priya", "--new")
    netlog("backup", str(home / "copy.db"))
    owed = due(netlog)
    (home / "netlog.db").unlink()
    assert netlog("restore", str(home / "copy.db"), "--yes").stderr == ""
    assert due(netlog) == owed
    (home / "netlog.db").write_bytes(b"damaged" * 1000)
    netlog("doctor", code=7)
    told = netlog("restore", str(home / "copy.db"), "--yes")
    assert told.stderr == f"What was there before is in {home / 'netlog-damaged-2026-11-02.db'}.\n"
    assert due(netlog) == owed
    assert (home / "netlog.db").stat().st_mode & 0o777 == 0o600


def test_restore_refuses_what_is_no_sound_backup_and_changes_nothing(netlog: Run, home: Path) -> None:
    netlog("log-coffee", "Priya", "--new")
    owed = due(netlog)
    (home / "text.db").write_text("Dear diary, " * 500)
    (home / "empty.db").touch()
    with closing(sqlite3.connect(home / "newer.db")) as db:
        db.execute("create table x (y)")
        db.execute("pragma user_version = 99")
    for name, code, words in [
        ("none.db", 3, "There is no file"),
        ("text.db", 7, "is no netlog database"),
        ("empty.db", 7, "is no netlog database"),
        ("newer.db", 7, "was written by a newer netlog"),
    ]:
        assert words in netlog("restore", str(home / name), "--yes", code=code).stderr
    assert due(netlog) == owed


# --- doctor --------------------------------------------------------------------------------------


def test_doctor_finds_mends_and_tells_by_its_exit_code(netlog: Run, home: Path) -> None:
    netlog("log-coffee", "Priya", "--new")
    assert {row["check"]: row["problems"] for row in netlog("doctor", "--json").data} == {
        "file": [],
        "references": [],
        "kept columns": [],
        "statistics": [],
        "search": [],
        "permissions": [],
    }
    with closing(sqlite3.connect(home / "netlog.db")) as db, db:
        db.execute("update contact set stage = 'lead'")
    told = netlog("doctor", "--format", "table", code=1)
    assert "c1 Priya: stage" in told.stdout
    assert "netlog doctor --fix" in told.stdout
    assert "mended: c1 Priya: stage" in netlog("doctor", "--fix", "--format", "table").stdout
    assert netlog("doctor").code == 0
    assert netlog("undo").stdout == "Took back: Derived stages and follow-ups of 1 contact anew.\n"


def test_doctor_of_no_database_says_so_and_creates_none(netlog: Run, home: Path) -> None:
    assert "There is no database yet" in netlog("doctor", "--format", "table").stdout
    assert list(home.iterdir()) == []


# --- config --------------------------------------------------------------------------------------


def test_config_lists_every_setting_with_its_default_sentence_and_source(netlog: Run, home: Path) -> None:
    rows = {row["name"]: row for row in netlog("config", "--json").data}
    assert rows["nudge_days"] == {
        "name": "nudge_days",
        "value": 7,
        "default": 7,
        "sentence": "Business days without an answer before the one nudge.",
        "source": "Dalton",
        "takes": "a whole number from 1",
    }
    assert rows["holidays"]["value"] == []
    assert list(home.iterdir()) == []


def test_config_sets_a_value_keeps_the_rest_of_the_file_and_takes_it_out_again(netlog: Run, home: Path) -> None:
    file = home / "config.toml"
    file.write_text("# mine\nholidays = [\n  2026-12-24,  # eve\n  2026-12-25,\n]\n\nstop_days = 9\n")
    told = netlog("config", "nudge_days", "5")
    assert told.stdout == f"nudge_days is now 5 (in {file}).\n"
    assert netlog("config", "nudge_days", "--json").data[0]["value"] == 5
    netlog("config", "holidays", "2026-12-31, 2027-01-01")
    netlog("config", "outreach_rule", "3b7")
    assert file.read_text() == (
        '# mine\nholidays = [2026-12-31, 2027-01-01]\n\nstop_days = 9\nnudge_days = 5\noutreach_rule = "3b7"\n'
    )
    assert netlog("config", "nudge_days", "--default").stdout == "nudge_days is now 7, the default.\n"
    assert netlog("config", "stop_days", "--default").stdout == "stop_days is now 7, the default.\n"
    assert file.read_text() == "# mine\nholidays = [2026-12-31, 2027-01-01]\n\n" + 'outreach_rule = "3b7"\n'


def test_a_setting_counts_for_what_comes_and_config_says_so(netlog: Run, home: Path) -> None:
    netlog("add-contact", "Lena Cho")
    assert netlog("config", "nudge_days", "5").stderr == (
        "What is open keeps its days until something happens with that person; at once by netlog doctor --fix.\n"
    )
    assert netlog("config", "meeting_minutes", "45").stderr == ""
    netlog("log-message", "Lena")
    assert due(netlog)["nudge", "Lena Cho"] == "2026-11-09"
    netlog("config", "nudge_days", "6")
    assert due(netlog)["nudge", "Lena Cho"] == "2026-11-09"
    netlog("doctor", "--fix")
    assert due(netlog)["nudge", "Lena Cho"] == "2026-11-10"
    assert (home / "config.toml").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("nudge_day", "5"), 3, "There is no setting 'nudge_day'."),
        (("nudge_days", "0"), 6, "It takes a whole number from 1."),
        (("nudge_days", "soon"), 6, "It takes a whole number from 1."),
        (("holidays", "25 Dec"), 6, "It takes a list of days"),
        (("outreach_rule", "twice"), 6, "It takes default or 3b7."),
        (("--default",), 2, "--default takes the name"),
        (("nudge_days", "5", "--default"), 2, "--default takes the name"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_and_nothing_is_written(
    args: tuple[str, ...], code: int, words: str, netlog: Run, home: Path
) -> None:
    told = netlog("config", *args, code=code)
    assert told.stdout == ""
    assert words in told.stderr
    assert list(home.iterdir()) == []


def test_a_file_of_settings_that_is_broken_is_left_as_it_is(netlog: Run, home: Path) -> None:
    file = home / "config.toml"
    for text in ("nudge_days = ", "colour = 'red'\n"):
        file.write_text(text)
        assert str(file) in netlog("config", "nudge_days", "5", code=6).stderr
        assert file.read_text() == text
