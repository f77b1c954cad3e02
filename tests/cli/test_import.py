"""`netlog import` from the command line: what it says, on which stream, with which code."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any

import pytest

from netlog.cli import context
from netlog.store.writer import importing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINKEDIN = """\
Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Priya,Natarajan,https://www.linkedin.com/in/priya,,Stripe,Senior Product Manager,12 Mar 2024
,,,,,,11 Mar 2024
Ana,Lopez,https://www.linkedin.com/in/ana,,Figma,Designer,30 Feb 2024
"""
NOBODY_IS_ME = "Run `netlog init` to say who you are, then import again: it marks whom you know.\n"


@pytest.fixture
def file(home: Path) -> Callable[..., str]:
    """Write a file, and give its path."""

    def write(content: str | bytes, name: str = "people.csv") -> str:
        path = home / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


def plain(ran: Any) -> dict[str, str]:
    """The lines of the report, without what lists rows."""
    lines = dict(line.split("\t") for line in ran.stdout.splitlines())
    return {key: value for key, value in lines.items() if "." not in key and key not in ("key", "file")}


# --- the report -----------------------------------------------------------------------------------


def test_the_report_in_json(netlog: Callable[..., Any], file: Callable[..., str]) -> None:
    path = file(LINKEDIN, "Connections.csv")
    ran = netlog("import", path, "--json")
    assert ran.data == {
        "file": path,
        "format": "linkedin",
        "read": 3,
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "people_added": 2,
        "connected": 2,
        "leads": 0,
        "skipped": [{"line": 6, "reason": "a hidden or closed profile: no name"}],
        "warnings": [{"line": 7, "reason": 'Connected On: "30 Feb 2024" is no date'}],
        "possible_duplicates": [],
        "batch": 1,
    }
    assert ran.stderr == NOBODY_IS_ME


def test_the_report_in_a_pipe(netlog: Callable[..., Any], file: Callable[..., str]) -> None:
    ran = netlog("import", file(LINKEDIN))
    assert plain(ran) == {
        "format": "linkedin", "read": "3", "added": "2", "updated": "0", "unchanged": "0", "people_added": "2",
        "connected": "2", "leads": "0", "batch": "1",
    }  # fmt: skip


def test_a_screen_shows_the_first_rows_of_each_kind(
    netlog: Callable[..., Any], file: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "_is_terminal", lambda stream: True)
    monkeypatch.setenv("NO_COLOR", "1")
    ran = netlog("import", file("Name\nAna\n" + "\n".join(["x" * 300] * 12)), code=6)
    assert ran.stdout == (
        "Imported people.csv  table\n\n"
        "  read       13\n  added      1\n  updated    0\n  unchanged  0\n  skipped    12\n  connected  1\n\n"
        "Skipped\n"
        + "".join(f"  line {n}: a name of 300 characters; 200 is the most\n" for n in range(3, 13))
        + "  and 2 more (--json lists all)\n\nnetlog contacts · netlog undo\n"
    )
    assert ran.stderr == "12 rows of people.csv could not be taken: mend them in the file, and import it again.\n"


def test_several_files_are_several_steps_and_the_worst_code_counts(
    netlog: Callable[..., Any], file: Callable[..., str]
) -> None:
    ran = netlog(
        "import", file(LINKEDIN, "a.csv"), file("", "b.csv"), file("Name\nBen Ito\n", "c.csv"), "--json", code=6
    )
    assert [(report["added"], report["batch"]) for report in ran.data["files"]] == [(2, 1), (1, 2)]
    assert "b.csv is empty." in ran.stderr
    assert netlog("undo").stdout == "Took back: Imported c.csv: 1 added.\n"


def test_a_rehearsal_writes_nothing(netlog: Callable[..., Any], file: Callable[..., str], home: Path) -> None:
    path = file(LINKEDIN)
    ran = netlog("import", path, "--dry-run")
    assert plain(ran) | {"batch": ""} == plain(ran)
    assert plain(ran)["added"] == "2"
    assert ran.stderr == NOBODY_IS_ME + "Nothing was written: this was a rehearsal (--dry-run).\n"
    assert not (home / "netlog.db").exists()
    netlog("import", path)
    assert plain(netlog("import", path, "--dry-run", "--tag", "vip"))["updated"] == "2"
    assert plain(netlog("import", path))["unchanged"] == "2"


# --- options --------------------------------------------------------------------------------------


def test_a_roster_of_a_school(netlog: Callable[..., Any], file: Callable[..., str]) -> None:
    roster = file("Name,College,Class Year,Willing to Mentor\nAna Lopez,Business,2012,Yes\n")
    netlog("import", roster, "--school", "Michigan State University", "--tag", "alumni")
    (ana,) = netlog("contacts", "--json").data
    (school,) = ana["affiliations"]
    assert (school["organization"], school["end"]) == ("Michigan State University", "2012")
    assert (ana["stage"], ana["in_play"], sorted(ana["tags"])) == ("lead", False, ["alumni", "mentor"])


def test_people_i_have_not_met_are_leads(netlog: Callable[..., Any], file: Callable[..., str]) -> None:
    netlog("import", file(LINKEDIN), "--not-met")
    assert [contact["stage"] for contact in netlog("contacts", "--json").data] == ["lead", "lead"]


def test_a_column_is_what_the_user_says(netlog: Callable[..., Any], file: Callable[..., str]) -> None:
    netlog("import", file("Wer ist das,Wo\nAna Lopez,Figma\n"), "--map", "Wer ist das=name", "--map", "Wo=company")
    (ana,) = netlog("contacts", "--json").data
    assert (ana["name"], ana["organization"]) == ("Ana Lopez", "Figma")


def test_dates_in_the_order_that_the_user_says(netlog: Callable[..., Any], file: Callable[..., str]) -> None:
    table = file("Date,Who,Type\n3/4/2026,Ana Lopez,coffee\n")
    netlog("import", table, "--dates", "dmy")
    (ana,) = netlog("contacts", "--json").data
    assert ana["last_met_on"] == "2026-04-03"


def test_columns_that_are_not_used_are_named(netlog: Callable[..., Any], file: Callable[..., str]) -> None:
    ran = netlog("import", file("Name,Shoe Size\nAna Lopez,38\n"))
    assert ran.stderr == "Columns that netlog does not use: Shoe Size. To have one taken: --map 'COLUMN=FIELD'.\n"


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--map", "name"], 2, "--map name does not say which column holds which field."),
        (["--map", "Name=shoe size"], 6, 'There is no field "shoe size" to map a column to.'),
        (["--map", "Names=name"], 6, 'There is no column "Names" to map.'),
        (["--format", "papyrus"], 6, 'There is no format "papyrus".'),
        (["--dates", "ymd"], 2, "Invalid value for '--dates': 'ymd' is not one of 'dmy', 'mdy'."),
        (["--tag", " "], 6, "A tag has from 1 to 60 characters."),
        (["--school", ""], 6, "That is no name of a school."),
    ],
)
def test_options_that_cannot_be(
    options: list[str], code: int, said: str, netlog: Callable[..., Any], file: Callable[..., str], home: Path
) -> None:
    ran = netlog("import", file("Name\nAna Lopez\n"), *options, code=code)
    assert ran.stdout == ""
    assert ran.stderr.splitlines()[0] == f"netlog: {said}"
    assert len(ran.stderr.splitlines()) == 2  # the next step
    assert not (home / "netlog.db").exists()


# --- bad files ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "people.csv is empty."),
        (b" \n\n", "people.csv is empty."),
        (bytes(range(256)) * 20, "people.csv is a binary file, not a table."),
        (
            b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml",
            "people.csv is an Excel workbook, which netlog cannot read yet.",
        ),
        (
            b"Shoe Size,Colour\n38,red\n",
            'people.csv has no column for a name, an e-mail or a phone. Its columns: "Shoe Size", "Colour".',
        ),
    ],
    ids=["empty", "blank", "binary", "workbook", "nobody"],
)
def test_a_file_that_is_no_table_of_people_is_refused(
    content: bytes, said: str, netlog: Callable[..., Any], file: Callable[..., str], home: Path
) -> None:
    ran = netlog("import", file(content), code=6)
    assert ran.stdout == ""
    sentence, next_step = ran.stderr.splitlines()
    assert sentence == f"netlog: {said}"
    assert next_step
    assert not (home / "netlog.db").exists()


def test_a_file_that_is_not_there(netlog: Callable[..., Any], home: Path) -> None:
    ran = netlog("import", str(home / "nowhere.csv"), code=3)
    assert (ran.stdout, ran.stderr) == (
        "",
        f"netlog: There is no file {home / 'nowhere.csv'}.\nLook at its name and folder.\n",
    )


@pytest.mark.parametrize(("content", "code"), [("Name,Email\nAna Lopez,ana@example.com\n", 3), ("Name,Email\n", 6)])
def test_of_several_files_the_worst_says_the_exit_code(
    content: str, code: int, netlog: Callable[..., Any], file: Callable[..., str], home: Path
) -> None:
    ran = netlog("import", file(content), str(home / "nowhere.csv"), code=code)
    assert "There is no file" in ran.stderr


def test_what_comes_through_a_pipe_is_taken_as_a_file_is(
    netlog: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def pipe(content: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))

    pipe(b"Name,Email\nAna Lopez,ana@example.com\n")
    data = netlog("import", "-", "--json").data
    assert (data["file"], data["format"], data["added"]) == ("stdin", "table", 1)
    pipe(netlog("export", "--format", "csv").stdout.encode())
    assert netlog("import", "-", "--json").data["unchanged"] == 1
    pipe(b"")
    assert netlog("import", "-", code=6).stderr.startswith("netlog: stdin is empty.\n")
    monkeypatch.setattr("sys.stdin", None)
    assert netlog("import", "-", code=6).stderr.startswith("netlog: Nothing comes in on standard input.\n")


def test_a_file_without_rows_is_invalid(netlog: Callable[..., Any], file: Callable[..., str]) -> None:
    ran = netlog("import", file("Name,Email\n"), code=6)
    assert plain(ran)["read"] == "0"
    assert ran.stderr == "Nothing in people.csv could be taken. Export it again, and look whether it holds people.\n"


def test_a_linkedin_file_of_hidden_profiles_alone_is_as_it_should_be(
    netlog: Callable[..., Any], file: Callable[..., str]
) -> None:
    lines = LINKEDIN.splitlines()
    assert plain(netlog("import", file("\n".join([lines[3], lines[5]]))))["added"] == "0"


def test_bad_rows_are_told_and_the_others_taken(netlog: Callable[..., Any], file: Callable[..., str]) -> None:
    rows = [
        "Name,Email,Company,Met On",
        "Ana Lopez,ana@example.com",  # too few cells
        "Ben Ito,ben@example.com,Notion,2019,more,and more",  # too many
        f"{'x' * 10_000},x@example.com,,",
        "Cara Diaz,,Stripe,30 Feb 2026",
        ",,,2020",
        "[bold]Eve[/bold] \x1b[31mMoss\x07,,,",
        ",dev@example.com,,",
    ]
    ran = netlog("import", file("\n".join(rows)), "--json", code=6)
    assert (ran.data["read"], ran.data["added"]) == (7, 5)
    assert ran.data["skipped"] == [
        {"line": 4, "reason": "a name of 10,000 characters; 200 is the most"},
        {"line": 6, "reason": "no name, e-mail or phone"},
    ]
    assert [warning["line"] for warning in ran.data["warnings"]] == [3, 5, 7]
    names = {contact["name"] for contact in netlog("contacts", "--json").data}
    assert names == {"Ana Lopez", "Ben Ito", "Cara Diaz", "[bold]Eve[/bold] Moss", "dev@example.com"}
    assert ran.stderr == "1 row of people.csv could not be taken: mend it in the file, and import it again.\n"


def test_two_people_of_one_name_are_listed_as_perhaps_one(netlog: Callable[..., Any], file: Callable[..., str]) -> None:
    ran = netlog("import", file("Name,Company\nAna Lopez,Figma\nAna Lopez,Notion\n"), "--json")
    assert ran.data["possible_duplicates"] == [
        {"line": 3, "name": "Ana Lopez", "contact_id": 1, "contact": "Ana Lopez, Figma"}
    ]


def test_an_organization_with_an_endless_name_is_cut_and_told(
    netlog: Callable[..., Any], file: Callable[..., str]
) -> None:
    ran = netlog("import", file(f"Name,Company\nAna Lopez,{'x' * 300}\n"), "--json")
    assert ran.data["warnings"] == [{"line": 2, "reason": "an organization's name of 300 characters was cut to 200"}]


def test_a_school_with_an_endless_name_is_cut_as_told(netlog: Callable[..., Any], file: Callable[..., str]) -> None:
    ran = netlog("import", file(f"Name,School\nAna Lopez,{'x' * 300}\n"), "--json")
    assert ran.data["warnings"] == [{"line": 2, "reason": "an organization's name of 300 characters was cut to 200"}]
    (place,) = netlog("show", "Ana", "--json").data["affiliations"]
    assert place["organization"] == "x" * 200


# --- the database ---------------------------------------------------------------------------------


def test_the_database_is_backed_up_before_it_is_written_to_again(
    netlog: Callable[..., Any], file: Callable[..., str], home: Path
) -> None:
    netlog("import", file(LINKEDIN, "a.csv"))
    assert not (home / "backups").exists()  # there was nothing to lose
    netlog("import", file(LINKEDIN, "a.csv"))
    assert not (home / "backups").exists()  # nothing was written
    netlog("import", file("Name\nBen Ito\n", "b.csv"), file("Name\nCara Diaz\n", "c.csv"))
    (copy,) = (home / "backups").iterdir()
    assert copy.name == "netlog-2026-11-02-import.db"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert len(netlog("--db", str(copy), "contacts", "--json").data) == 2


def test_an_import_that_fails_in_the_middle_leaves_nothing(
    netlog: Callable[..., Any], file: Callable[..., str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(importing, "introduce", broken)
    ran = netlog("import", file(LINKEDIN), code=1)
    assert (ran.stdout, ran.stderr) == ("", "netlog: No space left on device.\n")
    assert netlog("contacts", "--json").data == []


def test_a_folder_that_cannot_be_written_to(netlog: Callable[..., Any], file: Callable[..., str], home: Path) -> None:
    (home / "taken").write_text("a file where a folder should be")
    ran = netlog("--db", str(home / "taken" / "netlog.db"), "import", file(LINKEDIN), code=None)
    assert ran.code in (1, 7)
    assert ran.stdout == ""
    assert ran.stderr.startswith("netlog: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_to(netlog: Callable[..., Any], file: Callable[..., str], home: Path) -> None:
    path = file(LINKEDIN)
    closed = home / "closed"
    closed.mkdir(mode=0o500)
    ran = netlog("--db", str(closed / "netlog.db"), "import", path, code=None)
    assert ran.code in (1, 7)
    assert list(closed.iterdir()) == []


def test_undo_takes_the_whole_import_back(netlog: Callable[..., Any], file: Callable[..., str]) -> None:
    netlog("import", file(LINKEDIN))
    assert netlog("undo").stdout == "Took back: Imported people.csv: 2 added.\n"
    assert netlog("contacts", "--json").data == []
