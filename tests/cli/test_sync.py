"""`netlog sync`: a folder of vCards and the database come to say the same, and nobody is lost or doubled by it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from netlog.formats import vdir, vdir_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# The database's clock stands at noon of 2 Nov 2026 (conftest.MONDAY).
BEFORE, AFTER = "2026-11-01T08:00:00", "2026-11-03T08:00:00"


def card(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


ANN = card("UID:ann", "FN:Ann Lee", "N:Lee;Ann;;;", "EMAIL;TYPE=WORK:ann@example.org")


class Folder:
    """A folder of cards, and what lies in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()

    def __str__(self) -> str:
        return str(self.path)

    def names(self) -> list[str]:
        return sorted(file.name for file in self.path.iterdir())

    def of(self, name: str) -> Path:
        """The file of the card of that name."""
        (file,) = (file for file in self.path.glob("*.vcf") if f"FN:{name}\r\n" in self.text(file))
        return file

    def text(self, file: Path | str) -> str:
        return (self.path / file).read_bytes().decode()

    def lines(self, name: str) -> list[str]:
        return self.text(self.of(name)).split("\r\n")

    def write(self, file: str, text: str, at: str = AFTER) -> None:
        (self.path / file).write_bytes(text.encode())
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp()
        os.utime(self.path / file, (moment, moment))

    def change(self, name: str, old: str, new: str, at: str = AFTER) -> None:
        file = self.of(name)
        text = self.text(file)
        assert old in text
        self.write(file.name, text.replace(old, new), at)

    def stamps(self) -> dict[str, int]:
        return {file.name: file.stat().st_mtime_ns for file in self.path.iterdir()}


@pytest.fixture
def folder(home: Path) -> Folder:
    return Folder(home / "contacts")


@pytest.fixture
def sync(netlog: Any, folder: Folder) -> Callable[..., Any]:
    """Run `netlog sync` on the folder: its report, after a second run has found nothing to do."""

    def run(*options: str, code: int = 0) -> Any:
        ran = netlog("sync", str(folder), "--json", *options, code=code)
        stamps = folder.stamps()
        again = netlog("sync", str(folder), "--json", code=None)
        assert again.data["step"] is None, again.stdout
        assert folder.stamps() == stamps
        return ran.data

    return run


def names(people: list[dict[str, Any]]) -> list[str]:
    return [one["contact"] for one in people]


def everybody(netlog: Any) -> list[str]:
    return sorted(row["name"] for row in netlog("contacts", "--json").data)


def shown(netlog: Any, who: str) -> Any:
    return netlog("show", who, "--json").data


# --- who goes out and who comes in ----------------------------------------------------------------


def test_a_contact_becomes_a_card_and_a_second_run_changes_nothing(netlog: Any, folder: Folder, sync: Any) -> None:
    netlog("add-contact", "Priya Natarajan", "--org", "Stripe", "--title", "PM", "--email", "p@stripe.com")
    report = sync()
    assert names(report["cards_added"]) == ["Priya Natarajan"]
    uid = shown(netlog, "Priya")["uid"]
    assert folder.names() == [f"{uid}.vcf"]
    assert folder.lines("Priya Natarajan") == [
        "BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", "FN:Priya Natarajan", "N:Natarajan;Priya;;;", "ORG:Stripe",
        "TITLE:PM", "EMAIL:p@stripe.com", "END:VCARD", "",
    ]  # fmt: skip


def test_a_card_becomes_a_contact_whom_i_know_and_who_is_not_in_play(netlog: Any, folder: Folder, sync: Any) -> None:
    folder.write("1.vcf", ANN)
    report = sync()
    assert names(report["added"]) == ["Ann Lee"]
    ann = shown(netlog, "Ann")
    assert (ann["stage"], ann["in_play"], ann["emails"]) == ("connected", False, ["ann@example.org"])
    assert [source["format"] for source in ann["sources"]] == ["vcard"]
    assert folder.text("1.vcf") == ANN
    assert netlog("followups").stdout.count("\n") == 1


