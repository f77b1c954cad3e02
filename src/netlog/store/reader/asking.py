"""Whom to ask next: what rules/asking.py and the policy weigh, drawn from indexes, never from a scan of everybody.

    search = Search(db, today, knowing, manners)
    search.situation            # what rules.ranking.suggest and table_list take
    search.whether(contact)     # may they be asked, and what they were asked

A trial that logs its asks through the writer meets the same situation as one in memory (tests/benchmarks/ranking) with
the manners PLAIN and silences that end before the next ask.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from netlog.rows.asking import Got, Hit, Meeting, Past, Sent, Standing
from netlog.rows.search import TargetRow
from netlog.rules.asking import (
    MOST_ASKS,
    Manners,
    Whether,
    asked_of,
    asks_since,
    goodwill,
    history,
    is_in_touch,
    is_wanted,
    no_favour,
    no_letter,
    said_no,
    share_left,
    ways,
    weak_tie,
)
from netlog.rules.names import fold
from netlog.rules.ranking.evidence import FIELD, SCHOOL, UNIT, Person, Value
from netlog.rules.ranking.policy import Approach, Host, Settings, Situation, Wanted, Way, is_near, rates
from netlog.rules.ranking.reach import Lifts, Reach, best_placed
from netlog.store.reader.fitting import MOST_TARGETS, hits
from netlog.store.reader.followups import owed_first
from netlog.store.reader.intros import intros
from netlog.store.reader.jobs import since_landing
from netlog.store.reader.targets import THERE
from netlog.store.work import select_in
from netlog.words import IntroState, TargetKind

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from netlog.rows.introductions import IntroRow
    from netlog.rules.asking import Asked
    from netlog.rules.ranking.evidence import Census
    from netlog.rules.ranking.scorer import Model
    from netlog.store.reader.knowing import Knowing

EVERYBODY = 1_000
"""Up to so many people everybody is looked at; beyond, those in reach of an index."""

STRANGERS = 60
"""Of strangers near, of others and of old acquaintances so many are weighed, the best placed (RANKING.md 2)."""

POOL = 20
"""Beyond EVERYBODY so many members of my own groups are weighed, and as many of the targets', of the rarest first."""

_OF_A_GROUP = 10

OUT_OF_REACH = Person(0, {})
"""Me, where nobody said who I am: near to nobody."""


