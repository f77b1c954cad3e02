"""How likely two entries are one person."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netlog.rules.alike import SHOWN, Entry, Place, likeness

STRIPE = (1, Place("Stripe", "company"))
MICHIGAN_2011 = (2, Place("Michigan State", "school", frozenset({"2011"})))
MICHIGAN_2015 = (2, Place("Michigan State", "school", frozenset({"2015"})))
MAIL, PHONE = frozenset({"p@x.org"}), frozenset({"+14155550100"})


def entry(name: str, **more: object) -> Entry:
    return Entry(0, name, **more)  # type: ignore[arg-type]


SURE, ASK, NO = "sure", "ask", "no"


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (entry("ana lopez"), entry("ana lopez"), ASK),
        (entry("mei lin"), entry("lin mei"), ASK),
        (entry("ana lopez", emails=MAIL), entry("ana lopez", emails=MAIL), SURE),
        (entry("ana lopez", phones=PHONE), entry("ana lopez", phones=PHONE), SURE),
        (entry("ana lopez", places=(STRIPE,)), entry("ana lopez", places=(STRIPE,)), SURE),
        (entry("ana lopez", namesakes=9), entry("ana lopez", namesakes=9), NO),
        (entry("ana lopez", profiles=frozenset({"a"})), entry("ana lopez", profiles=frozenset({"b"})), NO),
        (entry("ana lopez", files=frozenset({"f.csv"})), entry("ana lopez", files=frozenset({"f.csv"})), NO),
        (entry("ana lopez", places=(MICHIGAN_2011,)), entry("ana lopez", places=(MICHIGAN_2015,)), NO),
        (entry("ana lopez", places=(MICHIGAN_2011,)), entry("ana lopez", places=(MICHIGAN_2011,)), ASK),
        (entry("jonathan smith"), entry("jonathon smith"), NO),
        (entry("jonathan smith", places=(STRIPE,)), entry("jonathon smith", places=(STRIPE,)), ASK),
        (entry("j smith", places=(STRIPE,)), entry("jonathan smith", places=(STRIPE,)), ASK),
        (entry("ana maria lopez", places=(STRIPE,)), entry("ana lopez", places=(STRIPE,)), ASK),
        (entry("robert smith", nickname_key="bob smith", phones=PHONE), entry("bob smith", phones=PHONE), SURE),
        (entry("ana lopez", emails=MAIL), entry("ana garcia", emails=MAIL), ASK),  # a name changed
        (entry("ana lopez", phones=PHONE), entry("ben ito", phones=PHONE), NO),  # a household
        (entry("ana lopez"), entry("ben ito"), NO),
        (entry("ana lopez", title="PM", city="Rome"), entry("ben ito", title="PM", city="Rome"), NO),
    ],
)
def test_what_is_sure_what_is_asked_and_what_is_neither(one: Entry, other: Entry, verdict: str) -> None:
    confidence = likeness(one, other).confidence
    assert verdict == (SURE if confidence >= 0.9 else ASK if confidence >= SHOWN else NO), confidence


def test_what_speaks_against_it_is_said_last() -> None:
    two = [entry("ana lopez", places=(place,)) for place in (MICHIGAN_2011, MICHIGAN_2015)]
    assert likeness(*two).reasons == ("the same name", "but they are Michigan State 2011 and 2015")


NAMES = st.text("ab c", max_size=9).map(lambda text: " ".join(text.split()))
SETS = st.frozensets(st.sampled_from(["p@x.org", "q@x.org", "r@gmail.com"]))
ENTRIES = st.builds(
    Entry,
    st.integers(1, 9),
    NAMES,
    st.none() | NAMES,
    st.none() | st.sampled_from(["pm", "ceo"]),
    st.none() | st.just("rome"),
    SETS,
    SETS,
    SETS,
    st.sets(st.sampled_from([STRIPE, MICHIGAN_2011, MICHIGAN_2015]), max_size=1).map(tuple),
    SETS,
    st.integers(1, 5),
)


@given(ENTRIES, ENTRIES)
@example(Entry(1, "li li"), Entry(2, "li mei"))
def test_it_does_not_matter_who_is_asked_about_first(one: Entry, other: Entry) -> None:
    forth, back = likeness(one, other), likeness(other, one)
    assert forth.confidence == back.confidence
    assert 0 <= forth.confidence < 1
