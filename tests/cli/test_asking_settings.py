"""The settings of asking: each changes what `next` says, and the defaults are those of the rules."""

from __future__ import annotations

import json
import shutil
from shlex import split
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from tests.conftest import MONDAY

from netlog.cli import main
from netlog.cli.database import habits
from netlog.config import Settings, settings
from netlog.rules.asking import Manners
from netlog.rules.habits import Habits
from netlog.rules.ranking import policy
from netlog.rules.ranking.scorer import Weights

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Run

SCHOOL = "Michigan State University"
ROSTER = """\
Name,Class Year,Employer,Job Title,City
Ana Lopez,2012,Figma,Product Manager,New York
Ben Ito,2009,Notion,Software Engineer,Chicago
Cara Diaz,2015,Stripe,Product Manager,Detroit
Dev Patel,2001,Stripe Press,Editor,Detroit
Eve Moss,2003,Acme,Copywriter,Austin
Flo Kern,2012,Acme,Product Manager,Austin
Gus Hall,2012,Acme,Product Manager,Detroit
"""
STORY = (
    f'init --name "Dana Reyes" --school "{SCHOOL}:BA:2024"',
    f'import alumni.csv --school "{SCHOOL}"',
    'add-contact "Sam Okafor" --org Acme --title Director --met 2024-05 --city Austin',
    'add-contact "Kim Low" --org Notion --met 2025-02',
    'add-contact "Kit Moore" --org Figma --title "Product Manager"',
    'target function "product manager"',
    "target org Figma Notion",
    "log-coffee Sam --on 2026-08-03 --promise 'the article'",
    "thank Sam --on 2026-08-03",
    "ask-intro Sam --to 'Flo Kern' --on 2026-09-20",
    "log-intro Sam --to 'Flo Kern' --state declined --on 2026-09-21",
    "done f1",
    "log-message Ana --on 2026-10-30",
    "know Sam Dev",
    "know Gus Ben",
)
"""Sam was met, asked for a favour and helped; a letter to Ana at Figma waits, where Kit is too.

Kim is an old tie. Sam and Gus work at one place, Sam knows somebody in the city of Gus, and Gus somebody else.
"""


class Extreme(NamedTuple):
    """A value far from the default, and what of a suggestion, or of a path, it changes; nothing: who is suggested."""

    value: int | str
    changes: tuple[str, ...] = ()
    of: str = "next"


EXTREMES = {
    "asks_a_week": Extreme(1),
    "favours_a_year": Extreme(1),
    "cooling_days": Extreme(365),
    "outreach_rule": Extreme("3b7"),
    "tire_days": Extreme(0, ("chance", "score", "chance_because")),
    "tire_percent": Extreme(1, ("chance", "score", "chance_because")),
    "help_percent": Extreme(300, ("chance", "score", "chance_because")),
    "weak_tie_percent": Extreme(300, ("score", "reasons")),
    "close_from": Extreme(1, ("score", "reasons")),
    "dormant_years": Extreme(1, ("action", "reason")),
    "target_percent": Extreme(1, ("score", "reasons")),
    "names_percent": Extreme(0, ("score", "reasons")),
    "burnt_percent": Extreme(0, ("score", "reasons")),
    "acquaintances": Extreme(1, ("score", "reasons")),
    "unlike_me_percent": Extreme(1000, ("confidence",), "path"),
    "activity_percent": Extreme(0, ("confidence",), "path"),
    "circle_percent": Extreme(1000, ("confidence",), "path"),
    "their_circle_percent": Extreme(1000, ("confidence",), "path"),
    "shared_percent": Extreme(1000, ("confidence",), "path"),
}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the story."""
    folder = tmp_path_factory.mktemp("story")
    (folder / "alumni.csv").write_text(ROSTER, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("NETLOG_DB", str(folder / "netlog.db"))
        patch.setenv("NETLOG_CONFIG", str(folder / "config.toml"))
        settings.cache_clear()
        for words in STORY:
            assert main.run(["--today", MONDAY, *split(words)]) == 0, words
    return folder / "netlog.db"


@pytest.fixture
def told(story: Path, netlog: Run, home: Path) -> Iterator[Run]:
    """The program on a copy of the story."""
    shutil.copy(story, home)
    yield netlog
    settings.cache_clear()


Lines = dict[tuple[str, ...], dict[str, Any]]


def told_by(run: Run, command: str) -> Lines:
    """What `next` proposes, by the list, whom and through whom; or the paths to Gus, by their people."""
    if command == "path":
        return {tuple(path["chain"]): path for path in run("path", "Gus", "--json", "-n", "9").data}
    found: Lines = {}
    for listed in ("--week", "--why"):
        lines = run("next", listed, "-n", "100", "--json").data
        found |= {(listed, line["contact"], line["via"]): line for line in lines}
    return found


def differing(one: Lines, other: Lines) -> set[str]:
    """The keys of which some line of both has another value."""
    return {key for line in one.keys() & other.keys() for key in one[line] if one[line][key] != other[line][key]}


def test_every_setting_that_asking_reads_is_here() -> None:
    """What neither the manners nor the policy nor the score know is no setting of asking."""
    read = {*Manners._fields, *(f"{name}_percent" for name in (*policy.Settings._fields, *Weights._fields))}
    assert EXTREMES.keys() == (read | {"acquaintances"}) & set(Settings._fields)
    first = Settings._fields.index("asks_a_week")
    assert EXTREMES.keys() == {"outreach_rule", *Settings._fields[first:]}, "the table of settings ends with them"


@pytest.mark.parametrize("name", EXTREMES)
def test_a_setting_of_asking_changes_what_is_suggested(told: Run, home: Path, name: str) -> None:
    value, changes, command = EXTREMES[name]
    before = told_by(told, command)
    assert value != getattr(Settings(), name)
    (home / "config.toml").write_text(f"{name} = {json.dumps(value)}\n", "utf-8")
    after = told_by(told, command)
    if changes:
        assert differing(before, after) >= set(changes)
    else:
        assert after.keys() != before.keys()


def test_a_setting_written_at_its_default_changes_nothing(told: Run, home: Path) -> None:
    before = [told_by(told, command) for command in ("next", "path")]
    defaults = [f"{name} = {json.dumps(getattr(Settings(), name))}\n" for name in EXTREMES]
    (home / "config.toml").write_text("".join(defaults), "utf-8")
    assert [told_by(told, command) for command in ("next", "path")] == before


def test_the_defaults_are_those_of_the_rules(home: Path) -> None:
    """`acquaintances` alone means another thing: 10 of those listed, and 40 of everybody in the benchmark."""
    default, weights = Settings(), Weights()
    of_asking = {name: getattr(default, name) for name in Manners._fields if name != "kin"}
    assert Manners(**of_asking) == Manners()
    percents = {
        **{name: getattr(policy.Settings(), name) for name in ("names", "burnt")},
        **{name: getattr(weights, name) for name in ("unlike_me", "activity", "circle", "their_circle", "shared")},
    }
    assert {name: getattr(default, f"{name}_percent") for name in percents} == {
        name: round(100 * factor) for name, factor in percents.items()
    }
    settings.cache_clear()
    assert habits() == Habits()
