"""The lazy group: commands are known by the table, and imported when one is called.

Importing every command module at each start would double the time of every command (docs/explanation/design.md).
So the group holds stubs (name, sentence, panel), which serve `netlog --help`, completion and "did you mean"; the real
command takes a stub's place in `resolve_command`, that is when it is run, asked for its help, or completed.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from netlog.cli.commands import COMMANDS, PANELS, Command, find
from netlog.cli.options import output_options


def load(command: Command) -> TyperCommand:
    """The real command: its function as Typer reads it, its example below its help, and the output options."""
    function = getattr(import_module(command.module), command.function)
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(command.name, cls=NetlogCommand, epilog=command.example)(function)
    real = typer.main.get_command(app)
    assert isinstance(real, TyperCommand)
    own = {name for param in real.params for name in param.opts}  # a --format of its own stands
    options = output_options(command.writes, command.formats)
    real.params.extend(option for option in options if own.isdisjoint(option.opts))
    return real


class NetlogCommand(TyperCommand):
    """A command whose help ends with an example."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """The example, unwrapped, so that it can be copied."""
        with formatter.section("Example"):
            formatter.write(f"  {self.epilog}\n")


class LazyGroup(TyperGroup):
    """`netlog` itself: the panels of the command table, each command imported on its first use."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        for command in COMMANDS:
            self.add_command(TyperCommand(command.name, help=command.help, rich_help_panel=command.panel))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command to run, imported now. Raises a usage error with the nearest names if there is none."""
        name, stub, rest = super().resolve_command(ctx, args)
        return name, stub and name and load(find(name)), rest

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands under the panels of PRODUCT.md, one line each."""
        width = max(len(name) for name in self.commands)
        for panel in PANELS:
            with formatter.section(panel):
                rows = [(c.name.ljust(width), c.help) for c in COMMANDS if c.panel == panel]
                formatter.write_dl(rows)
