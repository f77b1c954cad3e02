"""Keys of names, and the forms of the command line that hold names."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlog.errors import InvalidInput
from netlog.rules.names import (
    AffiliationForm,
    DescriptionForm,
    PersonForm,
    fold,
    is_description,
    organization_aliases,
    organization_key,
    parse_affiliation,
    parse_description,
    parse_person,
    shown,
    slug,
)
from netlog.words import OrganizationKind

NAMES = st.from_regex(r"[A-Z][a-zà-öø-ÿ'’.-]{1,12}( [A-Z][a-zà-öø-ÿ'’-]{1,12}){0,3}", fullmatch=True)

# --- fold and slug ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Priya Natarajan", "priya natarajan"),
        ("  PRIYA\tNATARAJAN ", "priya natarajan"),
        ("José Ñíguez", "jose niguez"),
        ("Jürgen Weiß", "jurgen weiss"),
        ("Søren Łukasz Đặng", "soren lukasz dang"),
        ("Ægir Þórsson", "aegir thorsson"),
        ("Işıl", "isil"),
        ("İpek", "ipek"),
        ("Siobhán O'Brien", "siobhan obrien"),
        ("Siobhán O’Brien", "siobhan obrien"),
        ("O´Brien", "obrien"),
        ("J.R. Smith", "jr smith"),
        ("Anne-Marie Okafor–Lindqvist", "anne marie okafor lindqvist"),
        ("Hale, PhD", "hale phd"),
        ("Ｋｅｎｊｉ", "kenji"),
        ("ﬁona", "fiona"),
        ("山本 太郎", "山本 太郎"),
        ("がくと", "がくと"),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("राम कुमार", "राम कुमार"),
        ("Андрей Королёв", "андреи королев"),
        ("김민준", "김민준"),
        ("AT&T", "at&t"),
        ("zero\u200bwidth", "zerowidth"),
        ("[bold]Ann[/bold]", "bold ann bold"),
        ("", ""),
        (" \t", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(name: str, key: str) -> None:
    assert fold(name) == key


def test_a_name_of_signs_only_keeps_them_so_that_two_stay_two() -> None:
    assert fold("???") == "???"
    assert fold("🚀") != fold("🌵")


def test_vowel_signs_of_india_and_voicing_of_kana_tell_names_apart() -> None:
    assert fold("रीमा") != fold("रमा")
    assert fold("かな") != fold("がな")


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_a_slug_holds_nothing_that_a_shell_takes_apart(text: str) -> None:
    word = slug(text)
    assert not set(word) & set(" \t\n'\"\\$`!*?[](){}<>|;&#~/")


@given(NAMES)
def test_a_slug_leads_back_to_the_name(name: str) -> None:
    assert fold(slug(name)) == fold(name)


def test_slugs() -> None:
    assert slug("Priya Natarajan") == "priya-natarajan"
    assert slug("Siobhán O'Brien-Łuk") == "siobhan-obrien-luk"
    assert slug("山本 太郎") == "山本-太郎"
    assert slug("???") == ""


def test_thirty_thousand_names_fold_quickly() -> None:
    names = [f"Priya O'Natarajan-{n} Jr." for n in range(30_000)]
    began = time.perf_counter()
    for name in names:
        fold(name)
    assert time.perf_counter() - began < 0.12  # 60 ms on the machine of the design, doubled for a busy one


@given(st.text(max_size=300))
def test_a_text_is_shown_in_one_printable_line(text: str) -> None:
    line = shown(text)
    assert len(line) <= 60
    assert line == "" or line.isprintable()


# --- organizations ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [
        ("Stripe", "Stripe, Inc.", "stripe inc", "STRIPE INC", "The Stripe Company", " Stripe  LLC "),
        ("Razorpay", "Razorpay Pvt Ltd", "Razorpay Pvt. Ltd.", "Razorpay Private Limited"),
        ("Tiffany", "Tiffany & Co.", "Tiffany and Company"),
        ("Novo Nordisk", "Novo Nordisk A/S"),
        ("Siemens", "Siemens AG"),
        ("Trumpf", "TRUMPF GmbH + Co. KG", "Trumpf GmbH & Co. KG"),
        ("Telefónica", "Telefonica S.A.", "Telefónica, S. A."),
        ("Grupo Bimbo", "Grupo Bimbo S.A. de C.V.", "Grupo Bimbo, S. A. de C. V."),
        ("Allegro", "Allegro Sp. z o.o."),
        ("Ferrari", "Ferrari S.p.A.", "Ferrari SpA"),
        ("リンク", "リンク株式会社", "株式会社リンク", "（株）リンク", "㈱リンク"),
        ("Johnson & Johnson", "Johnson and Johnson", "Johnson & Johnson, Inc."),
        ("Amazon Web Services", "Amazon Web Services (AWS)", "AWS (Amazon Web Services)"),
        ("Amazon Web Services", "Amazon Web Services, Inc. (AWS)"),
        ("Meta", "Meta (formerly Facebook)", "Meta Ltd."),
        ("Faculty Group", "The Faculty Group PLC"),
        ("University of Michigan", "The University of Michigan"),
    ],
)  # fmt: skip
def test_one_organization_in_its_writings_has_one_key(names: tuple[str, ...]) -> None:
    assert {organization_key(name) for name in names} == {organization_key(names[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stripe", "Stripe Press"),
        ("Stripe", "Stripe (Ireland)"),
        ("Blue Lagoon", "Blue Lagoon Spa"),
        ("Michigan State University", "University of Michigan"),
        ("University of California", "University of California (Berkeley)"),
        ("Cleo", "Cleo AI, Ltd."),
        ("Limited Brands", "The Limited"),
        ("AT&T", "A T"),
    ],
)
def test_different_organizations_stay_different(one: str, other: str) -> None:
    assert organization_key(one) != organization_key(other)


@pytest.mark.parametrize("name", ["The Limited", "Company", "The", "Inc.", "LLC Ltd", "株式会社"])
def test_a_name_of_such_words_only_keeps_them(name: str) -> None:
    assert organization_key(name) == fold(name)


def test_an_abbreviation_or_former_name_in_brackets_is_an_alias() -> None:
    assert organization_aliases("Amazon Web Services (AWS)") == ("aws",)
    assert organization_aliases("Meta (formerly Facebook, Inc.)") == ("facebook",)
    assert organization_aliases("University of California, Los Angeles (UCLA)") == ("ucla",)
    assert organization_aliases("Procter & Gamble (P&G)") == ("p and g",)
    assert organization_aliases("Stripe (Ireland)") == ()
    assert organization_aliases("Stripe") == ()


PARTS = ["the", "The", "Stripe", "Inc.", "&", "Co", "GmbH", "S.A.", "(AWS)", "株式会社", "and", "+", "リンク"]


@given(st.text(max_size=40) | st.lists(st.sampled_from(PARTS)).map(" ".join))
def test_an_organizations_key_is_its_own_key(name: str) -> None:
    key = organization_key(name)
    assert organization_key(key) == key
    assert key or not any(character.isalnum() for character in name)


# --- forms --------------------------------------------------------------------------------------

SCHOOL, COMPANY, GREEK = OrganizationKind.SCHOOL, OrganizationKind.COMPANY, OrganizationKind.GREEK


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        ("Michigan State University:BA Advertising:2024", SCHOOL,
         AffiliationForm("Michigan State University", "BA Advertising", None, "2024")),
        ("Michigan State University::2011", SCHOOL, AffiliationForm("Michigan State University", None, None, "2011")),
        ("Michigan State University:2011", SCHOOL, AffiliationForm("Michigan State University", None, None, "2011")),
        ("Alpha Phi", GREEK, AffiliationForm("Alpha Phi")),
        ("Alpha Phi:Treasurer:2022", GREEK, AffiliationForm("Alpha Phi", "Treasurer", "2022", None)),
        ("Stripe:PM:2019-", COMPANY, AffiliationForm("Stripe", "PM", "2019", None)),
        ("Stripe:PM:2008-2012", COMPANY, AffiliationForm("Stripe", "PM", "2008", "2012")),
        ("Stripe:PM:-2012", COMPANY, AffiliationForm("Stripe", "PM", None, "2012")),
        ("Stripe:PM:2019-03..2021-06", COMPANY, AffiliationForm("Stripe", "PM", "2019-03", "2021-06")),
        (" Stripe :  PM , Payments : 2011-05 ", COMPANY, AffiliationForm("Stripe", "PM , Payments", "2011-05", None)),
        (r"Design\: Lab:Fellow", COMPANY, AffiliationForm("Design: Lab", "Fellow")),
        ("Stripe:", COMPANY, AffiliationForm("Stripe")),
    ],
)  # fmt: skip
def test_an_affiliation_is_taken_apart(text: str, kind: OrganizationKind, form: AffiliationForm) -> None:
    assert parse_affiliation(text, kind) == form


@pytest.mark.parametrize(
    "text", ["", ":", ":PM:2019", "A:B:C:D", "Girls: Who: Code", "Stripe:PM:soon", "Stripe:PM:2012-2008"]
)
def test_an_affiliation_that_cannot_be_read_is_refused_with_a_next_step(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_affiliation(text, COMPANY)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Dan Wu, Design lead @ Figma", PersonForm("Dan Wu", "Design lead", "Figma")),
        ("Dan Wu, Design lead at Figma", PersonForm("Dan Wu", "Design lead", "Figma")),
        ("Dan Wu, Design lead @Figma", PersonForm("Dan Wu", "Design lead", "Figma")),
        ("Dan Wu @ Figma", PersonForm("Dan Wu", None, "Figma")),
        ("Dan Wu, VP, Design", PersonForm("Dan Wu", "VP, Design", None)),
        ("Mei  Lin", PersonForm("Mei Lin")),
        ("Wren Hale, PhD", PersonForm("Wren Hale, PhD")),
        ("Wren Hale, Ph.D., Research lead @ Fabrikam", PersonForm("Wren Hale, Ph.D.", "Research lead", "Fabrikam")),
        ("Dan Wu, ", PersonForm("Dan Wu")),
        ("dan@figma.com", PersonForm("dan@figma.com")),
        ("山本 太郎 @ リンク", PersonForm("山本 太郎", None, "リンク")),
    ],
)
def test_a_person_is_taken_apart(text: str, form: PersonForm) -> None:
    assert parse_person(text) == form


@pytest.mark.parametrize("text", ["", " , PM", "@ Figma", " @ Figma", "...", "?"])
def test_a_person_without_a_name_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "anyone in product at Stripe", "Anyone in product", "somebody at Notion", "someone", "people in design",
        "a designer at Figma", "an engineer", "A designer", "the head of product at Stripe", "her manager",
        "product, Stripe", "product @ Stripe", "Product manager at Stripe", "PM", "data scientist, Notion",
    ],
)  # fmt: skip
def test_a_description_is_no_person(text: str) -> None:
    assert is_description(text)


@pytest.mark.parametrize(
    "text",
    ["Dan Wu, Design lead @ Figma", "Mei Lin", "An Nguyen", "A. Smith", "A Martinez", "My Pham", "Dean", "Dean @ Figma",
     "Brand, Stewart", "Penny Brand", "Some", "", "Theo", "Anya One"],
)  # fmt: skip
def test_a_person_is_no_description(text: str) -> None:
    assert not is_description(text)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("anyone in product at Stripe", DescriptionForm("product", "Stripe")),
        ("product, Stripe", DescriptionForm("product", "Stripe")),
        ("product, Notion", DescriptionForm("product", "Notion")),
        ("a product designer @ Figma", DescriptionForm("product designer", "Figma")),
        ("somebody at Notion", DescriptionForm(None, "Notion")),
        ("anyone who works in data", DescriptionForm("data", None)),
    ],
)
def test_a_description_says_what_and_where(text: str, form: DescriptionForm) -> None:
    assert parse_description(text) == form


@given(st.text(max_size=120), st.sampled_from(OrganizationKind))
def test_forms_are_read_or_refused_and_nothing_else(text: str, kind: OrganizationKind) -> None:
    for parse in (lambda: parse_affiliation(text, kind), lambda: parse_person(text)):
        with suppress(InvalidInput):
            assert parse().name.strip()
    assert is_description(text) in (True, False)
    parse_description(text)
    organization_aliases(text)
