"""A person put together from what an address book says piece by piece: cleaned, checked, and what was dropped told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netlog.errors import InvalidInput
from netlog.rows.files import FileAffiliation, FilePerson, FileRelation, Remark, Skipped
from netlog.rules.days import parse_partial
from netlog.rules.names import parse_person
from netlog.rules.text import MAX_LINE, MAX_NAME, MAX_NOTE, block, one_line, scrub, word_set
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from netlog.rows.files import FileRow

# RFC 5321 4.5.3.1; with its extension in words no number is longer than 60.
_LONGEST_EMAIL, _LONGEST_PHONE, _LONGEST_TAG, _LONGEST_KEY = 254, 60, 60, 200
# Of one person: an address book of a whole firm in one card is no person.
_MOST = 50
# Groups that address books make by themselves.
_OWN_GROUPS = word_set("mycontacts starred contacts")
# A relation that says who brought the two of us together.
_INTRODUCERS = ("referred by", "introduced by", "met through")
_KINDS = frozenset(kind.value for kind in OrganizationKind)
_PHONE_SCHEMES = re.compile(r"(?:tel|phone|callto):", re.IGNORECASE)
_OTHER_SCHEMES = re.compile(r"[a-z][a-z0-9+-]*:", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """What a source says of one person, as it stands there. `names` are the possible names, the best first."""

    line: int
    names: list[str] = field(default_factory=list)
    nicknames: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    cities: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    relations: list[FileRelation] = field(default_factory=list)
    key: str = ""
    met_on: str | None = None
    how_met: str = ""
    introduced_by: str = ""
    last_contacted_on: str | None = None
    places: list[FileAffiliation] = field(default_factory=list)
    industry: str = ""
    function: str = ""
    known: bool | None = None
    remarks: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[FileRow]:
        """The person with remarks on what was dropped; Skipped if nothing names, mails or phones anybody."""
        yield self._person()
        for remark in self.remarks:
            yield Remark(self.line, remark)

    def held_somebody(self) -> bool:
        """Whether it names, mails or phones anybody."""
        return any(one_line(scrub(text)) for text in (*self.names, *self.nicknames, *self.emails, *self.phones))

    def _person(self) -> FilePerson | Skipped:
        emails = self._each(self.emails, self._email)
        phones = self._each(self.phones, self._phone)
        nickname = self._line(next(iter(self.nicknames), ""), "nickname", MAX_NAME)
        name = self._name() or nickname or next(iter(emails + phones), "")
        if not name:
            return Skipped(self.line, "no name, e-mail or phone", held_somebody=self.held_somebody())
        if len(name) > MAX_NAME:
            return Skipped(self.line, f"a name of {len(name):,} characters; {MAX_NAME} is the most")
        titles, companies = self._lines(self.titles, "title"), self._lines(self.companies, "company", MAX_NAME)
        return FilePerson(
            line=self.line,
            name=name,
            nickname=nickname if nickname and nickname.casefold() != name.casefold() else None,
            emails=emails,
            phones=phones,
            links=self._each(self.links, self._link),
            title=next(iter(titles), None),
            company=next(iter(companies), None),
            function=self._line(self.function, "function") or None,
            industry=self._line(self.industry, "industry") or None,
            city=next(iter(self._lines(self.cities, "city")), None),
            affiliations=(*_other_jobs(titles, companies), *filter(self._is_place, self.places[:_MOST])),
            tags=self._each(self.tags, self._tag),
            notes=self._each(self.notes, self._note),
            met_on=self._partial(self.met_on or "") or None,
            how_met=self._line(self.how_met, "how met") or None,
            introduced_by=self._introducer(),
            last_contacted_on=self.last_contacted_on,
            source_key=one_line(scrub(self.key))[:_LONGEST_KEY] or None,
            relations=tuple(filter(None, map(self._relation, self.relations[:_MOST]))),
            known=self.known,
        )

    def _name(self) -> str:
        return next(filter(None, (one_line(scrub(text)) for text in self.names)), "")

    def _introducer(self) -> str | None:
        told = (r.name for r in self.relations if r.kind.casefold() in _INTRODUCERS)
        return self._line(self.introduced_by or next(told, ""), "introduced by", MAX_NAME) or None

    def _relation(self, relation: FileRelation) -> FileRelation | None:
        name = one_line(scrub(relation.name))[:MAX_NAME]
        if relation.kind.casefold() in _INTRODUCERS or not (name or relation.key):
            return None
        return FileRelation(name, one_line(scrub(relation.kind))[:_LONGEST_TAG], relation.key)

    def _each(self, texts: list[str], take: Callable[[str], str]) -> tuple[str, ...]:
        """What is taken of the texts, each once; case does not count."""
        found: dict[str, str] = {}
        for text in texts:
            if taken := take(scrub(text).strip()):
                found.setdefault(taken.casefold(), taken)
        if len(found) > _MOST:
            self.remarks.append(f"{len(found):,} values of one kind: the first {_MOST} were taken")
        return tuple(found.values())[:_MOST]

    def _lines(self, texts: Iterable[str], what: str, longest: int = MAX_LINE) -> list[str]:
        return [line for text in texts if (line := self._line(text, what, longest))][:_MOST]

    def _line(self, text: str, what: str, longest: int = MAX_LINE) -> str:
        line = one_line(scrub(text))
        if len(line) > longest:
            self.remarks.append(f"{what} of {len(line):,} characters was cut to {longest}")
        return line[:longest]

    def _email(self, text: str) -> str:
        address = re.sub(r"^mailto:", "", text.strip("'\"<>()[].,; "), flags=re.IGNORECASE)
        local, _, domain = address.partition("@")
        is_one = local and domain and "@" not in domain and len(address) <= _LONGEST_EMAIL
        if is_one and not any(map(str.isspace, address)):
            return address
        return self._dropped(text, "e-mail address")

    def _phone(self, text: str) -> str:
        number = one_line(_PHONE_SCHEMES.sub("", text, count=1))
        if number and len(number) <= _LONGEST_PHONE and any(map(str.isdecimal, number)) and "@" not in number:
            return number
        return self._dropped(text, "telephone number")

    def _link(self, text: str) -> str:
        url = text.replace("\\:", ":").strip(",; ")
        is_one = "." in url or "/" in url
        if is_one and len(url) <= MAX_LINE and not any(map(str.isspace, url)) and _is_web(url):
            return url
        return self._dropped(url, "web address")

    def _tag(self, text: str) -> str:
        tag = one_line(text)
        if len(tag) > _LONGEST_TAG:
            return self._dropped(tag, "tag")
        return "" if tag.casefold() in _OWN_GROUPS or tag.startswith("* ") else tag

    def _note(self, text: str) -> str:
        note = block(text)
        if len(note) > MAX_NOTE:
            self.remarks.append(f"a note of {len(note):,} characters was cut to {MAX_NOTE:,}")
        return note[:MAX_NOTE]

    def _is_place(self, place: FileAffiliation) -> bool:
        """Whether an affiliation can be kept as it is told."""
        lines = (place.organization, place.role or "", place.unit or "")
        days = (day for day in (place.start, place.end) if day)
        if (
            place.organization
            and place.kind in _KINDS
            and max(map(len, lines)) <= MAX_LINE
            and all(map(_is_partial, days))
        ):
            return True
        return bool(self._dropped("; ".join(filter(None, place)), "affiliation"))

    def _partial(self, day: str) -> str:
        return day if day and _is_partial(day) else self._dropped(day, "day")

    def _dropped(self, text: str, what: str) -> str:
        if text:
            self.remarks.append(f'"{one_line(text)[:40]}" is no {what}')
        return ""


def _is_partial(day: str) -> bool:
    try:
        return parse_partial(day) == day
    except InvalidInput:
        return False


def _is_web(url: str) -> bool:
    scheme = _OTHER_SCHEMES.match(url)
    return scheme is None or "//" in url


def _other_jobs(titles: list[str], companies: list[str]) -> tuple[FileAffiliation, ...]:
    """Every organization but the first, with the title that stands in the same place."""
    roles = [*titles, *([None] * len(companies))]
    first = companies[0].casefold() if companies else ""
    return tuple(
        FileAffiliation(company, OrganizationKind.COMPANY.value, role)
        for company, role in zip(companies[1:], roles[1:], strict=False)
        if company.casefold() != first
    )


def turned(name: str) -> str:
    """ "Doe, John" as John Doe; "Hale, PhD" and whatever else has commas stay as they are."""
    if name.count(",") != 1 or "@" in name or " at " in name:
        return name
    form = parse_person(name) if any(map(str.isalnum, name.partition(",")[0])) else None
    return f"{form.title} {form.name}" if form and form.title else name