def test_strangers_of_a_roster_and_private_notes_stay_at_home(
    netlog: Any, home: Path, folder: Folder, sync: Any
) -> None:
    (home / "alumni.csv").write_text("First Name,Last Name,Class Year\nLena,Cho,2011\nBo,Ek,2012\n")
    netlog("import", str(home / "alumni.csv"), "--school", "Michigan State")
    netlog("note", "Lena", "Likes tea")
    netlog("note", "Lena", "Hates her boss", "--private")
    netlog("init", "--name", "Dana Reyes")
    assert names(sync()["cards_added"]) == ["Lena Cho"]
    assert "NOTE:Likes tea" in folder.lines("Lena Cho")
    assert "boss" not in folder.text(folder.of("Lena Cho"))


def test_a_card_of_somebody_who_is_there_is_theirs(netlog: Any, folder: Folder, sync: Any) -> None:
    netlog("add-contact", "Ann Lee", "--org", "Figma", "--title", "Designer", "--email", "ANN@example.org")
    folder.write("1.vcf", ANN.replace("END", "TEL;TYPE=CELL:+1 415 555 0100\r\nTITLE:Boss\r\nEND"))
    report = sync()
    assert everybody(netlog) == ["Ann Lee"]
    assert (names(report["added"]), names(report["updated"])) == ([], ["Ann Lee"])
    assert shown(netlog, "Ann")["phones"] == ["+1 415 555 0100"]
    assert folder.names() == ["1.vcf"]
    assert folder.lines("Ann Lee")[3:] == [
        "FN:Ann Lee", "N:Lee;Ann;;;", "EMAIL;TYPE=WORK:ann@example.org", "TEL;TYPE=CELL:+1 415 555 0100",
        "TITLE:Designer", "ORG:Figma", "END:VCARD", "",
    ]  # fmt: skip
    assert [(one["field"], one["kept"], one["lost"]) for one in report["conflicts"]] == [("title", "Designer", "Boss")]


def test_an_address_book_that_was_imported_before_is_not_doubled(
    netlog: Any, home: Path, folder: Folder, sync: Any
) -> None:
    mum = card("FN:Mum", "TEL:+1 415 555 0100")
    (home / "phone.vcf").write_text(ANN + mum)
    netlog("import", str(home / "phone.vcf"))
    folder.write("1.vcf", ANN)
    folder.write("2.vcf", mum)
    report = sync()
    assert everybody(netlog) == ["Ann Lee", "Mum"]
    assert (report["added"], folder.names()) == ([], ["1.vcf", "2.vcf"])
    netlog("import", str(home / "phone.vcf"))
    assert everybody(netlog) == ["Ann Lee", "Mum"]


def test_two_cards_of_one_person_stay_equal_and_one_may_go(netlog: Any, folder: Folder, sync: Any) -> None:
    folder.write("1.vcf", ANN)
    folder.write("2.vcf", ANN.replace("UID:ann", "UID:ann2").replace("END", "TEL:+1 415 555 0100\r\nEND"))
    sync()
    assert everybody(netlog) == ["Ann Lee"]
    assert "TEL:+1 415 555 0100" in folder.text("1.vcf")
    (folder.path / "2.vcf").unlink()
    assert sync()["removed"] == []
    assert everybody(netlog) == ["Ann Lee"]


# --- changes --------------------------------------------------------------------------------------


def test_a_change_in_the_folder_comes_in(netlog: Any, folder: Folder, sync: Any) -> None:
    netlog(
        "add-contact", "Ann Lee", "--org", "Figma:Designer:2020-", "--phone", "+1 415 555 0100", "--email", "a@b.org"
    )
    netlog("tag", "Ann", "mentor")
    sync()
    folder.change(
        "Ann Lee", "ORG:Figma\r\nTITLE:Designer", "ORG:Notion\r\nTITLE:Head of design\r\nADR:;;1 High St;Oakland;;;"
    )
    folder.change("Ann Lee", "EMAIL:a@b.org", "EMAIL:ann@notion.so")
    folder.change("Ann Lee", "CATEGORIES:mentor", "CATEGORIES:chess,mentor\r\nNOTE:Met at the\\nopen day")
    report = sync()
    ann = shown(netlog, "Ann")
    assert (ann["title"], ann["organization"], ann["city"]) == ("Head of design", "Notion", "Oakland")
    assert (ann["emails"], ann["phones"]) == (["ann@notion.so"], ["+1 415 555 0100"])
    assert ann["tags"] == ["mentor", "chess"]
    assert [entry["text"] for entry in ann["timeline"]] == ["Met at the\nopen day"]
    assert ("Figma", "2026-11") in [(job["organization"], job["end"]) for job in ann["affiliations"]]
    assert names(report["updated"]) == ["Ann Lee"]
    assert report["cards_updated"] == []
    netlog("undo")
    assert shown(netlog, "Ann")["organization"] == "Figma"


