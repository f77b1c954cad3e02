"""Names compared, shortened and taken apart: people, organizations, and the forms of the command line.

Nothing here guesses that Bob is Robert: a nickname is a name only where the user or a file gives it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from netlog.errors import InvalidInput
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- the key of a name --------------------------------------------------------------------------

# Dropped without a gap: O'Brien, O’Brien, O´Brien and Oʻahu read as one word, J.R. as jr.
_DROPPED = "'’‘‛ʼʹʻ′`´."
# Kept although no letters: AT&T, C++ and C# would lose their sense.
_KEPT = "&+#"
# Letters that Unicode does not take apart, and Arabic and Persian spellings of one letter.
_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "n", "ħ": "h",
    "ŧ": "t", "ĸ": "k", "ɐ": "a", "ə": "e", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": "",
}  # fmt: skip


def _ascii_table() -> dict[int, str | None]:
    """What becomes of each ASCII character in a key: lower case, itself, nothing, or a gap."""
    table: dict[int, str | None] = {}
    for code in range(128):
        character = chr(code)
        if character in _DROPPED:
            table[code] = None
        elif character.isalnum() or character in _KEPT:
            table[code] = character.lower()
        else:
            table[code] = " "
    return table


class _Characters(dict[int, str | None]):
    """The same for every other character, decided when it is first met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = _becomes(chr(code))
        return self[code]


def _becomes(character: str) -> str | None:
    if character in _LETTERS:
        return _LETTERS[character]
    kind = unicodedata.category(character)
    if character in _DROPPED or kind in ("Cf", "Me"):
        return None
    if kind[0] == "M":
        return None if _is_accent(character) else character
    return " " if kind[0] in "PSZC" else character


def _is_accent(mark: str) -> bool:
    """Marks of Latin, Greek, Cyrillic, Hebrew and Arabic, by canonical combining class (Unicode 4.3, table 4-3).

    The classes between (7-9 nukta, kana voicing, virama; 84-132 vowels of Thai, Lao, Tibetan) and 0 (vowel signs of
    India) tell names apart and stay.
    """
    order = unicodedata.combining(mark)
    return 10 <= order <= 36 or order >= 200


_ASCII = _ascii_table()
_ANY = _Characters(_ASCII)


def fold(text: str) -> str:
    """The key under which names are compared: no case, accents, apostrophes or dots; other punctuation is one space.

    A text without any letter or digit keeps its signs, so that two such names stay two; "" only for blanks.
    """
    key = " ".join(text.translate(_ASCII).split()) if text.isascii() else _fold_any(text)
    return key or _signs(text)


def _fold_any(text: str) -> str:
    # Apostrophes go first: Unicode takes U+00B4 apart into a space and an accent.
    plain = _decomposed("".join(character for character in text if character not in _DROPPED))
    return unicodedata.normalize("NFC", " ".join(plain.translate(_ANY).split()))


def _decomposed(text: str) -> str:
    # Twice, because compatibility forms hide capitals and case folding yields new compatibility forms.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFKD", text)


def _signs(text: str) -> str:
    return " ".join(text.casefold().split())


def slug(name: str) -> str:
    """The name as one word that no shell takes apart ("priya-natarajan"); "" if it holds no letter or digit.

    WHO accepts it: fold(slug(name)) == fold(name) unless the name holds &, + or #.
    """
    key = "".join(character for character in fold(name) if character not in _KEPT)
    words = key.split()
    return "-".join(words) if any(character.isalnum() for character in key) else ""


