"""Text from data can neither move a cursor nor turn a line around."""

from __future__ import annotations

import pytest

from netlog.render.text import clean, clean_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoë Ångström", "Zoë Ångström"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\tb\nc\r\nd", "a b c  d"),
        ("bell\x07 null\x00 del\x7f", "bell␇ null␀ del␡"),
        ("c1 \x9b31m", "c1 \ufffd31m"),
        ("right\u202eleft\u2066x\u2069", "rightleftx"),
        ("line\u2028end", "line end"),
        ("half \ud800", "half \ufffd"),
        ("family 👨\u200d👩\u200d👧 می\u200cخواهم", "family 👨\u200d👩\u200d👧 می\u200cخواهم"),
        ("[bold] :smile:", "[bold] :smile:"),
    ],
)
def test_a_line_shows_control_characters_and_keeps_letters(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_line_ends_can_be_kept_for_formats_that_escape_them() -> None:
    assert clean_lines("a\tb\nc\r\x1b") == "a\tb\nc\r␛"
