"""Telephone numbers: the key under which two are one."""

from __future__ import annotations

import re
import unicodedata

from netlog.rules.names import fold

# ITU-T E.164: at most 15 digits. The shortest subscriber numbers of the world have 4 or 5.
_SHORTEST, _LONGEST = 4, 15
_EXTENSION = r"(?:;ext=|\s*(?:ext(?:ension|n)?\.?|x|#|durchwahl|poste)\s*[:.]?\s*)\d{1,7}\s*$"
# Nobody writes a number longer than this; what is longer is no number and is not looked at.
_LONGEST_TEXT = 60


def phone_key(text: str) -> str | None:
    """The digits under which a number is compared, or None if it is no number.

    "+" leads where the country is given (+44, 0044, 011 44 from North America). Extension, `tel:` and the trunk zero
    of "+44 (0)20" are dropped. A number without a country stays without: it equals only its own national writing.
    """
    if len(text) > _LONGEST_TEXT:
        return None
    plain = "".join(_digit(character) for character in unicodedata.normalize("NFKC", text)).strip().lower()
    plain = re.sub(_EXTENSION, "", plain.removeprefix("tel:"))
    if re.fullmatch(r"\+?[\d\s().\-–/\u2010\u2011]*", plain) is None:
        return None
    return _international(plain) or _checked(re.sub(r"\D", "", plain))


def number_key(text: str) -> str:
    """The key under which whatever stands for a number is kept: `phone_key`, else the text folded."""
    return phone_key(text) or fold(text)


def phone_tail(key: str) -> str:
    """What the writings of one number with the country and without have in common: the last eight digits of a key."""
    return key.lstrip("+")[-8:]


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _international(plain: str) -> str | None:
    found = re.match(r"[\s(]*(?:\+|00|011(?=\D*(?:\d\D*){9,15}$))(.*)", plain, re.DOTALL)
    if not found:
        return None
    digits = _checked(re.sub(r"\D", "", found[1].replace("(0)", "")))
    return f"+{digits}" if digits else None


def _checked(digits: str) -> str | None:
    return digits if _SHORTEST <= len(digits) <= _LONGEST else None
