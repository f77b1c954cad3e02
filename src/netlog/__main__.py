"""The console script. `netlog --version` is answered here, before anything is imported for it."""

from __future__ import annotations

import sys


def main() -> None:
    """Run netlog on the command line's words and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        from netlog import __version__

        print(f"netlog {__version__}")  # noqa: T201  # the one line that may not wait for the command line's module
        return
    from netlog.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
