"""LinkedIn's messages and invitations: who is me, who wrote, and what is no message."""

from __future__ import annotations

from typing import Any

import pytest

HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT\n"
)
ME, ANA, TOM = (f"https://www.linkedin.com/in/{slug}" for slug in ("dana-reyes", "ana-lopez", "tom-a"))


def row(
    conversation: str = "1", *, by: tuple[str, str] = ("Ana Lopez", ANA), to: tuple[str, str] = ("Dana Reyes", ME),
    at: str = "2026-06-01 14:03:22 UTC", text: str = "Hello", folder: str = "INBOX", draft: str = "No",
) -> str:  # fmt: skip
    cells = (conversation, "", *by, *to, at, "", text, folder, "", draft, "No")
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def mine(conversation: str = "1", **cells: Any) -> str:
    return row(conversation, **{"by": ("Dana Reyes", ME), "to": ("Ana Lopez", ANA), **cells})


OTHER = row("2", by=("Tom Alvarez", TOM), at="2026-05-01 12:00:00 UTC")


def test_messages_have_a_direction_the_people_with_their_pages_and_their_order(desk: Any) -> None:
    found = desk.happened(HEADER + mine(at="2026-06-01 15:00:00 UTC", text="Thursday, then") + row() + OTHER)
    assert desk.source(HEADER + row()).format == "linkedin-messages"
    assert [(m.day, m.direction, m.who, m.text, m.kind) for m in found] == [
        ("2026-05-01", "received", ("Tom Alvarez",), "Hello", "linkedin"),
        ("2026-06-01", "received", ("Ana Lopez",), "Hello", "linkedin"),
        ("2026-06-01", "sent", ("Ana Lopez",), "Thursday, then", "linkedin"),
    ]
    assert [person.links for m in found for person in m.people] == [(TOM,), (ANA,), (ANA,)]
    assert len({m.uid for m in found}) == 3


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"draft": "Yes"}, "a draft, never sent"),
        ({"folder": "SPAM"}, "spam"),
        ({"text": '<p class=""spinmail-quill-editor__spin-break"">Hi %FIRSTNAME%</p>'}, "campaign mail"),
        ({"by": ("LinkedIn Member", "")}, "from a LinkedIn member who is no longer there"),
        ({"by": ("#N/A", "")}, "it says not from whom"),
    ],
)
def test_what_is_no_message_is_left_out_and_counted(desk: Any, cells: dict[str, Any], reason: str) -> None:
    assert len(desk.happened(HEADER + row() + OTHER + row(**cells))) == 2
    assert desk.skipped == [(4, reason, False)]


def test_a_date_that_cannot_be_is_reported(desk: Any) -> None:
    assert len(desk.happened(HEADER + row() + OTHER + row(at="2026-02-30 10:00:00 UTC"))) == 2
    assert desk.skipped == [(4, '"2026-02-30 10:00:00 UTC" is no date', True)]


def test_names_with_commas_are_told_apart_in_the_list_of_recipients(desk: Any) -> None:
    to = ("Tomás Reyes, Wren Hale, PhD", f"{ME}-2,{ANA}")
    (message,) = (m for m in desk.happened(HEADER + OTHER + mine("3", to=to)) if m.direction == "sent")
    assert message.who == ("Tomás Reyes", "Wren Hale, PhD")


def test_without_addresses_the_writers_of_the_file_tell_the_names_apart(desk: Any) -> None:
    header = "CONVERSATION ID,FROM,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    at = "2022-08-20 11:00:00 UTC,,ok,INBOX\n"
    found = desk.happened(
        f'{header}1,"Doe, Jane, Ph.D.","Maya Ek, Ravi Menon",{at}1,Maya Ek,"Ravi Menon, Doe, Jane, Ph.D.",{at}'
        f"2,Priya Raman,Maya Ek,{at}"
    )
    assert ("Ravi Menon", "Doe, Jane, Ph.D.") in [m.who for m in found if m.direction == "sent"]


def test_in_a_single_conversation_my_name_or_my_profile_tells_who_i_am(desk: Any) -> None:
    assert desk.happened(HEADER + row()) == []
    assert "which of them is you" in desk.skipped[0][1]
    assert [m.direction for m in desk.happened(HEADER + row(), me=["dana reyes"])] == ["received"]
    (desk.folder / "Profile.csv").write_text("First Name,Last Name,Maiden Name,Headline\nDana,Reyes,,PM\n")
    assert [m.direction for m in desk.happened(HEADER + mine())] == ["sent"]


def test_semicolons_and_lines_within_a_message_do_no_harm(desk: Any) -> None:
    content = (HEADER + row(text="one\ntwo") + OTHER).replace(",", ";")
    assert [m.text for m in desk.happened(content)] == ["Hello", "one\ntwo"]


def test_invitations_are_messages_with_their_note(desk: Any) -> None:
    header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    found = desk.happened(
        f'{header}Dana Reyes,Ana Lopez,"1/29/26, 2:37 PM",We met at Figma,OUTGOING,{ME},{ANA}\n'
        f'Tom Alvarez,Dana Reyes,"10/2/25, 11:05 AM",,INCOMING,{TOM},{ME}\n'
    )
    assert [(m.day, m.direction, m.who, m.text, m.people[0].links) for m in found] == [
        ("2026-01-29", "sent", ("Ana Lopez",), "LinkedIn invitation\nWe met at Figma", (ANA,)),
        ("2025-10-02", "received", ("Tom Alvarez",), "LinkedIn invitation", (TOM,)),
    ]


def test_invitations_before_2023_have_no_addresses(desk: Any) -> None:
    found = desk.happened('From,To,Sent At,Message,Direction\nMaya Ek,Ravi Menon,"6/30/22, 8:12 PM",,OUTGOING\n')
    assert [(m.day, m.who, m.people[0].links) for m in found] == [("2022-06-30", ("Ravi Menon",), ())]


def test_nobody_was_known_for_having_been_written_to(desk: Any) -> None:
    assert not desk.source(HEADER + row()).known
    assert desk.source("First Name,Last Name,Connected On\nAna,Lopez,08 Feb 2026\n").known
