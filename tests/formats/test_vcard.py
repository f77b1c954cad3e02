"""vCards: what each version writes, and what is broken, huge or malicious in them."""

from __future__ import annotations

import base64
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlog.formats import vcard
from netlog.formats.textfile import open_text
from netlog.rows.files import FilePerson, FileRelation, Skipped


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


GOOD = card("FN:Ann Lee", "EMAIL:ann@example.org")


def names(desk: Any, content: str | bytes) -> list[str]:
    return [person.name for person in desk.people(content)]


def test_a_card_gives_everything_that_a_contact_has(desk: Any) -> None:
    person = desk.person(
        card(
            "N:Lopez;Ana;Maria;Dr.;PhD", "FN:Ana Lopez", "NICKNAME:Anita,Ani", "ORG:Figma, Inc.;Design",
            "TITLE:Design lead", "EMAIL;TYPE=work:Ana@Figma.com", "EMAIL:mailto:ana@home.org",
            'TEL;VALUE=uri;TYPE="voice,home":tel:+44-555-5555;ext=5', "URL:https\\://ana.example/\\;x",
            "ADR;TYPE=home:;;1 High St;Chicago;IL;60601;USA", "CATEGORIES:myContacts,chess", "NOTE:one\\ntwo\\, three",
            "UID:urn:uuid:1", "BDAY:--0412",
        )
    )  # fmt: skip
    assert person == FilePerson(
        line=1,
        name="Ana Lopez",
        nickname="Anita",
        emails=("Ana@Figma.com", "ana@home.org"),
        phones=("+44-555-5555;ext=5",),
        links=("https://ana.example/;x",),
        title="Design lead",
        company="Figma, Inc.",
        city="Chicago, IL, USA",
        tags=("chess",),
        notes=("one\ntwo, three",),
        source_key="urn:uuid:1",
    )
    assert desk.remarks == []


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Lopez;Ana;Maria;Dr.;PhD"], "Ana Maria Lopez PhD"),
        (["FN:", "N:;Ana;;;"], "Ana"),
        (["FN:Mustermann, Heiko", "N:Mustermann;Heiko;;;"], "Heiko Mustermann"),
        (["FN:Mr. John, James Doe", "N:Doe;John;\\, James;Mr.;"], "Mr. John, James Doe"),
        (["NICKNAME:Bo", "EMAIL:bo@example.org"], "Bo"),
        (["N:;;;;", "EMAIL:bo@example.org"], "bo@example.org"),
        (["TEL:+1 555 0100"], "+1 555 0100"),
    ],
)  # fmt: skip
def test_the_name_is_the_best_that_the_card_has(desk: Any, lines: list[str], name: str) -> None:
    assert names(desk, card(*lines)) == [name]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["KIND:org", "FN:Acme"], '"Acme" is an organization'),
        (["FN:Acme", "X-ABShowAs:COMPANY"], '"Acme" is an organization'),
        (["N:;;;;", "ORG:Acme"], '"Acme" is an organization'),
        (["FN:Acme, Inc.", "N:;;;;", "ORG:Acme"], '"Acme, Inc." is an organization'),
        (["FN:Chess", "X-ADDRESSBOOKSERVER-KIND:group"], '"Chess" is a group'),
        (["UID:1"], "no name, e-mail or phone"),
    ],
)
def test_what_is_no_person_is_skipped_and_told(desk: Any, lines: list[str], reason: str) -> None:
    assert desk.people(card(*lines)) == []
    assert desk.skipped == [(1, reason, False)]


def test_a_name_without_structure_beside_an_organization_is_a_person(desk: Any) -> None:
    assert names(desk, card("FN:Normal Guy", "N:;;;;", "ORG:Company")) == ["Normal Guy"]


