"""The ranking: what raises a score, what overrides it, and that everything adds up."""

from __future__ import annotations

import math
import random

import pytest

from netlog.rules.ranking.evidence import KINDS, Census, Evidence, Person, Tally, Value
from netlog.rules.ranking.policy import (
    Approach,
    Host,
    Settings,
    Situation,
    Wanted,
    Way,
    chance,
    is_near,
    pieces,
    rates,
    suggest,
    table_list,
)
from netlog.rules.ranking.reach import Lifts, Reach, best_placed
from netlog.rules.ranking.scorer import CERTAIN, LIKELIEST, Model, Term

PROTECTED = ("gender", "sex", "age", "religion", "party", "race", "ethnic", "nation", "parents", "name", "disab")
FACTORS = {"affiliation", "unlike-me", "activity", "circle", "their-circle", "shared", "known"}


def town(size: int = 120, seed: int = 1) -> list[Person]:
    """People with two values in one kind, unknown values, and numeric cohorts."""
    rng = random.Random(seed)
    people = []
    for who in range(size):
        groups: dict[str, tuple[Value, ...]] = {
            "unit": (f"house {who % 12}",),
            "cohort": (2000 + who % 9,),
            "field": (f"field {who % 5}", f"field {who % 7}"),
            "school": (f"school {who % 30}",),
        }
        people.append(Person(who, {kind: values for kind, values in groups.items() if rng.random() < 0.8}))
    return people


def some_ties(size: int = 120, count: int = 150, seed: int = 2) -> list[tuple[int, int]]:
    rng = random.Random(seed)
    return [(rng.randrange(size), rng.randrange(size)) for _ in range(count)]


def model(*ties: tuple[int, int]) -> Model:
    return Model(Evidence.learn(town(), ties))


@pytest.mark.parametrize("ties", [[], some_ties()])
def test_terms_sum_to_the_score(ties: list[tuple[int, int]]) -> None:
    people, scorer = town(), model(*ties)
    for a, b in some_ties(count=200, seed=3):
        terms = scorer.terms(people[a], people[b], people[7])
        assert math.fsum(t.points for t in terms) == scorer.score(people[a], people[b], people[7])
        assert all(math.isfinite(t.points) for t in terms)


def test_every_term_is_of_a_kind_that_may_be_used() -> None:
    people, scorer = town(), model(*some_ties())
    terms = [t for a, b in some_ties(count=200, seed=3) for t in scorer.terms(people[a], people[b], people[7])]
    assert {t.factor for t in terms} <= FACTORS
    assert {t.relation.kind for t in terms if t.relation} <= set(KINDS)
    assert not [kind for kind in KINDS if any(word in kind for word in PROTECTED)]


def test_a_protected_attribute_in_the_groups_is_not_read() -> None:
    plain = town()
    marked = [Person(p.id, {**p.groups, "gender": (p.id % 2,), "religion": ("x",)}) for p in plain]
    scores = [
        [m.score(p[1], p[t], p[0]) for t in range(2, 60)]
        for p in (plain, marked)
        for m in [Model(Evidence.learn(p, some_ties()))]
    ]
    assert scores[0] == scores[1]


def test_a_shared_group_raises_the_score_and_a_rare_one_more() -> None:
    people = [Person(0, {"unit": ("rare", "big")}), Person(1, {"unit": ("rare",)}), Person(2, {"unit": ("big",)})]
    people += [Person(3, {"unit": ("other",)})] + [Person(n, {"unit": ("big",)}) for n in range(4, 60)]
    scorer = Model(Evidence.learn(people))
    rare, big, other = (scorer.score(people[0], people[n]) for n in (1, 2, 3))
    assert rare > big > other


def test_the_nearer_two_classes_the_likelier_they_meet() -> None:
    people = [Person(n, {"cohort": (2000 + n,)}) for n in range(6)]
    scorer = Model(Evidence.learn(people))
    scores = [scorer.score(people[0], people[n]) for n in range(1, 6)]
    assert scores == sorted(scores, reverse=True)
    assert scores[3] == scores[4], "four years apart or more is one relation"


def test_ties_within_a_group_raise_its_lift() -> None:
    house = [p.id for p in town() if p.groups.get("unit") == ("house 3",)]
    before, after = model(), model(*[(a, b) for a in house for b in house])
    a, b = (town()[n] for n in house[:2])
    relation = before.relation("unit", a, b)
    assert after.lift(relation) > before.lift(relation)