def test_a_change_here_goes_out_and_touches_no_line_that_netlog_does_not_know(
    netlog: Any, folder: Folder, sync: Any
) -> None:
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 40 + "\r\n " + "B" * 74
    before = [
        "item1.EMAIL;type=INTERNET;type=pref:ann@example.org", "item1.X-ABLabel:_$!<Other>!$_", photo, "FN:Ann Lee",
        "N:Lee;Ann;Maria;Dr.;", "item2.ADR;type=HOME:;;1 High St;Oakland;CA;94601;USA", "item2.X-ABADR:us",
        "TEL;type=CELL:+1 415 555 0100", "BDAY;value=date:1990-04-12", "X-FOO;a=b:c\\;d", "REV:2020-01-01T00:00:00Z",
        "CATEGORIES:myContacts,chess", "UID:ann",
    ]  # fmt: skip
    folder.write("1.vcf", card(*before))
    sync()
    netlog("edit-contact", "Ann", "--email", "ann@figma.com", "--city", "Berkeley, CA", "--org", "Figma")
    netlog("edit-contact", "Ann", "--drop-phone", "+1 415 555 0100")
    netlog("tag", "Ann", "mentor")
    sync()
    assert folder.text("1.vcf") == card(
        *before[:1],
        "EMAIL:ann@figma.com",
        *before[1:5],
        "item2.ADR;type=HOME:;;1 High St;Berkeley\\, CA;;94601;",
        "item2.X-ABADR:us",
        *before[8:10],
        "REV:20261102T120000Z",
        "CATEGORIES:myContacts,chess,mentor",
        "UID:ann",
        "ORG:Figma",
    )


def test_one_value_in_the_place_of_another_keeps_its_parameters(netlog: Any, folder: Folder, sync: Any) -> None:
    folder.write(
        "1.vcf", card("UID:ann", "FN:Ann Lee", "item1.EMAIL;TYPE=WORK:a@b.org", "item1.X-ABLabel:Lab", "TEL:1234")
    )
    sync()
    netlog("edit-contact", "Ann", "--email", "ann@figma.com", "--drop-email", "a@b.org")
    sync()
    assert "item1.EMAIL;TYPE=WORK:ann@figma.com\r\nitem1.X-ABLabel:Lab\r\n" in folder.text("1.vcf")
    netlog("edit-contact", "Ann", "--drop-email", "ann@figma.com")
    sync()
    assert "item1" not in folder.text("1.vcf")


def test_a_name_that_changes_here_is_taken_apart_on_the_card(netlog: Any, folder: Folder, sync: Any) -> None:
    folder.write("1.vcf", ANN)
    sync()
    netlog("edit-contact", "Ann", "--name", "Ann van Dyck")
    sync()
    assert folder.lines("Ann van Dyck")[3:5] == ["FN:Ann van Dyck", "N:van Dyck;Ann;;;"]


def test_different_fields_changed_on_both_sides_are_both_kept(netlog: Any, folder: Folder, sync: Any) -> None:
    folder.write("1.vcf", ANN)
    sync()
    netlog("edit-contact", "Ann", "--city", "Oakland", "--email", "ann@figma.com")
    folder.change("Ann Lee", "N:Lee", "NICKNAME:Annie\r\nTEL:+1 415 555 0100\r\nN:Lee")
    report = sync()
    ann = shown(netlog, "Ann")
    assert (ann["nickname"], ann["city"], ann["phones"]) == ("Annie", "Oakland", ["+1 415 555 0100"])
    assert report["conflicts"] == []
    text = folder.text("1.vcf")
    assert "ADR:;;;Oakland;;;" in text
    assert "EMAIL:ann@figma.com" in text
    assert "NICKNAME:Annie" in text


