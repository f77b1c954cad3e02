"""`netlog export`, and what `netlog import` makes of it: everything comes back, and nothing half."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.people import SCHOOL, roster
from tests.cli.test_import_formats import MESSAGES
from tests.conftest import MONDAY

from netlog.cli import main
from netlog.rows.exporting import COMMAND_NUMBERS, TABLES
from netlog.store.writer.restoring import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Ran, Run

SECRET = "Thinks of leaving"
# Everything that a command can tell, so that no table of an export stays empty.
TOLD = (
    "init --name|Dana Reyes|--school|Michigan State University:BA:2024",
    "add-contact Sam Okafor|--org|Amazon Web Services (AWS)|--email|sam@example.com|--phone|+1 555 0100",
    "note Sam|Met at a fair",
    "add-contact Priya Natarajan|--org|Stripe|--via|Sam Okafor|--link|https://example.com/priya|--tag|mentor",
    "add-contact Tom Alvarez|--org|Beanworks",
    "edit-contact Tom|--left|Beanworks",
    "know Sam|Priya",
    f"note Priya|{SECRET}|--private",
    "note Priya|Prefers mornings",
    "ask-intro Sam|--to|Lena Cho|--new|--sent",
    "ask-intro Sam|--to|anyone in design at Figma|--sent",
    "log-intro Sam|--to|Priya|--state|made",
    "log-coffee Priya|--learned|Half of it is law|--promise|send the article|--named|Dan Wu",
    "schedule Tom|tomorrow|--place|Blue Bottle",
    "schedule Tom|in 3 days",
    "target org|Figma",
    "target person|Priya",
    "add-job Figma|Designer|--via|Priya|--stage|applied",
    "update-job Figma|offer",
    "landed Figma",
    "cups --goal|12|--by|2027-06-01",
    "pause 2 weeks",
    "snooze f6|9d",
)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which everything was told, with a step undone and a number that is gone."""
    folder = tmp_path_factory.mktemp("story")
    (folder / "messages.csv").write_text(MESSAGES.replace("Me Myself", "Dana Reyes"), encoding="utf-8")

    def run(*words: str) -> None:
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            code = main.run(["--db", str(folder / "netlog.db"), "--today", MONDAY, *words])
        assert code == 0, f"{words}: {said.getvalue()}"

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETLOG_CONFIG", str(folder / "config.toml"))
        for line in TOLD:
            command, _, rest = line.partition(" ")
            run(command, *rest.split("|"))
        run("import", str(folder / "messages.csv"))
        run("note", "Tom", "Taken back")
        run("undo")
        roster(run, folder)
        run("add-contact", "Gone Soon")
        run("remove", "c13", "--yes")
    with closing(sqlite3.connect(folder / "netlog.db")) as db:
        pair = "insert into distinct_pair (a_id, b_id, said_on) values (2, 3, '2026-11-02')"
        assert db.execute(pair).rowcount == 1
        db.commit()
    return folder / "netlog.db"


@pytest.fixture
def told(netlog: Run, home: Path, story: Path) -> Run:
    """The same on a copy of it."""
    shutil.copy(story, home / "netlog.db")
    return netlog


def export(run: Run, home: Path, *more: str, db: str = "netlog.db", **how: Any) -> str:
    return run("--db", str(home / db), "export", *more, **how).stdout


def read_back(run: Run, home: Path, text: str, db: str = "new.db", **how: Any) -> Ran:
    """Import an export into another database."""
    (home / "file.json").write_text(text, encoding="utf-8")
    return run("--db", str(home / db), "import", str(home / "file.json"), **how)


# --- everything -----------------------------------------------------------------------------------


def test_an_export_read_back_into_an_empty_database_is_exported_as_the_same_bytes(told: Run, home: Path) -> None:
    before = export(told, home)
    assert read_back(told, home, before, today="2027-03-01").stderr == ""
    assert export(told, home, db="new.db", today="2027-05-01") == before


