"""The command table: the one source for help, panels, completion, docs and tests.

A command that is not here does not exist. Its function lives in `module` under the command's name with underscores
(a Python keyword gets a trailing one: `import_`); the first line of its docstring equals `help` (a test says so).
"""

from __future__ import annotations

from keyword import iskeyword
from typing import NamedTuple

EVERY_DAY = "Every day"
PEOPLE = "People"
INTRODUCTIONS = "Introductions"
OUTREACH = "Outreach and meetings"
SEARCH = "The search"
LOOKING_BACK = "Looking back"
DATA = "Data"
CARE = "Care"

PANELS = (EVERY_DAY, PEOPLE, INTRODUCTIONS, OUTREACH, SEARCH, LOOKING_BACK, DATA, CARE)


class Command(NamedTuple):
    """One command: where its function is, under which panel of `netlog --help` it stands, a sentence of at most 60
    characters, an example that works on the demo database, whether it writes to the database, and the words of
    --format that it knows beside the usual ones.
    """

    name: str
    module: str
    panel: str
    help: str
    example: str
    writes: bool
    formats: tuple[str, ...] = ()

    @property
    def function(self) -> str:
        """The name of the function in the module."""
        name = self.name.replace("-", "_")
        return f"{name}_" if iskeyword(name) else name


def _reads(name: str, file: str, panel: str, help_: str, example: str) -> Command:
    return Command(name, f"netlog.cli.{file}", panel, help_, example, writes=False)


def _writes(name: str, file: str, panel: str, help_: str, example: str) -> Command:
    return Command(name, f"netlog.cli.{file}", panel, help_, example, writes=True)


HOME = _reads("netlog", "home", EVERY_DAY, "What is due, what comes next, and one suggestion.", "netlog")