def listed(names: Sequence[str]) -> str:
    """Several in a sentence: "Ana, Ben and Cleo"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 pair", "3 people"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def shown(text: str, longest: int = 60) -> str:
    """The text as it may stand in a sentence to the user: one line, nothing unprintable, not endless."""
    plain = " ".join("".join(ch if ch.isprintable() else " " for ch in text[: longest * 2]).split())
    return plain if len(plain) <= longest and len(text) <= longest * 2 else plain[: longest - 1] + "…"


# --- organizations ------------------------------------------------------------------------------

# Legal forms as they end a folded name; Wikipedia, "List of legal entity types by country", those met in exports.
_LEGAL = _words(
    "inc incorporated llc lc ltd limited corp corporation co company plc pbc lp llp lllp pllc pc na "  # English
    "pvt private pty pte bhd sdn cic "  # Commonwealth
    "gmbh ggmbh mbh ag kg kgaa ohg ug se "  # German
    "sa sas sasu sarl eurl snc srl sl slu scs spzoo sp zoo ltda eireli "  # Romance languages, Polish
    "bv nv cv vof ab asa as oy oyj aps doo sro kft zrt nyrt uab sia kk gk "  # Dutch, Nordic, Central European, Japanese
    "株 有 株式会社 有限会社 合同会社 有限公司 股份有限公司 주식회사 ооо оао зао пао"
)
# The same written with blanks, slashes or dots between ("A/S", "Sp. z o.o.", "S.A. de C.V.").
_LEGAL_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in ("s a de c v", "sa de cv", "sp z oo", "sp z o o", "s a r l", "s r l", "s a", "a s", "b v", "n v")
)
# Written without a gap, before or after the name.
_LEGAL_GLUED = ("股份有限公司", "株式会社", "有限会社", "合同会社", "有限公司", "주식회사")
_LEGAL_BEFORE = _words("株 有 株式会社 有限会社 合同会社 주식회사 ооо оао зао пао")
# Legal forms only in this very writing: a "Spa" is a bath, an "EV" a car.
_LEGAL_AS_WRITTEN = re.compile(r"[\s,]+(?:SpA|[Ss]\.\s?[Pp]\.\s?[Aa]\.?|e\.\s?V\.?|eV)$")
_BRACKET = r"^(.+?)\s*\(([^()]+)\)\s*$"
_FORMER = r"^(?:formerly|previously|now|fka|f/k/a|aka|a/k/a|dba|d/b/a)\s+(.+)$"


@lru_cache(maxsize=8192)  # a roster names few employers many times
def organization_key(name: str) -> str:
    """The identity of an organization: folded, without legal form, leading "The" and an abbreviation in brackets.

    Names are equal or not, never alike: "Stripe, Inc." is "Stripe", "Stripe Press" is not. A name made of such words
    only keeps them ("The Limited").
    """
    return _bare(_outside_and_inside(name)[0])


def organization_aliases(name: str) -> tuple[str, ...]:
    """Keys under which the name says itself that it is known too: "Amazon Web Services (AWS)" -> ("aws",)."""
    inside = _outside_and_inside(name)[1]
    return (_bare(inside),) if inside else ()


def _outside_and_inside(name: str) -> tuple[str, str]:
    """The name proper and the other name in its brackets; ("Stripe (Ireland)", "") where the brackets say more."""
    found = re.match(_BRACKET, name.strip()) if ")" in name else None
    if not found:
        return name, ""
    outside, inside = found.groups()
    former = re.match(_FORMER, inside, re.IGNORECASE)
    if former:
        return outside, former[1]
    if _abbreviates(inside, outside):
        return outside, inside
    return (inside, outside) if _abbreviates(outside, inside) else (name, "")


def _abbreviates(short: str, long: str) -> bool:
    """MIT, P&G and PwC: few letters, two capitals at least, the long name's letters in their order from the first."""
    letters = [character for character in short if character.isalpha()]
    if " " in short or not 2 <= len(letters) <= 8 or len(letters) >= len(long) / 2:
        return False
    if sum(character.isupper() for character in letters) < 2 or fold(short)[:1] != fold(long)[:1]:
        return False
    rest = iter(fold(long))
    return all(letter in rest for letter in fold("".join(letters)))


def _bare(name: str) -> str:
    words = fold(_LEGAL_AS_WRITTEN.sub("", name.strip()).replace("&", " and ")).split()
    kept = words
    while (fewer := _unglued(_without_legal_form(kept))) != kept:
        kept = fewer
    return " ".join(words if _NO_NAMES.issuperset(kept) else kept)


_JOINTS = ("and", "+")  # GmbH & Co, GmbH + Co
_NO_NAMES = _LEGAL.union(_JOINTS, ("the",))
_ENDS_OF_PHRASES = frozenset(phrase[-1] for phrase in _LEGAL_PHRASES)


def _without_legal_form(words: list[str]) -> list[str]:
    """The words less one legal form at either end and one leading "the"."""
    if words and (words[0] == "the" or words[0] in _LEGAL_BEFORE):
        words = words[1:]
    if words and words[-1] in _ENDS_OF_PHRASES:
        phrase = next((p for p in _LEGAL_PHRASES if len(words) > len(p) and tuple(words[-len(p) :]) == p), ())
        if phrase:
            return words[: -len(phrase)]
    return words[:-1] if words and (words[-1] in _LEGAL or words[-1] in _JOINTS) else words


def _unglued(words: list[str]) -> list[str]:
    """The words with a legal form cut off that is written into the first or the last of them."""
    key = " ".join(words)
    for form in _LEGAL_GLUED if not key.isascii() else ():
        bare = key.removeprefix(form).removesuffix(form).strip()
        if bare and bare != key:
            return bare.split()
    return words


# --- the forms of the command line --------------------------------------------------------------


class AffiliationForm(NamedTuple):
    """What `--school|--association|--greek|--org NAME[:ROLE[:YEARS]]` says; days are partial ISO texts."""

    name: str
    role: str | None = None
    start: str | None = None
    end: str | None = None


class PersonForm(NamedTuple):
    """What `--named|--introduces "NAME[, TITLE][ @ ORG]"` says."""

    name: str
    title: str | None = None
    organization: str | None = None


