"""vCard 2.1, 3.0 and 4.0: cards of people; what phones, mail programs and their broken exports make of the format.

vobject parses each card, made plain before (see contentlines). Where it gives up, the properties are read by a few
lines of our own, and the row says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from netlog.formats.cards_out import AFFILIATION, FUNCTION, HOW_MET, INDUSTRY, KNOWN, OWN, SINCE
from netlog.formats.contentlines import Blocks
from netlog.formats.draft import Draft, turned
from netlog.rows.files import FileAffiliation, FileRelation, Remark, Skipped
from netlog.rules.names import organization_key
from netlog.rules.text import MAX_LINE, one_line, scrub, word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netlog.formats.contentlines import Block, Property
    from netlog.formats.textfile import TextFile
    from netlog.rows.files import FileRow

_WANTED = frozenset(OWN) | word_set(
    "N FN NICKNAME ORG TITLE ROLE EMAIL TEL URL ADR NOTE CATEGORIES UID KIND RELATED X-ABRELATEDNAMES X-ABLABEL "
    "X-ABSHOWAS X-SOCIALPROFILE X-ADDRESSBOOKSERVER-KIND X-ANDROID-CUSTOM X-LINKEDIN AGENT"
)
# X-SPOUSE, X-MS-MANAGER, X-EVOLUTION-ASSISTANT, X-KADDRESSBOOK-X-SpousesName.
_RELATION = re.compile(r"X-(?:[A-Z]+-)?(?:X-)?(SPOUSE|MANAGER|ASSISTANT)S?(?:-?NAME)?")
# One text, in which a comma parts nothing although many programs forget to escape it.
_ONE_TEXT = word_set("FN TITLE ROLE NOTE UID KIND URL EMAIL TEL RELATED X-ABRELATEDNAMES X-ABLABEL X-LINKEDIN")
_PARTS = word_set("N ADR ORG X-NETLOG-AFFILIATION")
# Read without vobject: it needs 0.06 ms a line, for these to no end.
_PLAIN = word_set("EMAIL TEL URL UID KIND X-ABLABEL X-ABSHOWAS X-SOCIALPROFILE")
_OF_NAMES: tuple[str, ...] = ("family", "given", "additional", "prefix", "suffix")
_OF_PLACES: tuple[str, ...] = ("city", "region", "country")
_BARE_COMMA = re.compile(r"(?<!\\)((?:\\\\)*),")
_ESCAPE = re.compile(r"\\([\\,;:nN])")
_AGENT = re.compile(r"^FN[^:\n]*:(.+)$", re.MULTILINE | re.IGNORECASE)
_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_TYPE = re.compile(r";(?:TYPE=)?([A-Z,\"-]+)(?=;|$)", re.IGNORECASE)
_KNOWN = {"yes": True, "no": False}
_GROUP_KINDS, _FIRM = ("group", "location", "device", "application"), "org"
# Android's numbers for relations (ContactsContract.CommonDataKinds.Relation).
_ANDROID = (
    "", "assistant", "brother", "child", "partner", "father", "friend", "manager", "mother", "parent", "partner",
    "referred by", "relative", "sister", "spouse",
)  # fmt: skip


class Value(NamedTuple):
    """One property as text: the parts of N, ADR and ORG, else one part. `types` are its TYPEs in small letters."""

    name: str
    group: str
    types: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The value, where it is one."""
        return self.parts[0] if self.parts else ""


def cards(file: TextFile) -> Iterator[FileRow]:
    """Everybody in the file. An organization, a group, an empty card and one that never ends are skipped, and told."""
    for block in Blocks(file, "VCARD", _wanted, frozenset()):
        if block.closed:
            yield from _card(block)
        elif not block.properties:
            yield Skipped(block.line, "a card that has no end and says nothing", held_somebody=False)
        else:
            draft = _draft(block.line, _own_values(block.properties))
            name = one_line(scrub(next(iter(draft.names), "")))[:60]
            reason = f"the card{f' of {name}' if name else ''} has no end"
            yield Skipped(block.line, reason, held_somebody=draft.held_somebody())


def _wanted(name: str) -> bool:
    return name in _WANTED or _RELATION.fullmatch(name) is not None


def _card(block: Block) -> Iterator[FileRow]:
    broken = ""
    try:
        values = _parsed(block.properties)
    except Exception as error:  # whatever a library makes of strangers' text
        broken = f"a broken card, read line by line ({one_line(str(error))[:60]})"
        values = _own_values(block.properties)
    draft = _draft(block.line, values)
    if reason := _no_person(values, draft):
        yield Skipped(block.line, reason, held_somebody=False)
        return
    yield from draft.rows()
    for remark in filter(None, (broken, *block.remarks)):
        yield Remark(block.line, remark)


