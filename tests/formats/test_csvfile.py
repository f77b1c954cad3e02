"""Any CSV-like file: encodings, delimiters, physical lines, broken quotes, and what is no table at all."""

from __future__ import annotations

import io
import os
import tracemalloc
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from netlog.errors import InvalidInput, NotFound
from netlog.formats.sniff import open_source

if TYPE_CHECKING:
    from pathlib import Path

ROWS = "Vorname;Nachname;E-Mail\nJörg;Müller;joerg@example.de\nZoë;Straße;zoe@example.de\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_a_file_is_read_in_whatever_encoding_it_was_saved(desk: Any, encoding: str) -> None:
    people = desk.people(ROWS.encode(encoding))
    assert [person.name for person in people] == ["Jörg Müller", "Zoë Straße"]


@pytest.mark.parametrize(
    ("encoding", "text", "name"),
    [
        ("cp932", "氏名,会社,メール\n山田花子,テスト商事,hanako@example.com\n", "山田花子"),
        ("cp1250", "Imię;Nazwisko;E-mail\nŁukasz;Wiśniewski;l@x.pl\nGrażyna;Źródło;g@x.pl\n", "Łukasz Wiśniewski"),
        ("cp1252", "Prénom;Nom;Société\nHélène;Lefèvre;Crédit Agricole\n", "Hélène Lefèvre"),
        ("cp1252", "Name,Company\nO’Brien,Figma\n", "O’Brien"),
    ],
)  # fmt: skip
def test_a_legacy_encoding_is_guessed_and_the_guess_is_told(desk: Any, encoding: str, text: str, name: str) -> None:
    assert desk.people(text.encode(encoding))[0].name == name
    assert desk.remarks[0] == (1, f"not UTF-8: read as {encoding}; look whether names with accents are right")


def test_a_wrong_byte_in_a_utf8_file_spoils_its_own_letter_only(desk: Any) -> None:
    content = "Name,Company\nJörg Müller,Bäckerei\nZoë Weiß,Käserei\nRen".encode() + b"\xe9 Roux,Caf\xe9\n"
    assert [person.name for person in desk.people(content)] == ["Jörg Müller", "Zoë Weiß", "René Roux"]


def test_a_letter_outside_ascii_far_down_is_seen(desk: Any) -> None:
    content = "Name,Email\n" + "Ann Lee,ann@example.com\n" * 8000
    people = desk.people(content.encode() + "José Muñoz,jose@example.com\n".encode("cp1252"))
    assert people[-1].name == "José Muñoz"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_header(desk: Any, delimiter: str) -> None:
    text = (
        delimiter.join(["Name", "Email", "Notes"]) + "\n" + delimiter.join(["Ann Lee", "ann@x.org", '"a,b;c|d"']) + "\n"
    )
    person = desk.person(text)
    assert (person.name, person.emails, person.notes) == ("Ann Lee", ("ann@x.org",), ("a,b;c|d",))


def test_excels_sep_line_is_not_a_header(desk: Any) -> None:
    assert desk.person("sep=;\nName;Email\nAnn Lee;ann@x.org\n").line == 3


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_counts_as_one_line(desk: Any, ending: str) -> None:
    assert [person.line for person in desk.people(ending.join(["Name,Email", "A B,a@x.org", "C D,c@x.org"]))] == [2, 3]


def test_a_row_carries_the_physical_line_it_begins_on(desk: Any) -> None:
    text = 'Name,Notes\nAnn Lee,"one\ntwo\nthree"\n\nBen Ito,short\n'
    assert [(person.name, person.line) for person in desk.people(text)] == [("Ann Lee", 2), ("Ben Ito", 6)]


def test_a_title_and_a_preamble_above_the_header_are_passed_over(desk: Any) -> None:
    above = 'Alumni of Example University\n"Exported, with care,\non 3 May"\n\n,,\n'
    text = above + "Name,Class Year,Email\nAnn Lee,2011,a@x.org\n"
    assert desk.person(text, school="Example University").line == 7


def test_a_missing_cell_is_an_empty_one(desk: Any) -> None:
    person = desk.person("Name,Email,Company\nAnn Lee\n")
    assert (person.name, person.company, desk.remarks) == ("Ann Lee", None, [])


def test_cells_beyond_the_header_are_told_of_and_the_person_is_taken(desk: Any) -> None:
    assert desk.person("Name,Email\nAnn Lee,a@x.org,x,,y\n").name == "Ann Lee"
    assert desk.remarks == [(2, "2 cells more than the header")]


