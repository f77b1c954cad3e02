"""Suggestions: the policy's asks with the facts that their sentences are made of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from netlog.rows.asking import Name, Shared
from netlog.rules.asking import has_moved, last_touch, may_meet_again, times_asked, times_in_touch, weak_tie
from netlog.rules.days import on_partial
from netlog.rules.ranking.evidence import UNIT
from netlog.rules.ranking.policy import Ask, Way, pieces, suggest, table_list
from netlog.rules.ranking.sentences import fact
from netlog.rules.suggesting import Action, Grounds, Likeliest
from netlog.store.work import marks
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netlog.rules.ranking.evidence import Person
    from netlog.rules.ranking.policy import Situation
    from netlog.store.reader.asking import Search

_SAYS_NOTHING = ("activity", "unlike-me")
"""Terms about one of the two alone: no reason why these two should know each other."""


_MANY = 1_000


def suggestions(search: Search, limit: int) -> list[Grounds]:
    """The best asks with their grounds."""
    return [grounds(search, ask) for ask in best_asks(search, limit)]


def best_asks(search: Search, limit: int = _MANY) -> list[Ask]:
    """The best asks, each judged by itself: the best of all, the best of each action, and others."""
    asks: list[Ask] = []
    first: dict[Action, int] = {}
    ranked = suggest(search.situation._replace(asks_left=1), _MANY)
    in_question = (ask for ask in ranked if len(asks) < limit or _action(search, ask) not in first)
    for ask in _each_once(_grounded(search, in_question)):
        first.setdefault(_action(search, ask), len(asks))
        asks.append(ask)
    places = list(first.values())[:limit]
    places += [place for place in range(len(asks)) if place not in places][: limit - len(places)]
    return [asks[place] for place in sorted(places)]


def _action(search: Search, ask: Ask) -> Action:
    """What is to be done about an ask."""
    approach = ask.approach
    if approach.favour:
        return Action.ASK_INTRO
    if approach.way is not Way.FIRST:
        return Action.WRITE
    return Action.RECONNECT if may_meet_again(search.whether(approach.who.id)) else Action.MEET


def _each_once(asks: Iterable[Ask]) -> Iterator[Ask]:
    """The best favour of each host, and the best letter to each person to whom no favour leads better.

    An ask that is worth nothing is none.
    """
    hosts: set[int | None] = set()
    people: set[int] = set()
    for ask in asks:
        favour, who, via = ask.approach.favour, ask.approach.who.id, ask.approach.via
        if ask.worth > 0 and (via not in hosts if favour else who not in people):
            people.add(who)
            if favour:
                hosts.add(via)
            yield ask


def _grounded(search: Search, asks: Iterable[Ask]) -> Iterator[Ask]:
    """The asks with a reason: a target, somebody named, or one whom something connects with a target.

    That everybody knows somebody is none.
    """
    return (ask for ask in asks if ask.approach.via or _leads_somewhere(search, ask.approach.who))


def _leads_somewhere(search: Search, who: Person) -> bool:
    if who.id in search.hits or who.id < 0 or _named(search, who.id):
        return True
    likeliest = _likeliest(search, who, search.reach.chances(who))
    return likeliest is not None and bool(likeliest.fact)


def week(search: Search) -> list[Grounds]:
    """The asks that this week has left, in order: long shots first, as a yes ends the week."""
    situation, found = search.situation, []
    for left in range(situation.asks_left, 0, -1):
        asks = suggest(situation._replace(asks_left=left), _MANY)
        best = next(_each_once(_grounded(search, asks)), None)
        if best is None:
            break
        found.append(grounds(search, best))
        situation = _without(situation, best)
    return found


def _without(situation: Situation, ask: Ask) -> Situation:
    """The situation once this ask was made."""
    who, via = ask.approach.who.id, ask.approach.via if ask.approach.favour else None
    return situation._replace(
        approaches=[approach for approach in situation.approaches if approach.who.id != who],
        hosts=[host for host in situation.hosts if host.who.id != via],
        wanted=[wanted for wanted in situation.wanted if wanted.who.id != who],
    )


def grounds(search: Search, ask: Ask) -> Grounds:
    """An ask with everything that its sentences say."""
    approach = ask.approach
    who, of = approach.who, search.whether(approach.via if approach.favour and approach.via else approach.who.id)
    listed = who.id > 0
    standing = search.standing(who.id) if listed else None
    via = search.standing(approach.via) if approach.via else None
    past = search.past(who.id)
    chances = search.reach.chances(who)
    since = search.today - timedelta(search.manners.tire_days)
    return Grounds(
        ask=ask,
        pieces=pieces(search.situation, ask),
        action=_action(search, ask),
        who=standing,
        via=via,
        hits=search.hits.get(who.id, ()) if listed else (search.unlisted[-who.id],),
        shared=_shared(search, who.id),
        named=_named(search, who.id),
        fact=_fact(search, approach.via, who) if approach.favour else "",
        expected=sum(chances[at] for id, at in search.reach.index.items() if id > 0),
        targets=search.open_targets,
        likeliest=_likeliest(search, who, chances),
        history=search.history.get(approach.way, (0, 0)),
        last=_last(search, who.id) if listed else None,
        answered=approach.way is Way.FIRST and standing is not None and not standing.known and bool(past.got),
        moved=has_moved(past),
        tired=times_asked(of.past, of.asks, since),
        kept=of.past.kept,
        in_touch=times_in_touch(of.past) if weak_tie(of.past, search.manners) else 0,
        tire_percent=search.manners.tire_percent,
        help_percent=search.manners.help_percent,
    )


def _last(search: Search, contact: int) -> str | None:
    """When we were last in touch, where anything is logged."""
    day = last_touch(search.past(contact))
    return on_partial(day, search.today) if day else None


def _named(search: Search, contact: int) -> tuple[tuple[str, str], ...]:
    """Who gave the name and may be named, and when."""
    rows = [row for row in search.past(contact).to if row.named_on and row.may_use_name != "no"]
    return tuple((row.introducer, on_partial(row.named_on, search.today)) for row in rows if row.named_on)


def _fact(search: Search, one: int | None, other: Person) -> str:
    """What speaks most for two people knowing each other, without a full stop; "" where nothing does."""
    if one is None or other.id < 0:
        return ""
    c = search.person(one)
    terms = [term for term in search.model.terms(c, other) if term.factor not in _SAYS_NOTHING]
    best = max(terms, key=lambda term: term.points, default=None)
    if best is None or best.points <= 0 or (best.relation and best.relation.how != "shared"):
        return ""
    names = search.standing(one).name, search.standing(other.id).name
    return fact(best, *names, search.knowing.group)


def _likeliest(search: Search, who: Person, chances: list[float]) -> Likeliest | None:
    """The target whom somebody is likeliest to know, as dear as each is."""
    targets = search.reach.lifts.targets
    place = max(range(len(chances)), key=lambda at: chances[at] * search.reach.dearness(targets[at].id), default=None)
    if place is None or not chances[place]:
        return None
    target = targets[place]
    if target.id < 0:
        name = search.unlisted[-target.id].name
        was_there = -target.id in search.person(who.id).groups.get(UNIT, ())
        return Likeliest(f"somebody at {name}", chances[place], f"formerly at {name}" if was_there else "")
    name = search.standing(target.id).name
    return Likeliest(name, chances[place], _fact(search, who.id, target) if who.id > 0 else "")


_SHARED = """
select distinct o.name, a.kind, a.end_on from affiliation a join organization o on o.id = a.organization_id
where a.contact_id = ? and coalesce(a.organization_id, 0) in ({})
order by a.kind desc, o.name
"""


def _shared(search: Search, contact: int) -> tuple[Shared, ...]:
    """Where both I and they are or were; a school with their class."""
    mine = search.mine
    rows = search.db.execute(_SHARED.format(marks(mine)), (contact, *mine))
    places: dict[str, Shared] = {}
    for name, kind, end_on in rows:
        year = end_on[:4] if kind == OrganizationKind.SCHOOL and end_on else None
        places.setdefault(name, Shared(name, kind, year))
    return tuple(places.values())


# --- at the table -------------------------------------------------------------------------------


def names_for(search: Search, host: int) -> list[Name]:
    """The targets to ask a host about, at most five: "do you know any of these?". Whom they likeliest know first."""
    if not search.targets:
        return []
    wanted = [wanted for wanted in search.at_table.wanted if 0 < wanted.who.id != host]
    if not wanted:
        return []
    person = search.person(host)
    chances, index = search.reach.chances(person), search.reach.index
    found = table_list(search.at_table._replace(wanted=wanted), person)
    names = [_name(search, host, target, chances[index[target.id]]) for target in found]
    return sorted(names, key=lambda name: -name.chance)


def _name(search: Search, host: int, target: Person, chance: float) -> Name:
    standing = search.standing(target.id)
    return Name(target.id, standing.name, standing.title, standing.organization, chance, _fact(search, host, target))
