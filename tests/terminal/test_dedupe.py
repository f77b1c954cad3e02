"""Doubtful pairs, decided one by one on a real terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Terminal


@pytest.fixture
def book(terminal: Terminal) -> Terminal:
    """Two entries of Priya (c1, c2)."""
    terminal("add-contact", "Priya Natarajan", "--org", "Stripe", "--email", "p@stripe.example").ends()
    terminal("add-contact", "Priya Natarajan", "--phone", "+1 415 555 0100").ends()
    return terminal


def test_a_pair_is_shown_side_by_side_and_merged_on_yes(book: Terminal) -> None:
    screen = book("dedupe").asked("p@stripe.example").asked("+1 415 555 0100").asked("One person?", "y").ends()
    assert "Merged Priya Natarajan (c2) into Priya Natarajan, Stripe (c1)." in screen
    assert screen.endswith("1 pair merged.\n")
    assert "No two entries look like one person." in book("dedupe").ends()


def test_two_people_are_not_asked_about_again_until_undo(book: Terminal) -> None:
    screen = book("dedupe").asked("One person?", "n").ends()
    assert "Priya Natarajan, Stripe (c1) and Priya Natarajan (c2) are two people." in screen
    assert "No two entries look like one person." in book("dedupe").ends()
    book("undo").ends()
    book("dedupe").asked("One person?", "q").ends()


def test_ctrl_c_keeps_what_was_decided(book: Terminal) -> None:
    for mail in ("ana@one.example", "ana@two.example"):
        book("add-contact", "Ana Lopez", "--city", "Chicago", "--email", mail).ends()
    session = book("dedupe").asked("1 of 2").asked("One person?", "y").asked("2 of 2").asked("One person?")
    screen = session.press("c").ends()
    assert screen.endswith("1 pair merged, 1 pair left for later.\n")
    assert "Merged Ana Lopez (c4) into Ana Lopez (c3)." in book("history").ends()
