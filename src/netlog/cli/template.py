"""Templates of words to send: the user's own in `templates/` beside the settings, else ours."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from netlog.config import config_path
from netlog.errors import InvalidInput, NotFound
from netlog.rules.names import shown
from netlog.rules.text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from netlog.rules.filling import Filling

ENDING = ".txt.j2"
_SUBJECT = "Subject:"


class Words(NamedTuple):
    """Words to send. The subject is the template's first line where that begins with "Subject:", else ""."""

    subject: str
    text: str


def folder() -> Path:
    """Where the user's own templates are; it need not exist."""
    return config_path().parent / "templates"


def names() -> list[str]:
    """The templates there are, theirs and ours."""
    ours = (file.name for file in files("netlog").joinpath("templates").iterdir())
    own = (file.name for file in folder().glob(f"*{ENDING}"))
    return sorted({name.removesuffix(ENDING) for name in (*ours, *own) if name.endswith(ENDING)})


def check_exists(template: str) -> None:
    """Raises NotFound with the list where there is no template of that name."""
    if template not in names():
        raise NotFound(
            f'There is no template "{shown(template)}".', f"There are {', '.join(names())}; your own go into {folder()}"
        )


def fill_in(template: str, filling: Filling) -> Words:
    """The words that a template makes of what is stored.

    Raises InvalidInput naming the file and the line where the template has an error in it, or makes no words. The
    template runs in Jinja's sandbox, and a name it asks for that `Filling` does not have is an error, not a hole in the
    letter.
    """
    from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateNotFound
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    check_exists(template)
    loader = ChoiceLoader([FileSystemLoader(folder()), PackageLoader("netlog", "templates")])
    environment = ImmutableSandboxedEnvironment(loader=loader, autoescape=False, undefined=StrictUndefined)
    environment.filters["sentence"] = _sentence
    try:
        text = environment.get_template(f"{template}{ENDING}").render(filling._asdict())
    except Exception as error:  # a template is a program of the user's: it may raise whatever a program can
        if isinstance(error, OSError) and not isinstance(error, TemplateNotFound):
            raise  # the file cannot be opened, whatever is in it
        raise _broken(template, error) from None
    words = _words(text)
    if not words.text:
        raise _broken(template, ValueError("it makes no words"))
    return words


def _words(text: str) -> Words:
    first, _, rest = text.strip().partition("\n")
    if not first.startswith(_SUBJECT):
        return Words("", text.strip())
    return Words(one_line(first.removeprefix(_SUBJECT)), rest.strip())


def _sentence(text: str) -> str:
    """The text with a capital at its beginning and nothing else changed."""
    return text[:1].upper() + text[1:]


def _broken(template: str, error: Exception) -> InvalidInput:
    file, line = _place(error)
    where = f"{file or folder() / (template + ENDING)}{f', line {line}' if line else ''}"
    why = re.sub(r"^'netlog\.rules\.filling\.\w+ object'", "that", one_line(str(error))) or type(error).__name__
    if type(error).__name__ == "TemplateNotFound":  # its words are only the name
        why = f'there is no template "{shown(why)}" to take in'
    return InvalidInput(f"{where}: {why.rstrip('.')}.", "Mend the template, or move it away to use ours.")


def _place(error: Exception) -> tuple[str | None, int | None]:
    """The template's file and line that an error comes from; Jinja puts them into the traceback."""
    if (line := getattr(error, "lineno", None)) is not None:
        return getattr(error, "filename", None), line
    found: tuple[str | None, int | None] = (None, None)
    step = error.__traceback__
    while step:
        if step.tb_frame.f_code.co_filename.endswith(ENDING):
            found = step.tb_frame.f_code.co_filename, step.tb_lineno
        step = step.tb_next
    return found