def test_no_table_of_the_story_is_empty(told: Run, home: Path) -> None:
    data = json.loads(export(told, home))["data"]
    assert [table for table in TABLES if not data[table]] == []
    assert data["imports"] == [
        {"seq": data["commands"], "done_at": "2026-11-02T12:00:00Z", "summary": data["imports"][0]["summary"]}
    ]


def test_every_table_is_exported_or_left_out_for_a_reason(told: Run, home: Path) -> None:
    left_out = {"step", "change", "profile", "mass", "tally", "synced_card"}
    with closing(sqlite3.connect(home / "netlog.db")) as db:
        made = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
        seqs = {
            (table, column[1])
            for table in TABLES
            for column in db.execute(f"pragma table_info({table})")
            if re.fullmatch(r"(\w+_)?seq", column[1])
        }
    assert {name for name in made if not name.startswith(("sqlite_", "contact_search"))} == {*TABLES, *left_out}
    assert list(RECORDS) == list(TABLES)
    assert seqs == {(table, column) for table, columns in COMMAND_NUMBERS.items() for column in columns}


def test_what_is_logged_after_it_was_read_back_comes_to_the_same(told: Run, home: Path) -> None:
    """The order of commands and what an import had brought decide over stages and follow-ups."""
    read_back(told, home, export(told, home))
    for db in ("netlog.db", "new.db"):
        for line in ("log-reply Sam|--yes", "tag Priya N|seen", "skip f3", "log-message Tom", "rest Dan Wu"):
            command, _, rest = line.partition(" ")
            told("--db", str(home / db), command, *rest.split("|"), today="2026-11-09", code=None)
    assert export(told, home, db="new.db") == export(told, home)
    assert "false" in told("--db", str(home / "new.db"), "doctor", today="2026-11-09").stdout


def test_reading_back_is_one_step_that_undo_takes_away_and_redo_does_again(told: Run, home: Path) -> None:
    before = export(told, home)
    read_back(told, home, before)
    assert told("--db", str(home / "new.db"), "undo").stdout.startswith("Took back: Imported file.json: 12 contacts")
    assert not json.loads(export(told, home, db="new.db"))["data"]["contact"]
    told("--db", str(home / "new.db"), "redo")
    assert export(told, home, db="new.db") == before
    assert told("--db", str(home / "new.db"), "undo", code=0)
    assert told("--db", str(home / "new.db"), "undo", code=3).stderr


def test_a_new_step_is_numbered_behind_those_that_were_read_back(told: Run, home: Path) -> None:
    read_back(told, home, export(told, home))
    told("--db", str(home / "new.db"), "note", "Tom", "After that")
    steps = told("--db", str(home / "new.db"), "history", "--json").data
    assert [step["command"] for step in steps] == ["note", "import", "import"]


def test_no_number_is_given_twice_after_reading_back(told: Run, home: Path) -> None:
    read_back(told, home, export(told, home))
    new = [told("--db", str(home / db), "add-contact", "Late Comer", "--json").data for db in ("netlog.db", "new.db")]
    assert new[0]["contact"] == new[1]["contact"]


def test_a_database_emptied_by_undo_takes_an_export_in(told: Run, home: Path) -> None:
    before = export(told, home)
    told("--db", str(home / "new.db"), "init", "--name", "Dana Reyes")
    told("--db", str(home / "new.db"), "undo")
    read_back(told, home, before)
    assert export(told, home, db="new.db") == before


def test_a_database_that_holds_something_refuses_and_stays_as_it_is(told: Run, home: Path) -> None:
    older = export(told, home)
    told("note", "Tom", "Something new")
    before = export(told, home)
    for text, what in ((older, "a whole"), (export(told, home, "Tom"), "a part of a")):
        ran = read_back(told, home, text, db="netlog.db", code=5)
        assert ran.stderr == (
            f"netlog: file.json is {what} database, and this one holds something already: only an empty one takes"
            " it in.\nName a new one: netlog --db NEW.db import file.json."
            " People alone can be brought as CSV or vCard.\n"
        )
        assert ran.stdout == ""
        assert export(told, home) == before


