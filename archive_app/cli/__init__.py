"""The command line, and what it prints, without Qt."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]

STOPPED = '{"error": "cancelled", "path": null, "detail": ""}\n'


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line on ``argv`` (by default the process' arguments); return the exit status:
    0, or 1 where something failed or was found, 2 for wrong usage, 130 where it was interrupted.
    """
    import sys

    try:
        # Here, for it takes half a second, and whoever interrupts it wants no traceback.
        from archive_app.cli.commands import main as run

        return run(argv)
    except KeyboardInterrupt:
        if "--json" in (sys.argv if argv is None else argv):
            sys.stdout.write(STOPPED)
        return 130
