"""Where a packaged Khizana starts: the window, or the command line when given a command."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    if len(sys.argv) > 1 and sys.argv[1].isalpha():
        from archive_app.cli import main

        sys.exit(main())
    from archive_app.gui.app import main as window

    sys.exit(window())
