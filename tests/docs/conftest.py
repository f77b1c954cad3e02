"""The programs of docs/, loaded by their path: docs is no package."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(__file__).parents[2] / "docs"


def load(name: str) -> ModuleType:
    """The module docs/NAME.py."""
    spec = importlib.util.spec_from_file_location(f"netlog_docs_{name}", DOCS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def transcripts() -> ModuleType:
    """docs/transcripts.py."""
    return load("transcripts")


@pytest.fixture(scope="session")
def generate() -> ModuleType:
    """docs/generate.py."""
    return load("generate")
