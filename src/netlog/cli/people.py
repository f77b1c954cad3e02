"""People, written: who I am, contacts added, changed, tagged, noted, left alone and merged."""

import sqlite3
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from netlog.cli import person
from netlog.cli.context import ask, choose, confirm, current, say
from netlog.cli.database import reading, writing
from netlog.cli.options import Association, Greek, Note, On, Organization, School, Tags, Via, Who, Whos, completed_by
from netlog.cli.person import Said
from netlog.cli.who import one, several
from netlog.errors import AlreadyExists, InvalidInput, NotFound, UsageError
from netlog.render.result import Done
from netlog.rows.who import ContactLine
from netlog.rules.days import parse_day, short_day
from netlog.rules.emails import address_key
from netlog.rules.names import fold, shown
from netlog.rules.phones import number_key
from netlog.rules.text import profile_key
from netlog.store.reader import contacts as read
from netlog.store.reader.doubles import doubles
from netlog.words import IntroState

if TYPE_CHECKING:
    from netlog.store.work import Work
    from netlog.store.writer.people import PersonTold

Name = Annotated[str, typer.Argument(metavar="NAME", help="The full name, in quotes.", show_default=False)]


# --- init ----------------------------------------------------------------------------------------


def init(
    name: Annotated[str | None, person.text_option("--name", "Your name.")] = None,
    school: School = None,
    greek: Greek = None,
    association: Association = None,
    org: Organization = None,
    title: person.Title = None,
    function: person.Function = None,
    industry: person.Industry = None,
    city: person.City = None,
    nickname: person.Nickname = None,
    email: person.Emails = None,
    phone: person.Phones = None,
    link: person.Links = None,
) -> Done:
    """Say who you are: your name and where you belong.

    Again, it adds to what you said before. Whoever shares a school, a society or an employer with you is shown as such.
    """
    said = Said(
        name=name,
        nickname=nickname,
        title=title,
        function=function,
        industry=industry,
        city=city,
        orgs=org,
        schools=school,
        associations=association,
        greeks=greek,
        emails=email,
        phones=phone,
        links=link,
    )
    notes: list[str] = []
    with reading() as db:
        me = read.me(db, current().today)
        said = _asked_who_i_am(said, me is not None)
        told = person.told(said, notes)
        twins = doubles(db, current().today, name=told.name) if told.name and me is None else []
    notes += [f"{twin.line.label} (c{twin.line.id}) has your name; if that is you: netlog remove c{twin.line.id}"
              for twin in twins]  # fmt: skip
    with writing("init") as work:
        from netlog.store.writer.people import add_told, edit

        if me is None:
            number, clauses = add_told(work, told, is_me=True), []
        else:
            number = me.contact.id
            clauses = edit(work, number, told)
        who = str(work.row("contact", number)["name"])
        changed = f": {'; '.join(clauses)}" if clauses else ""
        work.summary = f"You are {who}{changed}."
        step = work.seq if me is None or clauses else None
        said_next = () if me else ("Next: netlog import Connections.csv · netlog add-contact NAME",)
        return Done("init", (work.summary, *said_next), step, {"contact": number}, tuple(notes))


def _asked_who_i_am(said: Said, known: bool) -> Said:
    """The words, with those that a terminal still has to ask for. Raises UsageError where nobody can be asked."""
    if said.name is not None or (known and said.anything):
        return said
    if not current().interactive:
        raise UsageError("Say who you are.", 'netlog init --name "Dana Reyes" --school "Michigan State University"')
    if known:
        raise UsageError("You have said who you are; options add to it.", "netlog show me · netlog edit-contact me")
    name = ask("Your name?")
    school = ask("Your school? (NAME:DEGREE:YEAR, Enter: none)") if not said.schools else ""
    return said._replace(name=name, schools=[school] if school else said.schools)


# --- add-contact ---------------------------------------------------------------------------------


