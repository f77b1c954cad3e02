"""Keys of telephone numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlog.rules.phones import phone_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("(555) 123-4567", "5551234567"),
        ("555.123.4567", "5551234567"),
        ("+1 555 123 4567", "+15551234567"),
        ("001 555 123 4567", "+15551234567"),
        ("011 44 20 7946 0018", "+442079460018"),
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("tel:+44-20-7946-0018", "+442079460018"),
        ("+49 30 901820 ext. 12", "+4930901820"),
        ("555-123-4567 x89", "5551234567"),
        ("+1-555-123-4567;ext=89", "+15551234567"),
        ("+٤٤ ٢٠ ٧٩٤٦ ٠٠١٨", "+442079460018"),
        ("＋81 3 1234 5678", "+81312345678"),
        ("5551", "5551"),
    ],
)
def test_a_number_is_compared_by_its_digits(text: str, key: str) -> None:
    assert phone_key(text) == key


@pytest.mark.parametrize(
    "text", ["", "n/a", "-", "12", "call me", "+", "1-800-FLOWERS", "1234567890123456", "5" * 10_000]
)
def test_what_is_no_number_has_no_key(text: str) -> None:
    assert phone_key(text) is None


def test_a_number_without_country_is_not_taken_for_one_with() -> None:
    assert phone_key("555 123 4567") != phone_key("+1 555 123 4567")


@given(st.text(max_size=80))
def test_any_text_is_answered_and_a_key_is_its_own_key(text: str) -> None:
    key = phone_key(text)
    assert key is None or phone_key(key) == key


@given(st.from_regex(r"\+[1-9][0-9]{6,13}", fullmatch=True), st.sampled_from([" ", "-", ".", " - "]))
def test_blanks_and_signs_between_the_digits_do_not_matter(number: str, sign: str) -> None:
    assert phone_key(sign.join([number[:3], number[3:5], number[5:]])) == number