@pytest.mark.parametrize(("at", "stands", "side"), [(AFTER, "Boss", "folder"), (BEFORE, "Head", "netlog")])
def test_of_one_field_changed_on_both_sides_the_newer_stands_and_the_other_is_reported(
    netlog: Any, folder: Folder, sync: Any, at: str, stands: str, side: str
) -> None:
    folder.write("1.vcf", ANN)
    sync()
    netlog("edit-contact", "Ann", "--title", "Head")
    folder.change("Ann Lee", "N:Lee", "TITLE:Boss\r\nN:Lee", at)
    report = sync()
    assert shown(netlog, "Ann")["title"] == stands
    assert f"TITLE:{stands}" in folder.text("1.vcf")
    lost = {"Boss": "Head", "Head": "Boss"}[stands]
    (conflict,) = report["conflicts"]
    assert (conflict["field"], conflict["kept"], conflict["lost"], conflict["kept_from"]) == (
        "title",
        stands,
        lost,
        side,
    )
    history = netlog("history", "--json").data
    assert f'"{lost}"' in next(step["summary"] for step in history if step["command"] == "sync")


@pytest.mark.parametrize(("rev", "stands"), [("20261101T080000Z", "Head"), ("2026-11-03T08:00:00Z", "Boss")])
def test_a_card_that_tells_when_it_was_changed_is_believed(
    netlog: Any, folder: Folder, sync: Any, rev: str, stands: str
) -> None:
    folder.write("1.vcf", ANN.replace("END", "REV:2020-01-01\r\nEND"))
    sync()
    netlog("edit-contact", "Ann", "--title", "Head")
    folder.change("Ann Lee", "REV:2020-01-01", f"TITLE:Boss\r\nREV:{rev}", AFTER if stands == "Head" else BEFORE)
    sync()
    assert shown(netlog, "Ann")["title"] == stands


def test_the_note_of_a_card_is_all_notes_and_an_edit_finds_the_one_that_is_meant(
    netlog: Any, folder: Folder, sync: Any
) -> None:
    netlog("add-contact", "Ann Lee")
    for text in ("Likes tea", "Met in Rome", "Plays chess"):
        netlog("note", "Ann", text)
    netlog("note", "Ann", "Owes me money", "--private")
    sync()
    assert "NOTE:Likes tea\\n\\nMet in Rome\\n\\nPlays chess" in folder.lines("Ann Lee")
    folder.change("Ann Lee", "Met in Rome\\n\\nPlays chess", "Met in Milan")
    sync()
    bodies = {entry["text"] for entry in shown(netlog, "Ann")["timeline"]}
    assert bodies == {"Likes tea", "Met in Milan", "Owes me money"}


def test_a_note_changed_on_both_sides_keeps_what_either_wrote(netlog: Any, folder: Folder, sync: Any) -> None:
    netlog("add-contact", "Ann Lee")
    netlog("note", "Ann", "Likes tea")
    sync()
    netlog("note", "Ann", "Met in Rome")
    folder.change("Ann Lee", "NOTE:Likes tea", "NOTE:Likes tea\\n\\nPlays chess")
    sync()
    assert "NOTE:Likes tea\\n\\nMet in Rome\\n\\nPlays chess" in folder.lines("Ann Lee")


def test_a_renamed_file_is_followed(netlog: Any, folder: Folder, sync: Any) -> None:
    folder.write("1.vcf", ANN)
    folder.write("2.vcf", card("FN:Bo Ek", "EMAIL:bo@example.org"))
    sync()
    (folder.path / "1.vcf").rename(folder.path / "ann.vcf")
    (folder.path / "2.vcf").rename(folder.path / "bo.vcf")
    folder.change("Ann Lee", "N:Lee", "TITLE:Boss\r\nN:Lee")
    report = sync()
    assert {one["to"] for one in report["cards_renamed"]} == {"ann.vcf", "bo.vcf"}
    assert everybody(netlog) == ["Ann Lee", "Bo Ek"]
    assert shown(netlog, "Ann")["title"] == "Boss"
    assert folder.names() == ["ann.vcf", "bo.vcf"]


# --- deletions ------------------------------------------------------------------------------------


def test_a_card_that_is_deleted_takes_its_contact_along_and_undo_brings_both_back(
    netlog: Any, folder: Folder, sync: Any
) -> None:
    folder.write("1.vcf", ANN)
    folder.write("2.vcf", card("UID:bo", "FN:Bo Ek"))
    sync()
    (folder.path / "1.vcf").unlink()
    assert names(sync()["removed"]) == ["Ann Lee"]
    assert everybody(netlog) == ["Bo Ek"]
    netlog("undo")
    assert names(sync()["cards_added"]) == ["Ann Lee"]
    assert folder.names() == ["1.vcf", "2.vcf"]
    (folder.path / "1.vcf").unlink()
    assert names(sync()["removed"]) == ["Ann Lee"]


