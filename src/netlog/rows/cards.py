"""A contact as an address book has it: what goes onto a vCard."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from netlog.rows.files import FileAffiliation, FilePerson


class Card(NamedTuple):
    """What a card tells of one contact. `title` and `organization` are the present job; `affiliations` all others.

    `id` is the contact's number, 0 on a card that a file tells; `uid` its identity wherever the card goes. Only an
    export tells what address books have no properties for: `industry`, the `function` where it was told, `how_met`, and
    `known`, whether I knew them before netlog, and since when.
    """

    id: int
    uid: str
    name: str
    nickname: str | None = None
    title: str | None = None
    organization: str | None = None
    city: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    affiliations: tuple["FileAffiliation", ...] = ()
    industry: str | None = None
    function: str | None = None
    how_met: str | None = None
    known_since: str | None = None
    known: bool | None = None


class Told(NamedTuple):
    """What a text of one card says: its facts, the person as importing reads it, and REV as an instant, if it has one.

    The notes of `card` are one, since an address book shows one. `remarks` tell what of the text was not taken.
    """

    card: Card
    person: "FilePerson"
    rev: str | None = None
    remarks: tuple[str, ...] = ()


class Seen(NamedTuple):
    """A file of a folder of cards, which is good; `written_at` is the instant of its last change."""

    file: str
    told: Told
    written_at: str


class Left(NamedTuple):
    """A file of the folder that is left alone, and why; `held_somebody`: it is a card of somebody."""

    file: str
    reason: str
    held_somebody: bool
