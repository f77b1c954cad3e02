"""What a command line says about a person: the options, and their words made fit to be stored."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from netlog.cli.context import current
from netlog.cli.options import completed_by
from netlog.errors import InvalidInput
from netlog.rules.days import parse_day, parse_partial, partial_start
from netlog.rules.emails import email_key
from netlog.rules.names import parse_affiliation, shown
from netlog.rules.phones import phone_key
from netlog.rules.text import MAX_LINE, MAX_NAME, MAX_NOTE, block, one_line, profile_key, scrub
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from netlog.store.writer.people import PersonTold

MAX_LINK = 2000
MAX_TAG = 60


def text_option(flag: str, what: str, metavar: str = "TEXT", completion: str = "") -> Any:
    """An option for words; `completion` is the hook of netlog.cli.completion that knows them."""
    complete = completed_by(completion) if completion else None
    return typer.Option(flag, metavar=metavar, help=what, autocompletion=complete, show_default=False)


Title = Annotated[str | None, text_option("--title", "Present job title.")]
Function = Annotated[
    str | None, text_option("--function", "Job function; else the title tells it.", completion="function")
]
Industry = Annotated[str | None, text_option("--industry", "Industry.")]
City = Annotated[str | None, text_option("--city", "Where they live or work.")]
Nickname = Annotated[str | None, text_option("--nickname", "Another name they go by.")]
HowMet = Annotated[str | None, text_option("--how-met", "How you met, in words.")]
Met = Annotated[
    str | None, text_option("--met", "You knew each other before netlog, since when: 2019, last spring.", "WHEN")
]
Emails = Annotated[list[str] | None, text_option("--email", "An e-mail address; repeatable.", "ADDRESS")]
Phones = Annotated[list[str] | None, text_option("--phone", "A phone number; repeatable.", "NUMBER")]
Links = Annotated[list[str] | None, text_option("--link", "A profile or page; repeatable.", "URL")]
Keep = Annotated[bool, typer.Option("--keep", help="Keep in touch, coffee or no coffee.")]
State = Annotated[
    str | None,
    typer.Option(
        "--state", metavar="STATE", help="How far --via has come: wanted, asked, named, promised or made.",
        show_default=False,
    ),
]  # fmt: skip


class Said(NamedTuple):
    """The words as they were typed, by option; None where nothing was."""

    name: str | None = None
    nickname: str | None = None
    title: str | None = None
    function: str | None = None
    industry: str | None = None
    city: str | None = None
    how_met: str | None = None
    met: str | None = None
    keep: bool = False
    orgs: list[str] | None = None
    schools: list[str] | None = None
    associations: list[str] | None = None
    greeks: list[str] | None = None
    emails: list[str] | None = None
    phones: list[str] | None = None
    links: list[str] | None = None
    tags: list[str] | None = None

    @property
    def anything(self) -> bool:
        """Whether any option was given."""
        return any(value not in (None, False) for value in self)


# --- words made fit -------------------------------------------------------------------------------


def line(what: str, text: str, longest: int = MAX_LINE, notes: list[str] | None = None) -> str:
    """One line, without control characters, which `notes` then mention. Raises InvalidInput where it is too long."""
    plain = one_line(scrub(text))
    if notes is not None and scrub(text) != text:
        notes.append(f"Control characters were taken out of the {what}: {shown(plain)}")
    if len(plain) > longest:
        raise InvalidInput(
            f"The {what} has {len(plain):,} characters; {longest:,} are the most.", "Say the rest in a note."
        )
    return plain


def name(text: str, notes: list[str] | None = None) -> str:
    """A person's name. Raises InvalidInput where nothing of it is left or it is too long."""
    plain = line("name", text, MAX_NAME, notes)
    if not plain:
        raise InvalidInput("A person needs a name.", 'Write it in quotes: netlog add-contact "Priya Natarajan"')
    return plain


def tag(text: str) -> str:
    """A tag. Raises InvalidInput where nothing of it is left or it is too long."""
    plain = line("tag", text, MAX_TAG)
    if not plain:
        raise InvalidInput("An empty tag says nothing.", "Write a word: mentor")
    return plain


def note_text(text: str) -> str:
    """The text of a note, with its lines. Raises InvalidInput where nothing of it is left or it is too long."""
    plain = block(scrub(text))
    if not plain:
        raise InvalidInput("An empty note says nothing.", "Write the text in quotes, or - to read it from stdin.")
    if len(plain) > MAX_NOTE:
        raise InvalidInput(f"The note has {len(plain):,} characters; {MAX_NOTE:,} are the most.")
    return plain


def email(text: str) -> str:
    """An e-mail address as written. Raises InvalidInput where it is none."""
    plain = line("e-mail", text)
    if email_key(plain) is None:
        raise InvalidInput(f'"{shown(plain)}" is no e-mail address.', "Write it as priya@stripe.com")
    return plain


def phone(text: str) -> str:
    """A phone number as written. Raises InvalidInput where it is none."""
    plain = line("phone number", text)
    if phone_key(plain) is None:
        raise InvalidInput(f'"{shown(plain)}" is no phone number.', "Write it as +1 517 555 0100")
    return plain


def link(text: str) -> str:
    """The address of a page as written. Raises InvalidInput where it is none."""
    plain = line("link", text, MAX_LINK)
    if " " in plain or "." not in profile_key(plain):
        raise InvalidInput(f'"{shown(plain)}" is no address of a page.', "Write it as linkedin.com/in/priya")
    return plain


def met(text: str) -> str:
    """Since when we know each other, as a partial date. Raises InvalidInput where it is none or lies ahead."""
    return past_partial(text, current().today)


def past_partial(text: str, today: date) -> str:
    """A year, a month, or a day in words, as a partial date. Raises InvalidInput where it is none or lies ahead."""
    try:
        partial = parse_partial(text)
    except InvalidInput:
        return parse_day(text, today=today, direction="past").isoformat()
    if partial_start(partial) > today:
        raise InvalidInput(f'"{shown(text)}" lies in the future, and what happened cannot.', "Write 2019 or 2019-05.")
    return partial


KINDS = {
    "orgs": OrganizationKind.COMPANY,
    "schools": OrganizationKind.SCHOOL,
    "associations": OrganizationKind.ASSOCIATION,
    "greeks": OrganizationKind.GREEK,
}


def told(said: Said, notes: list[str]) -> "PersonTold":
    """The words of the options, checked; what was changed about them is added to `notes`."""
    from netlog.store.writer.people import At, PersonTold

    lines = {
        field: line(field.replace("_", " "), text, notes=notes)
        for field in ("title", "function", "industry", "city", "how_met")
        if (text := getattr(said, field)) is not None
    }
    return PersonTold(
        name=None if said.name is None else name(said.name, notes),
        nickname=None if said.nickname is None else line("nickname", said.nickname, MAX_NAME, notes),
        known=True if said.met else None,
        known_since=met(said.met) if said.met else None,
        keep=said.keep,
        affiliations=tuple(
            At(parse_affiliation(line("name of the organization", text, notes=notes), kind), kind)
            for field, kind in KINDS.items()
            for text in getattr(said, field) or ()
        ),
        emails=tuple(map(email, said.emails or ())),
        phones=tuple(map(phone, said.phones or ())),
        links=tuple(map(link, said.links or ())),
        tags=tuple(map(tag, said.tags or ())),
        **lines,
    )