def test_a_contact_that_is_removed_takes_its_card_along(netlog: Any, folder: Folder, sync: Any) -> None:
    folder.write("1.vcf", ANN)
    folder.write("2.vcf", card("UID:bo", "FN:Bo Ek"))
    sync()
    netlog("remove", "c1", "--yes")
    assert sync()["cards_removed"] == ["1.vcf"]
    assert folder.names() == ["2.vcf"]
    netlog("undo")  # the sync
    netlog("undo")  # the removal
    assert names(sync()["cards_added"]) == ["Ann Lee"]
    assert folder.names() == ["1.vcf", "2.vcf"]


def test_a_card_that_somebody_puts_back_comes_back(netlog: Any, folder: Folder, sync: Any) -> None:
    folder.write("1.vcf", ANN)
    folder.write("2.vcf", card("UID:bo", "FN:Bo Ek"))
    sync()
    netlog("remove", "c1", "--yes")
    sync()
    folder.write("1.vcf", ANN)
    assert names(sync()["added"]) == ["Ann Lee"]
    (folder.path / "1.vcf").unlink()
    assert names(sync()["removed"]) == ["Ann Lee"]
    folder.write("1.vcf", ANN)
    assert names(sync()["added"]) == ["Ann Lee"]


def test_who_is_deleted_in_one_folder_goes_from_the_other(netlog: Any, home: Path, folder: Folder, sync: Any) -> None:
    other = Folder(home / "work")
    folder.write("1.vcf", ANN)
    folder.write("2.vcf", card("UID:bo", "FN:Bo Ek"))
    sync()
    netlog("sync", str(other))
    assert len(other.names()) == 2
    (folder.path / "1.vcf").unlink()
    sync()
    netlog("sync", str(other))
    assert (everybody(netlog), len(other.names())) == (["Bo Ek"], 1)


def test_my_own_card_is_mine_and_i_outlive_it(netlog: Any, folder: Folder, sync: Any) -> None:
    netlog("init", "--name", "Dana Reyes", "--email", "dana@example.org")
    folder.write("1.vcf", card("UID:me", "FN:Dana Reyes", "EMAIL:dana@example.org", "TEL:+1 415 555 0100"))
    folder.write("2.vcf", ANN)
    sync()
    assert everybody(netlog) == ["Ann Lee"]
    assert shown(netlog, "c1")["phones"] == ["+1 415 555 0100"]
    (folder.path / "1.vcf").unlink()
    assert sync()["removed"] == []
    assert shown(netlog, "c1")["name"] == "Dana Reyes"
    assert folder.names() == ["2.vcf"]


def test_a_namesake_is_added_and_named(netlog: Any, folder: Folder, sync: Any) -> None:
    netlog("add-contact", "Ann Lee", "--org", "Figma")
    folder.write("1.vcf", ANN)
    (warning,) = sync()["warnings"]
    assert warning == {
        "file": "1.vcf",
        "reason": "added, although c1 has the same name: `netlog merge` makes one of two",
    }


def test_an_organization_with_an_endless_name_is_cut_and_told_and_the_card_stays_whole(
    netlog: Any, folder: Folder, sync: Any
) -> None:
    folder.write("1.vcf", card("UID:ann", "FN:Ann Lee", f"ORG:{'x' * 300}"))
    assert sync()["warnings"] == [{"file": "1.vcf", "reason": "company of 300 characters was cut to 200"}]
    assert shown(netlog, "Ann")["organization"] == "x" * 200
    folder.change("Ann Lee", "x" * 300, "y" * 400)
    assert sync()["warnings"] == [{"file": "1.vcf", "reason": "company of 400 characters was cut to 200"}]
    assert shown(netlog, "Ann")["organization"] == "y" * 200
    assert f"ORG:{'y' * 400}" in folder.lines("Ann Lee")


def test_a_card_that_was_changed_after_its_contact_was_removed_comes_back(
    netlog: Any, folder: Folder, sync: Any
) -> None:
    folder.write("1.vcf", ANN)
    sync()
    netlog("remove", "c1", "--yes")
    folder.change("Ann Lee", "N:Lee", "TITLE:Boss\r\nN:Lee")
    assert names(sync()["added"]) == ["Ann Lee"]


