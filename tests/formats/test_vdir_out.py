"""Cards that are changed in place: what netlog knows says the new, and every other line is as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlog.formats import vdir
from netlog.formats.cards_out import Version, card, unfolded
from netlog.formats.vdir_out import name_for, patched
from netlog.rules.sync import differ

from .some_cards import CARDS, VERSIONS

if TYPE_CHECKING:
    from netlog.rows.cards import Card

NOW = "2026-11-22T10:15:00Z"
STRANGE = (
    "X-FOO;A=b:c\\;d",
    "item9.X-ABADR:us",
    "BDAY:--0412",
    "PHOTO;ENCODING=b:" + "A" * 58 + "\r\n " + "B" * 74,
    "X-EMPTY:",
    "AGENT:\r\nBEGIN:VCARD\r\nFN:Bo\r\nEMAIL:bo@example.org\r\nEND:VCARD",
)


def old(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


def changed(text: str, **facts: object) -> str:
    seen = vdir.told(text).card
    return patched(text, seen, seen._replace(**facts), NOW)  # type: ignore[arg-type]  # the test names fields


@settings(deadline=None)
@given(st.sampled_from(VERSIONS), CARDS, CARDS, st.lists(st.integers(0, 20), min_size=6, max_size=6))
def test_a_changed_card_says_the_new_and_keeps_what_is_strange(
    version: Version, one: Card, other: Card, places: list[int]
) -> None:
    lines = unfolded(card(one, version))
    for place, strange in zip(places, STRANGE, strict=True):
        lines.insert(2 + place % (len(lines) - 3), strange)
    text = "\r\n".join(lines)
    seen = vdir.told(text).card
    target = vdir.normal(other)
    written = patched(text, seen, target, NOW)
    assert not differ(vdir.told(written).card, target)
    assert patched(written, vdir.told(written).card, target, NOW) == written
    assert all(strange in written for strange in STRANGE)


@settings(deadline=None)
@given(facts=CARDS)
def test_what_is_equal_is_not_touched_and_what_is_kept_reads_back(facts: Card) -> None:
    text = card(facts)
    telling = vdir.told(text)
    assert not differ(telling.card, vdir.normal(facts))
    assert patched(text, telling.card, vdir.normal(facts), NOW) == text
    assert vdir.told(vdir.body(telling)).card == telling.card
    assert vdir.body(vdir.told(vdir.body(telling))) == vdir.body(telling)


@pytest.mark.parametrize(
    ("before", "facts", "after"),
    [
        (["FN:A", "NICKNAME:Bo,Bobby"], {"nickname": "Rob"}, ["FN:A", "NICKNAME:Rob,Bobby"]),
        (["FN:A", "ROLE:Cook"], {"title": "Chef"}, ["FN:A", "ROLE:Chef"]),
        (["FN:A", "ROLE:Cook", "TITLE:Chef"], {"title": None}, ["FN:A"]),
        (["FN:A B", "ORG:Acme;Lab;Floor 2"], {"organization": "Initech"}, ["FN:A B", "ORG:Initech"]),
        (["FN:A", "ADR:;;;Oakland;;;"], {"city": None}, ["FN:A"]),
        (["FN:A", "ADR:;;1 High St;Oakland;CA;1;USA"], {"city": None}, ["FN:A", "ADR:;;1 High St;;;1;"]),
        (["FN:A", "ADR:;;1 High St;;;;"], {"city": "Rome"}, ["FN:A", "ADR:;;1 High St;;;;", "ADR:;;;Rome;;;"]),
        (["FN:A", "NOTE:one", "NOTE:two"], {"notes": ("three",)}, ["FN:A", "NOTE:three"]),
        (["FN:A", "NOTE:one"], {"notes": ()}, ["FN:A"]),
        (["FN:A", "TEL;VALUE=uri;TYPE=cell:tel:+1234"], {"phones": ("+5678",)}, ["FN:A", "TEL;TYPE=cell:+5678"]),
        (["FN:A", "CATEGORIES:a\\,b,c"], {"tags": ("c", "d")}, ["FN:A", "CATEGORIES:c,d"]),
        (["FN:A", "CATEGORIES:a", "CATEGORIES:b"], {"tags": ("a",)}, ["FN:A", "CATEGORIES:a"]),
        (["FN:A", "X-SOCIALPROFILE;TYPE=x:https://x.com/a"], {"links": ()}, ["FN:A"]),
        (["FN:A", "REV:2020-01-01"], {"title": "Chef"}, ["FN:A", "REV:20261122T101500Z", "TITLE:Chef"]),
    ],
)  # fmt: skip
def test_one_field_changes_its_own_lines_only(before: list[str], facts: dict[str, object], after: list[str]) -> None:
    assert changed(old(*before), **facts) == old(*after)


def test_a_card_of_an_old_phone_is_changed_within_its_encoding() -> None:
    text = (
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\nller;J=C3=B6rg\n"
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=BCller\nTEL;CELL:1234\nEND:VCARD\n"
    )
    assert changed(text, name="Jörg Maier", phones=("1234", "5678")) == (
        "BEGIN:VCARD\nVERSION:2.1\nN:Maier;Jörg;;;\nFN:Jörg Maier\nTEL;CELL:1234\nTEL:5678\nEND:VCARD\n"
    )


def test_a_file_is_named_by_its_uid_where_that_can_be_a_name() -> None:
    assert name_for("5f1e-a", set()) == "5f1e-a.vcf"
    assert name_for("5f1e-a", {"5f1e-a.vcf"}) == "5f1e-a-1.vcf"
    assert name_for("../../etc/passwd", set()).replace(".vcf", "").isalnum()
    assert name_for(".hidden", set()).replace(".vcf", "").isalnum()