def test_relations_are_told_by_name_label_or_uid_and_an_introducer_is_none(desk: Any) -> None:
    person = desk.person(
        card(
            "FN:Ann Lee", "item1.X-ABRELATEDNAMES:Jenny", "item1.X-ABLabel:_$!<Spouse>!$_", "X-MS-MANAGER:Big Blue",
            "X-KADDRESSBOOK-X-AssistantsName:Smithers", "RELATED;TYPE=friend:urn:uuid:2",
            "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Tom;13;;;", "item2.X-ABRELATEDNAMES:Sam Okafor",
            "item2.X-ABLabel:Referred By",
        )
    )  # fmt: skip
    assert set(person.relations) == {
        FileRelation("Jenny", "spouse"),
        FileRelation("Big Blue", "manager"),
        FileRelation("Smithers", "assistant"),
        FileRelation("", "friend", "urn:uuid:2"),
        FileRelation("Tom", "sister"),
    }
    assert person.introduced_by == "Sam Okafor"


def test_several_organizations_keep_their_titles(desk: Any) -> None:
    person = desk.person(card("FN:Ann Lee", "ORG:A", "TITLE:Poet", "ORG:B", "TITLE:Baker"))
    assert (person.company, person.title) == ("A", "Poet")
    assert [(place.organization, place.role) for place in person.affiliations] == [("B", "Baker")]


def test_version_2_1_writes_quoted_printable_over_several_lines_in_any_charset(desk: Any) -> None:
    person = desk.person(
        card(
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=B3pez;Ana",
            "NOTE;ENCODING=QUOTED-PRINTABLE:first=0D=0A=",
            "second; with: signs=2C and more",
            "TEL;HOME;VOICE:(905) 666-1234",
            version="2.1",
        )
    )
    assert (person.name, person.phones) == ("Ana López", ("(905) 666-1234",))
    assert person.notes == ("first\nsecond; with: signs, and more",)


@pytest.mark.parametrize(
    ("charset", "name"), [("SHIFT_JIS", "安藤 ロイド"), ("windows-1252", "John Doë"), ("iso-8859-2", "Łukasz Żak")]
)
def test_a_charset_parameter_tells_the_bytes_of_its_line(desk: Any, charset: str, name: str) -> None:
    content = card(f"FN;CHARSET={charset}:{name}", version="2.1").encode(charset)
    assert names(desk, content) == [name]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-le"])
def test_unicode_with_and_without_a_mark_is_read(desk: Any, encoding: str) -> None:
    assert names(desk, card("FN:Jörg Ωmega").encode(encoding)) == ["Jörg Ωmega"]


def test_a_character_folded_in_its_middle_is_whole_again(desk: Any) -> None:
    first, second = "ö".encode()[:1], "ö".encode()[1:]
    content = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:J" + first + b"\r\n " + second + b"rg\r\nEND:VCARD\r\n"
    assert names(desk, content) == ["Jörg"]


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r", "\r\r\n"])
def test_any_line_break_will_do(desk: Any, ending: str) -> None:
    assert names(desk, (GOOD + GOOD).replace("\r\n", ending)) == ["Ann Lee", "Ann Lee"]


def test_a_card_without_end_is_reported_and_the_others_are_taken(desk: Any) -> None:
    lost = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Lost Lou\r\n"
    assert names(desk, GOOD + lost + GOOD) == ["Ann Lee", "Ann Lee"]
    assert desk.skipped == [(6, "the card of Lost Lou has no end", True)]
    assert names(desk, "BEGIN:VCARD\nVERSION:4.0\n") == []
    assert desk.skipped == [(1, "a card that has no end and says nothing", False)]


def test_a_broken_line_costs_only_itself(desk: Any) -> None:
    assert names(desk, card("FN:Ann Lee", "what is this", "TEL:+1 555 0100")) == ["Ann Lee"]
    assert desk.remarks == [(1, "line 4 has no property: left out")]


def test_a_note_with_a_bare_line_break_goes_on(desk: Any) -> None:
    assert desk.person(card("FN:Ann Lee", "NOTE:one", "two, three")).notes == ("one\ntwo, three",)


