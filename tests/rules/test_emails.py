"""E-mail addresses and their keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlog.rules.emails import email_key, is_email


@pytest.mark.parametrize(
    "text",
    [
        "priya@stripe.com",
        "o'brien+jobs@mail.example.co.uk",
        "a@b.io",
        "jörg@müller.de",
        "用户@例子.公司",
        "x_y-z@ex-ample.org",
    ],
)
def test_addresses_of_any_script_are_addresses(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "priya", "priya@", "@stripe.com", "priya@stripe", "a b@c.de", "a@b..de", "a..b@c.de", ".a@b.de", "a.@b.de",
        "a@-b.de", "a@b.1", "a@b@c.de", "<a@b.de>", "mailto:a@b.de", "a@b.de,c@d.de", "a@b.de\n", "x" * 65 + "@b.de",
        "a@" + "b." * 10_000 + "de", "Dan Wu @ Figma",
    ],
)  # fmt: skip
def test_other_texts_are_none(text: str) -> None:
    assert not is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "Priya@Stripe.COM",
        " priya@stripe.com ",
        "mailto:priya@stripe.com",
        "Priya N. <priya@stripe.com>",
        "priya@stripe.com.",
    ],
)
def test_one_address_in_its_writings_has_one_key(text: str) -> None:
    assert email_key(text) == "priya@stripe.com"


def test_dots_and_tags_may_tell_people_apart_and_stay() -> None:
    assert email_key("pri.ya+jobs@gmail.com") == "pri.ya+jobs@gmail.com"


def test_what_is_no_address_has_no_key() -> None:
    assert email_key("n/a") is None
    assert email_key("<>") is None
    assert email_key("x" * 10_000) is None


@given(st.text(max_size=80) | st.emails())
def test_any_text_is_answered_and_a_key_is_its_own_key(text: str) -> None:
    key = email_key(text)
    assert key is None or (is_email(key) and email_key(key) == key)
