"""E-mail addresses: what looks like one, and the key under which two are one."""

from __future__ import annotations

import re
import unicodedata

# Lengths from RFC 5321 4.5.3.1. Letters of any script are taken (RFC 6531); quoted local parts and bare hosts are not.
_LONGEST = 254
_ADDRESS = r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])"


def is_email(text: str) -> bool:
    """Whether the text is one bare address: something, an @, and a domain with a dot."""
    if len(text) > _LONGEST or ".." in text or text.startswith(".") or ".@" in text:
        return False
    return re.fullmatch(_ADDRESS, text) is not None


def email_key(text: str) -> str | None:
    """The address under which it is compared, or None if it is none.

    Small letters, without `mailto:`, `Name <...>` and the domain's last dot. Dots and +tags of the local part stay:
    whether they matter is the provider's affair.
    """
    if len(text) > 2 * _LONGEST:
        return None
    plain = text.strip()
    bracketed = re.fullmatch(r"[^<>]*<([^<>]*)>", plain)
    if bracketed:
        plain = bracketed[1].strip()
    plain = re.sub(r"^mailto:", "", plain, flags=re.IGNORECASE).removesuffix(".")
    address = unicodedata.normalize("NFC", unicodedata.normalize("NFC", plain).casefold())
    return address if is_email(address) else None


def address_key(text: str) -> str:
    """The key under which whatever stands for an address is kept: `email_key`, else its small letters."""
    return email_key(text) or text.casefold()
