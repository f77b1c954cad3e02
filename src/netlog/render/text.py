"""Text from data, made harmless for a line of a terminal or a plain file. Standard library only."""

from __future__ import annotations

_NOT_A_CHARACTER = "\ufffd"


class _Harmless(dict[int, str]):
    """What stands for each character that would move a cursor, turn a line around or end it."""

    def __missing__(self, code: int) -> str:
        if 0xD800 <= code <= 0xDFFF:  # half a character, which no encoding writes
            return _NOT_A_CHARACTER
        raise LookupError(code)


_HARMLESS = _Harmless(
    {code: chr(0x2400 + code) for code in range(0x20)}  # control pictures: ␛ for escape
    | {0x7F: "␡"}
    | dict.fromkeys(range(0x80, 0xA0), _NOT_A_CHARACTER)
    | dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " ")
    | dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF), "")  # direction overrides, BOM
)
_HARMLESS_KEEPING_LINES = _Harmless(_HARMLESS | {code: chr(code) for code in (0x09, 0x0A, 0x0D)})


def clean(text: str) -> str:
    """`text` on one line: tabs and line ends are spaces, other control characters visible, overrides gone."""
    return text if text.isprintable() else text.translate(_HARMLESS)


def clean_lines(text: str) -> str:
    """The same with tab, newline and return left as they are, for formats that escape or quote them."""
    return text if text.isprintable() else text.translate(_HARMLESS_KEEPING_LINES)
