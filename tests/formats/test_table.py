"""Tables of people: rosters, address books, CRM exports and one's own spreadsheet."""

from __future__ import annotations

from typing import Any

import pytest

from netlog.errors import InvalidInput
from netlog.rows.files import FileAffiliation, FilePerson
from netlog.words import Origin

ROSTER = (
    "First Name,Last Name,Preferred Name,Class Year,Degree,Major,School,Email,Employer,"
    "Job Title,Job Function,Industry,"
    "City,State,Country,Willing to Mentor,LinkedIn,Sorority,Chapter,Association\n"
)
ANN = (
    "Ann,Lee,Annie,2011,BA,Advertising,Ad School,ann@x.org,Figma,PM,Product,Software,Chicago,"
    "IL,USA,1,in/annlee,Alpha Phi,Beta,AMA; PRSA\n"
)


def school(person: FilePerson) -> FileAffiliation:
    return next(affiliation for affiliation in person.affiliations if affiliation.kind == "school")


def test_a_roster_gives_everything_it_knows_of_a_person(desk: Any) -> None:
    source = desk.source(ROSTER + ANN)
    assert (source.format, source.origin, source.unused) == ("roster", Origin.ROSTER, ())
    (person,) = source.rows()
    assert person == FilePerson(
        line=2, name="Ann Lee", nickname="Annie", emails=("ann@x.org",), links=("https://www.linkedin.com/in/annlee",),
        title="PM", company="Figma", function="Product", industry="Software", city="Chicago, IL, USA", tags=("mentor",),
        affiliations=(
            FileAffiliation("Ad School", "school", role="BA Advertising", end="2011"),
            FileAffiliation("Alpha Phi", "greek", unit="Beta"),
            FileAffiliation("AMA", "association", unit="Beta"),
            FileAffiliation("PRSA", "association", unit="Beta"),
        ),
    )  # fmt: skip


def test_with_a_school_told_the_rosters_own_column_is_a_part_of_it(desk: Any) -> None:
    person = desk.person(ROSTER + ANN, school="Example University")
    assert school(person) == FileAffiliation("Example University", "school", "BA Advertising", "Ad School", end="2011")


def test_a_school_told_and_named_again_in_the_column_is_no_part_of_itself(desk: Any) -> None:
    person = desk.person("Name,University,Year\nAnn Lee,EXAMPLE UNIVERSITY,2011\n", school="Example University")
    assert school(person).unit is None


def test_of_university_and_college_the_first_is_the_school(desk: Any) -> None:
    person = desk.person("Name,University,College,Class Of\nAnn Lee,Example University,Business,'11\n")
    assert school(person) == FileAffiliation("Example University", "school", unit="Business", end="2011")


def test_class_years_without_a_school_are_told_of(desk: Any) -> None:
    assert desk.person("Name,Class Year\nAnn Lee,2011\n").affiliations == ()
    assert desk.remarks == [(1, "class years and degrees were left out: say of which school, --school NAME")]


def test_a_chapter_alone_is_an_organization(desk: Any) -> None:
    assert desk.person("Name,Chapter\nAnn Lee,Chicago\n").affiliations == (FileAffiliation("Chicago", "other"),)


@pytest.mark.parametrize("word", ["1", "Yes", "yes - resumes too", "TRUE", "x", "Y", "oui", "ja", "sí", "✓", "はい"])
def test_every_way_of_saying_yes_makes_a_mentor(desk: Any, word: str) -> None:
    assert desk.person(f"Name,Email,Mentor?\nAnn Lee,a@x.org,{word}\n").tags == ("mentor",)


@pytest.mark.parametrize("word", ["0", "No", "", "FALSE", "not now", "maybe"])
def test_everything_else_makes_none(desk: Any, word: str) -> None:
    assert desk.person(f"Name,Email,Mentor?\nAnn Lee,a@x.org,{word}\n").tags == ()


