"""A folder of cards and the database made equal.

What the folder tells comes in here; what the folder has yet to be told is listed, for the caller to write before the
transaction ends. So a run that is cut short leaves files that say what the database said, and the next run finds them
equal. `synced_card` keeps the card on which both sides agreed last.

- A card whose contact was removed here: the journal has the row that went along, and the file goes. Rows that sync
  itself takes away are emptied before, so that they are not taken for such.
- A row without its file that `undo` brought back: the user wants the contact, and the file is written again.
- A row with an empty body: the card was deleted in the folder, and the contact stays for what happened with it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from netlog.errors import NetlogError
from netlog.records.sync import SyncedCard
from netlog.rules.names import counted
from netlog.rules.sync import SINGLE, Conflict, changed, differ, is_mass_deletion, merge
from netlog.store.derive import derive
from netlog.store.reader.cards import cards
from netlog.store.work import Value, Work, rows
from netlog.store.writer.agreeing import changed_at, write
from netlog.store.writer.newcomers import Newcomers
from netlog.store.writer.removing import remove_contact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from netlog.rows.cards import Card, Left, Seen, Told


class Texts(NamedTuple):
    """How cards are read and written, which formats know."""

    told: Callable[[str], Told]  # a text that was kept
    body: Callable[[Told], str]  # the text to keep
    normal: Callable[[Card], Card]  # a contact's card as it will be read back


class Outgoing(NamedTuple):
    """A card that the folder has yet to be told; `seen` is its file as it stands, None for a new one.

    `file` is the name that its file had, "" where it never had one.
    """

    card: Card
    seen: Seen | None
    file: str = ""


class Settled(NamedTuple):
    """A conflict that was settled, and whose card it is about."""

    id: int
    name: str
    conflict: Conflict


class Kept(NamedTuple):
    """A contact that stays although the card was deleted, and why."""

    id: int
    name: str
    why: str


@dataclass(slots=True)
class Synced:
    """What a run did here, by (number, name), and what the folder has yet to be told; `first`: none was run before."""

    first: bool
    added: list[tuple[int, str]] = field(default_factory=list)
    updated: list[tuple[int, str]] = field(default_factory=list)
    removed: list[tuple[int, str]] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    conflicts: list[Settled] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)
    deleted: list[Seen] = field(default_factory=list)


def sync(work: Work, folder: str, found: tuple[Sequence[Seen], Sequence[Left]], texts: Texts, *, force: bool) -> Synced:
    """Take in what changed in the folder, and list what it is to be told.

    Raises NetlogError, with nothing done, where so many cards are gone that it was hardly meant, unless `force`.
    """
    doing = _Syncing(work, folder, found, texts, force)
    doing.run()
    return doing.done


def remember(work: Work, folder: str, contact: int, file: str, body: str) -> None:
    """Note the card on which both sides now agree."""
    there = rows(work.db, "select id from synced_card where folder = ? and file = ?", (folder, file))
    if there:
        work.update("synced_card", there[0]["id"], contact_id=contact, body=body)
    else:
        work.insert(SyncedCard(folder=folder, file=file, contact_id=contact, body=body))


@dataclass(slots=True)
class _Row:
    """A card as both sides agreed on it last."""

    id: int
    file: str
    contact: int
    body: str


class _Pair(NamedTuple):
    """A card of the folder and whose it is."""

    row: _Row
    seen: Seen


class _Syncing:
    def __init__(
        self, work: Work, folder: str, found: tuple[Sequence[Seen], Sequence[Left]], texts: Texts, force: bool
    ) -> None:
        self._work = work
        self._folder = folder
        self._seen, self._left = found
        self._texts = texts
        self._force = force
        sql = "select id, file, contact_id, body from synced_card where folder = ? order by file"
        self._rows = [_Row(*row) for row in work.db.execute(sql, (folder,))]
        self.done = Synced(first=not self._rows)

    def run(self) -> None:
        """Compare, then take in, then list what must go out."""
        pairs, missing, new = self._pair()
        removed_here, new = self._removed_here(new)
        back = [row for row in missing if row.id in self._brought_back]
        gone = [row for row in missing if row not in back and (row.body or self._force)]
        if not self._force:
            self._refuse_accidents(gone, removed_here)
            stays = [row for row in gone if self._was_changed(row)]
            gone, back = [row for row in gone if row not in stays], back + stays
        self._take_away(removed_here)
        self._remove(gone)
        self._merge([pair for pair in pairs if pair.row.body])
        again = [pair for pair in pairs if not pair.row.body]
        known = {pair.seen.file: pair.row.contact for pair in again}
        newcomers = Newcomers(self._work, self._folder, self._linked())
        fresh = newcomers.take([*new, *(pair.seen for pair in again)], known)
        self.done.added += newcomers.added
        self.done.updated += newcomers.updated
        self.done.remarks += newcomers.remarks
        for seen, contact in fresh:
            remember(self._work, self._folder, contact, seen.file, self._texts.body(seen.told))
        self._send(back, fresh)

    # --- what belongs together --------------------------------------------------------------------

    def _pair(self) -> tuple[list[_Pair], list[_Row], list[Seen]]:
        """Rows with their files, rows whose file is gone, and files that are new. A file that was renamed is followed.

        A file that now holds another name under another UID is another card.
        """
        by_file = {seen.file: seen for seen in self._seen}
        unreadable = {left.file for left in self._left}
        pairs: list[_Pair] = []
        missing: list[_Row] = []
        for row in self._rows:
            seen = by_file.get(row.file)
            if seen and not self._is_another(row, seen):
                pairs.append(_Pair(row, by_file.pop(row.file)))
            elif row.file not in unreadable:
                missing.append(row)
        renamed = self._renamed(missing, by_file)
        for pair in renamed:
            missing.remove(pair.row)
            del by_file[pair.seen.file]
            self.done.renamed.append((pair.row.file, pair.seen.file))
        self._note_anew([*renamed, *(pair for pair in pairs if pair.row.id in self._brought_back)])
        return [*pairs, *renamed], missing, list(by_file.values())

    def _note_anew(self, pairs: Sequence[_Pair]) -> None:
        """Rows under their file's new name; or as new ones, so that the removal that was undone says nothing more."""
        for pair in pairs:
            self._forget(pair.row)
        for pair in pairs:
            remember(self._work, self._folder, pair.row.contact, pair.seen.file, pair.row.body)

    def _forget(self, row: _Row) -> None:
        self._work.update("synced_card", row.id, body="")
        self._work.delete("synced_card", row.id)

    def _is_another(self, row: _Row, seen: Seen) -> bool:
        """Some programs give a card a new UID whenever they write it: that alone tells nothing."""
        if not row.body or self._texts.body(seen.told) == row.body:
            return False
        old, new = self._texts.told(row.body).card, seen.told.card
        return bool(old.uid and new.uid) and old.uid != new.uid and old.name != new.name

    def _renamed(self, missing: Iterable[_Row], new: Mapping[str, Seen]) -> list[_Pair]:
        """Cards that were kept under another name: the same UID or, without any, the very same card."""
        by_key = {seen.told.card.uid or self._texts.body(seen.told): seen for seen in new.values()}
        found: list[_Pair] = []
        for row in missing:
            key = (self._texts.told(row.body).card.uid or row.body) if row.body else ""
            if key in by_key:
                found.append(_Pair(row, by_key.pop(key)))
        return found

    def _linked(self) -> set[int]:
        """The contacts that have a card in the folder."""
        sql = "select contact_id from synced_card where folder = ? and body <> ''"
        return {row[0] for row in self._work.db.execute(sql, (self._folder,))}

    # --- what the journal tells -------------------------------------------------------------------

    @cached_property
    def _brought_back(self) -> set[int]:
        """Rows whose removal was undone."""
        sql = (
            "select c.row_id from change c join step s on s.id = c.step_id"
            " where c.table_name = 'synced_card' and c.op = 'delete' and s.undone_at is not null"
        )
        return {row[0] for row in self._work.db.execute(sql)}

    def _removed_here(self, new: Iterable[Seen]) -> tuple[list[_Pair], list[Seen]]:
        """Files without a row: those of contacts that were removed or merged here since, and the really new ones.

        A card that was changed in the folder since is a new one: nothing is lost that somebody has just written.
        """
        sql = (
            "select c.before_row from change c join step s on s.id = c.step_id"
            " where c.table_name = 'synced_card' and c.op = 'delete' and s.undone_at is null order by c.id"
        )
        before = (json.loads(text) for (text,) in self._work.db.execute(sql))
        removed = {row["file"]: row for row in before if row["folder"] == self._folder}
        gone: list[_Pair] = []
        others: list[Seen] = []
        for seen in new:
            row = removed.get(seen.file)
            if row and row["body"] == self._texts.body(seen.told):
                gone.append(_Pair(_Row(row["id"], row["file"], row["contact_id"], row["body"]), seen))
            else:
                others.append(seen)
        return gone, others

    def _take_away(self, removed_here: Iterable[_Pair]) -> None:
        """List the files that go; the journal notes that they are gone, so that one who puts them back is heard."""
        for row, seen in removed_here:
            empty: dict[str, Value] = {"folder": self._folder, "file": seen.file, "contact_id": row.contact, "body": ""}
            self._work.delete("synced_card", self._work.insert_row("synced_card", empty))
            self.done.deleted.append(seen)

    # --- what is gone -----------------------------------------------------------------------------

    def _refuse_accidents(self, gone: Sequence[_Row], removed_here: Sequence[_Pair]) -> None:
        there = sum(bool(row.body) for row in self._rows)
        lost = sum(bool(row.body) for row in gone)
        if lost and not self._seen and not self._left:
            raise _refused(f"The folder is empty, and had {counted(there, 'card')} when it was last synced")
        if is_mass_deletion(lost, there):
            raise _refused(f"{lost:,} of {there:,} cards are gone from the folder")
        if is_mass_deletion(len(removed_here), len(self._seen)):
            raise _refused(f"{len(removed_here):,} of the {len(self._seen):,} cards are of people removed here")

    def _remove(self, gone: Iterable[_Row]) -> None:
        """Remove contacts whose card was deleted, but for those with whom something happened."""
        for row in gone:
            others = "select 1 from synced_card where folder = ? and contact_id = ? and id <> ? and body <> ''"
            has_another = self._work.db.execute(others, (self._folder, row.contact, row.id)).fetchone()
            contact = self._work.row("contact", row.contact)
            why = "" if self._force else self._history(row.contact)
            if has_another or contact["is_me"]:
                self._forget(row)
            elif why:
                self._work.update("synced_card", row.id, body="")
                self.done.kept.append(Kept(row.contact, str(contact["name"]), f"{why} would go too"))
            else:
                self._forget(row)
                remove_contact(self._work, row.contact)
                self.done.removed.append((row.contact, str(contact["name"])))

    def _was_changed(self, row: _Row) -> bool:
        """Whether a contact whose card was deleted was changed here since: then it stays, and gets its card again."""
        (here,) = map(self._texts.normal, self._cards([row.contact]))
        if not differ(self._texts.told(row.body).card, here):
            return False
        self.done.kept.append(Kept(row.contact, here.name, "changed here since, so there is a card again"))
        return True

    def _history(self, contact: int) -> str:
        """What happened with a contact and would be lost: "2 meetings, 1 message"."""
        counts = {what: self._work.db.execute(sql, {"id": contact}).fetchone()[0] for what, sql in _HISTORY.items()}
        return ", ".join(counted(count, what) for what, count in counts.items() if count)

    # --- what was changed -------------------------------------------------------------------------

    def _merge(self, pairs: Sequence[_Pair]) -> None:
        """Take in what the folder changed of cards that both sides know."""
        news = [pair for pair in pairs if self._texts.body(pair.seen.told) != pair.row.body]
        for pair in news:
            contact = pair.row.contact
            base = self._texts.told(pair.row.body)
            (here,) = map(self._texts.normal, cards(self._work.db, [contact], private=False))
            agreed, conflicts = merge(base.card, pair.seen.told.card, here, self._is_newer(pair, base))
            self.done.conflicts += [Settled(contact, here.name, conflict) for conflict in conflicts]
            self.done.remarks += [(pair.seen.file, reason) for reason in pair.seen.told.remarks]
            # As the folder had it, so that what it loses is kept in the journal.
            remember(self._work, self._folder, contact, pair.seen.file, self._texts.body(pair.seen.told))
            if differ(here, agreed):
                write(self._work, here, agreed)
                derive(self._work)
                self._work.touched.clear()
                self.done.updated.append((contact, agreed.name))

    def _is_newer(self, pair: _Pair, base: Told) -> Callable[[str], bool]:
        """Whether the folder's change of a field is later than ours: by REV where it is kept up, else by the file."""
        seen = pair.seen
        at = seen.told.rev if seen.told.rev and seen.told.rev != base.rev else seen.written_at
        return lambda name: at >= changed_at(self._work, pair.row.contact, name)

    # --- what must go out -------------------------------------------------------------------------

    def _send(self, back: Sequence[_Row], fresh: Sequence[tuple[Seen, int]]) -> None:
        """List the cards that do not say what is stored, and those of people who have none yet."""
        derive(self._work)
        self._work.touched.clear()
        first = {seen.file for seen, _ in fresh}
        by_file = {seen.file: seen for seen in self._seen}
        sql = "select id, file, contact_id, body from synced_card where folder = ? order by file"
        linked = [_Row(*row) for row in self._work.db.execute(sql, (self._folder,)) if row[1] in by_file]
        stored = {card.id: self._texts.normal(card) for card in self._cards(row.contact for row in linked)}
        for row in linked:
            seen, card = by_file[row.file], stored[row.contact]
            if differ(seen.told.card, card):
                self.done.outgoing.append(Outgoing(card, seen, row.file))
                if row.file in first:
                    self._tell_of_replaced(card, seen.told.card)
        for row in back:
            self._forget(row)
            self.done.outgoing += [
                Outgoing(self._texts.normal(card), None, row.file) for card in self._cards([row.contact])
            ]
        self.done.outgoing += [Outgoing(self._texts.normal(card), None) for card in self._cards(self._unsent(back))]

    def _tell_of_replaced(self, card: Card, seen: Card) -> None:
        """When a card meets its contact for the first time, what was put here stands."""
        for name in SINGLE:
            kept, lost = getattr(card, name), getattr(seen, name)
            if lost and changed(name, kept, lost):
                self.done.conflicts.append(Settled(card.id, card.name, Conflict(name, kept, lost, folder_won=False)))

    def _unsent(self, back: Iterable[_Row]) -> list[int]:
        """Everybody whom I know or who is in play, and who has no card here; strangers of rosters stay at home."""
        sql = (
            "select id from contact where (known = 1 or in_play = 1) and is_me is null"
            " and id not in (select contact_id from synced_card where folder = ?) order by id"
        )
        coming = {row.contact for row in back}
        return [id for (id,) in self._work.db.execute(sql, (self._folder,)) if id not in coming]

    def _cards(self, contacts: Iterable[int]) -> Iterable[Card]:
        return cards(self._work.db, dict.fromkeys(contacts), private=False)


_HISTORY = {
    "meeting": "select count(*) from attendance where contact_id = :id",
    "message": "select count(*) from message where contact_id = :id",
    "introduction": "select count(*) from introduction where introducer_id = :id or contact_id = :id",
    "job": "select count(*) from job where via_id = :id",
    "private note": "select count(*) from note where contact_id = :id and private = 1",
}


def _refused(what: str) -> NetlogError:
    return NetlogError(
        f"{what}: nothing was synced.",
        "Look whether this is the right folder. If they were meant to go: netlog sync with --force-delete.",
    )