def add_contact(
    name: Name,
    org: Organization = None,
    title: person.Title = None,
    function: person.Function = None,
    industry: person.Industry = None,
    city: person.City = None,
    school: School = None,
    association: Association = None,
    greek: Greek = None,
    email: person.Emails = None,
    phone: person.Phones = None,
    link: person.Links = None,
    tag: Tags = None,
    nickname: person.Nickname = None,
    note: Note = None,
    via: Via = None,
    state: person.State = None,
    on: On = None,
    met: person.Met = None,
    how_met: person.HowMet = None,
    keep: person.Keep = False,
) -> Done:
    """Add a person, with what you know about them.

    --via says who gave you the name, --met that you know each other already. Somebody of the same e-mail, profile, or
    name and organization is not added twice.
    """
    said = Said(
        name,
        nickname,
        title,
        function,
        industry,
        city,
        how_met,
        met,
        keep,
        org,
        school,
        association,
        greek,
        email,
        phone,
        link,
        tag,
    )
    notes: list[str] = []
    told = person.told(said, notes)
    body = person.note_text(note) if note is not None else None
    with reading() as db:
        origin = _introducer(db, via, state, on)
        existing = _existing(db, told, notes)
        if origin and existing and origin.introducer.id == existing.id:
            raise InvalidInput("Nobody introduces themselves.", "--via names somebody else.")
    with writing("add-contact") as work:
        from netlog.store.writer.people import add_told, edit

        if existing is None:
            number = add_told(work, told)
        else:
            number = existing.id
            edit(work, number, told)
            work.update("contact", number, origin="hand")
        ids = {"contact": number, **_and(work, number, origin, body)}
        how = f"; {origin.introducer.name} {_SAYS[origin.state]}" if origin else ""
        work.summary = f"{'Added' if existing is None else 'Updated'} {_label(work, number)} (c{number}){how}."
        return Done("add-contact", work.summary, work.seq, ids, tuple(notes))


class _Origin(NamedTuple):
    """From whom the name came, how far that is, and since which day."""

    introducer: ContactLine
    state: IntroState
    day: date


_SAYS = {
    IntroState.WANTED: "could introduce you",
    IntroState.ASKED: "was asked to introduce you",
    IntroState.NAMED: "gave you the name",
    IntroState.PROMISED: "will introduce you",
    IntroState.MADE: "introduced you",
}


def _introducer(db: sqlite3.Connection, via: str | None, state: str | None, on: str | None) -> _Origin | None:
    if via is None:
        if state:
            raise UsageError("--state says how far an introduction has come, and there is no --via.", "Add --via WHO.")
        if on:
            raise UsageError("--on says when --via gave you the name, and there is no --via.", "Add --via WHO.")
        return None
    introducer = one(db, via)
    if introducer.is_me:
        raise InvalidInput("You cannot introduce somebody to yourself.", "--via names somebody else.")
    if state is not None and state not in _SAYS:
        raise InvalidInput(f'An introduction cannot begin as "{shown(state)}".', f"Choose {', '.join(_SAYS)}.")
    today = current().today
    day = parse_day(on, today=today, direction="past") if on else today
    return _Origin(introducer, IntroState(state or IntroState.NAMED), day)


def _existing(db: sqlite3.Connection, told: "PersonTold", notes: list[str]) -> ContactLine | None:
    """The contact to update instead of adding one: somebody of a roster or import, where a terminal says yes.

    Raises AlreadyExists for somebody who is surely the same. Others of the name are mentioned in `notes`.
    """
    jobs = [at.form.name for at in told.affiliations if at.kind == "company"]
    found = doubles(db, current().today, name=told.name, emails=told.emails, links=told.links, organizations=jobs)
    strangers = [double.line for double in found if not double.line.in_play]
    if strangers and (index := _offered(strangers)) is not None:
        return strangers[index]
    for double in found:
        if double.sure:
            raise AlreadyExists(
                f"{double.line.label} (c{double.line.id}) is there already, with {double.what}.",
                f"To add what is new: netlog edit-contact c{double.line.id} …",
            )
    if found:
        many = "Another" if len(found) == 1 else f"{_number(len(found))} others"
        who = ", ".join(f"c{double.line.id} {double.line.label}" for double in found[:5])
        notes.append(f"{many} of this name: {who}{' …' if len(found) > 5 else ''}")
    return None


def _number(count: int) -> str:
    return {2: "Two", 3: "Three", 4: "Four", 5: "Five"}.get(count, str(count))