def test_brackets_in_a_header_do_not_hide_it(desk: Any) -> None:
    assert desk.person("Name (full),Will Mentor (Y/N),Phone [mobile]\nAnn Lee,Y,555-0100\n").tags == ("mentor",)


def test_a_preferred_name_that_is_the_first_name_is_no_nickname(desk: Any) -> None:
    assert desk.person("First,Last,Preferred Name\nAnn,Lee,Ann\n").nickname is None


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("Vorname;Name;Firma", "Jörg;Müller;Siemens", "Jörg Müller"),
        ("Prénom;Nom;Société", "Hélène;Lefèvre;Orange", "Hélène Lefèvre"),
        ("Nombre;Apellidos;Empresa", "José;Muñoz Ruiz;Telefónica", "José Muñoz Ruiz"),
        ("Nome;Cognome;Azienda", "Gianni;Rossi;Fiat", "Gianni Rossi"),
        ("First Name;Name;Company", "Ann;Ann Lee;Figma", "Ann Lee"),
        ("Name;Given Name;Family Name", "Zoë, Smith;Zoë;Smith", "Zoë Smith"),
        ("Full Name;First Name;Last Name", "Dr. Ann Lee;Ann;Lee", "Dr. Ann Lee"),
        ("Last Name, First Name;Email", "Lee, Ann;a@x.org", "Ann Lee"),
        ("Name;Email", "Wren Hale, PhD;w@x.org", "Wren Hale, PhD"),
        ("First Name;Middle Name;Last Name;Suffix", "John;Q;Public;Jr.", "John Q Public Jr."),
        ("氏名;会社", "山田花子;テスト商事", "山田花子"),
        ("Nickname;Email", "Annie;a@x.org", "Annie"),
        ("Name;Email", ";a@x.org", "a@x.org"),
        ("Name;Phone", ";+1 415 555 0100", "+1 415 555 0100"),
        ("Who;Company", "Ann Lee;Figma", "Ann Lee"),
    ],
)
def test_a_name_is_put_together_from_what_there_is(desk: Any, header: str, row: str, name: str) -> None:
    assert desk.person(f"{header}\n{row}\n".replace("Last Name, First Name", '"Last Name, First Name"')).name == name


def test_a_column_of_last_names_first_is_turned_round(desk: Any) -> None:
    rows = '"Lee, Ann",a@x.org\n"Ito, Ben",b@x.org\n"Hale, Wren, PhD",c@x.org\n'
    assert [p.name for p in desk.people("Name,Email\n" + rows)] == ["Ann Lee", "Ben Ito", "Wren Hale, PhD"]
    assert [p.name for p in desk.people("Name,Email\n" + rows + "Dan Wu,d@x.org\n")][:1] == ["Lee, Ann"]
    credentials = '"Ann Lee, PhD",a@x.org\n' * 3
    assert desk.people("Name,Email\n" + credentials)[0].name == "Ann Lee, PhD"


def test_a_known_word_among_rows_makes_no_header(desk: Any) -> None:
    rows = "Ann Lee,a@x.org,Phone\nBen Ito,b@x.org,Email\nLena Cho,c@x.org,LinkedIn\n"
    assert [person.line for person in desk.people(rows)] == [1, 2, 3]


OUTLOOK = [
    "Title,First Name,Last Name,Company,Job Title,E-mail Address,E-mail 2 Address,"
    "Business Phone,Business City,Categories,Notes",
    "Anrede,Vorname,Nachname,Firma,Position,E-Mail-Adresse,E-Mail 2: Adresse,"
    "Telefon geschäftlich,Ort geschäftlich,Kategorien,Notizen",
    "Titre1,Prénom,Nom,Société,Titre,Adresse de messagerie,Adresse de messagerie 2,"
    "Téléphone (bureau),Ville (bureau),Catégories,Notes",
    "Tratamiento,Nombre,Apellidos,Organización,Puesto,Dirección de correo electrónico,"
    "Dirección del correo electrónico 2,"
    "Teléfono del trabajo,Ciudad de trabajo,Categorías,Notas",
    "Trattamento,Nome,Cognome,Società,Posizione,Indirizzo posta elettronica,"
    "Indirizzo posta elettronica 2,Telefono (uff.),"
    "Città (uff.),Categorie,Note",
    "Aanhef,Voornaam,Achternaam,Bedrijf,Functie,E-mailadres,E-mailadres 2,Telefoon op werk,\"Werkadres, plaats\","
    "Categorieën,Notities",
    "Tratamento,Nome,Sobrenome,Empresa,Cargo,Endereço de Email,Endereço de Email 2,Telefone Comercial,"
    "Cidade do Endereço Comercial,Categorias,Anotações",
]  # fmt: skip