class DescriptionForm(NamedTuple):
    """Somebody wanted but not known by name: what they do and where, each None where it is not said."""

    what: str | None = None
    organization: str | None = None


def parse_affiliation(text: str, kind: OrganizationKind) -> AffiliationForm:
    r"""`NAME[:ROLE[:YEARS]]` taken apart; a colon that belongs to the name is written `\:`.

    A single year is the class year (end) at a school and the start elsewhere; YEARS may stand in ROLE's place.
    Raises InvalidInput for an empty name, a fourth part, or years that are none.
    """
    parts = [" ".join(part.replace("\\:", ":").split()) for part in re.split(r"(?<!\\):", text)]
    if not parts[0]:
        raise InvalidInput(f'"{shown(text)}" names no organization.', 'Write NAME:ROLE:YEARS, as in "Stripe:PM:2019-".')
    if len(parts) > 3:
        raise InvalidInput(
            f'"{shown(text)}" has more than two colons, and I cannot tell which belong to the name.',
            r"Write NAME:ROLE:YEARS, and a colon inside the name as \:",
        )
    name, role, years = (*parts, "", "")[:3]
    if role and not years and re.fullmatch(r"[\d\s.–—-]*\d{4}[\d\s.–—-]*", role):
        role, years = "", role
    start, end = _years(years, kind) if years else (None, None)
    return AffiliationForm(name, role or None, start, end)


def _years(text: str, kind: OrganizationKind) -> tuple[str | None, str | None]:
    from netlog.rules.days import parse_years  # days knows names; only this form needs days

    return parse_years(text, single="end" if kind is OrganizationKind.SCHOOL else "start")


# Degrees and generations that follow a name after a comma and are no title.
_AFTER_NAMES = _words("jr sr ii iii iv phd md dds dvm jd mba mpa mph ma msc bsc cpa cfa pmp esq rn pe edd dphil")


def parse_person(text: str) -> PersonForm:
    """`NAME[, TITLE][ @ ORG]` taken apart: "Dan Wu, Design lead @ Figma". "at" may stand for "@".

    "Wren Hale, PhD" is a name. Raises InvalidInput if no name is left.
    """
    who, organization = _split_place(text)
    name, *titles = [" ".join(part.split()) for part in who.split(",")]
    while titles and fold(titles[0]).replace(" ", "") in _AFTER_NAMES:
        name = f"{name}, {titles.pop(0)}"
    if not any(character.isalnum() for character in name):
        hint = 'Write NAME, TITLE @ ORG, as in "Dan Wu, Design lead @ Figma".'
        raise InvalidInput(f'"{shown(text)}" holds no name.', hint)
    return PersonForm(name, ", ".join(part for part in titles if part) or None, organization)


def _split_place(text: str) -> tuple[str, str | None]:
    """The text before the last " @ ", else " at ", and the place after it (None without one)."""
    found = re.match(r"(.*(?:^|\s))@\s*(\S.*)$", text, re.DOTALL) or re.match(r"(.*\S)\s+at\s+(\S.*)$", text, re.DOTALL)
    if not found:
        return text.removesuffix("@"), None
    return found[1], " ".join(found[2].split())


_ANYBODY = _words(
    "anyone anybody somebody someone everyone everybody whoever people person persons folks "
    "jemand irgendjemand quelquun alguien alguem qualcuno iemand"
)
# Names too (An Nguyen, My Pham, Her): they describe only before a word that is written small.
_DETERMINERS = _words("a an any some the one another her his their my our your its who")


def is_description(text: str) -> bool:
    """Whether the text describes somebody ("anyone in product at Stripe", "product, Stripe") instead of naming one."""
    words = text.split()
    first, second = ([fold(word) for word in words[:2]] + ["", ""])[:2]
    if first in _ANYBODY:
        return True
    if first in _DETERMINERS and second and "." not in words[0]:
        return words[0].islower() or words[1][:1].islower()
    return _is_work(_split_place(text)[0].partition(",")[0])


def _is_work(text: str) -> bool:
    from netlog.rules.functions import is_function  # its table is built only where it is asked

    return is_function(text)


def parse_description(text: str) -> DescriptionForm:
    """What a description asks for: "anyone in product at Stripe" and "product, Stripe" are (product, Stripe)."""
    who, organization = _split_place(text)
    if organization is None and "," in who:
        who, _, place = who.partition(",")
        organization = " ".join(place.split()) or None
    what = re.sub(r"^(?:who|that|working|works?|doing|in|from|on|with|of)\s+", "", _undetermined(who))
    return DescriptionForm(what or None, organization)


def _undetermined(text: str) -> str:
    words = text.split()
    while words and fold(words[0]) in _ANYBODY | _DETERMINERS | {"else", "who", "works", "working", "in", "from"}:
        words = words[1:]
    return " ".join(words)
