"""Job functions and levels from titles."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlog.rules import functions
from netlog.rules.functions import FUNCTIONS, canonical_function, infer_function, is_function, level
from netlog.rules.names import fold

# Invented for this test, by function. Not taken from a list.
TITLES = {
    "product": [
        "Senior PM", "Head of Product", "Software Product Manager", "Group Product Manager, Checkout",
        "Chief Product Officer", "VP of Product", "Product Owner", "Associate Product Manager", "Produktmanagerin",
        "Chef de produit", "Gerente de Producto", "Gerente de Produto Sênior",
        "Product Manager at Marketing Partners Inc",
    ],
    "marketing": [
        "Product Marketing Manager", "Chief Marketing Officer", "Growth Lead", "SEO Specialist",
        "Brand Manager, Snacks", "Marketing Operations Manager", "Directora de Marketing", "Social Media Coordinator",
        "Director, Demand Generation",
    ],
    "advertising": [
        "Senior Copywriter", "Media Planner", "Paid Search Analyst", "Ad Operations Manager",
    ],
    "communications": [
        "PR Manager", "Head of Public Affairs", "Internal Communications Lead", "Press Officer",
    ],
    "engineering": [
        "Engineering Manager", "VP Engineering", "CTO", "Co-Founder & CTO", "SDE II", "Staff Software Engineer",
        "iOS Developer", "Solutions Architect", "Softwareentwickler", "Wirtschaftsingenieurin",
        "Développeuse full-stack", "Ingénieur d'études", "Desarrollador Backend", "Engenheira de Software",
        "Firmware Engineer", "Site Reliability Engineer", "QA Lead",
    ],
    "data": [
        "Data Engineer", "Lead Data Scientist", "Machine Learning Engineer", "BI Developer", "Analytics Manager",
        "Marketing Data Analyst", "Cientista de Dados", "Analista de datos",
    ],
    "design": [
        "UX Researcher", "Product Designer", "Design Lead @ Figma", "Creative Director", "UI/UX Designer",
        "Grafikdesignerin",
    ],
    "sales": [
        "Sales Engineer", "Account Executive, Mid-Market", "SDR", "Vertriebsleiter", "Head of Partnerships",
        "Gerente de Ventas",
    ],
    "human resources": [
        "Engineering Recruiter", "HR Business Partner", "Head of Talent", "VP People", "Chargée de recrutement",
        "Analista de Recursos Humanos", "L&D Manager | Learning and Development",
    ],
    "finance": [
        "CFO", "Investment Banking Analyst", "FP&A Manager", "Private Equity Associate", "Credit Risk Analyst",
    ],
    "accounting": [
        "Senior Auditor", "Tax Associate", "Steuerberaterin", "Comptable", "Controller",
    ],
    "consulting": [
        "Associate Consultant", "Unternehmensberater", "Strategy Manager",
    ],
    "legal": [
        "General Counsel", "Abogada laboral", "Rechtsanwältin", "Compliance Officer",
    ],
    "operations": [
        "COO", "Director of Operations", "Operations Associate",
    ],
    "customer success": [
        "Customer Success Manager", "Customer Support Specialist", "Client Services Director",
    ],
    "project management": [
        "Senior Project Manager", "Technical Program Manager", "Scrum Master", "Projektleiter", "Jefa de Proyectos",
    ],
    "education": [
        "Assistant Professor of Marketing", "High School Math Teacher", "Instructional Designer", "Lehrerin",
    ],
    "research": [
        "Postdoctoral Researcher", "Research Scientist", "Chemist", "Wissenschaftliche Mitarbeiterin",
    ],
    "health care": [
        "Registered Nurse", "Medical Director", "Physical Therapist", "Enfermeira", "Zahnarzt",
    ],
    "administration": [
        "Executive Assistant to the CEO", "Office Manager", "Receptionist", "Data Entry Clerk",
    ],
    "executive": [
        "CEO", "Founder", "Geschäftsführer", "Managing Director", "Directeur général", "Vice President",
    ],
    "supply chain": [
        "Procurement Manager", "Logistics Coordinator", "Einkäuferin",
    ],
    "security": [
        "Security Analyst", "CISO", "Cybersecurity Consultant",
    ],
    "information technology": [
        "IT Manager", "Systems Administrator", "Help Desk Technician",
    ],
    "social work": [
        "Licensed Social Worker", "Fundraising Manager",
    ],
    "public service": [
        "Policy Advisor", "Police Sergeant", "Legislative Aide",
    ],
    "media": [
        "Staff Writer", "Video Producer", "Redakteurin",
    ],
    "architecture": [
        "Landscape Architect", "Urban Planner",
    ],
    "real estate": [
        "Real Estate Agent", "Property Manager",
    ],
    "hospitality": [
        "Hotel General Manager", "Event Coordinator",
    ],
    "business analysis": [
        "Senior Business Analyst",
    ],
}  # fmt: skip
PAIRS = [(title, function) for function, titles in TITLES.items() for title in titles]


@pytest.mark.parametrize(("title", "function"), PAIRS)
def test_a_title_speaks_for_its_function(title: str, function: str) -> None:
    assert infer_function(title) == function


@pytest.mark.parametrize(
    "title", ["", "Freelance", "Partner", "Retired", "Stay at home parent", "Associate", "部長", "-", "???"]
)
def test_a_title_that_says_nothing_has_no_function(title: str) -> None:
    assert infer_function(title) is None


def test_the_employer_is_not_read() -> None:
    assert infer_function("Nurse at Google Engineering") == "health care"
    assert infer_function("Partner at Sales Force One") is None


def test_of_a_headline_the_first_part_that_says_anything_decides() -> None:
    assert infer_function("Dreamer | Recruiter | Nurse") == "human resources"


@pytest.mark.parametrize(
    ("word", "function"),
    [
        ("product manager", "product"),
        ("Product Management", "product"),
        ("PM", "product"),
        ("product", "product"),
        ("UX", "design"),
        ("HR", "human resources"),
        ("Recruiting", "human resources"),
        ("IT", "information technology"),
        ("Information Technology", "information technology"),
        ("Healthcare Services", "health care"),
        ("Business Development", "sales"),
        ("Media and Communication", "communications"),
        ("Military and Protective Services", "public service"),
        ("Purchasing", "supply chain"),
        ("Support", "customer success"),
        ("Customer Success", "customer success"),
        ("Accounting", "accounting"),
        ("Beekeeping", "beekeeping"),
        ("  Öko  ", "oko"),
    ],
)
def test_a_word_for_a_function_finds_the_tables_word_or_stays(word: str, function: str) -> None:
    assert canonical_function(word) == function


def test_every_function_stands_for_itself() -> None:
    for name, _ in FUNCTIONS:
        assert canonical_function(name) == name
        assert is_function(name)


def test_the_table_is_written_in_folded_words_and_names_each_phrase_once() -> None:
    for name, patterns in FUNCTIONS:
        phrases = [phrase.strip() for phrase in patterns.split(",")]
        assert len(phrases) == len(set(phrases)), name
        for phrase in phrases:
            bare = phrase.replace("*", "").replace("~", "")
            assert fold(bare) == bare, (name, phrase)


def test_only_whole_phrases_are_functions_and_names_are_none() -> None:
    assert is_function("data scientist")
    assert is_function("PM")
    assert not is_function("Dean")
    assert not is_function("Sam Okafor")
    assert not is_function("")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Marketing Intern", functions.INTERN),
        ("Werkstudentin Marketing", functions.INTERN),
        ("Junior Designer", functions.JUNIOR),
        ("Associate Consultant", functions.JUNIOR),
        ("Associate Product Manager", functions.JUNIOR),
        ("Software Engineer II", functions.MIDDLE),
        ("Product Manager", functions.MIDDLE),
        ("Executive Assistant to the CEO", functions.MIDDLE),
        ("Senior PM", functions.SENIOR),
        ("Sr. Product Manager", functions.SENIOR),
        ("Group Product Manager", functions.LEAD),
        ("Staff Engineer", functions.LEAD),
        ("Design Lead", functions.LEAD),
        ("Senior Engineering Manager", functions.MANAGER),
        ("Vertriebsleiter", functions.MANAGER),
        ("Head of Product", functions.DIRECTOR),
        ("Associate Director, Sales", functions.DIRECTOR),
        ("SVP Product", functions.VICE_PRESIDENT),
        ("Vice President", functions.VICE_PRESIDENT),
        ("Managing Director", functions.VICE_PRESIDENT),
        ("Chief Marketing Officer", functions.CHIEF),
        ("Founder & CEO", functions.CHIEF),
        ("Assistant to the Director", functions.MIDDLE),
        ("Reporting to the CEO", functions.MIDDLE),
        ("Chef de produit", functions.MIDDLE),
        ("Projektmanagerin", functions.MIDDLE),
        ("Directeur général", functions.CHIEF),
        ("Founding Partner", functions.VICE_PRESIDENT),
        ("VP&GM", functions.VICE_PRESIDENT),
        ("Jr. Account Manager", functions.JUNIOR),
        ("Lead Technical Program Manager", functions.LEAD),
        ("Entry-level Analyst", functions.JUNIOR),
        ("Direktorin @ Chief Labs", functions.DIRECTOR),
        ("Misleading", None),
        ("Software Engineer", None),
        ("HR Business Partner", None),
        ("", None),
    ],
)
def test_a_title_says_how_far_up(title: str, expected: int | None) -> None:
    assert level(title) == expected


def test_every_word_of_the_levels_speaks_for_its_line_and_every_phrase_holds_the_word_it_stands_behind() -> None:
    told: set[str] = set()
    for expected, words, phrases in functions._LEVELS:
        for word in words.split():
            assert word not in told, f"{word} is told twice"
            assert fold(word.strip("*")) == word.strip("*")
            assert level(word.replace("*", "x")) == expected, word
        told.update(words.split())
        for word, phrase in phrases.items():
            for alternative in phrase.split("|") if "(" not in phrase else [phrase]:
                assert re.search(rf"\b{word}\b", alternative), phrase


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    assert infer_function(text) in {None, *(name for name, _ in FUNCTIONS)}
    assert level(text) in {None, *range(9)}
    assert isinstance(canonical_function(text), str)
    assert is_function(text) in (True, False)


@given(st.text(max_size=60))
def test_a_canonical_function_is_its_own(text: str) -> None:
    once = canonical_function(text)
    assert canonical_function(once) == once


def test_thirty_thousand_titles_of_a_roster_take_less_than_a_third_of_a_second() -> None:
    titles = [title for title, _ in PAIRS] * (30_000 // len(PAIRS) + 1)
    began = time.perf_counter()
    for title in titles:
        infer_function(title)
    assert time.perf_counter() - began < 0.3


def test_every_phrase_of_the_table_is_a_function_but_for_those_that_are_names() -> None:
    phrases = functions._table().phrases[0]
    assert {phrase for phrase in phrases if not functions.is_function(phrase)} == functions._NAMES_TOO & phrases.keys()