class Search:
    """The search as it stands on a day, loaded as it is asked for."""

    def __init__(
        self,
        db: sqlite3.Connection,
        today: date,
        knowing: Knowing,
        manners: Manners | None = None,
        settings: Settings | None = None,
        only: Collection[int] | None = None,
    ) -> None:
        """`only` are the targets to go by, by number; None is all of them."""
        self.db, self.today, self.knowing = db, today, knowing
        self.manners = manners or Manners()
        self.settings = settings or Settings()
        self.me = knowing.me or OUT_OF_REACH
        self._only = only
        self._people: dict[int, Person] = {}
        self._standing: dict[int, Standing] = {}
        self._asks: dict[int, list[Asked]] = {}
        self._near: dict[int, bool] = {}
        self._whether: dict[int, Whether] = {}

    # --- who is wanted ---------------------------------------------------------------------------

    @cached_property
    def hits(self) -> Mapping[int, tuple[Hit, ...]]:
        """The targets that each contact fits, the dearest first; at most MOST_TARGETS contacts."""
        return hits(self.db, self.mine, self.targets)

    @cached_property
    def targets(self) -> list[TargetRow]:
        """What I am after, the dearest first; after landing only what was set since."""
        sql = f"select {', '.join(TargetRow._fields)} from targets order by rank, id"
        found = [TargetRow._make(row) for row in self.db.execute(sql)]
        return [row for row in since_landing(self.db, found) if self._only is None or row.id in self._only]

    @cached_property
    def unlisted(self) -> Mapping[int, Hit]:
        """Organizations I am after where nobody is listed, by number."""
        sql = f"select 1 from affiliation where organization_id = ? and {THERE} limit 1"
        return {
            target.organization_id: Hit(target.rank, target.kind, target.name)
            for target in self.targets
            if target.organization_id and not self.db.execute(sql, (target.organization_id,)).fetchone()
        }

    @cached_property
    def mine(self) -> tuple[Value, ...]:
        """The organizations where I am or was, by number."""
        return (*self.me.groups.get(UNIT, ()), *self.me.groups.get(SCHOOL, ()))

    def dear(self, contact: int) -> float:
        """How dear a contact is as a target; 0 for who fits none."""
        return self.manners.dear([hit.rank for hit in self.hits.get(contact, ())])

    # --- what went on ----------------------------------------------------------------------------

    @cached_property
    def _pasts(self) -> dict[int, Past]:
        return _pasts(self.db, self.today, intros(self.db, self.today))

    def past(self, contact: int) -> Past:
        """What went on with a contact."""
        return self._pasts.get(contact) or _NOTHING

    def standing(self, contact: int) -> Standing:
        """Where a contact stands. Raises KeyError where there is none."""
        if contact not in self._standing:
            self._load([contact])
        return self._standing[contact]

    def _load(self, contacts: Iterable[int]) -> None:
        missing = [id for id in dict.fromkeys(contacts) if id not in self._standing]
        self._standing |= {row.id: row for row in _standings(self.db, missing, self.today)}
        self._people |= {person.id: person for person in self.knowing.people(missing)}

    def person(self, contact: int) -> Person:
        """A contact as the ranking sees them."""
        if contact not in self._people:
            self._load([contact])
        return self._people.get(contact) or Person(contact, {})

    def near(self, contact: int) -> bool:
        """Whether I share a small group with them, or a place."""
        if contact not in self._near:
            groups = self.person(contact).groups
            is_kin = self.manners.kin and not self._places.isdisjoint((*groups.get(UNIT, ()), *groups.get(SCHOOL, ())))
            self._near[contact] = is_kin or is_near(self.me, self.person(contact), self.model.evidence.census)
        return self._near[contact]

    @cached_property
    def _places(self) -> frozenset[Value]:
        return frozenset(self.mine)

    def asks(self, contact: int) -> list[Asked]:
        """The asks made to meet a contact, the first one first."""
        if contact not in self._asks:
            past = self.past(contact)
            near = bool(past.sent) and self.near(contact)
            self._asks[contact] = asked_of(self.standing(contact), past, near, self.today)
        return self._asks[contact]

    @cached_property
    def all_asks(self) -> list[Asked]:
        """Every ask that was made."""
        self._load(self._pasts)
        return [ask for contact in self._pasts if contact in self._standing for ask in self.asks(contact)]

    @cached_property
    def history(self) -> dict[Way, tuple[int, int]]:
        """(asked, yes) a way."""
        return history(self.all_asks)

    @cached_property
    def rates(self) -> dict[Way, float]:
        """P(yes) a way."""
        return rates(self.history)

    def whether(self, contact: int) -> Whether:
        """Everything that decides whether somebody may be asked."""
        if contact not in self._whether:
            who, past, asks = self.standing(contact), self.past(contact), self.asks(contact)
            self._whether[contact] = Whether(who, past, asks, self.today, self.manners, self._colleague(who))
        return self._whether[contact]

    def _colleague(self, who: Standing) -> tuple[str, str] | None:
        """The other at their organization for whose answer I wait, and since when; None unless 3b7 has me wait."""
        if self.manners.outreach_rule != "3b7" or who.organization_id is None:
            return None
        others = (found for found in self._waited_for.get(who.organization_id, ()) if found[1] != who.id)
        last = max(others, default=None)
        return (self.standing(last[1]).name, last[0]) if last else None

    @cached_property
    def _waited_for(self) -> dict[int | None, list[tuple[str, int]]]:
        """By organization, when I wrote there without an answer so far, and to whom."""
        found: dict[int | None, list[tuple[str, int]]] = defaultdict(list)
        for ask in self.all_asks:
            if ask.answer is None and ask.reached:
                found[self.standing(ask.who).organization_id].append((ask.on, ask.who))
        return found

    # --- the situation ---------------------------------------------------------------------------

    @cached_property
    def met(self) -> list[int]:
        """Everybody with whom I had a cup, the first one first."""
        found = self.db.execute("select contact_id from cups order by day_on, meeting_id, contact_id")
        return list(dict.fromkeys(row[0] for row in found))

    @cached_property
    def model(self) -> Model:
        """The scorer, which learns nothing from what those I met were asked about."""
        return self.knowing.without(_asked_about(self.db, self.met))

    @cached_property
    def reach(self) -> Reach:
        """Who knows which target, with all that was told; those met, resting or unwilling need no introduction."""
        targets = [self.person(id) for id in self.hits]
        targets += [Person(-organization, {UNIT: (organization,)}) for organization in self.unlisted]
        dear = [self.dear(id) for id in self.hits] + [self.manners.dear([hit.rank]) for hit in self.unlisted.values()]
        reach = Reach(Lifts(self.model, targets), dear=None if set(dear) <= {1.0} else dear)
        for host, answers in _answers(self.db, self.met, self.hits.keys()):
            reach.answer(self.person(host), answers)
        self._tell(reach)
        met = set(self.met)
        for id in self.hits:
            if id in met or self.standing(id).rest_on or said_no(self.whether(id)):
                reach.close(id)
        return reach

    @cached_property
    def open_targets(self) -> str:
        """Those still to be met who fit a target, counted: "38 people who fit your targets"; "" of less than two."""
        count = sum(self.reach.is_open(id) for id in self.reach.index if id > 0)
        if count < 2:
            return ""
        if len(self.hits) < MOST_TARGETS:
            return f"{count} people who fit your targets"
        return f"the {count} people nearest to you who fit your targets"

    def _tell(self, reach: Reach) -> None:
        """What is known of pairs, a no before a yes, which beats it; and who is or was where nobody is listed."""
        for one, other in _denied(self.db, self.hits):
            reach.tell(one, other, False)
            reach.tell(other, one, False)
        for one, other in _tied(self.db, self.hits):
            reach.tell(one, other, True)
            reach.tell(other, one, True)
        for organization in self.unlisted:
            for contact in self.met:
                if organization in self.person(contact).groups.get(UNIT, ()):
                    reach.tell(contact, -organization, True)

    @cached_property
    def candidates(self) -> list[int]:
        """Whom to consider: targets, those in play, and the best placed of strangers and old acquaintances."""
        in_play = sorted(row[0] for row in self.db.execute(_IN_PLAY))
        pool = _pool(self.db, self.model.evidence.census, self.me, self.reach.lifts.targets)
        self._load([*self.hits, *in_play, *self._pasts, *pool])
        strangers = [self.person(id) for id in pool if id in self._standing and not self._fits(id)]
        sorts: dict[object, list[Person]] = defaultdict(list)
        for person in strangers:
            known = bool(self._standing[person.id].known)
            sorts["known" if known else self.near(person.id)].append(person)
        best = [p.id for several in sorts.values() for p in best_placed(self.reach, several, STRANGERS)]
        return [id for id in dict.fromkeys([*self.hits, *in_play, *best]) if id in self._standing]

    def _fits(self, contact: int) -> bool:
        """Whether somebody is a target, be it one of too many to be weighed, who is then no stranger either."""
        who = self._standing[contact]
        return contact in self.hits or who.function in self._after or who.organization_id in self._after

    @cached_property
    def _after(self) -> frozenset[str | int | None]:
        """The functions and the organizations that I am after."""
        functions = {row.name_key for row in self.targets if row.kind == TargetKind.FUNCTION}
        return frozenset(functions | {row.organization_id for row in self.targets if row.organization_id})

    def approaches(self) -> Iterator[Approach]:
        """The asks that are possible but for favours."""
        for contact in self.candidates:
            whether = self.whether(contact)
            if no_letter(whether) is None:
                yield self._approach(whether)

    def _approach(self, of: Whether) -> Approach:
        contact, near = of.who.id, self.near(of.who.id)
        asked = sum(ask.reached for ask in of.asks if not ask.answer)
        way, via = Way.NEAR if near else Way.NONE, None
        if is_in_touch(of):
            way, asked = Way.FIRST, 0
        elif open_ := ways(of.past, of.asks):
            way, via = Way.WARM, open_[0].introducer_id
        odds = goodwill(of.past, of.asks, self.manners, self.today)
        weak = weak_tie(of.past, self.manners)
        return Approach(self.person(contact), way, via, near=near, asked=asked, odds=odds, weak=weak)

    def hosts(self) -> Iterator[Host]:
        """Whom I met and may ask a favour."""
        introducers = [id for id, past in self._pasts.items() if any(row.made_on for row in past.by)]
        for contact in dict.fromkeys([*self.met, *introducers]):
            of = self.whether(contact)
            if no_favour(of) is None:
                odds = goodwill(of.past, of.asks, self.manners, self.today)
                weak = weak_tie(of.past, self.manners)
                yield Host(self.person(contact), frozenset(self._used(of.past.by)), odds, weak)

    def _used(self, introductions: Iterable[IntroRow]) -> Iterator[int]:
        """Whom a host named or was asked for already; organizations where nobody is listed with a minus."""
        for row in introductions:
            if row.contact_id and row.state != IntroState.WANTED:
                yield row.contact_id
            told = f" {fold(row.description or '')} "
            yield from (-at for at, hit in self.unlisted.items() if f" {fold(hit.name)} " in told)

    def wanted(self) -> Iterator[Wanted]:
        """The open targets who may still be asked through somebody; of an organization, somebody."""
        for contact in self.hits:
            of = self.whether(contact)
            asked = sum(ask.reached for ask in of.asks)
            if self.reach.is_open(contact) and asked < MOST_ASKS and is_wanted(of):
                named = bool(ways(of.past, of.asks))
                yield Wanted(self.person(contact), self.near(contact), asked, named)
        for organization in self.unlisted:
            if any(organization in self.person(host).groups.get(UNIT, ()) for host in self.met):
                yield Wanted(Person(-organization, {UNIT: (organization,)}))

    @cached_property
    def asks_left(self) -> int:
        """How many asks this week has left; 0 where they are made."""
        monday = self.today - timedelta(self.today.weekday())
        return max(0, self.manners.asks_a_week - asks_since(self.all_asks, monday))

    @cached_property
    def situation(self) -> Situation:
        """What the policy decides on."""
        return self.at_table._replace(approaches=tuple(self.approaches()), hosts=tuple(self.hosts()))

    @cached_property
    def at_table(self) -> Situation:
        """The same without anybody to be asked, which is the dear part: enough for the names to ask about."""
        self._load([*self.hits, *self.met])
        found = self.db.execute(_SPAN).fetchone()
        span = (date.fromisoformat(found[0]), date.fromisoformat(found[1])) if found else None
        return Situation(
            reach=self.reach,
            rates=self.rates,
            left=share_left(span, self.today),
            asks_left=max(1, self.asks_left),
            approaches=(),
            wanted=tuple(self.wanted()),
            settings=self.settings,
        )


