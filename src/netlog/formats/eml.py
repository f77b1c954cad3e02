"""A letter that is not sent yet, as a file that mail programs open for editing (RFC 5322)."""

from __future__ import annotations

from typing import NamedTuple

from netlog.rules.text import one_line, scrub

# Outlook opens a message with this header for editing; it also marks a file of ours, which may be written over.
BEGINS = b"X-Unsent: 1"


class Party(NamedTuple):
    """A sender or receiver; the address is "" where none is stored."""

    name: str
    address: str


def letter(sender: Party, receiver: Party, subject: str, text: str) -> bytes:
    """The letter as a file. A side without an address that can be written is left out."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    name, value = BEGINS.decode().split(": ")
    message[name] = value
    for header, party in (("From", sender), ("To", receiver)):
        address = _address(party)
        if address is not None:
            message[header] = address
    message["Subject"] = one_line(scrub(subject))
    message.set_content(text + "\n")
    return bytes(message)


def _address(party: Party) -> object:
    """None where there is no address, or one that a mail header cannot carry (only ASCII can be sent everywhere)."""
    from email.errors import HeaderParseError
    from email.headerregistry import Address

    if not party.address or not party.address.isascii():
        return None
    try:
        return Address(one_line(scrub(party.name)), addr_spec=party.address)
    except (HeaderParseError, ValueError, IndexError):
        return None