def test_a_card_that_vobject_gives_up_on_is_read_line_by_line(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import vobject

    whole = card(
        "N:Lopez;Ana", "FN:Ana\\, Lopez", "ORG:A\\;B;C", "ADR:;;;Rome;;;", "TEL;TYPE=cell:123", "CATEGORIES:a,b"
    )
    expected = desk.person(whole)

    def fail(*_: Any) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(vobject, "readOne", fail)
    assert desk.person(whole) == expected
    assert desk.remarks == [(1, "a broken card, read line by line (list index out of range)")]


def test_the_card_of_an_agent_within_a_card_is_nobodys(desk: Any) -> None:
    nested = card(
        "FN:Ann Lee", "AGENT:", "BEGIN:VCARD", "FN:Agent Smith", "END:VCARD", "TEL:+1 555 0100", version="2.1"
    )
    person = desk.person(nested)
    assert (person.name, person.phones) == ("Ann Lee", ("+1 555 0100",))


def test_what_a_stranger_wrote_is_only_text(desk: Any) -> None:
    person = desk.person(card("FN:<b>\x1b[31mAnn\x07\u202e Lee", "NOTE:=cmd()\\n\x1b]0;x\x07ok"))
    assert (person.name, person.notes) == ("<b>Ann Lee", ("=cmd()\nok",))


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("PHOTO;ENCODING=b:" + base64.b64encode(b"x" * 20_000_000).decode(), id="a picture in one line"),
        pytest.param(
            "PHOTO;ENCODING=BASE64:\r\n" + "\r\n ".join(["QUJD" * 18] * 100_000) + "\r\n", id="a folded picture"
        ),
        pytest.param("NOTE:" + "x" * 20_000_000, id="a note without end"),
        pytest.param("x" * 20_000_000, id="a line without end"),
        pytest.param("g." * 10_000 + "TEL:+1 555 0199", id="groups within groups"),
        pytest.param("".join(f"BEGIN:G{n}\r\n" for n in range(10_000)), id="components within components"),
        pytest.param("TEL:1\r\n" * 100_000, id="a hundred thousand numbers"),
        pytest.param('NOTE;X="' + '";' * 100_000 + ":b", id="quotation marks without end"),
    ],
)
def test_a_hostile_card_takes_neither_long_nor_the_others_with_it(desk: Any, hostile: str) -> None:
    begun = time.process_time()
    people = desk.people(card("FN:Ann Lee", hostile, "TEL:+1 555 0100") + GOOD)
    assert [person.name for person in people] == ["Ann Lee", "Ann Lee"]
    assert sum(map(len, (note for person in people for note in person.notes))) <= 100_000
    assert time.process_time() - begun < 5


def test_ten_thousand_cards_within_one_another_are_bounded(desk: Any) -> None:
    begun = time.process_time()
    nested = "".join(f"BEGIN:VCARD\r\nFN:n{n}\r\n" for n in range(10_000)) + "END:VCARD\r\n" * 10_000
    assert names(desk, nested + GOOD)[-1] == "Ann Lee"
    assert all(isinstance(row, FilePerson | Skipped) for row in desk.rows)
    assert time.process_time() - begun < 10


def test_a_school_or_columns_make_no_sense_for_cards(desk: Any) -> None:
    with pytest.raises(Exception, match="no columns and no school"):
        desk.source(GOOD, school="Michigan State University")


LINES = st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=30)


@given(LINES)
def test_whatever_stands_in_a_file_is_read_or_reported(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.mktemp("cards") / "a.vcf"
    path.write_text("BEGIN:VCARD\n" + "\n".join(lines) + "\nEND:VCARD\n" + GOOD, newline="")
    rows = list(vcard.cards(open_text(path)))
    assert any(isinstance(row, FilePerson) and row.name == "Ann Lee" for row in rows)
