"""``python -m archive_app``: the command line."""

import sys

from archive_app.cli import main

sys.exit(main())