def test_the_lift_of_a_group_without_ties_falls_when_others_have_them() -> None:
    house = [p.id for p in town() if p.groups.get("unit") == ("house 3",)]
    a, b = (town()[n] for n in house[:2])
    after = model(*[t for t in some_ties(count=400) if not set(t) & set(house)])
    relation = after.relation("unit", a, b)
    assert after.lift(relation) < model().lift(relation)


def test_who_is_known_to_know_many_scores_higher() -> None:
    people = [Person(n, {}) for n in range(30)]
    scorer = Model(Evidence.learn(people, [(0, n) for n in range(2, 12)]))
    assert scorer.score(people[0], people[20]) > scorer.score(people[1], people[20])


def test_a_circle_around_the_target_raises_the_score() -> None:
    people = [Person(n, {"unit": ("lab",) if n >= 20 else ("shop",)}) for n in range(40)]
    into_lab, elsewhere = [(0, n) for n in range(20, 24)], [(1, n) for n in range(2, 6)]
    scorer = Model(Evidence.learn(people, into_lab + elsewhere))
    assert scorer.score(people[0], people[30]) > scorer.score(people[1], people[30])


def test_acquaintances_in_common_raise_the_score() -> None:
    people = [Person(n, {}) for n in range(40)]
    scorer = Model(Evidence.learn(people, [(0, 5), (0, 6), (30, 5), (30, 6), (1, 7), (1, 8)]))
    assert scorer.score(people[0], people[30]) > scorer.score(people[1], people[30])


def test_who_i_know_although_we_share_little_scores_higher() -> None:
    people = [Person(0, {"unit": ("mine",)}), Person(1, {"unit": ("mine",)}), Person(2, {"unit": ("other",)})]
    people += [Person(n, {"unit": (f"unit {n}",)}) for n in range(3, 40)]
    scorer = Model(Evidence.learn(people))
    assert scorer.score(people[1], people[9]) == scorer.score(people[2], people[9])
    assert scorer.score(people[2], people[9], people[0]) > scorer.score(people[1], people[9], people[0])


def test_what_was_told_overrides_everything() -> None:
    people = town()
    scorer = Model(Evidence.learn(people, [*some_ties(), (1, 2)], [(1, 3), (4, 1)]))
    assert scorer.terms(people[1], people[2]) == (Term("known", CERTAIN, got=1.0),)
    assert scorer.terms(people[3], people[1]) == (Term("known", -CERTAIN),)
    assert (scorer.chance(people[1], people[2]), scorer.chance(people[1], people[4])) == (1.0, 0.0)
    others = [scorer.score(people[1], p) for p in people[5:] if scorer.evidence.knows(1, p.id) is None]
    assert -CERTAIN < min(others) <= max(others) < CERTAIN


def test_a_tie_beats_a_denial() -> None:
    people = town()
    assert Evidence.learn(people, [(1, 2)], [(2, 1)]).knows(1, 2) is True


def test_chances_are_chances() -> None:
    people, scorer = town(), model(*some_ties())
    chances = [scorer.chance(people[a], people[b]) for a, b in some_ties(count=200, seed=3) if a != b]
    assert all(0 <= p <= LIKELIEST or p == 1.0 for p in chances)


def test_the_same_evidence_in_any_order_gives_the_same_scores() -> None:
    people, ties = town(), some_ties()
    forwards = Model(Evidence.learn(people, ties))
    backwards = Model(Evidence.learn(people, [(b, a) for a, b in reversed(ties)] + ties))
    assert [forwards.score(people[1], p) for p in people] == [backwards.score(people[1], p) for p in people]


def test_counts_kept_one_event_at_a_time_equal_counts_from_lists() -> None:
    people, census, tally = town(), Census(), Tally()
    degrees = dict.fromkeys(range(len(people)), 0)
    for person in people:
        census.count(person)
    for a, b in sorted({(min(t), max(t)) for t in some_ties() if t[0] != t[1]}):
        tally.count(people[a], people[b])
        for who in (a, b):
            census.change(people[who], degrees[who], degrees[who] + 1)
            degrees[who] += 1
    learned = Evidence.learn(people, some_ties())
    for kept, counted in ((census, learned.census), (tally, learned.tally)):
        assert vars(kept) == vars(counted)
    for person in people:
        census.count(person, degrees[person.id], -1)
    assert census.everybody.people == census.everybody.squares == 0