def _offered(strangers: Sequence[ContactLine]) -> int | None:
    """Which of those known from a file is meant; None where nobody says so."""
    if not current().interactive:
        return None
    if len(strangers) == 1:
        line = strangers[0]
        say(f"c{line.id}  {', '.join(filter(None, [line.name, line.title, line.organization]))} is known from a file.")
        return 0 if confirm("Is that the same person?", default=True) else None
    lines = [", ".join(filter(None, [f"c{s.id}  {s.name}", s.title, s.organization])) for s in strangers[:20]]
    return choose("These are known from a file. Which one is it?", lines)


def _and(work: "Work", contact: int, origin: _Origin | None, body: str | None) -> dict[str, int]:
    """Store what comes with a contact: the introduction and the note. Returns their numbers."""
    from netlog.store.writer.naming import name_somebody
    from netlog.store.writer.people import add_note

    ids = {}
    if origin is not None:
        ids["introduction"] = name_somebody(work, origin.introducer.id, contact, origin.state, origin.day)
    if body is not None:
        ids["note"] = add_note(work, contact, body, work.today)
    return ids


def _label(work: "Work", contact: int) -> str:
    """The name with the present organization, as this step leaves it."""
    from netlog.store.derive import employer

    row = work.row("contact", contact)
    at = employer(work.db, contact)
    return f"{row['name']}, {work.row('organization', at)['name']}" if at else str(row["name"])


# --- edit-contact --------------------------------------------------------------------------------

Left = Annotated[
    str | None, person.text_option("--left", "They left this organization; --on says when.", "ORG", "organization")
]
NotMet = Annotated[bool, typer.Option("--not-met", help="You did not know each other before netlog.")]