@pytest.mark.parametrize("header", OUTLOOK)
def test_outlook_is_read_in_its_languages(desk: Any, header: str) -> None:
    source = desk.source(header + "\nMr,Ann,Lee,Acme,Lead,a@x.org,b@x.org,555-0100,Bonn,work;golf,Hello\n")
    assert (source.format, source.origin) == ("outlook", Origin.ADDRESS_BOOK)
    (person,) = source.rows()
    assert person == FilePerson(
        line=2, name="Ann Lee", emails=("a@x.org", "b@x.org"), phones=("555-0100",), title="Lead", company="Acme",
        city="Bonn", tags=("work", "golf"), notes=("Hello",),
    )  # fmt: skip


def test_google_joins_values_and_keeps_groups_of_its_own(desk: Any) -> None:
    header = (
        "First Name,Last Name,Organization Name,Organization Title,Labels,E-mail 1 - Label,"
        "E-mail 1 - Value,Phone 1 - Value,Website 1 - Value"
    )
    row = "Ann,Lee,Figma,PM,Alumni ::: * myContacts,* Work,a@x.org ::: b@x.org,555-0100 ::: 555-0101,https://figma.com"
    source = desk.source(f"{header}\n{row}\n")
    (person,) = source.rows()
    assert (source.format, source.unused) == ("google", ("E-mail 1 - Label",))
    assert (person.emails, person.phones) == (("a@x.org", "b@x.org"), ("555-0100", "555-0101"))
    assert (person.tags, person.company, person.title) == (("Alumni",), "Figma", "PM")


def test_thunderbird_is_read_with_and_without_its_header(desk: Any) -> None:
    header = (
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Organization"
    )
    source = desk.source(header + "\nAnn,Lee,Ann Lee,,a@x.org,b@x.org,,555-0100,Figma\n")
    assert (source.format, [row.name for row in source.rows()]) == ("thunderbird", ["Ann Lee"])
    people = desk.people("Ann Lee,Ann,Lee,a@x.org\nBen Ito,Ben,Ito,b@x.org\n")
    assert [(p.line, p.name, p.emails) for p in people] == [(1, "Ann Lee", ("a@x.org",)), (2, "Ben Ito", ("b@x.org",))]


@pytest.mark.parametrize(
    "header",
    [
        "Record ID,First Name,Last Name,Email,Phone Number,Associated Company,Job Title",
        "Person - ID,Person - First name,Person - Last name,Person - Email,Person - Phone,Organization,Job Title",
        "Salutation,First Name,Last Name,Email,Mobile,Account Name,Title",
        "slug,first_name,last_name,email_work,phone_work,company,title",
    ],
)
def test_crm_exports_are_tables(desk: Any, header: str) -> None:
    source = desk.source(f"{header}\n7,Ann,Lee,a@x.org,555-0100,Figma,PM\n")
    (person,) = source.rows()
    assert (source.format, source.origin) == ("table", Origin.TABLE)
    assert person == FilePerson(
        line=2, name="Ann Lee", emails=("a@x.org",), phones=("555-0100",), title="PM", company="Figma"
    )