def test_nobody_one_person_and_unknown_values_are_no_trouble() -> None:
    nobody = Model(Evidence.learn([]))
    alone, stranger = Person(1, {}), Person(2, {"unit": ("nowhere",), "cohort": ("n/a",)})
    assert nobody.score(alone, stranger, alone) == 0
    one = Model(Evidence.learn([stranger]))
    assert math.isfinite(one.score(alone, stranger, stranger))
    assert Model(Evidence.learn([alone], [(1, 1), (1, 9)])).evidence.tally.ties == 0


def test_a_cohort_of_zero_is_a_cohort() -> None:
    people = [Person(n, {"cohort": (n % 2,)}) for n in range(6)]
    assert math.isfinite(Model(Evidence.learn(people, [(0, 2), (1, 3)])).score(people[0], people[4]))


# --- whom to ask ---------------------------------------------------------------------------------


def reach(targets: list[int], *ties: tuple[int, int]) -> Reach:
    return Reach(Lifts(model(*ties), [town()[t] for t in targets]))


def situation(asks_left: int = 3, **known: bool) -> Situation:
    people = town()
    far = [Approach(people[n], Way.NONE) for n in (10, 11, 40, 41)]
    near = [Approach(people[n], Way.NEAR, near=True) for n in (12, 50)]
    warm = [Approach(people[13], Way.WARM, 60), Approach(people[70], Way.WARM, 61)]
    asked = reach([10, 11, 12, 13, 14, 15, 16])
    for target in known:
        asked.tell(61, int(target[1:]), known[target])
    wanted = [Wanted(people[t]) for t in (10, 11, 12, 14, 15, 16)] + [Wanted(people[13], named=True)]
    return Situation(asked, rates({}), 0.5, asks_left, [*far, *near, *warm], [Host(people[61])], wanted)


def test_a_row_of_lifts_equals_the_model() -> None:
    people, scorer = town(), model(*some_ties())
    lifts = Lifts(scorer, people[40:60])
    for person in people[:40]:
        direct = [
            math.exp(math.fsum(t.points for t in scorer.affiliation(person, target))) * scorer.busy(person)
            for target in people[40:60]
        ]
        assert lifts.row(person) == pytest.approx(direct)


def test_the_quick_outlook_equals_the_sum_of_the_chances() -> None:
    people, asked = town(), reach([3, 4, 5])
    asked.close(4)
    for person in people:
        assert asked.outlook(person) == pytest.approx((sum(asked.chances(person)), max(asked.chances(person))))


@pytest.mark.parametrize("dear", [None, [1.0, 0.85, 1.4, 0.7]])
def test_the_quick_outlook_is_exact_whatever_was_told_and_however_dear_targets_are(dear: list[float] | None) -> None:
    people, targets = town(), [3, 4, 5, 12]
    asked = Reach(Lifts(model(*some_ties()), [people[t] for t in targets]), dear=dear)
    asked.answer(people[20], {3: True, 4: False})
    asked.tell(21, 12, True)
    asked.tell(22, 3, False)
    asked.close(5)
    for person in people:
        weighed = [chance * weight for chance, weight in zip(asked.chances(person), dear or [1.0] * 4, strict=True)]
        assert asked.outlook(person) == pytest.approx((sum(weighed), max(weighed)))


def test_told_pairs_are_certain_closed_targets_and_oneself_are_nothing() -> None:
    people, asked = town(), reach([3, 4, 5, 6])
    asked.tell(20, 3, True)
    asked.tell(20, 4, False)
    asked.tell(20, 99, True)
    asked.close(5)
    assert asked.chances(people[20])[:3] == [1.0, 0.0, 0.0]
    assert asked.chances(people[6])[3] == 0.0
    assert not asked.is_open(5)
    assert not asked.is_open(20)


def test_yeses_raise_and_noes_lower_what_is_expected_of_a_host_and_of_everybody() -> None:
    people, good, bad, plain = town(), reach([3, 4, 5, 6]), reach([3, 4, 5, 6]), reach([3, 4, 5, 6])
    good.answer(people[20], {3: True, 4: True})
    bad.answer(people[20], {3: False, 4: False})
    for who in (20, 21):
        there = [r.chances(people[who])[3] for r in (bad, plain, good)]
        assert there == sorted(there)
        assert there[0] < there[2]
    assert bad.rho < plain.rho < good.rho


def test_rates_start_at_the_priors_and_move_with_the_history() -> None:
    assert rates({})[Way.WARM] == 0.65
    assert rates({Way.WARM: (8, 8)})[Way.WARM] == pytest.approx(0.825)
    assert rates({Way.NONE: (20, 0)})[Way.NONE] == pytest.approx(0.06)


