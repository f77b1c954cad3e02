from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netlog.cli import completion, context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Run

ROSTER = "Name,Class Year\n" + "".join(f"Priscilla Stranger{number},2001\n" for number in range(50))


@pytest.fixture
def people(netlog: Run) -> Iterator[Run]:
    """Some people in play, one of them with an accent, two of one name, and fifty strangers of a roster."""
    for words in (
        ("Priya Natarajan", "--org", "Stripe", "--title", "Senior PM", "--tag", "mentor"),
        ("Zoë Ångström", "--association", "AAF Detroit"),
        ("Ana Lopez", "--org", "Figma"),
        ("Ana Lopez", "--org", "Notion"),
    ):
        netlog("add-contact", *words)
    with open("roster.csv", "w", encoding="utf-8") as file:  # noqa: PTH123  # in the test's own folder
        file.write(ROSTER)
    netlog("import", "roster.csv", "--school", "Michigan State University")
    netlog("log-coffee", "Priya", "--quick")
    context.start(today="2026-11-02", no_input=True)
    yield netlog
    context.forget()


@pytest.fixture(autouse=True)
def folder(home: object, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.chdir(str(tmp_path))


def words(candidates: list[str | tuple[str, str]]) -> list[str]:
    return [candidate if isinstance(candidate, str) else candidate[0] for candidate in candidates]


def test_people_in_play_come_before_strangers_of_the_same_start(people: Run) -> None:
    found = words(completion.who("pri"))
    assert found[0] == "priya-natarajan"
    assert found[1].startswith("priscilla-stranger")


def test_the_letters_typed_stay_as_they_are_typed(people: Run) -> None:
    assert words(completion.who("Priy")) == ["Priya-natarajan"]


def test_a_later_word_of_a_name_completes_from_that_word(people: Run) -> None:
    assert words(completion.who("nata")) == ["natarajan"]


def test_an_accent_need_not_be_typed(people: Run) -> None:
    assert words(completion.who("zoe")) == ["zoe-angstrom"]


def test_two_of_one_name_are_offered_by_their_ids(people: Run) -> None:
    assert sorted(words(completion.who("ana"))) == ["c3", "c4"]


@pytest.mark.parametrize("start", ["pri", "Priy", "nata", "zoe", "ana", "c1", ""])
def test_every_completed_line_runs(people: Run, start: str) -> None:
    for candidate in words(completion.who(start))[:6]:
        assert people("show", candidate).stdout


def test_tags_organizations_and_open_follow_ups_complete(people: Run) -> None:
    assert completion.tag("me") == ["mentor"]
    assert completion.organization("str") == ["stripe"]
    assert completion.organization("Str") == ["Stripe"]
    assert completion.association("AA") == ["AAF Detroit"]
    assert completion.school("Mich") == ["Michigan State University"]
    assert completion.follow_up("f")[0] == ("f1", "thank-you to Priya Natarajan")


def test_without_a_database_nothing_completes_and_nothing_is_created(home: object) -> None:
    context.start(today="2026-11-02", no_input=True)
    assert completion.who("pri") == []
    assert completion.follow_up("f") == []
    context.forget()