def _drop(flag: str, what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = person.text_option(flag, f"Take {what} away; repeatable.", "TEXT")
    return option


def edit_contact(
    who: Who,
    name: Annotated[str | None, person.text_option("--name", "A new name.")] = None,
    org: Organization = None,
    title: person.Title = None,
    function: person.Function = None,
    industry: person.Industry = None,
    city: person.City = None,
    school: School = None,
    association: Association = None,
    greek: Greek = None,
    email: person.Emails = None,
    phone: person.Phones = None,
    link: person.Links = None,
    tag: Tags = None,
    nickname: person.Nickname = None,
    note: Note = None,
    via: Via = None,
    state: person.State = None,
    on: On = None,
    met: person.Met = None,
    not_met: NotMet = False,
    how_met: person.HowMet = None,
    keep: person.Keep = False,
    left: Left = None,
    drop_email: Annotated[list[str] | None, _drop("--drop-email", "an e-mail")] = None,
    drop_phone: Annotated[list[str] | None, _drop("--drop-phone", "a phone number")] = None,
    drop_link: Annotated[list[str] | None, _drop("--drop-link", "a link")] = None,
    drop_org: Annotated[list[str] | None, _drop("--drop-org", "a job, school or society logged by mistake")] = None,
) -> Done:
    """Change what is kept about a person.

    Options set fields ("" empties one) and add jobs, schools, e-mails and so on. Without options an editor opens with
    everything that is kept.
    """
    said = Said(
        name,
        nickname,
        title,
        function,
        industry,
        city,
        how_met,
        met,
        keep,
        org,
        school,
        association,
        greek,
        email,
        phone,
        link,
        tag,
    )
    drops = {"email": drop_email, "phone": drop_phone, "link": drop_link, "affiliation": drop_org}
    by_options = said.anything or any(drops.values()) or not_met or any(x is not None for x in (note, via, left))
    notes: list[str] = []
    with reading() as db:
        line = one(db, who)
        rows = read.kept(db, line.id, current().today)
        if not by_options:
            change = _from_editor(rows, notes)
        else:
            change = _from_options(db, rows, said, drops, not_met, left, on, notes)
        origin = _introducer(db, via, state, None if left else on) if by_options else None
        if origin and origin.introducer.id == line.id:
            raise InvalidInput("Nobody introduces themselves.", "--via names somebody else.")
        body = person.note_text(note) if note is not None else None
        notes += _same_elsewhere(db, line, change.told)
    with writing("edit-contact") as work:
        from netlog.store.writer.people import edit, leave

        clauses = leave(work, line.id, change.left, change.left_on) if change.left is not None else []
        clauses += edit(work, line.id, change.told, change.dropped)
        ids = {"contact": line.id, **_and(work, line.id, origin, body)}
        clauses += [f"{origin.introducer.name} {_SAYS[origin.state]}"] if origin else []
        clauses += ["a note"] if body is not None else []
        if not clauses:
            return Done("edit-contact", f"{line.label} is as it was.", None, ids, tuple(notes))
        work.summary = f"Changed {_label(work, line.id)} (c{line.id}): {'; '.join(clauses)}."
        return Done("edit-contact", work.summary, work.seq, ids, tuple(notes))


class _Change(NamedTuple):
    """What is told anew of a contact, which rows go, and which organization was left on which day."""

    told: "PersonTold"
    dropped: list[tuple[str, int]]
    left: int | None = None
    left_on: str | None = None


def _from_editor(rows: read.Rows, notes: list[str]) -> _Change:
    if not current().interactive:
        raise UsageError(
            "Say what to change.", "For example --title or --email; on a terminal an editor opens without any option."
        )
    from netlog.cli.form import differences, edited, text

    changed = differences(rows, edited(text(rows)), notes)
    return _Change(changed.told, changed.dropped)


def _from_options(
    db: sqlite3.Connection,
    rows: read.Rows,
    said: Said,
    drops: dict[str, list[str] | None],
    not_met: bool,
    left: str | None,
    on: str | None,
    notes: list[str],
) -> _Change:

    told = person.told(said, notes)
    if not_met:
        if said.met:
            raise UsageError("--met and --not-met contradict each other.", "Give one of them.")
        told = told._replace(known=False)
    dropped = [_dropped(rows, table, text) for table, texts in drops.items() for text in texts or ()]
    if left is None:
        return _Change(told, dropped)
    at = [a for a in rows.affiliations if not a.is_over and a.kind != "school"]
    place = next((a.organization_id for a in at if _is_called(a.organization, left)), None)
    if place is None:
        where = ", ".join(dict.fromkeys(a.organization for a in at)) or "nowhere"
        raise NotFound(f'{rows.contact.name} is not at "{shown(left)}".', f"netlog has them at: {where}.")
    return _Change(told, dropped, place, person.past_partial(on, current().today) if on else None)


def _is_called(organization: str, text: str) -> bool:
    """The organization's name, or the start of a word in it."""
    return f" {fold(text)}" in f" {fold(organization)}"


_KEYS = {"email": address_key, "phone": number_key, "link": profile_key}


def _dropped(rows: read.Rows, table: str, text: str) -> tuple[str, int]:
    """The row that an option takes away. Raises NotFound where the contact has none such."""
    if table == "affiliation":
        there = [(a.id, a.organization) for a in rows.affiliations]
        fitting = [id for id, name in there if _is_called(name, text)]
    else:
        there = [(id, kept) for of, id, kept in rows.details if of == table]
        fitting = [id for id, kept in there if _KEYS[table](kept) == _KEYS[table](text)]
    if not fitting:
        has = "; ".join(name for _, name in there) or "none"
        raise NotFound(f'{rows.contact.name} has no "{shown(text)}".', f"There is: {has}.")
    return table, fitting[0]


def _same_elsewhere(db: sqlite3.Connection, line: ContactLine, told: "PersonTold") -> list[str]:
    """Others who have an e-mail or profile that is added: perhaps one person twice."""
    found = doubles(db, current().today, emails=told.emails, links=told.links)
    return [
        f"{double.line.label} (c{double.line.id}) has {double.what} too; if they are one person:"
        f" netlog merge c{line.id} c{double.line.id}"
        for double in found
        if double.line.id != line.id
    ]


# --- tag, note, rest -----------------------------------------------------------------------------


def tag(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WHO... TAG", help="Whom, and the tag last.", autocompletion=completed_by("who"), show_default=False
        ),
    ],
    remove: Annotated[bool, typer.Option("--remove", help="Take the tag away.")] = False,
) -> Done:
    """Tag a person, or take a tag away."""
    from netlog.store.writer.people import add_detail, untag

    if len(words) < 2:
        raise UsageError("Say whom to tag, and the tag last.", "netlog tag Priya mentor")
    word = person.tag(words[-1])
    with reading() as db:
        whom = several(db, words[:-1])
    with writing("tag") as work:
        if remove:
            changed = [line for line in whom if untag(work, line.id, word)]
        else:
            changed = [line for line in whom if add_detail(work, line.id, "tag", word, fold(word))]
        names = "; ".join(line.label for line in changed or whom)
        if not changed:
            return Done("tag", f"{names}: {'no' if remove else 'already'} tagged {word}.".replace("no t", "not t"))
        work.summary = f"{'Untagged' if remove else 'Tagged'} {names}: {word}."
        return Done("tag", work.summary, work.seq, {"contacts": [line.id for line in changed]})