# --- strangers ------------------------------------------------------------------------------------


def _pool(db: sqlite3.Connection, census: Census, me: Person, targets: Sequence[Person]) -> list[int]:
    """Everybody of a small directory; of a large one members of my own groups and of the targets', the rarest first."""
    if census.everybody.people <= EVERYBODY:
        return [row[0] for row in db.execute("select id from contact where is_me is null order by id")]
    theirs = Counter(group for target in targets for group in _groups(target))
    found: dict[int, None] = {}
    for groups in (_groups(me), theirs):
        small = sorted((census.size(kind, value), kind, str(value), value) for kind, value in groups)
        room = len(found) + POOL
        for _, kind, _, value in small:
            if len(found) >= room:
                break
            found |= dict.fromkeys(_members(db, kind, value, min(_OF_A_GROUP, room - len(found))))
    return list(found)


def _groups(person: Person) -> list[tuple[str, Value]]:
    """The groups of somebody that an index finds."""
    return [(kind, value) for kind in (UNIT, SCHOOL, FIELD) for value in person.groups.get(kind, ())]


def _members(db: sqlite3.Connection, kind: str, value: Value, limit: int) -> Iterator[int]:
    sql = (
        "select id from contact where function = ? and coalesce(is_me, 0) = 0 limit ?"
        if kind == FIELD
        else "select distinct contact_id from affiliation where organization_id = ? limit ?"
    )
    return (row[0] for row in db.execute(sql, (value, limit)))