def test_a_contact_with_whom_something_happened_outlives_the_card(netlog: Any, folder: Folder, sync: Any) -> None:
    folder.write("1.vcf", ANN)
    folder.write("2.vcf", card("UID:bo", "FN:Bo Ek"))
    sync()
    netlog("log-coffee", "Ann", "--quick")
    (folder.path / "1.vcf").unlink()
    ran = netlog("sync", str(folder))
    assert "Ann Lee (c1) stays although the card was deleted: 1 meeting would go too." in ran.stderr
    assert "Ann Lee" in everybody(netlog)
    assert netlog("sync", str(folder)).stderr == ""
    assert folder.names() == ["2.vcf"]
    assert names(sync("--force-delete")["removed"]) == ["Ann Lee"]


def test_a_contact_that_was_changed_here_since_outlives_the_card_and_gets_it_again(
    netlog: Any, folder: Folder, sync: Any
) -> None:
    folder.write("1.vcf", ANN)
    folder.write("2.vcf", card("UID:bo", "FN:Bo Ek"))
    sync()
    netlog("edit-contact", "Ann", "--title", "Head")
    (folder.path / "1.vcf").unlink()
    report = sync()
    assert names(report["kept"]) == names(report["cards_added"]) == ["Ann Lee"]
    assert "TITLE:Head" in folder.text("1.vcf")


def test_a_card_whose_uid_alone_changed_is_the_same_card(netlog: Any, folder: Folder, sync: Any) -> None:
    folder.write("1.vcf", ANN)
    sync()
    folder.write("1.vcf", ANN.replace("UID:ann", "UID:another").replace("END", "TITLE:Boss\r\nEND"))
    report = sync()
    assert (report["added"], report["removed"], names(report["updated"])) == ([], [], ["Ann Lee"])


def test_two_entries_that_become_one_leave_one_card(netlog: Any, folder: Folder, sync: Any) -> None:
    folder.write("1.vcf", ANN)
    folder.write("2.vcf", card("UID:ann2", "FN:Ann M. Lee", "TEL:+1 415 555 0100"))
    sync()
    netlog("merge", "c1", "c2")
    report = sync()
    assert report["cards_removed"] == ["2.vcf"]
    assert "TEL:+1 415 555 0100" in folder.text("1.vcf")


def fill(folder: Folder, count: int) -> None:
    for number in range(count):
        folder.write(f"{number}.vcf", card(f"UID:{number}", f"FN:Person {number}", f"EMAIL:p{number}@example.org"))


@pytest.mark.parametrize("left", [0, 28])
def test_many_cards_gone_at_once_are_an_accident_until_it_is_said_otherwise(
    netlog: Any, folder: Folder, sync: Any, left: int
) -> None:
    fill(folder, 40)
    sync()
    for number in range(left, 40):
        (folder.path / f"{number}.vcf").unlink()
    ran = netlog("sync", str(folder), code=1)
    assert ran.stdout == ""
    assert ("The folder is empty" if not left else "12 of 40 cards are gone") in ran.stderr
    assert "--force-delete" in ran.stderr
    assert len(everybody(netlog)) == 40
    assert len(folder.names()) == left
    assert len(sync("--force-delete")["removed"]) == 40 - left
    assert len(everybody(netlog)) == left


def test_ten_cards_are_no_accident_nor_is_a_quarter(netlog: Any, folder: Folder, sync: Any) -> None:
    fill(folder, 50)
    sync()
    for number in range(12):
        (folder.path / f"{number}.vcf").unlink()
    assert len(sync()["removed"]) == 12
    for number in range(12, 22):
        (folder.path / f"{number}.vcf").unlink()
    assert len(sync()["removed"]) == 10


def test_many_contacts_removed_here_are_not_passed_on_either(netlog: Any, folder: Folder) -> None:
    fill(folder, 20)
    netlog("sync", str(folder))
    for number in range(12):
        netlog("remove", f"c{number + 1}", "--yes")
    ran = netlog("sync", str(folder), code=1)
    assert "12 of the 20 cards are of people removed here" in ran.stderr
    assert len(folder.names()) == 20


# --- what is wrong --------------------------------------------------------------------------------