def test_ones_own_spreadsheet_keeps_how_people_are_known(desk: Any) -> None:
    header = "Name,School,How we met,Introduced by,Met on,Last contacted,Notes,Notes\n"
    source = desk.source(
        header + 'Ann Lee,MSU,"career fair, 2019",Sam Okafor,2019-05,14 Nov 2025,likes tea,"line 1\n\n\n\nline 2"\n'
    )
    (person,) = source.rows()
    assert source.origin is Origin.TABLE
    assert (person.how_met, person.introduced_by) == ("career fair, 2019", "Sam Okafor")
    assert (person.met_on, person.last_contacted_on) == ("2019-05", "2025-11-14")
    assert person.notes == ("likes tea", "line 1\n\nline 2")


def test_a_date_that_can_be_read_two_ways_is_left_out_with_both_readings(desk: Any) -> None:
    text = "Name,Last contacted\nAnn Lee,3/4/2026\n"
    assert desk.person(text).last_contacted_on is None
    ((line, reason),) = desk.remarks
    assert (line, "may be 3 April 2026 or 4 March 2026; say --dates dmy" in reason) == (2, True)
    assert desk.person(text, day_order="dmy").last_contacted_on == "2026-04-03"


def test_a_partial_date_is_no_day_of_a_last_contact(desk: Any) -> None:
    assert desk.person("Name,Last contacted\nAnn Lee,May 2025\n").last_contacted_on is None
    assert desk.remarks == [(2, 'last-contacted-on: "May 2025" is no whole date')]


@pytest.mark.parametrize(
    ("cell", "emails", "remark"),
    [
        ("Ann Lee <ann@x.org>; b@x.org", ("ann@x.org", "b@x.org"), ""),
        ("mailto:ann@x.org, ANN@x.org", ("ann@x.org",), ""),
        ("ann@invalid", ("ann@invalid",), ""),
        ("o'brien@x.org.", ("o'brien@x.org",), ""),
        ("ann@@x.org", (), '"ann@@x.org" is no e-mail address'),
        ("/o=ExchangeLabs/cn=ann", (), '"/o=ExchangeLabs/cn=ann" is no e-mail address'),
    ],
)
def test_an_e_mail_cell_may_hold_much(desk: Any, cell: str, emails: tuple[str, ...], remark: str) -> None:
    assert desk.person(f'Name,Email\nAnn Lee,"{cell}"\n').emails == emails
    assert [reason for _, reason in desk.remarks] == [remark] * bool(remark)


def test_a_number_that_a_spreadsheet_rounded_is_no_number(desk: Any) -> None:
    assert desk.person("Name,Phone,Phone 2\nAnn Lee,8.02E+09,5551234567.0\n").phones == ("5551234567",)
    assert desk.remarks == [(2, '"8.02E+09" is no telephone number any more: a spreadsheet rounded it')]


def test_a_fax_is_no_telephone(desk: Any) -> None:
    assert desk.person("Name,Home Fax,Pager,Assistant's Phone,Mobile Phone\nAnn Lee,1,2,3,4\n").phones == ("4",)


def test_a_row_without_name_e_mail_or_phone_is_skipped(desk: Any) -> None:
    desk.read("Name,Email,Company\n,,Figma\n,not an address,\n")
    assert desk.skipped == [(2, "no name, e-mail or phone", False), (3, "no name, e-mail or phone", True)]


def test_a_name_of_ten_thousand_characters_is_skipped_and_the_rest_is_taken(desk: Any) -> None:
    assert [p.name for p in desk.people(f"Name,Email\n{'x' * 10_000},a@x.org\nBen Ito,b@x.org\n")] == ["Ben Ito"]
    assert desk.skipped == [(2, "a name of 10,000 characters; 200 is the most", True)]


def test_what_is_too_long_is_cut_and_told_of(desk: Any) -> None:
    person = desk.person(f"Name,Company,Notes\nAnn Lee,{'c' * 600},{'n' * 100_001}\n")
    assert (len(person.company), len(person.notes[0])) == (500, 100_000)
    assert [reason for _, reason in desk.remarks] == [
        "company of 600 characters was cut to 500",
        "a note of 100,001 characters was cut to 100,000",
    ]