def test_empty_cells_beyond_the_header_are_nothing(desk: Any) -> None:
    desk.person("Name,Email\nAnn Lee,a@x.org,,,\n")
    assert desk.remarks == []


def test_an_unclosed_quote_costs_no_other_row(desk: Any) -> None:
    text = 'Name,Email,Company\n"Ann Lee,a@x.org,Figma\nBen Ito,b@x.org,Notion\n"Cho, Lena",c@x.org,Stripe\n'
    assert [person.name for person in desk.people(text)] == ["Ann Lee", "Ben Ito", "Cho, Lena"]
    assert [line for line, _ in desk.remarks] == [2]


def test_an_unclosed_quote_in_the_last_row_is_read(desk: Any) -> None:
    assert [p.name for p in desk.people('Name,Email\nBen Ito,b@x.org\n"Ann Lee,a@x.org')] == ["Ben Ito", "Ann Lee"]


def test_quotes_inside_a_note_of_several_lines_keep_the_note_together(desk: Any) -> None:
    text = 'Name,Email,Notes\nAnn Lee,a@x.org,"said\n"hello" and left"\nBen Ito,b@x.org,x\n'
    assert [person.name for person in desk.people(text)] == ["Ann Lee", "Ben Ito"]


def test_control_characters_and_escapes_are_cut_out_and_told_of(desk: Any) -> None:
    person = desk.person("Name,Company\nAnn \x1b[31mLee\x00\x07,[bold]Figma[/bold]\n")
    assert (person.name, person.company) == ("Ann Lee", "[bold]Figma[/bold]")
    assert desk.remarks == [(2, "control characters were taken out")]


def test_a_direction_mark_around_a_number_is_cut_out(desk: Any) -> None:
    assert desk.person("Name,Phone\nAnn Lee,\u202a+1 415 555 0100\u202c\n").phones == ("+1 415 555 0100",)


def test_a_no_break_space_is_a_space(desk: Any) -> None:
    assert desk.person("Name,Company\nAnn\u00a0 Lee,Figma\n").name == "Ann Lee"
    assert desk.remarks == []


def refused(path: Path) -> str:
    with pytest.raises((InvalidInput, NotFound)) as caught:
        list(open_source(path).rows())
    assert caught.value.hint
    return caught.value.sentence


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "none.csv").write_bytes(content)
    assert refused(tmp_path / "none.csv") == "none.csv is empty."


def test_a_folder_a_missing_file_and_a_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is a folder" in refused(tmp_path)
    assert "There is no file" in refused(tmp_path / "missing.csv")
    assert "is not a file on a disk" in refused(tmp_path / "pipe")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "closed.csv"
    path.write_text("Name\nAnn\n")
    path.chmod(0)
    assert "cannot be read: Permission denied" in refused(path)


def test_a_name_that_is_too_long_for_the_system_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path / ("x" * 300))


def test_binary_rubbish_is_refused(tmp_path: Path) -> None:
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)) * 40)
    assert refused(tmp_path / "noise.csv") == "noise.csv is a binary file, not a table."


def workbook(inside: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(inside, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (workbook("[Content_Types].xml"), "an Excel workbook"),
        (workbook("Connections.csv"), "a zip archive"),
        (b"%PDF-1.7\n", "a PDF"),
        (b'[{"name": "Ann"}]', "JSON"),
        (b'{\n "contacts": []}', "JSON"),
        (b"<!DOCTYPE html><table>", "a web page or XML"),
        (b"SQLite format 3\x00", "a database"),
        (b"\x1f\x8b\x08\x00", "a packed archive"),
    ],
)
def test_another_kind_of_file_is_named(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "file.csv").write_bytes(content)
    assert refused(tmp_path / "file.csv") == f"file.csv is {what}, which netlog cannot read yet."


def test_one_endless_line_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    with path.open("wb") as file:
        for _ in range(60):
            file.write(b"Name,Email,x" * (1 << 17))
    tracemalloc.start()
    sentence = refused(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sentence == "Line 1 of endless.csv is more than a million characters long."
    assert peak < 40 << 20


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Name,Email,Notes\n" + f"Ann Lee,ann@example.com,{'x' * 400}\n" * 30_000)
    tracemalloc.start()
    count = sum(1 for _ in open_source(path).rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 30_000
    assert peak < 6 << 20


def test_a_source_tells_its_size_and_how_far_it_has_come(desk: Any) -> None:
    source = desk.source("Name,Email\n" + "Ann Lee,ann@example.com\n" * 5000)
    rows = source.rows()
    next(rows)
    assert 0 < source.position() < source.size
    list(rows)
    assert source.position() == source.size
