"""``python -m archive_app.gui`` opens the window."""

import sys

from archive_app.gui.shell.app import main

sys.exit(main())
