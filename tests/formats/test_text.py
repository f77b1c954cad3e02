"""Text from strangers, and the header words that netlog knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlog.rules.columns import ALIASES, FIELDS, field_named, field_of, header_key
from netlog.rules.text import block, is_profile, one_line, profile_key, scrub


@given(st.text())
def test_scrubbed_text_stays_scrubbed_and_controls_no_terminal(text: str) -> None:
    clean = scrub(text)
    assert scrub(clean) == clean
    assert not set(clean) & {chr(n) for n in (*range(9), 27, 127, 0x9B, 0x202E)}


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;https://x.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]never closed", "never closed"),
        ("\x9b2Jcleared", "cleared"),
        ("a\u202eb\u2066c\ufeff", "abc"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_escapes_and_controls_are_cut_and_nothing_else(text: str, clean: str) -> None:
    assert scrub(text) == clean


def test_lines_and_blanks_are_folded() -> None:
    assert one_line(" a\u00a0 b\r\n c ") == "a b c"
    assert block("a \r\nb\r\r\r\rc\u2028d\n") == "a\nb\n\nc\nd"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/Ana-Lopez/",
        "http://linkedin.com/in/ana-lopez",
        "linkedin.com/in/ana-lopez?utm_source=x#top",
        "//de.linkedin.com/in/ana-lopez//",
        " https://www.linkedin.com/in/ana%2Dlopez ",
        "https://www.linkedin.com/in/ana-lopez/de",
        "https://m.linkedin.com/in/ana-lopez/",
    ],
)
def test_one_profile_has_one_key(url: str) -> None:
    assert profile_key(url) == "linkedin.com/in/ana-lopez"
    assert is_profile(profile_key(url))


def test_letters_in_percent_signs_are_letters() -> None:
    assert profile_key("https://linkedin.com/in/jos%C3%A9") == profile_key("https://linkedin.com/in/José")


def test_other_pages_are_no_profiles() -> None:
    assert not is_profile(profile_key("https://www.linkedin.com/company/figma"))
    assert profile_key("https://notlinkedin.com/in/x") == "notlinkedin.com/in/x"
    assert profile_key("") == ""


def test_no_header_means_two_fields() -> None:
    owners: dict[str, set[str]] = {}
    for field, aliases in ALIASES.items():
        for alias in aliases:
            owners.setdefault(header_key(alias), set()).add(field)
    assert {key: fields for key, fields in owners.items() if len(fields) > 1 or not key} == {}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("E-mail 2 - Value", "email"), ("EMAIL ADDRESS*", "email"), ("Contact Phone #", "phone"),
        ("Class-Year", "class-year"),
        ("Fraternity/Sorority", "greek"), ("Current Title", "title"), ("Organization 1 - Name", "company"),
        ("ＴＥＬ", "phone"),
        ("Person - Email", "email"), ("E-mail 1 - Label", None), ("Preferred Contact", None),
        ("Birthday", None), ("", None),
        ("Last Engagement", None), ("Home Fax", None), ("Phonetic Last Name", None), ("Email Opt Out", None),
    ],
)  # fmt: skip
def test_a_header_means_its_field_or_nothing(header: str, field: str | None) -> None:
    found = field_of(header_key(header))
    assert (found and found[0]) == field


def test_a_field_is_known_by_its_own_name_and_by_its_headers() -> None:
    assert {field_named(field) for field in FIELDS} == set(FIELDS)
    assert field_named("Employer") == "company"
    assert field_named("shoe size") is None
