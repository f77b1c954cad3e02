"""The encoding of a text file, found from its bytes."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK = 1 << 20
_SAMPLE = 1 << 15

# The longest mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheets and address books write where it is not Unicode; the order settles ties, Western Europe first.
_LEGACY = ["cp1252", "cp1250", "cp932", "gb18030", "big5", "cp949", "euc_jp", "cp1251", "cp1253", "cp1254"]
# Quotes, dashes, dots, euro and trade mark of Windows-1252, which stand in the range where Mac Roman has its letters.
_WINDOWS_SIGNS = {0x80, 0x85, *range(0x91, 0x98), 0x99}
_MAC_SHARP_S = 0xA7  # the one letter of German that Mac Roman has elsewhere

BAD_BYTES = "netlog-windows-1252"


def encoding_of(path: Path, head: bytes) -> tuple[str, bool]:
    """(codec, guessed): by its mark, by its zero bytes, else UTF-8 if the whole file is, else the likeliest of old.

    `guessed` is True where the bytes do not prove the answer. Decode with errors=BAD_BYTES, which reads single wrong
    bytes of a file that is UTF-8 otherwise as Windows-1252.
    """
    codec = next((name for mark, name in _MARKS if head.startswith(mark)), None) or _wide(head)
    if codec and codec != "utf-8-sig":
        return codec, False
    sample = _not_utf8(path)
    if sample is None:
        return codec or "utf-8", False
    return (codec or "utf-8" if _mostly_utf8(sample) else _likeliest(sample)), True


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a zero in every second byte."""
    pairs = len(head) // 2
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if pairs and odd > 0.3 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    return "utf-16-be" if pairs and even > 0.3 * pairs and odd < 0.05 * pairs else None


def _not_utf8(path: Path) -> bytes | None:
    """None if the whole file is UTF-8, else lines of it that are not ASCII (32 KiB at most)."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _sample(path)
    return None


def _sample(path: Path) -> bytes:
    lines: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        while size < _SAMPLE and (line := file.readline(_SAMPLE)):
            if not line.isascii():
                lines.append(line)
                size += len(line)
    return b"".join(lines)


def _mostly_utf8(sample: bytes) -> bool:
    good = sum(not c.isascii() for c in sample.decode("utf-8", "ignore"))
    bad = sum(0xDC80 <= ord(c) <= 0xDCFF for c in sample.decode("utf-8", "surrogateescape"))
    return good > bad


def _likeliest(sample: bytes) -> str:
    if _looks_japanese(sample):
        return "cp932"
    if _looks_mac(sample):
        return "mac_roman"
    from charset_normalizer import from_bytes

    readings = from_bytes(sample, cp_isolation=_LEGACY)
    best = readings.best()
    if best is None:
        return "cp1252"
    # Windows-1252 unless another reading makes more sense: most of them read a single umlaut equally well.
    western = any("cp1252" in m.could_be_from_charset and m.chaos <= best.chaos for m in readings)
    return "cp1252" if western else best.encoding


def _looks_japanese(sample: bytes) -> bool:
    """Whether it reads as Japanese in words: a sign of Windows-1252 reads as one character among Latin letters.

    A list of names is too short for statistics.
    """
    try:
        text = sample.decode("cp932")
    except UnicodeDecodeError:
        return False
    words = _JAPANESE.findall(text)
    others = sum(not character.isascii() for character in _JAPANESE.sub("", text))
    return 10 * (others + sum(len(word) == 1 for word in words)) < sum(map(len, words))


_JAPANESE = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]+")


def _looks_mac(sample: bytes) -> bool:
    """Excel for Mac's plain "CSV": all its letters lie where Windows-1252 has hardly any."""
    high = {byte for byte in sample if byte > 0x7F} - _WINDOWS_SIGNS - {_MAC_SHARP_S}
    japanese = any(byte in sample for byte in (0x81, 0x82, 0x83))  # lead bytes of Japanese (cp932) punctuation and kana
    return bool(high) and max(high) < 0xA0 and not japanese


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error(BAD_BYTES, _as_windows_1252)
