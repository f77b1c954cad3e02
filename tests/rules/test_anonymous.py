"""Other people's names in free text become initials and numbers; mine, and common words, stay."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlog.rules.anonymous import Mask, code

PEOPLE = (
    (2, "Sam Okafor"),
    (3, "Zoë Ångström"),
    (4, "May Will"),
    (5, "李小龍"),
    (6, "田中 花子"),
    (7, "김민수"),
    (8, "محمد علي"),
    (9, "[bold]Ana[/bold] O'Brien"),
    (10, "สมชาย ใจดี"),
    (11, "Jean-Luc Renée"),
    (2, "Sammy"),
    (12, "Straße"),
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Sam Okafor knows SAM, sam okafor and Okafor's boss", "SO2 knows SO2, SO2 and SO2's boss"),
        ("samples of Samoa, Sammy said", "samples of Samoa, SO2 said"),
        ("Zoe Angstrom, zoe\u0308 a\u030angstro\u0308m, Zoë", "ZÅ3, ZÅ3, ZÅ3"),
        ("Zoelle and Zoëlle are others", "Zoelle and Zoëlle are others"),
        ("May may, and will; MAY WILL", "MW4 may, and will; MW4"),
        ("今天见了李小龍很好", "今天见了李5很好"),
        ("花子さんに会った。田中 花子", "田花6さんに会った。田花6"),
        ("Annaさん、Samさん", "Annaさん、SO2さん"),
        ("김민수가 말했다", "김7가 말했다"),
        ("ومحمد وعلي، محمد علي", "ومحمد وعلي، مع8"),
        ("[bold]Ana[/bold] met O'Brien", "BO9 met BO9"),
        ("ถามสมชายแล้ว", "ถามสใ10แล้ว"),
        ("Jean-Luc, Jean Luc, Renee", "JR11, Jean Luc, JR11"),
        ("write to sam@x.org or https://in/sam-okafor", "write to (address) or (address)"),
        ("Dana and Reyes stay", "Dana and Reyes stay"),
        ("die Straße", "die S12"),
        ("", ""),
    ],
)
def test_names_become_codes_wherever_they_stand_as_names(text: str, masked: str) -> None:
    assert Mask(PEOPLE, "Dana Reyes").text(text) == masked


def test_a_word_that_my_name_shares_stays() -> None:
    mask = Mask([(2, "Dana Okafor"), (3, "Dana Reyes")], "Dana Reyes")
    assert mask.text("Dana Okafor met Dana Reyes and Dana") == "DO2 met Dana Reyes and Dana"


SPOKEN = Mask(
    [(4, "Will May"), (3, "Priya Natarajan")],
    "Dana Reyes",
    [(3, "linkedin.com/in/priya-n"), (3, "priya.dev"), (9, "acme.com/about")],
    ["4155550101"],
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("linkedin.com/in/priya-n or [x](http://e).", "(address) or [x](address)."),
        ("@priya-n, (@Priya.N) and priya_n; see priya.dev", "PN3, (PN3) and PN3; see PN3"),
        ("priyanatarajan, priya.natarajan, Priya-Natarajan's", "PN3, PN3, PN3's"),
        ("+1 415 555 0101, (415) 555-0101, 4155550101, 555-0101.", "(phone), (phone), (phone), (phone)."),
        ("+49 30 1234567 on 2026-10-01 2026-11-02, 3.5/4.0", "(phone) on 2026-10-01 2026-11-02, 3.5/4.0"),
        ("ask about and/or i.e. @noon", "ask about and/or i.e. @noon"),
        ("will hire in May, 5 May or May 2027; Will met May", "will hire in May, 5 May or May 2027; WM4 met WM4"),
    ],
)
def test_links_handles_and_numbers_go_in_every_spelling_and_months_stay(text: str, masked: str) -> None:
    assert SPOKEN.text(text) == masked


def test_codes_are_initials_and_the_number_whatever_the_name() -> None:
    assert [code(1, name) for name in ("priya natarajan", "[b]x", "👨\u200d👩 ✨", "")] == ["PN1", "B1", "c1", "c1"]


@given(st.text(max_size=80))
def test_a_text_without_names_stays_as_it_is(text: str) -> None:
    kept = Mask([(2, "Qwertz Uiopasdf")], None).text(text)
    if not any(sign in text for sign in ("@", "www.", "/", "+")):
        assert kept == unicodedata.normalize("NFC", text)