COMMANDS: tuple[Command, ...] = (
    _reads("followups", "owed", EVERY_DAY, "List what you owe, the earliest first.", "netlog followups"),
    _writes(
        "log-coffee", "coffee", EVERY_DAY, "Log a coffee, a lunch or a call that was held.", "netlog log-coffee Priya"
    ),
    _reads("next", "next", EVERY_DAY, "Show whom to ask next, why, and the command that does it.", "netlog next --why"),
    _writes("done", "owed", EVERY_DAY, "Do a follow-up: log what it stands for as sent today.", "netlog done f48"),
    _writes("skip", "owed", EVERY_DAY, "Close a follow-up without claiming that it was done.", "netlog skip f49"),
    _writes("snooze", "owed", EVERY_DAY, "Put a follow-up off until a later day.", "netlog snooze f52 3d"),
    _writes(
        "add-contact",
        "people",
        PEOPLE,
        "Add a person, with what you know about them.",
        'netlog add-contact "Mei Lin" --org Notion --title "Product designer" --via "Sam Okafor"',
    ),
    _writes(
        "edit-contact",
        "people",
        PEOPLE,
        "Change what is kept about a person.",
        'netlog edit-contact Priya --title "Director of product"',
    ),
    _reads(
        "contacts",
        "contacts",
        PEOPLE,
        "List contacts, by school, function, stage and more.",
        'netlog contacts --school "Michigan State" --function product --sort function,school',
    ),
    _reads("show", "contacts", PEOPLE, "Show everything about one person.", "netlog show Priya"),
    _writes("note", "people", PEOPLE, "Keep a note about a person.", 'netlog note Priya "Prefers mornings"'),
    _writes("tag", "people", PEOPLE, "Tag a person, or take a tag away.", "netlog tag Priya mentor"),
    _writes(
        "know",
        "know",
        PEOPLE,
        "Say that two people know each other, or that they do not.",
        'netlog know Sam "Dan Wu"',
    ),
    _writes("rest", "people", PEOPLE, "Leave a person alone: never suggest them.", "netlog rest Priya"),
    _reads("dedupe", "dedupe", PEOPLE, "Find entries that are one person, and merge them.", "netlog dedupe"),
    _writes("merge", "people", PEOPLE, "Make one person of two entries.", "netlog merge c12 c57"),
    _writes(
        "remove", "removing", PEOPLE, "Remove anything by its id: a person, a meeting, a note.", "netlog remove c57"
    ),
    _writes(
        "ask-intro",
        "intros",
        INTRODUCTIONS,
        "Ask somebody to introduce you to a person.",
        'netlog ask-intro "Sam Okafor" --to "Priya Natarajan" --on yesterday',
    ),
    _writes(
        "log-intro",
        "intros",
        INTRODUCTIONS,
        "Log how far an introduction has come.",
        "netlog log-intro Sam --to Priya --state made",
    ),
    _reads("intros", "intros", INTRODUCTIONS, "List introductions and their states.", "netlog intros"),
    _reads(
        "path",
        "path",
        INTRODUCTIONS,
        "Show who could introduce you to a person or organization.",
        "netlog path Stripe",
    ),
    _reads(
        "journey",
        "journey",
        INTRODUCTIONS,
        "Show who led to whom, and what came of it.",
        "netlog journey --to offer",
    )._replace(formats=("mermaid", "dot")),
    _reads(
        "draft",
        "drafts",
        OUTREACH,
        "Make words to send, from what is stored, and check them.",
        "netlog draft thank-you Priya",
    ),
    _writes(
        "log-message",
        "messages",
        OUTREACH,
        "Log a message that you sent.",
        "netlog log-message Priya --by email",
    ),
    _writes("log-reply", "messages", OUTREACH, "Log that somebody answered.", "netlog log-reply Priya --yes"),
    _writes(
        "schedule",
        "plans",
        OUTREACH,
        "Plan a meeting, move it, or call it off.",
        'netlog schedule Priya "thu 9:30" --place "Blue Bottle" --ics invite.ics',
    ),
    _writes(
        "edit-meeting", "plans", OUTREACH, "Correct a meeting that was logged.", "netlog edit-meeting m9 --minutes 45"
    ),
    _reads("agenda", "plans", OUTREACH, "List the meetings to come.", "netlog agenda"),
    _reads("prep", "prep", OUTREACH, "Prepare the half hour with somebody, on one page.", "netlog prep Priya"),
    _writes("thank", "owed", OUTREACH, "Thank somebody for a coffee or an introduction.", "netlog thank Priya"),
    _writes(
        "target",
        "targets",
        SEARCH,
        "Say what you are after, the dearest first.",
        "netlog target org Stripe Figma Notion",
    ),
    _reads("targets", "targets", SEARCH, "Show how well each target is covered, and the next move.", "netlog targets"),
    _writes(
        "add-job",
        "jobs",
        SEARCH,
        "Add a job, cold or through somebody you know.",
        'netlog add-job Stripe "Product manager" --via Priya --stage applied',
    ),
    _writes("update-job", "jobs", SEARCH, "Log how far a job has come.", "netlog update-job Stripe interview"),
    _reads("jobs", "jobs", SEARCH, "List jobs, whom you know there, and who referred you.", "netlog jobs"),
    _writes("landed", "jobs", SEARCH, "Take an offer: the search ends with thanks.", "netlog landed j3"),
    _reads(
        "pipeline",
        "pipeline",
        LOOKING_BACK,
        "Show where everybody in play stands, stage by stage.",
        "netlog pipeline --function product",
    ),
    _reads("cups", "cups", LOOKING_BACK, "Show the cups by week, or take on a challenge.", "netlog cups"),
    _reads(
        "stats", "stats", LOOKING_BACK, "Show your own rates of replies, coffees and introductions.", "netlog stats"
    ),
    _reads(
        "review",
        "review",
        LOOKING_BACK,
        "Look back on a week or a month, to share with a coach.",
        "netlog review --month --output review.md",
    ),
    _writes(
        "init",
        "people",
        DATA,
        "Say who you are: your name and where you belong.",
        'netlog init --name "Dana Reyes" --school "Michigan State University:BA Advertising:2024"',
    ),
    _writes(
        "import",
        "files",
        DATA,
        "Import a LinkedIn export, an alumni roster or a table.",
        'netlog import alumni.csv --school "Michigan State University"',
    ),
    _reads(
        "export",
        "export",
        DATA,
        "Write your data for netlog, another program or a reader.",
        "netlog export --format csv --output people.csv",
    ),
    _writes("sync", "sync", DATA, "Keep a folder of vCards and netlog equal, both ways.", "netlog sync contacts"),
    _writes("demo", "demo", DATA, "Write half a year of a job search to try netlog on.", "netlog demo"),
    _reads("config", "care", DATA, "Show the settings, or change one.", "netlog config nudge_days 5"),
    _writes("pause", "care", CARE, "Pause the search for a while, without blame.", 'netlog pause "2 weeks"'),
    _writes("undo", "care", CARE, "Take back the last step, and say what it was.", "netlog undo"),
    _writes("redo", "care", CARE, "Do again what undo took back.", "netlog redo"),
    _reads("history", "care", CARE, "List the steps taken, the latest first.", "netlog history"),
    _reads("backup", "care", CARE, "Copy the database to a dated file.", "netlog backup"),
    _writes(
        "restore", "care", CARE, "Put a backup back in place of the database.", "netlog restore netlog-2026-11-02.db"
    ),
    _reads("doctor", "care", CARE, "Check that the database is sound, and mend it.", "netlog doctor"),
)


def find(name: str) -> Command:
    """The command of that name. Raises KeyError if there is none."""
    return next(command for command in COMMANDS if command.name == name)
