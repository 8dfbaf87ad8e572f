"""Where a packaged Khizana starts: the window, or the command line when given a command.

The program also starts itself, as the processes that extract (`archive_app.extract.runtime.pool`)
and that do long work (`archive_app.jobs.process`).
"""

import sys

if __name__ == "__main__":
    if sys.argv[1:2] == ["--extraction-worker"]:
        from archive_app.extract.runtime.worker import main as worker

        worker()
        sys.exit()
    if sys.argv[1:2] == ["--job-worker"]:
        from archive_app.jobs.worker import main as jobs

        jobs()
        sys.exit()
    if len(sys.argv) > 1 and sys.argv[1].isalpha():
        from archive_app.cli import main

        sys.exit(main())
    from archive_app.gui.shell.app import main as window

    sys.exit(window())