# --- what was told --------------------------------------------------------------------------------


def _answers(
    db: sqlite3.Connection, met: Sequence[int], targets: Iterable[int]
) -> Iterator[tuple[int, dict[int, bool]]]:
    """What each host said of targets, a list at a time, in the order of telling.

    A list is what one command told of one host; the host is the one of the two whom I met, or met first.
    """
    place, wanted = {id: at for at, id in enumerate(met)}, set(targets)
    rows: dict[int, tuple[int, int, bool]] = {}
    for column in ("a_id", "b_id"):
        sql = f"select id, a_id, b_id, knows from acquaintance where source = 'told' and {column} in ({{}})"
        for id, one, other, knows in select_in(db, sql, met):
            host, target = sorted((one, other), key=lambda end: place.get(end, len(place)))
            if target in wanted:
                rows[id] = (host, target, knows == "yes")
    sql = "select row_id, max(step_id) from change where table_name = 'acquaintance' and row_id in ({}) group by row_id"
    steps = dict(select_in(db, sql, rows))
    told = sorted((steps.get(id, 0), rows[id][0], id) for id in rows)
    for (_, host), several in groupby(told, key=lambda row: row[:2]):
        yield host, {rows[id][1]: rows[id][2] for _, _, id in several}


def _asked_about(db: sqlite3.Connection, met: Iterable[int]) -> set[tuple[int, int]]:
    """Ties that only those I met told me of, when asked: of whom else they say little, for all were asked."""
    hosts = list(met)
    found, by_chance = set[tuple[int, int]](), set[tuple[int, int]]()
    for column in ("a_id", "b_id"):
        for a, b, source in select_in(db, f"select a_id, b_id, source from ties where {column} in ({{}})", hosts):
            (found if source in ("told", "introduction") else by_chance).add((a, b))
    return found - by_chance