def test_a_bad_card_is_named_and_the_others_are_synced(netlog: Any, folder: Folder) -> None:
    folder.write("1.vcf", ANN)
    folder.write("2.vcf", ANN + ANN)
    folder.write("3.vcf", "hello")
    folder.write("4.vcf", card("N:;;;;", "ORG:Acme"))
    folder.write("5.vcf", "")
    (folder.path / "6.vcf").write_bytes(b"BEGIN:VCARD\r\nFN:M\xfcller\r\nEND:VCARD\r\n")
    folder.write("notes.txt", "no card")
    ran = netlog("sync", str(folder), "--json", code=6)
    assert {one["file"]: one["reason"] for one in ran.data["skipped"]} == {
        "2.vcf": "holds 2 cards: a folder of cards has each in its own file",
        "3.vcf": "holds no card",
        "4.vcf": '"Acme" is an organization',
        "5.vcf": "holds no card",
        "6.vcf": "is not UTF-8",
    }
    assert everybody(netlog) == ["Ann Lee"]
    assert "3 files could not be taken" in ran.stderr


def test_a_card_that_becomes_unreadable_is_not_taken_for_deleted(netlog: Any, folder: Folder) -> None:
    folder.write("1.vcf", ANN)
    netlog("sync", str(folder))
    folder.write("1.vcf", "half a c")
    netlog("sync", str(folder), code=6)
    assert everybody(netlog) == ["Ann Lee"]
    folder.write("1.vcf", ANN)
    assert netlog("sync", str(folder), "--json").data["step"] is None


def test_a_file_that_now_holds_somebody_else_is_somebody_else(netlog: Any, folder: Folder, sync: Any) -> None:
    folder.write("1.vcf", ANN)
    folder.write("2.vcf", card("UID:bo", "FN:Bo Ek", "TITLE:Cook"))
    sync()
    folder.write("1.vcf", card("UID:bo", "FN:Bo Ek", "TITLE:Cook"))
    folder.write("2.vcf", ANN.replace("END", "TITLE:Boss\r\nEND"))
    sync()
    assert [(row["name"], row["title"]) for row in netlog("contacts", "--json").data] == [
        ("Ann Lee", "Boss"),
        ("Bo Ek", "Cook"),
    ]


@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [
        ("nowhere", 3, "There is no folder"),
        ("file", 6, "is no folder"),
        ("parent", 6, "but folders of cards: contacts"),
    ],
)
def test_what_is_no_folder_of_cards_is_told(
    netlog: Any, home: Path, folder: Folder, name: str, code: int, sentence: str
) -> None:
    folder.write("1.vcf", ANN)
    (home / "file").write_text("")
    target = home if name == "parent" else home / name
    ran = netlog("sync", str(target), code=code)
    assert (ran.stdout, sentence in ran.stderr) == ("", True)


def test_a_rehearsal_writes_nothing(netlog: Any, home: Path, folder: Folder) -> None:
    folder.write("1.vcf", ANN)
    ran = netlog("sync", str(folder), "--dry-run", "--json")
    assert names(ran.data["added"]) == ["Ann Lee"]
    assert "Nothing was written" in ran.stderr
    assert not (home / "netlog.db").exists()
    netlog("add-contact", "Bo Ek")
    ran = netlog("sync", str(folder), "--dry-run", "--json")
    assert names(ran.data["cards_added"]) == ["Bo Ek"]
    assert folder.names() == ["1.vcf"]
    assert everybody(netlog) == ["Bo Ek"]


