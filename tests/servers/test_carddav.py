"""A real CardDAV server (Radicale) and vdirsyncer between it and the folder that `netlog sync` keeps: the whole way.

Everything runs on the loopback interface. The "phone" speaks to the server as one does: PUT, GET and DELETE of cards.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from netlog.formats.cards_out import Version
from netlog.formats.cards_out import card as card_of
from netlog.rows.cards import Card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BIN = Path(sys.executable).parent
BOOK = "/dana/contacts"
MKCOL = (
    '<?xml version="1.0"?><mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop><resourcetype>'
    "<collection/><C:addressbook/></resourcetype></prop></set></mkcol>"
)
GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "sync.md"
# What the guide's configuration has, and what stands there in a test.
HERE = {
    "~/.local/share/vdirsyncer/status/": "{home}/status/",
    "~/.contacts/": "{home}/cards/",
    "https://dav.example.com/": "http://127.0.0.1:{port}/",
    'password.fetch = ["command", "secret-tool", "lookup", "service", "carddav"]': 'password = "x"',
}


def config(home: Path, port: int) -> str:
    """The guide's configuration of vdirsyncer, for this server."""
    (text,) = re.findall(r"^```ini\n(.*?)^```", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    for there, here in HERE.items():
        assert there in text
        text = text.replace(there, here.format(home=home, port=port))
    return str(text)


@dataclass
class Server:
    """The server as a phone sees it: cards by their names."""

    port: int

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body.encode(), {"Authorization": "Basic ZGFuYTp4"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def put(self, name: str, text: str) -> None:
        status, said = self.ask("PUT", f"{BOOK}/{name}.vcf", text)
        assert status in (201, 204), said

    def delete(self, name: str) -> None:
        assert self.ask("DELETE", f"{BOOK}/{name}.vcf")[0] == 200

    def cards(self) -> dict[str, str]:
        """Every card's text, by the name on it."""
        texts = re.findall(r"BEGIN:VCARD.*?END:VCARD", self.ask("GET", f"{BOOK}/")[1], re.DOTALL)
        return {match[1]: text for text in texts if (match := re.search(r"^FN:(.*?)\r?$", text, re.MULTILINE))}

    def change(self, name: str, old: str, new: str) -> None:
        """As somebody edits a card on the phone, who has read it before."""
        text = self.cards()[name]
        assert old in text
        uid = re.search(r"^UID:(.*?)\r?$", text, re.MULTILINE)
        assert uid
        self.put(uid[1], text.replace(old, new))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "radicale", "--config", "", "--server-hosts", f"127.0.0.1:{port}"]
    command += ["--auth-type", "none", "--storage-filesystem-folder", str(tmp_path / "server")]
    with (tmp_path / "radicale.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_for(port, process)
        found = Server(port)
        assert found.ask("MKCOL", f"{BOOK}/", MKCOL)[0] == 201
        yield found
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the server did not start"
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.fixture
def vdirsyncer(home: Path, server: Server) -> Callable[..., str]:
    (home / "vdirsyncer").write_text(config(home, server.port))

    def run(*words: str, fails: bool = False) -> str:
        environment = {**os.environ, "VDIRSYNCER_CONFIG": str(home / "vdirsyncer"), "HOME": str(home)}
        ran = subprocess.run(
            [BIN / "vdirsyncer", *words], input="y\n" * 5, capture_output=True, text=True, env=environment, timeout=120,
            check=False,
        )  # fmt: skip
        assert (ran.returncode != 0) is fails, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    run("discover")
    return run


@pytest.fixture
def round_trip(netlog: Any, home: Path, vdirsyncer: Callable[..., str]) -> Callable[[], Any]:
    """The server's changes to netlog and netlog's to the server; a second round must find nothing to do."""

    def run() -> Any:
        vdirsyncer("sync")
        report = netlog("sync", str(home / "cards" / "contacts"), "--json").data
        vdirsyncer("sync")
        assert netlog("sync", str(home / "cards" / "contacts"), "--json").data["step"] is None
        return report

    return run


def card(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


ANN = card("UID:ann", "FN:Ann Lee", "N:Lee;Ann;;;", "EMAIL;TYPE=WORK:ann@example.org", "X-FOO:bar", "BDAY:1990-04-12")


def names(netlog: Any) -> list[str]:
    return sorted(row["name"] for row in netlog("contacts", "--json").data)


def shown(netlog: Any, who: str) -> Any:
    return netlog("show", who, "--json").data


def test_who_is_added_on_either_side_reaches_the_other(netlog: Any, server: Server, round_trip: Any) -> None:
    server.put("ann", ANN)
    netlog("add-contact", "Priya Natarajan", "--org", "Stripe", "--email", "p@stripe.com", "--phone", "+1 415 555 0100")
    round_trip()
    assert names(netlog) == ["Ann Lee", "Priya Natarajan"]
    there = server.cards()
    assert sorted(there) == ["Ann Lee", "Priya Natarajan"]
    assert "EMAIL:p@stripe.com" in there["Priya Natarajan"]
    assert "ORG:Stripe" in there["Priya Natarajan"]


def test_changes_of_different_fields_on_both_sides_come_together(netlog: Any, server: Server, round_trip: Any) -> None:
    server.put("ann", ANN)
    round_trip()
    server.change("Ann Lee", "X-FOO:bar", "X-FOO:bar\r\nTEL:+1 415 555 0100")
    netlog("edit-contact", "Ann", "--title", "Designer", "--org", "Figma")
    assert round_trip()["conflicts"] == []
    ann, there = shown(netlog, "Ann"), server.cards()["Ann Lee"]
    assert (ann["title"], ann["organization"], ann["phones"]) == ("Designer", "Figma", ["+1 415 555 0100"])
    for line in ("TITLE:Designer", "ORG:Figma", "TEL:+1 415 555 0100", "X-FOO:bar", "BDAY:1990-04-12"):
        assert line in there


@pytest.mark.parametrize(("today", "stands", "lost"), [("2020-01-01", "Boss", "Head"), ("2090-01-01", "Head", "Boss")])
def test_of_one_field_changed_on_both_sides_the_newer_stands_and_the_other_is_told(
    netlog: Any, server: Server, round_trip: Any, today: str, stands: str, lost: str
) -> None:
    server.put("ann", ANN)
    round_trip()
    server.change("Ann Lee", "X-FOO:bar", "X-FOO:bar\r\nTITLE:Boss")
    netlog("edit-contact", "Ann", "--title", "Head", today=today)
    (conflict,) = round_trip()["conflicts"]
    assert (conflict["field"], conflict["kept"], conflict["lost"]) == ("title", stands, lost)
    assert shown(netlog, "Ann")["title"] == stands
    assert f"TITLE:{stands}" in server.cards()["Ann Lee"]


def test_who_is_deleted_on_either_side_goes_on_the_other(netlog: Any, server: Server, round_trip: Any) -> None:
    server.put("ann", ANN)
    for number in range(5):
        server.put(f"p{number}", card(f"UID:p{number}", f"FN:Person {number}"))
    round_trip()
    server.delete("ann")
    netlog("remove", f"c{shown(netlog, 'Person 2')['id']}", "--yes")
    round_trip()
    assert names(netlog) == sorted(server.cards()) == ["Person 0", "Person 1", "Person 3", "Person 4"]


def test_an_emptied_server_empties_nothing(
    netlog: Any, home: Path, server: Server, vdirsyncer: Any, round_trip: Any
) -> None:
    for number in range(15):
        server.put(f"p{number}", card(f"UID:p{number}", f"FN:Person {number}"))
    round_trip()
    for number in range(15):
        server.delete(f"p{number}")
    vdirsyncer("sync", fails=True)  # which is careful itself
    vdirsyncer("sync", "--force-delete")
    folder = home / "cards" / "contacts"
    assert list(folder.glob("*.vcf")) == []
    ran = netlog("sync", str(folder), code=1)
    assert "The folder is empty, and had 15 cards when it was last synced: nothing was synced." in ran.stderr
    assert len(names(netlog)) == 15
    netlog("sync", str(folder), "--force-delete")
    assert names(netlog) == []


@pytest.fixture
def khard(home: Path) -> Callable[..., str]:
    """khard on the folder that vdirsyncer fills."""
    (home / "khard.conf").write_text(f"[addressbooks]\n[[phone]]\npath = {home}/cards/contacts/\n")

    def run(*words: str) -> str:
        command = [str(BIN / "khard"), "-c", str(home / "khard.conf"), *words]
        environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
        return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=True).stdout

    return run


def test_khard_lists_the_cards_of_the_folder(netlog: Any, round_trip: Any, server: Server, khard: Any) -> None:
    server.put("ann", ANN)
    netlog("add-contact", "José Ünal", "--org", "Stripe, Inc.", "--email", "jose@stripe.com")
    round_trip()
    listed = khard("list", "--parsable", "--fields", "name,emails,organisations")
    assert "Ann Lee" in listed
    assert "José Ünal" in listed
    assert "Stripe, Inc." in khard("show", "José")


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_khard_reads_a_card_as_it_was_meant(home: Path, khard: Any, version: Version) -> None:
    facts = Card(
        1, "5f1e", "José Ünal", "Pepe", "PM; payments", "Stripe, Inc.", "San Francisco, CA",
        ("jose@stripe.com", "pepe@example.org"), ("+1 415 555 0100",), ("https://www.linkedin.com/in/jose-unal",),
        ("mentor", "chess, go"), ("Prefers mornings; never Mondays, he says.\nA long line " + "ü" * 90,),
    )  # fmt: skip
    (home / "cards" / "contacts").mkdir(parents=True)
    (home / "cards" / "contacts" / "jose.vcf").write_bytes(card_of(facts, version).encode())
    told = " ".join(khard("show", "José").split())
    for words in (*facts[2:7], *facts.emails, *facts.phones, *facts.links, *facts.tags, *facts.notes):
        assert " ".join(str(words).split()) in told
