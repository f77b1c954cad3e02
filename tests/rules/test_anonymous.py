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


def test_codes_are_initials_and_the_number_whatever_the_name() -> None:
    assert [code(1, name) for name in ("priya natarajan", "[b]x", "👨\u200d👩 ✨", "")] == ["PN1", "B1", "c1", "c1"]


@given(st.text(max_size=80))
def test_a_text_without_names_stays_as_it_is(text: str) -> None:
    kept = Mask([(2, "Qwertz Uiopasdf")], None).text(text)
    if "@" not in text and "www." not in text and "://" not in text:
        assert kept == unicodedata.normalize("NFC", text)
