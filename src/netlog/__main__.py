"""The console script. `netlog --version` is answered here, before anything is imported for it."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run netlog on the command line's words and exit with its code.

    A command lives for a tenth of a second and most of what it makes are modules, which are no garbage: collecting
    rarely and leaving them alone at the exit takes 10 of `import typer`'s 65 ms away (tests/benchmarks/startup.py).
    """
    if sys.argv[1:] == ["--version"]:
        from netlog import __version__

        print(f"netlog {__version__}")  # noqa: T201  # the one line that may not wait for the command line's module
        return
    gc.set_threshold(1_000_000)
    try:
        from netlog.cli.main import main as run

        run()
    except KeyboardInterrupt:  # while modules were still being read; afterwards `run` sees to it
        sys.exit(130)
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
