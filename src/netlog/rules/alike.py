"""Are two entries one person? A confidence with its reasons; the table of weights is netlog's own judgement.

Evidence adds up as independent chances do: 1 - (1 - name) x product of (1 - weight). What speaks against it multiplies.
"""

from __future__ import annotations

from math import floor, prod
from typing import TYPE_CHECKING, NamedTuple

from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = 0.55
"""Pairs less likely than this are not worth a question."""


class Place(NamedTuple):
    """An organization where somebody is or was; of a school the class years, as far as they are known."""

    name: str
    kind: str
    years: frozenset[str] = frozenset()


class Entry(NamedTuple):
    """A contact as far as it tells one person from another.

    `phones` are tails (rules.phones.phone_tail), `places` by organization, `files` those that listed it.
    """

    id: int
    name_key: str
    nickname_key: str | None = None
    title: str | None = None
    city: str | None = None
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()
    places: tuple[tuple[int, Place], ...] = ()
    files: frozenset[str] = frozenset()
    namesakes: int = 1

    @property
    def addresses(self) -> frozenset[str]:
        """What belongs to one person, or to one household."""
        return self.emails | self.phones | self.profiles


class Likeness(NamedTuple):
    """How likely two entries are one person, in whole percent and never 1, and why; what speaks against it last."""

    confidence: float
    reasons: tuple[str, ...]


class Reason(NamedTuple):
    """Evidence: its weight, and in words."""

    weight: float
    words: str


NEITHER = Likeness(0.0, ())


def likeness(a: Entry, b: Entry) -> Likeness:
    """How likely a and b are one person. Two different profile addresses are never one person."""
    if a.profiles and b.profiles and a.profiles.isdisjoint(b.profiles):
        return NEITHER
    name = name_likeness(a, b)
    evidence = list(_evidence(a, b))
    doubts = list(_doubts(a, b))
    sure = 1 - (1 - name.weight) * prod(1 - reason.weight for reason in evidence)
    if not name.weight:
        doubts.append(Reason(OTHER_NAMES, "the names differ"))
    confidence = sure * prod(doubt.weight for doubt in doubts)
    words = [reason.words for reason in (name, *evidence) if reason.weight]
    return Likeness(floor(100 * confidence + 1e-9) / 100, (*words, *(f"but {doubt.words}" for doubt in doubts)))


# --- names ----------------------------------------------------------------------------------------

SAME_NAME = {2: 0.6, 3: 0.45}  # by how many have it
COMMON_NAME = 0.3
OTHER_NAMES = 0.65
ALIKE = 0.85  # share of letters that stay, for a name of at least LONG letters
LONG = 6


def name_likeness(a: Entry, b: Entry) -> Reason:
    """What the names alone say; weight 0 where they are two names."""
    if sorted(a.name_key.split()) == sorted(b.name_key.split()):
        shared = max(a.namesakes, b.namesakes)
        weight = SAME_NAME.get(max(shared, 2), COMMON_NAME)
        return Reason(weight, "the same name" if shared < 3 else f"the same name, as {shared} have it")
    if a.nickname_key == b.name_key or b.nickname_key == a.name_key:
        return Reason(0.5, "the name of one is the other's nickname")
    ours, theirs = a.name_key.split(), b.name_key.split()
    return next((reason for reason in _partly(ours, theirs)), None) or _spelled(a.name_key, b.name_key)


def _partly(ours: list[str], theirs: list[str]) -> Iterator[Reason]:
    """One name holds the other, or begins or ends like it."""
    few, many = sorted((ours, theirs), key=len)
    if not few:
        return
    if 1 < len(few) < len(many) and set(few) <= set(many):
        yield Reason(0.5, "one name has a word more")
    elif len(few) > 1 and few[-1] == many[-1] and _initials(few[0], many[0]):
        yield Reason(0.3, "the names agree but for an initial")
    elif len(few) == 1 and few[0] in (many[0], many[-1]):
        yield Reason(0.25, "one has only a part of the name")
    elif few[0] == many[0]:
        yield Reason(0.2, "the same first name")


def _initials(one: str, other: str) -> bool:
    return one[0] == other[0] and 1 in (len(one), len(other))


def _spelled(one: str, other: str) -> Reason:
    from rapidfuzz.distance import DamerauLevenshtein

    if min(len(one), len(other)) >= LONG:
        share = DamerauLevenshtein.normalized_similarity(one, other, score_cutoff=ALIKE)
        if share:
            return Reason(0.4, "the names are spelled nearly alike")
    return Reason(0.0, "")


# --- what else both have --------------------------------------------------------------------------

_ADDRESSES = (("profiles", 0.98, "profile"), ("emails", 0.85, "e-mail"), ("phones", 0.8, "phone, which ends in"))
TITLE, CITY = 0.3, 0.2
PLACE = {OrganizationKind.COMPANY: 0.75, OrganizationKind.SCHOOL: 0.25}
OTHER_PLACE = 0.4
CLASS_YEAR = 0.5


def _evidence(a: Entry, b: Entry) -> Iterator[Reason]:
    for field, weight, what in _ADDRESSES:
        for address in sorted(getattr(a, field) & getattr(b, field))[:1]:
            yield Reason(weight, f"the same {what} {address}")
    places = list(_places(a, b))
    if places:
        yield max(places)
    if a.title and a.title == b.title:
        yield Reason(TITLE, f"both {a.title}")
    if a.city and a.city == b.city:
        yield Reason(CITY, f"both in {a.city}")


def _places(a: Entry, b: Entry) -> Iterator[Reason]:
    """Organizations where both are or were; a school with two class years says nothing for it."""
    theirs = dict(b.places)
    for organization, place in a.places:
        other = theirs.get(organization)
        if other is None or _two_years(place, other):
            continue
        year = min(place.years & other.years, default=None)
        if year:
            yield Reason(CLASS_YEAR, f"both {place.name} {year}")
        else:
            yield Reason(PLACE.get(OrganizationKind(place.kind), OTHER_PLACE), f"both at {place.name}")


def _two_years(one: Place, other: Place) -> bool:
    return bool(one.years and other.years) and one.years.isdisjoint(other.years)


# --- what speaks against it -----------------------------------------------------------------------

TWO_YEARS, ONE_FILE, TWO_MAILBOXES = 0.4, 0.4, 0.5
MAILBOXES = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "aol.com", "gmx.de"}
)
"""Where one person easily has two addresses."""


def _doubts(a: Entry, b: Entry) -> Iterator[Reason]:
    theirs = dict(b.places)
    for organization, place in a.places:
        if organization in theirs and _two_years(place, theirs[organization]):
            years = " and ".join(sorted({min(place.years), min(theirs[organization].years)}))
            yield Reason(TWO_YEARS, f"they are {place.name} {years}")
            break
    if not a.addresses.isdisjoint(b.addresses):
        return
    for file in sorted(a.files & b.files)[:1]:
        yield Reason(ONE_FILE, f"{file} lists both")
    domains = [{email.rpartition("@")[2] for email in entry.emails} for entry in (a, b)]
    for domain in sorted(domains[0] & domains[1] - MAILBOXES)[:1]:
        yield Reason(TWO_MAILBOXES, f"they have two addresses at {domain}")