def test_lines_about_the_table_are_nobody(desk: Any) -> None:
    rows = "Ann Lee,2011,a@x.org\nName,Class Year,Email\nTotal,667,\nExported on 3/4/2026,,\n667 alumni,,\n"
    assert len(desk.people("Name,Class Year,Email\n" + rows, school="X")) == 1
    assert [(line, held) for line, _, held in desk.skipped] == [(3, False), (4, False), (5, False), (6, False)]


def test_somebody_with_an_address_is_somebody_whatever_the_name(desk: Any) -> None:
    assert desk.person("Name,Email\nTotal Annihilation,t@x.org\n").emails == ("t@x.org",)


def test_a_state_belongs_to_its_own_city(desk: Any) -> None:
    header = "Name,Home City,Home State,Business City,Business State\n"
    assert desk.person(header + "Ann Lee,Boston,MA,,CA\n").city == "Boston, MA"
    assert desk.person(header + "Ann Lee,Boston,MA,Palo Alto,CA\n").city == "Palo Alto, CA"


@pytest.mark.parametrize("placeholder", ["NULL", "N/A", "#N/A", "nan", "-", "(blank)"])
def test_what_programs_write_for_nothing_is_nothing(desk: Any, placeholder: str) -> None:
    assert desk.person(f"Name,Company\nAnn Lee,{placeholder}\n").company is None


def test_people_called_null_exist(desk: Any) -> None:
    assert desk.person("First Name,Last Name\nChris,Null\n").name == "Chris Null"


def test_a_mapping_overrules_what_a_header_seems_to_mean(desk: Any) -> None:
    text = "Kandidat,Team,Email\nAnn Lee,Ads,a@x.org\n"
    person = desk.person(text, columns={"Kandidat": "name", "team": "job title", "Email": "ignore"})
    assert (person.name, person.title, person.emails) == ("Ann Lee", "Ads", ())


def test_a_mapping_to_an_unknown_field_lists_the_fields(desk: Any) -> None:
    with pytest.raises(InvalidInput, match='no field "shoe size"') as caught:
        desk.source("Name\n", columns={"Name": "shoe size"})
    assert "class-year" in caught.value.hint


def test_a_mapping_of_an_unknown_column_lists_the_columns(desk: Any) -> None:
    with pytest.raises(InvalidInput, match='no column "Nmae"') as caught:
        desk.source("Name,Email\n", columns={"Nmae": "name"})
    assert caught.value.hint == 'Its columns: "Name", "Email".'


def test_a_table_without_people_says_what_to_map(desk: Any) -> None:
    with pytest.raises(InvalidInput, match='Its columns: "slug", "Company name"') as caught:
        desk.source("slug,Company name,Deal stage\nx,Figma,won\n")
    assert caught.value.hint == "Say which it is: --map 'COLUMN=name'."


@pytest.mark.parametrize(
    ("header", "what"),
    [("slug,name,website,stage,notes", "a table of companies"), ("company,contact,text,due,done", "a table of tasks")],
)
def test_tables_of_companies_and_tasks_are_not_people_unless_told(desk: Any, header: str, what: str) -> None:
    with pytest.raises(InvalidInput, match=what):
        desk.source(f"{header}\na,b,c,d,e\n")
    column = header.split(",")[1]
    assert desk.person(f"{header}\na,b,c,d,e\n", columns={column: "name"}).name == "b"


def test_a_header_without_rows_is_nobody(desk: Any) -> None:
    assert desk.read("Name,Email\n") == []


def test_a_format_can_be_told(desk: Any) -> None:
    assert desk.source("Name,Email\n", format="roster").origin is Origin.ROSTER
    with pytest.raises(InvalidInput, match='no format "vcf"') as caught:
        desk.source("Name,Email\n", format="vcf")
    assert "linkedin, google" in caught.value.hint