def test_a_run_cut_short_after_the_files_is_repaired_by_the_next(
    netlog: Any, folder: Folder, sync: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("1.vcf", ANN)
    sync()
    netlog("edit-contact", "Ann", "--title", "Head")
    netlog("add-contact", "Bo Ek")

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("netlog.formats.vdir_out.take_away", dies)
        patch.setattr("netlog.store.work._close_step", dies)
        netlog("sync", str(folder), code=130)
    assert "TITLE:Head" in folder.text("1.vcf")
    (folder.path / ".x.vcf.netlog.tmp").write_text("half")
    report = sync()
    assert (report["added"], report["conflicts"], len(folder.names())) == ([], [], 2)
    assert everybody(netlog) == ["Ann Lee", "Bo Ek"]
    assert shown(netlog, "Ann")["title"] == "Head"


def test_a_file_that_another_program_changes_meanwhile_is_left_to_the_next_run(
    netlog: Any, folder: Folder, sync: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("1.vcf", ANN)
    sync()
    netlog("edit-contact", "Ann", "--title", "Head")
    put_card = vdir_out.put_card

    def put_late(*args: Any) -> str | None:
        folder.write("1.vcf", ANN.replace("END", "NICKNAME:Annie\r\nEND"))
        return put_card(*args)

    with monkeypatch.context() as patch:
        patch.setattr(vdir_out, "put_card", put_late)
        ran = netlog("sync", str(folder))
    assert "1.vcf changed while it was synced: the next run takes it." in ran.stderr
    sync()
    assert (shown(netlog, "Ann")["title"], shown(netlog, "Ann")["nickname"]) == ("Head", "Annie")
    assert "TITLE:Head" in folder.text("1.vcf")


def test_one_run_is_one_step(netlog: Any, home: Path, folder: Folder) -> None:
    fill(folder, 3)
    netlog("add-contact", "Bo Ek")
    netlog("sync", str(folder))
    netlog("undo")
    with closing(sqlite3.connect(home / "netlog.db")) as db:
        assert db.execute("select count(*) from contact").fetchone() == (1,)
        assert db.execute("select count(*) from synced_card").fetchone() == (0,)
    assert len(folder.names()) == 4
    netlog("sync", str(folder))
    assert len(everybody(netlog)) == 4
    assert len(folder.names()) == 4


def test_what_a_card_cannot_say_is_not_tried_again(netlog: Any, folder: Folder, sync: Any) -> None:
    android = "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Annie;1;;;;;;;;;;;;;"
    folder.write("1.vcf", ANN.replace("END", f"{android}\r\nEND"))
    sync()
    netlog("edit-contact", "Ann", "--nickname", "")
    sync()
    report = netlog("sync", str(folder), "--json").data
    assert report["cards_updated"] == []


def test_a_folder_that_changes_while_the_database_is_waited_for_is_read_again(
    netlog: Any, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("1.vcf", ANN)
    netlog("sync", str(folder))
    read = vdir.read
    late = [ANN.replace("END", "TITLE:Boss\r\nEND")]

    def read_early(path: Path) -> Any:
        found = read(path)
        if late:
            folder.write("1.vcf", late.pop(), BEFORE)
        return found

    monkeypatch.setattr(vdir, "read", read_early)
    assert names(netlog("sync", str(folder), "--json").data["updated"]) == ["Ann Lee"]


def test_what_is_no_file_is_no_card(netlog: Any, folder: Folder) -> None:
    os.mkfifo(folder.path / "pipe.vcf")
    (folder.path / "folder.vcf").mkdir()
    folder.write("1.vcf", ANN)
    assert netlog("sync", str(folder), "--json").data["read"] == 1


def test_a_picture_of_20_mb_stays_in_the_folder(netlog: Any, home: Path, folder: Folder) -> None:
    picture = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * (20 << 20)
    folder.write("1.vcf", ANN.replace("END", f"{picture}\r\nEND"))
    netlog("sync", str(folder))
    netlog("edit-contact", "Ann", "--title", "Head")
    netlog("sync", str(folder))
    assert picture in folder.text("1.vcf")
    assert (home / "netlog.db").stat().st_size < 1 << 20


def test_nothing_that_a_stranger_wrote_reaches_the_terminal(netlog: Any, folder: Folder) -> None:
    folder.write("\x1b[31mx.vcf", ANN + ANN)
    folder.write("2.vcf", card("UID:1", "FN:Eve\x1b[31m [bold]Ek[/bold]", "TITLE:\x1b]0;x\x07Boss"))
    ran = netlog("sync", str(folder), code=6)
    assert "\x1b" not in ran.stdout + ran.stderr


def test_what_stands_for_a_number_but_is_none_stays_on_both_sides(sync: Any, folder: Folder, netlog: Any) -> None:
    """Two such are two: neither is the other, and none is taken out of the card."""
    sync()
    folder.write("ann.vcf", ANN)
    sync()
    folder.change("Ann Lee", "EMAIL", "TEL:1-800-FLOWERS\r\nTEL:1-800-HELPERS\r\nEMAIL")
    sync()
    assert netlog("show", "Ann Lee", "--json").data["phones"] == ["1-800-FLOWERS", "1-800-HELPERS"]
    assert {"TEL:1-800-FLOWERS", "TEL:1-800-HELPERS"} <= set(folder.lines("Ann Lee"))