def test_what_raises_and_lowers_a_yes() -> None:
    person, learned = Person(1, {}), rates({})
    plain = chance(Approach(person, Way.WARM, 2), learned)
    assert plain == pytest.approx(0.65)
    assert chance(Approach(person, Way.WARM, 2, near=True), learned) > plain
    assert chance(Approach(person, Way.WARM, 2, asked=1), learned) < plain
    assert chance(Approach(person, Way.WARM, 2, odds=0.5), learned) < plain
    assert chance(Approach(person, Way.WARM, 2, favour=True, knows=0.2), learned) == pytest.approx(0.13)
    assert chance(Approach(person, Way.NONE), learned) < chance(Approach(person, Way.NEAR, near=True), learned) < plain


def test_pieces_sum_to_the_score_and_the_best_comes_first() -> None:
    now = situation()
    asks = suggest(now, 50)
    assert len(asks) == len(situation().approaches) + 1
    assert [a.score for a in asks] == sorted((a.score for a in asks), reverse=True)
    for ask in asks:
        assert ask.score == pytest.approx(math.fsum(p.points for p in pieces(now, ask)))
        assert {p.factor for p in pieces(now, ask)} <= {"target", "names", "likeliest", "waiting", "burnt"}


def test_the_last_ask_of_a_week_is_surer_than_the_first() -> None:
    chances = [suggest(situation(left))[0].chance for left in (3, 2, 1)]
    assert chances == sorted(chances)


def test_a_favour_goes_to_a_host_who_is_known_to_know() -> None:
    favours = [a for a in suggest(situation(t15=True), 50) if a.approach.favour]
    assert [(a.approach.who.id, a.approach.via, a.approach.knows) for a in favours] == [(15, 61, 1.0)]


def test_a_host_is_not_asked_twice_for_the_same_nor_for_who_they_do_not_know() -> None:
    base = situation(t15=True, t16=False)
    again = Situation(base.reach, base.rates, 0.5, 3, (), [Host(town()[61], frozenset({15}))], base.wanted)
    assert {a.approach.who.id for a in suggest(again, 50)}.isdisjoint({15, 16})


def test_the_list_holds_five_open_targets_the_host_may_know() -> None:
    listed = table_list(situation(t15=False), town()[61])
    assert len(listed) == 5
    assert 15 not in [p.id for p in listed]
    assert table_list(situation(t16=True), town()[61])[0].id == 16


def test_who_was_named_already_is_asked_about_last() -> None:
    people = [Person(n, {}) for n in range(20)]
    asked = Reach(Lifts(Model(Evidence.learn(people)), people[1:7]))
    wanted = [Wanted(p, named=p.id == 1) for p in people[1:7]]
    listed = table_list(Situation(asked, rates({}), 0.5, 3, (), (), wanted), people[9])
    assert [p.id for p in listed] == [2, 3, 4, 5, 6]


def test_equal_scores_keep_one_order() -> None:
    people = [Person(n, {}) for n in range(9)]
    asked = Reach(Lifts(Model(Evidence.learn(people)), [people[8]]))
    ways = [Approach(people[n], Way.FIRST) for n in (5, 2, 7, 1)]
    for approaches in (ways, ways[::-1]):
        asks = suggest(Situation(asked, rates({}), 0.5, 3, approaches), 3)
        assert [a.approach.who.id for a in asks] == [1, 2, 5]
    assert [p.id for p in best_placed(asked, people[::-1], 3)] == [0, 1, 2]


def test_nothing_to_ask_and_no_targets_are_no_trouble() -> None:
    empty = Reach(Lifts(Model(Evidence.learn([])), []))
    assert suggest(Situation(empty, rates({}), 0.5, 3, ())) == []
    assert table_list(Situation(empty, rates({}), 0.5, 3, ()), Person(1, {})) == []
    [ask] = suggest(Situation(empty, rates({}), 0.0, 1, [Approach(Person(1, {}), Way.FIRST)], settings=Settings()))
    assert (round(ask.chance, 9), ask.worth, ask.score) == (0.85, 0.0, 0.0)


def test_near_means_a_small_shared_group_that_is_no_role() -> None:
    people = [Person(n, {"unit": ("big" if n > 1 else "small",), "role": (f"r{n // 2}",)}) for n in range(12)]
    census = Census()
    for person in people:
        census.count(person)
    assert is_near(people[0], people[1], census)
    assert not is_near(people[2], people[4], census), "the group is large"
    assert not is_near(people[2], people[3], census), "a role is not a group"