# --- what the lines say -----------------------------------------------------------------------------


def _parsed(properties: list[Property]) -> list[Value]:
    """By vobject, as vCard 3.0, which is what the properties have become. Raises whatever vobject raises."""
    import vobject  # 110 ms, for vCard files only

    plain = [found for found in properties if _is_plain(found)]
    others = [_as_line(found) for found in properties if not _is_plain(found)]
    contents = vobject.readOne("\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *others, "END:VCARD", ""))).contents
    lines = [line for name in contents if name != "version" for line in contents[name]]
    return _own_values(plain) + [
        Value(line.name.upper(), line.group or "", _types_of(line.params, line.singletonparams), _parts_of(line.value))
        for line in lines
    ]


def _is_plain(found: Property) -> bool:
    """An agent's is a card within the value, which is nothing for vobject either; nor does it know netlog's own."""
    return found.name in ("AGENT", *OWN) or found.name in _PLAIN


def _as_line(found: Property) -> str:
    if found.name in _ONE_TEXT:
        found.value = _BARE_COMMA.sub(r"\1\\,", found.value)
    return found.plain.replace("\r", "").replace("\n", "\\n")


def _types_of(params: dict[str, list[str]], bare: list[str]) -> tuple[str, ...]:
    return tuple(kind.casefold() for told in (*params.get("TYPE", ()), *bare) for kind in told.split(","))


def _parts_of(value: object) -> tuple[str, ...]:
    """N in the order of the format; of an address city, region, country; of an organization it and its parts."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple):
        return tuple(map(_joined, value))
    fields, between = (_OF_NAMES, " ") if hasattr(value, "family") else (_OF_PLACES, ", ")
    return tuple(_joined(getattr(value, name, ""), between) for name in fields)


def _joined(value: object, between: str = ", ") -> str:
    return between.join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _own_values(properties: list[Property]) -> list[Value]:
    """The same without a library: every property for itself, so that one broken line costs nothing else."""
    return [_own_value(found) for found in properties]


def _own_value(found: Property) -> Value:
    told = _TYPE.findall(found.params) if found.params else ()
    types = tuple(kind.strip('"').casefold() for kinds in told for kind in kinds.split(","))
    between = ";" if found.name in _PARTS else "," if found.name == "CATEGORIES" else ""
    parts = parted(found.value, between) if between else [found.value]
    texts = [_ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], part) if "\\" in part else part for part in parts]
    if found.name == "ADR":
        texts = [*texts, *[""] * 7]
        texts = [texts[3], texts[4], texts[6]]
    return Value(found.name, found.group.rstrip("."), types, tuple(texts))


def parted(value: str, between: str) -> list[str]:
    """The parts of a value, still escaped, between separators that are not escaped themselves."""
    parts = re.split(rf"(?<!\\){between}", value.replace("\\\\", "\0"))
    return [part.replace("\0", "\\\\") for part in parts]


# --- what it says of whom ---------------------------------------------------------------------------


class _Card:
    """The values of one card under their names."""

    def __init__(self, values: Iterable[Value]) -> None:
        self._values: dict[str, list[Value]] = {}
        for value in values:
            self._values.setdefault(value.name, []).append(value)

    def all(self, *names: str) -> list[Value]:
        return [value for name in names for value in self._values.get(name, ())]

    def texts(self, *names: str) -> list[str]:
        return [text for value in self.all(*names) if (text := value.text.strip())]

    def label(self, value: Value) -> str:
        """What the user calls a property of Apple's or Google's, "" where nothing is said."""
        labels = self.all("X-ABLABEL") if value.group else []
        label = next((other.text for other in labels if other.group == value.group), "")
        return (found[1] if (found := _LABEL.fullmatch(label)) else label).casefold()

    def android_nicknames(self) -> list[str]:
        """Android's own property; it makes no card of somebody where nothing else does."""
        is_somebody = self.all("N", "FN", "EMAIL", "TEL")
        told = [_android_fields(value.text, "nickname")[0] for value in self.all("X-ANDROID-CUSTOM")]
        return list(filter(None, told)) if is_somebody else []

    def relations(self) -> list[FileRelation]:
        told = [_related(value) for value in self.all("RELATED")]
        told += [FileRelation(value.text, self.label(value)) for value in self.all("X-ABRELATEDNAMES")]
        told += [FileRelation(found[1], "agent") for v in self.all("AGENT") if (found := _AGENT.search(v.text))]
        told += [r for value in self.all("X-ANDROID-CUSTOM") if (r := _android_relation(value.text))]
        for name, values in self._values.items():
            if found := _RELATION.fullmatch(name):
                told += [FileRelation(value.text, found[1].casefold()) for value in values]
        return told


def _draft(line: int, values: list[Value]) -> Draft:
    card = _Card(values)
    family, given, additional, _, suffix = (*_first(card.all("N")), "", "", "", "", "")[:5]
    full = next(iter(card.texts("FN")), "")
    whole = turned(full) if _words(full.partition(",")[0]) == _words(family) else full
    firms = [next(filter(None, map(str.strip, value.parts)), "") for value in card.all("ORG")]
    return Draft(
        line,
        names=[whole, " ".join(filter(None, (given, additional, family, suffix)))],
        nicknames=card.texts("NICKNAME") + card.android_nicknames(),
        emails=card.texts("EMAIL"),
        phones=[text for text in card.texts("TEL") if not text.lower().startswith(("sip:", "sips:"))],
        links=card.texts("URL", "X-SOCIALPROFILE", "X-LINKEDIN"),
        titles=card.texts("TITLE") or card.texts("ROLE"),
        companies=firms,
        cities=[place for value in card.all("ADR") if (place := _place(value))],
        tags=[tag for value in card.all("CATEGORIES") for tag in value.parts],
        notes=card.texts("NOTE"),
        relations=card.relations(),
        key=next(iter(card.texts("UID")), ""),
        places=[_affiliation(value) for value in card.all(AFFILIATION)],
        industry=next(iter(card.texts(INDUSTRY)), ""),
        function=next(iter(card.texts(FUNCTION)), ""),
        how_met=next(iter(card.texts(HOW_MET)), ""),
        met_on=next(iter(card.texts(SINCE)), None),
        known=_KNOWN.get(next(iter(card.texts(KNOWN)), "").casefold()),
    )


def _no_person(values: list[Value], draft: Draft) -> str:
    """Why a card is nobody's, "" where it is somebody's."""
    card = _Card(values)
    kind = next(iter(card.texts("KIND", "X-ADDRESSBOOKSERVER-KIND")), "").casefold()
    name, structured = (one_line(text) for text in draft.names)
    firm = next(iter(draft.companies), "")
    shown = (name or structured or one_line(firm))[:60]
    if kind in _GROUP_KINDS:
        return f'"{shown}" is a {kind}' if shown else f"a {kind}"
    as_firm = any(text.strip().casefold() == "company" for text in card.texts("X-ABSHOWAS"))
    unnamed = not structured and (not name or organization_key(name) == organization_key(firm))
    if kind == _FIRM or as_firm or (firm and unnamed):
        return f'"{shown}" is an organization'
    return ""


def _first(values: list[Value]) -> tuple[str, ...]:
    return tuple(map(one_line, values[0].parts)) if values else ()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _place(value: Value) -> str:
    """The city with where it lies; a street alone is no place to meet."""
    city, region, country = (one_line(scrub(part))[:MAX_LINE] for part in (*value.parts, "", "", "")[:3])
    return ", ".join(dict.fromkeys(filter(None, (city, region, country)))) if city else ""


def _affiliation(value: Value) -> FileAffiliation:
    """As `cards_out` writes it."""
    organization, kind, *others = (one_line(scrub(part)) for part in (*value.parts, *[""] * 6)[:6])
    return FileAffiliation(organization, kind, *(other or None for other in others))


def _related(value: Value) -> FileRelation:
    """By name, or by the other card's UID."""
    kind = next(iter(value.types), "")
    is_key = value.text.casefold().startswith(("urn:", "uuid:"))
    return FileRelation("", kind, value.text) if is_key else FileRelation(value.text, kind)


def _android_fields(text: str, what: str) -> list[str]:
    fields = text.replace("\\;", ";").split(";")
    return [*fields[1:4], "", "", ""] if fields[0] == f"vnd.android.cursor.item/{what}" else ["", "", ""]


def _android_relation(text: str) -> FileRelation | None:
    name, kind, label = _android_fields(text, "relation")[:3]
    number = int(kind) if kind.isdecimal() and int(kind) < len(_ANDROID) else 0
    return FileRelation(name, _ANDROID[number] or label) if name else None