def test_an_export_of_what_the_database_holds_changes_nothing(told: Run, home: Path) -> None:
    before = export(told, home)
    for db in ("new.db", "new.db", "netlog.db"):
        ran = read_back(told, home, before, db=db)
    assert "unchanged\t12\n" in ran.stdout
    assert "batch\t\n" in ran.stdout
    assert (ran.stderr, export(told, home)) == ("", before)


def test_a_rehearsal_writes_nothing(told: Run, home: Path) -> None:
    ran = read_back(told, home, export(told, home), db="none.db")
    assert ran.code == 0
    (home / "file2.json").write_text(export(told, home), encoding="utf-8")
    ran = told("--db", str(home / "dry.db"), "import", "--dry-run", "--json", str(home / "file2.json"))
    assert (ran.data["added"], ran.data["batch"]) == (12, None)
    assert not (home / "dry.db").exists()


def test_an_export_says_what_it_took_when_it_is_read_back(told: Run, home: Path) -> None:
    data = read_back(told, home, export(told, home)).stdout
    assert "format\tnetlog\n" in data
    assert "added\t12\n" in data


def test_without_a_database_an_export_is_empty_and_makes_none(netlog: Run, home: Path) -> None:
    data = json.loads(netlog("export").stdout)["data"]
    assert all(data[table] == [] for table in TABLES)
    assert not (home / "netlog.db").exists()


# --- files that cannot be -------------------------------------------------------------------------


def _replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


