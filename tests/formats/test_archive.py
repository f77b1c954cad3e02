"""Zips and folders: what is read of them, in which order, and which zips are refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from netlog.errors import InvalidInput
from netlog.formats import archive
from netlog.rows.files import FilePerson

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAna,Lopez,,,Figma,PM,08 Feb 2026\n"
MESSAGES = (
    "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    "1,Ana Lopez,,Dana Reyes,2026-06-01 14:03:22 UTC,,Hello,INBOX\n"
)
INVITATIONS = 'From,To,Sent At,Message,Direction\nDana Reyes,Ana Lopez,"1/29/26, 2:37 PM",,OUTGOING\n'
PROFILE = "First Name,Last Name,Maiden Name,Headline\nDana,Reyes,,PM\n"
EXPORT = {
    "Invitations.csv": INVITATIONS,
    "messages.csv": MESSAGES,
    "Connections.csv": CONNECTIONS,
    "Profile.csv": PROFILE,
    "Email Addresses.csv": "Email Address,Confirmed\nme@example.org,Yes\n",
    "Rich_Media.html": "<html>",
}
CARD = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{}\r\nEND:VCARD\r\n"


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return path


def unpacked(path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, newline="")
    return path


@pytest.mark.parametrize("pack", [zipped, unpacked])
@pytest.mark.parametrize("inside", ["", "Basic_LinkedInDataExport_06-02-2026/"])
def test_linkedins_export_is_connections_then_messages_then_invitations(
    tmp_path: Path, pack: object, inside: str
) -> None:
    files = {inside + name: text for name, text in EXPORT.items()}
    path = zipped(tmp_path / "a.zip", files) if pack is zipped else unpacked(tmp_path / "a", files)
    assert archive.is_archive(path)
    with archive.opened(path) as found:
        assert [source.format for source in found.sources] == ["linkedin", "linkedin-messages", "linkedin-invitations"]
        assert [source.name for source in found.sources] == ["Connections.csv", "messages.csv", "Invitations.csv"]
        rows = [row for source in found.sources for row in source.rows()]
    assert [getattr(row, "direction", "") for row in rows] == ["", "received", "sent"]
    assert {Path(left.name).name for left in found.left} == {"Profile.csv", "Email Addresses.csv"}


def test_a_folder_of_cards_is_one_source_numbered_by_file(tmp_path: Path) -> None:
    cards = {f"people/{n}.vcf": CARD.format(f"Ann {n}") for n in range(3)}
    unpacked(tmp_path, {**cards, "people/9.vcf": "BEGIN:VCARD\nFN:Lost\n", ".hidden/x.vcf": CARD.format("No")})
    with archive.opened(tmp_path) as found:
        (source,) = found.sources
        rows = list(source.rows())
    assert [(row.line, row.name) for row in rows if isinstance(row, FilePerson)] == [
        (1, "Ann 0"),
        (2, "Ann 1"),
        (3, "Ann 2"),
    ]
    assert (rows[-1].line, getattr(rows[-1], "reason", "")) == (4, "9.vcf: the card of Lost has no end")
    assert source.position() == source.size


def test_what_cannot_be_read_is_listed_and_the_rest_is_taken(tmp_path: Path) -> None:
    unpacked(tmp_path, {"a.csv": "Name,Email\nAnn Lee,ann@x.org\n", "b.json": '{"a": 1}', "c.vcf": CARD.format("Bo")})
    with archive.opened(tmp_path) as found:
        assert [source.format for source in found.sources] == ["table", "vcard"]
        assert [(left.name, "JSON" in left.reason) for left in found.left] == [("b.json", True)]


def test_an_archive_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x.png": "x"})
    with pytest.raises(InvalidInput, match="holds nothing that netlog reads"), archive.opened(path):
        pass


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "C:\\evil.csv", "..\\evil.csv"])
def test_a_zip_with_paths_outside_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    path = zipped(tmp_path / "in" / "a.zip", {name: CONNECTIONS})
    with pytest.raises(InvalidInput, match="outside of itself"), archive.opened(path):
        pass
    assert not list(tmp_path.rglob("evil*"))


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("Connections.csv", "w") as file:
        for _ in range(64):
            file.write(b"\0" * (1 << 20))
    with pytest.raises(InvalidInput, match="would grow from"), archive.opened(path):
        pass


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"Connections.csv": CONNECTIONS})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(mark) + offset] |= 1
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match="encrypted"), archive.opened(path):
        pass


@pytest.mark.parametrize("end", [40, -30])
def test_a_truncated_or_damaged_zip_is_refused(tmp_path: Path, end: int) -> None:
    path = zipped(tmp_path / "a.zip", EXPORT)
    content = bytearray(path.read_bytes())
    content[40:60] = b"x" * 20
    path.write_bytes(content if end == 40 else content[:end])
    with pytest.raises(InvalidInput, match=r"broken zip|holds nothing"), archive.opened(path):
        pass


def test_a_workbook_is_no_archive(tmp_path: Path) -> None:
    assert not archive.is_archive(zipped(tmp_path / "a.xlsx", {"[Content_Types].xml": "", "xl/workbook.xml": ""}))
    assert not archive.is_archive(unpacked(tmp_path, {"a.csv": CONNECTIONS}) / "a.csv")


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    unpacked(tmp_path / "in", {"a.csv": CONNECTIONS})
    unpacked(tmp_path, {"secret.csv": CONNECTIONS})
    (tmp_path / "in" / "b.csv").symlink_to(tmp_path / "secret.csv")
    with archive.opened(tmp_path / "in") as found:
        assert [source.name for source in found.sources] == ["a.csv"]
