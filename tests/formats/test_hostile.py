"""Files that are broken, endless or meant to do harm: bounded time and memory, a sentence, and the good rows taken.

Each import is a process of its own that the system stops beyond SECONDS of computing or MEMORY bytes: that is the
assertion, and no clock is read.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 60
MEMORY = 640 << 20
LONG = 200 << 20  # bytes of a line without end

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{0}\nEMAIL:{0}@example.org\nEND:VCARD\n"
EVENT = (
    "BEGIN:VEVENT\nUID:{uid}\nDTSTART:{start}\nDTEND:{start}\nSUMMARY:Coffee\n{more}"
    "ATTENDEE;CN=Ana Lopez:mailto:ana@example.org\nEND:VEVENT\n"
)
CALENDAR = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{}END:VCALENDAR\n"


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class Taken:
    """What an import in a process of its own did."""

    def __init__(self, home: Path, *args: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NETLOG_")}
        environment |= {
            "NETLOG_DB": str(home / "netlog.db"),
            "NETLOG_CONFIG": str(home / "config.toml"),
            "NETLOG_TODAY": "2026-11-22",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "TMPDIR": str(home),
        }
        ran = subprocess.run(
            [sys.executable, "-m", "netlog", "import", *args, "--json"],
            capture_output=True, text=True, env=environment, preexec_fn=_limits, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        self.code, self.stderr = ran.returncode, ran.stderr
        self.data: dict[str, Any] = json.loads(ran.stdout)["data"] if ran.stdout else {}
        assert "Traceback" not in ran.stderr
        assert "did not foresee" not in ran.stderr

    @property
    def reports(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.data.get("files", [self.data] if self.data else [])
        return found

    @property
    def added(self) -> int:
        return sum(report["added"] for report in self.reports)


@pytest.fixture
def take(home: Path) -> Callable[..., Taken]:
    return lambda *args: Taken(home, *map(str, args))


def _write(path: Path, *parts: str | bytes | tuple[bytes, int]) -> Path:
    """A file of these parts; (bytes, n) is the bytes again and again, n bytes in all."""
    with path.open("wb") as file:
        for part in parts:
            if isinstance(part, tuple):
                piece = part[0] * max(1, (1 << 20) // len(part[0]))
                for _ in range(part[1] // len(piece)):
                    file.write(piece)
            else:
                file.write(part.encode() if isinstance(part, str) else part)
    return path


# --- zips -------------------------------------------------------------------------------------------


def _zip(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, take: Callable[..., Taken]) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.csv", "w") as member:
        for _ in range(300):
            member.write(bytes(1 << 20))
    ran = take(path)
    assert (ran.code, ran.added) == (6, 0)
    assert "would grow from" in ran.stderr
    assert not list(tmp_path.glob("netlog-*"))


def test_a_zip_that_lies_about_its_size_is_not_believed(tmp_path: Path, take: Callable[..., Taken]) -> None:
    path = _zip(tmp_path / "lies.zip", {"a.csv": "Name\n" + "Ana Lopez\n" * 4_000_000})
    raw = bytearray(path.read_bytes())
    size = (len("Name\n") + 10 * 4_000_000).to_bytes(4, "little")
    path.write_bytes(raw.replace(size, (100).to_bytes(4, "little")))
    assert take(path).code == 6


def test_a_zip_in_a_zip_is_left_and_the_rest_taken(tmp_path: Path, take: Callable[..., Taken]) -> None:
    inner = _zip(tmp_path / "inner.zip", {"people.csv": "Name\nBen Ito\n"})
    path = _zip(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes(), "people.csv": "Name\nAna Lopez\n"})
    ran = take(path)
    assert (ran.code, ran.added) == (0, 1)
    assert "Left out of outer.zip: inner.zip (inner.zip is a zip archive" in ran.stderr


@pytest.mark.parametrize("name", ["../out.csv", "/etc/out.csv", "a/../../out.csv", "C:\\out.csv", "..\\out.csv"])
def test_a_zip_that_writes_outside_of_itself_is_refused(tmp_path: Path, take: Callable[..., Taken], name: str) -> None:
    ran = take(_zip(tmp_path / "evil.zip", {name: "Name\nAna\n", "good.csv": "Name\nBen\n"}))
    assert ran.code == 6
    assert "outside" in ran.stderr
    assert not list(tmp_path.parent.glob("out.csv"))


def test_a_link_in_a_zip_is_not_followed(tmp_path: Path, take: Callable[..., Taken]) -> None:
    secret = _write(tmp_path / "secret.txt", "Name\nSecret Person\n")
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, str(secret))
        archive.writestr("people.csv", "Name\nAna Lopez\n")
    assert take(path).added == 1


# --- lines and files without end -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "before", "line", "after", "people"),
    [
        ("a.csv", "Name,Email\n" + "Ana Lopez,ana@example.org\n" * 70, b"x", "", 1),
        ("a.csv", "", b"x,", "", 0),
        ("a.vcf", CARD.format("Ana") + "BEGIN:VCARD\nVERSION:3.0\nFN:Ben\nNOTE:", b"x", "\nEND:VCARD\n", 2),
        (
            "a.vcf",
            CARD.format("Ana") + "BEGIN:VCARD\nVERSION:3.0\nPHOTO;ENCODING=b:",
            b"QUJD",
            "\nFN:Ben\nEND:VCARD\n",
            2,
        ),
        ("a.ldif", "dn: cn=Ana\ncn: Ana Lopez\nmail: ana@example.org\ndescription: ", b"x", "\n\n", 1),
        ("a.md", "### Activities:\n\n### Friends:\n- Ana Lopez\n- ", b"x", "\n", 1),
        ("a.org", "* Ana Lopez\n:PROPERTIES:\n:EMAIL: ana@example.org\n:NOTE: ", b"x", "\n:END:\n", 1),
        ("a.abook", "[format]\nprogram=abook\n\n[0]\nname=Ana Lopez\nemail=ana@example.org\nnotes=", b"x", "\n", 1),
        ("a.json", '{"version": "1.0", "x": "', b"x", '"}', 0),
        ("a.txt", "", b"x", "", 0),
    ],
)
def test_a_line_of_200_megabytes(
    tmp_path: Path, take: Callable[..., Taken], name: str, before: str, line: bytes, after: str, people: int
) -> None:
    ran = take(_write(tmp_path / name, before, (line, LONG), after))
    assert ran.code in ((6,) if people == 0 else (0, 6))
    assert ran.added == people
    assert ran.stderr or ran.reports[0]["warnings"] or ran.reports[0]["skipped"] or people


def test_a_calendar_with_a_line_of_200_megabytes(tmp_path: Path, take: Callable[..., Taken]) -> None:
    good = EVENT.format(uid="a", start="20260105T090000Z", more="")
    before = "BEGIN:VCALENDAR\nVERSION:2.0\n" + good + "BEGIN:VEVENT\nUID:b\nDESCRIPTION:"
    assert take(_write(tmp_path / "a.ics", before, (b"x", LONG), "\nEND:VEVENT\nEND:VCALENDAR\n")).added == 1


def test_a_photo_of_20_megabytes_costs_nothing(tmp_path: Path, take: Callable[..., Taken]) -> None:
    folded = b" " + b"QUJD" * 18 + b"\n"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Lopez\nPHOTO;ENCODING=b;TYPE=JPEG:\n"
    assert take(_write(tmp_path / "a.vcf", card, (folded, 20 << 20), "EMAIL:ana@example.org\nEND:VCARD\n")).added == 1


@pytest.mark.parametrize("component", ["VCARD", "X-THING"])
def test_ten_thousand_components_in_one_another(tmp_path: Path, take: Callable[..., Taken], component: str) -> None:
    nested = f"BEGIN:{component}\n" * 10_000 + f"END:{component}\n" * 10_000
    text = CARD.format("Ana") + "BEGIN:VCARD\nVERSION:3.0\nFN:Ben\n" + nested + "END:VCARD\n" + CARD.format("Cleo")
    assert take(_write(tmp_path / "a.vcf", text)).added >= 2


def test_ten_thousand_groups_of_a_vcard(tmp_path: Path, take: Callable[..., Taken]) -> None:
    groups = "".join(f"item{n}.X-ABLABEL:label {n}\nitem{n}.URL:https://example.org/{n}\n" for n in range(10_000))
    nested = "a." * 10_000 + "EMAIL:deep@example.org\n"
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Ben\n" + groups + nested + "END:VCARD\n" + CARD.format("Ana")
    assert take(_write(tmp_path / "a.vcf", text)).added == 2


@pytest.mark.parametrize("open_", ["[", '{"a":', "[{}," * 1])
def test_json_nested_without_end(tmp_path: Path, take: Callable[..., Taken], open_: str) -> None:
    text = '{"version": "1.0-preview.1", "account": {"data": ' + open_ * 200_000
    ran = take(_write(tmp_path / "a.json", text))
    assert (ran.code, ran.added) == (6, 0)
    assert ran.stderr


# --- calendars that never end ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "more",
    [
        "RRULE:FREQ=SECONDLY\n",
        "RRULE:FREQ=DAILY\n",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n",
        "RRULE:FREQ=MINUTELY;INTERVAL=1;BYSECOND=0\n",
        "RRULE:FREQ=DAILY;COUNT=99999999999\n",
        "RDATE:" + ",".join(f"2026{m:02}{d:02}T{h:02}{n:02}00Z" for m in range(1, 13) for d in range(1, 29)
                            for h in range(24) for n in range(0, 60, 5))[: 100_000 * 17 - 1] + "\n",
        "EXDATE:20260106T090000Z\n" * 100_000,
    ],
    ids=["every second", "every day", "never", "every minute", "count", "a hundred thousand days", "exceptions"],
)  # fmt: skip
def test_a_meeting_that_recurs_for_ever(tmp_path: Path, take: Callable[..., Taken], more: str) -> None:
    good = EVENT.format(uid="good", start="20260105T090000Z", more="")
    text = CALENDAR.format(good + EVENT.format(uid="bad", start="20200105T090000Z", more=more))
    ran = take(_write(tmp_path / "a.ics", text))
    assert ran.code in (0, 6)
    assert ran.added >= 1


# --- tables ---------------------------------------------------------------------------------------------


def test_a_table_of_a_hundred_thousand_columns(tmp_path: Path, take: Callable[..., Taken]) -> None:
    header = "Name," + ",".join(f"c{n}" for n in range(100_000))
    ran = take(_write(tmp_path / "a.csv", header + "\n", "Ana Lopez" + "," * 100_000 + "\n"))
    assert (ran.code, ran.added) in ((0, 1), (6, 0))
    assert len(ran.stderr) < 1_000


@pytest.mark.parametrize("content", ["Name,Email,Company\n", "", "\n\n\n", "\ufeff", "\x00" * 100])
def test_a_file_without_anybody(tmp_path: Path, take: Callable[..., Taken], content: str) -> None:
    ran = take(_write(tmp_path / "a.csv", content))
    assert (ran.code, ran.added) == (6, 0)
    assert ran.stderr


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-16-le", "Zoë Müller"), ("utf-16-be", "Zoë Müller"), ("utf-16", "Zoë Müller"), ("utf-32", "Zoë Müller"),
        ("shift_jis", "山田 太郎"), ("cp1252", "Zoë Müller"), ("utf-8-sig", "Zoë Müller"),
    ],
)  # fmt: skip
def test_encodings_are_found(tmp_path: Path, take: Callable[..., Taken], netlog: Any, encoding: str, name: str) -> None:
    rows = "".join(f"{name},person{n}@example.org\n" for n in range(3))
    text = "Name,Email\n" + (rows if encoding != "shift_jis" else "鈴木 花子,hanako@example.org\n" + rows)
    ran = take(_write(tmp_path / "a.csv", text.encode(encoding)))
    assert ran.code == 0
    assert name in {contact["name"] for contact in netlog("contacts", "--json").data}


def test_a_few_wrong_bytes_and_nulls_in_a_file_that_is_utf8(
    tmp_path: Path, take: Callable[..., Taken], netlog: Any
) -> None:
    text = "Name,Email\nZoë Müller,zoe@example.org\n".encode() + b"J\xfcrgen,j@example.org\nAn\x00a,ana@example.org\n"
    assert take(_write(tmp_path / "a.csv", text)).added == 3
    assert {contact["name"] for contact in netlog("contacts", "--json").data} == {"Zoë Müller", "Jürgen", "Ana"}


def test_markup_and_escape_sequences_are_data(tmp_path: Path, take: Callable[..., Taken], netlog: Any) -> None:
    evil = "\x1b[31m<b>[bold]Ana[/bold]</b>\x07\x1b]0;pwned\x07"
    row = ",".join(f'"{evil}\t{n}"' for n in range(4))
    take(_write(tmp_path / "a.csv", f"Name,Company,Title,City\n{row}\n"))
    shown = netlog("contacts").stdout + netlog("show", "c1").stdout + netlog("show", "c1", "--format", "table").stdout
    assert "<b>[bold]Ana[/bold]</b>" in shown
    assert not {character for character in shown if not character.isprintable()} - {"\n", "\t"}
    assert all(len(line.split("\t")) == len(shown.split("\n")[0].split("\t")) for line in
               netlog("contacts").stdout.splitlines())  # fmt: skip


# --- what is cut short ------------------------------------------------------------------------------------


WHOLE = {
    "a.vcf": CARD.format("Ana") + CARD.format("Ben"),
    "a.ics": CALENDAR.format("".join(EVENT.format(uid=n, start=f"2026010{n}T090000Z", more="") for n in (1, 2))),
    "a.ldif": "dn: cn=Ana\ncn: Ana Lopez\nmail: ana@example.org\n\ndn: cn=Ben\ncn: Ben Ito\nmail: ben@example.org\n",
    "a.csv": 'Name,Email,Notes\nAna,ana@example.org,"one\ntwo"\nBen,ben@example.org,"three\nfour"\n',
    "a.md": "### Activities:\n- 2026-01-05: Coffee with **Ana Lopez**.\n\n### Friends:\n- Ana Lopez\n- Ben Ito\n",
    "a.org": "".join(f"* {name}\n:PROPERTIES:\n:EMAIL: {name}@example.org\n:END:\n" for name in ("Ana", "Ben")),
    "a.abook": "[format]\nprogram=abook\nversion=0.6\n\n[0]\nname=Ana\nemail=ana@example.org\n\n[1]\nname=Ben\n",
    "a.json": '{"version": "1.0-preview.1", "account": {"data": [{"count": 1, "type": "contact", "values": []}]}}',
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_was_cut_short(tmp_path: Path, netlog: Any, name: str) -> None:
    whole = WHOLE[name].encode()
    for end in range(1, len(whole), max(1, len(whole) // 12)):
        ran = netlog("import", str(_write(tmp_path / name, whole[:end])), today="2026-11-22", code=None)
        assert ran.code in (0, 6), ran.stderr
        assert ran.stdout or ran.stderr
        assert "did not foresee" not in ran.stderr


def test_a_zip_that_was_cut_short(tmp_path: Path, netlog: Any) -> None:
    whole = _zip(tmp_path / "whole.zip", {"people.csv": "Name\nAna Lopez\n" * 50}).read_bytes()
    for end in (10, len(whole) // 2, len(whole) - 5):
        ran = netlog("import", str(_write(tmp_path / "cut.zip", whole[:end])), code=6)
        assert ran.stderr


# --- what is no file ---------------------------------------------------------------------------------------


def test_a_folder_whose_links_lead_in_a_circle(tmp_path: Path, take: Callable[..., Taken]) -> None:
    folder = tmp_path / "folder"
    (folder / "deeper").mkdir(parents=True)
    (folder / "deeper" / "circle").symlink_to(folder)
    (folder / "self.csv").symlink_to(folder / "self.csv")
    _write(folder / "deeper" / "people.csv", "Name\nAna Lopez\n")
    assert take(folder).added == 1


def test_a_pipe_a_folder_and_a_device_are_refused(tmp_path: Path, take: Callable[..., Taken]) -> None:
    pipe, folder = tmp_path / "pipe.csv", tmp_path / "folder.csv"
    os.mkfifo(pipe)
    folder.mkdir()
    for path in (pipe, folder, Path("/dev/zero"), tmp_path / "loop.csv", tmp_path / "nowhere.csv"):
        if path.name == "loop.csv":
            path.symlink_to(path)
        ran = take(path)
        assert (ran.code, ran.added) == (3 if path.name == "nowhere.csv" else 6, 0)
        assert ran.stderr


def test_pipes_in_a_folder_are_passed_by(tmp_path: Path, take: Callable[..., Taken]) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    os.mkfifo(folder / "pipe.csv")
    _write(folder / "people.csv", "Name\nAna Lopez\n")
    assert take(folder).added == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path, take: Callable[..., Taken]) -> None:
    path = _write(tmp_path / "a.csv", "Name\nAna\n")
    path.chmod(0)
    ran = take(path)
    assert ran.code == 6
    assert "cannot be read" in ran.stderr


def test_halves_of_characters_in_json_are_left_out(tmp_path: Path, take: Callable[..., Taken], netlog: Any) -> None:
    person = '{"uuid": "u-1", "properties": {"first_name": "A\\ud800na", "last_name": "Lopez"}}'
    data = f'[{{"count": 1, "type": "contacts", "values": [{person}]}}]'
    text = f'{{"version": "1.0-preview.1", "app_version": "4.1.2", "account": {{"data": {data}}}}}'
    assert take(_write(tmp_path / "a.json", text)).added == 1
    assert [contact["name"] for contact in netlog("contacts", "--json").data] == ["Ana Lopez"]