def _tied(db: sqlite3.Connection, targets: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs known to know each other, at least one of them a target."""
    ids = list(targets)
    return {
        (a, b)
        for column in ("a_id", "b_id")
        for a, b in select_in(db, f"select a_id, b_id from ties where {column} in ({{}})", ids)
    }


def _denied(db: sqlite3.Connection, targets: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs known not to."""
    ids = list(targets)
    return {
        (a, b)
        for column in ("a_id", "b_id")
        for a, b in select_in(db, f"select a_id, b_id from acquaintance where knows = 'no' and {column} in ({{}})", ids)
    }


# --- what went on ---------------------------------------------------------------------------------

_NOTHING = Past()

# Of the challenge taken on last. `reader.cups` knows it too, with rows whose making costs 3 ms.
_SPAN = "select start_on, end_on from challenge order by id desc limit 1"

# In the order of the index: by number, SQLite would walk everybody.
_IN_PLAY = "select id from contact where in_play = 1 order by name_key"

_STANDING = """
select c.id, c.name, c.title, c.organization_id, o.name, c.function,
  case when c.next_stage_on <= '{today}' then c.next_stage else c.stage end,
  case when c.next_stage_on > '{today}' then c.next_stage_on end,
  c.known, c.known_since, c.how_met, c.origin, c.rest_on, c.last_met_on, c.is_me
from contact c left join organization o on o.id = c.organization_id
where c.id in ({{}})
"""


def _standings(db: sqlite3.Connection, contacts: Sequence[int], today: date) -> Iterator[Standing]:
    return map(Standing._make, select_in(db, _STANDING.format(today=today.isoformat()), contacts))


def _pasts(db: sqlite3.Connection, today: date, introductions: Iterable[IntroRow]) -> dict[int, Past]:
    """What went on with everybody, by contact."""
    names = ("sent", "got", "meetings", "to", "by")
    kinds: dict[str, dict[int, list[Any]]] = {name: defaultdict(list) for name in names}
    for row in map(Sent._make, db.execute(_SENT)):
        kinds["sent"][row.contact_id].append(row)
    for got in map(Got._make, db.execute(_GOT)):
        kinds["got"][got.contact_id].append(got)
    for meeting in map(Meeting._make, db.execute(_MEETINGS, {"today": today.isoformat()})):
        kinds["meetings"][meeting.contact_id].append(meeting)
    for intro in introductions:
        kinds["by"][intro.introducer_id].append(intro)
        if intro.contact_id is not None:
            kinds["to"][intro.contact_id].append(intro)
    owed = owed_first(db, today)
    kept: dict[int, int] = dict(db.execute(_KEPT).fetchall())
    left = dict(select_in(db, _LEFT, kinds["meetings"]))
    everybody = {id for several in kinds.values() for id in several} | owed.keys() | kept.keys()
    return {
        id: Past(
            **{name: tuple(several.get(id, ())) for name, several in kinds.items()},
            owed=owed.get(id),
            kept=kept.get(id, 0),
            left_seq=left.get(id, 0),
        )
        for id in sorted(everybody)
    }


# What came by import opens nothing, and is no ask of this search.
_SENT = """
select m.contact_id, m.kind, m.sent_on, m.seq, m.introduction_id, s.command = 'import'
from message m left join step s on s.id = m.seq
where m.direction = 'sent' order by m.sent_on, m.seq, m.id
"""
_GOT = "select contact_id, sent_on, seq, answer from message where direction = 'received' order by sent_on, seq, id"
# A plan of which nobody told what became is off once its day to be told has passed.
_MEETINGS = """
select a.contact_id, m.kind, case when m.state = 'planned' and m.gone_on <= :today then 'cancelled' else m.state end,
  m.day_on, m.agreed_on, m.seq
from attendance a join meeting m on m.id = a.meeting_id
order by m.day_on, m.id
"""
# What I did for them that nobody asks for: promises kept, and word of how it went.
_KEPT = """
select contact_id, count(*) from (
  select contact_id from message where direction = 'sent' and kind = 'report-back'
  union all
  select contact_id from follow_up where kind = 'promise' and closed_how = 'done'
) d
group by contact_id
"""
# An employer that was left: told later, not when the person was told of.
_LEFT = """
select a.contact_id, max(c.step_id) from affiliation a
join change c on c.table_name = 'affiliation' and c.row_id = a.id and c.op = 'update'
where a.kind = 'company' and (a.ended = 1 or a.end_on is not null) and a.contact_id in ({})
group by a.contact_id
"""