def note(
    who: Who,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="The note; - reads it from stdin.", show_default=False)
    ] = None,
    private: Annotated[bool, typer.Option("--private", help="Keep it out of exports and reviews.")] = False,
    on: On = None,
) -> Done:
    """Keep a note about a person."""
    from netlog.store.writer.people import add_note

    today = current().today
    day = parse_day(on, today=today, direction="past") if on else today
    with reading() as db:
        line = one(db, who)
    body = person.note_text(_note_of(text))
    with writing("note") as work:
        number = add_note(work, line.id, body, day, private=private)
        when = "" if day == today else f" {short_day(day, today)}"
        work.summary = f"Noted{when} about {line.label}: {shown(body)} (n{number})"
        return Done("note", work.summary, work.seq, {"note": number, "contact": line.id})


def _note_of(text: str | None) -> str:
    if text == "-":
        return sys.stdin.read()
    if text is None and not current().interactive:
        raise UsageError("Say what to note.", 'netlog note Priya "Prefers mornings", or - to read it from stdin.')
    return ask("Note:") if text is None else text


def rest(
    who: Whos,
    back: Annotated[bool, typer.Option("--back", help="No longer leave them alone.")] = False,
) -> Done:
    """Leave a person alone: never suggest them.

    Nothing is owed to them while they are left alone; what was logged stays.
    """
    from netlog.store.writer.people import rest as write

    with reading() as db:
        whom = several(db, who)
    if any(line.is_me for line in whom):
        raise InvalidInput("You cannot be left alone by yourself.", "`netlog pause` pauses the search.")
    with writing("rest") as work:
        changed = [line for line in whom if write(work, line.id, resting=not back)]
        names = "; ".join(line.label for line in changed or whom)
        if not changed:
            return Done("rest", f"{names}: {'not left alone' if back else 'left alone already'}.")
        end = "no longer left alone" if back else "left alone from today; nothing is owed. --back ends it"
        work.summary = f"{names}: {end}."
        return Done("rest", work.summary, work.seq, {"contacts": [line.id for line in changed]})


# --- merge ---------------------------------------------------------------------------------------


def merge(
    keep: Annotated[
        str, typer.Argument(metavar="KEEP", help="The entry that stays.", autocompletion=completed_by("who"))
    ],
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="The entry that goes.", autocompletion=completed_by("who"))
    ],
) -> Done:
    """Make one person of two entries.

    Everything of OTHER moves to KEEP. Where both say something, KEEP's word stays.
    """
    from netlog.store.writer.joining import join as write

    with reading() as db:
        stays, goes = one(db, keep), one(db, other)
    if stays.id == goes.id:
        raise InvalidInput(f"Both are {stays.label} (c{stays.id}).", "Give two ids: netlog contacts lists them.")
    if stays.is_me or goes.is_me:
        twin = goes if stays.is_me else stays
        raise InvalidInput(
            "You cannot be merged with somebody else.", f"If {twin.label} is you: netlog remove c{twin.id}"
        )
    with writing("merge") as work:
        merged = write(work, stays.id, goes.id)
        work.summary = f"Merged {goes.label} (c{goes.id}) into {_label(work, stays.id)} (c{stays.id})."
        notes = [f"The name {merged.lost_name} is not kept."] if merged.lost_name else []
        if merged.introductions:
            ids = ", ".join(f"i{id}" for id in merged.introductions)
            notes.append(f"Removed {ids}: an introduction from one entry to the other.")
        ids_ = {"contact": stays.id, "merged": goes.id, "removed_introductions": list(merged.introductions)}
        return Done("merge", work.summary, work.seq, ids_, tuple(notes))
