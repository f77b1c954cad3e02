"""Where netlog keeps its files, and the settings: one table, which reading, `netlog config` and docs use."""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_type_hints

from netlog.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping

DATABASE_VARIABLE = "NETLOG_DB"
CONFIG_VARIABLE = "NETLOG_CONFIG"


def database_path(option: str | None = None) -> str:
    """The database: `option` (--db), else NETLOG_DB, else netlog.db in the user's data directory. Creates nothing."""
    chosen = option or os.environ.get(DATABASE_VARIABLE)
    if chosen:
        return os.path.expanduser(chosen)  # noqa: PTH111  # may be a URL, which a Path would bend
    from platformdirs import user_data_dir

    return str(Path(user_data_dir("netlog", appauthor=False)) / "netlog.db")


def config_path() -> Path:
    """The settings file: NETLOG_CONFIG, else config.toml in the user's configuration directory. It need not exist."""
    chosen = os.environ.get(CONFIG_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_config_dir

    return Path(user_config_dir("netlog", appauthor=False)) / "config.toml"


class About(NamedTuple):
    """What a setting does in a sentence, whose advice its default is, and the values it may take."""

    sentence: str
    source: str
    least: int = 0
    allowed: tuple[str, ...] = ()
    most: int | None = None


class Settings(NamedTuple):
    """The settings, each with its default. Days are calendar days, business days Monday to Friday less `holidays`.

    The annotations are the table; only `table` evaluates them, so that a command does not pay for it.
    """

    holidays: Annotated[tuple[date, ...], About("Days that are no business days, as 2026-12-25.", "netlog")] = ()
    outreach_rule: Annotated[
        str, About("Without an answer: one nudge, or Dalton's 3b7.", "Dalton", allowed=("default", "3b7"))
    ] = "default"
    thank_you_days: Annotated[int, About("Days after a coffee by which the thank-you is due.", "the method")] = 1
    answer_days: Annotated[int, About("Business days to answer what somebody wrote.", "published practice")] = 1
    report_back_days: Annotated[
        int, About("Business days to tell an introducer how it went.", "published practice")
    ] = 3
    nudge_days: Annotated[int, About("Business days without an answer before the one nudge.", "Dalton", least=1)] = 7
    chase_days: Annotated[
        int, About("Business days to wait for a promised introduction.", "published practice", least=1)
    ] = 7
    promise_days: Annotated[int, About("Business days for a promise that names no day.", "netlog", least=1)] = 5
    stop_days: Annotated[
        int, About("Business days after a nudge until an approach closes itself.", "published practice", least=1)
    ] = 7
    silence_days: Annotated[
        int, About("Business days until an approach without a nudge closes itself.", "netlog", least=1)
    ] = 20
    keep_in_touch_days: Annotated[
        int, About("Days between signs of life to people you met.", "published practice", least=1)
    ] = 84
    old_days: Annotated[int, About("Days after which a thing logged late opens no follow-up.", "netlog")] = 14
    meeting_minutes: Annotated[int, About("How long a meeting is, unless told.", "the method", least=1)] = 30
    invitation_characters: Annotated[
        int, About("Characters of a LinkedIn invitation: 200 free, 300 premium.", "LinkedIn Help", least=1)
    ] = 200
    asks_a_week: Annotated[
        int, About("Asks that `next` plans for a week: letters, and favours asked.", "the method", least=1, most=50)
    ] = 3
    favours_a_year: Annotated[int, About("Favours asked of one person within a year, at most.", "netlog", most=50)] = 2
    cooling_days: Annotated[
        int, About("Days after an ask before `next` proposes the same person again.", "netlog", most=365)
    ] = 28
    tire_days: Annotated[int, About("Days for which an ask makes the next yes less likely.", "netlog", most=365)] = 90
    tire_percent: Annotated[
        int, About("Odds of a yes for each ask within tire_days, in percent.", "netlog", least=1, most=100)
    ] = 80
    help_percent: Annotated[
        int,
        About(
            "Odds of a yes for each promise kept, and report of how it went, in percent.", "netlog", least=100, most=300
        ),
    ] = 115
    weak_tie_percent: Annotated[
        int,
        About(
            "What moderately weak ties lead to, in percent of others.",
            "Rajkumar et al., Science 2022",
            least=100,
            most=300,
        ),
    ] = 120
    close_from: Annotated[
        int,
        About(
            "Meetings and replies from which on somebody is close, no weak tie.",
            "Rajkumar et al., Science 2022",
            least=1,
            most=1000,
        ),
    ] = 5
    dormant_years: Annotated[
        int, About("Years of silence after which `next` proposes to reconnect.", "Levin et al. 2011", least=1, most=50)
    ] = 3
    target_percent: Annotated[
        int, About("What a target weighs against the one before it, in percent.", "netlog", least=1, most=100)
    ] = 85
    acquaintances: Annotated[
        int, About("How many of those listed each is taken to know, before any answer.", "netlog", least=1, most=1000)
    ] = 10
    names_percent: Annotated[
        int, About("What the people whom somebody may name weigh, in percent.", "measured by netlog", most=1000)
    ] = 200
    burnt_percent: Annotated[
        int, About("What a refused letter to a target spoils, in percent.", "measured by netlog", most=1000)
    ] = 20
    activity_percent: Annotated[
        int, About("What knowing many people says for knowing one more, in percent.", "measured by netlog", most=1000)
    ] = 140
    unlike_me_percent: Annotated[
        int,
        About(
            "What knowing me, though we share little, says for knowing many, in percent.", "Granovetter 1973", most=1000
        ),
    ] = 40
    circle_percent: Annotated[
        int, About("What somebody's acquaintances in a group say, in percent.", "measured by netlog", most=1000)
    ] = 40
    their_circle_percent: Annotated[
        int, About("What the acquaintances of the one to be met say, in percent.", "measured by netlog", most=1000)
    ] = 50
    shared_percent: Annotated[
        int, About("What acquaintances in common say, in percent.", "measured by netlog", most=1000)
    ] = 30


class Setting(NamedTuple):
    """One line of the table, for `netlog config` and docs. `kind` is "days", "word" or "number"."""

    name: str
    kind: str
    default: Any
    sentence: str
    source: str
    least: int
    allowed: tuple[str, ...]
    most: int | None

    @property
    def takes(self) -> str:
        """What may be written, in words."""
        if self.kind == "number":
            return f"a whole number from {self.least}{'' if self.most is None else f' to {self.most:,}'}"
        return "a list of days as 2026-12-25" if self.kind == "days" else " or ".join(self.allowed)


def table() -> tuple[Setting, ...]:
    """Every setting, in the order of the docs."""
    hints = get_type_hints(Settings, include_extras=True)
    return tuple(_line(name, hints[name], default) for name, default in Settings()._asdict().items())


def _line(name: str, hint: Any, default: Any) -> Setting:
    about: About = hint.__metadata__[0]
    kind = {tuple: "days", str: "word", int: "number"}[type(default)]
    return Setting(name, kind, default, about.sentence, about.source, about.least, about.allowed, about.most)


@cache
def settings() -> Settings:
    """The settings of this process: the file's, and the defaults where it says nothing or is not there.

    Raises InvalidInput naming the file, the key and what may be written.
    """
    path = config_path()
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except UnicodeDecodeError:
        raise InvalidInput(f"{path} is not UTF-8 text.") from None
    return parsed(text, str(path))


def parsed(text: str, where: str) -> Settings:
    """The settings that a TOML text gives. Raises InvalidInput, naming `where` (the file)."""
    from tomllib import TOMLDecodeError, loads

    try:
        given: Mapping[str, Any] = loads(text)
    except TOMLDecodeError as error:
        raise InvalidInput(f"{where} is not TOML: {error}.") from None
    known = {line.name: line for line in table()}
    for key in given:
        if key not in known:
            raise InvalidInput(f"{where}: there is no setting {key!r}.", f"There are {', '.join(known)}.")
    return Settings(**{key: _checked(known[key], value, where) for key, value in given.items()})


def from_words(name: str, words: str) -> Any:
    """The value that `words` of a command line mean for a setting; days are separated by commas.

    Raises InvalidInput for an unknown name or a value that it cannot take.
    """
    for line in table():
        if line.name == name:
            value: Any = words
            if line.kind == "days":
                value = [day.strip() for day in words.split(",") if day.strip()]
            elif line.kind == "number" and words.strip().isdecimal():
                value = int(words)
            return _checked(line, value, "netlog config")
    names = ", ".join(line.name for line in table())
    raise InvalidInput(f"There is no setting {name!r}.", f"There are {names}.")


def _checked(line: Setting, value: Any, where: str) -> Any:
    checked = {"number": _number, "days": _days, "word": _word}[line.kind](line, value)
    if checked is None:
        raise InvalidInput(f"{where}: {line.name} cannot be {value!r}.", f"It takes {line.takes}.")
    return checked


def _number(line: Setting, value: Any) -> int | None:
    within = type(value) is int and line.least <= value <= (value if line.most is None else line.most)
    return value if within else None


def _word(line: Setting, value: Any) -> str | None:
    return value if isinstance(value, str) and value in line.allowed else None


def _days(line: Setting, value: Any) -> tuple[date, ...] | None:
    """Days as ISO texts or as TOML's own dates."""
    if not isinstance(value, list):
        return None
    try:
        return tuple(sorted({day if type(day) is date else date.fromisoformat(day) for day in value}))
    except (ValueError, TypeError):
        return None


def keep(name: str, value: Any) -> Path:
    """Write a setting to the settings file, which is made where there is none; None takes it out, for the default.

    The other lines stay as they are. Returns the file. Raises InvalidInput where the file is not as it must be.
    """
    path = config_path()
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    parsed("\n".join(lines), str(path))
    first, end = _place(lines, name)
    lines[first:end] = [] if value is None else [f"{name} = {_toml(value)}"]
    text = "".join(f"{line}\n" for line in lines)
    parsed(text, str(path))
    path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    settings.cache_clear()
    return path


def _place(lines: list[str], name: str) -> tuple[int, int]:
    """Where the setting stands, as a slice of the lines; the empty one at the end where it does not."""
    from tomllib import TOMLDecodeError, loads

    for first, line in enumerate(lines):
        if line.partition("=")[0].strip() != name:
            continue
        for end in range(first + 1, len(lines) + 1):  # a list may go on over several lines
            try:
                loads("\n".join(lines[first:end]))
            except TOMLDecodeError:
                continue
            return first, end
    return len(lines), len(lines)


def _toml(value: Any) -> str:
    """A value as TOML writes it: days are TOML's own dates, a word holds nothing to escape."""
    if isinstance(value, tuple):
        return f"[{', '.join(day.isoformat() for day in value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)