BROKEN: dict[str, tuple[Callable[[str], str], str]] = {
    "cut in the middle": (lambda text: text[: len(text) // 2], "file ends in the middle"),
    "cut before its end": (lambda text: text[:-3], '"}" is missing|file ends in the middle'),
    "something behind it": (lambda text: text + "{}", "something follows its end"),
    "a stage that is none": (_replaced('"stage": "lead"', '"stage": "friend"'), r"contact \d+: stage: input should be"),
    "a name of nothing": (_replaced('"name": "Tom Alvarez"', '"name": ""'), r"line \d+, contact 4: name: string"),
    "an unknown field": (_replaced('"city":', '"town":'), "town: extra inputs"),
    "a day that is none": (_replaced('"added_on": "2026-11-02"', '"added_on": "2 Nov"'), "added_on: "),
    "somebody missing": (_replaced('{"id": 1, "contact_id": 2,', '{"id": 1, "contact_id": 99,'), "contact is not in"),
    "two of one address": (_replaced('"email": [\n', '"email": [\n{"id": 1, "contact_id": 2, "address": "a@b.co", '
                                     '"address_key": "sam@example.com"},\n'), "id must be larger"),
    "two of one uid": (lambda text: re.sub(r'"uid": "\w+"', '"uid": "one"', text), "another record has the same uid"),
    "a command too many": (_replaced('"seq": 3', '"seq": 3000'), "3000 is no number of the"),
    "no id": (_replaced('{"id": 1, "contact_id"', '{"contact_id"'), "it has no id"),
    "an endless number": (_replaced('"owed": 0', '"owed": 99999999999999999999999'), "owed: "),
    "a number for SQLite too large": (_replaced('"contact_id": 2', '"contact_id": 99999999999999999999'), "too large"),
    "half a character": (_replaced("Tom Alvarez", "Tom \\ud800"), "half a character|surrogate|unicode"),
    "a table that is none": (_replaced('"pause": [', '"rest": ['), '"rest" is no table'),
    "a table twice": (_replaced('"pause": [', '"challenge": ['), '"challenge" comes twice'),
    "a number in place of a record": (_replaced('"pause": [', '"pause": [7, '), "a record of pause is none"),
    "nests without end": (_replaced('"pause": [', '"pause": [' + "[" * 100_000), "no JSON that netlog can read"),
    "no number at all": (_replaced('"commands": ', '"commands": NaN, "x": '), "no JSON that netlog can read"),
    "a head that is gone": (_replaced('"whole": true,', ""), '"whole" is missing'),
    "commands beyond counting": (_replaced('"commands": ', '"commands": 1' + "0" * 30), "commands: "),
    "fewer than no commands": (lambda text: re.sub(r'"commands": \d+', '"commands": -1', text), "commands: "),
    "numbers beyond counting": (_replaced('"tag": ', '"tag": 1' + "0" * 30), "tag is no table"),
    "imports that are none": (_replaced('"imports": [', '"imports": [7, '), "imports: one of them is no record"),
    "an import twice": (_replaced('"imports": [', '"imports": [{"seq": 11, "done_at": "2026-11-02T12:00:00Z", '
                                  '"summary": "x"}, '), "imports: "),
    "a newer netlog": (_replaced('{"netlog": 1', '{"netlog": 2'), r"newer netlog \(version 2; this one reads 1\)"),
    "a newer schema": (lambda text: re.sub(r'"schema": \d+', '"schema": 99', text), r"newer netlog \(schema 99"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_whole_with_its_line_and_reason(what: str, told: Run, home: Path) -> None:
    change, reason = BROKEN[what]
    ran = read_back(told, home, change(export(told, home)), code=6)
    assert re.search(reason, ran.stderr, re.IGNORECASE), ran.stderr
    assert "file.json" in ran.stderr
    assert ran.stdout == ""
    assert len(ran.stderr) < 500
    assert not json.loads(export(told, home, db="new.db"))["data"]["contact"]


def test_the_line_that_is_named_is_the_line_of_the_record(told: Run, home: Path) -> None:
    lines = export(told, home).splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines, 1) if '"Prefers mornings"' in line)
    lines[at - 1] = lines[at - 1].replace('"private": 0', '"private": 7')
    assert f"line {at}, note" in read_back(told, home, "".join(lines), code=6).stderr


def test_what_is_not_utf_8_is_refused(told: Run, home: Path) -> None:
    (home / "latin.json").write_bytes(export(told, home).replace("Tom", "Tomé").encode("latin-1"))
    assert "it is not UTF-8" in told("--db", str(home / "new.db"), "import", str(home / "latin.json"), code=6).stderr


def test_an_export_in_another_layout_is_read_all_the_same(told: Run, home: Path) -> None:
    before = export(told, home)
    read_back(told, home, json.dumps(json.loads(before), indent=4))
    assert export(told, home, db="new.db") == before


def test_json_of_another_command_is_no_export(told: Run, home: Path) -> None:
    ran = read_back(told, home, told("contacts", "--json").stdout, code=6)
    assert ran.stderr.startswith("netlog: file.json is what `netlog contacts` printed as JSON.\n")


def test_an_export_among_other_files_is_left_out_and_said(told: Run, home: Path) -> None:
    (home / "in").mkdir()
    (home / "in" / "all.json").write_text(export(told, home), encoding="utf-8")
    (home / "in" / "people.csv").write_text("Name,Employer\nKit Moore,Stripe\n", encoding="utf-8")
    ran = told("--db", str(home / "new.db"), "import", str(home / "in"))
    assert "Left out of in: all.json (all.json is what `netlog export` printed as JSON)." in ran.stderr


def test_an_export_takes_no_option_that_would_change_it(told: Run, home: Path) -> None:
    (home / "file.json").write_text(export(told, home), encoding="utf-8")
    ran = told("--db", str(home / "new.db"), "import", str(home / "file.json"), "--tag", "friend", code=6)
    assert (
        ran.stderr == "netlog: file.json is an export of netlog, and is taken as it is.\nImport it without options.\n"
    )


# --- a part of it ---------------------------------------------------------------------------------


def test_an_export_of_some_holds_nobody_else(told: Run, home: Path) -> None:
    text = export(told, home, "--school", SCHOOL)
    data = json.loads(text)["data"]
    assert {row["name"] for row in data["contact"]} == {
        "Dana Reyes",
        "Ana Lopez",
        "Ben Ito",
        "Cara Diaz",
        "Dev Patel",
        "Eve Moss",
    }
    assert not re.search("Priya|Okafor|Alvarez|Amazon", text)
    assert not data["whole"]


@pytest.mark.parametrize("filters", [("Priya",), ("--in-play",), ("--tag", "mentor"), ("--org", "Stripe"), ("Tom",)])
def test_a_part_read_back_is_sound_and_derived_anew(filters: tuple[str, ...], told: Run, home: Path) -> None:
    read_back(told, home, export(told, home, *filters))
    findings = told("--db", str(home / "new.db"), "doctor", "--json").data
    assert [finding["problems"] for finding in findings if finding["problems"]] == []


def test_no_private_leaves_private_notes_out(told: Run, home: Path) -> None:
    assert SECRET in export(told, home)
    text = export(told, home, "--no-private")
    assert SECRET not in text
    assert "Prefers mornings" in text
    read_back(told, home, text)
    assert "Prefers mornings" in export(told, home, db="new.db")


@pytest.mark.parametrize("format_", ["csv", "vcard", "ics", "markdown"])
def test_what_leaves_the_machine_holds_no_private_note_unless_asked(format_: str, told: Run, home: Path) -> None:
    for more in ((), ("--no-private",)):
        text = export(told, home, "--format", format_, *more)
        assert "Priya Natarajan" in text
        assert SECRET not in text
    assert (SECRET in export(told, home, "--format", format_, "--private")) == (format_ != "ics")


def test_a_filter_that_nothing_is_known_of_is_said(told: Run, home: Path) -> None:
    ran = told("export", "--format", "csv", "--school", "Nowhere")
    assert ran.stderr.startswith("netlog knows no school Nowhere.\nNobody fits; ")
    assert len(ran.stdout.splitlines()) == 1


def test_a_file_named_without_output_is_taken_for_a_filter_and_said(told: Run) -> None:
    assert told("export", "people.csv").stderr == (
        "Nobody fits; fewer options find more. The file to write to is named by --output.\n"
    )


# --- files ----------------------------------------------------------------------------------------


def test_a_file_is_its_owners_alone_and_is_not_written_over(told: Run, home: Path) -> None:
    file = home / "out.json"
    ran = told("export", "--output", str(file))
    assert ran.stdout == f"Wrote 11 contacts and all that belongs to them to {file}.\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text("utf-8") == export(told, home)
    file.write_text("mine", encoding="utf-8")
    again = told("export", "--output", str(file), code=5)
    assert again.stderr == f"netlog: {file} is there already.\nName another file, or add --force.\n"
    assert file.read_text("utf-8") == "mine"
    told("export", "--output", str(file), "--force")
    assert file.read_text("utf-8") == export(told, home)
    assert sorted(path.name for path in home.glob(".out*")) == []


def test_a_write_that_fails_leaves_what_was_there(told: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = home / "out.json"
    file.write_text("mine", encoding="utf-8")
    monkeypatch.setattr("os.fsync", breaks)
    assert told("export", "-o", str(file), "--force", code=1).stderr == "netlog: No space left on device.\n"
    assert file.read_text("utf-8") == "mine"
    assert list(home.glob(".out*")) == []


def test_a_missing_folder_is_said(told: Run, home: Path) -> None:
    assert "There is no folder" in told("export", "-o", str(home / "no" / "out.json"), code=3).stderr


def test_a_folder_takes_a_page_for_each_contact(told: Run, home: Path) -> None:
    told("export", "--format", "markdown", "-o", f"{home}/pages/")
    names = sorted(path.name for path in (home / "pages").iterdir())
    assert "priya-natarajan-c3.md" in names
    assert len(names) == 11 + 1
    assert "- [Priya Natarajan](priya-natarajan-c3.md), Stripe\n" in (home / "pages" / "index.md").read_text("utf-8")
    told("export", "--format", "markdown", "-o", str(home / "pages"), code=5)
    for name in names:
        (home / "pages" / name).unlink()
    (home / "pages" / "index.md").write_text("mine", encoding="utf-8")
    told("export", "--format", "markdown", "-o", str(home / "pages"), "Ana", code=5)
    assert not (home / "pages" / "ana-lopez-c8.md").exists(), "all of it, or nothing"
    told("export", "--format", "markdown", "-o", str(home / "pages"), "--force")


def test_a_folder_of_cards_is_what_khard_reads(told: Run, home: Path) -> None:
    told("export", "--format", "vcard", "-o", f"{home}/cards/", "--vcard-version", "4.0")
    cards = [path.read_text("utf-8") for path in (home / "cards").glob("*.vcf")]
    assert len(cards) == 11
    assert all(card.startswith("BEGIN:VCARD\n") and card.count("BEGIN:VCARD") == 1 for card in cards)


def test_a_format_that_is_one_text_becomes_a_file_in_the_folder(told: Run, home: Path) -> None:
    told("export", "--format", "ics", "-o", f"{home}/all/")
    assert [path.name for path in (home / "all").iterdir()] == ["netlog.ics"]


def test_a_format_that_is_none_is_said(told: Run) -> None:
    ran = told("export", "--format", "xml", code=2)
    assert ran.stderr == ('netlog: There is no format "xml" to export.\nChoose json, csv, vcard, ics, markdown.\n')


# --- CSV ------------------------------------------------------------------------------------------


def test_csv_runs_no_formula_and_comes_back_as_it_was(netlog: Run, home: Path) -> None:
    names = ("=1+1", "+add", "-sub", "@cmd", "'=x", "''@y", "'plain", 'Ann "Q" O\'Neil', "Zoë, Ltd; & |")
    for name in names:
        netlog("add-contact", "--org", "Stripe", "--phone", "+1 555 0100", "--note", "=SUM(A1)\nsecond", "--", name)
    file = home / "people.csv"
    netlog("export", "--format", "csv", "-o", str(file))
    assert file.read_bytes().startswith(b"\xef\xbb\xbfname,")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    guarded = {row["name"] for row in rows}
    assert guarded >= {"'=1+1", "'+add", "'-sub", "'@cmd", "''=x", "'''@y", "'plain"}
    assert {row["phones"] for row in rows} == {"+1 555 0100"}
    assert not [
        cell for row in rows for cell in row.values() if re.match(r"[=@\t\r]|[+-]\D", cell) and cell != "+1 555 0100"
    ]
    netlog("--db", str(home / "new.db"), "import", str(file))
    found = {contact["name"] for contact in netlog("--db", str(home / "new.db"), "contacts", "--json").data}
    assert found == set(names)


def test_the_csv_of_contacts_loses_its_guard_too(netlog: Run, home: Path) -> None:
    netlog("add-contact", "=1+1", "--org", "@Home")
    (home / "list.csv").write_text(netlog("contacts", "--format", "csv").stdout, encoding="utf-8")
    netlog("--db", str(home / "new.db"), "import", str(home / "list.csv"))
    found = netlog("--db", str(home / "new.db"), "contacts", "--json").data
    assert [(contact["name"], contact["organization"]) for contact in found] == [("=1+1", "@Home")]


def test_a_strangers_csv_keeps_its_apostrophes(netlog: Run, home: Path) -> None:
    (home / "list.csv").write_text("Name,Employer\n'=1+1,Stripe\n", encoding="utf-8")
    netlog("import", str(home / "list.csv"))
    assert [contact["name"] for contact in netlog("contacts", "--json").data] == ["'=1+1"]


def test_csv_on_stdout_has_no_mark_before_its_header(told: Run, home: Path) -> None:
    assert export(told, home, "--format", "csv").startswith("name,nickname,")


def test_csv_of_the_same_database_adds_nobody_and_changes_nothing(told: Run, home: Path) -> None:
    told("export", "--format", "csv", "-o", str(home / "people.csv"))
    before = json.loads(export(told, home))["data"]
    report = told("import", str(home / "people.csv"), "--json").data
    assert (report["read"], report["added"], report["updated"], report["unchanged"]) == (11, 0, 0, 11)
    assert report["warnings"] == []
    after = json.loads(export(told, home))["data"]
    assert {table: after[table] for table in TABLES if table != "source"} == {
        table: before[table] for table in TABLES if table != "source"
    }


def test_somebody_renamed_in_the_spreadsheet_is_the_same_person(netlog: Run, home: Path) -> None:
    netlog("add-contact", "Jo Park")
    file = home / "people.csv"
    netlog("export", "--format", "csv", "-o", str(file))
    file.write_text(file.read_text("utf-8-sig").replace("Jo Park", "Joanna Park-Lee"), encoding="utf-8")
    assert netlog("import", str(file), "--json").data["added"] == 0


def test_who_is_known_and_who_is_a_lead_comes_back_from_csv(told: Run, home: Path) -> None:
    told("export", "--format", "csv", "-o", str(home / "people.csv"))
    told("--db", str(home / "new.db"), "import", str(home / "people.csv"))
    stages = {c["name"]: c["stage"] for c in told("--db", str(home / "new.db"), "contacts", "--json").data}
    assert stages["Ben Ito"] == "lead"


# --- calendar, Markdown, vCard --------------------------------------------------------------------


def test_the_calendar_has_meetings_and_what_is_owed_with_alarms_and_the_same_identities(told: Run, home: Path) -> None:
    from icalendar import Calendar

    found = [
        Calendar.from_ical(export(told, home, "--format", "ics", today=day)) for day in ("2026-11-02", "2026-11-04")
    ]
    uids = [{str(event["uid"]) for event in calendar.walk("VEVENT")} for calendar in found]
    events: dict[str, Any] = {str(event["summary"]): event for event in found[0].walk("VEVENT")}
    assert len(uids[0]) == len(found[0].walk("VEVENT"))
    assert uids[0] & uids[1]
    plan = events["Coffee: Tom Alvarez"]
    assert plan.walk("VALARM")
    assert int(plan["sequence"]) == 1
    thanks = events["Thank-you note: Priya Natarajan"]
    assert (str(thanks["dtstart"].dt), str(thanks["transp"])) == ("2026-11-03", "TRANSPARENT")
    assert not events["Coffee: Priya Natarajan"].walk("VALARM"), "what is over rings no bell"


def test_the_calendar_names_its_days_in_full(told: Run, home: Path) -> None:
    from icalendar import Calendar

    events = Calendar.from_ical(export(told, home, "--format", "ics")).walk("VEVENT")
    because = [str(event["description"]) for event in events if "description" in event]
    assert "you planned a coffee for Thu 5 November 2026: how did it go?" in because
    assert not [words for words in because if "today" in words]


def test_netlogs_own_calendar_says_nothing_new(told: Run, home: Path) -> None:
    file = home / "demo.ics"
    file.write_text(export(told, home, "--format", "ics"), encoding="utf-8")
    before = export(told, home)
    data = told("import", str(file), "--json").data
    assert (data["unchanged"], data["skipped"], data["batch"]) == (2, [], None)
    assert export(told, home) == before


def test_netlogs_own_calendar_makes_the_meetings_in_another_database(told: Run, home: Path) -> None:
    file = home / "demo.ics"
    file.write_text(export(told, home, "--format", "ics"), encoding="utf-8")
    new = ("--db", str(home / "new.db"))
    data = told(*new, "import", str(file), "--json", today="2026-11-03").data
    assert (data["added"], data["people_added"], data["skipped"]) == (2, 2, [])
    assert told(*new, "import", str(file), "--json").data["unchanged"] == 2
    found = []
    for db in ("netlog.db", "new.db"):
        with closing(sqlite3.connect(home / db)) as stored:
            sql = (
                "select m.kind, m.state, m.day_on, m.starts_at, m.place, c.name from meeting m"
                " join attendance a on a.meeting_id = m.id join contact c on c.id = contact_id order by day_on, c.name"
            )
            found.append(stored.execute(sql).fetchall())
    assert found[0] == found[1]
    file.write_text(export(told, home, "--format", "ics", db="new.db"), encoding="utf-8")
    for db in ("new.db", "netlog.db"):
        data = told("--db", str(home / db), "import", str(file), "--json").data
        assert (data["unchanged"], data["batch"]) == (2, None)


def test_the_calendar_of_some_names_nobody_else(told: Run, home: Path) -> None:
    text = export(told, home, "Tom", "--format", "ics")
    assert "Tom Alvarez" in text
    assert "Priya" not in text


def test_markdown_reads_a_strangers_name_as_a_name(netlog: Run) -> None:
    netlog("add-contact", "# *Bo* [x](http://e.vil) <b>", "--note", "1. one\n- two\n\nthree `four`")
    text = netlog("export", "--format", "markdown").stdout
    assert text.startswith("# \\# \\*Bo\\* \\[x\\](http://e.vil) \\<b\\>\n")
    assert "1\\. one\\\n\\- two\n\nthree \\`four\\`\n" in text


def test_markdown_tells_what_happened(told: Run, home: Path) -> None:
    text = export(told, home, "Priya Nat", "--format", "markdown")
    assert "# Priya Natarajan\n" in text
    for line in ("- Stripe\n", "- through Sam Okafor: ", "  - learned: Half of it is law\n", "Prefers mornings\n"):
        assert line in text


@pytest.mark.parametrize("format_", ["csv", "vcard"])
def test_an_export_into_the_same_database_changes_nobody(format_: str, told: Run, home: Path) -> None:
    file = home / "people.vcf"
    told("export", "--format", format_, "-o", str(file))
    before = told("contacts", "--json").stdout
    data = told("import", str(file), "--json").data
    assert (data["added"], data["updated"], data["unchanged"]) == (0, 0, 11)
    assert told("contacts", "--json").stdout == before


@pytest.mark.parametrize("format_", ["csv", "vcard"])
def test_people_brought_elsewhere_are_the_same_ones(format_: str, told: Run, home: Path) -> None:
    told("edit-contact", "Priya Nat", "--industry", "Payments; cards", "--function", "Cheese, aged")
    told("edit-contact", "Sam", "--how-met", "at school; in Lansing", "--met", "2011-05")
    file, new = home / "people.vcf", ("--db", str(home / "new.db"))
    told("export", "--format", format_, "-o", str(file))
    data = told(*new, "import", str(file), "--json").data
    assert (data["added"], data["connected"] + data["leads"]) == (11, 11)
    facts = "uid, name, industry, function, how_met, known_since, known"
    sql = f"select {facts} from contact where is_me = 0 order by name, uid"
    found = []
    for db in ("netlog.db", "new.db"):
        with closing(sqlite3.connect(home / db)) as stored:
            found.append(stored.execute(sql).fetchall())
    assert found[0] == found[1]
    told("edit-contact", "Tom", "--name", "Thomas Alvarez-Ruiz")
    told("export", "--format", format_, "-o", str(file), "--force")
    data = told(*new, "import", str(file), "--json").data
    assert (data["added"], data["updated"], data["unchanged"]) == (0, 1, 10)


def test_cards_are_read_back_by_vobject(told: Run, home: Path) -> None:
    import vobject

    for version in ("3.0", "4.0"):
        cards = list(vobject.readComponents(export(told, home, "--format", "vcard", "--vcard-version", version)))
        assert len(cards) == 11
        assert {card.fn.value for card in cards} >= {"Priya Natarajan", "Sam Okafor"}
        assert {card.version.value for card in cards} == {version}
