"""Connections.csv of a LinkedIn export."""

from __future__ import annotations

from typing import Any

import pytest

from netlog.errors import InvalidInput
from netlog.words import Origin

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
PREAMBLE = 'Notes:\n"When exporting your connection data, you may notice\nthat some e-mails are missing."\n\n'


def test_a_row_becomes_a_person_with_the_day_of_the_connection(desk: Any) -> None:
    row = 'Tomás,Reyes,https://www.linkedin.com/in/tomasreyes,t@example.org,Contoso,"Engineer, Platform",14 Nov 2019'
    person = desk.person(PREAMBLE + HEADER + row)
    assert (person.line, person.name, person.emails) == (6, "Tomás Reyes", ("t@example.org",))
    assert (person.company, person.title, person.connected_on) == ("Contoso", "Engineer, Platform", "2019-11-14")
    assert person.links == ("https://www.linkedin.com/in/tomasreyes",)


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,Email Address,Company,Position,Connected On",
        "Vorname,Nachname,E-Mail-Adresse,Unternehmen,Position,Verbunden am",
        "Prénom,Nom,Adresse e-mail,Entreprise,Poste,Date de connexion",
        "Nombre,Apellidos,Dirección de correo electrónico,Empresa,Cargo,Conectado el",
        "Nome,Cognome,Indirizzo e-mail,Azienda,Posizione,Collegato il",
        "Nome,Sobrenome,Endereço de e-mail,Empresa,Cargo,Conectado em",
        "Voornaam,Achternaam,E-mailadres,Bedrijf,Functie,Verbonden op",
    ],
)
def test_the_header_is_known_in_every_language_and_era(desk: Any, header: str) -> None:
    source = desk.source(f"{header}\nAna,Silva,ana@x.org,Acme,PM,02/28/2021\n")
    (person,) = source.rows()
    assert (source.format, source.origin, source.unused) == ("linkedin", Origin.LINKEDIN, ())
    assert (person.name, person.company, person.title, person.connected_on) == ("Ana Silva", "Acme", "PM", "2021-02-28")


def test_the_export_of_another_network_is_a_table(desk: Any) -> None:
    source = desk.source("Vorname,Nachname,Firma,Ort,Kontakt seit\nAnn,Lee,Figma,Bonn,15.03.2019\n")
    (person,) = source.rows()
    assert (source.format, person.city, person.connected_on) == ("table", "Bonn", "2019-03-15")


def test_a_file_saved_again_by_excel_is_read(desk: Any) -> None:
    text = "\ufeff" + (PREAMBLE + HEADER + "Neha,,https://www.linkedin.com/in/neha-k,,Razorpay,SDE,7-Feb-22\n").replace(
        "\n", "\r\n"
    )
    person = desk.person(text)
    assert (person.name, person.connected_on) == ("Neha", "2022-02-07")


def test_hidden_profiles_are_skipped_and_hold_nobody(desk: Any) -> None:
    desk.read(HEADER + ",,,,,,02 Oct 2023\n,,https://www.linkedin.com/in/nobody,,,,\n,,,,,,\n")
    assert desk.skipped == [(n, "a hidden or closed profile: no name", False) for n in (2, 3)]


def test_an_address_serves_as_the_name_where_there_is_none(desk: Any) -> None:
    assert desk.person(HEADER + ",,,ghost@example.org,,,02 Oct 2023\n").name == "ghost@example.org"


def test_an_impossible_date_keeps_the_person(desk: Any) -> None:
    person = desk.person(HEADER + "=2+5,+Lovelace,NULL,N/A,-Analytical Co,@Handle Corp,30 Feb 2026\n")
    assert (person.name, person.links, person.emails, person.connected_on) == ("=2+5 +Lovelace", (), (), None)
    assert desk.remarks == [(2, 'Connected On: "30 Feb 2026" is no date')]


def test_numeric_dates_are_month_first_if_the_file_does_not_tell(desk: Any) -> None:
    rows = "".join(f"Ann{n},Lee,,,,,0{n}/04/2023\n" for n in (1, 2, 3))
    assert [p.connected_on for p in desk.people(HEADER + rows)] == ["2023-01-04", "2023-02-04", "2023-03-04"]
    assert [line for line, _ in desk.remarks] == [2]


def test_numeric_dates_are_day_first_if_the_file_shows_it(desk: Any) -> None:
    people = desk.people(HEADER + "Ann,Lee,,,,,03/04/2023\nBen,Ito,,,,,25/04/2023\n")
    assert [person.connected_on for person in people] == ["2023-04-03", "2023-04-25"]


def test_credentials_and_repeats_stay_as_they_are(desk: Any) -> None:
    row = 'Wren,"Hale, PhD",https://www.linkedin.com/in/wren-hale,,Fabrikam,Lead,05 Mar 2021\n'
    assert [person.name for person in desk.people(HEADER + row + row)] == ["Wren Hale, PhD", "Wren Hale, PhD"]


@pytest.mark.parametrize(
    "row",
    [
        "Ann,Lee,https://www.linkedin.com/in/ann,,Acme,PM,05 Mar 2021",
        "Ann , Lee,https://www.linkedin.com/in/ann, ,Acme  Inc.,PM,05 Mar 2021 ",
        'Ann,Lee,https://www.linkedin.com/in/ann,,"Acme\nInc.",N/A,05 Mar 2021',
        "Ann,Lee,https://www.linkedin.com/in/ann,,Acme,P\u00a0M,March 2021",
        "Ann,Lee,www.linkedin.com/in/ann,a@x.org,,,05 Mar 2021,surplus",
    ],
)
def test_the_short_way_for_plain_rows_says_what_the_long_way_says(desk: Any, row: str) -> None:
    short = desk.read(HEADER + row + "\n")
    # A column of tags is none of LinkedIn's own, so that every row goes the long way.
    assert desk.read(HEADER.replace("\n", ",Tags\n") + row.replace(",surplus", ",,surplus") + "\n") == short


def test_a_school_cannot_be_told_of_everybody_one_is_connected_with(desk: Any) -> None:
    with pytest.raises(InvalidInput, match="does not say who was at a school"):
        desk.source(HEADER, school="Example University")


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary", "profile"),
    ],
)
def test_the_other_files_of_the_export_are_refused_by_name(desk: Any, header: str, what: str) -> None:
    with pytest.raises(InvalidInput, match=what):
        desk.source(header + "\n")
