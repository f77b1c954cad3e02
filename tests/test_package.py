"""The package as it is installed, and the checkout's top level."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import metadata
from pathlib import Path

import pytest

import netlog

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

# The top level holds these and dot-files only (docs/contributing.md).
TOP_LEVEL = {"pyproject.toml", "src", "tests", "docs", "README.md", "LICENSE"}


def test_the_top_level_holds_what_it_may_and_nothing_else() -> None:
    """As it is under version control, or as it lies there where it is a copy."""
    names = {path.name for path in ROOT.iterdir()} - {"build", "dist"}
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        names = {name.partition("/")[0] for name in listed.stdout.splitlines()}
    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def test_the_version_is_one_constant() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", netlog.__version__)
    assert metadata("netlog-cli")["Version"] == netlog.__version__
    assert PROJECT["dynamic"] == ["version"]


def test_the_package_says_which_pythons_it_runs_on() -> None:
    assert PROJECT["requires-python"] == ">=3.11"
    versions = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", line)]
    assert versions == ["3.11", "3.12", "3.13"]


@pytest.mark.parametrize("extra", [None, *PROJECT["optional-dependencies"]])
def test_every_dependency_is_named_once_and_says_what_it_is_for(extra: str | None) -> None:
    """Its line ends with a comment: the reason, and for the program itself who pays the import."""
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    wanted = PROJECT["dependencies"] if extra is None else PROJECT["optional-dependencies"][extra]
    names = [re.split(r"[<>=\[]", line)[0] for line in wanted]
    assert len(set(names)) == len(names)
    for requirement in wanted:
        assert any(f'"{requirement}",' in line and "# " in line for line in lines), requirement


def test_the_wheel_holds_every_file_of_the_package_and_no_test(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "src"
    files = {str(path.relative_to(source)) for path in source.rglob("*") if path.is_file()}
    assert {name for name in files if "__pycache__" not in name and ".egg-info" not in name} <= held
    assert not any(name.startswith(("tests/", "docs/")) for name in held)
    (licence,) = (name for name in held if name.endswith("/LICENSE"))
    assert licence
